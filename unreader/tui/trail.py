"""The way back: the places that were left by opening another, and the way forward again, as in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from unreader.tui.state import Place

_LONGEST = 1000


class Trail:
    """Places in the order in which they were opened, and which of them one is at."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def leave(self, place: Place | None) -> None:
        """Note exactly where one stands just now, before going anywhere else."""
        if place is not None and 0 <= self._at < len(self._places):
            self._places[self._at] = replace(place)

    def enter(self, place: Place) -> None:
        """Go on to a new place; what lay ahead is forgotten."""
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_LONGEST]
        self._at = len(self._places) - 1

    def rename(self, moved: Mapping[tuple[str, str], tuple[str, str]]) -> None:
        """Documents have another symbol or language, (symbol, language) before and now: their places go along."""
        for number, place in enumerate(self._places):
            symbol, language = moved.get((place.symbol, place.language), (place.symbol, place.language))
            self._places[number] = replace(place, symbol=symbol, language=language)

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
