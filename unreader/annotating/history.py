"""The history of changes, kept in the store: a tree of steps, each of which can be undone and done again.

Undoing moves the head to the step before; a new change after that begins a branch, and nothing of the history is ever
thrown away. Going back to a point is a new step itself. A step holds what it takes to go both ways: of a changed row
the fields before and after, of a removed one the whole row. The row of a created one is put into the step when it is
undone. Rows are annotations, and what else is changed with them: see `Rows`.

A step is a row with the number of the step before it and the rest as JSON text: that is read only when it is asked for,
so that a long history does not make opening slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

import msgspec
from msgspec import Struct
from tinydb.table import Document as Record

from unreader.annotating.codebook_row import CODEBOOK
from unreader.annotating.decisions import is_decision
from unreader.annotating.storage import JournalDB

Row = dict[str, Any]
#: Gives the row with this id.
Getter = Callable[[str], Row | None]
#: Sets the row with this id, or removes it (None).
Setter = Callable[[str, Row | None], None]

_STEPS = "history"
_HEAD = "history_head"
_HEAD_KEY = 1
_START = 0
#: What a step keeps of a row that changed has at least so many characters.
_BYTES_OF_A_CHANGE = 100


class Rows(Protocol):
    """The rows that steps change, by id."""

    def get(self, id_: str) -> Row | None:
        """The row with this id."""

    def set(self, id_: str, row: Row | None) -> None:
        """Set a row, or remove it (None)."""

    def merged(self, id_: str, row: Row, before: Row, after: Row) -> Row:
        """The row, as it is now, with a change of some fields made in it: `before` and `after` are these fields."""


class Step(Struct, frozen=True):
    """One change as the history tells it: what was done, where (the first address), to how many annotations."""

    number: int
    operation: str
    address: str
    detail: tuple[str, ...]
    count: int
    author: str
    at: str
    undone: bool = False


class Changed(Struct, frozen=True):
    """What a step, or several, made of one row: None where it was not there, or is there no more.

    Of a step both hold no more than the fields that changed, and those that say which annotation it is.
    """

    id: str
    before: Row | None
    after: Row | None


class _Id(Struct):
    """Of a change, the row that it changed."""

    id: str


class _Facts(Struct):
    """A step without what it changed in the rows."""

    changes: list[_Id]
    operation: Any = ""
    address: Any = ""
    detail: tuple[Any, ...] = ()
    author: Any = ""
    at: Any = ""


class _Changes(Struct):
    """A step whose changes are not read yet."""

    changes: list[msgspec.Raw]


class History:
    """The steps of a store. All changes happen within a transaction of the caller."""

    def __init__(self, db: JournalDB, rows: Rows) -> None:
        self._db = db
        self._steps = db.table(_STEPS)
        self._rows = rows

    @property
    def head(self) -> int:
        """The number of the step that was done last; 0 before the first."""
        found = self._db.table(_HEAD).get(doc_id=_HEAD_KEY)
        head = found.get("step") if isinstance(found, Mapping) else _START
        return head if isinstance(head, int) else _START

    @property
    def newest(self) -> int:
        """The number of the step that was made last, undone or not; 0 before the first."""
        return self._db.storage.next_key(_STEPS) - 1

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
        changes = [change for id_, row in before.items() if (change := _change(id_, row, self._rows.get(id_)))]
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
                change["row"] = self._rows.get(change["id"])
            self._reverse(change, self._rows.get, self._rows.set)
        if any(change["kind"] == "create" for change in step["changes"]):
            self._steps.update(_to_row(parent, step), doc_ids=[number])
        self._move_head(parent)
        return _told(number, msgspec.convert(step, _Facts), undone=True)

    def redo(self) -> Step | None:
        """Do the step again that was undone last; None if there is none."""
        number = self.after_head
        return self._redo(number) if number else None

    @property
    def after_head(self) -> int:
        """The number of the step that would be done again; 0 for none."""
        head = self.head
        # A step has a greater number than the one before it.
        return next((number for number in range(self.newest, head, -1) if self._parent(number) == head), _START)

    def weight(self, number: int) -> int:
        """About how many rows a step changes, without reading it."""
        row = self._steps.get(doc_id=number)
        return len(str(row.get("step", ""))) // _BYTES_OF_A_CHANGE if isinstance(row, Mapping) else 0

    def changed_since(self, number: int) -> tuple[Changed, ...]:
        """What going back (or over, to another branch) to the state after a step would change; 0: before the first.

        `before` is each row as it is now, `after` as it was then. Raises KeyError for a step that is not there.
        """
        found: list[Changed] = []
        for some in self.some_changed_since(number):
            found += some
        return tuple(found)

    def some_changed_since(self, number: int) -> Iterator[Sequence[Changed]]:
        """The same in small steps, of which many give nothing; between them other things can be done."""
        undone, redone = self._way_to(number)
        state: dict[str, Row | None] = {}

        def get(id_: str) -> Row | None:
            return state[id_] if id_ in state else self._rows.get(id_)

        for back in undone:
            for change in reversed(self._changes(back)):
                self._reverse(change, get, state.__setitem__)
            yield ()
        for again in redone:
            for change in self._changes(again):
                self._repeat(change, get, state.__setitem__)
            yield ()
        for id_, row in state.items():
            now = self._rows.get(id_)
            yield (Changed(id_, now, row),) if now != row else ()

    def changes_of(self, number: int, most: int = 0) -> tuple[Changed, ...]:
        """What a step changed, row by row, or the first `most` of it. Raises KeyError for a step that is not there."""
        changes = self._first_changes(number, most)
        if changes is None:
            raise KeyError(number)
        told = []
        for change in changes:
            which = change.get("which", {})
            if change["kind"] == "create":
                row = change.get("row") or self._rows.get(change["id"]) or which
                told.append(Changed(change["id"], None, {**row, **which}))
            elif change["kind"] == "delete":
                told.append(Changed(change["id"], change["row"], None))
            else:
                which = which or _which(self._rows.get(change["id"]))
                told.append(Changed(change["id"], {**which, **change["before"]}, {**which, **change["after"]}))
        return tuple(told)

    def step(self, number: int) -> Step:
        """The step with this number. Raises KeyError."""
        _, step = self._read(number)
        if step is None:
            raise KeyError(number)
        return _told(number, msgspec.convert(step, _Facts), undone=number not in set(self._line(self.head)))

    def steps(self, most: int = 0, before: int = 0) -> list[Step]:
        """The steps in the order in which they were done first, or the last `most` of them, or of those before one.

        `undone` are those that do not count now.
        """
        kept = self._db.storage.read().get(_STEPS, {})
        if most:
            downwards = range(before - 1 if before else self.newest, _START, -1)
            shown = list(islice((number for number in downwards if str(number) in kept), most))[::-1]
        else:
            shown = sorted(int(key) for key in kept if key.isdecimal())
        line = set()
        at = self.head
        while shown and at >= shown[0]:
            line.add(at)
            at = self._parent(at)
        found = ((number, self._facts(number)) for number in shown)
        return [_told(number, facts, undone=number not in line) for number, facts in found if facts is not None]

    def _redo(self, number: int) -> Step | None:
        _, step = self._read(number)
        if step is None:
            return None
        for change in step["changes"]:
            self._repeat(change, self._rows.get, self._rows.set)
        self._move_head(number)
        return _told(number, msgspec.convert(step, _Facts))

    def _reverse(self, change: Row, get: Getter, set_row: Setter) -> None:
        if change["kind"] == "create":
            set_row(change["id"], None)
        elif change["kind"] == "delete":
            set_row(change["id"], change["row"])
        elif (row := get(change["id"])) is not None:
            set_row(change["id"], self._rows.merged(change["id"], row, change["after"], change["before"]))

    def _repeat(self, change: Row, get: Getter, set_row: Setter) -> None:
        if change["kind"] == "create":
            set_row(change["id"], change.get("row"))
        elif change["kind"] == "delete":
            set_row(change["id"], None)
        elif (row := get(change["id"])) is not None:
            set_row(change["id"], self._rows.merged(change["id"], row, change["before"], change["after"]))

    def _changes(self, number: int) -> list[Row]:
        step = self._read(number)[1]
        return step["changes"] if step is not None else []

    def _way_to(self, number: int) -> tuple[list[int], list[int]]:
        """The steps to undo, and those to do again after that, from the head to another step."""
        if number != _START and self._read(number)[1] is None:
            raise KeyError(number)
        undone, redone = [], []
        here, there = self.head, number
        # A step has a greater number than the one before it: the ways meet where both have come down to one step.
        while here != there:
            if here > there:
                undone.append(here)
                here = self._parent(here)
            else:
                redone.append(there)
                there = self._parent(there)
            if min(here, there) < _START:
                raise KeyError(number)
        return undone, redone[::-1]

    def _move_head(self, number: int) -> None:
        self._db.table(_HEAD).upsert(Record({"step": number}, doc_id=_HEAD_KEY))

    def _read(self, number: int) -> tuple[int, Row | None]:
        """The number of the step before this one, and the step; (-1, None) if there is no such step."""
        row = self._steps.get(doc_id=number)
        try:
            if isinstance(row, Mapping) and isinstance(row["parent"], int):
                return row["parent"], msgspec.json.decode(row["step"])
        except (KeyError, ValueError):
            pass
        return -1, None

    def _facts(self, number: int) -> _Facts | None:
        """What is told of a step, without the rows that it changed: there may be thousands."""
        row = self._steps.get(doc_id=number)
        try:
            return msgspec.json.decode(row["step"], type=_Facts) if isinstance(row, Mapping) else None
        except (KeyError, ValueError):
            return None

    def _first_changes(self, number: int, most: int) -> list[Row] | None:
        """The first changes of a step (0: all); None if there is no such step."""
        row = self._steps.get(doc_id=number)
        try:
            changes = msgspec.json.decode(row["step"], type=_Changes).changes if isinstance(row, Mapping) else None
            return [msgspec.json.decode(one) for one in changes[: most or None]] if changes is not None else None
        except (KeyError, ValueError):
            return None

    def _parent(self, number: int) -> int:
        """The number of the step before this one; -1 if there is no such step."""
        row = self._steps.get(doc_id=number)
        parent = row.get("parent") if isinstance(row, Mapping) else None
        return parent if isinstance(parent, int) else -1

    def _line(self, number: int) -> list[int]:
        """The steps from the beginning, or from where the history can be read, to this one."""
        line = []
        while number > _START:
            line.append(number)
            number = self._parent(number)
        return [_START, *reversed(line)]


def _to_row(parent: int, step: Row) -> Row:
    return {"parent": parent, "step": msgspec.json.encode(step).decode()}


def _change(id_: str, before: Row | None, after: Row | None) -> Row | None:
    """What a step keeps of one annotation's change; None if it did not change."""
    if before == after:
        return None
    if before is None:
        return {"kind": "create", "id": id_, "which": _which(after)}
    if after is None:
        return {"kind": "delete", "id": id_, "row": before}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {
        "kind": "change",
        "id": id_,
        "which": _which(before),
        "before": {name: before.get(name) for name in names},
        "after": {name: after.get(name) for name in names},
    }


def _which(row: Row | None) -> Row:
    """The fields by which a person knows an annotation, or what else it is."""
    return {name: row[name] for name in ("address", "topics", "topic", "word") if name in row} if row else {}


def _told(number: int, facts: _Facts, *, undone: bool = False) -> Step:
    # The codebook that changed with them is no annotation, nor is what was decided about a suggestion.
    count = sum(change.id != CODEBOOK and not is_decision(change.id) for change in facts.changes)
    detail = tuple(map(str, facts.detail))
    operation, address = str(facts.operation), str(facts.address)
    return Step(number, operation, address, detail, count, str(facts.author), str(facts.at), undone)
