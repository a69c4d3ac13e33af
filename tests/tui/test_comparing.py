"""Texts compared in the reader: the chooser, level panes, views, changes, what goes out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import messages, press, reading, screen_text, text_only, type_text
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.aside import StoppedError
from unreader.tui.comparing.compare_chooser import CompareChooser
from unreader.tui.comparing.comparison_screen import ComparisonScreen
from unreader.tui.comparing.level_panes import LevelPane
from unreader.tui.frame.dialog import ChoiceList
from unreader.tui.reading.screen import ReadingScreen

HERE = "A/79/459#draft3/op4"
A, B = Address("E/2024/30", "I.A/draft3", "zh"), Address("A/79/459", "draft3", "zh")
_TURNS = 500


async def chooser(app: ReaderApp, pilot: Pilot[int], key: str = "c") -> ChoiceList:
    """The chooser, its stages found."""
    await press(pilot, key)
    for _turn in range(_TURNS):
        screen = app.screen
        if isinstance(screen, CompareChooser) and not screen._looking:
            return screen.query_one(ChoiceList)
        await pilot.pause(0.01)
    raise AssertionError(screen_text(app))


def comparing(app: ReaderApp) -> ComparisonScreen:
    assert isinstance(app.screen, ComparisonScreen), app.screen
    assert app.screen.comparison is not None
    return app.screen


def top_rows(pane: LevelPane) -> dict[object, int]:
    """The row in which each paragraph begins."""
    layout = pane._layout
    assert layout is not None
    return {one.key: layout.body(number)[0] for number, one in enumerate(pane.paragraphs)}


async def test_a_stage_is_chosen_and_both_texts_stand_level(library_root: Path) -> None:
    async with reading(library_root, HERE) as (app, pilot):
        offered = await chooser(app, pilot)
        await press(pilot, *"zzz")
        assert offered.paragraphs[0].text.startswith("Nothing is called so")
        await press(pilot, *["backspace"] * 3)
        assert offered.paragraphs[0].text.startswith("E/2024/30, chap. I, sect. A, draft resolution III  recommended")
        await press(pilot, "enter")
        screen = comparing(app)
        assert (screen.a, screen.b) == (A, B)
        said = text_only(app)
        assert "27thesame·1typography·6verb·2words·1new·citations+1" in said
        # The paragraph from which one came is in focus on both sides, with what changed marked at the word.
        left, right = screen.left, screen.right
        assert left.focus_key == right.focus_key
        assert left.paragraph(left.focus_key).text.startswith("吁请会员国")  # type: ignore[union-attr]
        before, after = (pane.paragraph(pane.focus_key).marks[0] for pane in (left, right))  # type: ignore[union-attr]
        assert (before.start, before.end, before.style) == (0, 2, "removed")
        assert (after.start, after.end, after.style) == (0, 2, "added")
        assert "change8of" in said
        # Rows are level at every width, and scroll together.
        for width in (120, 137, 101):
            await pilot.resize_terminal(width, 40)
            await pilot.pause()
            assert top_rows(left) == top_rows(right)
            assert left.virtual_size.height == right.virtual_size.height
            assert left.scroll_offset.y == right.scroll_offset.y > 0
        await press(pilot, "G")
        assert left.scroll_offset.y == right.scroll_offset.y == right.max_scroll_y
        await press(pilot, "home", "space", "tab", "j", "space")
        assert left.has_focus
        assert left.scroll_offset.y == right.scroll_offset.y > 0
        assert left.focus_key == right.focus_key
        # Apart, and together again.
        await press(pilot, "s", "home")
        assert (left.scroll_offset.y, right.scroll_offset.y > 0) == (0, True)
        await press(pilot, "s")
        assert right.scroll_offset.y == 0
        assert right.focus_key == left.focus_key


async def test_going_from_change_to_change_in_every_view(library_root: Path) -> None:
    async with reading(library_root, HERE) as (app, pilot):
        await chooser(app, pilot)
        await press(pilot, "enter")
        screen = comparing(app)
        number = screen.pane.focus_key
        await press(pilot, "n")
        second = screen.pane.focus_key
        assert isinstance(second, int)
        assert isinstance(number, int)
        assert second > number
        assert second in screen._changes
        await press(pilot, "N")
        assert screen.pane.focus_key == number
        await press(pilot, "right_square_bracket", "left_square_bracket", "v")
        assert screen.view == "one"
        assert screen.one.focus_key == number
        one = screen.one.paragraph(number)
        assert one is not None
        assert one.text.startswith("吁请促请会员国")
        await press(pilot, "o")
        assert all(key in screen._changes for key in (p.key for p in screen.one.paragraphs) if isinstance(key, int))
        assert "paragraphsthesame" in text_only(app)
        # Below a hundred columns the texts are one; with room they are side by side again.
        await press(pilot, "v")
        assert screen.view == "beside"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.view == "one"
        assert screen.one.focus_key == number
        await pilot.resize_terminal(50, 24)
        assert "=27 ≈1 v6 ~2 +1 (+1)" in screen_text(app)
        await press(pilot, "v")
        assert "Side by side needs 100 columns." in messages(app)
        await press(pilot, "home", "N")
        assert "No change further up." in messages(app)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert screen.view == "beside"
        await press(pilot, "end", "n")
        assert "No change further down." in messages(app)


async def test_what_is_seen_is_exported_copied_and_opened(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(ReaderApp, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with reading(library_root, HERE) as (app, pilot):
        await chooser(app, pilot)
        await press(pilot, "enter", "y")
        assert copied[0].startswith("E/2024/30#I.A/draft3/op4 → A/79/459#draft3/op4 · verb\n[-吁请-]{+促请+}会员国")
        await press(pilot, "o", "e", "m")
        folder = library_root / "annotations" / "exports"
        markdown = (folder / "E_2024_30_I.A_draft3 - A_79_459_draft3.md".replace(" - ", "_-_")).read_text("utf-8")
        assert "<del>吁请</del><ins>促请</ins>会员国" in markdown
        assert "draft3/op1 " not in markdown
        await press(pilot, "o", "e", "enter")
        await press(pilot, "e", "h")
        pages = list(folder.glob("*.html"))
        assert len(pages) == 1
        assert 'class="sides"' in pages[0].read_text("utf-8")
        # Exchanged: the later text is at the left, and what was added is dropped.
        await press(pilot, "x")
        screen = comparing(app)
        assert (screen.a, screen.b) == (B, A)
        focused = screen.right.paragraph(screen.right.focus_key)
        assert focused is not None
        assert focused.text.startswith("吁请会员国")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("E/2024/30", "I.A/draft3/op4", "zh")
        # The way back is offered first; the paragraph that one stands at is in focus there.
        await press(pilot, "j")
        offered = await chooser(app, pilot)
        assert offered.paragraphs[0].text.startswith("back to the comparison: A/79/459")
        await press(pilot, "enter")
        screen = comparing(app)
        assert (screen.a, screen.b) == (B, A)
        focused = screen.right.paragraph(screen.right.focus_key)
        assert focused is not None
        assert focused.label == "5."
        await press(pilot, "escape", "backspace")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("A/79/459", "draft3/op4", "zh")


async def test_any_text_can_be_typed_and_unrelated_ones_stand_side_by_side(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op12") as (app, pilot):
        await chooser(app, pilot)
        await type_text(pilot, "nothing/like/it")
        await press(pilot, "enter")
        assert "has no 'nothing/like/it'" in screen_text(app)
        await press(pilot, "escape")
        await chooser(app, pilot)
        await press(pilot, "tab")
        assert "Compare A/RES/78/229, para. 12 with" in screen_text(app)
        await press(pilot, "tab")
        await type_text(pilot, "E/2024/30 annex")
        await press(pilot, *["backspace"] * 6)
        await type_text(pilot, "#I.D")
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, ComparisonScreen)
        for _turn in range(_TURNS):
            if screen.comparison is not None:
                break
            await pilot.pause(0.02)
        assert screen.view == "plain"
        assert {screen.left.focus_key, screen.right.focus_key} & {"h1"}
        assert all(not one.badges for one in (*screen.left.paragraphs, *screen.right.paragraphs))
        await press(pilot, "space")
        assert screen.left.scroll_offset.y == screen.right.scroll_offset.y > 0
        await press(pilot, "s", "space")
        assert screen.left.scroll_offset.y < screen.right.scroll_offset.y
        # Where there is little room the two stand one under the other.
        await pilot.resize_terminal(80, 30)
        await pilot.pause()
        assert screen.left.region.y < screen.right.region.y
        assert screen.left.region.width > 70
        await pilot.resize_terminal(120, 40)
        await press(pilot, "m")
        assert screen.view == "beside"
        await press(pilot, "escape")
        assert isinstance(app.screen, ReadingScreen)


async def test_a_long_comparison_is_made_aside_and_can_be_stopped(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    from unreader.tui.comparing import comparing_run

    monkeypatch.setattr(comparing_run, "AT_ONCE", 0)
    compare_sides = comparing_run.compare_sides
    go_on, stopped = Event(), Event()

    def slowly(*sides: object, **_more: object) -> object:
        told = sides[2]
        told(0.4)  # type: ignore[operator]
        go_on.wait(10)
        try:
            return compare_sides(*sides)  # type: ignore[arg-type]
        except StoppedError:
            stopped.set()
            raise

    monkeypatch.setattr(comparing_run, "compare_sides", slowly)
    async with reading(library_root, HERE) as (app, pilot):
        for stop in (True, False):
            go_on.clear()
            await chooser(app, pilot)
            await press(pilot, "enter")
            for _turn in range(_TURNS):
                if "40%" in screen_text(app):
                    break
                await pilot.pause(0.01)
            assert "Comparing E/2024/30#I.A/draft3 with A/79/459#draft3: 40%" in screen_text(app)
            if stop:
                await press(pilot, "n", "v", "o", "e", "escape")
                assert isinstance(app.screen, ReadingScreen)
            go_on.set()
            if stop:
                assert stopped.wait(10)
        for _turn in range(_TURNS):
            await pilot.pause(0.01)
            if "27thesame" in text_only(app):
                break
        assert comparing(app).right.has_focus
