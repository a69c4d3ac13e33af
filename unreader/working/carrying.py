"""Annotations carried from one stage of a text to another, under the anchor rules and never in silence.

    plan = plan_carrying(library, annotations, Address("E/2024/30", "I.A/draft3"), Address("A/79/459", "draft3"))
    carry(library, annotations, plan, plan.safe)                      # those that stand word for word
    carry(library, annotations, plan, {id: Address("A/79/459", "draft3/op4")})   # what a person confirmed, one by one

The annotations of the first text stay where they are; the second gets its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from unreader.annotating import Annotations
from unreader.annotating.anchors import place_at
from unreader.annotating.records import Annotation
from unreader.comparing.compare import compare_places
from unreader.comparing.comparison import Comparison, Edit, Pair
from unreader.comparing.folding import fold
from unreader.library import Library
from unreader.model import Address, UnreaderError

CarryState = Literal["kept", "edited", "ambiguous", "lost"]
Span = tuple[int, int]


class CarryingError(UnreaderError):
    """An annotation cannot be carried where it was said."""


class Carry(Struct, frozen=True):
    """What is proposed for one annotation.

    *kept*: its paragraph stands word for word at `target`. *edited*: the paragraph at `target` is what became of its
    own; confirm it. *ambiguous*: one of the `candidates`; choose. *lost*: no paragraph of the other text is like it.
    `span` is where its quotation stands at the target, None for the whole paragraph. `there` are the annotations that
    the target has already.
    """

    annotation: Annotation
    state: CarryState
    target: Address | None = None
    span: Span | None = None
    candidates: tuple[Address, ...] = ()
    there: tuple[Annotation, ...] = ()


class Plan(Struct, frozen=True):
    """What is proposed for each annotation of the first text, in the order of that text."""

    a: Address
    b: Address
    carries: tuple[Carry, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many annotations are kept, edited, ambiguous, lost."""
        return Counter(one.state for one in self.carries)

    @property
    def safe(self) -> dict[str, Address]:
        """The choices that need no person: id → target of every annotation that is kept."""
        return {one.annotation.id: one.target for one in self.carries if one.state == "kept" and one.target}


def plan_carrying(
    library: Library, annotations: Annotations, a: Address, b: Address, comparison: Comparison | None = None
) -> Plan:
    """Propose where the annotations of one text stand in another. Changes nothing. Raises NotInLibraryError."""
    compared = comparison or compare_places(library, a, b)
    one, other = library.entry(a.symbol, a.language), library.entry(b.symbol, b.language)
    whole = Address(other.symbol, "", other.language)
    texts = _Texts(compared)
    carries = []
    for pairs in _by_source(compared):
        block = pairs[0].a
        if block is None:
            continue
        here = Address(one.symbol, block.path, one.language)
        for annotation in annotations.at(here):
            carries.append(_proposed(annotations, annotation, texts, pairs, whole))
    if not a.path and not b.path:
        for annotation in annotations.at(Address(one.symbol, "", one.language)):
            carries.insert(0, Carry(annotation, "kept", whole, there=annotations.at(whole)))
    return Plan(a, b, tuple(carries))


def carry(
    library: Library, annotations: Annotations, plan: Plan, choices: Mapping[str, Address]
) -> tuple[Annotation, ...]:
    """Carry the annotations that were chosen (id → where) and no others; what the second text has now.

    One step of the history, all or nothing. Topics are added; a note is put under one that is there. Raises
    CarryingError where an annotation is not in the plan or a place is none of those that it may go to; StoreError.
    """
    by_id = {one.annotation.id: one for one in plan.carries}
    for id_, target in choices.items():
        item = by_id.get(id_)
        if item is None:
            raise CarryingError(f"the annotation {id_} is not one of those on {plan.a}")
        if target.plain not in {one.plain for one in _allowed(item)}:
            source = item.annotation.address
            if words := ", ".join(str(one.plain) for one in _allowed(item)):
                raise CarryingError(f"the annotation on {source} cannot go to {target}, but to {words}")
            raise CarryingError(f"the annotation on {source} cannot go to {target}: it is lost")
    carried = []
    with annotations.step("carry", plan.b.plain, (str(plan.a.plain),)):
        for id_, target in choices.items():
            carried.append(_put(library, annotations, by_id[id_], target))
    return tuple(carried)


def _put(library: Library, annotations: Annotations, item: Carry, target: Address) -> Annotation:
    annotation = item.annotation
    place = place_at(library.document(target.symbol, target.language), target.path) if target.path else None
    if target.path and place is None:
        raise CarryingError(f"{target} is no longer in the library; make the plan again")
    span = item.span if item.target and target.plain == item.target.plain else None
    carried: Annotation | None = None
    if annotation.topics:
        carried = annotations.tag(target, annotation.topics, place, span=span)
    if annotation.note:
        had = next((one.note for one in annotations.at(target) if one.span == span), "")
        fresh = annotation.note not in had.split("\n\n")
        note = "\n\n".join(filter(None, (had, annotation.note if fresh else "")))
        carried = annotations.note(target, note, place, span=span)
    if carried is None:
        raise CarryingError(f"the annotation on {annotation.address} says nothing that could be carried")
    return carried


def _allowed(item: Carry) -> tuple[Address, ...]:
    return tuple(dict.fromkeys((*((item.target,) if item.target else ()), *item.candidates)))


def _by_source(comparison: Comparison) -> list[list[Pair]]:
    """The pairs of each block of the first text, in its order as far as the comparison keeps it."""
    found: dict[str, list[Pair]] = {}
    for pair in comparison.pairs:
        if pair.a is not None:
            found.setdefault(pair.a.path, []).append(pair)
    return list(found.values())


class _Texts:
    """A comparison as it is asked of for each annotation: where each pair stands, who has the same text."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._folded: dict[str, str] = {}
        self._alike: dict[str, list[str]] = {}
        self._numbers = {id(pair): number for number, pair in enumerate(comparison.pairs)}
        for pair in comparison.pairs:
            if pair.b is not None:
                self._alike.setdefault(self._fold(pair.b.text), []).append(pair.b.path)

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]

    def alike(self, text: str) -> Sequence[str]:
        """The paths of the second text's paragraphs that say the same."""
        return self._alike.get(self._fold(text), ())

    def around(self, pair: Pair) -> Sequence[Pair]:
        """The pairs before and after one."""
        at, pairs = self._numbers[id(pair)], self.comparison.pairs
        return [pairs[near] for near in (at - 1, at + 1) if 0 <= near < len(pairs)]


def _proposed(
    annotations: Annotations, annotation: Annotation, texts: _Texts, pairs: Sequence[Pair], other: Address
) -> Carry:
    comparison = texts.comparison

    def place(path: str) -> Address:
        return Address(other.symbol, path, other.language)

    targets = [pair.b.path for pair in pairs if pair.b is not None]
    if not targets:
        return Carry(annotation, "lost")
    if len(targets) > 1:
        return Carry(annotation, "ambiguous", candidates=tuple(map(place, targets)))
    (pair,) = [pair for pair in pairs if pair.b is not None]
    target = place(targets[0])
    there = annotations.at(target)
    same = pair.change in ("same", "typography") and not comparison.by_address
    rivals = _rivals(texts, pair) if same else ()
    if rivals:
        return Carry(annotation, "ambiguous", candidates=tuple(map(place, rivals)), there=there)
    span = None
    if annotation.span is not None:
        span = None if comparison.by_address else _carried_span(annotation, pair)
        if span is None or span[0] == span[1]:
            return Carry(annotation, "lost", candidates=(target,), there=there)
    return Carry(annotation, "kept" if same else "edited", target, span, (target,), there)


def _rivals(texts: _Texts, pair: Pair) -> tuple[str, ...]:
    """The paths of identical paragraphs of the second text, where its neighbours do not say which one it is."""
    if pair.a is None or pair.b is None:
        return ()
    alike = texts.alike(pair.a.text)
    if len(alike) < 2:
        return ()
    supported = not pair.moved and any(one.a and one.b and not one.moved for one in texts.around(pair))
    return () if supported else tuple(alike)


def _carried_span(annotation: Annotation, pair: Pair) -> Span | None:
    """Where the annotated words stand in the other text: where the quotation stands once, else through the edits."""
    if pair.a is None or pair.b is None or annotation.span is None:
        return None
    start, end = annotation.span
    quote = pair.a.text[start:end]
    at = pair.b.text.find(quote) if quote else -1
    if at >= 0 and pair.b.text.find(quote, at + 1) < 0:
        return at, at + len(quote)
    return _through(pair.edits, start, True), _through(pair.edits, end, False)


def _through(edits: Sequence[Edit], at: int, first: bool) -> int:
    """An offset of the first text in the second; one inside an edit goes to that edit's beginning or end."""
    shift = 0
    for edit in edits:
        if at < edit.a[0] or (at == edit.a[0] and (first or edit.a[0] == edit.a[1])):
            break
        if at < edit.a[1]:
            return edit.b[0] if first else edit.b[1]
        shift = edit.b[1] - edit.a[1]
    return at + shift
