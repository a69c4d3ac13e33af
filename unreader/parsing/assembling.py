"""Stretches of source → the text of a block: lines joined, blanks by the UN's printing style, marks taken out.

No blank stands between two Chinese characters or between a Chinese character and a figure or Latin letter;
between Latin words stands one. Everything taken out is furniture; everything kept is a piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from unreader.model import FootnoteMark, Furniture, Piece
from unreader.parsing.lines import is_wide
from unreader.parsing.marks import Mark

#: Blanks, emphasis, raised figures, [^1], the two halves of [words](link); a first character that may begin one of
#: them passes over all others at once.
_CUT = re.compile(
    r"[\s*⁰¹²³⁴⁵⁶⁷⁸⁹\[\]]"
    r"(?:(?<=\s)\s*|(?<=\*)\*(?!\*)|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]*"
    r"|(?<=\[)(?:\^\w{1,10}\]|(?=[^\[\]]+\]\([^()\s]*\)))|(?<=\])\([^()\s]*\))"
)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: After a unit a raised figure is a power (m², km³), not a footnote's mark.
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[cdkm]?m|ft)$")


#: Figures stand in a Chinese sentence where a Chinese character stands so near.
_NEAR = 20


class Assembled(Struct):
    """A block's text with what stands in it and what was taken out of it."""

    text: str = ""
    marks: list[FootnoteMark] = field(default_factory=list)
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)


class _Writer:
    """Collects the text; a blank waits until it is known what stands on both sides of it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.last = ""
        self.waiting: tuple[int, int] | None = None
        self.result = Assembled()

    def keep(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self.waiting is not None:
            self._settle_blank(self.source[start])
        pieces = self.result.pieces
        if pieces and pieces[-1].end == start and pieces[-1].at + start - pieces[-1].start == self.length:
            pieces[-1] = Piece(pieces[-1].at, pieces[-1].start, end)
        else:
            pieces.append(Piece(self.length, start, end))
        self.parts.append(self.source[start:end])
        self.length += end - start
        self.last = self.source[end - 1]

    def blank(self, start: int, end: int) -> None:
        """A run of blanks in the source; `start == end` where lines meet."""
        if self.last and (self.waiting is None or self.waiting[0] == self.waiting[1]):
            self.waiting = (start, end)

    def _settle_blank(self, following: str) -> None:
        start, end = self.waiting or (0, 0)
        self.waiting = None
        if is_wide(self.last) or is_wide(following):
            return
        if start == end and self.last in "/-‐":
            return
        if start == end and following == "(" and self.last.isdigit() and any(map(is_wide, self.parts[-1][-_NEAR:])):
            # The year of a resolution: 第2033(2012)号决议.
            return
        if start < end and self.source[start] == " ":
            self.keep(start, start + 1)
            return
        self.parts.append(" ")
        self.length += 1
        self.last = " "


def assemble(source: str, spans: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Assembled:
    """The text of the block that stands in these stretches of the source; `marks` are its plain footnote marks."""
    writer = _Writer(source)
    result = writer.result
    starred = sum(source.count("**", start, end) for start, end in spans) > 1
    opened = -1
    upcoming = iter(marks)
    mark = next(upcoming, None)
    for start, end in spans:
        writer.blank(start, start)
        at = start
        while mark and mark.start < start:
            mark = next(upcoming, None)
        for cut in _CUT.finditer(source, start, end):
            while mark and mark.start < cut.end() and mark.end <= end:
                writer.keep(at, mark.start)
                _call(result, writer, mark)
                at = mark.end
                mark = next(upcoming, None)
            if cut.start() < at:
                at = max(at, min(cut.end(), end)) if cut[0].isspace() else at
                continue
            first = cut[0][0]
            if first == "*" and not starred:
                continue
            if first in "⁰¹²³⁴⁵⁶⁷⁸⁹" and not (writer.last or cut.start() > at):
                continue
            if first in "⁰¹²³⁴⁵⁶⁷⁸⁹" and _UNIT.search(source, max(start, cut.start() - 4), cut.start()):
                continue
            writer.keep(at, cut.start())
            at = cut.end()
            if first == "*":
                result.furniture.append(Furniture(cut.start(), cut.end(), "emphasis-mark"))
                opened = _toggle_emphasis(result, writer.length, opened)
            elif first == "]" or cut[0] == "[":
                result.furniture.append(Furniture(cut.start(), cut.end(), "markup"))
            elif first in "[⁰¹²³⁴⁵⁶⁷⁸⁹":
                label = cut[0].strip("[^]").translate(_PLAIN)
                _call(result, writer, Mark(label, cut.start(), cut.end()))
            else:
                writer.blank(cut.start(), cut.end())
        while mark and mark.end <= end:
            writer.keep(at, mark.start)
            _call(result, writer, mark)
            at = mark.end
            mark = next(upcoming, None)
        writer.keep(at, end)
    result.text = "".join(writer.parts)
    return result


def _call(result: Assembled, writer: _Writer, mark: Mark) -> None:
    result.marks.append(FootnoteMark(mark.label, writer.length))
    result.furniture.append(Furniture(mark.start, mark.end, "mark"))


def _toggle_emphasis(result: Assembled, at: int, opened: int) -> int:
    if opened < 0:
        return at
    if at > opened:
        result.emphasis.append((opened, at))
    return -1
