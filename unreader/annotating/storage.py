"""The store: TinyDB over a base file and a journal, safe against crashes and shared by several processes.

    db = open_store(folder)                    # reads; makes nothing
    with db.storage.transaction():             # lock, see what others wrote, and at the end one line, flushed
        db.table("annotations").insert({...})
    db.storage.refresh()                       # cheap: whether others have changed something

Files in the folder: `annotations.json` (plain TinyDB), `annotations.journal` (changes since),
`annotations.json.bak` and `annotations.journal.old` (the last good base, and the journal that led from it to the
present one), `annotations.lock`. `journal` says what they hold and what is true when one is damaged; what had to be
set aside is kept as `annotations.*.damaged-TIME`.
"""

from __future__ import annotations

import errno
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import RLock
from typing import Any, cast

from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as Record
from tinydb.table import Table

from unreader.annotating import durable
from unreader.annotating.journal import (
    FIRST_GENERATION,
    META,
    SCHEMA,
    NewerStoreError,
    Operation,
    Problem,
    Row,
    StoreError,
    Tables,
    apply,
    assemble,
    decode_changes,
    decode_journal,
    encode_base,
    encode_header,
    encode_line,
)

__all__ = [
    "JournalDB",
    "JournalStorage",
    "NewerStoreError",
    "Problem",
    "StoreError",
    "collector_at_rest",
    "copy_of",
    "open_store",
    "put_row",
]

#: The journal is folded into the base when it has grown beyond this many bytes ...
FOLD_BYTES = 8 << 20
#: ... and on closing, unless the base is larger than this and the journal small beside it.
FOLD_ON_CLOSE_BYTES = 16 << 20
_SMALL_BESIDE = 32
#: Seconds for which a look at what others have written waits for the lock.
_MOMENT = 0.005

#: Called with a table and a key whose row has changed, or with (None, None) when everything may have.
Listener = Callable[[str | None, str | None], None]


class JournalStorage(Storage):
    """A TinyDB storage that reads from memory and writes one flushed journal line per change.

    `read()` gives the tables in memory, which are not to be changed from outside; changes go through `transaction()`
    and `put()`, or through the tables of JournalDB. Every failure to read or write is a StoreError.
    """

    def __init__(self, path: Path, *, fold_bytes: int = FOLD_BYTES) -> None:
        self.path = path.resolve()
        self.folder = self.path.parent
        self.journal_path = self.path.with_suffix(".journal")
        self.lock_path = self.path.with_suffix(".lock")
        self.last_good_path = self.path.with_name(f"{self.path.name}.bak")
        self.journal_before_path = self.path.with_name(f"{self.journal_path.name}.old")
        self.fold_bytes = fold_bytes
        self.problems: list[Problem] = []
        self._listeners: list[Listener] = []
        self._threads = RLock()
        self._tables: Tables = {}
        self._next_keys: dict[str, int] = {}
        self._generation = 0
        self._start = self._end = 0
        self._torn = b""
        self._mend_needed = False
        self._schema = SCHEMA
        self._suspect: set[str] = set()
        self._base_seen: durable.Signature | None = None
        self._journal_seen: durable.Signature | None = None
        self._before: dict[tuple[str, str], Row | None] | None = None
        self._open()

    # TinyDB's three methods.

    def read(self) -> Tables:
        """The tables in memory, as of the last refresh or change."""
        return dict(self._tables)

    def write(self, data: Tables) -> None:
        """Make the tables equal to `data` and fold them into the base file."""
        with self.transaction():
            for name in {*self._tables, *data} - {META}:
                rows = data.get(name, {})
                for key in {*self._tables.get(name, {}), *rows}:
                    self.put(name, key, rows.get(key))
        self.fold()

    def close(self) -> None:
        """Fold the journal into the base if that is quick. Never fails: the journal holds everything."""
        with suppress(StoreError):
            if self._worth_folding_on_close():
                self.fold()

    # What TinyDB does not have.

    def listen(self, listener: Listener) -> None:
        """Have `listener` told of every row that changes, here or in another process."""
        self._listeners.append(listener)

    def refresh(self) -> bool:
        """Take in what other processes have written, and say whether there was anything. Two system calls if not.

        Who is asked while another process or thread writes answers next time: nobody waits here.
        """
        if not self._threads.acquire(blocking=False):
            return False
        try:
            if self._before is not None or self._up_to_date():
                return False
            with (
                self._messages("read"),
                suppress(durable.LockTimeoutError),
                durable.locked(self.lock_path, shared=True, patience=_MOMENT),
            ):
                return self._catch_up()
            return False
        finally:
            self._threads.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Changes that are acknowledged together: on leaving, one line in the journal, flushed to the disk.

        Inside, memory holds what every process has written so far. An exception inside, or a failure to write,
        leaves memory and files as they were. Transactions inside another join it.
        """
        with self._threads:
            if self._before is not None:
                yield
                return
            with self._exclusive():
                self._before = {}
                try:
                    yield
                    self._commit()
                except BaseException:
                    self._roll_back()
                    raise
                finally:
                    self._before = None
                if self._end > self.fold_bytes:
                    self._try_fold()

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is under way."""
        return self._before is not None

    def put(self, name: str, key: str, row: Row | None) -> None:
        """Set a row (None: remove it) within a transaction. The row belongs to the store from then on."""
        self._remember(name, key)
        apply(self._tables, [[(name, key, row)]])
        if key.isdecimal():
            self.reserve_key(name, int(key))
        self.tell(name, key)

    def touch(self, name: str, key: str) -> None:
        """Put a copy in the place of a row, which may then be changed within the transaction; `tell` follows."""
        self._remember(name, key)
        self._tables[name][key] = copy_of(self._tables[name][key])

    def tell(self, name: str | None, key: str | None) -> None:
        """Tell the listeners that a row has changed."""
        for listener in self._listeners:
            listener(name, key)

    def reserve_key(self, name: str, key: int) -> None:
        """Have keys that are given out from now on be greater than this one."""
        self._next_keys[name] = max(self.next_key(name), key + 1)

    def next_key(self, name: str) -> int:
        """The next free key of a table; call it within a transaction."""
        if name not in self._next_keys:
            keys = (int(key) for key in self._tables.get(name, {}) if key.isdecimal())
            self._next_keys[name] = max(keys, default=0) + 1
        return self._next_keys[name]

    def fold(self) -> None:
        """Write everything into the base file, atomically, and begin a new journal; the base before is kept."""
        with self._threads:
            if not self._generation and not self._tables:
                return
            with self._exclusive():
                self._fold()

    # Reading, and catching up with other processes.

    def _open(self) -> None:
        with self._messages("read"), durable.locked(self.lock_path, shared=True):
            self._load()
        if self._mend_needed or self._torn:
            # In a folder that cannot be written, what is in memory is right all the same.
            with suppress(StoreError), self._exclusive():
                pass

    def _up_to_date(self) -> bool:
        return (
            durable.signature(self.journal_path) == self._journal_seen
            and durable.signature(self.path) == self._base_seen
        )

    def _load(self) -> None:
        """Read the files anew. Call it with the lock held."""
        base_seen, journal_seen = durable.signature(self.path), durable.signature(self.journal_path)
        with collector_at_rest():
            state = assemble(
                durable.read_from(self.path),
                durable.read_from(self.journal_path),
                lambda: durable.read_from(self.last_good_path),
                lambda: durable.read_from(self.journal_before_path),
            )
        self._tables, self._generation = state.tables, state.generation
        self._start, self._end, self._torn = state.journal_start, state.journal_end, state.torn
        self._mend_needed, self._suspect = state.mend or self._copy_is_the_base(), state.suspect
        self._schema = state.schema
        self._base_seen, self._journal_seen = base_seen, journal_seen
        self._next_keys.clear()
        self.problems.extend(state.problems)
        self.tell(None, None)

    def _copy_is_the_base(self) -> bool:
        """Whether a crash has left the base and its copy one file, which is no copy."""
        base, copy = durable.signature(self.path), durable.signature(self.last_good_path)
        return base is not None and copy is not None and base.inode > 0 and base[:2] == copy[:2]

    def _catch_up(self) -> bool:
        """Take in what has been written since. Call it with the lock held; whether something has."""
        base_seen, journal_seen = durable.signature(self.path), durable.signature(self.journal_path)
        if (base_seen, journal_seen) == (self._base_seen, self._journal_seen):
            return False
        if journal_seen is None and self._journal_seen is not None and base_seen in (None, self._base_seen):
            # Somebody removed the journal: memory knows more than the disk.
            self._mend_needed = True
            return False
        if self._schema < SCHEMA:
            # In memory rows are as this program writes them, in the files they are not yet.
            self._load()
            return True
        if base_seen == self._base_seen and _grown(self._journal_seen, journal_seen):
            return self._read_on(journal_seen)
        if not self._follow_fold(base_seen, journal_seen):
            self._load()
        return True

    def _read_on(self, journal_seen: durable.Signature | None) -> bool:
        """Read the lines that have been appended to the journal."""
        data = durable.read_from(self.journal_path, self._end)
        changes, end, self._torn, damaged = decode_changes(data)
        if damaged:
            self._load()
            return True
        self._end += end
        self._journal_seen = journal_seen
        self._take_in(changes)
        return bool(changes)

    def _follow_fold(self, base_seen: durable.Signature | None, journal_seen: durable.Signature | None) -> bool:
        """Follow another process that has folded once: the rest of the journal before, then the new one."""
        now = decode_journal(durable.read_from(self.journal_path))
        before = durable.read_from(self.journal_before_path)
        then = decode_journal(before)
        if now is None or then is None or now.damaged or then.damaged or not now.seamless or then.end < self._end:
            return False
        if (then.generation, now.generation) != (self._generation, self._generation + 1):
            return False
        changes, *_ = decode_changes(before, self._end)
        self._generation = now.generation
        self._start, self._end, self._torn = now.start, now.end, now.torn
        self._base_seen, self._journal_seen = base_seen, journal_seen
        self._take_in(changes + now.changes)
        return True

    def _take_in(self, changes: Iterable[Iterable[Operation]]) -> None:
        for change in changes:
            apply(self._tables, [change])
            for name, key, _ in change:
                self._next_keys.pop(name, None)
                self.tell(name, key)

    # Writing. All of it under the exclusive lock.

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """The lock, held, with memory and files in agreement and the files in order."""
        with ExitStack() as held:
            with self._messages("written"):
                self._check_folder()
                held.enter_context(durable.locked(self.lock_path))
                self._catch_up()
                if self._mend_needed:
                    self._mend()
                elif self._torn:
                    self._cut_torn_line()
                elif not self._generation:
                    self._create()
            yield

    def _check_folder(self) -> None:
        if self.folder.is_dir():
            return
        if self._generation:
            raise StoreError(f"{self.folder} is no longer there: was the library moved? Open it at its new place.")
        self.folder.mkdir(parents=True, exist_ok=True)

    def _commit(self) -> None:
        """Append the transaction's changes as one line."""
        before = self._before or {}
        rows = [(name, key, self._tables.get(name, {}).get(key), row) for (name, key), row in before.items()]
        change = [(name, key, now) for name, key, now, row in rows if now != row]
        if not change:
            return
        line = encode_line(change)
        with self._messages("written"):
            if self._journal_seen is None:
                self._begin_journal(seamless=False)
            durable.append_at(self.journal_path, self._end, line)
        self._end += len(line)
        self._journal_seen = durable.signature(self.journal_path)

    def _remember(self, name: str, key: str) -> None:
        """Keep a row as it was before the transaction, since it is about to change."""
        if self._before is None:
            raise RuntimeError("the store is changed within a transaction")
        self._before.setdefault((name, key), self._tables.get(name, {}).get(key))

    def _roll_back(self) -> None:
        before, self._before = self._before or {}, None
        for (name, key), row in before.items():
            apply(self._tables, [[(name, key, row)]])
            self.tell(name, key)

    def _create(self) -> None:
        """The first write: an empty base of the first generation. A TinyDB file that was there is taken over."""
        if self._tables:
            self._mend()
            return
        durable.replace_file(self.path, encode_base({}, FIRST_GENERATION))
        self._generation = FIRST_GENERATION
        self._base_seen = durable.signature(self.path)
        self._begin_journal(seamless=False)

    def _fold(self) -> None:
        if self._end == self._start and self._base_seen is not None:
            return
        data = encode_base(self._tables, self._generation + 1)
        try:
            with self._messages("written"):
                durable.replace_file(self.path, data, keep=self.last_good_path)
                self._generation += 1
                with suppress(FileNotFoundError):
                    self.journal_path.replace(self.journal_before_path)
                self._begin_journal(seamless=True)
                self._base_seen = durable.signature(self.path)
        except BaseException:
            # How far it came is seen by reading the files.
            self._base_seen = self._journal_seen = None
            raise

    def _mend(self) -> None:
        """Write all files anew from memory; what was damaged, or of an older schema, is kept as it was."""
        self._keep_older_schema()
        kept = [self._set_aside(name) for name in sorted(self._suspect)]
        if kept and self.problems:
            self.problems[-1] = replace(self.problems[-1], evidence=", ".join(kept))
        # Not the first generation: that one is known to begin empty.
        self._generation = max(self._generation, FIRST_GENERATION) + 1
        data = encode_base(self._tables, self._generation)
        durable.replace_file(self.last_good_path, data)
        durable.replace_file(self.path, data)
        self._base_seen = durable.signature(self.path)
        self._begin_journal(seamless=False)
        self._mend_needed, self._suspect, self._torn = False, set(), b""

    def _keep_older_schema(self) -> None:
        """Copies of the files as an older program wrote them, before they are written anew."""
        if self._schema == SCHEMA:
            return
        found = [path for path in (self.path, self.journal_path) if path.exists()]
        copies = [path.with_name(f"{path.name}.schema-{self._schema}") for path in found]
        for path, copy in zip(found, copies, strict=True):
            if not copy.exists():
                durable.replace_file(copy, durable.read_from(path))
        names = ", ".join(copy.name for copy in copies)
        if names:
            message = f"The annotations were brought from schema {self._schema} to {SCHEMA}; as they were: {names}."
            self.problems.append(Problem("schema", message, names))
        self._schema = SCHEMA

    def _begin_journal(self, *, seamless: bool) -> None:
        header = encode_header(self._generation, seamless=seamless)
        durable.replace_file(self.journal_path, header)
        self._start = self._end = len(header)
        self._journal_seen = durable.signature(self.journal_path)

    def _cut_torn_line(self) -> None:
        evidence = self._keep_evidence(self.journal_path, self._torn)
        durable.cut_at(self.journal_path, self._end)
        self._journal_seen = durable.signature(self.journal_path)
        self._torn = b""
        message = "The last line of the journal was cut off: a change that had not been acknowledged was set aside."
        self.problems.append(Problem("journal", message, evidence))

    def _set_aside(self, name: str) -> str:
        path = self.path if name == "base" else self.journal_path
        return self._keep_evidence(path, durable.read_from(path))

    def _keep_evidence(self, path: Path, data: bytes) -> str:
        stem = f"{path.name}.damaged-{time.strftime('%Y%m%dT%H%M%S')}"
        names = (stem if not number else f"{stem}-{number}" for number in count())
        evidence = next(found for name in names if not (found := path.with_name(name)).exists())
        durable.replace_file(evidence, data)
        return evidence.name

    def _worth_folding_on_close(self) -> bool:
        unfolded = self._end - self._start
        base = self._base_seen.size if self._base_seen else 0
        return bool(unfolded) and (base <= FOLD_ON_CLOSE_BYTES or unfolded * _SMALL_BESIDE > base)

    def _try_fold(self) -> None:
        """Fold after a change that is already safe in the journal: a failure is told, not raised."""
        try:
            self._fold()
        except StoreError as error:
            self.problems.append(Problem("base", f"The journal could not be folded into annotations.json. {error}"))

    @contextmanager
    def _messages(self, verb: str) -> Iterator[None]:
        """Turn the system's errors into a message that says what to do."""
        try:
            yield
        except OSError as error:
            advice = _ADVICE.get(error.errno or 0, f"{error.strerror or error}.")
            if verb == "read":
                raise StoreError(f"The annotations in {self.folder} cannot be read: {advice}") from error
            raise StoreError(f"The annotations in {self.folder} cannot be written: {advice}") from error


class JournalTable(Table):
    """A table that writes only the rows that changed."""

    #: Another process may change rows at any time: results are not kept.
    default_query_cache_capacity = 0

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size=cache_size, persist_empty=persist_empty)

    @property
    def _journal(self) -> JournalStorage:
        return cast(JournalStorage, self._storage)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a row; its key is chosen under the lock, so that no two processes choose the same."""
        with self._journal.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert rows as one change."""
        with self._journal.transaction():
            return super().insert_multiple(documents)

    def _get_next_id(self) -> int:
        key = self._journal.next_key(self.name)
        self._journal.reserve_key(self.name, key)
        return key

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._journal.transaction():
            rows = _Rows(self._journal, self.name)
            updater(cast("dict[int, Mapping[str, Any]]", rows))
            for key in rows.touched:
                self._journal.tell(self.name, key)


def put_row(table: Table, key: int | None, row: Row | None) -> None:
    """Set the row with this key, or add one where there is no key yet; None removes it."""
    if key is None:
        if row is not None:
            table.insert(row)
    elif row is None:
        table.remove(doc_ids=[key])
    else:
        table.upsert(Record(row, doc_id=key))


class _Rows(MutableMapping[int, Row]):
    """What TinyDB's updaters change: the rows of a table by number. A row that is looked at is copied first."""

    def __init__(self, storage: JournalStorage, name: str) -> None:
        self._storage = storage
        self._name = name
        self.touched: dict[str, None] = {}

    @property
    def _raw(self) -> dict[str, Row]:
        return self._storage.read().get(self._name, {})

    def __contains__(self, number: object) -> bool:
        return str(number) in self._raw

    def __getitem__(self, number: int) -> Row:
        key = str(number)
        if key not in self.touched:
            self._storage.touch(self._name, key)
            self.touched[key] = None
        return self._raw[key]

    def __setitem__(self, number: int, row: Row) -> None:
        self._put(str(number), copy_of(row))

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._put(str(number), None)

    def __iter__(self) -> Iterator[int]:
        return (int(key) for key in self._raw if key.isdecimal())

    def __len__(self) -> int:
        return len(self._raw)

    def _put(self, key: str, row: Row | None) -> None:
        self._storage.put(self._name, key, row)
        self.touched[key] = None


class JournalDB(TinyDB):
    """A TinyDB over a JournalStorage."""

    table_class = JournalTable

    def __init__(self, path: Path) -> None:
        super().__init__(path, storage=JournalStorage)

    @property
    def storage(self) -> JournalStorage:
        """The storage, with its transactions."""
        return cast(JournalStorage, self._storage)


def open_store(folder: Path) -> JournalDB:
    """Open the store in a library's annotations folder; neither need exist. Raises StoreError."""
    return JournalDB(folder / "annotations.json")


_FULL = "the disk is full. Nothing was changed: make room and try again."
_READ_ONLY = "the folder is read-only. Nothing was changed: annotations can be read, not written."
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EFBIG: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EAGAIN: "another program holds them and does not answer. Close it and try again.",
    errno.ENOTDIR: "a file stands where the folder should be. Move it away.",
    errno.EEXIST: "a file stands where the folder should be. Move it away.",
    errno.EISDIR: "a folder stands where a file should be. Move it away.",
}


def _grown(seen: durable.Signature | None, now: durable.Signature | None) -> bool:
    """Whether this is the same file with more in it."""
    return seen is not None and now is not None and seen[:2] == now[:2] and now.size >= seen.size


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No garbage collection while many objects are made that all stay: it would look at each again and again."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


def copy_of(value: Any) -> Any:
    """A copy of JSON data that shares nothing with it that can change."""
    if isinstance(value, dict):
        return {key: copy_of(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [copy_of(part) for part in value]
    return value
