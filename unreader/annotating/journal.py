"""What stands in the store's files, and what is true when one of them is damaged. Bytes in, tables out; no file access.

The base file is a plain TinyDB file with a row of our own, `_meta`: the schema and the *generation*, one more with
each fold. The journal of generation N holds, one line each, the changes made since the base of generation N: eight
hexadecimal digits of CRC-32, a blank, JSON. Its first line is a header. A change is a list of
`[table, key, row or null]` with whole rows, so that applying one twice does no harm. Beside them stand the last good
base (generation N-1) and the journal that led from it to the present base.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any

import msgspec
from msgspec import Struct, field

from unreader.annotating.migrations import MIGRATIONS, migrate
from unreader.model import UnreaderError

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]
#: [table, key, row or None]
Operation = tuple[str, str, Row | None]

#: The layout of the rows that this program writes, and the newest that it understands.
SCHEMA = len(MIGRATIONS)
#: A file without a schema was written by another program, or by hand.
NO_SCHEMA = 0
META = "_meta"
#: The journal of the first generation begins with an empty base: alone it is the whole store.
FIRST_GENERATION = 1

UNKNOWN = -1
_META_KEY = "1"
_CHECKSUM_DIGITS = 8
#: Rows that stand in one line of a base.
_ROWS_OF_A_LINE = 250


class StoreError(UnreaderError):
    """The annotations cannot be read or written."""


class NewerStoreError(StoreError):
    """The store was written by a newer version of unreader: it is left untouched."""


class DamagedError(Exception):
    """A base file that is no TinyDB file of tables; the message says why."""


class Problem(Struct, frozen=True):
    """Something in the store that a person should know of: what was found, and the file that keeps the evidence."""

    kind: str
    message: str
    evidence: str = ""


def unreadable(rows: Mapping[str, Any], what: str, fault_in: Callable[[Any], str]) -> tuple[Problem, ...]:
    """The rows in which there is a fault, told as problems; `what` they should be, such as "Note on a topic,"."""
    return tuple(
        Problem("record", f"{what} number {key} cannot be read: {fault}. It is kept as it is.", key)
        for key, row in rows.items()
        if (fault := fault_in(row))
    )


class Base(Struct, frozen=True):
    """A base file that could be read."""

    tables: Tables
    generation: int
    schema: int = SCHEMA


class Journal(Struct, frozen=True):
    """A journal as far as it could be read.

    `start` is the offset after the header, `end` that after the last good line, `torn` what follows it. `damaged` are
    lines that fail their checksum but have good ones after them. `seamless` says that the base of this generation
    holds exactly what the generation before ended with. The generation is UNKNOWN where the header is damaged.
    """

    generation: int
    seamless: bool
    changes: list[list[Operation]]
    start: int
    end: int
    torn: bytes = b""
    damaged: tuple[bytes, ...] = ()
    schema: int = SCHEMA


class Assembled(Struct):
    """The state that the files add up to, and where the journal's good lines begin and end.

    `mend` says that the files must be written anew to agree with it, `suspect` which of them ("base", "journal")
    are to be kept as evidence then; `torn` is what to cut off the journal. `schema` is that of the files: the tables
    are brought to the present one.
    """

    tables: Tables
    generation: int
    problems: list[Problem] = field(default_factory=list)
    mend: bool = False
    suspect: set[str] = field(default_factory=set)
    journal_start: int = 0
    journal_end: int = 0
    torn: bytes = b""
    schema: int = SCHEMA


def encode_line(content: object) -> bytes:
    """One line of the journal. Raises StoreError for what JSON cannot hold."""
    try:
        data = msgspec.json.encode(content)
    except TypeError as error:
        raise StoreError(f"This cannot be stored: {error}. Nothing was changed.") from error
    return b"%08x %s\n" % (zlib.crc32(data), data)


def encode_header(generation: int, *, seamless: bool) -> bytes:
    """The first line of a journal."""
    return encode_line({"generation": generation, "schema": SCHEMA, "seamless": seamless})


def encode_base(tables: Tables, generation: int) -> bytes:
    """A base file of this generation."""
    meta = {**tables.get(META, {}).get(_META_KEY, {}), "schema": SCHEMA, "generation": generation}
    try:
        return b"{\n" + b",\n".join(starmap(_encode_table, {**tables, META: {_META_KEY: meta}}.items())) + b"\n}\n"
    except TypeError as error:
        raise StoreError(f"The annotations cannot be written: {error}.") from error


def _encode_table(name: str, rows: Mapping[str, Row]) -> bytes:
    """A table, some rows a line: a large file is read line by line, and other threads get their turn between them."""
    keys = list(rows)
    lines = [
        msgspec.json.encode({key: rows[key] for key in keys[at : at + _ROWS_OF_A_LINE]})[1:-1]
        for at in range(0, len(keys), _ROWS_OF_A_LINE)
    ]
    return msgspec.json.encode(name) + b":{\n" + b",\n".join(lines) + b"\n}"


def decode_base(data: bytes) -> Base:
    """Read a base file: one of ours or of any other TinyDB. Raises DamagedError or NewerStoreError."""
    if not data.strip():
        raise DamagedError("it is empty")
    tables = _decode_lines(data)
    if tables is None:
        try:
            tables = msgspec.json.decode(data)
        except ValueError as error:
            raise DamagedError(f"it is not JSON ({error})") from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise DamagedError("it is not a TinyDB file")
    meta = tables.get(META, {}).get(_META_KEY, {})
    if not isinstance(meta, dict):
        raise DamagedError("its generation cannot be read")
    generation = meta.get("generation", 0)
    if not isinstance(generation, int):
        raise DamagedError("its generation cannot be read")
    schema = meta.get("schema", NO_SCHEMA)
    _refuse_newer(schema)
    return Base(tables, generation, schema)


def _decode_lines(data: bytes) -> Tables | None:
    """A base as `encode_base` writes it, read line by line; None where it is any other JSON, or none."""
    lines = _lines_of(data)
    tables: Tables = {}
    try:
        if next(lines) != b"{":
            return None
        closing = b"},"
        while closing == b"},":
            name = next(lines)
            if not name.endswith(b":{"):
                return None
            rows = tables[msgspec.json.decode(name[:-2], type=str)] = {}
            while (line := next(lines)).endswith(b","):
                rows.update(msgspec.json.decode(b"{%s}" % line[:-1], type=dict))
            rows.update(msgspec.json.decode(b"{%s}" % line, type=dict))
            closing = next(lines)
        ended = closing == b"}" and [*lines] == [b"}", b""]
    except (StopIteration, ValueError):
        return None
    return tables if ended else None


def _lines_of(data: bytes) -> Iterator[bytes]:
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        yield data[at:end]
        at = end + 1
    yield data[at:]


def decode_journal(data: bytes) -> Journal | None:
    """Read a whole journal; None if there is none."""
    if not data:
        return None
    end = data.find(b"\n") + 1
    header = _decode_line(data[: end - 1]) if end else None
    if isinstance(header, dict) and isinstance(header.get("generation"), int):
        schema = header.get("schema", NO_SCHEMA)
        _refuse_newer(schema)
        changes, good_end, torn, damaged = decode_changes(data, end)
        seamless = bool(header.get("seamless"))
        return Journal(header["generation"], seamless, changes, end, good_end, torn, damaged, schema)
    changes, good_end, torn, damaged = decode_changes(data, end)
    return Journal(UNKNOWN, False, changes, end, good_end, torn, (data[:end], *damaged))


def decode_changes(data: bytes, start: int = 0) -> tuple[list[list[Operation]], int, bytes, tuple[bytes, ...]]:
    """Read journal lines from an offset on: changes, the offset after the last good line, what follows, bad lines."""
    changes: list[list[Operation]] = []
    damaged: list[bytes] = []
    suspects: list[bytes] = []
    at = good_end = start
    while (newline := data.find(b"\n", at)) >= 0:
        change = _decode_line(data[at:newline])
        if _is_change(change):
            changes.append(change)
            damaged.extend(suspects)
            suspects.clear()
            good_end = newline + 1
        else:
            suspects.append(data[at:newline])
        at = newline + 1
    return changes, good_end, data[good_end:], tuple(damaged)


def apply(tables: Tables, changes: Iterable[Iterable[Operation]]) -> None:
    """Apply changes to tables, in order."""
    for change in changes:
        for name, key, row in change:
            table = tables.setdefault(name, {})
            if row is None:
                table.pop(key, None)
            else:
                table[key] = row


def assemble(
    base: bytes, journal: bytes, last_good: Callable[[], bytes], journal_before: Callable[[], bytes]
) -> Assembled:
    """Add up the four files (empty bytes for one that is missing) to the state that was acknowledged last.

    The last two are asked for only when the base is of no use. What an older program wrote is brought forward. Raises
    StoreError when no good base can be found: nothing may be written then.
    """
    state = _assemble(base, journal, last_good, journal_before)
    if state.schema < SCHEMA and state.tables:
        migrate(state.tables, state.schema)
        state.mend = True
    return state


def _assemble(
    base: bytes, journal: bytes, last_good: Callable[[], bytes], journal_before: Callable[[], bytes]
) -> Assembled:
    now = decode_journal(journal)
    try:
        found = decode_base(base)
    except DamagedError as error:
        reason = f"annotations.json could not be used: {error}" if base else "annotations.json is missing"
        return _from_last_good(reason, bool(base), now, last_good(), journal_before())
    if now is not None and now.generation > found.generation:
        reason = f"annotations.json is older (generation {found.generation}) than its journal ({now.generation})"
        return _from_last_good(reason, True, now, last_good(), journal_before(), fallback=found)
    state = Assembled(found.tables, found.generation, schema=found.schema)
    if now is not None and now.generation in (found.generation, UNKNOWN):
        _add_journal(state, now)
    elif now is not None:
        # The fold was cut short between the new base and the new journal.
        state.mend = True
    return state


def _from_last_good(
    reason: str, present: bool, now: Journal | None, last_good: bytes, before: bytes, fallback: Base | None = None
) -> Assembled:
    """The state without the base file: the last good base, the journal that led from it, the journal."""
    earlier = decode_journal(before)
    try:
        start = decode_base(last_good)
        instead = "the last good copy and the journal were used instead"
    except DamagedError:
        if any(found and found.generation == FIRST_GENERATION for found in (earlier, now)):
            schema = min(found.schema for found in (earlier, now) if found)
            start, instead = Base({}, FIRST_GENERATION, schema), "the journal was used instead"
        elif fallback is not None:
            start, instead = fallback, "it was used with the journal"
        elif now is None and not present:
            return Assembled({}, 0)
        else:
            raise StoreError(
                f"{reason}, and there is no good copy beside it. Nothing was changed: "
                "put a good annotations.json there, or move the damaged one away to begin anew."
            ) from None
    suspect = {"base"} if present else set()
    state = Assembled(start.tables, start.generation, mend=True, suspect=suspect, schema=start.schema)
    reached = start.generation
    if earlier and earlier.generation == start.generation:
        _add_journal(state, earlier)
        reached += 1
    if now and (now.generation >= start.generation or now.generation == UNKNOWN):
        _add_journal(state, now)
        state.generation = max(start.generation, now.generation)
    advice = "nothing was lost" if state.generation <= reached else "changes made in between may be missing"
    state.problems.append(Problem("base", f"{reason}; {instead}: {advice}."))
    return state


def _add_journal(state: Assembled, found: Journal) -> None:
    apply(state.tables, found.changes)
    state.journal_start, state.journal_end, state.torn = found.start, found.end, found.torn
    if found.damaged:
        state.mend = True
        state.suspect.add("journal")
        many = len(found.damaged)
        message = "A damaged line of the journal was set aside, the others were used."
        if many > 1:
            message = f"{many} damaged lines of the journal were set aside, the others were used."
        state.problems.append(Problem("journal", message))


def _decode_line(line: bytes) -> Any:
    """The content of one line, or None if it does not have its checksum."""
    checksum, _, data = line.partition(b" ")
    try:
        if len(checksum) != _CHECKSUM_DIGITS or int(checksum, 16) != zlib.crc32(data):
            return None
        return msgspec.json.decode(data)
    except ValueError:
        return None


def _is_change(content: Any) -> bool:
    return isinstance(content, list) and all(
        isinstance(part, list)
        and len(part) == 3
        and isinstance(part[0], str)
        and isinstance(part[1], str)
        and (part[2] is None or isinstance(part[2], dict))
        for part in content
    )


def _refuse_newer(schema: object) -> None:
    if isinstance(schema, int) and schema <= SCHEMA:
        return
    raise NewerStoreError(
        f"The annotations were written by a newer unreader (schema {schema}, this one knows {SCHEMA}). "
        "They were not touched: please update unreader."
    )
