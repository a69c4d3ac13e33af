"""What the parser must know of a language: one TOML file each beside this module, checked when it is loaded.

`language(code)` gives the compiled table, `CODES` the known ones. A new language is a new file.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from msgspec import Struct

from unreader.parsing.labels import number_of

HEADINGS = (
    "chapter",
    "part",
    "article",
    "section",
    "rule",
    "principle",
    "guideline",
    "draft_resolution",
    "draft_decision",
    "resolution",
    "decision",
    "annex",
    "summary",
    "agenda",
    "contents",
    "preamble",
)
_WORDS = (
    "bodies",
    "organs",
    "speakers",
    "list_leads",
    "items_of",
    "votes",
    "proclaims",
    "meta",
    "titles",
    "authors",
    "date_lines",
    "testimonies",
    "meeting_lines",
    "letters",
    "records",
    "signed",
    "resolution_words",
    "decision_words",
    "report_words",
    "treaty_words",
    "adopted",
    "lost",
)
_OPENERS = ("prefixes", "words", "run_in")


class LanguageError(Exception):
    """A language table that does not hold what the parser needs: a mistake of ours, not of the reader."""


class Language(Struct, frozen=True):
    """A language's table, compiled. Patterns are meant for `fullmatch`; `opener`, `testimony`, `item_of` for `match`.

    `letters` is the range of its script, `telling` finds what tells that a text is in it: its commonest words where
    other languages share the script, else its letters. `small` says that its preambular paragraphs begin small.
    """

    code: str
    letters: str
    telling: re.Pattern[str]
    small: bool
    numerals: dict[str, int]
    headings: dict[str, re.Pattern[str]]
    any_heading: re.Pattern[str]
    leads_to_decision: re.Pattern[str]
    body: re.Pattern[str]
    organ: re.Pattern[str]
    speaker: re.Pattern[str]
    list_lead: tuple[str, ...]
    item_of: re.Pattern[str]
    vote: re.Pattern[str]
    proclaim: re.Pattern[str]
    meta: re.Pattern[str]
    title: re.Pattern[str]
    author: re.Pattern[str]
    letter: re.Pattern[str]
    record: re.Pattern[str]
    signed: re.Pattern[str]
    testimony: re.Pattern[str]
    closing: re.Pattern[str]
    opener: re.Pattern[str]
    adopted: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    months: dict[str, int]
    run_in: re.Pattern[str] | None
    lost: re.Pattern[str]
    series: dict[str, str]
    words: dict[str, tuple[str, ...]]

    def number(self, printed: str) -> int:
        """The value of a number as headings and dates print it, in figures or words; 0 if it is none."""
        return self.numerals.get(printed.strip().lower(), 0) or number_of(printed)

    def says_what_comes(self, line: str) -> bool:
        """Whether a line (with tidy blanks) stands alone: 第一章; 大会，; We, the peoples; 赞成：; 秘书长的报告."""
        return bool(
            self.any_heading.fullmatch(line)
            or (line[0] in "[〔" and line[-1] in "]〕" and len(line) > _SHORT_BRACKET)
            or (line[-1] in "，,،：:" and self.body.fullmatch(line))
            or self.organ.fullmatch(line)
            or self.vote.fullmatch(line)
            or self.speaker.fullmatch(line)
            or self.author.fullmatch(line.rstrip("*"))
        )


def _codes() -> tuple[str, ...]:
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


CODES = _codes()


@cache
def language(code: str) -> Language:
    """The table of a language by its code ("zh", "en"). Raises LanguageError for a code without a valid table."""
    if code not in CODES:
        raise LanguageError(f"there is no table for the language {code!r}; there are {', '.join(CODES)}")
    table = tomllib.loads(resources.files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    validate(table, code)
    return _compile(table)


def validate(table: dict[str, Any], code: str) -> None:
    """Raise LanguageError, naming the key, unless the table is complete and its patterns compile."""
    if table.get("code") != code:
        raise LanguageError(f"{code}.toml: code must be {code!r}")
    for section, keys in (("headings", HEADINGS), ("words", _WORDS), ("openers", _OPENERS), ("dates", ("patterns",))):
        entries = table.get(section)
        if not isinstance(entries, dict) or set(entries) != set(keys):
            raise LanguageError(f"{code}.toml: [{section}] must have exactly the keys {', '.join(keys)}")
        for key, patterns in entries.items():
            if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
                raise LanguageError(f"{code}.toml: {section}.{key} must be a list of strings")
            for pattern in patterns:
                _compiled(pattern, f"{code}.toml: {section}.{key}")
    for key in ("numerals", "months"):
        if not all(isinstance(value, int) for value in table.get(key, {}).values()):
            raise LanguageError(f"{code}.toml: the values of [{key}] must be whole numbers")
    _compiled(table.get("letters", ""), f"{code}.toml: letters")
    if not isinstance(table.get("common"), list) or not all(isinstance(word, str) for word in table["common"]):
        raise LanguageError(f"{code}.toml: common must be a list of strings")
    if not isinstance(table.get("small", False), bool):
        raise LanguageError(f"{code}.toml: small must be true or false")


#: A line wholly in brackets says how a text came about, or what symbol it had: 〔S/1836〕.
_SHORT_BRACKET = 4
_NEVER = re.compile(r"(?!)")


def _compiled(pattern: str, place: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise LanguageError(f"{place}: {pattern!r} is no regular expression ({error})") from None


def _any(patterns: list[str], form: str = "{}") -> re.Pattern[str]:
    if not patterns:
        return _NEVER
    return re.compile(form.format("|".join(f"(?:{pattern})" for pattern in patterns)))


def _compile(table: dict[str, Any]) -> Language:
    words, openers = table["words"], table["openers"]
    headings = {key: _any(patterns) for key, patterns in table["headings"].items()}
    return Language(
        code=table["code"],
        letters=table["letters"],
        telling=_any(table["common"], r"\b(?:{})\b") if table["common"] else re.compile(table["letters"]),
        small=table.get("small", False),
        numerals=table.get("numerals", {}),
        headings=headings,
        any_heading=re.compile("|".join(_without_groups(headings[key].pattern) for key in HEADINGS if key != "agenda")),
        leads_to_decision=re.compile(rf"(?:{_without_groups(headings['draft_decision'].pattern)})\s*[：:]$"),
        body=_any([rf".{{0,60}}(?:{body})" for body in words["bodies"]] + words["organs"], "(?:{})\\s?[，,،：:]?"),
        organ=_any(words["organs"]),
        speaker=_any(words["speakers"], r"(?:{}).{{0,100}}[，,،：:]"),
        list_lead=tuple(words["list_leads"]),
        item_of=_any(words["items_of"]),
        vote=_any(words["votes"], r"(?P<label>{})(?P<colon>\s*[：:]\s*)"),
        proclaim=_any(words["proclaims"], r".{{0,60}}(?:{})\s*[：:，,،]?"),
        meta=_any(words["meta"]),
        title=_any(words["titles"] + words["letters"] + words["records"]),
        author=_any(words["authors"]),
        letter=_any(words["letters"]),
        signed=_any(words["signed"]),
        testimony=_any(words["testimonies"]),
        record=_any(words["records"]),
        closing=_closing(words["date_lines"], words["meeting_lines"], words["signed"]),
        opener=_any(openers["words"], "(?P<prefix>(?:(?:" + "|".join(openers["prefixes"]) + r")\s*)*)(?:{})"),
        adopted=_any(words["adopted"]),
        dates=tuple(re.compile(pattern) for pattern in table["dates"]["patterns"]),
        months=table.get("months", {}),
        run_in=_any(openers["run_in"]) if openers["run_in"] else None,
        lost=_any(words["lost"]),
        series=table.get("series", {}),
        words={key: tuple(patterns) for key, patterns in words.items()},
    )


def _closing(dates: list[str], meetings: list[str], signed: list[str]) -> re.Pattern[str]:
    """The closing lines of a text: its date, its meeting, or both in either order; the line that signs."""
    date, meeting = "|".join(dates), "|".join(meetings)
    both = rf"(?:{date})(?:\s*(?:{meeting}))?|(?:{meeting})(?:\s*(?:{date}))?"
    return re.compile("|".join([both, *(f"(?:{pattern})" for pattern in signed)]))


def _without_groups(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
