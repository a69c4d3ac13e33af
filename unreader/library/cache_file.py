"""A cache in one SQLite file: made anew where it is damaged or was made by other rules, in memory where it cannot be.

connection = open_cache(file, {"document": "CREATE TABLE document (…)"}, made_by="1 …", settings=("cache_size = …",))
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

#: Seconds that one program waits for another to finish writing.
_PATIENCE = 10


def open_cache(
    file: Path | None, tables: Mapping[str, str], *, made_by: str, settings: Sequence[str] = ()
) -> sqlite3.Connection:
    """A connection, usable from any thread, to a cache with these tables (by name, how each is created).

    `made_by` names the rules that decide what stands in it: a cache of other rules is emptied. `settings` are pragmas,
    given before the first table is made. Raises sqlite3.OperationalError where SQLite cannot make such tables.
    """
    if file is not None:
        for _attempt in range(2):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                return _prepared(
                    sqlite3.connect(file, timeout=_PATIENCE, check_same_thread=False), tables, made_by, settings
                )
            except (sqlite3.OperationalError, OSError):  # busy, not to be written, a table that SQLite does not know
                break
            except sqlite3.DatabaseError:
                remove_cache(file)
    return _prepared(sqlite3.connect(":memory:", check_same_thread=False), tables, made_by, settings)


def is_damage(error: Exception) -> bool:
    """Whether an error tells that a cache is damaged: not one that is busy, full or not to be written."""
    if isinstance(error, sqlite3.OperationalError):
        return str(error).startswith(("Could not decode", "no such"))
    return True


def remove_cache(file: Path) -> None:
    """Throw a cache away."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def _prepared(
    connection: sqlite3.Connection, tables: Mapping[str, str], made_by: str, settings: Sequence[str]
) -> sqlite3.Connection:
    try:
        for setting in (*settings, "journal_mode = WAL", "synchronous = OFF"):
            connection.execute(f"PRAGMA {setting}")
        row = None
        with suppress(sqlite3.OperationalError):
            row = connection.execute("SELECT fingerprint FROM made_by").fetchone()
        if row is None or row[0] != made_by:
            with connection:
                for name in (*tables, "made_by"):
                    connection.execute(f"DROP TABLE IF EXISTS {name}")
                for create in (*tables.values(), "CREATE TABLE made_by (fingerprint TEXT NOT NULL)"):
                    connection.execute(create)
                connection.execute("INSERT INTO made_by VALUES (?)", (made_by,))
    except BaseException:
        connection.close()
        raise
    return connection
