"""Full text: where a query stands in a whole library, document by document, the best first.

    full_text = FullText(library)         # full_text.update() sees that everything is indexed
    for found in full_text.search(read_query("網絡犯罪")): found.entry, found.hits, found.count

A few documents are searched as they are. For more there is an index (see unreader.library.search_index); documents
that it has not yet are searched as they are too, so that an answer is whole at any time, only slower.

Best first: documents whose title or symbol has the words, then the latest; in a document the order of the text.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from unreader.library.catalogue import Entry
from unreader.library.folding import fold
from unreader.library.home import index_file
from unreader.library.library import Library
from unreader.library.queries import Query, Spans, Words
from unreader.library.search_index import SEPARATOR, Paragraphs, SearchIndex, as_bytes
from unreader.library.searching import Hit
from unreader.model import Address, UnreaderError

Result = TypeVar("Result")

#: Up to this many documents are searched without an index.
SCANNED = 24
#: Documents whose texts are read at once.
_FEW, _MANY = 4, 128
#: Hits that are given with their text; of further ones the number is told.
MOST_HITS = 2000


class Scope(Struct, frozen=True):
    """Where a search looks: in these documents (by file), in these kinds of paragraphs, where `meant` agrees.

    None is everywhere. `meant` is asked of a hit with the language of its document in its address.
    """

    files: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    meant: Callable[[Hit], bool] | None = None


EVERYWHERE = Scope()


class Found(Struct, frozen=True):
    """What was found in one document: how many hits, and those that are given, in the order of the text."""

    entry: Entry
    hits: tuple[Hit, ...]
    count: int


class _Looking(Struct, frozen=True):
    """A query in its scope, and the needles as the folded texts have them."""

    query: Query
    scope: Scope
    needles: tuple[bytes, ...]

    @property
    def counts_by_needle(self) -> bool:
        """Whether a text has as many hits as its folded form has needles."""
        return isinstance(self.query, Words) and self.scope.meant is None

    def may_stand_in(self, folded: bytes) -> bool:
        """Whether there can be a hit in a folded text."""
        for needle in self.needles:  # noqa: SIM110 - asked of every paragraph
            if needle not in folded:
                return False
        return True

    def spans(self, here: Address, kind: str, text: str) -> Spans:
        """The hits in a paragraph, if it is meant."""
        spans = self.query.spans(text)
        if spans and self.scope.meant is not None:
            start, end = spans[0]
            return spans if self.scope.meant(Hit(here, text, start, end, kind)) else []
        return spans


class FullText:
    """The text of a library. `cache=False` keeps the index in memory; `file` names another.

    Up to `scanned` documents are searched without it. It may be used from any thread that may use its library, by one
    at a time.
    """

    def __init__(
        self, library: Library, *, cache: bool = True, file: Path | None = None, scanned: int = SCANNED
    ) -> None:
        self._library = library
        self._most_scanned = scanned
        beside = index_file(library.root)
        self._file = file or (beside.with_name(beside.name.replace("index-", "search-")) if cache else None)
        self._index = SearchIndex(self._file)
        self._tried: set[tuple[str, str]] = set()
        self._scanned: dict[str, tuple[str, Paragraphs, Sequence[bytes]]] = {}

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def refresh(self) -> None:
        """The library or its files may have changed: look again, before the next search."""
        for name in ("_stamps", "_numbers", "_ranked", "_versions"):
            self.__dict__.pop(name, None)

    # -- indexing ----------------------------------------------------------------------------------------------

    def waiting(self) -> tuple[Entry, ...]:
        """The documents that are to be indexed; none in a library that is searched as it is."""
        if len(self._stamps) <= self._most_scanned:
            return ()
        numbers, stamps = self._numbers, self._stamps
        return tuple(
            entry
            for entry in self._library.entries()
            if entry.file in stamps
            and entry.file not in numbers
            and (entry.file, stamps[entry.file]) not in self._tried
        )

    def index(self, entry: Entry) -> None:
        """Index one document, if it is not indexed. One that cannot be read is left out."""
        if entry.file not in self._numbers:
            with suppress(UnreaderError):
                self._add(entry, Paragraphs.of(self._library.document(entry.symbol, entry.language).blocks))

    def _add(self, entry: Entry, paragraphs: Paragraphs) -> None:
        stamp = self._stamps[entry.file]
        self._tried.add((entry.file, stamp))
        number = self._guarded(lambda index: index.add(entry.file, stamp, paragraphs))
        if number is not None:
            self._numbers[entry.file] = number

    def update(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Index everything that is new or changed; how many documents that were."""
        self.refresh()
        waiting = self.waiting()
        for done, entry in enumerate(waiting, 1):
            self.index(entry)
            if progress is not None:
                progress(done, len(waiting))
        return len(waiting)

    # -- searching ---------------------------------------------------------------------------------------------

    def search(
        self,
        query: Query,
        scope: Scope = EVERYWHERE,
        *,
        most: int = MOST_HITS,
        stopped: Callable[[], bool] = bool,
        progress: Callable[[int, int], None] | None = None,
    ) -> Iterator[Found]:
        """What is found, document by document. After `most` hits only their number is told.

        `stopped` is asked at every document whether to give up; `progress` hears how many documents are done, of how
        many. Raises QueryError.
        """
        numbers = self._numbers
        candidates = self._guarded(lambda index: index.may_have(query.needles)) if numbers else None
        entries = [
            entry
            for entry in self._in_order(query)
            if (scope.files is None or entry.file in scope.files)
            and (candidates is None or entry.file not in numbers or numbers[entry.file] in candidates)
        ]
        looking = _Looking(query, scope, tuple(map(as_bytes, query.needles)))
        listed = done = 0
        for some in _growing(entries):
            wanted = [numbers[entry.file] for entry in some if entry.file in numbers]
            texts = self._guarded(lambda index: index.folded(wanted)) or {}  # noqa: B023 - called at once
            for entry in some:
                if stopped():
                    return
                number = numbers.get(entry.file, -1)
                found = self._in_document(looking, entry, number, texts.get(number), max(0, most - listed))
                if found.count:
                    listed += len(found.hits)
                    yield found
                done += 1
                if progress is not None:
                    progress(done, len(entries))

    def _in_document(self, looking: _Looking, entry: Entry, number: int, folded: bytes | None, room: int) -> Found:
        """What is found in a document, up to `room` hits; `folded` is what the index has of it, None if nothing."""
        if folded is not None:
            if not looking.may_stand_in(folded):
                return Found(entry, (), 0)
            if not room and looking.counts_by_needle and looking.scope.kinds is None:
                return Found(entry, (), folded.count(looking.needles[0]))
        paragraphs: Paragraphs | None = None
        parts: Sequence[bytes] = ()
        if folded is not None:
            parts = folded.split(SEPARATOR)
            paragraphs = self._guarded(lambda index: index.paragraphs(number))
        if paragraphs is None:
            try:
                paragraphs, parts = self._as_it_is(entry)
            except UnreaderError:
                return Found(entry, (), 0)
        language = entry.language if self._versions[entry.symbol] > 1 else ""
        hits: list[Hit] = []
        count = 0
        for at, part in enumerate(parts):
            if not looking.may_stand_in(part):
                continue
            path, kind, text = paragraphs.paths[at], paragraphs.kinds[at], paragraphs.texts[at]
            if looking.scope.kinds is not None and kind not in looking.scope.kinds:
                continue
            if len(hits) >= room and looking.counts_by_needle:
                count += part.count(looking.needles[0])
                continue
            spans = looking.spans(Address(entry.symbol, path, entry.language), kind, text)
            count += len(spans)
            address = Address(entry.symbol, path, language)
            hits += [Hit(address, text, start, end, kind) for start, end in spans[: max(0, room - len(hits))]]
        return Found(entry, tuple(hits), count)

    def _as_it_is(self, entry: Entry) -> tuple[Paragraphs, Sequence[bytes]]:
        """A document's paragraphs and their folded texts; kept where the library is searched without an index."""
        stamp = self._stamps.get(entry.file, "")
        kept = self._scanned.get(entry.file)
        if kept is not None and kept[0] == stamp and stamp:
            return kept[1], kept[2]
        paragraphs = Paragraphs.of(self._library.document(entry.symbol, entry.language).blocks)
        folded = [as_bytes(fold(text)) for text in paragraphs.texts]
        if len(self._stamps) <= self._most_scanned:
            self._scanned[entry.file] = stamp, paragraphs, folded
        elif stamp and (entry.file, stamp) not in self._tried:
            # Read already: the next search need not do it again.
            self._add(entry, paragraphs)
        return paragraphs, folded

    # -- what is known of the documents ------------------------------------------------------------------------

    def _in_order(self, query: Query) -> list[Entry]:
        ranked = self._ranked
        if not isinstance(query, Words):
            return [entry for entry, _ in ranked]
        named = [query.needle in words for _, words in ranked]
        return [entry for (entry, _), has in zip(ranked, named, strict=True) if has] + [
            entry for (entry, _), has in zip(ranked, named, strict=True) if not has
        ]

    @cached_property
    def _ranked(self) -> list[tuple[Entry, str]]:
        """The documents, the latest first, each with the folded words by which it is named."""
        latest = sorted(self._library.entries(), key=lambda entry: entry.date or "", reverse=True)
        return [(entry, "\n".join(map(fold, (entry.title, *entry.symbols)))) for entry in latest]

    @cached_property
    def _versions(self) -> Counter[str]:
        """How many language versions the library has of each symbol."""
        return Counter(entry.symbol for entry in self._library.entries())

    @cached_property
    def _stamps(self) -> dict[str, str]:
        """What tells this state of a stored document's file from others, by file."""
        found = {}
        for entry in self._library.entries():
            if not self._library.is_visited(entry.symbol, entry.language):
                with suppress(OSError):
                    facts = (self._library.root / "texts" / entry.file).stat()
                    found[entry.file] = f"{facts.st_size} {facts.st_mtime_ns} {entry.symbol} {entry.language}"
        return found

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The documents that the index has as they are now, by file. What has gone is taken out."""
        if len(self._stamps) <= self._most_scanned:
            return {}
        stamps = self._guarded(lambda index: index.stamps()) or {}
        gone = [file for file, stamp in stamps.items() if self._stamps.get(file) != stamp]
        if gone:
            self._guarded(lambda index: index.remove(gone))
        numbers = self._guarded(lambda index: index.numbers()) or {}
        return {file: number for file, number in numbers.items() if file in self._stamps}

    def _guarded(self, act: Callable[[SearchIndex], Result]) -> Result | None:
        """What the index answers; None where it cannot: then the texts themselves are searched."""
        try:
            return act(self._index)
        except sqlite3.OperationalError:  # busy, full or without full-text search
            return None
        except sqlite3.DatabaseError:
            self._index.discard()
            self.__dict__.pop("_numbers", None)
            return None


def _growing(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Documents to be read at once: few at first, so that the first result comes soon, then more and more."""
    at, size = 0, _FEW
    while at < len(entries):
        yield entries[at : at + size]
        at, size = at + size, min(2 * size, _MANY)
