from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.reader import messages, pane_text, press, reading, screen_text, type_text, window_message
from unreader.annotating import Annotations, StoreError
from unreader.model import Address
from unreader.tui.annotating.note_editor import NoteEditor, NoteText
from unreader.tui.annotating.tag_chooser import TagChooser
from unreader.tui.annotating.tagging import Tagging
from unreader.tui.notebook import Notebook
from unreader.tui.reading.screen import ReadingScreen

PP3 = Address("A/RES/78/229", "pp3", "zh")


def stored(root: Path, address: Address = PP3) -> tuple[tuple[str, ...], str]:
    """What the store has at an address, as another program sees it."""
    with Annotations(root / "annotations") as annotations:
        found = annotations.at(address)
        return (found[0].topics, found[0].note) if found else ((), "")


async def test_a_letter_tags_and_takes_away_again(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "t")
        assert isinstance(app.screen, TagChooser)
        await press(pilot, "c")
        assert stored(library_root) == (("cybercrime",), "")
        assert "[✓]" in screen_text(app)
        reader = app.screen_stack[-2]
        assert isinstance(reader, ReadingScreen)
        assert "Cybercrime" in pane_text(reader.pane.text)
        await press(pilot, "e", "c")
        assert stored(library_root) == (("environment",), "")
        await press(pilot, "escape")
        assert isinstance(app.screen, ReadingScreen)
        assert "Environment" in pane_text(reader.pane.text)


async def test_space_sets_the_topic_in_focus(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (_app, pilot):
        await press(pilot, "t", "down", "space", "enter")
        topics, _note = stored(library_root)
        assert len(topics) == 1
        assert topics[0].startswith("trafficking/")


async def test_note_is_saved_with_escape_and_shown(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "n")
        await type_text(pilot, "见京都宣言")
        await press(pilot, "enter")
        await type_text(pilot, "q t")
        await press(pilot, "escape")
        assert stored(library_root) == ((), "见京都宣言\nq t")
        assert "见京都宣言 q t" in screen_text(app)
        await press(pilot, "n", "ctrl+s")
        assert stored(library_root) == ((), "见京都宣言\nq t")


async def test_note_is_dropped_with_ctrl_c(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "n")
        await type_text(pilot, "no")
        await press(pilot, "ctrl+c")
        assert isinstance(app.screen, ReadingScreen)
        assert stored(library_root) == ((), "")


async def test_undo(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "t", "e", "escape", "u")
        assert stored(library_root) == ((), "")
        assert "Undone: a tag on A/RES/78/229, preambular para. 3" in messages(app)
        assert isinstance(app.screen, ReadingScreen)
        assert "Environment" not in pane_text(app.screen.pane.text)
        await press(pilot, "u")
        assert "Nothing to undo" in messages(app)


async def test_note_that_the_store_refuses_stays_in_the_editor(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "n")
        await type_text(pilot, "kept")

        def refuse(self: Notebook, address: Address, note: str, span: object = None) -> None:
            raise StoreError("annotations/annotations.json cannot be written: no space left")

        with monkeypatch.context() as patched:
            patched.setattr(Notebook, "write", refuse)
            await press(pilot, "escape")
            assert isinstance(app.screen, NoteEditor)
            assert "Not saved: annotations/annotations.json cannot be written" in window_message(app)
            await press(pilot, "ctrl+q")
            assert isinstance(app.screen, NoteEditor)
            assert app.screen.query_one(NoteText).text == "kept"
        await press(pilot, "escape")
        assert stored(library_root) == ((), "kept")


async def test_quitting_while_a_note_is_written_saves_it(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (_app, pilot):
        await press(pilot, "n")
        await type_text(pilot, "half")
        await press(pilot, "ctrl+q")
    assert stored(library_root) == ((), "half")


async def test_store_that_cannot_be_written_is_told(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Tagging, spots: object, topic: str) -> bool:
        raise StoreError("annotations/annotations.json cannot be written: it is read-only")

    monkeypatch.setattr(Tagging, "toggle", refuse)
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "t", "e")
        assert "cannot be written: it is read-only" in window_message(app)
        await press(pilot, "escape", "j")
        assert isinstance(app.screen, ReadingScreen)


async def test_codebook_that_cannot_be_read_does_not_stop_reading(library_root: Path) -> None:
    (library_root / "annotations" / "topics.toml").write_text("[broken")
    async with reading(library_root, str(PP3)) as (app, pilot):
        assert "topics.toml" in messages(app)
        await press(pilot, "j")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.text.focus_key == "pp4"
        # Mended by hand, it is there again.
        await press(pilot, "B")
        assert isinstance(app.screen, ReadingScreen)
        (library_root / "annotations" / "topics.toml").write_text('[corruption]\nname.en = "Corruption"\n')
        app._poll()
        await press(pilot, "t")
        assert "Corruption" in screen_text(app)


async def test_tags_of_another_program_show_up(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        code = (
            "import sys; from pathlib import Path; from unreader.annotating import Annotations;"
            "from unreader.model import Address\n"
            "with Annotations(Path(sys.argv[1])) as a: a.tag(Address('A/RES/78/229','pp3','zh'), 'environment')"
        )
        subprocess.run(
            [sys.executable, "-c", code, str(library_root / "annotations")],
            check=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        )
        app._poll()
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)
        assert "Environment" in pane_text(app.screen.pane.text)


async def test_tags_and_notes_on_the_cited_paragraph_show_beside(library_root: Path) -> None:
    with Annotations(library_root / "annotations") as annotations:
        annotations.tag(Address("E/RES/2021/20", "annex/para29", "zh"), "trafficking")
        annotations.note(Address("E/RES/2021/20", "annex/para29", "zh"), "儿童")
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6") as (app, _pilot):
        assert isinstance(app.screen, ReadingScreen)
        beside = pane_text(app.screen.side.cards)
        assert "Traffickingandsmuggling" in beside
        assert "✎儿童" in beside


async def test_copying_says_where_it_went(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import unreader.exporting.clipboard as clipboard

    copied: list[str] = []

    class Done:
        message = "In tmux's buffer: test"

    def copy(text: str, **_where: object) -> Done:
        copied.append(text)
        return Done()

    monkeypatch.setattr(clipboard, "copy", copy)
    async with reading(library_root, "A/RES/78/229#op12") as (app, pilot):
        await press(pilot, "y", "Y", "space", "enter")
        assert copied[0] == "大会第78/229号决议，第12段"
        assert copied[1].startswith("“鼓励会员国")
        assert copied[1].endswith("”（大会第78/229号决议，第12段）")
        assert "In tmux's buffer: test" in messages(app)
    async with reading(library_root, "A/RES/78/229#op12", language="en") as (app, pilot):
        await press(pilot, "Y", "space", "enter")
        assert copied[2] == "General Assembly resolution 78/229, para. 12"


async def test_spans_are_marked_in_the_text_and_told_beside_it(library_root: Path) -> None:
    async with reading(library_root, str(PP3)) as (app, pilot):
        reader = app.screen
        assert isinstance(reader, ReadingScreen)
        text = next(one for one in reader.pane.text.paragraphs if one.key == "pp3").text
        at = text.index("预防犯罪")
        span = (at, at + 4)
        app.notebook.tag(PP3, ["trafficking/persons"], span)
        app.notebook.write(PP3, "on *these* words", span)
        app.notebook.toggle(PP3, "environment")
        app.notebook.write(PP3, "on the whole")
        reader.annotations_changed()
        await pilot.pause()
        shown = next(one for one in reader.pane.text.paragraphs if one.key == "pp3")
        assert ("预防犯罪", "span") in {(shown.text[mark.start : mark.end], mark.style) for mark in shown.marks}
        assert "Traffickinginpersons“预防犯罪”" in pane_text(reader.pane.text)
        assert "“预防犯罪”on*these*words" in pane_text(reader.pane.text)
        assert [tag.topic for tag in app.notebook.at(PP3, span).tags] == ["trafficking/persons"]
        assert app.notebook.at(PP3).note == "on the whole"
        assert app.notebook.untag(PP3, None, span) == ("trafficking/persons",)
        app.notebook.write(PP3, "", span)
        assert not app.notebook.on(PP3).spans
        assert [tag.topic for tag in app.notebook.on(PP3).tags] == ["environment"]
