"""What two paragraphs cite, compared: citations that were dropped, added, or took the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from unreader.comparing.comparison import CitationChange, Edit, Span
from unreader.library import footnote_path
from unreader.model import Block, Citation


class Cited:
    """The citations of one text by block; a footnote's count for the paragraph that calls it, too."""

    def __init__(self, blocks: Sequence[Block], citations: Iterable[Citation]) -> None:
        self._by_block: dict[str, list[Citation]] = {}
        for citation in citations:
            self._by_block.setdefault(citation.block, []).append(citation)
        self._notes = {block.path for block in blocks if block.kind == "footnote"}

    def of(self, block: Block) -> list[Citation]:
        """The citations of a block and of the footnotes that it calls."""
        found = list(self._by_block.get(block.path, ()))
        for mark in block.footnotes:
            found += self._by_block.get(footnote_path(block.path, mark.label, self._notes), ())
        return found

    def targets(self, blocks: Iterable[Block]) -> Mapping[str, frozenset[str]]:
        """What each block cites, by path; blocks that cite nothing are left out."""
        found = ((block.path, frozenset(one.target for one in self.of(block) if one.target)) for block in blocks)
        return {path: targets for path, targets in found if targets}


def citation_changes(
    a: Sequence[Block], b: Sequence[Block], a_cited: Cited, b_cited: Cited, edits: Iterable[Edit] = ()
) -> tuple[CitationChange, ...]:
    """How what the blocks `b` cite differs from what the blocks `a` do.

    With the `edits` of a single pair, what stands in the same edit took the other's place.
    """
    here = [citation for block in a for citation in a_cited.of(block)]
    there = [citation for block in b for citation in b_cited.of(block)]
    kept = {_place(one) for one in here} & {_place(one) for one in there}
    dropped = _once([one for one in here if _place(one) not in kept])
    added = _once([one for one in there if _place(one) not in kept])
    changes = []
    for edit in edits:
        before = [one for one in dropped if one.block == a[0].path and _overlap((one.start, one.end), edit.a)]
        after = [one for one in added if one.block == b[0].path and _overlap((one.start, one.end), edit.b)]
        for old, new in zip(before, after, strict=False):
            changes.append(CitationChange(old, new))
            dropped.remove(old)
            added.remove(new)
    # One for one of the same kind in the same footnote or sentence reads as a replacement too.
    for kind in sorted({one.kind for one in dropped} & {one.kind for one in added}):
        old_ones = [one for one in dropped if one.kind == kind]
        new_ones = [one for one in added if one.kind == kind]
        if len(old_ones) == len(new_ones) == 1:
            changes.append(CitationChange(old_ones[0], new_ones[0]))
            dropped.remove(old_ones[0])
            added.remove(new_ones[0])
    changes += [CitationChange(one, None) for one in dropped]
    changes += [CitationChange(None, one) for one in added]
    return tuple(changes)


def _place(citation: Citation) -> tuple[str, str]:
    """What a citation refers to; one that is not known is told by its words."""
    if not citation.target:
        return "", citation.quote
    return citation.target, citation.pinpoint


def _once(citations: list[Citation]) -> list[Citation]:
    """The first citation of each place."""
    return list({_place(one): one for one in reversed(citations)}.values())[::-1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
