"""The words of the interface: every text that a person reads on the screen passes through `_`.

English is written in the code; a catalogue of another language can be put behind `_` without touching a caller. Texts
with parts that change use named fields and `str.format`, so that a translation may order them as its language does.
"""

from __future__ import annotations


def _(text: str) -> str:
    """The text in the language of the interface."""
    return text


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: `counted(2, "{n} tag", "{n} tags")` → "2 tags"."""
    return (one if number == 1 else many).format(n=number)
