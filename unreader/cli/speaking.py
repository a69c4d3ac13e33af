"""The commands in another language than English: their help, and the words that click itself prints.

Commands are made in English when their modules are loaded. What is shown is a copy of a command with every text
translated. Click has its words from gettext, which takes the language from the environment: it is told there while
the words of a command are read, and not while the command works.
"""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Callable, Iterable
from copy import copy
from functools import update_wrapper
from typing import Any

import click

from unreader.wording import CATALOGUES, _, language

#: The catalogue of click's words, and the variable that gettext looks at first.
DOMAIN, _VARIABLE = "click", "LANGUAGE"
#: Of a list of two columns, the most that the first one takes, in cells.
_FIRST_COLUMN = 30


class Speaking:
    """Click speaks the language of the interface from when this is made until a command works."""

    def __init__(self) -> None:
        self._before = os.environ.get(_VARIABLE)
        gettext.bindtextdomain(DOMAIN, CATALOGUES)
        gettext.textdomain(DOMAIN)
        os.environ[_VARIABLE] = language()

    def shown(self, command: click.Command) -> click.Command:
        """A copy of a command, and of those in it, with its texts in the language of the interface."""
        spoken = copy(command)
        spoken.context_class = _Context
        spoken.help = "\n\n".join(map(_paragraph, paragraphs(command.help)))
        spoken.short_help = spoken.help.partition("\n")[0].partition("。")[0]
        spoken.options_metavar = _(command.options_metavar or "")
        spoken.params = [_parameter(one) for one in command.params]
        if isinstance(spoken, click.Group):
            spoken.subcommand_metavar = _(spoken.subcommand_metavar)
            spoken.commands = {name: self.shown(one) for name, one in spoken.commands.items()}
        elif command.callback is not None:
            spoken.callback = self._working(command.callback)
        return spoken

    def _working(self, callback: Callable[..., Any]) -> Callable[..., Any]:
        """What a command does, in the person's environment: what it starts, a browser say, speaks their language."""

        def work(*words: Any, **options: Any) -> Any:
            self._set_back()
            return callback(*words, **options)

        return update_wrapper(work, callback)

    def _set_back(self) -> None:
        if self._before is None:
            os.environ.pop(_VARIABLE, None)
        else:
            os.environ[_VARIABLE] = self._before


def paragraphs(text: str | None) -> list[str]:
    r"""The paragraphs of a help text, each in one line; those that click shows line by line (after \b) as they are."""
    found = inspect.cleandoc(text or "").partition("\f")[0].split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split("\n")) for part in found if part]


def _paragraph(text: str) -> str:
    return text if text.startswith("\b") else _(text)


def _parameter(parameter: click.Parameter) -> click.Parameter:
    spoken = copy(parameter)
    spoken.metavar = _(parameter.metavar) if parameter.metavar else parameter.metavar
    if isinstance(spoken, click.Option):
        spoken.help = _(spoken.help or "")
    return spoken


class _Help(click.HelpFormatter):
    """Help that is laid out by cells: a Chinese character takes two, and Chinese has no blanks to break lines at."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        from unreader.breaking import cells, text_lines

        head = f"{prefix or gettext.gettext('Usage:')}{prog} "
        self._write_rows(text_lines(args, max(20, self.width - cells(head))) or [""], head)

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, each in as many rows as it needs."""
        from unreader.breaking import text_lines

        indent = " " * self.current_indent
        for number, part in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            listed = part.split("\n")[1:] if part.startswith("\b") else text_lines(part, self.width - len(indent))
            self.write("".join(f"{indent}{row}\n" for row in listed))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2) -> None:
        """Two columns: options or commands, and what each of them does."""
        from unreader.breaking import cells, text_lines

        listed = list(rows)
        first = min(max(cells(name) for name, _words in listed), col_max) + col_spacing
        for name, words in listed:
            head = " " * self.current_indent + name
            told = text_lines(words, max(10, self.width - first - self.current_indent))
            if cells(name) > first - col_spacing and told:
                self.write(head + "\n")
                head = " " * self.current_indent
            self._write_rows(told or [""], head + " " * (first + self.current_indent - cells(head)))

    def _write_rows(self, rows: list[str], head: str) -> None:
        """Rows beside the head of the first one."""
        from unreader.breaking import cells

        self.write(f"{head}{rows[0]}".rstrip() + "\n")
        self.write("".join(f"{' ' * cells(head)}{row}\n" for row in rows[1:]))


class _Context(click.Context):
    formatter_class = _Help
