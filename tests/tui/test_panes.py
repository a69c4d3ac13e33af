"""Document and side pane on screens of every size: beside, below, one at a time, hidden, alone; kept between runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets._toast import Toast

from tests.tui.reader import messages, press, reading, screen_text, settled
from unreader.library import Library
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.frame.bars import Divider
from unreader.tui.frame.mode_bar import ModeBar
from unreader.tui.frame.whole_characters import whole
from unreader.tui.reading.arrangement import arrangement, kept_shares, shares, side_cells
from unreader.tui.reading.jump_letters import JumpLetters
from unreader.tui.reading.screen import ReadingScreen

ADDRESS = "A/79/459#draft3/pp6"


def seen(app: ReaderApp) -> dict[str, tuple[int, int]]:
    """Columns and rows of the panes that are on the screen."""
    screen = app.screen
    assert isinstance(screen, ReadingScreen)
    panes = {"document": screen.pane, "side": screen.side}
    return {name: (pane.size.width, pane.size.height) for name, pane in panes.items() if pane.display}


@pytest.mark.parametrize(
    ("columns", "below", "how"),
    [
        (40, False, "single"),
        (59, True, "single"),
        (60, False, "stacked"),
        (99, True, "stacked"),
        (100, False, "beside"),
        (100, True, "stacked"),
        (200, False, "beside"),
    ],
)
def test_how_panes_stand(columns: int, below: bool, how: str) -> None:
    assert arrangement(columns, below=below) == how


@pytest.mark.parametrize("kept", ["", "x", "0.5", "nan,0.3", "7,-1", ",", "0.3,0.6,0.9"])
def test_shares_that_were_kept(kept: str) -> None:
    both = shares(kept)
    assert all(0.1 <= share <= 0.9 for share in both.values())
    assert shares(kept_shares(both)) == pytest.approx(both)


def test_no_pane_is_too_small() -> None:
    assert side_cells(100, 0.95, beside=True) == 80
    assert side_cells(14, 0.1, beside=False) == 4


async def test_panes_by_the_size_of_the_screen(library_root: Path) -> None:
    async with reading(library_root, ADDRESS, size=(120, 40)) as (app, pilot):
        assert seen(app) == {"document": (65, 39), "side": (54, 39)}
        await pilot.resize_terminal(99, 30)
        await pilot.pause()
        assert seen(app) == {"document": (99, 17), "side": (99, 12)}
        await pilot.resize_terminal(59, 20)
        await pilot.pause()
        assert seen(app) == {"document": (59, 19)}
        await press(pilot, "tab")
        assert seen(app) == {"side": (59, 19)}
        await press(pilot, "s")
        assert seen(app) == {"document": (59, 19)}
        await press(pilot, "z")
        assert "Tab" in messages(app)
        await press(pilot, "d")
        assert seen(app) == {"side": (59, 19)}
        await press(pilot, "escape")
        assert seen(app) == {"document": (59, 19)}
        await press(pilot, "tab", "enter")
        assert seen(app) == {"document": (59, 19)}, "what was opened is shown"
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert seen(app) == {"document": (65, 39), "side": (54, 39)}


async def test_full_screen_hiding_and_below(library_root: Path) -> None:
    async with reading(library_root, ADDRESS, size=(120, 40)) as (app, pilot):
        await press(pilot, "z")
        assert seen(app) == {"document": (120, 39)}
        await press(pilot, "tab")
        assert seen(app) == {"side": (120, 39)}
        await press(pilot, "z")
        assert seen(app) == {"document": (65, 39), "side": (54, 39)}
        await press(pilot, "z", "s")
        assert seen(app) == {"document": (120, 39)}, "the side pane was hidden out of its full screen"
        await press(pilot, "s")
        assert len(seen(app)) == 2
        await press(pilot, "z", "s")
        assert len(seen(app)) == 2, "out of the document's full screen, s shows both"
        await press(pilot, "plus", "S")
        assert seen(app) == {"document": (120, 23), "side": (120, 16)}
        await press(pilot, "minus", "s", "q")
    async with reading(library_root, ADDRESS, size=(120, 40)) as (app, pilot):
        assert seen(app) == {"document": (120, 39)}, "hidden as it was left"
        await press(pilot, "s")
        assert seen(app) == {"document": (120, 25), "side": (120, 14)}, "below, and as high as it was left"
        await press(pilot, "S")
        assert seen(app) == {"document": (61, 39), "side": (58, 39)}, "as wide as it was left"


async def test_a_message_over_both_panes_loses_no_wide_character(library_root: Path) -> None:
    app = ReaderApp(Library(library_root), address=Address.parse(ADDRESS))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(app, pilot)
        # Over the bar of a mode, not on it.
        await press(pilot, "T")
        app.tell("told")
        await settled(app, pilot)
        assert app.screen.query_one(Toast).region.bottom == app.screen.query_one(ModeBar).region.y == 36
        await press(pilot, "escape")
        app.clear_notifications()
        await settled(app, pilot)
        edge = app.screen.query_one(Divider).region.x
        for before in ("", "a"):  # of one of the two a character stands on the edge between the panes
            said = before + "已撤销去掉标签这一行字" * 3
            app.tell(said)
            await settled(app, pilot)
            toast = app.screen.query_one(Toast).region
            assert toast.x < edge < toast.right - 3
            row = app.screen._compositor.render_strips()[toast.y].text
            assert said in row
            await press(pilot, "escape")
            # What is drawn again after it has gone ends with whole characters, too.
            app.screen._compositor._dirty_regions.add(Region(edge - 5, 1, 3, 30))
            update = app.screen._compositor.render_partial_update()
            assert update is not None
            rows = app.screen._compositor.render_strips()
            pieces = update.render_segments(app.console).split("\x1b[")
            again = [re.fullmatch(r"(\d+);(\d+)H(.*)|[\d;]*m(.*)", piece) for piece in pieces[1:]]
            y = x = 0
            for piece in filter(None, again):
                y, x = (int(piece[1]), int(piece[2]) - 1) if piece[1] else (y, x)
                text = piece[3] or piece[4] or ""
                assert rows[y - 1].crop(x, x + cell_len(text)).text == text, "a character is cut"
                x += cell_len(text)
            assert y == 31
            assert x >= edge - 2


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [(0, 8, (0, "大会通过")), (1, 3, (0, "大会")), (2, 4, (2, "会")), (3, 9, (2, "会通过")), (-2, 1, (0, "大"))],
)
def test_what_is_drawn_again_ends_with_whole_characters(start: int, end: int, part: tuple[int, str]) -> None:
    begin, strip = whole(Strip([Segment("大会"), Segment("通过")]), start, end)
    assert (begin, strip.text) == part


async def test_in_the_smallest_terminal_it_is_told_how_to_leave_every_window(library_root: Path) -> None:
    async with reading(library_root, ADDRESS, size=(40, 15)) as (app, pilot):
        for key in ("g", "t", "question_mark", "n", "e", "Y", "c", "i"):
            await press(pilot, key)
            await settled(app, pilot)
            hint = str(app.screen.query_one("#box").border_subtitle)
            assert "Esc" in hint.rpartition(" · ")[2], key
            assert hint in screen_text(app), key
            await press(pilot, "escape")
        await press(pilot, "T")
        assert "Esc done" in screen_text(app)
        await press(pilot, "escape", "H")
        await settled(app, pilot)
        assert screen_text(app).split("\n")[0].endswith(" 5 stages ")
        # What was laid out for one size is laid out anew for another; letters over the text go.
        await press(pilot, "escape", "question_mark")
        await pilot.resize_terminal(120, 40)
        await settled(app, pilot)
        assert "Space  PgDn             A page down" in screen_text(app)
        await press(pilot, "escape", "J")
        assert isinstance(app.screen, JumpLetters)
        await pilot.resize_terminal(100, 40)
        await settled(app, pilot)
        assert not isinstance(app.screen, JumpLetters)
