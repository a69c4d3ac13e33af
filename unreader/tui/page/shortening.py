"""Text cut to the room that there is for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from unreader.breaking import cells


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


def told_apart(texts: Sequence[str], room: int) -> list[str]:
    """Texts of a list, cut to the room: those that would look alike but for their label keep their ends, too."""
    cut = [shortened(text, room) for text in texts]
    begins = [one.partition(" ")[2] or one for one in cut]
    alike = {begin for begin, times in Counter(begins).items() if times > 1 and begin.endswith("…")}
    return [
        _with_its_end(text, room) if begin in alike else one
        for text, one, begin in zip(texts, cut, begins, strict=True)
    ]


def _with_its_end(text: str, room: int) -> str:
    """As much of a text's beginning and of its end as there is room for, with an ellipsis between them."""
    start, left = len(text), room * 2 // 5
    while start > 0 and (left := left - cells(text[start - 1])) >= 0:
        start -= 1
    end = text[start:]
    return shortened(text[:start], room - cells(end)).removesuffix("…") + "…" + end
