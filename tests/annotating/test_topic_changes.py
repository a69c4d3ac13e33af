"""Changes of the codebook with the annotations: told before, made as one step, undone as one, the file's edits kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from unreader.annotating import Annotation, Annotations, Place, StoreError
from unreader.annotating.codebook import Codebook, CodebookError
from unreader.annotating.topic_changes import (
    TopicChange,
    add_topic,
    delete_topic,
    edit_topic,
    make,
    merge_topics,
    move_topic,
    rename_topic,
    split_topic,
)
from unreader.annotating.topics_file import read_topics
from unreader.model import Address

FILE = """\
# My topics.

[crime]
name.en = "Crime"  # of every kind
letter = "c"

# about people
["crime/persons"]
name.en = "Persons"
letter = "p"
definition.en = '''
Several
lines'''

["crime/waste"]
letter = "w"

[environment]
letter = "e"

# what else
["environment/waste"]
letter = "x"
"""
PLACE = Place("强调指出必须防止和打击贩运人口；", "前", "后", "v1", "zh")
ON = {
    "op1": ("crime",),
    "op2": ("crime/persons", "environment"),
    "op3": ("crime/waste",),
    "op4": ("environment/waste", "crime/waste"),
}


class Desk:
    """A codebook and annotations as one person has them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "topics.toml"
        if not self.path.exists():
            folder.mkdir(exist_ok=True)
            self.path.write_text(FILE, "utf-8")
        self.codebook = Codebook.open(self.path)
        self.annotations = Annotations(folder, author="A. Reader")

    def topics(self) -> dict[str, tuple[str, ...]]:
        return {one.address.path: one.topics for one in self.annotations.all()}

    def annotated(self) -> list[Annotation]:
        return sorted(self.annotations.all(), key=lambda one: one.address.path)

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    def make(self, change: TopicChange) -> int:
        return make(change, self.codebook, self.annotations)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "annotations")
    for path, topics in ON.items():
        desk.annotations.tag(Address("A/RES/78/229", path), topics, PLACE)
    desk.annotations.note(Address("A/RES/78/229", "op3"), "kept by its note")
    desk.annotations.topic_notes.write("crime/persons", "ask *her*")
    return desk


CHANGES = {
    "rename": (
        lambda desk: rename_topic(desk.codebook, desk.annotations, "crime", "offence"),
        (4, 0, 1),
        {
            "op1": ("offence",),
            "op2": ("offence/persons", "environment"),
            "op3": ("offence/waste",),
            "op4": ("environment/waste", "offence/waste"),
        },
        ["offence", "offence/persons", "offence/waste", "environment", "environment/waste"],
    ),
    "move": (
        lambda desk: move_topic(desk.codebook, desk.annotations, "crime/persons", "environment"),
        (1, 0, 1),
        ON | {"op2": ("environment/persons", "environment")},
        ["crime", "crime/waste", "environment", "environment/persons", "environment/waste"],
    ),
    "move to the top": (
        lambda desk: move_topic(desk.codebook, desk.annotations, "crime/persons", ""),
        (1, 0, 1),
        ON | {"op2": ("persons", "environment")},
        ["crime", "crime/waste", "persons", "environment", "environment/waste"],
    ),
    "merge": (
        lambda desk: merge_topics(desk.codebook, desk.annotations, "crime", "environment"),
        (4, 0, 1),
        {
            "op1": ("environment",),
            "op2": ("environment/persons", "environment"),
            "op3": ("environment/waste",),
            "op4": ("environment/waste",),
        },
        ["environment", "environment/persons", "environment/waste"],
    ),
    "delete": (
        lambda desk: delete_topic(desk.codebook, desk.annotations, "crime"),
        (4, 1, 1),
        {"op2": ("environment",), "op3": (), "op4": ("environment/waste",)},
        ["environment", "environment/waste"],
    ),
    "split": (
        lambda desk: split_topic(
            desk.codebook,
            desk.annotations,
            "crime/waste",
            "crime/mining",
            [one.id for one in desk.annotations.all() if one.address.path == "op3"],
            names={"en": "Mining"},
        ),
        (1, 0, 0),
        ON | {"op3": ("crime/mining",)},
        ["crime", "crime/persons", "crime/waste", "crime/mining", "environment", "environment/waste"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_made_and_undone_as_one(desk: Desk, name: str) -> None:
    plan, told, topics, codebook = CHANGES[name]
    before, notes = desk.annotated(), desk.annotations.topic_notes.all()
    change = plan(desk)
    assert (change.annotations, change.emptied, change.notes) == told
    assert (desk.text, desk.annotated()) == (FILE, before)
    assert desk.make(change) == told[0]
    assert desk.topics() == topics
    assert [topic.path for topic in Codebook.open(desk.path).topics] == codebook
    assert [topic.path for topic in desk.codebook.topics] == codebook
    after, text, noted = desk.annotated(), desk.text, desk.annotations.topic_notes.all()
    assert all(comment in text for comment in ("# My topics.", "# what else"))
    assert len(noted) == (0 if name == "delete" else 1)

    fresh = Desk(desk.path.parent)
    assert fresh.annotations.undo() is not None
    assert (fresh.text, fresh.annotated(), fresh.annotations.topic_notes.all()) == (FILE, before, notes)
    fresh.annotations.redo()
    assert (fresh.text, fresh.annotated(), fresh.annotations.topic_notes.all()) == (text, after, noted)


def test_a_topic_gets_other_facts_and_its_comments_stay(desk: Desk) -> None:
    desk.make(edit_topic(desk.codebook, "crime", names={"en": "Crimes", "zh": "犯罪"}, examples=("op1",)))
    desk.make(edit_topic(desk.codebook, "crime/persons", definitions={"en": "One line"}, letter="q"))
    found = read_topics(desk.path, desk.text)
    assert (found["crime"].names, found["crime"].letter, found["crime"].examples) == (
        {"en": "Crimes", "zh": "犯罪"},
        "c",
        ("op1",),
    )
    assert (found["crime/persons"].definitions, found["crime/persons"].letter) == ({"en": "One line"}, "q")
    assert "# about people\n" in desk.text
    desk.annotations.undo()
    desk.annotations.undo()
    assert desk.text == FILE


def test_one_line_of_a_fact_keeps_the_comment_behind_it(desk: Desk) -> None:
    desk.make(edit_topic(desk.codebook, "crime", names={"en": "Crimes # all"}))
    assert 'name.en = "Crimes # all"  # of every kind\n' in desk.text


def test_an_edit_by_hand_is_never_undone(desk: Desk) -> None:
    desk.make(rename_topic(desk.codebook, desk.annotations, "crime", "offence"))
    desk.path.write_text(desk.text.replace('letter = "e"', 'letter = "v"').replace('"Persons"', '"People"'), "utf-8")
    desk.annotations.undo()
    assert desk.annotations.left_as_edited == ""
    found = read_topics(desk.path, desk.text)
    assert (found["environment"].letter, found["crime/persons"].names["en"]) == ("v", "People")
    assert desk.topics() == ON
    desk.annotations.redo()
    desk.path.write_text(desk.text.replace("[offence]", "[misdeed]").replace("offence/", "misdeed/"), "utf-8")
    desk.annotations.undo()
    assert "topics.toml had been edited" in desk.annotations.left_as_edited
    assert "misdeed" in desk.text
    assert desk.topics() == ON
    desk.annotations.tag(Address("A/RES/78/229", "op1"), "environment")
    assert desk.annotations.left_as_edited == ""


def test_a_crash_between_the_store_and_the_file_is_made_good(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    change = delete_topic(desk.codebook, desk.annotations, "crime")
    with monkeypatch.context() as patched:
        patched.setattr("unreader.annotating.codebook_row.CodebookRow.settle", lambda self: None)
        desk.make(change)
    assert (desk.text, "op1" in desk.topics()) == (FILE, False)
    assert Desk(desk.path.parent).text == change.text
    # Edited after the crash: the edit counts.
    desk.annotations.undo()
    with monkeypatch.context() as patched:
        patched.setattr("unreader.annotating.codebook_row.CodebookRow.settle", lambda self: None)
        desk.annotations.redo()
    desk.path.write_text(FILE + "[mine]\n", "utf-8")
    assert Desk(desk.path.parent).text == FILE + "[mine]\n"


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    change = delete_topic(desk.codebook, desk.annotations, "crime")

    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("unreader.annotating.codebook_row.durable.replace_file", refuse)
        with pytest.raises(CodebookError, match="No space left"):
            desk.make(change)
    assert (desk.text, desk.topics()) == (FILE, ON)
    assert desk.annotations.history()[-1].operation == "note"


def test_what_was_worked_out_before_an_edit_is_not_made(desk: Desk) -> None:
    change = delete_topic(desk.codebook, desk.annotations, "crime")
    desk.path.write_text(FILE + "[added]\n", "utf-8")
    with pytest.raises(CodebookError, match="changed meanwhile"):
        desk.make(change)
    assert desk.topics() == ON


def test_a_topic_added_in_a_library_without_a_codebook_is_undone(tmp_path: Path) -> None:
    shipped = Path(__file__).parent.parent.parent / "annotations" / "topics.toml"
    codebook = Codebook.open(tmp_path / "annotations" / "topics.toml", fallback=shipped)
    annotations = Annotations(tmp_path / "annotations", author="A")
    make(add_topic(codebook, "corruption", names={"en": "Corruption"}), codebook, annotations)
    assert "corruption" in Codebook.open(codebook.path)
    annotations.undo()
    assert codebook.path.read_text("utf-8") == shipped.read_text("utf-8")


def test_letters_stay_distinct_where_topics_meet(desk: Desk) -> None:
    desk.make(edit_topic(desk.codebook, "environment/waste", letter="p"))
    desk.make(move_topic(desk.codebook, desk.annotations, "crime/persons", "environment"))
    letters = [topic.letter for topic in desk.codebook.children("environment")]
    assert len(set(letters)) == len(letters) == 2


def test_notes_on_topics(desk: Desk) -> None:
    notes = desk.annotations.topic_notes
    (one,) = notes.all()
    assert (one.topic, one.note, one.author) == ("crime/persons", "ask *her*", "A. Reader")
    notes.write("crime/persons", "ask him")
    assert (notes.at("crime/persons").id, notes.at("crime/persons").note) == (one.id, "ask him")
    notes.write("environment", "two")
    desk.make(merge_topics(desk.codebook, desk.annotations, "crime/persons", "environment"))
    assert notes.at("environment").note == "two\n\nask him"
    desk.annotations.undo()
    notes.write("environment", "")
    assert [one.topic for one in Desk(desk.path.parent).annotations.topic_notes.all()] == ["crime/persons"]
    with pytest.raises(StoreError):
        notes.write("", "text")
