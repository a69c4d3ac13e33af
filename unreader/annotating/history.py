"""The history of changes, kept in the store: a tree of steps, each of which can be undone and done again.

Undoing moves the head to the step before; a new change after that begins a branch, and nothing of the history is ever
thrown away. A step holds what it takes to go both ways: of a changed annotation the fields before and after, of a
removed one the whole row. The row of a created one is put into the step when it is undone.

A step is a row with the number of the step before it and the rest as JSON text: that is read only when it is asked for,
so that a long history does not make opening slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from tinydb.table import Document as Record

from unreader.annotating.storage import JournalDB

Row = dict[str, Any]
#: Sets the annotation with this id to a row, or removes it (None).
Setter = Callable[[str, Row | None], None]
Getter = Callable[[str], Row | None]

_STEPS = "history"
_HEAD = "history_head"
_HEAD_KEY = 1
_START = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One change as the history tells it: what was done, where (the first address), to how many annotations."""

    number: int
    operation: str
    address: str
    detail: tuple[str, ...]
    count: int
    author: str
    at: str
    undone: bool = False


class History:
    """The steps of a store. All changes happen within a transaction of the caller."""

    def __init__(self, db: JournalDB, get: Getter, set_row: Setter) -> None:
        self._db = db
        self._steps = db.table(_STEPS)
        self._get = get
        self._set = set_row

    @property
    def head(self) -> int:
        """The number of the step that was done last; 0 before the first."""
        found = self._db.table(_HEAD).get(doc_id=_HEAD_KEY)
        head = found.get("step") if isinstance(found, Mapping) else _START
        return head if isinstance(head, int) else _START

    def record(
        self,
        operation: str,
        address: str,
        detail: Iterable[str],
        author: str,
        at: str,
        before: Mapping[str, Row | None],
    ) -> None:
        """Add a step, if anything changed: `before` are the rows of the annotations that it changed, by id."""
        changes = [change for id_, row in before.items() if (change := _change(id_, row, self._get(id_)))]
        if not changes:
            return
        told = {"operation": operation, "address": address, "detail": list(detail), "author": author, "at": at}
        self._move_head(self._steps.insert(_to_row(self.head, {**told, "changes": changes})))

    def undo(self) -> Step | None:
        """Undo the last step; None if there is none."""
        number = self.head
        parent, step = self._read(number)
        if step is None:
            return None
        for change in reversed(step["changes"]):
            if change["kind"] == "create":
                change["row"] = self._get(change["id"])
                self._set(change["id"], None)
            elif change["kind"] == "delete":
                self._set(change["id"], change["row"])
            else:
                self._merge(change["id"], change["before"])
        if any(change["kind"] == "create" for change in step["changes"]):
            self._steps.update(_to_row(parent, step), doc_ids=[number])
        self._move_head(parent)
        return _told(number, step, undone=True)

    def redo(self) -> Step | None:
        """Do the step again that was undone last; None if there is none."""
        head = self.head
        newest = self._db.storage.next_key(_STEPS) - 1
        # A step has a greater number than the one before it.
        after = (number for number in range(newest, head, -1) if self._read(number)[0] == head)
        number = next(after, None)
        return None if number is None else self._redo(number)

    def go_to(self, number: int) -> int:
        """Undo and redo until `number` (0: the beginning) is the step done last; how many steps that took.

        Raises KeyError for a step that is not there.
        """
        if number != _START and self._read(number)[1] is None:
            raise KeyError(number)
        line = self._line(number)
        taken = 0
        while self.head not in line:
            if self.undo() is None:
                raise KeyError(number)
            taken += 1
        for later in line[line.index(self.head) + 1 :]:
            self._redo(later)
            taken += 1
        return taken

    def steps(self) -> list[Step]:
        """All steps in the order in which they were done first; `undone` are those that do not count now."""
        line = set(self._line(self.head))
        numbers = sorted(row.doc_id for row in self._steps.all())
        found = ((number, self._read(number)[1]) for number in numbers)
        return [_told(number, step, undone=number not in line) for number, step in found if step is not None]

    def _redo(self, number: int) -> Step | None:
        _, step = self._read(number)
        if step is None:
            return None
        for change in step["changes"]:
            if change["kind"] == "create":
                self._set(change["id"], change.get("row"))
            elif change["kind"] == "delete":
                self._set(change["id"], None)
            else:
                self._merge(change["id"], change["after"])
        self._move_head(number)
        return _told(number, step)

    def _merge(self, id_: str, fields: Row) -> None:
        row = self._get(id_)
        if row is not None:
            self._set(id_, {**row, **fields})

    def _move_head(self, number: int) -> None:
        self._db.table(_HEAD).upsert(Record({"step": number}, doc_id=_HEAD_KEY))

    def _read(self, number: int) -> tuple[int, Row | None]:
        """The number of the step before this one, and the step; (-1, None) if there is no such step."""
        row = self._steps.get(doc_id=number)
        try:
            if isinstance(row, Mapping) and isinstance(row["parent"], int):
                return row["parent"], orjson.loads(row["step"])
        except (KeyError, ValueError):
            pass
        return -1, None

    def _line(self, number: int) -> list[int]:
        """The steps from the beginning, or from where the history can be read, to this one."""
        line = []
        while number > _START:
            line.append(number)
            number, _ = self._read(number)
        return [_START, *reversed(line)]


def _to_row(parent: int, step: Row) -> Row:
    return {"parent": parent, "step": orjson.dumps(step).decode()}


def _change(id_: str, before: Row | None, after: Row | None) -> Row | None:
    """What a step keeps of one annotation's change; None if it did not change."""
    if before == after:
        return None
    if before is None:
        return {"kind": "create", "id": id_}
    if after is None:
        return {"kind": "delete", "id": id_, "row": before}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {
        "kind": "change",
        "id": id_,
        "before": {name: before.get(name) for name in names},
        "after": {name: after.get(name) for name in names},
    }


def _told(number: int, row: Mapping[str, Any], *, undone: bool = False) -> Step:
    detail = tuple(str(part) for part in row.get("detail", ()))
    operation, address = str(row.get("operation", "")), str(row.get("address", ""))
    author, at = str(row.get("author", "")), str(row.get("at", ""))
    return Step(number, operation, address, detail, len(row["changes"]), author, at, undone)
