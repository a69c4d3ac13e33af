"""The lines before the text begins: session, agenda item, rapporteur, date; the title of a document without number."""

from __future__ import annotations

from unreader.parsing.structure.state import COLONS, COMMAS, Cue, Draft, State

#: So many lines of a head stand above a report's own title at the least: the item of the agenda is called by one.
_ABOVE = 2
#: Titles of draft resolutions run over five lines and more.
_LENGTH = 400
#: A longer line that ends with a full stop is a sentence of the text.
_SENTENCE = 40
#: Above the line of the distribution stand the organ and its session, in every language.
_MASTHEAD = "Distr."


def head_line(state: State, cue: Cue) -> bool:
    """Take a line of the head; the first line that is none begins the text."""
    if state.text or state.chapter or state.article or state.root.stage != "head" or state.owner:
        return False
    language = state.language
    is_meta = language.meta.fullmatch(cue.text) is not None
    if language.headings["preamble"].fullmatch(cue.text):
        state.add(state.root.next("h"), "heading", cue)
        state.root.form = "declaration"
        return True
    if not state.has_title and language.author.fullmatch(cue.text) and _raise_title(state):
        state.add(state.root.next("h"), "meta", cue)
        return True
    if cue.text.startswith(_MASTHEAD):
        _lower_titles(state)
    if language.letter.fullmatch(cue.text) and not language.author.fullmatch(cue.text):
        # A letter's own line is its title, whatever the item of the agenda is called.
        _lower_titles(state)
    is_title = language.letter.fullmatch(cue.text) or (not is_meta and language.title.fullmatch(cue.text))
    if is_title and _is_under_agenda_item(state, cue):
        _lower_titles(state)
    if is_title and not state.has_title and not _is_on_agenda(state, cue):
        state.add(state.root.next("h"), "title", cue)
        return True
    sentence = cue.ends("." + COLONS) and len(cue.text) > _SENTENCE
    if is_meta or (len(cue.text) <= _LENGTH and not sentence and not cue.ends("。；;，,؛،")):
        state.add(state.root.next("h"), "meta", cue)
        return True
    if state.root.form != "declaration" or not cue.ends(COMMAS):
        # Behind the heading of a preamble its paragraphs come, before or after the line of those who speak.
        state.root.stage = "text"
    return False


def _lower_titles(state: State) -> None:
    """What seemed to be the title belongs to the lines above it."""
    for draft in state.drafts:
        if draft.kind == "title" and not draft.label:
            draft.kind = "meta"
            state.has_title = False


def _is_under_agenda_item(state: State, cue: Cue) -> bool:
    """Whether the line above is the title of an agenda item on a report, and this one that of the report on it."""
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if last is None or last.kind != "title" or last.label or state.language.author.fullmatch(cue.text):
        return False
    words = state.language.words["report_words"]
    return all(any(word in text.lower() for word in words) for text in (last.text, cue.text))


def _is_on_agenda(state: State, cue: Cue) -> bool:
    """Whether a line stands under the agenda of a meeting, which its record prints before it begins."""
    if state.language.record.fullmatch(cue.text):
        return False
    heading = state.language.headings["agenda"]
    return any(draft.kind == "meta" and heading.fullmatch(draft.text) for draft in state.drafts)


def _raise_title(state: State) -> bool:
    """Make the line above the one that tells who reports the title, if it is not the title of the agenda item."""
    plain: list[Draft] = []
    for draft in reversed(state.drafts):
        if draft.kind == "footnote":
            continue
        if draft.kind != "meta" or state.language.meta.fullmatch(draft.text):
            break
        plain.append(draft)
    if len(plain) < _ABOVE:
        return False
    plain[0].kind = "title"
    state.has_title = True
    return True
