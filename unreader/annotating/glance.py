"""A look at the store for commands that count, or ask whether there is anything at all: nothing is opened or mended.

A store that cannot be read as it is gives no answer here: who opens it tells what is wrong with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unreader.annotating.journal import Tables


_BASE, _JOURNAL, _LOCK = "annotations.json", "annotations.journal", "annotations.lock"
#: The tables of annotations and of decisions about citations.
ANNOTATIONS, CORRECTIONS = "annotations", "corrections"


def look(folder: Path) -> Tables | None:
    """The tables of the store in a folder, empty where there is none; None where it has to be opened to know."""
    base, journal = folder / _BASE, folder / _JOURNAL
    if not base.exists() and not journal.exists():
        # What is left of a store without its two files is for the store itself to make sense of.
        return None if any(folder.glob("annotations.*.*")) else {}
    from unreader.annotating import durable
    from unreader.annotating.journal import StoreError, assemble

    try:
        with durable.locked(folder / _LOCK, shared=True):
            found = assemble(durable.read_from(base), durable.read_from(journal), bytes, bytes)
    except (OSError, StoreError):
        return None
    return None if found.problems or found.mend else found.tables


def count_by_document(tables: Tables) -> Mapping[str, int]:
    """How many annotations each document has, by its symbol; records that cannot be used do not count."""
    rows = tables.get(ANNOTATIONS)
    if not rows:
        return {}
    from unreader.annotating.records import fault_in

    return Counter(row["address"].partition("#")[0] for row in rows.values() if not fault_in(row))
