"""The clipboard's message is true: in tmux, with a system clipboard, over a bare terminal, with none of them."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from unreader.exporting import clipboard
from unreader.exporting.clipboard import copy, osc52

TEXT = "大会第78/229号决议，第12段 — “引文”\n第二行\ttab; $HOME `x` \\n"
LONG = TEXT * 2000

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in programs are shell scripts")


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A tmux server of our own; the environment is that of a program inside it."""
    socket = tmp_path / "tmux"
    command = ["tmux", "-S", str(socket), "-f", "/dev/null"]
    subprocess.run([*command, "new-session", "-d", "-x", "80", "-y", "24", "sleep 60"], check=True)
    monkeypatch.setenv("TMUX", f"{socket},{os.getpid()},0")
    yield command
    subprocess.run([*command, "kill-server"], check=True)


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@needs_tmux
@pytest.mark.parametrize("text", [TEXT, LONG], ids=["short", "long"])
def test_inside_tmux_its_buffer_holds_the_text(tmux: list[str], tmp_path: Path, text: str) -> None:
    copied = copy(text, fallback_folder=tmp_path)
    assert (copied.how, copied.verified) == ("tmux", True)
    shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, check=True)
    assert shown.stdout.decode() == text


@posix_only
def test_an_old_tmux_says_that_it_cannot_send_it_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        f'case "$2" in -w) exit 1;; esac; case "$1" in load-buffer) cat > {tmp_path}/b;; *) cat {tmp_path}/b;; esac'
    )
    program(tmp_path / "bin", "tmux", script)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setenv("TMUX", "somewhere,1,0")
    copied = copy(TEXT, fallback_folder=tmp_path)
    assert copied.how == "tmux"
    assert "only" in copied.message


@posix_only
def test_a_dead_tmux_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "tmux", "echo no server running >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setenv("TMUX", "somewhere,1,0")
    sent: list[str] = []
    copied = copy(TEXT, write_to_terminal=sent.append, fallback_folder=tmp_path / "out")
    # Inside tmux OSC 52 does nothing by default, so it is not tried either.
    assert (copied.how, sent) == ("file", [])


@posix_only
@pytest.mark.parametrize(
    ("script", "how"),
    [
        ('case "$*" in *-o*) cat {box};; *) cat > {box};; esac', "system"),
        ("echo Error: cannot open display >&2; exit 1", "terminal"),
        ("cat > /dev/null; echo noise >&2; exit 0", "terminal"),
        ('case "$*" in *-o*) echo something else;; *) cat > /dev/null;; esac', "terminal"),
        ("sleep 5", "terminal"),
    ],
    ids=["works", "dead display", "says it worked", "other text", "hangs"],
)
def test_a_clipboard_program_is_believed_when_it_gives_the_text_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], script: str, how: str
) -> None:
    program(tmp_path / "bin", "xclip", script.format(box=tmp_path / "box"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    sent: list[str] = []
    copied = copy(LONG, write_to_terminal=sent.append, fallback_folder=tmp_path)
    assert copied.how == how
    assert copied.verified == (how == "system")
    assert sent == ([] if how == "system" else [osc52(LONG)])
    assert capfd.readouterr() == ("", "")


def test_a_terminal_gets_osc_52_and_nothing_more_is_claimed(tmp_path: Path) -> None:
    sent: list[str] = []
    copied = copy(TEXT, write_to_terminal=sent.append, fallback_folder=tmp_path)
    assert (copied.how, copied.verified) == ("terminal", False)
    assert "cannot be known" in copied.message
    start, payload = sent[0][:7], sent[0][7:-1]
    assert start == "\x1b]52;c;"
    assert base64.b64decode(payload).decode() == TEXT


@pytest.mark.parametrize("terminal", ["dumb", "linux", ""])
def test_without_any_clipboard_the_text_is_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: str
) -> None:
    monkeypatch.setenv("TERM", terminal)
    copied = copy(TEXT, write_to_terminal=lambda sequence: None, fallback_folder=tmp_path / "exports")
    assert copied.how == "file"
    assert copied.path is not None
    assert copied.path.read_text("utf-8") == TEXT
    assert str(copied.path) in copied.message


def test_when_nothing_works_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    def closed(sequence: str) -> None:
        raise OSError

    copied = copy(TEXT, write_to_terminal=closed, fallback_folder=tmp_path / "file")
    assert (copied.how, copied.verified) == ("nowhere", False)
    assert "nothing was copied" in copied.message
    assert copy("", fallback_folder=tmp_path).how == "nowhere"


def test_pyperclip_is_loaded_only_when_something_is_copied() -> None:
    code = "import sys, unreader.exporting.clipboard; print('pyperclip' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
