"""Annotations whose text has changed, gone through by a person: where each may stand, and put there when told to.

    for annotation in annotations.to_review():
        found = review(library, annotation)          # candidates, the likeliest first
        place(library, annotations, annotation, found.candidates[0])

Nothing is placed without being told to; each placing is a step of the history.
"""

from __future__ import annotations

from msgspec import Struct

from unreader.annotating import Annotation, Annotations
from unreader.annotating.anchors import Pairs, Place, likeness_of, pairs_of, place_of, spans_of
from unreader.comparing.comparison import Edit
from unreader.comparing.folding import tokens
from unreader.comparing.wording import common, differences
from unreader.library import Library
from unreader.model import Address, Block, Document, UnreaderError

Span = tuple[int, int]

#: How like a paragraph must be (Dice's coefficient of the pairs of characters) to be shown at all, and how many are.
_LIKE_AT_ALL, _MOST = 0.25, 6
#: Characters of the context that are enough to find the edge of a span.
_EDGE = 6


class ReviewError(UnreaderError):
    """An annotation cannot be placed where it was said."""


class Candidate(Struct, frozen=True):
    """A paragraph where an annotation may stand.

    `span` is where its words would stand, None for the whole paragraph. `edits` turn the quotation into that text.
    `proposed` says that the rules of the anchors propose it; the others are only like it.
    """

    address: Address
    block: Block
    span: Span | None
    edits: tuple[Edit, ...]
    likeness: float
    proposed: bool

    @property
    def text(self) -> str:
        """The text that the annotation would be on."""
        return self.block.text[slice(*self.span)] if self.span else self.block.text


class Review(Struct, frozen=True):
    """An annotation with where it may stand, the likeliest first; `missing` says that its document is not here."""

    annotation: Annotation
    candidates: tuple[Candidate, ...]
    missing: bool = False


def review(library: Library, annotation: Annotation) -> Review:
    """Where an annotation may stand in its document as it is now. Changes nothing."""
    address = annotation.address
    entry = library.find_entry(address.symbol, address.language)
    if entry is None or address.language not in ("", entry.language):
        return Review(annotation, (), missing=True)
    try:
        document = library.document(entry.symbol, entry.language)
    except UnreaderError:
        return Review(annotation, (), missing=True)
    wanted = pairs_of(annotation.quote)
    ranked = []
    for index, block in enumerate(document.blocks):
        proposed = block.path in annotation.anchor.candidates
        there = pairs_of(block.text)
        likeness = likeness_of(wanted, there) if annotation.whole else _held(wanted, there)
        if proposed or likeness >= _LIKE_AT_ALL:
            ranked.append((not proposed, -likeness, index))
    ranked.sort()
    candidates = [
        candidate_at(document, document.blocks[index], annotation, -likeness, proposed=not other)
        for other, likeness, index in ranked[:_MOST]
    ]
    return Review(annotation, tuple(candidates))


def candidate_at(
    document: Document, block: Block, annotation: Annotation, likeness: float = 0.0, *, proposed: bool = False
) -> Candidate:
    """A paragraph of the document as a place for the annotation, with the span that it would take there."""
    span = None if annotation.whole else likely_span(annotation, block.text)
    text = block.text[slice(*span)] if span else block.text
    address = Address(document.symbol, block.path, document.language)
    return Candidate(address, block, span, differences(annotation.quote, text), likeness, proposed)


def likely_span(annotation: Annotation, text: str) -> Span | None:
    """Where the words of a span most likely stand in a changed text; None for the whole of it.

    Where the quotation stands once; else between what stood before and after it; else from the first to the last of
    its words that are there in the same order.
    """
    exact = spans_of(text, annotation.quote)
    if len(exact) == 1:
        return exact[0]
    start, end = _after(annotation.anchor.before, text), _before(annotation.anchor.after, text)
    if start is not None and end is not None and start < end:
        return start, end
    cut = tokens(text)
    matched = [right for _, right in common(tokens(annotation.quote), cut)]
    if not matched:
        return None
    return len("".join(cut[: min(matched)])), len("".join(cut[: max(matched) + 1]))


def place(library: Library, annotations: Annotations, annotation: Annotation, candidate: Candidate) -> Annotation:
    """Have an annotation stand where a person says; as it is then. One step. Raises ReviewError, StoreError."""
    document = library.document(candidate.address.symbol, candidate.address.language)
    blocks = document.blocks
    index = next((index for index, block in enumerate(blocks) if block.path == candidate.address.path), None)
    if index is None or blocks[index].text != candidate.block.text:
        raise ReviewError(f"{candidate.address.plain} has changed meanwhile: look at it again")
    here: Place = place_of(blocks, index, version=document.source.sha256, language=document.language)
    address = Address(document.symbol, candidate.address.path, document.language)
    placed = annotations.confirm(annotation.id, address, here, span=candidate.span)
    if placed is None:
        raise ReviewError("this annotation is not there any more")
    return placed


def _after(context: str, text: str) -> int | None:
    """The offset behind the end of a context, if that stands in the text once."""
    edge = context[-_EDGE:]
    return text.index(edge) + len(edge) if len(edge) == _EDGE and text.count(edge) == 1 else None


def _before(context: str, text: str) -> int | None:
    edge = context[:_EDGE]
    return text.index(edge) if len(edge) == _EDGE and text.count(edge) == 1 else None


def _held(part: Pairs, whole: Pairs) -> float:
    """How much of the part is in the whole."""
    return (part & whole).total() / part.total() if part else 0.0
