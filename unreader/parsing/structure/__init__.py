"""Paragraphs → block drafts with paths and kinds: chapters, drafts, annexes, articles, numbered paragraphs, lists.

Rules are small functions that are asked in order (`RULES`); the first that takes a paragraph settles it. What they
share is a `State`: the containers that are open and how far their counts have come.
"""

from __future__ import annotations

from collections import Counter

from unreader.parsing.joining import Paragraph
from unreader.parsing.labels import read_label
from unreader.parsing.languages import Language
from unreader.parsing.structure.contents import contents, find_contents
from unreader.parsing.structure.head import head_line
from unreader.parsing.structure.labelled import labelled
from unreader.parsing.structure.lists import list_entry
from unreader.parsing.structure.lone_drafts import find_lone_drafts, lone_draft
from unreader.parsing.structure.openings import (
    TEXTS,
    opening_line,
    part_letter,
    roman_section,
    section_number,
    title_line,
)
from unreader.parsing.structure.plain import plain
from unreader.parsing.structure.preambles import body_line, name_unnumbered_operatives, split_run_in
from unreader.parsing.structure.signatures import signature
from unreader.parsing.structure.state import Cue, Draft, State, make_unique
from unreader.parsing.structure.votes import finish_votes, vote

__all__ = ["RULES", "Draft", "build"]

#: A line that only names an adopted text is no longer than this; so many make a collection.
_LENGTH = 60
_SEVERAL = 2

RULES = (
    contents,
    vote,
    opening_line,
    lone_draft,
    roman_section,
    part_letter,
    title_line,
    signature,
    body_line,
    labelled,
    head_line,
    list_entry,
    plain,
)


def _look_ahead(state: State, paragraphs: list[Paragraph]) -> None:
    """What only the whole text tells: whether it collects adopted texts, and in which the sections restart numbers."""
    headings = state.language.headings
    adopted = [headings[name] for name in ("resolution", "decision")]
    collected = 0
    restarts: Counter[int] = Counter()
    text = state.root.start
    in_section = False
    for paragraph in paragraphs:
        if paragraph.note or len(paragraph.lines) > 2:
            in_section = in_section and not _is_number(paragraph)
            continue
        cue = Cue.of(paragraph)
        if any(headings[name].fullmatch(cue.text) for name in TEXTS):
            text, in_section = paragraph.start, False
        elif section_number(cue):
            in_section = True
        elif _is_number(paragraph):
            restarts[text] += in_section and cue.label is not None and cue.label.value == "1"
            in_section = False
        collected += len(cue.text) <= _LENGTH and any(pattern.fullmatch(cue.text) for pattern in adopted)
    state.collects = collected >= _SEVERAL
    state.restarts = {start for start, count in restarts.items() if count >= _SEVERAL}


def _is_number(paragraph: Paragraph) -> bool:
    label = read_label(paragraph.text)
    return label is not None and label.kind == "number"


def build(paragraphs: list[Paragraph], language: Language) -> list[Draft]:
    """Block drafts of these paragraphs, footnotes among them in place, in the order in which they begin.

    The path of a footnote is still empty: it follows from the block that calls it.
    """
    state = State(language)
    _look_ahead(state, paragraphs)
    state.lone_drafts = find_lone_drafts(paragraphs, language)
    state.contents = find_contents(paragraphs, language)
    following = [paragraph for paragraph in paragraphs if not paragraph.note]
    behind = iter([*following[1:], None])
    for paragraph in paragraphs:
        if paragraph.note:
            state.drafts.append(Draft("", "footnote", paragraph.note, paragraph, paragraph.note_end))
            continue
        state.following = next(behind)
        for part in split_run_in(paragraph, language):
            cue = Cue.of(part)
            next(rule for rule in RULES if rule(state, cue))
    finish_votes(state)
    name_unnumbered_operatives(state)
    make_unique(state.drafts)
    return state.drafts
