"""The texts of a library's entries: files on disk, and what the index has of them.

A file is read only where the index does not know it: its size and time of change say whether it is still the one that
was read. A file that changed within a moment of being read could look the same, so it is read again until it is older.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path

from msgspec.structs import replace

from unreader.library.catalogue import Catalogue, Entry, read_catalogue
from unreader.library.home import CATALOGUE, LibraryError, index_file
from unreader.library.index import FileFacts, Index, Made
from unreader.library.printed import printed_texts
from unreader.library.stored_form import pack_catalogue, unpack_catalogue
from unreader.model import Citation, Document, UnreaderError

#: Nanoseconds within which two changes of a file may carry the same time.
_MOMENT = 2_000_000_000


class Holdings:
    """The texts in one library folder. With `cache=False` the index is in memory."""

    def __init__(self, root: Path, *, cache: bool) -> None:
        self._root = root
        self._texts = os.path.join(root, "texts", "")  # noqa: PTH118
        self._cache = cache
        self._keys: dict[str, str] = {}

    def catalogue(self) -> Catalogue:
        """The catalogue of the library, validated when its file has changed. Raises CatalogueError."""
        path = self._root / CATALOGUE
        try:
            facts = path.stat()
        except OSError:
            return read_catalogue(path)
        settled = time.time_ns() - facts.st_mtime_ns > _MOMENT
        signature = f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}"
        packed = self._index.catalogue(signature) if settled else None
        if packed is not None:
            return unpack_catalogue(packed)
        catalogue = read_catalogue(path)
        if settled:
            self._index.remember_catalogue(signature, pack_catalogue(catalogue))
        return catalogue

    def document(self, entry: Entry) -> Document:
        """The parsed document. Raises LibraryError, or SourceError where its file cannot be read."""
        return self._index.document(self.key(entry), partial(self._made, entry))

    def citations(self, entry: Entry) -> tuple[Citation, ...]:
        """Its citations, as the rules found them."""
        return self._index.citations(self.key(entry), partial(self._made, entry))

    def counts(self, entry: Entry) -> tuple[int, int]:
        """How many blocks and citations it has."""
        key = self.key(entry)
        self._index.ensure(key, partial(self._made, entry))
        return self._index.counts[key]

    def ensure(self, entries: Iterable[Entry]) -> None:
        """See that all these are in the index. What cannot be read is left out: it must not hide the others."""
        for entry in entries:
            if entry.file not in self._keys and not self.is_at_hand(entry):
                with suppress(UnreaderError):
                    self._index.ensure(self.key(entry), partial(self._made, entry))

    def is_at_hand(self, entry: Entry) -> bool:
        """Whether the index has it as its file is now. Cheap: it is asked of thousands."""
        known = self._known.get(entry.file)
        if known is None or known.key not in self._index.counts:
            return False
        try:
            facts = os.stat(f"{self._texts}{entry.file}")  # noqa: PTH116 - thousands of times
        except OSError:
            return False
        unchanged = _is_unchanged(known, facts.st_size, facts.st_mtime_ns, _said(entry))
        if unchanged:
            self._keys[entry.file] = known.key
        return unchanged

    def counts_of(self, entries: Iterable[Entry]) -> list[tuple[int, int] | None]:
        """How many blocks and citations each has; None where it cannot be read."""
        entries = list(entries)
        self.ensure(entries)
        counts = self._index.counts
        return [counts[self._keys[entry.file]] if entry.file in self._keys else None for entry in entries]

    def citing(self, works: Iterable[str], number: str = "") -> dict[str, list[Citation]]:
        """The citations of these works by the citing file, of the files whose keys are known; see Index.citing."""
        found = self._index.citing(works, number)
        return {file: found[key] for file, key in self._keys.items() if key in found}

    def printed(self, entries: Iterable[Entry]) -> list[tuple[Entry, str, str]]:
        """(entry, symbol, container) of the texts that these documents print under a symbol of their own."""
        reports = [entry for entry in entries if entry.kind == "report"]
        self.ensure(reports)
        by_key = {self._keys[entry.file]: entry for entry in reports if entry.file in self._keys}
        return [(by_key[key], symbol, path) for key, symbol, path in self._index.printed() if key in by_key]

    def knows(self, entry: Entry) -> bool:
        """Whether its file could be read."""
        return entry.file in self._keys

    def forget(self, entry: Entry) -> None:
        """Forget what the index has of an entry that is gone or changed."""
        key = self._keys.pop(entry.file, None)
        self._known.pop(entry.file, None)
        if key is not None:
            self._index.forget(key)

    def key(self, entry: Entry) -> str:
        """The key of an entry's document. Raises LibraryError where its file cannot be read."""
        path = f"{self._texts}{entry.file}"
        said = _said(entry)
        try:
            facts = os.stat(path)  # noqa: PTH116 - thousands of times
            known = self._known.get(entry.file)
            if known is None or not _is_unchanged(known, facts.st_size, facts.st_mtime_ns, said):
                known = FileFacts(facts.st_size, facts.st_mtime_ns, time.time_ns(), said, _hash(path, said))
                self._known[entry.file] = known
                self._index.remember_file(entry.file, known)
        except OSError as error:
            self._keys.pop(entry.file, None)
            raise LibraryError(
                f"{path} ({entry.symbol}) cannot be read: {error.strerror or error}; "
                "put it back or take it out of texts/catalogue.toml"
            ) from None
        self._keys[entry.file] = known.key
        return known.key

    @cached_property
    def _index(self) -> Index:
        return Index(index_file(self._root) if self._cache else None)

    @cached_property
    def _known(self) -> dict[str, FileFacts]:
        return self._index.files()

    def _made(self, entry: Entry) -> Made:
        # Only what the index has not needs the rules: a reader that opens a known text never loads them.
        from unreader.citing.resolving import find_citations
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


def _is_unchanged(known: FileFacts, size: int, changed: int, said: str) -> bool:
    settled = known.seen - known.changed > _MOMENT
    return settled and (known.size, known.changed, known.said) == (size, changed, said)


def _hash(path: str, said: str) -> str:
    return hashlib.sha256(Path(path).read_bytes() + said.encode()).hexdigest()


def rules_language(language: str) -> str | None:
    """The language whose rules parse a text: zh for zh-hant; None, to be found in the text, where there is no table."""
    from unreader.parsing.languages import CODES

    return next((code for code in (language, language.partition("-")[0]) if code in CODES), None)
