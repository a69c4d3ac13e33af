"""Every string of the interface: what is marked with `_` or `N_` in the code, and the table of keys.

The sentences of the lower floors (errors, the parser's warnings, where a copy went) too, "{0}" for a part that changes.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import unreader
from unreader.tui.keys.table import KEYS

_PACKAGE = Path(unreader.__file__).parent
_MARKS = {"_", "N_"}


def interface_strings() -> dict[str, list[str]]:
    """Each string with the files in which it stands, as paths from the repository."""
    found: dict[str, list[str]] = {}
    for file in sorted(_PACKAGE.rglob("*.py")):
        place = f"unreader/{file.relative_to(_PACKAGE).as_posix()}"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS and node.args:
                for text in _constants(node.args[0]):
                    _add(found, text, place)
    for key in KEYS:
        for text in (key.words, key.says, key.group):
            _add(found, text, "unreader/tui/keys/table.py")
    return found


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


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


def _sentences(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = node.func.id
        if name in ("ParseWarning", "Copied") or (name.endswith("Error") and name not in _OF_OUR_TABLES):
            return [text for argument in node.args for text in _templates(argument)]
    elif isinstance(node, ast.Assign):
        targets = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if "message" in targets:
            return _templates(node.value)
    return []


def _templates(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _templates(node.body) + _templates(node.orelse)
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


def _add(found: dict[str, list[str]], text: str, place: str) -> None:
    places = found.setdefault(text, [])
    if place not in places:
        places.append(place)
