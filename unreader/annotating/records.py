"""An annotation, and the row of the store that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from msgspec import Struct

from unreader.annotating.anchors import Anchor
from unreader.model import Address

_STATES = frozenset({"kept", "renumbered", "edited", "ambiguous", "lost"})
_TEXTS = (
    *("id", "address", "language", "note", "quote", "author", "created", "modified"),
    *("anchor", "hash", "before", "after", "version"),
)
_FIELDS = (*_TEXTS, "topics", "start", "end", "whole")
_TYPES = (*(str,) * len(_TEXTS), list, int, int, bool)
_fields = itemgetter(*_FIELDS)


class Annotation(Struct, frozen=True, gc=False):
    """Topics and a note on a paragraph (`whole`) or on the span start..end of its text.

    `id` is a UUID. `quote` is the annotated text as it stood; offsets are code points. Times are ISO 8601, UTC.
    """

    id: str
    address: Address
    topics: tuple[str, ...]
    note: str
    quote: str
    start: int
    end: int
    author: str
    created: str
    modified: str
    anchor: Anchor
    whole: bool = True

    @property
    def span(self) -> tuple[int, int] | None:
        """The span, or None for the whole paragraph."""
        return None if self.whole else (self.start, self.end)


def to_row(annotation: Annotation) -> dict[str, Any]:
    """The row that holds an annotation."""
    address = annotation.address
    return {
        "id": annotation.id,
        "address": str(Address(address.symbol, address.path)),
        "language": address.language,
        "topics": list(annotation.topics),
        "note": annotation.note,
        "quote": annotation.quote,
        "start": annotation.start,
        "end": annotation.end,
        "whole": annotation.whole,
        "author": annotation.author,
        "created": annotation.created,
        "modified": annotation.modified,
        **anchor_to_row(annotation.anchor),
    }


def anchor_to_row(anchor: Anchor) -> dict[str, Any]:
    """The fields of a row that hold the anchor: its state, the paragraph's hash, what stands around the quotation."""
    return {
        "anchor": anchor.state,
        "hash": anchor.hash,
        "before": anchor.before,
        "after": anchor.after,
        "version": anchor.version,
        "candidates": list(anchor.candidates),
    }


def from_row(row: Mapping[str, Any]) -> Annotation:
    """The annotation that a row holds; the row has passed `fault_in`."""
    symbol, _, path = row["address"].partition("#")
    anchor = Anchor(
        row["anchor"], row["hash"], row["before"], row["after"], row["version"], tuple(row.get("candidates", ()))
    )
    return Annotation(
        row["id"],
        Address(symbol, path, row["language"]),
        tuple(row["topics"]),
        row["note"],
        row["quote"],
        row["start"],
        row["end"],
        row["author"],
        row["created"],
        row["modified"],
        anchor,
        row["whole"],
    )


def fault_in(row: Any) -> str:
    """What is wrong with a row that should hold an annotation, in a few words; empty if nothing is."""
    try:
        sound = (
            tuple(map(type, _fields(row))) == _TYPES
            and row["anchor"] in _STATES
            and all(type(topic) is str for topic in row["topics"])
            and 0 <= row["start"] <= row["end"]
            and row["id"]
            and row["address"][:1] not in ("", "#")
        )
    except (KeyError, TypeError):
        sound = False
    return "" if sound else _fault_told(row)


def _fault_told(row: Any) -> str:
    """The first fault of a row that is known to have one."""
    if not isinstance(row, dict):
        return "it is no record"
    for name, wanted in zip(_FIELDS, _TYPES, strict=True):
        if type(row.get(name)) is not wanted:
            return f"its {name} is missing or of the wrong kind"
    if row["anchor"] not in _STATES:
        return "its anchor is in an unknown state"
    if not all(type(topic) is str for topic in row["topics"]):
        return "its topics are not a list of names"
    if not 0 <= row["start"] <= row["end"]:
        return "its span is not a span"
    return "it has no id or no address"
