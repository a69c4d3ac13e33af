"""Annotations as one Markdown file that can be made again: front matter, then a block for each document and annotation.

Each annotation has a heading with citation and address, the quotation with the span marked, topics, note, what it
cites with the cited text, and a block id that stays the same. See `remaking` for what a person writes into the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from unreader.annotating import Annotation
from unreader.annotating.codebook import Codebook
from unreader.exporting.markdown_text import escape_markdown, link, quotation
from unreader.exporting.remaking import block, front_matter, without_marks
from unreader.exporting.selection import Annotated, Selection
from unreader.library import Entry, Reference
from unreader.model import SAME_DOCUMENT, Address
from unreader.symbols import web_address
from unreader.visible import visible, visible_lines

#: What makes the text of one annotation's block.
Body = Callable[[Annotated, Codebook], str]

#: The states of an anchor that stands where its text is.
STANDING = ("kept", "renumbered")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def render(annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> str:
    """The file's text. UN text is escaped: any Markdown viewer shows its very characters."""
    return render_with(_body, annotated, codebook, selection)


def render_with(body: Body, annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> str:
    """The file's text with the annotations' blocks made by `body` (a template)."""
    parts = [front_matter(_front_matter(annotated, selection))]
    for symbol, group in groupby(annotated, key=lambda one: one.annotation.address.symbol):
        members = list(group)
        entry = members[0].entry
        title = f"{symbol} {entry.title}" if entry else symbol
        parts.append(block(symbol, f"# {escape_markdown(title)}"))
        parts += [block(one.annotation.id, body(one, codebook)) for one in members]
    return "\n\n".join(parts) + "\n"


def block_id(annotation: Annotation) -> str:
    """The id by which Obsidian and others link to the block: the same in each export."""
    return "u-" + annotation.id.replace("-", "")[:12]


def marked_quotation(one: Annotated) -> str:
    """The paragraph as Markdown, with label, footnote marks and the annotated span marked; else the quotation."""
    pieces = quotation_pieces(one)
    label = escape_markdown(one.block.label) if one.block is not None and len(pieces) and _stands(one) else ""
    body = pieces[1:] if label else pieces
    text = "".join(
        f"<mark>{escape_markdown(piece)}</mark>" if marked else escape_markdown(piece) for piece, marked in body
    )
    return f"{label} {text}" if label else text


def quotation_pieces(one: Annotated) -> list[tuple[str, bool]]:
    """The paragraph in pieces, each with whether it is annotated as a span: its label, its text with footnote marks.

    Where the text is not as it was annotated, the quotation alone.
    """
    annotation = one.annotation
    if one.block is None or not _stands(one):
        return [(annotation.quote, False)] if annotation.quote else []
    label = [(f"{one.block.label} ", False)] if one.block.label else []
    start, end = annotation.span or (0, 0)
    parts = [(0, start, False), (start, end, True), (end, len(one.block.text), False)]
    marks = [(mark.at, mark.label.translate(_SUPERSCRIPTS)) for mark in one.block.footnotes]
    texts = [(_with_marks(one.block.text, first, last, marks), marked) for first, last, marked in parts]
    return [*label, *((text, marked) for text, marked in texts if text)]


def place_state(one: Annotated) -> str:
    """The state of an annotation that does not stand where its text is: edited, ambiguous, lost; else empty."""
    state = one.annotation.anchor.state
    if state in STANDING:
        return "" if one.there else "lost"
    return state


def link_of(one: Annotated) -> str:
    """The page of the annotation's document on the web; empty where it has none."""
    return web_address(one.annotation.address.symbol, one.entry.language if one.entry else "en") or ""


def cited(one: Annotated) -> Iterator[tuple[Reference, str, str]]:
    """What the place cites: the reference, its target in words, and the cited text where the library has it."""
    for reference in one.cites:
        yield reference, _target_words(reference), one.texts.get(reference.citation.opens or "", "")


def _front_matter(annotated: Sequence[Annotated], selection: Selection) -> Iterator[str]:
    """YAML, its texts in JSON's quotes (which YAML reads alike)."""
    entries = {one.entry.symbol: one.entry for one in annotated if one.entry}
    entry = entries.get(selection.document)
    if entry:
        yield from _facts(entry)
    else:
        yield f"title: {_quoted(selection.topic or 'annotations')}"
        yield f"documents: [{', '.join(map(_quoted, entries))}]"
        if entries:
            yield "text_sha256:"
            yield from (f"  {_quoted(one.symbol)}: {_quoted(one.sha256)}" for one in entries.values())
    if selection.topic:
        yield f"topic: {_quoted(selection.topic)}"
    if selection.query:
        yield f"filter: {_quoted(selection.query)}"
    topics = sorted({topic for one in annotated for topic in one.annotation.topics})
    yield f"tags: [{', '.join(map(_quoted, topics))}]"
    yield f"annotations: {len(annotated)}"


def _facts(entry: Entry) -> Iterator[str]:
    yield f"title: {_quoted(entry.title)}"
    yield f"symbol: {_quoted(entry.symbol)}"
    yield f"language: {_quoted(entry.language)}"
    if entry.date:
        yield f"date: {_quoted(entry.date)}"
    if url := web_address(entry.symbol, entry.language):
        yield f"url: {_quoted(url)}"
    if entry.sha256:
        yield f"text_sha256: {_quoted(entry.sha256)}"


def _quoted(text: str) -> str:
    return json.dumps(visible(text), ensure_ascii=False)


def _body(one: Annotated, codebook: Codebook) -> str:
    """The block of one annotation."""
    return "\n\n".join(_parts(one, codebook))


def _parts(one: Annotated, codebook: Codebook) -> Iterator[str]:
    annotation = one.annotation
    address = annotation.address.plain
    yield f"## {escape_markdown(one.citation)} · `{visible(str(address))}`"
    if quoted := marked_quotation(one):
        yield quotation(quoted)
    yield f"^{block_id(annotation)}"
    if state := place_state(one):
        yield f"**Place:** {state}: this is the text as it stood when it was annotated."
    if annotation.topics:
        yield f"**Topics:** {' · '.join(_topic(topic, codebook) for topic in annotation.topics)}"
    if annotation.note:
        yield "**Note**"
        # In a quotation an unfinished fence or comment of the note ends with it, instead of hiding what follows.
        yield quotation(without_marks(visible_lines(annotation.note).strip("\n")))
    if one.cites:
        yield "**Cites**"
        yield "\n".join(_cites(one))
    url = link_of(one)
    made = ", ".join(filter(None, (annotation.author, annotation.modified)))
    yield " · ".join(filter(None, (link(address.symbol, url) if url else "", escape_markdown(made))))


def _stands(one: Annotated) -> bool:
    """Whether the annotated words stand in the block where the annotation says."""
    annotation = one.annotation
    if one.block is None or annotation.anchor.state not in STANDING:
        return False
    return one.block.text[annotation.start : annotation.end] == annotation.quote


def _with_marks(text: str, start: int, end: int, marks: list[tuple[int, str]]) -> str:
    """A stretch of a block's text with its footnote marks; one at a boundary stands with what it follows."""
    pieces, at = [], start
    for place, label in sorted(marks):
        if start < place <= end or place == start == 0:
            pieces += [text[at:place], label]
            at = place
    return "".join([*pieces, text[at:end]])


def _topic(topic: str, codebook: Codebook) -> str:
    known = codebook.get(topic)
    shown = f"{known.sign} {' '.join(dict.fromkeys(known.names.values()))}" if known else topic
    return f"{escape_markdown(shown)} (`{visible(topic)}`)"


def _cites(one: Annotated) -> Iterator[str]:
    for reference, _, text in cited(one):
        yield f"- {escape_markdown(reference.citation.quote)} → {_target(one, reference)}"
        if text:
            yield f"  > {escape_markdown(text)}"


def _target(one: Annotated, reference: Reference) -> str:
    citation = reference.citation
    words = _target_words(reference)
    if not citation.target:
        return words
    url = web_address(citation.target.partition("#")[0], one.entry.language if one.entry else "en")
    target = link(words, url) if url and citation.target != SAME_DOCUMENT else f"`{visible(words)}`"
    opens = citation.opens if citation.target != SAME_DOCUMENT else None
    return f"{target} (`{visible(opens)}`)" if opens else target


def _target_words(reference: Reference) -> str:
    citation = reference.citation
    if not citation.target:
        return citation.state
    if citation.target == SAME_DOCUMENT:
        return citation.opens or citation.pinpoint
    return str(Address(citation.target, "")) + (f" {citation.pinpoint}" if citation.pinpoint else "")
