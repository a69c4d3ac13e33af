"""Texts as they are searched: one width, one case, simplified characters, one form of each mark.

    fold(text)            as words are searched: also without accents and without blanks that mean nothing
    fold_with_origins     the same with where each character came from, in code points
    fold_each(text)       as a regular expression is searched: character by character, so that nothing moves

A blank means something between two words of an alphabet (human rights, article 57). Beside a Chinese character or a
mark, and inside a number (1 000), it is a matter of print.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_TRADITIONAL = Path(__file__).with_name("traditional.txt")
#: Marks that differ by print, keyboard or conversion and that Unicode's compatibility forms keep apart.
_FORMS = {
    **dict.fromkeys("“”„‟「」『』〝〞", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("《〈‹«≪", "<"),
    **dict.fromkeys("》〉›»≫", ">"),
    **dict.fromkeys("〔【〖", "["),
    **dict.fromkeys("〕】〗", "]"),
    **dict.fromkeys("·•‧・⋅", "·"),
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("○◯", "〇"),
    "。": ".",
    "、": ",",
}
_CJK = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_CJK}]"
#: Blanks that mean nothing: at an edge, beside what is no letter of an alphabet, inside a number, after another.
_NO_BLANK = re.compile(rf" (?:(?<!{_LETTER} )|(?!{_LETTER})|(?<=\d )(?=\d))")
_MORE_BLANKS = re.compile("(?<= ) ")
#: Letters with accents up to here are read without them; beyond (Cyrillic й) the mark makes another letter.
_LAST_LATIN = "\u024f"


def fold(text: str) -> str:
    """A text as words are searched in it."""
    return _NO_BLANK.sub("", _MORE_BLANKS.sub("", text.translate(_FOLDED)))


def fold_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """A text as `fold` makes it, and for each of its characters the offset that it came from."""
    joined = text.translate(_FOLDED)
    origins: list[int] | range = range(len(text))
    if not _FOLDED.odd.isdisjoint(text):
        origins = [at for at, char in enumerate(text) for _ in _FOLDED[ord(char)]]
    for needless in (_MORE_BLANKS, _NO_BLANK):
        gone = [match.start() for match in needless.finditer(joined)]
        if gone:
            origins = list(origins)
            for at in reversed(gone):
                del origins[at]
            joined = needless.sub("", joined)
    return joined, origins


def fold_each(text: str) -> str:
    """A text in one width, simplified, with one form of each mark; as long as before, its case and blanks kept."""
    return text.translate(_FOLDED_EACH)


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __init__(self, *, each: bool) -> None:
        super().__init__()
        self._each = each
        #: Those met so far that become nothing, or several.
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = folded = (_in_place if self._each else _as_words)(char)
        if len(folded) != 1:
            self.odd.add(char)
        return folded


_FOLDED = _Table(each=False)
_FOLDED_EACH = _Table(each=True)


def _in_place(char: str) -> str:
    """One character for one: its compatibility form, simplified form or common form of a mark."""
    known = _FORMS.get(char)
    if known is not None:
        return known
    form = unicodedata.normalize("NFKC", char)
    if len(form) != 1:
        return char
    return _FORMS.get(form) or _simplified().get(form, form)


def _as_words(char: str) -> str:
    """What a character becomes among words: nothing for marks that are not printed, several for ㈢ and ﬁ."""
    return "".join(map(_as_word, unicodedata.normalize("NFKC", _FORMS.get(char, char))))


def _as_word(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    if char <= _LAST_LATIN and (letter := unicodedata.normalize("NFD", char)[0]).isascii():
        char = letter
    return "".join(_simplified().get(one, one) for one in _FORMS.get(char, char).casefold())


@cache
def _simplified() -> dict[str, str]:
    """The simplified form of each traditional character."""
    found = {}
    for line in _TRADITIONAL.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found.update(dict.fromkeys(line[1:], line[0]))
    return found
