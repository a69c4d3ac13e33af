"""Where else: for a paragraph, the paragraphs of the library that say nearly the same.

    similar = Similar(library)                 # similar.update(progress) indexes what is new or changed
    similar.to(Address("A/RES/78/229", "op12"))

An index of sketches (see unreader.comparing.sketches) in SQLite in the user's cache folder: a cache, made from texts/
and thrown away at will. A library (datasketch, say) would bring numpy and keep all in memory; this one is one file.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from unreader.comparing.folding import features, likeness
from unreader.comparing.sketches import sketch
from unreader.library import Entry, Library
from unreader.library.cache_file import is_damage, open_cache, remove_cache
from unreader.library.home import index_file
from unreader.library.index import rules_fingerprint
from unreader.model import Address, Block, UnreaderError

#: Kinds of blocks that say something of their own.
KINDS = frozenset({"preambular", "operative", "paragraph", "item"})
#: From this likeness on (0 to 1) a paragraph says nearly the same.
NEARLY = 0.5
#: A number that this many paragraphs have tells little; no more of them are looked at.
_MOST_OF_ONE_NUMBER = 3000
#: Candidates whose text is looked at, the most promising first.
_LOOKED_AT = 48
#: A paragraph's place is its document's number and its own in one integer.
_PLACES_OF_A_DOCUMENT = 1 << 20
_FORM = "1"

_TABLES = {
    "document": "CREATE TABLE document (number INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL UNIQUE,"
    " stamp TEXT NOT NULL, symbol TEXT NOT NULL, language TEXT NOT NULL, texts BLOB NOT NULL)",
    "sketch": "CREATE TABLE sketch (number INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (number, place))"
    " WITHOUT ROWID",
}
_SETTINGS = ("cache_size = -65536",)
_DAMAGE = (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError)


class Alike(Struct, frozen=True):
    """A paragraph that says nearly the same as `of`: where, its text, and how like (0 to 1)."""

    of: Address
    address: Address
    text: str
    likeness: float


class Similar:
    """The paragraphs of a library by what they say. `cache=False` keeps the index in memory; `file` names another.

    It may be used from any thread, by one at a time.
    """

    def __init__(self, library: Library, *, cache: bool = True, file: Path | None = None) -> None:
        self._library = library
        beside = index_file(library.root)
        self._file = file or (beside.with_name(beside.name.replace("index-", "similar-")) if cache else None)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return open_cache(self._file, _TABLES, made_by=f"{_FORM} {rules_fingerprint()}", settings=_SETTINGS)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _start_anew(self, error: Exception) -> None:
        """Make the index anew if this error says that it is damaged; else the error stands."""
        if not is_damage(error):
            raise error
        self._connection.close()
        del self._connection
        if self._file is not None:
            remove_cache(self._file)
        self._update(None)

    def waiting(self) -> tuple[Entry, ...]:
        """The documents of the library that are not in the index as they are now; visited ones never are."""
        try:
            known = dict(self._connection.execute("SELECT file, stamp FROM document"))
        except _DAMAGE as error:
            self._start_anew(error)
            known = dict(self._connection.execute("SELECT file, stamp FROM document"))
        return tuple(entry for entry, stamp in self._stamped() if known.get(entry.file) != stamp)

    def update(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Index what is new or changed, and forget what has gone; how many documents were indexed.

        `progress` is called with how many are done and how many there are. A document that cannot be read is left
        out; it is tried again the next time.
        """
        try:
            return self._update(progress)
        except _DAMAGE as error:
            self._start_anew(error)
            return len(self._stamped())

    def _update(self, progress: Callable[[int, int], None] | None) -> int:
        stamped = self._stamped()
        kept = {entry.file for entry, _ in stamped}
        gone = [row[0] for row in self._connection.execute("SELECT file FROM document") if row[0] not in kept]
        with self._connection:
            self._connection.executemany("DELETE FROM document WHERE file = ?", [(file,) for file in gone])
        waiting = self.waiting()
        stamps = {entry.file: stamp for entry, stamp in stamped}
        for done, entry in enumerate(waiting, 1):
            with suppress(UnreaderError):
                blocks = self._library.document(entry.symbol, entry.language).blocks
                self.add(entry, stamps[entry.file], blocks)
            if progress is not None:
                progress(done, len(waiting))
        return len(waiting)

    def add(self, entry: Entry, stamp: str, blocks: Sequence[Block]) -> None:
        """Put one document into the index; `stamp` tells this state of its file from others."""
        said = [(block.path, block.text) for block in blocks if block.kind in KINDS][: _PLACES_OF_A_DOCUMENT - 1]
        texts = zlib.compress(msgspec.json.encode(said), 1)
        # Rows of an older state stay behind under a number that no document has any more; they are never looked at.
        with self._connection:
            self._connection.execute("DELETE FROM document WHERE file = ?", (entry.file,))
            number = self._connection.execute(
                "INSERT INTO document (file, stamp, symbol, language, texts) VALUES (?, ?, ?, ?, ?)",
                (entry.file, stamp, entry.symbol, entry.language, texts),
            ).lastrowid
            first = (number or 0) * _PLACES_OF_A_DOCUMENT
            self._connection.executemany(
                "INSERT OR IGNORE INTO sketch VALUES (?, ?)",
                sorted((hashed, first + at) for at, (_, text) in enumerate(said) for hashed in sketch(text)),
            )

    def to(self, address: Address, *, limit: int = 20, least: float = NEARLY) -> tuple[Alike, ...]:
        """What says nearly the same as a paragraph, or as each paragraph of a longer place, the likest first.

        Empty for a place without paragraphs of its own. Raises NotInLibraryError.
        """
        entry = self._library.entry(address.symbol, address.language)
        blocks = [block for block in self._library.blocks_at(address) if block.kind in KINDS]
        found: list[Alike] = []
        for block in blocks:
            here = Address(entry.symbol, block.path, entry.language)
            found += self.like(block.text, limit=limit, least=least, of=here)
        return tuple(found)

    def like(
        self, text: str, *, limit: int = 20, least: float = NEARLY, of: Address | None = None
    ) -> tuple[Alike, ...]:
        """What says nearly the same as a text, the likest first; the place `of`, its own, is left out."""
        try:
            return self._like(text, limit, least, of)
        except _DAMAGE as error:
            self._start_anew(error)
            return self._like(text, limit, least, of)

    def _like(self, text: str, limit: int, least: float, of: Address | None) -> tuple[Alike, ...]:
        here = of or Address("")
        votes: Counter[int] = Counter()
        for number in sketch(text):
            rows = self._connection.execute(
                "SELECT place FROM sketch WHERE number = ? ORDER BY place DESC LIMIT ?", (number, _MOST_OF_ONE_NUMBER)
            )
            votes.update(place for (place,) in rows)
        wanted = features(text)
        found = []
        for address, other in self._texts([place for place, _ in votes.most_common(_LOOKED_AT)]):
            like = 1.0 if other == text else likeness(wanted, features(other))
            if like >= least and address != here:
                found.append(Alike(here, address, other, like))
        return tuple(sorted(found, key=lambda one: -one.likeness)[:limit])

    def _texts(self, places: Sequence[int]) -> Iterator[tuple[Address, str]]:
        """The address and the text of each place whose document is still in the index."""
        by_document: dict[int, list[int]] = {}
        for place in places:
            by_document.setdefault(place // _PLACES_OF_A_DOCUMENT, []).append(place % _PLACES_OF_A_DOCUMENT)
        for number, positions in by_document.items():
            row = self._connection.execute(
                "SELECT symbol, language, texts FROM document WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                continue
            said = msgspec.json.decode(zlib.decompress(row[2]))
            for position in positions:
                path, text = said[position]
                yield Address(row[0], path, row[1]), text

    def _stamped(self) -> list[tuple[Entry, str]]:
        """The stored documents, each with what tells that its file has changed."""
        found = []
        for entry in self._library.entries():
            if self._library.is_visited(entry.symbol, entry.language):
                continue
            with suppress(OSError):
                facts = (self._library.root / "texts" / entry.file).stat()
                found.append((entry, f"{facts.st_size} {facts.st_mtime_ns} {entry.symbol} {entry.language}"))
        return found
