"""The texts of a library's entries: files on disk, and what the index has of them.

A file is read only where the index does not know it: its size and time of change say whether it is still the one that
was read. A file that changed within a moment of being read could look the same, so it is read again until it is older.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from msgspec.structs import replace

from unreader.library.cache_file import is_damage
from unreader.library.catalogue import Catalogue, Entry, read_catalogue
from unreader.library.home import CATALOGUE, LibraryError, index_file
from unreader.library.index import FileFacts, Index, Made
from unreader.library.stored_form import DamagedError, Seen
from unreader.model import Citation, Document, UnreaderError

#: Nanoseconds within which two changes of a file may carry the same time.
_MOMENT = 2_000_000_000
_DAMAGE = (DamagedError, sqlite3.DatabaseError)

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def _mending(
    ask: Callable[Concatenate[Holdings, Given], Answer],
) -> Callable[Concatenate[Holdings, Given], Answer]:
    """A question to the index that is asked again of a new one where the index is found damaged."""

    @wraps(ask)
    def asked(self: Holdings, /, *args: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return ask(self, *args, **named)
        except _DAMAGE as error:
            self._start_anew(error)
            return ask(self, *args, **named)

    return asked


class Holdings:
    """The texts in one library folder. With `cache=False` the index is in memory."""

    def __init__(self, root: Path, *, cache: bool) -> None:
        self._root = root
        self._texts = os.path.join(root, "texts", "")  # noqa: PTH118
        self._cache = cache
        self._looked_at: dict[str, Seen] = {}
        #: What was looked at before the index was made anew: the files are still those.
        self._lost: dict[str, Seen] = {}
        self._entries: tuple[Entry, ...] = ()
        self._signature = ""
        self._is_news = False

    def close(self) -> None:
        """Let go of the index."""
        with suppress(*_DAMAGE):
            self._note()
        self._index.close()

    @_mending
    def catalogue(self) -> Catalogue:
        """The catalogue of the library, validated when its file has changed. Raises CatalogueError."""
        path = self._root / CATALOGUE
        try:
            facts = path.stat()
        except OSError:
            return read_catalogue(path)
        settled = time.time_ns() - facts.st_mtime_ns > _MOMENT
        signature = f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}" if settled else ""
        catalogue = self._index.catalogue(signature) if settled else None
        if catalogue is None:
            catalogue = read_catalogue(path)
            if settled:
                self._index.remember_catalogue(signature, catalogue)
        self._signature, self._entries = signature, catalogue.entries
        self._is_news = "_seen" in self.__dict__
        return catalogue

    @_mending
    def document(self, entry: Entry) -> Document:
        """The parsed document. Raises LibraryError, or SourceError where its file cannot be read."""
        return self._index.document(self._key(entry), partial(self._made, entry))

    @_mending
    def citations(self, entry: Entry) -> tuple[Citation, ...]:
        """Its citations, as the rules found them."""
        return self._index.citations(self._key(entry), partial(self._made, entry))

    @_mending
    def counts(self, entry: Entry) -> tuple[int, int]:
        """How many blocks and citations it has."""
        seen = self._looked_at[entry.file] if self.is_at_hand(entry) else self._see(entry)
        return seen.blocks, seen.citations

    @_mending
    def ensure(self, entries: Iterable[Entry]) -> None:
        """See that all these are in the index. What cannot be read is left out: it must not hide the others."""
        looked_at = self._looked_at
        for entry in self._not_at_hand([entry for entry in entries if entry.file not in looked_at]):
            with suppress(UnreaderError):
                self._see(entry)

    @_mending
    def ensure_all(self) -> None:
        """See that all documents of the catalogue are in the index, and note them for the next program that asks."""
        self.ensure(self._entries)
        self._note()

    def _note(self) -> None:
        """Keep what is known of all files in one place, with what another program has found meanwhile."""
        if self._is_news and self._signature and "_seen" in self.__dict__:
            noted = self._index.seen(self._signature) or (None,) * len(self._entries)
            together = [self._seen.get(entry.file, before) for entry, before in zip(self._entries, noted, strict=True)]
            self._index.remember_seen(self._signature, together)
            self._is_news = False

    @_mending
    def is_at_hand(self, entry: Entry) -> bool:
        """Whether the index has it as its file is now."""
        return not self._not_at_hand((entry,))

    def _not_at_hand(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of which the index has not what their files are now. Cheap: it is asked of thousands."""
        look, texts, seen, looked_at = os.stat, self._texts, self._seen, self._looked_at
        missing = []
        for entry in entries:
            file = entry.file
            try:
                had = seen[file]
                facts = look(texts + file)
            except (KeyError, OSError):
                missing.append(entry)
                continue
            if facts.st_size == had.size and facts.st_mtime_ns == had.changed:
                looked_at[file] = had
            else:
                missing.append(entry)
        return [entry for entry in missing if not self._is_known_apart(entry)]

    def _is_known_apart(self, entry: Entry) -> bool:
        """Whether the index has what a file is now, though that came to be known after all files were noted."""
        known = self._index.file(entry.file)
        if known is None or known.said != _said(entry) or not _is_settled(known):
            return False
        counts = self._index.counted(known.key)
        try:
            facts = os.stat(f"{self._texts}{entry.file}")  # noqa: PTH116
        except OSError:
            return False
        if counts is None or (facts.st_size, facts.st_mtime_ns) != (known.size, known.changed):
            return False
        self._looked_at[entry.file] = self._seen[entry.file] = Seen(known.size, known.changed, known.key, *counts)
        self._is_news = True
        return True

    def counts_of(self, entries: Iterable[Entry]) -> list[tuple[int, int] | None]:
        """How many blocks and citations each has; None where it cannot be read."""
        entries = list(entries)
        self.ensure(entries)
        looked_at = self._looked_at
        return [(one.blocks, one.citations) if (one := looked_at.get(entry.file)) else None for entry in entries]

    def citing(self, works: Iterable[str], number: str = "") -> Iterator[tuple[str, list[Citation]]]:
        """The citations of these works, by the key of the citing text (see `file_key`); see Index.citing."""
        works = tuple(works)
        given: Counter[str] = Counter()
        try:
            for key, cited in self._index.citing(works, number):
                yield key, cited
                given[key] += len(cited)
        except _DAMAGE as error:
            self._start_anew(error)
            self.ensure_all()
            for key, cited in self._index.citing(works, number):
                old = min(given[key], len(cited))
                given[key] -= old
                yield key, cited[old:]

    def _start_anew(self, error: Exception) -> None:
        """Make the index anew if this error says that it is damaged; else the error stands."""
        if not is_damage(error):
            raise error
        self._index.start_anew()
        self._lost |= self._looked_at
        self._looked_at.clear()
        for name in ("_seen", "adopting"):
            self.__dict__.pop(name, None)

    @_mending
    def how_many_cite(self, works: Iterable[str], number: str = "") -> int:
        """How many citations `citing` would give, cheaply."""
        return self._index.how_many_cite(works, number)

    def file_key(self, file: str) -> str:
        """The key of the text in a file; "" where it is not known, or could not be read."""
        one = self._looked_at.get(file) or self._lost.get(file)
        return one.key if one else ""

    @_mending
    def printed(self, entries: Iterable[Entry]) -> list[tuple[Entry, str, str]]:
        """(entry, symbol, container) of the texts that these documents print under a symbol of their own."""
        reports = [entry for entry in entries if entry.kind == "report"]
        self.ensure(reports)
        by_key = {self._looked_at[entry.file].key: entry for entry in reports if entry.file in self._looked_at}
        return [(by_key[key], symbol, path) for key, symbol, path in self._index.printed() if key in by_key]

    @cached_property
    @_mending
    def adopting(self) -> Mapping[str, str]:
        """The resolutions that adopted instruments, by the instruments' ids."""
        return self._index.adopting()

    def knows(self, entry: Entry) -> bool:
        """Whether its file could be read."""
        return entry.file in self._looked_at or entry.file in self._lost

    @_mending
    def forget(self, entry: Entry) -> None:
        """Forget what the index has of an entry that is gone or changed."""
        seen = self._seen.pop(entry.file, None)
        seen = self._looked_at.pop(entry.file, seen)
        self._lost.pop(entry.file, None)
        if seen is not None:
            self._index.forget(seen.key)

    def _see(self, entry: Entry) -> Seen:
        """Read the file, and make what the index has not. Raises LibraryError or SourceError."""
        facts = self._facts(entry)
        seen = Seen(facts.size, facts.changed, facts.key, *self._index.ensure(facts.key, partial(self._made, entry)))
        self._looked_at[entry.file] = seen
        if _is_settled(facts):
            self._seen[entry.file] = seen
            self._is_news = True
        return seen

    def _key(self, entry: Entry) -> str:
        """The key of an entry's document. Raises LibraryError where its file cannot be read."""
        return self._looked_at[entry.file].key if self.is_at_hand(entry) else self._facts(entry).key

    def _facts(self, entry: Entry) -> FileFacts:
        path = f"{self._texts}{entry.file}"
        said = _said(entry)
        try:
            facts = os.stat(path)  # noqa: PTH116 - thousands of times
            known = FileFacts(facts.st_size, facts.st_mtime_ns, time.time_ns(), said, _hash(path, said))
        except OSError as error:
            self._looked_at.pop(entry.file, None)
            self._lost.pop(entry.file, None)
            raise LibraryError(
                f"{path} ({entry.symbol}) cannot be read: {error.strerror or error}; "
                "put it back or take it out of texts/catalogue.toml"
            ) from None
        self._index.remember_file(entry.file, known)
        return known

    @cached_property
    def _index(self) -> Index:
        return Index(index_file(self._root) if self._cache else None)

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        """What is known of the catalogue's files, by name; each has still to be looked at."""
        noted = self._index.seen(self._signature) if self._signature else None
        if noted is not None:
            return {entry.file: seen for entry, seen in zip(self._entries, noted, strict=True) if seen}
        self._is_news = True
        files, counts = self._index.files(), self._index.counts()
        return {
            entry.file: Seen(facts.size, facts.changed, facts.key, *counts[facts.key])
            for entry in self._entries
            if (facts := files.get(entry.file))
            and facts.key in counts
            and facts.said == _said(entry)
            and _is_settled(facts)
        }

    def _made(self, entry: Entry) -> Made:
        # Only what the index has not needs the rules: a reader that opens a known text never loads them.
        from unreader.citing.resolving import find_citations
        from unreader.library.printed import printed_texts
        from unreader.parsing import parse
        from unreader.sources import read_bytes

        data = (self._root / "texts" / entry.file).read_bytes()
        parsed = parse(read_bytes(data, entry.file), symbol=entry.symbol, language=rules_language(entry.language))
        document = replace(
            parsed,
            symbols=entry.symbols,
            language=entry.language,
            kind=entry.kind,
            title=entry.title,
            date=entry.date or parsed.date,
        )
        printed = printed_texts(entry.kind, entry.symbols, document.blocks)
        return Made(document, find_citations(document), printed)


def _said(entry: Entry) -> str:
    """What the catalogue says of a document that becomes part of it."""
    return f"{entry.symbol} {entry.language} {entry.kind} {entry.title} {entry.date} {entry.symbols}"


def _is_settled(facts: FileFacts) -> bool:
    """Whether the file was read late enough after its last change for another change to show."""
    return facts.seen - facts.changed > _MOMENT


def _hash(path: str, said: str) -> str:
    import hashlib  # only for a file that has changed

    return hashlib.sha256(Path(path).read_bytes() + said.encode()).hexdigest()


def rules_language(language: str) -> str | None:
    """The language whose rules parse a text: zh for zh-hant; None, to be found in the text, where there is no table."""
    from unreader.parsing.languages import CODES

    return next((code for code in (language, language.partition("-")[0]) if code in CODES), None)
