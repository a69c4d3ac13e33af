"""The installed program in a real terminal: the whole way of a first session, at three sizes of screen."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("unreader")
#: How long a screen may take to show what is waited for; far beyond what it takes, so that a busy machine passes.
PATIENCE = 20.0

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
    pytest.mark.skipif(not PROGRAM.exists(), reason="the command unreader is not installed beside this Python"),
]


class Terminal:
    """A private tmux server with one window in which the program runs."""

    def __init__(self, socket: Path, columns: int, rows: int, command: str, environment: dict[str, str]) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self._environment = environment
        self._run("-u", "new-session", "-d", "-x", str(columns), "-y", str(rows), command)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words], env=self._environment, capture_output=True, encoding="utf-8", check=False
        )
        return done.stdout

    def screen(self) -> str:
        """What is on the screen."""
        return self._run("capture-pane", "-p")

    def squeezed(self) -> str:
        """What is on the screen without blanks and frames, so that wrapped text can be found in it."""
        return "".join(char for char in self.screen() if not char.isspace() and char not in "│▌▏▎╭╮╰╯─")

    def read(self, symbol: str) -> None:
        """Wait until the document with this symbol is in the document pane."""
        self.wait(lambda: self.screen().split()[:1] == [symbol], f"{symbol} in the document pane")

    def see(self, text: str, *, gone: bool = False) -> None:
        """Wait until the text is on the screen, or gone from it."""
        wanted = "".join(text.split())
        self.wait(lambda: (wanted in self.squeezed()) != gone, f"{text!r} {'gone' if gone else 'shown'}")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds."""
        until = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > until:
                pytest.fail(f"not {what} after {PATIENCE} s; the screen:\n{self.screen()}")
            time.sleep(0.05)

    def prompt(self) -> None:
        """Wait until the shell in the window takes a command."""
        self.wait(lambda: self.screen().rstrip().endswith("$"), "a prompt")

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        for key in keys:
            self._run("send-keys", key)

    def type(self, text: str) -> None:
        """Type text."""
        self._run("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def paste(self, file: Path) -> None:
        """Paste the text of a file, as a terminal does that marks what is pasted."""
        self._run("load-buffer", "-b", "pasted", str(file))
        self._run("paste-buffer", "-p", "-b", "pasted")

    def colours(self) -> set[str]:
        """What the sequences on the screen say of colours, as numbers: 1, 31, 48;2;10;20;30."""
        return set(re.findall(r"\x1b\[([\d;]*)m", self._run("capture-pane", "-p", "-e")))

    def clipboard(self) -> str:
        """What tmux holds as copied."""
        return self._run("show-buffer")

    def ended(self) -> bool:
        """Whether the program has ended (and the window with it)."""
        return "no server" in self._run("list-sessions") or not self._run("list-sessions").strip()

    def close(self) -> None:
        """End the server and whatever still runs in it."""
        self._run("kill-server")


Open = Callable[..., Terminal]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    return {**kept, **folders, "HOME": str(tmp_path), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


@pytest.fixture
def open_reader(library_folder: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[Open]:
    opened: list[Terminal] = []

    def open_one(columns: int, rows: int, *words: str, term: str = "tmux-256color") -> Terminal:
        whole = ("env", f"TERM={term}", str(PROGRAM), "--library", str(library_folder), *words)
        command = " ".join(f"'{word}'" for word in whole)
        terminal = Terminal(tmp_path / f"tmux-{len(opened)}", columns, rows, command, environment)
        opened.append(terminal)
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


@pytest.fixture
def open_shell(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], Terminal]]:
    opened: list[Terminal] = []

    def open_one() -> Terminal:
        shell = Terminal(tmp_path / "tmux-shell", 120, 40, "env PS1='$ ' bash --norc --noprofile -i", environment)
        opened.append(shell)
        return shell

    yield open_one
    for shell in opened:
        shell.close()


def annotations(library: Path, environment: dict[str, str]) -> list[dict[str, object]]:
    done = subprocess.run(
        [str(PROGRAM), "--library", str(library), "annotations", "--format", "json"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rows = json.loads(done.stdout)
    assert isinstance(rows, list)
    return rows


KYOTO_29 = "满足儿童和青年的需要并保护他们的权利"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 50)])
def test_the_whole_way(
    open_reader: Open, library_folder: Path, environment: dict[str, str], columns: int, rows: int
) -> None:
    reader = open_reader(columns, rows)
    reader.see("Read with the cited paragraphs beside you")
    reader.press("Escape")
    reader.see("Read with the cited paragraphs beside you", gone=True)
    reader.see("A/RES/78/229")
    reader.press("j", "j", "Enter")
    reader.see("本摘要是依照大会题为")

    reader.press("g")
    reader.type("draft3/pp6")
    reader.see("又回顾其2021年12月16日第76/181号决议")
    reader.press("Enter")
    reader.see("还回顾各国在《京都宣言》中承认国际合作的重要性")
    reader.see(f"29. {KYOTO_29}")  # the cited paragraph, beside the one that cites it, without scrolling

    reader.press("t")
    reader.see("Trafficking")
    reader.press("t")
    reader.see("[✓]")
    reader.press("Escape")
    reader.see("Tags on", gone=True)
    reader.see("⇄")
    reader.press("n")
    reader.see("Note on")
    reader.type("见《京都宣言》 [bold]29[/bold]")
    reader.press("Escape")
    reader.see("Note on", gone=True)
    reader.see("[bold]29[/bold]")
    (row,) = annotations(library_folder, environment)
    assert row["address"] == "E/2024/30#I.A/draft3/pp6"
    assert row["topics"] == ["trafficking"]
    assert row["note"] == "见《京都宣言》 [bold]29[/bold]"

    reader.press("n")
    reader.see("Note on")
    reader.type("!")
    reader.press("C-s")
    reader.wait(lambda: str(annotations(library_folder, environment)[0]["note"]).count("!") == 1, "noted")
    reader.press("u")
    reader.wait(lambda: "!" not in str(annotations(library_folder, environment)[0]["note"]), "undone")

    reader.press("y")
    reader.wait(lambda: reader.clipboard().strip() == "E/2024/30，第一章，A节，决议草案三，序言部分第6段", "copied")
    reader.press("Y")
    reader.see("Plain address")
    reader.press("Space", "Enter")
    reader.wait(lambda: "特别是该《宣言》第29段" in reader.clipboard(), "copied with the text")

    reader.press("e")
    reader.see("Export")
    reader.press("Enter")
    reader.see("Enter: write")
    reader.press("Enter")
    exported = library_folder / "annotations" / "exports"
    reader.wait(lambda: any(exported.glob("*.md")), "exported")
    (file,) = exported.glob("*.md")
    text = file.read_text(encoding="utf-8")
    assert "E/2024/30#I.A/draft3/pp6" in text
    assert KYOTO_29 in text

    reader.press("Tab", "j", "j", "Enter")
    reader.read("E/RES/2021/20")
    reader.see(KYOTO_29)
    reader.press("BSpace")
    reader.read("E/2024/30")
    reader.see("还回顾各国在《京都宣言》中承认国际合作的重要性")

    reader.press("q")
    reader.wait(reader.ended, "ended")
    again = open_reader(columns, rows)
    again.see("还回顾各国在《京都宣言》中承认国际合作的重要性")
    again.see(f"29. {KYOTO_29}")


def test_what_another_program_tags_shows_up(
    open_reader: Open, library_folder: Path, environment: dict[str, str]
) -> None:
    reader = open_reader(120, 40, "78/229", "op", "70")
    reader.see("70.")
    subprocess.run(
        [str(PROGRAM), "--library", str(library_folder), "note", "78/229 op70", "written elsewhere"],
        env=environment,
        capture_output=True,
        check=True,
    )
    reader.see("written elsewhere")


def test_a_hangup_loses_nothing_and_leaves_no_process(
    open_reader: Open, library_folder: Path, environment: dict[str, str]
) -> None:
    reader = open_reader(80, 24, "78/229#op70")
    reader.see("70.")
    reader.press("t", "c", "Escape")
    reader.wait(lambda: bool(annotations(library_folder, environment)), "tagged")
    reader.press("n")
    reader.type("half a note")
    reader.see("half a note")
    pid = int(reader._run("display-message", "-p", "#{pane_pid}"))
    reader.close()
    until = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
    (kept,) = annotations(library_folder, environment)
    assert (kept["topics"], kept["note"]) == (["cybercrime"], "half a note")


def test_the_paragraph_stays_when_the_terminal_changes_its_size(open_reader: Open) -> None:
    reader = open_reader(120, 40, "78/229#op70")
    reader.see("para. 70")
    reader.press("j", "j")
    reader.see("para. 72")
    for columns, rows in ((80, 24), (200, 50), (50, 20), (120, 40)):
        reader.resize(columns, rows)
        reader.wait(lambda wide=columns: len(max(reader.screen().splitlines(), key=len)) > wide // 2, "drawn")
        reader.see("72.")
    reader.see("para. 72")


def test_sixteen_colours_are_enough(open_reader: Open) -> None:
    reader = open_reader(120, 40, "E/2024/30#I.A/draft3/pp6", term="xterm-16color")
    reader.see(KYOTO_29)
    reader.press("t")
    reader.see("Tags on")
    assert not [colour for colour in reader.colours() if "38;" in colour or "48;" in colour]


def test_a_hundred_kilobytes_are_pasted_into_a_note(
    open_reader: Open, library_folder: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    pasted = "\n".join(f"{number} 贩运人口，trafficking in persons" for number in range(2400))
    assert len(pasted.encode()) > 100_000
    (tmp_path / "pasted").write_text(pasted, encoding="utf-8")
    reader = open_reader(80, 24, "78/229#op70")
    reader.see("70.")
    reader.press("n")
    reader.see("Note on")
    reader.paste(tmp_path / "pasted")
    reader.see("2399 贩运人口")
    reader.press("Escape")
    reader.see("Note saved")
    assert annotations(library_folder, environment)[0]["note"] == pasted


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_suspended_and_resumed_it_is_as_it_was(
    open_shell: Callable[[], Terminal], library_folder: Path, environment: dict[str, str]
) -> None:
    shell = open_shell()
    shell.type(f"'{PROGRAM}' --library '{library_folder}' 78/229#op70")
    shell.press("Enter")
    shell.see("70.")
    shell.press("j", "C-z")
    shell.see("Stopped")
    shell.prompt()
    shell.type("echo the-shell")
    shell.press("Enter")
    shell.wait(lambda: shell.screen().count("the-shell") == 2, "echoed")
    shell.type("fg")
    shell.press("Enter")
    shell.see("71.")
    shell.see("para. 71")
    shell.press("j")
    shell.see("para. 72")
    shell.press("q")
    shell.prompt()
    shell.type("echo left-$?")
    shell.press("Enter")
    shell.see("left-0")


def test_a_terminal_that_is_too_small_says_so(open_reader: Open) -> None:
    reader = open_reader(20, 5, "78/229")
    reader.see("small")
