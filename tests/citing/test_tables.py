"""The data files: they are in order, and what is wrong in one is told."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from unreader.citing import bodies, grammar, instruments


def table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("unreader.citing").joinpath(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", grammar.LANGUAGES)
def test_languages_say_the_same_things(language: str) -> None:
    data, other = table(f"{language}.toml"), table("zh.toml")
    assert set(data["patterns"]) == set(other["patterns"])
    assert set(data["triggers"]) == set(other["triggers"])
    assert set(data["words"]) == set(other["words"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["patterns"].pop("ibid"), "no ibid"),
        (lambda data: data["triggers"].pop("sales"), "no sales"),
        (lambda data: data["patterns"].update(ibid="(同上"), "ibid is no regular expression"),
        (lambda data: data["pin"].append({"level": "shelf", "pattern": "架"}), "a pin's level is 'shelf'"),
        (lambda data: data.update(fold_from="號"), "pair the signs"),
    ],
)
def test_a_wrong_grammar_is_told(change: Any, message: str) -> None:
    data = copy.deepcopy(table("zh.toml"))
    data["fold_to"] = data["fold_to"]
    change(data)
    with pytest.raises(grammar.GrammarError, match=message):
        grammar.read(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["body"][0].pop("en"), "needs series, zh and en"),
        (lambda data: data["body"].append(data["body"][0]), "stands there twice"),
        (lambda data: data["body"][1]["zh"].append("大会"), "names two bodies"),
        (lambda data: data["short"][0]["zh"].append("大会"), "is a full name too"),
    ],
)
def test_a_wrong_body_is_told(change: Any, message: str) -> None:
    data = copy.deepcopy(table("bodies.toml"))
    change(data)
    with pytest.raises(bodies.BodiesError, match=message):
        bodies.read(data, "zh")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["instrument"][3].pop("en"), "needs id, zh and en"),
        (lambda data: data["instrument"][3].update(zh_name="x"), "knows no"),
        (lambda data: data["instrument"][3].update(id="UNTS 2349"), "no canonical symbol"),
        (lambda data: data["instrument"][3].update(date="31 October 2003"), "write YYYY-MM-DD"),
        (lambda data: data["instrument"][3].update(short_zh=["京都宣言"]), "京都宣言 names both"),
    ],
)
def test_a_wrong_instrument_is_told(change: Any, message: str) -> None:
    data = copy.deepcopy(table("instruments.toml"))
    change(data)
    with pytest.raises(instruments.InstrumentsError, match=message):
        instruments.read(data)


@pytest.mark.parametrize(
    ("series", "number", "year", "can"),
    [
        ("A", "78/229", 2023, True),
        ("A", "10/4", 2023, False),  # before its thirty-first session its numbers are roman
        ("A", "90/1", 2023, False),
        ("E/CN.15", "31/1", 2022, True),
        ("E/CN.15", "70/1", 2022, False),
        ("E/CN.7", "65/2", 2022, True),
        ("CAC/COSP", "10/12", 2023, True),
        ("CAC/COSP", "23/9", 2013, False),
        ("A/HRC", "53/17", 2023, True),
        ("E", "2021/20", 2021, True),
        ("E", "70/1", 2021, False),
    ],
)
def test_what_a_body_can_have_numbered(series: str, number: str, year: int, can: bool) -> None:
    assert bodies.of("zh").by_series[series].can_number(number, year) is can


@pytest.mark.parametrize(
    ("printed", "language", "target"),
    [
        ("联合国反腐败公约", "zh", "UNTS/2349/42146"),
        ("联合国打击跨国组织犯罪公约", "zh", "UNTS/2225/39574"),
        ("联合国女性囚犯待遇和女性罪犯非监禁措施规则", "zh", "A/RES/65/229#annex"),
        (
            "联合国打击跨国有组织犯罪公约关于预防、禁止和惩治贩运人口特别是妇女和儿童的补充议定书",
            "zh",
            "UNTS/2237/39574",
        ),
        (
            "关于推进预防犯罪、刑事司法和法治：努力实现<2030年议程>的京都宣言",
            "zh",
            "A/RES/76/181#annex",
        ),
        ("Nelson Mandela Rules", "en", "A/RES/70/175#annex"),
    ],
)
def test_names_and_their_variants(printed: str, language: str, target: str) -> None:
    known = instruments.registry().named(printed, language)
    assert known is not None
    assert known.id == target


@pytest.mark.parametrize("printed", ["公约", "体育腐败问题全球报告", "1972年议定书", "1981年精神药物公约"])
def test_names_that_are_no_instrument(printed: str) -> None:
    assert instruments.registry().named(printed, "zh") is None


def test_an_instrument_for_the_reader() -> None:
    known = instruments.instrument("UNTS/2349/42146")
    assert known is not None
    assert known.title("zh") == "联合国反腐败公约"
    assert known.title("en") == "United Nations Convention against Corruption"
    assert known.title("fr") == known.title("en")
    assert instruments.instrument("A/RES/1/1") is None
    assert instruments.body_name("E/CN.15", "zh") == "预防犯罪和刑事司法委员会"
    assert instruments.body_name("X", "en") == ""


def test_both_covenants_have_one_id_and_are_both_told() -> None:
    both = instruments.instrument("A/RES/2200(XXI)A#annex")
    assert both is not None
    assert both.title("zh") == "公民权利和政治权利国际公约；经济、社会及文化权利国际公约"
    assert "Economic, Social and Cultural" in both.title("en")
    alone = instruments.instrument("UNTS/993/14531")
    assert alone is not None
    assert alone.title("en") == "International Covenant on Economic, Social and Cultural Rights"
