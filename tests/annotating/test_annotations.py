"""Tagging, notes, undo, questions: what is asked is what was acknowledged, here and in other processes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unreader.annotating import Annotations, Place, StoreError, place_at
from unreader.annotating.authors import git_user_name, system_author
from unreader.model import Address, Block, Document, Source

OP1, OP2, PP1 = (Address("A/RES/78/229", path) for path in ("op1", "op2", "pp1"))
PLACE = Place("强调指出必须防止和打击贩运人口；", "前一段落", "后一段落", "v1", "zh")


@pytest.fixture
def annotations(tmp_path: Path) -> Iterator[Annotations]:
    with opened(tmp_path) as store:
        yield store


def opened(folder: Path) -> Annotations:
    ticks = count(1)
    return Annotations(folder / "annotations", author="A. Reader", clock=lambda: f"2024-01-01T00:00:{next(ticks):02}Z")


def state(store: Annotations) -> dict[str, tuple[tuple[str, ...], str]]:
    return {str(one.address): (one.topics, one.note) for one in store.all()}


def test_a_tag_is_there_at_once_and_in_the_next_run(annotations: Annotations, tmp_path: Path) -> None:
    tagged = annotations.tag(OP1, ["trafficking", "cybercrime"], PLACE)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", tagged.id)
    assert (tagged.address, tagged.topics) == (Address("A/RES/78/229", "op1", "zh"), ("trafficking", "cybercrime"))
    assert (tagged.quote, tagged.start, tagged.end, tagged.whole) == (PLACE.text, 0, 16, True)
    assert (tagged.author, tagged.anchor.before, tagged.anchor.after) == ("A. Reader", "前一段落", "后一段落")
    assert annotations.at(OP1) == (tagged,) == opened(tmp_path).at(OP1)
    assert annotations.get(tagged.id) == tagged


def test_topics_and_note_are_one_annotation(annotations: Annotations) -> None:
    annotations.note(OP1, "见第37段\n二", PLACE)
    annotations.tag(OP1, "trafficking")
    annotations.tag(OP1, ("trafficking", "environment"))
    (one,) = annotations.at(OP1)
    assert (one.topics, one.note) == (("trafficking", "environment"), "见第37段\n二")
    assert annotations.untag(OP1, ["trafficking", "nothing"]) == ("trafficking",)
    assert annotations.note(OP1, "") is not None
    assert annotations.untag(OP1) == ("environment",)
    assert annotations.at(OP1) == ()
    assert annotations.note(OP1, "") is None
    assert len(annotations) == 0


def test_toggling(annotations: Annotations) -> None:
    assert annotations.toggle(OP1, "environment", PLACE) is True
    assert annotations.toggle(OP1, "environment", PLACE) is False
    assert annotations.all() == ()


def test_spans_stand_beside_the_paragraph(annotations: Annotations) -> None:
    span = annotations.tag(OP1, "trafficking", PLACE, span=(6, 15))
    whole = annotations.tag(OP1, "cybercrime", PLACE)
    assert (span.quote, span.span, whole.span) == ("防止和打击贩运人口", (6, 15), None)
    assert (span.anchor.before, span.anchor.after) == ("前一段落强调指出必须", "；后一段落")
    assert annotations.at(OP1) == (whole, span)
    annotations.note(OP1, "on the span", span=(6, 15))
    assert [one.note for one in annotations.at(OP1)] == ["", "on the span"]
    with pytest.raises(StoreError, match="no characters 6 to 99"):
        annotations.tag(OP1, "trafficking", PLACE, span=(6, 99))


def test_languages_are_kept_apart_where_they_are_said(annotations: Annotations) -> None:
    annotations.tag(Address("A/RES/78/229", "op1", "en"), "trafficking", Place("Stresses that", language="en"))
    assert annotations.at(Address("A/RES/78/229", "op1", "zh")) == ()
    assert len(annotations.at(OP1)) == 1
    annotations.tag(OP1, "trafficking", PLACE)
    assert [one.address.language for one in annotations.at(OP1)] == ["en", "zh"]


def test_questions(annotations: Annotations) -> None:
    annotations.tag(OP1, "trafficking/persons", PLACE)
    annotations.tag(OP2, ["trafficking", "cybercrime"], PLACE)
    annotations.tag(Address("E/2024/30", "para3"), "trafficked", PLACE)
    annotations.note(Address("E/2024/30"), "the whole report")
    assert [one.address.path for one in annotations.by_topic("trafficking")] == ["op1", "op2"]
    assert [one.address.path for one in annotations.of_document("E/2024/30")] == ["para3", ""]
    assert annotations.count("E/2024/30") == annotations.count("A/RES/78/229") == 2
    assert annotations.topic_counts() == {
        "cybercrime": 1,
        "trafficked": 1,
        "trafficking": 1,
        "trafficking/persons": 1,
    }


def test_topics_are_renamed_merged_and_dropped_in_one_step(annotations: Annotations) -> None:
    annotations.tag(OP1, ["trafficking/persons", "smuggling"], PLACE)
    annotations.tag(OP2, ["trafficking"], PLACE)
    before = state(annotations)
    assert annotations.rename_topic("trafficking", "smuggling") == 2
    assert [one.topics for one in annotations.all()] == [("smuggling/persons", "smuggling"), ("smuggling",)]
    assert annotations.drop_topic("smuggling") == 2
    assert annotations.all() == ()
    annotations.undo()
    annotations.undo()
    assert state(annotations) == before


def test_a_step_is_all_or_nothing(annotations: Annotations) -> None:
    def fail() -> None:
        with annotations.step("many"):
            annotations.tag(OP1, "trafficking", PLACE)
            annotations.tag(OP1, "cybercrime", PLACE)
            assert len(annotations.at(OP1)) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert annotations.all() == ()
    assert annotations.history() == []


def test_undo_and_redo_without_limit_and_across_runs(tmp_path: Path) -> None:
    states = [{}]
    with opened(tmp_path) as store:
        for change in (
            lambda: store.tag(OP1, "trafficking", PLACE),
            lambda: store.note(OP2, "a note", PLACE),
            lambda: store.tag(OP1, "cybercrime"),
            lambda: store.untag(OP1, "trafficking"),
            lambda: store.delete(store.at(OP2)[0].id),
            lambda: store.untag(OP1),
        ):
            change()
            states.append(state(store))
    for past in reversed(states[:-1]):
        with opened(tmp_path) as store:
            assert store.undo() is not None
            assert state(store) == past
    assert opened(tmp_path).undo() is None
    with opened(tmp_path) as store:
        for later in states[1:]:
            assert store.redo() is not None
            assert state(store) == later
        assert store.redo() is None


def test_a_change_after_undoing_begins_a_branch_and_nothing_is_forgotten(annotations: Annotations) -> None:
    annotations.tag(OP1, "trafficking", PLACE)
    annotations.tag(OP2, "cybercrime", PLACE)
    annotations.undo()
    annotations.tag(PP1, "environment", PLACE)
    assert annotations.redo() is None
    history = annotations.history()
    assert [(step.operation, step.address, step.detail, step.undone) for step in history] == [
        ("tag", "A/RES/78/229@zh#op1", ("trafficking",), False),
        ("tag", "A/RES/78/229@zh#op2", ("cybercrime",), True),
        ("tag", "A/RES/78/229@zh#pp1", ("environment",), False),
    ]
    assert annotations.go_back(2) == 2
    assert [one.address.path for one in annotations.all()] == ["op1", "op2"]
    assert annotations.go_back(0) == 2
    assert annotations.all() == ()
    with pytest.raises(KeyError):
        annotations.go_back(99)


def test_going_back_is_one_step_that_tells_before_what_it_would_change(annotations: Annotations) -> None:
    annotations.tag(OP1, "trafficking", PLACE)
    annotations.note(OP2, "a note", PLACE)
    annotations.tag(OP1, "cybercrime", PLACE)
    annotations.untag(OP2)
    annotations.delete(annotations.at(OP2)[0].id)
    before = annotations.all()
    told = {one.after["address"]: one for one in annotations.changed_since(1)}
    assert {address: (one.before and one.before["topics"], one.after["topics"]) for address, one in told.items()} == {
        "A/RES/78/229#op1": (["trafficking", "cybercrime"], ["trafficking"]),
    }
    assert annotations.all() == before
    assert annotations.go_back(2) == 2
    assert state(annotations) == {"A/RES/78/229@zh#op1": (("trafficking",), ""), "A/RES/78/229@zh#op2": ((), "a note")}
    assert annotations.history()[-1].operation == "go back"
    annotations.undo()
    assert annotations.all() == before
    annotations.redo()
    annotations.undo()
    annotations.undo()
    assert [one.address.path for one in annotations.all()] == ["op1", "op2"]


def test_a_step_tells_what_it_changed(annotations: Annotations) -> None:
    one = annotations.tag(OP1, "trafficking", PLACE)
    annotations.note(OP1, "a note")
    annotations.tag(OP1, "cybercrime")
    annotations.delete(one.id)
    made, noted, tagged, deleted = (annotations.changes_of(step.number) for step in annotations.history())
    assert (made[0].before, made[0].after["address"], made[0].after["topics"]) == (
        None,
        "A/RES/78/229#op1",
        ["trafficking"],
    )
    assert (noted[0].before["note"], noted[0].after["note"], noted[0].after["topics"]) == (
        "",
        "a note",
        ["trafficking"],
    )
    assert (tagged[0].before["topics"], tagged[0].after["topics"]) == (["trafficking"], ["trafficking", "cybercrime"])
    assert (deleted[0].before["note"], deleted[0].after) == ("a note", None)
    with pytest.raises(KeyError):
        annotations.changes_of(5)


def test_an_undone_deletion_is_the_same_annotation(annotations: Annotations) -> None:
    one = annotations.tag(OP1, "trafficking", PLACE)
    annotations.delete(one.id)
    assert annotations.delete(one.id) is False
    annotations.undo()
    assert annotations.at(OP1) == (one,)


changes = st.lists(
    st.tuples(
        st.sampled_from(["tag", "untag", "toggle", "note", "undo", "redo"]),
        st.sampled_from([OP1, OP2]),
        st.sampled_from(["a", "b", ""]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(changes=changes)
def test_undoing_everything_and_redoing_it_is_no_change(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, Address, str]]
) -> None:
    with opened(tmp_path_factory.mktemp("store")) as store:
        for operation, address, argument in changes:
            if operation in ("undo", "redo"):
                getattr(store, operation)()
            elif operation == "note":
                store.note(address, argument, PLACE)
            else:
                getattr(store, operation)(address, argument or "c", *([PLACE] if operation != "untag" else []))
        done = store.all()
        head = next((step.number for step in reversed(store.history()) if not step.undone), 0)
        while store.undo():
            pass
        assert store.all() == ()
        store.go_back(head)
        assert sorted(store.all(), key=lambda one: one.id) == sorted(done, key=lambda one: one.id)


def test_several_at_once_see_and_keep_each_others_changes(tmp_path: Path) -> None:
    mine, other = opened(tmp_path), opened(tmp_path)
    mine.tag(OP1, "trafficking", PLACE)
    other.tag(OP1, "cybercrime", PLACE)
    assert mine.refresh() is True
    assert mine.at(OP1) == other.at(OP1)
    assert mine.at(OP1)[0].topics == ("trafficking", "cybercrime")
    step = mine.undo()
    assert step is not None
    assert step.detail == ("cybercrime",)
    assert other.refresh() is True
    assert other.at(OP1)[0].topics == ("trafficking",)


BROKEN = {
    "11": "no record at all",
    "12": {"id": "x"},
    "13": {"address": 7},
    "14": {"topics": [1]},
    "15": {"topics": "trafficking"},
    "16": {"start": 9, "end": 2},
    "17": {"anchor": "somewhere"},
    "x": {},
}


def test_a_broken_record_is_set_aside_and_hides_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.tag(OP1, "trafficking", PLACE)
        store.tag(OP2, "trafficking", PLACE)
    path = tmp_path / "annotations" / "annotations.json"
    data = json.loads(path.read_bytes())
    sound = data["annotations"]["1"]
    for key, fault in BROKEN.items():
        data["annotations"][key] = {**sound, "id": f"id{key}", **fault} if isinstance(fault, dict) else fault
    data["annotations"]["12"] = {"id": "x"}
    data["annotations"]["18"] = sound
    path.write_text(json.dumps(data), "utf-8")
    with opened(tmp_path) as store:
        assert [one.address.path for one in store.all()] == ["op1", "op2"]
        assert len(store.by_topic("trafficking")) == 2
        problems = store.problems()
        assert {problem.evidence for problem in problems} == {*BROKEN, "18"}
        assert all("kept as it is" in problem.message for problem in problems)
        store.tag(PP1, "environment", PLACE)
        store.rename_topic("trafficking", "smuggling")
    kept = json.loads(path.read_bytes())["annotations"]
    assert {key: kept[key] for key in (*BROKEN, "18")} == {key: data["annotations"][key] for key in (*BROKEN, "18")}
    with opened(tmp_path) as store:
        assert len(store) == 3


def test_a_damaged_history_stops_undo_and_nothing_else(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.tag(OP1, "trafficking", PLACE)
        store.tag(OP2, "trafficking", PLACE)
    path = tmp_path / "annotations" / "annotations.json"
    data = json.loads(path.read_bytes())
    data["history"]["1"] = {"parent": "?"}
    path.write_text(json.dumps(data), "utf-8")
    with opened(tmp_path) as store:
        assert len(store.history()) == 1
        assert store.undo() is not None
        assert store.undo() is None
        with pytest.raises(KeyError):
            store.go_back(0)
        store.tag(OP2, "trafficking", PLACE)
        assert len(store) == 2


def test_text_that_no_file_can_hold_is_made_storable(annotations: Annotations) -> None:
    annotations.note(OP1, "half \ud83d of a pair\x1b[31m", PLACE)
    assert annotations.at(OP1)[0].note == "half ? of a pair\x1b[31m"


@pytest.mark.parametrize("topics", ["", [], ["trafficking", " "], "/"])
def test_a_topic_needs_a_name(annotations: Annotations, topics: list[str]) -> None:
    with pytest.raises(StoreError, match="name"):
        annotations.tag(OP1, topics, PLACE)


def document(version: str, *texts: str) -> Document:
    blocks = tuple(Block(f"op{number}", "operative", "", text) for number, text in enumerate(texts, 1))
    return Document("A/RES/78/229", "zh", "resolution", "", blocks, source=Source(sha256=version))


def test_annotations_are_carried_over_to_a_new_text(annotations: Annotations) -> None:
    texts = ["敦促各国批准公约；", "强调必须防止贩运人口，并保护受害者；", "请秘书长提出报告。"]
    old, new = document("1", *texts), document("2", texts[0], "一个全新的段落；", *texts[1:2])
    for path in ("op1", "op2", "op3"):
        annotations.tag(Address(old.symbol, path), "trafficking", place_at(old, path))
    annotations.carry_over(new, old)
    assert [(one.address.path, one.anchor.state, one.anchor.version) for one in annotations.all()] == [
        ("op1", "kept", "2"),
        ("op3", "renumbered", "2"),
        ("op3", "lost", "1"),
    ]
    lost = annotations.all()[2]
    assert lost.quote == texts[2]
    place = place_at(new, "op2")
    assert place is not None
    confirmed = annotations.confirm(lost.id, Address(new.symbol, "op2"), place)
    assert confirmed is not None
    assert (confirmed.address.path, confirmed.anchor.state, confirmed.quote) == ("op2", "kept", "一个全新的段落；")
    annotations.undo()
    annotations.undo()
    assert [(one.address.path, one.anchor.state) for one in annotations.all()] == [
        ("op1", "kept"),
        ("op2", "kept"),
        ("op3", "kept"),
    ]


GIT = """
[core]
    name = not this
[user]
    email = a@b
    name = "A. Reader" # comment
[user "other"]
    name = nor this
"""


def test_the_author_is_gits_name_without_running_git(tmp_path: Path) -> None:
    (tmp_path / ".gitconfig").write_text(GIT)
    assert git_user_name(GIT) == "A. Reader"
    assert system_author({"HOME": str(tmp_path)}) == "A. Reader"
    assert system_author({"HOME": str(tmp_path), "UNREADER_AUTHOR": "Me"}) == "Me"
    assert system_author({"HOME": str(tmp_path / "none"), "USER": "login"}) != ""
