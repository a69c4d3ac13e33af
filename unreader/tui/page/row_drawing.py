"""Draws one row of a paragraph: margin, label, text with its marks and calls, badges. Rows go out as strips.

Every character carries the offset that it stands for as meta data, so that Textual's selection knows what is under
the pointer: (offset in the text, number of the paragraph).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from unreader.breaking import PLACE_TO_BREAK, SIGNS, SOFT_HYPHEN, Measured, cells, visible
from unreader.tui.page.layout import BAR, Badge, Geometry, Laid, Mark, Paragraph
from unreader.tui.page.layout import SIGNS as SIGN_CELLS

__all__ = ["Drawn", "Pen", "blank", "draw", "row_marks"]

#: The bar of the focused paragraph: when the pane has the keyboard's focus, when not, and where the
#: first two would take two cells.
BAR_ACTIVE, BAR_IDLE, BAR_ASCII = "▌", "▏", "|"


class Pen(Struct, frozen=True):
    """What all rows of a pane share: its width and columns, the look of style classes, whether it has the keyboard."""

    width: int
    columns: Geometry
    style: Callable[..., Style]
    selected: Callable[[Style], Style]
    active: bool

    @property
    def bar(self) -> str:
        """The sign of the focused paragraph, one cell wide."""
        bar = BAR_ACTIVE if self.active else BAR_IDLE
        return bar if cells(bar) == BAR else BAR_ASCII


class Drawn(Struct, frozen=True):
    """A paragraph that is to be drawn: where it stands in the list, and everything laid on its text."""

    index: int
    paragraph: Paragraph
    text: Measured
    laid: Laid
    marks: Sequence[Mark]
    focused: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The style classes of the whole paragraph."""
        return (self.paragraph.kind, "focus") if self.focused else (self.paragraph.kind,)


def row_marks(
    paragraph: Paragraph,
    text: Measured,
    highlighted: Sequence[object],
    selected: tuple[int, int] | None,
    hits: Sequence[Mark] = (),
) -> list[Mark]:
    """The paragraph's marks and those that a pane adds: what is chosen, signs for control characters, what was looked
    for (`hits`), what is selected.

    `selected` is a span of the text; an end below 0 is the text's end.
    """
    marks = [*paragraph.marks, *hits]
    if highlighted:
        marks += [
            Mark(mark.start, mark.end, "highlight")
            for mark in paragraph.marks
            if mark.payload is not None and mark.payload in highlighted
        ]
    if text.text != paragraph.text:
        marks += [
            Mark(at, at + 1, "control")
            for at, (drawn, given) in enumerate(zip(text.text, paragraph.text, strict=True))
            if drawn != given and drawn in SIGNS
        ]
    if selected is not None:
        start, stop = selected
        marks.append(Mark(start, len(text.text) if stop < 0 else stop, "selection"))
    return marks


def blank(pen: Pen, above: tuple[int, int]) -> Strip:
    """A blank row; for a selection it is the end of the paragraph above: (offset, number of that paragraph)."""
    return Strip([Segment("", pen.style() + _at(*above)), Segment(" " * pen.width, pen.style())], pen.width)


def draw(pen: Pen, drawn: Drawn, row: int) -> Strip:
    """One row of a paragraph, counted from its first; exactly as wide as the pane. Blank rows before it are `blank`."""
    width, names, laid = pen.width, drawn.names, drawn.laid
    line = laid.line(row)
    segments = _margin(pen, drawn, line)
    if 0 <= line < len(laid.lines):
        segments += _line(pen, drawn, line)
    elif line < 0:
        segments.append(Segment(visible(drawn.paragraph.label), pen.style(*names, "label")))
    else:
        for badge in laid.badge_rows[line - len(laid.lines)]:
            segments += _badge(pen, badge, names)
    used = sum(cells(segment.text) for segment in segments)
    if used > width:
        return Strip(segments, used).crop(0, width)
    # What is in focus has its ground as far as its lines can reach, not into the margin.
    reach = min(width, max(used, pen.columns.text_left + pen.columns.text_width + 1))
    segments.append(Segment(" " * (reach - used), pen.style(*names)))
    if reach < width:
        segments.append(Segment(" " * (width - reach), pen.style()))
    return Strip(segments, width)


def _margin(pen: Pen, drawn: Drawn, line: int) -> list[Segment]:
    """Bar, sign of a badge, label; up to where the text begins."""
    columns, paragraph, laid, names = pen.columns, drawn.paragraph, drawn.laid, drawn.names
    base = pen.style(*names)
    segments = [Segment(" " * columns.left, pen.style())] if columns.left else []
    if drawn.focused:
        segments.append(Segment(pen.bar, pen.style(*names, "bar")))
    else:
        segments.append(Segment(" " * BAR, base))
    free = columns.text_left + laid.indent - columns.left - BAR
    if line == 0:
        free += min(0, laid.run_in)
    if 0 <= line < len(paragraph.badges) and line < len(laid.lines):
        badge = paragraph.badges[line]
        sign = visible(badge.sign)
        if cells(sign) <= SIGN_CELLS:
            segments.append(Segment(sign, pen.style(*names, badge.style)))
            free -= cells(sign)
    if line == 0 and paragraph.label and not laid.run_in and not laid.label_row:
        label = visible(paragraph.label)
        free -= cells(label) + 1
        segments += [Segment(" " * free, base), Segment(label, pen.style(*names, "label"))]
        free = 1
    start = laid.lines[line][0] if 0 <= line < len(laid.lines) else 0
    segments += [Segment(" " * (free - 1), base), Segment(" ", base + _at(start, drawn.index))]
    if line == 0 and laid.run_in > 0:
        segments += [Segment(visible(paragraph.label), pen.style(*names, "label")), Segment(" ", base)]
    return segments


def _badge(pen: Pen, badge: Badge, names: tuple[str, ...]) -> list[Segment]:
    text = visible(badge.sign) + (f" {visible(badge.text)}" if badge.text else "")
    return [Segment(" ", pen.style(*names)), Segment(text, pen.style(*names, badge.style))]


def _line(pen: Pen, drawn: Drawn, line: int) -> list[Segment]:
    """One line of text: its marks, its callouts, what is selected, and the badges if it is the last."""
    laid, text, names = drawn.laid, drawn.text, drawn.names
    start, end = laid.lines[line]
    marks = [mark for mark in drawn.marks if mark.start < end and mark.end > start]
    callouts = [(at, raised) for at, raised in text.callouts if start < at <= end or at == start == 0]
    cuts = {start, end, *(at for at, _ in callouts)}
    for mark in marks:
        cuts.update((max(mark.start, start), min(mark.end, end)))
    if PLACE_TO_BREAK in text.text:
        unseen = {at for at in range(start, end) if text.text[at] == PLACE_TO_BREAK}
        cuts |= unseen | {at + 1 for at in unseen}
    edges = sorted(cuts)
    segments = _callouts(pen, drawn, callouts, edges[0]) if start == 0 else []
    for left, right in pairwise(edges):
        over = [mark.style for mark in marks if mark.start <= left and mark.end >= right]
        style = pen.style(*names, *(name for name in over if name != "selection"))
        if "selection" in over:
            style = pen.selected(style)
        if text.text[left:right] != PLACE_TO_BREAK:
            segments.append(Segment(text.text[left:right], style + _at(left, drawn.index)))
        segments += _callouts(pen, drawn, callouts, right)
    if line + 1 < len(laid.lines) and drawn.paragraph.text[end : end + 1] == SOFT_HYPHEN:
        # It hangs in the cell that every line has to spare.
        segments.append(Segment("-", pen.style(*names) + _at(end, drawn.index)))
    if line == len(laid.lines) - 1:
        for badge in laid.end_badges:
            segments += _badge(pen, badge, names)
    return segments


def _callouts(pen: Pen, drawn: Drawn, callouts: Sequence[tuple[int, str]], at: int) -> list[Segment]:
    style = pen.style(*drawn.names, "callout") + _at(at, drawn.index)
    # One segment a character: each stands for the same offset.
    return [Segment(char, style) for here, raised in callouts if here == at for char in raised]


def _at(offset: int, index: int) -> Style:
    """Meta data by which Textual's selection finds the offset in the text and the number of the paragraph."""
    return Style.from_meta({"offset": (offset, index)})
