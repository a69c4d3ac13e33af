"""The command line as click reads it: the options before a command, the command, or what the reader is to open."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from unreader.cli import COMMANDS
from unreader.cli.session import LANGUAGES, Session
from unreader.cli.starting import open_reader, say
from unreader.wording import _, language

if TYPE_CHECKING:
    from unreader.cli.speaking import Speaking


class Commands(click.Group):
    """A group that imports a command when it is called and takes anything else for an address or a file to open."""

    #: What makes commands speak another language than English, where that is wanted.
    speaking: Speaking | None = None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        from importlib import import_module

        command = getattr(import_module(f"unreader.cli.{module}"), name)
        assert isinstance(command, click.Command)  # noqa: S101
        return self.shown(command)

    def shown(self, command: click.Command) -> click.Command:
        """A command in the language of the interface."""
        return command if self.speaking is None else self.speaking.shown(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by its name; other words are what the reader is to open."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        return "read", self.shown(_read), args


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="unreader", message="%(prog)s %(version)s")
@click.option("--library", type=click.Path(path_type=Path), metavar="DIR", help="The library to use.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of the interface and of citations (else the locale's).",
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
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        assert isinstance(ctx.command, Commands)  # noqa: S101
        ctx.invoke(ctx.command.shown(_read), words=())


@click.command("read", hidden=True)
@click.argument("words", nargs=-1)
@click.pass_obj
def _read(session: Session, words: tuple[str, ...]) -> None:
    """Open the full-screen reader."""
    open_reader(session, words)


def run() -> None:
    """Read the command line and do what it says. Raises UnreaderError; wrong usage ends the program."""
    gc.set_threshold(50_000, 20, 20)  # a command that answers for thousands of documents makes little to collect
    command: click.Command = unreader
    if language() != "en":
        from unreader.cli.speaking import Speaking

        unreader.speaking = Speaking()
        command = unreader.shown(unreader)
    try:
        command(standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        called = error.ctx.command_path.removesuffix(f" {_read.name}") if error.ctx else "unreader"
        trouble = error.format_message().rstrip(".。")
        say(_("{trouble} ({command} --help tells more)").format(trouble=trouble, command=called))
        sys.exit(2)
    except click.ClickException as error:
        say(error.format_message())
        sys.exit(error.exit_code)
