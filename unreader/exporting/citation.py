"""The citation of a place in a library: what a citation style needs is looked up, the style writes it."""

from __future__ import annotations

import re

from unreader.citing.styles import cite
from unreader.library import Library
from unreader.model import Address, UnreaderError

_DRAFT = re.compile(r"(?:.*/)?(?:draft|decision)\d+")


def citation_of(library: Library, address: Address, language: str = "", style: str = "un") -> str:
    """How a place is cited in a style, in `language`, else in that of its document.

    An address that the library has not is cited by what it says itself. Raises StyleError.
    """
    entry = library.find_entry(address.symbol, address.language)
    spoken = language or (entry.language if entry else "en")
    kind, introduced = "", ""
    if entry is not None:
        try:
            kind, introduced = _facts(library, address)
        except UnreaderError:  # the text is out of reach: its address still cites it
            kind, introduced = "", ""
    return cite(address.plain, kind=kind, language=spoken, style=style, introduced=introduced)


def _facts(library: Library, address: Address) -> tuple[str, str]:
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
