"""Which annotations go out, and what goes out with each: in the order of the text, with citation and what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from unreader.annotating import Annotation, Annotations
from unreader.annotating.filters import Filter
from unreader.exporting.citation import citation_of
from unreader.exporting.subjects import Places, filtered
from unreader.library import Entry, Library, Reference
from unreader.model import Address, Block, UnreaderError

#: Annotations that are looked at in one step: each may have its document read.
_AT_A_TIME = 4


class Selection(Struct, frozen=True):
    """What is asked for: the annotations of one document, with one topic (or one below it), or both; else all.

    Of these a filter takes those that it means; `query` is how it was typed.
    """

    document: str = ""
    topic: str = ""
    filter: Filter | None = None
    query: str = ""

    @property
    def name(self) -> str:
        """A file name for it, without a suffix: safe on every system."""
        parts = [part for part in (self.document, self.topic and f"topic-{self.topic}") if part]
        name = "-".join(parts) or "annotations"
        return "".join(char if char.isalnum() or char in "-.()" else "_" for char in name).lstrip(".")


class Annotated(Struct, frozen=True):
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


def chosen(library: Library, annotations: Annotations, selection: Selection) -> list[Annotation]:
    """The annotations that were asked for, document by document in the library's order, then in that of the text.

    What stands on a paragraph that the text has no more comes last in its document.
    """
    return [one for some in some_chosen(library, annotations, selection) for one in some]


def some_chosen(library: Library, annotations: Annotations, selection: Selection) -> Iterator[Sequence[Annotation]]:
    """The same in small steps, of which many give nothing; between them other things can be done."""
    document = "" if selection.topic else selection.document
    by_symbol: dict[str, list[Annotation]] = {}
    places = Places(library)
    for some in annotations.some_at_a_time(document, selection.topic):
        here = [one for one in some if one.address.symbol == selection.document] if selection.document else some
        for at in range(0, len(here), _AT_A_TIME):
            few: Iterable[Annotation] = here[at : at + _AT_A_TIME]
            if selection.filter is not None:
                few = filtered(few, selection.filter, places)
            for one in few:
                by_symbol.setdefault(one.address.symbol, []).append(one)
            yield ()
    order = {entry.symbol: position for position, entry in enumerate(library.entries())}

    def key(one: Annotation) -> tuple[int, bool, int, str]:
        positions = _positions(library, one.address)
        place = positions.get(one.address.path, len(positions)) if one.address.path else -1
        return place, not one.whole, one.start, one.id

    for symbol in sorted(by_symbol, key=lambda symbol: (order.get(symbol, len(order)), symbol)):
        yield sorted(by_symbol[symbol], key=key)


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
    # What is on a whole document is about the document: a list of everything that it cites would bury the note.
    if there and address.path:
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
