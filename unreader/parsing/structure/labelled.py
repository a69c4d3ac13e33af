"""Labelled paragraphs: numbered titles, headings, paragraphs, agenda entries and lettered items."""

from __future__ import annotations

import re

from unreader.parsing.labels import roman
from unreader.parsing.structure.state import COLONS, HEADING_LENGTH, Cue, Owner, Place, State

#: How far a numbering may jump and still be the same.
_JUMP = 5
_STOPS = "。；：.;:؛"
_ADOPTED = re.compile(r"(\d{1,3})/(\d{1,3}[A-Z]?)")


def labelled(state: State, cue: Cue) -> bool:
    """Take a paragraph by its label."""
    if cue.label is None:
        return False
    if cue.label.kind == "letter":
        return _item(state, cue)
    if cue.label.kind == "decimal":
        return _decimal(state, cue)
    if cue.label.kind == "number":
        return _numbered(state, cue)
    if cue.label.kind == "title":
        return _numbered_title(state, cue)
    if cue.label.kind == "chinese" and (state.article or cue.ends("。；;؛")):
        return _numbered(state, cue)
    return _numbered_heading(state, cue)


def _decimal(state: State, cue: Cue) -> bool:
    """1.1 and 1.a under a goal or a rule: an entry under the paragraph before, under its own number."""
    if state.root.stage == "head" and not state.text:
        return False
    owner, step = state.owner or Owner("", state.here), f"item{cue.label.value if cue.label else ''}"
    path = f"{owner.path}/{step}" if owner.path else owner.place.under(step)
    state.add(path, "item", cue, cue.label)
    return True


def _numbered_title(state: State, cue: Cue) -> bool:
    if cue.ends("。；"):
        return False
    if state.chapter and (not state.text or state.text.form in ("resolution", "decision")):
        return _adopted_title(state, cue)
    if state.root.stage != "head" or state.text:
        return False
    state.add(state.root.next("h"), "title", cue, cue.label)
    return True


def _adopted_title(state: State, cue: Cue) -> bool:
    """60/1. Title in a chapter of a report: a text that the body adopted, a decision where the chapter holds those."""
    match = _ADOPTED.fullmatch(cue.label.value) if cue.label else None
    if match is None:
        return False
    base = state.section or state.chapter or state.root
    words = state.language.words
    heads = " ".join(
        d.text.lower() for d in state.drafts if d.kind == "heading" and d.path.startswith(f"{base.path}/h")
    )
    decided = any(word in heads for word in words["decision_words"])
    form = "decision" if decided and not any(word in heads for word in words["resolution_words"]) else "resolution"
    state.close()
    place = Place(base.under(f"{form[:3]}{match[1]}_{match[2]}"), form, start=cue.paragraph.start)
    state.open_text(place)
    state.collects = True
    state.add(place.next("h"), "title", cue, cue.label)
    return True


def _numbered_heading(state: State, cue: Cue) -> bool:
    """一. 导言; A. …: a section where there are chapters, else a heading that counts on."""
    label = cue.label
    if label is None or cue.ends("。；;，,؛،") or len(cue.text) > HEADING_LENGTH * 2:
        return False
    state.subheading = 0
    if label.kind == "capital" and state.chapter:
        state.close()
        state.section = Place(f"{state.chapter.path}.{label.value}", "section", "text")
        state.add(state.section.next("h"), "heading", cue, label)
        return True
    if state.text and (state.text.form == "summary" or (state.report and state.text.form != "annex")):
        state.close()
    state.owner = None
    if state.root.stage == "head" and not state.text:
        state.root.stage = "text"
    state.add(state.here.next("h"), "heading", cue, label)
    return True


def _numbered(state: State, cue: Cue) -> bool:
    number = int(cue.label.value) if cue.label else 0
    if _inner_item(state, cue, number) or _agenda_entry(state, cue, number) or _subsection(state, cue, number):
        return True
    place = state.inner_text() or state.root
    numbers = place.form in ("resolution", "annex", "declaration", "article") and place.stage != "done"
    if numbers and (place is state.root or state.within or state.report == 0 or _belongs(state, place, number)):
        path, kind = place.numbered(number)
        state.own(place, path, kind, cue)
        place.number, place.stage = number, "text"
        return True
    if state.text and state.text.form in ("resolution", "annex"):
        state.close()
    state.article = None
    state.own(state.root, f"para{number}", "paragraph", cue)
    state.report = number
    if state.root.stage != "done":
        state.root.stage = "text"
    return True


def _belongs(state: State, place: Place, number: int) -> bool:
    """Whether a number goes on in this text rather than in the report around it."""
    if number == place.number + 1:
        return True
    return number != state.report + 1 and place.number < number <= place.number + _JUMP


def _inner_item(state: State, cue: Cue, number: int) -> bool:
    """1. under ㈠ in a Chinese treaty is what (i) under (a) is in the others."""
    owner = state.owner
    if not state.article or not owner or not owner.letter or number != owner.inner + 1:
        return False
    if number == 1 and not state.drafts[-1].text.endswith(tuple(COLONS)):
        return False
    owner.inner = number
    step = f"({owner.letter})({roman(number).lower()})"
    state.add(f"{owner.path}{step}" if owner.path else owner.place.under(step), "item", cue, cue.label)
    return True


def _agenda_entry(state: State, cue: Cue, number: int) -> bool:
    if state.agenda:
        if number == state.agenda.number + 1:
            state.agenda.number = number
            draft = state.add(state.agenda.under(f"item{number}"), "item", cue, cue.label)
            state.owner = Owner(draft.path, state.agenda)
            return True
        state.agenda = None
        return False
    owner = state.owner
    if not owner or not owner.lists or owner.place is not state.root or state.text or not state.report:
        return False
    if number != owner.numbered + 1 or number == state.report + 1:
        return False
    if number == 1 and _next_number(state) == state.report + 1:
        # The paragraph after it goes on in the report: it is a heading.
        return False
    owner.numbered = number
    draft = state.add(f"{owner.path}/item{number}", "item", cue, cue.label)
    owner.item, owner.letter, owner.roman = draft.path, "", ""
    return True


def _next_number(state: State) -> int:
    """The number of the paragraph behind this one; 0 if it has none."""
    label = state.following.label if state.following else None
    return int(label.value) if label and label.kind == "number" else 0


def _subsection(state: State, cue: Cue, number: int) -> bool:
    """A numbered heading (1. …) where the paragraphs are numbered through the report."""
    if state.text or state.article or not state.report or number == state.report + 1 or cue.ends(_STOPS):
        return False
    if number != state.subheading + 1 or len(cue.text) > HEADING_LENGTH:
        return False
    section = state.section
    state.close()
    state.subheading = number
    if section:
        base = section.path if section.form == "section" else section.path.rpartition(".")[0]
        state.section = Place(f"{base}.{number}", "subsection", "text")
    state.add(state.here.next("h"), "heading", cue, cue.label)
    return True


def _item(state: State, cue: Cue) -> bool:
    value = cue.label.value if cue.label else ""
    owner = state.owner
    if owner is None:
        owner = state.owner = Owner("", state.here)
    base = owner.item or owner.path
    step = f"({value})"
    if _is_roman_item(owner, value):
        owner.roman = value
        step = f"({owner.letter})({value})"
    else:
        owner.letter, owner.roman, owner.inner = value, "", 0
    state.add(f"{base}{step}" if base else owner.place.under(step), "item", cue, cue.label)
    return True


def _is_roman_item(owner: Owner, value: str) -> bool:
    """(i) after (h) is a letter, after (a) a roman figure; once there are roman figures they go on."""
    if not owner.letter or not re.fullmatch(r"[ivx]+", value):
        return False
    return bool(owner.roman) or len(value) > 1 or value != _after(owner.letter)


def _after(letter: str) -> str:
    """The letter after this one: a after nothing, aa after z."""
    if not letter:
        return "a"
    return "aa" if letter == "z" else letter[:-1] + chr(ord(letter[-1]) + 1)
