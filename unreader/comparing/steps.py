"""Steps of a text that a document's own sentences name: 委员会通过了决议草案A/C.3/79/L.4(见第37段，决议草案二).

The sentences are patterns in the language tables; what stands in their places is what the citations there refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from unreader.comparing.languages import Rule, rules
from unreader.library import Stage
from unreader.model import SAME_DOCUMENT, Address, Block, Citation, Document
from unreader.symbols import canonical

#: Kinds of blocks in which a document tells what became of a text.
_TELLING = frozenset({"meta", "paragraph", "body", "heading", "title"})
_SYMBOL_FIRST = re.compile(r"[A-Z][A-Za-z0-9./()*-]*[A-Za-z0-9)]")
_REVISED = re.compile(r"/Rev\.\d+")


class Steps(Struct, frozen=True):
    """Stages that follow each other, as one sentence tells."""

    stages: tuple[Stage, ...]


def steps_in(document: Document, blocks: Iterable[Block], citations: Sequence[Citation]) -> tuple[Steps, ...]:
    """The steps that these blocks of a document tell of. `citations` are the document's."""
    by_block: dict[str, list[Citation]] = {}
    for citation in citations:
        by_block.setdefault(citation.block, []).append(citation)
    found = []
    for block in blocks:
        if block.kind not in _TELLING:
            continue
        for rule in rules():
            for match in rule.pattern.finditer(block.text):
                steps = _steps(document, block, rule, match, by_block.get(block.path, []))
                if steps is not None:
                    found.append(steps)
    return tuple(found)


def _steps(
    document: Document, block: Block, rule: Rule, match: re.Match[str], citations: Sequence[Citation]
) -> Steps | None:
    source = str(Address(document.symbol, block.path))
    stages = []
    for place, relation in rule.steps:
        text = Address(document.symbol) if place == "this" else _place(document, match, place, citations)
        if text is None:
            return None
        stages.append(Stage(text, relation_of(text, relation), source))
    return Steps(tuple(stages))


def _place(document: Document, match: re.Match[str], group: str, citations: Sequence[Citation]) -> Address | None:
    """What is named in a group of a match: the citation there, else the symbol that is printed there."""
    start, end = match.span(group)
    inside = [one for one in citations if one.target and start < one.end and one.start < end]
    if inside:
        cited = inside[0]
        if cited.target != SAME_DOCUMENT:
            return Address(cited.target.partition("#")[0], cited.pinpoint)
        return Address(document.symbol, Address.parse(cited.opens).path if cited.opens else cited.pinpoint)
    printed = _SYMBOL_FIRST.match(match[group])
    symbol = canonical(printed[0]) if printed else None
    return Address(symbol) if symbol else None


def relation_of(text: Address, relation: str = "") -> str:
    """What a text is on its way, by the look of its address where no sentence says it."""
    if relation in ("draft", "revised") or (not relation and "/L." in text.symbol):
        return "revised" if _REVISED.search(text.symbol) else "draft"
    if relation:
        return relation
    return "adopted" if "/RES/" in text.symbol or "/DEC/" in text.symbol else "recommended"
