"""A folder of texts: its catalogue, its index, its addresses, who cites whom.

Library(root)                          open a library (a folder with texts/catalogue.toml)
find_library(named) -> root            which library is used
find_address(library, typed, here)     an address as people type it -> Found
read_query(typed), FullText(library)   words or an expression, and where they stand in the whole library
                                       (unreader.library.queries, .full_text)

What is known of a text that the library has not (unreader.library.known) and the table of authorities (.authorities)
are modules of their own; the reading of addresses is loaded when it is asked for. What only lists does without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unreader.library.catalogue import Catalogue, CatalogueError, Entry, Stage
from unreader.library.home import LibraryError, find_library
from unreader.library.library import (
    AddressError,
    Library,
    NotInLibraryError,
    Opening,
    Reference,
)
from unreader.library.paths import containers_of, footnote_path, pinpoint_of

if TYPE_CHECKING:
    from unreader.library.addressing import Found, find_address

__all__ = [
    "AddressError",
    "Catalogue",
    "CatalogueError",
    "Entry",
    "Found",
    "Library",
    "LibraryError",
    "NotInLibraryError",
    "Opening",
    "Reference",
    "Stage",
    "containers_of",
    "find_address",
    "find_library",
    "footnote_path",
    "pinpoint_of",
]


def __getattr__(name: str) -> object:
    if name not in ("Found", "find_address"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from unreader.library import addressing

    return getattr(addressing, name)
