"""Leaving gives the terminal back as it was, whatever the program had switched on."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.tui.own_terminal import PROGRAM, OwnTerminal, needs_program, termios
from unreader.library import Library
from unreader.tui.app import ReaderApp

pytestmark = needs_program


def switched(written: str) -> dict[str, str]:
    """Each private mode of the terminal with what it was set to last: h is on, l is off."""
    return dict(re.findall(r"\x1b\[\?(\d+)([hl])", written))


#: On before a program starts: the cursor, and lines that wrap.
ON_BY_ITSELF = {"25", "7"}


@pytest.mark.parametrize("way", ["q", "continued, q", "hangup"])
def test_the_terminal_is_given_back(library_folder: Path, tmp_path: Path, way: str) -> None:
    terminal = OwnTerminal(tmp_path, str(PROGRAM), "--library", str(library_folder))
    try:
        terminal.read("A/RES/78/229")
        assert termios.tcgetattr(terminal.slave) != terminal.before
        assert switched(terminal.written)["1049"] == "h"
        if way == "continued, q":
            terminal.process.send_signal(signal.SIGCONT)
            terminal.read("\x1b[<u")  # given back, and taken again
        if way.endswith("q"):
            terminal.press("q")
        else:
            terminal.process.send_signal(signal.SIGHUP)
        terminal.read()
        assert terminal.process.wait() == 0
        assert termios.tcgetattr(terminal.slave) == terminal.before
        modes = switched(terminal.written)
        assert {mode for mode, state in modes.items() if state == "h"} <= ON_BY_ITSELF, modes
        assert all(modes[mode] == "h" for mode in ON_BY_ITSELF if mode in modes), modes
        assert len(re.findall(r"\x1b\[>\d+u", terminal.written)) == terminal.written.count("\x1b[<u")
    finally:
        terminal.close()


def test_an_error_that_nobody_expected_is_no_traceback_on_the_terminal(
    library_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Failing(ReaderApp):
        def on_ready(self) -> None:
            raise RuntimeError("nobody expected this")

    app = Failing(Library(library_root), keep_state=False)
    app.run(headless=True)
    assert str(app.failure) == "nobody expected this"
    assert app.return_code == 1
    assert "".join(capsys.readouterr()) == ""
