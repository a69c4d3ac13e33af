"""The contrast of text with what it stands on (WCAG 2.2), and colours moved just so far that they can be read.

The terminal's own colours have no value that is known here: they are left as they are.
"""

from __future__ import annotations

from functools import cache

from rich.color import Color as TerminalColour
from rich.color import ColorType
from rich.style import Style
from textual.color import BLACK, WHITE, Color

#: WCAG AA for text.
ENOUGH = 4.5
_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def readable(colour: str, background: Color) -> Color:
    """The colour, lightened or darkened just so far that text in it can be read on the background."""
    chosen = Color.parse(colour)
    towards = max(WHITE, BLACK, key=lambda end: contrast(end, background))
    for step in range(_STEPS + 1):
        candidate = chosen.blend(towards, step / _STEPS)
        if contrast(candidate, background) >= ENOUGH:
            return candidate
    return towards


def legible(style: Style) -> Style:
    """The style, its text readable on its background where the values of both are known."""
    front, back = known(style.color), known(style.bgcolor)
    if front is None or back is None or contrast(front, back) >= ENOUGH:
        return style
    return style + Style(color=readable(front.hex, back).rich_color)


def known(colour: TerminalColour | None) -> Color | None:
    """The value of a colour; None for one that the terminal chooses."""
    if colour is None or colour.type is not ColorType.TRUECOLOR:
        return None
    return Color(*colour.get_truecolor())


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
