"""How many cells this terminal gives characters of ambiguous width (“ ” — … · ㈢): asked once, and followed.

One of them is written in the top left corner, in the colour of its ground, and the terminal is asked where its cursor
stands then. A terminal that does not answer is taken to give one cell, as most do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import COLOR_SYSTEMS
from rich.style import Style

from unreader.breaking import ambiguous_width, use_ambiguous_width
from unreader.tui.page.line_pane import LinePane

if TYPE_CHECKING:
    from textual.app import App

#: Of ambiguous width, and in every font.
_PROBE = "“"
_SAVE, _CORNER, _WHERE, _BACK = "\x1b7", "\x1b[H", "\x1b[6n", "\x1b[0m\x1b8"


class AmbiguousWidth:
    """Asks the terminal, and lets every pane follow the answer."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._asked = False

    def ask(self, write: Callable[[str], None]) -> None:
        """Ask, behind what has been drawn; the answer comes among the keys, as an event of its own."""
        self._asked = True
        ground = self._app.screen.get_style_at(0, 0).bgcolor
        colours = COLOR_SYSTEMS.get(self._app.console.color_system or "")
        hidden = Style(color=ground, bgcolor=ground, conceal=True).render(_PROBE, color_system=colours)
        write(f"{_SAVE}{_CORNER}{hidden}{_WHERE}{_BACK}")

    def answered(self, column: int) -> None:
        """The cursor stood in this column, counted from 0, behind the character in column 0."""
        if not self._asked or column not in (1, 2):
            return
        self._asked = False
        screen = self._app.screen
        screen.get_widget_at(0, 0)[0].refresh()
        if column != ambiguous_width():
            use_ambiguous_width(column)
            for one in self._app.screen_stack:
                for widget in one.walk_children():
                    widget.remeasure() if isinstance(widget, LinePane) else widget.refresh()
