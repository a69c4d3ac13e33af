"""Where everything of a list of paragraphs stands: rows and cells, for one width of the pane.

Paragraphs and the width go in; each paragraph's lines, the row at which it begins and the height of the whole
come out, exactly. Rows count from the top of the whole, cells from the pane's left edge, offsets in code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import repeat

from msgspec import Struct

from unreader.breaking import Measured, cells, superscript, visible

__all__ = ["Badge", "Callout", "Geometry", "Layout", "Mark", "Paragraph", "geometry", "measured"]

#: Cells at the left for the focus bar, and for the signs of the badges.
BAR, SIGNS = 1, 2
#: The widest label that is given room in the margin: cells, and the part of the pane's width.
WIDEST_LABEL, LABEL_SHARE = 8, 6
#: Labels that are this many cells wider than the next narrower ones, and this rare, get no room.
MUCH_WIDER, FEW_LABELS = 3, 0.04
#: An indent leaves a line at least this many cells.
NARROWEST_LINE = 16
#: Indents are as wide as they are given from this many cells of text on.
FULL_INDENT = 48


class Mark(Struct, frozen=True):
    """A styled stretch of a paragraph's text: code points, the name of a style class.

    A mark with a payload can be clicked; the payload is posted with `LinePane.Clicked`.
    """

    start: int
    end: int
    style: str
    payload: object = None


class Badge(Struct, frozen=True):
    """A sign shown in the paragraph's margin and, when it has a text, with the text after the paragraph's end."""

    sign: str
    style: str
    text: str = ""


class Callout(Struct, frozen=True):
    """The payload of a click on a footnote's call: the label that was clicked."""

    label: str


class Paragraph(Struct, frozen=True):
    """What is shown of one paragraph. `kind` names the style class of the whole; `label` hangs in the margin.

    `callouts` are (offset, label) of footnote calls, drawn raised at the offset without being in the text.
    `indent` in cells, `space_before` in blank rows; what is not focusable is passed over. Without a label, lines
    after the first are set in by `hang` cells more.
    """

    key: Hashable
    text: str
    kind: str
    label: str = ""
    marks: tuple[Mark, ...] = ()
    badges: tuple[Badge, ...] = ()
    callouts: tuple[tuple[int, str], ...] = ()
    indent: int = 0
    space_before: int = 0
    focusable: bool = True
    hang: int = 0


class Geometry(Struct, frozen=True):
    """The columns of a pane, in cells: blank at the left, room for labels, where the text begins, its width."""

    left: int
    label_room: int
    text_left: int
    text_width: int

    def indent(self, paragraph: Paragraph) -> int:
        """The paragraph's indent: smaller in a narrow pane, and none where a line would be too short."""
        indent = min(paragraph.indent, paragraph.indent * self.text_width // FULL_INDENT)
        return max(0, min(indent, self.text_width - NARROWEST_LINE))


def label_room(paragraphs: Sequence[Paragraph], width: int) -> int:
    """Cells that the labels need in the margin of a pane of this width.

    Labels over the bound do not count, nor do a few that are much wider than all others (the number of a
    resolution before its title among the numbers of its paragraphs): they run into their first line.
    """
    bound = min(WIDEST_LABEL, width // LABEL_SHARE)
    found = Counter((paragraph.label, paragraph.indent) for paragraph in paragraphs if paragraph.label)
    needs: Counter[int] = Counter()
    for (label, indent), count in found.items():
        needs[max(0, cells(visible(label)) - indent)] += count
    rooms = sorted(room for room in needs if room <= bound)
    few = sum(needs.values()) * FEW_LABELS
    while len(rooms) > 1 and rooms[-1] - rooms[-2] >= MUCH_WIDER and needs[rooms[-1]] <= few:
        rooms.pop()
    return rooms[-1] if rooms else 0


def geometry(width: int, measure: int, room: int, *, centred: bool) -> Geometry:
    """The columns of a pane `width` cells wide whose lines are at most `measure` cells long."""
    margin = BAR + SIGNS + (room + 1 if room else 0)
    text_width = max(1, min(measure, width - margin - 1))
    left = max(0, (width - margin - text_width - 1) // 2) if centred else 0
    return Geometry(left, room, left + margin, text_width)


def measured(paragraph: Paragraph) -> Measured:
    """The paragraph's text with its callouts, ready to be broken at any width."""
    if not paragraph.callouts:
        return Measured(paragraph.text)
    return Measured(paragraph.text, [(at, superscript(label)) for at, label in paragraph.callouts])


class Laid(Struct):
    """One paragraph at one width.

    Its rows are: `space` blank ones, one for the label if it needs one, the lines, the rows of badges that do
    not fit behind the last line. `run_in` are the cells that a label takes at the start of the first line; below 0:
    that line begins so many cells before the others.
    """

    lines: list[tuple[int, int]]
    indent: int
    space: int
    run_in: int = 0
    label_row: int = 0
    end_badges: tuple[Badge, ...] = ()
    badge_rows: tuple[tuple[Badge, ...], ...] = ()

    @property
    def height(self) -> int:
        """Rows of the whole, blank rows included."""
        return self.space + self.label_row + len(self.lines) + len(self.badge_rows)

    def line(self, row: int) -> int:
        """The line (or beyond: the row of badges) in a row counted from the paragraph's first; below 0: none."""
        return row - self.space - self.label_row


def badge_cells(badge: Badge) -> int:
    """Cells of a badge behind a line, the blank before it included."""
    return 1 + cells(visible(badge.sign)) + (1 + cells(visible(badge.text)) if badge.text else 0)


def lay(paragraph: Paragraph, text: Measured, columns: Geometry) -> Laid:
    """Break one paragraph into its rows."""
    indent = columns.indent(paragraph) if paragraph.indent else 0
    width = columns.text_width - indent
    laid = Laid([], indent, paragraph.space_before)
    if paragraph.hang and not paragraph.label and columns.text_width >= FULL_INDENT:
        laid.run_in = -paragraph.hang
        laid.indent += paragraph.hang
        width -= paragraph.hang
    elif paragraph.label:
        need = cells(visible(paragraph.label))
        if need > columns.label_room + indent:
            if need + 1 <= width // 2:
                laid.run_in = need + 1
            else:
                laid.label_row = 1
    laid.lines = text.lines(width, width - laid.run_in)
    if paragraph.badges:
        _place_badges(laid, paragraph.badges, text, width)
    return laid


def _place_badges(laid: Laid, badges: tuple[Badge, ...], text: Measured, width: int) -> None:
    """Signs without a text stand in the margin as far as there is room; all others behind the end."""
    behind = [
        badge
        for row, badge in enumerate(badges)
        if badge.text or row >= len(laid.lines) or cells(visible(badge.sign)) > SIGNS
    ]
    if not behind:
        return
    used = text.cells(*laid.lines[-1]) + (laid.run_in if len(laid.lines) == 1 else 0)
    if used + sum(map(badge_cells, behind)) < width:
        laid.end_badges = tuple(behind)
        return
    rows: list[list[Badge]] = []
    used = width
    for badge in behind:
        need = badge_cells(badge)
        if used + need > width:
            rows.append([])
            used = 0
        rows[-1].append(badge)
        used += need
    laid.badge_rows = tuple(map(tuple, rows))


class Layout:
    """All paragraphs at one width."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        texts: Sequence[Measured],
        columns: Geometry,
        before: Layout | None = None,
    ) -> None:
        """What stood in the same columns `before` is not broken again."""
        known: Mapping[Hashable, tuple[Paragraph, Laid]] = {}
        if before is not None and before.columns == columns:
            known = before.known()
        self.paragraphs: list[Paragraph] = list(paragraphs)
        self.columns: Geometry = columns
        self.texts = texts
        self.laid: list[Laid] = []
        for paragraph, text in zip(paragraphs, texts, strict=True):
            stood = known.get(paragraph.key)
            if stood is not None and stood[0] == paragraph:
                stood[1].space = paragraph.space_before
                self.laid.append(stood[1])
            else:
                self.laid.append(lay(paragraph, text, columns))
        self.tops: list[int] = []
        self.height = 0
        self._stack(0)

    def known(self) -> Mapping[Hashable, tuple[Paragraph, Laid]]:
        """Each paragraph and how it is laid, by its key."""
        return {one.key: (one, laid) for one, laid in zip(self.paragraphs, self.laid, strict=True)}

    def _stack(self, first: int) -> None:
        del self.tops[first:]
        row = self.height = self.tops[-1] + self.laid[first - 1].height if first else 0
        for laid in self.laid[first:]:
            self.tops.append(row)
            row += laid.height
        self.height = row

    def append(self, paragraphs: Sequence[Paragraph]) -> None:
        """Lay more paragraphs below the others (their measured texts are in `texts` already)."""
        first = len(self.laid)
        self.paragraphs += paragraphs
        self.laid += map(lay, paragraphs, self.texts[first:], repeat(self.columns))
        self._stack(first)

    def restack(self) -> None:
        """Put the paragraphs one under the other again, after their blank rows were changed."""
        self._stack(0)

    def replace(self, index: int, paragraph: Paragraph) -> int:
        """Lay one paragraph anew (its measured text is in `texts` already); returns by how many rows it grew."""
        self.paragraphs[index] = paragraph
        before = self.laid[index].height
        self.laid[index] = lay(paragraph, self.texts[index], self.columns)
        growth = self.laid[index].height - before
        if growth:
            self._stack(index)
        return growth

    def at(self, row: int) -> tuple[int, int]:
        """The paragraph in a row of the whole, and the row within it; the first or last one beyond the ends."""
        index = max(0, bisect_right(self.tops, row) - 1)
        return index, max(0, row - self.tops[index])

    def body(self, index: int) -> tuple[int, int]:
        """The paragraph's first row after the blank ones, and the row after its last."""
        top, laid = self.tops[index], self.laid[index]
        return top + laid.space, top + laid.height

    def row_of(self, index: int, offset: int) -> int:
        """The row of the whole in which an offset of the paragraph's text is drawn."""
        laid = self.laid[index]
        line = max(0, bisect_right(laid.lines, (offset, len(self.texts[index].text) + 1)) - 1)
        return self.tops[index] + laid.space + laid.label_row + line

    def offset_of(self, row: int) -> tuple[int, int]:
        """The paragraph in a row of the whole, and the offset in its text with which that row begins."""
        index, within = self.at(row)
        laid = self.laid[index]
        line = laid.line(within)
        if line < 0:
            return index, 0
        return index, laid.lines[min(line, len(laid.lines) - 1)][0]

    def offset_at(self, row: int, cell: int) -> tuple[int, int] | None:
        """The paragraph and the offset of the character drawn in a cell; None where no text is drawn."""
        found = self._drawn_at(row, cell)
        return found and found[:2]

    def callout_at(self, row: int, cell: int) -> int | None:
        """The offset of the callouts drawn in a cell; None where none is."""
        found = self._drawn_at(row, cell)
        if found is None:
            return None
        index, offset, into = found
        text = self.texts[index]
        after = min(offset + 1, len(text.text))
        if into >= cells(text.text[offset:after]) and any(at == after for at, _ in text.callouts):
            return after
        return None

    def _drawn_at(self, row: int, cell: int) -> tuple[int, int, int] | None:
        """Paragraph, offset of the character, and cells into what is drawn for it."""
        index, within = self.at(row)
        laid = self.laid[index]
        line = laid.line(within)
        if not 0 <= line < len(laid.lines) or row >= self.height:
            return None
        start, end = laid.lines[line]
        text = self.texts[index]
        left = self.columns.text_left + laid.indent + (laid.run_in if line == 0 else 0)
        target = text.before[start] + cell - left
        if cell < left or target >= text.before[end]:
            return None
        offset = bisect_right(text.before, target, start, end + 1) - 1
        return index, offset, target - text.before[offset]
