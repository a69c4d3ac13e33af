"""Footnotes: which note a mark calls, in what run of notes it stands, and what 同上 (ibid.) takes from the note before.

同上 inherits series, year, symbol and pinpoint from the note before it in the same run of numbers, and replaces from
the first part that it gives. After a note with several sources that differ in what would be inherited, or one that
was not understood, or across a gap in the numbers, it stays unknown: never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from unreader.citing.finding import record_symbol
from unreader.citing.found import Found
from unreader.citing.grammar import LEVELS, Grammar
from unreader.citing.lines import Line

#: What may stand between the words and the mark that belongs to them.
_BEFORE_MARK = re.compile(r" ?[，、；。,;.)）]? ?")
_SEGMENTS = (("annex", 0), ("ch", 1), ("sec", 2), ("res", 5), ("art", 6), ("para", 8), ("op", 8), ("preamble", 8))


class Call(Struct, frozen=True):
    """The place from which a note is called."""

    line: int
    at: int


class Notes:
    """The footnotes of a document, by the container in which their numbers run."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._by_place: dict[tuple[str, str], int] = {}
        self.before: dict[int, int] = {}
        self.calls: dict[int, Call] = {}
        last: dict[str, int] = {}
        for line in lines:
            if line.block.kind != "footnote":
                continue
            run = line.block.path.rpartition("/")[0]
            self._by_place[run, _label(line)] = line.index
            if run in last and _follows(lines[last[run]], line):
                self.before[line.index] = last[run]
            last[run] = line.index
        for line in lines:
            for at, label in line.marks:
                note = self.called(line, label)
                if note is not None:
                    self.calls.setdefault(note, Call(line.index, at))

    def called(self, line: Line, label: str) -> int | None:
        """The line of the note that a mark in `line` calls: the innermost run around it that has this label."""
        run = line.block.path.rpartition("/")[0]
        while True:
            if (run, label) in self._by_place:
                return self._by_place[run, label]
            if not run:
                return None
            run = run.rpartition("/")[0]

    def at_end(self, line: Line, end: int) -> int | None:
        """The note called right behind text[:end], perhaps after one mark of punctuation."""
        for at, label in line.marks:
            if at >= end and _BEFORE_MARK.fullmatch(line.text, end, at):
                return self.called(line, label)
        return None

    def resolve_again(self, found: dict[int, list[Found]], grammar: Grammar) -> None:
        """Give every 同上 what it inherits, in print order."""
        for line in self._lines:
            for item in found.get(line.index, ()):
                if item.again:
                    source = self._source(line, item, found)
                    if item.again == "issue":
                        _inherit_issue(item, source, grammar)
                    else:
                        _inherit(item, source)

    def _source(self, line: Line, item: Found, found: dict[int, list[Found]]) -> list[Found]:
        """What a 同上 looks back to: earlier in its own note, else the note before."""
        own = [other for other in found[line.index] if other.start < item.start and not other.again]
        if own:
            return own[-1:]
        before = self.before.get(line.index)
        return (
            []
            if before is None
            else [other for other in found.get(before, ()) if other.kind not in ("named", "internal")]
        )


def _label(line: Line) -> str:
    return line.block.label.strip("[]() .")


def _follows(before: Line, line: Line) -> bool:
    """Whether nothing is missing between two notes of a run: their numbers follow each other."""
    first, second = _label(before), _label(line)
    return not (first.isdigit() and second.isdigit()) or int(second) == int(first) + 1


def _inherit(item: Found, source: list[Found]) -> None:
    targets = {(other.target, other.number) for other in source}
    pins = {other.pinpoint for other in source}
    if not source or len(targets) != 1 or not source[0].target or (item.again == "whole" and len(pins) != 1):
        item.target, item.state, item.rule = "", "unknown", f"{item.rule}:unknown"
        return
    model = source[0]
    item.kind, item.target, item.symbols, item.volumes, item.issue = (
        model.kind,
        model.target,
        model.symbols,
        model.volumes,
        model.issue,
    )
    item.date, item.subject = model.date, model.subject
    if item.again == "whole":
        item.pinpoint = model.pinpoint
        item.rule = "ibid:whole"
    else:
        places = {replaced(base, item.pinpoint) for base in pins}
        item.pinpoint = places.pop() if len(places) == 1 else item.pinpoint
        item.rule = "ibid:pinpoint"


def _inherit_issue(item: Found, source: list[Found], grammar: Grammar) -> None:
    """An issue of the same Official Records: what it does not print (the organ, the year) is the note before's."""
    earlier = next((other.issue for other in reversed(source) if other.issue), "")
    organ, _, told = earlier.partition("|")
    own = item.issue.partition("|")[2]
    years = [grammar.patterns[name].search(told) for name in ("issue_year", "issue_session")]
    inherited = ""
    if not any(grammar.patterns[name].search(own) for name in ("issue_year", "issue_session")):
        inherited = next((match[0] for match in years if match), "")
    item.issue = f"{organ}|{inherited}{own}"
    if not item.target:
        item.target = record_symbol(item.issue, grammar)
    if not item.target:
        item.state, item.rule = "unknown", "ibid:issue:unknown"


def replaced(base: str, new: str) -> str:
    """A pinpoint with everything from the level of `new` inward replaced: ch1/D and sec.. B → ch1/B."""
    first = new.partition("/")[0]
    segments = base.split("/") if base else []
    printed = next((place for place, segment in enumerate(segments) if segment.startswith("res")), None)
    if first.startswith("annex") and printed is not None:
        return "/".join([*segments[: printed + 1], new])
    rank = _rank(first)
    kept = []
    for segment in segments:
        if _rank(segment) >= rank:
            break
        kept.append(segment)
    return "/".join([*kept, new])


def _rank(segment: str) -> int:
    if len(segment) == 1 and segment.isupper():
        return LEVELS["letter"]
    return next((rank for prefix, rank in _SEGMENTS if segment.startswith(prefix)), 10)
