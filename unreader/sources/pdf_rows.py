"""The glyphs of one page → its rows of text: words by gaps, raised figures as superscripts, columns one after another.

Lengths are points, heights are measured from the foot of the page. A tab stands where the page leaves a wide gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

#: (character, left, right, baseline, size of its font, whether it is bold)
Glyph = tuple[str, float, float, float, float, bool]

#: Shares of a glyph's size: a gap that parts two words (less where a blank is printed), and two columns.
_WORD_GAP, _PRINTED_GAP, _WIDE_GAP = 0.2, 0.08, 2.2
#: A glyph lower than this share of its row and raised by that share is a mark.
_SMALL, _RAISED_BY = 0.8, 0.1
_SAME_LINE = 0.45
#: A row with a larger share of bold glyphs is bold; a footnote's mark may be plain.
_MOSTLY = 0.8
_FEW = 4
#: A footnote's label of three figures and what stands between them.
_LABEL_PARTS = 5
#: A gutter is at least this wide, and so many rows stand on either side of it.
_GUTTER, _COLUMN_ROWS = 12.0, 6
_LABEL = re.compile(r"(?:\(?(?:\w{1,5}|[一-十]{1,3})[.)）．、]|[A-Z]?\d+(?:/\d+)?\.?|[•*–-]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
#: Stands before a single raised letter until it is known whether a footnote has it as its label.
RAISED_LETTER = "\ue000"
#: Figures as they are raised.
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Row(Struct, frozen=True):
    """One printed line (of one column). `size` is the size of most of its glyphs, `raised`: begins with a mark."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    raised: bool = False
    bold: bool = False


class _Run(Struct):
    """Glyphs that follow one another on one line."""

    glyphs: list[Glyph]
    left: float
    right: float
    baseline: float
    size: float


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a page in the order in which they are read."""
    runs = _runs(glyphs)
    lines = _lines(runs)
    return [_row(line) for line in _in_columns(lines)]


def _runs(glyphs: Sequence[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    run: _Run | None = None
    for glyph in glyphs:
        char, left, right, baseline, size, bold = glyph
        if char.isspace():
            if run is not None and run.glyphs[-1][0] != " ":
                run.glyphs.append((" ", left, right, baseline, size, bold))
            continue
        if size <= 0:
            continue
        near = run is not None and (
            abs(baseline - run.baseline) < _SAME_LINE * max(size, run.size)
            and -0.5 * size < left - run.right < _WIDE_GAP * max(size, run.size)
        )
        if run is None or not near:
            run = _Run([], left, right, baseline, size)
            runs.append(run)
        run.glyphs.append(glyph)
        run.right = max(run.right, right)
        if size > run.size * 1.05:
            run.baseline, run.size = baseline, size
    for run in runs:
        sizes = Counter(round(glyph[4]) for glyph in run.glyphs if glyph[0] != " ")
        usual = sizes.most_common(1)[0][0] if sizes.total() > _FEW else max(sizes)
        plain = next(glyph for glyph in run.glyphs if glyph[0] != " " and round(glyph[4]) == usual)
        run.baseline, run.size = plain[3], plain[4]
    return runs


def _lines(runs: list[_Run]) -> list[list[_Run]]:
    """Runs that stand on one line together, the highest line first."""
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda one: (-one.size, -one.baseline)):
        # Large runs first, so that a small raised one finds the line that it belongs to.
        best, distance = None, 0.0
        for line in lines:
            head = line[0]
            off = run.baseline - head.baseline
            small = run.size < head.size * _SMALL
            if -0.25 * head.size < off < (0.62 if small else 0.25) * head.size and _beside(run, line):
                away = min(abs(run.left - other.right) + abs(run.right - other.left) for other in line)
                if best is None or away < distance:
                    best, distance = line, away
        if best is None:
            lines.append([run])
        else:
            best.append(run)
    for line in lines:
        line.sort(key=lambda one: one.left)
    lines.sort(key=lambda line: -max(line, key=lambda one: one.size).baseline)
    return lines


def _beside(run: _Run, line: list[_Run]) -> bool:
    return all(run.left >= other.right - 0.3 * run.size or run.right <= other.left + 0.3 * run.size for other in line)


def _in_columns(lines: list[list[_Run]]) -> list[list[_Run]]:
    """Lines in reading order: where a gutter runs down the page, the left column first."""
    ordered: list[list[_Run]] = []
    band: list[list[_Run]] = []
    for line in [*lines, []]:
        if line and _gutter([*band, line]) is not None:
            band.append(line)
            continue
        ordered += _split(band)
        band = [line] if line and _gutter([line]) is not None else []
        if line and not band:
            ordered.append(line)
    return ordered


def _gutter(lines: list[list[_Run]]) -> float | None:
    """The middle of the widest stretch that no run of these lines touches, with text on either side; None if none."""
    spans = sorted((run.left, run.right) for line in lines for run in line)
    reach, best, width = spans[0][1], None, 0.0
    left, right = spans[0][0], max(end for _, end in spans)
    for start, end in spans[1:]:
        gap = start - reach
        if gap > max(width, _GUTTER) and reach - left > 0.25 * (right - left) < right - start:
            best, width = (reach + start) / 2, gap
        reach = max(reach, end)
    return best if best is not None else (0.0 if len(lines) == 1 and right - left < 200 else None)


def _split(lines: list[list[_Run]]) -> list[list[_Run]]:
    gutter = _gutter(lines) if lines else None
    if not gutter:
        return lines
    left = [part for line in lines if (part := [run for run in line if run.right < gutter])]
    right = [part for line in lines if (part := [run for run in line if run.left > gutter])]
    if min(len(left), len(right)) < _COLUMN_ROWS or _is_table(left, right):
        return lines
    return left + right


def _is_table(left: list[list[_Run]], right: list[list[_Run]]) -> bool:
    """Whether short cells stand beside one another rather than running text in columns."""

    def fullness(lines: list[list[_Run]]) -> float:
        edge = max(run.right for line in lines for run in line)
        start = min(run.left for line in lines for run in line)
        full = sum(line[-1].right - line[0].left > 0.75 * (edge - start) for line in lines)
        return full / len(lines)

    return min(fullness(left), fullness(right)) < 0.4


def _row(line: list[_Run]) -> Row:
    main, baseline = _main(line)
    parts: list[str] = []
    last: Glyph | None = None
    first_raised = False
    for cell in _cells(line):
        own = (main, baseline) if _is_mark(cell) else _main(cell)
        text, raised = _cell_text(cell, *own)
        if last is None:
            first_raised = raised
        else:
            parts.append(" " if _LABEL.fullmatch("".join(parts)) else "\t")
        parts.append(text)
        last = cell[-1].glyphs[-1]
    text = re.sub(r"(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹])[,，] ?(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])", " ", "".join(parts))
    letters = [glyph[5] for run in line for glyph in run.glyphs if glyph[0] != " "]
    bold = sum(letters) > len(letters) * _MOSTLY
    return Row(text, line[0].left, max(run.right for run in line), baseline, main, first_raised, bold)


def _main(runs: list[_Run]) -> tuple[float, float]:
    """The size of most glyphs of these runs, and the baseline on which they stand."""
    sizes: Counter[float] = Counter()
    for run in runs:
        for glyph in run.glyphs:
            sizes[glyph[4]] += glyph[0] != " "
    # So few glyphs may be a full stop with its marks: then the largest tells.
    main = max(sizes, key=lambda size: (sizes[size] if sizes.total() > _FEW else 0, size))
    return main, next(glyph[3] for run in runs for glyph in run.glyphs if glyph[4] == main)


def _cells(line: list[_Run]) -> list[list[_Run]]:
    """The runs of a line, parted where the page leaves a wide gap."""
    cells: list[list[_Run]] = []
    right = 0.0
    for run in line:
        if not cells or run.left - right > _WIDE_GAP * max(run.size, cells[-1][-1].size):
            cells.append([])
        cells[-1].append(run)
        right = max(right, run.right)
    return cells


def _is_mark(cell: list[_Run]) -> bool:
    """Whether a cell is nothing but a figure or two: its size says nothing of itself, the line's does."""
    return sum(len(run.glyphs) for run in cell) <= 4


def _cell_text(cell: list[_Run], main: float, baseline: float) -> tuple[str, bool]:
    """The text of runs that stand close, raised figures as superscripts; and whether it begins with one."""
    parts: list[str] = []
    last: Glyph | None = None
    blank = was_raised = first_raised = False
    for run in cell:
        for glyph in run.glyphs:
            char, left, _, at, size, _ = glyph
            if char == " ":
                blank = True
                continue
            raised = size < main * _SMALL and at - baseline > main * _RAISED_BY
            if last is None:
                first_raised = raised
            elif first_raised and was_raised and not raised and len(parts) <= _LABEL_PARTS:
                parts.append(" ")  # the label of a footnote
            else:
                parts.append(_between(left - last[2], blank, main, mark_begins=raised and not was_raised))
            letter = RAISED_LETTER if raised and "a" <= char <= "z" else ""
            parts.append(letter + (char.translate(SUPERSCRIPTS) if raised else char))
            last, blank, was_raised = glyph, False, raised
        blank = True
    # Several raised letters are an ordinal's ending (1st), one may be a footnote's mark.
    text = re.sub(rf"(?:{RAISED_LETTER}[a-z]){{2,}}", lambda run: run[0].replace(RAISED_LETTER, ""), "".join(parts))
    return text, first_raised


def _between(gap: float, blank: bool, size: float, *, mark_begins: bool) -> str:
    """What stands between two glyphs with this gap: a blank or nothing."""
    if mark_begins:
        return ""  # a footnote's mark stands close, whatever blank was typed before it
    return " " if gap > (_PRINTED_GAP if blank else _WORD_GAP) * size else ""
