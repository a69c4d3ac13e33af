"""A comparison as rows: level sides, signs of what became of a paragraph, both texts as one."""

from __future__ import annotations

from unreader.comparing.compare import compare
from unreader.comparing.versions import pair_versions
from unreader.model import Block, Citation, FootnoteMark
from unreader.tui.comparing.comparison_rows import END, as_one, beside, plain, shown_pairs
from unreader.tui.document.comparison_words import count_words
from unreader.tui.page.layout import Paragraph

ONE = "鼓励会员国酌情通过双边平台和相关的多边平台分享关于有组织犯罪团体和恐怖主义团体的信息；"
TWO = "请联合国毒品和犯罪问题办公室在预算外资源允许的情况下向会员国提供技术援助和能力建设；"
THREE = "决定在第十五届预防犯罪大会的头两天举行高级别部分会议，以便各国元首集中讨论大会的主题；"
FOUR = "强调必须承认被招募、虐待和剥削的儿童的受害人地位，同时考虑到其处境特别脆弱的情况。"
FIVE = "回顾其2021年12月16日第76/181号决议，其中核可了《京都宣言》（附件）；"
SIX = "欢迎各国政府为执行各项预防犯罪公约而做出的努力，并请秘书长向大会提出报告；"
NEW = "吁请各国政府加强边境管制，防止文化财产被非法贩运，并为此目的交流良好做法。"


def op(number: int, text: str) -> Block:
    return Block(f"op{number}", "operative", f"{number}.", text)


def signs(rows: list[Paragraph]) -> list[tuple[str, str]]:
    """The label and the sign of each paragraph that is there."""
    return [(row.label, row.badges[0].sign if row.badges else "") for row in rows if row.focusable and row.text]


def test_every_change_is_told_at_both_sides() -> None:
    whole = ONE.rstrip("；") + "，并" + TWO
    before = [op(1, SIX), op(2, whole), op(3, THREE), op(4, FOUR), op(5, FIVE)]
    after = [
        op(1, FOUR),
        op(2, SIX),
        op(3, ONE),
        op(4, TWO),
        op(5, FIVE.replace("（附件）", "(附件)").replace("76/181", "78/223")),
        op(6, NEW),
    ]
    old = Citation("op5", 13, 22, "第76/181号决议", "resolution", "A/RES/76/181")
    new = Citation("op5", 13, 22, "第78/223号决议", "resolution", "A/RES/78/223")
    comparison = compare(before, after, [old], [new])
    left, right = beside(comparison, shown_pairs(comparison, only_changes=False))
    assert [row.key for row in left] == [row.key for row in right]
    assert left[-1].key == right[-1].key == END
    assert signs(left) == [("4.", "↕"), ("1.", ""), ("2.", "<"), ("", "<"), ("3.", "-"), ("5.", "~")]
    assert signs(right) == [("1.", "↕"), ("2.", ""), ("3.", "<"), ("4.", "<"), ("5.", "~"), ("6.", "+")]
    # Each part stands beside its own piece of the whole.
    pieces = [row.text for row in left if row.badges and row.badges[0].sign == "<"]
    assert "".join(pieces) == whole
    assert [row.text for row in left if isinstance(row.key, tuple)] == [
        "cites A/RES/76/181; there: A/RES/78/223",
    ]
    assert [row.text for row in right if isinstance(row.key, tuple)] == [
        "cites A/RES/78/223 instead of A/RES/76/181",
    ]
    assert [count.words for count in count_words(comparison)] == [
        *("2 the same", "1 words", "2 split", "1 new", "1 deleted", "1 moved", "citations ~1"),
    ]
    # As one text, and only what changed.
    one = as_one(comparison, shown_pairs(comparison, only_changes=True))
    assert "… 1 paragraph the same" in [row.text for row in one]
    (words,) = (row for row in one if row.text.startswith("回顾"))
    marked = {
        row.style: "".join(words.text[m.start : m.end] for m in words.marks if m.style == row.style)
        for row in words.marks
    }
    assert marked == {"removed": "76/181（）", "added": "78/223()"}


def test_footnotes_are_called_where_they_stand_in_either_view() -> None:
    before = Block("op1", "operative", "1.", "回顾《京都宣言》，吁请会员国", (FootnoteMark("3", 8),))
    after = Block("op1", "operative", "1.", "又回顾《京都宣言》，促请各会员国", (FootnoteMark("5", 9),))
    comparison = compare([before], [after])
    left, right = beside(comparison, [0])
    assert left[0].callouts == ((8, "3"),)
    assert right[0].callouts == ((9, "5"),)
    (one,) = as_one(comparison, [0])
    ((at, label),) = one.callouts
    assert label == "5"
    assert one.text[:at].endswith("《京都宣言》")


def test_of_two_versions_one_paragraph_for_two_stands_once() -> None:
    zh = [
        Block("pp1", "preambular", "", "回顾其第46/152号和第60/1号决议，"),
        Block("pp2", "preambular", "", "并回顾其第76/181号决议，"),
        Block("op1", "operative", "1.", "决定休会。"),
    ]
    en = [
        Block("pp1", "preambular", "", "Recalling its resolutions 46/152 and 60/1, and its resolution 76/181,"),
        Block("op1", "operative", "1.", "Decides to adjourn."),
    ]
    comparison = pair_versions(zh, en)
    left, right = beside(comparison, shown_pairs(comparison, only_changes=False))
    assert [row.text for row in left[:3]] == [block.text for block in zh]
    assert [row.text for row in right[:3]] == [en[0].text, "", en[1].text]
    assert not any(mark for row in (*left, *right) for mark in row.marks)
    assert [count.short for count in count_words(comparison)] == ["=1", "≠2"]
    assert len([row for row in as_one(comparison, [0, 1, 2]) if row.text]) == 5


def test_without_marks_a_text_is_as_it_is() -> None:
    rows = plain([op(1, ONE), op(2, TWO)])
    assert [(row.key, row.text, row.marks, row.badges) for row in rows] == [("op1", ONE, (), ()), ("op2", TWO, (), ())]
