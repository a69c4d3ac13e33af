"""Annotations as one Markdown file: front matter, then each with citation, quotation, topics, note, what it cites."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from unreader.annotating import Annotation
from unreader.annotating.codebook import Codebook
from unreader.exporting.document_text import marked_text
from unreader.exporting.markdown_text import escape_markdown, link, quotation
from unreader.exporting.selection import Annotated, Selection
from unreader.library import Reference
from unreader.model import SAME_DOCUMENT, Address
from unreader.symbols import web_address
from unreader.visible import visible, visible_lines


def render(annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> str:
    """The file's text. UN text is escaped: any Markdown viewer shows its very characters."""
    parts = ["\n".join(_front_matter(annotated, selection))]
    for symbol, group in groupby(annotated, key=lambda one: one.annotation.address.symbol):
        members = list(group)
        entry = members[0].entry
        title = f"{symbol} {entry.title}" if entry else symbol
        parts.append(f"# {escape_markdown(title)}")
        for one in members:
            parts += _annotation(one, codebook)
    return "\n\n".join(parts) + "\n"


def _front_matter(annotated: Sequence[Annotated], selection: Selection) -> Iterator[str]:
    """YAML, its texts in JSON's quotes (which YAML reads alike)."""
    entries = {one.entry.symbol: one.entry for one in annotated if one.entry}
    yield "---"
    entry = entries.get(selection.document)
    if entry:
        yield f"title: {_quoted(entry.title)}"
        yield f"symbol: {_quoted(entry.symbol)}"
        yield f"language: {_quoted(entry.language)}"
        if entry.date:
            yield f"date: {_quoted(entry.date)}"
        url = web_address(entry.symbol, entry.language)
        if url:
            yield f"url: {_quoted(url)}"
        if entry.sha256:
            yield f"text_sha256: {_quoted(entry.sha256)}"
    else:
        yield f"title: {_quoted(selection.topic or 'annotations')}"
        yield f"documents: [{', '.join(map(_quoted, entries))}]"
    if selection.topic:
        yield f"topic: {_quoted(selection.topic)}"
    topics = sorted({topic for one in annotated for topic in one.annotation.topics})
    yield f"tags: [{', '.join(map(_quoted, topics))}]"
    yield f"annotations: {len(annotated)}"
    yield "---"


def _quoted(text: str) -> str:
    return json.dumps(visible(text), ensure_ascii=False)


def _annotation(one: Annotated, codebook: Codebook) -> Iterator[str]:
    annotation = one.annotation
    address = annotation.address.plain
    yield f"## {escape_markdown(one.citation)}"
    url = web_address(address.symbol, one.entry.language if one.entry else "en")
    place = f"`{visible(str(address))}`"
    yield f"{place} · {link(address.symbol, url)}" if url else place
    quoted = _quoted_text(one)
    if quoted:
        yield quotation(quoted)
    if annotation.anchor.state != "kept" or (one.block is None and address.path and not _is_container(one)):
        state = annotation.anchor.state if annotation.anchor.state != "kept" else "lost"
        yield f"**Place:** {state}: this is the text as it stood when it was annotated."
    if annotation.topics:
        yield f"**Topics:** {' · '.join(_topic(topic, codebook) for topic in annotation.topics)}"
    if annotation.note:
        yield "**Note**"
        yield visible_lines(annotation.note).strip("\n")
    yield from _cites(one)
    yield f"<!-- {annotation.id} {visible(annotation.author).replace('--', '- -')} {annotation.modified} -->"


def _is_container(one: Annotated) -> bool:
    return one.entry is not None and not one.annotation.quote


def _quoted_text(one: Annotated) -> str:
    """The quotation with its footnote marks; of a span, with the words before and after it left out."""
    annotation = one.annotation
    if one.block is not None and annotation.anchor.state == "kept" and _still_says(annotation, one.block.text):
        if annotation.whole:
            label = escape_markdown(one.block.label)
            text = marked_text(one.block)
            return f"{label} {text}" if label else text
        before = "… " if annotation.start else ""
        after = " …" if annotation.end < len(one.block.text) else ""
        return f"{before}{escape_markdown(annotation.quote)}{after}"
    return escape_markdown(annotation.quote)


def _still_says(annotation: Annotation, text: str) -> bool:
    return text[annotation.start : annotation.end] == annotation.quote


def _topic(topic: str, codebook: Codebook) -> str:
    known = codebook.get(topic)
    shown = f"{known.sign} {' '.join(known.names.values())}" if known else topic
    return f"{escape_markdown(shown)} (`{visible(topic)}`)"


def _cites(one: Annotated) -> Iterator[str]:
    if not one.cites:
        return
    yield "**Cites**"
    lines = []
    for reference in one.cites:
        lines.append(f"- {escape_markdown(reference.citation.quote)} → {_target(one, reference)}")
        text = one.texts.get(reference.citation.opens or "")
        if text:
            lines.append(f"  > {escape_markdown(text)}")
    yield "\n".join(lines)


def _target(one: Annotated, reference: Reference) -> str:
    citation = reference.citation
    if not citation.target:
        return "unknown" if citation.state == "unknown" else citation.state
    if citation.target == SAME_DOCUMENT:
        return f"`{visible(citation.opens or citation.pinpoint)}`"
    shown = str(Address(citation.target, "")) + (f" {citation.pinpoint}" if citation.pinpoint else "")
    url = web_address(citation.target.partition("#")[0], one.entry.language if one.entry else "en")
    target = link(shown, url) if url else f"`{visible(shown)}`"
    return f"{target} (`{visible(citation.opens)}`)" if citation.opens else target
