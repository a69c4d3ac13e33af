"""The citation of a place in a library: what a citation style needs is looked up, the style writes it."""

from __future__ import annotations

import re
from time import localtime, strftime

from msgspec.structs import replace

from unreader.citing.facts import Facts
from unreader.citing.styles import cite
from unreader.library import Entry, Library
from unreader.model import Address, Block, UnreaderError

_DRAFT = re.compile(r"(?:.*/)?(?:draft|decision)\d+")


def citation_of(
    library: Library, address: Address, language: str = "", style: str = "un", *, until: str = "", quotation: str = ""
) -> str:
    """How a place is cited in a style, in `language`, else in that of its document.

    `until` is the path of the last block of a range that begins at the address, `quotation` the words to quote with
    it. An address that the library has not is cited by what it says itself. Raises StyleError.
    """
    entry = library.find_entry(address.symbol, address.language)
    spoken = language or (entry.language if entry else "en")
    facts = replace(facts_of(library, address, spoken), until=until, quotation=quotation)
    return cite(address.plain, language=spoken, style=style, facts=facts)


def facts_of(library: Library, address: Address, language: str = "") -> Facts:
    """What the library knows of a place, for the citation styles; the title in `language` where it is at hand."""
    entry = library.find_entry(address.symbol, address.language)
    if entry is None:
        return Facts()
    kind, introduced, date = "", "", entry.date or ""
    try:
        kind, introduced = _place(library, address)
        date = date or library.document(entry.symbol, entry.language).date or ""
    except UnreaderError:  # the text is out of reach: its address still cites it
        pass
    titled = _version(library, entry, language)
    return Facts(
        kind=kind,
        introduced=introduced,
        title=titled.title,
        title_language=titled.language,
        date=date,
        body=entry.body,
        accessed=strftime("%Y-%m-%d", localtime()),
    )


def quotation_of(library: Library, address: Address, until: str = "") -> str:
    """The words at a place, for quoting: its blocks, or those of a range, one after another with their labels."""
    places = [address] if not until else _between(library, address, until)
    blocks = [block for place in places for block in library.blocks_at(place)]
    return "\n".join(_labelled(block) if len(blocks) > 1 else block.text for block in dict.fromkeys(blocks))


def _labelled(block: Block) -> str:
    return f"{block.label} {block.text}".strip()


def _between(library: Library, address: Address, until: str) -> list[Address]:
    blocks = library.document(address.symbol, address.language).blocks
    positions = library.paths(address.symbol, address.language)
    first, last = positions.get(address.path, 0), positions.get(until, 0)
    last = max(at for path, at in positions.items() if at >= last and (path == until or path.startswith(f"{until}(")))
    return [replace(address, path=block.path) for block in blocks[first : last + 1] if block.kind != "footnote"]


def _version(library: Library, entry: Entry, language: str) -> Entry:
    """The entry of the document in a language, else the one at hand."""
    other = library.find_entry(entry.symbol, language)
    return other if other is not None and other.language == language else entry


def _place(library: Library, address: Address) -> tuple[str, str]:
    """The kind of the block at the address, and the number of the report's paragraph that introduces its draft."""
    blocks = library.document(address.symbol, address.language).blocks
    positions = library.paths(address.symbol, address.language)
    position = positions.get(address.path)
    kind = blocks[position].kind if position is not None and blocks[position].path == address.path else ""
    draft = _DRAFT.match(address.path)
    if draft is None or draft[0] not in positions:
        return kind, ""
    before = blocks[: positions[draft[0]]]
    numbers = (re.fullmatch(r"para(\d+)", block.path) for block in reversed(before))
    return kind, next((match[1] for match in numbers if match), "")
