"""Search in the text of blocks: what is typed finds what is printed, whatever its blanks, case and width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from unreader.model import Address, Block

#: Code points of context on either side of a hit in a line of results.
_CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the query stands: the block's address and text, the span in code points."""

    address: Address
    text: str
    start: int
    end: int

    def excerpt(self) -> str:
        """The hit with some words on either side, in one line."""
        start, end = max(0, self.start - _CONTEXT), self.end + _CONTEXT
        before = ("…" if start else "") + self.text[start : self.start]
        after = self.text[self.end : end] + ("…" if end < len(self.text) else "")
        return f"{before}【{self.text[self.start : self.end]}】{after}"


def find_in_blocks(symbol: str, blocks: Iterable[Block], query: str, kind: str | None = None) -> list[Hit]:
    """Every hit in these blocks, in their order. An empty query finds nothing."""
    wanted, _ = _folded(query)
    if not wanted:
        return []
    hits = []
    for block in blocks:
        if kind is not None and block.kind != kind:
            continue
        text, origin = _folded(block.text)
        at = text.find(wanted)
        while at >= 0:
            end = origin[at + len(wanted) - 1] + 1
            hits.append(Hit(Address(symbol, block.path), block.text, origin[at], end))
            at = text.find(wanted, at + len(wanted))
    return hits


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without blanks, in one width and case, and for each of its characters where it came from."""
    folded, origin = [], []
    for position, char in enumerate(text):
        for part in _folded_character(char):
            folded.append(part)
            origin.append(position)
    return "".join(folded), origin


@cache
def _folded_character(char: str) -> str:
    return "".join(unicodedata.normalize("NFKC", char).casefold().split())
