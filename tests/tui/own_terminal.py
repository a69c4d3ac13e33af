"""The program in a pseudo-terminal, and everything that it writes there."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

termios = pytest.importorskip("termios")
PROGRAM = Path(sys.executable).with_name("unreader")
#: How long a screen may take; far beyond what it takes, so that a busy machine passes.
PATIENCE = 20.0

needs_program = pytest.mark.skipif(
    not PROGRAM.exists(), reason="the command unreader is not installed beside this Python"
)


class OwnTerminal:
    """The program in a pseudo-terminal of its own, and everything that it writes."""

    def __init__(
        self, home: Path, *command: str, size: tuple[int, int] = (30, 100), environment: dict[str, str] | None = None
    ) -> None:
        self._master, self.slave = os.openpty()
        termios.tcsetwinsize(self.slave, size)
        self.before = termios.tcgetattr(self.slave)
        own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
        own |= {"TERM": "xterm-256color", "HOME": str(home), "LC_ALL": "C.UTF-8"}
        others = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**others, **own, **(environment or {})},
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
