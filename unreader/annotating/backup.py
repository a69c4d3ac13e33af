"""Everything a person made, in one file, and back: annotations, their history, decisions, the codebook, filters."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec

from unreader.annotating import durable
from unreader.annotating.codebook import Codebook
from unreader.annotating.journal import META, SCHEMA, NewerStoreError, StoreError
from unreader.annotating.migrations import migrate
from unreader.annotating.saved_filters import SavedFilters
from unreader.annotating.storage import open_store

_SCHEMA_NAME = "unreader.backup/1"
_TABLE = "annotations"
_FILTERS = "filters.toml"


def backup(folder: Path, file: Path) -> int:
    """Write all of an annotations folder into one file, replacing it whole; how many annotations. Raises StoreError."""
    tables = {name: rows for name, rows in open_store(folder).storage.read().items() if name != META}
    topics = Codebook.open(folder / "topics.toml").text
    filters = SavedFilters(folder / _FILTERS).by_name
    content = {"schema": _SCHEMA_NAME, "rows": SCHEMA, "tables": tables, "topics": topics, "filters": filters}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        durable.replace_file(file, msgspec.json.format(msgspec.json.encode(content), indent=2))
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}.") from error
    return len(tables.get(_TABLE, {}))


def restore(file: Path, folder: Path) -> Path | None:
    """Make an annotations folder equal to a backup; where what it held before was backed up, None if it held nothing.

    Raises StoreError for a file that is no backup, and then has changed nothing.
    """
    content = _read(file)
    before = None
    db = open_store(folder)
    if db.storage.read() or (folder / "topics.toml").exists():
        before = folder / f"before-restore-{time.strftime('%Y%m%dT%H%M%S')}.json"
        backup(folder, before)
    if content["topics"]:
        Codebook.open(folder / "topics.toml").restore(content["topics"])
    db.storage.write(content["tables"])
    if content["filters"] is not None:
        SavedFilters(folder / _FILTERS).replace(content["filters"])
    return before


def _read(file: Path) -> dict[str, Any]:
    try:
        content = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise StoreError(f"{file} is not a backup: it is not JSON ({error}).") from error
    tables = content.get("tables") if isinstance(content, dict) else None
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise StoreError(f"{file} is not a backup of unreader's annotations.")
    rows = content.get("rows")
    if content.get("schema") != _SCHEMA_NAME or not isinstance(rows, int) or not 0 <= rows <= SCHEMA:
        raise NewerStoreError(f"{file} was written by a newer unreader: please update. Nothing was changed.")
    filters = content.get("filters")
    known = filters if isinstance(filters, dict) and all(isinstance(text, str) for text in filters.values()) else None
    migrate(tables, rows)
    return {"tables": tables, "topics": str(content.get("topics") or ""), "filters": known}
