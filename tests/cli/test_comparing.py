from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Run

A, B = "E/2024/30#I.A/draft3", "A/79/459#draft3"


def test_compare_prints_the_contract(run: Run) -> None:
    value = json.loads(run("compare", A, B, "--format", "json").stdout)
    assert (value["a"], value["b"]) == (A, B)
    by_b = {pair["b"]: pair for pair in value["pairs"]}
    assert by_b[f"{B}/op4"] == {
        "a": f"{A}/op4",
        "b": f"{B}/op4",
        "change": "verb",
        "edits": [{"a": [0, 2], "b": [0, 2]}],
    }
    assert by_b[f"{B}/fn6"]["a"] is None
    assert by_b[f"{B}/pp8"]["citations"][0]["b"]["target"] == "E/2017/30"


def test_compare_tells_changes_by_signs_where_there_is_no_colour(run: Run) -> None:
    text = run("compare", A, B, "--only-changes").stdout
    assert "\x1b" not in text
    assert "[-吁请-]{+促请+}会员国" in text
    assert f"{B}/op1 " not in text
    assert "cites E/2017/30 ch1/D as well" in text
    assert f"{B}/op1 " in run("compare", A, B).stdout


def test_compare_side_by_side_keeps_its_columns(run: Run) -> None:
    from wcwidth import wcswidth

    rows = [line for line in run("compare", A, B, "--side-by-side").stdout.splitlines() if " │ " in line]
    assert rows
    assert {wcswidth(row.partition(" │ ")[0]) for row in rows} == {38}
    assert max(wcswidth(row) for row in rows) <= 80


class Page(HTMLParser):
    """What a browser would fetch or run, and the ids that links go to."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.fetched += [tag] * (tag in ("script", "link", "img", "iframe") or "src" in found)
        self.ids |= {found["id"] or ""} if "id" in found else set()
        self.links |= {(found["href"] or "").lstrip("#")} if "href" in found else set()


def test_compare_as_a_page_of_its_own(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("大会，\n\n1. 请秘书长<script>alert(1)</script>提出报告；\n\n2. 决定休会。\n", encoding="utf-8")
    other.write_text("大会，\n\n1. 又请秘书长<b>&amp;\x1b[31m提出报告；\n\n2. 决定休会。\n", encoding="utf-8")
    html = run("compare", str(one), str(other), "--format", "html").stdout
    page = Page()
    page.feed(html)
    assert page.fetched == []
    assert page.links <= page.ids
    assert "<ins>又</ins>" in html or "又请" in html
    assert "<script" not in html
    assert "\x1b" not in html
    assert run("compare", A, B, "--format", "html").stdout.count("<section") > 30
    told = run("compare", "A/RES/78/229@zh", "op1", str(other)).stdout
    assert told.startswith(f"A/RES/78/229#op1 → {other.name}")


def test_compare_as_markdown(run: Run) -> None:
    text = run("compare", A, B, "--format", "markdown", "--only-changes").stdout
    assert "<del>促请</del><ins>敦促</ins>各会员国" in text


def test_compare_needs_two_places(run: Run) -> None:
    assert "two addresses" in run("compare", A, code=2).stderr
    run("compare", A, "A/RES/1/1", code=1)


@pytest.mark.parametrize("address", ["A/79/459#draft3", "E/2024/30#I.A/draft3", "A/RES/79/188", "E/RES/2024/11"])
def test_history_is_the_same_from_every_stage(run: Run, address: str) -> None:
    stages = json.loads(run("history", address, "--format", "json").stdout)["stages"]
    assert [(one["symbol"], one["address"], one["relation"]) for one in stages] == [
        ("E/2024/30", "E/2024/30#I.A/draft3", "recommended"),
        ("E/RES/2024/11", None, "recommended"),
        ("A/C.3/79/L.5", None, "draft"),
        ("A/79/459", "A/79/459#draft3", "recommended"),
        ("A/RES/79/188", None, "adopted"),
    ]
    assert stages[3]["changes"]["verb"] == 6
    assert all(one["source"] for one in stages)


def test_history_of_a_paragraph_follows_it(run: Run) -> None:
    stages = json.loads(run("history", "E/2024/30#I.A/draft3/op5", "--format", "json").stdout)["stages"]
    assert stages[3]["address"] == "A/79/459#draft3/op5"
    assert stages[3]["changes"] == {"verb": 1}
    assert "还吁请→又促请" in run("history", "A/79/459#draft3/op5").stdout


def test_history_is_found_in_the_text_itself(run: Run, library_folder: Path) -> None:
    (adopted,) = (
        one
        for one in json.loads(run("history", "A/RES/78/229", "--format", "json").stdout)["stages"]
        if one["relation"] == "recommended"
    )
    assert adopted["symbol"] == "A/78/482"
    assert adopted["source"].startswith("A/RES/78/229#h")
    catalogue = library_folder / "texts" / "catalogue.toml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text[: text.index("\n[[stages]]")], encoding="utf-8")
    stages = json.loads(run("history", "A/79/459#draft2", "--format", "json").stdout)["stages"]
    assert [(one["symbol"], one["source"], one.get("probable", False)) for one in stages[:3]] == [
        ("E/RES/2024/10", "A/79/459#para9", False),
        ("A/C.3/79/L.4", "A/79/459#para9", False),
        ("A/79/459", "A/79/459#para10", False),
    ]
    assert stages[3]["address"] == "E/2024/30#I.A/draft2"
    assert stages[3]["probable"] is True
    run("history", "A/79/459#draft2", "--comes-from", "E/2024/30#I.A/draft2")
    stages = json.loads(run("history", "A/79/459#draft2", "--format", "json").stdout)["stages"]
    assert [one["address"] for one in stages if "confirmed by a person" in one["source"]] == ["E/2024/30#I.A/draft2"]
    run("history", "A/79/459#draft2", "--unrelated", "E/2024/30#I.A/draft2")
    stages = json.loads(run("history", "A/79/459#draft2", "--format", "json").stdout)["stages"]
    assert "E/2024/30" not in {one["symbol"] for one in stages}


def test_history_of_a_report_tells_of_each_text_in_it(run: Run) -> None:
    value = json.loads(run("history", "A/79/459", "--format", "json").stdout)
    assert value["stages"] == []
    assert [one["address"] for one in value["texts"]] == [f"A/79/459#draft{number}" for number in range(1, 7)]


def test_similar_tells_where_else_a_paragraph_stands(run: Run) -> None:
    rows = json.loads(run("similar", "E/2024/30#I.A/draft3/op4", "--format", "json").stdout)
    assert rows[0]["address"] == "A/79/459#draft3/op4"
    assert rows[0]["likeness"] > 0.9
    assert rows[0]["change"] == "verb"
    assert all(row["address"] != "E/2024/30#I.A/draft3/op4" for row in rows)
    assert re.search(r"\t\d+%\tA/79/459#draft3/op4\t\[-吁请-\]\{\+促请\+\}", run("similar", rows[0]["of"]).stdout)


def test_carry_proposes_and_does_what_is_asked(run: Run) -> None:
    run("tag", f"{A}/op1", "trafficking")
    run("tag", f"{A}/op4", "cybercrime")
    proposed = run("carry", A, B).stdout.splitlines()
    assert [line.split("\t")[:3] for line in proposed] == [
        [f"{A}/op1", "kept", f"{B}/op1"],
        [f"{A}/op4", "edited", f"{B}/op4"],
    ]
    assert json.loads(run("annotations", "--format", "json").stdout)[-1]["address"].startswith("E/2024/30")
    done = json.loads(run("carry", A, B, "--kept", "--confirm", "op4", "--format", "json").stdout)
    assert [one["carried"] for one in done] == [f"{B}/op1", f"{B}/op4"]
    rows = json.loads(run("annotations", "--format", "json").stdout)
    assert {row["address"] for row in rows} == {f"{A}/op1", f"{A}/op4", f"{B}/op1", f"{B}/op4"}
    assert f"may go to {B}/op1" in run("carry", A, B, "--confirm", "op1=op9", code=1).stderr
    run("carry", A, B, "--confirm", "op2", code=1)
