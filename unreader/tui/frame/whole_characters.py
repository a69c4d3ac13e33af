"""Messages over several panes keep their wide characters.

Textual cuts what lies on top at the edges of all that lies below, and of a character of two cells on such an edge two
blanks are left. Here it stands a cell or two further on.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets._toast import Toast


class WholeCharacters(Compositor):
    """Puts the widgets of a screen together."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        messages = {region for widget, (region, _) in self.visible_widgets.items() if isinstance(widget, Toast)}
        for region, clip, strips in super()._get_renders(crop):
            if region in messages:
                seen = region.intersection(clip)
                rows = zip(self.cuts[seen.y : seen.bottom], strips, strict=False)
                yield region, clip, [unbroken(strip, (cut - seen.x for cut in cuts)) for cuts, strip in rows]
            else:
                yield region, clip, strips


def unbroken(strip: Strip, cuts: Iterable[int]) -> Strip:
    """A strip that can be cut at these cells without a character being lost; what goes over its end was blank."""
    within = {cut for cut in cuts if 0 < cut < strip.cell_length}
    if not within or strip.text.isascii():
        return strip
    moved: list[Segment] = []
    at = 0
    for text, style, _control in strip:
        for char in text:
            while cell_len(char) == 2 and at + 1 in within:
                moved.append(Segment(" ", style))
                at += 1
            moved.append(Segment(char, style))
            at += cell_len(char)
    return Strip(Segment.simplify(moved), at).crop(0, strip.cell_length)
