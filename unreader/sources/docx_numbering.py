"""Word's automatic numbers: lists, levels and formats of numbering.xml, counted as paragraphs come."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from unreader.sources.docx_xml import W, value

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE = "零一二三四五六七八九"
_LARGEST = 100_000


class _Level(Struct, frozen=True):
    start: int
    form: str
    text: str


class Numbering(Struct):
    """The lists of a document; `next` counts."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list at a level (from 0); empty for bullets and lists without one."""
        levels = self.levels.get(number, {})
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts.setdefault(self.shared.get(number, number), {})
        counts[level] = min(counts[level] + 1, _LARGEST) if level in counts else here.start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if here.form in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, here)
            return printed_number(counts.get(at, one.start), one.form)

        return _PLACE.sub(printed, here.text).strip()


def read_numbering(root: Element | None) -> Numbering:
    """The lists that word/numbering.xml defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {
        one.get(W + "abstractNumId", ""): dict(map(_level, one.iter(W + "lvl"))) for one in root.iter(W + "abstractNum")
    }
    for one in root.iter(W + "num"):
        number, base = one.get(W + "numId", ""), value(one, "abstractNumId")
        levels = dict(abstract.get(base, {}))
        restarts = False
        for change in one.iter(W + "lvlOverride"):
            at = int(change.get(W + "ilvl", "0") or 0)
            own = change.find(W + "lvl")
            start = value(change, "startOverride")
            restarts = restarts or start.isdigit()
            if own is not None:
                levels[at] = _level(own)[1]
            elif start.isdigit() and at in levels:
                levels[at] = _Level(int(start), levels[at].form, levels[at].text)
        numbering.levels[number] = levels
        # Lists made from one pattern count on together, unless one says that it starts anew.
        numbering.shared[number] = number if restarts else f"pattern {base}"
    return numbering


def _level(element: Element) -> tuple[int, _Level]:
    start = value(element, "start")
    number = element.get(W + "ilvl", "0")
    return (
        int(number) if number.isdigit() else 0,
        _Level(int(start) if start.isdigit() else 1, value(element, "numFmt") or "decimal", value(element, "lvlText")),
    )


def printed_number(number: int, form: str) -> str:
    """A number in a form that Word names (decimal, lowerLetter, upperRoman, chineseCounting ...)."""
    return _FORMS.get(form, str)(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for step, figure in _ROMAN:
        while number >= step:
            written, number = written + figure, number - step
    return written


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    first = "" if not tens else "十" if tens == 1 else _CHINESE[tens] + "十"
    return first + (_CHINESE[ones] if ones else "")


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "ideographTraditional": _chinese,
    "japaneseCounting": _chinese,
    "decimalZero": lambda number: f"{number:02d}",
}
