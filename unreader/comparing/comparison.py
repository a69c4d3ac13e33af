"""What a comparison of two texts is: pairs of blocks, what became of each, and where the words differ.

Frozen data. Spans are (start, end) in Unicode code points of a block's text, end exclusive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from unreader.model import Address, Block, Citation

Change = Literal["same", "typography", "verb", "words", "split", "merged", "new", "deleted"]
Span = tuple[int, int]

#: In the order in which counts are told.
CHANGES: tuple[Change, ...] = ("same", "typography", "verb", "words", "split", "merged", "new", "deleted")


class Edit(Struct, frozen=True):
    """Words of the one text that stand for words of the other; an empty span on the side that has nothing there.

    Outside its edits a pair's two texts are the same, character for character.
    """

    a: Span
    b: Span


class CitationChange(Struct, frozen=True):
    """A citation that was dropped (`b` is None), added (`a` is None), or that took the place of another."""

    a: Citation | None
    b: Citation | None

    @property
    def kind(self) -> Literal["added", "dropped", "changed"]:
        """Which of the three it is."""
        if self.a is None:
            return "added"
        return "dropped" if self.b is None else "changed"


class Pair(Struct, frozen=True):
    """A block of each text that belong together, or one that has no counterpart.

    A block that was split or merged stands in one pair with each of its parts; its `edits` and spans are those that
    concern this part: `a_part` and `b_part` say which stretch of either text the pair is about. `moved`: the order
    changed. `likeness` is 0 to 1.
    """

    a: Block | None
    b: Block | None
    change: Change
    moved: bool = False
    edits: tuple[Edit, ...] = ()
    likeness: float = 0.0
    citations: tuple[CitationChange, ...] = ()
    a_part: Span = (0, 0)
    b_part: Span = (0, 0)


_NOWHERE = Address("")


class Comparison(Struct, frozen=True):
    """Two texts, pair by pair in the order of the second; what was deleted stands where it stood in the first.

    `by_address`: they are two language versions, paired by address; no words are compared then.
    """

    pairs: tuple[Pair, ...]
    a: Address = _NOWHERE
    b: Address = _NOWHERE
    by_address: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """How many pairs there are of each change, then how many `moved` and how many `citations` changed."""
        found = Counter(pair.change for pair in self.pairs)
        counts: dict[str, int] = {change: found[change] for change in CHANGES if found[change]}
        moved = sum(pair.moved for pair in self.pairs)
        citations = sum(len(pair.citations) for pair in self.pairs)
        return counts | ({"moved": moved} if moved else {}) | ({"citations": citations} if citations else {})

    @property
    def citation_counts(self) -> Mapping[str, int]:
        """How many citations were `added`, `dropped`, and `changed` (one took the place of another)."""
        found = Counter(one.kind for pair in self.pairs for one in pair.citations)
        return {kind: found[kind] for kind in ("added", "dropped", "changed") if found[kind]}

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The pairs in which something changed: words, order, or what is cited."""
        return tuple(pair for pair in self.pairs if pair.change != "same" or pair.moved or pair.citations)
