"""Export files on disk: written whole or not at all, and never over what a person wrote into one.

A Markdown file with our marks is made again around what a person wrote there (see `remaking`). Beside each other export
stands the hash of what was written (`.NAME.sha256`). A file that no longer matches was edited by hand: it is kept under
another name before the new one is written.
"""

from __future__ import annotations

import difflib
import hashlib
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from msgspec import Struct

from unreader.exporting.remaking import has_marks, remake
from unreader.model import UnreaderError


class ExportError(UnreaderError):
    """The export cannot be written."""


class Prepared(Struct, frozen=True):
    """What is to be written: where, the bytes now there (None: no file) and those to come, what is left alone.

    `edited` are the blocks that were edited by hand and stay as they are, `left_over` those whose annotation is no
    longer in the export but in which a person had written. `remade` says that the present file is part of the new one.
    """

    path: Path
    before: bytes | None
    data: bytes
    edited: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    remade: bool = False

    @property
    def changes(self) -> bool:
        """Whether the file would be other than it is."""
        return self.before != self.data

    def difference(self) -> str:
        """The difference between the present file and the one to come, as `diff -u` shows it."""
        try:
            old, new = (self.before or b"").decode("utf-8"), self.data.decode("utf-8")
        except UnicodeDecodeError:
            return f"{self.path}: {len(self.before or b'')} bytes become {len(self.data)}\n" if self.changes else ""
        lines = difflib.unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), str(self.path), str(self.path)
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


class Written(Struct, frozen=True):
    """Where an export is, and under which name an edited one that stood there was kept (None where there was none).

    `edited` and `left_over` are those of Prepared.
    """

    path: Path
    kept: Path | None = None
    edited: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()


def prepare(path: Path, content: str | bytes) -> Prepared:
    """What an export would become at this path. Raises ExportError if the file there cannot be read."""
    try:
        before = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}") from None
    if isinstance(content, bytes):
        return Prepared(path, before, content)
    text = content.encode("utf-8", "replace")
    if before is None or path.suffix != ".md":
        return Prepared(path, before, text)
    try:
        old = before.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Prepared(path, before, text)
    if not has_marks(old) or not has_marks(content):
        return Prepared(path, before, text)
    remade = remake(old, content)
    return Prepared(path, before, remade.text.encode("utf-8", "replace"), remade.edited, remade.left_over, True)


def write_prepared(prepared: Prepared) -> Written:
    """Write a prepared export. Raises ExportError, and then the file that stood there is as it was."""
    path = prepared.path
    seal = path.with_name(f".{path.name}.sha256")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = None if prepared.remade else _keep_edited(path, seal)
        if prepared.changes or kept is not None:
            _replace(path, prepared.data)
        _replace(seal, hashlib.sha256(prepared.data).hexdigest().encode() + b"\n")
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from None
    return Written(path, kept, prepared.edited, prepared.left_over)


def _keep_edited(path: Path, seal: Path) -> Path | None:
    if not path.exists():
        return None
    sealed = seal.read_text("ascii").strip() if seal.exists() else ""
    if hashlib.sha256(path.read_bytes()).hexdigest() == sealed:
        return None
    for number in count(1):
        kept = path.with_name(f"{path.stem}.edited-{number}{path.suffix}")
        if not kept.exists():
            path.rename(kept)
            return kept
    return None


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
