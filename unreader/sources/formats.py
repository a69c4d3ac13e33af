"""The formats that are known, in the order in which they are tried. One entry a format.

`reads` turns the file's bytes into text; an entry without it is recognised and refused with its `message`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from unreader.sources.decoding import decode


class Format(Struct, frozen=True):
    """A file format: its name in `Source.format`, its usual suffixes, how it is told, and how it is read."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    reads: Callable[[bytes, str], str] | None
    message: str = ""


_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(rb"^#{1,6} ?\S|\*\*\S[^*\n]*\*\*|^\[\^\w+\]:", re.MULTILINE)
_SAMPLE = 262144


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _is_docx(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def _is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _is_old_word(data: bytes) -> bool:
    return data.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"))


def _is_html(data: bytes) -> bool:
    return _HTML.match(data[:4096]) is not None


def _is_markdown(data: bytes) -> bool:
    return len(_MARKDOWN.findall(data[:_SAMPLE])) >= 2


def _always(data: bytes) -> bool:
    return True


def _pdf(data: bytes, name: str) -> str:
    from unreader.sources.pdf import read_pdf

    return read_pdf(data, name)


def _docx(data: bytes, name: str) -> str:
    from unreader.sources.docx import read_docx

    return read_docx(data, name)


def _html(data: bytes, name: str) -> str:
    from unreader.sources.html import read_html

    return read_html(data, name)


_NOT_YET = "Old Word files (.doc, .rtf) are not read yet; save the document's text as UTF-8 (.txt or .md) and give that"

FORMATS: tuple[Format, ...] = (
    Format("pdf", (".pdf",), _is_pdf, _pdf),
    Format("docx", (".docx",), _is_docx, _docx),
    Format("zip", (".zip",), _is_zip, None, "this is an archive; unpack it and give the documents in it"),
    Format("doc", (".doc", ".rtf"), _is_old_word, None, _NOT_YET),
    Format("html", (".html", ".htm", ".xhtml"), _is_html, _html),
    Format("markdown", (".md", ".markdown"), _is_markdown, decode),
    Format("text", (".txt", ".text"), _always, decode),
)


def recognise(data: bytes, name: str = "") -> Format:
    """The format of a file, told by its bytes; the name's suffix decides only between text and Markdown."""
    found = next(known for known in FORMATS if known.recognises(data))
    if found.name == "text" and name.lower().endswith((".md", ".markdown")):
        return next(known for known in FORMATS if known.name == "markdown")
    return found
