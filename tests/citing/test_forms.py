"""Every form of citing: text in, citations out (the tables are tests/data/citing/*.txt)."""

from __future__ import annotations

import pytest

from tests.citing.tables import CHANGES, Case, Changer, cases

ALL = [*cases("zh"), *cases("en")]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.place)
def test_form(case: Case) -> None:
    assert case.found() == case.expected


def _bare(lines: list[str]) -> list[str]:
    """Expected lines without the quoted words and subjects, in which a change of typography shows."""
    return [
        " ".join(word for word in line.split(" = ")[0].split() if not word.startswith("subject=")) for line in lines
    ]


@pytest.mark.parametrize("change", sorted(CHANGES))
@pytest.mark.parametrize("case", cases("zh"), ids=lambda case: case.place)
def test_typography_changes_nothing(case: Case, change: str) -> None:
    assert _bare(case.found(Changer(change))) == _bare(case.expected)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.place)
def test_quotes_stand_where_they_are_said_to(case: Case) -> None:
    from unreader.citing.resolving import find_citations

    document = case.document(Changer("blanks") if case.language == "zh" else None)
    texts = {block.path: block.text for block in document.blocks}
    for citation in find_citations(document):
        assert texts[citation.block][citation.start : citation.end] == citation.quote
        assert citation.rule
        assert (citation.target == "") == (citation.state in ("unknown", "ambiguous"))
