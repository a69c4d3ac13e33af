"""What comparing must know of a language: one TOML file each beside this module, checked when it is loaded.

`verbs()` gives the pattern of the verbs that open a paragraph, `openings()` that of all words printed emphasised there,
`rules()` the sentences that name the steps of a text.
A new language is a new file.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from msgspec import Struct

#: What a place may be called in a rule besides the groups of its pattern.
PLACES = ("this",)
RELATIONS = ("draft", "revised", "recommended", "adopted")


class LanguageTableError(Exception):
    """A language table that does not hold what comparing needs: a mistake of ours, not of the reader."""


class Rule(Struct, frozen=True):
    """A sentence that names steps: its pattern, and (place, relation) of each step in order."""

    name: str
    pattern: re.Pattern[str]
    steps: tuple[tuple[str, str], ...]


@cache
def verbs() -> re.Pattern[str]:
    """The words that open a paragraph in any language: groups `prefix` (又, Also) and `verb`, for `match`."""
    return re.compile("|".join(map(_verb, _tables())))


def _verb(table: dict[str, Any]) -> str:
    return (
        rf"(?:{'|'.join(sorted(table['verbs']['prefixes'], key=len, reverse=True))})*"
        rf"(?:{'|'.join(_longest_first(table['verbs']['words']))})"
    )


@cache
def openings() -> re.Pattern[str]:
    """The words that the UN prints emphasised at the beginning of a paragraph, in any language, for `match`.

    They are the verb, and with a verb that says little (表示, 感到) the words that complete it.
    """
    found = []
    for table in _tables():
        verb = _verb(table)
        leads, completed = ("|".join(table["verbs"][name]) or "(?!)" for name in ("leads", "completed"))
        before = f"(?:{'|'.join(sorted(table['verbs']['prefixes'], key=len, reverse=True))})*"
        found.append(f"{before}(?:{leads})(?:{completed}|{verb})|{verb}")
    return re.compile("|".join(found))


@cache
def prefixes() -> re.Pattern[str]:
    """One word before the verb, in any language."""
    found = [prefix for table in _tables() for prefix in table["verbs"]["prefixes"]]
    return re.compile("|".join(sorted(found, key=len, reverse=True)))


@cache
def rules() -> tuple[Rule, ...]:
    """The sentences that name steps, of every language."""
    return tuple(_rule(table["code"], rule) for table in _tables() for rule in table["rule"])


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    found = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]
    for table in found:
        _check(table)
    return tuple(found)


def _check(table: dict[str, Any]) -> None:
    code = table.get("code")
    if not isinstance(code, str) or not isinstance(table.get("rule"), list):
        raise LanguageTableError(f"a language table needs a code and rules (code {code!r})")
    for name in ("prefixes", "words", "leads", "completed"):
        words = table.get("verbs", {}).get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise LanguageTableError(f"{code}: verbs.{name} must be a list of texts")


def _rule(code: str, table: dict[str, Any]) -> Rule:
    name = table.get("name", "?")
    try:
        pattern = re.compile(table["pattern"])
        steps = tuple((step["place"], step["relation"]) for step in table["steps"])
    except (KeyError, TypeError, re.error) as error:
        raise LanguageTableError(f"{code}, rule {name}: {error!r}") from None
    for place, relation in steps:
        if place not in (*pattern.groupindex, *PLACES) or relation not in RELATIONS:
            raise LanguageTableError(f"{code}, rule {name}: {place} as {relation} is no place or no relation")
    return Rule(name, pattern, steps)


def _longest_first(words: list[str]) -> list[str]:
    # Regular expressions have no length to sort by: those with a class or a group stand as they were written.
    plain = sorted((word for word in words if word.isalpha()), key=len, reverse=True)
    return [*(word for word in words if not word.isalpha()), *plain]
