"""The registry of instruments: treaties, declarations and rules that UN texts call by name.

A name is looked up as printed, without blanks and with one kind of inner quotation mark; where that is not known, a
long title with at most two characters wrong is taken for the one it is (an extraction's slip or a printer's variant).
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from unreader import symbols
from unreader.citing.bodies import body_name
from unreader.model import UnreaderError

__all__ = ["Instrument", "InstrumentsError", "Registry", "body_name", "folded", "instrument", "read", "registry"]

#: Titles shorter than this must be printed exactly.
_SHORTEST_FUZZY = 10
_MOST_SLIPS = 2
#: Signs in which two titles may differ and be two instruments: years and ordinals.
_TELLING = re.compile(r"[\d一二三四五六七八九十]")
#: Between the titles of instruments that have one id.
_BETWEEN = {"zh": "；", "en": "; "}
_FOLD = str.maketrans(
    {
        "〈": "<",
        "〉": ">",
        "《": "<",
        "》": ">",
        "＜": "<",
        "＞": ">",
        "，": ",",
        "：": ":",
        "；": ";",
        "’": "'",
        "（": "(",
        "）": ")",
    }
)


class InstrumentsError(UnreaderError):
    """instruments.toml cannot be used."""


class Instrument(Struct, frozen=True):
    """An instrument: the id that citations of it have as target, and its names by language (zh, en).

    `papers` are the beginnings of the symbols of its bodies' own documents: there it is simply the Convention.
    """

    id: str
    titles: dict[str, str]
    short: dict[str, tuple[str, ...]] = field(default_factory=dict)
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adopted: str = ""
    date: str = ""
    also: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """The official title in a language (zh or en); the English one for every other."""
        return self.titles.get("zh" if language.startswith("zh") else "en", "")

    def names(self, language: str) -> tuple[str, ...]:
        """Everything that a text may call it in a language, the official title first."""
        title = self.titles.get(language)
        return (*((title,) if title else ()), *self.short.get(language, ()), *self.variants.get(language, ()))


class Registry(Struct, frozen=True):
    """All instruments, found by id and by name."""

    instruments: tuple[Instrument, ...]
    by_id: dict[str, Instrument]
    by_name: dict[str, dict[str, Instrument]]
    plain: dict[str, dict[str, str]]

    def named(self, printed: str, language: str) -> Instrument | None:
        """The instrument that a title or short name means in a language, or None; none in a language without names."""
        names = self.by_name.get(language, {})
        key = folded(printed)
        return names.get(key) or (_close(key, language) if len(key) >= _SHORTEST_FUZZY else None)


def instrument(target: str) -> Instrument | None:
    """The instrument with this id (UNTS/2349/42146, A/RES/76/181#annex), for showing its title; None if unknown."""
    return registry().by_id.get(target)


def adopting() -> dict[str, str]:
    """The resolutions, or their annexes, that adopted instruments which have an id of their own, by that id."""
    known = registry().by_id.items()
    return {key: one.adopted for key, one in known if key == one.id and one.adopted not in ("", key)}


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name as it is compared: without blanks, one kind of inner quotation marks, Latin letters in lower case."""
    return re.sub(r"\s", "", name).translate(_FOLD).lower()


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry that comes with the program."""
    data, titles = (
        tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("instruments", "titles")
    )
    return read(data, titles)


def read(data: dict[str, Any], titles: dict[str, dict[str, list[str]]] | None = None) -> Registry:
    """Check the registry's table; `titles` are those in more languages. Raises InstrumentsError, naming the entry."""
    instruments = tuple(_entry(entry) for entry in data["instrument"])
    by_id: dict[str, Instrument] = {}
    by_name: dict[str, dict[str, Instrument]] = {"zh": {}, "en": {}}
    for item in instruments:
        held = by_id.get(item.id)
        by_id[item.id] = _together(held, item) if held else item
        for key in item.also:
            by_id.setdefault(key, item)
        for language, names in by_name.items():
            for name in item.names(language):
                key = folded(name)
                if names.setdefault(key, item) is not item:
                    raise InstrumentsError(
                        f"instruments.toml: {name} names both {names[key].id} and {item.id}; keep one"
                    )
    for language, entries in (titles or {}).items():
        if unknown := set(entries) - set(by_id):
            raise InstrumentsError(f"titles.toml: {language} has {sorted(unknown)}, which instruments.toml has not")
        by_name[language] = {folded(title): by_id[key] for key, given in entries.items() for title in given}
    plain = {
        language: {name: entry["id"] for entry in data.get("plain", ()) for name in entry.get(language, ())}
        for language in ("zh", "en")
    }
    return Registry(instruments, by_id, by_name, plain)


def _together(one: Instrument, other: Instrument) -> Instrument:
    """Two instruments that are cited by one id (both Covenants are the annex of one resolution), for showing it."""
    return replace(
        one,
        titles={
            language: f"{one.titles[language]}{_BETWEEN[language]}{other.titles[language]}" for language in _BETWEEN
        },
        also=(*one.also, *other.also),
    )


def _entry(entry: dict[str, Any]) -> Instrument:
    unknown = (
        set(entry)
        - {"id", "zh", "en", "adopted", "date", "also", "volumes", "papers"}
        - {f"{kind}_{language}" for kind in ("short", "variants") for language in ("zh", "en")}
    )
    identity = entry.get("id", "")
    if unknown or not identity or not entry.get("zh") or not entry.get("en"):
        raise InstrumentsError(
            f"instruments.toml: {identity or entry} needs id, zh and en, and knows no {sorted(unknown)}"
        )
    for target in (identity, entry.get("adopted", identity), *entry.get("also", ())):
        if symbols.canonical(target.partition("#")[0]) != target.partition("#")[0]:
            raise InstrumentsError(f"instruments.toml: {target} (of {identity}) is no canonical symbol")
    if entry.get("date") and not re.fullmatch(r"(?:19|20)\d\d-[01]\d-[0-3]\d", entry["date"]):
        raise InstrumentsError(f"instruments.toml: {identity} has the date {entry['date']!r}; write YYYY-MM-DD")
    return Instrument(
        identity,
        {language: entry[language] for language in ("zh", "en")},
        {language: tuple(entry.get(f"short_{language}", ())) for language in ("zh", "en")},
        {language: tuple(entry.get(f"variants_{language}", ())) for language in ("zh", "en")},
        entry.get("adopted", ""),
        entry.get("date", ""),
        tuple(entry.get("also", ())),
        tuple(entry.get("volumes", ())),
        tuple(entry.get("papers", ())),
    )


@lru_cache(maxsize=4096)
def _close(key: str, language: str) -> Instrument | None:
    """The one instrument with a title at most two signs away, none of them a figure; None if none or several."""
    best: dict[str, Instrument] = {}
    for name, item in registry().by_name.get(language, {}).items():
        alike = abs(len(name) - len(key)) <= _MOST_SLIPS and len(name) >= _SHORTEST_FUZZY
        if alike and _TELLING.findall(name) == _TELLING.findall(key) and _slips(key, name) <= _MOST_SLIPS:
            best[item.titles["en"]] = item
    return next(iter(best.values())) if len(best) == 1 else None


def _slips(a: str, b: str) -> int:
    """The edit distance of two strings; anything above _MOST_SLIPS is told as that plus one."""
    row = list(range(len(b) + 1))
    for i, sign in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (sign != other))
        if min(row) > _MOST_SLIPS:
            return _MOST_SLIPS + 1
    return row[-1]
