"""Annotations as JSON: as `annotations --format json` prints them, and losslessly as `export --format json` does.

What `export` prints can be taken into a store again, with `unreader annotations import`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict

from unreader.annotating import Annotation
from unreader.annotating.codebook import Codebook
from unreader.annotating.topic_notes import TopicNote
from unreader.exporting.selection import Annotated, Selection


def annotation_json(annotation: Annotation) -> dict[str, Any]:
    """One annotation as plain JSON values."""
    return {
        "id": annotation.id,
        "address": str(annotation.address.plain),
        "language": annotation.address.language,
        "topics": list(annotation.topics),
        "note": annotation.note,
        "quote": annotation.quote,
        "start": annotation.start,
        "end": annotation.end,
        "author": annotation.author,
        "created": annotation.created,
        "modified": annotation.modified,
        "anchor": annotation.anchor.state,
    }


def lossless_json(annotation: Annotation) -> dict[str, Any]:
    """One annotation with everything that the store holds of it."""
    anchor = annotation.anchor
    return {
        **annotation_json(annotation),
        "whole": annotation.whole,
        "hash": anchor.hash,
        "before": anchor.before,
        "after": anchor.after,
        "version": anchor.version,
        "candidates": list(anchor.candidates),
    }


def render(annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> str:
    """A JSON list of the annotations, in the order of the text, with all that the store holds of them."""
    return _printed([lossless_json(one.annotation) for one in annotated])


def with_topic_notes(content: str, notes: Iterable[TopicNote]) -> str:
    """The list with the notes on topics behind the annotations; they have a topic in the place of an address."""
    told = [asdict(note) for note in notes]
    return _printed([*msgspec.json.decode(content), *told]) if told else content


def _printed(rows: list[Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"
