"""How the page is set: the measure, centred or left, footnotes in place; kept between runs."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.reader import hold, messages, pane_text, press, reading
from unreader.breaking import cells
from unreader.tui.app import ReaderApp
from unreader.tui.document.document_pane import DocumentText

#: A paragraph with a footnote that cites; the paragraph after it has none.
NOTED = "A/79/459#draft3/pp8"


def text_pane(app: ReaderApp) -> DocumentText:
    return app.screen.query_one("#text", DocumentText)


def longest_line(app: ReaderApp) -> int:
    text = text_pane(app)
    return max(cells(text.render_line(row).text.strip("▌▏ ")) for row in range(text.size.height))


def left_edge(app: ReaderApp) -> int:
    row = text_pane(app).render_line(1).text
    return len(row) - len(row.lstrip())


async def test_the_measure_and_where_the_lines_stand(library_root: Path) -> None:
    async with reading(library_root, NOTED, size=(200, 30)) as (app, pilot):
        await press(pilot, "z")
        assert 74 <= longest_line(app) <= 80, "40 Chinese characters, labels not counted"
        assert left_edge(app) > 40
        await press(pilot, "less_than_sign", "less_than_sign")
        assert 66 <= longest_line(app) <= 72
        assert "36" in messages(app)
        await press(pilot, "vertical_line")
        assert left_edge(app) < 3
        await hold(pilot, "greater_than_sign", 40)
        assert longest_line(app) > 150
        assert "wide" in messages(app)
        await hold(pilot, "less_than_sign", 50)
        assert longest_line(app) <= 20
        assert "shorter" in messages(app)
        await press(pilot, "greater_than_sign", "q")
    async with reading(library_root, NOTED, size=(200, 30)) as (app, pilot):
        assert 16 < longest_line(app) <= 24, "as it was left"
        assert left_edge(app) < 3


async def note_rows(app: ReaderApp, pilot: Pilot[int]) -> int:
    await pilot.pause()
    return sum(paragraph.kind == "footnote" for paragraph in text_pane(app).paragraphs)


async def test_footnotes_in_place(library_root: Path) -> None:
    async with reading(library_root, NOTED, size=(120, 40)) as (app, pilot):
        text = text_pane(app)
        place = text.place()
        assert await note_rows(app, pilot) == 0
        assert "第一章，D节" in pane_text(app.screen.query_one("#cards")), "what a hidden note cites is beside it"
        await press(pilot, "f")
        assert await note_rows(app, pilot) == 1
        assert "补编第10号" in pane_text(text)
        assert text.place() == place, "nothing moves"
        await press(pilot, "j", "f")
        assert "no footnote" in messages(app)
        await press(pilot, "k", "f")
        assert await note_rows(app, pilot) == 0
        row = next(y for y in range(40) if "⁶" in text.render_line(y).text)
        drawn = text.render_line(row).text
        await pilot.click("#text", offset=(cells(drawn[: drawn.index("⁶")]), row))
        assert await note_rows(app, pilot) == 1
        await pilot.click("#text", offset=(cells(drawn[: drawn.index("⁶")]), row))
        assert await note_rows(app, pilot) == 0
        await press(pilot, "F")
        assert await note_rows(app, pilot) == 74
        assert text.place() == place
        await press(pilot, "q")
    async with reading(library_root, "A/79/459#draft3/fn6", size=(80, 24)) as (app, pilot):
        assert await note_rows(app, pilot) == 74, "all, as it was left"
        await press(pilot, "F")
        assert await note_rows(app, pilot) == 0
        await press(pilot, "g", *"draft3/fn6", "enter")
        assert text_pane(app).focus_key == "draft3/pp8"
        assert await note_rows(app, pilot) == 1
        assert "补编第10号" in pane_text(text_pane(app))
