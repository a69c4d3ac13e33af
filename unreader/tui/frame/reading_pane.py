"""A pane of paragraphs with the keys of the reader's own table."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.message import Message

from unreader.tui.keys.table import Area
from unreader.tui.page.line_pane import LinePane
from unreader.tui.page.topic_colours import TopicColours

if TYPE_CHECKING:
    from unreader.tui.frame.full_screen import FullScreenApp


class ReadingPane(TopicColours, LinePane, inherit_bindings=False):
    """A LinePane with the keys of the reader's own table, and the digits typed before them."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane",)

    class NumberWanted(Message):
        """A paragraph is wanted by its number: `29G`."""

        def __init__(self, pane: ReadingPane, number: int) -> None:
            super().__init__()
            self.pane = pane
            self.number = number

        @property
        def control(self) -> ReadingPane:
            """The pane in which it was typed (for `@on(..., "#id")`)."""
            return self.pane

    def action_next_paragraph(self) -> None:
        """The next paragraph, or as many on as were typed; a long one that is not read to its end scrolls first."""
        count = self._count()
        super().action_next_paragraph() if count is None else self.go_by(count)

    def action_previous_paragraph(self) -> None:
        """The paragraph before, or as many back as were typed."""
        count = self._count()
        super().action_previous_paragraph() if count is None else self.go_by(-count)

    def action_whole_forward(self) -> None:
        """The next paragraph that is no item of another."""
        self.go_by(self._count() or 1, whole=True)

    def action_whole_back(self) -> None:
        """The paragraph before that is no item of another."""
        self.go_by(-(self._count() or 1), whole=True)

    def action_row_down(self) -> None:
        """Scroll down by a row; the focus stays as long as it is seen."""
        self._scroll_rows(self._count() or 1)

    def action_row_up(self) -> None:
        """Scroll up by a row; the focus stays as long as it is seen."""
        self._scroll_rows(-(self._count() or 1))

    def action_end(self) -> None:
        """The last paragraph, or the one whose number was typed."""
        count = self._count()
        if count is None:
            super().action_end()
        else:
            self.post_message(self.NumberWanted(self, count))

    def go_by(self, count: int, *, whole: bool = False) -> None:
        """Focus the paragraph so many on (negative: back), as far as there are any; `whole` passes over items."""
        index, step = self._focus, 1 if count > 0 else -1
        for _time in range(abs(count)):
            after = self._focusable(index + step, step)
            while whole and after >= 0 and _is_item(self._paragraphs[after].key):
                after = self._focusable(after + step, step)
            if after < 0:
                break
            index = after
        if index != self._focus and index >= 0:
            self._move_focus(index)

    def _scroll_rows(self, rows: int) -> None:
        self.scroll_relative(y=rows, animate=False)
        if self._layout is None or self._focus < 0:
            return
        top, bottom = self._layout.body(self._focus)
        if bottom <= self.scroll_offset.y or top >= self.scroll_offset.y + self.size.height:
            self._focus_where_it_is(self._seen(first=rows > 0))

    def _count(self) -> int | None:
        return cast("FullScreenApp", self.app).take_count()


def _is_item(key: Hashable) -> bool:
    return isinstance(key, str) and "(" in key.rpartition("/")[2]
