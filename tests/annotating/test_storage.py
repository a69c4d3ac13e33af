"""The store loses nothing: crashes at every system call, damaged files, full disks, several processes."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from tinydb import Query, TinyDB

from unreader.annotating import durable, journal
from unreader.annotating.journal import SCHEMA
from unreader.annotating.storage import JournalDB, NewerStoreError, StoreError, open_store


def rows(db: JournalDB) -> dict[str, str]:
    return {key: row["v"] for key, row in db.storage.read().get("t", {}).items()}


def fill(folder: Path, *values: str) -> JournalDB:
    db = open_store(folder)
    for value in values:
        db.table("t").insert({"v": value})
    return db


def reopened(folder: Path) -> dict[str, str]:
    return rows(open_store(folder))


def test_nothing_is_made_until_the_first_write(tmp_path: Path) -> None:
    db = open_store(tmp_path / "annotations")
    assert db.storage.refresh() is False
    db.close()
    assert not (tmp_path / "annotations").exists()


def test_a_change_is_in_the_journal_when_the_call_returns(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    line = (tmp_path / "annotations.journal").read_bytes().splitlines()[-1]
    assert json.loads(line[9:]) == [["t", "1", {"v": "one"}]]
    assert reopened(tmp_path) == rows(db) == {"1": "one"}


def test_plain_tinydb_opens_the_base(tmp_path: Path) -> None:
    fill(tmp_path, "one", "two").close()
    plain = TinyDB(tmp_path / "annotations.json", access_mode="r")
    assert [(row.doc_id, row["v"]) for row in plain.table("t").all()] == [(1, "one"), (2, "two")]


def test_a_plain_tinydb_file_is_taken_over(tmp_path: Path) -> None:
    TinyDB(tmp_path / "annotations.json").table("t").insert_multiple([{"v": "one"}, {"v": "two"}])
    db = fill(tmp_path, "three")
    assert rows(db) == {"1": "one", "2": "two", "3": "three"}
    (tmp_path / "annotations.json").write_bytes(b"garbage")
    assert reopened(tmp_path) == rows(db)


def test_tinydbs_own_operations_write_only_what_changed(tmp_path: Path) -> None:
    db = fill(tmp_path, "one", "two", "three")
    table = db.table("t")
    before = (tmp_path / "annotations.journal").stat().st_size
    assert table.update({"v": "TWO"}, Query().v == "two") == [2]
    table.update(lambda row: row.setdefault("list", []).append(1), doc_ids=[3])
    table.remove(doc_ids=[1])
    table.upsert({"v": "four"}, Query().v == "four")
    table.update({"v": "TWO"}, doc_ids=[2])
    lines = (tmp_path / "annotations.journal").read_bytes()[before:].splitlines()
    assert [json.loads(line[9:]) for line in lines] == [
        [["t", "2", {"v": "TWO"}]],
        [["t", "3", {"v": "three", "list": [1]}]],
        [["t", "1", None]],
        [["t", "4", {"v": "four"}]],
    ]
    assert reopened(tmp_path) == {"2": "TWO", "3": "three", "4": "four"}
    db.drop_table("t")
    assert reopened(tmp_path) == {}
    assert (tmp_path / "annotations.json.bak").exists()


def test_keys_are_not_used_again(tmp_path: Path) -> None:
    db = fill(tmp_path, "one", "two")
    db.table("t").remove(doc_ids=[2])
    assert db.table("t").insert({"v": "three"}) == 3


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")

    def fail() -> None:
        with db.storage.transaction():
            db.table("t").update({"v": "changed"}, doc_ids=[1])
            db.table("t").insert({"v": "two"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert rows(db) == reopened(tmp_path) == {"1": "one"}
    with pytest.raises(StoreError, match="stored"):
        db.table("t").insert({"v": object()})
    assert rows(db) == reopened(tmp_path) == {"1": "one"}


def test_folding_keeps_the_last_good_base(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold()
    db.table("t").insert({"v": "two"})
    db.storage.fold()
    assert (tmp_path / "annotations.journal").read_bytes().count(b"\n") == 1
    kept = json.loads((tmp_path / "annotations.json.bak").read_bytes())
    assert kept["t"] == {"1": {"v": "one"}}
    assert not list(tmp_path.glob("*.new"))


def test_the_journal_is_folded_when_it_is_long(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold_bytes = 2000
    for number in range(100):
        db.table("t").update({"v": str(number)}, doc_ids=[1])
    assert (tmp_path / "annotations.journal").stat().st_size < 2100
    assert reopened(tmp_path) == {"1": "99"}


# Damage.


def damaged_store(folder: Path) -> None:
    """Two folds and a journal: base three generations on, last good base and both journals."""
    db = fill(folder, "one", "two")
    db.storage.fold()
    db.table("t").update({"v": "TWO"}, doc_ids=[2])
    db.storage.fold()
    db.table("t").insert({"v": "three"})


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("annotations.json", lambda data: data[: len(data) // 2]),
        ("annotations.json", lambda data: b""),
        ("annotations.json", lambda data: b"\x00" * len(data)),
        ("annotations.json", lambda data: b"[1, 2]"),
        ("annotations.json", lambda data: data.replace(b'"generation":3', b'"generation":"x"')),
        ("annotations.json", lambda data: None),
        ("annotations.json.bak", lambda data: b"garbage"),
        ("annotations.journal", lambda data: data + b'1234abcd [["t","4",{"v":"fo'),
        ("annotations.journal", lambda data: data + b'00000000 [["t","4",{"v":"four"}]]\n'),
        ("annotations.journal", lambda data: b"XX" + data[2:]),
        ("annotations.journal.old", lambda data: b"garbage"),
        ("annotations.lock", lambda data: None),
    ],
)
def test_damage_to_one_file_loses_nothing(tmp_path: Path, name: str, damage: object) -> None:
    damaged_store(tmp_path)
    path = tmp_path / name
    changed = damage(path.read_bytes())  # type: ignore[operator]
    if changed is None:
        path.unlink()
    else:
        path.write_bytes(changed)
    expected = {"1": "one", "2": "TWO", "3": "three"}
    db = open_store(tmp_path)
    assert rows(db) == expected
    told = bool(db.storage.problems)
    assert told == (name in ("annotations.json", "annotations.journal"))
    if told and changed:
        assert (tmp_path / db.storage.problems[0].evidence).read_bytes() in changed
    db.table("t").insert({"v": "four"})
    again = open_store(tmp_path)
    assert rows(again) == {**expected, "4": "four"}
    assert again.storage.problems == []
    # What was mended can be mended again; a damaged copy is not noticed while the base is good.
    if not told:
        return
    (tmp_path / "annotations.json").write_bytes(b"garbage")
    assert reopened(tmp_path) == {**expected, "4": "four"}


def test_a_damaged_line_does_not_hide_the_others(tmp_path: Path) -> None:
    fill(tmp_path, "one", "two", "three")
    path = tmp_path / "annotations.journal"
    path.write_bytes(path.read_bytes().replace(b'"two"', b'"tXo"'))
    db = open_store(tmp_path)
    assert rows(db) == {"1": "one", "3": "three"}
    assert "A damaged line" in db.storage.problems[0].message
    assert b'"tXo"' in (tmp_path / db.storage.problems[0].evidence).read_bytes()
    assert open_store(tmp_path).storage.problems == []


def test_an_old_base_put_back_does_not_hide_newer_changes(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold()
    old = (tmp_path / "annotations.json").read_bytes()
    for value in ("two", "three"):
        db.table("t").insert({"v": value})
        db.storage.fold()
    db.table("t").insert({"v": "four"})
    (tmp_path / "annotations.json").write_bytes(old)
    again = open_store(tmp_path)
    assert list(rows(again).values()) == ["one", "two", "three", "four"]
    assert "older" in again.storage.problems[0].message


def test_without_any_good_base_nothing_is_touched(tmp_path: Path) -> None:
    damaged_store(tmp_path)
    (tmp_path / "annotations.json.bak").unlink()
    (tmp_path / "annotations.json").write_bytes(b"garbage")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StoreError, match="no good copy"):
        open_store(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["annotations.json", "annotations.journal"])
def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    fill(tmp_path, "one").close()
    fill(tmp_path, "two")
    path = tmp_path / name
    data = path.read_bytes().replace(f'"schema":{SCHEMA}'.encode(), f'"schema":{SCHEMA + 1}'.encode())
    if name.endswith("journal"):
        import zlib

        header, rest = data[9:].split(b"\n", 1)
        data = b"%08x %s\n%s" % (zlib.crc32(header), header, rest)
    path.write_bytes(data)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(NewerStoreError, match="update unreader"):
        open_store(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


# Folders that cannot be written.


@pytest.fixture
def not_writable() -> Iterator[Path]:
    """A folder with a store that this process may read and not write."""
    folder = Path(tempfile.mkdtemp())
    store = folder / "annotations"
    damaged_store(store)
    for path in (*store.iterdir(), store, folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    other_user = os.geteuid() == 0
    if other_user:
        os.seteuid(65534)
    yield store
    if other_user:
        os.seteuid(0)
    for path in (folder, store):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_store_is_read(not_writable: Path) -> None:
    db = open_store(not_writable)
    assert rows(db) == {"1": "one", "2": "TWO", "3": "three"}
    with pytest.raises(StoreError, match="read-only"):
        db.table("t").insert({"v": "four"})
    assert rows(db) == {"1": "one", "2": "TWO", "3": "three"}
    db.close()


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    size = (tmp_path / "annotations.journal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, hard))
    try:
        with pytest.raises(StoreError, match="disk is full"):
            db.table("t").insert({"v": "x" * 100})
        with pytest.raises(StoreError, match="disk is full"):
            db.storage.write({"t": {"1": {"v": "y" * 100}}})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert (tmp_path / "annotations.journal").stat().st_size == size
    assert rows(db) == reopened(tmp_path) == {"1": "one"}
    db.table("t").insert({"v": "two"})
    assert list(reopened(tmp_path).values()) == ["one", "two"]


def test_a_full_disk_while_folding_keeps_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold_bytes = 10

    def full(path: Path, data: bytes, **options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_file", full)
        db.table("t").insert({"v": "two"})
        assert "could not be folded" in db.storage.problems[0].message
        db.close()
    assert rows(db) == reopened(tmp_path) == {"1": "one", "2": "two"}


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("no folder")
    with pytest.raises(StoreError, match="a file stands where the folder should be"):
        fill(tmp_path / "annotations", "one")


def test_a_moved_folder_is_not_made_again(tmp_path: Path) -> None:
    db = fill(tmp_path / "here", "one")
    (tmp_path / "here").rename(tmp_path / "there")
    with pytest.raises(StoreError, match="no longer there"):
        db.table("t").insert({"v": "two"})
    assert not (tmp_path / "here").exists()
    assert rows(db) == reopened(tmp_path / "there") == {"1": "one"}


def test_files_removed_while_open_are_written_again(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold()
    db.table("t").insert({"v": "two"})
    for name in ("annotations.json", "annotations.journal", "annotations.lock"):
        (tmp_path / name).unlink()
    assert db.storage.refresh() is False
    db.table("t").insert({"v": "three"})
    assert list(reopened(tmp_path).values()) == ["one", "two", "three"]


# Several at once.


def test_each_sees_what_others_write(tmp_path: Path) -> None:
    mine, other = open_store(tmp_path), open_store(tmp_path)
    mine.table("t").insert({"v": "one"})
    assert other.storage.refresh() is True
    assert other.storage.refresh() is False
    assert other.table("t").insert({"v": "two"}) == 2
    assert mine.table("t").insert({"v": "three"}) == 3
    other.storage.refresh()
    assert rows(mine) == rows(other) == reopened(tmp_path)


def test_folding_while_others_are_open(tmp_path: Path) -> None:
    stores = [open_store(tmp_path) for _ in range(3)]
    for number in range(30):
        stores[number % 3].table("t").insert({"v": str(number)})
        if number % 4 == 0:
            stores[number % 2].storage.fold()
        if number % 7 == 0:
            stores[2].storage.refresh()
    for db in stores:
        db.storage.refresh()
        assert list(rows(db).values()) == [str(number) for number in range(30)]
        db.close()
    assert list(reopened(tmp_path).values()) == [str(number) for number in range(30)]


def test_a_fold_is_followed_without_reading_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, other = fill(tmp_path, "one"), open_store(tmp_path)
    mine.table("t").insert({"v": "two"})
    mine.storage.fold()
    mine.table("t").insert({"v": "three"})
    monkeypatch.setattr(other.storage, "_load", lambda: pytest.fail("read everything"))
    assert other.storage.refresh() is True
    assert rows(other) == rows(mine)


def test_an_edit_of_the_base_by_another_program_is_kept(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold()
    TinyDB(tmp_path / "annotations.json").table("t").insert({"v": "by hand"})
    db.table("t").insert({"v": "two"})
    db.close()
    assert list(reopened(tmp_path).values()) == ["one", "by hand", "two"]


WRITER = """
import sys
from pathlib import Path
from unreader.annotating.storage import open_store
folder, name, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
db = open_store(folder)
for number in range(many):
    db.table("t").insert({"v": f"{name}-{number}"})
    if number % 23 == 0:
        db.storage.fold()
    if number % 11 == 0:
        db.close(); db = open_store(folder)
db.close()
"""


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    many = 150
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, str(many)], stderr=subprocess.PIPE)
        for name in ("a", "b", "c")
    ]
    for writer in writers:
        assert writer.communicate()[1] == b""
        assert writer.returncode == 0
    db = open_store(tmp_path)
    assert sorted(rows(db).values()) == sorted(f"{name}-{number}" for name in "abc" for number in range(many))
    assert db.storage.problems == []


def test_a_stopped_process_does_not_hang_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = fill(tmp_path, "one")
    monkeypatch.setattr(durable, "LOCK_PATIENCE", 0.01)
    with durable.locked(tmp_path / "annotations.lock"), pytest.raises(StoreError, match="another program"):
        db.table("t").insert({"v": "two"})
    assert rows(db) == {"1": "one"}


# Crashes.


class Crash(BaseException):
    """The process dies here: from now on no call reaches the system."""


CALLS = ("open", "write", "fsync", "fdatasync", "ftruncate", "replace", "link", "unlink", "mkdir")


def crash_at(patch: pytest.MonkeyPatch, number: int) -> None:
    """Let the system call with this number, and all after it, fail as if the process had been killed there."""
    calls = count()

    def guarded(name: str) -> object:
        real = getattr(os, name)

        def call(*arguments: object, **options: object) -> object:
            at = next(calls)
            if at == number and name == "write":
                real(arguments[0], arguments[1][: len(arguments[1]) // 2])  # type: ignore[index, arg-type]
            if at >= number:
                raise Crash
            return real(*arguments, **options)

        return call

    for name in CALLS:
        patch.setattr(os, name, guarded(name))


def scenario(folder: Path, states: list[dict[str, str]]) -> None:
    """Changes and folds; after each acknowledged one its state is noted."""
    db = open_store(folder)
    for action in ("a", "b", "fold", "c", "both", "fold", "d", "remove", "close"):
        if action == "fold":
            db.storage.fold()
        elif action == "close":
            db.close()
        elif action == "remove":
            db.table("t").remove(doc_ids=[1])
        elif action == "both":
            with db.storage.transaction():
                db.table("t").update({"v": "A"}, doc_ids=[1])
                db.table("t").insert({"v": "E"})
        else:
            db.table("t").insert({"v": action})
        states.append(rows(db))


def test_a_crash_at_any_system_call_loses_nothing(tmp_path: Path) -> None:
    complete: list[dict[str, str]] = [{}]
    scenario(tmp_path / "whole", complete)
    for number in count():
        folder = tmp_path / str(number)
        states: list[dict[str, str]] = [{}]
        with pytest.MonkeyPatch.context() as patch:
            crash_at(patch, number)
            try:
                scenario(folder, states)
            except Crash:
                pass
            else:
                break
        if not folder.exists():
            continue
        # A second crash, while what the first one left is being mended.
        with pytest.MonkeyPatch.context() as patch:
            crash_at(patch, number % 5)
            with contextlib.suppress(Crash):
                open_store(folder)
        done = len(states) - 1
        assert reopened(folder) in complete[done : done + 2], f"crash at call {number}"
        assert [found for found in open_store(folder).storage.problems if found.kind == "base"] == []
    assert number > 60


def test_a_copy_that_is_the_same_file_is_made_a_copy_again(tmp_path: Path) -> None:
    db = fill(tmp_path, "one")
    db.storage.fold()
    db.table("t").insert({"v": "two"})
    copy = tmp_path / "annotations.json.bak"
    copy.unlink()
    copy.hardlink_to(tmp_path / "annotations.json")
    assert list(reopened(tmp_path).values()) == ["one", "two"]
    (tmp_path / "annotations.json").write_bytes(b"garbage")
    assert list(reopened(tmp_path).values()) == ["one", "two"]


def test_everything_is_flushed_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a power cut would lose: bytes that were not flushed, and renames in a folder that was not."""
    names: dict[int, str] = {}
    unflushed: set[str] = set()
    written_to: set[str] = set()
    real = {name: getattr(os, name) for name in ("open", "write", "fsync", "fdatasync", "replace")}

    def opened(path: os.PathLike[str], *rest: int) -> int:
        descriptor = real["open"](path, *rest)
        names[descriptor] = str(path)
        return int(descriptor)

    def written(descriptor: int, data: bytes) -> int:
        unflushed.add(names[descriptor])
        written_to.add(Path(names[descriptor]).name)
        return int(real["write"](descriptor, data))

    def flushed(descriptor: int) -> None:
        unflushed.discard(names[descriptor])
        real["fsync"](descriptor)

    def renamed(source: Path, target: Path) -> None:
        assert str(source) not in unflushed
        unflushed.add(str(target.parent))
        real["replace"](source, target)

    for name, spy in (("open", opened), ("write", written), ("fsync", flushed), ("replace", renamed)):
        monkeypatch.setattr(os, name, spy)
    monkeypatch.setattr(os, "fdatasync", flushed)
    db = open_store(tmp_path)
    for action in ("one", "two", "fold", "three", "fold", "four"):
        if action == "fold":
            db.storage.fold()
        else:
            db.table("t").insert({"v": action})
        assert unflushed == set(), action
    assert written_to == {"annotations.json.new", "annotations.journal", "annotations.journal.new"}


# Large bases, and many programs.


def test_a_base_is_read_line_by_line_as_it_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_ROWS_OF_A_LINE", 2)
    tables = {
        "annotations": {str(number): {"id": f"a{number}", "note": 'two\nlines, "}},\n{"'} for number in range(5)},
        "empty": {},
        "one": {"1": {"x": 1}},
    }
    data = journal.encode_base(tables, 7)
    assert json.loads(data) == msgspec.json.decode(data)
    whole = msgspec.json.encode(json.loads(data))
    assert journal.decode_base(data) == journal.decode_base(whole) == journal.decode_base(whole + b"\n")
    assert {name: rows for name, rows in journal.decode_base(data).tables.items() if name != journal.META} == tables
    lines = data.split(b"\n")
    changed = [
        data.replace(b"},\n", b"}\n", 1),
        data.replace(b"{\n", b"{,\n", 1),
        data + b"{}",
        data.replace(b"\n", b"", 1),
    ]
    missing = [b"\n".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines) - 1)]
    for damaged in (*changed, *missing, *(data[:at] for at in range(len(data) - 1))):
        try:
            json.loads(damaged)
        except ValueError:
            with pytest.raises(journal.DamagedError):
                journal.decode_base(damaged)
        else:
            assert journal.decode_base(damaged).tables == json.loads(damaged)


def test_a_look_at_what_others_wrote_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    mine, other = fill(tmp_path, "one"), open_store(tmp_path)
    mine.table("t").insert({"v": "two"})
    with durable.locked(tmp_path / "annotations.lock"):
        assert not other.storage.refresh()
    assert other.storage.refresh()
    assert rows(other) == rows(mine)
