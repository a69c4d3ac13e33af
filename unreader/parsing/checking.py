"""What a reader should know of the text as it is printed: numbering that jumps or repeats, beginnings that are lost."""

from __future__ import annotations

import itertools
import re

from unreader.model import Block, ParseWarning
from unreader.parsing.languages import Language

_LETTER = re.compile(r"[^\W\d_]")
#: In another language the words of this one are so much rarer; in fewer letters nothing can be told.
_FOREIGN = 0.4
_ENOUGH = 3000
_NEAR = 4

_NUMBERED = re.compile(r"(?P<series>.*?(?:op|para|item|art))(?P<number>\d+)(?:~\d+)?")


def check(blocks: list[Block], language: Language) -> list[ParseWarning]:
    """Warnings about the blocks, in the order of the text."""
    foreign = _other_language(blocks, language)
    own = blocks[: foreign if foreign is not None else len(blocks)]
    warnings = [*_numbering(own), *_beginnings(own, language)]
    if foreign is not None:
        message = "from here on the text seems to be in another language: import it as a document of its own"
        warnings.append(ParseWarning(blocks[foreign].path, message))
    return warnings


def _other_language(blocks: list[Block], language: Language) -> int | None:
    """The place of the first block from which on the text is hardly in its language; None where it stays in it."""
    sizes = list(itertools.accumulate((len(_LETTER.findall(block.text)) for block in blocks), initial=0))
    hits = list(itertools.accumulate((len(language.telling.findall(block.text)) for block in blocks), initial=0))
    best, place = 0.0, None
    for at in range(1, len(blocks)):
        before, after = sizes[at], sizes[-1] - sizes[at]
        if before < _ENOUGH or after < _ENOUGH:
            continue
        usual, rest = hits[at] / before, (hits[-1] - hits[at]) / after
        if rest < usual * _FOREIGN and usual - rest > best:
            best, place = usual - rest, at
    if place is None:
        return None
    # The other text begins with its title, if one is near.
    near = range(place, min(place + _NEAR, len(blocks)))
    return next((at for at in near if blocks[at].kind in ("heading", "title")), place)


def _beginnings(blocks: list[Block], language: Language) -> list[ParseWarning]:
    """Numbered paragraphs that seem to lack their first characters: 155. 员会在…"""
    message = "the paragraph seems to lack its beginning"
    kinds = ("operative", "paragraph", "preambular")
    return [
        ParseWarning(block.path, message)
        for block in blocks
        if block.kind in kinds and (block.label or block.kind == "preambular") and language.lost.match(block.text)
    ]


def _numbering(blocks: list[Block]) -> list[ParseWarning]:
    warnings = []
    last: dict[str, int] = {}
    for block in blocks:
        match = _NUMBERED.fullmatch(block.path)
        if not match or not block.label:
            continue
        series, number = match["series"], int(match["number"])
        expected = last.get(series, 0) + 1
        if number < expected:
            warnings.append(ParseWarning(block.path, f"number {number} stands a second time or out of order"))
        elif number > expected and series in last:
            message = f"the numbering jumps: {expected} is missing before {number}"
            if number > expected + 1:
                message = f"the numbering jumps: {expected} to {number - 1} are missing before {number}"
            warnings.append(ParseWarning(block.path, message))
        last[series] = max(number, last.get(series, 0))
    return warnings
