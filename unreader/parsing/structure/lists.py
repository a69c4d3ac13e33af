"""Entries of lists without numbers: speakers, table rows, the opening line of a quoted agenda item."""

from __future__ import annotations

import re

from unreader.parsing.structure.state import Cue, Owner, State

#: What parts the cells of a row: the blanks of columns, a tabulator, an upright line.
_CELLS = re.compile(r"\S(?: {6,}|\t+| \| )\S|^\|.*\|$")


def table_row(state: State, cue: Cue) -> bool:
    """Take a row of a table: its cells one after the other on a line."""
    if cue.label or cue.level or len(cue.paragraph.lines) > 1 or not _CELLS.search(cue.paragraph.text):
        return False
    if state.root.stage == "head" and not state.text:
        return False
    state.add(state.here.next("i"), "item", cue)
    return True


def list_entry(state: State, cue: Cue) -> bool:
    """Take an unlabelled paragraph after a numbered one that introduces a list."""
    owner = state.owner
    if owner and owner.lists and state.text and state.text.form == "decision":
        return _entry_of_decision(state, cue, owner)
    if not owner or not owner.lists or owner.place is not state.root or state.text or owner.levels or owner.numbered:
        return False
    if cue.level or state.root.form in ("resolution", "declaration"):
        return False
    set_off = cue.paragraph.gap > max(owner.gap, 1) and not cue.paragraph.lines[0].turn
    if owner.entries and set_off:
        return False
    owner.entries += 1
    if owner.entries > 1:
        owner.gap = max(owner.gap, cue.paragraph.gap)
    state.add(f"{owner.path}/i{owner.entries}", "item", cue)
    return True


def _entry_of_decision(state: State, cue: Cue, owner: Owner) -> bool:
    """Take a name under the sentence of a decision that ends with a colon: those who are elected or appointed."""
    label = state.following.label if state.following else None
    leads = label is not None and label.kind == "number" and label.value == "1"
    if (
        owner.levels
        or cue.level
        or leads
        or cue.ends(",.:，。：")
        or state.language.headings["agenda"].fullmatch(cue.text)
    ):
        return False
    state.add(owner.place.next("i"), "item", cue)
    return True
