"""Lines that only say what comes (第一章, 决议草案一, Annex II, Article 5) open a container; a title may follow."""

from __future__ import annotations

import re
from collections.abc import Callable

from unreader.parsing.labels import number_of, roman
from unreader.parsing.structure.state import Cue, Place, State

_LENGTH = 120
_LETTER_LINE = re.compile(r"[A-Z]")


def opening_line(state: State, cue: Cue) -> bool:
    """Take a line that opens a chapter, an article, a draft, an adopted text, an annex or a summary."""
    if len(cue.text) > _LENGTH or (cue.label and cue.label.kind not in ("roman", "capital")):
        return False
    if not state.language.any_heading.fullmatch(cue.text):
        return False
    for name, opens in _OPENINGS.items():
        match = state.language.headings[name].fullmatch(cue.text)
        if match and opens(state, cue, match, name):
            return True
    return False


def _chapter(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    number = number_of(match["number"])
    if not number or cue.ends():
        return False
    inside = state.text if state.text and state.text.form == "annex" else None
    state.close()
    state.section = None
    step = roman(number)
    if inside:
        # A treaty or a plan in an annex: its chapters are headings there, its numbers go on.
        state.text = inside
        place = Place(inside.under(step), "chapter", "text")
    else:
        place = state.chapter = Place(step, "chapter", "text")
    _head(state, place, cue, name)
    return True


def _article(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    number, title = number_of(match["number"]), match["title"].strip()
    if number == 0 or len(title) > 80 or (title and cue.ends("。；：，.;:,")):
        return False
    state.owner = state.agenda = None
    base = state.text.path if state.text and state.text.form == "annex" else ""
    if not base:
        state.text = None
        state.root.stage = "text"
    state.article = Place(f"{base}/art{number}" if base else f"art{number}", "article", "text", number=0)
    _head(state, state.article, cue, name)
    return True


def _head(state: State, place: Place, cue: Cue, name: str) -> None:
    """The heading of a chapter or an article: with a title on its line the number is its label."""
    draft = state.add(place.next("h"), "heading", cue)
    printed = state.language.headings[name].match(cue.paragraph.text)
    if printed and printed["title"].strip():
        at = printed.start("title")
        draft.label = cue.paragraph.text[:at].strip()
        draft.label_end = cue.paragraph.start + at
    elif len(cue.paragraph.lines) == 1:
        state.title_due, state.title_place = "heading", place


def _summary(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    state.close()
    state.open_text(Place("summary", "summary", "text"))
    state.add(state.here.next("h"), "heading", cue)
    return True


def _annex(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    base = state.text if state.text and state.text.form in ("resolution", "decision") else None
    base = base or state.section or state.chapter or state.root
    if state.root.form == "resolution" and base is not state.text:
        base = state.root
    number = number_of(match["number"] or "")
    return _text(state, cue, Place(base.under(f"annex{number or ''}"), "annex"))


def _draft(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    form = name.removeprefix("draft_")
    number = number_of(match["number"] or "") or 1
    base = state.section or state.chapter or state.root
    return _text(state, cue, Place(base.under(f"{'draft' if form == 'resolution' else form}{number}"), form))


def _adopted(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    base = state.section or state.chapter or state.root
    if base is state.root and state.root.stage == "head":
        return False
    return _text(state, cue, Place(base.under(f"{name[:3]}{match['number'].replace('/', '_')}"), name))


def _text(state: State, cue: Cue, place: Place) -> bool:
    state.close()
    state.open_text(place)
    state.add(place.next("h"), "heading", cue)
    state.title_due, state.title_place = "title", place
    return True


_OPENINGS: dict[str, Callable[[State, Cue, re.Match[str], str], bool]] = {
    "chapter": _chapter,
    "article": _article,
    "draft_resolution": _draft,
    "draft_decision": _draft,
    "resolution": _adopted,
    "decision": _adopted,
    "annex": _annex,
    "summary": _summary,
}


def part_letter(state: State, cue: Cue) -> bool:
    """Take a lone capital that opens part A (then B …) of a resolution in parts."""
    if not _LETTER_LINE.fullmatch(cue.text) or not state.has_title or state.report:
        return False
    parts = [place.path for place in state.texts if _LETTER_LINE.fullmatch(place.path)]
    expected = chr(ord(parts[-1]) + 1) if parts else "A"
    if cue.text != expected or (not parts and state.root.stage != "head"):
        return False
    return _text(state, cue, Place(cue.text, "resolution"))


def title_line(state: State, cue: Cue) -> bool:
    """Take the title under a line that says what comes."""
    due, state.title_due = state.title_due, None
    if due is None or state.title_place is None or cue.label or len(cue.text) > 300:
        return False
    if cue.text[-1] in "，,：:" or state.language.organ.fullmatch(cue.text):
        return False
    if due == "heading" and cue.ends("。；.;"):
        return False
    state.add(state.title_place.next("h"), due, cue)
    return True
