"""Where `]` and `[` stop in a document: the paths of its headings, drafts, citations and so on, in order.

Paths are those of blocks that can have the focus: a footnote's stops are its caller's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from unreader.model import Citation, Document
from unreader.tui.document.contents import contents
from unreader.tui.document.footnotes import Footnotes
from unreader.tui.document.paragraphs import CiteMark, Marked

#: The last step of the path of a container that is a draft, or a text that a report prints as adopted.
_DRAFT = re.compile(r"(?:draft|decision|res|dec)\d[\d_]*")


def headings(document: Document) -> list[str]:
    """The titles and headings; one that only says what comes counts with the title after it."""
    return [entry.path for entry in contents(document) if not entry.is_part]


def drafts(document: Document) -> list[str]:
    """The first block of each draft resolution and decision, and of each that is printed as adopted."""
    firsts: dict[str, str] = {}
    for block in document.blocks:
        steps = block.path.split("/")
        for count, step in enumerate(steps[:-1], start=1):
            if _DRAFT.fullmatch(step):
                firsts.setdefault("/".join(steps[:count]), block.path)
    return list(firsts.values())


def doubtful(document: Document) -> list[str]:
    """What the parser is not sure of."""
    return _in_order(document, {warning.path for warning in document.warnings})


def noted(document: Document, marked: Mapping[str, Marked]) -> list[str]:
    """What has a note."""
    return _in_order(document, {path for path, one in marked.items() if one.note})


def cited(document: Document, citations: Iterable[Citation]) -> list[tuple[str, CiteMark]]:
    """The citations in the order in which they are read, those of a footnote where it is called."""
    calls = Footnotes(document).callers
    number = {block.path: at for at, block in enumerate(document.blocks)}
    found = [
        (calls.get(one.block, one.block), CiteMark(one.block, one.start, one.end))
        for one in citations
        if one.block in number
    ]
    return sorted(found, key=lambda one: (number[one[0]], number[one[1].block], one[1].start))


def beyond(paths: Sequence[str], order: Mapping[str, int], here: int, step: int) -> list[str]:
    """The stops after the block number `here` (step 1) or before it (-1), the nearest first."""
    known = [path for path in paths if path in order]
    if step > 0:
        return [path for path in known if order[path] > here]
    return [path for path in reversed(known) if order[path] < here]


def _in_order(document: Document, paths: Iterable[str]) -> list[str]:
    calls = Footnotes(document).callers
    wanted = {calls.get(path, path) for path in paths}
    return [block.path for block in document.blocks if block.path in wanted]
