"""What this room hands up: the decoded text of a file and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from unreader.model import Source, UnreaderError


class SourceError(UnreaderError):
    """A file that cannot be read as text: missing, empty, binary, in an unknown encoding or an unread format."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, newlines as \\n, without a byte order mark, and the file's facts.

    All offsets that later rooms speak of (pieces, furniture) are code points of `text`.
    """

    text: str
    source: Source = field(default_factory=Source)
