"""How document and side pane stand on the screen: beside each other, one above the other, or one at a time.

The size of the screen and the reader's choice go in; the arrangement and the side pane's size come out.
"""

from __future__ import annotations

from typing import Literal

Arrangement = Literal["beside", "stacked", "single"]

#: Below this many columns the panes are stacked, and below this many one of them is shown at a time.
STACKED_BELOW, SINGLE_BELOW = 100, 60
#: Part of the screen that the side pane takes at first: beside the document, and below it.
SHARE_BESIDE, SHARE_BELOW = 0.45, 0.42
#: The narrowest and the lowest pane, in columns and rows.
NARROWEST, LOWEST = 20, 4
_LEAST, _MOST = 0.1, 0.9


def arrangement(columns: int, *, below: bool) -> Arrangement:
    """How the panes stand on a screen of so many columns; `below` is the choice where there is room for both ways."""
    if columns < SINGLE_BELOW:
        return "single"
    return "stacked" if below or columns < STACKED_BELOW else "beside"


def side_cells(room: int, share: float, *, beside: bool) -> int:
    """The side pane's columns (beside) or rows (below) of `room`; no pane is smaller than can be read."""
    smallest = NARROWEST if beside else LOWEST
    return max(smallest, min(room - smallest, round(room * share)))


def shares(kept: str) -> dict[bool, float]:
    """The side pane's part of the screen beside (True) and below (False), as they were kept: `0.450,0.420`."""
    beside, _comma, below = kept.partition(",")
    return {True: _share(beside, SHARE_BESIDE), False: _share(below, SHARE_BELOW)}


def kept_shares(both: dict[bool, float]) -> str:
    """The form in which `shares` reads them."""
    return ",".join(f"{max(_LEAST, min(_MOST, both[beside])):.3f}" for beside in (True, False))


def _share(kept: str, otherwise: float) -> float:
    try:
        share = float(kept)
    except ValueError:
        return otherwise
    return share if _LEAST <= share <= _MOST else otherwise
