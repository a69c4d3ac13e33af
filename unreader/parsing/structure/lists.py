"""Entries of lists without numbers: speakers, table rows, the opening line of a quoted agenda item."""

from __future__ import annotations

from unreader.parsing.structure.state import Cue, State


def list_entry(state: State, cue: Cue) -> bool:
    """Take an unlabelled paragraph after a numbered one that introduces a list."""
    owner = state.owner
    if not owner or not owner.lists or owner.place is not state.root or state.text or owner.letter or owner.numbered:
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
