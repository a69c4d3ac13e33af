"""Tagging at speed: the modes, repeating, ranges, suggestions, on the real documents."""

from __future__ import annotations

import json
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.reader import messages, pane_text, press, reading, screen_text
from unreader.annotating import Annotations
from unreader.tui.app import ReaderApp
from unreader.tui.reading_screen import ReadingScreen
from unreader.tui.tagging_mode import TaggingMode

GOLD = Path(__file__).parent.parent / "data" / "annotating" / "gold_tags.json"
LETTERS = {"trafficking": "t", "cybercrime": "c", "environment": "e"}


def tagged(root: Path, symbol: str) -> dict[str, set[str]]:
    """What the store has, as another program sees it."""
    with Annotations(root / "annotations") as annotations:
        return {one.address.path: set(one.topics) for one in annotations.of_document(symbol)}


def reader(app: ReaderApp) -> ReadingScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    return screen


async def test_forty_paragraphs_are_decided_with_few_keys(library_root: Path) -> None:
    """A session on a real text, decided as people who took care have tagged it."""
    gold = {row["address"]: row["topics"] for row in json.loads(GOLD.read_text("utf-8"))}
    async with reading(library_root, "A/RES/78/229#op40") as (app, pilot):
        keys = 0
        await press(pilot, "T")
        paths = reader(app).taggable()
        begin = paths.index("op40")
        wanted: dict[str, set[str]] = {}
        for path in paths[begin : begin + 40]:
            assert reader(app).pane.text.focus_key == path
            topics = gold.get(f"A/RES/78/229#{path}", [])
            letters = [LETTERS[topic] for topic in topics]
            await pilot.press(*(letter.upper() for letter in letters[:-1]), letters[-1] if letters else "space")
            keys += max(1, len(letters))
            if topics:
                wanted[path] = set(topics)
        assert len(wanted) > 12
        assert tagged(library_root, "A/RES/78/229") == wanted
        assert keys <= 40 * 1.2
        assert "80/178" not in screen_text(app)
        await press(pilot, "escape")
        assert not app.screen.query(TaggingMode)
        assert app.focused is reader(app).pane.text


async def found(app: ReaderApp, pilot: Pilot[int]) -> None:
    """Wait until suggestions are there."""
    for _turn in range(500):
        await pilot.pause(0.005)
        document = reader(app).pane.document
        if document is not None and reader(app).suggested.of(document.symbol, document.language):
            break
    await pilot.pause()


async def test_keys_of_the_tagging_mode(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#h1") as (app, pilot):
        await press(pilot, "T")
        text = reader(app).pane.text
        assert text.focus_key == "pp1"
        assert "t ⇄ trafficking" in screen_text(app)
        # A wrong letter is undone, and one is back at the paragraph.
        await press(pilot, "e")
        assert text.focus_key == "pp2"
        await press(pilot, "u")
        assert text.focus_key == "pp1"
        assert tagged(library_root, "A/RES/78/229") == {}
        # Capitals stay and toggle; the last tagging is repeated whole.
        await press(pilot, "C", "E", "P", "P", "space", "full_stop")
        assert tagged(library_root, "A/RES/78/229") == {
            "pp1": {"cybercrime", "environment"},
            "pp2": {"cybercrime", "environment"},
        }
        assert text.focus_key == "pp3"
        await press(pilot, "backspace", "delete")
        assert tagged(library_root, "A/RES/78/229") == {"pp1": {"cybercrime", "environment"}}
        await press(pilot, "k", "right_square_bracket")
        assert text.focus_key == "pp2"
        await press(pilot, "z")
        assert "z means nothing" in screen_text(app)
        await press(pilot, "n", *"see", "escape", "j", "t")
        assert tagged(library_root, "A/RES/78/229")["pp3"] == {"trafficking"}
        # Letters that keep their meaning outside are not obeyed here, control keys are.
        await press(pilot, "q", "escape")
        await press(pilot, "full_stop")
        assert tagged(library_root, "A/RES/78/229")["pp4"] == {"trafficking"}


async def test_suggestions_are_shown_accepted_and_dismissed_for_good(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op70") as (app, pilot):
        text = reader(app).pane.text
        assert "?✿Environment" not in pane_text(text)
        await press(pilot, "asterisk")
        await found(app, pilot)
        assert "?✿Environment" in pane_text(text)
        assert tagged(library_root, "A/RES/78/229") == {}
        await press(pilot, "T", "question_mark")
        assert any(mark.style == "hit" for mark in text.paragraph("op70").marks)  # type: ignore[union-attr]
        assert "←" in screen_text(app)
        await press(pilot, "enter")
        assert tagged(library_root, "A/RES/78/229")["op70"] >= {"environment"}
        assert not any(mark.style == "hit" for mark in text.paragraph("op70").marks)  # type: ignore[union-attr]
        await press(pilot, "backspace", "delete", "minus")
        assert "Dismissed" in screen_text(app)
        assert not text.paragraph("op70").badges  # type: ignore[union-attr]
        await press(pilot, "minus")
        assert text.paragraph("op70").badges  # type: ignore[union-attr]
        await press(pilot, "minus", "right_curly_bracket")
        assert text.focus_key != "op70"
        with Annotations(library_root / "annotations") as annotations:
            assert ("A/RES/78/229#op70", "environment") in annotations.decisions.rejected()
    async with reading(library_root, "A/RES/78/229#op71") as (app, pilot):
        await press(pilot, "asterisk")
        await found(app, pilot)
        assert not reader(app).pane.text.paragraph("op70").badges  # type: ignore[union-attr]
        assert messages(app)


async def test_one_change_for_several_paragraphs(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op60") as (app, pilot):
        reader(app).action_tag(3)
        await pilot.pause()
        assert "(3)" in screen_text(app)
        await press(pilot, "c", "escape")
        assert tagged(library_root, "A/RES/78/229") == {f"op{n}": {"cybercrime"} for n in (60, 61, 62)}
        await press(pilot, "u")
        assert tagged(library_root, "A/RES/78/229") == {}
