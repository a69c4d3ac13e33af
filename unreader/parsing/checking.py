"""What a reader should know of the text as it is printed: numbering that jumps or repeats, beginnings that are lost."""

from __future__ import annotations

import re

from unreader.model import Block, ParseWarning
from unreader.parsing.languages import Language

_NUMBERED = re.compile(r"(?P<series>.*?(?:op|para|item|art))(?P<number>\d+)(?:~\d+)?")


def check(blocks: list[Block], language: Language) -> list[ParseWarning]:
    """Warnings about the blocks, in the order of the text."""
    return [*_numbering(blocks), *_beginnings(blocks, language)]


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
            missing = f"{expected}" if number == expected + 1 else f"{expected} to {number - 1}"
            warnings.append(ParseWarning(block.path, f"the numbering jumps: {missing} is missing before {number}"))
        last[series] = max(number, last.get(series, 0))
    return warnings
