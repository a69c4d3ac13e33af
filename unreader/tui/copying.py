"""Copying: the citation of a paragraph, or its text with the citation, to the clipboard; what was done, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unreader.model import Address, Block

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


def copied(app: ReaderApp, block: Block, address: Address, *, quotation: bool) -> str:
    """Copy, and say where it went, truthfully."""
    from unreader.exporting.clipboard import copy

    citation = citation_of(app, block, address)
    text = f"{quoted(block)}\n（{citation}）" if quotation and address.language == "zh" else citation
    if quotation and address.language != "zh":
        text = f"{quoted(block)}\n({citation})"
    return copy(text, fallback_folder=app.library.root / "annotations").message


def citation_of(app: ReaderApp, block: Block, address: Address) -> str:
    """The citation of a block in the UN's running-text style, in the language of the interface or the document."""
    from unreader.exporting import citation

    return citation.citation_of(app.library, address, app.language or "")


def quoted(block: Block) -> str:
    """The source text of a block with its label."""
    return f"{block.label} {block.text}".strip()
