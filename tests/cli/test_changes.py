"""undo, redo and the history of changes, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_spans import Say, say  # noqa: F401 - a fixture


@pytest.fixture
def changed(say: Say) -> Say:  # noqa: F811
    say("tag", "78/229#op1", "trafficking")
    say("note", "78/229#op2", "a note")
    say("topics", "merge", "trafficking", "environment")
    return say


def listed(say: Say) -> list[tuple[int, str, bool]]:  # noqa: F811
    return [
        (one["number"], one["operation"], one["undone"])
        for one in json.loads(say("changes", "list", "--format", "json"))
    ]


def test_changes_are_listed_shown_undone_and_done_again(changed: Say) -> None:
    assert listed(changed) == [(1, "tag", False), (2, "note", False), (3, "merge topics", False)]
    assert "Reader" in changed("changes")
    assert "trafficking" not in json.loads(changed("topics", "list", "--format", "json"))[0]["id"]
    shown = changed("changes", "show", "3")
    assert "A/RES/78/229#op1" in shown
    assert "environment" in shown
    assert changed("undo") == "undone: merge topics trafficking environment\n"
    assert json.loads(changed("topics", "list", "--format", "json"))[0]["id"] == "trafficking"
    assert "undone: note" in changed("undo", "2")
    assert "nothing to undo" in changed("undo")
    assert listed(changed) == [(1, "tag", True), (2, "note", True), (3, "merge topics", True)]
    assert changed("redo", "9").endswith("nothing to do again\n")
    assert not any(undone for *_, undone in listed(changed))
    assert changed("changes", "list", "--limit", "1").count("\n") == 2


def test_going_back_is_one_step(changed: Say) -> None:
    told = changed("changes", "back", "0", "--dry-run")
    assert "A/RES/78/229#op2" in told
    assert "codebook" in told
    assert len(listed(changed)) == 3
    assert "as it was after change 0: 3 differ" in changed("changes", "back", "0")
    assert json.loads(changed("annotations", "--format", "json")) == []
    changed("undo")
    assert len(json.loads(changed("annotations", "--format", "json"))) == 2
    assert "no change number 99" in changed("changes", "back", "99")
    assert "no change number 99" in changed("changes", "show", "99")


def test_topics_are_moved_split_and_noted(say: Say) -> None:  # noqa: F811
    say("tag", "78/229#op1", "environment")
    say("tag", "78/229#op70", "environment")
    say("note", "78/229#op70", "采矿")
    split = ("topics", "split", "environment", "environment/mining", "note:采矿")
    assert "1 annotation would change" in say(*split, "--dry-run")
    assert "1 annotation changed" in say(*split, "--zh", "采矿")
    assert [one["topics"] for one in json.loads(say("annotations", "--format", "json"))] == [
        ["environment"],
        ["environment/mining"],
    ]
    say("topics", "note", "environment", "what *counts*")
    assert say("topics", "note", "environment") == "what *counts*\n"
    assert "2 annotations would change" in say("topics", "move", "environment", "trafficking", "--dry-run")
    assert "2 annotations changed" in say("topics", "move", "environment", "trafficking")
    assert say("topics", "note", "trafficking/environment") == "what *counts*\n"
    say("topics", "edit", "cybercrime", "--en", "Crime online", "--letter", "o")
    (row,) = [one for one in json.loads(say("topics", "list", "--format", "json")) if one["id"] == "cybercrime"]
    assert (row["names"], row["letter"]) == ({"zh": "网络犯罪", "en": "Crime online"}, "o")
    say("undo", "3")
    assert say("topics", "note", "environment") == ""


def test_what_was_recovered_is_told_once_by_the_next_command(changed: Say, library_folder: Path) -> None:
    base = library_folder / "annotations" / "annotations.json"
    base.write_bytes(base.read_bytes()[:100])
    told = changed("annotations")
    assert "annotations.json could not be used" in told
    assert "nothing was lost" in told
    assert "A/RES/78/229#op1" in told
    assert "could not be used" not in changed("annotations")
    assert "was set aside earlier" in changed("check")


def test_notes_on_topics_go_along_with_an_export_of_everything(changed: Say, tmp_path: Path) -> None:
    changed("topics", "note", "environment", "a *memo*")
    file = tmp_path / "all.json"
    changed("export", "--format", "json", "-o", str(file))
    changed("topics", "note", "environment", "")
    assert "0 added, 2 the same" in changed("annotations", "import", str(file))
    assert changed("topics", "note", "environment") == "a *memo*\n"
    changed("topics", "note", "environment", "mine")
    assert "yours, which is kept; theirs is 'a *memo*'" in changed("annotations", "import", str(file))
    assert changed("topics", "note", "environment") == "mine\n"
    assert "memo" not in changed("export", "environment", "--format", "json")
