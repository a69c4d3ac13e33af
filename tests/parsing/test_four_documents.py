"""What reading the four documents against their sources has shown: counts, places, beginnings, ends, marks."""

from __future__ import annotations

import re

import pytest

from tests.parsing.documents import NAMES, by_path, document, marked
from unreader.model import Document


def numbers(document: Document, pattern: str) -> list[int]:
    return [int(match[1]) for block in document.blocks if (match := re.fullmatch(pattern, block.path))]


def upto(last: int) -> list[int]:
    return list(range(1, last + 1))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "A_RES_78_229",
            ("A/RES/78/229", "resolution", "加强联合国预防犯罪和刑事司法方案，特别是其技术合作能力", "2023-12-19"),
        ),
        ("E_RES_2021_20", ("E/RES/2021/20", "resolution", "第十四届联合国预防犯罪和刑事司法大会", "2021-07-22")),
        ("A_79_459", ("A/79/459", "report", "第三委员会的报告", None)),
        ("E_2024_30", ("E/2024/30", "report", "", None)),
    ],
)
def test_header(name: str, facts: tuple[str, str, str, str | None]) -> None:
    read = document(name)
    assert (read.symbol, read.kind, read.title, read.date) == facts
    assert read.language == "zh"


def test_a_report_with_two_symbols_has_both() -> None:
    assert document("E_2024_30").symbols == ("E/2024/30", "E/CN.15/2024/16")


@pytest.mark.parametrize(
    ("name", "pattern", "last"),
    [
        ("A_RES_78_229", r"op(\d+)", 93),
        ("A_RES_78_229", r"pp(\d+)", 85),
        ("A_RES_78_229", r"fn(\d+)", 53),
        ("E_RES_2021_20", r"op(\d+)", 13),
        ("E_RES_2021_20", r"annex/para(\d+)", 97),
        ("E_RES_2021_20", r"annex/pp(\d+)", 4),
        ("E_RES_2021_20", r"fn(\d+)", 20),
        ("A_79_459", r"para(\d+)", 37),
        *(("A_79_459", rf"draft{n}/op(\d+)", last) for n, last in enumerate((27, 5, 12, 23, 29, 84), 1)),
        *(("A_79_459", rf"draft{n}/pp(\d+)", last) for n, last in enumerate((14, 9, 16, 24, 24, 71), 1)),
        *(("A_79_459", rf"draft{n}/fn(\d+)", last) for n, last in enumerate((2, 9, 6, 11, 5, 39), 1)),
        ("A_79_459", r"fn(\d+)", 2),
        ("E_2024_30", r"para(\d+)", 170),
        *(("E_2024_30", rf"I\.A/draft{n}/op(\d+)", last) for n, last in enumerate((27, 5, 12), 1)),
        *(("E_2024_30", rf"I\.A/draft{n}/pp(\d+)", last) for n, last in enumerate((14, 9, 16), 1)),
        ("E_2024_30", r"I\.B/draft1/op(\d+)", 10),
        ("E_2024_30", r"I\.B/draft1/pp(\d+)", 14),
        ("E_2024_30", r"I\.D/res33_1/op(\d+)", 11),
        ("E_2024_30", r"I\.D/res33_1/pp(\d+)", 14),
        ("E_2024_30", r"fn(\d+)", 38),
        ("E_2024_30", r"I\.C/decision2/agenda/item(\d+)", 13),
        ("E_2024_30", r"para168/item(\d+)", 13),
    ],
)
def test_counts(name: str, pattern: str, last: int) -> None:
    assert numbers(document(name), pattern) == upto(last)


@pytest.mark.parametrize(
    ("name", "owner", "letters"),
    [
        ("A_79_459", "para3", "abcdef"),
        ("A_79_459", "draft4/op6", "abcdefghijk"),
        ("A_79_459", "draft4/op16", "abcde"),
        ("E_2024_30", "I.D/res33_1/pp11", "abcdefg"),
        ("E_2024_30", "I.D/res33_1/op7", "abcdefghijkl"),
        ("E_2024_30", "I.D/res33_1/op9", "ab"),
        ("E_2024_30", "I.C/decision2/", "abc"),
        ("E_2024_30", "I.C/decision2/agenda/item4", "abcd"),
        ("E_2024_30", "I.C/decision2/agenda/item6", "abcde"),
        ("E_2024_30", "para13", "abcd"),
        ("E_2024_30", "para61", "abcde"),
        ("E_2024_30", "para62", "abcdefg"),
        ("E_2024_30", "para168/item6", "abcde"),
    ],
)
def test_items(name: str, owner: str, letters: str) -> None:
    found = [block.path for block in document(name).blocks if re.fullmatch(re.escape(owner) + r"\(\w+\)", block.path)]
    assert found == [f"{owner}({letter})" for letter in letters]


@pytest.mark.parametrize(
    ("name", "path", "kind", "label", "text"),
    [
        ("A_79_459", "h2", "meta", "", "议程项目107"),
        ("A_79_459", "h5", "meta", "", "报告员：罗宾·德福格尔女士(荷兰王国)"),
        ("A_79_459", "h6", "heading", "一.", "导言"),
        ("A_79_459", "h12", "heading", "E.", "决议草案A/C.3/79/L.10/Rev.1及A/C.3/79/L.68号文件所载修正案"),
        ("A_79_459", "h13", "heading", "", "就A/C.3/79/L.68号文件所载修正案采取的行动"),
        ("A_79_459", "draft1/h1", "heading", "", "决议草案一"),
        (
            "A_79_459",
            "draft1/h2",
            "title",
            "",
            "第十四届联合国预防犯罪和刑事司法大会的后续行动和第十五届联合国预防犯罪和刑事司法大会的筹备工作",
        ),
        ("A_79_459", "draft6/body", "body", "", "大会，"),
        ("A_79_459", "draft6/fn22", "footnote", "22", "同上，第一.C节。"),
        ("E_2024_30", "summary/h1", "heading", "", "执行摘要"),
        ("E_2024_30", "I/h1", "heading", "", "第一章"),
        ("E_2024_30", "I/h2", "heading", "", "需请经济及社会理事会采取行动或提请其注意的事项"),
        ("E_2024_30", "I.A/h1", "heading", "A.", "拟由经济及社会理事会建议大会通过的决议草案"),
        ("E_2024_30", "I.B/draft1/body", "body", "", "经济及社会理事会，"),
        ("E_2024_30", "I.C/decision2/body", "body", "", "经济及社会理事会："),
        ("E_2024_30", "I.C/decision2/h3", "heading", "", "预防犯罪和刑事司法委员会第三十四届会议临时议程"),
        ("E_2024_30", "I.D/res33_1/h1", "heading", "", "第33/1号决议"),
        ("E_2024_30", "I.D/res33_1/h2", "title", "", "在技术迅速变革的背景下打击人口贩运"),
        ("E_2024_30", "I.D/dec33_1/h2", "title", "", "联合国区域间犯罪和司法研究所董事会的报告"),
        ("E_2024_30", "III/h3", "heading", "", "审议情况"),
        ("E_2024_30", "V.A.3/h1", "heading", "3.", "预防和打击恐怖主义的国际文书的批准和实施"),
        ("E_2024_30", "para7/i1", "item", "", "哥伦比亚驻联合国（维也纳）大使兼常驻代表（代表77国集团加中国）"),
        ("E_2024_30", "para13/i1", "item", "", "“战略管理、预算和行政问题："),
        ("E_2024_30", "para165/i1", "item", "", "职位区域组主席团成员"),
        ("E_2024_30", "para165/i6", "item", "", "报告员非洲国家Mohamed Amine Boukhris（摩洛哥）"),
        ("E_2024_30", "XIII.G/h1", "heading", "G.", "会议闭幕"),
        ("E_RES_2021_20", "ecosoc/body", "body", "", "经济及社会理事会"),
        ("E_RES_2021_20", "ecosoc/op1", "operative", "", "建议大会通过以下决议草案："),
        ("E_RES_2021_20", "annex/p2", "paragraph", "", "因此，我们努力采取以下行动："),
        ("E_RES_2021_20", "annex/h29", "heading", "", "新出现的和不断演变的犯罪形式"),
        ("E_RES_2021_20", "sig1", "signature", "", "2021年7月22日第13次全体会议"),
        ("A_RES_78_229", "h6", "title", "78/229.", "加强联合国预防犯罪和刑事司法方案，特别是其技术合作能力"),
        ("A_RES_78_229", "fn53", "footnote", "53", "见CTOC/COP/2022/9，第一.A节。"),
    ],
)
def test_blocks(name: str, path: str, kind: str, label: str, text: str) -> None:
    block = by_path(document(name))[path]
    assert (block.kind, block.label, block.text) == (kind, label, text)


@pytest.mark.parametrize(
    ("name", "path", "begins", "ends"),
    [
        # Cut by a page turn with footnotes, links and a running head between the halves.
        ("A_79_459", "draft4/op6(h)", "在适当顾及专业保密", "确保做法的透明度及人体器官的质量和安全；"),
        (
            "A_79_459",
            "draft6/pp5",
            "铭记需要促进和加强",
            "并回顾《公约》第五十一条，其中规定缔约国应在资产返还方面相互提供最广泛的合作和协助，",
        ),
        ("A_79_459", "draft6/op32", "又敦促《公约》缔约国", "受益所有权的可靠、充分、准确和及时的资料；"),
        ("A_79_459", "draft6/op59", "再次促请国际和国家", "采取廉正措施预防和打击腐败的第10/12号决议；"),
        ("A_79_459", "draft6/op84", "请秘书长以现有报告", "转递公约缔约国会议第十一届会议的报告。"),
        ("A_79_459", "draft5/op5", "肯定非洲国家在执行", "(2019-2025年)》及其执行、后续行动和评价机制方面取得的进展；"),
        ("A_79_459", "para23/vote2", "阿尔及利亚、安哥拉", "乌兹别克斯坦、也门、赞比亚。"),
        ("E_2024_30", "summary/p6", "委员会还决定建议", "第三十三届会议报告和第三十四届会议临时议程”。"),
        ("E_2024_30", "I.B/draft1/op3", "还吁请会员国根据", "也不排除可能依据国内法起诉此类犯罪；"),
        ("E_2024_30", "para5", "预防犯罪和刑事司法委员会在2024年", "会议上作出决定予以核准。"),
        ("E_2024_30", "para33", "上午会议的专题小组", "国际刑警组织业务支助和分析主任Cyril Gout作了专家专题介绍。"),
        ("E_2024_30", "para99", "在这次会议上，委员会还通过了", "在道义上没有权利这样做。"),
        ("E_2024_30", "para155", "员会在20234年5月17日", "的议程项目11。"),
        ("E_2024_30", "para169", "委员会第三十三届会议收到的文件一览表", "载于会议室文件E/CN.15/2024/CRP.7。"),
        ("A_RES_78_229", "op11", "欢迎2016年10月17日", "枪支及其零部件和弹药的补充议定书》；"),
        ("E_RES_2021_20", "annex/para68", "根据《打击有组织犯罪公约》", "各国不能单方面就此强加条款；"),
    ],
)
def test_beginnings_and_ends(name: str, path: str, begins: str, ends: str) -> None:
    text = by_path(document(name))[path].text
    assert text.startswith(begins)
    assert text.endswith(ends)


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("A_79_459", "para2", "载于相关简要记录。[1]"),
        ("A_79_459", "draft1/op1", "的京都宣言》[2]，并遵循"),
        ("A_79_459", "draft3/pp1", "《世界人权宣言》、[1]《经济、社会及文化权利国际公约》、[2]《公民权利"),
        ("A_79_459", "draft4/pp4", "第23/2号[3]和2016年5月27日第25/1号决议，[4]"),
        ("A_79_459", "draft4/op6", "的指导原则，[11]考虑采取"),
        ("A_79_459", "draft6/pp1", "2013年6月13日第23/9号、[1]2015年7月2日第29/11号、[2]2017年"),
        ("A_79_459", "draft6/pp68", "第6/2和6/3号[25]及2017年11月10日第7/1号决议[26]所载任务"),
        ("A_79_459", "draft6/op2", "所有决议[30]和决定；[31]"),
        ("A_79_459", "draft6/op59", "第6/5号决议[36]和关于提供激励办法"),
        ("E_2024_30", "summary/p6", "儿童的待遇，[a]包括"),
        ("E_2024_30", "I.B/draft1/h2", "儿童的待遇，[*]包括被这些团体"),
        ("E_2024_30", "para97", "儿童的待遇，[**]包括被这些团体"),
        ("E_2024_30", "I.A/draft2/pp9", "工作文件[10]为基础"),
        ("E_2024_30", "I.D/res33_1/pp13", "幸存者[30]方面的潜力"),
        ("E_2024_30", "I.D/res33_1/op5", "加强刑事司法应对；[30]"),
        ("E_2024_30", "para36", "（代表欧洲联盟主席）[35]和韩国"),
        ("E_2024_30", "para131", "（代表一些国家[37]）、日本"),
        ("A_RES_78_229", "pp2", "各项议定书、[1]经1972年"),
    ],
)
def test_marks_stand_where_they_are_printed(name: str, path: str, words: str) -> None:
    assert words in marked(by_path(document(name))[path])


@pytest.mark.parametrize("name", NAMES)
def test_every_footnote_is_called_and_every_mark_has_its_footnote(name: str) -> None:
    assert not [warning for warning in document(name).warnings if "footnote" in warning.message]
    labels = {block.label for block in document(name).blocks if block.kind == "footnote"}
    assert {mark.label for block in document(name).blocks for mark in block.footnotes} == labels


@pytest.mark.parametrize("name", NAMES)
def test_paths_are_unique_and_nothing_of_the_page_is_in_the_text(name: str) -> None:
    blocks = document(name).blocks
    assert len({block.path for block in blocks}) == len(blocks)
    for block in blocks:
        assert block.text, block.path
        assert "http" not in block.text
        assert "__" not in block.text
        assert "**" not in block.text
        assert not re.search(r"[一-鿿] | [一-鿿]|  |\n", block.text), block.path


def test_warnings_tell_of_lost_beginnings() -> None:
    warned = [warning.path for warning in document("E_2024_30").warnings]
    assert warned == ["I.D/res33_1/op5", "para155", "para161"]
    assert document("A_79_459").warnings == ()


def test_printed_links_keep_their_place() -> None:
    links = document("A_79_459").links
    assert len(links) == 131
    assert (links[0].url, links[0].after) == ("https://undocs.org/ch/A/79/120", "fn1")


def test_emphasis_is_kept_beside_the_text() -> None:
    block = by_path(document("A_RES_78_229"))["op1"]
    assert [block.text[start:end] for start, end in block.emphasis] == ["表示赞赏地注意到"]
