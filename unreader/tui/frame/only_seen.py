"""Only what is seen is drawn: a widget that others cover wholly, as the panes cover what holds them, costs nothing.

Textual draws every widget from the front to the back and then throws away what lies behind; of a page of the reader
that is half of all rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class OnlySeen(Compositor):
    """Puts the widgets of a screen together."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        gaps = [crop or self.size.region]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if any(gap.overlaps(seen) for gap in gaps):
                gaps = [rest for gap in gaps for rest in without(gap, seen)]
                yield region, clip, widget.render_lines(seen.translate(-region.offset))


def without(region: Region, hole: Region) -> Iterator[Region]:
    """What is left of a region without the part of it that lies in another: up to four regions."""
    hole = region.intersection(hole)
    if not hole:
        yield region
        return
    parts = (
        Region(region.x, region.y, region.width, hole.y - region.y),
        Region(region.x, hole.y, hole.x - region.x, hole.height),
        Region(hole.right, hole.y, region.right - hole.right, hole.height),
        Region(region.x, hole.bottom, region.width, region.bottom - hole.bottom),
    )
    yield from filter(None, parts)
