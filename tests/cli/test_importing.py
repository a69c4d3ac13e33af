from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sources.pdf_files import pdf

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "A/RES/99/1\n\n99/1. On nothing\n\nThe General Assembly,\n\nNoting it,\n\n1. Decides so;\n\n2. Requests it.\n"


@pytest.fixture
def run(library_folder: Path, tmp_path: Path) -> Run:
    """Runs the program on a library of its own, in a folder of its own, without a terminal."""

    def call(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "unreader", "--library", str(library_folder), *words],
            capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == code, (done.returncode, done.stdout[-500:], done.stderr[-500:])
        assert "Traceback" not in done.stderr
        assert done.stdout == "" or words[0] not in ("import", "correct", "remove")
        return done

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return call


def test_import_tells_what_became_of_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(pdf([(60, 700, 10, "E/2044/1"), (60, 600, 10, "1. Some text of a report.")]))
    done = run("import", "a.txt", "b.pdf", "no-such.txt", "a.txt", code=1)
    assert done.stderr.splitlines() == [
        "a.txt: A/RES/99/1 (en, resolution, no date) On nothing",
        "b.pdf: E/2044/1 (en, other, no date) Some text of a report.",
        "not imported: no-such.txt: there is no such file; check the name",
        "2 imported, 1 failed",
    ]
    assert "1. Decides so;" in run("show", "99/1#op1").stdout
    assert run("import", "a.txt").stderr.splitlines() == [
        "a.txt: is in the library already, as A/RES/99/1 (en)",
        "1 skipped",
    ]
    assert run("check").stderr == ""


def test_a_file_may_be_named_by_its_url(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(TEXT, encoding="utf-8")
    url = (tmp_path / "a b.txt").as_uri()
    assert "%20" in url
    assert "1. Decides so;" in run("parse", url, "--format", "text").stdout
    assert run("compare", url, "78/229", "--only-changes").stdout
    assert run("import", url).stderr.splitlines()[0] == "a b.txt: A/RES/99/1 (en, resolution, no date) On nothing"
    elsewhere = "file://fileserver/a.txt"
    told = "unreader: file://fileserver/a.txt is on another computer (fileserver): copy the file to this one"
    for words in (("import", elsewhere), ("parse", elsewhere), ("compare", elsewhere, "78/229")):
        assert run(*words, code=1).stderr.startswith(told)


def test_an_empty_name_is_not_this_folder(run: Run) -> None:
    assert "the name of a file is empty" in run("import", "", code=2).stderr
    assert "99/1" not in run("list").stdout


def test_a_new_version_tells_what_changed(run: Run, tmp_path: Path) -> None:
    run("import", "a.txt")
    run("tag", "99/1", "op2", "trafficking")
    (tmp_path / "a.txt").write_text(TEXT.replace("2. Requests", "2. Invites;\n\n3. Requests"), encoding="utf-8")
    told = run("import", "a.txt").stderr
    assert "a new version: " in told
    assert "1 new, 0 gone; the version before is kept; annotations: 1 moved with" in told
    assert "op3" in run("annotations").stdout
    # An annotation that has moved with its paragraph asks for nothing.
    assert "its annotation" not in run("check").stdout


def test_wrong_facts_are_refused(run: Run) -> None:
    assert "no UN symbol" in run("import", "a.txt", "--symbol", "../../x", code=1).stderr
    assert "no date" in run("import", "a.txt", "--date", "yesterday", code=1).stderr
    run("import", "a.txt", "--kind", "novel", code=2)
    run("import", code=2)


def test_correct_and_remove(run: Run, library_folder: Path) -> None:
    run("import", "a.txt")
    assert "2044-01-02: Right" in run("correct", "99/1", "--date", "2044-01-02", "--title", "Right").stderr
    assert "E/99/1" in run("correct", "A/RES/99/1", "--symbols", "A/RES/99/1,E/99/1").stderr
    run("correct", "99/1", code=2)
    run("tag", "99/1", "op2", "trafficking")
    assert "1 annotation is kept as lost" in run("remove", "99/1").stderr
    assert (library_folder / "texts" / "removed" / "A_RES_99_1.en.txt").is_file()
    assert "lost" in run("annotations").stdout
    run("show", "99/1", code=1)


def test_a_language_without_rules_is_read_all_the_same(run: Run) -> None:
    assert '"language": "fr"' in run("parse", "a.txt", "--language", "fr", "--format", "json").stdout
