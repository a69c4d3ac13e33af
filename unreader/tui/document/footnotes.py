"""The footnotes of a document: which block calls which, and which of them are shown under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from unreader.library import footnote_path
from unreader.model import Block, Document


class Footnotes:
    """Which notes stand where, and which are in sight. Paths of blocks go in and come out.

    A note that no block calls stands where the source has it, and is always in sight.
    """

    def __init__(self, document: Document, *, shown: bool = False) -> None:
        self.blocks: Mapping[str, Block] = {block.path: block for block in document.blocks if block.kind == "footnote"}
        self.callers = _callers(document.blocks, self.blocks)
        self._called: dict[str, list[str]] = {}
        for note, caller in self.callers.items():
            self._called.setdefault(caller, []).append(note)
        self.shown: set[str] = set(self.callers) if shown else set()

    def of(self, path: str) -> tuple[str, ...]:
        """The notes that a block calls, in order, each followed by those that it calls itself."""
        return tuple(note for direct in self._called.get(path, ()) for note in (direct, *self.of(direct)))

    def called_from(self, path: str) -> str:
        """The block in the text under which a note stands; the path itself if it is no note that is called."""
        while path in self.callers:
            path = self.callers[path]
        return path

    def turn(self, notes: Iterable[str]) -> None:
        """Show these notes if one of them is hidden, else hide them."""
        wanted = set(notes)
        if wanted <= self.shown:
            self.shown -= wanted
        else:
            self.shown |= wanted

    def turn_all(self) -> bool:
        """Show all notes if one is hidden, else hide all; says whether they are shown now."""
        self.turn(self.callers)
        return bool(self.shown)

    def show(self, path: str) -> bool:
        """Show a note, and those around it if it stands under a note; says whether that changed anything."""
        before = len(self.shown)
        while path in self.callers:
            self.shown.add(path)
            path = self.callers[path]
        return len(self.shown) > before


def _callers(blocks: Iterable[Block], notes: Mapping[str, Block]) -> dict[str, str]:
    """The path of each called footnote with the path of the block that calls it first."""
    called: dict[str, str] = {}
    for block in blocks:
        for mark in block.footnotes:
            note = footnote_path(block.path, mark.label, notes)
            if note and note != block.path:
                called.setdefault(note, block.path)
    return {note: caller for note, caller in called.items() if _reaches_text(note, called)}


def _reaches_text(note: str, called: Mapping[str, str]) -> bool:
    """Whether a note is called from the text in the end, not in a ring of notes."""
    seen = {note}
    while note in called:
        note = called[note]
        if note in seen:
            return False
        seen.add(note)
    return True
