"""Colours that people choose for their topics, made readable on the pane that they are shown on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.style import Style

from unreader.tui.page.contrast import known, readable

if TYPE_CHECKING:
    from unreader.tui.page.line_pane import LinePane

    _Pane = LinePane
else:
    _Pane = object


class TopicColours(_Pane):
    """Lets a pane take `#rrggbb` for the name of a style."""

    def _style(self, *names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = super()._style(*(name for name in names if not name.startswith("#")))
            under = known(style.bgcolor)
            for name in names:
                if name.startswith("#"):
                    # On a ground that the terminal chooses, no colour is sure to be seen.
                    colour = readable(name, under).rich_color if under is not None else None
                    style += Style(color=colour, bold=True)
            self._styles[names] = style
        return style


class Choice(Struct, frozen=True):
    """A topic as the chooser shows it: its letter ("" where another has it), sign, name, and colour as `#rrggbb`."""

    topic: str
    letter: str
    sign: str
    name: str
    style: str
    #: Its names in all languages, to be found by.
    names: tuple[str, ...] = ()
