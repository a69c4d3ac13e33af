"""Annotations on a copy of the library, for the exports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from unreader.annotating import Annotations, place_at
from unreader.annotating.codebook import Codebook
from unreader.library import Library
from unreader.model import Address

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def codebook() -> Codebook:
    return Codebook.open(ROOT / "annotations" / "topics.toml")


@pytest.fixture
def annotations(library: Library, tmp_path: Path) -> Iterator[Annotations]:
    """A tagged paragraph, a span with a note, a note alone, one on a document, one on a paragraph that is no more."""
    seconds = count()
    with Annotations(
        tmp_path / "annotations", author="Li Hua", clock=lambda: f"2026-11-21T10:00:{next(seconds):02}Z"
    ) as opened:
        tag(opened, library, "A/RES/78/229#op70", "trafficking/persons")
        tag(opened, library, "A/RES/78/229#pp3", "cybercrime", "environment", span=(1, 9))
        opened.note(Address("A/RES/78/229", "pp3", "zh"), "*mine*", place(library, "A/RES/78/229#pp3"), span=(1, 9))
        opened.note(
            Address("E/RES/2021/20", "annex/para29", "zh"),
            "看\n```\nan open fence",
            place(library, "E/RES/2021/20#annex/para29"),
        )
        opened.note(Address("E/2024/30", "", "zh"), "the report")
        opened.tag(Address("A/79/459", "para999", "zh"), "cybercrime")
        yield opened


def place(library: Library, address: str):  # type: ignore[no-untyped-def]
    where = Address.parse(address)
    return place_at(library.document(where.symbol), where.path)


def tag(opened: Annotations, library: Library, address: str, *topics: str, span: tuple[int, int] | None = None) -> None:
    where = Address.parse(address)
    opened.tag(Address(where.symbol, where.path, "zh"), topics, place(library, address), span=span)
