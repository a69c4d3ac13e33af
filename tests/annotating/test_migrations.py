"""Stores of older programs are brought forward, and kept as they were first."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from tinydb import TinyDB

from unreader.annotating import Annotations, Place
from unreader.annotating.backup import backup, restore
from unreader.annotating.journal import SCHEMA
from unreader.annotating.storage import open_store
from unreader.model import Address

OP1, OP2 = Address("A/RES/78/229", "op1", "zh"), Address("A/RES/78/229", "op2", "zh")
PLACE = Place("强调指出必须防止贩运人口；", language="zh")


def in_schema_1(folder: Path) -> dict[str, bytes]:
    """Make the files of a store what the program of the first schema would have written; what they hold."""

    def line(content: object) -> bytes:
        data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return b"%08x %s\n" % (zlib.crc32(data), data)

    base = folder / "annotations.json"
    tables = json.loads(base.read_bytes())
    for row in tables.get("annotations", {}).values():
        del row["candidates"]
    tables["_meta"]["1"]["schema"] = 1
    base.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    journal = folder / "annotations.journal"
    header, *changes = [json.loads(one[9:]) for one in journal.read_bytes().splitlines()]
    for change in changes:
        for _, _, row in change:
            if row is not None:
                row.pop("candidates", None)
    journal.write_bytes(b"".join(map(line, [{**header, "schema": 1}, *changes])))
    return {path.name: path.read_bytes() for path in (base, journal)}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with a store of the first schema: one annotation in its base, one in its journal."""
    folder = tmp_path / "annotations"
    with Annotations(folder, author="A") as annotations:
        annotations.tag(OP1, "trafficking", PLACE)
    Annotations(folder, author="A").tag(OP2, "environment", PLACE)
    return folder


def test_an_older_store_is_brought_forward_and_kept_as_it_was(old: Path) -> None:
    before = in_schema_1(old)
    with Annotations(old) as annotations:
        assert [(one.address.path, one.topics) for one in annotations.all()] == [
            ("op1", ("trafficking",)),
            ("op2", ("environment",)),
        ]
        (told,) = annotations.recovered()
        assert told.startswith(f"The annotations were brought from schema 1 to {SCHEMA}; as they were: ")
        assert {name: (old / f"{name}.schema-1").read_bytes() for name in before} == before
        annotations.undo()
        assert len(annotations) == 1
    again = Annotations(old)
    assert (again.recovered(), len(again)) == ((), 1)
    assert json.loads((old / "annotations.json").read_bytes())["_meta"]["1"]["schema"] == SCHEMA
    assert all("candidates" in row for row in again._db.storage.read()["annotations"].values())


def test_one_that_cannot_be_written_is_read(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = in_schema_1(old)

    def refuse(path: Path, data: bytes, *, keep: Path | None = None) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("unreader.annotating.storage.durable.replace_file", refuse)
    annotations = Annotations(old)
    assert len(annotations) == 2
    assert annotations.recovered() == ()
    assert {name: (old / name).read_bytes() for name in before} == before


def test_another_program_of_the_older_schema_is_followed_until_the_store_is_brought_forward(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_schema_1(old)
    with monkeypatch.context() as patched:
        patched.setattr("unreader.annotating.storage.JournalStorage._mend", lambda self: None)
        reading = Annotations(old)
    journal = old / "annotations.journal"
    row = {key: value for key, value in reading._db.storage.read()["annotations"]["1"].items() if key != "candidates"}
    data = json.dumps([["annotations", "9", {**row, "id": "x" * 36}]]).encode()
    journal.write_bytes(journal.read_bytes() + b"%08x %s\n" % (zlib.crc32(data), data))
    assert reading.refresh()
    assert reading.get("x" * 36).anchor.candidates == ()


def test_a_plain_file_of_annotations_is_completed(tmp_path: Path) -> None:
    folder = tmp_path / "annotations"
    folder.mkdir()
    rows = [
        {"id": "1", "address": "A/RES/78/229#op1", "topics": ["trafficking"], "quote": "强调"},
        {"id": "2", "address": "A/RES/78/229#op2", "note": "a note", "created": "2024-01-01T00:00:00Z"},
        {"id": "3"},
    ]
    TinyDB(folder / "annotations.json").table("annotations").insert_multiple(rows)
    with Annotations(folder) as annotations:
        one, two = annotations.all()
        assert (one.topics, one.quote, one.start, one.end, one.whole) == (("trafficking",), "强调", 0, 2, True)
        assert (two.note, two.created, two.modified) == ("a note", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z")
        assert [problem.evidence for problem in annotations.problems() if problem.kind == "record"] == ["3"]
    assert (folder / "annotations.json.schema-0").exists()


def test_a_backup_of_an_older_schema_is_restored(old: Path, tmp_path: Path) -> None:
    with Annotations(old) as annotations:
        expected = annotations.all()
    file = tmp_path / "backup.json"
    backup(old, file)
    content = json.loads(file.read_bytes())
    content["rows"] = 1
    for row in content["tables"]["annotations"].values():
        del row["candidates"]
    file.write_text(json.dumps(content), "utf-8")
    restore(file, tmp_path / "new")
    assert Annotations(tmp_path / "new").all() == expected
    assert all("candidates" in row for row in open_store(tmp_path / "new").storage.read()["annotations"].values())
