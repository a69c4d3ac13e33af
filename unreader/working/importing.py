"""One file into a library: what it is (`examine`), and in with it (`store`).

The original is kept as it came. The same bytes change nothing. A changed text of the same symbol and language becomes
the present version, the one before stays as an earlier version, and annotations follow by the rules of their anchors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from unreader.annotating import Annotations
from unreader.annotating.anchors import AnchorState, text_hash
from unreader.library import Entry, Library
from unreader.library.catalogue import Catalogue, Earlier
from unreader.library.catalogue_writing import with_changed, with_entry
from unreader.library.holdings import rules_language
from unreader.library.home import CATALOGUE
from unreader.model import Block, Document, UnreaderError
from unreader.sources import SourceText, bytes_of, printable, read_bytes
from unreader.working.facts import Facts, Told, find_facts, find_language, with_facts
from unreader.working.texts import ImportingError, change_catalogue, changing, free_name, put_original

__all__ = ["Candidate", "Changes", "Imported", "ImportingError", "Standing", "changes_between", "examine", "store"]

#: How a file stands to the library: not in it, in it with the same bytes, in it with another text.
Standing = Literal["new", "same", "changed"]


class Changes(Struct, frozen=True):
    """What a changed text changed, in paragraphs by path: how many stayed, have other words, came, went."""

    same: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that was read and understood, before anything is stored. `held` is the entry that it is or changes."""

    data: bytes = field(repr=False)
    source: SourceText = field(repr=False)
    document: Document = field(repr=False)
    facts: Facts
    told: Told
    standing: Standing = "new"
    held: Entry | None = None


class Imported(Struct, frozen=True):
    """What was stored. `changes` are told of a changed text; `anchors` say how many annotations stand how."""

    entry: Entry
    standing: Standing
    changes: Changes | None = None
    anchors: Mapping[AnchorState, int] = field(default_factory=dict)


def examine(library: Library, file: Path, told: Told | None = None) -> Candidate:
    """Read a file and find its facts. Raises SourceError, FactsError, NoSymbolError; each names the file."""
    told = (told or Told()).checked()
    data = bytes_of(file)
    source = read_bytes(data, file.name)
    try:
        return _examined(library, file.name, data, source, told)
    except UnreaderError as error:
        raise type(error)(f"{printable(file.name)}: {error}") from None


def _examined(library: Library, name: str, data: bytes, source: SourceText, told: Told) -> Candidate:
    # The rules are loaded when a file is read, not when the commands are.
    from unreader.parsing import parse

    rules = rules_language(told.language) if told.language else None
    document = parse(source, symbol=told.symbol, language=rules)
    language = find_language(document, told, name, _page_language(data, source))
    same = next((entry for entry in library.catalogue.entries if entry.sha256 == source.source.sha256), None)
    if same is not None and told.symbol in (None, *same.symbols) and told.language in (None, same.language):
        facts = Facts(same.symbol, same.symbols, same.title, same.date, same.language, same.kind)
        return Candidate(data, source, with_facts(document, facts), facts, told, "same", same)
    facts = find_facts(document, told, language, _first_heading(source))
    held = _held(library.catalogue, facts)
    if held is not None:
        facts = _kept(held, facts, told)
    standing: Standing = "new" if held is None else "same" if held.sha256 == source.source.sha256 else "changed"
    return Candidate(data, source, with_facts(document, facts), facts, told, standing, held)


def _page_language(data: bytes, source: SourceText) -> str:
    if source.source.format != "html":
        return ""
    from unreader.sources.html import language_of

    return language_of(data)


def _first_heading(source: SourceText) -> str:
    """The first heading of the first level of a web page or a Markdown file, which is what it calls itself."""
    if source.source.format not in ("html", "markdown"):
        return ""
    marked = re.search(r"^# +(\S.{2,300})$", source.text[:20_000], re.MULTILINE)
    return marked[1].strip() if marked else ""


def _held(catalogue: Catalogue, facts: Facts) -> Entry | None:
    """The entry of the same document in the same language."""
    return next(
        (one for one in catalogue.entries if facts.symbol in one.symbols and one.language == facts.language), None
    )


def _kept(held: Entry, facts: Facts, told: Told) -> Facts:
    """What the catalogue says of a document stays when its text changes, but for what a person tells."""
    return replace(
        facts,
        symbol=held.symbol,
        symbols=tuple(dict.fromkeys([*held.symbols, *(told.symbols or ())])),
        title=facts.title if told.title is not None else held.title,
        date=facts.date if told.date is not None else held.date or facts.date,
        kind=facts.kind if told.kind is not None else held.kind,
    )


def store(library: Library, candidate: Candidate, annotations: Annotations | None = None) -> Imported:
    """Put a candidate into the library; nothing happens if it is there already. Raises ImportingError, StoreError.

    Broken off at any moment, the library is as it was before or has the document whole.
    """
    if candidate.standing == "same" and candidate.held is not None:
        return Imported(candidate.held, "same", anchors=_settled(library, candidate.held, annotations))
    old = _old_document(library, candidate.held)
    with changing(library.root):
        entry = _put(library.root, candidate)
    library.reload()
    new = library.document(entry.symbol, entry.language)
    library.counts(entry.symbol, entry.language)
    anchors: Mapping[AnchorState, int] = {}
    if annotations is not None and annotations.of_document(entry.symbol):
        found = annotations.carry_over(new, old)
        anchors = Counter(one.state for one in found.values())
    changes = None if candidate.standing == "new" else changes_between(old.blocks if old else (), new.blocks)
    return Imported(entry, candidate.standing, changes, anchors)


def _settled(library: Library, entry: Entry, annotations: Annotations | None) -> Mapping[AnchorState, int]:
    """Carry annotations on that an import which was broken off has left behind; nothing where there are none."""
    mine = annotations.of_document(entry.symbol) if annotations is not None else ()
    behind = [
        one.anchor.version
        for one in mine
        if one.anchor.state == "kept" and one.address.language in ("", entry.language)
        and any(one.anchor.version == before.sha256 for before in entry.earlier)
    ]  # fmt: skip
    if annotations is None or not behind:
        return {}
    file = next(before.file for before in entry.earlier if before.sha256 == behind[0])
    old = read_version(library, entry, file)
    found = annotations.carry_over(library.document(entry.symbol, entry.language), old)
    return Counter(one.state for one in found.values())


def read_version(library: Library, entry: Entry, file: str) -> Document | None:
    """An earlier version of a document, parsed; None where its file cannot be read."""
    from unreader.parsing import parse
    from unreader.sources import read_file

    try:
        source = read_file(library.root / "texts" / file)
    except UnreaderError:
        return None
    return replace(parse(source, symbol=entry.symbol, language=rules_language(entry.language)), language=entry.language)


def _put(root: Path, candidate: Candidate) -> Entry:
    """Write the original, then switch the catalogue to it."""
    facts, held = candidate.facts, candidate.held
    name = free_name(root, facts.symbol, facts.language, candidate.source.source.format)
    entry = Entry(
        file=name,
        symbol=facts.symbol,
        symbols=facts.symbols,
        language=facts.language,
        kind=facts.kind,
        title=facts.title,
        date=facts.date,
        sha256=candidate.source.source.sha256,
    )
    if held is not None:
        before = Earlier(held.file, held.sha256, date.today().isoformat())  # noqa: DTZ011
        entry = replace(entry, body=held.body, carries=held.carries, earlier=(*held.earlier, before))
    path = root / CATALOGUE

    def change(text: str, present: Catalogue) -> str:
        now = _held(present, facts)
        if now != held:
            raise ImportingError(f"{facts.symbol} was changed in the library by another program; try again")
        return with_entry(text, entry, path) if held is None else with_changed(text, held, entry, path)

    with put_original(root, name, candidate.data):
        change_catalogue(root, change)
    return entry


def _old_document(library: Library, held: Entry | None) -> Document | None:
    if held is None:
        return None
    try:
        return library.document(held.symbol, held.language)
    except UnreaderError:
        return None  # its file is gone: the annotations' own anchors have to do


def changes_between(old: Iterable[Block], new: Iterable[Block]) -> Changes:
    """The paragraphs of two versions compared by path; blanks and widths are no change."""
    before = {block.path: text_hash(block.text) for block in old}
    after = {block.path: text_hash(block.text) for block in new}
    both = before.keys() & after.keys()
    same = sum(before[path] == after[path] for path in both)
    return Changes(same, len(both) - same, len(after) - len(both), len(before) - len(both))
