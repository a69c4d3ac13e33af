"""Documents into the library and out of it, in the reader: the import window, corrections, removal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

import unreader.working
import unreader.working.many
from tests.tui.reader import messages, plant_library, press, reading, screen_text, settled, text_only, type_text
from unreader.annotating import Annotations
from unreader.library import Library
from unreader.model import Address
from unreader.tui.annotating.note_editor import NoteEditor
from unreader.tui.annotating.tag_chooser import TagChooser
from unreader.tui.app import ReaderApp
from unreader.tui.holdings.correct_dialog import CorrectDialog, RemoveDialog
from unreader.tui.holdings.dropped import are_files, dropped_paths, written
from unreader.tui.holdings.file_list import FileList, listed
from unreader.tui.holdings.import_dialog import ImportDialog
from unreader.tui.holdings.library_screen import LibraryScreen
from unreader.tui.reading.screen import ReadingScreen

RESOLUTION = """\
大会决议
2022年12月15日通过
77/{number}. 关于第{number}件事的决议
大会，
回顾其2021年12月16日第76/181号决议，
1. 决定继续审议这一问题；
2. 请秘书长提出报告。
"""
NO_SYMBOL = "大会，\n\n1. 回顾其2021年12月16日第76/181号决议；\n\n2. 决定继续审议。\n"


@pytest.fixture
def root(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of this test's own: it is changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("UNREADER_AUTHOR", "Reader")
    return plant_library(tmp_path / "library")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two resolutions, one of them with a blank in its name, and a text without a symbol."""
    folder = tmp_path / "files"
    (folder / "more").mkdir(parents=True)
    (folder / "a 401.txt").write_text(RESOLUTION.format(number=401), encoding="utf-8")
    (folder / "more" / "b402.txt").write_text(RESOLUTION.format(number=402), encoding="utf-8")
    (folder / "c.txt").write_text(NO_SYMBOL, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for what a thread does."""
    for _turn in range(2000):
        await pilot.pause(0.005)
        if holds():
            await pilot.pause()
            return
    pytest.fail(f"never came to be; the screen:\n{screen_text(pilot.app)}")  # type: ignore[arg-type]


def window(app: ReaderApp) -> ImportDialog:
    assert isinstance(app.screen, ImportDialog)
    return app.screen


def stage_is(app: ReaderApp, stage: str) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, ImportDialog) and app.screen._stage == stage


async def paste(app: ReaderApp, pilot: Pilot[int], text: str) -> None:
    app.post_message(events.Paste(text))
    await pilot.pause()


def symbols_of(root: Path) -> set[str]:
    return {entry.symbol for entry in Library(root, cache=False).entries()}


def field(app: ReaderApp, name: str) -> Input:
    return app.screen.query_one(f"#{name}", Input)


# -- paths ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda path: str(path),
        lambda path: f"'{path}'",
        lambda path: f'"{path}" ',
        lambda path: str(path).replace(" ", "\\ "),
        lambda path: path.as_uri(),
        lambda path: path.as_uri() + "\r\n",
    ],
)
def test_a_dropped_file_is_known_in_every_form(files: Path, wrap: Callable[[Path], str]) -> None:
    file = files / "a 401.txt"
    assert dropped_paths(wrap(file)) == [file]


def test_several_dropped_files_on_one_line_or_on_many(files: Path) -> None:
    one, other = files / "a 401.txt", files / "c.txt"
    escaped = str(one).replace(" ", "\\ ")
    for text in (f"'{one}' {other}", f"{escaped} '{other}'", f"{one}\n{other}\n", f"{one.as_uri()}\n{other.as_uri()}"):
        assert dropped_paths(text) == [one, other]
    assert dropped_paths(written([one, other])) == [one, other]
    assert not are_files(dropped_paths("some words, don't"))
    assert not are_files([])


def test_the_chooser_lists_folders_and_what_can_be_read(files: Path) -> None:
    assert [path.name for path, _folder in listed(files)] == ["more", "a 401.txt", "c.txt"]


# -- one file ------------------------------------------------------------------------------------------------------


async def test_a_dropped_file_is_confirmed_imported_and_opened(root: Path, files: Path) -> None:
    async with reading(root, "78/229#op70") as (app, pilot):
        await press(pilot, "L")
        await paste(app, pilot, f"'{files / 'a 401.txt'}'")
        await until(pilot, stage_is(app, "facts"))
        assert field(app, "symbol").value == "A/RES/77/401"
        assert field(app, "title").value == "关于第401件事的决议"
        assert field(app, "language").value == "zh"
        assert field(app, "kind").value == "resolution"
        assert "A/RES/77/401" not in symbols_of(root)
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
        assert "1 imported" in screen_text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert "请秘书长提出报告" in text_only(app)
        assert "A/RES/77/401" in symbols_of(root)


async def test_what_was_found_can_be_corrected_before_it_is_stored(root: Path, files: Path) -> None:
    async with reading(root) as (app, pilot):
        app.import_files([files / "a 401.txt"])
        await until(pilot, stage_is(app, "facts"))
        field(app, "date").value = "not a date"
        await press(pilot, "enter")
        assert "no date" in screen_text(app)
        field(app, "date").value = "2022-12-16"
        field(app, "symbols").value = "A/77/999"
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
        entry = Library(root).entry("A/RES/77/401")
        assert (entry.date, entry.symbols) == ("2022-12-16", ("A/RES/77/401", "A/77/999"))
        await press(pilot, "escape")
        assert "A/RES/77/401" in screen_text(app)


async def test_a_document_without_a_symbol_is_asked_about(root: Path, files: Path) -> None:
    async with reading(root) as (app, pilot):
        app.import_files([files / "c.txt"])
        await until(pilot, stage_is(app, "facts"))
        assert "Whichdocumentisc.txt?" in text_only(app)
        await press(pilot, "enter")
        assert "symbol first" in screen_text(app)
        await type_text(pilot, "../../x")
        await press(pilot, "enter")
        assert "is no UN symbol" in screen_text(app)
        field(app, "symbol").value = ""
        await type_text(pilot, "A/RES/77/403")
        await press(pilot, "enter")
        await until(pilot, lambda: field(app, "kind").value == "resolution")
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
        assert "A/RES/77/403" in symbols_of(root)


async def test_not_now_leaves_the_library_as_it_was(root: Path, files: Path) -> None:
    before = symbols_of(root)
    async with reading(root) as (app, pilot):
        app.import_files([files / "a 401.txt"])
        await until(pilot, stage_is(app, "facts"))
        await press(pilot, "escape")
        assert window(app)._stage == "choosing"
        await press(pilot, "escape")
        assert not isinstance(app.screen, ImportDialog)
        await paste(app, pilot, "no file at all")
    assert symbols_of(root) == before


# -- choosing ------------------------------------------------------------------------------------------------------


async def test_the_chooser_by_keys(root: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    async with reading(root) as (app, pilot):
        await press(pilot, "i")
        chooser = window(app).query_one(FileList)
        await until(pilot, lambda: chooser.focus_key == files / "more")
        await press(pilot, "down", "enter")
        await until(pilot, lambda: chooser.folder == files / "more")
        await press(pilot, "space", "backspace")
        await until(pilot, lambda: chooser.folder == files)
        assert chooser.focus_key == files / "more"
        await press(pilot, "j", "space", "enter")
        await until(pilot, stage_is(app, "summary"))
        assert "2 imported" in screen_text(app)
    assert {"A/RES/77/401", "A/RES/77/402"} <= symbols_of(root)


async def test_the_list_follows_what_is_typed(root: Path, files: Path) -> None:
    async with reading(root) as (app, pilot):
        await press(pilot, "i")
        await type_text(pilot, f"{files}/c")
        chooser = window(app).query_one(FileList)
        await until(pilot, lambda: [one.key for one in chooser.paragraphs] == [files / "c.txt"])
        await type_text(pilot, "x")
        await press(pilot, "enter")
        assert "There is no file" in screen_text(app)
        await press(pilot, "backspace", "down", "enter")
        await until(pilot, stage_is(app, "facts"))


async def test_the_beginning_of_a_name_is_enough(root: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    async with reading(root) as (app, pilot):
        await press(pilot, "i")
        chooser = window(app).query_one(FileList)
        await until(pilot, lambda: chooser.focus_key == files / "more")
        await type_text(pilot, "mo")
        await press(pilot, "enter")
        await until(pilot, lambda: chooser.folder == files / "more")
        await type_text(pilot, "b4")
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "facts"))


async def test_a_long_summary_can_be_gone_through(root: Path, tmp_path: Path) -> None:
    missing = [tmp_path / f"none{number}.txt" for number in range(30)]
    async with reading(root, size=(80, 24)) as (app, pilot):
        app.import_files(missing)
        await until(pilot, stage_is(app, "summary"))
        assert "30 failed" in screen_text(app)
        box, outcome = app.screen.query_one("#box"), app.screen.query_one("#outcome")
        assert outcome.size.height == int(24 * 0.6)
        assert box.size.height <= outcome.size.height + 2
        await press(pilot, "end")
        assert "none29.txt" in screen_text(app)


async def test_the_palette_has_the_window(root: Path) -> None:
    async with reading(root, "78/229#op70") as (app, pilot):
        await press(pilot, "ctrl+p")
        await type_text(pilot, "import doc")
        await until(pilot, lambda: "Import documents: files" in screen_text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ImportDialog))


async def test_the_chooser_by_mouse(root: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    async with reading(root) as (app, pilot):
        await press(pilot, "i")
        chooser = window(app).query_one(FileList)
        await until(pilot, lambda: chooser.focus_key == files / "more")
        row = [one.key for one in chooser.paragraphs].index(files / "a 401.txt")
        await pilot.click(FileList, offset=(12, row))
        assert chooser.focus_key == files / "a 401.txt"
        await pilot.click(FileList, offset=(12, row), times=2)
        await until(pilot, stage_is(app, "facts"))


async def test_several_files_dropped_on_the_field(root: Path, files: Path) -> None:
    async with reading(root) as (app, pilot):
        await press(pilot, "i")
        await paste(app, pilot, f"{files / 'a 401.txt'}\n{files / 'c.txt'}")
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
        assert "1 imported, 1 failed" in screen_text(app)
        assert "no symbol was found" in " ".join(screen_text(app).split())
        await press(pilot, "down", "enter")
        await until(pilot, stage_is(app, "facts"))
        assert "Whichdocumentisc.txt?" in text_only(app)


# -- many ----------------------------------------------------------------------------------------------------------


async def test_a_folder_is_imported_and_the_summary_tells_each(root: Path, files: Path) -> None:
    shutil.copy(root / "texts" / "A_RES_78_229.zh.txt", files / "again.txt")
    async with reading(root, "78/229#op70") as (app, pilot):
        app.import_files([files])
        await until(pilot, stage_is(app, "summary"))
        assert "2 imported, 1 skipped, 1 failed" in screen_text(app)
        assert "again.txt" in screen_text(app)


async def test_while_many_are_imported_one_reads_on(root: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = _held_up(monkeypatch)
    async with reading(root, "78/229#op70") as (app, pilot):
        app.import_files([files])
        await until(pilot, lambda: "0 of 3" in screen_text(app))
        assert "a 401.txt" in screen_text(app)
        await press(pilot, "enter", "j")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("A/RES/78/229", "op71", "zh")
        await press(pilot, "i")
        assert window(app)._stage == "running"
        await press(pilot, "enter")
        go_on.set()
        await until(pilot, lambda: "2 imported, 1 failed" in messages(app))
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "i")
        assert window(app)._stage == "summary"


async def test_cancelling_leaves_the_library_as_before_the_file_at_hand(
    root: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = symbols_of(root)
    go_on = _held_up(monkeypatch)
    async with reading(root) as (app, pilot):
        app.import_files([files])
        await until(pilot, lambda: "0 of 3" in screen_text(app))
        await press(pilot, "escape")
        assert "Stopping" in screen_text(app)
        go_on.set()
        await until(pilot, stage_is(app, "summary"))
        assert "stopped before the rest" in screen_text(app)
    assert symbols_of(root) == before
    assert not list((root / "texts").glob("*77_40*"))


def _held_up(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Reading a file waits for the event that is given."""
    go_on, examine = Event(), unreader.working.examine

    def slow(*words: Any) -> Any:
        go_on.wait(20)
        return examine(*words)

    monkeypatch.setattr(unreader.working.many, "examine", slow)
    return go_on


async def test_a_changed_text_is_a_new_version_and_annotations_follow(root: Path, files: Path) -> None:
    async with reading(root, "78/229#op70") as (app, pilot):
        app.import_files([files / "a 401.txt"])
        await until(pilot, stage_is(app, "facts"))
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        reader = app.reader()
        reader.open_address(Address("A/RES/77/401", "op2", "zh"))
        await press(pilot, "t", "c", "escape")
        later = RESOLUTION.format(number=401).replace("2. 请", "2. 又决定继续；\n3. 请")
        (files / "later.txt").write_text(later, encoding="utf-8")
        app.import_files([files / "later.txt"])
        await until(pilot, stage_is(app, "facts"))
        assert "anothertextofadocument" in text_only(app)
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
        assert "1 moved with the paragraph" in " ".join(screen_text(app).split())
        await press(pilot, "escape")
        assert "又决定继续" in text_only(app)
        assert app.notebook.on(Address("A/RES/77/401", "op3", "zh")).tags


# -- a file that is only read --------------------------------------------------------------------------------------


async def visiting(root: Path, file: Path) -> ReaderApp:
    library = Library(root)
    document = library.visit(file)
    return ReaderApp(library, address=Address(document.symbol, "op2", document.language))


async def test_the_first_tag_imports_the_file_and_is_made(root: Path, files: Path) -> None:
    app = await visiting(root, files / "a 401.txt")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await press(pilot, "t", "c")
        await until(pilot, stage_is(app, "facts"))
        assert "The tag needs the document in the library" in screen_text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, TagChooser))
        assert "[✓]" in screen_text(app)
        await press(pilot, "escape")
        assert app.reader().pane.address == Address("A/RES/77/401", "op2", "zh")
    with Annotations(root / "annotations") as annotations:
        (made,) = annotations.all()
        assert (str(made.address.plain), made.topics) == ("A/RES/77/401#op2", ("cybercrime",))


async def test_the_first_note_is_not_lost_whatever_is_chosen(root: Path, files: Path) -> None:
    app = await visiting(root, files / "c.txt")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await press(pilot, "n")
        await type_text(pilot, "in my words")
        await press(pilot, "escape")
        await until(pilot, stage_is(app, "facts"))
        await press(pilot, "escape")
        assert isinstance(app.screen, NoteEditor)
        assert app.screen.text == "in my words"
        await press(pilot, "escape")
        await until(pilot, stage_is(app, "facts"))
        await type_text(pilot, "A/RES/77/403")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ImportDialog) and field(app, "kind").value == "resolution")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert "Note saved" in messages(app)
        assert "in my words" in screen_text(app)
    with Annotations(root / "annotations") as annotations:
        (made,) = annotations.all()
        assert (str(made.address.plain), made.note) == ("A/RES/77/403#op2", "in my words")


# -- corrections and removal ---------------------------------------------------------------------------------------


async def test_facts_are_corrected_and_annotations_go_along(root: Path) -> None:
    async with reading(root, "78/229#op70") as (app, pilot):
        await press(pilot, "t", "c", "escape", "L", "e")
        assert isinstance(app.screen, CorrectDialog)
        assert field(app, "symbol").value == "A/RES/78/229"
        field(app, "symbol").value = "A/RES/78/230"
        field(app, "date").value = "2023-12-20"
        field(app, "kind").value = "poem"
        await press(pilot, "enter")
        assert "no kind of document" in screen_text(app)
        field(app, "kind").value = "decision"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert "A/RES/78/230" in screen_text(app)
        await press(pilot, "escape")
        reader = app.reader()
        assert reader.pane.address == Address("A/RES/78/230", "op70", "zh")
        assert app.notebook.on(Address("A/RES/78/230", "op70", "zh")).tags
    entry = Library(root).entry("A/RES/78/230")
    assert (entry.date, entry.kind) == ("2023-12-20", "decision")


async def test_removing_says_what_becomes_of_annotations(root: Path) -> None:
    async with reading(root, "78/229#op70") as (app, pilot):
        await press(pilot, "t", "c", "escape", "L", "d")
        assert isinstance(app.screen, RemoveDialog)
        assert "Its1annotationstaysinthestore,aslost" in text_only(app)
        await press(pilot, "enter", "n")
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "d", "y")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert "1 annotation is kept as lost" in messages(app)
        assert "texts/removed/" in messages(app)
        assert "A/RES/78/229" not in symbols_of(root)
        await press(pilot, "escape")
        assert "not in the library any more" in screen_text(app)
        await press(pilot, "j", "t", "n", "w", "L", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen) and app.screen.pane.document is not None)


# -- what the parser is not sure of --------------------------------------------------------------------------------


async def test_one_goes_through_the_places_that_the_parser_is_not_sure_of(root: Path) -> None:
    async with reading(root, "E/2024/30#para1") as (app, pilot):
        await press(pilot, "w")
        assert "seems to lack its beginning" in screen_text(app)
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("E/2024/30", "para155", "zh")
        assert "Readingthisparagraph" in text_only(app)
        await press(pilot, "w", "enter")
        assert app.screen.pane.address == Address("E/2024/30", "para161", "zh")
    async with reading(root, "78/229") as (app, pilot):
        await press(pilot, "w")
        assert "nothing to say" in messages(app)


async def test_samples_are_imported_in_the_reader(root: Path, samples: Path) -> None:
    pdf = next(samples.glob("A_RES_78_229*.pdf"), None)
    if pdf is None:
        pytest.skip("no PDF of A/RES/78/229 among the samples")
    async with reading(root) as (app, pilot):
        app.import_files([pdf])
        await until(pilot, stage_is(app, "facts"))
        assert field(app, "symbol").value == "A/RES/78/229"
        assert field(app, "language").value == "en"
        await press(pilot, "enter")
        await until(pilot, stage_is(app, "summary"))
    assert {entry.language for entry in Library(root).entries() if entry.symbol == "A/RES/78/229"} == {"zh", "en"}
