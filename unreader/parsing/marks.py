"""Finds the marks that call footnotes in the text: superscripts, glued digits, asterisks, letters.

A glued digit is a mark where it is the next footnote's label and stands as marks stand: after a character
without a blank, before a blank, punctuation or Chinese, and not as part of a date or a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

#: After one of these a figure counts something (第5), before one of these too (5年).
_COUNTED_BEFORE = "第约近至从到于在有共达和与及以前后届年月票〇"
_COUNTED_AFTER = "年月日号號次届屆条條段款项項章节節卷周世%％岁名个個人天小时時票点點级級多余万亿/-–"
_STRONG_BEFORE = "，、。；：》”）〉)]？！’,.;:\"'»،؛"
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", _RAISED_FIGURES)

_CANDIDATE = re.compile(
    # Most characters begin no mark: they are passed over at once.
    rf"(?=[\d*a-z({_RAISED_FIGURES}])(?:"
    r"(?<=[^\s\d/.\-–+(（\[])\d{1,3}(?!\d)(?![/.:\-–]\d)"
    # Behind a full stop a figure is a mark only at the end of a sentence of words: records.1
    r"|(?:(?<=[a-z]{5}\.)|(?<=[”’)\]]\.))\d{1,3}(?=\s|$)"
    r"|(?<=[\u0600-\u06ff”\"])\(\d{1,3}\)"
    r"|(?<=[^\s*])\*{1,3}(?!\*)"
    r"|(?<=[^\sA-Za-z(（\d])[a-z](?=[\s，、。；]|$)"
    # Some extractions set a raised figure off by a blank or give it a line of its own.
    r"|(?<=[,;.:”’)\]A-Za-z] )\d{1,3}(?= ?\n)|(?<=[,;.:”’)\]] )\d{1,3}(?= ?[a-z“])|(?<=\n)\d{1,3}(?= ?\n)"
    r"|(?<=[,;.”’)\]]\n)\d{1,3}(?= [a-z])|(?<=[,;.”’)\]] \n)\d{1,3}(?= [a-z])"
    rf"|[{_RAISED_FIGURES}]+)"
)


class Mark(Struct, frozen=True):
    """A footnote's mark in the source: its label and the characters that print it."""

    label: str
    start: int
    end: int


class _Candidate(Struct, frozen=True):
    """A place that may hold a mark. `strength` 2: stands as only a mark stands; 1: may be a mark."""

    strength: int
    start: int
    end: int


def superscript(label: str) -> str:
    """A label as superscript figures print it."""
    return label.translate(_RAISED)


def _strength(before: str, after: str) -> int:
    if after and after in _COUNTED_AFTER:
        return 0
    if before in _STRONG_BEFORE:
        return 2
    if before in " \n":
        return 1
    if before in _COUNTED_BEFORE:
        return 0
    if before.isascii():
        return 1 if before.isalpha() and not after.isalnum() else 0
    return 2 if not after or after in " \n，、。；：）" else 1


def _candidates(source: str, start: int, end: int) -> dict[str, list[_Candidate]]:
    """The places between two offsets that may hold marks, in order, by what they print."""
    found: dict[str, list[_Candidate]] = {}
    for match in _CANDIDATE.finditer(source, start, end):
        label = match[0]
        strength = 2
        if label.isdecimal():
            strength = _strength(source[match.start() - 1], source[match.end() : match.end() + 1])
        if strength:
            found.setdefault(label, []).append(_Candidate(strength, match.start(), match.end()))
    return found


class MarkFinder:
    """Tells whether something before a line may be the mark of a footnote, looking at no stretch of source twice."""

    #: How far back a footnote's mark is looked for.
    reach = 6000

    def __init__(self, source: str) -> None:
        self._source = source
        self._looked = 0
        self._last: dict[str, int] = {}

    def has_mark(self, label: str, start: int, end: int) -> bool:
        """Whether a mark that prints `label` may stand between two offsets; ends must not go back from call to call."""
        if end > self._looked:
            for printed, places in _candidates(self._source, self._looked, end).items():
                self._last[printed] = places[-1].start
            self._looked = end
        return self._last.get(label, -1) >= max(start, end - self.reach)


def find_marks(source: str, pages: list[tuple[int, int, list[str]]], inks: list[tuple[int, int]]) -> list[Mark]:
    """The marks printed as plain characters, in order.

    `pages` are (start, end, labels): the stretch of source in whose text these footnotes are called. `inks` are
    the stretches of the source that are text, in order; a mark stands in one of them. Superscripts are not
    looked for here: they are marks wherever they stand.
    """
    starts = [start for start, _ in inks]

    def in_text(place: _Candidate) -> bool:
        at = bisect_right(starts, place.start) - 1
        return at >= 0 and inks[at][0] <= place.start and place.end <= inks[at][1]

    found: dict[int, Mark] = {}
    for start, end, labels in pages:
        places = _candidates(source, start, end)
        at = start
        # A label that a page prints twice is looked for once: two footnotes cannot claim one mark.
        for label in dict.fromkeys(labels):
            if superscript(label) in places and label.isdecimal():
                continue
            first = at if label.isdecimal() else start
            # In Arabic print the marks stand in brackets.
            printed = places.get(label) or places.get(f"({label})", [])
            for place in _choose([place for place in _from(printed, first) if in_text(place)], source):
                found.setdefault(place.start, Mark(label, place.start, place.end))
                at = max(at, place.end) if label.isdecimal() and at == first else at
    return sorted(found.values(), key=lambda mark: mark.start)


def _from(places: list[_Candidate], start: int) -> list[_Candidate]:
    return places[bisect_left(places, start, key=lambda place: place.start) :]


def _choose(here: list[_Candidate], source: str) -> list[_Candidate]:
    """The mark among the candidates for one label, and its repetitions.

    A footnote may be called twice on its page; only where nothing else could stand.
    """
    best = next((place for place in here if place.strength == 2), here[0] if here else None)
    if best is None:
        return []
    again = (
        place
        for place in here
        if place.start > best.start
        and source[place.start - 1] in _STRONG_BEFORE
        and source[place.end : place.end + 1] in " \n"
    )
    return [best, *again]
