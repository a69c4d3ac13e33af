"""Lists of votes: 赞成：… In favour: … The word before the colon is the block's label."""

from __future__ import annotations

from unreader.parsing.structure.state import Cue, Draft, State


def vote(state: State, cue: Cue) -> bool:
    """Take a list of votes, or the line that names it (its list is then the next paragraph)."""
    if state.vote_opening is not None:
        opening, state.vote_opening = state.vote_opening, None
        draft = _add(state, opening)
        draft.label_end = opening.paragraph.lines[-1].end
        draft.extra = [cue.paragraph]
        return True
    match = state.language.vote.match(cue.text)
    if not match or not state.owner:
        return False
    if match.end() == len(cue.text):
        state.vote_opening = cue
        return True
    printed = state.language.vote.match(cue.paragraph.text)
    if not printed:
        return False
    _add(state, cue).label_end = cue.paragraph.start + printed.end()
    return True


def _add(state: State, cue: Cue) -> Draft:
    match = state.language.vote.match(cue.text)
    base = state.owner.path if state.owner else state.here.path
    state.taken[f"{base}/votes"] += 1
    step = f"vote{state.taken[f'{base}/votes']}"
    draft = state.add(f"{base}/{step}" if base else step, "vote", cue)
    draft.label = match["label"] if match else ""
    return draft


def finish_votes(state: State) -> None:
    """A text that ends after the word keeps it as a paragraph."""
    if state.vote_opening is not None:
        state.add(state.here.next("p"), "paragraph", state.vote_opening)
