"""How commands print: tables for people on a terminal, tab-separated lines in a pipe, JSON on request.

What is printed to a terminal is made visible first, so that nothing in a document or a note is obeyed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

import click

from unreader.visible import visible, visible_lines
from unreader.wording import _, in_english

Command = TypeVar("Command", bound=Callable[..., Any])
_C1_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def format_option(*formats: str) -> Callable[[Command], Command]:
    """The option --format of a command, with "text" or the first of `formats` where nobody asks for one."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print it."
    )


filter_option: Callable[[Command], Command] = click.option(
    "--filter", "expression", metavar="FILTER", help='Such as: "trafficking and not kind:heading cites:A/RES/70/1".'
)


def as_printed() -> AbstractContextManager[None]:
    """The words of lines that are printed: in the language of the interface on a terminal, in English in a pipe."""
    return nullcontext() if sys.stdout.isatty() else in_english()


def print_json(value: object) -> None:
    """JSON on standard output; JSON's own escapes stand for every control character."""
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    click.echo(text.translate(_C1_CONTROLS))


def print_text(text: str) -> None:
    """Lines of text on standard output."""
    click.echo(visible_lines(text), nl=not text.endswith("\n"))


def print_rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table for people, or a line of tab-separated cells for each row in a pipe."""
    if not sys.stdout.isatty():
        if not "".join(map("".join, rows)).isprintable():
            rows = [[*map(visible, row)] for row in rows]
        if rows:
            click.echo("\n".join(map("\t".join, rows)))
        return
    from shutil import get_terminal_size

    from unreader.cli.tables import table

    shown = [[*map(visible, row)] for row in rows]
    click.echo("\n".join(table([*map(_, heads)], shown, get_terminal_size().columns)))


def tell(message: str) -> None:
    """A message for the person, on standard error."""
    click.echo(visible(message), err=True)
