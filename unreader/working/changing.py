"""A document's facts corrected, and a document taken out of a library; its annotations are never thrown away."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from unreader.annotating import Annotations
from unreader.library import Entry, Library
from unreader.library.catalogue import Catalogue
from unreader.library.catalogue_writing import with_changed, without_entry
from unreader.library.home import CATALOGUE
from unreader.model import Document, UnreaderError
from unreader.working.facts import FactsError, Told, checked_language
from unreader.working.texts import ImportingError, change_catalogue, changing, set_aside


class Removed(Struct, frozen=True):
    """A document that was taken out: where its files are now, and how many annotations are lost from their place."""

    entry: Entry
    files: tuple[Path, ...]
    lost: int


def entry_to_change(library: Library, symbol: str, language: str | None) -> Entry:
    """The one stored entry with this symbol. Raises NotInLibraryError, ImportingError where it must be said which."""
    wanted = checked_language(language) if language else ""
    if library.is_visited(symbol, wanted):
        raise ImportingError(f"{symbol} was only read and is not stored in the library; import it first")
    library.entry(symbol, wanted)
    entries = [one for one in library.catalogue.entries if symbol in one.symbols]
    fits = [one for one in entries if one.language == wanted] if wanted else entries
    if not fits:
        raise ImportingError(f"{symbol} is not in the library in {wanted}; it is there in {_languages(entries)}")
    if len(fits) > 1:
        raise ImportingError(f"{symbol} is there in {_languages(entries)}; say which with --language")
    return fits[0]


def _languages(entries: list[Entry]) -> str:
    return ", ".join(sorted(entry.language for entry in entries))


def remove(
    library: Library, symbol: str, language: str | None = None, *, annotations: Annotations | None = None
) -> Removed:
    """Take a document out of the library. Its files go to texts/removed/, its annotations stay and are *lost*.

    Raises NotInLibraryError, ImportingError, StoreError.
    """
    entry = entry_to_change(library, symbol, language)
    try:
        document = library.document(entry.symbol, entry.language)
    except UnreaderError:
        document = Document(entry.symbol, entry.language, entry.kind, entry.title, ())
    files: list[Path] = []
    with changing(library.root):
        path = library.root / CATALOGUE
        change_catalogue(library.root, lambda text, _: without_entry(text, entry, path))
        for name in (*(one.file for one in entry.earlier), entry.file):
            moved = set_aside(library.root, name)
            files += [moved] if moved else []
    library.reload()
    lost = 0
    if annotations is not None and annotations.of_document(entry.symbol):
        found = annotations.carry_over(replace(document, symbol=entry.symbol, blocks=()), document)
        lost = sum(one.state == "lost" for one in found.values())
    return Removed(entry, tuple(files), lost)


def correct(
    library: Library,
    symbol: str,
    told: Told,
    language: str | None = None,
    *,
    annotations: Annotations | None = None,
) -> Entry:
    """Give a document other facts; annotations follow a corrected symbol or language. The entry as it is then.

    `told.symbol` renames it, `told.symbols` are all its symbols. Raises FactsError, NotInLibraryError, ImportingError.
    """
    told = told.checked()
    old = entry_to_change(library, symbol, language)
    new = _corrected(old, told)
    if new == old:
        return old

    def change(text: str, present: Catalogue) -> str:
        clash = next(
            (one for one in present.entries if one != old and (one.symbol, one.language) == (new.symbol, new.language)),
            None,
        )
        if clash is not None:
            raise ImportingError(f"{new.symbol} ({new.language}) is in the library already, as {clash.file}")
        return with_changed(text, old, new, library.root / CATALOGUE)

    with changing(library.root):
        change_catalogue(library.root, change)
    library.reload()
    library.counts(new.symbol, new.language)
    if annotations is not None and (old.symbol, old.language) != (new.symbol, new.language):
        annotations.readdress(old.symbol, old.language, new.symbol, new.language)
    return new


def _corrected(old: Entry, told: Told) -> Entry:
    symbol = told.symbol or (told.symbols[0] if told.symbols and old.symbol not in told.symbols else old.symbol)
    renamed = [symbol if one == old.symbol else one for one in old.symbols]
    every = told.symbols if told.symbols is not None else renamed
    if told.symbols == ():
        raise FactsError("a document needs a symbol; name them all")
    return replace(
        old,
        symbol=symbol,
        symbols=tuple(dict.fromkeys([symbol, *every])),
        title=old.title if told.title is None else told.title,
        date=old.date if told.date is None else told.date or None,
        language=told.language or old.language,
        kind=told.kind or old.kind,
    )
