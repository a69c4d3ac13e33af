"""Copying to the clipboard, and saying truly where the text went.

Tried in this order: tmux's own buffer (inside tmux, where OSC 52 does nothing by default), the system's clipboard
through pyperclip, the terminal's through OSC 52, a file. What can be read back is read back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

How = Literal["tmux", "system", "terminal", "file", "nowhere"]

#: Seconds after which a clipboard program that does not answer is given up.
PATIENCE = 3.0

#: Terminals that would print the escape sequence or drop it.
_TERMINALS_WITHOUT_CLIPBOARD = ("", "dumb", "linux")
_FILE_NAME = "copied.txt"


class Copied(Struct, frozen=True):
    """Where a text went. `verified`: it was read back from there and is the same. `path`: the file, if it is one."""

    how: How
    verified: bool
    message: str
    path: Path | None = None


def copy(
    text: str,
    *,
    write_to_terminal: Callable[[str], object] | None = None,
    fallback_folder: Path,
    environment: Mapping[str, str] = os.environ,
) -> Copied:
    """Copy a text to the best clipboard at hand; never raises.

    `write_to_terminal` sends an escape sequence to the terminal (None: there is no terminal). Where nothing else
    works the text is written to a file in `fallback_folder`.
    """
    if not text:
        return Copied("nowhere", False, "There is nothing to copy.")
    in_tmux = bool(environment.get("TMUX"))
    if in_tmux and (done := _to_tmux(text)):
        return done
    if done := _to_system(text, environment):
        return done
    knows_osc52 = environment.get("TERM", "") not in _TERMINALS_WITHOUT_CLIPBOARD and not in_tmux
    if write_to_terminal is not None and knows_osc52 and _to_terminal(text, write_to_terminal):
        return Copied("terminal", False, "Sent to the terminal's clipboard; whether it took it cannot be known.")
    return _to_file(text, fallback_folder)


def osc52(text: str) -> str:
    """The escape sequence that asks a terminal to put a text on its clipboard."""
    import base64

    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"


def _to_tmux(text: str) -> Copied | None:
    """Load tmux's buffer and have it passed on to the outer terminal (-w, tmux 3.2 and newer)."""
    if shutil.which("tmux") is None:
        return None
    sent_on = _run(["tmux", "load-buffer", "-w", "-"], text) is not None
    if not sent_on and _run(["tmux", "load-buffer", "-"], text) is None:
        return None
    verified = _run(["tmux", "show-buffer"]) == text.encode()
    if not verified:
        return None
    if sent_on:
        return Copied("tmux", True, "Copied to tmux's buffer, and sent on to the terminal's clipboard.")
    return Copied("tmux", True, "Copied to tmux's buffer only: this tmux cannot send it on.")


def _run(command: list[str], text: str = "") -> bytes | None:
    """A command's output, given a text; None if it fails or does not answer."""
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def _to_system(text: str, environment: Mapping[str, str]) -> Copied | None:
    """The system's clipboard, if pyperclip knows one here and gives back what it was given."""
    # It comes without types, and costs more to import than everything else here.
    pyperclip: Any = import_module("pyperclip")
    watched = _WatchedPrograms()
    # pyperclip neither looks at its helpers' exit status nor keeps their errors off the screen.
    pyperclip.subprocess = watched
    try:
        put, get = pyperclip.determine_clipboard()
        if not put:
            return None
        put(text)
        same = watched.all_went_well and _lines(get()) == _lines(text)
    except Exception:
        # Whatever a foreign clipboard does, the next way is tried.
        return None
    finally:
        pyperclip.subprocess = subprocess
    if not same:
        return None
    remote = environment.get("SSH_CONNECTION") and not environment.get("DISPLAY")
    if remote:
        return Copied("system", True, "Copied to the clipboard of the machine you are logged in to.")
    return Copied("system", True, "Copied to the clipboard.")


class _WatchedPrograms:
    """Stands in for the subprocess module: helpers cannot write on the screen, hang, or fail unnoticed."""

    PIPE = subprocess.PIPE

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[bytes]] = []

    def Popen(self, command: list[str], **options: Any) -> _Program:  # noqa: N802 (the name pyperclip calls)
        # Not a pipe: a helper that stays in the background to serve the clipboard would hold it open for ever.
        options["stderr"] = subprocess.DEVNULL
        options.setdefault("stdout", subprocess.DEVNULL)
        program = _Program(command, **options)
        self._started.append(program)
        return program

    def check_call(self, command: list[str], **options: Any) -> int:
        return self.Popen(command, **options).wait(PATIENCE)

    @property
    def all_went_well(self) -> bool:
        return all(program.returncode == 0 for program in self._started)


class _Program(subprocess.Popen[bytes]):
    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[bytes, bytes]:
        try:
            output, _ = super().communicate(input, timeout or PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        # Never None: pyperclip asks whether there is anything in it.
        return output or b"", b""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _to_terminal(text: str, write: Callable[[str], object]) -> bool:
    with suppress(OSError, ValueError):
        write(osc52(text))
        return True
    return False


def _to_file(text: str, folder: Path) -> Copied:
    path = folder / _FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        message = f"There is no clipboard here, and {path} cannot be written ({error.strerror}): nothing was copied."
        return Copied("nowhere", False, message)
    return Copied("file", True, f"There is no clipboard here: the text is in {path}.", path)
