"""The four documents, parsed once for all tests of this room, and short ways to speak of their blocks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from unreader.model import Block, Document, Source
from unreader.parsing import parse
from unreader.sources import SourceText, read_file

TEXTS = Path(__file__).parents[2] / "texts"
NAMES = ("A_RES_78_229", "E_RES_2021_20", "A_79_459", "E_2024_30")


@cache
def source(name: str) -> SourceText:
    return read_file(TEXTS / f"{name}.zh.txt")


@cache
def document(name: str) -> Document:
    return parse(source(name))


def parsed(text: str, **given: str) -> Document:
    return parse(SourceText(text, Source()), **given)


def by_path(document: Document) -> dict[str, Block]:
    return {block.path: block for block in document.blocks}


def outline(document: Document) -> list[tuple[str, str, str, str]]:
    """Path, kind, label and text of every block."""
    return [(block.path, block.kind, block.label, block.text) for block in document.blocks]


def marked(block: Block) -> str:
    """A block's text with its footnote marks in brackets where they stand."""
    text = block.text
    for mark in sorted(block.footnotes, key=lambda mark: -mark.at):
        text = f"{text[: mark.at]}[{mark.label}]{text[mark.at :]}"
    return text
