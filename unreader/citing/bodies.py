"""The bodies that number their resolutions and decisions: their names, and the numbers they can have given."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from unreader.model import UnreaderError

#: How much a body's sessions may run ahead of the regular count before a number is held to be another body's.
_SLACK = 1


class BodiesError(UnreaderError):
    """bodies.toml cannot be used."""


class Body(Struct, frozen=True):
    """A body with a series of resolutions. `shape` is how it numbers: session, year, year-after, dotted, or
    session-last (1/CP.21, which tells its body itself)."""

    series: str
    names: dict[str, tuple[str, ...]]
    genus: dict[str, str]
    shape: str = "session"
    origin: int = 0
    per_year: float = 1.0
    first: int = 1
    records: tuple[str, ...] = ()
    convention: str = ""

    def can_number(self, number: str, year: int) -> bool:
        """Whether the body can have given this number (78/229) by this year."""
        session = number.partition("/")[0]
        if self.shape == "year":
            return session.isdigit() and 1945 < int(session) <= year + 1
        if self.shape != "session":
            return False
        if not session.isdigit():
            return self.series == "A"
        return self.first <= int(session) <= (year - self.origin) * self.per_year + _SLACK


class Name(Struct, frozen=True):
    """What a name in the text says: one series, or a kind of body of which the last full name counts."""

    text: str
    series: str = ""
    genus: str = ""
    among: tuple[str, ...] = ()


class Bodies(Struct, frozen=True):
    """The table of bodies, with the names of one language."""

    by_series: dict[str, Body]
    names: dict[str, Name]
    longest: int
    full_names: re.Pattern[str]
    ends: tuple[str, ...]

    def ending_at(self, text: str, end: int) -> Name | None:
        """The longest name of a body that ends at `end`."""
        if not text.endswith(self.ends, 0, end):
            return None
        for length in range(min(self.longest, end), 0, -1):
            if name := self.names.get(text[end - length : end]):
                return name
        return None

    def ends_in(self, text: str) -> list[int]:
        """Every place in a text at which the name of a body may end, in order."""
        places = set()
        for tail in self.ends:
            at = text.find(tail)
            while at >= 0:
                places.add(at + len(tail))
                at = text.find(tail, at + 1)
        return sorted(places)

    def of_document(self, symbol: str) -> str:
        """The series whose texts a document prints: CAC/COSP/2021/17 → CAC/COSP, E/2016/30 → E/CN.15, else ""."""
        for body in self.by_series.values():
            for pattern in body.records:
                head, _, tail = pattern.partition("*")
                if symbol.startswith(head) and symbol.endswith(tail) and symbol.count("/") >= pattern.count("/"):
                    return body.series
        return ""

    def can_number(self, series: str, number: str, year: int) -> bool:
        """Whether a body can have given this number by this year; True of a body that the table does not know."""
        body = self.by_series.get(series)
        return body is None or body.can_number(number, year)


def of(language: str) -> Bodies:
    """The bodies, with their names in the grammar's language (zh or en)."""
    return _load("zh" if language.startswith("zh") else "en")


def body_name(series: str, language: str) -> str:
    """The full name of the body with this series (A, E/CN.15, CAC/COSP) in a language; "" if the table has none."""
    body = of(language).by_series.get(series)
    return body.names["zh" if language.startswith("zh") else "en"][0] if body else ""


@lru_cache(maxsize=2)
def _load(language: str) -> Bodies:
    with Path(__file__).with_name("bodies.toml").open("rb") as file:
        return read(tomllib.load(file), language)


def read(data: dict[str, Any], language: str) -> Bodies:
    """Check the table and take one language's names out of it. Raises BodiesError."""
    by_series: dict[str, Body] = {}
    names: dict[str, Name] = {}
    for entry in data["body"]:
        if not entry.get("series") or not entry.get("zh") or not entry.get("en"):
            raise BodiesError(f"bodies.toml: a body needs series, zh and en: {entry}")
        if entry["series"] in by_series:
            raise BodiesError(f"bodies.toml: {entry['series']} stands there twice")
        body = Body(
            entry["series"],
            {code: tuple(entry[code]) for code in ("zh", "en")},
            {code: entry.get(f"genus_{code}", "") for code in ("zh", "en")},
            entry.get("shape", "session"),
            entry.get("origin", 0),
            entry.get("per_year", 1.0),
            entry.get("first", 1),
            tuple(entry.get("records", ())),
            entry.get("convention", ""),
        )
        by_series[body.series] = body
        for text in body.names[language]:
            if text in names:
                raise BodiesError(f"bodies.toml: {text} names two bodies")
            names[text] = Name(text, body.series, body.genus[language])
    full = sorted(names, key=len, reverse=True)
    for entry in data.get("short", ()):
        for text in entry[language]:
            if text in names:
                raise BodiesError(f"bodies.toml: the short name {text} is a full name too")
            names[text] = Name(text, "", entry[f"genus_{language}"], tuple(entry.get("series", ())))
    ends = tuple(sorted({name[-2:] if language == "zh" else name[-6:] for name in names}))
    pattern = re.compile("|".join(map(re.escape, full)))
    return Bodies(by_series, names, max(map(len, names)), pattern, ends)
