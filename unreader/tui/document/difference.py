"""Two paragraphs as one text with what differs marked: a pair goes in, a text and its marks come out."""

from __future__ import annotations

from unreader.comparing.comparison import Pair
from unreader.exporting.comparison_runs import unified
from unreader.tui.page.layout import Mark

#: The style classes of words that only one of two texts has.
STYLES = {"dropped": "removed", "added": "added"}


def marked_text(pair: Pair) -> tuple[str, tuple[Mark, ...]]:
    """The words of both texts, those that were dropped before those that came for them."""
    text, marks = "", []
    for run in unified(pair):
        start = len(text)
        text += run.text
        if run.kind in STYLES:
            marks.append(Mark(start, len(text), STYLES[run.kind]))
    return text, tuple(marks)
