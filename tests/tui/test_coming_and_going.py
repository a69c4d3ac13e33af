"""A reader that is being opened or left: nothing that comes then finds half a screen, and no key is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Thread

import pytest
from textual import events

from tests.tui.reader import reading, settled
from unreader.library import Library, find_address
from unreader.tui.app import ReaderApp
from unreader.tui.document.document_pane import DocumentPane
from unreader.tui.preparing import Preparation
from unreader.tui.reading.screen import ReadingScreen


async def test_what_comes_while_the_reader_opens_waits(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = DocumentPane._compose

    async def later(self: DocumentPane) -> None:
        await asyncio.sleep(0.05)  # as on a machine that is busy
        await compose(self)

    monkeypatch.setattr(DocumentPane, "_compose", later)
    app = ReaderApp(Library(library_root), address=find_address(Library(library_root), "78/229#op2").address)
    app.reading.toured = True
    half_open = 0

    async def come() -> None:
        nonlocal half_open
        while not app._reader:
            await asyncio.sleep(0)
        app.post_message(events.Key("j", "j"))
        while not app._reader._has_panes:
            app._prepared(4, 4, "")
            app.annotations_changed()
            app.library_changed()
            app.save_place()
            assert app.here is None
            half_open += 1
            await asyncio.sleep(0.001)

    coming = asyncio.create_task(come())
    async with app.run_test(size=(120, 40)) as pilot:
        await coming
        await settled(app, pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert app.here is not None
        assert app.here.path == "op3"
    assert half_open


async def test_what_threads_find_while_the_reader_is_left_is_dropped(library_root: Path) -> None:
    troubles: list[BaseException] = []

    def tell_on(app: ReaderApp) -> None:
        try:
            while True:
                app.call_from_thread(app._prepared, 4, 4, "")
        except RuntimeError:
            return  # left: what threads stop at
        except BaseException as trouble:
            troubles.append(trouble)

    for _time in range(3):
        async with reading(library_root, "78/229") as (app, pilot):
            thread = Thread(target=tell_on, args=(app,))
            thread.start()
            await pilot.pause()
        while thread.is_alive():
            await asyncio.sleep(0.001)
    assert not troubles


async def test_keys_that_come_early_act_on_the_whole_document(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(library_root)
    library.counts("A/79/459", "zh")  # it is in the index, so that the first picture shows it
    # All that would show the whole document behind the first picture.
    monkeypatch.setattr(DocumentPane, "call_after_refresh", lambda self, callback: None)
    monkeypatch.setattr(ReadingScreen, "_cite", lambda self: None)
    monkeypatch.setattr(ReadingScreen, "annotations_changed", lambda self: None)
    app = ReaderApp(library, address=find_address(library, "A/79/459").address)
    app.reading.toured = True
    # The annotations would be opened behind the first picture, too.
    calls, open_notebook = [], app._open_notebook
    monkeypatch.setattr(app, "_open_notebook", lambda: (len(calls) and open_notebook()) or calls.append(1))
    async with app.run_test(size=(100, 30)) as pilot:
        while not (app._reader and app._reader.place):
            await pilot.pause()
        pane = app.reader().pane
        assert len(pane.text.paragraphs) == 30, "the first picture is drawn from a screen of paragraphs"
        await pilot.press("G")
        assert pane.text.focus_key == "draft6/op84"
        assert len(pane.text.paragraphs) > 400
        # Enter that was typed before the reader took the terminal comes as a line feed.
        await pilot.press("g", "4", "3", "ctrl+j")
        assert pane.text.focus_key == "draft6/op43"
        await pilot.press("t")
        assert (app.notebook.trouble, app.screen.is_modal) == ("", True), "a key finds the annotations open"


async def test_a_first_start_parses_nothing_between_the_keys(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(library_root / "cache"))
    monkeypatch.setattr(Preparation, "start", lambda self: None)
    app = ReaderApp(Library(library_root), address=find_address(Library(library_root), "A/RES/78/229").address)
    app.reading.toured = True
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert len(app.library.not_at_hand()) == 4
        Library(library_root).counts("A/RES/78/229", "zh")  # as the preparation does it, in a thread
        app._prepared(1, 4, "A/RES/78/229")
        await pilot.pause()
        assert app.reader().place is not None
        app.annotations_changed()
        assert {entry.symbol for entry in app.library.not_at_hand()} == {"A/79/459", "E/2024/30", "E/RES/2021/20"}
        assert not app.reader().pane.citations
        app._prepared(4, 4, "")
        await pilot.pause()
        assert app.reader().pane.citations
