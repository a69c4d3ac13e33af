"""Finding in the blocks of one document: every place where a query stands, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from unreader.library.folding import fold, fold_with_origins
from unreader.library.queries import Query, Words
from unreader.model import Address, Block

#: Code points of context on either side of a hit in a line of results.
_CONTEXT = 24


class Hit(Struct, frozen=True):
    """A place where the query stands: the block's address and text, the span in code points, the block's kind."""

    address: Address
    text: str
    start: int
    end: int
    kind: str = ""

    def excerpt(self) -> str:
        """The hit with some words on either side, in one line."""
        before, hit, after = self.parts(_CONTEXT)
        return f"{before}【{hit}】{after}"

    def parts(self, context: int) -> tuple[str, str, str]:
        """The words before the hit, the hit, the words after it; `context` code points on either side."""
        start, end = max(0, self.start - context), self.end + context
        before = ("…" if start else "") + self.text[start : self.start]
        after = self.text[self.end : end] + ("…" if end < len(self.text) else "")
        return before, self.text[self.start : self.end], after


class Searched:
    """The blocks of one document, folded once and searched many times."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = tuple(blocks)
        self._folded: list[str] | None = None
        self._origins: dict[int, Sequence[int]] = {}

    def find(self, query: Query, stopped: Callable[[], bool] = bool) -> Iterator[tuple[Block, int, int]]:
        """Every hit as (block, start, end). `stopped` is asked now and then whether to go on. Raises QueryError."""
        if self._folded is None:
            self._folded = [fold(block.text) for block in self._blocks]
        needles = query.needles
        for number, folded in enumerate(self._folded):
            if all(needle in folded for needle in needles):
                if stopped():
                    return
                block = self._blocks[number]
                if isinstance(query, Words):
                    spans = query.spans_in(folded, self._origins_of(number))
                else:
                    spans = query.spans(block.text)
                for start, end in spans:
                    yield block, start, end

    def _origins_of(self, number: int) -> Sequence[int]:
        """Where each character of a block's folded text came from; found out once."""
        origins = self._origins.get(number)
        if origins is None:
            origins = self._origins[number] = fold_with_origins(self._blocks[number].text)[1]
        return origins
