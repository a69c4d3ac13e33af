"""Tagging at speed: the modes, repeating, ranges, suggestions, on the real documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import cell_of, drag, messages, pane_text, press, reading, screen_text
from unreader.annotating import Annotations
from unreader.model import Address
from unreader.tui.annotating.word_steps import clauses, words
from unreader.tui.app import ReaderApp
from unreader.tui.reading.screen import ReadingScreen
from unreader.tui.reading.tagging_mode import TaggingMode

GOLD = Path(__file__).parent.parent / "data" / "annotating" / "gold_tags.json"
LETTERS = {"trafficking": "t", "cybercrime": "c", "environment": "e"}


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is copied, in place of the clipboard."""
    texts: list[str] = []
    monkeypatch.setattr(ReaderApp, "copy_to_clipboard", lambda _app, text: texts.append(text))
    return texts


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
    async with reading(library_root, "A/RES/78/229#h1", size=(80, 24)) as (app, pilot):
        assert reader(app).side.display
        assert not reader(app).has_class("-without-side")
        await press(pilot, "T")
        # Where panes are stacked the text has the whole screen while one tags.
        assert reader(app).has_class("-without-side")
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
        assert not reader(app).has_class("-without-side")
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
        # Undoing takes dismissals back too, and nothing that was done before them.
        await press(pilot, "minus", "u")
        assert "dismissing a suggestion" in screen_text(app)
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


async def test_a_range_is_tagged_as_one_change_and_copied_with_its_citation(
    library_root: Path, copied: list[str]
) -> None:
    async with reading(library_root, "A/RES/78/229#op60") as (app, pilot):
        await press(pilot, "3", "t")
        assert "(3)" in screen_text(app)
        await press(pilot, "c", "escape")
        assert tagged(library_root, "A/RES/78/229") == {f"op{n}": {"cybercrime"} for n in (60, 61, 62)}
        await press(pilot, "u")
        assert tagged(library_root, "A/RES/78/229") == {}
        # Two more, one less; a topic's letter tags them all, t asks.
        await press(pilot, "V", "j", "j", "k", "e")
        assert tagged(library_root, "A/RES/78/229") == {f"op{n}": {"environment"} for n in (60, 61)}
        assert not app.screen.query("ModeBar")
        assert reader(app).pane.text.selected_text() == ""
        await press(pilot, "V", "k", "t", "t", "escape")
        assert tagged(library_root, "A/RES/78/229")["op60"] == {"environment", "trafficking"}
        await press(pilot, "u", "u")
        assert tagged(library_root, "A/RES/78/229") == {}
        await press(pilot, "V", "j", "j", "y")
        assert copied == ["大会第78/229号决议，第60至62段"]
        await press(pilot, "full_stop")
        assert set(tagged(library_root, "A/RES/78/229").values().__iter__().__next__()) == {
            "environment",
            "trafficking",
        }


async def test_words_are_selected_by_keyboard_tagged_noted_and_copied(library_root: Path, copied: list[str]) -> None:
    address = Address("E/RES/2021/20", "annex/para87", "zh")
    async with reading(library_root, str(address)) as (app, pilot):
        text = reader(app).pane.focused_block.text  # type: ignore[union-attr]
        # 采取有效措施防止和打击影响环境的犯罪，例如…: past 采取有效措施防止, 和; then 打击影响环境, drawn out.
        await press(pilot, "v", "c")
        assert "Nothing is selected yet" in screen_text(app)
        await press(pilot, "w", "w", "v", "w")
        (key, start, end) = reader(app).pane.text.selected_span or ("", 0, 0)
        assert (key, text[start:end]) == ("annex/para87", "打击影响环境")
        await press(pilot, "right", "shift+right", "left", "e")
        span = (start, end + 1)
        assert [tag.topic for tag in app.notebook.at(address, span).tags] == ["environment"]
        assert not app.screen.query("ModeBar")
        await press(pilot, "v", "right_parenthesis", "shift+down", "n", *"so", "escape")
        noted = [one for one in app.notebook.on(address).spans if one.note == "so"]
        assert [one.quote for one in noted] == [text[text.index("，") + 1 : text.index("，", text.index("，") + 1) + 1]]
        await press(pilot, "shift+right", "shift+right", "y")
        assert copied == [f"“{text[:3]}”（联合国经济及社会理事会第2021/20号决议，附件，第87段）"] or copied[
            0
        ].startswith("“")
        await press(pilot, "shift+right", "t", "c", "escape")
        assert [tag.topic for tag in app.notebook.at(address, (0, 2)).tags] == ["cybercrime"]
        # What is selected with the mouse is tagged, noted and copied too, from either end.
        other = Address("E/RES/2021/20", "annex/para86", "zh")
        words = app.library.blocks_at(other)[0].text[3:9]
        await press(pilot, "k", "j")
        (x, y), copied[:] = cell_of(app, words), []
        await drag(pilot, (x, y), (x + 10, y))
        assert reader(app).pane.text.focus_key == "annex/para86"
        await press(pilot, "t", "c", "escape")
        await drag(pilot, (x + 10, y), (x, y))
        await press(pilot, "n", *"why", "escape")
        await drag(pilot, (x, y), (x + 10, y))
        await press(pilot, "y")
        (one,) = app.notebook.on(other).spans
        assert (one.quote, [tag.topic for tag in one.tags], one.note) == (words, ["cybercrime"], "why")
        assert words in copied[0]


async def test_the_style_is_asked_for_shown_and_kept(library_root: Path, copied: list[str]) -> None:
    async with reading(library_root, "A/RES/78/229#op12") as (app, pilot):
        await press(pilot, "Y")
        shown = "".join(screen_text(app).split())
        for part in ("UNGARes78/229(19December2023)UNDocA/RES/78/229,para12", "G.A.Res.78/229,¶12", "联合国大会"):
            assert part in shown
        await press(pilot, "down", "down", "space")
        assert "“鼓励会员国" in screen_text(app)
        await press(pilot, "space", "enter")
        assert copied.pop() == "UNGA Res 78/229 (19 December 2023) UN Doc A/RES/78/229, para 12"
        await press(pilot, "y")
        assert copied.pop() == "UNGA Res 78/229 (19 December 2023) UN Doc A/RES/78/229, para 12"
        await press(pilot, "Y", "l", "l", "1")
        assert copied.pop() == "General Assembly resolution 78/229, para. 12"
        await press(pilot, "Y", "l", "l", "space", "1")
        assert copied.pop().endswith("”（大会第78/229号决议，第12段）")
        await press(pilot, "q")
    async with reading(library_root, "A/RES/78/229#op12") as (app, pilot):
        await press(pilot, "y")
        assert copied.pop().endswith("”（大会第78/229号决议，第12段）")


def test_words_and_clauses() -> None:
    text = "又重申大会A/RES/70/1号决议的twenty-five项目标，并 so on."
    assert [text[start:end] for start, end in words(text)] == [
        "又", "重申大会", "A/RES/70/1", "号决议", "的", "twenty-five", "项目标", "并", "so", "on",
    ]  # fmt: skip
    text = "甲，乙；丙 丁.\n3.5 to, so"
    assert [text[start:end] for start, end in clauses(text)] == [
        "甲，",
        "乙；",
        "丙 丁.",
        "3.5 to,",
        "so",
    ]
