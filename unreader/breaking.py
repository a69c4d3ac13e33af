"""Where a line may end: the breaker for Chinese, Latin and mixed text, measured in terminal cells.

A text is measured once (`Measured`: cells before each character, breaking class of each character); each
wrapping after that costs a few steps per line, whatever the width. Offsets are code points.

Rules: GB/T 15834-2011 (marks that may not begin or end a line, dashes and ellipses that may not be split),
Unicode UAX #14 for the rest, and the habits of UN texts: a symbol, a number with its unit and 第…号 stay whole.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, product
from unicodedata import east_asian_width

from rich.cells import get_character_cell_size

from unreader.break_rules import (
    AFTER_NUMBERS,
    BEFORE_NUMBERS,
    GLUED_CLOSERS,
    GLUED_OPENERS,
    HYPHENS,
    NOT_AT_END,
    NOT_AT_START,
    NUMERALS,
    ORDINAL_PREFIX,
    ORDINAL_SUFFIX,
    POINTS,
    SLASHES,
    SOFT_POINTS,
    UNIT_WORDS,
    UNITS,
)
from unreader.visible import SIGNS as SIGNS_BY_CODE

__all__ = [
    "PLACE_TO_BREAK",
    "SOFT_HYPHEN",
    "Measured",
    "ambiguous_width",
    "cells",
    "divide_line",
    "superscript",
    "text_lines",
    "use_ambiguous_width",
    "visible",
]

# --------------------------------------------------------------------------------------------- the classes

_BLANKS = " \t\u3000\u200b"
_GLUE = "\u00a0\u202f\u2060\ufeff\u2007"

# The classes: S blank, G glue, W Latin word, I ideograph and all others, O opener, o glued opener, C closer,
# c glued closer, p point, s slash, h hyphen, X combining, Z joiner, R regional indicator.
_ALL = "SGWIOoCcpshXZR"


def _pairs(before: str, after: str) -> set[str]:
    return {a + b for a, b in product(before, after)}


_NO_BREAK = frozenset(
    _pairs(_ALL, "SGCcpXZ")
    | _pairs("GOoZ", _ALL)
    | _pairs("Wcp", "Wo")
    | _pairs(_ALL.replace("S", ""), "sh")
    | _pairs("s", _ALL)
    | _pairs("h", "Wo")
    | _pairs("X", "W")
    | {"RR"}
)


def _class_of(code: int) -> str:
    char = chr(code)
    for name, members in (
        ("S", _BLANKS),
        ("G", _GLUE),
        ("o", GLUED_OPENERS),
        ("c", GLUED_CLOSERS),
        ("p", POINTS),
        ("s", SLASHES),
        ("h", HYPHENS),
        ("O", NOT_AT_END),
        ("C", NOT_AT_START),
        ("Z", "\u200d"),
    ):
        if char in members:
            return name
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "R"
    if 0x1F3FB <= code <= 0x1F3FF or (code >= 0x300 and get_character_cell_size(char) == 0):
        return "X"
    # Arrows, signs, East Asian scripts and emoji break like ideographs; all scripts below make words.
    return "W" if code < 0x2190 else "I"


class _Classes(dict[int, str]):
    """Breaking class by code point, made when first met (a table for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        self[code] = name = _class_of(code)
        return name


_CLASSES = _Classes()

#: A paragraph's last line is not one Chinese character alone (Requirements for Chinese Text Layout, 4.1): so many
#: characters of the line before are looked at for the one to go with it.
COMPANY = 12
FIRST_IDEOGRAPH = "\u2e80"
#: The session that stands after the number of an old resolution, with the letter of the part before it.
SESSION = re.compile(r"(?:[A-Z] )?\((?:[IVXLC]+|S-[IVXLC0-9]+)\)")

# ------------------------------------------------------------------------------- what may reach a terminal

#: A soft hyphen is only a place where a line may end (a blank without width); the pane draws the hyphen there.
SOFT_HYPHEN, PLACE_TO_BREAK = "\u00ad", "\u200b"
#: What is drawn in place of a character; line feeds part lines and are never drawn.
VISIBLE = {
    **{code: sign for code, sign in SIGNS_BY_CODE.items() if code != 0x0A},
    ord(SOFT_HYPHEN): PLACE_TO_BREAK,
}
_OBEYED = frozenset(map(chr, VISIBLE))

#: Every sign that `visible` puts in place of a character.
SIGNS = frozenset(VISIBLE.values()) - {PLACE_TO_BREAK}


def visible(text: str) -> str:
    """The text with a visible sign in place of each control or direction-turning character, offsets unchanged.

    Line feeds stay: they part lines and are never drawn.
    """
    if text.isprintable() or _OBEYED.isdisjoint(text):
        return text
    return text.translate(VISIBLE)


_SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)


def superscript(label: str) -> str:
    """A footnote's label as it is drawn at its call: 12 → ¹², a → ᵃ; what has no raised form stays as it is."""
    return visible(label).translate(_SUPERSCRIPTS)


# -------------------------------------------------------------------------------------------------- widths


class _Widths(dict[str, int]):
    """Cells of a character, made when first met; `ambiguous` for those whose East Asian width is ambiguous."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self.ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        # Rich's table, made from wcwidth's, is the one that Textual lays out everything else with.
        width = get_character_cell_size(char)
        if width == 1 and east_asian_width(char) == "A":
            width = self.ambiguous
        self[char] = width
        return width


_BY_AMBIGUOUS = {1: _Widths(1), 2: _Widths(2)}
_widths = _BY_AMBIGUOUS[1]


def use_ambiguous_width(width: int) -> None:
    """Set how many cells this terminal gives characters of ambiguous width (“ ” — … ·): 1 or 2.

    Texts measured before keep their widths: measure them again (`LinePane.remeasure`).
    """
    global _widths
    if width not in _BY_AMBIGUOUS:
        raise ValueError(f"ambiguous width is 1 or 2, not {width}")
    _widths = _BY_AMBIGUOUS[width]


def ambiguous_width() -> int:
    """How many cells characters of ambiguous width have: 1 or 2."""
    return _widths.ambiguous


def cells(text: str) -> int:
    """How many cells the text takes in the terminal."""
    if text.isascii():
        return len(text)
    return sum(map(_widths.__getitem__, text))


# ------------------------------------------------------------------------------------------------- breaking


class Measured:
    """A text with what breaking needs to know of it, at any width.

    `text` is what is drawn (see `visible`), offset by offset the text that was given. `callouts` are marks
    drawn after the character before an offset without being in the text, as (offset, what is drawn); blanks
    before them are skipped, so that they stay with the word. `widths` are the cells of each character, where they
    are not the terminal's. `before[i]` are the cells before offset i, callouts up to i included.
    """

    __slots__ = ("before", "callouts", "classes", "text")

    def __init__(
        self, text: str, callouts: Iterable[tuple[int, str]] = (), widths: Iterable[int] | None = None
    ) -> None:
        self.text = text = visible(text)
        self.classes = text.translate(_CLASSES)
        self.callouts = tuple(_after_words(self.classes, callouts)) if callouts else ()
        self.before: Sequence[int]
        if widths is not None:
            self.before = array("I", accumulate(widths, initial=0))
        elif self.callouts:
            self.before = _cells_with_callouts(text, self.callouts)
        elif text.isascii() and "\n" not in text:
            self.before = range(len(text) + 1)
        else:
            self.before = array("I", accumulate(map(_widths.__getitem__, text), initial=0))

    def cells(self, start: int, end: int) -> int:
        """Cells of the stretch, callouts after its characters included."""
        return self.before[end] - self.before[start]

    def lines(self, width: int, first: int | None = None, *, fold: bool = True) -> list[tuple[int, int]]:
        """Break into lines of at most `width` cells (the first of at most `first`): (start, end) of each.

        Blanks at a break belong to neither line. A token longer than a line is parted, unless `fold` is false:
        then it stays whole and its line is too long. There is always at least one line.
        """
        width = max(1, width)
        first = width if first is None else max(1, first)
        size = len(self.text)
        if self.before[size] <= first and "\n" not in self.text:
            return [(0, size)]
        lines: list[tuple[int, int]] = []
        start = 0
        while True:
            stop = self.text.find("\n", start)
            stop = size if stop < 0 else stop
            self._break_stretch(start, stop, width, width if lines else first, fold, lines)
            if stop == size:
                return lines
            start = stop + 1

    def _break_stretch(
        self, start: int, stop: int, width: int, first: int, fold: bool, lines: list[tuple[int, int]]
    ) -> None:
        before, classes = self.before, self.classes
        begin, room = start, first
        while True:
            limit = before[start] + room
            if before[stop] <= limit:
                if start > begin and self._is_lone(start, stop):
                    start = self._with_company(lines, start, stop, room)
                lines.append((start, stop))
                return
            fits = max(bisect_right(before, limit, start, stop + 1) - 1, start)
            at = self._break_at(start, fits, stop, fold)
            end = at
            while end > start and classes[end - 1] == "S":
                end -= 1
            if at >= stop:
                lines.append((start, end if end > start else fits))
                return
            lines.append((start, end))
            start, room = at, width

    def _is_lone(self, start: int, stop: int) -> bool:
        """Whether a last line is a single ideograph, with nothing but the marks that close it."""
        text, classes = self.text, self.classes
        if not 0 < stop - start <= COMPANY or text[start] < FIRST_IDEOGRAPH:
            return False
        return all(name in "CcpXS" for name in classes[start + 1 : stop])

    def _with_company(self, lines: list[tuple[int, int]], start: int, stop: int, room: int) -> int:
        """Where the last line begins so that no single character stands there: the line before gives it one more."""
        first = lines[-1][0]
        for at in range(start - 1, max(start - COMPANY, first + (start - first) // 2), -1):
            if self.cells(at, stop) > room:
                return start
            if self.classes[at - 1 : at + 1] not in _NO_BREAK and self._may_break(first, at):
                end = at
                while self.classes[end - 1] == "S":
                    end -= 1
                lines[-1] = (first, end)
                return at
        return start

    def _break_at(self, start: int, fits: int, stop: int, fold: bool) -> int:
        """Where the next line starts, if text[start:fits] is what fits on this one."""
        classes = self.classes
        if fits > start and classes[fits] == "S":
            # Blanks that do not fit hang beyond the end of the line.
            after = fits
            while after < stop and classes[after] == "S":
                after += 1
            if after >= stop or self._may_break(start, after):
                return after
        for units in (True, False):
            at = fits
            while at > start:
                if classes[at - 1 : at + 1] not in _NO_BREAK and self._may_break(start, at, units=units):
                    return at
                at -= 1
        if not fold:
            return self._next_break(start, fits, stop)
        return self._part_token(start, fits, stop)

    def _may_break(self, start: int, at: int, *, units: bool = True) -> bool:
        """Whether a line begun at `start` may end before `at`, where the classes beside `at` allow it."""
        classes = self.classes
        last = at - 1
        while last >= start and classes[last] == "S":
            last -= 1
        if last < start:
            return False
        if last < at - 1 and (classes[last] in "OoG" or classes[at] in "GCcpXZ"):
            return False
        return not (units and self._parts_number(last, at))

    def _parts_number(self, last: int, at: int) -> bool:
        """Whether a break between these two characters (with blanks between, or none) parts a number from its unit."""
        text, classes = self.text, self.classes
        before, after = text[last], text[at]
        if before == ORDINAL_PREFIX and (classes[at] == "W" or after in NUMERALS):
            return True
        if after == ORDINAL_SUFFIX and classes[last] in "Wc":
            return True
        if before in NUMERALS and after in NUMERALS:
            return True
        if after == "(" or "A" <= after <= "Z":
            # 第155 C (VII)号, resolution 217 A (III): the session belongs to the number.
            letter = last if before.isdigit() or after != "(" else last - 1
            if self._ends_number(letter) and SESSION.match(text, at):
                return True
        if last == at - 1 and text[last : at + 1] in UNIT_WORDS and self._ends_number(last - 1):
            return True
        if after in UNITS or text[at : at + 2] in UNIT_WORDS:
            return self._ends_number(last)
        if after.isdigit() and (before == "." or before.isalpha()):
            return text[self._word_start(last) : last + 1].casefold() in BEFORE_NUMBERS
        if after.isalpha():
            word = text[at : self._word_end(at)].casefold()
            if before.isdigit():
                return word in AFTER_NUMBERS
            return word == "cent" and text[self._word_start(last) : last + 1].casefold() == "per"
        return False

    def _ends_number(self, last: int) -> bool:
        """Whether a number, in digits or words, ends with this character or with the blank after it."""
        if last > 0 and self.classes[last] == "S":
            last -= 1
        return last >= 0 and (self.text[last].isdigit() or self.text[last] in NUMERALS)

    def _word_start(self, at: int) -> int:
        while at > 0 and self.classes[at - 1] in "Wp":
            at -= 1
        return at

    def _word_end(self, at: int) -> int:
        while at < len(self.classes) and self.classes[at] == "W":
            at += 1
        return at

    def _next_break(self, start: int, at: int, stop: int) -> int:
        at = max(at, start + 1)
        while at < stop and (self.classes[at - 1 : at + 1] in _NO_BREAK or not self._may_break(start, at)):
            at += 1
        return at

    def _part_token(self, start: int, fits: int, stop: int) -> int:
        """Part a token that is longer than the line: after a soft point, else where no mark is misplaced."""
        text, classes = self.text, self.classes
        for points in SOFT_POINTS:
            for at in range(fits, start + (fits - start) // 3, -1):
                if text[at - 1] in points and classes[at] in "WIRoO":
                    return at
        for at in range(fits, start, -1):
            if classes[at] not in "GCcphsXZS" and classes[at - 1] not in "GOosZ" and classes[at - 1 : at + 1] != "RR":
                return at
        at = fits
        while at > start and classes[at] in "XZ":
            at -= 1
        if at == start:
            at = max(fits, start + 1)
            while at < stop and classes[at] in "XZ":
                at += 1
        return at


def _after_words(classes: str, callouts: Iterable[tuple[int, str]]) -> Iterable[tuple[int, str]]:
    last = -1
    for offset, drawn in sorted(callouts):
        at = min(max(offset, 0), len(classes))
        while at > 0 and classes[at - 1] == "S":
            at -= 1
        yield at, ("," if at == last else "") + drawn
        last = at


def _cells_with_callouts(text: str, callouts: Iterable[tuple[int, str]]) -> Sequence[int]:
    if not text:
        return array("I", [sum(cells(drawn) for _, drawn in callouts)])
    widths = [_widths[char] for char in text]
    for at, drawn in callouts:
        widths[max(at - 1, 0)] += cells(drawn)
    return array("I", accumulate(widths, initial=0))


# ---------------------------------------------------------------------------------------- plain texts, too


def text_lines(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells, without blanks at their ends; none for an empty text."""
    measured = Measured(text)
    return [measured.text[start:end] for start, end in measured.lines(width)] if text else []


def divide_line(text: str, width: int, fold: bool = True) -> list[int]:
    """The offsets at which the text is divided into lines of at most `width` cells, 0 left out.

    It has the signature of the function that Textual wraps its own widgets with.
    """
    return [start for start, _ in Measured(text).lines(width, fold=fold)[1:]]
