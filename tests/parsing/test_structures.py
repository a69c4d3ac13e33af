"""Small texts of every kind, and the outline that is to come out of them: path, kind, label, text."""

from __future__ import annotations

import pytest

from tests.parsing.documents import by_path, marked, outline, parsed

ENGLISH_RESOLUTION = """\
A/RES/80/227

Eightieth session
Agenda item 71 (b)

Resolution adopted by the General Assembly on 18 December 2025

80/227. Human rights and cultural diversity

The General Assembly,

Recalling the Universal Declaration of Human Rights,1 the International Covenant on
Economic, Social and Cultural Rights2 and other instruments,

Noting that numerous instruments promote cultural diversity, in particular:

(a) The Declaration of the Principles of International Cultural Cooperation;

(b) The Universal Declaration on Cultural Diversity,

1. Affirms the importance for all peoples and nations to hold, develop and preserve
their cultural heritage;

__________________

1 Resolution 217 A (III).
2 See resolution 2200 A (XXI), annex.

25-12345                                                                    1/2
A/RES/80/227                                     Human rights and cultural diversity

2. Emphasizes the contribution of culture:
(a) To development;
(b) To peace:
(i) Inner peace;
(ii) Outer peace;

3. Decides to continue its consideration.

64th plenary meeting
18 December 2025

Annex
Guidelines on culture

1. These guidelines apply to all.
"""

ENGLISH_OUTLINE = [
    ("h1", "meta", "", "Eightieth session"),
    ("h2", "meta", "", "Agenda item 71 (b)"),
    ("h3", "meta", "", "Resolution adopted by the General Assembly on 18 December 2025"),
    ("h4", "title", "80/227.", "Human rights and cultural diversity"),
    ("body", "body", "", "The General Assembly,"),
    (
        "pp1",
        "preambular",
        "",
        (
            "Recalling the Universal Declaration of Human Rights, the International Covenant on Economic, Social and "
            "Cultural Rights and other instruments,"
        ),
    ),
    (
        "pp2",
        "preambular",
        "",
        "Noting that numerous instruments promote cultural diversity, in particular:",
    ),
    ("pp2(a)", "item", "(a)", "The Declaration of the Principles of International Cultural Cooperation;"),
    ("pp2(b)", "item", "(b)", "The Universal Declaration on Cultural Diversity,"),
    (
        "op1",
        "operative",
        "1.",
        "Affirms the importance for all peoples and nations to hold, develop and preserve their cultural heritage;",
    ),
    ("fn1", "footnote", "1", "Resolution 217 A (III)."),
    ("fn2", "footnote", "2", "See resolution 2200 A (XXI), annex."),
    ("op2", "operative", "2.", "Emphasizes the contribution of culture:"),
    ("op2(a)", "item", "(a)", "To development;"),
    ("op2(b)", "item", "(b)", "To peace:"),
    ("op2(b)(i)", "item", "(i)", "Inner peace;"),
    ("op2(b)(ii)", "item", "(ii)", "Outer peace;"),
    ("op3", "operative", "3.", "Decides to continue its consideration."),
    ("sig1", "signature", "", "64th plenary meeting 18 December 2025"),
    ("annex/h1", "heading", "", "Annex"),
    ("annex/h2", "title", "", "Guidelines on culture"),
    ("annex/para1", "paragraph", "1.", "These guidelines apply to all."),
]


def test_an_english_resolution() -> None:
    read = parsed(ENGLISH_RESOLUTION)
    assert outline(read) == ENGLISH_OUTLINE
    assert (read.symbol, read.language, read.kind, read.date) == ("A/RES/80/227", "en", "resolution", "2025-12-18")
    assert read.title == "Human rights and cultural diversity"
    assert [mark.label for mark in by_path(read)["pp1"].footnotes] == ["1", "2"]


#: Chinese treaties number paragraphs 一、 items (一) or ㈠, and what stands under these 1.
TREATY = """\
联合国反腐败公约

序言

本公约缔约国，

关注腐败对社会稳定与安全所造成的问题和构成的威胁的严重性，

深信腐败已经不再是局部问题，

兹协议如下：

第一章 总则

第一条 宗旨声明

本公约的宗旨是：

（一）促进和加强各项措施，以便更加高效而有力地预防和打击腐败；

第二条
术语的使用

在本公约中：
㈠ “公职人员”系指：
1. 担任立法、行政、行政管理或者司法职务的任何人员；
㈡ “外国公职人员”系指担任职务的任何人员；

第二章
预防措施

第三条 适用范围

一、本公约应当适用于对腐败的预防、侦查和起诉。

二、为执行本公约的目的，除非另有规定，犯罪不一定非要造成损害。
"""

TREATY_OUTLINE = [
    ("h1", "title", "", "联合国反腐败公约"),
    ("h2", "heading", "", "序言"),
    ("body", "body", "", "本公约缔约国，"),
    ("pp1", "preambular", "", "关注腐败对社会稳定与安全所造成的问题和构成的威胁的严重性，"),
    ("pp2", "preambular", "", "深信腐败已经不再是局部问题，"),
    ("p1", "paragraph", "", "兹协议如下："),
    ("I/h1", "heading", "第一章", "总则"),
    ("art1/h1", "heading", "第一条", "宗旨声明"),
    ("art1/p1", "paragraph", "", "本公约的宗旨是："),
    ("art1/(a)", "item", "（一）", "促进和加强各项措施，以便更加高效而有力地预防和打击腐败；"),
    ("art2/h1", "heading", "", "第二条"),
    ("art2/h2", "heading", "", "术语的使用"),
    ("art2/p1", "paragraph", "", "在本公约中："),
    ("art2/(a)", "item", "㈠", "“公职人员”系指："),
    ("art2/(a)(i)", "item", "1.", "担任立法、行政、行政管理或者司法职务的任何人员；"),
    ("art2/(b)", "item", "㈡", "“外国公职人员”系指担任职务的任何人员；"),
    ("II/h1", "heading", "", "第二章"),
    ("II/h2", "heading", "", "预防措施"),
    ("art3/h1", "heading", "第三条", "适用范围"),
    ("art3/para1", "paragraph", "一、", "本公约应当适用于对腐败的预防、侦查和起诉。"),
    ("art3/para2", "paragraph", "二、", "为执行本公约的目的，除非另有规定，犯罪不一定非要造成损害。"),
]


def test_a_chinese_treaty() -> None:
    read = parsed(TREATY)
    assert outline(read) == TREATY_OUTLINE
    assert (read.kind, read.title) == ("treaty", "联合国反腐败公约")


ENGLISH_TREATY = """\
## United Nations Convention against Corruption

Preamble The States Parties to this Convention, Concerned about the seriousness of problems and threats posed by \
corruption to the stability and security of societies, undermining the institutions and values of democracy, ethical \
values and justice and jeopardizing sustainable development and the rule of law, Concerned also about the links \
between corruption and other forms of crime, in particular organized crime and economic crime, including \
money-laundering, Convinced that corruption is no longer a local matter but a transnational phenomenon that affects \
all societies and economies, making international cooperation to prevent and control it essential, Have agreed as \
follows:

### CHAPTER  I

####GENERAL PROVISIONS

### Article  1

####Statement of purpose

The purposes of this Convention are:

a) To promote and strengthen measures;

b) To promote [accountability](../x/README.md).

### Article  2

1.   Each State Party shall:

(a) Act; or
(b) Abstain.

2.
a) A requested State Party shall respond.

### Article  3

Nothing.
"""


def test_an_english_treaty_with_a_preamble_run_together() -> None:
    read = parsed(ENGLISH_TREATY)
    places = [(block.path, block.label) for block in read.blocks]
    assert places == [
        ("h1", ""),
        ("h2", ""),
        ("body", ""),
        ("pp1", ""),
        ("pp2", ""),
        ("pp3", ""),
        ("p1", ""),
        ("I/h1", ""),
        ("I/h2", ""),
        ("art1/h1", ""),
        ("art1/h2", ""),
        ("art1/p1", ""),
        ("art1/(a)", "a)"),
        ("art1/(b)", "b)"),
        ("art2/h1", ""),
        ("art2/para1", "1."),
        ("art2/para1(a)", "(a)"),
        ("art2/para1(b)", "(b)"),
        ("art2/para2", "2."),
        ("art2/para2(a)", "a)"),
        ("art3/h1", ""),
        ("art3/p1", ""),
    ]
    assert by_path(read)["pp2"].text.startswith("Concerned also about the links")
    assert by_path(read)["art1/(b)"].text == "To promote accountability."


REPORT = """\
Report on the thirty-third session

Summary

The present report contains an account.

Chapter I
Matters calling for action

A. Draft resolution for adoption by the General Assembly

1. The Commission recommends the following draft resolution:

Draft resolution I
Follow-up to the Congress

The General Assembly,

Emphasizing the responsibility assumed by the United Nations,

1. Reiterates its invitation;

2. Requests the Secretary-General to report.

B. Draft decision

2. The Commission recommends the following draft decision:

Draft decision
Report of the Commission

The Economic and Social Council:

(a) Takes note of the report;

(b) Approves the provisional agenda.

Provisional agenda for the thirty-fourth session

1. Election of officers.

2. General debate:

(a) Work of the Commission.

C. Matters brought to the attention

3. The following are brought to the attention:

Resolution 33/1
Combating trafficking in persons

The Commission on Crime Prevention and Criminal Justice,

Reiterating its condemnation,

1. Urges Member States to ratify.

Decision 33/1
Report of the Board

4. At its 7th meeting, the Commission decided to transmit the report.

Chapter II
General debate

5. The following speakers made statements:

Minister of Justice of Uganda
Ambassador of Mexico

6. The observer for Ukraine made a statement.

Action taken by the Commission

7. The vote was as follows:

In favour: Albania, Andorra.

Against:
Algeria, Angola.
"""

REPORT_OUTLINE = [
    ("h1", "title", ""),
    ("summary/h1", "heading", ""),
    ("summary/p1", "paragraph", ""),
    ("I/h1", "heading", ""),
    ("I/h2", "heading", ""),
    ("I.A/h1", "heading", "A."),
    ("para1", "paragraph", "1."),
    ("I.A/draft1/h1", "heading", ""),
    ("I.A/draft1/h2", "title", ""),
    ("I.A/draft1/body", "body", ""),
    ("I.A/draft1/pp1", "preambular", ""),
    ("I.A/draft1/op1", "operative", "1."),
    ("I.A/draft1/op2", "operative", "2."),
    ("I.B/h1", "heading", "B."),
    ("para2", "paragraph", "2."),
    ("I.B/decision1/h1", "heading", ""),
    ("I.B/decision1/h2", "title", ""),
    ("I.B/decision1/body", "body", ""),
    ("I.B/decision1/(a)", "item", "(a)"),
    ("I.B/decision1/(b)", "item", "(b)"),
    ("I.B/decision1/h3", "heading", ""),
    ("I.B/decision1/agenda/item1", "item", "1."),
    ("I.B/decision1/agenda/item2", "item", "2."),
    ("I.B/decision1/agenda/item2(a)", "item", "(a)"),
    ("I.C/h1", "heading", "C."),
    ("para3", "paragraph", "3."),
    ("I.C/res33_1/h1", "heading", ""),
    ("I.C/res33_1/h2", "title", ""),
    ("I.C/res33_1/body", "body", ""),
    ("I.C/res33_1/pp1", "preambular", ""),
    ("I.C/res33_1/op1", "operative", "1."),
    ("I.C/dec33_1/h1", "heading", ""),
    ("I.C/dec33_1/h2", "title", ""),
    ("para4", "paragraph", "4."),
    ("II/h1", "heading", ""),
    ("II/h2", "heading", ""),
    ("para5", "paragraph", "5."),
    ("para5/i1", "item", ""),
    ("para5/i2", "item", ""),
    ("para6", "paragraph", "6."),
    ("II/h3", "heading", ""),
    ("para7", "paragraph", "7."),
    ("para7/vote1", "vote", "In favour"),
    ("para7/vote2", "vote", "Against"),
]


def test_an_english_report() -> None:
    read = parsed(REPORT)
    assert [(block.path, block.kind, block.label) for block in read.blocks] == REPORT_OUTLINE
    assert by_path(read)["para7/vote2"].text == "Algeria, Angola."
    assert (read.kind, read.title) == ("report", "Report on the thirty-third session")


PARTS = """\
57/270. 联合国各次主要会议和首脑会议结果的统筹协调执行

A

联合国经济和社会领域

大会，

回顾其决议，

1. 决定设立工作组；

2. 请秘书长提出报告。

B

后续行动

大会，

重申承诺，

1. 欢迎进展。
"""

OLD_STYLE = """\
八十七(一九五〇).一九五〇年九月二十九日決議案
〔S/1836〕

  安全理事會,

  鑒於理事會有責任調查任何足以引起國際摩擦之情勢,

  備悉中華人民共和國之聲明,

  決議:

  (a)將此問題展緩至下次集會時審議;

  (b)邀請上述政府代表列席會議。

第五〇六次會議以七票對三票通過,棄權者一。
"""

ANNEXES = """\
76/1. 标题

大会，

回顾其决议，

1. 通过本决议附件一和附件二；

2. 决定继续处理此案。

附件一

行动计划

一. 导言

1. 各国应当行动。

2. 各国应当合作。

附件二

宣言

我们，各国代表，

重申承诺，

宣告如下：

1. 我们将合作。
"""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (PARTS, "h1 A/h1 A/h2 A/body A/pp1 A/op1 A/op2 B/h1 B/h2 B/body B/pp1 B/op1"),
        (OLD_STYLE, "h1 h2 body pp1 pp2 op1 op1(a) op1(b) sig1"),
        (
            ANNEXES,
            (
                "h1 body pp1 op1 op2 annex1/h1 annex1/h2 annex1/h3 annex1/para1 annex1/para2 "
                "annex2/h1 annex2/h2 annex2/body annex2/pp1 annex2/p1 annex2/para1"
            ),
        ),
        ("大会，\n\n决定将项目推迟审议。\n", "body op1"),
        (OLD_STYLE + "\n本作品来自联合国官方文件，可以自由使用。\n", "h1 h2 body pp1 pp2 op1 op1(a) op1(b) sig1 p1"),
        ("大会：\n\n(a) 注意到报告；\n\n(b) 核准议程。\n", "body (a) (b)"),
        ("Dear Sir,\n\nI write to you about a matter of some importance to us all.\n", "p1 p2"),
        (
            "1. 一。\n\n2. 二。\n\n3. 三：\n\n(a) 甲；\n\n(b) 乙。\n\n4. 四。\n",
            "para1 para2 para3 para3(a) para3(b) para4",
        ),
        ("1. 一。\n\n3. 三。\n\n3. 又三。\n", "para1 para3 para3~2"),
        (
            "1. Table 1 shows them.\n\nTable 1\n\nRegion      2022      2023\n\nAfrica      12      14\n\n2. More.\n",
            "para1 h1 i1 i2 para2",
        ),
        ("# Title\n\n1. One.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n2. Two.\n", "h1 para1 i1 i2 para2"),
        ("1. Acts:\n\n• One\n\n• Two, namely:\n\n(a) This;\n\n2. More.\n", "para1 para1/i1 para1/i2 para1(a) para2"),
    ],
)
def test_places(text: str, places: str) -> None:
    assert [block.path for block in parsed(text).blocks] == places.split()


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("1. 一。\n\n3. 三。\n\n3. 又三。\n", [("para3", "2 is missing"), ("para3~2", "a second time")]),
        ("1. 第一段。¹\n", [("para1", "the mark 1 calls a footnote that is not there")]),
        ("1. 第一段。¹\n\n¹ 注。\n\n² 又注。\n", [("fn2", "is called nowhere")]),
        ("1. 员会在维也纳举行会议。\n", [("para1", "lack its beginning")]),
        ("1. decides to act upon the matter.\n\n2. The committee agreed.\n", [("para1", "lack its beginning")]),
    ],
)
def test_warnings(text: str, warnings: list[tuple[str, str]]) -> None:
    told = parsed(text).warnings
    assert len(told) == len(warnings)
    for warning, (path, words) in zip(told, warnings, strict=True):
        assert warning.path == path
        assert words in warning.message


def test_a_language_without_a_table_is_kept_as_given() -> None:
    assert parsed("1. 决定。\n", language="fr").language == "fr"


def test_symbol_and_language_can_be_given() -> None:
    read = parsed("1. 决定。\n", symbol="A/RES/1/1", language="zh")
    assert (read.symbol, read.symbols, read.language) == ("A/RES/1/1", ("A/RES/1/1",), "zh")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("78/229. 标题\n\n大会，\n\n1. 决定。\n", "A/RES/78/229"),
        ("2021/20. 标题\n\n经济及社会理事会，\n\n1. 决定。\n", "E/RES/2021/20"),
        ("23/9. 标题\n\n人权理事会，\n\n1. 决定。\n", "A/HRC/RES/23/9"),
        ("65/2. Title\n\nThe Commission on Narcotic Drugs,\n\n1. Decides to act.\n", "E/CN.7/RES/65/2"),
        ("安全理事会第1373号决议\n\nS/RES/1373(2001)\n\n安全理事会，\n\n1. 决定。\n", "S/RES/1373(2001)"),
        ("没有编号的文字。\n", ""),
    ],
)
def test_symbols_are_read_from_the_text(text: str, symbol: str) -> None:
    assert parsed(text).symbol == symbol


#: The text layer of an English page: marks set off by blanks, or on lines of their own.
DRAFT = """\
A/C.3/80/L.9

Eightieth session
Third Committee
Agenda item 107
Crime prevention and criminal justice

Tackling illicit trafficking in wild fauna and flora, including timber
and timber products, and other crimes that affect the environment

The General Assembly,

Recalling Commission on Crime Prevention and Criminal Justice resolution 31/1 of
20 May 2022, entitled “Strengthening the international legal framework”, 1
Recalling also Conference of the Parties resolution 10/6 of 16 October 2020, 2 and
resolution 12/4 of 18 October 2024,
3 on tackling crimes that affect the environment,
Mindful of the United Nations Convention against Transnational Organized Crime
4
and the links between such crimes and the supply chains that they make use of,
1. Urges Member States to adopt effective measures to prevent crimes that affect the
environment, and to cooperate with each other in the broadest possible manner;
3. Encourages Member States to take note of it.
_______________
1 See Official Records of the Economic and Social Council, 2022, Supplement No. 10.
2 See CTOC/COP/2020/10, sect. I.A.
3 See CTOC/COP/2024/11, sect. I.A.
4
United Nations, Treaty Series, vol. 2225, No. 39574.
"""


def test_a_draft_from_the_text_layer_of_a_page() -> None:
    read = parsed(DRAFT)
    places = by_path(read)
    places_in_order = " ".join(block.path for block in read.blocks)
    assert places_in_order == "h1 h2 h3 h4 h5 body pp1 pp2 pp3 op1 op3 fn1 fn2 fn3 fn4"
    assert read.title.startswith("Tackling illicit trafficking")
    assert (read.symbol, places["h5"].kind, places["h4"].kind) == ("A/C.3/80/L.9", "title", "meta")
    assert marked(places["pp2"]).endswith(
        "2020,[2] and resolution 12/4 of 18 October 2024,[3] on tackling crimes that affect the environment,"
    )
    assert "Organized Crime[4] and the links" in marked(places["pp3"])
    assert places["fn4"].text == "United Nations, Treaty Series, vol. 2225, No. 39574."
    assert [warning.path for warning in read.warnings] == ["op3"]
