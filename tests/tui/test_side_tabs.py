"""The tabs beside a paragraph that compare: where else it stands, and the other language."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import pane_text, press, reading
from unreader.library import Library
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.beside.cards import CardMaker
from unreader.tui.beside.side_pane import SidePane
from unreader.tui.frame.bars import SideTabs
from unreader.tui.reading.screen import ReadingScreen

_TURNS = 500


def side_of(app: ReaderApp) -> SidePane:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen.side


async def beside(app: ReaderApp, pilot: Pilot[int], words: str) -> str:
    """What the side pane shows, once it has these words."""
    wanted = "".join(words.split())
    for _turn in range(_TURNS):
        shown = pane_text(side_of(app).cards)
        if wanted in shown:
            return shown
        await pilot.pause(0.01)
    raise AssertionError(pane_text(side_of(app).cards))


ENGLISH = """Resolution adopted by the General Assembly on 19 December 2023

78/229. Strengthening the United Nations crime prevention and criminal justice programme

The General Assembly,

Reaffirming its resolutions 46/152 of 18 December 1991, 60/1 of 16 September 2005,

1. Reaffirms the importance of the programme;

2. Calls upon Member States to strengthen it;
"""


async def test_where_else_a_paragraph_stands_with_what_differs(library_root: Path) -> None:
    async with reading(library_root, "E/2024/30#I.A/draft3/op4") as (app, pilot):
        side = side_of(app)
        side.turn(2)
        shown = await beside(app, pilot, "A/79/459, draft resolution III, para. 4")
        assert "%alike·verb" in shown
        assert "吁请促请会员国" in shown
        marks = [one.style for one in side.cards.paragraphs[2].marks]
        assert marks == ["removed", "added"]
        # The next paragraph is looked up when the cursor rests on it.
        await press(pilot, "j")
        await beside(app, pilot, "A/79/459, draft resolution III, para. 5")
        assert side.shown.count
        await press(pilot, "tab", "home", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("A/79/459", "draft3/op5", "zh")
        # A heading says nothing of its own.
        app.screen.open_address(Address("A/79/459", "draft3/h1", "zh"))
        await beside(app, pilot, "Only paragraphs and their items are looked for elsewhere.")
        # Round and round: back from the first tab is the last one.
        side.turn(-2)
        side.turn(-1)
        assert side.tab == "other_language"


async def test_the_other_language_pairs_by_address_and_says_where_it_does_not(
    library_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "english.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    async with reading(library_root, "A/RES/78/229#op2") as (app, pilot):
        side = side_of(app)
        side.turn_to("other_language")
        shown = await beside(app, pilot, "https://undocs.org/en/A/RES/78/229")
        assert "inChinesealone" in shown
        opened: list[str] = []
        monkeypatch.setattr(ReaderApp, "open_url", lambda self, url, **_more: opened.append(url))
        await press(pilot, "enter")
        assert opened == []
        await press(pilot, "tab", "enter", "escape")
        assert opened == ["https://undocs.org/ar/A/RES/78/229"]
        app.library.visit(file, symbol="A/RES/78/229", language="en")
        side.library_changed()
        await press(pilot, "j", "k")
        await beside(app, pilot, "Calls upon Member States to strengthen it;")
        await press(pilot, "j")
        await beside(app, pilot, "This paragraph has no counterpart in English.")
        await press(pilot, "k")
        await beside(app, pilot, "Calls upon Member States")
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("A/RES/78/229", "op2", "en")
        # From there the other language is the one that was left.
        await beside(app, pilot, "Chinese")
        await press(pilot, "enter")
        assert app.screen.pane.address == Address("A/RES/78/229", "op2", "zh")
        # An address without a language is in the one that is read, where the library has it.
        app.screen.open_address(Address("E/RES/2021/20"))
        app.screen.open_address(Address("A/RES/78/229", "op1"))
        assert app.screen.pane.address == Address("A/RES/78/229", "op1", "zh")


def test_who_cites_is_told_in_the_language_that_is_read(library_root: Path, tmp_path: Path) -> None:
    library = Library(library_root)
    texts = {
        "zh": "大会，\n\n回顾其2021年12月16日第76/181号决议，\n\n1. 决定休会。\n",
        "en": "The General Assembly,\n\nRecalling its resolution 76/181 of 16 December 2021,\n\n1. Decides to meet.\n",
    }
    for language, text in texts.items():
        file = tmp_path / f"{language}.txt"
        file.write_text(text, encoding="utf-8")
        library.visit(file, symbol="A/RES/99/1", language=language)
    for language, word in (("zh", "回顾"), ("en", "Recalling")):
        cards = CardMaker(library).cited_by(Address("E/RES/2021/20", "", language))
        (card,) = (card for card in cards if card.target == "A/RES/99/1")
        assert card.place == Address("A/RES/99/1", "pp1", language)
        assert card.passages[0].text.startswith(word)
        start, end = card.passages[0].marks[0]
        assert "76/181" in card.passages[0].text[start:end]


async def test_narrow_tabs_take_their_short_names(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op2", size=(100, 30)) as (app, pilot):
        tabs = app.screen.query_one(SideTabs)
        assert str(tabs.render()).endswith("lang.")
        side_of(app).styles.width = 60
        await pilot.pause()
        assert str(tabs.render()).endswith("other language")
        # Without room for the short ones, too, the tab that is shown and those beside it that fit whole.
        side_of(app).styles.width = 20
        for narrow in ("cites 1  by 0  …", "cites 1  by 0  …", "…  by 0  else 4  …", "…  else 4  lang."):
            for _turn in range(_TURNS):
                await pilot.pause(0.01)
                if str(tabs.render()) == narrow:
                    break
            assert str(tabs.render()) == narrow
            await press(pilot, "right")
