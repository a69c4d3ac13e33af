"""Finds the marks that call footnotes in the text: superscripts, glued digits, asterisks, letters.

A glued digit is a mark where it is the next footnote's label and stands as marks stand: after a character
without a blank, before a blank, punctuation or Chinese, and not as part of a date or a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

#: After one of these a figure counts something (第5), before one of these too (5年).
_COUNTED_BEFORE = "第约近至从到于在有共达和与及以前后届年月票〇"
_COUNTED_AFTER = "年月日号號次届屆条條段款项項章节節卷周世%％岁名个個人天小时时時票点點级級多余万亿/.:：-–"
_STRONG_BEFORE = "，、。；：》”）〉)]？！’,.;:\"'"


_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote's mark in the source: its label and the characters that print it."""

    label: str
    start: int
    end: int


@cache
def _pattern(label: str) -> re.Pattern[str]:
    if label[0] in _RAISED_FIGURES:
        return re.compile(rf"{label}(?![{_RAISED_FIGURES}])")
    if label.isdecimal():
        return re.compile(rf"(?<=[^\s\d/.\-–+(（\[]){label}(?!\d)(?![/.:\-–]\d)")
    if label.startswith("*"):
        return re.compile(rf"(?<=[^\s*]){re.escape(label)}(?!\*)")
    return re.compile(rf"(?<=[^\sA-Za-z(（\d]){re.escape(label)}(?=[\s，、。；]|$)")


def candidates(label: str, source: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Places between two offsets that may hold the mark of a footnote: (strength, start, end), in order.

    A label in superscript figures is looked for as such.
    """
    found = []
    for match in _pattern(label).finditer(source, start, end):
        before, after = source[match.start() - 1], source[match.end() : match.end() + 1]
        if label.isdecimal():
            strength = _strength(before, after)
        else:
            strength = 2
        if strength:
            found.append((strength, match.start(), match.end()))
    return found


def _strength(before: str, after: str) -> int:
    """2: stands as only a mark stands; 1: may be a mark; 0: counts something."""
    if after and after in _COUNTED_AFTER and after not in ".:：":
        return 0
    if before in _STRONG_BEFORE:
        return 2
    if before in _COUNTED_BEFORE:
        return 0
    if before.isascii():
        return 1 if before.isalpha() and not after.isalnum() else 0
    return 2 if not after or after in " \n，、。；：）" else 1


def has_mark(label: str, source: str, start: int, end: int) -> bool:
    """Whether something between two offsets may be the mark of the footnote."""
    return bool(candidates(label, source, start, end))


def superscript(label: str) -> str:
    """A label as superscript figures print it."""
    return label.translate(_RAISED)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def find_marks(source: str, pages: list[tuple[int, int, list[str]]], inks: list[tuple[int, int]]) -> list[Mark]:
    """The marks printed as plain characters, in order.

    `pages` are (start, end, labels): the stretch of source in whose text these footnotes are called. `inks` are
    the stretches of the source that are text, in order; a mark stands in one of them. Superscripts are not
    looked for here: they are marks wherever they stand.
    """
    starts = [start for start, _ in inks]

    def in_text(place: tuple[int, int, int]) -> bool:
        at = bisect_right(starts, place[1]) - 1
        return at >= 0 and place[1] > inks[at][0] and place[2] <= inks[at][1]

    found: list[Mark] = []
    for start, end, labels in pages:
        at = start
        for label in labels:
            if source.find(superscript(label), start, end) >= 0 and label.isdigit():
                continue
            here = [
                place for place in candidates(label, source, at if label.isdigit() else start, end) if in_text(place)
            ]
            best = next((place for place in here if place[0] == 2), here[0] if here else None)
            if best is None:
                continue
            found.append(Mark(label, best[1], best[2]))
            # A footnote may be called twice on its page; only where nothing else could stand.
            found.extend(
                Mark(label, again[1], again[2])
                for again in here
                if again[1] > best[1]
                and source[again[1] - 1] in _STRONG_BEFORE
                and source[again[2] : again[2] + 1] in " \n"
            )
            if label.isdigit():
                at = best[2]
    return sorted(found, key=lambda mark: mark.start)
