"""Whole sample documents, where UNREADER_SAMPLES names a folder with them."""

from __future__ import annotations

from pathlib import Path

from unreader.comparing.compare import compare_places
from unreader.library import Library
from unreader.model import Address


def test_a_draft_and_the_resolution_that_it_became_in_english(samples: Path, library_folder: Path) -> None:
    library = Library(library_folder, cache=False)
    draft = library.visit(samples / "A_C.3_80_L.9.en.pdf")
    adopted = library.visit(samples / "A_RES_80_227.en.pdf")
    pairs = compare_places(library, Address(draft.symbol), Address(adopted.symbol)).pairs
    paragraphs = [pair for pair in pairs if (pair.a or pair.b).kind in ("preambular", "operative")]  # type: ignore[union-attr]
    assert len(paragraphs) > 25
    for pair in paragraphs:
        assert pair.a is not None
        assert pair.b is not None
        assert pair.a.path == pair.b.path
    (changed,) = [pair for pair in paragraphs if pair.change not in ("same", "typography")]
    assert changed.a is not None
    assert changed.b is not None
    assert changed.a.path == "pp2"
    assert [changed.b.text[slice(*edit.b)].strip() for edit in changed.edits] == ["to", "to"]


def test_two_languages_of_one_resolution(samples: Path, library_folder: Path) -> None:
    library = Library(library_folder, cache=False)
    library.visit(samples / "A_RES_78_229.en.pdf")
    comparison = compare_places(library, Address("A/RES/78/229", "", "zh"), Address("A/RES/78/229", "", "en"))
    assert comparison.by_address
    operative = [pair for pair in comparison.pairs if pair.b and pair.b.kind == "operative"]
    assert all(pair.a and pair.a.path == pair.b.path for pair in operative if pair.b)
    paired = [pair for pair in comparison.pairs if pair.a and pair.b and pair.a.kind == pair.b.kind == "preambular"]
    assert len(paired) >= 84
