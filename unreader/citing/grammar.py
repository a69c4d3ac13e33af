"""The grammar of citing in one language: words and patterns read from LANGUAGE.toml, checked and compiled.

A language is a data file. The code knows what a pattern is *for* (its name) and the named groups it gives; it knows
no language's words. `PARTS` are the parts that every language shares.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from unreader.model import UnreaderError
from unreader.symbols import SYMBOL

#: A number of a resolution or decision: 78/229, 57/270 B, S-32/1, 217 A (III), 415 (V), 1373 (2001), 63.22.
NUMBER = (
    r"(?:\d{1,4} ?[A-Z]?(?: ?to [A-Z])? ?[(（](?:E?S-)?[IVXLC]+[)）]"
    r"|\d{1,4} ?[(（](?:19|20)\d\d[)）]"
    r"|(?:ES-|S-)?\d{1,4}/\d{1,3}(?:(?: ?[A-Z])(?![A-Za-z/.]))?"
    r"|\d{1,3}/(?:CP|CMP|CMA)\.\d{1,2}"
    r"|(?<![\d./])\d{2}\.\d{1,2}(?![\d/]))"
)
PARTS = {"num": NUMBER, "lp": r"[(（]", "rp": r"[)）]", "comma": "[,，]", "symbol": SYMBOL}
PATTERNS = (
    "numbers",
    "lone_number",
    "continued",
    "treaty_series",
    "volume",
    "record",
    "record_again",
    "issue_year",
    "issue_session",
    "issue_supplement",
    "sales",
    "title",
    "ibid",
    "after_symbol",
    "pin_gap",
    "pin_list",
    "provision_gap",
    "provision_start",
    "that_instrument",
    "that_annex",
    "that_place",
    "that_behind",
    "present",
    "own_instrument",
    "own_instrument_behind",
    "this_article",
    "own_annex",
    "numbered_annex",
    "elsewhere",
    "internal",
    "own_place",
    "definition",
    "adopted_as",
    "year_before",
    "date_after",
    "subject_after",
    "provision_of",
    "provision_of_number",
    "thereof",
)
#: The parts of a pinpoint, from outside to inside; those with one rank exclude each other.
LEVELS = {
    "annex": 0,
    "chapter": 1,
    "section": 2,
    "letter": 3,
    "subsection": 4,
    "printed": 5,
    "article": 6,
    "rule": 6,
    "preamble": 8,
    "operative": 8,
    "paragraph": 8,
    "clause": 9,
    "item": 10,
    "draft": 11,
    "draft-decision": 11,
    "numbered": 11,
}
#: Literals without which a form cannot stand in a line.
TRIGGERS = ("treaty_series", "record", "sales", "ibid", "see", "number", "own", "own-provision", "that")
LANGUAGES = ("zh", "en")


class GrammarError(UnreaderError):
    """A language's data file cannot be used."""


class PinPattern(Struct, frozen=True):
    """How one part of a pinpoint is written, and how deep it stands."""

    level: str
    rank: int
    pattern: re.Pattern[str]


class Words(Struct, frozen=True):
    """The words of a language that rules ask for one by one; see zh.toml for what each is."""

    resolution: tuple[str, ...]
    decision: tuple[str, ...]
    own: tuple[str, ...]
    subject_of: tuple[str, ...]
    about_open: tuple[str, ...]
    about_close: str
    owner_after: str
    name_words: tuple[str, ...]
    kind_words: tuple[str, ...]
    entitled: tuple[str, ...]
    verbs: tuple[str, ...]
    plain_instruments: tuple[str, ...]
    closing: dict[str, str]


class Grammar(Struct, frozen=True):
    """One language's grammar of citing."""

    language: str
    title_marks: bool
    noun_position: Literal["before", "after"]
    date_position: Literal["before", "after"]
    words: Words
    triggers: dict[str, tuple[str, ...]]
    patterns: dict[str, re.Pattern[str]]
    pins: tuple[PinPattern, ...]
    date: re.Pattern[str]
    months: tuple[str, ...]
    folds: dict[int, int]
    separator: re.Pattern[str]
    to: re.Pattern[str]
    bridge: re.Pattern[str]
    not_body: re.Pattern[str]
    body_like: re.Pattern[str]
    heading_number: re.Pattern[str]
    sentence: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_after: re.Pattern[str]


def of(language: str) -> Grammar:
    """The grammar for a document's language; Chinese for every kind of Chinese, else English."""
    return _load("zh" if language.startswith("zh") else "en")


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> Grammar:
    with Path(__file__).with_name(f"{language}.toml").open("rb") as file:
        return read(tomllib.load(file))


def read(data: dict[str, Any]) -> Grammar:
    """Check a language's table and compile it. Raises GrammarError with the entry that is wrong."""
    name = data.get("language", "?")
    for table, keys in (("patterns", PATTERNS), ("triggers", TRIGGERS)):
        missing = [key for key in keys if key not in data.get(table, {})]
        if missing:
            raise GrammarError(f"{name}.toml: no {', '.join(missing)}; add it under [{table}]")
    parts = PARTS | {key: _filled(value, PARTS) for key, value in data["parts"].items()}
    parts["list"] = "{n}(?:(?:{sep}|{to})第?{n})*".format(**parts)
    words = data["words"]

    def compiled(entry: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(_filled(pattern, parts))
        except re.error as error:
            raise GrammarError(f"{name}.toml: {entry} is no regular expression: {error}") from error

    pins = []
    for entry in data["pin"]:
        if entry["level"] not in LEVELS:
            raise GrammarError(
                f"{name}.toml: a pin's level is {entry['level']!r}; it must be one of {', '.join(LEVELS)}"
            )
        pattern = compiled(f"pin {entry['level']}", entry["pattern"])
        pins.append(PinPattern(entry["level"], LEVELS[entry["level"]], pattern))
    return Grammar(
        language=name,
        title_marks=data["title_marks"],
        noun_position=data["noun_position"],
        date_position=data["date_position"],
        words=_words(words),
        triggers={entry: tuple(data["triggers"][entry]) for entry in TRIGGERS},
        patterns={entry: compiled(entry, pattern) for entry, pattern in data["patterns"].items()},
        pins=tuple(pins),
        date=compiled("date", data["parts"]["date"]),
        months=tuple(data.get("months", ())),
        folds=_folds(data),
        separator=compiled("sep", data["parts"]["sep"]),
        to=compiled("to", data["parts"]["to"]),
        bridge=compiled("bridges", f"(?:{'|'.join(words['bridges'])})$" if words["bridges"] else "(?!)"),
        not_body=compiled("not_bodies", f"(?:{'|'.join(words['not_bodies'])})$" if words["not_bodies"] else "(?!)"),
        body_like=compiled("body_like", words["body_like"]),
        heading_number=compiled("heading_number", words["heading_number"]),
        sentence=compiled("sentence", words["sentence"]),
        kind_before=compiled("kind_before", words["kind_before"]),
        kind_after=compiled("kind_after", words["kind_after"]),
    )


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with each {name} replaced by that part; a quantifier such as {1,2} is left alone."""
    return re.sub(r"\{([a-z]\w*)\}", lambda match: parts[match[1]], pattern)


def _folds(data: dict[str, Any]) -> dict[int, int]:
    old, new = data.get("fold_from", ""), data.get("fold_to", "")
    if len(old) != len(new) or len(set(old)) != len(old):
        raise GrammarError(f"{data['language']}.toml: fold_from and fold_to must pair the signs one to one")
    return {ord(a): ord(b) for a, b in zip(old, new, strict=True)}


def _words(words: dict[str, Any]) -> Words:
    by_length = {
        key: tuple(sorted(words[key], key=len, reverse=True))
        for key in (
            "resolution",
            "decision",
            "own",
            "subject_of",
            "about_open",
            "entitled",
            "verbs",
            "plain_instruments",
            "name_words",
            "kind_words",
        )
    }
    return Words(
        **by_length,
        about_close=words["about_close"],
        owner_after=words["owner_after"],
        closing={pair[1]: pair[0] for pair in words["quotes"]},
    )


def iso(match: re.Match[str], grammar: Grammar) -> str:
    """A date matched by the grammar, as ISO 8601; "" if there is no such day."""
    month = match["month"]
    value = int(month) if month.isdigit() else grammar.months.index(month) + 1
    return f"{match['year']}-{value:02d}-{int(match['day']):02d}" if 1 <= value <= 12 else ""
