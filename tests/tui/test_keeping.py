"""The screens that keep annotations in order: the history of changes, the review of anchors, the codebook."""

from __future__ import annotations

from pathlib import Path

from tests.tui.reader import messages, pane_text, press, reading, screen_text, text_only, type_text, window_message
from unreader.annotating import Annotations, Place
from unreader.annotating.codebook import Codebook
from unreader.library import Library
from unreader.model import Address
from unreader.tui.annotating.codebook_screen import CodebookScreen
from unreader.tui.annotating.history_screen import HistoryScreen
from unreader.tui.annotating.review_screen import ReviewScreen
from unreader.tui.frame.confirm import Confirm
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.reading.screen import ReadingScreen

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


def told(root: Path) -> dict[str, tuple[str, str]]:
    """Where the annotations stand, by note: the path and the state of the anchor."""
    with Annotations(root / "annotations") as annotations:
        return {one.note: (one.address.path, one.anchor.state) for one in annotations.all()}


async def test_annotations_whose_text_has_changed_are_reviewed(library_root: Path) -> None:
    document = Library(library_root).document("A/RES/78/229")
    blocks = {block.path: block for block in document.blocks}
    old = {
        "op70": blocks["op70"].text.replace("会员国", "各国", 1),
        "op30": "一段早已删去的文字，与任何其他段落都不相像，谈的是月球上的农业。",
        "pp3": blocks["pp3"].text,
    }
    with Annotations(library_root / "annotations", author="A") as annotations:
        for path, text in old.items():
            annotations.note(Address(document.symbol, path, "zh"), path, Place(text, language="zh"))
        annotations.tag(Address(document.symbol, "op70", "zh"), "environment")
    async with reading(library_root, "A/RES/78/229#op70") as (app, pilot):
        # Nobody has looked for them yet: the paragraph and the footer tell.
        assert "≟toreview" in text_only(app)
        assert "R 2 to review" in screen_text(app)
        await press(pilot, "R")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        for _turn in range(200):
            await pilot.pause(0.02)
            if screen._waiting:
                break
        shown = text_only(app)
        assert "Toreview" in shown
        assert "1of2" in shown
        assert "theparagraphhasbeenedited" in shown
        assert "各国" in shown
        marks = [(one.text[m.start : m.end], m.style) for one in screen._pane.paragraphs for m in one.marks]
        assert ("各", "removed") in marks
        assert ("会员", "added") in marks
        await press(pilot, "enter")
        assert told(library_root)["op70"] == ("op70", "kept")
        assert "notinthetextanymore" in text_only(app)
        await press(pilot, "u")
        assert "1of2" in text_only(app)
        await press(pilot, "ctrl+r", "c")
        assert "There is no place to confirm" in messages(app)
        await press(pilot, "g")
        await type_text(pilot, "op31")
        await press(pilot, "enter")
        assert told(library_root)["op30"] == ("op31", "kept")
        assert "Nothing waits" in screen_text(app)
        await press(pilot, "u", "x")
        assert "op30" not in told(library_root)
        await press(pilot, "u", "n", "N")
        assert told(library_root)["op30"] == ("op30", "lost")
        await press(pilot, "escape")
        assert isinstance(app.screen, ReadingScreen)
        assert "R 1 to review" in screen_text(app)
        await pilot.click("KeyBar", offset=(3, 0))
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "o", "escape")
        assert "≟toreview" not in text_only(app)


def ids(root: Path) -> list[str]:
    return [topic.path for topic in Codebook.open(root / "annotations" / "topics.toml").topics]


async def test_the_codebook_is_read_and_changed(library_root: Path) -> None:
    before = (library_root / "annotations" / "topics.toml").read_text("utf-8")
    with Annotations(library_root / "annotations", author="A") as annotations:
        annotations.tag(PP3, "trafficking", Place("采矿", language="zh"))
        annotations.tag(OP5, ["environment", "trafficking"], Place("采伐", language="zh"))
    async with reading(library_root, str(PP3)) as (app, pilot):
        await press(pilot, "B")
        screen = app.screen
        assert isinstance(screen, CodebookScreen)
        beside = screen.query_one("#topic", ReadingPane)
        assert "⇄ Trafficking and smuggling  trafficking  2" in screen_text(app)
        assert "10 topics" in screen_text(app)
        assert "Whennot" in pane_text(beside)
        # A note on a topic.
        await press(pilot, "n")
        await type_text(pilot, "ask *twice*")
        await press(pilot, "escape")
        assert "ask*twice*" in pane_text(beside)
        # A new one under it, then what it says of itself; a letter that is taken is refused.
        await press(pilot, "A")
        await type_text(pilot, "waste")
        await press(pilot, "down", "down")
        await type_text(pilot, "Waste")
        await press(pilot, "enter")
        assert "trafficking/waste" in ids(library_root)
        assert screen._tree.focus_key == "trafficking/waste"
        await press(pilot, "e", "down")
        await type_text(pilot, "!")
        await press(pilot, "down")
        await press(pilot, "backspace")
        await type_text(pilot, "p")
        await press(pilot, "enter")
        assert "have the same letter, p" in window_message(app)
        await press(pilot, "escape")
        # Split by words, looked at first.
        await press(pilot, "home", "s")
        await type_text(pilot, "mining")
        await press(pilot, "down")
        await type_text(pilot, "采矿")
        await press(pilot, "enter")
        assert isinstance(app.screen, Confirm)
        assert "1 annotation changes" in screen_text(app)
        await press(pilot, "y")
        assert topics(library_root) == {"pp3": ("trafficking/mining",), "op5": ("environment", "trafficking")}
        # Renamed, moved to the top, merged, deleted.
        await press(pilot, "r", *["backspace"] * 6)
        await type_text(pilot, "ores")
        await press(pilot, "enter", "y")
        assert topics(library_root)["pp3"] == ("trafficking/ores",)
        await press(pilot, "m", "enter", "y")
        assert topics(library_root)["pp3"] == ("ores",)
        assert screen._tree.focus_key == "ores"
        await press(pilot, "M", "end", "enter", "y")
        assert topics(library_root)["pp3"] == ("environment",)
        assert screen._tree.focus_key == "environment"
        await press(pilot, "d")
        assert "2 annotations change. 1 of them has nothing else on it, and goes." in screen_text(app)
        await press(pilot, "y")
        assert topics(library_root) == {"op5": ("trafficking",)}
        assert "environment" not in ids(library_root)
        # All of it back.
        await press(pilot, *["u"] * 6)
        await press(pilot, "u")
        assert (library_root / "annotations" / "topics.toml").read_text("utf-8") == before
        assert topics(library_root) == {"pp3": ("trafficking",), "op5": ("environment", "trafficking")}
        assert "ask*twice*" not in pane_text(beside)
        # An edit by hand is seen, and so is trouble in it, with its line.
        file = library_root / "annotations" / "topics.toml"
        file.write_text(before + "\n[corruption]\nname.en = 'Corruption'\n", "utf-8")
        app._poll()
        await pilot.pause()
        assert "Corruption" in screen_text(app)
        file.write_text(before + "\n[corruption]\nletter = 'xy'\n", "utf-8")
        app._poll()
        await pilot.pause()
        line = before.count("\n") + 3
        assert f"line {line}: the letter of [corruption]" in messages(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ReadingScreen)


async def test_a_note_on_a_citation_is_on_its_words(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#pp4") as (app, pilot):
        await press(pilot, "tab", "n")
        await type_text(pilot, "on the citation")
        await press(pilot, "escape")
        with Annotations(library_root / "annotations") as annotations:
            (one,) = annotations.all()
        reader = app.screen
        assert isinstance(reader, ReadingScreen)
        words = reader.side.chosen()[0].quote
        assert (one.note, one.quote, one.whole) == ("on the citation", words, False)
        assert f"“{words}”onthecitation" in text_only(app)
