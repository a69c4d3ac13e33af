"""Counts as bars of block elements, an eighth of a cell exact."""

from __future__ import annotations

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, cells: int) -> str:
    """A bar for a share (0 to 1) of so many cells; anything counted shows."""
    eighths = max(round(share * cells * 8), 1 if share else 0)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
