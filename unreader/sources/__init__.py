"""Bytes in, text out: reads a file of any known format into a `SourceText`.

`read_file` and `read_bytes` recognise the format and decode it; what cannot be read raises `SourceError`
with one line that says what is wrong and what to do. Formats are modules registered in `formats`.
"""

from __future__ import annotations

from unreader.sources.formats import FORMATS, recognise
from unreader.sources.reading import MAX_BYTES, bytes_of, printable, read_bytes, read_file
from unreader.sources.source_text import SourceError, SourceText

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "SourceError",
    "SourceText",
    "bytes_of",
    "printable",
    "read_bytes",
    "read_file",
    "recognise",
]
