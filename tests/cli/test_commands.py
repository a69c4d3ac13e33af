from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_list_tells_what_is_there(run: Run) -> None:
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["symbol"] for row in rows] == ["A/RES/78/229", "A/79/459", "E/2024/30", "E/RES/2021/20"]
    assert rows[0]["date"] == "2023-12-19"
    assert rows[2]["symbols"] == ["E/2024/30", "E/CN.15/2024/16"]
    assert all(row["blocks"] > 100 and row["citations"] > 30 and row["annotations"] == 0 for row in rows)
    plain = run("list").stdout.splitlines()
    assert plain[0].split("\t")[0] == "A/RES/78/229"


def test_show_prints_a_paragraph_in_each_form(run: Run) -> None:
    assert "第九十三" not in run("show", "78/229", "第93段").stdout
    text = run("show", "E/2024/30", "para", "23").stdout
    assert text.startswith("23. ")
    value = json.loads(run("show", "A/RES/78/229#pp3", "--format", "json").stdout)
    assert [block["path"] for block in value["blocks"]] == ["pp3", "fn6", "fn7"]
    assert {citation["block"] for citation in value["citations"]} == {"pp3", "fn6", "fn7"}
    assert "[^fn7]" in run("show", "A/RES/78/229#pp3", "--format", "markdown").stdout


def test_show_says_when_it_shows_another_stage(run: Run) -> None:
    done = run("show", "A/RES/76/181#annex/para29")
    assert done.stdout.startswith("29. ")
    assert "recommended" in done.stderr
    assert "another stage" in run("show", "E/RES/2024/11 pp6").stderr


def test_parse_prints_the_contract_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(
        "大会，\n\n回顾其2021年12月16日第76/181号决议，附件，\n\n1. 请秘书长提出报告。\n\n\x1b[31m2. 又请\n",
        encoding="utf-8",
    )
    value = json.loads(run("parse", str(file), "--symbol", "A/RES/99/1").stdout)
    assert value["schema"] == "unreader.document/1"
    assert value["citations"][0]["opens"] == "E/RES/2021/20#annex"
    assert "A/RES/99/1" not in run("list").stdout


def test_cites_and_cited_by_are_two_sides(run: Run) -> None:
    cites = json.loads(run("cites", "E/2024/30#I.A/draft3/pp6", "--format", "json").stdout)
    assert "E/RES/2021/20#annex/para29" in {one["opens"] for one in cites}
    cited = json.loads(run("cited-by", "E/RES/2021/20#annex/para29", "--format", "json").stdout)
    assert "E/2024/30#I.A/draft3/pp6" in {one["from"] for one in cited}
    assert "UNTS/2349/42146" in run("cited-by", "UNTS/2349/42146").stdout
    run("cited-by", "A/RES/1/1", code=1)


def test_a_tag_a_note_and_their_undoing(run: Run) -> None:
    run("tag", "78/229", "para", "70", "trafficking", "cybercrime")
    run("note", "78/229", "para", "70", "见第76/181号决议")
    (row,) = json.loads(run("annotations", "--format", "json").stdout)
    assert row["address"] == "A/RES/78/229#op70"
    assert row["topics"] == ["trafficking", "cybercrime"]
    assert row["note"] == "见第76/181号决议"
    assert row["anchor"] == "kept"
    assert row["quote"]
    run("untag", "78/229#op70", "cybercrime")
    run("note", "78/229#op70", "")
    (row,) = json.loads(run("annotations", "78/229", "--format", "json").stdout)
    assert (row["topics"], row["note"]) == (["trafficking"], "")
    run("undo")
    (row,) = json.loads(run("annotations", "--topic", "trafficking", "--format", "json").stdout)
    assert row["note"] == "见第76/181号决议"
    assert json.loads(run("list", "--format", "json").stdout)[0]["annotations"] == 1


def test_an_unknown_topic_is_refused_with_the_nearest(run: Run) -> None:
    done = run("tag", "78/229#op70", "traficking", code=1)
    assert "trafficking" in done.stderr
    assert json.loads(run("annotations", "--format", "json").stdout) == []
    run("topics", "add", "corruption", "--zh", "腐败", "--en", "corruption")
    run("tag", "78/229#op70", "corruption")
    assert "corruption" in run("topics").stdout


def test_cite_in_both_languages(run: Run) -> None:
    assert run("--lang", "zh", "cite", "78/229#op12").stdout.strip() == "大会第78/229号决议，第12段"
    assert run("--lang", "en", "cite", "78/229#op12").stdout.strip() == "General Assembly resolution 78/229, para. 12"
    assert run("--lang", "en", "cite", "E/2024/30", "para", "23").stdout.strip() == "E/2024/30, para. 23"
    run("cite", "78/229#op12", "--style", "nobody", code=2)


def test_export_in_the_order_of_the_text(run: Run, tmp_path: Path) -> None:
    run("tag", "78/229#op70", "trafficking")
    run("tag", "78/229#pp3", "environment")
    run("note", "2021/20 annex para 29", "a *note* <b>with</b> markup")
    target = tmp_path / "out.md"
    run("export", "-o", str(target))
    text = target.read_text(encoding="utf-8")
    assert text.index("pp3") < text.index("op70") < text.index("annex/para29")
    assert text.startswith("---\n")
    only = run("export", "--topic", "environment").stdout
    assert "op70" not in only
    assert "pp3" in only
    assert len(run("export", "--format", "csv").stdout.splitlines()) == 4
    assert len(json.loads(run("export", "--format", "json").stdout)) == 3


def test_an_export_that_was_edited_is_kept(run: Run, tmp_path: Path) -> None:
    run("tag", "78/229#op70", "trafficking")
    target = tmp_path / "out.md"
    run("export", "-o", str(target))
    run("export", "-o", str(target))
    assert not list(tmp_path.glob("out.edited-*"))
    target.write_text("mine", encoding="utf-8")
    done = run("export", "-o", str(target))
    assert (tmp_path / "out.edited-1.md").read_text(encoding="utf-8") == "mine"
    assert "had been edited" in done.stderr


def test_check_is_quiet_about_health_and_fails_for_what_must_be_mended(run: Run, library_folder: Path) -> None:
    rows = json.loads(run("check", "--format", "json").stdout)
    assert {row["level"] for row in rows} <= {"warning"}
    (library_folder / "texts" / "A_79_459.zh.txt").unlink()
    done = run("check", code=1)
    assert "A/79/459" in done.stdout
    assert "A_79_459" in run("list").stderr


BAD = [
    (("show", "A/RES/78/229#op94"), 1, "op93"),
    (("show", "nowhere"), 1, "no document"),
    (("parse", "missing.txt"), 1, "missing.txt"),
    (("parse", "."), 1, "."),
    (("tag", "78/229#op70"), 2, "topic is missing"),
    (("show",), 2, "Missing argument"),
    (("list", "--format", "xml"), 2, "xml"),
    ((), 2, "terminal"),
    (("E/2024/30", "para", "23"), 2, "terminal"),
    (("lisst",), 1, "the command list"),
    (("lisst",), 1, "the command list"),
]


@pytest.mark.parametrize(("words", "code", "said"), BAD)
def test_bad_input_gets_one_line(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words, code=code)
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


FILES = [
    ("empty.txt", b"", "empty"),
    ("binary.bin", bytes(range(256)) * 40, "binary.bin"),
    ("paper.pdf", b"%PDF-1.7\n" + bytes(range(128, 256)) * 10, "PDF"),
]


@pytest.mark.parametrize(("name", "data", "said"), FILES)
def test_a_file_that_is_no_text_is_named(run: Run, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    done = run("parse", str(file), code=1)
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_escapes_in_a_document_are_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "evil.txt"
    more = "".join(f"{number}. 请秘书长就本决议的执行情况提出报告；\n\n" for number in range(2, 30))
    file.write_text(
        f"大会，\n\n回顾\x1b]0;title\x07\x9b31m第76/181号决议，\n\n1. 请\x1b[2J秘书长；\n\n{more}", encoding="utf-8"
    )
    for form in ("text", "markdown", "json"):
        out = run("parse", str(file), "--symbol", "A/RES/99/1", "--format", form).stdout
        assert not any((ord(char) < 0x20 and char not in "\n\t") or 0x7F <= ord(char) < 0xA0 for char in out)


def test_a_library_without_texts_is_named(library_folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unreader", "--library", str(tmp_path), "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "is not a library" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("list",), ("show", "A/79/459#para12")])
def test_an_output_that_takes_nothing_is_told(library_folder: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "unreader", "--library", str(library_folder), *words],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert "not everything could be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1
