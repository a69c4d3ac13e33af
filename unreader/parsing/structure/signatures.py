"""The closing lines of a resolution: its date and the meeting, one block."""

from __future__ import annotations

from unreader.parsing.structure.state import Cue, State


def signature(state: State, cue: Cue) -> bool:
    """Take a closing line; a second one joins the first."""
    language = state.language
    if not language.closing.fullmatch(cue.text):
        return False
    if state.root.stage == "head" and not state.texts:
        return False
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if last and last.kind == "signature":
        last.extra.append(cue.paragraph)
        return True
    state.add(state.root.next("sig"), "signature", cue)
    state.here.stage = "done"
    state.owner = None
    return True
