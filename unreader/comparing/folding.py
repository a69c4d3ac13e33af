"""What two texts are compared by: their characters without blanks, differences of width and forms of a mark.

A number is one token, and so is a symbol, a 《》 name or a Latin word; a Chinese character is one by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from unreader.symbols import SYMBOL

_BLANKS = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
#: Marks that differ by print, keyboard or conversion: quotation marks, dashes, angle brackets.
_FORMS = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛＇`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("〈‹", "<"),
        **dict.fromkeys("〉›", ">"),
    }
)
_CJK = "\u3400-\u9fff\uf900-\ufaff"
_NUMBER = r"[0-9０-９]+(?:[./,:：．，／‑–-][0-9０-９]+)*(?:\([IVXLC0-9]+\))?%?"
_NUMERAL = "[〇零○一二三四五六七八九十百千万亿]{2,}"
_WORD = rf"[^\W\d_{_CJK}]+(?:['’‑-][^\W\d_{_CJK}]+)*"
_NAME = r"《[^《》]*》"
#: A token with the blanks before it: together the tokens of a text are the text.
TOKEN = re.compile(rf"\s*(?:{_NAME}|{SYMBOL}(?![A-Za-z])|{_NUMBER}|{_NUMERAL}|{_WORD}|[{_CJK}]|\S)|\s+\Z")
_FEATURE_TOKEN = re.compile(rf"[{_CJK}]|{_NUMBER}|[^\W\d_{_CJK}]+")


def fold(text: str) -> str:
    """A text as it is compared: without blanks, in one width and with one form of each mark. Case counts."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text.translate(_FORMS)))


def tokens(text: str) -> list[str]:
    """The tokens of a text, each with the blanks before it; joined they are the text."""
    return TOKEN.findall(text)


def features(text: str) -> frozenset[str]:
    """What a text is recognised by: its pairs of neighbouring characters or words, and its longer Latin words."""
    found = _FEATURE_TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(found) == 1:
        return frozenset(found)
    pairs = {one + " " + other for one, other in pairwise(found)}
    return frozenset(pairs.union(word for word in found if len(word) > 3))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets of features: 1 for the same, 0 for nothing in common."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    """How much of a part (0 to 1) stands in a whole."""
    return len(part & whole) / len(part) if part else 0.0


def union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """The features of several texts together."""
    return frozenset().union(*sets)
