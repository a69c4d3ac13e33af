"""Corrections of citations: kept, undone, applied by a library, and never applied to other words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from unreader.annotating import Annotations
from unreader.annotating.backup import backup, restore
from unreader.citing.correcting import CorrectionError
from unreader.library import Library
from unreader.model import GIVEN, REJECTED, Address, Citation, Document

SYMBOL = "A/RES/78/229"


@pytest.fixture
def annotations(tmp_path: Path) -> Annotations:
    return Annotations(tmp_path / "annotations", author="Ada", clock=lambda: "2026-01-02T03:04:05Z")


@pytest.fixture
def corrected(library: Library, annotations: Annotations) -> Iterator[Library]:
    library.correct_with(lambda: annotations.corrections)
    yield library
    library.correct_with(None)


def _citation(library: Library, quote: str, block: str = "") -> Citation:
    return next(
        one for one in library.citations(SYMBOL) if one.quote.startswith(quote) and (not block or one.block == block)
    )


def test_a_rejected_citation_cites_nothing(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    before = _citation(corrected, "第76/181号决议")
    place = (before.block, before.start)
    annotations.corrections.reject(document, before)
    after = next(one for one in corrected.citations(SYMBOL) if (one.block, one.start) == place)
    assert (after.rule, after.target, after.state, after.opens) == (REJECTED, "", "unknown", None)
    assert after.decision is not None
    assert (after.decision.author, after.decision.target, after.decision.rule) == ("Ada", before.target, before.rule)
    assert place[0] not in {one.at.path for one in corrected.citing_same("A/RES/76/181") if one.citation == before}


def test_a_given_target_is_opened_and_found_by_who_cites_it(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    before = next(one for one in corrected.citations(SYMBOL) if one.opens is None and one.kind == "resolution")
    annotations.corrections.give(document, before, "a/res/76/181#annex", "para29")
    after = next(one for one in corrected.citations(SYMBOL) if (one.block, one.start) == (before.block, before.start))
    assert (after.rule, after.target, after.pinpoint) == (GIVEN, "A/RES/76/181#annex", "para29")
    assert (after.opens, after.state) == ("E/RES/2021/20#annex/para29", "opens")
    cited_by = corrected.cited_by(Address("E/RES/2021/20", "annex/para29"))
    assert Address(SYMBOL, before.block) in {one.at for one in cited_by}


def test_a_second_decision_takes_the_place_of_the_first(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    before = _citation(corrected, "第76/181号决议")
    annotations.corrections.reject(document, before)
    rejected = next(one for one in corrected.citations(SYMBOL) if one.rule == REJECTED)
    annotations.corrections.give(document, rejected, "A/RES/76/182")
    (made,) = annotations.corrections.all()
    assert (made.decision, made.target, made.found) == ("target", "A/RES/76/182", before.target)
    given = next(one for one in corrected.citations(SYMBOL) if one.rule == GIVEN)
    assert annotations.corrections.withdraw(document, given)
    assert before in corrected.citations(SYMBOL)
    assert not annotations.corrections.withdraw(document, before)


def test_it_is_undone_and_redone_in_one_history_with_tags(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    annotations.tag(Address(SYMBOL, "op1"), "trafficking")
    before = _citation(corrected, "第76/181号决议")
    annotations.corrections.reject(document, before)
    step = annotations.undo()
    assert step is not None
    assert (step.operation, step.count) == ("reject citation", 1)
    assert before in corrected.citations(SYMBOL)
    assert len(annotations) == 1
    annotations.redo()
    assert before not in corrected.citations(SYMBOL)
    annotations.go_back(0)
    assert (annotations.corrections.all(), len(annotations)) == ((), 0)


def test_it_is_there_after_opening_again(corrected: Library, annotations: Annotations) -> None:
    made = annotations.corrections.reject(corrected.document(SYMBOL), _citation(corrected, "第76/181号决议"))
    annotations.close()
    assert Annotations(annotations.folder).corrections.all() == (made,)
    assert len(Annotations(annotations.folder)) == 0


def test_another_process_is_noticed(corrected: Library, annotations: Annotations) -> None:
    before = _citation(corrected, "第76/181号决议")
    Annotations(annotations.folder).corrections.reject(corrected.document(SYMBOL), before)
    assert before not in corrected.citations(SYMBOL)


def _changed(document: Document, path: str, change: dict[str, str]) -> Document:
    blocks = tuple(replace(block, **change) if block.path == path else block for block in document.blocks)  # type: ignore[arg-type]
    return replace(document, blocks=blocks)


def test_it_follows_its_paragraph_and_no_other_words(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    citation = _citation(corrected, "第76/181号决议")
    text = next(block.text for block in document.blocks if block.path == citation.block)
    annotations.corrections.reject(document, citation)

    moved = _changed(document, citation.block, {"path": "pp99"})
    (found,) = annotations.corrections.on(moved)
    assert (found.block, found.start, found.end) == ("pp99", citation.start, citation.end)

    blanks = _changed(document, citation.block, {"text": "  " + text})
    (found,) = annotations.corrections.on(blanks)
    assert (found.start, found.end) == (citation.start + 2, citation.end + 2)

    for other in (text.replace("76/181", "76/182"), "并" + text):
        assert annotations.corrections.on(_changed(document, citation.block, {"text": other})) == ()
    assert len(annotations.corrections.all()) == 1


def test_words_that_the_rules_left_out_can_be_given_a_target(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    block = next(block for block in document.blocks if block.path == "op1")
    words = Citation("op1", 2, 8, block.text[2:8], "document", "")
    annotations.corrections.give(document, words, "A/79/459")
    added = next(one for one in corrected.citations(SYMBOL) if one.rule == GIVEN)
    assert (added.block, added.start, added.end, added.quote) == ("op1", 2, 8, words.quote)
    assert (added.opens, added.kind) == ("A/79/459", "document")
    order = {block.path: position for position, block in enumerate(document.blocks)}
    places = [(order[one.block], one.start) for one in corrected.citations(SYMBOL)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("target", "pinpoint", "given"),
    [
        ("A/RES/78/229", "op12(a)", ("A/RES/78/229", "op12(a)")),
        ("A/RES/217 A (III)", "", ("A/RES/217(III)A", "")),
        ("A/RES/76/181#annex/para29", "", ("A/RES/76/181#annex", "para29")),
        ("A/RES/76/182#annex", "para29", ("A/RES/76/182", "annex/para29")),
        ("UNTS/2349/42146", "art57(5)", ("UNTS/2349/42146", "art57(5)")),
        ("#draft4/op3", "", ("#", "draft4/op3")),
    ],
)
def test_targets_as_people_type_them(
    corrected: Library, annotations: Annotations, target: str, pinpoint: str, given: tuple[str, str]
) -> None:
    made = annotations.corrections.give(
        corrected.document(SYMBOL), _citation(corrected, "第76/181号决议"), target, pinpoint
    )
    assert (made.target, made.pinpoint) == given


@pytest.mark.parametrize(("target", "pinpoint"), [("the Convention", ""), ("A/RES/78/229", "somewhere"), ("#", "")])
def test_a_target_that_can_be_none_is_refused(
    corrected: Library, annotations: Annotations, target: str, pinpoint: str
) -> None:
    citation = _citation(corrected, "第76/181号决议")
    with pytest.raises(CorrectionError):
        annotations.corrections.give(corrected.document(SYMBOL), citation, target, pinpoint)
    assert annotations.corrections.all() == ()


def test_a_row_that_is_none_is_told_and_kept(annotations: Annotations) -> None:
    annotations._db.table("corrections").insert({"id": "correction:1", "decision": "maybe"})
    assert annotations.corrections.all() == ()
    (problem,) = annotations.problems()
    assert "Correction of a citation, number 1" in problem.message


def test_corrections_follow_a_corrected_symbol(corrected: Library, annotations: Annotations) -> None:
    document = corrected.document(SYMBOL)
    annotations.corrections.reject(document, _citation(corrected, "第76/181号决议"))
    annotations.readdress(SYMBOL, "zh", "A/RES/78/230", "zh")
    renamed = replace(document, symbol="A/RES/78/230", symbols=("A/RES/78/230",))
    assert len(annotations.corrections.on(renamed)) == 1
    assert annotations.corrections.on(document) == ()
    annotations.undo()
    assert len(annotations.corrections.on(document)) == 1


def test_a_backup_has_them_too(corrected: Library, annotations: Annotations, tmp_path: Path) -> None:
    made = annotations.corrections.reject(corrected.document(SYMBOL), _citation(corrected, "第76/181号决议"))
    backup(annotations.folder, tmp_path / "all.json")
    restore(tmp_path / "all.json", tmp_path / "other")
    assert Annotations(tmp_path / "other").corrections.all() == (made,)
