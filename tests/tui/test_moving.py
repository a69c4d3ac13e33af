from __future__ import annotations

from pathlib import Path

from textual import events

from tests.tui.reader import messages, press, reading, screen_text, settled, type_text
from unreader.tui.app import ReaderApp
from unreader.tui.reading_screen import ReadingScreen


def reader(app: ReaderApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def configure(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "config" / "unreader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


async def test_digits_before_a_key_count(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        pane = reader(app).pane.text
        await press(pilot, "1", "2")
        assert "12 …" in screen_text(app).split("\n")[-1]
        await press(pilot, "j")
        assert pane.focus_key == "op15"
        assert "12 …" not in screen_text(app)
        await press(pilot, "5", "up")
        assert pane.focus_key == "op10"
        await press(pilot, "2", "9", "G")
        assert pane.focus_key == "op29"
        await press(pilot, "backspace")
        assert pane.focus_key == "op10"
        await press(pilot, "7", "0", "0", "G")
        assert "has no '700'" in messages(app)
        await press(pilot, "3", "ctrl+e")
        assert pane.focus_key == "op10"
        before = pane.scroll_offset.y
        await press(pilot, "2", "ctrl+y", "ctrl+e")
        assert pane.scroll_offset.y == before - 1
        await press(pilot, *"90", "ctrl+e")
        assert pane.focus_key != "op10"
        await press(pilot, "g")
        await type_text(pilot, "pp3")
        await press(pilot, "enter", "tab", "2", "G")
        assert reader(app).side.cards.focus_key == "card1"


async def test_braces_pass_over_items(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#para2") as (app, pilot):
        pane = reader(app).pane.text
        await press(pilot, "right_curly_bracket", "right_curly_bracket")
        assert pane.focus_key == "para4"
        await press(pilot, "left_curly_bracket")
        assert pane.focus_key == "para3"
        await press(pilot, "j")
        assert pane.focus_key == "para3(a)"


async def test_keys_changed_in_the_settings_hold_everywhere(library_root: Path, tmp_path: Path) -> None:
    keys = 'outline = "f9"\npin = ["] p", "] q"]\ngoto = []\nhide_side = "x"\n'
    configure(tmp_path, f'[reading]\ntheme = "unreader-light"\n[keys.reading]\n{keys}')
    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        assert app.theme == "unreader-light"
        assert "x is reject's already" in messages(app)
        await press(pilot, "right_square_bracket")
        assert "] …" in screen_text(app).split("\n")[-1]
        assert "p pin" in screen_text(app).split("\n")[-1]
        await press(pilot, "q")
        assert reader(app).side.pinned
        await press(pilot, "right_square_bracket", "z")
        assert "] z does nothing" in messages(app)
        await press(pilot, "right_square_bracket", "escape", "g", "o", "p")
        assert reader(app).side.pinned
        await press(pilot, "question_mark")
        await type_text(pilot, "the outline")
        assert "F9" in screen_text(app)
        await press(pilot, "escape", "s")
        assert reader(app).has_class("-without-side")
        await press(pilot, "f9")
        assert not isinstance(app.screen, ReadingScreen)


async def test_a_bad_file_of_settings_stops_nothing(library_root: Path, tmp_path: Path) -> None:
    configure(tmp_path, "[keys\n")
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        assert "config.toml is not TOML" in messages(app)
        await press(pilot, "j")
        assert reader(app).pane.text.focus_key == "op4"


async def test_strokes_typed_at_once_stay_together(library_root: Path, tmp_path: Path) -> None:
    configure(tmp_path, '[keys.reading]\ngoto = "; ."\n')
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        for key, character in (("semicolon", ";"), ("full_stop", "."), ("2", "2"), ("9", "9"), ("enter", "\r")):
            app.post_message(events.Key(key, character))
        for key in "3j":
            app.post_message(events.Key(key, key))
        for _turn in range(100):
            await pilot.pause(0.02)
            if isinstance(app.screen, ReadingScreen) and reader(app).pane.text.focus_key == "op32":
                break
        await settled(app, pilot)
        assert reader(app).pane.text.focus_key == "op32"
