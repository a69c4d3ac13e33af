"""Citations on the reading screen: opening what is cited, rejecting and correcting, how it was known."""

from __future__ import annotations

from typing import Literal

from textual import events, on

from unreader.breaking import visible
from unreader.model import REJECTED, Address, Citation, UnreaderError
from unreader.tui.beside.card_paragraphs import OpenPage, OpenPlace
from unreader.tui.document.paragraphs import CiteMark
from unreader.tui.keys.keymap import keyed
from unreader.tui.page.layout import Callout
from unreader.tui.page.line_pane import LinePane
from unreader.tui.reading.base import ReadingBase
from unreader.wording import _


class Citations(ReadingBase):
    """What is done with the citation that is chosen or clicked."""

    _shows_chosen = False

    def action_choose(self) -> None:
        """Open what is chosen beside the paragraph; unfold a card that has nothing to open.

        An action of the screen, not a message of the pane: keys that follow at once must not overtake it.
        """
        self._follow()
        key = self.side.cards.focus_key
        if key is None:
            return
        if isinstance(key, OpenPage):
            # Only when one has gone there: Enter in the document opens no browser.
            if self.side.cards.has_focus:
                self.app.open_url(key.url)
                self.reader_app.tell(_("Opened in the browser: {url}").format(url=key.url))
            return
        place = self.side.place_of(key)
        card = self.side.card(key)
        if place is not None:
            self.open_address(place)
        elif card is not None and card.state == "rejected":
            said = _("This was rejected as a citation. {reject} brings it back, {give_target} gives its right target.")
            self.reader_app.tell(keyed(said))
        elif not self.side.unfold(key):
            words = _(
                "This text is not in the library: {import_documents} imports it, {jump} opens its page by a letter."
            )
            self.reader_app.tell(keyed(words))

    @on(LinePane.FocusMoved, "#cards")
    @on(events.DescendantFocus)
    def _show_chosen(self) -> None:
        """While the keyboard is among the things cited, the words that cite the chosen one stand out in the text."""
        if not self._composed:
            return
        text, address = self.pane.text, self.side.address
        if (
            self.side.cards.has_focus
            and address is not None
            and self.pane.document is not None
            and address.symbol == self.pane.document.symbol
        ):
            self._shows_chosen = True
            text.highlight(*(CiteMark(one.block, one.start, one.end) for one in self.side.chosen()))
        elif self._shows_chosen:
            self._shows_chosen = False
            text.highlight()

    @on(LinePane.Clicked)
    def _clicked(self, event: LinePane.Clicked) -> None:
        payload = event.payload
        if isinstance(payload, OpenPlace):
            self.open_address(payload.place)
        elif isinstance(payload, OpenPage):
            self.app.open_url(payload.url)
        elif isinstance(payload, CiteMark):
            self._show_side()
            self.side.pinned = False
            self._follow()
            self.side.choose(payload)
        elif isinstance(payload, Callout) and event.pane is self.pane.text:
            self.pane.turn_notes(str(event.key), payload.label)

    def _chosen_citations(self) -> tuple[Address, tuple[Citation, ...]] | None:
        """The place and the citations that are chosen in the side pane, if they can be corrected; else it is told."""
        self._follow()
        address = self.side.address
        citations = () if self.has_class("-without-side") else self.side.chosen()
        if address is None or not citations:
            self.reader_app.tell(_("No citation is chosen: choose one among what the paragraph cites."))
            return None
        try:
            self._notebook.check(address)
        except UnreaderError as error:
            self.reader_app.warn(error)
            return None
        return address, citations

    def action_reject(self) -> None:
        """The chosen citation is none; again, and it is one again."""
        chosen = self._chosen_citations()
        if chosen is None:
            return
        address, citations = chosen
        words = visible(" · ".join(dict.fromkeys(one.quote for one in citations)))
        rejected = all(one.rule == REJECTED for one in citations)
        try:
            if rejected:
                self._notebook.bring_back(address, citations)
            else:
                self._notebook.reject(address, citations)
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        self.annotations_changed()
        said = _("Brought back: {words}") if rejected else _("Rejected: {words}. {undo} undoes it.")
        self.reader_app.tell(keyed(said, words=words))

    def action_give_target(self) -> None:
        """The window for the right target of the chosen citation."""
        from unreader.tui.reading.target_dialog import Target, TargetDialog

        chosen = self._chosen_citations()
        if chosen is None:
            return
        address, citations = chosen

        def given(target: Target | Literal["rules"] | None) -> None:
            if target is None:
                return
            try:
                if isinstance(target, Target):
                    self._notebook.give_target(address, citations, target.target, target.pinpoint)
                    said = keyed(_("Its target is {target} now. {undo} undoes it."), target=target.words)
                else:
                    self._notebook.bring_back(address, citations)
                    said = _("What the rules found counts again.")
            except UnreaderError as error:
                self.reader_app.warn(error)
                return
            self.annotations_changed()
            self.reader_app.tell(said)

        self.app.push_screen(TargetDialog(self._library, address, citations), given)

    def action_details(self) -> None:
        """How the target of the chosen citation was known."""
        self._show_side()
        self._follow()
        if not self.side.tell_details():
            self.reader_app.tell(_("No citation is chosen: choose one among what the paragraph cites."))
