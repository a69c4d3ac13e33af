"""What the finders hand to the resolvers: a span of a line, and what its own words say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec import Struct

from unreader.model import CitationKind, CitationState, Conflict, Span, Via


class Found(Struct):
    """A citation in the making. `number` and `noun` wait for a body; `again` (同上) waits for the note before it.

    `group` numbers the list in which a member stands, `slot` is where the words to the left of the group end.
    `name` is an instrument's name as printed; `base_end` where the citation ends without its pinpoint.
    """

    line: int
    start: int
    end: int
    kind: CitationKind
    rule: str
    target: str = ""
    pinpoint: str = ""
    via: Via = ""
    number: str = ""
    noun: str = ""
    group: int = -1
    slot: int = -1
    again: str = ""
    name: str = ""
    issue: str = ""
    base_end: int = -1
    volumes: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    antecedent: Span | None = None
    conflict: Conflict | None = None
    state: CitationState = "known"
    date: str = ""
    subject: str = ""
    listed: bool = True


class Claims:
    """The spans of one line that a finder has already explained; a second finder does not read them again."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Claim text[start:end]."""
        place = bisect_right(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, max(end, self._ends[place - 1] if place else 0))

    def covers(self, start: int, end: int | None = None) -> bool:
        """Whether any of text[start:end] (one character without `end`) is claimed."""
        last = start + 1 if end is None else end
        place = bisect_left(self._starts, last)
        return place > 0 and self._ends[place - 1] > start
