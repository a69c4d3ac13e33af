"""Annotations on their way from one stage of a text to another: a plan goes in, rows with both texts come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader.model import Address
from unreader.tui.document.comparison_words import change_name
from unreader.tui.document.difference import marked_text
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import place_words
from unreader.tui.signs import NOTE_SIGN
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.annotating import Annotation
    from unreader.comparing.comparison import Comparison, Pair
    from unreader.working.carrying import Carry, Plan

#: A sign and words for each state: what is proposed, and what a person has to do.
STATES = {
    "kept": ("=", N_("stands word for word")),
    "edited": ("~", N_("the paragraph was changed: look, then Enter carries it")),
    "ambiguous": ("⁇", N_("it may be one of these: Enter on the right one")),
    "lost": ("⊘", N_("no paragraph of the other text is like it")),
}
CARRIED = ("✓", N_("stands there already"))
_LOST_WORDS = N_("the words that it stands on are not there any more")
#: How much of a text that stands word for word is shown: terminal cells.
_KEPT_CELLS = 150


class Candidate(Struct, frozen=True):
    """The key of a place to which an ambiguous annotation may go."""

    id: str
    place: Address


def carry_rows(plan: Plan, comparison: Comparison, topic_name: Callable[[str], str]) -> list[Paragraph]:
    """A head for each annotation, what it says, and both texts with the difference; candidates to choose among.

    Heads have the annotation's id as key.
    """
    rows: list[Paragraph] = []
    for carry in plan.carries:
        rows += _rows(carry, plan, comparison, topic_name, first=not rows)
    return rows


def is_there(carry: Carry) -> bool:
    """Whether the other text has everything that the annotation says: it was carried, or put there by hand."""
    annotation = carry.annotation
    if carry.target is None:
        return False
    there = [one for one in carry.there if one.address.plain == carry.target.plain]
    topics = {topic for one in there for topic in one.topics}
    notes = [note for one in there for note in one.note.split("\n\n")]
    return set(annotation.topics) <= topics and all(note in notes for note in annotation.note.split("\n\n") if note)


def _rows(
    carry: Carry, plan: Plan, comparison: Comparison, topic_name: Callable[[str], str], *, first: bool
) -> Iterator[Paragraph]:
    annotation = carry.annotation
    there = is_there(carry)
    sign, words = CARRIED if there else STATES[carry.state]
    if carry.state == "lost" and carry.candidates:
        words = _LOST_WORDS
    here = _place(annotation.address, plan.a)
    head = f"{here} → {_place(carry.target, plan.b)}" if carry.target is not None else here
    yield Paragraph(annotation.id, head, "card-head", label=sign, space_before=0 if first else 1)
    said = _(words)
    yield _under(annotation, "state", said, Mark(0, len(said), "label"))
    yield from _says(annotation, topic_name)
    if carry.state == "kept":
        text = next((pair.a.text for pair in _pairs(comparison, carry) if pair.a is not None), "")
        yield Paragraph((annotation.id, "text"), shortened(text, _KEPT_CELLS), "card-text", focusable=False)
    elif carry.state == "edited":
        for pair in _pairs(comparison, carry):
            yield from _difference((annotation.id, "text"), pair)
    elif carry.state == "ambiguous":
        for place in carry.candidates:
            key = Candidate(annotation.id, place)
            yield Paragraph(key, _place(place, plan.b), "card-head", label="→", indent=2)
            for pair in _pairs(comparison, carry, place):
                yield from _difference((annotation.id, place), pair)
    else:
        text = next((pair.a.text for pair in _pairs(comparison, carry) if pair.a is not None), "")
        marks = (Mark(0, len(text), "removed"),)
        yield Paragraph((annotation.id, "text"), text, "card-text", marks=marks, focusable=False)


def _says(annotation: Annotation, topic_name: Callable[[str], str]) -> Iterator[Paragraph]:
    """Topics, the words that it stands on where these are not the whole paragraph, the note."""
    said = [topic_name(topic) for topic in annotation.topics]
    if not annotation.whole:
        said.append(_("on “{words}”").format(words=shortened(annotation.quote, _KEPT_CELLS)))
    if said:
        yield _under(annotation, "says", " · ".join(said))
    if annotation.note:
        note = " ".join(annotation.note.split("\n"))
        yield Paragraph((annotation.id, "note"), note, "card-note", label=NOTE_SIGN, focusable=False)


def _difference(key: tuple[str, object], pair: Pair) -> Iterator[Paragraph]:
    text, marks = marked_text(pair)
    said = change_name(pair.change)
    yield Paragraph((*key, "change"), said, "card-meta", indent=2, focusable=False)
    yield Paragraph(key, text, "card-text", marks=marks, indent=2, focusable=False)


def _under(annotation: Annotation, name: str, text: str, *marks: Mark) -> Paragraph:
    return Paragraph((annotation.id, name), text, "card-meta", marks=marks, focusable=False)


def _pairs(comparison: Comparison, carry: Carry, place: Address | None = None) -> list[Pair]:
    """The pairs of the annotation's paragraph, or the one with its counterpart at a place."""
    wanted = place or carry.target
    path = carry.annotation.address.path
    mine = [pair for pair in comparison.pairs if pair.a is not None and pair.a.path == path]
    return [pair for pair in mine if wanted is None or (pair.b is not None and pair.b.path == wanted.path)]


def _place(address: Address, text: Address) -> str:
    """A place below the text that it is in, in words."""
    below = address.path[len(text.path) :].lstrip("/") if address.within(text) else address.path
    return place_words(below) or _("the whole text")
