"""What the page says besides the sentence: the document in the footnote, the web address printed at the page's end.

A footnote that names another conference's document than the sentence settles whose resolution it is (the two are kept
apart as a conflict). A printed link is weaker evidence than the sentence: it never changes a target, and is told where
it contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from unreader import symbols
from unreader.citing.bodies import Bodies
from unreader.citing.found import Found
from unreader.citing.lines import Line
from unreader.citing.notes import Notes
from unreader.model import Conflict, PrintedLink

_LINK = re.compile(r"https?://(?:www\.)?undocs\.org/(?:[a-z]{2}/)?(.+)", re.IGNORECASE)
_RESOLUTION_LINK = re.compile(r"[A-Z/.\d]+?/(?:RES|DEC)/(.+)")
#: No page has more blocks than this.
_PAGE = 40


def settle_by_note(line: Line, items: list[Found], found: dict[int, list[Found]], notes: Notes, bodies: Bodies) -> None:
    """Where the note behind a number is in another body's document, take that body; the sentence's is the conflict."""
    for item in items:
        if not item.number or not item.target:
            continue
        note = notes.at_end(line, item.end)
        sources = (
            [other for other in found.get(note, ()) if other.kind in ("document", "record")] if note is not None else []
        )
        if len(sources) != 1:
            continue
        printed_in = bodies.of_document(sources[0].target)
        said = symbols.parse(item.target).body
        if printed_in and printed_in != said and bodies.can_number(printed_in, item.number, 9999):
            corrected = symbols.resolution_symbol(printed_in, item.number, decision=item.noun == "decision")
            item.conflict = Conflict(item.target, line.block.path)
            item.target, item.via, item.rule = corrected, "context", "number:footnote"


def compare_links(lines: Sequence[Line], links: Sequence[PrintedLink], found: dict[int, list[Found]]) -> None:
    """Tell, at a citation, the printed link that has its number under another body's symbol."""
    places = {line.block.path: line.index for line in lines}
    ends = sorted({places[link.after] for link in links if link.after in places})
    starts = dict(zip(ends, [0, *ends], strict=False))
    for link in links:
        match = _LINK.match(unquote(link.url))
        target = symbols.canonical(match[1]) if match else None
        number = _RESOLUTION_LINK.fullmatch(target) if target else None
        if target is None or number is None or link.after not in places:
            continue
        last = places[link.after]
        first = max(starts[last], last - _PAGE)
        near = [
            item
            for index in range(last, first - 1, -1)
            for item in found.get(index, ())
            if item.number and item.number == number[1]
        ]
        if near and all(item.target != target for item in near):
            for item in near:
                if item.conflict is None and item.target:
                    item.conflict = Conflict(target, link.url)
