"""A document, or blocks of it, as plain text and as Markdown, for `show`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unreader.exporting.markdown_text import escape_markdown
from unreader.library import footnote_path
from unreader.model import Block, Document
from unreader.visible import visible

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INDENTED = ("item", "vote", "footnote")


def blocks_as_text(blocks: Iterable[Block]) -> str:
    """Blocks one after another, a blank line between them, footnote marks as superscripts."""
    return "\n\n".join(_text_of(block) for block in blocks) + "\n"


def _text_of(block: Block) -> str:
    label = block.label.translate(_SUPERSCRIPTS) if block.kind == "footnote" else block.label
    text = " ".join(part for part in (visible(label), visible(_with_marks(block))) if part)
    return "    " + text if block.kind in _INDENTED else text


def _with_marks(block: Block) -> str:
    text = block.text
    for mark in sorted(block.footnotes, key=lambda mark: mark.at, reverse=True):
        text = text[: mark.at] + mark.label.translate(_SUPERSCRIPTS) + text[mark.at :]
    return text


def document_as_markdown(document: Document, blocks: Sequence[Block]) -> str:
    """Blocks of a document as Markdown: titles as headings, footnotes as Markdown footnotes, text escaped."""
    notes = {block.path for block in document.blocks if block.kind == "footnote"}
    parts = []
    for block in blocks:
        text = _markdown_text(block, notes)
        label = escape_markdown(block.label)
        if block.kind in ("title", "heading"):
            level = 1 if block.kind == "title" and "/" not in block.path else 2 + min(block.path.count("/"), 3)
            parts.append(f"{'#' * level} {f'{label} ' if label else ''}{text}")
        elif block.kind == "footnote":
            parts.append(f"[^{_note_id(block.path)}]: {text}")
        elif block.kind == "item":
            parts.append(f"- {f'{label} ' if label else ''}{text}")
        else:
            parts.append(f"{f'{label} ' if label else ''}{text}")
    return "\n\n".join(parts) + "\n"


def _markdown_text(block: Block, notes: set[str]) -> str:
    """The block's text, escaped, with emphasis and footnote marks as Markdown."""
    insertions = [(start, 2, "**") for start, _ in block.emphasis] + [(end, 0, "**") for _, end in block.emphasis]
    for mark in block.footnotes:
        note = footnote_path(block.path, mark.label, notes)
        insertions.append((mark.at, 1, f"[^{_note_id(note)}]" if note else escape_markdown(f"({mark.label})")))
    pieces, at = [], 0
    for place, _, inserted in sorted(insertions):
        pieces += [escape_markdown(block.text[at:place]), inserted]
        at = place
    return "".join([*pieces, escape_markdown(block.text[at:])])


def _note_id(path: str) -> str:
    return path.strip("/").replace("/", "-").replace("*", "star")
