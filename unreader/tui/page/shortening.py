"""Text cut to the room that there is for it."""

from __future__ import annotations

from unreader.tui.page.breaking import cells


def shortened(text: str, room: int) -> str:
    """The text, or as much of its beginning as `room` cells hold, with an ellipsis."""
    if cells(text) <= room:
        return text
    used = end = 0
    for char in text:
        used += cells(char)
        if used > room - 1:
            break
        end += 1
    return text[:end].rstrip("，、；：,;: ") + "…"
