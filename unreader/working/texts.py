"""The folder texts/ of a library: originals under safe names, and the catalogue changed as one step.

The catalogue is the switch: a file counts from the moment the catalogue names it, and until then it can be taken away.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from unreader.annotating.durable import locked, replace_file
from unreader.library.catalogue import Catalogue, parse_catalogue
from unreader.library.home import CATALOGUE
from unreader.model import UnreaderError

_SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "markdown": ".md"}
_UNSAFE = re.compile(r"[^A-Za-z0-9.()-]+")
#: File systems allow 255 bytes; a version's number and a temporary file's ending must find room.
_LONGEST = 150
#: Where the files of documents go that were taken out.
REMOVED = "removed"


class ImportingError(UnreaderError):
    """A document that cannot be put into the library, changed in it or taken out of it."""


@contextmanager
def changing(root: Path) -> Iterator[None]:
    """Hold the library's catalogue alone. Raises ImportingError where the library cannot be written."""
    try:
        (root / "annotations").mkdir(exist_ok=True)
        with locked(root / "annotations" / ".catalogue.lock"):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ImportingError(
            f"the library at {root} cannot be written ({reason}); check its permissions and the room on the disk"
        ) from None


def change_catalogue(root: Path, change: Callable[[str, Catalogue], str]) -> None:
    """Replace the catalogue by what `change` makes of its text; call it inside `changing`."""
    path = root / CATALOGUE
    text = path.read_text(encoding="utf-8")
    changed = change(text, parse_catalogue(text, path))
    if changed != text:
        replace_file(path, changed.encode())


@contextmanager
def put_original(root: Path, name: str, data: bytes) -> Iterator[None]:
    """Write a file into texts/, and take it away again if what is done inside fails or is broken off."""
    path = root / "texts" / name
    replace_file(path, data)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def free_name(root: Path, symbol: str, language: str, format_name: str) -> str:
    """A name in texts/ that no file has: A_RES_78_229.en.pdf, else A_RES_78_229.en.v2.pdf; never a path."""
    stem = _UNSAFE.sub("_", symbol).strip("._") or "document"
    if len(stem) > _LONGEST:
        stem = f"{stem[:_LONGEST]}-{hashlib.sha256(symbol.encode()).hexdigest()[:8]}"
    suffix = _SUFFIXES.get(format_name, ".txt")
    taken = {path.name.casefold() for path in (root / "texts").iterdir()}
    number = 1
    while True:
        name = f"{stem}.{language}{f'.v{number}' if number > 1 else ''}{suffix}"
        if name.casefold() not in taken:
            return name
        number += 1


def set_aside(root: Path, name: str) -> Path | None:
    """Move a file of texts/ to texts/removed/; where it is now, None if it was not there."""
    source = root / "texts" / name
    if not source.is_file():
        return None
    folder = root / "texts" / REMOVED
    folder.mkdir(exist_ok=True)
    target = folder / source.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{source.stem}.{number}{source.suffix}"
    source.replace(target)
    return target
