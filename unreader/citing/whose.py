"""Whose resolution it is, read from the sentence.

Read leftwards from the number over what does not count (a date, 题为“…”的, 关于…的, 通过的, a session) to the word in
the owner's grammatical place: a body, a short name, 其, or the member of the list before. The number's own shape and
the sessions that a body can have had are checked; what the sentence does not say, the acting body of the innermost
text says, and what that cannot say stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct
from msgspec.structs import replace

from unreader.citing.bodies import Bodies
from unreader.citing.found import Found
from unreader.citing.frames import Frames
from unreader.citing.grammar import Grammar, iso
from unreader.citing.lines import Line
from unreader.model import Span, Via

_YEAR_FIRST = re.compile(r"(?:19[4-9]\d|20\d\d)/\d+")
_YEAR_AFTER = re.compile(r"\d+\((?:19|20)\d\d\)")
_ROMAN_SESSION = re.compile(r"\d+\((?:E?S-)?[IVXLC]+\)[A-Z]?")
_SPECIAL = re.compile(r"(?:ES|S)-\d+/\d+[A-Z]?")
_CLIMATE = re.compile(r"\d+/(CP|CMP|CMA)\.\d+")
_DOTTED = re.compile(r"\d{2}\.\d{1,2}")
#: How far left an owner may stand.
_REACH = 400
#: How far before a bare number the nearest body is looked for.
_FARTHEST = 3000


class Owner(Struct, frozen=True):
    """Whose a number is: the series, how that was known, by which rule, by which words, and what they tell of it."""

    series: str
    via: Via
    rule: str
    antecedent: Span | None = None
    date: str = ""
    subject: str = ""
    candidates: tuple[str, ...] = ()


class Slot(Struct, frozen=True):
    """What stands to the left of a number: `kind` is body, short, own, list, unknown-body or bare."""

    kind: str
    start: int
    end: int
    name: str = ""
    date: str = ""
    subject: str = ""


class Reader:
    """Reads slots in one document."""

    def __init__(self, grammar: Grammar, bodies: Bodies, frames: Frames, year: int) -> None:
        self._grammar = grammar
        self._bodies = bodies
        self._frames = frames
        self._year = year
        self._dates: tuple[int, dict[int, tuple[int, str]]] = (-1, {})
        self._ends: tuple[int, list[int]] = (-1, [])

    def owner(self, line: Line, item: Found, before: tuple[int, Owner] | None) -> Owner:
        """Whose number `item` is. `before` is the end of the number before it in the line, and its owner."""
        slot = self._after(line, item) or self.slot(line, item.slot, before[0] if before else 0)
        owner = self._from_slot(line, item, slot, before)
        shape = shape_of(item.number)
        if shape and owner.series not in shape.split():
            owner = replace(owner, series=shape.split()[0], rule="number:shape")
        return replace(owner, date=slot.date, subject=slot.subject)

    def _after(self, line: Line, item: Found) -> Slot | None:
        """A body behind the number: resolution 155 C (VII) of 13 August 1948 of the Economic and Social Council."""
        joint = self._grammar.words.owner_after
        if not joint or not line.text.startswith(joint, item.base_end):
            return None
        match = self._bodies.full_names.match(line.text, item.base_end + len(joint))
        return Slot("body", match.start(), match.end(), match[0]) if match else None

    def _from_slot(self, line: Line, item: Found, slot: Slot, before: tuple[int, Owner] | None) -> Owner:
        span = Span(line.block.path, *line.span(slot.start, slot.end)) if slot.end > slot.start else None
        match slot.kind:
            case "body":
                return Owner(self._bodies.names[slot.name].series, "", "number:body", span)
            case "short":
                name = self._bodies.names[slot.name]
                series, antecedent = self._frames.last_of(name.genus, name.among, line, slot.start)
                if series:
                    return Owner(series, "context", "number:short-name", antecedent or span)
                can = tuple(among for among in name.among if self._possible(among, item))
                if can:
                    return Owner("", "", "number:short-name", span, candidates=can)
            case "own":
                subject = self._subject(line, slot)
                if subject:
                    return subject
                series = self._frames.of(line).series
                if series and (shape_of(item.number) or self._possible(series, item)):
                    return Owner(series, "context", "number:own", span)
            case "list" if before is not None and self._goes_on(before[1], item):
                return replace(before[1], rule="number:list")
            case "unknown-body":
                return Owner("", "", "number:unknown-body", span)
            case _:
                pass
        return self.by_context(line, item, slot.start)

    def _goes_on(self, before: Owner, item: Found) -> bool:
        """Whether the next of a list can be the same body's: 70/1 behind 2019/19 is not."""
        return not before.series or bool(shape_of(item.number)) or self._possible(before.series, item)

    def _subject(self, line: Line, slot: Slot) -> Owner | None:
        """The body in 大会在其第…号决议中: 其 is the clause's subject."""
        before = len(line.text[: slot.start].rstrip(" "))
        for word in self._grammar.words.subject_of:
            if line.text.endswith(word, 0, before):
                end = len(line.text[: before - len(word)].rstrip(", "))
                name = self._name_at(line.text, end)
                if name is None:
                    return None
                start = end - len(name)
                inner = Slot("body" if self._bodies.names[name].series else "short", start, end, name)
                owner = self._from_slot(line, Found(line.index, 0, 0, "resolution", ""), inner, None)
                return replace(owner, via="context", rule="number:subject") if owner.series else None
        return None

    def by_context(self, line: Line, item: Found, at: int) -> Owner:
        """Whose a bare number is: the acting body's if it can have given it, else the nearest body's that can."""
        frame = self._frames.of(line)
        if frame.series and self._possible(frame.series, item):
            return Owner(frame.series, "context", "number:frame")
        if nearest := self.nearest(line, item, at):
            return nearest
        named = [series for series in self._frames.named_before(line) if self._possible(series, item)]
        if len(named) == 1:
            return Owner(named[0], "context", "number:named-before")
        if named and not self._possible("A", item):
            return Owner("", "", "number:ambiguous", candidates=tuple(named))
        if self._frames.own and self._possible(self._frames.own, item):
            return Owner(self._frames.own, "context", "number:document")
        can = [series for series in self._bodies.by_series if self._possible(series, item)]
        if "A" in can and (self._frames.own or len(can) == 1):
            return Owner("A", "context", "number:general-assembly")
        if can:
            return Owner("", "", "number:ambiguous", candidates=tuple(can))
        return Owner("", "", "number:unknown")

    def nearest(self, line: Line, item: Found, at: int) -> Owner | None:
        """The body named last before text[at] in this line, in full or in short, that can have given the number."""
        ends = self._ends_of_names(line)
        for place in range(bisect_right(ends, at) - 1, -1, -1):
            end = ends[place]
            if end <= at - _FARTHEST:
                break
            name = self._name_at(line.text, end)
            if name is None:
                continue
            entry = self._bodies.names[name]
            series, span = entry.series, Span(line.block.path, *line.span(end - len(name), end))
            if not series:
                series, antecedent = self._frames.last_of(entry.genus, entry.among, line, end - len(name))
                span = antecedent or span
            if series and series != "A" and self._possible(series, item):
                return Owner(series, "context", "number:nearest-body", span)
        return None

    def _ends_of_names(self, line: Line) -> list[int]:
        """Where in a line the name of a body may end, in order."""
        if self._ends[0] != line.index:
            self._ends = (line.index, self._bodies.ends_in(line.text))
        return self._ends[1]

    def _possible(self, series: str, item: Found) -> bool:
        year = int(item.date[:4]) if item.date else self._year
        return self._bodies.can_number(series, item.number, year)

    def slot(self, line: Line, at: int, floor: int) -> Slot:
        """Read leftwards from text[at]; nothing before `floor`, the end of the number before, is looked at."""
        text, words = line.text, self._grammar.words
        date = subject = ""
        end = at
        low = max(0, end - _REACH)
        for _ in range(12):
            while end > low and text[end - 1] == " ":
                end -= 1
            if name := self._name_at(text, end):
                kind = "body" if self._bodies.names[name].series else "short"
                return Slot(kind, end - len(name), end, name, date, subject)
            if told := self._date_before(line, end):
                end, date = told[0], date or told[1]
            elif entitled := self._entitled(text, end, low):
                end, subject = entitled[0], subject or entitled[1]
            elif bridge := self._grammar.bridge.search(text, max(low, end - 30), end):
                end = bridge.start()
            elif own := next((word for word in words.own if text.endswith(word, low, end)), ""):
                return Slot("own", end - len(own), end, own, date, subject)
            elif floor and (end <= floor or self._grammar.separator.fullmatch(text, floor, end)):
                return Slot("list", floor, floor, "", date, subject)
            elif verb := next((verb for verb in words.verbs if text.endswith(verb, low, end)), ""):
                end -= len(verb)
            elif about := self._about(line, end, floor):
                end, subject = about[0], subject or about[1]
            elif words.about_close and text.endswith(words.about_close, low, end):
                end -= len(words.about_close)
            elif self._grammar.body_like.search(text, max(low, end - 12), end):
                return Slot("unknown-body", max(low, end - 12), end, "", date, subject)
            else:
                break
        return Slot("bare", end, end, "", date, subject)

    def _name_at(self, text: str, end: int) -> str | None:
        """A body's name that ends here and is no piece of another name (预防犯罪大会)."""
        name = self._bodies.ending_at(text, end)
        if name is None or self._grammar.not_body.search(text, max(0, end - 24), end):
            return None
        before = text[max(0, end - len(name.text) - 1) : end - len(name.text)]
        return None if name.text.isascii() and before.isascii() and before.isalnum() else name.text

    def _date_before(self, line: Line, end: int) -> tuple[int, str] | None:
        if self._dates[0] != line.index:
            found = {
                match.end(): (match.start(), iso(match, self._grammar))
                for match in self._grammar.date.finditer(line.text)
            }
            self._dates = (line.index, found)
        return self._dates[1].get(end)

    def _entitled(self, text: str, end: int, low: int) -> tuple[int, str] | None:
        """题为“…”的 before text[end]: where it begins, and the title."""
        close = self._grammar.words.about_close
        stop = end - len(close) if close and text.endswith(close, low, end) else end
        if stop <= low or text[stop - 1] not in ("”", '"'):
            return None
        opening = _opening(text, stop - 1, low, self._grammar.words.closing)
        word = next((word for word in self._grammar.words.entitled if text.endswith(word, low, opening)), "")
        return (opening - len(word), text[opening + 1 : stop - 1]) if word else None

    def _about(self, line: Line, end: int, floor: int) -> tuple[int, str] | None:
        """关于…的 before text[end]: where it begins, and what it is about.

        Of several 关于 the one before which an owner stands, unless that owner is itself what another clause is about
        (其关于经济及社会理事会关于…的); else the one behind the list's last member, else the nearest.
        """
        words, text = self._grammar.words, line.text
        if not words.about_close or not text.endswith(words.about_close, 0, end):
            return None
        nearest: tuple[int, str] | None = None
        for start, word in self._openings(text, end - 1, floor):
            about = (start, text[start + len(word) : end - len(words.about_close)])
            nearest = nearest or about
            if floor and self._grammar.separator.fullmatch(text, floor, start):
                return about
            slot = self._owner_before(line, start)
            if slot is None:
                continue
            if any(text.endswith(word, 0, slot) for word in words.about_open):
                continue
            return about
        return nearest

    def _owner_before(self, line: Line, start: int) -> int | None:
        """Where the owner that ends at text[start] (perhaps with a verb and a date between) begins."""
        text, end = line.text, start
        for _ in range(4):
            if name := self._name_at(text, end):
                return end - len(name)
            if own := next((word for word in self._grammar.words.own if text.endswith(word, 0, end)), ""):
                return end - len(own)
            if told := self._date_before(line, end):
                end = told[0]
            elif verb := next((verb for verb in self._grammar.words.verbs if text.endswith(verb, 0, end)), ""):
                end -= len(verb)
            elif bridge := self._grammar.bridge.search(text, max(0, end - 30), end):
                end = bridge.start()
            else:
                return None
        return None

    def _openings(self, text: str, end: int, floor: int) -> list[tuple[int, str]]:
        """The clause openers outside brackets between `floor` and `end`, nearest first."""
        found = []
        at, low = end, max(floor, end - _REACH)
        closing = self._grammar.words.closing
        while at > low:
            sign = text[at - 1]
            if sign in closing:
                at = _opening(text, at - 1, low, closing)
                continue
            if self._grammar.sentence.match(sign):
                break
            at -= 1
            word = next((word for word in self._grammar.words.about_open if text.startswith(word, at)), "")
            if word:
                found.append((at, word))
        return found


def _opening(text: str, at: int, low: int, closing: dict[str, str]) -> int:
    """Where the bracket that text[at] closes was opened, or `low`."""
    mark = text[at]
    opener, depth = closing.get(mark, mark), 0
    for place in range(at, low - 1, -1):
        if text[place] == mark:
            depth += 1
        elif text[place] == opener:
            depth -= 1
            if depth == 0:
                return place
    return low


def shape_of(number: str) -> str:
    """The series that a number's own form allows (first the one it means by itself), or "" if any may have it."""
    if _YEAR_FIRST.fullmatch(number):
        return "E"
    if _YEAR_AFTER.fullmatch(number):
        return "S"
    if _ROMAN_SESSION.fullmatch(number):
        return "A E"
    if _SPECIAL.fullmatch(number):
        return "A A/HRC"
    if climate := _CLIMATE.fullmatch(number):
        return {"CP": "FCCC/CP", "CMP": "FCCC/KP/CMP", "CMA": "FCCC/PA/CMA"}[climate[1]]
    return "WHA" if _DOTTED.fullmatch(number) else ""
