"""The widgets of a screen put together so that no character of two cells is cut that need not be.

Textual cuts every row at the edges of all widgets that lie on it, also of those that are hidden there, and what it
draws again it cuts at the edges of what has changed; of a character of two cells on such an edge two blanks are left.
Here a row is cut only where one widget ends and another is seen, and what is drawn again ends with a whole character.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from textual._compositor import ChopsUpdate
from textual.geometry import Region
from textual.strip import Strip

from unreader.tui.frame.only_seen import OnlySeen


class WholeCharacters(OnlySeen):
    """Puts the widgets of a screen together."""

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """The pieces of each row by the column where they begin: one for each stretch in which one widget is seen."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(row_cuts[:-1]) for row_cuts in cuts]
        # From the front to the back: what is there already is in front.
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            first, last = seen.column_span
            for y, strip in zip(seen.line_range, strips, strict=False):
                if is_rendered_line(y):
                    _fill(chops[y], [cut for cut in cuts[y] if first <= cut <= last], strip)
        return [{x: strip or _NOTHING for x, strip in row.items()} for row in chops]

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, to be drawn again."""
        update = super().render_partial_update()
        if update is None:
            return None
        width = self.size.width
        return _WholeUpdate(update.chops, update.spans, [[*list(row)[1:], width] for row in update.chops])


_NOTHING = Strip([])


def _fill(row: dict[int, Strip | None], cuts: Sequence[int], strip: Strip) -> None:
    """Put what is seen of a widget's row where nothing is yet: each stretch in one piece."""
    begin = -1
    for cut in cuts:
        free = cut < cuts[-1] and row.get(cut, _NOTHING) is None
        if free and begin < 0:
            begin = cut
        elif free:
            del row[cut]
        elif begin >= 0:
            row[begin] = strip.crop(begin - cuts[0], cut - cuts[0])
            begin = -1


class _WholeUpdate(ChopsUpdate):
    """An update that does not end within a character."""

    def render_segments(self, console: Console) -> str:
        """The rows' changed stretches as a terminal takes them."""
        drawn: list[str] = []
        for y, first, end in self.spans:
            for piece_end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                if strip and x < end and piece_end > first:
                    begin, piece = whole(strip, first - x, end - x)
                    drawn.append(f"\x1b[{y + 1};{x + begin + 1}H{piece.render(console)}")
        return "".join(drawn)


def whole(strip: Strip, start: int, end: int) -> tuple[int, Strip]:
    """The part of a strip between two cells, with all of a character on an edge of it: where it begins, and it."""
    start, end = max(0, start), min(end, strip.cell_length)
    if start > 0 and _ends_wide(strip.crop(0, start + 1)):
        start -= 1
    if end < strip.cell_length and _ends_wide(strip.crop(0, end + 1)):
        end += 1
    return start, strip.crop(start, end)


def _ends_wide(strip: Strip) -> bool:
    """Whether the last character has two cells: one that is cut is a blank."""
    last = next((segment.text[-1] for segment in reversed(list(strip)) if segment.text), "")
    return cell_len(last) == 2
