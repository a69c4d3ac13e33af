"""What was found in the library, as a pane lists it: under each document the paragraphs, with the words in context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from unreader.library import Entry
from unreader.library.full_text import Found
from unreader.library.searching import Hit
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.place_words import place_words
from unreader.wording import _, counted

#: Code points before the first hit of a paragraph, and after it.
_BEFORE, _AFTER = 24, 90


class HitKey(Struct, frozen=True):
    """The key of a line: the document, the paragraph, the span of its first hit."""

    symbol: str
    language: str
    path: str
    start: int
    end: int


def found_lines(found: Sequence[Found]) -> Iterator[Paragraph]:
    """The lines of everything that was found so far."""
    for one in found:
        if one.hits:
            yield _head(one)
            for _path, hits in groupby(one.hits, key=lambda hit: hit.address.path):
                yield _line(one.entry, list(hits))


def _head(found: Found) -> Paragraph:
    entry = found.entry
    count = counted(found.count, _("{n} hit"), _("{n} hits"))
    facts = "  ".join(part for part in (entry.symbol, entry.date or "", count) if part)
    text = f"{facts}  {entry.title}"
    marks = (Mark(0, len(entry.symbol), "label"), Mark(len(entry.symbol), len(facts), "card-meta"))
    return Paragraph((entry.file, "head"), text, "card-head", marks=marks, space_before=1, focusable=False)


def _line(entry: Entry, hits: Sequence[Hit]) -> Paragraph:
    first = hits[0]
    start, end = max(0, first.start - _BEFORE), min(len(first.text), first.end + _AFTER)
    before, after = "…" if start else "", "…" if end < len(first.text) else ""
    where = place_words(first.address.path)
    shift = len(where) + 2 + len(before) - start
    marks = [Mark(0, len(where), "card-meta")]
    marks += [Mark(hit.start + shift, min(hit.end, end) + shift, "hit") for hit in hits if start <= hit.start < end]
    more = sum(1 for hit in hits if hit.start >= end)
    text = f"{where}  {before}{first.text[start:end]}{after}"
    if more:
        said = _("+{n}").format(n=more)
        marks.append(Mark(len(text) + 1, len(text) + 1 + len(said), "card-meta"))
        text = f"{text} {said}"
    key = HitKey(entry.symbol, entry.language, first.address.path, first.start, first.end)
    return Paragraph(key, text, "card-text", marks=tuple(marks), indent=2)
