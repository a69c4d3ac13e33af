"""What is under the pointer, and what is selected, in a list of paragraphs: source text, never screen lines.

Textual's selections are in (offset in the text, number of the paragraph) here, as the rows' meta data say.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from textual.geometry import Offset
from textual.selection import Selection

from unreader.tui.page.layout import Callout, Layout, Paragraph

__all__ = ["Span", "payload_at", "selected_text", "span_of", "span_selection", "targets_in"]

#: The key of a paragraph, and the start and end of a stretch of its text in code points.
Span = tuple[Hashable, int, int]


def payload_at(paragraphs: Sequence[Paragraph], layout: Layout, row: int, cell: int) -> object:
    """What a click in a cell of a row of the whole means: a mark's payload, a `Callout`, or None."""
    found = layout.offset_at(row, cell)
    if found is None:
        return None
    index, offset = found
    paragraph = paragraphs[index]
    callout = layout.callout_at(row, cell)
    if callout is not None:
        # It is drawn at its place or, behind blanks, a little before it.
        return next((Callout(label) for at, label in sorted(paragraph.callouts) if at >= callout), None)
    inside = [m for m in paragraph.marks if m.payload is not None and m.start <= offset < m.end]
    return min(inside, key=lambda mark: mark.end - mark.start).payload if inside else None


def targets_in(
    paragraphs: Sequence[Paragraph], layout: Layout, rows: range, width: int
) -> Iterator[tuple[int, int, int, object]]:
    """What a click can mean in some rows of the whole: row, cell and paragraph where each begins, and the meaning."""
    told: set[tuple[int, object]] = set()
    for row in rows:
        if row >= layout.height:
            return
        index = layout.at(row)[0]
        if not paragraphs[index].callouts and all(mark.payload is None for mark in paragraphs[index].marks):
            continue
        for cell in range(width):
            payload = payload_at(paragraphs, layout, row, cell)
            if payload is not None and (index, payload) not in told:
                told.add((index, payload))
                yield row, cell, index, payload


def selected_text(paragraphs: Sequence[Paragraph], selection: Selection) -> str:
    """The source text of a selection, paragraphs parted by a line feed; from the second on with their labels."""
    last = len(paragraphs) - 1
    first = 0 if selection.start is None else selection.start.y
    pieces = []
    for index in range(first, min(last, last if selection.end is None else selection.end.y) + 1):
        span = selection.get_span(index)
        if span is None:
            continue
        start, end = span
        paragraph = paragraphs[index]
        piece = paragraph.text[max(start, 0) : len(paragraph.text) if end < 0 else end]
        if index > first and paragraph.label:
            piece = f"{paragraph.label} {piece}"
        pieces.append(piece)
    return "\n".join(pieces).strip("\n")


def span_selection(index: int, start: int, end: int) -> Selection:
    """The selection of a stretch of one paragraph's text."""
    return Selection(Offset(start, index), Offset(end, index))


def span_of(paragraphs: Sequence[Paragraph], selection: Selection) -> Span | None:
    """The stretch of text that a selection covers; None where it covers nothing, or parts of several paragraphs."""
    last = len(paragraphs) - 1
    first = 0 if selection.start is None else selection.start.y
    final = last if selection.end is None else min(last, selection.end.y)
    covered: Span | None = None
    for index in range(max(first, 0), final + 1):
        span = selection.get_span(index)
        if span is None:
            continue
        size = len(paragraphs[index].text)
        start, end = max(0, min(span[0], size)), size if span[1] < 0 else min(span[1], size)
        if start < end:
            if covered is not None:
                return None
            covered = (paragraphs[index].key, start, end)
    return covered
