"""Colours that people choose for their topics, made readable on the pane that they are shown on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import BLACK, WHITE, Color

if TYPE_CHECKING:
    from unreader.tui.line_pane import LinePane

    _Pane = LinePane
else:
    _Pane = object

#: WCAG AA for text.
_ENOUGH = 4.5


class TopicColours(_Pane):
    """Lets a pane take `#rrggbb` for the name of a style."""

    def _style(self, *names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = super()._style(*(name for name in names if not name.startswith("#")))
            background = style.bgcolor.get_truecolor() if style.bgcolor is not None else None
            for name in names:
                if name.startswith("#"):
                    under = Color(*background) if background is not None else BLACK
                    style += Style(color=readable(name, under).rich_color, bold=True)
            self._styles[names] = style
        return style


@cache
def readable(colour: str, background: Color) -> Color:
    """The colour, lightened or darkened just so far that text in it can be read on the background."""
    chosen = Color.parse(colour)
    towards = WHITE if background.brightness < 0.5 else BLACK
    for step in range(11):
        candidate = chosen.blend(towards, step / 10)
        if contrast(candidate, background) >= _ENOUGH:
            return candidate
    return towards


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
