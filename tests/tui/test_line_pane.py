"""The pane of paragraphs: what it draws, where the focus goes, what stays in place, what is sent out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.pilot import Pilot
from textual.selection import Selection
from textual.strip import Strip

from tests.tui.reader import drag
from unreader.breaking import cells, use_ambiguous_width
from unreader.tui.page.line_pane import Badge, Callout, LinePane, Mark, Paragraph

TEXT = Path(__file__).parent.parent.parent / "texts" / "A_RES_78_229.zh.txt"
LONG = "重申其关于打击为犯罪目的使用信息和通信技术行为的决议，" * 30


def sample(count: int = 40, **given: object) -> list[Paragraph]:
    lines = [line.strip() for line in TEXT.read_text(encoding="utf-8").split("\n") if len(line) > 30]
    return [
        Paragraph(f"op{number}", lines[number], "operative", label=f"{number}.", space_before=1, **given)  # type: ignore[arg-type]
        for number in range(1, count + 1)
    ]


class Reader(App[None]):
    """A pane alone, and what it sent."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        super().__init__()
        self.given = paragraphs
        self.sent: list[Message] = []

    def compose(self) -> ComposeResult:
        yield LinePane(self.given)

    @property
    def pane(self) -> LinePane:
        return self.query_one(LinePane)

    def on_rows_pane_focus_moved(self, message: LinePane.FocusMoved) -> None:
        self.sent.append(message)

    def on_line_pane_clicked(self, message: LinePane.Clicked) -> None:
        self.sent.append(message)

    def on_line_pane_activated(self, message: LinePane.Activated) -> None:
        self.sent.append(message)

    def on_line_pane_span_selected(self, message: LinePane.SpanSelected) -> None:
        self.sent.append(message)

    def keys_moved_to(self) -> list[object]:
        return [message.key for message in self.sent if isinstance(message, LinePane.FocusMoved)]


def strips(pane: LinePane) -> list[Strip]:
    return [pane.render_line(y) for y in range(pane.size.height)]


def rows(pane: LinePane) -> list[str]:
    return [strip.text.rstrip() for strip in strips(pane)]


def row_with(pane: LinePane, text: str) -> int:
    return next(y for y, row in enumerate(rows(pane)) if text in row)


def cell_of(pane: LinePane, text: str) -> tuple[int, int]:
    """Column and row of a text on the screen."""
    y = row_with(pane, text)
    row = pane.render_line(y).text
    return cells(row[: row.index(text)]), y


def style_of(pane: LinePane, text: str) -> str:
    segment = next(segment for strip in strips(pane) for segment in strip if text in segment.text)
    return str(segment.style)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


# ------------------------------------------------------------------------------------------------- drawing


async def test_labels_hang_in_the_margin_and_lines_are_whole() -> None:
    app = Reader(
        [
            Paragraph("pp1", "大会，", "preambular"),
            Paragraph("op10", "重申" + "决议" * 30, "operative", label="10."),
            Paragraph("op10(a)", "鼓励会员国" * 8, "item", label="(a)", indent=4),
        ]
    )
    async with app.run_test(size=(60, 12)):
        drawn = rows(app.pane)
        assert drawn[0].endswith("大会，")
        assert drawn[1].startswith("   10. 重申")
        assert drawn[2].startswith(" " * 7 + "议决")
        assert "       (a) 鼓励" in drawn[4]
        assert drawn[5].startswith(" " * 11)
        assert drawn[5][11] != " "


async def test_a_label_wider_than_the_margin_runs_into_the_first_line() -> None:
    app = Reader(
        [
            Paragraph("a", "大会决定" * 20, "operative", label="1."),
            Paragraph("b", "建议大会" * 20, "heading", label="决议草案三"),
            Paragraph("c", "建议大会" * 20, "heading", label="一个比半行还要长得多的标签，自己占一行才好看"),
        ]
    )
    async with app.run_test(size=(50, 20)):
        assert rows(app.pane)[row_with(app.pane, "决议草案三")].strip().startswith("决议草案三 建议大会")
        assert rows(app.pane)[row_with(app.pane, "自己占一行")].strip() == app.given[2].label


async def test_one_label_much_wider_than_the_others_takes_no_room_from_them() -> None:
    app = Reader([Paragraph("t", "加强方案" * 20, "title", label="78/229."), *sample(40)])
    async with app.run_test(size=(60, 20)):
        assert "   78/229. 加强" in rows(app.pane)[0].replace("▌", " ")
        assert rows(app.pane)[row_with(app.pane, " 1. ")].startswith("    1. ")


@pytest.mark.parametrize("width", [2, 5, 9])
async def test_a_tiny_pane_draws_what_it_can(width: int) -> None:
    app = Reader(sample(5, badges=(Badge("宽宽", "tag"),), indent=8))
    async with app.run_test(size=(width, 3)) as pilot:
        await press(pilot, "j", "G", "home")
        assert all(strip.cell_length == app.pane.size.width for strip in strips(app.pane))


@pytest.mark.parametrize("width", [20, 33, 60, 80, 119])
@pytest.mark.parametrize("ambiguous", [1, 2])
async def test_every_strip_is_as_wide_as_the_pane(width: int, ambiguous: int) -> None:
    paragraphs = [
        Paragraph(
            number,
            paragraph.text,
            "operative",
            label=f"{number}.",
            badges=tuple(Badge("◆", "topic-1", "贩运人口") for _ in range(number % 5)),
            callouts=((len(paragraph.text) // 2, "12"),),
            indent=number % 3 * 4,
            marks=(Mark(3, 9, "citation"), Mark(5, 14, "emphasis")),
        )
        for number, paragraph in enumerate(sample(12))
    ]
    use_ambiguous_width(ambiguous)
    try:
        app = Reader(paragraphs)
        async with app.run_test(size=(width, 30)):
            for strip in strips(app.pane):
                assert sum(cells(segment.text) for segment in strip) == app.pane.size.width == strip.cell_length
    finally:
        use_ambiguous_width(1)


async def test_the_whole_text_is_drawn_once() -> None:
    app = Reader(sample(20))
    async with app.run_test(size=(50, 200)):
        drawn = "".join("".join(rows(app.pane)).split())
        assert drawn.replace("▌", "").replace("▏", "") == "".join(
            "".join((p.label + p.text).split()) for p in app.given
        )


async def test_nothing_that_a_terminal_obeys_reaches_it() -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07大会\x9b31m\t\u202e重申\r\x00"
    app = Reader(
        [
            Paragraph(
                "a", evil, "operative", label="\x1b[2J", badges=(Badge("\x1b", "tag", evil),), callouts=((3, "\x1b["),)
            ),
            Paragraph("b", evil, evil, label=evil, marks=(Mark(0, 4, evil, "x"),)),
        ]
    )
    async with app.run_test(size=(60, 20)):
        drawn = "".join(strip.text for strip in strips(app.pane))
        assert "␛]52;c;ZXZpbA==␇大会" in drawn
        assert "␦重申␍␀" in drawn
        assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0x202A <= ord(char) < 0x202F for char in drawn)


async def test_callouts_are_drawn_raised_behind_their_word() -> None:
    app = Reader([Paragraph("a", "根据《公约》，鼓励", "operative", callouts=((6, "5"), (9, "a"), (0, "*")))])
    async with app.run_test(size=(60, 5)):
        assert rows(app.pane)[0].endswith("*根据《公约》⁵，鼓励ᵃ")


async def test_line_feeds_part_lines() -> None:
    app = Reader([Paragraph("a", "一\n\n二", "note")])
    async with app.run_test(size=(40, 5)):
        assert [row.strip("▌ ") for row in rows(app.pane)[:3]] == ["一", "", "二"]


async def test_badges_show_as_sign_and_text() -> None:
    app = Reader(
        [
            Paragraph("a", "大会" * 40, "operative", label="1.", badges=(Badge("◆", "topic-1"), Badge("✎", "note"))),
            Paragraph("b", "短", "operative", badges=(Badge("◆", "topic-1", "贩运"), Badge("✎", "note", "注"))),
            Paragraph("c", "大会" * 13, "operative", badges=(Badge("◆", "topic-1", "网络犯罪"),)),
        ]
    )
    async with app.run_test(size=(60, 12)):
        drawn = rows(app.pane)
        assert drawn[0].startswith("▌◆ 1. 大会")
        assert drawn[1].startswith("▌✎")
        assert "短 ◆ 贩运 ✎ 注" in "\n".join(drawn)
        assert drawn[row_with(app.pane, "网络犯罪")].strip() == "◆ 网络犯罪", (
            "on a row of its own where it does not fit"
        )


async def test_styles_are_told_apart_without_colour() -> None:
    app = Reader(
        [
            Paragraph("h", "序言", "heading"),
            Paragraph(
                "a",
                "重申大会第78/229号决议和公约",
                "operative",
                label="1.",
                marks=(Mark(0, 2, "emphasis"), Mark(4, 12, "citation", "A/RES/78/229"), Mark(13, 15, "no-such-style")),
            ),
        ]
    )
    async with app.run_test(size=(60, 6)):
        assert "bold" in style_of(app.pane, "序言")
        assert "bold" in style_of(app.pane, "重申")
        assert "underline" in style_of(app.pane, "78/229")
        assert style_of(app.pane, "公约").split(" on ")[0] == style_of(app.pane, "大会").split(" on ")[0]
        app.pane.highlight("A/RES/78/229")
        assert "reverse" in style_of(app.pane, "78/229")
        app.pane.highlight()
        assert "reverse" not in style_of(app.pane, "78/229")


async def test_the_bar_tells_the_focused_paragraph_and_pane() -> None:
    class Two(App[None]):
        def compose(self) -> ComposeResult:
            yield LinePane(sample(3), id="left")
            yield LinePane(sample(3), id="right")

    app = Two()
    async with app.run_test(size=(60, 30)) as pilot:
        left, right = app.query_one("#left", LinePane), app.query_one("#right", LinePane)
        assert rows(left)[1][0] == "▌"
        assert rows(right)[1][0] == "▏"
        await press(pilot, "tab")
        assert rows(left)[1][0] == "▏"
        assert rows(right)[1][0] == "▌"


async def test_the_measure_bounds_the_lines() -> None:
    app = Reader([Paragraph("a", "会" * 300, "operative")])
    async with app.run_test(size=(140, 20)) as pilot:
        assert rows(app.pane)[1].strip("▌ ") == "会" * 40
        left = cells(rows(app.pane)[1]) - 80
        assert 25 <= left <= 32, "in the middle"
        app.pane.centred = False
        await pilot.pause()
        assert rows(app.pane)[1].startswith("▌  会")
        app.pane.measure = 30
        await pilot.pause()
        assert rows(app.pane)[1].strip("▌ ") == "会" * 15


# --------------------------------------------------------------------------------------------------- focus


async def test_focus_moves_by_paragraph_and_passes_over_what_cannot_have_it() -> None:
    paragraphs = sample(6)
    paragraphs[1] = Paragraph("line", "——", "hint", focusable=False)
    app = Reader(paragraphs)
    async with app.run_test(size=(60, 40)) as pilot:
        assert app.pane.focus_key == "op1"
        await press(pilot, "j")
        assert app.pane.focus_key == "op3"
        await press(pilot, "down", "k", "up")
        assert app.pane.focus_key == "op1"
        await press(pilot, "k")
        assert app.pane.focus_key == "op1"
        assert app.keys_moved_to()[-1] == "op1"
        await press(pilot, "enter")
        assert isinstance(app.sent[-1], LinePane.Activated)
        assert app.sent[-1].key == "op1"


async def test_a_pane_in_which_nothing_can_have_the_focus_scrolls() -> None:
    app = Reader(sample(40, focusable=False))
    async with app.run_test(size=(60, 15)) as pilot:
        for key, row in (("j", 1), ("j", 2), ("k", 1), ("space", 14), ("home", 0), ("end", app.pane.max_scroll_y)):
            await press(pilot, key)
            assert app.pane.scroll_offset.y == row
        assert app.pane.focus_key is None
        assert not app.sent


async def test_a_tall_paragraph_scrolls_before_the_focus_moves_on() -> None:
    app = Reader(
        [Paragraph("a", "前", "operative"), Paragraph("b", LONG, "operative"), Paragraph("c", "后", "operative")]
    )
    async with app.run_test(size=(60, 12)) as pilot:
        height = app.pane.virtual_size.height
        await press(pilot, "j")
        assert app.pane.place() == ("b", 0)
        seen = [app.pane.scroll_offset.y]
        while app.pane.focus_key == "b":
            await press(pilot, "j")
            seen.append(app.pane.scroll_offset.y)
        assert all(0 <= after - before <= 10 for before, after in pairwise(seen))
        assert seen[-2] >= height - 1 - 12, "read to its end before the focus moved"
        assert app.pane.focus_key == "c"
        await press(pilot, "k")
        assert app.pane.focus_key == "b"
        assert app.pane.scroll_offset.y == seen[-1], "from below, its end is shown first"
        while app.pane.focus_key == "b":
            await press(pilot, "k")
            seen.append(app.pane.scroll_offset.y)
        assert all(abs(after - before) <= 10 for before, after in pairwise(seen))
        assert app.pane.place() == ("a", 0)


async def test_a_tall_paragraph_entered_from_below_shows_its_end() -> None:
    app = Reader([Paragraph("a", LONG, "operative"), Paragraph("b", LONG, "operative")])
    async with app.run_test(size=(60, 12)) as pilot:
        app.pane.focus_paragraph("b", align="top")
        await press(pilot, "k")
        key, row = app.pane.place()
        assert key == "a"
        assert row == 12 - app.pane.virtual_size.height // 2


async def test_the_focused_paragraph_is_always_in_sight() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 15)) as pilot:
        for key in ["j"] * 45 + ["k"] * 30 + ["space", "j", "pageup", "k", "ctrl+d", "ctrl+u", "G", "k", "home"]:
            await pilot.press(key)
            assert any("▌" in row for row in rows(app.pane)), key
        assert app.pane.place() == ("op1", 1)


async def test_pages_overlap_and_take_the_focus_along() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 20)) as pilot:
        before = rows(app.pane)
        await press(pilot, "space")
        after = rows(app.pane)
        assert [row.lstrip("▌") for row in before[-2:]] == [row.lstrip("▌") for row in after[:2]]
        assert app.pane.focus_key != "op1"
        await press(pilot, "pageup")
        assert app.pane.scroll_offset.y == 0
        assert app.pane.focus_key == "op1"
        await press(pilot, "end")
        assert app.pane.focus_key == "op40"
        assert rows(app.pane)[-1]
        await press(pilot, "pagedown")
        assert app.pane.focus_key == "op40"


async def test_after_the_wheel_the_focus_goes_on_from_what_is_seen() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 15)) as pilot:
        app.pane.scroll_to(y=60)
        await pilot.pause()
        assert app.pane.focus_key == "op1"
        await press(pilot, "j")
        assert app.pane.scroll_offset.y == 60
        assert rows(app.pane)[row_with(app.pane, "▌")]


async def test_focus_by_key() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 21)) as pilot:
        assert app.pane.focus_paragraph("op20", align="top")
        assert app.pane.place() == ("op20", 0)
        assert app.pane.focus_paragraph("op30", align="middle")
        assert 6 <= app.pane.place()[1] <= 10
        assert not app.pane.focus_paragraph("op99")
        await pilot.pause()
        assert app.keys_moved_to()[-1] == "op30"


async def test_scrolling_is_at_once() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 20)):
        app.pane.action_end()
        assert app.pane.scroll_offset.y == app.pane.max_scroll_y
        app.pane.scroll_home()
        assert app.pane.scroll_offset.y == 0


# --------------------------------------------------------------------------------------------------- place


async def test_the_exact_place_comes_back() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 15)) as pilot:
        await press(pilot, *"jjjjjjjjj")
        app.pane.scroll_to(y=app.pane.scroll_offset.y - 2)
        key, row = app.pane.place()
        seen = rows(app.pane)
        app.pane.show([Paragraph("x", "别的", "operative")])
        assert app.pane.place() == ("x", 0)
        app.pane.show(app.given, focus=key, row=row)
        assert rows(app.pane) == seen
        assert app.pane.place() == (key, row)
        app.pane.show(app.given, focus="op12")
        assert app.pane.place() == ("op12", 1), "with the blank row above it"
        app.pane.show(app.given, focus="no such key", row=-7)
        assert app.pane.place() == ("op1", 1)
        app.pane.show([])
        assert app.pane.place() == (None, 0)
        await press(pilot, "j", "k", "space", "G", "home", "enter")


async def test_after_a_resize_the_focused_paragraph_stays_where_it_was() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(100, 30)) as pilot:
        app.pane.focus_paragraph("op20", align="middle")
        place = app.pane.place()
        for width, height in [(60, 30), (40, 30), (120, 30), (100, 24), (100, 30)]:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert app.pane.place() == place
        await pilot.resize_terminal(100, 6)
        await pilot.pause()
        assert any("▌" in row for row in rows(app.pane))


async def test_after_a_resize_the_line_read_in_a_tall_paragraph_stays() -> None:
    text = "".join(f"第{number}句话说到这里，" for number in range(200))
    app = Reader([Paragraph("a", text, "operative"), Paragraph("b", "后", "operative")])
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, "j", "j", "j")
        begins = rows(app.pane)[0].strip("▌ ")[-6:]
        await pilot.resize_terminal(90, 10)
        await pilot.pause()
        assert begins in "".join(row.strip("▌ ") for row in rows(app.pane)[:2])


async def test_a_paragraph_is_replaced_in_place() -> None:
    app = Reader(sample(40))
    async with app.run_test(size=(60, 20)) as pilot:
        app.pane.focus_paragraph("op20", align="middle")
        place = app.pane.place()
        old = app.pane.paragraph("op20")
        assert old is not None
        app.pane.update_paragraph(
            "op20", Paragraph("op20", old.text, old.kind, old.label, badges=(Badge("◆", "topic-1"),))
        )
        assert "▌◆" in "\n".join(rows(app.pane))
        app.pane.update_paragraph("op1", Paragraph("op1", LONG, "operative", "1."))
        await pilot.pause()
        assert app.pane.place() == (place[0], place[1] - 1), "growth above moves nothing; the blank row went"
        with pytest.raises(KeyError):
            app.pane.update_paragraph("op99", old)


async def test_messages_of_focus_overtake_each_other() -> None:
    pane, other = LinePane(), LinePane()
    later = LinePane.FocusMoved(pane, "b")
    assert LinePane.FocusMoved(pane, "a").can_replace(later)
    assert not LinePane.FocusMoved(other, "a").can_replace(later)


# ---------------------------------------------------------------------------------------------------- mouse


def clickable() -> list[Paragraph]:
    return [
        Paragraph("a", "大会，", "preambular"),
        Paragraph(
            "b",
            "重申第78/229号决议和《公约》的规定",
            "operative",
            label="1.",
            marks=(Mark(2, 18, "citation", "outer"), Mark(2, 11, "citation", "inner"), Mark(0, 2, "emphasis")),
            callouts=((11, "4"), (18, "5"), (21, "6")),
        ),
    ]


@pytest.mark.parametrize(
    ("text", "shift", "payload"),
    [
        ("第78/229", 0, "inner"),
        ("第78/229", 1, "inner"),
        ("《公约", 3, "outer"),
        ("重申", 1, None),
        ("⁴", 0, Callout("4")),
        ("⁵", 0, Callout("5")),
        ("⁶", 0, Callout("6")),
        ("规定", 6, None),
    ],
)
async def test_a_click_focuses_and_posts_what_is_there(text: str, shift: int, payload: object) -> None:
    app = Reader(clickable())
    async with app.run_test(size=(60, 8)) as pilot:
        x, y = cell_of(app.pane, text)
        app.sent.clear()
        await pilot.click(LinePane, offset=(x + shift, y))
        await pilot.pause()
        assert app.pane.focus_key == "b"
        clicked = [message for message in app.sent if isinstance(message, LinePane.Clicked)]
        assert [(message.key, message.payload) for message in clicked] == ([("b", payload)] if payload else [])


async def test_lines_after_the_first_hang() -> None:
    speaker = "哥伦比亚驻联合国（维也纳）大使兼常驻代表（代表77国集团加中国）"
    items = [Paragraph(name, speaker, "item", hang=2, marks=(Mark(20, 34, "citation", "inner"),)) for name in "ab"]
    app = Reader(items)
    async with app.run_test(size=(60, 8)) as pilot:
        rows = [app.pane.render_line(row).text for row in range(4)]
        assert rows[2].startswith("   哥伦比亚")
        assert rows[3].startswith("     ")
        assert rows[3][5] != " "
        assert "".join(row.strip() for row in rows[2:]) == speaker
        assert all(cells(row) == 60 for row in rows)
        app.sent.clear()
        await pilot.click(LinePane, offset=cell_of(app.pane, rows[3].strip()[:2]))
        await pilot.pause()
        assert [message.payload for message in app.sent if isinstance(message, LinePane.Clicked)] == ["inner"]
        # Not where a line would be too short.
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert app.pane.render_line(3).text[3] != " "


async def test_dragging_selects_source_text_across_wide_characters_and_lines() -> None:
    text = "重申其一九九一年十二月十八日关于打击为犯罪目的使用信息和通信技术的第46/152号决议，"
    everywhere = (Mark(0, len(text), "citation", "payload"),)
    app = Reader(
        [
            Paragraph("a", text, "operative", label="1.", marks=everywhere),
            Paragraph("b", "又请秘书长", "operative", label="2."),
        ]
    )
    async with app.run_test(size=(40, 10)) as pilot:
        app.sent.clear()
        start, end = cell_of(app.pane, "九九一"), cell_of(app.pane, "信息")
        await drag(pilot, start, end)
        chosen = text[text.index("九九一") : text.index("信息") + 1]
        assert app.pane.selected_text() == chosen
        assert app.screen.get_selected_text() == chosen
        assert not [message for message in app.sent if isinstance(message, LinePane.Clicked)]
        left = cell_of(app.pane, "九九一")[0]
        assert "重申其一" in app.pane.render_line(start[1]).crop(0, left).text

        await drag(pilot, cell_of(app.pane, "决议"), cell_of(app.pane, "秘书"))
        assert app.pane.selected_text() == "决议，\n2. 又请秘"
        await drag(pilot, (1, 0), (25, 2))
        assert "\n" not in app.pane.selected_text()


async def test_what_is_selected_is_the_source_whatever_is_drawn() -> None:
    text = "重申 inter\u00adnational co\u00adoper\u00adation 的重要性，包括在犯罪问题上"
    app = Reader(
        [Paragraph("a", text, "operative", label="12."), Paragraph("b", text, "operative", label="(a)", indent=4)]
    )
    async with app.run_test(size=(31, 12)) as pilot:
        drawn = rows(app.pane)
        assert drawn[0].endswith("12. 重申 international co-"), "a hyphen where the line ends, and only there"
        assert drawn[1].strip("▌ ").startswith("operation 的")
        assert not any("\u00ad" in row for row in drawn)
        await drag(pilot, cell_of(app.pane, "national"), cell_of(app.pane, "的重"))
        assert app.pane.selected_text() == text[text.index("national") : text.index("的") + 1]
        assert app.screen.get_selected_text() == app.pane.selected_text()
        await drag(pilot, cell_of(app.pane, "上"), (cell_of(app.pane, "(a)")[0] + 8, row_with(app.pane, "(a)")))
        assert app.pane.selected_text().startswith("上\n(a) 重申"), (
            "labels of whole paragraphs, no margins, no line ends"
        )


async def test_a_drag_that_ends_between_paragraphs_selects_no_more_than_it_covers() -> None:
    app = Reader(sample(3))
    async with app.run_test(size=(60, 20)) as pilot:
        x, y = cell_of(app.pane, app.given[0].text[3:6])
        blank = next(row for row in range(y, 20) if not rows(app.pane)[row])
        await drag(pilot, (x, y), (30, blank))
        assert app.pane.selected_text() == app.given[0].text[3:]


async def test_a_span_of_one_paragraph_is_selected_and_told() -> None:
    app = Reader(sample(20))
    async with app.run_test(size=(60, 12)) as pilot:
        pane, text = app.pane, app.given[9].text
        assert pane.selected_span is None
        assert pane.select_span("op10", 7, 3)
        await pilot.pause()
        await pilot.pause()
        assert pane.selected_span == ("op10", 3, 7)
        assert pane.selected_text() == text[3:7]
        assert text[3:7] in "".join(rows(pane)), "brought in sight"
        assert pane.select_span("op10", -5, 10**6)
        assert pane.selected_span == ("op10", 0, len(text))
        assert not pane.select_span("op99", 0, 1)
        assert pane.select_span("op10", 4, 4)
        await pilot.pause()
        await pilot.pause()
        assert pane.selected_span is None
        spans = [message.span for message in app.sent if isinstance(message, LinePane.SpanSelected)]
        assert spans == [("op10", 3, 7), None]
        pane.select_span("op1", 0, 4)
        pane.screen.selections = {pane: Selection(Offset(2, 0), Offset(2, 1))}
        assert pane.selected_span is None, "parts of two paragraphs"


async def test_a_double_click_selects_the_paragraph() -> None:
    app = Reader(sample(3))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.click(LinePane, offset=(20, 2), times=2)
        await pilot.pause()
        assert app.pane.selected_text() == app.given[0].text


async def test_the_wheel_scrolls_at_once_and_leaves_the_focus() -> None:
    app = Reader(sample(20))
    async with app.run_test(size=(60, 20)) as pilot:
        app.pane.post_message(events.MouseScrollDown(app.pane, 5, 5, 0, 1, 0, False, False, False, 5, 5))
        await pilot.pause()
        assert app.pane.scroll_offset.y > 0
        assert app.pane.focus_key == "op1"
