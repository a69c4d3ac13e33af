"""A report's only draft resolution or decision, which no heading announces: 委员会建议大会通过以下决议草案："""

from __future__ import annotations

from collections.abc import Sequence

from unreader.parsing.labels import Label
from unreader.parsing.languages import Language
from unreader.parsing.structure.state import COLONS, COMMAS, RESOLUTION, Cue, Place, State

_TITLE_LENGTH = 400
_STOPS = "。；：.;:，,؛،"


def find_lone_drafts(cues: Sequence[Cue], language: Language) -> dict[int, str]:
    """Where a text begins that a numbered paragraph recommends and no heading names, and its form.

    A resolution is known by its body (大会，) under at most a title, a decision by the paragraph that leads to it.
    """
    found: dict[int, str] = {}
    leading: Cue | None = None
    title: Cue | None = None
    for cue in cues:
        if leading is None or _leads(cue.label):
            leading, title = (cue, None) if _leads(cue.label) and cue.text[-1] in COLONS else (None, None)
        elif cue.label or language.any_heading.fullmatch(cue.text):
            leading = None
        elif cue.text[-1] in COMMAS and language.body.fullmatch(cue.text) and not language.opener.match(cue.text):
            found[(title or cue).paragraph.start] = RESOLUTION
            leading = None
        elif title is None and language.leads_to_decision.search(leading.text):
            found[cue.paragraph.start] = "decision"
            leading = None
        elif title is None and len(cue.text) <= _TITLE_LENGTH and not cue.ends(_STOPS):
            title = cue
        else:
            leading = None
    return found


def _leads(label: Label | None) -> bool:
    return label is not None and label.kind == "number"


def lone_draft(state: State, cue: Cue) -> bool:
    """Open such a text; its first line is its title, unless it is the body's own or a sentence."""
    form = state.lone_drafts.get(cue.paragraph.start)
    if form is None or not state.report or state.article:
        return False
    base = state.section or state.chapter or state.root
    name = "draft" if form == RESOLUTION else form
    number = 1 + sum(place.path.startswith(base.under(name)) for place in state.texts)
    state.close()
    place = Place(base.under(f"{name}{number}"), form)
    state.open_text(place)
    if cue.ends(_STOPS):
        return False
    state.add(place.next("h"), "title", cue)
    return True
