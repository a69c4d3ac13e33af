"""Every string of the interface: what is marked with `_` or `N_` in the code of the screen, and the table of keys."""

from __future__ import annotations

import ast
from pathlib import Path

import unreader.tui
from unreader.tui.keys import KEYS

_FOLDER = Path(unreader.tui.__file__).parent
_MARKS = {"_", "N_"}


def interface_strings() -> dict[str, list[str]]:
    """Each string with the files in which it stands, as paths from the repository."""
    found: dict[str, list[str]] = {}
    for file in sorted(_FOLDER.rglob("*.py")):
        place = f"unreader/tui/{file.relative_to(_FOLDER).as_posix()}"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS and node.args:
                for text in _constants(node.args[0]):
                    _add(found, text, place)
    for key in KEYS:
        for text in (key.words, key.says, key.group):
            _add(found, text, "unreader/tui/keys.py")
    return found


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


def _add(found: dict[str, list[str]], text: str, place: str) -> None:
    places = found.setdefault(text, [])
    if place not in places:
        places.append(place)
