"""Texts of the other kinds that people have: letters, records, sections, decisions in a row, the first decades."""

from __future__ import annotations

import pytest

from tests.parsing.documents import by_path, parsed

LETTER = """\
S/2024/501

Security Council

Distr.: General
28 June 2024
Original: English

Letter dated 27 June 2024 from the Permanent Representative of Sierra Leone to the United Nations addressed to the \
Secretary-General

I have the honour to transmit herewith a concept note for the open debate (see annex).

I should be grateful if you would have the present letter circulated as a document of the Security Council.

(Signed) Michael Imran Kanu
Ambassador
Permanent Representative of Sierra Leone

Annex to the letter dated 27 June 2024 from the Permanent Representative of Sierra Leone to the United Nations \
addressed to the Secretary-General

Concept note for the open debate

1. On 10 July 2024, the Council will hold a debate.

2. Members are invited to make statements.
"""

RECORD = """\
A/C.3/79/SR.5

Seventy-ninth session
Official Records

Third Committee

Summary record of the 5th meeting
Held at Headquarters, New York, on Monday, 7 October 2024, at 10 a.m.

Chair: Mr. Maniratanga (Burundi)

Agenda item 107: Crime prevention and criminal justice (A/79/120)

1. Ms. Smith (Director), introducing the reports, said that crime had changed.

2. The Chair invited the Committee to engage in a general discussion.

The meeting rose at 1 p.m.
"""

SECTIONS = """\
71/314. Organization of work

The General Assembly,

Recalling its resolution 70/1 of 25 September 2015,

I
Conference services

1. Takes note of the report;

2. Decides to keep the matter under review;

II
Calendar

1. Approves the calendar;

2. Requests the Secretary-General:

(a) To report;

(b) To consult.

50th plenary meeting
1 December 2017
"""

CHINESE_SECTIONS = """\
71/314. 工作安排

大会，

回顾其决议，

一

会议事务

1. 注意到报告；

2. 决定继续审查此事；

二

会议日历

1. 核可会议日历。
"""

#: The numbering runs on through the sections: they are headings.
RUNNING_SECTIONS = """\
71/314. 工作安排

大会，

回顾其决议，

一. 会议事务

1. 注意到报告；

二. 会议日历

2. 核可会议日历。
"""

AMENDMENT = """\
A/C.3/79/L.68

Seventy-ninth session
Third Committee
Agenda item 107

Cameroon: amendment to draft resolution A/C.3/79/L.10/Rev.1

In operative paragraph 26, after “all forms of crime”, insert “including cybercrime”.

Delete the last preambular paragraph.
"""

DECISIONS = """\
Decision 6/CMA.3

Common time frames

The Conference of the Parties,

Recalling Article 4 of the Paris Agreement,

1. Reaffirms the nature of contributions;

12th plenary meeting
13 November 2021

Decision 7/CMA.3

Work programme

The Conference of the Parties,

Recalling Articles 2 and 7,

1. Welcomes the work;

Annex

Guidelines

1. These apply to all.
"""

OLD_ENGLISH = """\
87 (1950). Resolution of 29 September 1950

[S/1836]

The Security Council,

Considering that it is its duty to investigate any situation likely to lead to international friction,

Decides:

(a) To defer consideration of this question;

(b) To invite a representative to attend.

Adopted at the 506th meeting by 7 votes to 3, with 1 abstention.
"""

OLD_PARTS = """\
377 (V). Uniting for peace

A

The General Assembly,

Recognizing that the purposes of the United Nations are peace,

1. Resolves that the Assembly shall consider the matter;

B

The General Assembly,

Recalling its resolution,

1. Recommends to the Council.

302nd plenary meeting,
3 November 1950.
"""

#: The body that proclaims is named behind the preamble.
DECLARATION = """\
世界人權宣言

序言

鑑於對人類家庭所有成員的固有尊嚴的承認，乃是世界自由、正義與和平的基礎，

鑑於有必要促進各國間友好關係的發展，

因此現在，

大會，

發布這一世界人權宣言，作為所有人民和所有國家努力實現的共同標準；

第一條

人人生而自由，在尊嚴和權利上一律平等。

第二條

人人有資格享受本宣言所載的一切權利和自由。

第三條

人人有權享有生命、自由和人身安全。
"""

PROSE = """\
A talk on the law of the sea

The sea has been used by all since there were boats, and the rules are older than most states.

What is new

Since 1982 there is a convention about nearly everything.
"""


@pytest.mark.parametrize(
    ("text", "kind", "symbol", "places"),
    [
        (
            LETTER,
            "letter",
            "S/2024/501",
            "h1 h2 h3 h4 h5 p1 p2 sig1 annex/h1 annex/h2 annex/para1 annex/para2",
        ),
        (RECORD, "record", "A/C.3/79/SR.5", "h1 h2 h3 h4 h5 h6 h7 para1 para2 p1"),
        (
            SECTIONS,
            "resolution",
            "A/RES/71/314",
            "h1 body pp1 I/h1 I/h2 I/op1 I/op2 II/h1 II/h2 II/op1 II/op2 II/op2(a) II/op2(b) sig1",
        ),
        (CHINESE_SECTIONS, "resolution", "A/RES/71/314", "h1 body pp1 I/h1 I/h2 I/op1 I/op2 II/h1 II/h2 II/op1"),
        (RUNNING_SECTIONS, "resolution", "A/RES/71/314", "h1 body pp1 h2 op1 h3 op2"),
        (AMENDMENT, "other", "A/C.3/79/L.68", "h1 h2 h3 h4 p1 p2"),
        (
            DECISIONS,
            "other",
            "",
            (
                "dec6_CMA.3/h1 dec6_CMA.3/h2 dec6_CMA.3/body dec6_CMA.3/pp1 dec6_CMA.3/op1 dec6_CMA.3/sig1 "
                "dec7_CMA.3/h1 dec7_CMA.3/h2 dec7_CMA.3/body dec7_CMA.3/pp1 dec7_CMA.3/op1 "
                "dec7_CMA.3/annex/h1 dec7_CMA.3/annex/h2 dec7_CMA.3/annex/para1"
            ),
        ),
        (OLD_ENGLISH, "resolution", "S/RES/87(1950)", "h1 h2 body pp1 op1 op1(a) op1(b) sig1"),
        (
            OLD_PARTS,
            "resolution",
            "A/RES/377(V)",
            "h1 A/h1 A/body A/pp1 A/op1 B/h1 B/body B/pp1 B/op1 sig1",
        ),
        (
            DECLARATION,
            "other",
            "",
            "h1 h2 pp1 pp2 p1 body p2 art1/h1 art1/p1 art2/h1 art2/p1 art3/h1 art3/p1",
        ),
        (PROSE, "other", "", "h1 p1 h2 p2"),
    ],
)
def test_kinds(text: str, kind: str, symbol: str, places: str) -> None:
    read = parsed(text)
    assert (read.kind, read.symbol) == (kind, symbol)
    assert [block.path for block in read.blocks] == places.split()


def test_a_letter_is_signed_with_name_and_office() -> None:
    blocks = by_path(parsed(LETTER))
    assert blocks["sig1"].text == "(Signed) Michael Imran Kanu Ambassador Permanent Representative of Sierra Leone"
    assert blocks["h5"].kind == "title"


@pytest.mark.parametrize(
    ("text", "symbol", "title", "date"),
    [
        (
            "八十七(一九五〇).一九五〇年九月二十九日決議案\n\n〔S/1836〕\n\n安全理事會,\n\n決議:\n\n(a)將此問題展緩;\n",
            "S/RES/87(1950)",
            "一九五〇年九月二十九日決議案",
            "1950-09-29",
        ),
        ("二一七(三). 世界人權宣言\n\n大會,\n\n決定如下。\n", "A/RES/217(III)", "世界人權宣言", None),
        ("1373 (2001). Threats\n\nThe Security Council,\n\n1. Decides.\n", "S/RES/1373(2001)", "Threats", None),
        ("2200 A (XXI). Covenants\n\nThe General Assembly,\n\n1. Adopts.\n", "A/RES/2200(XXI)A", "Covenants", None),
        (
            "155 C (VII). Prevention\n\nThe Economic and Social Council,\n\n1. Approves.\n",
            "E/RES/155(VII)C",
            "Prevention",
            None,
        ),
    ],
)
def test_numbers_of_the_first_decades(text: str, symbol: str, title: str, date: str | None) -> None:
    read = parsed(text)
    assert (read.symbol, read.title, read.date) == (symbol, title, date)


def test_a_decision_is_told_from_a_resolution() -> None:
    text = "Decision adopted by the General Assembly\n\n74/550. Title\n\nThe General Assembly,\n\n1. Decides to act.\n"
    assert (parsed(text).kind, parsed(text).symbol) == ("decision", "A/DEC/74/550")


PAGES = (
    "1. 第一段。\n\nA/79/459\n\n2/9 24-22518\n\nA/79/459\n\n3/9 24-22518\n\nA/79/459\n\n2. 第二段。\n\n4/9 24-22518\n"
)
SECOND = "The text of the convention and of its annex is in the language of the parties to it. " * 60
FOREIGN = "De verdragsluitende staten zijn het volgende overeengekomen om corruptie te bestrijden. " * 60


ENGLISH = "The Commission recommends the following text to the Council for adoption at its next session."
CHINESE = "委员会建议经济及社会理事会在其下届会议上通过下列案文，并请秘书长就此提出报告。"
TURNS = "".join(f"{number}. {ENGLISH}\n\n{number}. {CHINESE}\n\n" for number in range(1, 6))


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        (f"1. {ENGLISH * 5}\n\n2. {ENGLISH}\n\n1. {CHINESE * 2}\n\n2. {CHINESE}\n", "para1~2", "with --language zh"),
        (f"1. {CHINESE * 3}\n\n2. {CHINESE}\n\n1. {ENGLISH * 2}\n\n2. {ENGLISH * 2}\n", "para1~2", "--language en"),
        (TURNS, "para1", "two languages take turns"),
        (PAGES, "para1", "page 3 holds no text"),
        (f"1. {SECOND}\n\n2. {SECOND}\n\n3. {FOREIGN}\n\n4. {FOREIGN}\n", "para3", "in another language"),
        ("1. 决定。\n\n2. 决定。\n\n5. 决定。\n", "para5", "3 to 4 are missing before 5"),
        ("1. 决定，¹ 并请，² 再议。\n\n¹ 注一。\n", "para1", "the mark 2 calls a footnote that is not there"),
    ],
)
def test_warnings_that_help(text: str, path: str, words: str) -> None:
    warnings = parsed(text).warnings
    assert [(warning.path, words in warning.message) for warning in warnings] == [(path, True)]


#: As a program extracts a page line by line: its own lines over the text, a blank at every end, labels on their lines.
EXTRACTED = """---
symbol: A/RES/80/3
title: "Political Declaration :"
---

United Nations\x20
A/RES/80/3
\x20
General Assembly\x20
Distr.: General\x20
25-16680 (E)\x20
*2516680*\x20
\x20
Eightieth session\x20
Agenda item 13\x20

80/3.\x20
Political Declaration\x20
\x20
The General Assembly,\x20
Recalling its resolution 79/233 of 24 December 2024, in which it decided to convene\x20
the Third United Nations Conference on Landlocked Developing Countries in Awaza,\x20
Turkmenistan, from 5 to 8 August 2025,\x20
1.\x20
Expresses its profound gratitude to Turkmenistan for hosting the Conference;1\x20
2.\x20
Endorses the Political Declaration, in particular:\x20
\x20
(a)\x20
Structural transformation;\x20
\x20
(b)\x20
Regional integration.\x20
__________________\x20
1  See A/CONF.225/2025/5.\x20
"""


def test_labels_on_lines_of_their_own_under_the_lines_of_a_program() -> None:
    read = parsed(EXTRACTED)
    assert (read.symbol, read.title, read.kind) == ("A/RES/80/3", "Political Declaration", "resolution")
    labels = [(block.path, block.label, block.text) for block in read.blocks if block.kind not in ("meta", "body")]
    assert labels[0] == ("h7", "80/3.", "Political Declaration")
    assert [path for path, _, _ in labels[1:]] == ["pp1", "op1", "op2", "op2(a)", "op2(b)", "fn1"]
    assert labels[1][2].endswith("in Awaza, Turkmenistan, from 5 to 8 August 2025,")
    assert labels[4] == ("op2(a)", "(a)", "Structural transformation;")
