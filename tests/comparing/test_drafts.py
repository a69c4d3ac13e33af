"""The three drafts that two documents of the library print, against the list of what changed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from unreader.comparing.compare import compare_places
from unreader.comparing.comparison import Comparison, Pair
from unreader.library import Library
from unreader.model import Address

DRAFTS = tomllib.loads((Path(__file__).parent.parent / "data/comparing/drafts.toml").read_text(encoding="utf-8"))
PARAGRAPHS = ("preambular", "operative")
#: What is never cut: numbers, symbols, names of instruments.
_WHOLE = re.compile(r"《[^《》]*》|[A-Z]+(?:/[A-Za-z0-9.]+)+|\d+(?:[./]\d+)*")


def compared(library: Library, draft: dict[str, Any]) -> Comparison:
    return compare_places(library, Address.parse(draft["a"]), Address.parse(draft["b"]))


def paragraphs(comparison: Comparison) -> list[Pair]:
    return [pair for pair in comparison.pairs if (pair.a or pair.b).kind in PARAGRAPHS]  # type: ignore[union-attr]


@pytest.mark.parametrize("draft", DRAFTS["draft"], ids=lambda draft: draft["b"])
def test_every_paragraph_is_paired_and_only_these_changed(library: Library, draft: dict[str, Any]) -> None:
    pairs = paragraphs(compared(library, draft))
    assert len(pairs) == draft["paragraphs"]
    for pair in pairs:
        assert pair.a is not None
        assert pair.b is not None
        assert pair.a.path.removeprefix(draft["a"].partition("#")[2]) == pair.b.path.removeprefix(
            draft["b"].partition("#")[2]
        )
        assert not pair.moved
    wanted = {one["path"]: one for one in draft["changed"]}
    changed = {pair.b.path.rpartition("/")[2]: pair for pair in pairs if pair.b and pair.change != "same"}
    assert {path: pair.change for path, pair in changed.items()} == {
        path: one["change"] for path, one in wanted.items()
    }
    for path, one in wanted.items():
        if "edits" in one:
            assert [list(words) for words in words_of(changed[path])] == one["edits"], path


def test_all_three_together() -> None:
    assert sum(draft["paragraphs"] for draft in DRAFTS["draft"]) == 83
    assert sum(len(draft["changed"]) for draft in DRAFTS["draft"]) == 15


def test_a_footnote_that_was_added_is_new_and_its_citation_is_told(library: Library) -> None:
    comparison = compared(library, DRAFTS["draft"][2])
    (added,) = [pair for pair in comparison.pairs if pair.change == "new"]
    assert added.b is not None
    assert added.b.path == "draft3/fn6"
    (caller,) = [pair for pair in comparison.pairs if pair.citations]
    assert caller.b is not None
    assert caller.b.path == "draft3/pp8"
    assert [(one.a, one.b and one.b.target) for one in caller.citations] == [(None, "E/2017/30")]


@pytest.mark.parametrize("draft", DRAFTS["draft"], ids=lambda draft: draft["b"])
def test_no_number_symbol_or_name_is_cut(library: Library, draft: dict[str, Any]) -> None:
    for pair in compared(library, draft).pairs:
        for block, side in ((pair.a, "a"), (pair.b, "b")):
            whole = [match.span() for match in _WHOLE.finditer(block.text)] if block else []
            for edit in pair.edits:
                for at in getattr(edit, side):
                    assert not any(start < at < end for start, end in whole), (block, edit)


def words_of(pair: Pair) -> list[tuple[str, str]]:
    assert pair.a is not None
    assert pair.b is not None
    return [(pair.a.text[slice(*edit.a)], pair.b.text[slice(*edit.b)]) for edit in pair.edits]
