"""Numbers as UN texts write them: 三十二, 32, XXXII, ㈡, (b), and lists and ranges of them."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = {"〇": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
#: The English ordinal words from first to twentieth.
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)
#: The stems and branches, which letter items in Chinese: 第七十三条(辰)款 is Article 73 (e).
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEN_VALUES = {word: 10 * value for value, word in enumerate(_TENS, 2)}
_ORDINALS = {word: value for value, word in enumerate(ORDINALS, 1)} | {
    f"{word[:-1]}ieth": value for word, value in _TEN_VALUES.items() if value > 20
}
_NUMBER = re.compile(r"[一二三四五六七八九十百〇零]+|\d+|[IVXLC]+|[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:至|到|[-–—]|to|through)\s*第?", re.IGNORECASE)
#: A range with more members than this is one thing to a reader, and likely a misreading.
_LONGEST_RANGE = 60


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The value of a number in Chinese, Arabic or Roman figures or as an English ordinal word; None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text[:1] in _DIGITS or text[:1] in "十百":
        return _chinese(text)
    if text and all(letter in _ROMAN for letter in text):
        value = sum(
            -_ROMAN[a] if _ROMAN[a] < _ROMAN.get(b, 0) else _ROMAN[a] for a, b in zip(text, text[1:] + " ", strict=True)
        )
        return value if roman(value) == text else None
    tens, _, ones = text.lower().partition("-")
    if ones and tens in _TEN_VALUES:
        value = _ORDINALS.get(ones, 0)
        return _TEN_VALUES[tens] + value if 0 < value < 10 else None
    return _ORDINALS.get(text.lower())


def _chinese(text: str) -> int | None:
    if not any(unit in text for unit in "十百"):
        digits = [_DIGITS.get(sign) for sign in text]
        return None if None in digits else int("".join(map(str, digits)))
    total, digit = 0, 0
    for sign in text:
        if sign == "百":
            total, digit = total + 100 * (digit or 1), 0
        elif sign == "十":
            total, digit = total + 10 * (digit or 1), 0
        elif sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            return None
    return total + digit


def roman(value: int) -> str:
    """5 → "V"."""
    out = ""
    for step, sign in _ROMAN_STEPS:
        while value >= step:
            out, value = out + sign, value - step
    return out


def chinese(value: int) -> str:
    """A number up to 199 in Chinese figures: 101 → 一百零一."""
    digits = "零一二三四五六七八九"
    if value >= 100:
        rest = value - 100
        if not rest:
            return "一百"
        return "一百" + ("零" if rest < 10 else "一" if rest < 20 else "") + chinese(rest)
    tens, ones = divmod(value, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def letter(mark: str) -> str:
    """The letter of a lettered item: ㈡, (二) and (b) are all "b"; roman and longer marks stay as they are."""
    mark = mark.strip("()（）")
    if "㈠" <= mark <= "㈩":
        return chr(ord("a") + ord(mark) - ord("㈠"))
    for order in (STEMS, BRANCHES):
        if len(mark) == 1 and mark in order:
            return chr(ord("a") + order.index(mark))
    value = number(mark) if mark[:1] in _DIGITS or mark == "十" else None
    return chr(ord("a") + value - 1) if value and value <= 26 else mark


def members(text: str) -> list[tuple[int, int, int]]:
    """The numbers of a list as (value, start, end) in `text`: "4至6和8" → 4, 5, 6, 8; a range's middle spans it."""
    found: list[tuple[int, int, int]] = []
    end = 0
    for match in _NUMBER.finditer(text):
        value = number(match[0])
        if value is None:
            continue
        start = match.start()
        if found and _RANGE.fullmatch(text, end, start) and found[-1][0] < value <= found[-1][0] + _LONGEST_RANGE:
            found += [(between, found[-1][1], match.end()) for between in range(found[-1][0] + 1, value)]
        found.append((value, start, match.end()))
        end = match.end()
    return found
