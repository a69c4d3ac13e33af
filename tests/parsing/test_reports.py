"""Reports and resolutions as other bodies write them: what comes out of both extractions is the outline beside it."""

from __future__ import annotations

import pytest

from tests.parsing.documents import parsed
from tests.parsing.mutations import printed
from unreader.model import Document

#: A paragraph that is long enough to be wrapped, so that the wrapped print is seen for what it is.
LONG = (
    "在同次会议上，委员会秘书宣读了关于决议草案所涉方案预算问题的说明，随后若干国家加入为决议草案提案国并作了发言，" * 2
)


def outline(document: Document) -> str:
    """Path, label and the text's beginning of every block, a line each."""
    return "\n".join(
        f"{block.path} {block.label}{' ' if block.label else ''}{block.text[:6].rstrip()}" for block in document.blocks
    )


#: A committee's report whose only draft has no heading of its own; the decision that it recommends besides has none.
ONE_DRAFT = f"""\
第七十八届会议
议程项目 83
国际法委员会第七十四届会议工作报告
第六委员会的报告
报告员：扎赫拉·萨利姆女士(摩洛哥)
一. 导言
1. {LONG}。
二. 决议草案 A/C.6/78/L.19 的审议情况
2. 在 11 月 16 日第 35 次会议上，委员会进行了记录表决，通过了决议草案。表决结果如下：2
赞成：
阿富汗、阿尔及利亚。
反对：
以色列。
__________________
2 随后，贝宁代表团表示，它本打算投票赞成。
三. 第六委员会的建议
3. 第六委员会建议大会通过以下决议草案：
工作报告
大会，
审议了国际法委员会第七十四届会议工作报告，
1. 表示注意到该报告；
2. 请秘书长：
(a) 编写报告；
(b) 提交报告。
附件
准则
目标
1. 本准则旨在提供指导。
附件二
其他准则
1. 第二项准则。
4. 第六委员会又建议大会通过以下决定草案：
审议的文件
大会注意到在该项目下提交的下列文件：
(a) 秘书长的报告(A/78/211)；
(b) 秘书长的说明。
"""

ONE_DRAFT_OUTLINE = f"""\
h1 第七十八届会
h2 议程项目83
h3 国际法委员会
h4 第六委员会的
h5 报告员：扎赫
h6 一. 导言
para1 1. {LONG[:6]}
h7 二. 决议草案A/
para2 2. 在11月16
para2/vote1 赞成 阿富汗、阿尔
para2/vote2 反对 以色列。
fn2 2 随后，贝宁代
h8 三. 第六委员会的
para3 3. 第六委员会建
draft1/h1 工作报告
draft1/body 大会，
draft1/pp1 审议了国际法
draft1/op1 1. 表示注意到该
draft1/op2 2. 请秘书长：
draft1/op2(a) (a) 编写报告；
draft1/op2(b) (b) 提交报告。
draft1/annex/h1 附件
draft1/annex/h2 准则
draft1/annex/h3 目标
draft1/annex/para1 1. 本准则旨在提
draft1/annex2/h1 附件二
draft1/annex2/h2 其他准则
draft1/annex2/para1 1. 第二项准则。
para4 4. 第六委员会又
decision1/h1 审议的文件
decision1/p1 大会注意到在
decision1/(a) (a) 秘书长的报告
decision1/(b) (b) 秘书长的说明"""

#: The whole report of a commission: cover, table of contents, chapters, a draft that hands another on, annexes.
CHAPTERS = f"""\
预防犯罪和刑事司法委员会
第三十二届会议报告
(2022 年 12 月 9 日和 2023 年 5 月 22 日至 26 日)
经济及社会理事会
正式记录，2023 年
补编第 10 号
E/2023/30-E/CN.15/2023/14
目录
章次 页次
一. 需请经济及社会理事会采取行动的事项 3
A. 决议草案 3
二. 会议安排 ........................... 40
附件
一. 与会者名单 45
第一章
需请经济及社会理事会采取行动的事项
A. 决议草案
1. 委员会建议理事会核准以下决议草案供大会通过：
决议草案一
人人平等诉诸司法
大会，
回顾《联合国宪章》所载的宗旨和原则，
1. {LONG}；
2. 请秘书长提交报告。
决议草案二
减少再次犯罪
经济及社会理事会，
建议大会通过以下决议草案：
大会，
回顾其第 77/1 号决议，
1. 注意到报告。
B. 决定草案
2. 委员会建议理事会通过以下决定草案：
委员会第三十二届会议报告
经济及社会理事会注意到预防犯罪和刑事司法委员会第三十二届会议的报告。
第二章
会议安排
3. 委员会通过了临时议程。议程如下：
1. 选举主席团成员。
2. 通过议程。
4. {LONG}。
附件一
与会者名单
附件二
文件一览表
"""

CHAPTERS_OUTLINE = f"""\
h1 预防犯罪和刑
h2 第三十二届会
h3 (2022年
h4 经济及社会理
h5 正式记录，2
h6 补编第10号
h7 E/2023
h8 目录
i1 章次页次
i2 一. 需请经济及社
i3 A. 决议草案3
i4 二. 会议安排..
i5 附件
i6 一. 与会者名单4
I/h1 第一章
I/h2 需请经济及社
I.A/h1 A. 决议草案
para1 1. 委员会建议理
I.A/draft1/h1 决议草案一
I.A/draft1/h2 人人平等诉诸
I.A/draft1/body 大会，
I.A/draft1/pp1 回顾《联合国
I.A/draft1/op1 1. {LONG[:6]}
I.A/draft1/op2 2. 请秘书长提交
I.A/draft2/h1 决议草案二
I.A/draft2/h2 减少再次犯罪
I.A/draft2/ecosoc/body 经济及社会理
I.A/draft2/ecosoc/op1 建议大会通过
I.A/draft2/body 大会，
I.A/draft2/pp1 回顾其第77
I.A/draft2/op1 1. 注意到报告。
I.B/h1 B. 决定草案
para2 2. 委员会建议理
I.B/decision1/h1 委员会第三十
I.B/decision1/p1 经济及社会理
II/h1 第二章
II/h2 会议安排
para3 3. 委员会通过了
para3/item1 1. 选举主席团成
para3/item2 2. 通过议程。
para4 4. {LONG[:6]}
annex1/h1 附件一
annex1/h2 与会者名单
annex2/h1 附件二
annex2/h2 文件一览表"""

#: A resolution in parts: an annex behind the closing lines is the whole text's; numbers go on through its sections.
PARTS = f"""\
2021 年 12 月 24 日大会决议
76/300. 加强联合国人道主义和救灾援助的协调
A
人道主义援助的协调
大会，
深为关切：
(a) 人道主义需求规模空前，
(b) 资金缺口，
1. {LONG}；
B
向灾民提供援助
大会，
回顾 A 部分，
1. 表示感谢。
附件
援助清单
1. 清单如后。
2021 年 12 月 24 日
第 54 次全体会议
附件一
指导原则
一. 总则
1. 人道主义援助必须根据公正的原则提供。
二. 预防
2. 应当加强能力。
附件二
行动框架
一. 总则
1. 第一条原则。
二. 预防
1. 第二条原则。
"""

PARTS_OUTLINE = f"""\
h1 2021年1
h2 76/300. 加强联合国人
A/h1 A
A/h2 人道主义援助
A/body 大会，
A/pp1 深为关切：
A/pp1(a) (a) 人道主义需求
A/pp1(b) (b) 资金缺口，
A/op1 1. {LONG[:6]}
B/h1 B
B/h2 向灾民提供援
B/body 大会，
B/pp1 回顾A部分，
B/op1 1. 表示感谢。
B/annex/h1 附件
B/annex/h2 援助清单
B/annex/para1 1. 清单如后。
sig1 2021年1
annex1/h1 附件一
annex1/h2 指导原则
annex1/h3 一. 总则
annex1/para1 1. 人道主义援助
annex1/h4 二. 预防
annex1/para2 2. 应当加强能力
annex2/h1 附件二
annex2/h2 行动框架
annex2/I/h1 一. 总则
annex2/I/para1 1. 第一条原则。
annex2/II/h1 二. 预防
annex2/II/para1 1. 第二条原则。"""

#: A decision that stands alone: what it decides in lettered items, and the agenda that it approves.
DECISION = """\
2022/317. 委员会第三十一届会议报告
在 2022 年 7 月 21 日第 33 次全体会议上，经济及社会理事会：
(a) 表示注意到报告；
(b) 核准临时议程如下：
委员会第三十二届会议临时议程
1. 选举主席团成员。
2. 一般性辩论：
(a) 第一分项。
"""

DECISION_OUTLINE = """\
h1 2022/317. 委员会第三十
body 在2022年
(a) (a) 表示注意到报
(b) (b) 核准临时议程
h2 委员会第三十
agenda/item1 1. 选举主席团成
agenda/item2 2. 一般性辩论：
agenda/item2(a) (a) 第一分项。"""

#: A report of the Secretary-General: its title stands above the line that says who reports; the summary ends before 一.
SECRETARY = """\
联合国 A/78/134
大会
Distr.: General
10 July 2023
第七十八届会议
临时议程* 项目 107
预防犯罪和刑事司法
预防犯罪大会的后续行动
秘书长的报告
摘要
本报告是根据大会第77/231号决议编写的。
* A/78/150。
一. 导言
1. 大会请秘书长提交报告。
二. 后续行动
2. 委员会举行了专题讨论。
1. 第一轮讨论
3. 第一轮讨论于 2021 年举行。
"""

SECRETARY_OUTLINE = """\
h1 联合国A/7
h2 大会
h3 Distr.
h4 10 Jul
h5 第七十八届会
h6 临时议程项目
h7 预防犯罪和刑
h8 预防犯罪大会
h9 秘书长的报告
summary/h1 摘要
summary/p1 本报告是根据
fn* * A/78/1
h10 一. 导言
para1 1. 大会请秘书长
h11 二. 后续行动
para2 2. 委员会举行了
h12 1. 第一轮讨论
para3 3. 第一轮讨论于"""

#: A resolution that adopts another text: its headings, sentences, goals and targets.
AGENDA = """\
70/1. 变革我们的世界
大会，
通过下列成果文件：
2030 年可持续发展议程
序言
本议程是为人类、地球与繁荣制订的行动计划。
宣言
1. 我们于今日制定了新的全球可持续发展目标。
目标 1. 消除贫困
1.1 到 2030 年，消除极端贫困
1.a 确保调集资源
目标 2. 消除饥饿
2.1 到 2030 年，消除饥饿
2. 我们承诺全面执行这一新议程。
"""

AGENDA_OUTLINE = """\
h1 70/1. 变革我们的世
body 大会，
pp1 通过下列成果
h2 2030年可
h3 序言
p1 本议程是为人
h4 宣言
op1 1. 我们于今日制
h5 目标1.消除
item1.1 1.1 到2030年
item1.a 1.a 确保调集资源
h6 目标2.消除
item2.1 2.1 到2030年
op2 2. 我们承诺全面"""

LETTER = """\
联合国 A/78/92
大会
Distr.: General
8 June 2023
第七十八届会议
2023 年 6 月 5 日古巴常驻联合国代表给秘书长的信
谨转递部长级宣言(见附件)。
常驻代表
大使
佩德罗·奎斯塔(签名)
2023 年 6 月 5 日古巴常驻联合国代表给秘书长的信的附件
部长级宣言
我们，七十七国集团和中国的外交部长，
回顾《联合国宪章》，
1. 重申承诺。
"""

LETTER_OUTLINE = """\
h1 联合国A/7
h2 大会
h3 Distr.
h4 8 June
h5 第七十八届会
h6 2023年6
p1 谨转递部长级
sig1 常驻代表大使
annex/h1 2023年6
annex/h2 部长级宣言
annex/body 我们，七十七
annex/pp1 回顾《联合国
annex/para1 1. 重申承诺。"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ONE_DRAFT, ONE_DRAFT_OUTLINE), (CHAPTERS, CHAPTERS_OUTLINE), (PARTS, PARTS_OUTLINE)],
    ids=["one-draft", "chapters", "parts"],
)
def test_outlines(text: str, expected: str) -> None:
    assert outline(parsed(text)) == expected
    assert outline(parsed(printed(text))) == expected


def test_a_report_that_prints_its_two_symbols_as_one_has_both() -> None:
    read = parsed(CHAPTERS)
    assert (read.symbol, read.symbols) == ("E/2023/30", ("E/2023/30", "E/CN.15/2023/14"))
    # What stands in brackets is when the session was held.
    assert (read.kind, read.date) == ("report", None)


@pytest.mark.parametrize(
    ("text", "expected", "kind", "symbol", "title", "date"),
    [
        (DECISION, DECISION_OUTLINE, "decision", "E/DEC/2022/317", "委员会第三十一届会议报告", "2022-07-21"),
        (SECRETARY, SECRETARY_OUTLINE, "report", "A/78/134", "预防犯罪大会的后续行动", "2023-07-10"),
        (AGENDA, AGENDA_OUTLINE, "resolution", "A/RES/70/1", "变革我们的世界", None),
        (LETTER, LETTER_OUTLINE, "letter", "A/78/92", "2023年6月5日古巴常驻联合国代表给秘书长的信", "2023-06-05"),
    ],
    ids=["decision", "secretary-general", "agenda", "letter"],
)
def test_headers(text: str, expected: str, kind: str, symbol: str, title: str, date: str | None) -> None:
    read = parsed(text)
    assert outline(read) == expected
    assert (read.kind, read.symbol, read.title, read.date) == (kind, symbol, title, date)


ENGLISH = """\
United Nations A/78/482
Agenda item 107
Crime prevention and criminal justice
Report of the Third Committee
Rapporteur: Mr. Poveda Brito (Bolivarian Republic of Venezuela)
I. Introduction
1. An account of the discussion is contained in the relevant summary records.1
__________________
1 A/C.3/78/SR.5.
II. Recommendations of the Third Committee
2. The Third Committee recommends to the General Assembly the adoption of the following draft resolution:
Technical assistance
The General Assembly,
Having considered the report of the Secretary-General,1
1. Takes note of the report.
__________________
1 A/78/134.
3. The Third Committee also recommends to the General Assembly the adoption of the following draft decision:
Documents considered by the General Assembly
The General Assembly takes note of the following documents:
(a) Report of the Secretary-General;
(b) Note by the Secretariat.
"""

ENGLISH_OUTLINE = """\
h1 United
h2 Agenda
h3 Crime
h4 Report
h5 Rappor
h6 I. Introd
para1 1. An acc
fn1 1 A/C.3/
h7 II. Recomm
para2 2. The Th
draft1/h1 Techni
draft1/body The Ge
draft1/pp1 Having
draft1/op1 1. Takes
draft1/fn1 1 A/78/1
para3 3. The Th
decision1/h1 Docume
decision1/p1 The Ge
decision1/(a) (a) Report
decision1/(b) (b) Note b"""


def test_an_english_report_with_marks_behind_full_stops() -> None:
    read = parsed(ENGLISH)
    assert outline(read) == ENGLISH_OUTLINE
    assert {block.path: block.footnotes[0].label for block in read.blocks if block.footnotes} == {
        "para1": "1",
        "draft1/pp1": "1",
    }
    assert read.warnings == ()


#: A quoted clause that ends with a body's name begins no text; a decision in a plain sentence has a number and a day.
AMENDMENT = "A/C.3/79/L.68\n\n1. After the first paragraph, insert:\n\nNoting the view of the Board,\n\n2. Delete it.\n"
SENTENCE = (
    "78/501. Appointment\n\nAt its 1st plenary meeting, on 5 September 2023, the General Assembly took note of it.\n"
)


def test_amendments_and_decisions_in_a_sentence() -> None:
    assert [block.path for block in parsed(AMENDMENT).blocks] == ["para1", "para1/i1", "para2"]
    read = parsed(SENTENCE)
    assert (read.symbol, read.kind, read.date) == ("A/DEC/78/501", "decision", "2023-09-05")


@pytest.mark.parametrize(
    ("printed_symbol", "symbol"),
    [("S/RES/2396 (2017)", "S/RES/2396(2017)"), ("A/C.3/78/L.9/Rev.1", "A/C.3/78/L.9/Rev.1")],
)
def test_the_symbol_of_the_masthead(printed_symbol: str, symbol: str) -> None:
    assert parsed(f"联合国 {printed_symbol}\n\n决议\n\n大会，\n\n1. 决定。\n").symbol == symbol


def test_a_preamble_whose_paragraphs_lost_their_ends_is_still_one() -> None:
    text = "77/1. 题\n\n大会，\n\n重申其决议，\n\n请各国注意这一事项\n\n盼望早日采取行动。\n\n1. 决定继续处理此案。\n"
    assert [block.path for block in parsed(text).blocks] == ["h1", "body", "pp1", "pp2", "pp3", "op1"]
