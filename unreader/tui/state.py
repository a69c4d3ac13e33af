"""Where one left off: the last document and the place in each, in one small JSON file per library.

Kept in the user's state folder, replaced as a whole. It is a convenience and nothing else: a file that is missing,
damaged or cannot be written never stops the reader.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, field, json
from msgspec.structs import asdict, astuple

from unreader.folders import user_folder
from unreader.tui.view import View, read_view

_VERSION = 1
#: More documents than anyone goes back to; the file stays small.
_REMEMBERED = 500
#: Later than any moment that a file can rightly name, in seconds since 1970 (the year 5138).
_END_OF_TIME = 100_000_000_000
#: How much of the way back is kept between runs.
_WAY = 200


class Place(Struct, frozen=True):
    """A place on the screen: the document, the paragraph in focus, and the pane's row at which that paragraph begins.

    `row` counts from the top of the pane and is negative where the paragraph begins above it; None leaves it to the
    pane where the paragraph stands.
    """

    symbol: str
    language: str = ""
    path: str = ""
    row: int | None = None


class Way(Struct):
    """The places that were opened one after another, and the number of the one where one is (-1: none)."""

    places: list[Place] = field(default_factory=list)
    at: int = -1


class ReadingState(Struct):
    """What is remembered of one library between runs."""

    file: Path | None
    last: str = ""
    places: dict[str, Place] = field(default_factory=dict)
    #: When one was last in each document, in seconds since 1970.
    times: dict[str, int] = field(default_factory=dict)
    theme: str = ""
    side: str = ""
    #: How citations are copied: the style, whether with the words, in which language ("": the document's).
    style: str = ""
    quoted: bool = False
    citing_language: str = ""
    toured: bool = False
    view: View = field(default_factory=View)
    way: Way = field(default_factory=Way)
    #: Places by letter: capital letters for the library, small ones after the document's key and a colon.
    bookmarks: dict[str, Place] = field(default_factory=dict)
    #: What was looked for, the latest last.
    queries: list[str] = field(default_factory=list)
    written: object = None
    """What was read or written last, as `kept` gives it."""

    def __post_init__(self) -> None:
        self.written = self.kept()

    def kept(self) -> object:
        """What is to be written, for a comparison."""
        return self.last, self.places.get(self.last), self.theme, self.side, astuple(self.view), tuple(self.queries)

    @property
    def changed(self) -> bool:
        """Whether anything is otherwise than when it was read or written last."""
        return self.kept() != self.written

    def remember(self, place: Place) -> None:
        """Take this place as the one where its document, and the reader, is left."""
        key = _key(place.symbol, place.language)
        self.places.pop(key, None)
        self.places[key] = place
        self.times[key] = int(time.time())
        self.last = key

    def place_in(self, symbol: str, language: str) -> Place | None:
        """The place in which a document was left, or None."""
        return self.places.get(_key(symbol, language))

    def time_in(self, symbol: str, language: str) -> int | None:
        """When one was last in a document, in seconds since 1970, or None."""
        return self.times.get(_key(symbol, language))

    @property
    def last_place(self) -> Place | None:
        """The place in the document that was read last, or None."""
        return self.places.get(self.last)

    @property
    def recent(self) -> tuple[Place, ...]:
        """The places in the documents that were read, the latest first."""
        return tuple(reversed(self.places.values()))

    def bookmark(self, letter: str, symbol: str, language: str) -> Place | None:
        """The place with a letter: a capital one's anywhere in the library, a small one's in this document."""
        return self.bookmarks.get(_bookmark(letter, symbol, language))

    def set_bookmark(self, letter: str, place: Place) -> None:
        """Give a place a letter, which it loses elsewhere."""
        self.bookmarks[_bookmark(letter, place.symbol, place.language)] = place

    def drop_bookmark(self, letter: str, symbol: str, language: str) -> None:
        """Take a letter away."""
        self.bookmarks.pop(_bookmark(letter, symbol, language), None)

    def bookmarks_from(self, symbol: str, language: str) -> list[tuple[str, Place]]:
        """The letters that lead somewhere from this document, with where: its own, then those of the library."""
        own = _key(symbol, language) + ":"
        found = [(name.removeprefix(own), place) for name, place in self.bookmarks.items() if name.startswith(own)]
        return sorted(found) + sorted((name, place) for name, place in self.bookmarks.items() if len(name) == 1)

    def save(self) -> bool:
        """Write the file, replacing the old one as a whole. Says whether it could be written."""
        if self.file is None:
            return False
        kept = list(self.places.items())[-_REMEMBERED:]
        data = {
            "version": _VERSION,
            "last": self.last,
            "theme": self.theme,
            "side": self.side,
            "toured": self.toured,
            "view": asdict(self.view),
            "style": self.style,
            "quoted": self.quoted,
            "citing_language": self.citing_language,
            "places": [asdict(place) for _, place in kept],
            "times": {key: self.times[key] for key, _ in kept if key in self.times},
            "way": [asdict(place) for place in self.way.places[-_WAY:]],
            "at": self.way.at - max(0, len(self.way.places) - _WAY),
            "queries": self.queries,
            "bookmarks": {name: asdict(place) for name, place in self.bookmarks.items()},
        }
        temporary = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(json.format(json.encode(data), indent=1))
            temporary.replace(self.file)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            return False
        self.written = self.kept()
        return True


def state_file(library: Path) -> Path:
    """Where the state of a library is kept: in the user's state folder, one file for each library."""
    name = hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:16]
    return user_folder("state") / f"reading-{name}.json"


def read_state(file: Path | None) -> ReadingState:
    """The state in a file; what cannot be understood is left out, and an unreadable file is an empty state."""
    state = ReadingState(file)
    if file is None:
        return state
    try:
        data = json.decode(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return state
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        return state
    entries = data.get("places")
    for entry in entries if isinstance(entries, list) else []:
        place = _place(entry)
        if place is not None:
            state.places[_key(place.symbol, place.language)] = place
    times = data.get("times")
    for key, moment in times.items() if isinstance(times, dict) else ():
        if type(moment) is int and 0 <= moment < _END_OF_TIME:
            state.times[key] = moment
    way = data.get("way")
    for place in map(_place, way if isinstance(way, list) else []):
        if place is not None:
            state.way.places.append(place)
    at = data.get("at")
    last = len(state.way.places) - 1
    state.way.at = at if type(at) is int and -1 <= at <= last else last
    bookmarks = data.get("bookmarks")
    for name, entry in bookmarks.items() if isinstance(bookmarks, dict) else ():
        place = _place(entry)
        if place is not None:
            state.bookmarks[name] = place
    queries = data.get("queries")
    state.queries += [query for query in queries if isinstance(query, str)] if isinstance(queries, list) else []
    for name in ("last", "theme", "side", "style", "citing_language"):
        value = data.get(name)
        if isinstance(value, str):
            setattr(state, name, value)
    state.toured = data.get("toured") is not False
    state.view = read_view(data.get("view"))
    state.quoted = data.get("quoted") is True
    state.written = state.kept()
    return state


def _place(entry: Any) -> Place | None:
    if not isinstance(entry, dict):
        return None
    symbol, language, path = (entry.get(name, "") for name in ("symbol", "language", "path"))
    row = entry.get("row")
    if not (isinstance(symbol, str) and symbol and isinstance(language, str) and isinstance(path, str)):
        return None
    return Place(symbol, language, path, row if type(row) is int else None)


def _key(symbol: str, language: str) -> str:
    return f"{symbol}@{language}"


def _bookmark(letter: str, symbol: str, language: str) -> str:
    return letter if letter.isupper() else f"{_key(symbol, language)}:{letter}"
