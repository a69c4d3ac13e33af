"""Notes on topics, kept in the annotations' store and undone with them.

annotations.topic_notes.write("trafficking", "Ask whether …")     # "" removes it
annotations.topic_notes.at("trafficking")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from unreader.annotating.journal import Problem, StoreError, unreadable
from unreader.annotating.storage import JournalDB, put_row
from unreader.model import Address

Row = dict[str, Any]
#: Begins a step of the history: (operation, address, detail).
Step = Callable[[str, Address | str, Iterable[str]], AbstractContextManager[None]]

_TABLE = "topic_notes"
_PREFIX = "topic:"
_FIELDS = ("id", "topic", "note", "author", "created", "modified")


class TopicNote(Struct, frozen=True):
    """A note (Markdown) on a topic. `id` is a UUID; times are ISO 8601, UTC."""

    id: str
    topic: str
    note: str
    author: str
    created: str
    modified: str


class TopicNotes:
    """The notes on topics of a store; `unreader.annotating.Annotations.topic_notes`."""

    def __init__(
        self,
        db: JournalDB,
        step: Step,
        set_row: Callable[[str, Row | None], None],
        signature: Callable[[], tuple[str, str, str]],
    ) -> None:
        """`step` and `set_row` are those of the annotations; `signature` gives a new id, the author and the time."""
        self._db = db
        self._table = db.table(_TABLE)
        self._step = step
        self._set = set_row
        self._signature = signature

    def at(self, topic: str) -> TopicNote | None:
        """The note on a topic."""
        row = self.row(_PREFIX + topic)
        return None if row is None else TopicNote(**row)

    def all(self) -> tuple[TopicNote, ...]:
        """All notes on topics, by topic."""
        return tuple(TopicNote(**row) for _, row in sorted(self._rows().items()))

    def write(self, topic: str, text: str) -> TopicNote | None:
        """Write the note on a topic; "" removes it. One step. Raises StoreError."""
        text = text.encode("utf-8", "replace").decode("utf-8")
        if not topic:
            raise StoreError("A topic needs a name.")
        with self._step("note" if text else "unnote", "", (topic,)):
            before = self.at(topic)
            id_, author, now = self._signature()
            after = TopicNote(id_, topic, text, author, now, now)
            if before is not None:
                after = TopicNote(before.id, topic, text, before.author, before.created, now)
            if text != (before.note if before else ""):
                self._set(_PREFIX + topic, asdict(after) if text else None)
        return self.at(topic)

    def take_in(self, note: TopicNote) -> bool:
        """Add another store's note as it is, if the topic has none; whether it was added. Call it within a step."""
        if self.at(note.topic) is not None:
            return False
        self._set(_PREFIX + note.topic, asdict(note))
        return True

    def follow(self, topics: Mapping[str, str]) -> int:
        """Take notes along when topics get other ids ("": they go), under a note that is there. Within a step."""
        moved = [(note, topics[note.topic]) for note in self.all() if topics.get(note.topic, note.topic) != note.topic]
        for note, _ in moved:
            self._set(_PREFIX + note.topic, None)
        for note, new in moved:
            there = self.at(new) if new else None
            if there is not None:
                joined = asdict(there) | {"note": f"{there.note}\n\n{note.note}", "modified": self._signature()[2]}
                self._set(_PREFIX + new, joined)
            elif new:
                self._set(_PREFIX + new, asdict(note) | {"topic": new})
        return len(moved)

    def problems(self) -> tuple[Problem, ...]:
        """The rows that hold no note; they are kept as they are."""
        return unreadable(self._db.storage.read().get(_TABLE, {}), "Note on a topic,", _fault_in)

    # Rows, as the annotations' history asks for them and sets them.

    def row(self, id_: str) -> Row | None:
        """The row with this id."""
        found = self._rows().get(id_.removeprefix(_PREFIX))
        return None if found is None else dict(found)

    def set_row(self, id_: str, row: Row | None) -> None:
        """Set a row, or remove it (None)."""
        topic = id_.removeprefix(_PREFIX)
        raw = self._db.storage.read().get(_TABLE, {})
        key = next((int(key) for key, one in raw.items() if not _fault_in(one) and one["topic"] == topic), None)
        put_row(self._table, key, row)

    def _rows(self) -> dict[str, Row]:
        raw = self._db.storage.read().get(_TABLE, {})
        return {row["topic"]: row for row in raw.values() if not _fault_in(row)}


def topic_note_of(row: Any) -> TopicNote | None:
    """The note on a topic that a row holds, or None."""
    return None if _fault_in(row) else TopicNote(**row)


def is_topic_note(id_: str) -> bool:
    """Whether an id of the history is that of a note on a topic."""
    return id_.startswith(_PREFIX)


def _fault_in(row: Any) -> str:
    """What is wrong with a row that should hold a note; "" if nothing is."""
    if not isinstance(row, dict):
        return "it is no record"
    wrong = [name for name in _FIELDS if type(row.get(name)) is not str]
    if wrong or set(row) != set(_FIELDS):
        return f"its {wrong[0]} is missing or of the wrong kind" if wrong else "it has fields that no note has"
    return "" if row["topic"] and row["note"] else "it says nothing, or of no topic"
