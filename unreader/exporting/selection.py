"""Which annotations go out, and what goes out with each: in the order of the text, with citation and what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from unreader.annotating import Annotation, Annotations
from unreader.annotating.filters import Filter
from unreader.exporting.citation import citation_of
from unreader.library import Entry, Library, Reference
from unreader.model import SAME_DOCUMENT, Address, Block, UnreaderError


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: the annotations of one document, with one topic (or one below it), or both; else all.

    Of these a filter takes those that it means; `query` is how it was typed.
    """

    document: str = ""
    topic: str = ""
    filter: Filter | None = field(default=None, compare=False)
    query: str = ""

    @property
    def name(self) -> str:
        """A file name for it, without a suffix: safe on every system."""
        parts = [part for part in (self.document, self.topic and f"topic-{self.topic}") if part]
        name = "-".join(parts) or "annotations"
        return "".join(char if char.isalnum() or char in "-.()" else "_" for char in name).lstrip(".")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation with its place: the entry and block it stands on (None where the library has them no more)."""

    annotation: Annotation
    entry: Entry | None
    block: Block | None
    citation: str
    cites: tuple[Reference, ...]
    texts: Mapping[str, str]
    """The text at each address that a citation opens: a place in full, a whole text by its title."""
    there: bool = True
    """Whether the library has the place: a block, a container or the document."""


class AnnotationSubject:
    """An annotation as a filter sees it (unreader.annotating.filters.Subject); the library is asked when it must be."""

    def __init__(self, library: Library, annotation: Annotation) -> None:
        self._library = library
        self._annotation = annotation
        self.address = annotation.address
        self.topics: Sequence[str] = annotation.topics
        self.note = annotation.note
        self.author = annotation.author
        self.created = annotation.created
        self.modified = annotation.modified
        self.language = annotation.address.language
        self.anchor: str = annotation.anchor.state
        self.is_span = not annotation.whole

    @cached_property
    def text(self) -> str:
        """The annotated words; of a document its title."""
        entry = None if self.address.path else self._library.find_entry(self.address.symbol, self.language)
        return entry.title if entry else self._annotation.quote

    @cached_property
    def kind(self) -> str:
        """The kind of the block, empty where the text has it no more."""
        block = _block_at(self._library, self.address)
        return block.kind if block else ""

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """What the place cites."""
        return cited_from(self._library, self.address)


class ParagraphSubject:
    """A paragraph of the text as a filter sees it: with the topics and notes of all its annotations."""

    def __init__(self, library: Library, annotations: Annotations, address: Address, text: str) -> None:
        here = annotations.at(address.plain)
        self._library = library
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

    @cached_property
    def kind(self) -> str:
        """The kind of the block."""
        block = _block_at(self._library, self.address)
        return block.kind if block else ""

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """What the paragraph cites."""
        return cited_from(self._library, self.address)


def cited_from(library: Library, address: Address) -> tuple[str, ...]:
    """Targets with their pinpoints, and the addresses that open, of everything that a place cites."""
    if address.path not in ("", *_positions(library, address)):
        return ()
    return tuple(name for reference in library.cites(address) for name in _names(reference))


def _names(reference: Reference) -> Iterable[str]:
    citation = reference.citation
    if citation.target and citation.target != SAME_DOCUMENT:
        joint = "/" if "#" in citation.target else "#"
        yield f"{citation.target}{joint}{citation.pinpoint}" if citation.pinpoint else citation.target
    if citation.opens:
        yield citation.opens


def chosen(library: Library, annotations: Annotations, selection: Selection) -> list[Annotation]:
    """The annotations that were asked for, document by document in the library's order, then in that of the text.

    What stands on a paragraph that the text has no more comes last in its document.
    """
    found: Iterable[Annotation] = annotations.by_topic(selection.topic) if selection.topic else annotations.all()
    if selection.document:
        found = (one for one in found if one.address.symbol == selection.document)
    if selection.filter is not None:
        meant = selection.filter
        found = (one for one in found if meant(AnnotationSubject(library, one)))
    order = {entry.symbol: position for position, entry in enumerate(library.entries())}

    def key(one: Annotation) -> tuple[int, str, int, bool, int, str]:
        address = one.address
        positions = _positions(library, address)
        place = positions.get(address.path, len(positions)) if address.path else -1
        return order.get(address.symbol, len(order)), address.symbol, place, not one.whole, one.start, one.id

    return sorted(found, key=key)


def select(
    library: Library, annotations: Annotations, selection: Selection, language: str | None
) -> tuple[Annotated, ...]:
    """The annotations that were asked for, each with its place; `language` is that of the citations, else its own."""
    return tuple(_annotated(library, one, language) for one in chosen(library, annotations, selection))


def _positions(library: Library, address: Address) -> dict[str, int]:
    try:
        return library.paths(address.symbol, address.language)
    except UnreaderError:
        return {}


def _block_at(library: Library, address: Address) -> Block | None:
    position = _positions(library, address).get(address.path)
    if position is None:
        return None
    block = library.document(address.symbol, address.language).blocks[position]
    return block if block.path == address.path else None


def _annotated(library: Library, annotation: Annotation, language: str | None) -> Annotated:
    address = annotation.address
    entry = library.find_entry(address.symbol, address.language)
    cites: tuple[Reference, ...] = ()
    there = entry is not None and address.path in ("", *_positions(library, address))
    if there:
        cites = tuple(library.cites(address))
    texts = {
        one.citation.opens: _text_at(library, Address.parse(one.citation.opens)) for one in cites if one.citation.opens
    }
    block = _block_at(library, address) if entry is not None else None
    return Annotated(annotation, entry, block, citation_of(library, address, language or ""), cites, texts, there)


def _text_at(library: Library, address: Address) -> str:
    entry = library.find_entry(address.symbol, address.language)
    if not address.path and entry:
        return entry.title
    blocks = library.blocks_at(address)
    titles = [block.text for block in blocks if block.kind == "title"]
    if titles and len(blocks) > 1:
        return titles[0]
    return " ".join(f"{block.label} {block.text}".strip() for block in blocks)
