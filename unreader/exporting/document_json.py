"""A parsed document as the JSON that `parse` and `show --format json` print (schema unreader.document/1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from unreader.model import Address, Block, Citation, Document

SCHEMA = "unreader.document/1"
#: Fields of a citation that are printed only where they apply.
_WHERE_THEY_APPLY = ("symbols", "volumes", "candidates", "antecedent", "conflict", "date", "subject", "decision")


def document_json(
    document: Document, citations: Iterable[Citation], blocks: Iterable[Block] | None = None
) -> dict[str, Any]:
    """The document, or only some of its blocks with their citations and warnings, as plain JSON values."""
    shown = tuple(document.blocks if blocks is None else blocks)
    paths = {block.path for block in shown}
    return {
        "schema": SCHEMA,
        "symbol": document.symbol,
        "symbols": list(document.symbols or (document.symbol,)),
        "language": document.language,
        "kind": document.kind,
        "title": document.title,
        "date": document.date,
        "source": asdict(document.source),
        "blocks": [block_json(block) for block in shown],
        "citations": [citation_json(citation) for citation in citations if citation.block in paths],
        "warnings": [
            {"path": warning.path, "message": warning.message}
            for warning in document.warnings
            if blocks is None or warning.path in paths
        ],
    }


def block_json(block: Block) -> dict[str, Any]:
    """One block as plain JSON values."""
    value: dict[str, Any] = {
        "path": block.path,
        "kind": block.kind,
        "label": block.label,
        "text": block.text,
        "footnotes": [{"label": mark.label, "at": mark.at} for mark in block.footnotes],
    }
    if block.emphasis:
        value["emphasis"] = [list(span) for span in block.emphasis]
    return value


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation as plain JSON values."""
    value = asdict(citation)
    for name in _WHERE_THEY_APPLY:
        if not value[name]:
            del value[name]
        elif isinstance(value[name], Struct):
            value[name] = asdict(value[name])
    return value


def reference_json(at: Address, citation: Citation) -> dict[str, Any]:
    """A citation with the address at which it stands, as `cites` and `cited-by` print it."""
    return {"from": str(at), **citation_json(citation)}
