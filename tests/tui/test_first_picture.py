"""What the next start shows at once: the screen as it was left, while nothing that it was made from has changed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.tui.own_terminal import PROGRAM, OwnTerminal, needs_program, termios
from tests.tui.reader import reading, settled

pytestmark = needs_program

#: Keeps a picture, lets something happen, and says whether it is shown for these words.
KEEP_AND_SHOW = """
import sys
from pathlib import Path
from unreader import first_picture
facts, change, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
kept = first_picture.keep(["A/79/459"], ["first row", "\\x1b[1msecond\\x1b[m row"], [str(facts), str(facts) + ".none"])
exec(change)
up = first_picture.show(words)
first_picture.take_down()
print("kept", kept, "shown", up)
"""


def kept_and_shown(home: Path, change: str, words: tuple[str, ...]) -> str:
    facts = home / "facts"
    facts.write_text("as it was", encoding="utf-8")
    terminal = OwnTerminal(home, sys.executable, "-c", KEEP_AND_SHOW, str(facts), change, *words)
    try:
        terminal.read()
        assert termios.tcgetattr(terminal.slave) == terminal.before
        return terminal.written
    finally:
        terminal.close()


def test_a_picture_is_shown_as_it_was_kept(tmp_path: Path) -> None:
    written = kept_and_shown(tmp_path, "pass", ("A/79/459",))
    assert "\x1b[?1049h" in written
    assert written.index("\x1b[1;1Hfirst row") < written.index("\x1b[2;1H\x1b[1msecond") < written.index("\x1b[?1049l")
    assert "kept True shown True" in written


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("pass", ()),
        ("pass", ("A/79/460",)),
        ("facts.write_text('as it is now')", ("A/79/459",)),
        ("facts.unlink()", ("A/79/459",)),
        ("Path(str(facts) + '.none').write_text('')", ("A/79/459",)),
        ("import os; os.environ['LC_ALL'] = 'zh_CN.UTF-8'", ("A/79/459",)),
        ("import os; os.environ['NO_COLOR'] = '1'", ("A/79/459",)),
        ("import termios; termios.tcsetwinsize(1, (30, 99))", ("A/79/459",)),
        ("first_picture.__version__ = '0'", ("A/79/459",)),
        ("for p in Path(os.environ['XDG_CACHE_HOME']).glob('*/pictures/*'): p.write_bytes(b'damaged')", ("A/79/459",)),
    ],
)  # fmt: skip
def test_a_picture_that_may_not_be_true_is_not_shown(tmp_path: Path, change: str, words: tuple[str, ...]) -> None:
    written = kept_and_shown(tmp_path, f"import os\n{change}", words)
    assert "kept True shown False" in written
    assert "first row" not in written


def plain(written: str) -> str:
    return re.sub(r"\x1b\[[0-9;?<>$]*[A-Za-z]", "", written)


def test_a_start_shows_the_screen_that_was_left(library_folder: Path, tmp_path: Path) -> None:
    command = (str(PROGRAM), "--library", str(library_folder), "78/229")
    first = OwnTerminal(tmp_path, *command)
    try:
        first.read("This paragraph cites nothing")  # the side pane has followed
        first.press("j" * 12 + "q")
        first.read()
        assert first.process.wait() == 0
    finally:
        first.close()
    for words in (command, command[:-1]):
        again = OwnTerminal(tmp_path, *words)
        try:
            again.read("\x1b[?1000h")  # the program takes the terminal
            before, _, _ = again.written.partition("\x1b[?1000h")
            assert "A/RES/78/229" in plain(before)
            assert again.written.count("\x1b[?1049h") == 1  # entered once: entering again would clear it
            again.read("\x1b[?2026l")  # the program's own first screen, whole
            assert "A/RES/78/229" in plain(again.written.rpartition("\x1b[?2026h")[2])
            again.press("q")
            again.read()
            assert again.process.wait() == 0
            assert termios.tcgetattr(again.slave) == again.before
        finally:
            again.close()


async def test_only_a_screen_that_comes_again_is_kept(library_root: Path) -> None:
    async with reading(library_root, "78/229") as (app, pilot):
        look = app._first_look
        app.save_place()
        assert look._is_as_next_start()
        for keys, back in [("z", "z"), ("p", "p"), ("tab", "tab"), ("g", "escape")]:
            await pilot.press(keys)
            await pilot.pause()
            assert not look._is_as_next_start(), keys
            await pilot.press(back)
            app.clear_notifications()
            await pilot.pause()
            app.save_place()  # as leaving does; the place may have been written down while the screen was another
            assert look._is_as_next_start(), back
        app.tell("a message")
        await pilot.pause()
        assert not look._is_as_next_start()
        app.clear_notifications()
        app.reading.places.clear()  # the next start will not come back here
        assert not look._is_as_next_start()


async def test_the_list_of_documents_is_kept_as_it_is_shown_first(library_root: Path) -> None:
    async with reading(library_root) as (app, pilot):
        look = app._first_look
        assert look._is_as_next_start()
        await pilot.press("j")
        assert not look._is_as_next_start()
        await pilot.press("k")
        assert look._is_as_next_start()
        await pilot.press("enter")
        await settled(app, pilot)
        app.save_place()
        assert look._is_as_next_start()
        await pilot.press("L")
        assert not look._is_as_next_start()
