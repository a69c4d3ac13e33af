"""The tour of the first run: shown once, skipped by one key, never in the way of an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reader import press, reading, screen_text, text_only
from unreader.library import Library
from unreader.tui.app import ReaderApp
from unreader.tui.frame.tour import PAGES, Tour
from unreader.tui.holdings.library_screen import LibraryScreen
from unreader.tui.keys.keymap import shown_key


def test_every_line_of_the_tour_has_a_key() -> None:
    assert [action for page in PAGES for action, _says in page.lines if not shown_key(action)] == []


async def test_the_first_run_shows_it_and_the_next_does_not(library_root: Path) -> None:
    async with reading(library_root, toured=False) as (app, pilot):
        assert isinstance(app.screen, Tour)
        assert PAGES[0].title in screen_text(app)
        await press(pilot, "enter", "enter")
        assert PAGES[2].title in screen_text(app)
        assert "import a PDF" in screen_text(app)
        await press(pilot, "left")
        assert PAGES[1].title in screen_text(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, LibraryScreen)
    again = ReaderApp(Library(library_root))
    assert again.reading.toured


async def test_escape_skips_it(library_root: Path) -> None:
    async with reading(library_root, toured=False) as (app, pilot):
        await press(pilot, "escape")
        assert isinstance(app.screen, LibraryScreen)
        assert "A/RES/78/229" in screen_text(app)


async def test_an_address_comes_before_it(library_root: Path) -> None:
    async with reading(library_root, "78/229#op70", toured=False) as (app, _pilot):
        assert not isinstance(app.screen, Tour)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_it_can_be_read_in_a_small_terminal(library_root: Path, size: tuple[int, int]) -> None:
    async with reading(library_root, toured=False, size=size) as (app, pilot):
        for page in PAGES:
            shown = text_only(app)
            assert "".join(page.title.split()) in shown.replace("│", "")
            await press(pilot, "enter")
