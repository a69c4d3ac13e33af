"""The line over a comparison: how many paragraphs became what, and which change one stands at."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from unreader.breaking import cells
from unreader.tui.document.comparison_words import Count
from unreader.tui.page.shortening import shortened


class CountsBar(Widget):
    """How many paragraphs became what; at the right which change one stands at."""

    DEFAULT_CSS = """
    CountsBar {
        height: 1; width: 1fr; padding: 0 1;
        background: $panel; color: $text-muted;
        text-wrap: nowrap; text-overflow: clip;
        & > .counts-bar--place { color: $foreground; text-style: bold; }
        & > .counts-bar--changed { color: $text-warning; text-style: bold; }
        & > .counts-bar--new { color: $text-success; text-style: bold; }
        & > .counts-bar--deleted { color: $text-error; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("counts-bar--changed", "counts-bar--new", "counts-bar--deleted", "counts-bar--place"),
    }
    ALLOW_SELECT = False

    counts: reactive[tuple[Count, ...]] = reactive(())
    place: reactive[str] = reactive("")

    def render(self) -> Content:
        """The counts, then the place; signs for words where there is little room."""
        line = Content(" · ").join([self._styled(count, count.words) for count in self.counts])
        if line.cell_length + cells(self.place) + 1 > self.size.width:
            line = Content(" ").join([self._styled(count, count.short) for count in self.counts])
        room = self.size.width - line.cell_length
        place = shortened(self.place, max(0, room - 2))
        style = self.get_visual_style("counts-bar--place", partial=True)
        return Content.assemble(line, " " * max(1, room - cells(place)), (place, style))

    def _styled(self, count: Count, said: str) -> Content:
        if count.change == "same":
            return Content(said)
        name = count.change if count.change in ("new", "deleted") else "changed"
        return Content.styled(said, self.get_visual_style(f"counts-bar--{name}", partial=True))
