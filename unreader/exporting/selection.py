"""Which annotations go out, and what goes out with each: in the order of the text, with citation and what it cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unreader.annotating import Annotation, Annotations
from unreader.exporting.citation import citation_of
from unreader.library import Entry, Library, Reference
from unreader.model import Address, Block, UnreaderError


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: the annotations of one document, with one topic (or one below it), or both; else all."""

    document: str = ""
    topic: str = ""

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


def select(
    library: Library, annotations: Annotations, selection: Selection, language: str | None
) -> tuple[Annotated, ...]:
    """The annotations that were asked for, document by document in the library's order, then in the order of the text.

    What stands on a paragraph that the text has no more comes last in its document. `language` is that of the
    citations, None for each document's own.
    """
    found = annotations.by_topic(selection.topic) if selection.topic else annotations.all()
    order = {entry.symbol: position for position, entry in enumerate(library.entries())}
    placed = []
    for annotation in found:
        address = annotation.address
        if selection.document and address.symbol != selection.document:
            continue
        positions = _positions(library, address)
        place = positions.get(address.path, len(positions)) if address.path else -1
        key = (order.get(address.symbol, len(order)), address.symbol, place, not annotation.whole, annotation.start)
        placed.append((key, annotation))
    return tuple(
        _annotated(library, annotation, language) for _, annotation in sorted(placed, key=lambda item: item[0])
    )


def _positions(library: Library, address: Address) -> dict[str, int]:
    try:
        return library.paths(address.symbol, address.language)
    except UnreaderError:
        return {}


def _annotated(library: Library, annotation: Annotation, language: str | None) -> Annotated:
    address = annotation.address
    entry = library.find_entry(address.symbol, address.language)
    block: Block | None = None
    cites: tuple[Reference, ...] = ()
    positions = _positions(library, address)
    if entry is not None and address.path in positions:
        document = library.document(address.symbol, address.language)
        at = document.blocks[positions[address.path]]
        block = at if at.path == address.path else None
        cites = tuple(library.cites(address))
    texts = {
        one.citation.opens: _text_at(library, Address.parse(one.citation.opens)) for one in cites if one.citation.opens
    }
    return Annotated(annotation, entry, block, citation_of(library, address, language or ""), cites, texts)


def _text_at(library: Library, address: Address) -> str:
    entry = library.find_entry(address.symbol, address.language)
    if not address.path and entry:
        return entry.title
    blocks = library.blocks_at(address)
    titles = [block.text for block in blocks if block.kind == "title"]
    if titles and len(blocks) > 1:
        return titles[0]
    return " ".join(f"{block.label} {block.text}".strip() for block in blocks)
