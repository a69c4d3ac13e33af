"""Paragraphs → block drafts with paths and kinds: chapters, drafts, annexes, articles, numbered paragraphs, lists.

Rules are small functions that are asked in order (`RULES`); the first that takes a paragraph settles it. What they
share is a `State`: the containers that are open and how far their counts have come.
"""

from __future__ import annotations

from unreader.parsing.joining import Paragraph
from unreader.parsing.languages import Language
from unreader.parsing.structure.ahead import look_ahead
from unreader.parsing.structure.contents import contents, find_contents
from unreader.parsing.structure.head import head_line
from unreader.parsing.structure.labelled import labelled
from unreader.parsing.structure.lists import list_entry, table_row
from unreader.parsing.structure.lone_drafts import find_lone_drafts, lone_draft
from unreader.parsing.structure.openings import opening_line, part_letter, roman_section, title_line
from unreader.parsing.structure.plain import plain
from unreader.parsing.structure.preambles import body_line, name_unnumbered_operatives, split_run_in
from unreader.parsing.structure.signatures import signature
from unreader.parsing.structure.state import Cue, Draft, State, make_unique
from unreader.parsing.structure.votes import finish_votes, vote

__all__ = ["RULES", "Draft", "build"]

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
    table_row,
    plain,
)


def build(paragraphs: list[Paragraph], language: Language) -> list[Draft]:
    """Block drafts of these paragraphs, footnotes among them in place, in the order in which they begin.

    The path of a footnote is still empty: it follows from the block that calls it.
    """
    state = State(language)
    cues = [Cue.of(paragraph) for paragraph in paragraphs if not paragraph.note]
    look_ahead(state, cues)
    state.lone_drafts = find_lone_drafts(cues, language)
    state.contents = find_contents(cues, language)
    place = 0
    for paragraph in paragraphs:
        if paragraph.note:
            state.drafts.append(Draft("", "footnote", paragraph.note, paragraph, paragraph.note_end))
            continue
        place += 1
        state.following = cues[place] if place < len(cues) else None
        parts = split_run_in(paragraph, language)
        for cue in [cues[place - 1]] if len(parts) == 1 else map(Cue.of, parts):
            for rule in RULES:
                if rule(state, cue):
                    break
    finish_votes(state)
    name_unnumbered_operatives(state)
    make_unique(state.drafts)
    return state.drafts
