"""Annotations as CSV: one row for each, notes without a topic too."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from unreader.annotating.codebook import Codebook
from unreader.exporting.selection import Annotated, Selection
from unreader.visible import visible_lines

HEADS = (
    *("address", "citation", "topics", "note", "quote", "kind", "author", "created", "modified", "anchor", "id"),
    *("language", "start", "end"),
)
#: What a spreadsheet takes for a formula when a cell begins with it (owasp.org, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> str:
    """The rows under their heads, as UTF-8 text without a byte order mark; topics are joined by a semicolon."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for one in annotated:
        annotation = one.annotation
        row = (
            str(annotation.address.plain),
            one.citation,
            ";".join(annotation.topics),
            annotation.note,
            annotation.quote,
            one.block.kind if one.block else "",
            annotation.author,
            annotation.created,
            annotation.modified,
            annotation.anchor.state,
            annotation.id,
            annotation.address.language,
            str(annotation.start),
            str(annotation.end),
        )
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula."""
    shown = visible_lines(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
