"""What is drawn in a terminal's own two colours, where NO_COLOR asks for no colour at all.

What had a ground of its own (the bars, what is chosen, what is selected, a hit) stands in reverse video instead; all
else keeps its weight, slant and lines.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_OWN = Style.from_color(RichColor.default(), RichColor.default())


class Colourless(LineFilter):
    """Takes all colour from what is drawn in a theme of the terminal's own colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colour; a ground that is not the terminal's becomes reverse video."""
        return [
            Segment(text, None if style is None else _colourless(style), control) for text, style, control in segments
        ]


@lru_cache(1024)
def _colourless(style: Style) -> Style:
    ground = style.bgcolor
    return style + _OWN + Style(reverse=bool(style.reverse) or (ground is not None and not ground.is_default))
