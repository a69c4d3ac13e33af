"""Anchors never move in silence: the drafts of E/2024/30 found again in A/79/459, and one change at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from unreader.annotating.anchors import Anchor, anchor_of, place_of, text_hash
from unreader.annotating.reanchoring import Found, reanchor
from unreader.annotating.records import Annotation
from unreader.model import Address, Block

DRAFTS = json.loads((Path(__file__).parent.parent / "data" / "annotating" / "drafts.json").read_text("utf-8"))
#: Paragraphs of the drafts that were reworded between the two documents.
REWORDED = {
    *("I.A/draft1/pp9", "I.A/draft1/pp10", "I.A/draft1/op6", "I.A/draft1/op14", "I.A/draft1/op25"),
    *("I.A/draft2/pp8", "I.A/draft3/op4", "I.A/draft3/op5", "I.A/draft3/op8"),
}


def blocks(rows: list[list[str]]) -> list[Block]:
    return [Block(path, "operative", "", text) for path, text in rows]


OLD, NEW = blocks(DRAFTS["old"]), blocks(DRAFTS["new"])


def annotation(on: list[Block], path: str, quote: str = "") -> Annotation:
    """An annotation on a block, or on the quotation in it."""
    index = next(index for index, block in enumerate(on) if block.path == path)
    text = on[index].text
    start = text.index(quote)
    end = start + len(quote or text)
    anchor = anchor_of(place_of(on, index), start, end)
    return Annotation(path, Address("X", path), ("t",), "", text[start:end], start, end, "", "", "", anchor, not quote)


def found(on: list[Block], path: str, new: list[Block], *, old_known: bool = True, quote: str = "") -> Found:
    return reanchor([annotation(on, path, quote)], new, on if old_known else None)[path]


@pytest.mark.parametrize("old_known", [True, False])
def test_the_drafts_are_found_in_the_next_document(old_known: bool) -> None:
    annotations = [annotation(OLD, block.path) for block in OLD]
    result = reanchor(annotations, NEW, OLD if old_known else None)
    for path, where in result.items():
        expected = "edited" if path in REWORDED else "renumbered"
        assert (where.state, where.path) == (expected, path.removeprefix("I.A/"))


@pytest.mark.parametrize("old_known", [True, False])
@pytest.mark.parametrize("gone", [block.path for block in OLD if "/h" not in block.path])
def test_a_deleted_paragraph_is_never_moved_in_silence(gone: str, old_known: bool) -> None:
    new = [block for block in NEW if block.path != gone.removeprefix("I.A/")]
    where = found(OLD, gone, new, old_known=old_known)
    assert where.state in ("lost", "edited")
    if old_known:
        assert where.state == "lost"


def renumbered(texts: list[str]) -> list[Block]:
    return [Block(f"op{number}", "operative", "", text) for number, text in enumerate(texts, 1)]


TEXTS = [block.text for block in NEW if "draft2" in block.path]
HERE = renumbered(TEXTS)


@pytest.mark.parametrize("old_known", [True, False])
def test_an_insertion_renumbers_what_follows(old_known: bool) -> None:
    new = renumbered([*TEXTS[:3], "一个新的段落，谈的是完全不同的事情；", *TEXTS[3:]])
    result = reanchor([annotation(HERE, block.path) for block in HERE], new, HERE if old_known else None)
    for number, path in enumerate(block.path for block in HERE):
        state, shift = ("kept", 1) if number < 3 else ("renumbered", 2)
        assert (result[path].state, result[path].path) == (state, f"op{number + shift}")


def test_a_new_order_is_followed() -> None:
    new = renumbered([TEXTS[1], TEXTS[0], *TEXTS[2:]])
    assert found(HERE, "op1", new) == Found("renumbered", "op2")
    assert found(HERE, "op5", new) == Found("kept", "op5")


def test_an_edit_asks_to_be_confirmed() -> None:
    new = renumbered([TEXTS[0].replace("联合国", "联合国及其会员国") + "；并请秘书长提出报告", *TEXTS[1:]])
    assert found(HERE, "op1", new) == Found("edited", "op1", None, ("op1",))


def test_a_paragraph_that_belongs_to_another_is_not_proposed() -> None:
    old = renumbered(
        [
            TEXTS[0],
            "请会员国采取有效措施，防止贩运人口，保护受害者；",
            "请会员国采取措施，防止偷运移民，保护受害者；",
        ]
    )
    new = renumbered([TEXTS[0], "请会员国采取有效措施，防止偷运移民，并保护受害者；"])
    assert found(old, "op3", new) == Found("edited", "op2", None, ("op2",))
    assert found(old, "op2", new) == Found("lost")
    # Without the old text nobody knows whose it is: it is proposed, and only proposed.
    assert found(old, "op2", new, old_known=False).state == "edited"


TWIN = "请秘书长就本决议执行情况向预防犯罪和刑事司法委员会第三十五届会议提出报告。"


def test_two_that_are_close_are_left_to_the_person() -> None:
    old = renumbered([TEXTS[0], TWIN])
    halves = [TWIN.replace("第三十五届", "第三十六届"), TWIN.replace("第三十五届", "第三十七届")]
    assert found(old, "op2", renumbered([TEXTS[0], *halves])) == Found("ambiguous", "", None, ("op3", "op2"))


@pytest.mark.parametrize("old_known", [True, False])
def test_identical_paragraphs_are_told_apart_by_their_neighbours(old_known: bool) -> None:
    old = renumbered([TEXTS[0], TWIN, TEXTS[1], TWIN, TEXTS[2]])
    shifted = renumbered(["新的一段。", TEXTS[0], TWIN, TEXTS[1], TWIN, TEXTS[2]])
    assert found(old, "op2", shifted, old_known=old_known) == Found("renumbered", "op3")
    assert found(old, "op4", shifted, old_known=old_known) == Found("renumbered", "op5")
    # One of the two is deleted, and the other now has its number.
    one_left = renumbered([TEXTS[0], TEXTS[1], TEXTS[3], TWIN, TEXTS[4]])
    assert found(old, "op2", one_left, old_known=old_known).state == "ambiguous"


def test_spaces_and_widths_are_no_change() -> None:
    old = renumbered(["通过第 75/1 号决议(附件)，并请秘书长；"])
    new = renumbered(["通过第75/1号决议（附件），并请秘书长；"])
    assert text_hash(old[0].text) == text_hash(new[0].text)
    assert found(old, "op1", new, quote="75/1 号决议") == Found("kept", "op1", (3, 10))


def test_a_span_is_found_in_the_edited_text() -> None:
    quote = TEXTS[0][10:30]
    new = renumbered(["着重指出" + TEXTS[0], *TEXTS[1:]])
    where = found(HERE, "op1", new, quote=quote)
    assert where.state == "edited"
    assert where.span == (14, 34)
    assert found(HERE, "op1", renumbered([TEXTS[1], TEXTS[0]]), quote=quote) == Found("renumbered", "op2", (10, 30))
    # Without the old paragraph the words alone are proposed, and only proposed.
    assert found(HERE, "op1", new, quote=quote, old_known=False) == Found("edited", "op1", (14, 34), ("op1",))
    twice = renumbered([TEXTS[3], quote + "；", TEXTS[4], "又" + quote])
    assert found(HERE, "op1", twice, quote=quote, old_known=False) == Found("ambiguous", candidates=("op2", "op4"))
    assert found(HERE, "op1", renumbered(TEXTS[3:]), quote=quote, old_known=False) == Found("lost")


def test_an_anchor_without_text_is_lost_and_a_document_is_kept() -> None:
    bare = replace(annotation(HERE, "op1"), quote="", start=0, end=0, anchor=Anchor())
    assert reanchor([bare], HERE)["op1"].state == "lost"
    assert reanchor([replace(bare, address=Address("X"))], HERE)["op1"] == Found("kept")
