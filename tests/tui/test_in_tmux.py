"""The installed program in a real terminal: started, driven by keys, left, and started again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "unreader"
#: Far more than anything takes; only a failing test waits so long.
_PATIENCE = 30.0

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
    pytest.mark.skipif(not PROGRAM.exists(), reason="unreader is not installed in this environment"),
]


class Terminal:
    """A program in a tmux of its own."""

    def __init__(self, folder: Path, home: Path, size: tuple[int, int]) -> None:
        self._socket = ""
        self._folder, self._home = folder, home
        self._size = size

    def start(self, *words: str) -> None:
        # A server that is ending may still hold its socket: each start has one of its own.
        self._socket = f"unreader-test-{uuid.uuid4().hex[:8]}"
        environment = {
            "HOME": str(self._home),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        width, height = map(str, self._size)
        self._tmux(
            *("-u", "-f", os.devnull, "new-session", "-d", "-x", width, "-y", height, "-c", str(self._folder)),
            f"{PROGRAM} {' '.join(words)}; echo status-$?; exec cat",
            env=environment,
        )

    def keys(self, *keys: str) -> None:
        for key in keys:
            self._tmux("send-keys", key)

    def text(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def wait(self, *wanted: str) -> str:
        """Wait until the screen has all of these, blanks and line breaks apart."""
        until = time.monotonic() + _PATIENCE
        while True:
            seen = "".join(self.screen().split())
            if all("".join(one.split()) in seen for one in wanted):
                return seen
            assert time.monotonic() < until, f"{wanted} not on the screen:\n{self.screen()}"
            time.sleep(0.05)

    def wait_gone(self, unwanted: str) -> None:
        """Wait until the screen has this no more. An Escape must be seen before the next key, or it is an Alt."""
        until = time.monotonic() + _PATIENCE
        while unwanted in self.screen():
            assert time.monotonic() < until, f"{unwanted} still on the screen:\n{self.screen()}"
            time.sleep(0.05)

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def end(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False, capture_output=True)

    def _tmux(self, *words: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *words], check=True, capture_output=True, text=True, env=env, timeout=_PATIENCE
        )
        return done.stdout


@pytest.fixture(params=[(80, 24), (120, 40), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
def terminal(request: pytest.FixtureRequest, library_folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    home = tmp_path / "home"
    home.mkdir()
    terminal = Terminal(library_folder, home, request.param)
    yield terminal
    terminal.end()


def test_the_whole_way(terminal: Terminal, library_folder: Path) -> None:
    terminal.start("A/RES/78/229")
    terminal.wait("A/RES/78/229", "cites")
    terminal.keys("g")
    terminal.wait("Go to")
    terminal.text("E/2024/30 I.A/draft3/pp6")
    terminal.keys("Enter")
    terminal.wait("preambular para. 6", "满足儿童和青年的需要", "儿童的特别脆弱性；")
    terminal.keys("t")
    terminal.wait("Tags on E/2024/30")
    terminal.keys("e")
    terminal.wait("[✓] ✿ Environment")
    terminal.keys("Escape")
    terminal.wait_gone("Tags on")
    terminal.keys("n")
    terminal.wait("Note on E/2024/30")
    terminal.text("见京都宣言")
    terminal.keys("Escape")
    terminal.wait_gone("Note on")
    terminal.wait("✎ 见京都宣言")
    terminal.keys("y")
    terminal.wait("Copied")
    terminal.keys("e")
    terminal.wait("Export as Markdown")
    terminal.keys("d")
    terminal.wait("Exported to")
    exported = (library_folder / "annotations" / "exports" / "E_2024_30.md").read_text(encoding="utf-8")
    assert "见京都宣言" in exported
    terminal.keys("Tab", "End", "Enter")
    terminal.wait("E/RES/2021/20", "para. 29", "cited by 2")
    terminal.keys("BSpace")
    terminal.wait("preambular para. 6", "✎ 见京都宣言")
    terminal.keys("q")
    terminal.wait("status-0")
    terminal.end()
    terminal.start()
    terminal.wait("E/2024/30", "preambular para. 6", "✎ 见京都宣言")
    terminal.resize(90, 30)
    terminal.wait("preambular para. 6", "又回顾其2021年12月16日")
    terminal.keys("u", "u")
    terminal.wait("Undone: a tag")
    terminal.keys("q")
    terminal.wait("status-0")
