"""Finding one's way from the reading screen: addresses, the outline, what is doubtful, tables of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on

from unreader.library import Reference, find_address
from unreader.model import Address, UnreaderError
from unreader.tui.document.paragraphs import CiteMark
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.reading.base import ReadingBase
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.holdings.authority_table import TableState


class Finding(ReadingBase):
    """Windows and screens that lead to another place."""

    _table: TableState | None = None

    def action_goto(self) -> None:
        """Type an address."""
        from unreader.tui.document.goto import Goto

        def go(chosen: Address | str | None) -> None:
            if isinstance(chosen, Address):
                self.open_address(chosen)
            elif chosen == "top":
                self._trail.leave(self.place)
                self.pane.text.action_top()
                landed = self.place
                if landed is not None:
                    self._trail.enter(landed)

        self.app.push_screen(Goto(self._library, self.pane.address), go)

    @on(ReadingPane.NumberWanted, "#text")
    def _number_wanted(self, event: ReadingPane.NumberWanted) -> None:
        """`29G`: what a number typed into the address line means."""
        try:
            self.open_address(find_address(self._library, str(event.number), self.pane.address).address)
        except UnreaderError as error:
            self.reader_app.warn(error)

    @on(ReadingPane.NumberWanted, "#cards")
    def _card_wanted(self, event: ReadingPane.NumberWanted) -> None:
        event.pane.action_top()
        self.side.cards.go_by(event.number - 1)

    def action_parse_warnings(self) -> None:
        """The places that the parser is not sure of."""
        from unreader.tui.reading.warnings_list import WarningsList

        document = self.pane.document
        if document is None:
            return
        if not document.warnings:
            self.reader_app.tell(_("The parser has nothing to say of this document."))
            return

        def go(path: str | None) -> None:
            if path is not None:
                self.open_address(Address(document.symbol, path, document.language))

        self.app.push_screen(WarningsList(document, str(self.pane.text.focus_key or "")), go)

    def action_library(self) -> None:
        """All documents."""
        self.reader_app.show_library()

    def action_authorities(self) -> None:
        """Everything cited in the library."""
        self._show_table("all")

    def action_missing(self) -> None:
        """What is cited and not in the library."""
        self._show_table("missing")

    def _show_table(self, which: Literal["all", "missing"]) -> None:
        from unreader.tui.holdings.authorities_screen import AuthoritiesScreen
        from unreader.tui.holdings.authority_table import TableState

        if self._table is None:
            self._table = TableState()
        if self._table.which != which:
            self._table.which, self._table.focus = which, None
        document = self.pane.document
        language = self.reader_app.language or (document.language if document else "")
        self.app.push_screen(AuthoritiesScreen(self._library, self._notebook, self._table, language or "zh"))

    def open_reference(self, reference: Reference) -> None:
        """Open a citing place, with the citation chosen beside it."""
        citation = reference.citation
        self.open_address(reference.at)
        self._show_side()
        self._follow()
        self.side.choose(CiteMark(citation.block, citation.start, citation.end))
