"""A table of contents: its heading, and its lines, which end with the numbers of pages, as entries of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unreader.parsing.languages import Language
from unreader.parsing.structure.state import Cue, State

#: The number of a page, with or without a row of dots before it.
_PAGE = re.compile(r"[\s.…·‥]*(?<!\d)(?:\d{1,3}|[ivxl]{1,6})$")
_LEADER = re.compile(r"\.{4,}|…{2,}|·{4,}")
#: So many lines in a row may have no page: the words over the pages, 附件.
_WITHOUT = 3
_LENGTH, _HEADING_LENGTH = 400, 30


def find_contents(cues: Sequence[Cue], language: Language) -> set[int]:
    """The starts of the paragraphs that are a table of contents, its heading among them; empty where there is none."""
    heading = language.headings["contents"]
    for place, cue in enumerate(cues):
        if len(cue.text) <= _HEADING_LENGTH and heading.fullmatch(cue.text):
            end = _end(cues, place + 1, language)
            if end > place + 2:
                return {entry.paragraph.start for entry in cues[place:end]}
    return set()


def _end(cues: Sequence[Cue], start: int, language: Language) -> int:
    """Where the lines with pages are over: at the latest where the first heading that they list stands."""
    listed: set[str] = set()
    end = start
    for place in range(start, len(cues)):
        cue = cues[place]
        title = cue.paragraph.text[cue.label.end :] if cue.label and len(cue.paragraph.lines) == 1 else cue.text
        if place - end >= _WITHOUT or len(cue.text) > _LENGTH or _folded(title) in listed:
            break
        if any(language.headings[name].fullmatch(cue.text) for name in ("resolution", "decision")):
            # Decision 1/CP.27 ends with a figure that is no page: the texts begin.
            break
        page = _PAGE.search(title)
        if page and (_LEADER.search(page[0]) or not cue.ends()):
            listed.add(_folded(title[: page.start()]))
            end = place + 1
        elif cue.ends():
            break
    return end


def _folded(title: str) -> str:
    return "".join(_LEADER.sub("", title).split())


def contents(state: State, cue: Cue) -> bool:
    """Take a line of the table of contents."""
    if cue.paragraph.start not in state.contents:
        return False
    if state.language.headings["contents"].fullmatch(cue.text):
        state.add(state.root.next("h"), "heading", cue)
    else:
        state.add(state.root.next("i"), "item", cue, cue.label)
    return True
