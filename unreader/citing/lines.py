"""A block's text as the rules read it, with the way back to the text as it stands.

Rules are written for UN typography: no blank beside a Chinese character. Where a source has such blanks, or full-width
figures, they are taken out or folded here, and every span found is given back in the block's own offsets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from unreader.model import Block

_CJK = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef㈠-㈩"
#: A blank beside a Chinese character or inside a symbol broken by a line's end (E/CN.7/ 2024/2).
_STRAY = re.compile(rf"(?<=[{_CJK}])[ \t\u00a0]+|[ \t\u00a0]+(?=[{_CJK}])|(?<=[A-Z0-9]/) (?=[A-Z0-9])|(?<=[ ]) +")
#: Signs that a text in traditional characters can hardly do without.
_TRADITIONAL = re.compile(r"[號議條決約聯會國於關與]")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ／．－\u00a0]")
_NARROW = {ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF10, 0xFF5B))}
_NARROW |= {ord("／"): ord("/"), ord("．"): ord("."), ord("－"): ord("-"), 0xA0: ord(" ")}


@dataclass(frozen=True)
class Line:
    """One block as the rules read it: `text` to match in, `origins[i]` the offset of text[i] in the block's text."""

    index: int
    block: Block
    text: str
    origins: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as a span of the block's text."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1

    @cached_property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """The footnote marks as (offset in `text`, label)."""
        if self.origins is None:
            return tuple((mark.at, mark.label) for mark in self.block.footnotes)
        places = {origin: at for at, origin in enumerate(self.origins)}
        found = []
        for mark in self.block.footnotes:
            at = mark.at
            while at < len(self.block.text) and at not in places:
                at += 1
            found.append((places.get(at, len(self.text)), mark.label))
        return tuple(found)


def line_of(index: int, block: Block, folds: Mapping[int, int] | None = None) -> Line:
    """Read a block as a line; `folds` are the language's signs that are read as others (traditional characters)."""
    text = block.text
    if folds and _TRADITIONAL.search(text):
        text = text.translate(folds)
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    stray = list(_STRAY.finditer(text))
    if not stray:
        return Line(index, block, text)
    kept: list[int] = []
    at = 0
    for match in stray:
        kept.extend(range(at, match.start()))
        at = match.end()
    kept.extend(range(at, len(text)))
    return Line(index, block, "".join(text[i] for i in kept), tuple(kept))
