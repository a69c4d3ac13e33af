"""The words that open a preambular or operative paragraph, and that the UN prints emphasised: 重申, Reaffirming."""

from __future__ import annotations

from unreader.comparing.languages import openings
from unreader.model import Block

__all__ = ["emphasised"]

_WITH_VERBS = ("preambular", "operative")


def emphasised(block: Block) -> tuple[tuple[int, int], ...]:
    """The spans of a block's text that are printed emphasised: those of the source, else the words that open it.

    Sources such as the text layer of a PDF have lost the emphasis; then it is known from the languages' tables.
    """
    if block.emphasis or block.kind not in _WITH_VERBS or "(" in block.path.rpartition("/")[2]:
        return block.emphasis
    match = openings().match(block.text)
    return ((0, match.end()),) if match and match.end() else ()
