"""Every string of the interface: what is marked with `_` or `N_` in the code, the table of keys, the help of commands.

The sentences of the lower floors (errors, the parser's warnings, where a copy went) too, "{0}" for a part that changes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import click

import unreader
from unreader.cli.commands import unreader as command_line
from unreader.cli.speaking import paragraphs
from unreader.tui.keys.table import KEYS

_PACKAGE = Path(unreader.__file__).parent
_MARKS = {"_", "N_"}
#: A text of a catalogue, or its singular and plural.
Text = str | tuple[str, str]
_Key = TypeVar("_Key", bound=Text)


@cache
def interface_strings() -> dict[str, list[str]]:
    """Each string with the files in which it stands, as paths from the repository."""
    found: dict[str, list[str]] = {}
    for file in sorted(_PACKAGE.rglob("*.py")):
        place = f"unreader/{file.relative_to(_PACKAGE).as_posix()}"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                for text in _constants(node.args[0]) if node.func.id in _MARKS else _heads(node):
                    _add(found, text, place)
    for text, place in _help_of(command_line):
        _add(found, text, place)
    for key in KEYS:
        for text in (key.words, key.says, key.group):
            _add(found, text, "unreader/tui/keys/table.py")
    return found


def _heads(call: ast.Call) -> list[str]:
    """The heads of a table that a command prints."""
    heads = call.args[0]
    if not isinstance(call.func, ast.Name) or call.func.id != "print_rows" or not isinstance(heads, ast.Tuple):
        return []
    return [text for head in heads.elts for text in _constants(head)]


def _help_of(command: click.Command) -> Iterator[tuple[str, str]]:
    """What is said of a command, of its options, and of the commands in it, with the file in which it stands."""
    place = f"{(command.callback or _help_of).__module__.replace('.', '/')}.py"
    texts = [part for part in paragraphs(command.help) if not part.startswith("\b")]
    for parameter in command.params:
        texts += [parameter.metavar or "", getattr(parameter, "help", None) or ""]
    texts.append(command.options_metavar or "")
    if isinstance(command, click.Group):
        texts.append(command.subcommand_metavar)
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _help_of(inner)
    yield from ((text, place) for text in texts if text)


def click_strings() -> dict[Text, list[str]]:
    """What click says of a command line, but for what it says to programmers alone; singular and plural as a pair."""
    found: dict[Text, list[str]] = {}
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        tree = ast.parse((Path(click.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        to_programmers = {id(node) for raised in ast.walk(tree) if _is_type_error(raised) for node in ast.walk(raised)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or id(node) in to_programmers:
                continue
            if _name(node.func) == "ngettext":
                one, many = (text for argument in node.args[:2] for text in _constants(argument))
                _add(found, (one, many), f"click/{name}.py")
            elif _name(node.func) == "_":
                for text in _constants(node.args[0]):
                    _add(found, text, f"click/{name}.py")
    return found


def _is_type_error(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc.func) == "TypeError"


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


def unmarked_in_commands() -> list[str]:
    """What a command would say in English to everybody: words that are told or raised without going through `_`."""
    found = []
    for file in sorted((_PACKAGE / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (
                _name(node.func) in ("tell", "say") or _name(node.func).endswith("Error")
            ):
                texts = [text for argument in node.args for text in _templates(argument)]
                found += [f"{file.name}: {text}" for text in texts if re.search(r"[a-z]{2}", _FIELD.sub("", text))]
    return found


@cache
def message_templates() -> dict[str, list[str]]:
    """The sentences of the floors under the screen: what errors and warnings are made with, "{0}" for what changes."""
    found: dict[str, list[str]] = {}
    for file in sorted(_PACKAGE.rglob("*.py")):
        room = file.relative_to(_PACKAGE).as_posix()
        if room.startswith(("tui/", "cli/")):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for text in _sentences(node):
                if " " in _FIELD.sub("", text).strip():
                    _add(found, text, f"unreader/{room}")
    return found


_FIELD = re.compile(r"\{\d*\}")


#: Errors of the tables that come in the package: a test of ours meets them, never a person who reads.
_OF_OUR_TABLES = {
    "BodiesError",
    "GrammarError",
    "InstrumentsError",
    "LanguageError",
    "LanguageTableError",
    "LexiconError",
    "WordsError",
}


#: Names of what is said, and of functions that say what is wrong with something.
_TOLD = {"message", "fault", "left", "advice", "reason", "instead", "_ADVICE", "_FULL", "_READ_ONLY", "_NOT_YET"}
_SAYING = {"refuses", "place_of", "_unknown", "_unknown_document", "fault_in", "_fault_in", "_faults", "_fault_told"}


def _assigned(node: ast.Assign) -> list[tuple[str, ast.expr]]:
    """The names that an assignment makes, each with its value."""
    first = node.targets[0]
    if isinstance(first, ast.Tuple) and isinstance(node.value, ast.Tuple):
        return [(_name(name), value) for name, value in zip(first.elts, node.value.elts, strict=True)]
    return [(_name(target), node.value) for target in node.targets]


def _sentences(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        told = [argument for argument in node.keywords if argument.arg == "trouble"]
        if name in ("ParseWarning", "Copied", "Problem", "unreadable", "_trouble", "Format") or (
            name.endswith("Error") and name not in _OF_OUR_TABLES
        ):
            return [text for argument in node.args for text in _templates(argument)]
        appended = isinstance(node.func, ast.Attribute) and node.func.attr == "append"
        if _name(node.func) == "_wrong" or (appended and _name(node.func.value) == "trouble"):
            return [text for argument in node.args for text in _templates(argument)]
        return [text for argument in told for text in _templates(argument.value)]
    if isinstance(node, ast.Assign):
        return [text for name, value in _assigned(node) if name in _TOLD for text in _templates(value)]
    if isinstance(node, ast.FunctionDef) and node.name in _SAYING:
        returned = [
            inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return | ast.Yield) and inner.value
        ]
        return [text for value in returned for text in _templates(value)]
    return []


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _templates(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _templates(node.body) + _templates(node.orelse)
    if isinstance(node, ast.Tuple | ast.Dict):
        return [text for element in getattr(node, "elts", None) or node.values for text in _templates(element)]
    if isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        for number in range(text.count("{}")):
            text = text.replace("{}", f"{{{number}}}", 1)
        return [text] if text else []
    if isinstance(node, ast.JoinedStr):
        parts, number = [], 0
        for value in node.values:
            if isinstance(value, ast.Constant):
                parts.append(str(value.value))
            else:
                parts.append(f"{{{number}}}")
                number += 1
        return ["".join(parts)]
    return []


def _add(found: dict[_Key, list[str]], text: _Key, place: str) -> None:
    places = found.setdefault(text, [])
    if place not in places:
        places.append(place)
