"""The screens that keep annotations in order: the history of changes, the review of anchors, the codebook."""

from __future__ import annotations

from pathlib import Path

from tests.tui.reader import messages, pane_text, press, reading, screen_text, type_text
from unreader.annotating import Annotations, Place
from unreader.model import Address
from unreader.tui.confirm import Confirm
from unreader.tui.document_pane import ReadingPane
from unreader.tui.history_screen import HistoryScreen
from unreader.tui.reading_screen import ReadingScreen

PP3, OP5 = Address("A/RES/78/229", "pp3", "zh"), Address("A/RES/78/229", "op5", "zh")
PLACE = Place("一段文字", language="zh")


def topics(root: Path) -> dict[str, tuple[str, ...]]:
    with Annotations(root / "annotations") as annotations:
        return {one.address.path: one.topics for one in annotations.all()}


async def test_changes_are_read_undone_done_again_and_gone_back_to(library_root: Path) -> None:
    with Annotations(library_root / "annotations", author="Somebody [else]") as annotations:
        annotations.tag(PP3, "trafficking", PLACE)
        annotations.tag(OP5, "environment", PLACE)
        annotations.note(OP5, "a *note*", PLACE)
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "u")
        assert "Undone: a note on A/RES/78/229, para. 5" in messages(app)
        await press(pilot, "ctrl+r")
        assert "Done again: a note on A/RES/78/229, para. 5" in messages(app)
        await press(pilot, "ctrl+r")
        assert "Nothing to do again" in messages(app)
        await press(pilot, "N")
        await type_text(pilot, "the whole")
        await press(pilot, "escape")
        await press(pilot, "home")
        assert "the whole" in screen_text(app)

        await press(pilot, "U")
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        assert "Somebody [else]" in screen_text(app)
        assert "4 changes" in screen_text(app)
        await press(pilot, "j")
        beside = pane_text(screen.query_one("#change", ReadingPane))
        assert "para.5" in beside
        assert "✎a*note*" in beside
        await press(pilot, "u", "u")
        assert screen_text(app).count("undone") >= 2
        await press(pilot, "ctrl+r", "ctrl+r", "G", "r")
        assert isinstance(app.screen, Confirm)
        assert "These 2 would be as they were then" in screen_text(app)
        assert "− environment" in screen_text(app)
        await press(pilot, "n")
        assert topics(library_root) == {"pp3": ("trafficking",), "op5": ("environment",), "": ()}
        await press(pilot, "r", "y")
        assert topics(library_root) == {"pp3": ("trafficking",)}
        assert "5 changes" in screen_text(app)
        await press(pilot, "u")
        assert topics(library_root) == {"pp3": ("trafficking",), "op5": ("environment",), "": ()}
        await press(pilot, "home", "r")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "escape", "j", "j", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.text.focus_key == "op5"
