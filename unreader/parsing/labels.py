"""Labels at the beginning of a paragraph: 12. (a) (i) a. ⑴ 一. A. • 78/229. and the numbers they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

LabelKind = Literal["title", "number", "decimal", "letter", "bullet", "chinese", "roman", "capital"]

_TITLE = re.compile(
    r"(?P<mark>(?:E?S-)?\d{1,4}/\d{1,4}(?:\s?[A-Z])?(?:[.．]|\s?[-–—](?=\s?[\u0600-\u06ff])))\s*(?=[^\d\s])"
)
#: The number of a resolution of the first decades: 87 (1950). 377 (V). 八十七(一九五〇).
_OLD_TITLE = re.compile(
    r"(?P<mark>(?:\d{1,4}|[一二三四五六七八九十百〇○]{1,8})\s?(?:[A-Z]\s)?"
    r"[(（](?:\d{4}|(?:E?S-)?(?:[IVXLC]{1,7}|[一二三四五六七八九十〇○]{1,6}))[)）](?:\s?[A-Z])?[.．])\s*(?=\S)"
)
#: Behind the number of a paragraph stands a full stop, in Arabic a dash.
_NUMBER = re.compile(r"(?P<mark>(?P<value>\d{1,3})(?:[.．](?!\d)|\s?[-–—ـ](?=\s?[\u0600-\u06ff])))\s*")
#: A target under a goal, a clause under a rule: 1.1, 16.a.
_DECIMAL = re.compile(r"(?P<mark>\d{1,2}\.(?:\d{1,2}|[a-z]))\s+(?=[^\s\d.,:;%％，。、；：])")
_LETTER = re.compile(
    r"(?P<mark>[(（]\s?(?P<value>[a-z]{1,2}|[ivx]{1,5})\s?[)）]|(?P<bare>[a-z]|[ivx]{1,5})[)）])\s*(?=\S)"
)
#: Items under (i), or under a paragraph of an old text: a. b. Where a word is cut short (p. 5) a figure follows.
_DOTTED = re.compile(r"(?P<mark>(?P<value>[a-l])\.)\s+(?=[^\W\d_]|[“\"(])")
#: Items under 1. in Chinese: ⑴ is what a. is in the others.
_FIGURE_IN_BRACKETS = re.compile(r"(?P<mark>[⑴-⑽])\s*(?=\S)")
_BULLET = re.compile(r"(?P<mark>[•●○◦▪■□‣·]|[-–—−](?=\s))\s*(?=[^\s\d])")
#: Items in Cyrillic and Arabic letters, in the order in which they count.
_CYRILLIC, _ABJAD = "абвгдежзиклмнопрстуфхцчшщэюя", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_OTHER_LETTER = re.compile(
    rf"(?P<mark>[(（]?(?P<value>[{_CYRILLIC}])[)）]|[(（]\s?(?P<arabic>[ا{_ABJAD}])ـ?\s?[)）])\s*(?=\S)"
)
#: The stems and branches, which count in old Chinese texts: (甲) and (子) are (a).
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ITEM = re.compile(rf"(?P<mark>[㈠-㈩]|[(（](?:[一二三四五六七八九十]{{1,3}}|[{_STEMS}{_BRANCHES}])[)）])\s*(?=\S)")
_CHINESE = re.compile(r"(?P<mark>(?P<value>[一二三四五六七八九十]{1,3})[.．、])\s*(?=\S)")
_ROMAN = re.compile(r"(?P<mark>(?P<value>[IVXL]+)[.．])\s*(?=\S)")
_CAPITAL = re.compile(r"(?P<mark>(?P<value>[A-Z])[.．])\s*(?=\S)")

#: Every sign that a label begins with, but figures of other scripts.
_BEGINNINGS = frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ(（一二三四五六七八九十百〇○㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    f"⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽•●○◦▪■□‣·-–—−{_CYRILLIC}"
)
#: No label is longer.
_BARE_LENGTH = 12
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


class Label(Struct, frozen=True):
    """A label as printed (`mark`), what it counts (`value`; letters as they stand), and where the text begins."""

    kind: LabelKind
    mark: str
    value: str
    end: int


@lru_cache(maxsize=1024)
def read_label(text: str) -> Label | None:
    """The label that a paragraph's text begins with, or None."""
    first = text[:1]
    if first not in _BEGINNINGS and not first.isdigit():
        return None
    if first.isdigit() or first in "ES一二三四五六七八九十":
        if match := _TITLE.match(text) or _OLD_TITLE.match(text):
            return Label("title", match["mark"], match["mark"].rstrip(".．-–— "), match.end())
        if match := _DECIMAL.match(text):
            return Label("decimal", match["mark"], match["mark"], match.end())
        if match := _NUMBER.match(text):
            return Label("number", match["mark"], str(int(match["value"])), match.end())
    if (first in "(（" or first.islower()) and (match := _LETTER.match(text)):
        return Label("letter", match["mark"], match["value"] or match["bare"], match.end())
    if (first in "(（" or first in _CYRILLIC) and (match := _OTHER_LETTER.match(text)):
        return Label("letter", match["mark"], _latin(match["value"] or match["arabic"]), match.end())
    if first in "(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩" and (match := _ITEM.match(text)):
        return Label("letter", match["mark"], _letter_of(match["mark"]), match.end())
    if first.islower() and (match := _DOTTED.match(text)):
        return Label("letter", match["mark"], match["value"], match.end())
    if "⑴" <= first <= "⑽" and (match := _FIGURE_IN_BRACKETS.match(text)):
        return Label("letter", match["mark"], chr(ord("a") + ord(first) - ord("⑴")), match.end())
    if first in "•●○◦▪■□‣·-–—−" and (match := _BULLET.match(text)):
        return Label("bullet", match["mark"], "", match.end())
    if first in "一二三四五六七八九十" and (match := _CHINESE.match(text)):
        return Label("chinese", match["mark"], str(chinese_number(match["value"])), match.end())
    if first in "IVXL" and (match := _ROMAN.match(text)):
        return Label("roman", match["mark"], match["value"], match.end())
    if match := _CAPITAL.match(text):
        return Label("capital", match["mark"], match["value"], match.end())
    return None


def _latin(letter: str) -> str:
    """The Latin letter that stands where this Cyrillic or Arabic one stands in the order of its alphabet."""
    order = _CYRILLIC if letter in _CYRILLIC else _ABJAD
    at = order.find("أ" if letter == "ا" else letter)
    return chr(ord("a") + at) if at < 26 else "a" + chr(ord("a") + at - 26)


def begins_with_label(text: str) -> bool:
    """Whether a text begins with a label of a paragraph, an item or a heading."""
    return read_label(text) is not None


def bare_label(text: str) -> Label | None:
    """The label that a line is nothing but: the number of a paragraph or a title, an item's letter, a bullet.

    The text that it labels begins on the next line.
    """
    if len(text) > _BARE_LENGTH:
        return None
    label = read_label(f"{text} X")
    if label is None or label.kind not in ("title", "number", "letter", "bullet") or label.mark != text:
        return None
    return Label(label.kind, label.mark, label.value, len(text))


def _letter_of(mark: str) -> str:
    """The Latin letter of a Chinese item: ㈡, (二), (乙) and (丑) are (b) in the other languages."""
    for order in (_STEMS, _BRANCHES):
        if mark[1:2] and mark[1] in order:
            return chr(ord("a") + order.index(mark[1]))
    value = ord(mark) - ord("㈠") + 1 if len(mark) == 1 else chinese_number(mark[1:-1])
    return chr(ord("a") + value - 1) if 1 <= value <= 26 else str(value)


def chinese_number(text: str) -> int:
    """The value of a number in Chinese figures below a thousand: 三十七 → 37, 一百零一 → 101, 二〇 → 20; 0 if none."""
    total = current = 0
    if not any(char in "十百" for char in text):
        return int("".join(str(_DIGITS.get(char, "")) for char in text) or 0)
    for char in text:
        if char in _DIGITS:
            current = _DIGITS[char]
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char == "百":
            total, current = total + (current or 1) * 100, 0
    return total + current


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def number_of(text: str) -> int:
    """The value of a number in Arabic, Roman, Chinese or English figures; 0 if it is none."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    if text.lower() in _ENGLISH:
        return _ENGLISH.index(text.lower()) + 1
    if text and all(char in _ROMAN_VALUES for char in text):
        values = [_ROMAN_VALUES[char] for char in text]
        return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))
    return chinese_number(text)


_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def roman(value: int) -> str:
    """A number in Roman figures: 4 → IV."""
    written = ""
    for step, figure in _ROMAN_STEPS:
        while value >= step:
            written, value = written + figure, value - step
    return written
