"""The two ways in: a path, or bytes that somebody already has."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from unreader.model import Source
from unreader.sources.formats import recognise
from unreader.sources.source_text import SourceError, SourceText

#: Larger files are refused before they are read: no UN document comes near it.
MAX_BYTES = 200_000_000


def read_file(path: str | os.PathLike[str]) -> SourceText:
    """Read one file. Raises SourceError for what is missing, no file, unreadable, too large, empty or not text."""
    return read_bytes(bytes_of(path), Path(path).name)


def bytes_of(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file that may be a document. Raises SourceError: missing, no file, unreadable, too large."""
    place = Path(path)
    name = printable(str(path))
    try:
        facts = place.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise SourceError(f"{name}: this is a folder; name the files in it")
        if not stat.S_ISREG(facts.st_mode):
            raise SourceError(f"{name}: this is not a regular file; give a document file")
        if facts.st_size > MAX_BYTES:
            size, limit = facts.st_size // 1_000_000, MAX_BYTES // 1_000_000
            raise SourceError(f"{name}: {size} MB is too large (the limit is {limit} MB); split the file")
        return place.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{name}: there is no such file; check the name") from None
    except PermissionError:
        raise SourceError(f"{name}: no permission to read it; change its permissions or copy it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"{name}: cannot be read ({printable(reason)}); check the name") from None


def read_bytes(data: bytes, name: str) -> SourceText:
    """Read a file's bytes; `name` is the file's name, for messages and for `Source.file`. Raises SourceError."""
    shown = printable(name)
    if not data:
        raise SourceError(f"{shown}: the file is empty; give a file with text")
    known = recognise(data, name)
    if known.reads is None:
        raise SourceError(f"{shown}: {known.message}")
    text = known.reads(data, shown).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{shown}: the file holds nothing but blanks; give a file with text")
    return SourceText(text, Source(file=name, format=known.name, sha256=hashlib.sha256(data).hexdigest()))


def printable(name: str) -> str:
    """A file name that can be shown on one line: control characters and undecodable bytes as escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in name)
