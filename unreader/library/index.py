"""The index: parsed documents and their citations, kept in SQLite in the user's cache folder.

A cache and nothing else: it is made from texts/, thrown away when the rules that made it change or the file is
damaged, and done without (in memory) where no cache folder can be written. A document's key is the SHA-256 of its
file's bytes with what the catalogue says of it, so an index never answers for a text that has changed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from unreader.library.catalogue import Catalogue
from unreader.library.paths import pinpoint_of
from unreader.library.stored_form import Seen, pack, unpack
from unreader.model import Citation, Document

_TABLES = {
    "made_by": "fingerprint TEXT NOT NULL",
    "catalogue": "signature TEXT NOT NULL, packed BLOB NOT NULL, seen BLOB",
    "file": "name TEXT PRIMARY KEY, size INTEGER, changed INTEGER, seen INTEGER, said TEXT, key TEXT NOT NULL",
    "document": "key TEXT PRIMARY KEY, packed BLOB NOT NULL, blocks INTEGER NOT NULL, citations INTEGER NOT NULL",
    "citation": "key TEXT, position INTEGER, work TEXT, place TEXT, packed BLOB NOT NULL, PRIMARY KEY (key, position)",
    "printed": "key TEXT, symbol TEXT, path TEXT, PRIMARY KEY (key, symbol)",
    "adopting": "instrument TEXT PRIMARY KEY, resolution TEXT NOT NULL",
}
_HAS = "SELECT 1 FROM document WHERE key = ?"
#: The counts have an index of their own: in the table they stand behind the documents.
_INDEXES = (
    "CREATE INDEX citation_of_work ON citation (work, key, position, place)",
    "CREATE INDEX counts_of_document ON document (key, blocks, citations)",
)
#: Documents that are kept in memory: a program that goes through thousands keeps the last ones.
_DOCUMENTS_KEPT = 64
#: Citations that are read at once by whoever goes through thousands.
_CITATIONS_READ = 200
#: The rooms whose code and tables decide what a text becomes; a change in any of them makes the index anew.
_ROOMS_THAT_DECIDE = (
    "sources",
    "parsing",
    "citing",
    "model.py",
    "symbols.py",
    "library/catalogue.py",
    "library/index.py",
    "library/printed.py",
    "library/stored_form.py",
)


class Made(Struct, frozen=True):
    """What a text became: the document, its citations, and the (symbol, path) of texts that it prints."""

    document: Document
    citations: tuple[Citation, ...]
    printed: tuple[tuple[str, str], ...] = ()


class FileFacts(NamedTuple):
    """A file as it was when its key was computed: size in bytes, times in nanoseconds, what the catalogue said."""

    size: int
    changed: int
    seen: int
    said: str
    key: str


Make = Callable[[], Made]


def work_of(target: str) -> str:
    """The document or treaty that a target belongs to: A/RES/76/181#annex → A/RES/76/181."""
    return target.partition("#")[0]


class Index:
    """Parsed documents and citations by key. Open with a file, or with None to keep it in memory."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._connection = _connect(file)
        self._documents: dict[str, Document] = {}
        self._citations: dict[str, tuple[Citation, ...]] = {}

    def close(self) -> None:
        """Let go of the file, with everything in its one place: what is left beside it is read at every start."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def start_anew(self) -> None:
        """Throw away what is there, because it is damaged."""
        self._connection.close()
        if self._file is not None:
            _remove(self._file)
        self._documents.clear()
        self._citations.clear()
        self._connection = _connect(self._file)

    def catalogue(self, signature: str) -> Catalogue | None:
        """The catalogue as it was when its file had this signature."""
        row = self._connection.execute("SELECT packed FROM catalogue WHERE signature = ?", (signature,)).fetchone()
        return unpack(row[0], Catalogue) if row else None

    def remember_catalogue(self, signature: str, catalogue: Catalogue) -> None:
        """Keep the catalogue in place of the one before."""
        with suppress(sqlite3.OperationalError), self._connection:
            self._connection.execute("DELETE FROM catalogue")
            self._connection.execute("INSERT INTO catalogue VALUES (?, ?, NULL)", (signature, pack(catalogue)))

    def seen(self, signature: str) -> tuple[Seen | None, ...] | None:
        """What was known of the files of the catalogue with this signature, in its order, when all were looked at."""
        row = self._connection.execute("SELECT seen FROM catalogue WHERE signature = ?", (signature,)).fetchone()
        return unpack(row[0], tuple[Seen | None, ...]) if row and row[0] else None

    def remember_seen(self, signature: str, seen: Iterable[Seen | None]) -> None:
        """Keep what is known of all files of the catalogue: one row is read in a tenth of the time of thousands."""
        with suppress(sqlite3.OperationalError), self._connection:
            self._connection.execute(
                "UPDATE catalogue SET seen = ? WHERE signature = ?", (pack(tuple(seen)), signature)
            )

    def files(self) -> dict[str, FileFacts]:
        """The files whose keys are known, by name."""
        rows = self._connection.execute("SELECT name, size, changed, seen, said, key FROM file")
        return {row[0]: FileFacts._make(row[1:]) for row in rows}

    def file(self, name: str) -> FileFacts | None:
        """One of them."""
        query = "SELECT size, changed, seen, said, key FROM file WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return FileFacts._make(row) if row else None

    def remember_file(self, name: str, facts: FileFacts) -> None:
        """Keep the key of a file."""
        row = (name, facts.size, facts.changed, facts.seen, facts.said, facts.key)
        with suppress(sqlite3.OperationalError), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", row)

    def document(self, key: str, make: Make) -> Document:
        """The document with this key; `make` parses it where the index has it not."""
        document = self._documents.pop(key, None)
        if document is None:
            row = self._connection.execute("SELECT packed FROM document WHERE key = ?", (key,)).fetchone()
            document = unpack(row[0], Document) if row else self._add(key, make).document
        self._keep(key, document)
        return document

    def _keep(self, key: str, document: Document) -> None:
        """Keep a document as the one that was asked for last, and let go of those that nobody asked for since."""
        self._documents[key] = document
        while len(self._documents) > _DOCUMENTS_KEPT:
            del self._documents[next(iter(self._documents))]

    def citations(self, key: str, make: Make) -> tuple[Citation, ...]:
        """The citations of the document with this key, in the order of the text."""
        if key not in self._citations and not self._connection.execute(_HAS, (key,)).fetchone():
            self._add(key, make)
        if key not in self._citations:
            rows = self._connection.execute("SELECT packed FROM citation WHERE key = ? ORDER BY position", (key,))
            self._citations[key] = tuple(unpack(row[0], Citation) for row in rows)
        return self._citations[key]

    def ensure(self, key: str, make: Make) -> tuple[int, int]:
        """See that the document with this key is in the index. Returns how many blocks and citations it has."""
        counted = self.counted(key)
        if counted is None:
            made = self._add(key, make)
            counted = len(made.document.blocks), len(made.citations)
        return counted

    def counted(self, key: str) -> tuple[int, int] | None:
        """How many blocks and citations a document has; None where the index has it not."""
        row = self._connection.execute("SELECT blocks, citations FROM document WHERE key = ?", (key,)).fetchone()
        return (row[0], row[1]) if row else None

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many blocks and citations each document has, by key."""
        rows = self._connection.execute("SELECT key, blocks, citations FROM document")
        return {key: (blocks, citations) for key, blocks, citations in rows}

    def printed(self) -> list[tuple[str, str, str]]:
        """(key, symbol, path) of every text that a document prints under a symbol of its own."""
        return self._connection.execute("SELECT key, symbol, path FROM printed ORDER BY rowid").fetchall()

    def adopting(self) -> dict[str, str]:
        """The resolutions that adopted instruments, by the instruments' ids (unreader.citing.instruments)."""
        return dict(self._connection.execute("SELECT instrument, resolution FROM adopting"))

    def citing(self, works: Iterable[str], number: str = "") -> Iterator[tuple[str, list[Citation]]]:
        """The citations of these works, document by document: its key, and they in the order of the text.

        With a `number`, only those whose place has it somewhere: a superset of those of para29, cheaply.
        """
        where, wanted = _citing(works, number)
        # Which they are is asked at once: whoever goes through them takes his time, and the index may grow meanwhile.
        rows = self._connection.execute(
            f"SELECT key, rowid FROM citation {where} ORDER BY key, position",  # noqa: S608
            wanted,
        ).fetchall()
        for at in range(0, len(rows), _CITATIONS_READ):
            some = rows[at : at + _CITATIONS_READ]
            marks = ",".join("?" * len(some))
            packed = dict(
                self._connection.execute(
                    f"SELECT rowid, packed FROM citation WHERE rowid IN ({marks})",  # noqa: S608
                    [row for _key, row in some],
                )
            )
            for key, group in groupby(some, itemgetter(0)):
                yield key, [unpack(packed[row], Citation) for _key, row in group if row in packed]

    def how_many_cite(self, works: Iterable[str], number: str = "") -> int:
        """How many citations `citing` would give. Cheap: none of them is read."""
        where, wanted = _citing(works, number)
        return int(self._connection.execute(f"SELECT COUNT(*) FROM citation {where}", wanted).fetchone()[0])  # noqa: S608

    def forget(self, key: str) -> None:
        """Forget one document."""
        self._documents.pop(key, None)
        self._citations.pop(key, None)
        with suppress(sqlite3.OperationalError), self._connection:
            self._drop(key)

    def _drop(self, key: str) -> None:
        for table in ("document", "citation", "printed", "file"):
            self._connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608
        self._connection.execute("UPDATE catalogue SET seen = NULL")

    def _add(self, key: str, make: Make) -> Made:
        made = make()
        document, citations = made.document, made.citations
        with suppress(sqlite3.OperationalError), self._connection:  # a full or busy disk costs time, not the answer
            for table in ("citation", "printed"):
                self._connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608
            self._connection.execute(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
                (key, pack(document), len(document.blocks), len(citations)),
            )
            self._connection.executemany(
                "INSERT INTO citation VALUES (?, ?, ?, ?, ?)",
                (
                    (key, position, work_of(citation.target), pinpoint_of(citation), pack(citation))
                    for position, citation in enumerate(citations)
                ),
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO printed VALUES (?, ?, ?)", ((key, *printed) for printed in made.printed)
            )
        self._keep(key, document)
        self._citations[key] = citations
        return made


def _citing(works: Iterable[str], number: str) -> tuple[str, tuple[str, ...]]:
    """The condition under which a citation is one of these works, and what is put into it."""
    wanted = sorted(set(works))
    return f"WHERE work IN ({','.join('?' * len(wanted))}) AND place LIKE ?", (*wanted, f"%{number}%")


def _connect(file: Path | None) -> sqlite3.Connection:
    if file is not None:
        for attempt in range(2):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                return _prepared(sqlite3.connect(file, timeout=10))
            except sqlite3.DatabaseError:
                if attempt == 0:  # damaged: make it anew
                    _remove(file)
            except OSError:
                break
    return _prepared(sqlite3.connect(":memory:"))


def _remove(file: Path) -> None:
    for name in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        with suppress(OSError):
            name.unlink(missing_ok=True)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        row = None
        with suppress(sqlite3.OperationalError):
            row = connection.execute("SELECT fingerprint FROM made_by").fetchone()
        if row is None or row[0] != rules_fingerprint():
            with connection:
                for table, columns in _TABLES.items():
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                    connection.execute(f"CREATE TABLE {table} ({columns})")
                for index in _INDEXES:
                    connection.execute(index)
                from unreader.citing.instruments import adopting

                connection.executemany("INSERT INTO adopting VALUES (?, ?)", adopting().items())
                connection.execute("INSERT INTO made_by VALUES (?)", (rules_fingerprint(),))
    except BaseException:
        connection.close()
        raise
    return connection


@cache
def rules_fingerprint(*also: str) -> str:
    """What changes when the code or the tables that parse and find citations change: their names, sizes and times.

    `also` are further rooms or files of the package that decide what the caller keeps.
    """
    package = Path(__file__).parent.parent
    seen = []
    for room in (*_ROOMS_THAT_DECIDE, *also):
        place = str(package / room)
        for path, facts in sorted(_files_in(place)) if "." not in room else [(place, os.stat(place))]:  # noqa: PTH116
            seen.append(f"{path[len(str(package)) :]} {facts.st_size} {facts.st_mtime_ns}\n")
    return "".join(seen)


def _files_in(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """The code and the tables in a folder and the folders in it; every program that starts looks at them all."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files_in(entry.path)
            elif entry.name.endswith((".py", ".toml", ".txt")):
                yield entry.path, entry.stat()
