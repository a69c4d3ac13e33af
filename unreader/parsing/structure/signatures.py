"""The closing lines of a resolution: its date and the meeting, one block."""

from __future__ import annotations

from unreader.parsing.joining import Paragraph
from unreader.parsing.languages import Language
from unreader.parsing.structure.state import PART, Cue, Draft, Place, State

#: The office of one who signs is named in a line no longer than this.
_OFFICE_LENGTH = 100
#: Above the name stand at most so many lines of an office, none longer than this.
_OFFICES, _OFFICE_ABOVE = 3, 40


def signature(state: State, cue: Cue) -> bool:
    """Take a closing line; a second one joins the first."""
    language = state.language
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if last and last.kind == "signature" and _is_office(cue, last, language):
        last.extra.append(cue.paragraph)
        return True
    if not language.closing.fullmatch(cue.text.rstrip(".,，،")):
        return False
    if state.root.stage == "head" and not state.texts:
        return False
    if last and last.kind == "signature":
        last.extra.append(cue.paragraph)
        return True
    # The office of one who signs may stand above the name.
    above = _offices_above(state) if language.signed.fullmatch(cue.text) else []
    # Of several texts that follow one another each has its own; else an annex may stand before the closing lines.
    text = _text_of(state)
    own = text if text and (state.collects or state.article or _is_signed_part(state, text)) else state.root
    state.article = None
    draft = state.add(own.next("sig"), "signature", cue)
    if above:
        draft.paragraph, draft.extra = above[0], [*above[1:], cue.paragraph]
    state.here.stage = "done"
    state.owner = None
    if own is state.root:
        # What comes behind the closing lines is the whole text's, not its last part's.
        state.close()
    return True


def _text_of(state: State) -> Place | None:
    """The text that is signed: the open one; an annex only as a treaty, else the one of several that it belongs to."""
    text = state.text
    if text is None or text.form != "annex" or state.article:
        return text
    around = text.path.rpartition("/")[0] if state.collects else ""
    return state.text_at.get(around)


def _is_signed_part(state: State, text: Place) -> bool:
    """Whether a text is part B of a resolution whose part A has closing lines of its own."""
    if not PART.fullmatch(text.path):
        return False
    return any(draft.kind == "signature" and PART.match(draft.path) for draft in state.drafts)


def _is_office(cue: Cue, last: Draft, language: Language) -> bool:
    """Whether a line under the name of one who signs says who that is."""
    if not language.signed.fullmatch(last.text) or language.says_what_comes(cue.text):
        return False
    return not cue.label and not cue.level and len(cue.text) <= _OFFICE_LENGTH and not cue.ends()


def _offices_above(state: State) -> list[Paragraph]:
    """The short lines above the name of one who signs, taken out of the blocks: 常驻代表 | 大使 | ….(签名)."""
    taken: list[Paragraph] = []
    while state.drafts and len(taken) < _OFFICES:
        last = state.drafts[-1]
        text = last.text
        if last.kind != "heading" or last.label or len(text) > _OFFICE_ABOVE or len(last.paragraph.lines) > 1:
            break
        if state.language.says_what_comes(text):
            break
        taken.insert(0, state.drafts.pop().paragraph)
        state.here.count["h"] -= 1
    return taken
