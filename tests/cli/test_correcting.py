"""Commands about citations: correcting them, and the table of authorities."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_citation_is_rejected_given_a_target_and_taken_back(run: Run) -> None:
    place = ("A/RES/78/229#pp3", "京都宣言")
    assert "cites nothing" in run("correct-citation", *place, "--reject").stderr
    rows = json.loads(run("cites", "A/RES/78/229#pp3", "--format", "json").stdout)
    rejected = next(row for row in rows if row["rule"] == "person:rejected")
    assert rejected["decision"]["target"] == "A/RES/76/181#annex"
    run("correct-citation", *place, "--target", "A/RES/70/1", "--pinpoint", "para3")
    (made,) = json.loads(run("corrections", "--format", "json").stdout)
    assert (made["decision"], made["target"], made["pinpoint"]) == ("target", "A/RES/70/1", "para3")
    assert (made["found"]["target"], made["anchor"]) == ("A/RES/76/181#annex", "kept")
    assert "A/RES/70/1 para3" in run("cites", "A/RES/78/229#pp3").stdout
    run("undo")
    assert "cites nothing" in run("corrections").stdout
    run("correct-citation", *place, "--withdraw")
    assert run("corrections").stdout == ""
    assert "nothing was decided" in run("correct-citation", *place, "--withdraw").stderr


def test_words_that_name_no_citation_are_refused(run: Run) -> None:
    assert "no citation" in run("correct-citation", "78/229#op1", "天气预报", "--reject", code=1).stderr
    assert "several citations" in run("correct-citation", "78/229", "《公约》", "--reject", code=1).stderr
    assert "no symbol" in run("correct-citation", "78/229#pp3", "京都宣言", "--target", "x", code=1).stderr
    assert "say one of" in run("correct-citation", "78/229#pp3", "京都宣言", code=2).stderr


def test_a_correction_whose_words_are_gone_is_lost(run: Run, library_folder: Path) -> None:
    run("correct-citation", "A/RES/78/229#pp3", "京都宣言", "--reject")
    file = library_folder / "texts" / "A_RES_78_229.zh.txt"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("京都宣言", "多哈宣言"), encoding="utf-8")
    (made,) = json.loads(run("corrections", "--format", "json").stdout)
    assert made["anchor"] == "lost"
    assert "a citation was corrected here" in run("check").stdout
    rows = json.loads(run("cites", "A/RES/78/229", "--format", "json").stdout)
    assert not any(row["rule"] == "person:rejected" for row in rows)


def test_authorities(run: Run) -> None:
    table = json.loads(run("authorities", "--document", "E/RES/2021/20", "--format", "json").stdout)
    assert table[0]["count"] == len(table[0]["places"])
    missing = run("authorities", "--missing").stdout.splitlines()
    assert missing[0].split("\t")[0] == "UNTS/2349/42146"
    assert any("https://undocs.org/" in line for line in missing)
    assert len(run("authorities", "--places").stdout.splitlines()) > len(run("authorities").stdout.splitlines())
