"""The clipboard in terminals and on displays as they are: tmux, X, and a pseudo-terminal that has neither."""

from __future__ import annotations

import base64
import json
import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# 100 KB in UTF-8, with what shells and terminals like to change.
TEXT = "大会第78/229号决议，第12段 — “引文”\n第二行\ttab; $HOME `x` \\n\n" * 1300
# A display server and a terminal answer in milliseconds; a busy machine may need this many seconds.
PATIENCE = 20

SCRIPT = """
import json, sys
from pathlib import Path
from unreader.exporting.clipboard import copy

def write(sequence):
    sys.stdout.write(sequence)
    sys.stdout.flush()

text = Path(sys.argv[1]).read_text("utf-8")
done = copy(text, write_to_terminal=write if sys.stdout.isatty() else None, fallback_folder=Path(sys.argv[2]).parent)
Path(sys.argv[2]).write_text(json.dumps([done.how, done.verified, done.message]), "utf-8")
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The text, and where the outcome is written."""
    given = tmp_path / "given.txt"
    given.write_text(TEXT, "utf-8")
    return given, tmp_path / "outcome.json"


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX")}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **more}


def wait_for(path: Path) -> list[object]:
    """What the script wrote, as soon as it is all there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            outcome: list[object] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            time.sleep(0.02)
        else:
            return outcome
    raise AssertionError("nothing was copied")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize(("inside", "how"), [("", "tmux"), ("env -u TMUX ", "terminal")], ids=["buffer", "OSC 52"])
def test_tmux_has_the_text(files: tuple[Path, Path], tmp_path: Path, inside: str, how: str) -> None:
    given, outcome = files
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    command = f"{inside}{sys.executable} -c '{SCRIPT}' {given} {outcome}; sleep 60"
    start = ["new-session", "-d", "-x", "80", "-y", "24", command]
    subprocess.run([*tmux, "start-server", ";", "set-option", "-g", "set-clipboard", "on", ";", *start], check=True,
                   env=environment())  # fmt: skip
    try:
        assert wait_for(outcome)[:2] == [how, how == "tmux"]
        end = time.monotonic() + PATIENCE
        shown = b""
        while shown.decode("utf-8", "replace") != TEXT and time.monotonic() < end:
            shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, check=False).stdout
        assert shown.decode() == TEXT
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own."""
    if shutil.which("Xvfb") is None or shutil.which("xclip") is None:
        pytest.skip("Xvfb or xclip is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "64x64x8"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def test_x_has_the_text(files: tuple[Path, Path], display: str) -> None:
    given, outcome = files
    command = [sys.executable, "-c", SCRIPT, str(given), str(outcome)]
    subprocess.run(command, check=True, env=environment(DISPLAY=display), stdout=subprocess.DEVNULL)
    assert wait_for(outcome) == ["system", True, "Copied to the clipboard."]
    paste = ["xclip", "-selection", "clipboard", "-o"]
    shown = subprocess.run(paste, capture_output=True, check=True, env=environment(DISPLAY=display))
    assert shown.stdout.decode() == TEXT


def test_a_pseudo_terminal_with_neither_is_sent_the_sequence(files: tuple[Path, Path]) -> None:
    given, outcome = files
    command = [sys.executable, "-c", SCRIPT, str(given), str(outcome)]
    main, side = pty.openpty()
    # Without the folders of clipboard programs: none is found.
    alone = {**environment(), "PATH": str(given.parent)}
    program = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env=alone)
    os.close(side)
    sent = b""
    try:
        while chunk := os.read(main, 1 << 16):
            sent += chunk
    except OSError:  # the other end is closed: all has been read
        pass
    os.close(main)
    assert program.wait() == 0
    how, verified, message = wait_for(outcome)
    assert (how, verified) == ("terminal", False)
    assert "cannot be known" in str(message)
    assert sent[:7] == b"\x1b]52;c;"
    assert base64.b64decode(sent[7:-1]).decode() == TEXT
