"""Words and clauses of a text, for moving in it by keyboard: where they begin and end, in code points.

A word is a run of Latin letters and digits with the marks inside it (A/RES/70/1, twenty-five), or a stretch of Chinese
between the particles and conjunctions that commonly part words: cheap, and near enough to select by. A clause ends with
a punctuation mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

#: Chinese characters that mostly stand between words; each is a word of its own here.
_PARTING = "的和与及或在对并等了为将由从向以其所于而但就按据经使让把被不又还也各该本此这那"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[^\W{_HAN}]+(?:[./'’\-][^\W{_HAN}]+)*|[{_PARTING}]|(?:(?![{_PARTING}])[{_HAN}])+")
_CLAUSE = re.compile(r"(?:[^，。；：、！？,.;:!?]|[,.;:!?](?=\S))*(?:[，。；：、！？,.;:!?]|$)\s*")

Bounds = Sequence[tuple[int, int]]


def words(text: str) -> Bounds:
    """Start and end of each word, in order."""
    return [match.span() for match in _WORD.finditer(text)]


def clauses(text: str) -> Bounds:
    """Start and end of each clause, in order; its punctuation mark belongs to it, blanks after that do not."""
    return [(m.start(), m.start() + len(m[0].rstrip())) for m in _CLAUSE.finditer(text) if m[0].strip()]


def next_start(bounds: Bounds, at: int) -> int | None:
    """Where the first one begins that begins after `at`."""
    starts = [start for start, _end in bounds]
    index = bisect_right(starts, at)
    return starts[index] if index < len(starts) else None


def previous_start(bounds: Bounds, at: int) -> int | None:
    """Where the last one begins that begins before `at`."""
    starts = [start for start, _end in bounds]
    index = bisect_left(starts, at) - 1
    return starts[index] if index >= 0 else None


def next_end(bounds: Bounds, at: int) -> int | None:
    """Where the first one ends that ends after `at`: the offset of the character behind it."""
    ends = [end for _start, end in bounds]
    index = bisect_right(ends, at)
    return ends[index] if index < len(ends) else None


def previous_end(bounds: Bounds, at: int) -> int | None:
    """Where the last one ends that ends before `at`."""
    ends = [end for _start, end in bounds]
    index = bisect_left(ends, at) - 1
    return ends[index] if index >= 0 else None
