"""A library: its documents, what they cite, who cites them, and what is known of texts that it has not.

Opened on a folder; reads nothing but the catalogue until asked. Documents come through the index (a cache), citations
with what they open in this library. Files from outside can be visited: read and followed like the others, not stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from unreader.library.catalogue import Catalogue, Entry, Stage
from unreader.library.holdings import Holdings, rules_language
from unreader.library.home import LibraryError
from unreader.library.index import work_of
from unreader.library.paths import containers_of, footnote_path, pinpoint_of
from unreader.model import SAME_DOCUMENT, Address, Block, Citation, Document, UnreaderError, is_within

if TYPE_CHECKING:
    from unreader.citing.correcting import Corrections
    from unreader.citing.opening import Carrier, Opened


#: Stands for a document that need not be read: nothing is looked for in it.
_UNREAD = Document("", "", "other", "", ())


class NotInLibraryError(LibraryError):
    """A symbol or an address that this library has not."""


class AddressError(LibraryError):
    """An address that names no place in the library."""


class Reference(Struct, frozen=True):
    """A citation and the place at which it stands: the block's own address, also for a footnote's citation.

    `language` is that of the version in which it stands: each version of a text has its own citations.
    """

    at: Address
    citation: Citation
    language: str = ""


class Opening(Struct, frozen=True):
    """A text of the library found under a symbol: where, and what it is of that symbol ("" is the text itself)."""

    address: Address
    relation: str


class Library:
    """The documents of one folder. `cache=False` keeps the index in memory and touches no other folder."""

    def __init__(self, root: Path, *, cache: bool = True) -> None:
        self.root = root
        self._cache = cache
        self._holdings = Holdings(root, cache=cache)
        self.catalogue: Catalogue = self._holdings.catalogue()
        self._visited: dict[str, tuple[Document, tuple[Citation, ...]]] = {}
        self._entries: list[Entry] = list(self.catalogue.entries)
        self._opened: dict[str, tuple[Citation, ...]] = {}
        self._hand_in: Callable[[], Corrections | None] | None = None
        self._revision = -1
        self._paths: dict[str, dict[str, int]] = {}
        self._carriers: dict[str, tuple[Carrier, ...]] = {}
        self._standings: Opened = {}

    def close(self) -> None:
        """Let go of the index."""
        self._holdings.close()

    def twin(self) -> Library:
        """Another library on the same folder with the same visited files, for a thread of its own."""
        other = Library(self.root, cache=self._cache)
        other._visited = dict(self._visited)
        other._entries = list(self._entries)
        return other

    # -- documents ---------------------------------------------------------------------------------------------

    def entries(self) -> tuple[Entry, ...]:
        """The documents of the library in the catalogue's order, then the visited ones."""
        return tuple(self._entries)

    def entry(self, symbol: str, language: str = "") -> Entry:
        """The entry of a document by any of its symbols, in this language if there is a choice.

        Raises NotInLibraryError.
        """
        entry = self.find_entry(symbol, language)
        if entry is None:
            if have := ", ".join(one.symbol for one in self._entries[:8]):
                raise NotInLibraryError(f"{symbol} is not in the library at {self.root} (it has {have})")
            raise NotInLibraryError(f"{symbol} is not in the library at {self.root} (it has no document)")
        return entry

    def find_entry(self, symbol: str, language: str = "") -> Entry | None:
        """The entry of a document by any of its symbols, or None."""
        versions = self._by_symbol.get(symbol, ())
        if len(versions) < 2:
            return versions[0] if versions else None
        return next((entry for entry in versions if entry.language == language), versions[0])

    def document(self, symbol: str, language: str = "") -> Document:
        """The parsed document. Raises NotInLibraryError, or SourceError where its file cannot be read."""
        entry = self.entry(symbol, language)
        if entry.file in self._visited:
            return self._visited[entry.file][0]
        return self._holdings.document(entry)

    def counts(self, symbol: str, language: str = "") -> tuple[int, int]:
        """How many blocks and citations a document has."""
        entry = self.entry(symbol, language)
        if entry.file in self._visited:
            document, citations = self._visited[entry.file]
            return len(document.blocks), len(citations)
        return self._holdings.counts(entry)

    def is_at_hand(self, symbol: str, language: str = "") -> bool:
        """Whether a document can be had at once, with what its citations open. Says no for any trouble.

        That is so of a visited one and of one that the index has, if it also has the reports, which print other texts.
        """
        entry = self.find_entry(symbol, language)
        needed = [one for one in self._entries if one is entry or one.kind == "report"]
        return entry is not None and all(one.file in self._visited or self._holdings.is_at_hand(one) for one in needed)

    def not_at_hand(self) -> list[Entry]:
        """The documents that would have to be parsed, or cannot be read."""
        return [one for one in self._entries if one.file not in self._visited and not self._holdings.is_at_hand(one)]

    def all_counts(self) -> list[tuple[Entry, tuple[int, int] | None]]:
        """Every document with how many blocks and citations it has; None where it cannot be read."""
        self._holdings.ensure_all()
        return list(zip(self._entries, self.counts_of(self._entries), strict=True))

    def counts_of(self, entries: Sequence[Entry]) -> list[tuple[int, int] | None]:
        """How many blocks and citations each of these has; None where it cannot be read."""
        stored = iter(self._holdings.counts_of(entry for entry in entries if entry.file not in self._visited))
        return [
            self.counts(entry.symbol, entry.language) if entry.file in self._visited else next(stored)
            for entry in entries
        ]

    def visit(self, file: Path, *, symbol: str | None = None, language: str | None = None) -> Document:
        """Read a file from outside as if it were in the library, without storing anything.

        A file that the library holds is known by its bytes. Raises SourceError.
        """
        from unreader.citing.resolving import find_citations
        from unreader.parsing import parse
        from unreader.sources import read_file

        source = read_file(file)
        held = next((entry for entry in self._entries if entry.sha256 == source.source.sha256), None)
        if held is not None and symbol is None and language is None and held.file not in self._visited:
            return self.document(held.symbol, held.language)
        document = parse(source, symbol=symbol, language=rules_language(language) if language else None)
        document = replace(document, language=language or document.language)
        if not document.symbol:
            document = replace(document, symbol=file.name, symbols=(file.name,))
        entry = Entry(
            file=str(file.resolve()),
            symbol=document.symbol,
            symbols=document.symbols or (document.symbol,),
            language=document.language,
            kind=document.kind,
            title=document.title,
            date=document.date,
            sha256=source.source.sha256,
        )
        self._entries = [one for one in self._entries if one.file != entry.file]
        self._entries.insert(0, entry)
        self._visited[entry.file] = (document, find_citations(document))
        self._forget_derived()
        return document

    def is_visited(self, symbol: str, language: str = "") -> bool:
        """Whether this document was only visited: it is not stored in the library."""
        return self.entry(symbol, language).file in self._visited

    def reload(self) -> None:
        """Read the catalogue again after it was changed; visited files that it now holds are forgotten as visited.

        What the index has of documents that are gone or changed is dropped; nothing else is made anew. Raises
        CatalogueError, and then keeps what it had.
        """
        catalogue = self._holdings.catalogue()
        known = {entry.file: entry for entry in self.catalogue.entries}
        stored = {entry.file: entry for entry in catalogue.entries}
        for file, entry in known.items():
            if stored.get(file) != entry:
                self._holdings.forget(entry)
        held = {entry.sha256 for entry in catalogue.entries}
        visited = [entry for entry in self._entries if entry.file in self._visited and entry.sha256 not in held]
        self._visited = {entry.file: self._visited[entry.file] for entry in visited}
        self.catalogue = catalogue
        self._entries = [*visited, *catalogue.entries]
        self._forget_derived()

    # -- places ------------------------------------------------------------------------------------------------

    def paths(self, symbol: str, language: str = "") -> dict[str, int]:
        """Every path of a document with the block's position; containers stand with their first block."""
        file = self.entry(symbol, language).file
        if file not in self._paths:
            positions: dict[str, int] = {}
            for position, block in enumerate(self.document(symbol, language).blocks):
                positions[block.path] = position
            for path, position in list(positions.items()):
                for container in containers_of(path):
                    positions.setdefault(container, position)
            self._paths[file] = positions
        return self._paths[file]

    def blocks_at(self, address: Address) -> tuple[Block, ...]:
        """The blocks at an address: the paragraph with its items, all of a container, the whole document.

        Footnotes are left out unless the address is a footnote's. Empty where the document has no such place.
        """
        blocks = self.document(address.symbol, address.language).blocks
        if not address.path:
            return tuple(block for block in blocks if block.kind != "footnote")
        return tuple(
            block
            for block in blocks
            if is_within(block.path, address.path) and (block.kind != "footnote" or block.path == address.path)
        )

    def with_notes(self, address: Address) -> tuple[Block, ...]:
        """The blocks at an address with the footnotes that they call, each in its place; all of a whole document."""
        document = self.document(address.symbol, address.language)
        if not address.path:
            return document.blocks
        blocks = self.blocks_at(address)
        notes = {block.path for block in document.blocks if block.kind == "footnote"}
        called = {footnote_path(block.path, mark.label, notes) for block in blocks for mark in block.footnotes}
        shown = called | {block.path for block in blocks}
        return tuple(block for block in document.blocks if block.path in shown)

    def has(self, address: Address) -> bool:
        """Whether the library has a block or a container at this address."""
        if self.find_entry(address.symbol, address.language) is None:
            return False
        return not address.path or address.path in self.paths(address.symbol, address.language)

    def openings(self, symbol: str) -> tuple[Opening, ...]:
        """Where the text with this symbol stands in the library: the text itself first, then its other stages.

        A text that was recommended word for word is the text itself, and `relation` says "recommended".
        """
        itself = self._standing(symbol)
        return (*itself, *(opening for opening in self._stages_of(symbol) if opening not in itself))

    def stages(self, address: Address) -> tuple[Stage, ...]:
        """The stages of the text that stands at this address or has it as one of its stages, the earliest first."""
        for chain in self.catalogue.stages:
            if any(address.symbol == stage.text.symbol and address.within(stage.text) for stage in chain):
                return chain
        return ()

    # -- citations ---------------------------------------------------------------------------------------------

    def correct_with(self, corrections: Callable[[], Corrections | None] | None) -> None:
        """Have what people decided about citations applied from now on.

        `corrections` is called once, when citations are first asked for; None applies none.
        """
        self._hand_in = corrections
        self.__dict__.pop("_corrections", None)
        self._revision = -1
        self._opened.clear()

    def citations(self, symbol: str, language: str = "") -> tuple[Citation, ...]:
        """All citations of a document in the order of the text, each with what it opens in this library."""
        from unreader.citing.opening import open_citations

        entry = self.entry(symbol, language)
        corrections = self._corrections
        if corrections is not None and corrections.revision != self._revision:
            self._opened.clear()
            self._revision = corrections.revision
        if entry.file not in self._opened:
            document = self.document(entry.symbol, entry.language)
            found = self._found(entry)
            if corrections is not None and (decided := corrections.on(document)):
                from unreader.citing.correcting import correct

                found = correct(document, found, decided)
            self._opened[entry.file] = open_citations(document, found, self, self._standings)
        return self._opened[entry.file]

    def references(self, symbol: str = "") -> Iterator[Reference]:
        """Every citation of the library, or of one document, with the place at which it stands."""
        for entry in [self.entry(symbol)] if symbol else self._entries:
            # A document that cannot be read must not hide the others.
            with suppress(UnreaderError):
                for citation in self.citations(entry.symbol, entry.language):
                    yield Reference(Address(entry.symbol, citation.block), citation, entry.language)

    def cites(self, address: Address) -> tuple[Reference, ...]:
        """What a place cites, in the order of the text; a footnote's citations stand where its mark is called."""
        document = self.document(address.symbol, address.language)
        by_block: dict[str, list[Citation]] = {}
        for citation in self.citations(address.symbol, address.language):
            by_block.setdefault(citation.block, []).append(citation)
        if not address.path:
            blocks: Iterable[Block] = document.blocks
            return tuple(
                Reference(replace(address, path=block.path), citation)
                for block in blocks
                for citation in by_block.get(block.path, ())
            )
        notes = {block.path for block in document.blocks if block.kind == "footnote"}
        found = []
        for block in self.blocks_at(address):
            here: list[tuple[int, int, Reference]] = [
                (citation.start, 0, Reference(replace(address, path=block.path), citation))
                for citation in by_block.get(block.path, ())
            ]
            for mark in block.footnotes:
                note = footnote_path(block.path, mark.label, notes)
                here += [
                    (mark.at, 1, Reference(replace(address, path=note), citation))
                    for citation in by_block.get(note, ())
                ]
            found += [reference for _, _, reference in sorted(here, key=lambda item: item[:2])]
        return tuple(found)

    def cited_by(self, address: Address) -> tuple[Reference, ...]:
        """Who cites this place or a place in it: first those that open here, then those that cite another stage of it.

        An address that the library has not (a treaty's article, say) is answered by target and pinpoint.
        """
        if self.find_entry(address.symbol) is None:
            return self.citing_same(address.symbol, address.path)
        found = [reference for some in self.each_cited_by(address) for reference in some]
        return tuple(sorted(found, key=lambda reference: reference.citation.opens is None))

    def each_cited_by(self, address: Address) -> Iterator[Sequence[Reference]]:
        """The same in small steps, in the order of the documents; a step may give nothing.

        Between two steps something else can be done, as long as the library stays as it is.
        """
        if self.find_entry(address.symbol) is None:
            yield from self.each_citing_same(address.symbol, address.path)
            return
        symbol = self.entry(address.symbol).symbol
        place = Address(symbol, address.path)
        for some in self._citing(self._names_of(symbol), _last_number(address.path), also=symbol):
            yield [
                reference
                for reference in some
                if any(Address.parse(one).within(place) for one in _stands_at(reference.citation))
            ]

    def citing_same(self, target: str, pinpoint: str = "") -> tuple[Reference, ...]:
        """Every citation of a target in the library; with a pinpoint, only of that place in it."""
        return tuple(reference for some in self.each_citing_same(target, pinpoint) for reference in some)

    def each_citing_same(self, target: str, pinpoint: str = "") -> Iterator[Sequence[Reference]]:
        """The same in small steps; see `each_cited_by`."""
        place, _, inner = target.partition("#")
        wanted = "/".join(part for part in (inner, pinpoint) if part)
        for some in self._citing([place], _last_number(wanted)):
            yield [one for one in some if not wanted or is_within(pinpoint_of(one.citation), wanted)]

    def cost_of_citing(self, target: str, pinpoint: str = "") -> int:
        """How many citations `cited_by` or `citing_same` would have to look at. Cheap."""
        place, _, inner = target.partition("#")
        names = [place] if self.find_entry(place) is None else self._names_of(self.entry(place).symbol)
        return self._holdings.how_many_cite(names, _last_number("/".join(part for part in (inner, pinpoint) if part)))

    def _citing(self, works: Sequence[str], number: str = "", also: str = "") -> Iterator[Sequence[Reference]]:
        """References to these works, opened, document by document; `also` names one whose internal ones count.

        With a `number`, those whose place cannot have it may be left out. In small steps, of which many give nothing.
        """
        self._holdings.ensure_all()
        citing: dict[str, Sequence[Citation]] = {}
        for key, cited in self._holdings.citing(works, number):
            # A document may come in two parts.
            citing[key] = [*citing.get(key, ()), *cited]
            yield ()
        inside = {entry.file for entry in self._by_symbol.get(also, ()) if entry.symbol == also}
        corrected = self._corrections.documents() if self._corrections is not None else ()
        decided = [entry for symbol in corrected for entry in self._by_symbol.get(symbol, ())]
        whole = inside | {entry.file for entry in decided if self._holdings.knows(entry)} | set(self._visited)
        for entry in self._entries:
            if entry.file in whole or entry.file in self._opened:
                citations: Iterable[Citation] = self.citations(entry.symbol, entry.language)
            elif (key := self._holdings.file_key(entry.file)) in citing:
                citations = self._opened_elsewhere(citing[key])
            else:
                continue
            yield [
                Reference(Address(entry.symbol, citation.block), citation, entry.language)
                for citation in citations
                if work_of(citation.target) in works or (entry.file in inside and citation.target == SAME_DOCUMENT)
            ]

    def _opened_elsewhere(self, citations: Sequence[Citation]) -> Sequence[Citation]:
        """Citations of other texts, opened without reading the document in which they stand."""
        from unreader.citing.opening import open_citations

        return open_citations(_UNREAD, citations, self, self._standings)

    # -- what the resolver asks (unreader.citing.opening.Shelf) ---------------------------------------------------

    def carriers(self, symbol: str) -> tuple[Carrier, ...]:
        """The places of this library in which the text with this symbol, or another stage of it, stands."""
        from unreader.citing.opening import Carrier

        if symbol not in self._carriers:
            itself = {opening.address for opening in self._standing(symbol)}
            self._carriers[symbol] = tuple(
                Carrier(opening.address.symbol, opening.address.path, opening.address in itself)
                for opening in self.openings(symbol)
            )
        return self._carriers[symbol]

    def adopting(self, target: str) -> str:
        """The resolution, or its annex, by which an instrument was adopted; "" where there is none."""
        return self._holdings.adopting.get(target, "")

    # -- how it is kept ------------------------------------------------------------------------------------------

    @cached_property
    def _corrections(self) -> Corrections | None:
        return self._hand_in() if self._hand_in is not None else None

    @cached_property
    def _by_symbol(self) -> dict[str, tuple[Entry, ...]]:
        by_symbol: dict[str, tuple[Entry, ...]] = {}
        for entry in self._entries:
            for symbol in entry.symbols:
                by_symbol[symbol] = (*by_symbol.get(symbol, ()), entry)
        return by_symbol

    @cached_property
    def _carried(self) -> dict[str, list[Opening]]:
        """Texts that stand in a document under another symbol, as the catalogue says or a report prints them."""
        carried: dict[str, list[Opening]] = {}
        for entry in self._entries:
            for one in entry.carries:
                carried.setdefault(one.symbol, []).append(Opening(Address(entry.symbol, one.at), one.relation))
        held = [entry for entry in self._entries if entry.file not in self._visited]
        printed = self._holdings.printed(held)
        if self._visited:
            from unreader.library.printed import printed_texts

            printed += [
                (entry, *one)
                for entry in self._entries
                if entry.file in self._visited
                for one in printed_texts(entry.kind, entry.symbols, self._visited[entry.file][0].blocks)
            ]
        for entry, symbol, path in printed:
            carried.setdefault(symbol, []).append(Opening(Address(entry.symbol, path), "adopted"))
        return carried

    def _standing(self, symbol: str) -> list[Opening]:
        """Where the text itself stands: the document with this symbol, and the texts that are carried under it."""
        itself = [Opening(Address(symbol), "")] if symbol in self._by_symbol else []
        return itself + self._carried.get(symbol, [])

    def _stages_of(self, symbol: str) -> list[Opening]:
        """Other stages of a text that are in the library, the nearest one before it first."""
        for chain in self.catalogue.stages:
            at = next((n for n, stage in enumerate(chain) if stage.text == Address(symbol)), None)
            if at is None:
                continue
            near_first = sorted(range(len(chain)), key=lambda n: (n > at, abs(n - at)))
            return [
                Opening(chain[n].text, chain[n].relation)
                for n in near_first
                if n != at and chain[n].text.symbol in self._by_symbol
            ]
        return []

    def _names_of(self, symbol: str) -> list[str]:
        """Every symbol under which a text in this document may be cited."""
        names = list(self.entry(symbol).symbols)
        names += [name for name, texts in self._carried.items() if any(one.address.symbol == symbol for one in texts)]
        for chain in self.catalogue.stages:
            if any(stage.text.symbol == symbol for stage in chain):
                names += [stage.text.symbol for stage in chain if not stage.text.path]
        return names

    def _found(self, entry: Entry) -> tuple[Citation, ...]:
        if entry.file in self._visited:
            return self._visited[entry.file][1]
        return self._holdings.citations(entry)

    def _forget_derived(self) -> None:
        self._opened.clear()
        self._paths.clear()
        self._carriers.clear()
        self._standings.clear()
        for name in ("_by_symbol", "_carried"):
            self.__dict__.pop(name, None)


def _stands_at(citation: Citation) -> Sequence[str]:
    """The addresses at which the cited text can be read: itself, else its other stages."""
    return (citation.opens,) if citation.opens is not None else citation.stages


def _last_number(path: str) -> str:
    """The number of a paragraph or article, which every citation of it prints: para29 → 29; "" for other places."""
    match = re.fullmatch(r"(?:.*/)?(?:op|pp|para|art)(\d+)(?:\(.*\))?", path)
    return match[1] if match else ""
