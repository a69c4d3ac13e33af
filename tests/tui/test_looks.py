"""How things look in every theme: text can be read on what it stands on, and all is told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList

from tests.tui.reader import press, reading, settled
from unreader.tui.app import ReaderApp
from unreader.tui.page.contrast import ENOUGH, contrast, known
from unreader.tui.page.line_pane import LinePane
from unreader.tui.page.pane_styles import PREFIX
from unreader.tui.page.themes import DARK, LIGHT, TERMINAL, first_theme

ADDRESS = "A/79/459#draft3/pp6"
#: Kinds of paragraphs that marks can stand on; all others are classes of the pane, too.
GROUNDS = (
    "operative",
    "preambular",
    "title",
    "meta",
    "footnote",
    "hint",
    "note",
    "card-head",
    "card-meta",
    "card-text",
)
#: What only shapes the screen: no text.
SHAPES = set("▌▏│┃┊─━▁▂▃▄▅▆▇█▔▕▎▊▀╭╮╰╯┌┐└┘├┤┬┴┼╸╺ ")


def classes(pane: LinePane) -> list[str]:
    return [name.removeprefix(PREFIX) for name in sorted(pane._component_styles) if name.startswith(PREFIX)]


def looks(pane: LinePane) -> Iterator[tuple[tuple[str, ...], Style]]:
    """Every style class on every ground, in focus and not; topics' colours, too."""
    for ground in GROUNDS:
        for focus in ((), ("focus",)):
            for name in (*classes(pane), "#009E73", "#E69F00", "#000000", "#ffffff"):
                names = (ground, *focus, name)
                yield names, pane._style(*names)


def ratio(style: Style) -> float | None:
    front, back = known(style.color), known(style.bgcolor)
    if front is None or back is None:
        return None
    if style.dim:
        front = front.blend(back, 0.5)
    return contrast(front, back)


def strips_on_top(app: ReaderApp) -> Iterator[Strip]:
    """What is drawn of the screen or of the window on top of it, not of what lies dimmed behind a window."""
    strips = app.screen._compositor.render_strips()
    for child in app.screen.children:
        if child.display and child.region:
            for row in range(child.region.y, child.region.bottom):
                yield strips[row].crop(child.region.x, child.region.right)


def unreadable(app: ReaderApp) -> list[tuple[str, float]]:
    """The pieces of text on the screen, or in the window on top of it, with too little contrast."""
    found = []
    for strip in strips_on_top(app):
        for segment in strip:
            if segment.style is not None and set(segment.text) - SHAPES:
                drawn = ratio(segment.style)
                if drawn is not None and drawn < ENOUGH:
                    found.append((segment.text, round(drawn, 2)))
    return found


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_text_can_be_read_on_every_screen(library_root: Path, theme: str) -> None:
    async with reading(library_root, ADDRESS, size=(120, 40)) as (app, pilot):
        app.theme = theme
        await settled(app, pilot)
        for pane in app.screen.query(LinePane):
            for names, style in looks(pane):
                drawn = ratio(style)
                assert drawn is None or drawn >= ENOUGH, (names, drawn)
        text = app.screen.query_one("#text", LinePane)
        text.select_span(text.focus_key, 0, 60)
        await settled(app, pilot)
        assert text.selected_span
        grounds = {str(piece.style.bgcolor) for row in range(9) for piece in text.render_line(row) if piece.style}
        assert len(grounds) == 3, "the pane's, the focus', the selection's"
        assert unreadable(app) == [], "selected"
        await press(pilot, "f", "slash", *"儿童", "enter")
        assert unreadable(app) == [], "hits"
        await press(pilot, "escape")
        for keys, away in (
            (("t",), 1),
            (("g",), 1),
            (("question_mark",), 1),
            (("n",), 1),
            (("L",), 1),
            (("A",), 1),
            (("T",), 1),
        ):
            await press(pilot, *keys)
            await settled(app, pilot)
            assert unreadable(app) == [], keys
            await press(pilot, *["escape"] * away)
        app.tell("told")
        app.warn("warned")
        await pilot.pause()
        assert unreadable(app) == []


async def test_other_themes_can_be_read_in_and_the_terminals_own_are_its_own(library_root: Path) -> None:
    async with reading(library_root, ADDRESS, size=(80, 24)) as (app, pilot):
        for theme in ("nord", "solarized-light", "textual-light", "catppuccin-latte", "monokai"):
            app.theme = theme
            await pilot.pause()
            for pane in app.screen.query(LinePane):
                assert not [names for names, style in looks(pane) if (ratio(style) or ENOUGH) < ENOUGH], theme
        app.theme = TERMINAL.name
        for keys in ((), ("t",), ("g",), ("question_mark",), ("n",), ("L",), ("ctrl+p",)):
            await press(pilot, *keys)
            await settled(app, pilot)
            assert unseen(app) == [], keys
            await press(pilot, "escape")


def unseen(app: ReaderApp) -> list[tuple[str, str]]:
    """The pieces of the screen, or of the window on top, whose colours are not the terminal's or cannot be seen."""
    found = []
    for strip in strips_on_top(app):
        for segment in strip:
            style = segment.style or Style()
            own = known(style.color) is None and known(style.bgcolor) is None
            same = style.color == style.bgcolor and style.color is not None and not style.color.is_default
            if not own or (same and set(segment.text) - SHAPES):
                found.append((segment.text, str(style)))
    return found


async def test_without_colour_everything_is_told_apart(library_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(library_root, ADDRESS, size=(80, 24)) as (app, pilot):
        assert app.no_color
        pane = app.screen.query_one("#text", LinePane)
        shapes: dict[object, str] = {}
        for name in ("citation", "citation-known", "citation-unknown", "citation-ambiguous", "citation-rejected"):
            shapes.setdefault(shape(pane._style("operative", name)), name)
        for name in ("hit", "hit-current", "emphasis"):
            shapes.setdefault(shape(pane._style("operative", name)), name)
        assert len(shapes) == 8, list(shapes.values())
        assert shape(pane._style("operative")) not in shapes
        await press(pilot, "slash", *"犯罪", "enter", "t")
        assert not [one for one in drawn(app) if known(one.color) or known(one.bgcolor)], "no colour"
        assert all(one.color is None or one.color.is_default for one in drawn(app)), "nor one of the sixteen"
        assert any(one.reverse and not one.underline for one in drawn(app)), "the bars and the hit stand out"
        await press(pilot, "escape", "ctrl+t")
        assert app.theme == TERMINAL.name
        await press(pilot, "ctrl+p", *"search")
        await app.workers.wait_for_complete()
        await settled(app, pilot)
        commands = app.screen.query_one(OptionList)
        for _turn in range(200):
            if commands.option_count and commands.highlighted is not None:
                break
            await pilot.pause(0.01)
        rows = app.screen._compositor.render_strips()[commands.region.y : commands.region.bottom]
        reverse = [any(piece.style and piece.style.reverse and piece.text.strip() for piece in row) for row in rows]
        assert 0 < sum(reverse) < len(reverse), "the chosen one stands out"
        await press(pilot, "escape", "escape")
        app.save_place()
        assert app.reading.theme == "", "what colours one reads in is not changed by that"


def drawn(app: ReaderApp) -> list[Style]:
    """The styles of everything on the screen."""
    return [piece.style for strip in app.screen._compositor.render_strips() for piece in strip if piece.style]


async def test_any_theme_is_chosen_in_the_palette_and_kept(library_root: Path) -> None:
    async with reading(library_root, ADDRESS, size=(80, 24)) as (app, pilot):
        await press(pilot, "ctrl+p", *"gruvbox")
        commands = app.screen.query_one(OptionList)
        for _turn in range(400):
            await pilot.pause(0.01)
            offered = [str(commands.get_option_at_index(at).prompt) for at in range(commands.option_count)]
            if any("Theme: gruvbox" in one for one in offered):
                break
        assert "Theme: gruvbox" in offered[0], offered
        await press(pilot, "enter")
        await settled(app, pilot)
        assert app.theme == "gruvbox"
        await press(pilot, "q")
    async with reading(library_root, ADDRESS, size=(80, 24)) as (app, pilot):
        assert app.theme == "gruvbox"
        await press(pilot, "ctrl+t")
        assert app.theme == LIGHT.name
        await press(pilot, "ctrl+t")
        assert app.theme == DARK.name


def shape(style: Style) -> tuple[object, ...]:
    return bool(style.bold), bool(style.italic), bool(style.underline), bool(style.reverse), bool(style.strike)


def test_a_terminal_with_sixteen_colours_gets_its_own() -> None:
    assert [first_theme(colours) for colours in ("truecolor", "256", "standard", None)] == [
        DARK.name,
        DARK.name,
        TERMINAL.name,
        TERMINAL.name,
    ]
