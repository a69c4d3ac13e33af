"""Chinese names found by the first letters of their syllables: wlfz finds 网络犯罪.

The table beside this module (made by docs/make_pinyin.py) has a line per letter with the characters that are read so;
it is read when something is first looked for in this way.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("pinyin.txt")
#: Fewer letters would find nearly everything.
_FEWEST = 2


def may_be_initials(typed: str) -> bool:
    """Whether what is typed can be the initials of a Chinese name: two Latin letters or more, and nothing else."""
    return len(typed) >= _FEWEST and typed.isascii() and typed.isalpha()


def has_initials(text: str, typed: str) -> bool:
    """Whether characters of the text one after another begin with these letters; its punctuation is passed over."""
    return _pattern(typed.lower()).search(_initials(text)) is not None


@lru_cache(maxsize=16)
def _pattern(typed: str) -> re.Pattern[str]:
    return re.compile("".join(rf"\|[a-z0-9]*{re.escape(letter)}[a-z0-9]*" for letter in typed))


@lru_cache(maxsize=20_000)
def _initials(text: str) -> str:
    """The letters of each character that has any, a bar before each; Latin letters and digits stand for themselves."""
    table = _table()
    found = (character.lower() if character.isascii() else table.get(character, "") for character in text)
    return "".join(f"|{letters}" for letters in found if letters.isalnum())


@cache
def _table() -> dict[str, str]:
    letters: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        letter, _blank, characters = line.partition(" ")
        for character in characters:
            letters[character] = letters.get(character, "") + letter
    return letters
