"""Text in rows of some width in cells: broken at a blank, or between Chinese characters where no mark forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

#: Marks that may not begin a line of Chinese, and those that may not end one (GB/T 15834).
_NOT_FIRST = frozenset("，。、；：？！）》〉”’」』】〕…·,.;:?!)]}%")
_NOT_LAST = frozenset("（《〈“‘「『【〔([{")
#: Stretches of code points that are all one cell wide, and all two: most texts have no others.
_NARROW = ((0x20, 0x7F), (0xA0, 0xAD), (0xAE, 0x300), (0x2010, 0x2028), (0x2190, 0x2200), (0x2580, 0x25A0))
_WIDE = ((0x3000, 0x302A), (0x4E00, 0xA000), (0xFF01, 0xFF61))
#: Beyond this code point lines may be broken between characters: ideographs, kana and their marks.
_LATIN = 0x2E7F


class Cell(NamedTuple):
    """One character as it is shown: its colour, itself, itself with the signs at it, and its width in cells."""

    style: str
    character: str
    shown: str
    width: int


def cell(character: str, *, style: str = "", before: str = "", after: str = "") -> Cell:
    """A character with the signs that stand at it."""
    shown = before + character + after
    return Cell(style, character, shown, len(shown) - 1 + _cells(character))


def cells_of(text: str) -> int:
    """The width of a text in cells."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@cache
def _cells(character: str) -> int:
    code = ord(character)
    if any(first <= code < end for first, end in _WIDE):
        return 2
    if any(first <= code < end for first, end in _NARROW):
        return 1
    from wcwidth import wcwidth  # as long to load as all that is shown otherwise

    return max(0, wcwidth(character))


def text_rows(text: str, width: int) -> list[str]:
    """A text of one line in rows of at most `width` cells, without blanks at their ends."""
    if cells_of(text) <= width:
        return [text] if text else []
    return ["".join(one.shown for one in row) for row in cut([cell(character) for character in text], width)]


def cut(cells: list[Cell], width: int) -> Iterator[list[Cell]]:
    """Rows of cells that fit."""
    start = 0
    while start < len(cells):
        used, end = 0, start
        while end < len(cells) and used + cells[end].width <= width:
            used, end = used + cells[end].width, end + 1
        end = max(end, start + 1)
        if end < len(cells):
            end = next((at for at in range(end, max(start, end - width // 2), -1) if _may_break(cells, at)), end)
        row = cells[start:end]
        while row and row[-1].shown == " ":
            row = row[:-1]
        yield row
        start = end
        while start < len(cells) and cells[start].shown == " ":
            start += 1


def _may_break(cells: list[Cell], at: int) -> bool:
    before, after = cells[at - 1].character, cells[at].character
    if " " in (before, after):
        return True
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return ord(before) > _LATIN or ord(after) > _LATIN
