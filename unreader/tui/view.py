"""How one likes to read: the measure of the lines, where the text and the panes stand, whether notes are shown."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from unreader.settings import Settings

#: The longest lines at first, in cells: 40 Chinese characters, or 80 Latin letters.
MEASURE = 80
#: How far the measure can be changed, and by how much at once, in cells.
NARROWEST, WIDEST, STEP = 20, 200, 4


class View(Struct):
    """What is kept between runs of how the screen is set up."""

    measure: int = MEASURE
    centred: bool = True
    below: bool = False
    without_side: bool = False
    notes: bool = False
    outline: bool = False


def take_settings(view: View, settings: Settings) -> None:
    """What a person's settings say of the view holds when the reader opens, whatever was left."""
    measure, centred, side = (
        settings.number("reading.measure"),
        settings.switch("reading.centred"),
        settings.words("reading.side"),
    )
    view.measure = view.measure if measure is None else measure
    view.centred = view.centred if centred is None else centred
    view.below = side == "below" if side else view.below


def read_view(kept: Any) -> View:
    """The view in a part of the state file; what is not understood is as at first."""
    view = View()
    if not isinstance(kept, dict):
        return view
    for one in fields(View):
        value = kept.get(one.name)
        if type(value) is type(one.default):
            setattr(view, one.name, value)
    view.measure = max(NARROWEST, min(WIDEST, view.measure))
    return view
