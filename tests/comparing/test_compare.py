from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreader.comparing.compare import compare, compare_blocks
from unreader.comparing.comparison import Pair
from unreader.comparing.versions import pair_versions
from unreader.comparing.wording import common, differences
from unreader.model import Block, BlockKind, Citation, FootnoteMark


def op(number: int, text: str, kind: BlockKind = "operative") -> Block:
    return Block(f"op{number}" if kind == "operative" else f"pp{number}", kind, f"{number}.", text)


def told(pairs: tuple[Pair, ...]) -> list[tuple[str, str, str]]:
    return [(pair.a.path if pair.a else "", pair.b.path if pair.b else "", pair.change) for pair in pairs]


WORDS = [
    # before, after, change, what stands for what
    ("吁请会员国采取措施；", "促请会员国采取措施；", "verb", [("吁请", "促请")]),
    ("还请秘书长提出报告；", "又请秘书长提出报告；", "verb", [("还", "又")]),
    ("赞赏地注意到秘书长的报告；", "注意到秘书长的报告；", "verb", [("赞赏地", "")]),
    ("Calls upon Member States to act;", "Urges Member States to act;", "verb", [("Calls upon", "Urges")]),
    ("Recalling its resolution,", "Recalling also its resolution,", "verb", [("Recalling", "Recalling also")]),
    ("请秘书长吁请会员国；", "请秘书长促请会员国；", "words", [("吁", "促")]),
    ("回顾（COVID-19）大流行，", "回顾(COVID-19)大流行，", "typography", [("（", "("), ("）", ")")]),
    ("the “Agenda” of 2030", 'the "Agenda" of 2030', "typography", [("“", '"'), ("”", '"')]),
    ("socio- economic matters", "socio-economic matters", "typography", [("socio- economic", "socio-economic")]),
    ("回顾其第78/223号决议，", "回顾其第78/229号决议，", "words", [("78/223", "78/229")]),
    ("见A/C.3/79/L.3号文件", "见A/C.3/79/L.4号文件", "words", [("A/C.3/79/L.3", "A/C.3/79/L.4")]),
    ("铭记《京都宣言》的执行", "铭记《多哈宣言》的执行", "words", [("《京都宣言》", "《多哈宣言》")]),
    ("在第三十四届会议上", "在第三十五届会议上", "words", [("三十四", "三十五")]),
    ("in 1,234 cases", "in 1,235 cases", "words", [("1,234", "1,235")]),
    ("Requests the Secretary-General;", "Requests the Secretary;", "words", [("Secretary-General", "Secretary")]),
    ("根据其第56/119号决议，第十五届大会", "第十五届大会", "words", [("根据其第56/119号决议，", "")]),
    ("the Office and the Commission", "the Office, the Board and the Commission", "words", [("", ", the Board")]),
    ("会议在2026年召开；", "会议在2027年召开；", "words", [("2026", "2027")]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "change", "edits"), WORDS, ids=lambda value: str(value)[:24])
def test_what_changed_in_a_paragraph(before: str, after: str, change: str, edits: list[tuple[str, str]]) -> None:
    pair = compare_blocks(op(1, before), op(1, after))
    assert pair.change == change
    assert [(before[slice(*edit.a)], after[slice(*edit.b)]) for edit in pair.edits] == edits


FIRST = "鼓励会员国酌情通过双边平台和相关的多边平台分享关于有组织犯罪团体和恐怖主义团体的信息；"
SECOND = "请联合国毒品和犯罪问题办公室在预算外资源允许的情况下向会员国提供技术援助和能力建设；"
THIRD = "决定在第十五届预防犯罪大会的头两天举行高级别部分会议，以便各国元首集中讨论大会的主题；"
FOURTH = "强调必须承认被招募、虐待和剥削的儿童的受害人地位，同时考虑到其处境特别脆弱的情况。"


def test_a_paragraph_that_was_put_in_renumbers_and_moves_nothing() -> None:
    pairs = compare([op(1, FIRST), op(2, SECOND)], [op(1, FIRST), op(2, THIRD), op(3, SECOND)]).pairs
    assert told(pairs) == [("op1", "op1", "same"), ("", "op2", "new"), ("op2", "op3", "same")]
    assert not any(pair.moved for pair in pairs)


def test_a_deleted_paragraph_stands_where_it_stood() -> None:
    pairs = compare([op(1, FIRST), op(2, THIRD), op(3, SECOND)], [op(1, FIRST), op(2, SECOND)]).pairs
    assert told(pairs) == [("op1", "op1", "same"), ("op2", "", "deleted"), ("op3", "op2", "same")]
    assert told(compare([op(1, FIRST)], []).pairs) == [("op1", "", "deleted")]


def test_a_moved_paragraph_is_found_even_when_its_words_changed() -> None:
    changed = THIRD.replace("头两天", "前两天")
    pairs = compare(
        [op(1, THIRD), op(2, FIRST), op(3, SECOND), op(4, FOURTH)],
        [op(1, FIRST), op(2, SECOND), op(3, FOURTH), op(4, changed)],
    ).pairs
    assert ("op1", "op4", "words") in told(pairs)
    assert [pair.b.path for pair in pairs if pair.moved and pair.b] == ["op4"]


def test_a_paragraph_that_was_split_and_one_that_was_merged() -> None:
    whole = FIRST.rstrip("；") + "，并" + SECOND
    split = compare([op(1, THIRD), op(2, whole)], [op(1, THIRD), op(2, FIRST), op(3, SECOND)]).pairs
    assert told(split) == [("op1", "op1", "same"), ("op2", "op2", "split"), ("op2", "op3", "split")]
    assert whole[slice(*split[1].a_part)].startswith("鼓励")
    assert whole[slice(*split[2].a_part)].endswith("能力建设；")
    assert [(whole[slice(*edit.a)], FIRST[slice(*edit.b)]) for edit in split[1].edits] == [("，并", "；")]
    assert split[2].edits == ()
    merged = compare([op(1, THIRD), op(2, FIRST), op(3, SECOND)], [op(1, THIRD), op(2, whole)]).pairs
    assert told(merged) == [("op1", "op1", "same"), ("op2", "op2", "merged"), ("op3", "op2", "merged")]


def test_paragraphs_that_only_share_the_wording_of_their_kind_are_not_paired() -> None:
    pairs = compare([op(1, FIRST)], [op(7, FOURTH)]).pairs
    assert sorted(told(pairs)) == [("", "op7", "new"), ("op1", "", "deleted")]


def test_footnotes_follow_the_paragraphs_that_call_them() -> None:
    a = [
        Block("pp1", "preambular", "", FIRST, (FootnoteMark("12", 3),)),
        Block("fn12", "footnote", "12", "第76/181号决议。"),
    ]
    b = [
        Block("pp1", "preambular", "", FIRST, (FootnoteMark("1", 3),)),
        Block("draft1/fn1", "footnote", "1", "第76/181号决议，附件。"),
    ]
    b[0] = Block("draft1/pp1", "preambular", "", FIRST, (FootnoteMark("1", 3),))
    assert told(compare(a, b).pairs) == [("pp1", "draft1/pp1", "same"), ("fn12", "draft1/fn1", "words")]


def test_a_citation_that_took_the_place_of_another() -> None:
    before, after = "回顾其第76/181号决议，", "回顾其第78/223号决议，"
    old = Citation("op1", 3, 12, "第76/181号决议", "resolution", "A/RES/76/181")
    new = Citation("op1", 3, 12, "第78/223号决议", "resolution", "A/RES/78/223")
    (pair,) = compare([op(1, before)], [op(1, after)], [old], [new]).pairs
    assert [(one.a and one.a.target, one.b and one.b.target) for one in pair.citations] == [
        ("A/RES/76/181", "A/RES/78/223")
    ]
    (pair,) = compare([op(1, before)], [op(1, before)], [old], [old]).pairs
    assert pair.citations == ()


def test_what_a_split_paragraph_cites_is_compared_with_all_its_parts() -> None:
    whole = "回顾其第76/181号决议，" + FIRST.rstrip("；") + "，并" + SECOND
    parts = [op(1, "回顾其第76/181号决议，" + FIRST), op(2, SECOND)]
    cited = Citation("op1", 3, 12, "第76/181号决议", "resolution", "A/RES/76/181")
    added = Citation("op2", 0, 4, "第70/1号", "resolution", "A/RES/70/1")
    assert [pair.citations for pair in compare([op(1, whole)], parts, [cited], [cited]).pairs] == [(), ()]
    first, _ = compare([op(1, whole)], parts, [cited], [cited, added]).pairs
    assert [(one.a, one.b and one.b.target) for one in first.citations] == [(None, "A/RES/70/1")]


def test_two_languages_pair_by_address_and_say_where_they_do_not() -> None:
    zh = [op(1, FIRST), op(2, SECOND), op(3, THIRD)]
    en = [op(1, "Encourages Member States;"), op(3, "Decides to meet;"), op(4, "Stresses that")]
    comparison = pair_versions(zh, en)
    assert comparison.by_address
    assert sorted(told(comparison.pairs)) == sorted(
        [("op1", "op1", "same"), ("op3", "op3", "same"), ("", "op4", "new"), ("op2", "", "deleted")]
    )


@given(
    st.text("吁促请会员国，；《》<> ab-12/.\n", max_size=60), st.text("吁促请会员国，；《》<> ab-12/.\n", max_size=60)
)
def test_outside_the_edits_two_texts_are_the_same(a: str, b: str) -> None:
    rebuilt, at = "", 0
    for edit in differences(a, b):
        assert edit.a[0] >= at
        rebuilt += a[at : edit.a[0]] + b[slice(*edit.b)]
        at = edit.a[1]
    assert rebuilt + a[at:] == b


@given(st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abc"), max_size=30))
def test_what_is_common_is_as_long_as_it_can_be(one: list[str], other: list[str]) -> None:
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if left == right else max(lengths[i][j + 1], lengths[i + 1][j])
    found = common(one, other)
    assert len(found) == lengths[-1][-1]
    assert all(one[left] == other[right] for left, right in found)
