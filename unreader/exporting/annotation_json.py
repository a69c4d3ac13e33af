"""Annotations as JSON: as `annotations --format json` prints them, and losslessly as `export --format json` does.

What `export` prints can be taken into a store again, with `unreader annotations import`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from unreader.annotating import Annotation
from unreader.annotating.codebook import Codebook
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
    rows = [lossless_json(one.annotation) for one in annotated]
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
