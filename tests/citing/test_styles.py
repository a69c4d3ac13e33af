"""Citations as they are written, to the letter."""

from __future__ import annotations

import pytest

from unreader.citing.styles import StyleError, cite
from unreader.model import Address

WRITTEN = [
    (
        "A/RES/78/229#op12",
        "",
        "大会第78/229号决议，第12段",
        "General Assembly resolution 78/229, para. 12",
    ),
    (
        "A/RES/78/229",
        "",
        "大会第78/229号决议",
        "General Assembly resolution 78/229",
    ),
    (
        "A/RES/78/229#pp3",
        "",
        "大会第78/229号决议，序言部分第3段",
        "General Assembly resolution 78/229, third preambular paragraph",
    ),
    (
        "A/RES/78/229#pp42",
        "",
        "大会第78/229号决议，序言部分第42段",
        "General Assembly resolution 78/229, 42nd preambular paragraph",
    ),
    (
        "A/RES/78/229#op6(a)(i)",
        "",
        "大会第78/229号决议，第6(a)(i)段",
        "General Assembly resolution 78/229, para. 6 (a) (i)",
    ),
    (
        "E/2024/30#para23",
        "",
        "E/2024/30，第23段",
        "E/2024/30, para. 23",
    ),
    (
        "A/79/459#draft6/op43",
        "37",
        "A/79/459，第37段，决议草案六，第43段",
        "A/79/459, para. 37, draft resolution VI, para. 43",
    ),
    (
        "A/79/459#draft6/op43",
        "",
        "A/79/459，决议草案六，第43段",
        "A/79/459, draft resolution VI, para. 43",
    ),
    (
        "A/RES/76/181#annex/para29",
        "",
        "大会第76/181号决议，附件，第29段",
        "General Assembly resolution 76/181, annex, para. 29",
    ),
    (
        "UNTS/2349/42146#art57/para5",
        "",
        "《联合国反腐败公约》第五十七条第五款",
        "United Nations Convention against Corruption, art. 57, para. 5",
    ),
    (
        "UNTS/2349/42146#art52/para2(b)",
        "",
        "《联合国反腐败公约》第五十二条第二款(b)项",
        "United Nations Convention against Corruption, art. 52, para. 2 (b)",
    ),
    (
        "UNTS/2225/39574#art2/(b)",
        "",
        "《联合国打击跨国有组织犯罪公约》第二条(b)项",
        "United Nations Convention against Transnational Organized Crime, art. 2 (b)",
    ),
    (
        "A/RES/217(III)A",
        "",
        "大会第217 A (III)号决议",
        "General Assembly resolution 217 A (III)",
    ),
    (
        "A/RES/57/270B",
        "",
        "大会第57/270 B号决议",
        "General Assembly resolution 57/270 B",
    ),
    (
        "A/DEC/74/550A#(a)",
        "",
        "大会第74/550 A号决定，(a)段",
        "General Assembly decision 74/550 A, para. (a)",
    ),
    (
        "S/RES/1373(2001)#op1",
        "",
        "安全理事会第1373(2001)号决议，第1段",
        "Security Council resolution 1373 (2001), para. 1",
    ),
    (
        "E/CN.15/RES/33/1#op7(k)",
        "",
        "预防犯罪和刑事司法委员会第33/1号决议，第7(k)段",
        "Commission on Crime Prevention and Criminal Justice resolution 33/1, para. 7 (k)",
    ),
    (
        "WHA/63.22",
        "",
        "世界卫生大会第63.22号决议",
        "World Health Assembly resolution 63.22",
    ),
    (
        "CAC/COSP/RES/6/5",
        "",
        "联合国反腐败公约缔约国会议第6/5号决议",
        "Conference of the States Parties to the United Nations Convention against Corruption resolution 6/5",
    ),
    (
        "E/2024/30#I.D/res33_1/op7(k)",
        "",
        "E/2024/30，第一章，D节，第33/1号决议，第7(k)段",
        "E/2024/30, chap. I, sect. D, resolution 33/1, para. 7 (k)",
    ),
    (
        "E/2024/30#I.C/decision2/(a)",
        "",
        "E/2024/30，第一章，C节，决定草案二，(a)段",
        "E/2024/30, chap. I, sect. C, draft decision II, para. (a)",
    ),
    (
        "E/2024/30#V.A.1/h1",
        "",
        "E/2024/30，第五章，A.1节",
        "E/2024/30, chap. V, sect. A.1",
    ),
    (
        "A/RES/78/229#fn12",
        "",
        "大会第78/229号决议，脚注12",
        "General Assembly resolution 78/229, footnote 12",
    ),
    (
        "E/2024/30#fn*",
        "",
        "E/2024/30，脚注*",
        "E/2024/30, footnote *",
    ),
    (
        "A/79/459#para23/vote1",
        "",
        "A/79/459，第23段，表决",
        "A/79/459, para. 23, vote",
    ),
    (
        "E/2024/30#para168/item4(a)",
        "",
        "E/2024/30，第168段，议程项目4(a)",
        "E/2024/30, para. 168, item 4 (a)",
    ),
    (
        "E/2024/30#para7/i4",
        "",
        "E/2024/30，第7段，第4项",
        "E/2024/30, para. 7, entry 4",
    ),
    (
        "E/2024/30#summary/p2",
        "",
        "E/2024/30，执行摘要，无编号段落2",
        "E/2024/30, summary, unnumbered para. 2",
    ),
    (
        "C.96.IV.13",
        "",
        "联合国出版物，出售品编号：C.96.IV.13",
        "United Nations publication, Sales No. C.96.IV.13",
    ),
    (
        "UN-CHARTER#art101/para3",
        "",
        "《联合国宪章》第一百零一条第三款",
        "Charter of the United Nations, art. 101, para. 3",
    ),
    (
        "E/RES/155(VII)C",
        "",
        "经济及社会理事会第155 C (VII)号决议",
        "Economic and Social Council resolution 155 C (VII)",
    ),
    (
        "A/RES/415(V)",
        "",
        "大会第415 (V)号决议",
        "General Assembly resolution 415 (V)",
    ),
    (
        "UNTS/1/2#art5",
        "",
        "联合国，《条约汇编》，第1卷，第2号，第五条",
        "United Nations, Treaty Series, vol. 1, No. 2, art. 5",
    ),
    (
        "E/2024/30#I.C/decision2/agenda/item6(a)",
        "",
        "E/2024/30，第一章，C节，决定草案二，议程，议程项目6(a)",
        "E/2024/30, chap. I, sect. C, draft decision II, agenda, item 6 (a)",
    ),
    (
        "E/RES/2021/20#ecosoc/op1",
        "",
        "经济及社会理事会第2021/20号决议，第1段",
        "Economic and Social Council resolution 2021/20, para. 1",
    ),
    (
        "A/RES/31/6#A/op2",
        "",
        "大会第31/6号决议，A部分，第2段",
        "General Assembly resolution 31/6, part A, para. 2",
    ),
    (
        "E/2024/30#V.A",
        "",
        "E/2024/30，第五章，A节",
        "E/2024/30, chap. V, sect. A",
    ),
]


@pytest.mark.parametrize(("address", "introduced", "chinese", "english"), WRITTEN)
def test_un_style(address: str, introduced: str, chinese: str, english: str) -> None:
    place = Address.parse(address)
    assert cite(place, language="zh", introduced=introduced) == chinese
    assert cite(place, language="en", introduced=introduced) == english


def test_an_unknown_style_is_told() -> None:
    with pytest.raises(StyleError, match="no such style"):
        cite(Address("A/RES/78/229"), style="no such style")
