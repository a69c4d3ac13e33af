"""The bookmarks that lead somewhere from here: a letter, or Enter, goes there."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from unreader.library import Library
from unreader.model import Address
from unreader.tui.frame.dialog import ChoiceList, ChoosingDialog
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import beginning, meaning
from unreader.tui.state import Place, ReadingState
from unreader.wording import _


class BookmarksList(ChoosingDialog):
    """Letters with their places. Gives the letter of the chosen one."""

    def __init__(self, library: Library, reading: ReadingState, symbol: str, language: str) -> None:
        super().__init__(_("Bookmarks"), _("letter: go · ↓ ↑ Enter: choose · Del: take away · Esc: close"))
        self._library = library
        self._reading = reading
        self._symbol, self._language = symbol, language

    def inside(self) -> ComposeResult:
        """The list."""
        yield ChoiceList(id="bookmarks")

    def on_mount(self) -> None:
        """Fill it."""
        self._fill()

    def _fill(self) -> None:
        lines = []
        for letter, place in self._reading.bookmarks_from(self._symbol, self._language):
            name = meaning(place.symbol, place.path)
            text = f"{name}  {self._beginning(place)}"
            lines.append(Paragraph(letter, text, "item", label=letter, marks=(Mark(0, len(name), "emphasis"),)))
        self.query_one(ChoiceList).choices(lines)

    def _beginning(self, place: Place) -> str:
        return shortened(beginning(self._library, Address(place.symbol, place.path, place.language)), 60)

    def on_key(self, event: events.Key) -> None:
        """A letter goes there."""
        letters = [letter for letter, _place in self._reading.bookmarks_from(self._symbol, self._language)]
        pane = self.query_one(ChoiceList)
        if event.character in letters:
            event.stop()
            self.dismiss(event.character)
        elif event.key == "delete" and isinstance(pane.focus_key, str):
            event.stop()
            self._reading.drop_bookmark(pane.focus_key, self._symbol, self._language)
            self._reading.save()
            if len(letters) == 1:
                self.dismiss(None)
            else:
                self._fill()
