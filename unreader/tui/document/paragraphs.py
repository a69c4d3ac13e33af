"""A document as the pane shows it: blocks, citations and annotations go in, the pane's paragraphs come out.

Footnotes follow the paragraph that calls them, where they are shown. They, and notes shown in place, are passed over by
the focus: they belong to their paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct

from unreader.model import REJECTED, Block, Citation, Document
from unreader.tui.document.footnotes import Footnotes
from unreader.tui.page.layout import Badge, Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.signs import NOTE_SIGN, REVIEW_SIGN, SUGGESTED_SIGN, WARNING_SIGN
from unreader.wording import _

#: How much of a note is shown under its paragraph, and of a span's words with its tags, in cells.
NOTE_CELLS, SPAN_CELLS = 300, 20

#: Says which spans of a block's text are printed emphasised.
Emphasised = Callable[[Block], Sequence[tuple[int, int]]]

_MARK_STYLES = {
    "opens": "citation",
    "known": "citation-known",
    "unknown": "citation-unknown",
    "ambiguous": "citation-ambiguous",
}
#: Blank rows before a paragraph of a kind, and its indent in cells.
_SPACE = {"meta": 0, "item": 0, "vote": 0, "footnote": 0, "signature": 0}
_INDENT = {"preambular": 2, "footnote": 4, "vote": 2}
#: Cells by which the later lines of an item without a label are set in.
_HANG = 2


class CiteMark(Struct, frozen=True):
    """The payload of a citation in the text: which one, so that the side pane can find its card."""

    block: str
    start: int
    end: int


class Tag(Struct, frozen=True):
    """A topic as it is shown at a paragraph: its sign, its name, the style class of its colour."""

    topic: str
    sign: str
    name: str
    style: str


class MarkedSpan(Struct, frozen=True):
    """What a reader has put on a span of a block: offsets in code points, the words that stood there, tags, a note.

    `stands` tells whether these words stand there now: what does not is told, and not drawn in the text.
    """

    start: int
    end: int
    quote: str
    tags: tuple[Tag, ...] = ()
    note: str = ""
    stands: bool = True


class Marked(Struct, frozen=True):
    """What a reader has put on a block: tags and a note on the whole of it, and what stands on spans.

    `review` says that the text has changed and a person has to confirm that something of it belongs here;
    `suggested` are topics that seem to fit and are no tags.
    """

    tags: tuple[Tag, ...] = ()
    note: str = ""
    spans: tuple[MarkedSpan, ...] = ()
    review: bool = False
    suggested: tuple[Tag, ...] = ()

    @property
    def made(self) -> bool:
        """Whether a reader has put something here."""
        return bool(self.tags or self.note or self.spans or self.review)

    @property
    def every_tag(self) -> tuple[Tag, ...]:
        """The tags on the block and on its spans, each once."""
        return tuple(dict.fromkeys((*self.tags, *(tag for span in self.spans for tag in span.tags))))

    @property
    def notes(self) -> tuple[str, ...]:
        """The note on the block and those on its spans, with the words that they are on."""
        on_spans = (f"“{shortened(one.quote, SPAN_CELLS)}” {one.note}" for one in self.spans if one.note)
        return (*((self.note,) if self.note else ()), *on_spans)


def document_paragraphs(
    document: Document,
    citations: Iterable[Citation],
    marked: Mapping[str, Marked],
    footnotes: Footnotes,
    emphasised: Emphasised = attrgetter("emphasis"),
) -> list[Paragraph]:
    """The paragraphs of a whole document, each with its block's path as key (notes: path, "note" and a number).

    Footnotes stand under the block that calls them, if they are to be shown or a reader has put something on them.
    `emphasised` tells which spans of a block's text are printed emphasised.
    """
    by_block: dict[str, list[Citation]] = {}
    for citation in citations:
        by_block.setdefault(citation.block, []).append(citation)
    warned = {warning.path for warning in document.warnings}
    nothing = Marked()
    shown = note_paragraphs("", marked.get("", nothing))
    for block in document.blocks:
        if block.path in footnotes.callers:
            continue
        here = marked.get(block.path, nothing)
        notes = footnotes.of(block.path) if block.footnotes else ()
        in_sight = [path for path in notes if path in footnotes.shown or marked.get(path, nothing).made]
        hidden = warned.intersection(notes).difference(in_sight)
        doubtful = block.path in warned or bool(hidden)
        shape = _emphasis_style(document.language, block.kind)
        emphasis = [Mark(start, end, shape) for start, end in emphasised(block)]
        cited = by_block.get(block.path, ())
        shown.append(block_paragraph(block, cited, here, warned=doubtful, emphasis=emphasis))
        shown += note_paragraphs(block.path, here)
        for path in in_sight:
            note, on_note = footnotes.blocks[path], marked.get(path, nothing)
            shown.append(block_paragraph(note, by_block.get(path, ()), on_note, warned=path in warned, focusable=False))
            shown += note_paragraphs(path, on_note)
    return shown


def block_paragraph(
    block: Block,
    citations: Iterable[Citation],
    marked: Marked,
    *,
    warned: bool = False,
    focusable: bool = True,
    emphasis: Sequence[Mark] | None = None,
) -> Paragraph:
    """One block with its citations marked, its footnotes called, its tags and notes at its side.

    `emphasis` are the marks of what is printed emphasised, where that is not what the source has.
    """
    marks = [Mark(start, end, "emphasis") for start, end in block.emphasis] if emphasis is None else list(emphasis)
    marks += [Mark(one.start, one.end, _mark_style(one), CiteMark(block.path, one.start, one.end)) for one in citations]
    badges = [Badge(tag.sign, tag.style, tag.name) for tag in marked.tags]
    for span in marked.spans:
        if span.stands:
            marks.append(Mark(span.start, span.end, "span"))
            # The innermost mark's colour is the last: one colour for the words, a badge for each topic.
            marks += [Mark(span.start, span.end, tag.style) for tag in span.tags[:1]]
        words = shortened(span.quote, SPAN_CELLS)
        badges += [Badge(tag.sign, tag.style, f"{tag.name} “{words}”") for tag in span.tags]
    if marked.review:
        badges.append(Badge(REVIEW_SIGN, "error", _("to review")))
    badges += [Badge(SUGGESTED_SIGN, "hint", f"{tag.sign} {tag.name}") for tag in marked.suggested]
    if warned:
        badges.append(Badge(WARNING_SIGN, "hint"))
    depth = block.path.rpartition("/")[2].count("(")
    return Paragraph(
        key=block.path,
        text=block.text,
        kind=block.kind,
        label=block.label,
        marks=tuple(marks),
        badges=tuple(badges),
        callouts=tuple((mark.at, mark.label) for mark in block.footnotes),
        indent=_INDENT.get(block.kind, 0) + 2 * depth,
        space_before=_SPACE.get(block.kind, 1) if not depth else 0,
        focusable=focusable,
        # Of speakers and rows of a table without numbers one sees where each begins.
        hang=_HANG if block.kind == "item" else 0,
    )


def _emphasis_style(language: str, kind: str) -> str:
    """As the UN prints it: in Chinese, operative paragraphs begin bold; in other languages, and before them, italic."""
    return "emphasis" if kind != "preambular" and (language == "zh" or kind != "operative") else "verb"


def _mark_style(citation: Citation) -> str:
    return "citation-rejected" if citation.rule == REJECTED else _MARK_STYLES[citation.state]


def note_paragraphs(path: str, marked: Marked) -> list[Paragraph]:
    """The notes on a block and its spans, under it: their beginnings, control characters left for the pane to show."""
    return [
        Paragraph(
            (path, "note", number) if number else (path, "note"),
            shortened(" ".join(note.split("\n")), NOTE_CELLS),
            "note",
            label=NOTE_SIGN,
            indent=2,
            focusable=False,
        )
        for number, note in enumerate(marked.notes)
    ]


def position_words(number: int, of: int) -> str:
    """How far one is, in per cent."""
    return _("{percent}%").format(percent=round(100 * number / of) if of else 100)
