"""Rows of older stores brought forward, one schema after the other. Tables go in and are changed in place.

What a step cannot bring forward stays as it is: a row that is no annotation is told by `check` and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]

#: What a row of an annotation may lack, and what that means.
_LEFT_OUT: Row = {
    **dict.fromkeys(("note", "quote", "author", "created", "hash", "before", "after", "version", "language"), ""),
    "topics": [],
    "anchor": "kept",
}


def complete(row: Row) -> Row:
    """A row of an annotation with what programs before the first schema left out, if it says where it stands."""
    if not isinstance(row, dict) or not isinstance(row.get("address"), str):
        return row
    full = {**_LEFT_OUT, **row}
    quote = full["quote"] if isinstance(full["quote"], str) else ""
    full.setdefault("start", 0)
    full.setdefault("end", full["start"] + len(quote) if isinstance(full["start"], int) else len(quote))
    full.setdefault("whole", full["start"] == 0)
    full.setdefault("modified", full["created"])
    return full


def _complete_rows(tables: Tables) -> None:
    """0 → 1: a plain TinyDB file of annotations, written by hand or by another program."""
    rows = tables.get("annotations", {})
    for key, row in rows.items():
        rows[key] = complete(row)


def _candidates_of_anchors(tables: Tables) -> None:
    """1 → 2: every annotation has the candidates of its anchor; steps of the history may change the codebook too."""
    for row in tables.get("annotations", {}).values():
        if isinstance(row, dict):
            row.setdefault("candidates", [])


#: The step from each schema to the next.
MIGRATIONS: tuple[Callable[[Tables], None], ...] = (_complete_rows, _candidates_of_anchors)


def migrate(tables: Tables, schema: int) -> None:
    """Bring tables of an older schema to the present one."""
    for step in MIGRATIONS[schema:]:
        step(tables)
