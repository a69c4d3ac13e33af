from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual import events

from tests.tui.reader import (
    messages,
    pane_text,
    press,
    reading,
    screen_text,
    settled,
    text_only,
    type_text,
    window_message,
)
from unreader.annotating import Annotations
from unreader.library import Library
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.holdings.library_screen import LibraryScreen
from unreader.tui.reading.screen import ReadingScreen

KYOTO_29 = (
    "满足儿童和青年的需要并保护他们的权利，同时适当考虑到他们的脆弱性，以确保保护他们免遭线上和线下各种形式的犯罪"
)
KYOTO_29_END = "恐怖主义集团招募方面儿童的特别脆弱性；"


def reader(app: ReaderApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_cited_paragraph_is_read_beside_without_scrolling(library_root: Path, size: tuple[int, int]) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6", size=size) as (app, _pilot):
        beside = pane_text(reader(app).side.cards)
        assert KYOTO_29 in beside.replace("▏", "").replace("29.", "")
        assert KYOTO_29_END in beside
        assert "A/RES/76/181,annex,para.29" in beside
        assert "thetextthatwasrecommended" in beside
        assert "第76/181号决议" in pane_text(reader(app).pane.text)


async def test_footnote_and_name_of_one_place_are_one_card(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#pp3") as (app, _pilot):
        cards = reader(app).side.cites.cards
        assert [card.target for card in cards] == ["A/CONF.234/16", "A/RES/76/181"]
        assert [words.note for words in cards[1].words] == ["", "7"]
        assert cards[0].others
        assert "cites 2" in screen_text(app)


async def test_focus_moves_by_paragraph_and_side_pane_follows(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        screen = reader(app)
        assert screen.pane.address == Address("A/RES/78/229", "op63", "zh")
        await press(pilot, "j")
        assert screen.pane.text.focus_key == "op64"
        assert screen.side.address == Address("A/RES/78/229", "op64", "zh")
        await press(pilot, "down", "k", "up", "k")
        assert screen.pane.text.focus_key == "op62"
        await press(pilot, "G")
        assert screen.side.address == screen.pane.address
        await press(pilot, "home")
        assert screen.pane.text.focus_key == "h1"
        assert screen.pane.text.scroll_offset.y == 0


async def test_held_key_ends_with_the_side_pane_in_step(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op1") as (app, pilot):
        await pilot.press(*["j"] * 30)
        await pilot.pause()
        assert reader(app).side.address == reader(app).pane.address
        assert reader(app).pane.text.focus_key == "draft6/op31"


async def test_enter_opens_and_back_and_forward_are_exact(library_root: Path) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6") as (app, pilot):
        screen = reader(app)
        await press(pilot, "j", "k")
        screen.pane.text.scroll_relative(y=-3, animate=False)
        await pilot.pause()
        left = screen.place
        await press(pilot, "tab", "end")
        assert screen.side.cards.has_focus
        await press(pilot, "enter")
        assert screen.pane.address == Address("E/RES/2021/20", "annex/para29", "zh")
        assert screen.pane.text.has_focus
        assert "para.29" in text_only(app)
        await press(pilot, "j")
        opened = screen.place
        await press(pilot, "backspace")
        assert screen.place == left
        await press(pilot, "alt+right")
        assert screen.place == opened
        await press(pilot, "alt+left")
        assert screen.place == left
        await press(pilot, "backspace")
        assert "Nothing to go back to" in messages(app)


async def test_j_and_k_go_from_card_to_card(library_root: Path) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6") as (app, pilot):
        cards = reader(app).side.cards
        await press(pilot, "tab", "home")
        assert cards.focus_key == "card0"
        await press(pilot, "j", "j")
        assert cards.focus_key == "card2"
        # While one is there, the words that cite the thing chosen stand out in the text.
        assert chosen_words(app) == "《宣言》第29段"
        await press(pilot, "k")
        assert cards.focus_key == "card1"
        assert chosen_words(app).startswith("《关于推进预防犯罪")
        await press(pilot, "tab")
        assert chosen_words(app) == ""
        # Back is the very line, also where that is the pane's first.
        await press(pilot, "g", *"I.A/draft3/pp6", "enter")
        left = reader(app).pane.text.scroll_offset
        await press(pilot, "enter", "ctrl+o")
        await settled(app, pilot)
        assert reader(app).pane.text.scroll_offset == left


def chosen_words(app: ReaderApp) -> str:
    """The words that are drawn as the chosen ones in the document."""
    rows = reader(app).pane.text
    pieces = (piece for row in range(rows.size.height) for piece in rows.render_line(row))
    return "".join(piece.text for piece in pieces if piece.style is not None and piece.style.reverse)


async def test_cited_by_tab(library_root: Path) -> None:
    async with reading(library_root, "E/RES/2021/20#annex/para29") as (app, pilot):
        assert "cited by 2" in screen_text(app)
        await press(pilot, "right")
        beside = pane_text(reader(app).side.cards)
        assert "E/2024/30,chap.I,sect.A,draftresolutionIII,preambularpara.6" in beside
        await press(pilot, "tab", "j", "enter")
        place = reader(app).place
        assert place is not None
        assert (place.symbol, place.path) == ("E/2024/30", "I.A/draft3/pp6")
        # A heading that opens a text is cited with it; one further down is not the whole document.
        for path, label in (("h1", "cited by 25"), ("draft5/h1", "cited by 8"), ("h12", "cited by 0")):
            reader(app).open_address(Address("A/79/459", path))
            await settled(app, pilot)
            assert label in screen_text(app), path


async def test_unfolding_shows_all_the_others_and_each_opens(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op43") as (app, pilot):
        screen = reader(app)
        await press(pilot, "tab", "j", "j")
        card = screen.side.card(screen.side.cards.focus_key)
        assert card is not None
        assert card.target == "CAC/COSP/RES/8/4"
        await press(pilot, "enter", "j", "j", "enter")
        assert screen.pane.address == Address(card.others[1].at.symbol, card.others[1].at.path, "zh")


async def test_pinned_side_pane_stays(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        screen = reader(app)
        await press(pilot, "p", "j", "j")
        assert screen.side.address == Address("A/RES/78/229", "op63", "zh")
        assert "pinned: A/RES/78/229#op63" in screen_text(app)
        await press(pilot, "p")
        assert screen.side.address == Address("A/RES/78/229", "op65", "zh")


async def test_side_pane_hides(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op63") as (app, pilot):
        await press(pilot, "s")
        assert "cites" not in screen_text(app).split("\n")[0]
        await press(pilot, "j", "tab")
        assert reader(app).side.cards.has_focus
        assert reader(app).side.address == Address("A/RES/78/229", "op64", "zh")


@pytest.mark.parametrize(
    ("here", "typed", "lands"),
    [
        ("A/79/459#draft6/op43", "29", "A/79/459#draft6/op29"),
        ("A/79/459#draft6/op43", "draft1/op3", "A/79/459#draft1/op3"),
        ("A/RES/78/229#op3", "op70", "A/RES/78/229#op70"),
        ("A/RES/78/229#op3", "E/2024/30 para 23", "E/2024/30#para23"),
        ("A/RES/78/229#op3", "76/181 annex para 29", "E/RES/2021/20#annex/para29"),
    ],
)
async def test_goto(library_root: Path, here: str, typed: str, lands: str) -> None:
    async with reading(library_root, here) as (app, pilot):
        await press(pilot, "g")
        await type_text(pilot, typed)
        await press(pilot, "enter")
        address = reader(app).pane.address
        assert address is not None
        assert str(Address(address.symbol, address.path)) == lands
        await press(pilot, "backspace")
        assert str(reader(app).pane.address) == here.replace("#", "@zh#")


async def test_goto_says_what_is_near_and_stays_open(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        await press(pilot, "g")
        await type_text(pilot, "op700")
        await press(pilot, "enter")
        assert "has no 'op700'; nearest:" in window_message(app)
        await press(pilot, "escape")
        assert reader(app).pane.text.focus_key == "op3"


async def test_g_twice_goes_to_the_top(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op30") as (app, pilot):
        await press(pilot, "g", "g")
        assert reader(app).pane.text.focus_key == "h1"
        await press(pilot, "backspace")
        assert reader(app).pane.text.focus_key == "op30"


async def test_goto_completes(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op43") as (app, pilot):
        await press(pilot, "g")
        await type_text(pilot, "draft3/op1")
        assert "A/79/459, draft resolution III, para. 12" in screen_text(app)
        await press(pilot, "down", "down", "tab", "enter")
        assert reader(app).pane.text.focus_key == "draft3/op11"


async def test_place_is_kept_between_runs(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op43") as (app, pilot):
        reader(app).pane.text.scroll_relative(y=-4, animate=False)
        await pilot.pause()
        left = reader(app).place
        await press(pilot, "q")
        assert app.return_code == 0
    async with reading(library_root) as (app, pilot):
        assert reader(app).place == left
    async with reading(library_root, "A/79/459") as (app, pilot):
        assert reader(app).place == left


async def test_first_run_is_in_the_library_and_enter_opens(library_root: Path) -> None:
    async with reading(library_root) as (app, pilot):
        assert isinstance(app.screen, LibraryScreen)
        for symbol in ("A/RES/78/229", "A/79/459", "E/2024/30", "E/RES/2021/20"):
            assert symbol in screen_text(app)
        # While texts are read for the first time it is told which; then where the library is.
        app.screen.library_ready(2, 4, "A/79/459")
        await settled(app, pilot)
        assert "first time: 2 of 4 documents" in screen_text(app)
        app.screen.library_ready(4, 4, "")
        await settled(app, pilot)
        assert "first time" not in screen_text(app)
        await press(pilot, "j", "enter")
        await settled(app, pilot)
        assert reader(app).pane.document is not None
        assert reader(app).pane.document.symbol == "A/79/459"
        await press(pilot, "L")
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "escape")
        assert reader(app).pane.document.symbol == "A/79/459"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 1, "places": [{"symbol": 3}], "last": 7}', "\x00" * 9])
async def test_damaged_state_stops_nothing(library_root: Path, tmp_path: Path, damage: str) -> None:
    async with reading(library_root, "A/79/459#para3") as (app, pilot):
        await press(pilot, "q")
    (file,) = (tmp_path / "state").rglob("reading-*.json")
    assert json.loads(file.read_text())["places"]
    file.write_text(damage)
    async with reading(library_root) as (app, pilot):
        assert isinstance(app.screen, LibraryScreen)


async def test_file_outside_the_library_is_read_and_not_tagged(library_root: Path, tmp_path: Path) -> None:
    text = "大会，\n\n1. 回顾其2021年12月16日第76/181号决议；\n\n2. 决定继续审议。\n"
    file = tmp_path / "draft.txt"
    file.write_text(text, encoding="utf-8")
    library = Library(library_root)
    document = library.visit(file)
    app = ReaderApp(library, address=Address(document.symbol, "", document.language))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert "回顾其2021年12月16日" in text_only(app)
        await press(pilot, "t", "escape", "n", "escape")
        assert isinstance(app.screen, ReadingScreen)
    with Annotations(library_root / "annotations") as annotations:
        assert len(annotations) == 0


async def test_control_characters_and_markup_are_shown_not_obeyed(library_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "evil.txt"
    file.write_text(
        "1. [bold red]大会[/] \x1b[31m红\x1b[0m回顾第70/1号决议；\n\n2. [@click=app.quit]决定[/]。\n", encoding="utf-8"
    )
    library = Library(library_root)
    document = library.visit(file)
    app = ReaderApp(library, address=Address(document.symbol, "", document.language))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        shown = text_only(app)
        assert "[boldred]大会[/]" in shown
        assert "[@click=app.quit]决定[/]" in shown
        assert "\x1b" not in shown
        assert "␛[31m" in shown


async def test_terminal_too_small_says_so_and_comes_back(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3", size=(30, 10)) as (app, pilot):
        assert "Toosmall:30x10.unreaderneeds40x12" in text_only(app)
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        assert "Too small" not in screen_text(app)
        assert reader(app).pane.text.focus_key == "op3"


async def test_panes_stack_when_narrow(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3", size=(120, 40)) as (app, pilot):
        screen = reader(app)
        assert screen.side.region.x > 0
        assert screen.side.region.y == screen.pane.region.y
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.side.region.x == 0
        assert screen.side.region.y > screen.pane.region.y
        assert screen.side.cards.size.height >= 6


async def test_divider_moves_with_keys_and_mouse(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        screen = reader(app)
        before = screen.side.size.width
        await press(pilot, "plus")
        assert screen.side.size.width == before + 4
        await press(pilot, "minus")
        assert screen.side.size.width == before
        await pilot.mouse_down("Divider", offset=(0, 5))
        await pilot.hover(offset=(50, 5))
        await pilot.mouse_up(offset=(50, 5))
        await pilot.pause()
        assert abs(screen.side.region.x - 50) <= 2


async def test_click_on_a_citation_chooses_its_card(library_root: Path) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/pp6") as (app, pilot):
        screen = reader(app)
        pane = screen.pane.text
        row = next(y for y in range(pane.size.height) if "第29段" in pane.render_line(y).text)
        column = len(pane.render_line(row).text.split("第29段")[0].encode("gbk", "replace"))
        await pilot.click("#text", offset=(column + 1, row))
        await pilot.pause()
        assert screen.side.cards.focus_key == "card2"


async def test_footer_keys_can_be_clicked(library_root: Path) -> None:
    async with reading(library_root, "E/RES/2021/20#annex/para29") as (app, pilot):
        bar = screen_text(app).split("\n")[-1]
        await pilot.click("KeyBar", offset=(bar.index("next tab") + 2, 0))
        await pilot.pause()
        assert reader(app).side.tab == "cited_by"
        tabs = screen_text(app).split("\n")[0]
        await pilot.click("SideTabs", offset=(tabs.index("cites ") - reader(app).side.region.x + 1 - 20, 0))


async def test_wheel_scrolls(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        pane = reader(app).pane.text
        before = pane.scroll_offset.y
        await pilot._post_mouse_events([events.MouseScrollDown], "#text")
        await pilot.pause()
        assert pane.scroll_offset.y > before


async def test_help_and_palette(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        await press(pilot, "question_mark")
        assert "Next paragraph" in screen_text(app)
        await type_text(pilot, "pin")
        assert "Pin the side pane" in screen_text(app)
        assert "Next paragraph" not in screen_text(app)
        await press(pilot, "escape")
        await press(pilot, "ctrl+p")
        await type_text(pilot, "E/RES/2021")
        for _turn in range(100):
            await pilot.pause(0.02)
            if "E/RES/2021/20  第十四届" in screen_text(app):
                break
        await press(pilot, "enter")
        await pilot.pause(0.2)
        await settled(app, pilot)
        assert reader(app).pane.document is not None
        assert reader(app).pane.document.symbol == "E/RES/2021/20"


async def test_theme_changes_and_is_kept(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        assert app.theme == "unreader-dark"
        await press(pilot, "ctrl+t", "q")
    async with reading(library_root) as (app, pilot):
        assert app.theme == "unreader-light"


async def test_missing_text_is_told_and_reading_goes_on(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        gone = library_root / "texts" / "E_RES_2021_20.zh.txt"
        data = gone.read_bytes()
        gone.unlink()
        try:
            app.open_document("E/RES/2021/20", "zh")
            await pilot.pause()
            assert "cannot be read" in messages(app)
            assert reader(app).pane.text.focus_key == "op3"
            await press(pilot, "j", "j")
            assert reader(app).pane.text.focus_key == "op5"
            # No list of places stops at it, and it is told there.
            for key in ("g", "c", "ctrl+p"):
                for typed in ("2021/20", "2021/20#annex/para3"):
                    await press(pilot, key)
                    app.post_message(events.Paste(typed))
                    await settled(app, pilot)
                    await press(pilot, "enter", *["escape"] * 3)
            for key in ("H", "A", "M", "a", "right", "right", "right", "o"):
                await press(pilot, key)
                await settled(app, pilot)
                await press(pilot, "escape")
            assert app.return_code is None
            assert app.is_running
        finally:
            gone.write_bytes(data)


async def test_keys_typed_ahead_wait_for_the_window(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3") as (app, pilot):
        for key in ("g", "2", "9"):
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("enter", "\r"))
        for _turn in range(100):
            await pilot.pause(0.02)
            if reader_is_on_top(app) and reader(app).pane.text.focus_key == "op29":
                break
        assert reader(app).pane.text.focus_key == "op29"


def reader_is_on_top(app: ReaderApp) -> bool:
    return isinstance(app.screen, ReadingScreen)


async def test_what_is_doubtful_in_the_source_is_told_beside_the_paragraph(library_root: Path) -> None:
    (warning, *_more) = Library(library_root).document("E/2024/30").warnings
    async with reading(library_root, f"E/2024/30#{warning.path}") as (app, _pilot):
        assert "".join(warning.message.split()) in pane_text(reader(app).side.cards)
        assert "▵" in pane_text(reader(app).pane.text)


async def test_library_without_documents_says_what_to_do(library_root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty" / "texts").mkdir(parents=True)
    (tmp_path / "empty" / "texts" / "catalogue.toml").write_text("")
    async with reading(tmp_path / "empty") as (app, pilot):
        assert isinstance(app.screen, LibraryScreen)
        assert "No documents yet" in screen_text(app)
        await press(pilot, "j", "enter", "escape", "q")
        assert app.return_code == 0


async def test_library_screen_tells_counts_and_where_one_left(library_root: Path) -> None:
    async with reading(library_root, "E/RES/2021/20#annex/para29") as (app, pilot):
        await press(pilot, "L")
        shown = text_only(app)
        assert "resolution·Chinese·184paragraphs" in shown
        assert "leftatannex,para.29," in shown
    assert shown.index("Readlast") < shown.index("E/RES/2021/20") < shown.index("Otherdocuments")
