"""The start of the program: the reader at once where the words are plain, else the command line as click reads it.

Click is not loaded before the reader, which is what people wait for.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from unreader.cli import COMMANDS
from unreader.cli.session import LANGUAGES, Session, chosen_language
from unreader.library import AddressError
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.wording import _, use_language_of

#: The disk, or one's part of it, is full.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: Set while a shell asks what a word may go on with.
_COMPLETING = "_UNREADER_COMPLETE"


class NoTerminalError(UnreaderError):
    """The full-screen reader was asked for where there is no screen."""

    status = 2


def plain_start(words: Sequence[str]) -> tuple[Session, tuple[str, ...]] | None:
    """The session, and what the reader is to open, where a command line is nothing else; None where click reads it."""
    if os.name != "posix" or _COMPLETING in os.environ:
        return None
    options: dict[str, str] = {}
    left = list(words)
    while len(left) > 1 and left[0] in ("--library", "--lang"):
        options[left[0]] = left[1]
        del left[:2]
    said = [*options.values(), *left]
    if any(word.startswith("-") for word in said) or (left and left[0] in COMMANDS):
        return None
    language = options.get("--lang")
    if language is not None and language not in LANGUAGES:
        return None
    library = Path(options["--library"]) if "--library" in options else None
    return Session(library, language), tuple(left)


def asked_language(words: Sequence[str]) -> str | None:
    """The language that --lang asks for before a command, however wrong the rest may be; else None."""
    asked = None
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            break
        name, joined, value = word.partition("=")
        if name in ("--library", "--lang") and not joined:
            value = next(left, "")
        if name == "--lang" and value in LANGUAGES:
            asked = value
    return asked


def open_reader(session: Session, words: tuple[str, ...]) -> NoReturn:
    """Open the full-screen reader, and end the program with it. Raises UnreaderError."""
    library = session.library
    # The reader hands in its own corrections, once the first text is on the screen.
    library.correct_with(None)
    address = _what_to_open(session, words) if words else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminalError(_("the reader needs a terminal; without one use a command: unreader --help lists them"))
    from unreader.tui import run

    status = run(library, address=address, language=session.language, words=words)
    library.close()
    leave(status)


def leave(status: int) -> NoReturn:
    """End the program at once: everything is saved and the terminal given back; nothing has to be taken apart."""
    import threading

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever read it has gone
            stream.flush()
    if any(thread is not threading.current_thread() and not thread.daemon for thread in threading.enumerate()):
        sys.exit(status)  # something, an import say, goes on to its next safe point
    os._exit(status)


def _what_to_open(session: Session, words: tuple[str, ...]) -> Address:
    try:
        return session.place_or_file(words)
    except AddressError as error:
        from difflib import get_close_matches

        if near := get_close_matches(words[0], COMMANDS, n=1, cutoff=0.7):
            asking = _("{error}; or is it the command {command}?").format(error=said(error), command=near[0])
            raise AddressError(asking) from None
        raise


def main() -> None:
    """Run the program. Troubles end in one line on standard error, never in a traceback."""
    use_language_of(lambda: chosen_language(asked_language(sys.argv[1:])) or "en")
    try:
        plain = plain_start(sys.argv[1:])
        if plain is not None:
            open_reader(*plain)
        from unreader.cli.commands import run

        run()
    except UnreaderError as error:
        say(said(error))
        sys.exit(error.status)
    except BrokenPipeError:
        # Whoever read our output has gone: not an error.
        _write_no_more()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("UNREADER_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            _write_no_more()
            told = _("not everything could be written ({error}): make room, then do it again")
            say(told.format(error=error.strerror or error))
            sys.exit(1)
        from unreader.cli.trouble import write_report

        unexpected = _("an error that unreader did not expect ({error}); {report}")
        say(unexpected.format(error=f"{type(error).__name__}: {error}", report=write_report(error)))
        sys.exit(1)


def _write_no_more() -> None:
    """Nothing is flushed at the end into an output that takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """One line of trouble on standard error."""
    import click

    from unreader import first_picture
    from unreader.visible import visible

    first_picture.take_down()
    click.echo(f"unreader: {visible(message.replace(chr(10), ' '))}", err=True)
