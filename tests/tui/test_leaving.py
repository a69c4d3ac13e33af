"""Leaving gives the terminal back as it was, whatever the program had switched on."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

termios = pytest.importorskip("termios")
PROGRAM = Path(sys.executable).with_name("unreader")
#: How long a screen may take; far beyond what it takes, so that a busy machine passes.
PATIENCE = 20.0

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the command unreader is not installed beside this Python")


class OwnTerminal:
    """The program in a pseudo-terminal of its own, and everything that it writes."""

    def __init__(self, library: Path, home: Path) -> None:
        self._master, self.slave = os.openpty()
        termios.tcsetwinsize(self.slave, (30, 100))
        self.before = termios.tcgetattr(self.slave)
        environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(home), "LC_ALL": "C.UTF-8"}
        environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
        self.process = subprocess.Popen(
            [str(PROGRAM), "--library", str(library)],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environment,
            start_new_session=True,
        )
        self.written = ""

    def read(self, wanted: str = "") -> None:
        """Read until the program has written this, or has ended."""
        until = time.monotonic() + PATIENCE
        while not wanted or wanted not in self.written:
            if select.select([self._master], [], [], 0.05)[0]:
                self.written += os.read(self._master, 65536).decode("utf-8", "replace")
            elif self.process.poll() is not None:
                return
            assert time.monotonic() < until, self.written[-2000:]

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)
        os.close(self.slave)


def switched(written: str) -> dict[str, str]:
    """Each private mode of the terminal with what it was set to last: h is on, l is off."""
    return dict(re.findall(r"\x1b\[\?(\d+)([hl])", written))


#: On before a program starts: the cursor, and lines that wrap.
ON_BY_ITSELF = {"25", "7"}


@pytest.mark.parametrize("way", ["q", "continued, q", "hangup"])
def test_the_terminal_is_given_back(library_folder: Path, tmp_path: Path, way: str) -> None:
    terminal = OwnTerminal(library_folder, tmp_path)
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
