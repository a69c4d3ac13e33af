"""The pane that shows paragraphs: it draws only the rows that can be seen, and has a paragraph in focus.

Used for the document and for what is shown beside it. `Paragraph`s go in by `show`; messages come out:
`FocusMoved`, `Clicked` (a mark with a payload, a callout), `Activated` (Enter), `SpanSelected`. Nothing is animated.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from unreader.tui.page.layout import Badge, Callout, Mark, Paragraph
from unreader.tui.page.rows_pane import Align, RowsPane
from unreader.tui.page.selecting import Span, payload_at, selected_text, span_of, span_selection, targets_in

__all__ = ["Align", "Badge", "Callout", "LinePane", "Mark", "Paragraph", "Span"]

#: Rows of the last page that stay in sight on the next.
OVERLAP = 2


class LinePane(RowsPane, inherit_bindings=False):
    """One widget for a list of paragraphs: moving in it by keys, the mouse, and what is selected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "next_paragraph", "Next paragraph", show=False, id="pane.next"),
        Binding("k,up", "previous_paragraph", "Previous paragraph", show=False, id="pane.previous"),
        Binding("space,pagedown", "page_down", "Page down", show=False, id="pane.page-down"),
        Binding("b,pageup", "page_up", "Page up", show=False, id="pane.page-up"),
        Binding("ctrl+d", "half_page_down", "Half a page down", show=False, id="pane.half-page-down"),
        Binding("ctrl+u", "half_page_up", "Half a page up", show=False, id="pane.half-page-up"),
        Binding("home", "top", "Top", show=False, id="pane.top"),
        Binding("G,end", "end", "End", show=False, id="pane.end"),
        Binding("enter", "activate", "Open", show=False, id="pane.activate"),
    ]

    class Clicked(RowsPane.Of):
        """A mark's payload, or a `Callout`, was clicked in the paragraph with this key."""

        def __init__(self, pane: LinePane, key: Hashable, payload: object) -> None:
            super().__init__(pane)
            self.key = key
            self.payload = payload

    class Activated(RowsPane.Of):
        """The focused paragraph was chosen (Enter)."""

        def __init__(self, pane: LinePane, key: Hashable) -> None:
            super().__init__(pane)
            self.key = key

    class SpanSelected(RowsPane.Of):
        """Something else is selected: `span` is (key, start, end) where it lies in one paragraph, else None."""

        def __init__(self, pane: LinePane, span: Span | None) -> None:
            super().__init__(pane)
            self.span = span

        def can_replace(self, message: Message) -> bool:
            """Whether this message makes an earlier one, not handled yet, superfluous."""
            return isinstance(message, LinePane.SpanSelected) and message.pane is self.pane

    # ----------------------------------------------------------------------------------------------- actions

    def action_next_paragraph(self) -> None:
        """Focus the next paragraph; one that is not seen to its end scrolls first."""
        self._step(1)

    def action_previous_paragraph(self) -> None:
        """Focus the paragraph before; one that is not seen from its beginning scrolls first."""
        self._step(-1)

    def _step(self, step: int) -> None:
        layout = self._layout
        if layout is None:
            return
        height, y = self.size.height, self.scroll_offset.y
        if self._focus >= 0:
            top, bottom = self._extent(self._focus)
            if bottom <= y or top >= y + height:
                self._move_focus(self._seen(first=step > 0))
                return
            if step > 0 and bottom > y + height:
                self._scroll_to_row(min(y + max(1, height - OVERLAP), bottom - height))
                return
            if step < 0 and top < y:
                self._scroll_to_row(max(top, y - max(1, height - OVERLAP)))
                return
        if self._focus < 0:
            self._scroll_to_row(y + step)
            return
        index = self._focusable(self._focus + step, step)
        if index >= 0:
            self._move_focus(index)
            if step < 0 and self._focusable(index - 1, -1) < 0 and layout.body(index)[1] <= height:
                self._scroll_to_row(0)
        else:
            self._scroll_to_row(y + step * max(1, height - OVERLAP))

    def _seen(self, *, first: bool) -> int:
        """The first (or last) focusable paragraph that begins in sight; else what fills the pane."""
        assert self._layout is not None  # noqa: S101 - only called with a layout
        layout, y, height = self._layout, self.scroll_offset.y, self.size.height
        low, high = layout.at(y)[0], layout.at(min(y + height, layout.height) - 1)[0]
        seen = [
            index
            for index in range(low, high + 1)
            if self._paragraphs[index].focusable and y <= layout.body(index)[0] < y + height
        ]
        if seen:
            return seen[0 if first else -1]
        index = self._focusable(low, -1)
        return index if index >= 0 else self._focus

    def action_page_down(self) -> None:
        """Scroll down by a page; the focus goes along."""
        self._scroll_by(max(1, self.size.height - OVERLAP))

    def action_page_up(self) -> None:
        """Scroll up by a page; the focus goes along."""
        self._scroll_by(-max(1, self.size.height - OVERLAP))

    def action_half_page_down(self) -> None:
        """Scroll down by half a page; the focus goes along."""
        self._scroll_by(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Scroll up by half a page; the focus goes along."""
        self._scroll_by(-max(1, self.size.height // 2))

    def _scroll_by(self, rows: int) -> None:
        before = self.scroll_offset.y
        self._scroll_to_row(before + rows)
        if self._layout is None or self._focus < 0:
            return
        moved = self.scroll_offset.y - before
        if abs(moved) < abs(rows):
            index = self._focusable(len(self._paragraphs) - 1, -1) if rows > 0 else self._focusable(0, 1)
        else:
            index = self._seen(first=True)
        self._focus_where_it_is(index)

    def action_top(self) -> None:
        """Focus the first paragraph, from the very top."""
        if self._focus >= 0:
            self._move_focus(self._focusable(0, 1))
        self._scroll_to_row(0)

    def action_end(self) -> None:
        """Focus the last paragraph, to the very end."""
        if self._focus >= 0:
            self._move_focus(self._focusable(len(self._paragraphs) - 1, -1))
        if self._layout is not None:
            self._scroll_to_row(self._layout.height)

    def action_activate(self) -> None:
        """Choose the focused paragraph."""
        if self._focus >= 0:
            self.post_message(self.Activated(self, self._paragraphs[self._focus].key))

    # ------------------------------------------------------------------------------------------ mouse, selection

    def on_click(self, event: events.Click) -> None:
        """Focus the paragraph under the pointer and post the payload there; twice selects the paragraph's text."""
        layout = self._layout
        offset = event.get_content_offset(self)
        if layout is None or offset is None or not self._paragraphs:
            return
        row = offset.y + self.scroll_offset.y
        if row >= layout.height:
            return
        index = layout.at(row)[0]
        paragraph = self._paragraphs[index]
        if event.chain > 1:
            event.prevent_default()
            self.select_span(paragraph.key, 0, len(paragraph.text))
            return
        if self.text_selection is not None:
            return
        if paragraph.focusable:
            self._focus_where_it_is(index)
        payload = payload_at(self._paragraphs, layout, row, offset.x)
        if payload is not None:
            self.post_message(self.Clicked(self, paragraph.key, payload))

    def targets(self) -> list[tuple[Offset, Clicked]]:
        """What can be clicked just now: where on the screen each begins, and the message that a click sends."""
        layout, top = self._layout, self.scroll_offset.y
        if layout is None or not self.is_on_screen:
            return []
        corner = self.content_region.offset
        found = targets_in(self._paragraphs, layout, range(top, top + self.size.height), self.size.width)
        return [
            (corner + Offset(cell, row - top), self.Clicked(self, self._paragraphs[index].key, payload))
            for row, cell, index, payload in found
        ]

    def selected_text(self) -> str:
        """The source text of what is selected in this pane, paragraphs parted by a line feed; "" for nothing."""
        selection = self.text_selection
        return "" if selection is None else selected_text(self._paragraphs, selection)

    @property
    def selected_span(self) -> Span | None:
        """What is selected, with the mouse or by `select_span`, if it lies in one paragraph: (key, start, end)."""
        selection = self.text_selection
        return None if selection is None else span_of(self._paragraphs, selection)

    def select_span(self, key: Hashable, start: int, end: int) -> bool:
        """Select a stretch of a paragraph's text and bring it in sight; an empty one takes the selection away.

        Offsets beyond the text count as its ends. False if no paragraph has this key.
        """
        index = self._index.get(key)
        if index is None:
            return False
        size = len(self._paragraphs[index].text)
        start, end = max(0, min(start, end, size)), min(size, max(start, end, 0))
        if start == end:
            self._forget_selection()
            return True
        self.screen.selections = {self: span_selection(index, start, end)}
        if self._layout is not None:
            first, last = self._layout.row_of(index, start), self._layout.row_of(index, end - 1)
            y, height = self.scroll_offset.y, self.size.height
            if first < y or last >= y + height:
                self._scroll_to_row(first if first < y or last - first >= height else last - height + 1)
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What Textual copies: source text, not screen lines."""
        return selected_text(self._paragraphs, selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected, and tell of it."""
        self._repaint()
        # Called by the screen: a message posted from there would not go up beyond it.
        self.call_next(self._tell_selected)

    def _tell_selected(self) -> None:
        self.post_message(self.SpanSelected(self, self.selected_span))
