"""A search in one document: where the query stands, in the order in which a reader meets it, and which hit one is at.

A footnote's hits come after those of the paragraph that calls it, as it is shown there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable

from msgspec import Struct

from unreader.library.queries import Query
from unreader.library.searching import Searched
from unreader.model import Document
from unreader.tui.document.footnotes import Footnotes
from unreader.tui.page.layout import Mark

#: Where a block is met: the block that is read, whether it is a footnote of that, which one.
_Order = tuple[int, int]


class Spot(Struct, frozen=True):
    """A hit: the path of its block, the span in code points."""

    path: str
    start: int
    end: int


class DocumentSearch:
    """One document, searched as often as one types; `spots` are the hits, `current` is the one that one is at."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.spots: list[Spot] = []
        self.current = -1
        self._searched = Searched(document.blocks)
        self._order = _reading_order(document)
        self._places: list[_Order] = []

    def find(self, query: Query, stopped: Callable[[], bool] = bool) -> list[Spot]:
        """Where a query stands. Changes nothing, so that it may run aside. Raises QueryError."""
        found = [Spot(block.path, start, end) for block, start, end in self._searched.find(query, stopped)]
        return sorted(found, key=lambda spot: (self._order[spot.path], spot.start))

    def take(self, spots: list[Spot]) -> None:
        """Walk these hits from now on; one is at none of them yet."""
        self.spots = spots
        self._places = [self._order[spot.path] for spot in spots]
        self.current = -1

    def go_from(self, path: str) -> bool:
        """To the first hit in a block or after it; whether that was beyond the end, so that it began again."""
        at = bisect_left(self._places, self._order.get(path, (0, 0)))
        self.current = (at % len(self.spots)) if self.spots else -1
        return at == len(self.spots)

    def go_to(self, path: str, start: int) -> None:
        """To the hit at this place, or the one that is nearest after it."""
        self.go_from(path)
        while self.current >= 0 and self.spots[self.current].path == path and self.spots[self.current].start < start:
            if self.current + 1 == len(self.spots) or self.spots[self.current + 1].path != path:
                break
            self.current += 1

    def step(self, forward: bool, focus: str) -> bool:
        """To the next hit or the one before, seen from the hit one is at, or from the block in focus where one has
        gone elsewhere; whether that was beyond the last one, so that it began again at the other end."""
        if not self.spots:
            return False
        here = self._order.get(focus, (0, 0))
        if self.current >= 0 and self._order[self.spots[self.current].path][0] == here[0]:
            at = self.current + (1 if forward else -1)
        elif forward:
            at = bisect_right(self._places, here)
        else:
            at = bisect_left(self._places, here) - 1
        self.current = at % len(self.spots)
        return at != self.current

    def marks(self) -> dict[Hashable, list[Mark]]:
        """The hits as a pane draws them, by the path of their block."""
        marks: dict[Hashable, list[Mark]] = {}
        for number, spot in enumerate(self.spots):
            style = "hit-current" if number == self.current else "hit"
            marks.setdefault(spot.path, []).append(Mark(spot.start, spot.end, style))
        return marks


def _reading_order(document: Document) -> dict[str, _Order]:
    numbers = {block.path: number for number, block in enumerate(document.blocks)}
    notes = Footnotes(document)
    return {
        path: (numbers[notes.called_from(path)], number + 1 if path in notes.callers else 0)
        for path, number in numbers.items()
    }
