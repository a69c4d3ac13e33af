"""The history of changes, kept in the store: a tree of steps, each of which can be undone and done again.

Undoing moves the head to the step before; a new change after that begins a branch, and nothing of the history is ever
thrown away. A step holds what it takes to go both ways: of a changed annotation the fields before and after, of a
removed one the whole row. The row of a created one is put into the step when it is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tinydb.table import Document as Record

from unreader.annotating.storage import JournalDB, copy_of

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
        step = {"parent": self.head, "operation": operation, "address": address, "detail": list(detail)}
        self._move_head(self._steps.insert({**step, "author": author, "at": at, "changes": changes}))

    def undo(self) -> Step | None:
        """Undo the last step; None if there is none."""
        number = self.head
        step = self._row(number)
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
            self._steps.update({"changes": step["changes"]}, doc_ids=[number])
        self._move_head(step["parent"])
        return _told(number, step, undone=True)

    def redo(self) -> Step | None:
        """Do the step again that was undone last; None if there is none."""
        after = self._children().get(self.head)
        return self._redo(max(after)) if after else None

    def go_to(self, number: int) -> int:
        """Undo and redo until `number` (0: the beginning) is the step done last; how many steps that took.

        Raises KeyError for a step that is not there.
        """
        line = self._line(number)
        taken = 0
        while self.head not in line:
            self.undo()
            taken += 1
        for later in line[line.index(self.head) + 1 :]:
            self._redo(later)
            taken += 1
        return taken

    def steps(self) -> list[Step]:
        """All steps in the order in which they were done first; `undone` are those that do not count now."""
        line = set(self._line(self.head))
        rows = ((row.doc_id, row) for row in self._steps.all())
        return [_told(number, row, undone=number not in line) for number, row in sorted(rows) if _is_step(row)]

    def _redo(self, number: int) -> Step | None:
        step = self._row(number)
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

    def _row(self, number: int) -> Row | None:
        found = self._steps.get(doc_id=number)
        return copy_of(dict(found)) if isinstance(found, Mapping) and _is_step(found) else None

    def _line(self, number: int) -> list[int]:
        """The steps from the beginning to this one."""
        line = []
        while number != _START:
            found = self._steps.get(doc_id=number)
            if not isinstance(found, Mapping) or not _is_step(found):
                raise KeyError(number)
            line.append(number)
            number = found["parent"]
        return [_START, *reversed(line)]

    def _children(self) -> dict[int, list[int]]:
        """The steps that were done after each step."""
        children: dict[int, list[int]] = {}
        for row in self._steps.all():
            if _is_step(row):
                children.setdefault(row["parent"], []).append(row.doc_id)
        return children


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


def _is_step(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("parent"), int) and isinstance(row.get("changes"), list)


def _told(number: int, row: Mapping[str, Any], *, undone: bool = False) -> Step:
    detail = tuple(str(part) for part in row.get("detail", ()))
    operation, address = str(row.get("operation", "")), str(row.get("address", ""))
    author, at = str(row.get("author", "")), str(row.get("at", ""))
    return Step(number, operation, address, detail, len(row["changes"]), author, at, undone)
