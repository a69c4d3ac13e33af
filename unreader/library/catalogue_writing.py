"""Changes of a catalogue's text: an entry added, changed or taken out, every other line and comment as it was.

Text in, text out; nothing is read or written here. Each result is read back and must say exactly what was meant, so a
catalogue that is written in a way that these rules do not understand is refused, not damaged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from unreader.library.catalogue import Catalogue, CatalogueError, Entry, parse_catalogue

_DOCUMENT = re.compile(r"\s*\[\[\s*document\s*\]\]\s*(?:#.*)?$")
_PART = re.compile(r"\s*\[\[?\s*document\s*\.")
_HEADER = re.compile(r"\s*\[")
_KEYS = ("file", "symbol", "symbols", "language", "kind", "body", "title", "date", "sha256")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def with_entry(text: str, entry: Entry, path: Path) -> str:
    """The catalogue with one more entry, after the other documents. Raises CatalogueError if it is there already."""
    before = parse_catalogue(text, path)
    lines = text.splitlines()
    blocks = _blocks(lines)
    at = blocks[-1][1] if blocks else len(lines)
    added = ["", *_entry_lines(entry), *([""] if at < len(lines) and lines[at].strip() else [])]
    return _checked([*lines[:at], *added, *lines[at:]], [*before.entries, entry], before, path)


def with_changed(text: str, old: Entry, new: Entry, path: Path) -> str:
    """The catalogue with the facts of one entry changed in place. Raises CatalogueError."""
    before = parse_catalogue(text, path)
    place = _place(before, old, path)
    lines = text.splitlines()
    start, end = _blocks(lines)[place]
    block = lines[start:end]
    facts_end = next((at for at, line in enumerate(block) if at and _HEADER.match(line)), len(block))
    while facts_end > 1 and (not block[facts_end - 1].strip() or block[facts_end - 1].lstrip().startswith("#")):
        facts_end -= 1
    facts, rest = block[:facts_end], block[facts_end:]
    for key in _KEYS:
        if _value(old, key) != _value(new, key):
            facts = _with_fact(facts, key, _value(new, key))
    for one in new.earlier[len(old.earlier) :]:
        rest = [*rest, "", "[[document.earlier]]", f"file = {_quoted(one.file)}", f"sha256 = {_quoted(one.sha256)}",
                f"until = {_quoted(one.until)}"]  # fmt: skip
    entries = [new if number == place else entry for number, entry in enumerate(before.entries)]
    return _checked([*lines[:start], *facts, *rest, *lines[end:]], entries, before, path)


def without_entry(text: str, entry: Entry, path: Path) -> str:
    """The catalogue without one entry, its comments that stand inside it included. Raises CatalogueError."""
    before = parse_catalogue(text, path)
    place = _place(before, entry, path)
    lines = text.splitlines()
    start, end = _blocks(lines)[place]
    while end < len(lines) and not lines[end].strip():
        end += 1
    entries = [one for number, one in enumerate(before.entries) if number != place]
    return _checked([*lines[:start], *lines[end:]], entries, before, path)


def _place(catalogue: Catalogue, entry: Entry, path: Path) -> int:
    for number, one in enumerate(catalogue.entries):
        if (one.symbol, one.language) == (entry.symbol, entry.language):
            return number
    raise CatalogueError(f"{path}: {entry.symbol} ({entry.language}) is not there any more; try again")


def _blocks(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The lines (from, to) of each document's tables, without blank lines and comments that lead to what follows."""
    blocks: list[tuple[int, int]] = []
    start: int | None = None
    for number, line in enumerate([*lines, "["]):
        if not _HEADER.match(line) or (start is not None and _PART.match(line)):
            continue
        if start is not None:
            end = number
            while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
                end -= 1
            blocks.append((start, end))
        start = number if _DOCUMENT.match(line) else None
    return blocks


def _entry_lines(entry: Entry) -> list[str]:
    lines = ["[[document]]"]
    for key in _KEYS:
        if (value := _value(entry, key)) is not None:
            lines.append(f"{key} = {value}")
    return lines


def _value(entry: Entry, key: str) -> str | None:
    """A fact as TOML, or None where there is none to tell."""
    if key == "symbols":
        return None if entry.symbols == (entry.symbol,) else f"[{', '.join(map(_quoted, entry.symbols))}]"
    value = getattr(entry, key)
    return None if value in (None, "") and key not in ("title",) else _quoted(value)


def _with_fact(facts: list[str], key: str, value: str | None) -> list[str]:
    at = next((number for number, line in enumerate(facts) if re.match(rf"\s*{key}\s*=", line)), None)
    if at is None:
        return facts if value is None else [*facts, f"{key} = {value}"]
    return [*facts[:at], *([] if value is None else [f"{key} = {value}"]), *facts[at + 1 :]]


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(
        _ESCAPES.get(char) or (char if char >= " " and not "\x7f" <= char < "\xa0" else f"\\u{ord(char):04X}")
        for char in text
    )
    return f'"{escaped}"'


def _checked(lines: Sequence[str], entries: Sequence[Entry], before: Catalogue, path: Path) -> str:
    text = "\n".join(lines).strip("\n") + "\n"
    after = parse_catalogue(text, path)
    if list(after.entries) != list(entries) or after.stages != before.stages:
        raise CatalogueError(f"{path} is written in a way that cannot be changed safely; change it by hand")
    return text
