from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.reader import messages, press, reading, screen_text, settled, type_text
from unreader.annotating import Annotations
from unreader.breaking import cells
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.document.outline_pane import OutlinePane
from unreader.tui.document.paragraphs import CiteMark
from unreader.tui.page.layout import Callout
from unreader.tui.page.line_pane import LinePane
from unreader.tui.reading.jump_letters import JumpLetters, letters_for
from unreader.tui.reading.screen import ReadingScreen


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
    keys = 'outline = "f9"\npin = ["# p", "# q"]\ngoto = []\nhide_side = "x"\n'
    configure(
        tmp_path,
        f'[reading]\ntheme = "unreader-light"\nmeasure = 60\ncentred = false\nside = "below"\n[keys.reading]\n{keys}',
    )
    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        assert app.theme == "unreader-light"
        assert (app.reading.view.measure, app.reading.view.centred, app.reading.view.below) == (60, False, True)
        assert reader(app).has_class("-stacked")
        assert "x is reject's already" in messages(app)
        await press(pilot, "number_sign")
        assert "# …" in screen_text(app).split("\n")[-1]
        assert "p pin" in screen_text(app).split("\n")[-1]
        await press(pilot, "q")
        assert reader(app).side.pinned
        await press(pilot, "number_sign", "z")
        assert "# z does nothing" in messages(app)
        await press(pilot, "number_sign", "escape", "g", "o", "p")
        assert reader(app).side.pinned
        await press(pilot, "question_mark")
        await type_text(pilot, "the outline")
        assert "F9" in screen_text(app)
        await press(pilot, "escape", "s")
        assert reader(app).has_class("-without-side")
        await press(pilot, "f9")
        assert app.screen.query(OutlinePane)


async def test_a_bad_file_of_settings_stops_nothing(library_root: Path, tmp_path: Path) -> None:
    configure(tmp_path, "[keys\n")
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        assert "config.toml is not TOML" in messages(app)
        await press(pilot, "j")
        assert reader(app).pane.text.focus_key == "op4"


async def test_strokes_typed_at_once_stay_together(library_root: Path, tmp_path: Path) -> None:
    configure(tmp_path, '[keys.reading]\ngoto = "~ ."\n')
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        for key, character in (("tilde", "~"), ("full_stop", "."), ("2", "2"), ("9", "9"), ("enter", "\r")):
            app.post_message(events.Key(key, character))
        for key in "3j":
            app.post_message(events.Key(key, key))
        for _turn in range(100):
            await pilot.pause(0.02)
            if isinstance(app.screen, ReadingScreen) and reader(app).pane.text.focus_key == "op32":
                break
        await settled(app, pilot)
        assert reader(app).pane.text.focus_key == "op32"


async def test_brackets_go_from_stop_to_stop_and_semicolon_repeats(library_root: Path) -> None:
    with Annotations(library_root / "annotations") as annotations:
        annotations.tag(Address("A/79/459", "draft5/op3", "zh"), "cybercrime")
        annotations.note(Address("A/79/459", "draft5/op7", "zh"), "here")
    async with reading(library_root, "A/79/459#draft4/op12") as (app, pilot):
        screen, pane = reader(app), reader(app).pane.text

        async def typed(*keys: str) -> object:
            await press(pilot, *keys)
            return pane.focus_key

        assert await typed("semicolon") == "draft4/op12"
        assert "Nothing to repeat yet" in messages(app)
        assert await typed("right_square_bracket", "t") == "draft5/op3"
        assert await typed("right_square_bracket", "n") == "draft5/op7"
        assert await typed("left_square_bracket", "d") == "draft5/h1"
        assert await typed("semicolon") == "draft4/h1"
        assert await typed("comma") == "draft5/h1"
        assert await typed("comma") == "draft6/h1"
        assert await typed("2", "semicolon") == "draft4/h1"
        assert await typed("semicolon", "semicolon", "semicolon", "semicolon") == "draft1/h1"
        assert "No draft that way" in messages(app)
        assert await typed("right_square_bracket", "h") == "draft2/h1"
        assert await typed("3", "right_square_bracket", "u") != "draft2/h1"
        assert await typed("backspace") == "draft4/op12"
        assert screen.place is not None


async def test_citations_one_by_one_with_their_cards(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#pp3") as (app, pilot):
        screen = reader(app)
        seen = []
        for _time in range(4):
            await press(pilot, "right_square_bracket", "c")
            seen.append((screen.pane.text.focus_key, screen.side.cards.focus_key, screen.side.chosen()[0].quote))
        assert [path for path, _card, _quote in seen[:3]] == ["pp3", "pp3", "pp3"]
        assert len({quote for _path, _card, quote in seen[:3]}) == 3
        await press(pilot, "left_square_bracket", "c")
        assert (screen.pane.text.focus_key, screen.side.chosen()[0].quote) == (seen[2][0], seen[2][2])
        await press(pilot, *["left_square_bracket", "c"] * 9)
        assert "No citation that way" in messages(app) or screen.pane.text.focus_key != "pp3"


async def test_bookmarks_are_kept_small_letters_in_their_document(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op43") as (app, pilot):
        await press(pilot, "m", "a", "j", "m", "B", "m", "5")
        assert "m 5 does nothing" in messages(app)
        await press(pilot, "home", "right_square_bracket", "b")
        assert reader(app).pane.text.focus_key == "draft6/op43"
        await press(pilot, "home", "apostrophe", "a")
        assert reader(app).pane.text.focus_key == "draft6/op43"
        await press(pilot, "q")
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        await press(pilot, "apostrophe", "a")
        assert "no bookmark a here" in messages(app)
        await press(pilot, "apostrophe")
        await pilot.pause(0.6)
        assert "A/79/459, draft resolution VI, para. 44" in screen_text(app)
        assert "para. 43" not in screen_text(app)
        await press(pilot, "B")
        assert str(reader(app).pane.address) == "A/79/459@zh#draft6/op44"
        await press(pilot, "apostrophe")
        await pilot.pause(0.6)
        assert "para. 43" in screen_text(app)
        await press(pilot, "delete", "enter")
        assert reader(app).pane.text.focus_key == "draft6/op44"
        assert [letter for letter, _place in app.reading.bookmarks_from("A/79/459", "zh")] == ["B"]


async def test_the_way_back_is_kept_between_runs(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        await press(pilot, "2", "9", "G")
        app.open_document("E/2024/30", "zh")
        await press(pilot, "q")
    async with reading(library_root) as (app, pilot):
        screen = reader(app)
        assert screen.pane.document is not None
        assert screen.pane.document.symbol == "E/2024/30"
        await press(pilot, "ctrl+o")
        assert str(screen.pane.address) == "A/RES/78/229@zh#op29"
        await press(pilot, "ctrl+o")
        assert str(screen.pane.address) == "A/RES/78/229@zh#op3"
        await press(pilot, "2", "alt+right")
        assert screen.pane.document.symbol == "E/2024/30"


async def test_a_letter_opens_what_it_stands_on(library_root: Path) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6") as (app, pilot):
        screen = reader(app)
        await press(pilot, "J")
        letters = app.screen
        assert isinstance(letters, JumpLetters)
        signs = {
            sign: offset for sign, (offset, message) in letters._targets.items() if "第29段" in quoted(screen, message)
        }
        (sign, offset) = next(iter(signs.items()))
        line = screen_text(app).split("\n")[offset.y]
        assert any(cells(line[:at]) == offset.x and line[at] == sign for at in range(len(line)))
        await press(pilot, *sign)
        assert str(screen.pane.address) == "E/RES/2021/20@zh#annex/para29"
        await press(pilot, "backspace")
        assert str(screen.pane.address) == "E/2024/30@zh#I.A/draft3/pp6"
        await press(pilot, "J", "escape", "j", "J", "1")
        assert screen.pane.text.focus_key == "I.A/draft3/pp7"
        app.open_document("A/79/459", "zh")
        await press(pilot, "2", "G", "J")
        letters = app.screen
        assert isinstance(letters, JumpLetters)
        sign = next(
            sign for sign, (_offset, message) in letters._targets.items() if isinstance(message.payload, Callout)
        )
        shown = len(screen.pane.text.paragraphs)
        await press(pilot, *sign)
        assert len(screen.pane.text.paragraphs) != shown


def quoted(screen: ReadingScreen, message: LinePane.Clicked) -> str:
    mark = message.payload
    if not isinstance(mark, CiteMark) or message.pane is not screen.pane.text:
        return ""
    return next(one.quote for one in screen.pane.citations if (one.block, one.start) == (mark.block, mark.start))


@pytest.mark.parametrize("count", [0, 1, 26, 27, 90])
def test_no_letters_begin_others(count: int) -> None:
    letters = letters_for(count)
    assert len(set(letters)) == count
    assert not any(one != other and other.startswith(one) for one in letters for other in letters)


async def test_keys_of_this_screen_come_first_in_the_help(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        assert "BkSp back" not in screen_text(app)
        await press(pilot, "2", "9", "G")
        assert "BkSp back" in screen_text(app)
        await press(pilot, "L", "question_mark")
        await type_text(pilot, "open")
        shown = screen_text(app)
        assert shown.index("Open the document where it was left") < shown.index("Elsewhere: ")


@pytest.mark.parametrize("keys", [("g",), ("slash",), ("n",), ("ctrl+f",), ("ctrl+p",), ("question_mark",)])
async def test_the_cursor_stands_where_one_types(library_root: Path, keys: tuple[str, ...]) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        await press(pilot, *keys)
        await type_text(pilot, "稀土ab")
        await pilot.pause(0.1)
        x, y = app.cursor_position
        line = screen_text(app).split("\n")[y]
        assert "稀土ab" in line
        assert cells(line[: line.index("稀土ab") + 4]) == x
        await press(pilot, "left", "left")
        assert app.cursor_position == (x - 2, y)
