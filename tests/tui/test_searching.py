from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.tui.reader import pane_text, press, reading, screen_text, type_text
from unreader.library.full_text import Found, FullText
from unreader.library.queries import Query
from unreader.tui.annotating.note_editor import NoteEditor
from unreader.tui.app import ReaderApp
from unreader.tui.reading.screen import ReadingScreen
from unreader.tui.searching.document_search import DocumentSearch, Spot
from unreader.tui.searching.found_list import HitKey
from unreader.tui.searching.library_search_screen import LibrarySearchScreen


def reader(app: ReaderApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def bar(app: ReaderApp) -> str:
    """What the bar of the search shows."""
    shown = reader(app)._bar
    assert shown is not None
    return screen_text(app).splitlines()[shown.region.y][: shown.region.right].strip()


def search_of(app: ReaderApp) -> DocumentSearch:
    search = reader(app)._search
    assert search is not None
    return search


def hit_words(app: ReaderApp) -> tuple[str, list[str]]:
    """The hit one is at and the other hits that are drawn, by their looks."""
    pane = reader(app).pane.text
    current, others = "", []
    for row in range(pane.size.height):
        for segment in pane.render_line(row):
            if segment.style == pane._style() or segment.style is None:
                continue
            if segment.style.reverse and segment.style.bold:
                current += segment.text
            elif segment.style.bgcolor == pane._style("hit").bgcolor != pane._style().bgcolor:
                others.append(segment.text)
    return current, others


async def waited(pilot: Pilot[int], app: ReaderApp) -> None:
    """Until an expression has been looked for aside."""
    for _turn in range(400):
        await pilot.pause(0.005)
        if "searching" not in bar(app):
            return


async def test_a_document_is_searched_as_one_types(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op20") as (app, pilot):
        screen = reader(app)
        before = screen.place
        await press(pilot, "slash")
        await type_text(pilot, "網絡")
        assert "8/" in bar(app) or "/" in bar(app)
        await type_text(pilot, "犯罪")
        assert "9/11" in bar(app)
        assert screen.place is not None
        assert screen.place.path == "op30"
        assert hit_words(app) == ("网络犯罪", [])
        # Escape: exactly back. The arrow up: what was typed before, once something was accepted.
        await press(pilot, "escape")
        assert screen.place == before
        assert not screen.searching
        assert hit_words(app) == ("", [])
        await press(pilot, *"/网络犯罪", "enter")
        assert screen.focused is screen.pane.text
        assert "9/11" in bar(app)
        assert screen.place.path == "op30"
        # Hits are walked, round the ends, from where one has gone meanwhile.
        await press(pilot, "n")
        assert (screen.place.path, search_of(app).current) == ("op74", 9)
        await press(pilot, "n", "n")
        assert search_of(app).current == 0
        assert "from the beginning again" in bar(app)
        await press(pilot, "N")
        assert "from the end again" in bar(app)
        assert "11/11" in bar(app)
        await press(pilot, "home", "n")
        assert search_of(app).current == 0
        await press(pilot, "end", "N")
        assert search_of(app).current == 10
        # Three hits in one paragraph: the current one looks different.
        await press(pilot, "N", "N", "N", "N", "N", "N")
        assert screen.place.path == "pp79"
        current, others = hit_words(app)
        assert current == "网络犯罪"
        assert len("".join(others)) >= 8
        # Back to where the search began; the search is still open until Escape, then n is the note again.
        await press(pilot, "backspace")
        assert screen.place is not None
        assert screen.place.path == "op20"
        await press(pilot, "escape")
        assert not screen.searching
        await press(pilot, "n")
        assert isinstance(app.screen, NoteEditor)
        await press(pilot, "escape")
        # Nothing typed: what was looked for last. Typed at once, no key is lost.
        await press(pilot, "slash", "up")
        assert "9/11" in bar(app)
        await press(pilot, "down")
        assert search_of(app).spots == []
        await press(pilot, "enter")
        assert "9/11" in bar(app)
        # The keyboard goes elsewhere while one types: one stays at the hit.
        await press(pilot, "escape", *"/网络犯罪", "tab", "n")
        assert search_of(app).current == 9
        await press(pilot, "tab", "backspace", "escape")
        await press(pilot, "slash", *"没有这个", "enter")
        assert "not found" in bar(app)
        assert screen.place.path == "op20"
        await press(pilot, "escape")
        await app.action_quit()
    # The next run remembers.
    async with reading(library_root, "A/RES/78/229#op20") as (app, pilot):
        await press(pilot, "slash", "up")
        assert "9/11" in bar(app)


async def test_expressions_are_looked_for_aside_and_never_hang(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unreader.library.queries.PATIENCE", 0.02)
    async with reading(library_root, "A/RES/78/229#op20") as (app, pilot):
        screen = reader(app)
        await press(pilot, *r"/re:第\d+/\d+号")
        await waited(pilot, app)
        assert "/" in bar(app)
        assert all(spot.end > spot.start for spot in search_of(app).spots)
        assert len(search_of(app).spots) > 20
        await press(pilot, *"(")
        assert "no regular expression: missing )" in bar(app)
        await press(pilot, "escape", "slash", "alt+r", *"网络.罪", "enter")
        await waited(pilot, app)
        assert bar(app).startswith("regex")
        assert screen.focused is screen.pane.text
        assert "9/11" in bar(app)
        await press(pilot, "escape", "slash", "alt+r", *r"(.|..)+\d{9}")
        await waited(pilot, app)
        assert "takes too long" in bar(app)
        await press(pilot, "escape")


async def test_footnotes_are_searched_where_they_are_called(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229") as (app, pilot):
        screen = reader(app)
        await press(pilot, *"/A/CONF.234/16", "enter")
        assert any(spot.path.startswith("fn") for spot in search_of(app).spots)
        while not search_of(app).spots[search_of(app).current].path.startswith("fn"):
            await press(pilot, "n")
        note = search_of(app).spots[search_of(app).current].path
        assert screen.place is not None
        assert screen.pane.focusable_path(note) == screen.place.path
        assert hit_words(app)[0] == "A/CONF.234/16"
        # A hit opens the note that it stands in; leaving the search hides again what it opened while one typed.
        await press(pilot, "escape")
        screen.pane.show_notes(())
        before = screen.place
        await press(pilot, *"/A/CONF.234/16")
        assert screen.pane.footnotes is not None
        assert screen.pane.footnotes.shown
        await press(pilot, "escape")
        assert screen.pane.footnotes.shown == set()
        assert screen.place == before
        await press(pilot, *"/A/CONF.234/16", "enter")
        # Another document: the search is closed.
        app.open_document("E/RES/2021/20", "zh")
        await pilot.pause()
        assert not screen.searching


def results(app: ReaderApp) -> LibrarySearchScreen:
    assert isinstance(app.screen, LibrarySearchScreen)
    return app.screen


async def searched(app: ReaderApp, pilot: Pilot[int]) -> str:
    """Wait until everything has been found; what the line under the field says."""
    for _turn in range(400):
        await pilot.pause(0.005)
        if isinstance(app.screen, LibrarySearchScreen) and app.screen.is_over and app.screen._asked:
            break
    await pilot.pause()
    return str(app.screen.query_one("#said", Static).render())


async def test_the_library_is_searched_and_read_from_the_results(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a library of thousands: through the index, which is made between the queries.
    monkeypatch.setattr("unreader.tui.searching.searches.FullText", partial(FullText, scanned=0, cache=False))
    async with reading(library_root, "A/RES/78/229#op20") as (app, pilot):
        before = reader(app).place
        await press(pilot, "ctrl+f", *"網絡")
        await press(pilot, *"犯罪")
        assert await searched(app, pilot) == "24 hits · in 4 documents"
        shown = pane_text(results(app).results)
        assert "A/RES/78/2292023-12-1911hits" in shown.replace("▏", "")
        assert "打击跨国有组织犯罪、腐败行为、网络犯罪和恐怖行为" in shown.replace("▏", "")
        marked = [mark for line in results(app).results.paragraphs for mark in line.marks if mark.style == "hit"]
        assert len(marked) >= 16
        for line in results(app).results.paragraphs:
            assert all(line.text[one.start : one.end] == "网络犯罪" for one in line.marks if one.style == "hit")
        # Into the list, to a hit of another document, and it is read with the search open there.
        await press(pilot, "enter", *"j" * 11)
        key = results(app).results.focus_key
        assert isinstance(key, HitKey)
        assert (key.symbol, key.path) == ("A/79/459", "draft5/pp4")
        await press(pilot, "enter")
        assert reader(app).place is not None
        assert (reader(app).place.symbol, reader(app).place.path) == ("A/79/459", "draft5/pp4")
        assert hit_words(app)[0] == "网络犯罪"
        assert "1/2" in bar(app)
        await press(pilot, "n")
        assert reader(app).place.path == "draft5/pp23"
        # Back: the list as it was left.
        await press(pilot, "backspace")
        assert results(app).results.focus_key == key
        assert app.focused is results(app).results
        # Narrowed by keys, each of them again takes it back.
        await press(pilot, "d")
        assert await searched(app, pilot) == "2 hits · in 1 document"
        assert results(app).field.value == "網絡犯罪 doc:A/79/459"
        await press(pilot, "o")
        assert await searched(app, pilot) == "2 hits · in 1 document"
        assert results(app).field.value.endswith("kind:preambular")
        await press(pilot, "o", "d")
        assert await searched(app, pilot) == "24 hits · in 4 documents"
        await press(pilot, "home", "c")
        assert await searched(app, pilot) == "1 hit · in 1 document"
        assert "cites:" in results(app).field.value
        await press(pilot, "x", "t")
        assert await searched(app, pilot) == "not found"
        assert "topic:" in results(app).field.value
        # Typed terms, and what is wrong with them.
        await press(pilot, "slash", *" kind:x")
        assert "is no kind of paragraph" in await searched(app, pilot)
        results(app).field.value = "/网络.{0,2}犯罪/ kind:operative doc:A/RES/78/229"
        assert await searched(app, pilot) == "5 hits · in 1 document"
        results(app).field.value = "re:("
        assert "no regular expression" in await searched(app, pilot)
        # What was looked for before; the next backspace goes to where one was before all this.
        await press(pilot, "up")
        assert await searched(app, pilot) == "24 hits · in 4 documents"
        assert len(results(app)._searches._full_text.waiting()) == 0
        await press(pilot, "tab", "backspace")
        assert reader(app).place == before
        # Again: the query as it was left, typing begins anew. From it, Escape leaves everything.
        await press(pilot, "ctrl+f", *"稀土")
        await searched(app, pilot)
        assert results(app).field.value == "稀土"
        await press(pilot, "escape")
        assert reader(app).place == before


async def test_a_later_query_overtakes_an_earlier_one(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    search = FullText.search

    def slow(self: FullText, query: Query, *rest: object, **named: object) -> Iterator[Found]:
        for found in search(self, query, *rest, **named):  # type: ignore[arg-type]
            yield found
            if query.typed == "的":
                begun.set()
                assert go_on.wait(10)

    monkeypatch.setattr(FullText, "search", slow)
    async with reading(library_root, "A/RES/78/229") as (app, pilot):
        await press(pilot, "ctrl+f", "的")
        while not begun.is_set():
            await pilot.pause(0.005)
        # Keys go on working while it searches.
        await press(pilot, "backspace", *"网络犯罪")
        assert not results(app).is_over
        go_on.set()
        assert await searched(app, pilot) == "24 hits · in 4 documents"
        assert all("网络犯罪" in hit.text for one in results(app)._found for hit in one.hits)


async def offered(app: ReaderApp, pilot: Pilot[int], *words: str) -> list[str]:
    """What the palette offers for what has been typed, the first one first, when all of the words are in it."""
    shown: list[str] = []
    for _turn in range(400):
        await pilot.pause(0.01)
        commands = app.screen.query_one(OptionList)
        shown = [str(commands.get_option_at_index(at).prompt) for at in range(commands.option_count)]
        if all(any(word in one for one in shown) for word in words):
            return shown
    raise AssertionError(shown)


async def test_one_box_finds_commands_documents_and_addresses(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        screen = reader(app)
        await press(pilot, "ctrl+p", *"op70")
        assert "Go to A/RES/78/229#op70" in (await offered(app, pilot, "#op70", "Search all documents for op70"))[0]
        await press(pilot, "enter")
        await pilot.pause()
        assert screen.place is not None
        assert screen.place.path == "op70"
        # A citation as it is printed, pasted.
        await press(pilot, "ctrl+p", *"大会第78/229号决议，第12段")
        assert "#op12" in (await offered(app, pilot, "#op12"))[0]
        await press(pilot, "escape", "escape")
        await press(pilot, "ctrl+p", *"2021/20")
        found = await offered(app, pilot, "Go to E/RES/2021/20", "第十四届")
        assert "E/RES/2021/20" in found[1]
        await press(pilot, "escape", "escape")
        # Words of a title and of an action; traditional characters find the title too.
        await press(pilot, "ctrl+p", *"預防犯罪")
        await offered(app, pilot, "加强联合国预防犯罪", "Search all documents for 預防犯罪")
        await press(pilot, "escape", "escape")
        await press(pilot, "ctrl+p", *"outline")
        assert "The outline of the document" in (await offered(app, pilot, "The outline of the document"))[0]
        await press(pilot, "escape", "escape")
        # The search of the library for what was typed.
        await press(pilot, "ctrl+p", *"網絡犯罪")
        await offered(app, pilot, "Search all documents for 網絡犯罪")
        await press(pilot, "enter")
        assert await searched(app, pilot) == "24 hits · in 4 documents"
        app.open_document("E/2024/30", "zh")
        await pilot.pause()
        assert reader(app).place is not None
        assert reader(app).place.symbol == "E/2024/30"


def test_hits_are_walked_from_where_one_is(library_root: Path) -> None:
    from unreader.library import Library

    search = DocumentSearch(Library(library_root).document("A/RES/78/229"))
    assert not search.step(True, "op1")
    search.take([Spot("pp1", 0, 2), Spot("pp1", 5, 7), Spot("op3", 0, 2)])
    assert search.current == -1
    assert (search.go_from("op1"), search.current) == (False, 2)
    assert (search.go_from("op4"), search.current) == (True, 0)
    search.go_to("pp1", 5)
    assert search.current == 1
    assert (search.step(True, "pp1"), search.current) == (False, 2)
    assert (search.step(True, "op3"), search.current) == (True, 0)
    assert (search.step(False, "pp1"), search.current) == (True, 2)
    assert (search.step(False, "op1"), search.current) == (False, 1)
    assert {path: [mark.style for mark in marks] for path, marks in search.marks().items()} == {
        "pp1": ["hit", "hit-current"],
        "op3": ["hit"],
    }
