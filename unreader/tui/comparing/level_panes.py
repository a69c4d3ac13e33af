"""Two panes side by side: rows of the same number begin at the same height, and they scroll together or apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import starmap
from typing import ClassVar

from textual.geometry import Size

from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.page.layout import Paragraph
from unreader.tui.page.pane_styles import PREFIX


class LevelPane(ReadingPane):
    """One of the two. Its partner is given to it with `pair`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"{PREFIX}gone", f"{PREFIX}come"}
    DEFAULT_CSS = """
    LevelPane {
        & > .line-pane--gone { color: $text-error; }
        & > .line-pane--come { color: $text-success; }
        & > .line-pane--added { color: $text-success; text-style: bold underline; }
        & > .line-pane--removed { color: $text-error; text-style: bold strike; }
    }
    """

    #: Whether both scroll together, and whether their rows are level (two texts that have nothing in common have none).
    together = True
    level = True
    _partner: LevelPane | None = None
    _tallest: Sequence[int] = ()
    #: Whether it is being moved by its partner, and so moves nothing itself.
    led = False

    def pair(self, other: LevelPane) -> None:
        """These two belong together."""
        self._partner, other._partner = other, self

    def show_beside(
        self,
        mine: Sequence[Paragraph],
        others: Sequence[Paragraph],
        focus: Hashable | None = None,
        row: int | None = None,
    ) -> None:
        """Show paragraphs here and in the partner, both with the same one in focus."""
        other = self._partner
        if other is None:
            return
        # Until both are laid out, the one does not drag the other along.
        self.led = other.led = True
        self.show(mine, focus=focus, row=row)
        other.show(others, focus=focus, row=row)
        self.led = other.led = False
        self._set_level()

    def focus_like_partner(self, key: Hashable) -> None:
        """Put the paragraph with this key in focus; nothing scrolls."""
        index = self._index.get(key)
        if index is not None and index != self._focus:
            self._focus_where_it_is(index)

    def align_with_partner(self) -> None:
        """Come to where the partner is."""
        if self._partner is not None and self.level:
            self.focus_like_partner(self._partner.focus_key)
            self._scroll_to_row(self._partner.scroll_offset.y)

    # -- level rows --------------------------------------------------------------------------------------------

    def _lay_out(self, keep: tuple[int, int, int] | None = None) -> None:
        led, self.led = self.led, True
        super()._lay_out(keep)
        self.led = led
        if not led:
            self._set_level()

    def _set_level(self) -> None:
        """Give both panes the same rows: under each paragraph as many blank ones as its counterpart is taller."""
        other = self._partner
        if other is None or not self.level:
            return
        mine, theirs = self.heights(), other.heights()
        if not mine or len(mine) != len(theirs):
            return
        tallest = tuple(starmap(max, zip(mine, theirs, strict=True)))
        leader, follower = (other, self) if other.has_focus else (self, other)
        for pane in (leader, follower):
            pane.spread(tallest)
        if self.together:
            follower.follow_to(leader.scroll_offset.y)

    def heights(self) -> list[int]:
        """Rows of each paragraph without the blank ones before it; none before the pane has a size."""
        return [] if self._layout is None else [laid.height - laid.space for laid in self._layout.laid]

    def spread(self, tallest: Sequence[int]) -> None:
        """Give each paragraph so many rows, blank ones under its own; what is in focus stays where it was."""
        layout = self._layout
        if layout is None:
            return
        held = self._held()
        self._tallest = tallest
        short = 0
        for paragraph, laid, height in zip(self._paragraphs, layout.laid, tallest, strict=True):
            own = laid.height - laid.space
            laid.space = paragraph.space_before + short
            short = height - own
        layout.restack()
        self._strips.clear()
        self.virtual_size = Size(self._width, layout.height)
        if held is not None:
            index, offset, row = held
            self.follow_to(layout.row_of(index, offset) - row)
        self.refresh()

    def _extent(self, index: int) -> tuple[int, int]:
        """A paragraph is read with its counterpart: both are brought in sight."""
        top, bottom = super()._extent(index)
        if self.level and index < len(self._tallest):
            bottom = max(bottom, top + self._tallest[index])
        return top, bottom

    # -- scrolling together ------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Take the partner along."""
        super().watch_scroll_y(old_value, new_value)
        other = self._partner
        if other is None or self.led or not self.together:
            return
        if not self.level:
            other.follow_to(other.scroll_offset.y + round(new_value) - round(old_value))
        elif other.virtual_size.height == self.virtual_size.height:
            other.follow_to(round(new_value))

    def follow_to(self, row: int) -> None:
        """Scroll to a row without taking the partner along."""
        led, self.led = self.led, True
        self._scroll_to_row(row)
        self.led = led
