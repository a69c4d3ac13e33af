"""The commands of unreader. `unreader` alone, or with an address or a file, opens the full-screen reader.

Each command is imported when it is called: a command loads what it needs and never the full-screen library.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from unreader.cli.session import Session
from unreader.library import AddressError
from unreader.model import Address, UnreaderError

#: Where each command lives. The order is that of the help.
COMMANDS = {
    "list": "reading:list_documents",
    "show": "reading:show",
    "parse": "reading:parse",
    "import": "importing:import_documents",
    "correct": "importing:correct_facts",
    "remove": "importing:remove_document",
    "cites": "reading:cites",
    "cited-by": "reading:cited_by",
    "authorities": "authorities:authorities_command",
    "correct-citation": "correcting:correct_citation",
    "corrections": "correcting:list_corrections",
    "compare": "comparing:compare",
    "history": "comparing:history",
    "similar": "comparing:similar",
    "carry": "carrying:carry",
    "search": "searching:search",
    "open": "reading:open_page",
    "tag": "annotating:tag",
    "untag": "annotating:untag",
    "note": "annotating:note",
    "annotations": "listing:listing",
    "topics": "topics:topics",
    "filters": "filtering:filters",
    "suggest": "suggesting:suggest",
    "statistics": "counting:statistics_command",
    "undo": "changing:undo",
    "redo": "changing:redo",
    "changes": "changing:changes",
    "cite": "citing:cite",
    "export": "exporting:export",
    "backup": "keeping:backup_command",
    "restore": "keeping:restore_command",
    "check": "checking:check",
    "config": "configuring:config",
}


class NoTerminalError(UnreaderError):
    """The full-screen reader was asked for where there is no screen."""

    status = 2


class Commands(click.Group):
    """A group that imports a command when it is called and takes anything else for an address or a file to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        from importlib import import_module

        command = getattr(import_module(f"unreader.cli.{module}"), name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by its name; other words are what the reader is to open."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        return "read", _read, args


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="unreader", message="%(prog)s %(version)s")
@click.option("--library", type=click.Path(path_type=Path), metavar="DIR", help="The library to use.")
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    help="The language of the reader and of citations (else the locale's).",
)
@click.pass_context
def unreader(ctx: click.Context, library: Path | None, lang: str | None) -> None:
    """Read, follow and annotate United Nations documents.

    Without a command the full-screen reader opens, at an ADDRESS or a FILE if one is given:

    \b
        unreader
        unreader E/2024/30 para 23
        unreader 78/229#op12
        unreader resolution.txt
    """
    ctx.obj = Session(library, lang)
    if ctx.invoked_subcommand is None:
        ctx.invoke(_read, words=())


@click.command("read", hidden=True)
@click.argument("words", nargs=-1)
@click.pass_obj
def _read(session: Session, words: tuple[str, ...]) -> None:
    """Open the full-screen reader."""
    library = session.library
    # The reader hands in its own corrections, once the first text is on the screen.
    library.correct_with(None)
    address = _what_to_open(session, words) if words else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminalError("the reader needs a terminal; without one use a command: unreader --help lists them")
    from unreader.tui import run

    _leave(run(library, address=address, language=session.language, words=words))


def _leave(status: int) -> NoReturn:
    """End the program at once: everything is saved and the terminal given back; nothing has to be taken apart."""
    import threading

    sys.stdout.flush()
    sys.stderr.flush()
    if any(thread is not threading.current_thread() and not thread.daemon for thread in threading.enumerate()):
        sys.exit(status)  # something, an import say, goes on to its next safe point
    os._exit(status)


def _what_to_open(session: Session, words: tuple[str, ...]) -> Address:
    try:
        return session.place_or_file(words)
    except AddressError as error:
        from difflib import get_close_matches

        if near := get_close_matches(words[0], COMMANDS, n=1, cutoff=0.7):
            raise AddressError(f"{error}; or is it the command {near[0]}?") from None
        raise


def main() -> None:
    """Run the program. Troubles end in one line on standard error, never in a traceback."""
    try:
        unreader(standalone_mode=False)
    except UnreaderError as error:
        _say(str(error))
        sys.exit(error.status)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "unreader"
        _say(f"{error.format_message()} ({command} --help tells more)")
        sys.exit(2)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has gone: not an error, and nothing may be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("UNREADER_DEBUG"):
            raise
        from unreader.cli.trouble import write_report

        _say(f"an error that unreader did not expect ({type(error).__name__}: {error}); {write_report(error)}")
        sys.exit(1)


def _say(message: str) -> None:
    from unreader import first_picture
    from unreader.visible import visible

    first_picture.take_down()

    click.echo(f"unreader: {visible(message.replace(chr(10), ' '))}", err=True)
