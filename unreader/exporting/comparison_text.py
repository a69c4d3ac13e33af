"""A comparison for a terminal or a pipe: signs that need no colour, and colour where it is wanted.

A line begins with " " (the same), "~" (changed), "+" (new), "-" (deleted); words that were dropped stand in [-...-],
words that were added in {+...+}, as in wdiff.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from unreader.breaking import Measured, cells
from unreader.comparing.comparison import Comparison, Pair
from unreader.exporting.comparison_runs import (
    Run,
    RunKind,
    change_words,
    citation_lines,
    heading,
    side_by_side,
    summary,
    unified,
)
from unreader.visible import visible

_SIGNS: dict[RunKind, tuple[str, str]] = {"both": ("", ""), "dropped": ("[-", "-]"), "added": ("{+", "+}")}
_COLOURS: dict[RunKind, str] = {"dropped": "\x1b[31m", "added": "\x1b[32m"}
_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def comparison_text(comparison: Comparison, pairs: Iterable[Pair], *, colour: bool) -> str:
    """The two texts as one, paragraph by paragraph."""
    lines = _head(comparison, colour)
    for pair in pairs:
        lines.append(_paint(f"{_sign(pair)} {visible(heading(comparison, pair))}", _BOLD, colour))
        if comparison.by_address:
            sides = ("".join(run.text for run in runs) for runs in side_by_side(pair))
            lines += [visible(text) for text in sides if text]
        elif pair.change in ("new", "deleted"):
            runs = unified(pair)
            lines += [_paint(visible(run.text), _COLOURS[run.kind], colour) for run in runs]
        else:
            lines.append("".join(_marked(run, colour) for run in unified(pair)))
        lines += [_paint("  " + visible(line), _FAINT, colour) for line in citation_lines(pair)]
        lines.append("")
    return "\n".join(lines)


def comparison_columns(comparison: Comparison, pairs: Iterable[Pair], *, colour: bool, width: int) -> str:
    """The two texts side by side in `width` cells, the rows of a pair level."""
    lines = _head(comparison, colour)
    column = max(12, (width - 3) // 2)
    for pair in pairs:
        lines.append(_paint(f"{_sign(pair)} {visible(change_words(comparison, pair))}", _BOLD, colour))
        left, right = side_by_side(pair)
        paths = [block.path if block else "" for block in (pair.a, pair.b)]
        heads = [[Run("both", path)] if path else [] for path in paths]
        rows = [
            [*_wrapped(head, column, colour), *_wrapped(runs, column, colour)]
            for head, runs in zip(heads, (left, right), strict=True)
        ]
        height = max(map(len, rows))
        blank = " " * column
        for at in range(height):
            columns = [row[at] if at < len(row) else blank for row in rows]
            lines.append(" │ ".join(columns).rstrip())
        lines += [_paint("  " + visible(line), _FAINT, colour) for line in citation_lines(pair)]
        lines.append("")
    return "\n".join(lines)


def _head(comparison: Comparison, colour: bool) -> list[str]:
    names = visible(f"{comparison.a} → {comparison.b}")
    return [_paint(names, _BOLD, colour), visible(summary(comparison)), ""]


def _sign(pair: Pair) -> str:
    if pair.a is None or pair.b is None:
        return "+" if pair.a is None else "-"
    return " " if pair.change == "same" and not pair.moved else "~"


def _marked(run: Run, colour: bool) -> str:
    before, after = _SIGNS[run.kind]
    return _paint(before + visible(run.text) + after, _COLOURS.get(run.kind, ""), colour)


def _paint(text: str, style: str, colour: bool) -> str:
    return f"{style}{text}{_PLAIN}" if colour and style and text else text


class _Cell(NamedTuple):
    """One character as it is shown: its colour, itself, itself with the signs at it, and its width in cells."""

    style: str
    character: str
    shown: str
    width: int


def _wrapped(runs: Iterable[Run], width: int, colour: bool) -> list[str]:
    """Runs broken into rows of exactly `width` cells. A sign stays with the character that it stands at."""
    line: list[_Cell] = []
    for run in runs:
        before, after = _SIGNS[run.kind]
        style, last = _COLOURS.get(run.kind, ""), len(run.text) - 1
        for at, one in enumerate(visible(run.text)):
            shown = (before if at == 0 else "") + one + (after if at == last else "")
            line.append(_Cell(style, one, shown, cells(shown)))
    return [_row(row, width, colour) for row in _rows(line, width)]


def _rows(line: Sequence[_Cell], width: int) -> Iterator[Sequence[_Cell]]:
    measured = Measured("".join(one.character for one in line), widths=(one.width for one in line))
    for start, end in measured.lines(width):
        yield line[start:end]


def _row(row: Sequence[_Cell], width: int, colour: bool) -> str:
    painted, last = [], ""
    for one in row:
        if colour and one.style != last:
            painted.append((_PLAIN if last else "") + one.style)
            last = one.style
        painted.append(one.shown)
    return "".join(painted) + (_PLAIN if last else "") + " " * (width - sum(one.width for one in row))
