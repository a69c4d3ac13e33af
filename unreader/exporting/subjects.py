"""Annotations and paragraphs as filters see them (unreader.annotating.filters.Subject), with what the library knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from unreader.annotating import Annotation, Annotations
from unreader.annotating.filters import Filter
from unreader.library import Library, Reference, containers_of, footnote_path
from unreader.model import SAME_DOCUMENT, Address, UnreaderError

#: The kinds of a document's blocks by path.
_Kinds = dict[str, str]
#: What a place and everything in it cites, by path; "" is the whole document.
_Cited = dict[str, tuple[str, ...]]


class Places:
    """What filters ask of places, read document by document and kept: many annotations stand in few documents."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._kinds: dict[tuple[str, str], _Kinds] = {}
        self._cited: dict[tuple[str, str], _Cited] = {}

    def kind(self, address: Address) -> str:
        """The kind of the block at an address, empty where there is none."""
        key = (address.symbol, address.language)
        kinds = self._kinds.get(key)
        if kinds is None:
            try:
                blocks = self.library.document(*key).blocks
            except UnreaderError:
                blocks = ()
            kinds = self._kinds[key] = {block.path: block.kind for block in blocks}
        return kinds.get(address.path, "")

    def cited(self, address: Address) -> tuple[str, ...]:
        """Targets with their pinpoints, and the addresses that open, of everything that a place cites."""
        key = (address.symbol, address.language)
        cited = self._cited.get(key)
        if cited is None:
            try:
                cited = _cited_in(self.library, *key)
            except UnreaderError:
                cited = {}
            self._cited[key] = cited
        return cited.get(address.path, ())


class AnnotationSubject:
    """An annotation as a filter sees it; `annotation` may be set anew, so that one subject serves for many."""

    def __init__(self, places: Places, annotation: Annotation) -> None:
        self.places = places
        self.annotation = annotation

    @property
    def address(self) -> Address:
        """Where it stands."""
        return self.annotation.address

    @property
    def topics(self) -> Sequence[str]:
        """Its topics."""
        return self.annotation.topics

    @property
    def note(self) -> str:
        """Its note."""
        return self.annotation.note

    @property
    def text(self) -> str:
        """The annotated words; of a document its title."""
        address = self.annotation.address
        if address.path:
            return self.annotation.quote
        entry = self.places.library.find_entry(address.symbol, address.language)
        return entry.title if entry else self.annotation.quote

    @property
    def author(self) -> str:
        """Who made it."""
        return self.annotation.author

    @property
    def created(self) -> str:
        """When it was made."""
        return self.annotation.created

    @property
    def modified(self) -> str:
        """When it was changed last."""
        return self.annotation.modified

    @property
    def language(self) -> str:
        """The language of the text."""
        return self.annotation.address.language

    @property
    def anchor(self) -> str:
        """The state of its anchor."""
        return self.annotation.anchor.state

    @property
    def is_span(self) -> bool:
        """Whether it is on a span of a paragraph."""
        return not self.annotation.whole

    @property
    def kind(self) -> str:
        """The kind of the block, empty where the text has it no more."""
        return self.places.kind(self.annotation.address)

    @property
    def cited(self) -> Sequence[str]:
        """What the place cites."""
        return self.places.cited(self.annotation.address)


class ParagraphSubject:
    """A paragraph of the text as a filter sees it: with the topics and notes of all its annotations."""

    def __init__(self, places: Places, annotations: Annotations, address: Address, text: str) -> None:
        here = annotations.at(address.plain)
        self._places = places
        self.address = address
        self.text = text
        self.topics: Sequence[str] = tuple(dict.fromkeys(topic for one in here for topic in one.topics))
        self.note = "\n".join(one.note for one in here if one.note)
        self.author = "\n".join(one.author for one in here)
        self.created = max((one.created for one in here), default="")
        self.modified = max((one.modified for one in here), default="")
        self.language = address.language
        self.anchor: str = here[0].anchor.state if here else ""
        self.is_span = any(not one.whole for one in here)

    @property
    def kind(self) -> str:
        """The kind of the block."""
        return self._places.kind(self.address)

    @property
    def cited(self) -> Sequence[str]:
        """What the paragraph cites."""
        return self._places.cited(self.address)


def filtered(annotations: Iterable[Annotation], meant: Filter, places: Places) -> Iterator[Annotation]:
    """The annotations that a filter means, in the order given."""
    subject: AnnotationSubject | None = None
    for annotation in annotations:
        if subject is None:
            subject = AnnotationSubject(places, annotation)
        subject.annotation = annotation
        if meant.test(subject):
            yield annotation


def _cited_in(library: Library, symbol: str, language: str) -> _Cited:
    """What each place of a document cites; a footnote's citations belong to the paragraphs that call it too."""
    blocks = library.document(symbol, language).blocks
    by_block: dict[str, dict[str, None]] = {}
    for reference in library.cites(Address(symbol, "", language)):
        by_block.setdefault(reference.at.path, {}).update(dict.fromkeys(_names(reference)))
    notes = {block.path for block in blocks if block.kind == "footnote"}
    found: dict[str, dict[str, None]] = {}
    for block in blocks:
        called = (footnote_path(block.path, mark.label, notes) for mark in block.footnotes)
        names = {name: None for path in (block.path, *called) for name in by_block.get(path, ())}
        for place in (block.path, *containers_of(block.path), ""):
            if names:
                found.setdefault(place, {}).update(names)
    return {place: tuple(names) for place, names in found.items()}


def _names(reference: Reference) -> Iterator[str]:
    citation = reference.citation
    if citation.target and citation.target != SAME_DOCUMENT:
        joint = "/" if "#" in citation.target else "#"
        yield f"{citation.target}{joint}{citation.pinpoint}" if citation.pinpoint else citation.target
    if citation.opens:
        yield citation.opens
