"""The body that acts and what follows it: preambles, texts that are recommended to another body, lone decisions."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from msgspec.structs import replace

from unreader.parsing.joining import Paragraph
from unreader.parsing.languages import Language
from unreader.parsing.lines import is_terminal
from unreader.parsing.structure.state import COLONS, COMMAS, RESOLUTION, Cue, Draft, Place, State

_LENGTH = 120
_PLAIN_STEP = re.compile(r"pp?\d+")


def body_line(state: State, cue: Cue) -> bool:
    """Take the line of the body that acts (大会，) or of those who speak (We, the …,)."""
    place = state.text or state.root
    if cue.label or len(cue.text) > _LENGTH or state.article or place.form in ("summary", "chapter"):
        return False
    if place is state.root and (state.report or state.chapter):
        return False
    body = state.language.body.fullmatch(cue.text) is not None or _decides(state, place, cue)
    if state.language.opener.match(cue.text):
        return False
    speaks = place.stage == "head" and state.language.speaker.fullmatch(cue.text) is not None
    speaks = speaks and place.form != "decision"
    if (place.form == "annex" and not speaks) or not (body or speaks):
        return False
    if place.stage == "preamble" and place is state.root and place.form == "declaration" and not state.texts:
        # The body that proclaims is named after the preamble.
        state.add(place.under("body"), "body", cue)
        state.texts.append(place)
        place.stage, state.owner = "text", None
        return True
    if place.stage != "head":
        if state.has_council or not _recommends(state):
            return False
        _rename_to_council(state, place)
    elif place is state.root:
        if cue.text[-1] not in "，,،：:" and not (state.has_title and _goes_on(state)):
            return False
        _settle_title(state)
        numbered = state.has_title and any(draft.kind == "title" and draft.label for draft in state.drafts[:100])
        place.form = RESOLUTION if body or numbered else "declaration"
        if cue.text[-1] in COLONS and _leads_to_items(state):
            place.form = "decision"
        state.texts.append(place)
    if place.form == "decision" and cue.ends(COMMAS):
        # A decision with a preamble is built as a resolution is.
        place.form = RESOLUTION
    state.add(place.under("body"), "body", cue)
    place.stage = "text" if place.form == "decision" else "preamble"
    state.owner = None
    return True


def _goes_on(state: State) -> bool:
    """Whether what follows is what a body says: a clause with an opener, or a numbered decision."""
    cue = state.following
    if cue is None:
        return False
    if cue.label:
        return cue.label.kind == "number"
    return cue.ends() or cue.ends(COMMAS) or state.language.opener.match(cue.text) is not None


def _leads_to_items(state: State) -> bool:
    """Whether lettered items follow: what a body decides in one sentence."""
    label = state.following.label if state.following else None
    return label is not None and label.kind == "letter"


def _decides(state: State, place: Place, cue: Cue) -> bool:
    """Whether a line under a numbered title tells who decided and when, and what follows is what: (a) … (b) …"""
    numbered = any(draft.kind == "title" and draft.label for draft in state.drafts[:100])
    return place is state.root and place.stage == "head" and numbered and cue.ends(COLONS) and _leads_to_items(state)


def _settle_title(state: State) -> None:
    """A draft has no number before its title: it is the last line of the head, if that is no line of its own kind."""
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if state.has_title or last is None or last.kind != "meta":
        return
    text = last.text
    if text[0] not in "[(（〔【" and not state.language.meta.fullmatch(text):
        last.kind = "title"
        state.has_title = True


def _recommends(state: State) -> bool:
    """Whether the last line says that another body's text follows."""
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    return last is not None and last.kind != "item" and last.text[-1] in COLONS


def _rename_to_council(state: State, place: Place) -> None:
    """What stood before the recommended text are the acting body's own lines."""
    state.has_council = True
    operative = 0
    for draft in state.drafts:
        if draft.kind not in ("body", "preambular", "operative", "paragraph", "item"):
            continue
        if place.path and not draft.path.startswith(f"{place.path}/"):
            continue
        step = draft.path.removeprefix(place.path).lstrip("/")
        if draft.kind == "preambular" and draft.text[-1] in COLONS:
            operative += 1
            step, draft.kind = f"op{operative}", "operative"
        state.taken[draft.path] = 0
        draft.path = place.under(f"ecosoc/{step}")
        state.taken[draft.path] = 1
    headings = place.count["h"]
    place.count.clear()
    place.count["h"] = headings
    place.number = 0


def name_unnumbered_operatives(state: State) -> None:
    """A resolution without numbers still decides: its last paragraphs that end with a full stop are operative."""
    plain: dict[str, list[Draft]] = {}
    for draft in state.drafts if state.collects else _before_signature(state.drafts):
        container, _, step = draft.path.rpartition("/")
        if _PLAIN_STEP.fullmatch(step):
            plain.setdefault(container, []).append(draft)
    ends = _ends_of_items(state.drafts)
    renamed: dict[str, str] = {}
    for place in state.texts:
        if place.form != RESOLUTION or place.number:
            continue
        decided: list[Draft] = []
        for draft in reversed(plain.get(place.path, [])):
            text = ends.get(draft.path, draft.text)
            led = draft.kind == "paragraph" and text[-1] in COLONS
            if not led and not is_terminal(text, "。.") and not (decided and is_terminal(text, "；;؛")):
                break
            decided.append(draft)
        for number, draft in enumerate(reversed(decided), start=1):
            renamed[draft.path] = place.under(f"op{number}")
            draft.path, draft.kind = renamed[draft.path], "operative"
    _count_paragraphs_anew(state.drafts, renamed)
    _rename_items(state.drafts, renamed)


def _ends_of_items(drafts: list[Draft]) -> dict[str, str]:
    """For each paragraph with items the text of the last one: with it the paragraph ends."""
    found: dict[str, str] = {}
    for draft in drafts:
        owner, bracket, _ = draft.path.partition("(")
        if draft.kind == "item" and bracket:
            found[owner] = draft.text
    return found


def _count_paragraphs_anew(drafts: list[Draft], renamed: dict[str, str]) -> None:
    """Where a paragraph became operative, those after it are counted from 1 on again."""
    changed = {path.rpartition("/")[0] for path in renamed if path.rpartition("/")[2].startswith("p")}
    counts: Counter[str] = Counter()
    for draft in drafts:
        container, slash, step = draft.path.rpartition("/")
        if container in changed and re.fullmatch(r"p\d+", step):
            counts[container] += 1
            path = f"{container}{slash}p{counts[container]}"
            renamed[draft.path], draft.path = path, path


def _before_signature(drafts: list[Draft]) -> list[Draft]:
    end = next((at for at, draft in enumerate(drafts) if draft.kind == "signature"), len(drafts))
    return drafts[:end]


def _rename_items(drafts: list[Draft], renamed: dict[str, str]) -> None:
    """Items follow the paragraph under which they stand."""
    for draft in drafts:
        owner, bracket, item = draft.path.partition("(")
        if draft.kind == "item" and bracket and owner in renamed:
            draft.path = f"{renamed[owner]}({item}"


def split_run_in(paragraph: Paragraph, language: Language) -> list[Paragraph]:
    """A preamble that an extraction ran together into one line, as the paragraphs that it was; else the paragraph."""
    if language.run_in is None or len(paragraph.lines) != 1 or len(paragraph.text) < 600:
        return [paragraph]
    line = paragraph.lines[0]
    opening = language.headings["preamble"].match(line.text)
    cuts = [match.end() for match in language.run_in.finditer(line.text)]
    if not opening or len(cuts) < 3:
        return [paragraph]
    parts = []
    edges = [0, opening.end(), *cuts, len(line.text)]
    for start, end in itertools.pairwise(edges):
        ink = line.text[start:end]
        begin = line.start + start + len(ink) - len(ink.lstrip())
        parts.append(Paragraph([replace(line, start=begin, end=begin + len(ink.strip()), text=ink.strip())]))
    return [part for part in parts if part.text]
