"""Everything that no other rule takes: preambular paragraphs, headings without label, paragraphs without number."""

from __future__ import annotations

import re

from unreader.parsing.structure.openings import opens_article, section_number
from unreader.parsing.structure.state import COLONS, COMMAS, HEADING_LENGTH, WITH_PREAMBLE, Cue, Owner, Place, State

_FIRST_CLAUSE = re.compile("[，,،]")
_STOPS = "。；：！？.;:!?，,؛؟،"


def plain(state: State, cue: Cue) -> bool:
    """Take any paragraph."""
    if state.article and state.language.testimony.match(cue.text):
        # What is said over the names of those who sign is no article's.
        state.article = None
        if not state.text:
            state.chapter = state.section = None
    place = state.here
    if _is_preambular(state, place, cue):
        place.stage = "preamble"
        state.own(place, place.next("pp"), "preambular", cue)
    elif cue.level > 0 or _is_heading(state, cue):
        _heading(state, place, cue)
    else:
        draft = state.add(place.next("p"), "paragraph", cue)
        if place.stage == "head":
            place.stage = "text"
        # Items under an unnumbered sentence of a decision, an article or a rule are that text's own.
        own = "" if place.form in ("decision", "article", "rule") else draft.path
        lists = place.form == "decision" and cue.text.endswith(state.language.list_lead)
        state.owner = Owner(own, place, lists=lists)
    return True


def _is_heading(state: State, cue: Cue) -> bool:
    short = len(cue.text) <= HEADING_LENGTH and not cue.ends(_STOPS)
    return short and state.language.proclaim.fullmatch(cue.text) is None


def _is_preambular(state: State, place: Place, cue: Cue) -> bool:
    if place.form not in WITH_PREAMBLE or place.stage not in ("head", "preamble"):
        return False
    proclaim = state.language.proclaim
    if proclaim.fullmatch(cue.text) or proclaim.fullmatch(_FIRST_CLAUSE.split(cue.text, 1)[0]) or cue.level:
        return False
    if place.stage == "head":
        return cue.text[-1] in COMMAS
    if place.form == "resolution" and place.stage == "preamble" and _is_section(state, cue):
        return False
    if place.form == "resolution" and _adopts(state) and not state.language.opener.match(cue.text):
        # The text that a resolution adopts follows its own words: headings, and sentences that end.
        title = len(cue.text) <= HEADING_LENGTH and not cue.ends(_STOPS)
        return not title and not cue.ends("。.")
    if place.form != "resolution" and not cue.ends(COMMAS + ";；؛"):
        return False
    return not (place.form != "resolution" and cue.text[-1] in COLONS)


def _is_section(state: State, cue: Cue) -> bool:
    """Whether a line is the heading of a section whose first paragraph follows: a numeral alone, a title under one."""
    if section_number(cue) and not cue.label:
        return True
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    return bool(
        last
        and last.kind == "heading"
        and section_number(Cue(last.paragraph, last.text, None))
        and not cue.ends(_STOPS)
    )


def _adopts(state: State) -> bool:
    """Whether the last line leads to another text (通过下列成果文件：), or stands in it."""
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if last is None:
        return False
    return last.kind in ("heading", "paragraph") or (last.kind == "preambular" and last.text[-1] in COLONS)


def _heading(state: State, place: Place, cue: Cue) -> None:
    if state.article and (state.article.form == "rule" or opens_article(state, state.following)):
        # A heading between two articles stands around them.
        state.article = None
        place = state.here
    if cue.level and state.article:
        # A heading of the page that is no article's: the articles are over.
        state.close()
        state.chapter = state.section = None
        place = state.here
    state.owner = None
    state.add(place.next("h"), "heading", cue)
    if state.outer_text().form == "decision" and state.language.headings["agenda"].fullmatch(cue.text):
        state.agenda = Place(place.under("agenda"), "agenda")
