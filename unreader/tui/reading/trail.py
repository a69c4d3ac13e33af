"""The way back: the places that were left by opening another, and the way forward again, as in a browser."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from unreader.tui.state import Place, Way

_LONGEST = 1000


class Trail:
    """Places in the order in which they were opened, and which of them one is at."""

    def __init__(self, way: Way | None = None) -> None:
        """`way` is where the places are kept, and those of the run before come from."""
        self._way = way if way is not None else Way()

    @property
    def _places(self) -> list[Place]:
        return self._way.places

    @property
    def _at(self) -> int:
        return self._way.at

    @_at.setter
    def _at(self, at: int) -> None:
        self._way.at = at

    @property
    def at(self) -> int:
        """The number of the place one is at, -1 before the first."""
        return self._at

    def leave(self, place: Place | None) -> None:
        """Note exactly where one stands just now, before going anywhere else."""
        if place is not None and 0 <= self._at < len(self._places):
            self._places[self._at] = replace(place)

    def enter(self, place: Place) -> None:
        """Go on to a new place; what lay ahead is forgotten. The paragraph where one is already is no step."""
        if 0 <= self._at < len(self._places) and _same_paragraph(self._places[self._at], place):
            self._places[self._at] = place
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_LONGEST]
        self._at = len(self._places) - 1

    def rename(self, moved: Mapping[tuple[str, str], tuple[str, str]]) -> None:
        """Documents have another symbol or language, (symbol, language) before and now: their places go along."""
        for number, place in enumerate(self._places):
            symbol, language = moved.get((place.symbol, place.language), (place.symbol, place.language))
            self._places[number] = replace(place, symbol=symbol, language=language)

    def leads(self, step: int) -> bool:
        """Whether there is anything back (-1) or forward (1) from here."""
        return 0 <= self._at + step < len(self._places)

    def back(self) -> Place | None:
        """The place before this one, or None at the beginning."""
        if self._at <= 0:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """The place that one came back from, or None at the end."""
        if self._at + 1 >= len(self._places):
            return None
        self._at += 1
        return self._places[self._at]


def _same_paragraph(one: Place, other: Place) -> bool:
    return (one.symbol, one.language, one.path) == (other.symbol, other.language, other.path)
