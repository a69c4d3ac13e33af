"""What every part of the reading screen rests on: the document and its side pane, opening places, following the focus.

The parts (panes, finding, marks, citations) are classes on top of `ReadingBase`; `ReadingScreen` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.tui.beside.cards import CardMaker
from unreader.tui.beside.side_pane import SidePane
from unreader.tui.document.document_pane import DocumentPane
from unreader.tui.frame.bars import Divider, KeyBar
from unreader.tui.frame.sized_screen import SizedScreen
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane
from unreader.tui.reading.trail import Trail
from unreader.tui.state import Place, ReadingState
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


class ReadingBase(SizedScreen):
    """Document and side pane: what is open, and what is shown beside it."""

    AUTO_FOCUS: ClassVar[str | None] = "#text"

    def __init__(
        self, library: Library, notebook: Notebook, reading: ReadingState, place: Place | None, *, ready: bool
    ) -> None:
        super().__init__()
        self._library = library
        self._notebook = notebook
        self._reading = reading
        self._trail = Trail(reading.way)
        self._maker = CardMaker(library)
        self.wanted = place
        self._ready = ready
        self._has_panes = False
        #: Whether the citations of the first document are still to come.
        self._uncited = False
        self._followed: object = None

    def compose(self) -> ComposeResult:
        """The two panes, and the keys."""
        with Container(id="panes"):
            yield DocumentPane(id="document")
            yield Divider()
            yield SidePane(self._library, self._maker, self._notebook.on, id="side")
        yield KeyBar()

    @property
    def pane(self) -> DocumentPane:
        """The document."""
        return self.query_one("#document", DocumentPane)

    @property
    def side(self) -> SidePane:
        """What belongs to the paragraph in focus."""
        return self.query_one("#side", SidePane)

    @property
    def reader_app(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    @property
    def _composed(self) -> bool:
        """Whether the panes are there: not before they are mounted, nor while the reader is being left."""
        return self._has_panes and self.app.is_running

    @property
    def here(self) -> Address | None:
        """The address of the paragraph in focus."""
        return self.pane.address if self._composed else None

    @property
    def place(self) -> Place | None:
        """Exactly where one stands in the document."""
        return self.pane.place if self._composed and self.pane.document is not None else None

    @property
    def is_whole(self) -> bool:
        """Whether the document and what belongs to its paragraph are shown, or it is told why not."""
        return self._composed and self.wanted is None and (self._shows_all or self.pane.document is None)

    @property
    def _shows_all(self) -> bool:
        return self._ready and not self._uncited

    def complete(self) -> None:
        """Show what the first picture of a start has left out: keys act on the whole document."""
        if self._composed:
            self.pane.complete()

    def note_place(self) -> None:
        """The way back leads exactly here."""
        self._trail.leave(self.place)

    # -- opening ---------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Wait for the wanted document: the library is being prepared aside."""
        self._has_panes = True
        if self.wanted is not None:
            self.pane.wait(self.wanted.symbol, _("Reading {symbol} …").format(symbol=self.wanted.symbol))
            if self._ready or self._library.is_at_hand(self.wanted.symbol, self.wanted.language):
                self.open(self.wanted)

    def library_ready(self, ready: int, of: int, symbol: str) -> None:
        """Another document of the library can be opened quickly; with the last one, who cites whom is known."""
        wanted = self.wanted
        if wanted is not None and self._composed and (not symbol or self._is(symbol, wanted.symbol) or ready == of):
            self.open(wanted)
        if ready == of:
            self._cite()
            self._ready = True
            self._followed = None
            if self._composed:
                self._follow()
        elif self._composed and self.side.address is None:
            said = _("Reading the library for the first time: {ready} of {of} documents …")
            self.side.say(said.format(ready=ready, of=of))

    def _is(self, symbol: str, other: str) -> bool:
        entry = self._library.find_entry(symbol)
        return entry is not None and other in entry.symbols

    def open(self, place: Place, *, enter: bool = True) -> None:
        """Open a place; trouble is told and leaves everything as it is. `enter` makes it a step of the way."""
        try:
            document = self._library.document(place.symbol, place.language)
            # The first text of a start is there before it is known what of its citations opens.
            self._uncited = not self._ready and self.pane.document is None
            citations = () if self._uncited else self._library.citations(document.symbol, document.language)
        except UnreaderError as error:
            self._uncited = False
            self.reader_app.warn(error)
            if self.wanted is not None:
                self.wanted = None
                self.pane.wait(place.symbol, said(error))
            return
        self.wanted = None
        place = replace(place, symbol=document.symbol, language=document.language)
        self._trail.leave(self.place)
        if enter:
            self._trail.enter(place)
        marked = self._notebook.in_document(document.symbol, document.language)
        self._followed = None
        self.pane.show(document, citations, marked, place)
        # What they open may stand in texts that are still being read for the first time: then with the last of them.
        if self._uncited and self._library.is_at_hand(document.symbol, document.language):
            self.call_after_refresh(self._cite)
        self._follow()

    def _cite(self) -> None:
        """Show the citations of the first document, which is on the screen."""
        document = self.pane.document if self._uncited and self._composed else None
        if document is None:
            return
        self._uncited = False
        try:
            self._library.citations(document.symbol, document.language)
        except UnreaderError as error:
            self.reader_app.warn(error)
        else:
            self.annotations_changed()

    def open_address(self, address: Address) -> None:
        """Open an address in the document pane, with the keyboard there; in the language being read, if it has none."""
        here = self.pane.document
        if here is not None and address.symbol == here.symbol and address.language in ("", here.language):
            self._trail.leave(self.place)
            self.pane.go_to(address.path)
            landed = self.place
            if landed is not None:
                self._trail.enter(landed)
        else:
            language = address.language or (here.language if here is not None else self.reader_app.language or "")
            self.open(Place(address.symbol, language, address.path))
        self.set_focus(self.pane.text)

    def library_changed(self, moved: Mapping[tuple[str, str], tuple[str, str]]) -> None:
        """Documents came, went, say other things of themselves: show the one in view as it is now.

        `moved` are those with another symbol or language, (symbol, language) before and now.
        """
        self._followed = None
        self._maker.forget()
        self._trail.rename(moved)
        if not self._composed:
            return
        self.side.library_changed()
        document, place = self.pane.document, self.pane.place
        if document is None or place is None:
            return
        symbol, language = moved.get((document.symbol, document.language), (document.symbol, document.language))
        entry = self._library.find_entry(symbol, language)
        if entry is not None and entry.language == language:
            self.open(replace(place, symbol=symbol, language=language), enter=False)
        else:
            self.pane.wait(symbol, _("{symbol} is not in the library any more.").format(symbol=symbol))
            self.side.say("")

    def annotations_changed(self) -> None:
        """Show tags and notes as they are now."""
        if not self._composed:
            return
        document = self.pane.document
        if document is None:
            self.side.show_anew()
            return
        citations = self.pane.citations
        if not self._uncited:
            # Where the file has gone what is shown stays; opening it again says why.
            with suppress(UnreaderError):
                citations = self._library.citations(document.symbol, document.language)
        changed = citations is not self.pane.citations
        self.pane.mark_anew(self._notebook.in_document(document.symbol, document.language), citations)
        if changed:
            self.side.cited_anew()
        else:
            self.side.show_anew()

    # -- following the focus ---------------------------------------------------------------------------------------

    @on(LinePane.FocusMoved, "#text")
    def _moved(self) -> None:
        self.pane.tell_place()
        self._follow()

    def _follow(self) -> None:
        address = self.pane.address
        if address is None or address == self._followed or not self._ready:
            return
        self._followed = address
        if not self.has_class("-without-side"):
            try:
                self.side.follow(address, self.pane.warnings_here())
            except UnreaderError as error:
                self.side.say(said(error))

    @on(events.DescendantFocus)
    def _keyboard_moved(self) -> None:
        areas = getattr(self.focused, "AREAS", ())
        where = "side" if self.side.cards.has_focus else "outline" if "outline" in areas else "document"
        self.query_one(KeyBar).where = where

    @property
    def _outline_cells(self) -> int:
        """Columns that the outline takes at the left."""
        return 0

    def _panes_changed(self) -> None:
        """There is more or less room for document and side pane now."""

    def action_hide_side(self) -> None:
        """Hide or show the side pane."""
        self._put_side_away(not self.has_class("-without-side"))

    def _put_side_away(self, away: bool) -> None:
        self.set_class(away, "-without-side")
        self._reading.view.without_side = away
        if away:
            self.set_focus(self.pane.text)
        else:
            self._followed = None
            self._follow()

    def _show_side(self) -> None:
        if self.has_class("-without-side"):
            self._put_side_away(False)
