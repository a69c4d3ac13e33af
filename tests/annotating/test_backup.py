"""What is backed up comes back, into the same folder or another, and what was there before is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from unreader.annotating import Annotations, Place, StoreError
from unreader.annotating.backup import backup, restore
from unreader.annotating.codebook import Codebook
from unreader.model import Address

PLACE = Place("强调必须防止贩运人口；", language="zh")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "annotations"
    Codebook.open(folder / "topics.toml").add("trafficking", names={"zh": "贩运"})
    with Annotations(folder, author="me") as annotations:
        annotations.tag(Address("A/RES/78/229", "op1"), "trafficking", PLACE)
        annotations.note(Address("A/RES/78/229", "op2"), "note", PLACE)
    return folder


def test_a_backup_restores_annotations_history_and_codebook(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "backup.json"
    assert backup(folder, file) == 2
    for other in (tmp_path / "other", folder):
        with Annotations(folder) as annotations:
            expected, history = annotations.all(), annotations.history()
        if other == folder:
            with Annotations(folder) as annotations:
                annotations.untag(Address("A/RES/78/229", "op1"))
            Codebook.open(folder / "topics.toml").add("more")
        before = restore(file, other)
        with Annotations(other) as annotations:
            assert annotations.all() == expected
            assert annotations.history() == history
            assert annotations.undo() is not None
            annotations.redo()
        assert [topic.path for topic in Codebook.open(other / "topics.toml").topics] == ["trafficking"]
        assert (before is not None) == (other == folder)
    assert before is not None
    restore(before, folder)
    with Annotations(folder) as annotations:
        assert len(annotations) == 1
    assert "more" in Codebook.open(folder / "topics.toml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("{", "not JSON"),
        ("[]", "not a backup"),
        ('{"tables": {"annotations": []}}', "not a backup"),
        ('{"schema": "unreader.backup/9", "rows": 1, "tables": {}}', "newer"),
        ('{"schema": "unreader.backup/1", "rows": 99, "tables": {}}', "newer"),
    ],
)
def test_a_file_that_is_no_backup_changes_nothing(folder: Path, tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "file.json"
    if content is not None:
        file.write_text(content)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StoreError, match=message):
        restore(file, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
