"""File paths as a terminal pastes them when files are dropped on it: quoted, with `\\ ` for a blank, as file:// URLs.

A line may hold several. A line that is the path of a file as it stands is one path, blanks and all.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from unreader.sources import SourceError
from unreader.sources.file_urls import path_of

#: Where a backslash parts folders, it escapes nothing.
_ESCAPES = os.sep != "\\"
_PLAIN_WORD = re.compile(r'(?:"[^"]*"|[^\s"])+')


def dropped_paths(text: str) -> list[Path]:
    """The paths in a text that was pasted or typed, in its order, each once; there need be no such file."""
    found: list[Path] = []
    for line in text.replace("\0", "").splitlines():
        if line := line.strip():
            found += _paths(line)
    return list(dict.fromkeys(found))


def _paths(line: str) -> list[Path]:
    whole = _path(line)
    if _is_there(whole):
        return [whole]
    if not _ESCAPES:
        return [_path(word.replace('"', "")) for word in _PLAIN_WORD.findall(line)] or [whole]
    try:
        return [_path(word) for word in shlex.split(line)]
    except ValueError:  # a quote that is not closed belongs to the name
        return [whole]


def _path(word: str) -> Path:
    try:
        path = path_of(word)
    except SourceError:  # of another computer: there is no such file here
        path = Path(word)
    try:
        return path.expanduser()
    except RuntimeError:  # ~ of nobody
        return path


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def are_files(paths: list[Path]) -> bool:
    """Whether these are files and folders, all of them: then they were dropped, and no other text was pasted."""
    return bool(paths) and all(_is_there(path) for path in paths)


def written(paths: list[Path]) -> str:
    """Paths on one line, quoted where they have to be, so that `dropped_paths` reads them again."""
    if len(paths) == 1 and _is_there(paths[0]) and str(paths[0]).isprintable():
        return str(paths[0])
    if not _ESCAPES:
        return " ".join(f'"{path}"' for path in paths)
    return " ".join(shlex.quote(str(path)) for path in paths)
