"""What a person decided about citations, applied to what the rules found: rejected ones, ones with their right target.

The decisions come from above, through `Corrections`, already found in the text at hand; here they are only applied.
A corrected citation says so in its `rule`, and keeps in its `decision` what the rules had found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from unreader import symbols
from unreader.citing.instruments import instrument
from unreader.model import (
    GIVEN,
    REJECTED,
    SAME_DOCUMENT,
    Citation,
    CitationKind,
    Decision,
    Document,
    UnreaderError,
)

_ITEMS = r"(?:\([0-9a-z]+\))*"
#: A part of a pinpoint as docs/json.md has them.
_SEGMENT = re.compile(
    rf"annex\d*|preamble|(?:op|para|pp)\d+{_ITEMS}|(?:op|para)?(?:\([a-z]+\))+|(?:art|rule)\d+{_ITEMS}"
    r"|ch(?:\d+|[IVXLC]+)|sec\d+|part(?:\d+|[IVXLC]+)|res\d+|draft\d+|decision\d+|fn\S+|[A-Z]|\d+"
)


class CorrectionError(UnreaderError):
    """A target or a place that cannot be given to a citation."""


class Correction(Struct, frozen=True):
    """A person's decision about the words block[start:end]: a target and a place, or, `rejected`, that they cite none.

    `found` is the target and `found_pinpoint` the place that the rules gave these words when the person decided.
    """

    block: str
    start: int
    end: int
    rejected: bool
    target: str = ""
    pinpoint: str = ""
    found: str = ""
    found_pinpoint: str = ""
    author: str = ""
    at: str = ""


class Corrections(Protocol):
    """What keeps people's decisions, as a library asks it."""

    @property
    def revision(self) -> int:
        """A number that is another one after every change."""
        ...

    def documents(self) -> Collection[str]:
        """The symbols of the documents in which a person decided anything."""
        ...

    def on(self, document: Document) -> Sequence[Correction]:
        """The decisions that hold in this text: those whose words stand in it as they stood."""
        ...


def correct(
    document: Document, citations: Iterable[Citation], corrections: Iterable[Correction]
) -> tuple[Citation, ...]:
    """The citations with the decisions applied, in the order of the text; words that the rules left out are added."""
    found = tuple(citations)
    result = list(found)
    added = []
    for correction in corrections:
        at = _corrected(found, correction)
        if at is not None:
            result[at] = _decided(result[at], correction)
        elif not correction.rejected:
            added.append(_decided(_new(document, correction), correction))
    if not added:
        return tuple(result)
    order = {block.path: position for position, block in enumerate(document.blocks)}
    return tuple(sorted((*result, *added), key=lambda one: (order[one.block], one.start, one.end)))


def given_target(typed: str, pinpoint: str = "") -> tuple[str, str]:
    """The canonical target and pinpoint that a person means: ("a/res/78/229#op3") → ("A/RES/78/229", "op3").

    An instrument that is a resolution's annex is a target of its own (A/RES/76/181#annex); # alone is the same
    document. Raises CorrectionError.
    """
    printed, _, inner = typed.strip().partition("#")
    if not printed and typed.strip().startswith(SAME_DOCUMENT):
        return SAME_DOCUMENT, _same_place(inner, pinpoint)
    symbol = symbols.canonical(printed) or symbols.canonical(printed.upper())
    if symbol is None:
        raise CorrectionError(f"{printed!r} is no symbol; write it like A/RES/78/229, UNTS/2349/42146 or UN-CHARTER")
    parts = [part for part in (*inner.split("/"), *pinpoint.strip().split("/")) if part]
    for part in parts:
        if not _SEGMENT.fullmatch(part):
            raise CorrectionError(f"{part!r} is no place in a text; write it like para3, op12(a), annex or art57(5)")
    for count in range(len(parts), 0, -1):
        target = f"{symbol}#{'/'.join(parts[:count])}"
        if instrument(target):
            return target, "/".join(parts[count:])
    return symbol, "/".join(parts)


def _same_place(inner: str, pinpoint: str) -> str:
    place = "/".join(part for part in (inner, pinpoint.strip()) if part)
    if not place:
        raise CorrectionError("a citation of the same document needs its place, such as #op12 or #annex")
    return place


def _corrected(citations: Sequence[Citation], correction: Correction) -> int | None:
    """The citation that a decision is about: the same words, else the only ones that overlap with them."""
    here = [
        (at, one)
        for at, one in enumerate(citations)
        if one.block == correction.block and one.start < correction.end and correction.start < one.end
    ]
    exact = [(at, one) for at, one in here if (one.start, one.end) == (correction.start, correction.end)]
    for candidates in (exact, here):
        as_found = [
            (at, one)
            for at, one in candidates
            if (one.target, one.pinpoint) == (correction.found, correction.found_pinpoint)
        ]
        for choice in (as_found, candidates):
            if len(choice) == 1:
                return choice[0][0]
    return None


def _new(document: Document, correction: Correction) -> Citation:
    text = next(block.text for block in document.blocks if block.path == correction.block)
    quote = text[correction.start : correction.end]
    return Citation(correction.block, correction.start, correction.end, quote, "document", "")


def _decided(citation: Citation, correction: Correction) -> Citation:
    decision = Decision(correction.author, correction.at, citation.target, citation.pinpoint, citation.rule)
    if correction.rejected:
        target, pinpoint, rule = "", "", REJECTED
    else:
        target, pinpoint, rule = correction.target, correction.pinpoint, GIVEN
    same = target == citation.target
    return replace(
        citation,
        kind=citation.kind if correction.rejected else _kind(target, pinpoint, citation.kind),
        target=target,
        pinpoint=pinpoint,
        via="",
        rule=rule,
        state="known" if target else "unknown",
        symbols=citation.symbols if same else (),
        volumes=citation.volumes if same else (),
        candidates=(),
        antecedent=None,
        conflict=None,
        decision=decision,
    )


def _kind(target: str, pinpoint: str, before: CitationKind) -> CitationKind:
    """What a citation of this target is, as near to what it was as the target allows."""
    if target == SAME_DOCUMENT:
        return "internal"
    kind = symbols.parse(target.partition("#")[0]).kind
    if before in ("named", "provision") and instrument(target):
        return "provision" if pinpoint else "named"
    if "#" in target or kind == "charter":
        return "provision" if pinpoint else "named"
    if kind == "resolution" or kind == "decision" or kind == "treaty":
        return kind
    return "record" if before == "record" else "document"
