"""Taking in annotations of another store: merged by their ids, conflicts told, nothing of one's own overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from unreader.annotating.annotations import Annotations
from unreader.annotating.migrations import complete
from unreader.annotating.records import Annotation, fault_in, from_row, to_row
from unreader.annotating.topic_notes import TopicNote, topic_note_of
from unreader.model import Address, UnreaderError

_SHOWN = ("topics", "note", "address", "quote", "author")


class AnnotationFileError(UnreaderError):
    """A file from which annotations cannot be taken."""


class Conflict(Struct, frozen=True):
    """An annotation that is here and in the file, and not the same."""

    mine: Annotation
    theirs: Annotation

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """What differs: its name, mine, theirs."""
        one, other = to_row(self.mine), to_row(self.theirs)
        names = [name for name in _SHOWN if one[name] != other[name]] or [
            name for name in one if one[name] != other[name]
        ]
        return tuple((name, _shown(one[name]), _shown(other[name])) for name in names)


class Weighed(Struct, frozen=True):
    """What an import adds, how many of its annotations are here already and the same, and the conflicts.

    `notes` are the notes that it adds to topics without one, `left_notes` those on topics that have another note here.
    """

    added: tuple[Annotation, ...]
    same: int
    conflicts: tuple[Conflict, ...]
    notes: tuple[TopicNote, ...] = ()
    left_notes: tuple[TopicNote, ...] = ()


def read_annotations(file: Path) -> tuple[tuple[Annotation, ...], tuple[TopicNote, ...]]:
    """The annotations, and the notes on topics, in a file that `export --format json` printed.

    Raises AnnotationFileError.
    """
    try:
        rows = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise AnnotationFileError(f"{file} cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise AnnotationFileError(
            f"{file} is not JSON ({error}); make it with: unreader export --format json"
        ) from None
    if not isinstance(rows, list):
        raise AnnotationFileError(f"{file} is not a list of annotations; make it with: unreader export --format json")
    notes = [note for row in rows if (note := topic_note_of(row)) is not None]
    return tuple(_annotations(rows, file)), tuple(notes)


def weigh(annotations: Annotations, others: Iterable[Annotation], notes: Iterable[TopicNote] = ()) -> Weighed:
    """What would come in: the annotations whose ids are not here, notes on topics that have none; changes nothing."""
    new: dict[str, Annotation] = {}
    conflicts: list[Conflict] = []
    same = 0
    for other in others:
        mine = annotations.get(other.id) or new.get(other.id)
        if mine is None:
            new[other.id] = other
        elif _told(mine) == _told(other):
            same += 1
        else:
            conflicts.append(Conflict(mine, other))
    here = {note.topic: note for note in annotations.topic_notes.all()}
    taken: dict[str, TopicNote] = {}
    left = []
    for note in notes:
        held = here.get(note.topic) or taken.setdefault(note.topic, note)
        if held.note != note.note:
            left.append(note)
    return Weighed(tuple(new.values()), same, tuple(conflicts), tuple(taken.values()), tuple(left))


def merge(annotations: Annotations, weighed: Weighed) -> None:
    """Add what was weighed, as one step. Raises StoreError."""
    with annotations.step("import"):
        annotations.add(weighed.added, "import")
        for note in weighed.notes:
            annotations.topic_notes.take_in(note)


def _annotations(rows: list[Any], file: Path) -> Iterator[Annotation]:
    for number, row in enumerate(rows, 1):
        if topic_note_of(row) is not None:
            continue
        full = complete(row)
        if fault := fault_in(full):
            raise AnnotationFileError(f"{file}, annotation {number}: {fault}; nothing was imported")
        address = Address.parse(full["address"])
        yield from_row({**full, "address": str(address.plain)})


def _told(annotation: Annotation) -> dict[str, Any]:
    """An annotation without what only says where it stands in one version of the text."""
    row = to_row(annotation)
    return {name: value for name, value in row.items() if name not in ("anchor", "version", "candidates")}


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
