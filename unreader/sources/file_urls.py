"""Files named as file:// URLs, as file managers and browsers name them (RFC 8089), and files named by their paths."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from urllib.parse import unquote_to_bytes
from urllib.request import url2pathname

from unreader.sources.source_text import SourceError

SCHEME = "file:"


def path_of(name: str) -> Path:
    """The path that a name is, or that a file:// URL means with its percent signs read.

    Raises SourceError where the URL names another computer, or no path.
    """
    if not name.lower().startswith(SCHEME):
        return Path(name)
    rest = name[len(SCHEME) :]
    host = ""
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = slash + path
    if host.lower() not in ("", "localhost", platform.node().lower()):
        raise SourceError(f"{name} is on another computer ({host}): copy the file to this one and name it there")
    path = url2pathname(rest) if os.name == "nt" else os.fsdecode(unquote_to_bytes(rest))
    if not rest.startswith("/") or "\0" in path:
        raise SourceError(f"{name} names no file: a file's URL is such as file:///home/me/text.pdf")
    return Path(path)
