"""What the finders hand to the resolvers: a span of a line, and what its own words say."""

from __future__ import annotations

from dataclasses import dataclass

from unreader.model import CitationKind, CitationState, Conflict, Span, Via


@dataclass(slots=True)
class Found:
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
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Claim text[start:end]."""
        self._spans.append((start, end))

    def covers(self, start: int, end: int | None = None) -> bool:
        """Whether any of text[start:end] (one character without `end`) is claimed."""
        last = start + 1 if end is None else end
        return any(begin < last and start < finish for begin, finish in self._spans)
