"""The lexicon of suggestions: words of the field with their weights, and contexts in which they do not count.

Comes from lexicon.toml beside this module (its head says what stands there) and is checked when it is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, get_args

from msgspec import Struct

from unreader.model import BlockKind, UnreaderError

LANGUAGES = ("zh", "en")
_MOST = 5.0


class LexiconError(UnreaderError):
    """A lexicon that cannot be used."""


class Word(Struct, frozen=True):
    """A word, or a family of words, of a topic. `name` tells it from all others, in whatever language."""

    topic: str
    name: str
    pattern: re.Pattern[str]
    weight: float


class Context(Struct, frozen=True):
    """What does not count for these topics (for all, where there are none)."""

    topics: tuple[str, ...]
    pattern: re.Pattern[str]


class Lexicon(Struct, frozen=True):
    """The words and contexts of one language, and what holds for all."""

    words: tuple[Word, ...]
    contexts: tuple[Context, ...]
    kinds: frozenset[str]
    list_items: int
    list_share: float

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it has words for."""
        return tuple(dict.fromkeys(word.topic for word in self.words))


def lexicon(language: str) -> Lexicon:
    """The lexicon for texts in a language: Chinese, else English. Raises LexiconError."""
    return _load("zh" if language.startswith("zh") else "en")


@lru_cache(maxsize=2)
def _load(language: str) -> Lexicon:
    with files("unreader.annotating").joinpath("lexicon.toml").open("rb") as file:
        return read_lexicon(tomllib.load(file), language)


def read_lexicon(data: Mapping[str, Any], language: str) -> Lexicon:
    """Check a lexicon's tables and take one language out of them. Raises LexiconError with the entry that is wrong."""
    kinds = frozenset(data.get("kinds", {}).get("may", ()))
    if not kinds or (unknown := sorted(kinds - set(get_args(BlockKind)))):
        raise LexiconError(
            f"lexicon.toml: [kinds] may must name kinds of blocks; {unknown if kinds else 'none'} is wrong"
        )
    items, share = data.get("list", {}).get("items", 0), data.get("list", {}).get("share", 1.0)
    if not isinstance(items, int) or not 0 <= share <= 1:
        raise LexiconError("lexicon.toml: [list] needs items (a number) and share (0 to 1)")
    words: list[Word] = []
    seen: set[tuple[str, str]] = set()
    for entry in data.get("word", ()):
        topic, weight = entry.get("topic", ""), entry.get("weight", 0)
        where = f"a [[word]] of {topic or 'no topic'}"
        if not topic or not isinstance(weight, int | float) or not 0 < abs(weight) <= _MOST:
            raise LexiconError(f"lexicon.toml: {where} needs a topic and a weight up to {_MOST:g}")
        _check_keys(entry, {"topic", "weight"}, where)
        for pattern in entry[language]:
            if (topic, pattern) in seen:
                raise LexiconError(f"lexicon.toml: {where} has {pattern} twice")
            seen.add((topic, pattern))
            words.append(Word(topic, pattern, _compiled(pattern, language, where), float(weight)))
    contexts = []
    for entry in data.get("context", ()):
        _check_keys(entry, {"topics"}, "a [[context]]")
        topics = tuple(entry.get("topics", ()))
        contexts += [Context(topics, _compiled(one, language, "a [[context]]")) for one in entry[language]]
    return Lexicon(tuple(words), tuple(contexts), kinds, items, float(share))


def _check_keys(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(entry) - known - set(LANGUAGES)):
        raise LexiconError(f"lexicon.toml: {where} has {unknown[0]}, which means nothing")
    for language in LANGUAGES:
        if not entry.get(language) or not all(isinstance(one, str) and one for one in entry[language]):
            raise LexiconError(f"lexicon.toml: {where} needs a list of words in {language}")


def _compiled(pattern: str, language: str, where: str) -> re.Pattern[str]:
    try:
        found = re.compile(pattern if language == "zh" else rf"\b(?:{pattern})\b", re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"lexicon.toml: {where} has {pattern!r}, which cannot be read: {error}") from None
    if found.match(""):
        raise LexiconError(f"lexicon.toml: {where} has {pattern!r}, which means every text")
    return found
