"""Paragraphs → block drafts with paths and kinds: chapters, drafts, annexes, articles, numbered paragraphs, lists.

Rules are small functions that are asked in order (`RULES`); the first that takes a paragraph settles it. What they
share is a `State`: the containers that are open and how far their counts have come.
"""

from __future__ import annotations

from collections import Counter

from unreader.parsing.joining import Paragraph
from unreader.parsing.languages import Language
from unreader.parsing.structure.contents import contents, find_contents
from unreader.parsing.structure.head import head_line
from unreader.parsing.structure.labelled import labelled
from unreader.parsing.structure.lists import list_entry
from unreader.parsing.structure.lone_drafts import find_lone_drafts, lone_draft
from unreader.parsing.structure.openings import (
    ANNEX_LENGTH,
    TEXTS,
    opening_line,
    opens_article,
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
_STOPS = "。；.;؛"

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


def _look_ahead(state: State, cues: list[Cue]) -> None:
    """What only the whole text tells: whether it collects adopted texts, and in which the sections restart numbers."""
    headings = state.language.headings
    adopted = [headings[name] for name in ("resolution", "decision")]
    collected = 0
    titles: set[str] = set()
    restarts: Counter[int] = Counter()
    text = state.root.start
    in_section = under_rule = False
    for cue in cues:
        if cue.label and cue.label.kind == "title" and not cue.ends(_STOPS):
            titles.add(cue.label.value)
        if len(cue.paragraph.lines) > 2:
            if under_rule and cue.label is not None and cue.label.kind == "number" and cue.label.value != "1":
                state.runs_on.add(text)
            in_section, under_rule = (flag and not _is_number(cue) for flag in (in_section, under_rule))
            continue
        short = len(cue.text) <= ANNEX_LENGTH and state.language.any_heading.fullmatch(cue.text)
        if short and any(headings[name].fullmatch(cue.text) for name in TEXTS):
            text, in_section, under_rule = cue.paragraph.start, False, False
        elif opens_article(state, cue):
            in_section, under_rule = False, not headings["article"].fullmatch(cue.text)
        elif section_number(cue):
            in_section = True
        elif _is_number(cue):
            if under_rule and cue.label is not None and cue.label.value != "1":
                state.runs_on.add(text)
            under_rule = False
            restarts[text] += in_section and cue.label is not None and cue.label.value == "1"
            in_section = False
        collected += (
            bool(short) and len(cue.text) <= _LENGTH and any(pattern.fullmatch(cue.text) for pattern in adopted)
        )
    state.collects_titles = len(titles) >= _SEVERAL
    state.collects = collected >= _SEVERAL or state.collects_titles
    state.restarts = {start for start, count in restarts.items() if count >= _SEVERAL}


def _is_number(cue: Cue) -> bool:
    return cue.label is not None and cue.label.kind == "number"


def build(paragraphs: list[Paragraph], language: Language) -> list[Draft]:
    """Block drafts of these paragraphs, footnotes among them in place, in the order in which they begin.

    The path of a footnote is still empty: it follows from the block that calls it.
    """
    state = State(language)
    cues = [Cue.of(paragraph) for paragraph in paragraphs if not paragraph.note]
    _look_ahead(state, cues)
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
