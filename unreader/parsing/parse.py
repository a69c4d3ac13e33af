"""The pipeline: lines → furniture → paragraphs and footnotes → structure → blocks → header."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager

from unreader.model import Block, Document, Furniture, ParseWarning, PrintedLink
from unreader.parsing import marks as footnote_marks
from unreader.parsing.assembling import assemble
from unreader.parsing.checking import check
from unreader.parsing.furniture import separate
from unreader.parsing.header import find_language, read_header
from unreader.parsing.joining import Joiner, Paragraph
from unreader.parsing.languages import CODES
from unreader.parsing.languages import language as language_table
from unreader.parsing.lines import BLANKS, read_layout, split_lines
from unreader.parsing.numbering import place_footnotes
from unreader.parsing.paragraphs import join
from unreader.parsing.structure import Draft, build
from unreader.sources import SourceText


def parse(source: SourceText, *, symbol: str | None = None, language: str | None = None) -> Document:
    """A document from its text; nothing raises on any text.

    `symbol` and `language` override what the text tells. A language without a table is read by that of the text.
    """
    with _uncollected():
        return _parse(source, symbol, language)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: parsing makes none, and looking for them takes longer with every object."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parse(source: SourceText, symbol: str | None, language: str | None) -> Document:
    text = source.text
    code = language or find_language(text)
    table = language_table(code if code in CODES else find_language(text))
    all_lines = split_lines(text)
    layout = read_layout(all_lines)
    separated = separate(all_lines, layout.gap, table)
    joiner = Joiner(separated.lines, table)

    paragraphs = join(separated.lines, separated.rules, joiner, footnote_marks.MarkFinder(text))
    pages = _pages(paragraphs)
    inks = [(line.start, line.end) for paragraph in paragraphs if not paragraph.note for line in paragraph.lines]
    inks.sort()
    marks = footnote_marks.find_marks(text, pages, inks)
    drafts = build(paragraphs, table)
    blocks, taken = _blocks(text, drafts, marks)
    blocks, warnings = place_footnotes(blocks)
    header = read_header(blocks, separated.heads, table, symbol)
    furniture = _fill(text, [*separated.furniture, *taken], blocks)
    return Document(
        symbol=header.symbol,
        language=code,
        kind=header.kind,
        title=header.title,
        blocks=tuple(blocks),
        symbols=header.symbols,
        date=header.date,
        source=source.source,
        furniture=furniture,
        links=_links(separated.links, blocks),
        warnings=(*warnings, *check(blocks, table), *_blank_pages(separated.blank_pages, blocks)),
    )


def _pages(paragraphs: list[Paragraph]) -> list[tuple[int, int, list[str]]]:
    """For each run of footnotes the stretch of source before it, back to the footnotes before, and its labels."""
    pages: list[tuple[int, int, list[str]]] = []
    start = 0
    previous: Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.note:
            if previous is None:
                pages.append((start, paragraph.start, []))
            pages[-1][2].append(paragraph.note)
            start = paragraph.lines[-1].end
            previous = paragraph
        else:
            previous = None
    return pages


def _blocks(text: str, drafts: list[Draft], marks: list[footnote_marks.Mark]) -> tuple[list[Block], list[Furniture]]:
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    starts = [mark.start for mark in marks]
    for draft in drafts:
        lines = [line for paragraph in [draft.paragraph, *draft.extra] for line in paragraph.lines]
        spans = [(max(line.start, draft.label_end), line.end) for line in lines if line.end > draft.label_end]
        own = (
            []
            if draft.kind == "footnote"
            else marks[bisect_right(starts, lines[0].start) : bisect_right(starts, lines[-1].end)]
        )
        made = assemble(text, spans, own)
        if draft.label_end > draft.paragraph.start:
            furniture.append(Furniture(draft.paragraph.start, draft.label_end, "label"))
        furniture.extend(made.furniture)
        blocks.append(
            Block(
                draft.path,
                draft.kind,
                draft.label,
                made.text,
                tuple(made.marks),
                tuple(made.emphasis),
                tuple(made.pieces),
            )
        )
    return blocks, furniture


def _fill(text: str, furniture: list[Furniture], blocks: list[Block]) -> tuple[Furniture, ...]:
    """All furniture in order: what was taken out, and the blanks between everything."""
    taken = [(piece.start, piece.end) for block in blocks for piece in block.pieces]
    taken += [(entry.start, entry.end) for entry in furniture]
    taken.sort()
    filled = list(furniture)
    at = 0
    for start, end in [*taken, (len(text), len(text))]:
        if start > at:
            gap = text[at:start]
            kind = "blank" if not gap.strip(BLANKS) else "heading-mark" if not gap.strip("#>" + BLANKS) else "other"
            filled.append(Furniture(at, start, kind))
        at = max(at, end)
    return tuple(sorted(filled, key=lambda entry: (entry.start, entry.end)))


def _blank_pages(pages: list[tuple[int, int]], blocks: list[Block]) -> list[ParseWarning]:
    """A warning for each page on which no text stands, at the block before it."""
    message = "page {} holds no text: if it is a scanned picture, run OCR on the original and import it again"
    begins = [(block.pieces[0].start, block.path) for block in blocks if block.pieces]
    starts = [start for start, _ in begins]
    found = []
    for number, place in pages:
        at = bisect_right(starts, place) - 1
        found.append(ParseWarning(begins[at][1] if at >= 0 else "", message.format(number)))
    return found


def _links(links: list[tuple[int, str]], blocks: list[Block]) -> tuple[PrintedLink, ...]:
    """Each printed link with the path of the last block that begins before it."""
    begins = [(block.pieces[0].start, block.path) for block in blocks if block.pieces]
    starts = [start for start, _ in begins]
    found = []
    for place, url in links:
        at = bisect_right(starts, place) - 1
        found.append(PrintedLink(url, begins[at][1] if at >= 0 else ""))
    return tuple(found)
