"""How source becomes a block's text: blanks, lines, marks, emphasis; and the small readers of labels and numbers."""

from __future__ import annotations

import pytest

from unreader.parsing.assembling import assemble
from unreader.parsing.labels import chinese_number, number_of, read_label, roman
from unreader.parsing.lines import columns, is_terminal, read_layout, split_lines, tidy


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["第 78/229 号决议"], "第78/229号决议"),
        (["第 155 C (VII)号决议"], "第155 C (VII)号决议"),
        (["主任 Cyril", "Gout 作了"], "主任Cyril Gout作了"),
        (["见 E/CN.7/", "2024/2-E/CN.15/2024/2"], "见E/CN.7/2024/2-E/CN.15/2024/2"),
        (["计划(2019-", "2025 年)"], "计划(2019-2025年)"),
        (["crime  prevention", "and"], "crime prevention and"),
        (["《公", "约》第五十一条"], "《公约》第五十一条"),
        (["《曼谷规则》), 以及"], "《曼谷规则》),以及"),
        (["非\u00a0法\u3000贩运 A\u00a0B"], "非法贩运A B"),
        (["1 km² 的土地"], "1 km²的土地"),
        (["见 [CTOC/COP/2022/9](#)，第一节"], "见CTOC/COP/2022/9，第一节"),
        (["**重申**其 **第 1 号** 决议"], "重申其第1号决议"),
        (["Title** of a text"], "Title** of a text"),
    ],
)
def test_text(lines: list[str], text: str) -> None:
    source = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    assert assemble(source, spans, []).text == text


def test_superscripts_are_marks_where_they_stand() -> None:
    source = "议定书、¹ 经《公约》²³，[^4]"
    made = assemble(source, [(0, len(source))], [])
    assert made.text == "议定书、经《公约》，"
    assert [(mark.label, mark.at) for mark in made.marks] == [("1", 4), ("23", 9), ("4", 10)]


@pytest.mark.parametrize(
    ("text", "kind", "mark", "value", "rest"),
    [
        ("12. 重申", "number", "12.", "12", "重申"),
        ("12.重申", "number", "12.", "12", "重申"),
        ("78/229. 加强", "title", "78/229.", "78/229", "加强"),
        ("1.2 到2030年", "decimal", "1.2", "1.2", "到2030年"),
        ("16.a 通过", "decimal", "16.a", "16.a", "通过"),
        ("57/270 B. 后续", "title", "57/270 B.", "57/270 B", "后续"),
        ("(a) 秘书长", "letter", "(a)", "a", "秘书长"),
        ("（b）秘书长", "letter", "（b）", "b", "秘书长"),
        ("c) To promote", "letter", "c)", "c", "To promote"),
        ("(iv) any", "letter", "(iv)", "iv", "any"),
        ("㈢ 同有关", "letter", "㈢", "c", "同有关"),
        ("（二）促进", "letter", "（二）", "b", "促进"),
        ("一. 导言", "chinese", "一.", "1", "导言"),
        ("十二、缔约国", "chinese", "十二、", "12", "缔约国"),
        ("IV. Findings", "roman", "IV.", "IV", "Findings"),
        ("A. 决议草案", "capital", "A.", "A", "决议草案"),
    ],
)
def test_labels(text: str, kind: str, mark: str, value: str, rest: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.kind, label.mark, label.value, text[label.end :]) == (kind, mark, value, rest)


@pytest.mark.parametrize(
    "text", ["16.2、16.3", "2.5% 的", "2024 年", "第 1 条", "11 月", "(2019 年)", "abc", "", "A/79/459", "1 注"]
)
def test_no_labels(text: str) -> None:
    assert read_label(text) is None


def test_numbers() -> None:
    assert [chinese_number(text) for text in ("一", "十", "十三", "二十", "三十七", "一百零一", "二〇", "x")] == [
        *(1, 10, 13, 20, 37, 101, 20, 0),
    ]
    assert [number_of(text) for text in ("12", "XIV", "四", "three", "?")] == [12, 14, 4, 3, 0]
    assert [roman(value) for value in (1, 4, 9, 13, 44)] == ["I", "IV", "IX", "XIII", "XLIV"]


def test_ends() -> None:
    for text in ("决议；", "决议。”", "决议，1", "号决议。³¹", "(结束。)", "end.12", "end. 12"):
        assert is_terminal(text, "。；，."), text
    for text in ("第 5", "决议", "2024", "", "和"):
        assert not is_terminal(text), text


def test_layouts() -> None:
    assert columns("决议 A/79") == 9
    assert tidy("第 1 号  and  more") == "第1号and more"
    one_line = read_layout(split_lines("短。\n\n" + "长" * 200 + "。\n\n" + "长" * 150))
    assert not one_line.wrapped
    page = "\n\n".join(["字" * 35] * 3 + ["字" * 12 + "。 "]) + "\n\n"
    marked = read_layout(split_lines(page * 5))
    assert (marked.wrapped, marked.ends_marked, marked.gap, marked.width) == (True, True, 1, 70)
