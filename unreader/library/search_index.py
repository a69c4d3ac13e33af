"""The search index: the folded text of every document and its pairs of neighbouring characters, in SQLite.

A cache and nothing else: made from texts/, thrown away at will, done without where it cannot be written. Pairs
(bigrams) find two-character words as quickly as longer ones, which words or triples of characters would not. SQLite's
full-text index (FTS5) has for each pair the documents that have it, nothing more; a document that has all pairs of the
words is looked at itself.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from unreader.library.cache_file import open_cache, remove_cache
from unreader.library.folding import fold
from unreader.library.index import rules_fingerprint
from unreader.model import Block

_FORM = "4"
#: What decides how a text is folded and kept.
_DECIDE = ("library/folding.py", "library/traditional.txt", "library/search_index.py")
#: Pairs of one query that are looked up; the text itself says whether the rest stands there too.
_MOST_PAIRS = 12
#: Parts the paragraphs of a document; no query has it.
SEPARATOR = b"\n"

_TABLES = {
    "document": "CREATE TABLE document (number INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL,"
    " folded BLOB NOT NULL, texts BLOB NOT NULL)",
    "pairs": "CREATE VIRTUAL TABLE pairs USING fts5 (text, content='', detail=none, columnsize=0, tokenize='ascii')",
}
#: Whole documents are read: large pages make that fewer steps.
_SETTINGS = ("page_size = 16384",)
#: The tokenizer parts words at ASCII marks; as characters of the private use area they are parts of pairs.
_KEPT = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}


class Paragraphs(Struct, frozen=True):
    """The paragraphs of a document, in its order: the path, the kind and the text of each."""

    paths: Sequence[str]
    kinds: Sequence[str]
    texts: Sequence[str]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Paragraphs:
        """Those of a parsed document."""
        return cls([one.path for one in blocks], [one.kind for one in blocks], [one.text for one in blocks])


class SearchIndex:
    """The folded texts of a library's documents by their files. `None` keeps it in memory.

    It may be used from any thread, by one at a time.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return open_cache(self._file, _TABLES, made_by=f"{_FORM} {rules_fingerprint(*_DECIDE)}", settings=_SETTINGS)

    def close(self) -> None:
        """Let go of the file."""
        if "_connection" in self.__dict__:
            self._connection.close()

    def discard(self) -> None:
        """Throw the index away; it is made anew when it is next asked."""
        with suppress(sqlite3.DatabaseError):
            self.close()
        self.__dict__.pop("_connection", None)
        if self._file is not None:
            remove_cache(self._file)

    def stamps(self) -> dict[str, str]:
        """The stamp of each document that is in the index, by file."""
        return dict(self._connection.execute("SELECT file, stamp FROM document"))

    def numbers(self) -> dict[str, int]:
        """The number of each document in the index, by file."""
        return dict(self._connection.execute("SELECT file, number FROM document"))

    def add(self, file: str, stamp: str, paragraphs: Paragraphs) -> int:
        """Put a document into the index in place of what it had of this file; the number that it has now.

        `stamp` tells this state of the file from others.
        """
        folded = SEPARATOR.join(as_bytes(fold(text)) for text in paragraphs.texts)
        said = msgspec.json.encode([paragraphs.paths, paragraphs.kinds, paragraphs.texts])
        with self._connection:
            self._take_out(file)
            number = self._connection.execute(
                "INSERT INTO document (file, stamp, folded, texts) VALUES (?, ?, ?, ?)",
                (file, stamp, folded, zlib.compress(said, 1)),
            ).lastrowid
            self._connection.execute("INSERT INTO pairs (rowid, text) VALUES (?, ?)", (number, _pairs_of(folded)))
        return number or 0

    def remove(self, files: Iterable[str]) -> None:
        """Take documents out."""
        with self._connection:
            for file in files:
                self._take_out(file)

    def _take_out(self, file: str) -> None:
        row = self._connection.execute("SELECT number, folded FROM document WHERE file = ?", (file,)).fetchone()
        if row is not None:
            number, folded = row
            # An index without the text must be told what to forget.
            self._connection.execute(
                "INSERT INTO pairs (pairs, rowid, text) VALUES ('delete', ?, ?)", (number, _pairs_of(folded))
            )
            self._connection.execute("DELETE FROM document WHERE number = ?", (number,))

    def may_have(self, needles: Sequence[str]) -> set[int] | None:
        """The numbers of the documents that have all pairs of these folded words; None where that says nothing."""
        pairs = list(dict.fromkeys(pair for needle in needles for pair in _pairs(needle)))
        if not pairs:
            return None
        step = -(-len(pairs) // _MOST_PAIRS)
        wanted = " ".join(f'"{pair}"' for pair in pairs[::step])
        return {
            number for (number,) in self._connection.execute("SELECT rowid FROM pairs WHERE pairs MATCH ?", (wanted,))
        }

    def folded(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """The folded paragraphs of documents as UTF-8, parted by SEPARATOR; those that have gone are left out."""
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT number, folded FROM document WHERE number IN ({marks})",  # noqa: S608
            numbers,
        )
        return dict(rows.fetchall())

    def paragraphs(self, number: int) -> Paragraphs | None:
        """The paragraphs of a document; None where the index has it not any more."""
        row = self._connection.execute("SELECT texts FROM document WHERE number = ?", (number,)).fetchone()
        return Paragraphs(*msgspec.json.decode(zlib.decompress(row[0]))) if row else None


def as_bytes(folded: str) -> bytes:
    """A folded text as the index keeps it: in UTF-8 it is compared as it is read, without being made a string."""
    return folded.encode(errors="surrogatepass")


def _pairs(folded: str) -> set[str]:
    kept = folded.translate(_KEPT)
    return {kept[at : at + 2] for at in range(len(kept) - 1)}


def _pairs_of(folded: bytes) -> str:
    """What the full-text index is given: every pair once. Those over the edge of a paragraph do no harm."""
    return " ".join(sorted(_pairs(folded.decode(errors="surrogatepass"))))
