"""Tagging paragraphs and spans, one or many as one change, and what was tagged last, so that it can be repeated."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from unreader.model import Address
from unreader.tui.notebook import Notebook, Span


class Spot(Struct, frozen=True):
    """What is tagged: a paragraph, or a span of its text in code points."""

    address: Address
    span: Span | None = None


class Tagging:
    """Changes of tags; each is one step of the history, or raises NotebookError or StoreError and changes nothing.

    `last` are the topics that were set last, on whatever spots.
    """

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._where: tuple[Spot, ...] = ()
        self.last: tuple[str, ...] = ()

    def topics(self, spot: Spot) -> tuple[str, ...]:
        """The topics of this very paragraph or span: not those of spans within a paragraph."""
        return tuple(tag.topic for tag in self._notebook.at(spot.address, spot.span).tags)

    def add(self, spots: Sequence[Spot], topics: Sequence[str]) -> int:
        """Tag all spots with all topics; how many had not all of them yet."""
        with self._notebook.as_one_step("tag", spots[0].address, topics):
            missing = [spot for spot in spots if not set(topics) <= set(self.topics(spot))]
            for spot in missing:
                self._notebook.tag(spot.address, topics, spot.span)
        where = tuple(spots)
        # A second topic on the same spots is repeated together with the first.
        self.last = tuple(dict.fromkeys((*self.last, *topics))) if where == self._where else tuple(topics)
        self._where = where
        return len(missing)

    def toggle(self, spots: Sequence[Spot], topic: str) -> bool:
        """Take a topic away where all spots have it, else set it on all; whether they have it now."""
        if not all(topic in self.topics(spot) for spot in spots):
            self.add(spots, (topic,))
            return True
        with self._notebook.as_one_step("untag", spots[0].address, (topic,)):
            for spot in spots:
                self._notebook.untag(spot.address, (topic,), spot.span)
        if tuple(spots) == self._where:
            self.last = tuple(one for one in self.last if one != topic)
        return False

    def clear(self, spots: Sequence[Spot]) -> tuple[str, ...]:
        """Take all topics from all spots; those that were there."""
        gone: dict[str, None] = {}
        with self._notebook.as_one_step("untag", spots[0].address):
            for spot in spots:
                gone.update(dict.fromkeys(self._notebook.untag(spot.address, None, spot.span)))
        return tuple(gone)
