"""An annotation, and the row of the store that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unreader.annotating.anchors import Anchor
from unreader.model import Address

_STATES = frozenset({"kept", "renumbered", "edited", "ambiguous", "lost"})
_TEXTS = ("id", "address", "language", "note", "quote", "author", "created", "modified")


@dataclass(frozen=True, slots=True)
class Annotation:
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
    anchor = annotation.anchor
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
        "anchor": anchor_to_row(anchor),
    }


def anchor_to_row(anchor: Anchor) -> dict[str, Any]:
    """The part of a row that holds the anchor."""
    row: dict[str, Any] = {
        "state": anchor.state,
        "hash": anchor.hash,
        "before": anchor.before,
        "after": anchor.after,
        "version": anchor.version,
    }
    if anchor.candidates:
        row["candidates"] = list(anchor.candidates)
    return row


def from_row(row: Mapping[str, Any]) -> Annotation:
    """The annotation that a row holds; the row has passed `fault_in`."""
    symbol, _, path = row["address"].partition("#")
    anchor = row["anchor"]
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
        Anchor(
            anchor["state"],
            anchor["hash"],
            anchor["before"],
            anchor["after"],
            anchor["version"],
            tuple(anchor.get("candidates", ())),
        ),
        row["whole"],
    )


def fault_in(row: Any) -> str:
    """What is wrong with a row that should hold an annotation, in a few words; empty if nothing is."""
    if not isinstance(row, dict):
        return "it is no record"
    for name in _TEXTS:
        if type(row.get(name)) is not str:
            return f"its {name} is missing or not text"
    if not row["id"] or not row["address"].partition("#")[0]:
        return "it has no id or no address"
    topics = row.get("topics")
    if type(topics) is not list or not all(type(topic) is str for topic in topics):
        return "its topics are not a list of names"
    start, end = row.get("start"), row.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        return "its span is not a span"
    if type(row.get("whole")) is not bool:
        return "it does not say whether it is on the whole paragraph"
    return _fault_in_anchor(row.get("anchor"))


def _fault_in_anchor(anchor: Any) -> str:
    if not isinstance(anchor, dict) or anchor.get("state") not in _STATES:
        return "its anchor is missing or of an unknown state"
    for name in ("hash", "before", "after", "version"):
        if type(anchor.get(name)) is not str:
            return f"its anchor's {name} is missing or not text"
    return ""
