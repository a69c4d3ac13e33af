"""The stages of a text in the reader: listed, compared, opened, confirmed and refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import messages, press, reading, screen_text, text_only
from unreader.comparing.decisions import read_decisions
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.comparing.comparison_screen import ComparisonScreen
from unreader.tui.comparing.stage_rows import Refused
from unreader.tui.comparing.stages_screen import OrderDialog, StagesScreen
from unreader.tui.frame.dialog import ChoiceList
from unreader.tui.reading.screen import ReadingScreen

_TURNS = 500
DRAFT2 = Address("E/2024/30", "I.A/draft2"), Address("A/79/459", "draft2")


async def stages(app: ReaderApp, pilot: Pilot[int], *keys: str) -> StagesScreen:
    """The stages, found."""
    await press(pilot, *keys)
    for _turn in range(_TURNS):
        screen = app.screen
        if isinstance(screen, StagesScreen) and screen._found is not None:
            return screen
        await pilot.pause(0.01)
    raise AssertionError(screen_text(app))


async def test_stages_are_listed_compared_and_opened(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(ReaderApp, "copy_to_clipboard", lambda self, text: copied.append(text))
    monkeypatch.setattr(ReaderApp, "open_url", lambda self, url, **_more: opened.append(url))
    async with reading(library_root, "A/79/459#draft3/op4") as (app, pilot):
        screen = await stages(app, pilot, "H")
        said = text_only(app)
        assert "◦E/RES/2024/11recommended·notinthelibraryknownbyA/79/459#para11" in said
        assert "27thesame·1typography·6verb·2words·1new·citations+1" in said
        assert "recommended·thistext" in said
        # The text from which one came is in focus; the next stage is not here: its page is.
        await press(pilot, "j", "enter")
        assert "A/RES/79/188 is not in the library" in messages(app)
        await press(pilot, "y", "o")
        assert copied == opened == ["https://undocs.org/zh/A/RES/79/188"]
        # Of the paragraph alone, and of the whole document.
        await stages(app, pilot, "tab", "tab")
        assert "since E/2024/30, chap. I, sect. A, draft resolution III, para. 4: verb" in screen_text(app)
        assert "吁请促请会员国" in text_only(app)
        await press(pilot, "x")
        assert "A document says so" in messages(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ComparisonScreen)
        assert (str(app.screen.a.plain), str(app.screen.b.plain)) == (
            "E/2024/30#I.A/draft3/op4",
            "A/79/459#draft3/op4",
        )
        await press(pilot, "escape")
        assert app.screen is screen
        await press(pilot, "home", "o")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("E/2024/30", "I.A/draft3/op4", "zh")
        await press(pilot, "backspace")
        screen = await stages(app, pilot, "H")
        await stages(app, pilot, "tab")
        assert screen._found is not None
        assert len(screen._found.history.texts) == 6


async def test_probable_stages_are_confirmed_refused_and_taken_back(library_root: Path) -> None:
    catalogue = library_root / "texts" / "catalogue.toml"
    before = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(before[: before.index("\n[[stages]]")], encoding="utf-8")
    try:
        async with reading(library_root, "A/79/459#draft2/op1") as (app, pilot):
            screen = await stages(app, pilot, "H")
            assert "probable,notconfirmed:recommended" in text_only(app)
            await press(pilot, "a")
            assert "Only a probable stage" in messages(app)
            await press(pilot, "end", "x")
            screen = await stages(app, pilot)
            assert read_decisions(library_root).unrelated == {frozenset(DRAFT2)}
            await press(pilot, "end")
            assert screen.pane.focus_key == Refused(DRAFT2[0])
            await press(pilot, "x")
            await stages(app, pilot)
            assert read_decisions(library_root).unrelated == frozenset()
            await press(pilot, "end", "a")
            assert isinstance(app.screen, OrderDialog)
            orders = app.screen.query_one(ChoiceList)
            assert "draft resolution II came before A/79/459, draft" in orders.paragraphs[0].text
            assert orders.focus_key == "before"
            await press(pilot, "enter")
            screen = await stages(app, pilot)
            assert read_decisions(library_root).follows == (DRAFT2,)
            assert "confirmed by a person" in screen_text(app)
            await press(pilot, "home")
            assert screen.pane.focus_key is not None
            while "confirmed" not in str(screen._step()):
                await press(pilot, "j")
            await press(pilot, "x")
            await stages(app, pilot)
            assert read_decisions(library_root).follows == ()
    finally:
        catalogue.write_text(before, encoding="utf-8")
        (library_root / "annotations" / "stages.toml").unlink(missing_ok=True)
