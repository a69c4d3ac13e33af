"""Export files on disk: written whole or not at all, and never over what a person wrote into one.

Beside each export stands the hash of what was written (`.NAME.sha256`). A file that no longer matches was edited by
hand: it is kept under another name before the new one is written.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from unreader.model import UnreaderError


class ExportError(UnreaderError):
    """The export cannot be written."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where an export is, and under which name an edited one that stood there was kept (None where there was none)."""

    path: Path
    kept: Path | None = None


def write_file(path: Path, text: str) -> Written:
    """Write an export. Raises ExportError, and then the file that stood there is as it was."""
    data = text.encode("utf-8", "replace")
    seal = path.with_name(f".{path.name}.sha256")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = _keep_edited(path, seal)
        _replace(path, data)
        _replace(seal, hashlib.sha256(data).hexdigest().encode() + b"\n")
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}; name another file with -o") from None
    return Written(path, kept)


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
