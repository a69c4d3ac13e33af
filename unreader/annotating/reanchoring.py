"""Finding annotations again when the text of a document has changed. Nothing is ever moved in silence on a guess.

A paragraph whose squeezed text stands unchanged in one place is *kept*, or *renumbered* where its path is another.
Else the paragraphs that an identical old one owns are out, and the likest of the rest, if it is like enough and clearly
ahead, is proposed: *edited*, to be confirmed. Two that are close, or an identical paragraph that may be another's, are
*ambiguous*. Else the annotation is *lost*, and shown with its quotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from unreader.annotating.anchors import (
    AnchorState,
    Pairs,
    anchor_of,
    likeness_of,
    pairs_of,
    place_of,
    spans_of,
    squeeze,
    text_hash,
)
from unreader.annotating.records import Annotation
from unreader.model import Block

#: How like an edited paragraph must be to be proposed, and how far ahead of the next (Dice's coefficient of the
#: pairs of characters, 0 to 1). Two paragraphs that only share the wording of their kind stay below the first.
LIKE_ENOUGH = 0.6
CLEAR_MARGIN = 0.15


class Found(Struct, frozen=True):
    """Where an annotation stands in the new text.

    `path` is its place when it is kept or renumbered, the proposed one when edited, else empty. `span` is where its
    quotation stands there, None for a whole paragraph. `candidates` are the paths to choose from.
    """

    state: AnchorState
    path: str = ""
    span: tuple[int, int] | None = None
    candidates: tuple[str, ...] = ()


def reanchor(
    annotations: Iterable[Annotation], new: Sequence[Block], old: Sequence[Block] | None = None
) -> dict[str, Found]:
    """Where each annotation stands in the new blocks, by its id.

    With the `old` blocks at hand it is known which paragraphs belong to others; without them the annotations' own
    anchors have to do, and more is asked of the person. An annotation on the document as a whole is kept.
    """
    texts = _Texts(new, old)
    return {one.id: _find(one, texts) if one.address.path else Found("kept") for one in annotations}


class _Texts:
    """The new paragraphs by hash, and what is known of the old ones."""

    def __init__(self, new: Sequence[Block], old: Sequence[Block] | None) -> None:
        self.new = new
        self.old = old
        self.new_by_hash = _by_hash(new)
        self.old_by_hash = _by_hash(old or ())
        self.old_by_path = {block.path: index for index, block in enumerate(old or ())}
        # What is left on both sides when identical paragraphs are taken away.
        self.pool = [index for hash_, found in self.new_by_hash.items() for index in self._not_owned(hash_, found)]
        self.rivals = [
            index for hash_, found in self.old_by_hash.items() if hash_ not in self.new_by_hash for index in found
        ]
        self._pairs: dict[int, Pairs] = {}
        self._rival_pairs = {index: pairs_of((old or ())[index].text) for index in self.rivals}

    def _not_owned(self, hash_: str, found: list[int]) -> list[int]:
        return [] if hash_ in self.old_by_hash else found

    def pairs(self, index: int) -> Pairs:
        """The pairs of characters of a new paragraph."""
        if index not in self._pairs:
            self._pairs[index] = pairs_of(self.new[index].text)
        return self._pairs[index]

    def old_index(self, annotation: Annotation) -> int | None:
        """The old paragraph that an annotation was on, if it is at hand."""
        index = self.old_by_path.get(annotation.address.path)
        if index is None or self.old is None or text_hash(self.old[index].text) != annotation.anchor.hash:
            return None
        return index

    def taken(self, index: int, likeness: float, mine: int | None) -> bool:
        """Whether a new paragraph is liker to another old one than to the annotated one."""
        candidate = self.pairs(index)
        return any(
            likeness_of(pairs, candidate) > likeness for rival, pairs in self._rival_pairs.items() if rival != mine
        )


def _find(annotation: Annotation, texts: _Texts) -> Found:
    same = texts.new_by_hash.get(annotation.anchor.hash, [])
    if same:
        return _among_identical(annotation, same, texts)
    return _among_the_rest(annotation, texts)


def _among_identical(annotation: Annotation, same: list[int], texts: _Texts) -> Found:
    """Which of the paragraphs with the same text is the annotated one."""
    here = [index for index in same if texts.new[index].path == annotation.address.path]
    before = texts.old_by_hash.get(annotation.anchor.hash, [])
    mine = texts.old_index(annotation)
    if mine is not None and len(before) == len(same):
        # As many as before, in the same order: each is itself.
        return _certain(annotation, same[before.index(mine)], texts)
    around = {index: _same_around(annotation, index, texts.new) for index in same}
    best = max(around.values())
    ahead = [index for index in same if around[index] == best]
    if here and here[0] in ahead and (best or len(same) == 1):
        return _certain(annotation, here[0], texts)
    if len(ahead) == 1 and best:
        return _certain(annotation, ahead[0], texts)
    return Found("ambiguous", candidates=tuple(texts.new[index].path for index in same))


def _certain(annotation: Annotation, index: int, texts: _Texts) -> Found:
    block = texts.new[index]
    state: AnchorState = "kept" if block.path == annotation.address.path else "renumbered"
    if annotation.whole:
        return Found(state, block.path)
    if block.text[annotation.start : annotation.end] == annotation.quote:
        return Found(state, block.path, annotation.span)
    # Only blanks or widths differ: the quotation stands where its characters do.
    span = _find_quote(annotation.quote, block.text)
    return Found(state, block.path, span) if span else Found("edited", block.path, None, (block.path,))


def _among_the_rest(annotation: Annotation, texts: _Texts) -> Found:
    """The likest of the paragraphs that no identical old one owns."""
    mine = texts.old_index(annotation)
    if mine is None and not annotation.whole:
        return _by_words_alone(annotation, texts)
    text = texts.old[mine].text if mine is not None and texts.old is not None else annotation.quote
    wanted = pairs_of(text)
    # A heading often has the words of a paragraph under it, and is none the less no paragraph.
    sort = _sort_of(annotation.address.path)
    pool = [index for index in texts.pool if _sort_of(texts.new[index].path) == sort]
    ranked = sorted(((likeness_of(wanted, texts.pairs(index)), index) for index in pool), reverse=True)
    close = [(likeness, index) for likeness, index in ranked if likeness >= LIKE_ENOUGH]
    free = [(likeness, index) for likeness, index in close if not texts.taken(index, likeness, mine)]
    if not free:
        return Found("lost")
    top = free[0][0]
    near = [index for likeness, index in free if top - likeness < CLEAR_MARGIN]
    paths = tuple(texts.new[index].path for index in near)
    if len(near) > 1:
        return Found("ambiguous", candidates=paths)
    span = None if annotation.whole else _find_quote(annotation.quote, texts.new[near[0]].text)
    return Found("edited", paths[0], span, paths)


def _by_words_alone(annotation: Annotation, texts: _Texts) -> Found:
    """Words of a paragraph that is not at hand: proposed where they stand, as they may be another paragraph's."""
    spans = {index: spans_of(texts.new[index].text, annotation.quote) for index in texts.pool}
    paths = {texts.new[index].path: found for index, found in spans.items() if found}
    here = paths.get(annotation.address.path)
    if here is not None or len(paths) == 1:
        path = annotation.address.path if here is not None else next(iter(paths))
        return Found("edited", path, paths[path][0] if len(paths[path]) == 1 else None, (path,))
    return Found("ambiguous", candidates=tuple(paths)) if paths else Found("lost")


def _same_around(annotation: Annotation, index: int, blocks: Sequence[Block]) -> int:
    """On how many sides (0 to 2) a place has the neighbours that the annotated one had."""
    place = place_of(blocks, index)
    start, end = annotation.span or (0, len(place.text))
    there, kept = anchor_of(place, start, end), annotation.anchor
    sides = ((there.before, kept.before), (there.after, kept.after))
    return sum(bool(one) and squeeze(one) == squeeze(other) for one, other in sides)


def _sort_of(path: str) -> str:
    """Heading, footnote or text, by the last part of a path."""
    leaf = path.rpartition("/")[2]
    return "footnote" if leaf.startswith("fn") else "heading" if leaf[:1] == "h" else "text"


def _find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quotation stands in a text, blanks aside, if it stands there once."""
    found = spans_of(text, quote)
    return found[0] if len(found) == 1 else None


def _by_hash(blocks: Sequence[Block]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.text:
            found[text_hash(block.text)].append(index)
    return dict(found)
