"""Taking in annotations of another store: merged by their ids, conflicts told, nothing of one's own overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from unreader.annotating.annotations import Annotations
from unreader.annotating.migrations import complete
from unreader.annotating.records import Annotation, fault_in, from_row, to_row
from unreader.model import Address, UnreaderError

_SHOWN = ("topics", "note", "address", "quote", "author")


class AnnotationFileError(UnreaderError):
    """A file from which annotations cannot be taken."""


@dataclass(frozen=True, slots=True)
class Conflict:
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


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import did: what it added, how many were here already and the same, and the conflicts."""

    added: tuple[Annotation, ...]
    same: int
    conflicts: tuple[Conflict, ...]


def read_annotations(file: Path) -> tuple[Annotation, ...]:
    """The annotations in a file that `export --format json` printed. Raises AnnotationFileError."""
    try:
        rows = orjson.loads(file.read_bytes())
    except OSError as error:
        raise AnnotationFileError(f"{file} cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise AnnotationFileError(
            f"{file} is not JSON ({error}); make it with: unreader export --format json"
        ) from None
    if not isinstance(rows, list):
        raise AnnotationFileError(f"{file} is not a list of annotations; make it with: unreader export --format json")
    return tuple(_annotations(rows, file))


def merge(annotations: Annotations, others: Iterable[Annotation]) -> Merged:
    """Add the annotations whose ids are not here, as one step that can be undone; tell the rest."""
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
    annotations.add(new.values(), "import")
    return Merged(tuple(new.values()), same, tuple(conflicts))


def _annotations(rows: list[Any], file: Path) -> Iterator[Annotation]:
    for number, row in enumerate(rows, 1):
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
