"""Every character of the source belongs to exactly one piece of a block or piece of furniture, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsing.documents import NAMES, document, parsed, source
from unreader.model import Document

#: What text of this kind is made of, and what has no business in it.
PARTS = st.sampled_from(
    [
        *"大会决定，。；：、（）()[]*_#>/.-12a ",
        *"\n\n\n\t\u3000\u00a0\u200b\x00\x1c\u2028😀",
        "¹²",
        "**",
        "\n1. 重申",
        "\n(a) ",
        "\n____\n 1 ",
        "，1 ",
        "决议草案一\n",
        "\n大会，\n",
        "\n附件\n",
        "第一条\n",
        "第一章\n",
        "赞成：\n",
        "A/79/459\n",
        "https://undocs.org/A\n",
        "[x](#)",
        "[^1]",
        "\n[^1]: ",
        "Preamble The Parties, Recalling x, ",
    ]
)


def assert_lossless(text: str, read: Document) -> None:
    taken = [(piece.start, piece.end) for block in read.blocks for piece in block.pieces]
    taken += [(entry.start, entry.end) for entry in read.furniture]
    at = 0
    for start, end in sorted(taken):
        assert start == at, text[min(start, at) : max(start, at)]
        assert end > start
        at = end
    assert at == len(text)
    for block in read.blocks:
        for piece in block.pieces:
            length = piece.end - piece.start
            assert block.text[piece.at : piece.at + length] == text[piece.start : piece.end]
        covered = sum(piece.end - piece.start for piece in block.pieces)
        assert len(block.text) - covered == sum(
            block.text[at] == " "
            for at in uncovered(block.text, [(p.at, p.at + p.end - p.start) for p in block.pieces])
        )
    assert not [entry for entry in read.furniture if entry.kind == "other"]
    paths = [block.path for block in read.blocks]
    assert all(paths)
    assert len(set(paths)) == len(paths)


def uncovered(text: str, stretches: list[tuple[int, int]]) -> list[int]:
    """Offsets of a block's text that no piece gives: the blanks that join lines."""
    inside = {at for start, end in stretches for at in range(start, end)}
    return [at for at in range(len(text)) if at not in inside]


@pytest.mark.parametrize("name", NAMES)
def test_the_four_documents(name: str) -> None:
    assert_lossless(source(name).text, document(name))


@settings(max_examples=80, deadline=None)
@given(st.lists(PARTS, max_size=60).map("".join))
def test_any_text(text: str) -> None:
    assert_lossless(text, parsed(text))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), st.floats(0, 1), st.lists(st.tuples(st.integers(0, 3000), PARTS), max_size=12))
def test_damaged_documents(name: str, place: float, damages: list[tuple[int, str]]) -> None:
    whole = source(name).text
    start = int(place * len(whole))
    text = whole[start : start + 3000]
    for at, part in damages:
        text = text[:at] + part + text[at + len(part) :]
    assert_lossless(text, parsed(text))


def test_texts_without_structure() -> None:
    for text in ("", " ", "\n\n", "x", "。", "(" * 1000, "1.", "赞成：", "*" * 50, "_" * 50, "A/79/459"):
        assert_lossless(text, parsed(text))
