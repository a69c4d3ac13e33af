"""Where the words of two texts differ: `differences(a, b)` gives edits at the token, Chinese at the character.

The tokens are matched by a longest common subsequence, kept in the bits of Python's integers: rows cost C, not Python,
and a paragraph takes a fraction of a millisecond. Long texts are first cut at phrases that stand once in both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from unreader.comparing.comparison import Edit, Span
from unreader.comparing.folding import tokens

#: Up to this many cells two runs of tokens are matched exactly; beyond, they are cut at phrases that are unique.
_EXACT = 4_000_000
#: Tokens of a phrase at which long texts are cut: long ones first.
_PHRASES = (12, 6, 3, 1)

Match = tuple[int, int]
Tokens = Sequence[str]


def differences(a: str, b: str, cut: Callable[[str], list[str]] = tokens) -> tuple[Edit, ...]:
    """The edits that turn one text into the other. `cut` gives the tokens that are never shown in halves."""
    if a == b:
        return ()
    one, other = cut(a), cut(b)
    spans = list(_joined(_gaps(one, other), one, other))
    starts_a, starts_b = _starts(one), _starts(other)
    return tuple(
        _without_common_blanks(
            a, b, Edit((starts_a[left[0]], starts_a[left[1]]), (starts_b[right[0]], starts_b[right[1]]))
        )
        for left, right in spans
    )


def common(one: Tokens, other: Tokens) -> list[Match]:
    """The positions of a longest common subsequence, in order; of long texts one that is nearly as long."""
    found: list[Match] = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        start, end, from_, to = waiting.pop()
        while start < end and from_ < to and one[start] == other[from_]:
            found.append((start, from_))
            start, from_ = start + 1, from_ + 1
        while start < end and from_ < to and one[end - 1] == other[to - 1]:
            end, to = end - 1, to - 1
            found.append((end, to))
        if start == end or from_ == to:
            continue
        if (end - start) * (to - from_) <= _EXACT:
            matched = _exactly(one[start:end], other[from_:to])
            found += [(start + left, from_ + right) for left, right in matched]
            continue
        anchors = _anchors(one[start:end], other[from_:to])
        cuts = [(start, from_), *((start + left, from_ + right) for left, right in anchors), (end, to)]
        if anchors:
            waiting += [(left[0], right[0], left[1], right[1]) for left, right in pairwise(cuts)]
    return sorted(found)


def _exactly(one: Tokens, other: Tokens) -> list[Match]:
    """A longest common subsequence, by rows of bits (Hyyrö 2004): bit j of row i is clear where column j gains."""
    places: dict[str, int] = {}
    for column, token in enumerate(one):
        places[token] = places.get(token, 0) | 1 << column
    full = (1 << len(one)) - 1
    row, rows = full, []
    for token in other:
        hits = row & places.get(token, 0)
        row = ((row + hits) | (row - hits)) & full
        rows.append(row)
    found = []
    i, j = len(other), len(one)
    while i and j:
        bit = 1 << (j - 1)
        if rows[i - 1] & bit:
            j -= 1
            continue
        i -= 1
        if i and not rows[i - 1] & bit:
            continue
        j -= 1
        found.append((j, i))
    return found


def _anchors(one: Tokens, other: Tokens) -> list[Match]:
    """Where a phrase begins that stands once in both, in the same order in both; none if there is no such phrase."""
    for length in _PHRASES:
        here, there = _once(one, length), _once(other, length)
        ordered = sorted((position, there[phrase]) for phrase, position in here.items() if phrase in there)
        if ordered:
            return _rising(ordered)
    return []


def _once(run: Tokens, length: int) -> dict[tuple[str, ...], int]:
    phrases = list(zip(*(run[offset:] for offset in range(length)), strict=False))
    counts = Counter(phrases)
    return {phrase: position for position, phrase in enumerate(phrases) if counts[phrase] == 1}


def _rising(matches: list[Match]) -> list[Match]:
    """The longest run of matches that rise on both sides (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    behind: list[int] = []
    for index, (_, right) in enumerate(matches):
        pile = bisect_left(tops, right)
        behind.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(right)
            piles.append(index)
        else:
            tops[pile], piles[pile] = right, index
    chain = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chain.append(matches[at])
        at = behind[at]
    return chain[::-1]


def _gaps(one: Tokens, other: Tokens) -> Iterator[tuple[Span, Span]]:
    """The runs of tokens between the matched ones."""
    start = from_ = 0
    for left, right in [*common(one, other), (len(one), len(other))]:
        if left > start or right > from_:
            yield (start, left), (from_, right)
        start, from_ = left + 1, right + 1


def _joined(gaps: Iterator[tuple[Span, Span]], one: Tokens, other: Tokens) -> Iterator[tuple[Span, Span]]:
    """Gaps with so little between them that they read better as one: less than either of them replaces."""
    last: tuple[Span, Span] | None = None
    for gap in gaps:
        if last is None:
            last = gap
            continue
        if slid := _slid_together(last, gap, one, other):
            last = slid
            continue
        between = _width(one, (last[0][1], gap[0][0]))
        sizes = [max(_width(one, left), _width(other, right)) for left, right in (last, gap)]
        replaced = all(left[0] < left[1] and right[0] < right[1] for left, right in (last, gap))
        if between <= (min(sizes) if replaced else min(1, *sizes)) and not _ends_clause(one, last[0][1], gap[0][0]):
            last = (last[0][0], gap[0][1]), (last[1][0], gap[1][1])
        else:
            yield last
            last = gap
    if last is not None:
        yield last


def _slid_together(
    last: tuple[Span, Span], gap: tuple[Span, Span], one: Tokens, other: Tokens
) -> tuple[Span, Span] | None:
    """Two gaps as one, where the tokens between them can be matched at the other side of a gap; else None.

    Of "根据其第56/119号决议，第十五届" → "第十五届" either 第 may have stayed; only the second leaves one gap.
    """
    size = gap[0][0] - last[0][1]
    for side, run in ((0, one), (1, other)):
        here, there = gap[side], gap[1 - side]
        if there[0] == there[1] and run[here[0] - size : here[0]] == run[here[1] - size : here[1]]:
            ends = gap[0][1] - size, gap[1][1] - size
            return (last[0][0], ends[0]), (last[1][0], ends[1])
        here, there = last[side], last[1 - side]
        if there[0] == there[1] and run[here[0] : here[0] + size] == run[here[1] : here[1] + size]:
            starts = last[0][0] + size, last[1][0] + size
            return (starts[0], gap[0][1]), (starts[1], gap[1][1])
    return None


def _width(run: Tokens, span: Span) -> int:
    return sum(len(token.strip()) for token in run[span[0] : span[1]])


def _ends_clause(run: Tokens, start: int, end: int) -> bool:
    return any(token.strip() in {"，", "；", "。", "：", ",", ";", ".", ":"} for token in run[start:end])


def _starts(run: Tokens) -> list[int]:
    return [0, *accumulate(map(len, run))]


def _without_common_blanks(a: str, b: str, edit: Edit) -> Edit:
    """The edit without the blanks with which both sides begin."""
    (start, end), (from_, to) = edit.a, edit.b
    while start < end and from_ < to and a[start] == b[from_] and a[start].isspace():
        start, from_ = start + 1, from_ + 1
    return Edit((start, end), (from_, to))
