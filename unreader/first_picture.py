"""The first screen of the next start, kept as it was left: shown at once, while the reader is still being loaded.

What a start shows depends on its words, the terminal, the language, and a few files. The picture is kept with all of
them, and is shown only while every one of them is as it was. It is a cache and nothing else: when anything about it is
not right there is none. This module loads nothing, for it runs before everything else.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable, Sequence

from unreader import __version__

#: The form of the file; another one is not read.
_FORM = b"unreader picture 1\n"
#: What a screen looks like depends on these, and where the files lie that it is made from.
_SURROUNDINGS = (
    *("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "TMUX", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"),
    *("COLUMNS", "LINES", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "UNREADER_LIBRARY"),
)
#: Alternate screen, no cursor, no wrapped lines; and back.
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
#: More pictures than anyone has ways to start; the oldest go.
_KEPT = 12


class _Shown:
    """Whether a picture is on the screen, and what sets the terminal's input as it was before."""

    is_up = False
    set_back: Callable[[], None] | None = None


def show(words: Sequence[str]) -> bool:
    """Show the picture kept for these words of the command line, if it is still true. Says whether it is up."""
    if os.name != "posix" or not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
        return False
    try:
        name, key = _named(words)
        with open(name, "rb") as file:  # noqa: PTH123 - pathlib is not loaded yet
            form, kept, files, picture = file.readline(), file.readline(), file.readline(), file.read()
        if form != _FORM or kept != key or any(_facts(path) != facts for path, facts in _read_facts(files)):
            return False
        import termios

        before = termios.tcgetattr(0)
        _Shown.set_back = lambda: termios.tcsetattr(0, termios.TCSANOW, before)
        quiet = termios.tcgetattr(0)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        _Shown.is_up = True
        sys.stderr.flush()
        os.write(2, _ENTER.encode() + picture)
    except (OSError, ValueError, ImportError):
        return False
    return True


def is_up() -> bool:
    """Whether a picture is on the screen."""
    return _Shown.is_up


def hand_over() -> None:
    """The reader takes the terminal, which holds the picture: its input is set as it was before."""
    _Shown.is_up = False
    set_back, _Shown.set_back = _Shown.set_back, None
    if set_back is not None:
        set_back()


def take_down() -> None:
    """Give the terminal back as it was, where the reader has not taken it."""
    if _Shown.is_up:
        hand_over()
        os.write(2, _LEAVE.encode())


def keep(words: Sequence[str], rows: Iterable[str], files: Iterable[str]) -> bool:
    """Keep a picture for a start with these words: the rows of the screen, and the files that it was made from.

    Says whether it could be kept.
    """
    if os.name != "posix":
        return False
    lines = (f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
    facts = "\0".join(f"{path}\t{_facts(path)}" for path in sorted(set(files)))
    try:
        if "\n" in facts:
            return False
        name, key = _named(words)
        folder = os.path.dirname(name)  # noqa: PTH120
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        _make_room(folder)
        partial = f"{name}.{os.getpid()}"
        with open(partial, "wb") as file:  # noqa: PTH123
            file.write(_FORM + key + facts.encode() + b"\n" + "".join(lines).encode())
        os.replace(partial, name)  # noqa: PTH105
    except (OSError, ValueError):
        return False
    return True


def _named(words: Sequence[str]) -> tuple[str, bytes]:
    """The file of the picture, and the key that stands in it. Raises OSError without a terminal."""
    columns, rows = os.get_terminal_size(1)
    said = [f"{name}={os.environ.get(name, '')}" for name in _SURROUNDINGS]
    key = "\0".join((__version__, f"{columns}x{rows}", os.getcwd(), *said, *words))  # noqa: PTH109
    line = key.encode("utf-8", "surrogateescape").replace(b"\n", b"\r") + b"\n"
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return f"{cache}/unreader/pictures/{zlib.crc32(line):08x}", line


def _facts(path: str) -> str:
    """What tells that a file has not changed: its size and time; the same word for every file that is not there."""
    try:
        facts = os.stat(path)  # noqa: PTH116
    except OSError:
        return "none"
    return f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}"


def _read_facts(line: bytes) -> list[tuple[str, str]]:
    pairs = []
    for one in line.decode("utf-8").rstrip("\n").split("\0"):
        path, _, facts = one.partition("\t")
        pairs.append((path, facts))
    return pairs


def _make_room(folder: str) -> None:
    names = [entry for entry in os.scandir(folder) if entry.is_file()]
    names.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in names[_KEPT - 1 :]:
        os.unlink(entry.path)  # noqa: PTH108
