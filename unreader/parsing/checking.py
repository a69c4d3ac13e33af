"""What a reader should know of the text as it is printed: numbering that jumps or repeats, beginnings that are lost."""

from __future__ import annotations

import itertools
import re

from unreader.model import Block, ParseWarning
from unreader.parsing.header import find_language
from unreader.parsing.languages import Language
from unreader.parsing.languages import language as language_table

_LETTERS = re.compile(r"[^\W\d_]+")
#: In another language the words of this one are so much rarer; in fewer letters nothing can be told.
_FOREIGN = 0.4
_ENOUGH = 3000
_NEAR = 4
#: So many of the words are the language's commonest ones; of the letters, where it has a script of its own.
_TELLING = 0.2
#: In another script: so many letters tell what a block is in, so many make a text (a Chinese character says as much as
#: three). So many changes to and fro are turns, where the other script has such a share.
_FEW, _WHOLE, _TURNS, _SHARE = 10, 300, 4, 0.2
_FOREIGN_LETTERS = 100

_NUMBERED = re.compile(r"(?P<series>.*?(?:op|para|item|art))(?P<number>\d+)(?:~\d+)?")


def check(blocks: list[Block], language: Language) -> list[ParseWarning]:
    """Warnings about the blocks, in the order of the text."""
    foreign, by_turns = _other_script(blocks, language)
    if foreign is None and _shares_its_script(language):
        foreign = _other_language(blocks, language)
    own = blocks[: foreign if foreign is not None else len(blocks)]
    warnings = [*_numbering(own), *_beginnings(own, language)]
    if foreign is not None:
        message = "from here on the text is in another language: put it into a file of its own, and import that"
        if by_turns:
            message = "from here on two languages take turns: put each into a file of its own, and import those"
        elif code := _language_told("\n".join(block.text for block in blocks[foreign:]), language):
            message = (
                "from here on the text is in another language: "
                f"put it into a file of its own, and import that with --language {code}"
            )
        warnings.append(ParseWarning(blocks[foreign].path, message))
    return warnings


def _count(runs: re.Pattern[str], text: str) -> int:
    """How many letters a text has of those that a pattern finds in runs."""
    return sum(map(len, runs.findall(text)))


def _shares_its_script(language: Language) -> bool:
    return language.telling.pattern != language.letters


def _language_told(text: str, language: Language) -> str:
    """The language of a text that is not in this one; empty where it may be one without a table."""
    code = find_language(text, unlike=language.code)
    other = language_table(code)
    told = len(other.telling.findall(text))
    of = len(text.split()) if _shares_its_script(other) else _count(_LETTERS, text)
    return code if told >= of * _TELLING else ""


def _other_script(blocks: list[Block], language: Language) -> tuple[int | None, bool]:
    """The place of the first block from which on the text is in another script, or changes between two by turns.

    Quoted words, names and single paragraphs in another script (a title in its original language) are no matter.
    """
    own, wide = (re.compile(f"{letters}+") for letters in (language.letters, language_table("zh").letters))
    whole_text = "\n".join(block.text for block in blocks)
    if _count(_LETTERS, whole_text) - _count(own, whole_text) < _FOREIGN_LETTERS:
        return None, False
    runs: list[tuple[bool, int, int]] = []
    for place, block in enumerate(blocks):
        letters = _count(_LETTERS, block.text) + 2 * _count(wide, block.text)
        ours = _count(own, block.text) * (3 if language.code == "zh" else 1)
        if letters < _FEW:
            continue
        foreign = letters - ours > ours
        if runs and runs[-1][0] == foreign:
            runs[-1] = (foreign, runs[-1][1], runs[-1][2] + letters)
        else:
            runs.append((foreign, place, letters))
    others = [run for run in runs if run[0]]
    if len(others) >= _TURNS and sum(run[2] for run in others) > sum(run[2] for run in runs) * _SHARE:
        return others[0][1], True
    whole = next((run for run in (*runs[-1:], *runs[:1]) if run[0] and run[2] >= _WHOLE), None)
    if whole and len(runs) > 1:
        return whole[1], False
    return None, False


def _other_language(blocks: list[Block], language: Language) -> int | None:
    """The place of the first block from which on the text is hardly in its language; None where it stays in it."""
    sizes = list(itertools.accumulate((_count(_LETTERS, block.text) for block in blocks), initial=0))
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
