"""The table of authorities: everything cited, with its places, and what of it is not here."""

from __future__ import annotations

from collections import Counter

from unreader.citing.correcting import Correction
from unreader.library import Library
from unreader.library.authorities import authorities, missing
from unreader.model import REJECTED, SAME_DOCUMENT, Document


def test_everything_is_counted_once_with_its_places(library: Library) -> None:
    table = authorities(library, "zh")
    every = [one.citation for one in library.references() if one.citation.target != SAME_DOCUMENT]
    assert sum(one.count for one in table) == len(every)
    counted = Counter(citation.target for citation in every if citation.target)
    assert {one.target: one.count for one in table if one.target} == dict(counted)
    assert [one.count for one in table] == sorted((one.count for one in table), reverse=True)
    declaration = next(one for one in table if one.target == "A/RES/76/181#annex")
    assert (declaration.state, declaration.documents) == ("opens", 4)
    assert "京都宣言" in declaration.title
    citing = {place.at.symbol for place in declaration.places}
    assert citing == {"A/79/459", "E/2024/30", "A/RES/78/229", "E/RES/2021/20"}


def test_one_document_alone(library: Library) -> None:
    table = authorities(library, "en", document="E/RES/2021/20")
    assert {place.at.symbol for one in table for place in one.places} == {"E/RES/2021/20"}
    treaty = next(one for one in table if one.target == "UNTS/2349/42146")
    assert treaty.title == "United Nations Convention against Corruption"


def test_what_is_not_here_is_told_by_text_with_its_page(library: Library) -> None:
    table = missing(library, "en")
    targets = [one.target for one in table]
    assert len(set(targets)) == len(targets)
    assert not {"A/RES/78/229", "A/RES/76/181", "E/RES/2021/20", ""} & set(targets)
    assert table[0].target == "UNTS/2349/42146"
    rules = next(one for one in table if one.target == "A/RES/65/229")
    assert rules.url == "https://undocs.org/en/A/RES/65/229"
    draft = next(one for one in table if one.target == "E/RES/2024/10")
    assert draft.stages


class _Decisions:
    """People's decisions about the first paragraph that cites a resolution."""

    revision = 1

    def __init__(self, *decisions: Correction) -> None:
        self._decisions = decisions

    def documents(self) -> set[str]:
        return {"A/RES/78/229"}

    def on(self, document: Document) -> tuple[Correction, ...]:
        return self._decisions if document.symbol == "A/RES/78/229" else ()


def test_unresolved_ones_come_first_and_rejected_ones_not_at_all(library: Library) -> None:
    one, other = [c for c in library.citations("A/RES/78/229") if c.kind == "resolution"][:2]
    rejected = Correction(one.block, one.start, one.end, True, found=one.target, found_pinpoint=one.pinpoint)
    given = Correction(other.block, other.start, other.end, False, "A/RES/1/1", found=other.target)
    library.correct_with(lambda: _Decisions(rejected, given))
    try:
        assert any(citation.rule == REJECTED for citation in library.citations("A/RES/78/229"))
        table = authorities(library, "zh", unresolved_first=True)
        assert not [entry for entry in table if entry.words == one.quote and not entry.target]
        assert next(entry for entry in table if entry.target == "A/RES/1/1").count == 1
        states = [not entry.target for entry in table]
        assert states == sorted(states, reverse=True)
    finally:
        library.correct_with(None)
