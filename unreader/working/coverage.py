"""How many of the paragraphs that may be tagged are tagged, document by document."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from unreader.annotating.suggesting import may_be_tagged
from unreader.library import Entry, Library


class Coverage(Struct, frozen=True):
    """Of one document: the paragraphs that are tagged, of all that may be."""

    symbol: str
    tagged: int
    paragraphs: int

    @property
    def untagged(self) -> int:
        """Those without a topic."""
        return self.paragraphs - self.tagged


def coverage(library: Library, entries: Iterable[Entry], tagged: Collection[str]) -> list[Coverage]:
    """The coverage of documents; `tagged` are the plain addresses that have a topic. Raises LibraryError."""
    found = []
    for entry in entries:
        document = library.document(entry.symbol, entry.language)
        paths = [block.path for block in document.blocks if may_be_tagged(block, document.language)]
        found.append(Coverage(entry.symbol, sum(f"{entry.symbol}#{path}" in tagged for path in paths), len(paths)))
    return found
