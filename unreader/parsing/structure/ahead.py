"""What only the whole text tells: whether it collects adopted texts, and under which headings numbers begin anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from unreader.parsing.structure.openings import ANNEX_LENGTH, TEXTS, opens_article, section_number
from unreader.parsing.structure.state import Cue, State

#: A line that only names an adopted text is no longer than this; so many make a collection.
_LENGTH = 60
_SEVERAL = 2
_STOPS = "。；.;؛"
#: A heading has no more lines than this.
_LINES = 2


def look_ahead(state: State, cues: Sequence[Cue]) -> None:
    """Tell the state what these paragraphs, taken together, say of the text's form."""
    headings = state.language.headings
    adopted = [headings[name] for name in ("resolution", "decision")]
    collected = 0
    titles: set[str] = set()
    numbers = _Numbers(state.root.start)
    for cue in cues:
        if cue.label and cue.label.kind == "title" and not cue.ends(_STOPS):
            titles.add(cue.label.value)
        if len(cue.paragraph.lines) > _LINES:
            numbers.number(cue)
            continue
        short = len(cue.text) <= ANNEX_LENGTH and state.language.any_heading.fullmatch(cue.text)
        if short and any(headings[name].fullmatch(cue.text) for name in TEXTS):
            numbers = numbers.of_text(cue.paragraph.start)
        elif opens_article(state, cue):
            numbers.over = {"article" if headings["article"].fullmatch(cue.text) else "rule"}
        elif section_number(cue):
            numbers.over = {"section"}
        elif cue.label and cue.label.kind == "capital" and not cue.ends(_STOPS):
            numbers.over.add("capital")
        else:
            numbers.number(cue)
        collected += (
            bool(short) and len(cue.text) <= _LENGTH and any(pattern.fullmatch(cue.text) for pattern in adopted)
        )
    state.collects_titles = len(titles) >= _SEVERAL
    state.collects = collected >= _SEVERAL or state.collects_titles
    state.restarts = numbers.anew("section")
    state.inner_restarts = numbers.anew("capital")
    state.runs_on = numbers.runs_on


class _Numbers:
    """Follows which headings stand over the next numbered paragraph, in each text, and what its number is."""

    def __init__(self, text: int) -> None:
        self.over: set[str] = set()
        self.runs_on: set[int] = set()
        self._text = text
        self._begins: Counter[tuple[str, int]] = Counter()

    def of_text(self, start: int) -> _Numbers:
        """The same for the text that begins here."""
        self._text, self.over = start, set()
        return self

    def number(self, cue: Cue) -> None:
        """Take note of a paragraph, if it has a number."""
        if cue.label is None or cue.label.kind != "number":
            return
        if cue.label.value == "1":
            self._begins.update((heading, self._text) for heading in self.over)
        elif "rule" in self.over:
            self.runs_on.add(self._text)
        self.over = set()

    def anew(self, heading: str) -> set[int]:
        """The texts in which numbers begin anew under several headings of this kind."""
        return {text for (over, text), count in self._begins.items() if over == heading and count >= _SEVERAL}
