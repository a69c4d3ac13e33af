"""The terminal is asked how wide it draws “ and ㈢, and followed; the answer is no key and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser

from tests.tui.reader import reading, screen_text, settled
from unreader.breaking import ambiguous_width, cells, use_ambiguous_width
from unreader.tui.page.line_pane import LinePane


@pytest.fixture(autouse=True)
def _one_cell() -> Iterator[None]:
    use_ambiguous_width(1)
    yield
    use_ambiguous_width(1)


async def answer(app: object, reply: str) -> None:
    """What the driver makes of what a terminal sends."""
    for event in XTermParser().feed(reply):
        app.post_message(event)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("reply", "width"), [("\x1b[1;2R", 1), ("\x1b[1;3R", 2), ("\x1b[1;9R", 1), ("", 1)])
async def test_the_answer_is_followed(library_root: Path, reply: str, width: int) -> None:
    # A paragraph that begins with “ and has more of them.
    async with reading(library_root, "A/79/459#draft3/pp5", size=(80, 24)) as (app, pilot):
        text = app.screen.query_one("#text", LinePane)
        before, focus = screen_text(app), text.focus_key
        await answer(app, reply)
        await settled(app, pilot)
        assert ambiguous_width() == width
        assert text.focus_key == focus
        assert len(app.screen_stack) == 1
        assert (screen_text(app) == before) == (width == 1)
        row = next(text.render_line(y) for y in range(24) if "“" in text.render_line(y).text)
        assert cells("“”") == 2 * width
        assert sum(cells(piece.text) for piece in row) == text.size.width
        await answer(app, "\x1b[1;3R")
        await settled(app, pilot)
        assert ambiguous_width() == (1 if reply == "\x1b[1;2R" else 2), "the first answer counts"
