"""From the command line to the first text, a page down and back to the prompt, in a private tmux; the peers beside.

    python bench/startup.py [--runs N]

first: until the expected words are on the screen; page: until the screen has changed for the last time after PageDown;
quit: until the process has ended. Medians in milliseconds, measured by polling the captured screen. The second table is
the cost of imports: what a fresh process spends on `import NAME`, beyond an empty one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).with_name("unreader")
BARE = (
    "from textual.app import App; from textual.widgets import Static\n"
    "class Bare(App):\n BINDINGS = [('q', 'quit', 'quit')]\n def compose(self): yield Static('hello-world')\n"
    "Bare().run()"
)
IMPORTS = ("click", "tinydb", "orjson", "sqlite3", "rich.text", "textual.app", "unreader.cli", "unreader.annotating",
           "unreader.library", "unreader.citing.resolving", "unreader.parsing", "unreader.tui.app")  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A program to time: its command, what its first screen shows, the keys that page and quit."""

    name: str
    command: str
    first: str
    page: str = "NPage"
    quit: str = "q"


class Screen:
    """A tmux server with one window, driven through one control client so that a look costs little."""

    def __init__(self) -> None:
        self._socket = f"bench-startup-{os.getpid()}"
        self._tmux = ["tmux", "-L", self._socket, "-f", "/dev/null"]
        subprocess.run([*self._tmux, "-u", "new-session", "-d", "-x", "120", "-y", "40", "sleep 100000"], check=True)
        for option in (("-g", "remain-on-exit", "on"), ("-g", "status", "off"), ("-s", "escape-time", "0")):
            subprocess.run([*self._tmux, "set-option", *option], check=True)
        self._client = subprocess.Popen(
            [*self._tmux, "-C", "attach", "-f", "no-output,ignore-size"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._answer()
        subprocess.run([*self._tmux, "resize-window", "-x", "120", "-y", "40"], check=True)

    def ask(self, line: str) -> list[str]:
        assert self._client.stdin is not None  # noqa: S101
        self._client.stdin.write(line + "\n")
        self._client.stdin.flush()
        return self._answer()

    def _answer(self) -> list[str]:
        assert self._client.stdout is not None  # noqa: S101
        lines: list[str] = []
        within = False
        for line in self._client.stdout:
            if line.startswith("%begin"):
                within = True
            elif line.startswith(("%end", "%error")):
                return lines
            elif within:
                lines.append(line.rstrip("\n"))
        raise SystemExit("the tmux client ended")

    def look(self) -> list[str]:
        return self.ask("capture-pane -p")

    def settled(self, since: float, quiet: float = 0.3) -> float:
        """Seconds from `since` until the last change of the screen."""
        last, changed = self.look(), since
        mark = time.perf_counter()
        while time.perf_counter() - mark < quiet:
            now = self.look()
            if now != last:
                last, changed = now, time.perf_counter()
                mark = changed
        return changed - since

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False)
        self._client.wait()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def one_run(screen: Screen, subject: Subject, home: str) -> tuple[float, float, float]:
    environment = (
        f"HOME={home} XDG_CACHE_HOME={home}/cache XDG_STATE_HOME={home}/state LC_ALL=C.UTF-8 TERM=xterm-256color"
    )
    shutil.rmtree(f"{home}/state", ignore_errors=True)  # each run opens at the beginning
    began = time.perf_counter()
    screen.ask(f'respawn-pane -k "exec env {environment} {subject.command}"')
    while not any(subject.first in line for line in screen.look()):
        if time.perf_counter() - began > 30:
            raise SystemExit(f"{subject.name}: {subject.first!r} never appeared:\n" + "\n".join(screen.look()))
    first = time.perf_counter() - began
    screen.settled(began)
    pid = int(screen.ask("display -p '#{pane_pid}'")[0])
    page = float("nan")
    if subject.page:
        pressed = time.perf_counter()
        screen.ask(f"send-keys {subject.page}")
        page = screen.settled(pressed)
    pressed = time.perf_counter()
    screen.ask(f"send-keys {subject.quit}")
    while alive(pid) and time.perf_counter() - pressed < 10:
        time.sleep(0.001)
    return first, page, time.perf_counter() - pressed


def import_cost(name: str) -> float:
    """Median milliseconds of importing a module in a fresh process, less that of an empty one."""

    def spent(code: str) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            times.append(time.perf_counter() - began)
        return statistics.median(times) * 1000

    return spent(f"import {name}") - spent("pass")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    home = tempfile.mkdtemp()
    bare = Path(home) / "bare.py"
    bare.write_text(BARE)
    library = f"{PROGRAM} --library {ROOT}"
    subjects = [
        Subject("bare Textual app", f"{sys.executable} {bare}", "hello-world", page=""),
        Subject("unreader, the library", library, "A/RES/78/229", page="End"),
        Subject("unreader A/79/459", f"{library} A/79/459", "第三委员会的报告"),
    ]
    if shutil.which("less"):
        subjects.insert(0, Subject("less A_79_459", f"less {ROOT}/texts/A_79_459.zh.txt", "第三委员会", page="Space"))
    screen = Screen()
    try:
        print(f"{'milliseconds, median':28} {'first':>7} {'page':>7} {'quit':>7}")
        for subject in subjects:
            one_run(screen, subject, home)  # the first run fills the caches
            rows = [one_run(screen, subject, home) for _ in range(runs)]
            figures = [statistics.median(column) * 1000 for column in zip(*rows, strict=True)]
            print(f"{subject.name:28} " + " ".join(f"{figure:7.0f}" for figure in figures))
    finally:
        screen.close()
        shutil.rmtree(home, ignore_errors=True)
    print(f"\n{'import':28} {'ms':>7}")
    for name in IMPORTS:
        print(f"{name:28} {import_cost(name):7.0f}")


if __name__ == "__main__":
    main()
