"""Small PDF files made on the spot: text at a place in a size, bold or plain, and rules drawn."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

#: (left, height from the foot, size, text, or "—" for a drawn rule of that length)
Piece = tuple[float, float, float, str]


def pdf(*pages: Sequence[Piece], bold: frozenset[str] = frozenset(), objects: Sequence[bytes] = ()) -> bytes:
    """A PDF with these pages; pieces whose text is in `bold` are set in the bold font."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    fonts = f"<</Font<</F {3 + 2 * count} 0 R/B {4 + 2 * count} 0 R>>>>"
    made = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()]
    for number, page in enumerate(pages):
        content = "\n".join(_drawn(piece, piece[3] in bold) for piece in page)
        made.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {4 + 2 * number} 0 R/Resources{fonts}>>".encode()
        )
        made.append(stream(content.encode("cp1252")))
    for name in ("Helvetica", "Helvetica-Bold"):
        made.append(f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode())
    return file_of([*made, *objects])


def _drawn(piece: Piece, is_bold: bool) -> str:
    left, height, size, text = piece
    if text == "—":
        return f"{left} {height} m {left + size} {height} l S"
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{'B' if is_bold else 'F'} {size} Tf 1 0 0 1 {left} {height} Tm ({escaped}) Tj ET"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n" % (len(packed), extra) + packed + b"\nendstream"


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
