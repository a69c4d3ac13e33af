from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reader import press, reading, screen_text
from unreader.library import Library
from unreader.model import Block, Document
from unreader.tui.app import ReaderApp
from unreader.tui.document.contents import contents, whereabouts
from unreader.tui.document.outline import Outline
from unreader.tui.document.outline_pane import OutlinePane
from unreader.tui.frame.bars import KeyBar
from unreader.tui.reading.screen import ReadingScreen


def blocks(*paths: str) -> Document:
    """Blocks by path, kind from the path's last step, with a label where one follows a blank and words after that."""
    made = []
    kinds = {"h": "heading", "t": "title", "pp": "preambular", "op": "operative"}
    for line in paths:
        path, label, words = (*line.split(" "), "", "")[:3]
        made.append(Block(path, kinds.get(path.rpartition("/")[2].rstrip("123456"), "paragraph"), label, words or path))
    return Document("A/X", "zh", "report", "题", tuple(made))


@pytest.mark.parametrize(
    ("paths", "tree"),
    [
        (("h1  决议草案一", "pp1", "op1"), ["0 决议草案一", "1 Preamble pp1", "1 Operative part op1"]),
        (
            ("t1 1. 题", "pp1", "pp2", "op1", "annex/para1", "annex/h1  其一"),
            ["0 1. 题", "1 Preamble pp1", "1 Operative part op1", "1 annex annex/para1", "2 其一 annex/h1"],
        ),
        (
            (
                "t1  报告",
                "h2 一. 甲",
                "h3 A. 乙",
                "h4  丙",
                "h5 B. 丁",
                "h6 二. 戊",
                "draft1/h1  草案一",
                "draft1/h2  题",
            ),
            ["0 报告", "1 一. 甲", "2 A. 乙", "3 丙", "2 B. 丁", "1 二. 戊", "2 草案一 题"],
        ),
        (
            (
                "I/h1  第一章",
                "I/h2  首章",
                "I/h3  甲",
                "I/h4  乙",
                "I.A/h1 A. 节",
                "I.A/draft1/h1  草案",
                "II/h1  次章",
            ),
            ["0 第一章 首章", "1 甲", "1 乙", "2 A. 节", "3 草案", "0 次章"],
        ),
        (("op1", "h1  小题", "op2", "annex/h1  附件"), ["0 Operative part op1", "1 小题 h1", "0 附件 annex/h1"]),
        (("A/op1", "B/op1"), ["0 part A", "1 Operative part", "0 part B", "1 Operative part"]),
        (("para1", "para1/i1", "para2"), []),
        ((), []),
    ],
)
def test_contents(paths: tuple[str, ...], tree: list[str]) -> None:
    found = [f"{entry.depth} {entry.text} {entry.path}" for entry in contents(blocks(*paths))]
    assert len(found) == len(tree), found
    assert all(one.startswith(wanted) for one, wanted in zip(found, tree, strict=True)), found


@pytest.mark.parametrize(("symbol", "texts"), [("A/79/459", 6), ("E/2024/30", 5), ("A/RES/78/229", 1)])
def test_every_text_has_its_parts_and_depths_have_no_gaps(library: Library, symbol: str, texts: int) -> None:
    entries = contents(library.document(symbol, "zh"))
    assert sum(entry.text == "Operative part" for entry in entries) == texts
    assert sum(entry.text == "Preamble" for entry in entries) == texts
    depth = -1
    for entry in entries:
        assert entry.depth <= depth + 1
        depth = entry.depth


def test_where_a_block_stands(library: Library) -> None:
    document = library.document("A/79/459", "zh")
    within = dict(zip((block.path for block in document.blocks), whereabouts(document), strict=True))
    assert within["h4"] == within["h1"] == ()
    assert [words[:2] for words in within["para23"]] == ["二.", "E.", "就A"]
    assert within["para36"][-1].startswith("F. ")
    assert [words[:5] for words in within["draft6/op43"]] == ["三. 第三", "决议草案六"]


def tree(app: ReaderApp) -> OutlinePane:
    return app.screen.query_one(OutlinePane)


def left(app: ReaderApp) -> list[str]:
    """The rows of the tree."""
    rows = tree(app).render_lines(tree(app).content_region.reset_offset)
    return [row.text for row in rows if row.text.strip(" ▌▏")]


async def test_the_tree_follows_folds_and_leads(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op43", size=(140, 40)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        text = screen.pane.text
        await press(pilot, "o")
        assert tree(app).has_focus
        assert tree(app).focus_key == "draft6/op1"
        assert "▾ 三. 第三委员会的建议" in screen_text(app)
        assert screen.query_one(KeyBar).where == "outline"
        await press(pilot, "h", "h")
        assert tree(app).focus_key == "draft6/h1"
        assert left(app)[-1].strip(" ▌▎│").startswith("▸ 决议草案六")
        await press(pilot, "h", "h")
        assert "▸ 三. 第三委员会的建议" in screen_text(app)
        await press(pilot, "l", "l", "enter")
        assert text.has_focus
        assert text.focus_key == "draft1/h1"
        await press(pilot, "5", "0", "j")
        assert tree(app).focus_key == "draft2/pp1"
        await press(pilot, "g", "g")
        assert tree(app).focus_key == "h4"
        app.open_document("A/RES/78/229", "zh")
        await pilot.pause()
        assert "Operative part" in screen_text(app)
        assert not any("决议草案" in row for row in left(app))
        row = next(y for y, line in enumerate(screen_text(app).split("\n")) if "Operative part" in line)
        await pilot.click(OutlinePane, offset=(8, row))
        await pilot.pause()
        assert text.focus_key == "op1"
        share = screen.side.size.width
        await press(pilot, "o")
        assert tree(app).has_focus
        await press(pilot, "escape")
        assert text.has_focus
        await press(pilot, "o", "o")
        assert not screen.query(OutlinePane)
        assert screen.side.size.width > share
        await press(pilot, "o", "x", "q")
    async with reading(library_root, size=(140, 40)) as (app, pilot):
        await pilot.pause()
        assert tree(app).display
        assert app.screen.focused is not tree(app)
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        assert not tree(app).display


async def test_where_there_is_no_room_it_is_a_window(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#draft6/op43", size=(80, 24)) as (app, pilot):
        await press(pilot, "o")
        assert isinstance(app.screen, Outline)
        assert "决议草案五" in screen_text(app)
        await press(pilot, "k", "k", "k", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.text.focus_key == "draft5/op1"
