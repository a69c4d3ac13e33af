"""The table of authorities in the reader: everything cited, what is not here, and from it to each citing place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import messages, press, reading, screen_text, text_only
from unreader.annotating import Annotations
from unreader.library import Library, Reference
from unreader.library.authorities import Authority
from unreader.model import Address, Citation
from unreader.tui.app import ReaderApp
from unreader.tui.holdings.authorities_screen import AuthoritiesScreen
from unreader.tui.holdings.authority_table import PAGE, CitingPlace, Tables, TableState, count, entry_key, table_rows
from unreader.tui.place_words import meaning
from unreader.tui.reading.screen import ReadingScreen

HERE = "A/RES/78/229#op70"
_TURNS = 500


async def shown(app: ReaderApp, pilot: Pilot[int], key: str) -> AuthoritiesScreen:
    """The table, counted."""
    await press(pilot, key)
    screen = app.screen
    assert isinstance(screen, AuthoritiesScreen)
    for _turn in range(_TURNS):
        if "counting" not in screen_text(app):
            return screen
        await pilot.pause(0.01)
    raise AssertionError("the table was not counted")


def reader(app: ReaderApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


async def test_everything_cited_is_listed_most_cited_first(library_root: Path) -> None:
    async with reading(library_root, HERE) as (app, pilot):
        screen = await shown(app, pilot, "A")
        assert screen.pane.focus_key == "UNTS/2349/42146"
        counts = [int(one.label) for one in screen.pane.paragraphs if isinstance(one.key, str)]
        assert counts == sorted(counts, reverse=True)
        assert len(counts) > 300
        said = text_only(app)
        assert "UNTS/2349/42146联合国反腐败公约" in said
        assert "◦notinthelibrary·2003-10-31·in4documents" in said
        assert "▸opens" in said


async def test_enter_unfolds_and_opens_a_citing_place_with_its_citation(library_root: Path) -> None:
    async with reading(library_root, HERE) as (app, pilot):
        screen = await shown(app, pilot, "A")
        await press(pilot, "j", "enter", "j", "j")
        key = screen.pane.focus_key
        assert isinstance(key, CitingPlace)
        entry = next(one for one in screen._state.entries() if entry_key(one) == key.entry)
        reference = entry.places[key.number]
        await press(pilot, "enter")
        address = reader(app).pane.address
        assert address is not None
        assert address.symbol == reference.at.symbol
        assert reference.citation in reader(app).side.chosen()
        await press(pilot, "backspace")
        assert str(reader(app).pane.address) == HERE.replace("#", "@zh#")
        again = await shown(app, pilot, "A")
        assert again.pane.focus_key == key
        await press(pilot, "k", "k", "enter")
        assert not any(isinstance(one.key, CitingPlace) for one in again.pane.paragraphs)


async def test_escape_returns_to_the_exact_place(library_root: Path) -> None:
    async with reading(library_root, HERE) as (app, pilot):
        reader(app).pane.text.scroll_relative(y=-3, animate=False)
        await press(pilot, "tab")
        left = reader(app).place
        await shown(app, pilot, "A")
        await press(pilot, "j", "j", "escape")
        assert reader(app).place == left
        assert reader(app).side.cards.has_focus


async def test_what_is_missing_is_listed_and_turned(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(ReaderApp, "copy_to_clipboard", lambda self, text: copied.append(text))
    monkeypatch.setattr(ReaderApp, "open_url", lambda self, url, **_more: opened.append(url))
    async with reading(library_root, HERE) as (app, pilot):
        screen = await shown(app, pilot, "M")
        assert "Not in the library" in screen_text(app)
        assert "▸" not in screen_text(app)
        await press(pilot, "j", "j", "y", "o")
        assert copied == opened == ["https://undocs.org/zh/A/RES/70/1"]
        assert "Opened in the browser: https://undocs.org" in messages(app)
        await press(pilot, "m")
        assert screen._state.which == "all"
        assert "Everything cited" in screen_text(app)
        await press(pilot, "escape")
        # As the palette does.
        app.run_key("missing")
        await pilot.pause(0.1)
        assert isinstance(app.screen, AuthoritiesScreen)
        assert app.screen._state.which == "missing"


async def test_a_correction_counts_at_once(library_root: Path) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6") as (app, pilot):
        screen = await shown(app, pilot, "A")
        kyoto = "A/RES/76/181#annex"
        before = next(one.count for one in screen._state.entries() if one.target == kyoto)
        await press(pilot, "escape", "tab", "home")
        side = reader(app).side
        side.cards.focus_paragraph(
            next(card.key for card in side.cites.cards if any(one.target == kyoto for one in card.citations))
        )
        cited = [one.target for one in side.chosen()]
        await press(pilot, "x")
        screen = await shown(app, pilot, "A")
        after = next(one.count for one in screen._state.entries() if one.target == kyoto)
        assert after == before - cited.count(kyoto) < before


async def test_two_clicks_unfold(library_root: Path) -> None:
    async with reading(library_root, HERE) as (app, pilot):
        screen = await shown(app, pilot, "A")
        await pilot.click("#authorities", offset=(20, 0), times=2)
        await pilot.pause()
        assert screen._state.unfolded == {"UNTS/2349/42146"}
        at = meaning(screen._state.entries()[0].places[0].at.symbol, "")
        row = next(y for y in range(9) if at in screen.pane.render_line(y).text)
        column = screen.pane.render_line(row).text.index(at)
        await pilot.click("#authorities", offset=(column, row))
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)


async def test_a_damaged_library_is_told(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from unreader.library import LibraryError
    from unreader.tui.holdings import authorities_screen

    def fail(*_what: object, **_more: object) -> Tables:
        raise LibraryError("texts/catalogue.toml cannot be read: line 3")

    monkeypatch.setattr(authorities_screen, "count", fail)
    async with reading(library_root, HERE) as (app, pilot):
        await press(pilot, "A")
        for _turn in range(_TURNS):
            await pilot.pause(0.01)
            if "cannot be read" in screen_text(app):
                break
        assert "texts/catalogue.toml cannot be read: line 3" in screen_text(app)
        await press(pilot, "u", "m", "enter", "escape")
        assert isinstance(app.screen, ReadingScreen)


def authority(target: str, state: str = "known", words: str = "", **fields: object) -> Authority:
    place = Reference(Address("A/X", "op1"), Citation("op1", 0, 1, words or "甲", "resolution", target))
    known = {"title": "", "date": "", "body": "", "url": None, "stages": (), "candidates": (), "places": (place,)}
    return Authority(target=target, words=words, state=state, **(known | fields))  # type: ignore[arg-type]


def test_the_unresolved_come_first_if_asked() -> None:
    known = authority("A/RES/70/1")
    several = authority("", "ambiguous", "第10/1号决议", candidates=("A/RES/10/1", "E/RES/10/1"))
    nobody = authority("", "unknown", "该决议")
    state = TableState(tables=Tables((known, several, nobody), (known,)))
    assert state.entries() == (known, several, nobody)
    state.unresolved_first = True
    assert state.entries() == (nobody, several, known)
    texts = [row.text for row in table_rows(state)]
    assert texts[0] == "“该决议”"
    assert texts[1].startswith("? unknown")
    assert "⁇ ambiguous · one of A/RES/10/1, E/RES/10/1" in texts[3]
    state.which = "missing"
    assert state.entries() == (known,)


def test_stages_and_addresses_are_told() -> None:
    entry = authority("E/RES/2024/10", stages=("E/2024/30#I.A/draft2",), url="https://undocs.org/zh/E/RES/2024/10")
    facts = table_rows(TableState(tables=Tables((entry,), ())))[1]
    assert facts.text.startswith("≃ another stage of it · here: E/2024/30, chap. I, sect. A, draft resolution II")
    (mark,) = facts.marks
    assert facts.text[mark.start : mark.end] == entry.url


def test_a_long_table_is_shown_in_parts() -> None:
    entries = tuple(authority(f"A/RES/70/{number}") for number in range(PAGE + 5))
    rows = table_rows(TableState(tables=Tables(entries, ())))
    assert rows[-1].text == "… 5 more: Enter shows the next ones"
    assert len(rows) == 2 * PAGE + 1
    assert table_rows(TableState(which="missing", tables=Tables(entries, ())))[0].text.startswith("Everything that")


def test_counting_takes_in_files_that_are_only_read_and_corrections(library_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("大会，\n\n1. 回顾其2021年12月16日第76/181号决议；\n", encoding="utf-8")
    library = Library(library_root)
    library.visit(file)
    plain = count(library_root, (), "zh", None, corrected=False)
    visited = [entry for entry in library.entries() if library.is_visited(entry.symbol)]
    more = count(library_root, visited, "zh", None, corrected=False)
    assert sum(one.count for one in more.all) == sum(one.count for one in plain.all) + 1
    reference = plain.all[0].places[0]
    with Annotations(library_root / "annotations") as annotations:
        annotations.corrections.reject(library.document(reference.at.symbol), reference.citation)
    fewer = count(library_root, (), "zh", None, corrected=True)
    assert fewer.all[0].count == plain.all[0].count - 1
