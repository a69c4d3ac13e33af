"""Annotations and their counts as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unreader.annotating import Annotation
from unreader.annotating.statistics import Statistics
from unreader.breaking import cells
from unreader.exporting.count_bars import bar
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import Badge, Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import place_words
from unreader.tui.signs import NOTE_SIGN
from unreader.wording import N_, _
from unreader.working.coverage import Coverage

#: Cells of an annotation's words, of its note, of a bar, and of the name before a bar.
_QUOTE, _NOTE, _BAR, _NAME = 150, 100, 20, 42

_ANCHORS = {
    "edited": N_("the text was edited: to review"),
    "ambiguous": N_("may stand in two places: to review"),
    "lost": N_("its paragraph is gone"),
}

#: What kinds of blocks are called; in English as a filter names them.
_KINDS = {
    "operative": N_("operative"),
    "preambular": N_("preambular"),
    "paragraph": N_("paragraph"),
    "item": N_("item"),
    "footnote": N_("footnote"),
    "title": N_("title"),
    "heading": N_("heading"),
    "body": N_("opening line"),
    "vote": N_("vote"),
    "signature": N_("closing line"),
}


def annotation_row(one: Annotation, notebook: Notebook, *, marked: bool, with_symbol: bool) -> Paragraph:
    """One annotation: where it stands, its words, its topics and its note."""
    place = place_words(one.address.path) or _("the document")
    where = f"{one.address.symbol} · {place}" if with_symbol else place
    quote = shortened(" ".join(one.quote.split()), _QUOTE)
    text = f"{where}  {'“' if one.span else ''}{quote}{'”' if one.span else ''}"
    marks = [Mark(0, len(where), "label")]
    if one.note:
        begin = len(text)
        text += f"  {NOTE_SIGN} {shortened(' '.join(one.note.split()), _NOTE)}"
        marks.append(Mark(begin, len(text), "note"))
    if one.anchor.state in _ANCHORS:
        begin = len(text)
        text += f"  ≟ {_(_ANCHORS[one.anchor.state])}"
        marks.append(Mark(begin, len(text), "error"))
    tags = notebook.tags(one.topics)
    badges = tuple(Badge(tag.sign, tag.style, tag.name) for tag in tags)
    return Paragraph(one.id, text, "item", label="[✓]" if marked else "[ ]", marks=tuple(marks), badges=badges)


def statistics_rows(counted: Statistics, covered: Sequence[Coverage], notebook: Notebook) -> list[Paragraph]:
    """The tables: topics, documents, kinds, topics that stand together, what is untagged; each with bars."""
    names = {tag.topic: f"{tag.sign} {tag.name}" for tag in notebook.tags([topic for topic, _n in counted.topics])}
    together = [
        (" + ".join(tag.name for tag in notebook.tags(pair)), count, tuple(pair)) for pair, count in counted.together
    ]
    rows = _table(_("Topics"), [(names.get(t, t), n, ("topic", t)) for t, n in counted.topics])
    rows += _table(_("Documents"), [(symbol, n, ("doc", symbol)) for symbol, n in counted.documents])
    rows += _table(
        _("Kinds of paragraphs"), [(_(_KINDS.get(kind, kind)), n, ("kind", kind)) for kind, n in counted.kinds]
    )
    rows += _table(_("Topics that stand together"), [(name, n, ("topic", *pair)) for name, n, pair in together])
    rows += _table(
        _("Annotations"),
        [
            (_("with topics"), counted.annotations - counted.untagged, ("is", "tagged")),
            (_("without topics"), counted.untagged, ("is", "untagged")),
            (_("with a note"), counted.noted, ("is", "noted")),
        ],
    )
    said = _("{tagged} of {all} paragraphs tagged")
    for one in covered:
        detail = said.format(tagged=one.tagged, all=one.paragraphs)
        share = one.tagged / one.paragraphs if one.paragraphs else 0
        text = f"{_padded(one.symbol)}  {bar(share, _BAR):<{_BAR}}  {detail}"
        if one is covered[0]:
            rows.append(_head(_("Tagged so far")))
        rows.append(Paragraph(("untagged", one.symbol), text, "item", marks=(_bar_mark(text),)))
    return rows


def _table(head: str, counts: Iterable[tuple[str, int, tuple[str, ...]]]) -> list[Paragraph]:
    listed = [one for one in counts if one[1]]
    most = max((count for _name, count, _key in listed), default=0)
    rows = [_head(head)] if listed else []
    digits = len(str(most))
    for name, count, key in listed:
        text = f"{_padded(name)}  {count:>{digits}}  {bar(count / most, _BAR)}"
        rows.append(Paragraph(key, text, "item", marks=(_bar_mark(text),)))
    return rows


def _head(text: str) -> Paragraph:
    return Paragraph(("head", text), text, "heading", space_before=1, focusable=False)


def _padded(name: str) -> str:
    name = shortened(name, _NAME)
    return name + " " * (_NAME - cells(name))


def _bar_mark(text: str) -> Mark:
    at = next((number for number, char in enumerate(text) if char in "█▏▎▍▌▋▊▉"), len(text))
    end = max((number for number, char in enumerate(text) if char in "█▏▎▍▌▋▊▉"), default=at - 1) + 1
    return Mark(at, end, "link" if at == end else "topic-2")


def filter_of(key: object) -> str:
    """The filter that shows what a row of the statistics counts; "" where there is none."""
    if not isinstance(key, tuple) or not key:
        return ""
    field, *values = key
    if field == "topic":
        return " and ".join(values)
    return f"{field}:{values[0]}" if field in ("doc", "kind", "is") else ""
