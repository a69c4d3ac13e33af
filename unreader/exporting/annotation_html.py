"""Annotations as one HTML file that needs nothing else, readable on a phone, on paper and in the dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from unreader.annotating.codebook import Codebook
from unreader.exporting.annotation_markdown import (
    block_id,
    cited,
    link_of,
    place_state,
    quotation_pieces,
)
from unreader.exporting.selection import Annotated, Selection
from unreader.visible import visible, visible_lines

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.7 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, Georgia, serif;
  max-width: 42rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 1rem; }
h2 { font-size: 1.1rem; line-height: 1.4; margin: 0; }
article { margin: 0 0 2rem; padding: 0 0 1rem; border-bottom: 1px solid #8886; }
blockquote { margin: .6rem 0; padding: .1rem 0 .1rem 1rem; border-left: 4px solid #8889; }
mark { background: #ffe08a; color: inherit; } code, .small { font: .82rem/1.5 ui-monospace, monospace; }
.small { opacity: .8; } ul { padding-left: 1.2rem; } li blockquote { font-size: .92rem; }
.topic { display: inline-block; border: 2px solid; border-radius: .4rem; padding: 0 .5rem; margin: .1rem .3rem .1rem 0;
  font-size: .9rem; }
.note { background: #8881; border-radius: .4rem; padding: .2rem .8rem; }
a { color: inherit; } nav ul { columns: 2; }
@media (prefers-color-scheme: dark) { mark { background: #7a5c00; } }
@media print { body { max-width: none; } article { break-inside: avoid; } nav { display: none; } }
"""


def render(annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> str:
    """The file's text. Everything of a document or a note is escaped; nothing is loaded from elsewhere."""
    title = selection.document or selection.topic or "Annotations"
    language = annotated[0].entry.language if annotated and annotated[0].entry else "en"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{_shown(language)}">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{_shown(title)}</title><style>{_STYLE}</style></head>",
            "<body>",
            *_body(annotated, codebook),
            "</body>",
            "</html>",
            "",
        ]
    )


def _body(annotated: Sequence[Annotated], codebook: Codebook) -> Iterator[str]:
    for symbol, group in groupby(annotated, key=lambda one: one.annotation.address.symbol):
        members = list(group)
        entry = members[0].entry
        yield f"<h1>{_shown(f'{symbol} {entry.title}' if entry else symbol)}</h1>"
        for one in members:
            yield from _article(one, codebook)


def _article(one: Annotated, codebook: Codebook) -> Iterator[str]:
    annotation = one.annotation
    yield f'<article id="{block_id(annotation)}">'
    yield f"<h2>{_shown(one.citation)}</h2>"
    url = link_of(one)
    address = f"<code>{_shown(str(annotation.address.plain))}</code>"
    yield f'<p class="small"><a href="{escape(url)}">{address}</a></p>' if url else f'<p class="small">{address}</p>'
    pieces = "".join(
        f"<mark>{_shown(text)}</mark>" if marked else _shown(text) for text, marked in quotation_pieces(one)
    )
    if pieces:
        yield f"<blockquote>{pieces}</blockquote>"
    if state := place_state(one):
        yield f'<p class="small">{_shown(state)}: this is the text as it stood when it was annotated.</p>'
    if annotation.topics:
        yield f"<p>{''.join(_topic(topic, codebook) for topic in annotation.topics)}</p>"
    if annotation.note:
        yield f'<div class="note">{_note(annotation.note)}</div>'
    lines = list(_cites(one))
    if lines:
        yield f"<ul>{''.join(lines)}</ul>"
    made = ", ".join(filter(None, (annotation.author, annotation.modified)))
    yield f'<p class="small">{_shown(made)}</p>'
    yield "</article>"


def _topic(topic: str, codebook: Codebook) -> str:
    known = codebook.get(topic)
    names = " ".join(dict.fromkeys(known.names.values())) if known else topic
    colour = known.colour if known and known.colour else "#888888"
    sign = f"{known.sign} " if known and known.sign else ""
    return f'<span class="topic" style="border-color: {colour}" title="{_shown(topic)}">{_shown(sign + names)}</span>'


def _note(note: str) -> str:
    """The note's Markdown as HTML: no raw HTML of its own, no pictures that would be loaded from elsewhere."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).disable("image").render(visible_lines(note)))


def _cites(one: Annotated) -> Iterator[str]:
    for reference, target, text in cited(one):
        quoted = f"<blockquote>{_shown(text)}</blockquote>" if text else ""
        yield f"<li>{_shown(reference.citation.quote)} → <code>{_shown(target)}</code>{quoted}</li>"


def _shown(text: str) -> str:
    return escape(visible(text))
