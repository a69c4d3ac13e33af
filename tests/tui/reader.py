"""The reader on the real documents, as the tests of its screens drive it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Static

from unreader.library import Library, find_address
from unreader.tui.app import ReaderApp
from unreader.tui.reading.screen import ReadingScreen

REPOSITORY = Path(__file__).parent.parent.parent
#: More turns than any screen needs to come to rest; a turn is a few milliseconds.
_TURNS = 500


def plant_library(root: Path) -> Path:
    """A library with the four documents, and with no annotations."""
    shutil.copytree(REPOSITORY / "texts", root / "texts", dirs_exist_ok=True)
    (root / "annotations").mkdir(exist_ok=True)
    shutil.copyfile(REPOSITORY / "annotations" / "topics.toml", root / "annotations" / "topics.toml")
    return root


@asynccontextmanager
async def reading(
    root: Path,
    address: str = "",
    *,
    size: tuple[int, int] = (120, 40),
    language: str | None = None,
    toured: bool = True,
) -> AsyncIterator[tuple[ReaderApp, Pilot[int]]]:
    """The reader at an address of a library, with its side pane filled; the first run's tour is over if `toured`."""
    library = Library(root)
    where = find_address(library, address).address if address else None
    app = ReaderApp(library, address=where, language=language)
    app.reading.toured = app.reading.toured or toured
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def settled(app: ReaderApp, pilot: Pilot[int]) -> None:
    """Wait until everything that was asked for is on the screen."""
    for _turn in range(_TURNS):
        await pilot.pause(0.005)
        screen = app.screen
        waits = isinstance(screen, ReadingScreen) and (screen.pane.document is None or not screen._ready)
        if not waits and not app.notebook.trouble.startswith("tags and notes are not open"):
            break
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each with time to do its work."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type a text at once into the field that has the keyboard: no key waits for what the one before changes."""
    await _burst(pilot, [(_character_to_key(character), character) for character in text])


async def hold(pilot: Pilot[int], key: str, times: int) -> None:
    """Hold a key down until it has come so often."""
    await _burst(pilot, [(key, None)] * times)


async def _burst(pilot: Pilot[int], keys: Iterable[tuple[str, str | None]]) -> None:
    for key, character in keys:
        pilot.app.post_message(events.Key(key, character))
    await pilot.pause()
    await pilot.pause()


async def drag(pilot: Pilot[Any], start: tuple[int, int], end: tuple[int, int]) -> None:
    """As a terminal reports it: unlike the pilot's own mouse, this ends with the click that Textual makes of it."""
    middle = (start[0] + end[0]) // 2, end[1]
    for kind, (x, y) in (
        (events.MouseDown, start),
        (events.MouseMove, middle),
        (events.MouseMove, end),
        (events.MouseUp, end),
    ):
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await pilot.pause()


def cell_of(app: ReaderApp, text: str) -> tuple[int, int]:
    """The cell of the screen in which a text begins that stands in one row."""
    for y, row in enumerate(screen_text(app).split("\n")):
        if text in row:
            return cell_len(row[: row.index(text)]), y
    raise AssertionError(f"{text!r} is not on the screen")


def screen_text(app: ReaderApp) -> str:
    """Everything that the topmost screen draws, a line a row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def text_only(app: ReaderApp) -> str:
    """What is on the screen without blanks and line breaks: for finding text that is wrapped."""
    return "".join(screen_text(app).split())


def pane_text(pane: object) -> str:
    """What one pane draws, without blanks and line breaks."""
    rows = range(pane.size.height)  # type: ignore[attr-defined]
    return "".join("".join(pane.render_line(row).text.split()) for row in rows)  # type: ignore[attr-defined]


def window_message(app: ReaderApp) -> str:
    """The line of trouble in the window on top."""
    return str(app.screen.query_one("#message", Static).render())


def messages(app: ReaderApp) -> str:
    """The notifications that are shown."""
    return "\n".join(notification.message for notification in app._notifications)
