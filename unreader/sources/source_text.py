"""What this room hands up: the decoded text of a file and where it came from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from unreader.model import Source, UnreaderError


class SourceError(UnreaderError):
    """A file that cannot be read as text: missing, empty, binary, in an unknown encoding or an unread format."""


class SourceText(Struct, frozen=True):
    """The text of one file, newlines as \\n, without a byte order mark, and the file's facts.

    All offsets that later rooms speak of (pieces, furniture) are code points of `text`.
    """

    text: str
    source: Source = field(default_factory=Source)


#: What is unpacked from a small file may be large: more text than this is no document. Characters, paragraphs.
MAX_UNPACKED, MAX_PARAGRAPHS = 10_000_000, 200_000


def text_of_lines(lines: Sequence[str], name: str) -> str:
    """Paragraphs as the text of a file, an empty line between them. Raises SourceError beyond the limits."""
    if len(lines) > MAX_PARAGRAPHS or sum(map(len, lines)) > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1_000_000
        raise SourceError(f"{name}: it holds more than {limit} million characters of text; split the document")
    return "\n\n".join(lines) + "\n" if lines else ""
