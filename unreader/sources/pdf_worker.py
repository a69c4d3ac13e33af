"""A PDF's bytes on standard input → the rows of its pages as JSON on standard output, in a process of its own.

PDFium is native code and the file comes from anywhere: a crash, an endless loop or a hunger for memory ends this
process and nothing else. What PDFium tells of a glyph (character, origin, box) is all that is used.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import math
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from msgspec.structs import astuple

from unreader.sources.pdf_rows import Glyph, rows_of

#: Seconds for the first page, and more for each page that was read: a file that stands still is given up.
SECONDS, SECONDS_A_PAGE = 7.0, 0.1
MEMORY = 900_000_000
MAX_PAGES = 5_000
MAX_GLYPHS_A_PAGE = 100_000
MAX_GLYPHS = 20_000_000
MAX_OBJECTS_A_PAGE = 200_000
#: The weight from which a font is bold (400 is that of text).
_BOLD = 600
_NAME = ctypes.create_string_buffer(64)
#: Only so many drawings of a page are looked at for the rule over its footnotes.
_MAX_DRAWINGS = 3_000


class RefusedError(Exception):
    """A file that cannot be read; the message is the rest of a sentence after the file's name."""


def main() -> None:
    """Read standard input, write {"pages": …} or {"refused": …}. Ends without an answer where a limit is met."""
    _limit_memory()
    nowhere = open(os.devnull, "w")  # noqa: PTH123, SIM115
    data = sys.stdin.buffer.read()
    faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
    try:
        pages = []
        for number, page in enumerate(_pages(data), 1):
            pages.append(page)
            left = SECONDS - _processor_seconds() + SECONDS_A_PAGE * number
            faulthandler.dump_traceback_later(max(left, 0.1), exit=True, file=nowhere)
        answer: dict[str, Any] = {"pages": pages}
    except RefusedError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        message = "it needs too much memory to read"
        answer = {"refused": message}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing of PDFium is worth tidying up


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedError("this PDF is protected by a password; save a copy without it") from None
        raise RefusedError("this PDF is damaged; fetch it again or save it anew") from None
    if count > MAX_PAGES:
        raise RefusedError(f"it has {count} pages (the limit is {MAX_PAGES}); split the file")
    total = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            raise RefusedError(f"page {number + 1} of this PDF is damaged; fetch it again or save it anew") from None
        read = _page(page)
        total += read["glyphs"]
        if total > MAX_GLYPHS:
            raise RefusedError("it has too much text for one document; split the file")
        yield read
        page.close()


def _page(page: Any) -> dict[str, Any]:
    """Height, number of pictures, rows (see pdf_rows) and short thin rules (left, right, height on the page)."""
    import pypdfium2.raw as pdfium

    height = page.get_height()
    if pdfium.FPDFPage_CountObjects(page) > MAX_OBJECTS_A_PAGE:
        raise RefusedError("a page of this PDF is drawn from too many objects; print it to a new PDF")
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_GLYPHS_A_PAGE:
        raise RefusedError("a page of this PDF has too much text; split the file")
    rows = rows_of(_glyphs(text, count))
    text.close()
    pictures, rules = _drawings(page)
    return {"height": height, "glyphs": count, "rows": [astuple(row) for row in rows], "rules": rules,
            "pictures": pictures}  # fmt: skip


def _glyphs(text: Any, count: int) -> list[Glyph]:
    import pypdfium2.raw as pdfium

    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    raw = text.raw
    found = []
    for place in range(count):
        if pdfium.FPDFText_IsGenerated(raw, place) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, place)
        if code in (2, 0xFFFE, 0xAD):  # a hyphen at the end of a line
            code = 0x2D
        if code in (0, 0xFFFF, 0xFEFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        if abs(pdfium.FPDFText_GetCharAngle(raw, place)) > 0.2:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, place, at_x, at_y)
        pdfium.FPDFText_GetLooseCharBox(raw, place, at_box)
        size = _em(raw, place, box.top - box.bottom)
        bold = pdfium.FPDFText_GetFontWeight(raw, place) >= _BOLD or _is_bold_by_name(raw, place)
        found.append((chr(code), round(box.left, 2), round(box.right, 2), round(y.value, 2), round(size, 2), bold))
    return found


def _em(raw: Any, place: int, height: float) -> float:
    """The size of a glyph's font on the page: the heights of boxes differ from font to font of one size."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(raw, place, matrix):
        size = float(pdfium.FPDFText_GetFontSize(raw, place)) * math.hypot(matrix.b, matrix.d)
        if 0.5 * height < size < 2 * height:
            return size
    return height


def _is_bold_by_name(raw: Any, place: int) -> bool:
    """Whether the font's name says that it is bold: the standard fonts tell no weight."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFText_GetFontInfo(raw, place, _NAME, len(_NAME), None)
    return b"bold" in _NAME.value.lower()


def _drawings(page: Any) -> tuple[int, list[tuple[float, float, float]]]:
    import pypdfium2.raw as pdfium

    rules, pictures = [], 0
    sides = [ctypes.c_float() for _ in range(4)]
    for place in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_DRAWINGS)):
        drawn = pdfium.FPDFPage_GetObject(page, place)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        pictures += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(side) for side in sides)):
            left, bottom, right, top = (side.value for side in sides)
            if top - bottom < 1.5 and 40 <= right - left <= 220:
                rules.append((left, right, (top + bottom) / 2))
    return pictures, rules


if __name__ == "__main__":
    main()
