"""From the command line to the first text, a page down and back to the prompt, in a private tmux; the peers beside.

    python bench/startup.py [--runs N] [--documents 5000]

first: until the expected words are on the screen, and how many times the bare Textual app's that is; keys: until the
program has taken the terminal and reads keys (those that come before wait for it); page: until the screen has changed
for the last time after PageDown; quit: until the process has ended. Medians in milliseconds, measured by polling the
captured screen; the programs take turns, so that a busy minute is everyone's. "again" starts where the last run was
left and shows the picture of it; "new" has neither picture nor place, but its index. The second table is the cost of
imports: what a fresh process spends on `import NAME`, beyond an empty one.
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

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.library import make_library

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).with_name("unreader")
BARE = (
    "from textual.app import App; from textual.widgets import Static\n"
    "class Bare(App):\n BINDINGS = [('q', 'quit', 'quit')]\n def compose(self): yield Static('hello-world')\n"
    "Bare().run()"
)
IMPORTS = ("click", "tinydb", "msgspec", "sqlite3", "rich.text", "textual.app", "unreader.cli", "unreader.annotating",
           "unreader.library", "unreader.citing.resolving", "unreader.parsing", "unreader.tui.app")  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A program to time: its command, what its first screen shows, the keys that page and quit.

    `home` is a folder that it has for itself; `again` keeps what the run before has left there.
    """

    name: str
    command: str
    first: str
    home: Path
    page: str = "NPage"
    quit: str = "q"
    again: bool = False


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


def one_run(screen: Screen, subject: Subject) -> tuple[float, float, float, float]:
    home = subject.home
    environment = (
        f"HOME={home} XDG_CACHE_HOME={home}/cache XDG_STATE_HOME={home}/state LC_ALL=C.UTF-8 TERM=xterm-256color"
    )
    if not subject.again:
        shutil.rmtree(home / "state", ignore_errors=True)
        shutil.rmtree(home / "cache" / "unreader" / "pictures", ignore_errors=True)
    began = time.perf_counter()
    screen.ask(f'respawn-pane -k "exec env {environment} {subject.command}"')
    while not any(subject.first in line for line in screen.look()):
        if time.perf_counter() - began > 30:
            raise SystemExit(f"{subject.name}: {subject.first!r} never appeared:\n" + "\n".join(screen.look()))
    first = time.perf_counter() - began
    keys = float("nan")
    if subject.page != "Space":  # less has no such moment
        while screen.ask("display -p '#{mouse_any_flag}'") != ["1"]:
            pass
        keys = time.perf_counter() - began
    screen.settled(began, quiet=0.8)  # the picture of the last run stands still while the reader is loaded
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
    return first, keys, page, time.perf_counter() - pressed


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


def subjects(folder: Path, documents: int) -> list[Subject]:
    """What is timed: less where it is installed, the bare app, and the reader over four documents and many."""
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    listed = [Subject("a bare Textual app", f"{sys.executable} {bare}", "hello-world", folder / "bare", page="")]
    if shutil.which("less"):
        text = f"{ROOT}/texts/A_79_459.zh.txt"
        listed.insert(0, Subject("less, A/79/459", f"less {text}", "第三委员会", folder / "less", page="Space"))
    many = folder / "library"
    make_library(many, documents)
    for name, library in (("4 documents", ROOT), (f"{documents:,} documents", many)):
        command = f"{PROGRAM} --library {library}"
        for again in (False, True):
            way, home = ("again" if again else "new"), folder / f"{library.name}-{again}"
            listed.append(Subject(f"unreader, {name}, {way}", command, "A/RES/78/229", home, page="", again=again))
    for again in (False, True):
        way, home = ("again" if again else "new"), folder / f"document-{again}"
        command = f"{PROGRAM} --library {ROOT} A/79/459"
        listed.append(Subject(f"unreader A/79/459, {way}", command, "A/79/459", home, again=again))
    for subject in listed:
        subject.home.mkdir(exist_ok=True)
    return listed


def prepare(subject: Subject) -> None:
    """Have the index made, which a first run would make aside, and the tour over."""
    if PROGRAM.name in subject.command:
        words = subject.command.split()[:3]
        environment = {**os.environ, "HOME": str(subject.home), "XDG_CACHE_HOME": str(subject.home / "cache")}
        subprocess.run([*words, "list"], check=True, capture_output=True, env=environment)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--documents", type=int, default=5000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    screen = Screen()
    try:
        timed = subjects(folder, options.documents)
        rows: dict[str, list[tuple[float, float, float, float]]] = {subject.name: [] for subject in timed}
        for subject in timed:
            prepare(subject)
            for _ in range(2):  # fills what the system keeps in memory; leaves a picture, the tour behind it
                one_run(screen, subject)
        for _ in range(options.runs):
            for subject in timed:
                rows[subject.name].append(one_run(screen, subject))
        print(f"{'milliseconds, median':38} {'first':>7} {'':>6} {'keys':>7} {'page':>7} {'quit':>7}")
        medians = {
            name: [statistics.median(column) * 1000 for column in zip(*taken, strict=True)]
            for name, taken in rows.items()
        }
        floor = medians["a bare Textual app"][0]
        for name, (first, keys, page, left) in medians.items():
            print(f"{name:38} {first:7.0f} {first / floor:5.2f}x {keys:7.0f} {page:7.0f} {left:7.0f}")
    finally:
        screen.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{'import':38} {'ms':>7}")
    for name in IMPORTS:
        print(f"{name:38} {import_cost(name):7.0f}")


if __name__ == "__main__":
    main()
