"""Work that takes its time is done between the keys: they work meanwhile, and what is overtaken never shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.reader import messages, pane_text, press, reading, text_only
from unreader.annotating import Annotations
from unreader.exporting.selection import Selection
from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.tui import notebook
from unreader.tui.annotating import annotations_screen, export_dialog
from unreader.tui.app import ReaderApp
from unreader.tui.aside import AsideError, in_slices
from unreader.tui.beside import citing_places
from unreader.tui.frame import filling, working
from unreader.tui.frame.working import Working
from unreader.tui.notebook import Notebook, Opened
from unreader.tui.page.layout import Paragraph
from unreader.tui.reading.screen import ReadingScreen

#: More steps than any work here may need before what it waits for has happened.
_PATIENCE = 100_000


def reader(app: App[int]) -> ReadingScreen:
    assert isinstance(app, ReaderApp)
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def waiting() -> None:
    """A step that costs no work: a pilot presses its next key when the processor rests."""
    time.sleep(0.002)


async def turns(pilot: Pilot[int], until: object, most: int = 400) -> None:
    """Let the program go on until something is so."""
    for _ in range(most):
        if until():  # type: ignore[operator]
            return
        await pilot.pause(0.005)
    raise AssertionError("it never came to be so")


async def test_keys_work_between_the_slices_and_what_is_not_wanted_is_given_up(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        screen, ended = reader(app), []

        def until_moved() -> Iterator[None]:
            for _ in range(_PATIENCE):
                if screen.pane.text.focus_key == "op64":
                    return
                yield
            raise AssertionError("the key was never worked off")

        in_slices(app, until_moved(), ended.append)
        await pilot.press("j")
        await turns(pilot, lambda: ended)
        assert ended == [None]

        given_up = []

        def without_end() -> Iterator[None]:
            try:
                while True:
                    yield
            finally:
                given_up.append(True)

        wanted = [True]
        in_slices(app, without_end(), ended.append, lambda: bool(wanted))
        await press(pilot, "j")
        wanted.clear()
        await turns(pilot, lambda: given_up)

        def troubled(error: Exception) -> Iterator[None]:
            yield
            raise error

        in_slices(app, troubled(UnreaderError("no room")), ended.append)
        in_slices(app, troubled(KeyError("x")), ended.append)
        await turns(pilot, lambda: len(ended) == 3)
        assert str(ended[1]) == "no room"
        assert isinstance(ended[2], AsideError)


async def test_who_cites_is_sought_between_the_keys(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(library_root)
    here, there = "A/RES/78/229#pp3", "E/RES/2021/20#annex/para29"
    assert library.cost_of_citing("E/RES/2021/20", "annex/para29")
    monkeypatch.setattr(citing_places, "AT_ONCE", -1)
    async with reading(library_root, here) as (app, pilot):
        side = reader(app).side
        await turns(pilot, lambda: side.cites.cards and not any(card.seeking for card in side.cites.cards))
        # The same is found as where it is found at once.
        assert side.cites.cards[0].others
        assert "cites 2" in text_only(app).replace("cites2", "cites 2")
        steps = []
        seek = citing_places.CitingPlaces.seek

        def slowly(places: citing_places.CitingPlaces) -> Iterator[None]:
            for step in seek(places):
                while not steps:
                    waiting()
                    yield
                yield step

        monkeypatch.setattr(citing_places.CitingPlaces, "seek", slowly)
        await press(pilot, "j")
        assert side.cited_by.count is None
        await press(pilot, "right")
        assert "Lookingwhocitesthis" in pane_text(side.cards)
        # Gone on before it is found: what is found belongs to the new place.
        await press(pilot, "g", *there, "enter")
        await press(pilot, "left") if side.tab != "cited_by" else None
        steps.append(True)
        await turns(pilot, lambda: side.cited_by.count == 2)
        assert side.address is not None
        assert str(side.address.plain) == there


async def test_a_long_list_is_filled_between_the_keys(library_root: Path) -> None:
    def rows(name: str) -> Iterator[list[Paragraph]]:
        for number in range(40):
            yield [Paragraph((name, number, at), f"{name} {number} {at}", "item") for at in range(5)]

    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        pane = reader(app).pane.text
        fills = filling.Filling(pane, at_once=40)
        fills.fill(rows("first"))
        assert len(pane.paragraphs) == 40
        await press(pilot, "j")
        assert pane.focus_key == ("first", 0, 1)
        await turns(pilot, lambda: len(pane.paragraphs) == 200)
        assert pane.focus_key == ("first", 0, 1)
        await press(pilot, "G")
        assert "first394" in pane_text(pane)
        # A place far down is kept: nothing else is shown before it is there.
        fills.fill(rows("first"), focus=("first", 30, 2), row=3)
        assert len(pane.paragraphs) == 200
        await turns(pilot, lambda: not fills.goes_on)
        assert pane.place() == (("first", 30, 2), 3)
        # A later one overtakes.
        fills.fill(rows("second"))
        fills.fill(rows("third"))
        await turns(pilot, lambda: len(pane.paragraphs) == 200)
        assert {key[0] for key in (one.key for one in pane.paragraphs) if isinstance(key, tuple)} == {"third"}


async def test_a_large_store_is_read_while_keys_work(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Annotations(library_root / "annotations") as annotations:
        annotations.tag(Address("A/RES/78/229", "op63", "zh"), "cybercrime")
    begun, go_on = Event(), Event()
    read = Notebook.read

    def slowly(notebook: Notebook) -> Opened:
        begun.set()
        go_on.wait(10)
        return read(notebook)

    monkeypatch.setattr(notebook, "_SLOW", 0)
    monkeypatch.setattr(Notebook, "read", slowly)
    library = Library(library_root)
    app = ReaderApp(library, address=Address("A/RES/78/229", "op63", "zh"))
    app.reading.toured = True
    async with app.run_test(size=(120, 40)) as pilot:
        await turns(pilot, lambda: begun.is_set() and app.is_mounted and reader(app).pane.document is not None)
        await press(pilot, "j")
        assert reader(app).pane.text.focus_key == "op64"
        assert app.notebook.total() == 0
        go_on.set()
        await turns(pilot, lambda: app.notebook.total() == 1)
        assert app.notebook.trouble == ""
        assert [tag.topic for tag in reader(app).pane._marked["op63"].tags] == ["cybercrime"]


async def test_annotations_are_sought_and_counted_between_the_keys(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Annotations(library_root / "annotations") as annotations:
        for path, topic in (("op1", "cybercrime"), ("op2", "trafficking"), ("op3", "cybercrime")):
            annotations.tag(Address("A/RES/78/229", path, "zh"), topic)
    monkeypatch.setattr(annotations_screen, "_MANY", 0)
    monkeypatch.setattr(annotations_screen, "_PAUSE", 0.001)
    waits = Event()
    some_chosen = annotations_screen.some_chosen

    def slowly(library: Library, annotations: Annotations, selection: Selection) -> Iterator[object]:
        while waits.is_set() and selection.filter is not None and selection.filter.text.startswith("t"):
            waiting()
            yield ()
        yield from some_chosen(library, annotations, selection)

    monkeypatch.setattr(annotations_screen, "some_chosen", slowly)
    async with reading(library_root, "A/RES/78/229#op1") as (app, pilot):
        await press(pilot, "a")
        screen = app.screen
        assert isinstance(screen, annotations_screen.AnnotationsScreen)
        await turns(pilot, lambda: len(screen._found) == 3)
        assert "3annotations" in text_only(app)
        # The filter that is typed last counts, though an earlier one is answered late.
        waits.set()
        await press(pilot, "slash", *"trafficking")
        await turns(pilot, lambda: "searching…" in text_only(app))
        assert len(screen._found) == 3
        await press(pilot, "escape", *"cybercrime")
        await turns(pilot, lambda: len(screen._found) == 2)
        waits.clear()
        await press(pilot, "enter", "tab")
        await turns(pilot, lambda: "Taggedsofar" in text_only(app))
        assert "2annotationsof3" in text_only(app)
        assert {one.address.path for one in screen._found} == {"op1", "op3"}
        # Left while it is counted: nothing comes after.
        await press(pilot, "tab", "escape")
        assert app.screen is app.reader()


async def test_a_large_change_is_made_under_a_window_and_can_be_stopped(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Annotations(library_root / "annotations") as annotations:
        for number in range(1, 6):
            annotations.tag(Address("A/RES/78/229", f"op{number}", "zh"), "cybercrime")
    monkeypatch.setattr(working, "AT_ONCE", 0)
    go_on = Event()
    look = Working.look

    def slowly(window: Working) -> None:
        if window.done == 2:
            go_on.wait(10)
        look(window)

    monkeypatch.setattr(Working, "look", slowly)
    async with reading(library_root, "A/RES/78/229#op1") as (app, pilot):
        await press(pilot, "a", "M", "d")
        await turns(pilot, lambda: isinstance(app.screen, Working) and app.screen.done == 2)
        # Nobody waits for the store meanwhile, and nothing of it shows.
        assert not app.notebook.refresh()
        await press(pilot, "escape")
        assert isinstance(app.screen, Working)
        go_on.set()
        await turns(pilot, lambda: not isinstance(app.screen, Working) and messages(app))
        assert "nothing was changed" in messages(app)
        assert app.notebook.total() == 5
        await press(pilot, "d")
        await turns(pilot, lambda: app.notebook.total() == 0 and not isinstance(app.screen, Working))
        await press(pilot, "u")
        await turns(pilot, lambda: app.notebook.total() == 5 and not isinstance(app.screen, Working))
    with Annotations(library_root / "annotations") as annotations:
        assert len(annotations) == 5
        assert [(step.operation, step.count, step.undone) for step in annotations.history(1)] == [("delete", 5, True)]


async def test_an_export_is_prepared_aside_and_nothing_is_written_when_it_is_stopped(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Annotations(library_root / "annotations") as annotations:
        annotations.tag(Address("A/RES/78/229", "op1", "zh"), "cybercrime")
    monkeypatch.setattr(export_dialog, "_AT_ONCE", 0)
    go_on, over = Event(), Event()
    prepared = export_dialog.prepared

    def slowly(*asked: Any) -> object:
        go_on.wait(10)
        try:
            return prepared(*asked)
        finally:
            over.set()

    monkeypatch.setattr(export_dialog, "prepared", slowly)
    async with reading(library_root, "A/RES/78/229#op1") as (app, pilot):
        await press(pilot, "e", "enter")
        assert "Preparingthefiles" in text_only(app)
        await press(pilot, "escape", "j")
        assert reader(app).pane.text.focus_key == "op2"
        go_on.set()
        await turns(pilot, over.is_set)
        await pilot.pause(0.05)
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "e", "enter")
        await turns(pilot, lambda: isinstance(app.screen, export_dialog.ExportPreview))
        await press(pilot, "enter")
        assert "Exportedto" in messages(app).replace(" ", "")
    assert [file.name for file in (library_root / "annotations" / "exports").glob("*.md")]
