"""Everything that a step of the history can change, by id: annotations, corrections, notes on topics, the codebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from tinydb.table import Document as Record
from tinydb.table import Table

from unreader.annotating.codebook_row import CODEBOOK, CodebookRow
from unreader.annotating.storage import put_row

Row = dict[str, Any]


class Shelf(Protocol):
    """Rows of another kind than annotations, which it tells apart by their ids."""

    def row(self, id_: str) -> Row | None:
        """The row with this id."""

    def set_row(self, id_: str, row: Row | None) -> None:
        """Set a row, or remove it (None)."""


class ChangingRows:
    """The rows of a store; see `unreader.annotating.history.Rows`."""

    def __init__(self, table: Table, key_of: Callable[[str], str | None], codebook: CodebookRow) -> None:
        """`table` holds the annotations; `key_of` gives the key of the one with an id."""
        self._table = table
        self._key_of = key_of
        self._codebook = codebook
        self._shelves: list[tuple[Callable[[str], bool], Shelf]] = []
        #: Called at every row that is set.
        self.look: Callable[[], object] = bool

    def add(self, is_mine: Callable[[str], bool], shelf: Shelf) -> None:
        """Rows whose ids `is_mine` knows stand on this shelf."""
        self._shelves.append((is_mine, shelf))

    def get(self, id_: str) -> Row | None:
        """The row with this id."""
        if id_ == CODEBOOK:
            return self._codebook.row()
        if (shelf := self._shelf(id_)) is not None:
            return shelf.row(id_)
        key = self._key_of(id_)
        return None if key is None else self.of_key(key)

    def of_key(self, key: str) -> Row | None:
        """The row of the annotation with this key."""
        found = self._table.get(doc_id=int(key))
        return dict(found) if isinstance(found, Record) else None

    def set(self, id_: str, row: Row | None) -> None:
        """Set a row, or remove it (None)."""
        self.look()
        if id_ == CODEBOOK:
            self._codebook.set_row(row)
            return
        if (shelf := self._shelf(id_)) is not None:
            shelf.set_row(id_, row)
            return
        key = self._key_of(id_)
        put_row(self._table, None if key is None else int(key), row)

    def merged(self, id_: str, row: Row, before: Row, after: Row) -> Row:
        """The row, as it is now, with the change of some fields from `before` to `after` made in it."""
        return self._codebook.merged(row, before, after) if id_ == CODEBOOK else {**row, **after}

    def _shelf(self, id_: str) -> Shelf | None:
        return next((shelf for is_mine, shelf in self._shelves if is_mine(id_)), None)
