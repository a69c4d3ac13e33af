"""PDF: the text layer, read in a process of its own with limits on time and memory, laid out as paragraphs.

Why PDFium, and what is refused, is told in docs/sources.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from unreader.sources.pdf_layout import Page, lines_of
from unreader.sources.pdf_rows import Row
from unreader.sources.source_text import SourceError, text_of_lines

#: The reader of pages stops by itself long before; this is for systems on which it cannot.
_SECONDS = 600
#: Fewer letters a page than this, with a picture on it, are a scan.
_SCANNED = 20


def read_pdf(data: bytes, name: str) -> str:
    """The text of a PDF, one paragraph a line. Raises SourceError: no text, damaged, protected, over the limits."""
    pages = _rows(data, name)
    letters = sum(page["glyphs"] for page in pages)
    if letters < _SCANNED * len(pages) and (not letters or any(page["pictures"] for page in pages)):
        if any(page["pictures"] for page in pages):
            raise SourceError(f"{name}: this PDF is a scan without text; run OCR on it first (ocrmypdf, for instance)")
        raise SourceError(f"{name}: this PDF has no text in it; run OCR on it first (ocrmypdf, for instance)")
    read = [
        Page(page["height"], [Row(*row) for row in page["rows"]], [tuple(rule) for rule in page["rules"]])
        for page in pages
    ]
    return text_of_lines(lines_of(read), name)


def _rows(data: bytes, name: str) -> list[dict[str, Any]]:
    """What the worker says of each page. Nothing of the file but its bytes reaches the worker."""
    package = Path(__file__).parent.parent.parent
    paths = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-P", "-m", "unreader.sources.pdf_worker"]
    try:
        run = subprocess.run(  # noqa: S603
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(f"{name}: this PDF takes too long to read; print it to a new PDF and give that") from None
    except OSError as error:
        raise SourceError(f"{name}: the reader of PDF files cannot be started ({error}); install it again") from None
    try:
        answer = json.loads(run.stdout)
    except ValueError:
        raise SourceError(
            f"{name}: this PDF is damaged, or takes too much time or memory to read; "
            "print it to a new PDF and give that"
        ) from None
    if "refused" in answer:
        raise SourceError(f"{name}: {answer['refused']}")
    pages: list[dict[str, Any]] = answer["pages"]
    return pages
