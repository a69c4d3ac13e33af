"""Tables for people: columns of cells in the width of the terminal, texts broken as their languages are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from unreader.breaking import cells, text_lines

_GAP = "  "
#: A column is made no narrower than this, in cells: where even that is too wide, the terminal breaks the lines.
_NARROWEST = 8


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table with bold heads, at most `width` cells wide. The cells are texts of one line each."""
    natural = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    widths = _fitting(natural, width - len(_GAP) * (len(heads) - 1))
    for line in _lines(heads, widths):
        yield click.style(line, bold=True)
    for row in rows:
        yield from _lines(row, widths)


def _fitting(natural: Sequence[int], room: int) -> list[int]:
    """The widths of columns in a room: the widest give way, until they are no wider than the next ones."""
    widths = list(natural)
    while (excess := sum(widths) - room) > 0 and (widest := max(widths)) > _NARROWEST:
        wide = [at for at, one in enumerate(widths) if one == widest]
        next_to_it = max([_NARROWEST, *(one for one in widths if one < widest)])
        less = min(widest - next_to_it, -(-excess // len(wide)))
        for at in wide:
            widths[at] -= less
    return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [text_lines(text, width) for text, width in zip(row, widths, strict=True)]
    for at in range(max(1, *map(len, columns))):
        texts = [column[at] if at < len(column) else "" for column in columns]
        padded = (text + " " * (width - cells(text)) for text, width in zip(texts, widths, strict=True))
        yield _GAP.join(padded).rstrip()
