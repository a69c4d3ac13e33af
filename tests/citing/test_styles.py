from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from unreader.citing.facts import Facts
from unreader.citing.place_words import WordsError, checked, un_words
from unreader.citing.styles import STYLES, StyleError, cite
from unreader.citing.works import check_styles, style_table
from unreader.model import Address

RESOLUTION = Address("A/RES/78/229", "op12")
RESOLUTION_FACTS = Facts(
    title="加强联合国预防犯罪和刑事司法方案，特别是其技术合作能力",
    title_language="zh",
    date="2023-12-19",
    body="A",
    accessed="2026-11-21",
)
REPORT = Address("E/2024/30", "para23")
REPORT_FACTS = Facts(
    title="Report on the thirty-third session", title_language="en", body="E/CN.15", accessed="2026-11-21"
)
TITLE = RESOLUTION_FACTS.title

GOLDEN = [
    ("un", "zh", "大会第78/229号决议，第12段", "E/2024/30，第23段"),
    ("un", "en", "General Assembly resolution 78/229, para. 12", "E/2024/30, para. 23"),
    ("un-footnote", "zh", "大会第78/229号决议，第12段。", "E/2024/30，第23段。"),
    ("un-footnote", "en", "General Assembly resolution 78/229, para. 12.", "E/2024/30, para. 23."),
    (
        "oscola",
        "en",
        "UNGA Res 78/229 (19 December 2023) UN Doc A/RES/78/229, para 12",
        (
            "UN Commission on Crime Prevention and Criminal Justice, ‘Report on the thirty-third session’ (2024) "
            "UN Doc E/2024/30, para 23"
        ),
    ),
    (
        "bluebook",
        "zh",
        "G.A. Res. 78/229, ¶ 12, U.N. Doc. A/RES/78/229 (Dec. 19, 2023)",
        (
            "Comm’n on Crime Prevention & Crim. Just., Report on the thirty-third session, ¶ 23, "
            "U.N. Doc. E/2024/30 (2024)"
        ),
    ),
    (
        "apa",
        "en",
        (
            f"United Nations General Assembly. (2023, December 19). {TITLE} (A/RES/78/229, para. 12). "
            "https://undocs.org/en/A/RES/78/229"
        ),
        (
            "United Nations Commission on Crime Prevention and Criminal Justice. (2024). Report on the thirty-third "
            "session (E/2024/30, para. 23). https://undocs.org/en/E/2024/30"
        ),
    ),
    (
        "chicago",
        "en",
        (
            f"UN General Assembly, Resolution 78/229, {TITLE}, A/RES/78/229 (December 19, 2023), para. 12, "
            "https://undocs.org/en/A/RES/78/229."
        ),
        (
            "UN Commission on Crime Prevention and Criminal Justice, Report on the thirty-third session, E/2024/30 "
            "(2024), para. 23, https://undocs.org/en/E/2024/30."
        ),
    ),
    (
        "gbt7714",
        "zh",
        (
            f"联合国大会. {TITLE}: A/RES/78/229[R/OL]. (2023-12-19): 第12段[2026-11-21]. "
            "https://undocs.org/zh/A/RES/78/229."
        ),
        (
            "联合国预防犯罪和刑事司法委员会. Report on the thirty-third session: E/2024/30[R/OL]. "
            "2024: 第23段[2026-11-21]. https://undocs.org/zh/E/2024/30."
        ),
    ),
    ("pandoc", "en", "[@A-RES-78-229, para. 12]", "[@E-2024-30, para. 23]"),
    (
        "markdown",
        "zh",
        "[大会第78/229号决议，第12段](<https://undocs.org/zh/A/RES/78/229>)",
        "[E/2024/30，第23段](<https://undocs.org/zh/E/2024/30>)",
    ),
    ("address", "en", "A/RES/78/229#op12", "E/2024/30#para23"),
    (
        "bibtex",
        "en",
        f"""@techreport{{A-RES-78-229,
  author = {{{{United Nations General Assembly}}}},
  title = {{{{{TITLE}}}}},
  institution = {{United Nations}},
  type = {{Resolution 78/229}},
  number = {{A/RES/78/229}},
  year = {{2023}},
  url = {{https://undocs.org/en/A/RES/78/229}},
  urldate = {{2026-11-21}},
  note = {{para. 12}},
  month = dec,
}}""",
        """@techreport{E-2024-30,
  author = {{United Nations Commission on Crime Prevention and Criminal Justice}},
  title = {{Report on the thirty-third session}},
  institution = {United Nations},
  number = {E/2024/30},
  year = {2024},
  url = {https://undocs.org/en/E/2024/30},
  urldate = {2026-11-21},
  note = {para. 23},
}""",
    ),
]


@pytest.mark.parametrize(("style", "language", "resolution", "report"), GOLDEN)
def test_each_style_writes_its_golden_string(style: str, language: str, resolution: str, report: str) -> None:
    assert cite(RESOLUTION, style=style, language=language, facts=RESOLUTION_FACTS) == resolution
    assert cite(REPORT, style=style, language=language, facts=REPORT_FACTS) == report


def test_every_style_has_a_golden_string() -> None:
    assert {style for style, *_ in GOLDEN} | {"csl"} == set(STYLES)


def test_csl_json_keeps_symbol_and_paragraph() -> None:
    (item,) = json.loads(cite(RESOLUTION, style="csl", language="zh", facts=RESOLUTION_FACTS))
    assert item == {
        "id": "A-RES-78-229",
        "type": "report",
        "author": [{"literal": "联合国大会"}],
        "title": TITLE,
        "genre": "Resolution 78/229",
        "number": "A/RES/78/229",
        "section": "第12段",
        "publisher": "United Nations",
        "issued": {"date-parts": [[2023, 12, 19]]},
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "URL": "https://undocs.org/zh/A/RES/78/229",
        "language": "zh-CN",
        "note": "A/RES/78/229#op12",
    }
    (item,) = json.loads(cite(REPORT, style="csl", language="en", facts=REPORT_FACTS))
    assert (item["number"], item["section"], item["issued"]) == ("E/2024/30", "para. 23", {"date-parts": [[2024]]})


PLACES = [
    ("A/RES/78/229#pp3", "", "un", "zh", "大会第78/229号决议，序言部分第3段"),
    ("A/RES/78/229#pp3", "", "oscola", "en", "UNGA Res 78/229 UN Doc A/RES/78/229, preambular para 3"),
    ("A/RES/78/229#pp3", "pp5", "un", "en", "General Assembly resolution 78/229, third to fifth preambular paragraphs"),
    ("A/RES/78/229#op12", "op14", "un", "zh", "大会第78/229号决议，第12至14段"),
    ("A/RES/78/229#op12", "op14", "un", "en", "General Assembly resolution 78/229, paras. 12–14"),
    ("A/RES/78/229#op12", "op14", "bluebook", "en", "G.A. Res. 78/229, ¶¶ 12–14, U.N. Doc. A/RES/78/229"),
    ("A/RES/78/229#op6(a)", "", "un", "en", "General Assembly resolution 78/229, para. 6 (a)"),
    ("A/RES/78/229#op6(a)", "op6(c)", "un", "en", "General Assembly resolution 78/229, para. 6 (a)–(c)"),
    ("A/RES/78/229#op6(a)", "op6(c)", "oscola", "en", "UNGA Res 78/229 UN Doc A/RES/78/229, para 6(a)–(c)"),
    ("A/RES/78/229#op6(a)", "op6(c)", "un", "zh", "大会第78/229号决议，第6(a)至(c)段"),
    ("A/RES/78/229#pp9", "op1", "un", "en",
     "General Assembly resolution 78/229, ninth preambular paragraph to para. 1"),
    ("E/RES/2021/20#annex/para29", "", "un", "zh", "经济及社会理事会第2021/20号决议，附件，第29段"),
    ("E/RES/2021/20#annex/para29", "", "oscola", "en",
     "ECOSOC Res 2021/20 (2021) UN Doc E/RES/2021/20, annex, para 29"),
    ("E/RES/2021/20#annex/para29", "", "bluebook", "en",
     "E.S.C. Res. 2021/20, annex, ¶ 29, U.N. Doc. E/RES/2021/20 (2021)"),
    ("E/2024/30#I.D/res33_1/op7(k)", "", "oscola", "en",
     "UN Economic and Social Council (2024) UN Doc E/2024/30, ch I, s D, resolution 33/1, para 7(k)"),
    ("UNTS/2349/42146#art57/para5", "", "un", "zh", "《联合国反腐败公约》第五十七条第五款"),
    ("UNTS/2349/42146#art57/para5", "", "un-footnote", "en",
     "United Nations, Treaty Series, vol. 2349, No. 42146, art. 57, para. 5."),
    ("UNTS/2349/42146#art57/para3(c)", "", "oscola", "en",
     "United Nations Convention against Corruption (adopted 31 October 2003) 2349 UNTS No 42146, art 57(3)(c)"),
    ("UNTS/2349/42146#art57/para5", "", "bluebook", "en",
     "United Nations Convention against Corruption art. 57(5), Oct. 31, 2003, 2349 U.N.T.S. No. 42146"),
    ("UNTS/2349/42146#art57", "art59", "un", "zh", "《联合国反腐败公约》第五十七条至第五十九条"),
    ("S/RES/1373(2001)#op1", "", "oscola", "en", "UNSC Res 1373 (2001) UN Doc S/RES/1373(2001), para 1"),
    ("E/CN.15/RES/33/1#op2", "", "bluebook", "en", "Comm’n on Crime Prevention & Crim. Just. Res. 33/1, ¶ 2"),
    ("A/RES/217(III)A", "", "oscola", "en", "UNGA Res 217 A (III) (10 December 1948) UN Doc A/RES/217(III)A"),
    ("S/RES/1373(2001)", "", "markdown", "en",
     "[Security Council resolution 1373 (2001)](<https://undocs.org/en/S/RES/1373(2001)>)"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "until", "style", "language", "text"), PLACES)
def test_places_ranges_annexes_and_articles(address: str, until: str, style: str, language: str, text: str) -> None:
    assert cite(Address.parse(address), style=style, language=language, facts=Facts(until=until)) == text


def test_a_quotation_stands_with_its_citation() -> None:
    facts = Facts(quotation="题为“我们共同承诺”的宣言")
    assert cite(RESOLUTION, language="zh", facts=facts) == "“题为‘我们共同承诺’的宣言”（大会第78/229号决议，第12段）"
    assert cite(RESOLUTION, language="en", style="pandoc", facts=facts) == (
        "> 题为“我们共同承诺”的宣言\n>\n> [@A-RES-78-229, para. 12]"
    )
    assert "annote = {题为“我们共同承诺”的宣言}" in cite(RESOLUTION, style="bibtex", facts=facts)
    assert json.loads(cite(RESOLUTION, style="csl", facts=facts))[0]["annote"] == facts.quotation
    assert cite(RESOLUTION, language="en", style="oscola", facts=facts).splitlines()[1].startswith("UNGA Res")


def test_an_unknown_style_is_refused_with_the_list() -> None:
    with pytest.raises(StyleError, match=r"bluebook.*csl"):
        cite(RESOLUTION, style="nobody")


def test_the_tables_of_words_are_checked() -> None:
    with pytest.raises(WordsError, match="lack operative"):
        checked("mine", {"mine": {key: word for key, word in un_words("en").items() if key != "operative"}})
    table = style_table()
    with pytest.raises(WordsError, match=r"\[place.mine\] has sonnet"):
        check_styles({**table, "place": {**table["place"], "mine": {"sonnet": "{n}"}}})
    with pytest.raises(WordsError, match="twelve"):
        check_styles({**table, "months": {"mine": ["January"]}})


@pytest.fixture
def pandoc() -> str:
    program = shutil.which("pandoc")
    if program is None:
        pytest.skip("pandoc is not installed")
    return program


@pytest.mark.parametrize(("style", "suffix"), [("bibtex", ".bib"), ("csl", ".json")])
def test_pandoc_cites_from_our_records(pandoc: str, tmp_path: Path, style: str, suffix: str) -> None:
    bibliography = tmp_path / f"works{suffix}"
    facts = Facts(title="Safe & sound: 50 % of #1_a", date="2023-12-19", body="A", accessed="2026-11-21")
    bibliography.write_text(cite(RESOLUTION, style=style, language="en", facts=facts), encoding="utf-8")
    text = cite(RESOLUTION, style="pandoc", language="en", facts=facts)
    done = subprocess.run(
        [pandoc, "--citeproc", "--bibliography", str(bibliography), "-t", "plain", "--wrap=none"],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "para. 12" in done.stdout
    assert "United Nations General Assembly" in done.stdout
    assert "Safe & Sound: 50 % of #1_a" in done.stdout or "Safe & sound: 50 % of #1_a" in done.stdout
    assert "https://undocs.org/en/A/RES/78/229" in done.stdout
    assert "A/RES/78/229" in done.stdout.replace("https://undocs.org/en/A/RES/78/229", "")
    assert "2023" in done.stdout
    assert done.stderr == ""
