"""A cited work as the citation styles see it: its kind and body, its number, title, date, page on the web."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from unreader import symbols
from unreader.citing.bodies import body_name
from unreader.citing.facts import Facts
from unreader.citing.instruments import instrument
from unreader.citing.place_words import Words, WordsError, checked, joined, place_parts, un_words
from unreader.citing.un_style import printed_number
from unreader.model import Address

#: What a table [place.*] may say: the keys of un_style.toml.
_TABLES = ("place", "bodies", "authors", "months")
_MONTHS = 12


class Work(Struct, frozen=True):
    """One work. `date` is ISO or a year, empty where none is known; `url` is None where it has no page of its own."""

    symbol: symbols.Symbol
    body: str
    number: str
    title: str
    date: str
    url: str | None

    @property
    def is_resolution(self) -> bool:
        """Whether a body adopted it under a number: a resolution or a decision."""
        return self.symbol.kind in ("resolution", "decision")

    @property
    def is_treaty(self) -> bool:
        """Whether it is a treaty or the Charter."""
        return self.symbol.kind in ("treaty", "charter")

    @property
    def year(self) -> str:
        """The year of its date."""
        return self.date[:4]


def work_of(address: Address, facts: Facts, language: str) -> Work:
    """The work in which a place lies; `language` is that of the page on the web, and of a treaty's title."""
    parsed = symbols.parse(address.symbol)
    known = instrument(parsed.text)
    date = facts.date or (known.date if known else "") or facts.year(address.symbol)
    number = printed_number(parsed, language)
    return Work(
        parsed,
        facts.body or parsed.body or _body_in(address.symbol),
        number,
        known.title(language) if known and parsed.kind in ("treaty", "charter") else facts.title,
        "" if f"({date})" in number else date,
        symbols.web_address(address.symbol, "zh" if language.startswith("zh") else "en"),
    )


def place_text(address: Address, facts: Facts, style: str) -> str:
    """The place in the words of a style (oscola, bluebook, en, zh); empty for a whole document."""
    parts = place_parts(
        address.path,
        symbols.parse(address.symbol),
        place_table(style),
        introduced=facts.introduced,
        until=facts.until,
    )
    return joined("", parts, place_table(style))


def author(work: Work, language: str) -> str:
    """The body that a work is by, as an author: United Nations General Assembly, 联合国大会."""
    spoken = "zh" if language.startswith("zh") else "en"
    table = style_table()["authors"][spoken]
    body = work.body
    while body and body not in table:
        if name := body_name(body, spoken):
            return str(table["whole"]).format(body=name) if not name.startswith(table["none"]) else name
        body = body.rpartition("/")[0]
    return str(table[body or "none"])


def body_in(work: Work, style: str) -> str:
    """The body that a work is by, as a style abbreviates it, else in full; empty where none is known."""
    return style_table()["bodies"][style].get(work.body) or body_name(work.body, "en")


def day(date: str, form: str, months: str = "full") -> str:
    """A date in a form such as "{d} {month} {y}"; of a date without a day the year alone; empty for none."""
    if len(date) < len("2023-12-19"):
        return date
    year, month, number = date[:10].split("-")
    return form.format(y=year, month=style_table()["months"][months][int(month) - 1], d=int(number))


@lru_cache(maxsize=4)
def place_table(style: str) -> Words:
    """The words of a style for places: the United Nations' with the style's own over them. Raises WordsError."""
    own = style_table()["place"][style]
    words = {**un_words("zh" if style == "zh" else "en"), **own}
    return checked(style, {style: words})


@lru_cache(maxsize=1)
def style_table() -> dict[str, Any]:
    """The words of the styles, checked. Raises WordsError."""
    with Path(__file__).with_name("style_words.toml").open("rb") as file:
        return check_styles(tomllib.load(file))


def check_styles(data: dict[str, Any]) -> dict[str, Any]:
    """The table of style_words.toml, if it can be used. Raises WordsError."""
    if set(data) != set(_TABLES):
        raise WordsError(f"style_words.toml must have the tables {', '.join(_TABLES)}")
    known = set(un_words("en"))
    for style, words in data["place"].items():
        if unknown := sorted(set(words) - known):
            raise WordsError(f"style_words.toml: [place.{style}] has {unknown[0]}, which un_style.toml has not")
    for language, table in data["authors"].items():
        if not {"whole", "none"} <= set(table):
            raise WordsError(f"style_words.toml: [authors.{language}] needs whole and none")
    for name, months in data["months"].items():
        if len(months) != _MONTHS:
            raise WordsError(f"style_words.toml: {name} of [months] must have twelve")
    return data


def _body_in(symbol: str) -> str:
    """The series of the body whose document this is: E/CN.15/2024/16 → E/CN.15, A/79/459 → A."""
    fitting = [series for series in symbols.RESOLUTION_SERIES if symbol.startswith(f"{series}/")]
    return max(fitting, key=len, default="")
