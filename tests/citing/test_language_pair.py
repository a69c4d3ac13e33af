"""The English and the Chinese text of one resolution cite the same things. The English one is a sample document."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from unreader.citing.resolving import find_citations
from unreader.model import Citation
from unreader.parsing import parse
from unreader.sources import read_file

ROOT = Path(__file__).parents[2]
#: A sales number begins with the letter of the language in which the publication is.
_SALES_LANGUAGE = re.compile(r"^[A-Z](?=\.\d\d\.)")


@pytest.fixture(scope="module")
def pair(samples: Path) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    english, chinese = samples / "A_RES_78_229.en.pdf", ROOT / "texts" / "A_RES_78_229.zh.txt"
    return find_citations(parse(read_file(english))), find_citations(parse(read_file(chinese)))


def _told(citation: Citation) -> tuple[str, str]:
    return _SALES_LANGUAGE.sub("?", citation.target), citation.pinpoint


def test_both_languages_cite_the_same_texts_as_often(pair: tuple[tuple[Citation, ...], ...]) -> None:
    english, chinese = (Counter(_told(one) for one in found if one.kind != "named") for found in pair)
    assert english.total() > 150
    assert english == chinese


def test_both_languages_name_the_same_instruments(pair: tuple[tuple[Citation, ...], ...]) -> None:
    # How often differs: English repeats "the Convention" where Chinese writes 公约 without its marks.
    english, chinese = ({_told(one)[0] for one in found} for found in pair)
    assert english == chinese


def test_dates_of_what_is_cited_agree(pair: tuple[tuple[Citation, ...], ...]) -> None:
    english, chinese = (
        {one.target: one.date for one in found if one.date and one.kind in ("resolution", "decision")} for found in pair
    )
    both = set(english) & set(chinese)
    assert len(both) > 60
    assert {target: english[target] for target in both} == {target: chinese[target] for target in both}
