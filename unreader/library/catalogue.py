"""The catalogue of a library: the facts about each document, and which text became which.

Comes in as `texts/catalogue.toml` (its head says what the tables mean), goes out as frozen facts. Every trouble is a
CatalogueError that names the file, the table and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from unreader.model import Address, DocumentKind, UnreaderError

#: What a stage is on its way to adoption; also what a carried text is of the symbol it carries.
RELATIONS = ("draft", "revised", "recommended", "annexed", "adopted")


class CatalogueError(UnreaderError):
    """The catalogue cannot be read or says something that cannot be."""


class Carried(Struct, frozen=True, array_like=True, gc=False):
    """A text that stands in a document under another symbol: in the container `at`, as what `relation` says."""

    symbol: str
    at: str
    relation: str


class Earlier(Struct, frozen=True, array_like=True, gc=False):
    """A version of a document's text that was replaced: its file in texts/, its hash, and the day it was replaced."""

    file: str
    sha256: str = ""
    until: str = ""


class Entry(Struct, frozen=True, array_like=True):
    """What the catalogue says of one document in one language; `earlier` are its texts of before, the oldest first."""

    file: str
    symbol: str
    symbols: tuple[str, ...]
    language: str
    kind: DocumentKind
    title: str
    date: str | None = None
    body: str = ""
    sha256: str = ""
    carries: tuple[Carried, ...] = ()
    earlier: tuple[Earlier, ...] = ()


class Stage(Struct, frozen=True, array_like=True):
    """One stage of a text: where it stands, what it is, and by which paragraph or publication it is known."""

    text: Address
    relation: str
    source: str = ""
    date: str | None = None


class Catalogue(Struct, frozen=True, array_like=True):
    """All documents of a library, and the stages of the texts that went through several."""

    entries: tuple[Entry, ...]
    stages: tuple[tuple[Stage, ...], ...] = ()


def read_catalogue(path: Path) -> Catalogue:
    """Read and validate a catalogue. Raises CatalogueError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CatalogueError(f"{path} is missing: a library is a folder with texts/catalogue.toml") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} cannot be read: {error}") from None
    return parse_catalogue(text, path)


def parse_catalogue(text: str, path: Path) -> Catalogue:
    """Validate the text of a catalogue; `path` is for messages. Raises CatalogueError."""
    import tomllib  # only for a catalogue that has changed

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path} is not valid TOML: {error}") from None
    return _validated(data, path)


def _validated(data: Mapping[str, Any], path: Path) -> Catalogue:
    entries = []
    seen: dict[tuple[str, str], str] = {}
    for number, table in enumerate(_tables(data, "document", path), 1):
        entry = _entry(table, f"{path}, document {number}")
        key = (entry.symbol, entry.language)
        if key in seen:
            raise CatalogueError(
                f"{path}, document {number}: {entry.symbol} ({entry.language}) is there twice: "
                f"{seen[key]} and {entry.file}; remove one"
            )
        seen[key] = entry.file
        entries.append(entry)
    chains = [
        tuple(_stage(step, f"{path}, stages {number}") for step in _tables(chain, "steps", path))
        for number, chain in enumerate(_tables(data, "stages", path), 1)
    ]
    return Catalogue(tuple(entries), tuple(chains))


def _tables(data: Mapping[str, Any], key: str, path: Path) -> Iterator[Mapping[str, Any]]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CatalogueError(f"{path}: {key} must be a list of tables ([[{key}]])")
    yield from tables


def _text(table: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise CatalogueError(f"{where}: {key} is needed, as a text")
    return value


def _entry(table: Mapping[str, Any], where: str) -> Entry:
    symbol = _text(table, "symbol", where)
    where = f"{where} ({symbol})"
    file = _file(table, where)
    kind = _text(table, "kind", where)
    if kind not in get_args(DocumentKind):
        raise CatalogueError(f"{where}: kind must be one of {', '.join(get_args(DocumentKind))}, not {kind!r}")
    symbols = table.get("symbols", [symbol])
    if not isinstance(symbols, list) or not all(isinstance(one, str) for one in symbols) or symbol not in symbols:
        raise CatalogueError(f"{where}: symbols must be a list of texts with {symbol} among them")
    return Entry(
        file=file,
        symbol=symbol,
        symbols=tuple(symbols),
        language=_text(table, "language", where),
        kind=kind,  # type: ignore[arg-type]
        title=_text(table, "title", where),
        date=str(table["date"]) if table.get("date") else None,
        body=_text(table, "body", where, ""),
        sha256=_text(table, "sha256", where, ""),
        carries=tuple(
            Carried(
                _text(carried, "symbol", where),
                _text(carried, "at", where, ""),
                _relation(carried, f"{where}, carries"),
            )
            for carried in table.get("carries", [])
        ),
        earlier=tuple(
            Earlier(_file(one, where), _text(one, "sha256", where, ""), _text(one, "until", where, ""))
            for one in table.get("earlier", [])
        ),
    )


def _file(table: Mapping[str, Any], where: str) -> str:
    file = _text(table, "file", where)
    if Path(file).is_absolute() or ".." in Path(file).parts:
        raise CatalogueError(f"{where}: file must be a name inside texts/, not {file!r}")
    return file


def _stage(table: Mapping[str, Any], where: str) -> Stage:
    return Stage(
        text=Address.parse(_text(table, "text", where)),
        relation=_relation(table, where),
        source=_text(table, "source", where, ""),
        date=str(table["date"]) if table.get("date") else None,
    )


def _relation(table: Mapping[str, Any], where: str) -> str:
    relation = _text(table, "relation", where)
    if relation not in RELATIONS:
        raise CatalogueError(f"{where}: relation must be one of {', '.join(RELATIONS)}, not {relation!r}")
    return relation
