"""Which library is used, and the user's own made on first use.

`--library`, else UNREADER_LIBRARY, else the nearest folder upward that is a library, else the user's own. A library is
a folder with texts/catalogue.toml.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from unreader.folders import user_folder
from unreader.model import UnreaderError

CATALOGUE = Path("texts") / "catalogue.toml"


class LibraryError(UnreaderError):
    """There is no library where one was looked for, or it cannot be used."""


def find_library(named: Path | None = None) -> Path:
    """The folder of the library to use. Makes the user's own if there is no other. Raises LibraryError."""
    if named is None and os.environ.get("UNREADER_LIBRARY"):
        named = Path(os.environ["UNREADER_LIBRARY"])
    if named is not None:
        if not (named / CATALOGUE).is_file():
            raise LibraryError(f"{named} is not a library: it has no {CATALOGUE}; name another folder with --library")
        return named
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CATALOGUE).is_file():
            return folder
    return own_library()


def own_library() -> Path:
    """The user's own library in the data folder of the platform, made from the documents in the package."""
    home = user_folder("data") / "library"
    if not (home / CATALOGUE).is_file():
        _plant(home)
    return home


def seed_folder() -> Path:
    """Where the documents that come with the program are: in the package, or the repository it runs from."""
    package = Path(__file__).parent.parent
    for folder in (package / "seed", package.parent):
        if (folder / CATALOGUE).is_file():
            return folder
    raise LibraryError("the documents that come with unreader are missing: install it again, or use --library DIR")


def seed_codebook() -> Path | None:
    """The topics that come with the program, for a library that has none of its own."""
    try:
        return seed_folder() / "annotations" / "topics.toml"
    except LibraryError:
        return None


def _plant(home: Path) -> None:
    import shutil

    seed = seed_folder()
    try:
        # The catalogue makes a folder a library, so it is put there last: half a copy never counts as one.
        (home / "texts").mkdir(parents=True, exist_ok=True)
        for file in sorted((seed / "texts").iterdir(), key=lambda path: path.name == CATALOGUE.name):
            if file.is_file():
                temporary = home / "texts" / f".{file.name}.{os.getpid()}"
                shutil.copyfile(file, temporary)
                temporary.replace(home / "texts" / file.name)
        (home / "annotations").mkdir(exist_ok=True)
        codebook = seed / "annotations" / "topics.toml"
        if codebook.is_file() and not (home / "annotations" / "topics.toml").exists():
            shutil.copyfile(codebook, home / "annotations" / "topics.toml")
    except OSError as error:
        raise LibraryError(f"your library at {home} cannot be made: {error}; use --library DIR") from None


def index_file(library: Path) -> Path:
    """Where the index of a library is kept: in the user's cache folder, one file for each library."""
    return user_folder("cache") / f"index-{zlib.crc32(os.fsencode(library.resolve())):08x}.sqlite"
