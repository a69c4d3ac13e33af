"""The four documents of the repository's library, through the parser: what must hold of all their citations."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from unreader.citing.resolving import find_citations
from unreader.model import Citation, Document
from unreader.parsing import parse
from unreader.sources import read_file

TEXTS = Path(__file__).parents[2] / "texts"
NAMES = ("A_RES_78_229", "A_79_459", "E_2024_30", "E_RES_2021_20")


@lru_cache(maxsize=4)
def read(name: str) -> tuple[Document, tuple[Citation, ...]]:
    document = parse(read_file(TEXTS / f"{name}.zh.txt"))
    return document, find_citations(document)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stays_unknown(name: str) -> None:
    assert [c.quote for c in read(name)[1] if c.state != "known"] == []


@pytest.mark.parametrize("name", NAMES)
def test_in_the_order_of_the_text(name: str) -> None:
    document, citations = read(name)
    order = {block.path: number for number, block in enumerate(document.blocks)}
    places = [(order[c.block], c.start) for c in citations]
    assert places == sorted(places)


def test_every_ibid_is_understood() -> None:
    found = [c for name in NAMES for c in read(name)[1] if c.via == "ibid"]
    # Thirty-one notes; one of them has two places (第24段和附件).
    assert len(found) == 32
    assert all(c.target for c in found)


def test_wrong_printed_links_are_told() -> None:
    links = [c for c in read("A_79_459")[1] if c.conflict and c.conflict.where.startswith("http")]
    assert {c.conflict.target for c in links if c.conflict} == {
        *(f"A/RES/10/{number}" for number in (2, 3, 4, 6, 7, 11, 12)),
        "A/RES/23/2",
        "A/RES/25/1",
        "A/RES/26/3",
    }
    assert all(c.target.startswith(("CAC/COSP/", "E/CN.15/")) for c in links)


def test_the_footnote_settles_a_wrong_name() -> None:
    (found,) = [c for c in read("A_RES_78_229")[1] if c.quote == "第6/5号决议"]
    assert found.target == "CAC/COSP/RES/6/5"
    assert found.conflict is not None
    assert found.conflict.target == "CTOC/COP/RES/6/5"
