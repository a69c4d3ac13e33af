"""A comparison as panes show it: pairs go in, the paragraphs of two level panes, or of one, come out.

`beside` gives as many paragraphs for the left pane as for the right, so that the panes can set them level; a paragraph
without a counterpart has an empty one at its side. Keys are the numbers of the pairs, the same in every view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from unreader.comparing.comparison import Comparison, Pair, Span
from unreader.exporting.comparison_runs import Run, side_by_side, unified
from unreader.model import Block
from unreader.tui.document.comparison_words import CHANGES, MOVED, citation_words, pair_words
from unreader.tui.document.paragraphs import Marked, block_paragraph
from unreader.tui.page.layout import Badge, Mark, Paragraph
from unreader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Hashable

#: The last row of both panes: it takes up what is left of the taller last paragraph.
END = "end"

#: A pair that is shown, or how many that are the same are left out here.
Shown = int | tuple[Literal["left out"], int, int]


class Rows:
    """The rows of a comparison in its views, each made once."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.changes = changes(comparison)
        self._beside: dict[bool, tuple[list[Paragraph], list[Paragraph]]] = {}
        self._one: dict[bool, list[Paragraph]] = {}

    def beside(self, *, only_changes: bool) -> tuple[list[Paragraph], list[Paragraph]]:
        """Those of the two panes."""
        if only_changes not in self._beside:
            shown = shown_pairs(self.comparison, only_changes=only_changes)
            self._beside[only_changes] = beside(self.comparison, shown)
        return self._beside[only_changes]

    def one(self, *, only_changes: bool) -> list[Paragraph]:
        """Those of both texts as one."""
        if only_changes not in self._one:
            self._one[only_changes] = as_one(self.comparison, shown_pairs(self.comparison, only_changes=only_changes))
        return self._one[only_changes]


def shown_pairs(comparison: Comparison, *, only_changes: bool) -> list[Shown]:
    """The numbers of the pairs that are shown; what is left out between them as ("left out", first, how many)."""
    if not only_changes:
        return list(range(len(comparison.pairs)))
    changed = changes(comparison)
    found: list[Shown] = []
    before = 0
    for number in (*changed, len(comparison.pairs)):
        if number > before:
            found.append(("left out", before, number - before))
        if number < len(comparison.pairs):
            found.append(number)
        before = number + 1
    return found


def changes(comparison: Comparison) -> list[int]:
    """The numbers of the pairs in which something changed."""
    changed = {id(pair) for pair in comparison.changed}
    return [number for number, pair in enumerate(comparison.pairs) if id(pair) in changed]


def beside(comparison: Comparison, shown: Sequence[Shown]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs of the left pane and of the right one, row for row."""
    left: list[Paragraph] = []
    right: list[Paragraph] = []
    for one in shown:
        if isinstance(one, tuple):
            rows = (_left_out(one), _left_out(one))
            left.append(rows[0])
            right.append(rows[1])
            continue
        pair = comparison.pairs[one]
        runs = side_by_side(pair)
        space = _space(pair)
        left.append(_side(comparison, pair, one, pair.a, pair.a_part, runs[0], space))
        right.append(_side(comparison, pair, one, pair.b, pair.b_part, runs[1], space))
        for number, change in enumerate(pair.citations):
            for side, words in zip((left, right), citation_words(change), strict=True):
                side.append(_cited(one, number, words))
    for side in (left, right):
        side.append(Paragraph(END, "", "hint", focusable=False))
    return left, right


def as_one(comparison: Comparison, shown: Sequence[Shown]) -> list[Paragraph]:
    """The paragraphs of both texts as one: dropped words before those that came for them."""
    rows: list[Paragraph] = []
    for one in shown:
        if isinstance(one, tuple):
            rows.append(_left_out(one))
            continue
        pair = comparison.pairs[one]
        rows += _versions(comparison, pair, one) if comparison.by_address else [_unified(comparison, pair, one)]
        for number, change in enumerate(pair.citations):
            before, after = citation_words(change)
            rows.append(_cited(one, number, after or before))
    return rows


def _side(
    comparison: Comparison,
    pair: Pair,
    key: Hashable,
    block: Block | None,
    part: Span,
    runs: Sequence[Run],
    space: int,
) -> Paragraph:
    """One side of a pair."""
    if block is None or (not runs and block.text):
        return Paragraph(key, "", "hint", space_before=space)
    shown = _text(pair, key, block, part, runs, _side_styles(pair), space)
    # What became of it stands once: at the right, or where its only paragraph is.
    told = block is pair.b or pair.b is None
    return replace(shown, badges=tuple(_badges(comparison, pair, words=told)))


def _unified(comparison: Comparison, pair: Pair, key: Hashable) -> Paragraph:
    block, part = (pair.b, pair.b_part) if pair.b is not None else (pair.a, pair.a_part)
    if block is None:
        return Paragraph(key, "", "hint")
    styles = _alone(pair) or {"dropped": "removed", "added": "added"}
    shown = _text(pair, key, block, part, unified(pair), styles, _space(pair))
    return replace(shown, badges=tuple(_badges(comparison, pair, words=True)))


def _versions(comparison: Comparison, pair: Pair, key: int) -> Iterator[Paragraph]:
    """Two language versions of a paragraph, one under the other; only the first is in focus."""
    first = True
    for block, part, runs in zip((pair.a, pair.b), (pair.a_part, pair.b_part), side_by_side(pair), strict=True):
        if block is None or (not runs and block.text):
            continue
        space = _space(pair) if first else 0
        shown = _text(pair, key if first else (key, "b"), block, part, runs, _side_styles(pair), space)
        badges = tuple(_badges(comparison, pair, words=first))
        yield replace(shown, badges=badges if first else (), focusable=first)
        first = False


def _text(
    pair: Pair,
    key: Hashable,
    block: Block,
    part: Span,
    runs: Sequence[Run],
    styles: Mapping[str, str],
    space: int,
) -> Paragraph:
    """A block's part as these runs show it: what only one text has is marked, footnotes are called where they stand.

    `styles` are the style classes of what was dropped and added.
    """
    text, marks, callouts = "", [], []
    at = part[0]
    mine = "dropped" if block is pair.a and pair.b is not block else "added"
    waiting = [mark for mark in block.footnotes if part[0] <= mark.at <= part[1]]
    for run in runs:
        start = len(text)
        text += run.text
        if run.kind in styles:
            marks.append(Mark(start, len(text), styles[run.kind]))
        if run.kind in ("both", mine):
            while waiting and waiting[0].at <= at + len(run.text):
                mark = waiting.pop(0)
                callouts.append((start + mark.at - at, mark.label))
            at += len(run.text)
    base = block_paragraph(block, (), Marked())
    return replace(
        base,
        key=key,
        text=text,
        marks=tuple(marks),
        label=block.label if not part[0] else "",
        callouts=tuple(callouts),
        space_before=space,
        focusable=True,
    )


def _side_styles(pair: Pair) -> Mapping[str, str]:
    """How words are marked side by side: a difference of typography is none of words."""
    if pair.change == "typography":
        return {"dropped": "changed", "added": "changed"}
    return _alone(pair) or {"dropped": "removed", "added": "added"}


def _alone(pair: Pair) -> Mapping[str, str]:
    """How a paragraph without a counterpart is marked; nothing for one that has one."""
    return {"dropped": "gone", "added": "come"} if pair.a is None or pair.b is None else {}


def _badges(comparison: Comparison, pair: Pair, *, words: bool) -> Iterator[Badge]:
    """The sign of a change in the margin, and its name behind the paragraph."""
    said = pair_words(comparison, pair)
    if not said:
        return
    sign = CHANGES[pair.change][0] if pair.change != "same" else MOVED[0]
    yield Badge(sign, "changed", said if words else "")


def _space(pair: Pair) -> int:
    blocks = [block for block in (pair.a, pair.b) if block is not None]
    return max(block_paragraph(block, (), Marked()).space_before for block in blocks)


def _left_out(one: tuple[Literal["left out"], int, int]) -> Paragraph:
    _what, first, count = one
    said = counted(count, _("… {n} paragraph the same"), _("… {n} paragraphs the same"))
    return Paragraph(("left out", first), said, "hint", space_before=1, focusable=False)


def _cited(pair: int, number: int, words: str) -> Paragraph:
    return Paragraph((pair, "cites", number), words, "card-meta", indent=2, focusable=False)


def plain(blocks: Sequence[Block]) -> list[Paragraph]:
    """A text by itself, with its paths as keys."""
    return [replace(block_paragraph(block, (), Marked()), focusable=True) for block in blocks]
