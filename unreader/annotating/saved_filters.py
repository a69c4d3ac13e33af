"""Filters saved by name, in annotations/filters.toml: lines such as `open = "kind:operative not is:noted"`."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from unreader.annotating import durable
from unreader.annotating.filters import FilterError

_NAME = re.compile(r"[\w-]+")
_HEAD = "# Filters saved by name: unreader export filter:NAME\n\n"


class SavedFilters:
    """The filters of one filters.toml, by name."""

    def __init__(self, path: Path) -> None:
        """Read the file, which need not exist. Raises FilterError."""
        self._path = path
        self.by_name: dict[str, str] = _read(path)

    def save(self, name: str, text: str) -> None:
        """Save a filter, in place of one with this name. The text has been read by `parse_filter`."""
        if not _NAME.fullmatch(name):
            raise FilterError(f"{name!r} cannot be the name of a filter: use letters, digits and hyphens")
        self._write({**self.by_name, name: text})

    def delete(self, name: str) -> str:
        """Take a filter out; what it was. Raises FilterError if there is none."""
        if name not in self.by_name:
            raise FilterError(f"no filter {name!r} is saved; there are {', '.join(self.by_name) or 'none yet'}")
        left = dict(self.by_name)
        text = left.pop(name)
        self._write(left)
        return text

    def replace(self, filters: dict[str, str]) -> None:
        """Have these filters and no others."""
        if filters != self.by_name:
            self._write(dict(filters))

    def _write(self, filters: dict[str, str]) -> None:
        lines = [f"{_key(name)} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in filters.items()]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            durable.replace_file(self._path, (_HEAD + "".join(lines)).encode("utf-8", "replace"))
        except OSError as error:
            raise FilterError(f"{self._path} cannot be written: {error.strerror}") from None
        self.by_name = filters


def _key(name: str) -> str:
    return name if name.isascii() else json.dumps(name, ensure_ascii=False)


def _read(path: Path) -> dict[str, str]:
    try:
        filters = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FilterError(f"{path} cannot be read: {error}. Mend it or move it away.") from None
    if wrong := [name for name, text in filters.items() if not isinstance(text, str)]:
        raise FilterError(f"{path}: {wrong[0]} must be a filter in quotation marks")
    return filters
