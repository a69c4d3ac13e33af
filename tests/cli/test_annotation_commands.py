from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def tagged(run: Run) -> Run:
    run("tag", "78/229#op70", "trafficking", "environment")
    run("tag", "78/229#pp3", "cybercrime")
    run("tag", "A/79/459#draft4/op1", "trafficking/organs")
    run("note", "E/2024/30 para 23", "see also the budget")
    return run


def addresses(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [row["address"] for row in json.loads(done.stdout)]


FILTERED = [
    (("trafficking",), ["A/RES/78/229#op70", "A/79/459#draft4/op1"]),
    (("trafficking", "not", "environment"), ["A/79/459#draft4/op1"]),
    (("kind:preambular",), ["A/RES/78/229#pp3"]),
    (("note:see also",), ["E/2024/30#para23"]),
    (("doc:A/RES/78/229", "cites:A/RES/76/181"), ["A/RES/78/229#pp3"]),
    (("is:untagged",), ["E/2024/30#para23"]),
]


def test_filters_in_each_command_that_lists_or_exports(tagged: Run) -> None:
    for words, wanted in FILTERED:
        assert addresses(tagged("export", *words, "--format", "json")) == wanted
    assert addresses(tagged("annotations", "kind:preambular", "--format", "json")) == ["A/RES/78/229#pp3"]
    assert addresses(tagged("annotations", "trafficking or cybercrime", "--format", "json"))[0] == "A/RES/78/229#pp3"
    assert addresses(tagged("annotations", "--filter", "trafficking", "--format", "json")) == FILTERED[0][1]
    assert addresses(tagged("annotations", "78/229", "--filter", "trafficking", "--format", "json")) == [
        "A/RES/78/229#op70"
    ]
    suggested = addresses(tagged("suggest", "78/229", "--filter", "kind:preambular is:untagged", "--format", "json"))
    assert len(suggested) > 10
    assert all("#pp" in one for one in suggested)
    assert "A/RES/78/229#pp3" not in suggested
    tagged("export", "knd:operative", code=2)
    assert "did you mean kind" in tagged("annotations", "knd:operative", "kind:item", code=2).stderr
    assert "no document" in tagged("annotations", "nowhere", code=1).stderr
    # What was meant as a filter is told as one.
    assert "in the filter" in tagged("annotations", "foo:bar", code=2).stderr
    assert "a term is missing" in tagged("annotations", "trafficking and (", code=2).stderr
    assert "had no note" in tagged("note", "78/229#op70", "").stderr
    assert "note removed" in tagged("note", "E/2024/30 para 23", "").stderr


def test_a_filter_is_saved_and_used_by_name(tagged: Run) -> None:
    tagged("filters", "save", "mine", "trafficking", "and", "not", "environment")
    assert tagged("filters").stdout == "mine\ttrafficking and not environment\n"
    assert addresses(tagged("export", "filter:mine", "--format", "json")) == ["A/79/459#draft4/op1"]
    tagged("filters", "save", "other", "filter:other", code=2)
    tagged("filters", "delete", "mine")
    tagged("export", "filter:mine", code=2)


def test_statistics_count_topics_documents_kinds_and_pairs(tagged: Run) -> None:
    value = json.loads(tagged("statistics", "--format", "json").stdout)
    assert (value["annotations"], value["untagged"], value["noted"]) == (4, 1, 1)
    assert value["topics"] == {"trafficking": 2, "cybercrime": 1, "environment": 1, "trafficking/organs": 1}
    assert value["documents"] == {"A/RES/78/229": 2, "A/79/459": 1, "E/2024/30": 1}
    assert value["kinds"] == {"operative": 2, "paragraph": 1, "preambular": 1}
    assert value["together"] == [{"topics": ["environment", "trafficking"], "annotations": 1}]
    assert value["paragraphs"][0]["tagged"] == 2
    assert value["paragraphs"][0]["all"] > 150
    lines = tagged("statistics", "trafficking").stdout.splitlines()
    assert "topic\ttrafficking\t2" in lines
    assert not any("█" in line for line in lines)


def test_suggest_prints_the_contract_and_takes_decisions(run: Run) -> None:
    rows = json.loads(run("suggest", "78/229#op70", "--format", "json").stdout)
    assert [row["topic"] for row in rows] == ["environment", "trafficking"]
    assert set(rows[0]) == {"address", "topic", "score", "evidence"}
    assert set(rows[0]["evidence"][0]) == {"text", "start", "end", "weight"}
    run("suggest", "78/229#op70", "--reject", "environment")
    assert [row["topic"] for row in json.loads(run("suggest", "78/229#op70", "--format", "json").stdout)] == [
        "trafficking"
    ]
    run("suggest", "78/229#op70", "--accept", "trafficking")
    assert json.loads(run("suggest", "78/229#op70", "--format", "json").stdout) == []
    assert json.loads(run("annotations", "78/229", "--format", "json").stdout)[0]["topics"] == ["trafficking"]
    run("suggest", "78/229#op1", "--accept", "trafficking", code=1)
    everything = json.loads(run("suggest", "--format", "json").stdout)
    assert {row["address"].partition("#")[0] for row in everything} == {
        "A/RES/78/229", "A/79/459", "E/2024/30", "E/RES/2021/20",
    }  # fmt: skip


def test_suggest_evaluates_against_the_tags_in_the_store(run: Run) -> None:
    run("tag", "78/229#op70", "trafficking", "environment")
    run("tag", "78/229#op1", "cybercrime")
    rows = {row["topic"]: row for row in json.loads(run("suggest", "--evaluate", "--format", "json").stdout)}
    assert rows["trafficking"]["recall"] == 1.0
    assert rows["cybercrime"]["missed"] == ["A/RES/78/229#op1"]
    assert all(address.startswith("A/RES/78/229#") for address in rows["trafficking"]["extra"])
    assert "F1" not in run("suggest", "78/229#op70", "--evaluate").stdout


def test_what_one_reader_exports_another_takes_in(tagged: Run, library_folder: Path, tmp_path: Path) -> None:
    import shutil

    other = tmp_path / "other"
    shutil.copytree(library_folder, other, ignore=shutil.ignore_patterns("annotations.json*", "*.journal*", "*lock*"))
    for left in (other / "annotations").glob("annotations.*"):
        left.unlink()
    file = tmp_path / "all.json"
    tagged("export", "--format", "json", "-o", str(file))
    rows = json.loads(file.read_text("utf-8"))
    foreign = tmp_path / "foreign.json"
    foreign.write_text(json.dumps([*rows, rows[0] | {"id": "f" * 32, "address": "A/RES/1/1#op1"}]), "utf-8")
    done = tagged("annotations", "import", str(foreign), "--dry-run", folder=other)
    assert "1 without a place in the library: A/RES/1/1#op1\n5 would be added, 0 the same, 0 in conflict" in done.stderr
    assert tagged("annotations", folder=other).stdout == ""
    done = tagged("annotations", "import", str(file), folder=other)
    assert "4 added, 0 the same, 0 in conflict" in done.stderr
    assert tagged("export", "--format", "json", folder=other).stdout == file.read_text("utf-8")
    tagged("note", "E/2024/30 para 23", "mine", folder=other)
    for dry in (("--dry-run",), ()):
        done = tagged("annotations", "import", str(file), *dry, folder=other, code=1)
        assert "yours is kept, 'mine'" in done.stderr
    tagged("undo", folder=other)
    assert "4 the same" in tagged("annotations", "import", str(file), folder=other).stderr


def test_backup_and_restore_bring_everything_back(tagged: Run, tmp_path: Path) -> None:
    before = tagged("export", "--format", "json").stdout
    tagged("suggest", "78/229#op75", "--reject", "cybercrime")
    tagged("topics", "add", "corruption")
    tagged("filters", "save", "mine", "kind:operative")
    file = tmp_path / "backup.json"
    assert "4 annotations" in tagged("backup", str(file)).stderr
    tagged("untag", "78/229#op70")
    tagged("topics", "delete", "corruption")
    tagged("filters", "delete", "mine")
    tagged("suggest", "78/229#op75", "--accept", "cybercrime")
    assert tagged("export", "--format", "json").stdout != before
    done = tagged("restore", str(file))
    assert "before" in done.stderr
    assert tagged("export", "--format", "json").stdout == before
    assert "corruption" in tagged("topics").stdout
    assert tagged("filters").stdout == "mine\tkind:operative\n"
    assert json.loads(tagged("suggest", "78/229#op75", "--format", "json").stdout) == []
    tagged("undo")
    tagged("restore", str(tmp_path / "missing.json"), code=1)


def test_an_export_again_keeps_what_was_written_and_says_what_would_change(tagged: Run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    tagged("export", "--each", "document", "-o", str(folder))
    assert sorted(file.name for file in folder.glob("*.md")) == ["A_79_459.md", "A_RES_78_229.md", "E_2024_30.md"]
    file = folder / "E_2024_30.md"
    file.write_text(file.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    tagged("note", "E/2024/30 para 23", "a new note")
    assert "1 annotation has no topic" in tagged("export", "--each", "topic", "-o", str(folder / "topics")).stderr
    done = tagged("export", "--each", "document", "-o", str(folder), "--dry-run")
    assert "+> a new note" in done.stdout
    assert "a new note" not in file.read_text("utf-8")
    tagged("export", "--each", "document", "-o", str(folder))
    assert "a new note" in file.read_text("utf-8")
    assert "My own words." in file.read_text("utf-8")
    tagged("export", "--dry-run", code=2)
    tagged("export", "--format", "csv", "--template", "x", code=2)


def test_csv_with_a_byte_order_mark(tagged: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    tagged("export", "--format", "csv", "--bom", "-o", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbfaddress,")
    tagged("export", "--format", "csv", "-o", str(tmp_path / "plain.csv"))
    assert (tmp_path / "plain.csv").read_bytes().startswith(b"address,")


def test_cite_knows_styles_ranges_and_quotations(run: Run) -> None:
    assert run("cite", "78/229#op12", "--style", "oscola").stdout == (
        "UNGA Res 78/229 (19 December 2023) UN Doc A/RES/78/229, para 12\n"
    )
    assert run("--lang", "zh", "cite", "78/229#op12", "--to", "op14").stdout == "大会第78/229号决议，第12至14段\n"
    assert run("cite", "78/229#op4", "--quote", "--style", "address").stdout.startswith("“促请所有会员国")
    assert "bluebook" in run("cite", "78/229#op12", "--style", "nobody", code=2).stderr
    run("cite", "78/229#op12", "--to", "op3", code=1)


def test_tag_reads_lines_from_standard_input(run: Run) -> None:
    lines = [
        "78/229#op70 trafficking environment",
        "# mine",
        "",
        "A/79/459#draft4/op1, trafficking/organs",
        "E/2024/30 para 23\tcybercrime",
    ]
    run("tag", "-", stdin="\n".join(lines))
    rows = json.loads(run("annotations", "--format", "json").stdout)
    assert {row["address"]: row["topics"] for row in rows} == {
        "A/RES/78/229#op70": ["trafficking", "environment"],
        "A/79/459#draft4/op1": ["trafficking/organs"],
        "E/2024/30#para23": ["cybercrime"],
    }
    done = run("tag", "-", stdin="78/229#op71 environment\nnowhere trafficking\n78/229#op1\n", code=1)
    assert "line 2:" in done.stderr
    assert "line 3: a topic is missing" in done.stderr
    assert len(json.loads(run("annotations", "--format", "json").stdout)) == 4
    run("undo")
    run("undo")
    assert json.loads(run("annotations", "--format", "json").stdout) == []


def test_search_takes_filters(run: Run) -> None:
    run("tag", "78/229#op70", "trafficking")
    rows = json.loads(run("search", "贩运", "--filter", "trafficking", "--format", "json").stdout)
    assert {row["address"] for row in rows} == {"A/RES/78/229#op70"}
    rows = json.loads(run("search", "贩运", "--filter", "kind:preambular doc:E/2024/30", "--format", "json").stdout)
    assert rows
    assert all(row["address"].startswith("E/2024/30#") and "/pp" in row["address"] for row in rows)
    run("search", "贩运", "--filter", "kind:x", code=2)
    only = ("--document", "78/229", "--kind", "operative", "--topic", "trafficking", "--format", "json")
    (row, *_) = json.loads(run("search", "販運", *only).stdout)
    assert row["address"] == "A/RES/78/229#op70"
    assert row["text"][row["start"] : row["end"]] == "贩运"
    assert list(row) == ["address", "text", "start", "end"]
    rows = json.loads(run("search", r"第\d+/\d+号", "--regex", "--cites", "A/RES/70/1", "--format", "json").stdout)
    assert rows
    assert all(re.fullmatch(r"第\d+[/／]\d+号", one["text"][one["start"] : one["end"]]) for one in rows)
    for words in (("(", "--regex"), ("贩运", "--kind", "y"), ("  ",)):
        assert run("search", *words, code=2).stderr.count("\n") == 1


def test_exports_that_are_not_text(tagged: Run, tmp_path: Path) -> None:
    file = tmp_path / "memo.docx"
    tagged("export", "--format", "docx", "-o", str(file))
    assert file.read_bytes().startswith(b"PK")
    assert tagged("export", "--format", "html").stdout.startswith("<!DOCTYPE html>")
