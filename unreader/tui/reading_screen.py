"""The reading screen: the document at the left, what belongs to the paragraph in focus at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from unreader.library import Library, Reference
from unreader.model import REJECTED, Address, Citation, UnreaderError
from unreader.tui.bars import Divider, Dragged, KeyBar
from unreader.tui.breaking import visible
from unreader.tui.card_paragraphs import OpenPage, OpenPlace
from unreader.tui.cards import CardMaker, meaning
from unreader.tui.document_pane import DocumentPane
from unreader.tui.keys import Area, bindings
from unreader.tui.layout import Callout
from unreader.tui.line_pane import LinePane
from unreader.tui.notebook import Notebook
from unreader.tui.paragraphs import CiteMark, outline
from unreader.tui.side_pane import SidePane, Tab
from unreader.tui.sized_screen import SizedScreen
from unreader.tui.state import Place, ReadingState
from unreader.tui.trail import Trail
from unreader.tui.wording import _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp
    from unreader.tui.authority_table import TableState

#: Below this many columns the panes are stacked.
STACKED_BELOW = 100
#: Part of the screen that the side pane takes at first: beside the document, and below it.
SHARE_BESIDE, SHARE_BELOW = 0.45, 0.42
_SMALLEST_PANE = 20, 4


class ReadingScreen(SizedScreen):
    """Document and side pane, and everything that the keys do here."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "reading")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading")]
    AUTO_FOCUS: ClassVar[str | None] = "#text"
    DEFAULT_CSS = """
    ReadingScreen {
        & #panes { width: 1fr; height: 1fr; layout: horizontal; }
        & #side { width: 45%; height: 1fr; }
        &.-stacked {
            & #panes { layout: vertical; }
            & #side { width: 1fr; height: 42%; }
            & Divider { display: none; }
        }
        &.-without-side { & #side, & Divider { display: none; } }
    }
    """

    def __init__(
        self, library: Library, notebook: Notebook, reading: ReadingState, place: Place | None, *, ready: bool
    ) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (STACKED_BELOW, "-beside")]
        self._library = library
        self._notebook = notebook
        self._reading = reading
        self._trail = Trail()
        self._maker = CardMaker(library)
        self.wanted = place
        self._ready = ready
        self._composed = False
        self._followed: object = None
        self._table: TableState | None = None

    def compose(self) -> ComposeResult:
        """The two panes, and the keys."""
        with Container(id="panes"):
            yield DocumentPane(id="document")
            yield Divider()
            yield SidePane(self._maker, self._notebook.on, id="side")
        yield KeyBar()
        yield from self.compose_small()

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
    def place(self) -> Place | None:
        """Exactly where one stands in the document."""
        return self.pane.place if self._composed and self.pane.document is not None else None

    # -- opening ---------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Wait for the wanted document: the library is being prepared aside."""
        self._composed = True
        if self.wanted is not None:
            self.pane.wait(self.wanted.symbol, _("Reading {symbol} …").format(symbol=self.wanted.symbol))
            if self._ready:
                self.open(self.wanted)

    def library_ready(self, ready: int, of: int, symbol: str) -> None:
        """Another document of the library can be opened quickly; with the last one, who cites whom is known."""
        wanted = self.wanted
        if wanted is not None and self._composed and (not symbol or self._is(symbol, wanted.symbol) or ready == of):
            self.open(wanted)
        if ready == of:
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
            citations = self._library.citations(document.symbol, document.language)
        except UnreaderError as error:
            self.reader_app.warn(error)
            if self.wanted is not None:
                self.wanted = None
                self.pane.wait(place.symbol, str(error))
            return
        self.wanted = None
        place = replace(place, symbol=document.symbol, language=document.language)
        self._trail.leave(self.place)
        if enter:
            self._trail.enter(place)
        marked = self._notebook.in_document(document.symbol, document.language)
        self._followed = None
        self.pane.show(document, citations, marked, place)
        self._follow()

    def open_address(self, address: Address) -> None:
        """Open an address in the document pane, with the keyboard there."""
        here = self.pane.document
        if here is not None and address.symbol == here.symbol and address.language in ("", here.language):
            self._trail.leave(self.place)
            self.pane.go_to(address.path)
            landed = self.place
            if landed is not None:
                self._trail.enter(landed)
        else:
            self.open(Place(address.symbol, address.language, address.path))
        self.set_focus(self.pane.text)

    def library_changed(self, moved: Mapping[tuple[str, str], tuple[str, str]]) -> None:
        """Documents came, went, say other things of themselves: show the one in view as it is now.

        `moved` are those with another symbol or language, (symbol, language) before and now.
        """
        self._followed = None
        self._maker.forget()
        self._trail.rename(moved)
        document = self.pane.document if self._composed else None
        place = self.pane.place if document is not None else None
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
        try:
            citations = self._library.citations(document.symbol, document.language)
        except UnreaderError:  # the file has gone: what is shown stays, and opening it again says why
            citations = tuple(self.pane.citations)
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
                self.side.say(str(error))

    @on(events.DescendantFocus)
    def _keyboard_moved(self) -> None:
        self.query_one(KeyBar).where = "side" if self.side.cards.has_focus else "document"

    # -- choosing --------------------------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Open what is chosen beside the paragraph; unfold a card that has nothing to open.

        An action of the screen, not a message of the pane: keys that follow at once must not overtake it.
        """
        self._follow()
        key = self.side.cards.focus_key
        if key is None:
            return
        place = self.side.place_of(key)
        card = self.side.card(key)
        if place is not None:
            self.open_address(place)
        elif card is not None and card.state == "rejected":
            self.reader_app.tell(_("This was rejected as a citation. x brings it back, r gives its right target."))
        elif not (isinstance(key, str) and self.side.unfold(key)):
            self.reader_app.tell(_("This text is not in the library."))

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
            self._to_footnote(str(event.key), payload.label)

    def _to_footnote(self, block: str, label: str) -> None:
        from unreader.library import footnote_path

        document = self.pane.document
        if document is None:
            return
        note = footnote_path(block, label, self._library.paths(document.symbol, document.language))
        if note:
            self.pane.text.focus_paragraph(block)

    # -- moving between panes --------------------------------------------------------------------------------------

    def action_switch_pane(self) -> None:
        """The keyboard to the other pane."""
        if self.side.cards.has_focus:
            self.set_focus(self.pane.text)
        else:
            self._show_side()
            self._follow()
            self.set_focus(self.side.cards)

    def action_close_top(self) -> None:
        """Nothing lies on top: the keyboard goes back to the document."""
        self.set_focus(self.pane.text)

    def action_back(self) -> None:
        """Where one was before."""
        self._step_on_trail(back=True)

    def action_forward(self) -> None:
        """Where one came back from."""
        self._step_on_trail(back=False)

    def _step_on_trail(self, *, back: bool) -> None:
        self._trail.leave(self.place)
        place = self._trail.back() if back else self._trail.forward()
        if place is None:
            self.reader_app.tell(_("Nothing to go back to.") if back else _("Nothing to go forward to."))
            return
        here = self.pane.document
        if here is not None and (place.symbol, place.language) == (here.symbol, here.language):
            self.pane.restore(place)
        else:
            self.open(place, enter=False)
        self.set_focus(self.pane.text)

    def action_turn_side(self) -> None:
        """The other tab of the side pane."""
        self._show_side()
        self.side.turn()

    def action_show_tab(self, tab: Tab) -> None:
        """One tab of the side pane."""
        self.side.turn(tab)

    def action_pin(self) -> None:
        """Pin the side pane, or let it follow again."""
        self._show_side()
        if self.side.pin():
            self.reader_app.tell(_("Pinned: the side pane stays while you read on. p lets it follow again."))
        else:
            self._followed = None
            self._follow()

    def action_hide_side(self) -> None:
        """Hide or show the side pane."""
        self.toggle_class("-without-side")
        if self.has_class("-without-side"):
            self.set_focus(self.pane.text)
        else:
            self._followed = None
            self._follow()

    def _show_side(self) -> None:
        if self.has_class("-without-side"):
            self.action_hide_side()

    def action_run_key(self, action: str) -> None:
        """Run an action of the table (a click in the footer)."""
        self.reader_app.run_key(action)

    # -- finding ---------------------------------------------------------------------------------------------------

    def action_goto(self) -> None:
        """Type an address."""
        from unreader.tui.goto import Goto

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

    def action_outline(self) -> None:
        """Titles and headings."""
        from unreader.tui.outline import Outline

        document = self.pane.document
        if document is None:
            return
        headings = outline(document)
        order = {block.path: number for number, block in enumerate(document.blocks)}
        focus = self.pane.text.focus_key
        here = ""
        for heading in headings:
            if order[heading.path] <= order.get(str(focus), 0):
                here = heading.path

        def go(path: str | None) -> None:
            if path:
                self.open_address(Address(document.symbol, path, document.language))

        self.app.push_screen(Outline(document.symbol, headings, here), go)

    def action_parse_warnings(self) -> None:
        """The places that the parser is not sure of."""
        from unreader.tui.warnings_list import WarningsList

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
        from unreader.tui.authorities_screen import AuthoritiesScreen
        from unreader.tui.authority_table import TableState

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

    # -- tags, notes, citations ------------------------------------------------------------------------------------

    def _address_for_marks(self) -> Address | None:
        """The paragraph in focus, if tags and notes can be kept on it; else the trouble is told."""
        address = self.pane.address
        if address is None or self._library.is_visited(address.symbol, address.language):
            # A file that is only read: the window for the tag or the note offers to import it.
            return address
        try:
            self._notebook.check(address)
        except UnreaderError as error:
            self.reader_app.warn(error)
            return None
        return address

    def action_tag(self) -> None:
        """The tag chooser."""
        from unreader.tui.tag_chooser import TagChooser

        address = self._address_for_marks()
        if address is not None:
            where = meaning(address.symbol, address.path)
            self.app.push_screen(TagChooser(self._notebook, address, where, self.annotations_changed))

    def action_note(self) -> None:
        """The note editor."""
        from unreader.tui.note_editor import NoteEditor

        address = self._address_for_marks()
        if address is None:
            return
        where = meaning(address.symbol, address.path)

        def closed(outcome: str | None) -> None:
            self.annotations_changed()
            if outcome == "saved":
                self.reader_app.tell(_("Note saved."))
            elif outcome == "dropped":
                self.reader_app.tell(_("Note dropped."))

        self.app.push_screen(NoteEditor(self._notebook, address, where), closed)

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
        said = _("Brought back: {words}") if rejected else _("Rejected: {words}. u undoes it.")
        self.reader_app.tell(said.format(words=words))

    def action_give_target(self) -> None:
        """The window for the right target of the chosen citation."""
        from unreader.tui.target_dialog import Target, TargetDialog

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
                    said = _("Its target is {target} now. u undoes it.").format(target=target.words)
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

    def action_undo(self) -> None:
        """Undo the last change of tags, notes and citations."""
        try:
            step = self._notebook.undo()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        if step is None:
            self.reader_app.tell(_("Nothing to undo."))
            return
        self.annotations_changed()
        what = UNDONE.get(step.operation, step.operation)
        undone = Address.parse(step.address)
        where = visible(meaning(undone.symbol, undone.path)) or _("all documents")
        self.reader_app.tell(_("Undone: {what} on {where}").format(what=what, where=where))

    def action_copy_citation(self) -> None:
        """The citation of the paragraph to the clipboard."""
        self._copy(quotation=False)

    def action_copy_quotation(self) -> None:
        """The text of the paragraph with its citation to the clipboard."""
        self._copy(quotation=True)

    def _copy(self, *, quotation: bool) -> None:
        from unreader.exporting.citation import citation_of, quotation_of

        address = self.pane.address
        if address is not None:
            words = quotation_of(self._library, address) if quotation else ""
            language = self.reader_app.language or ""
            self.app.copy_to_clipboard(citation_of(self._library, address, language, quotation=words))

    def action_export(self) -> None:
        """The export dialog."""
        from unreader.tui.export_dialog import ExportDialog, Wanted, export

        document = self.pane.document

        def chosen(wanted: Wanted | None) -> None:
            if wanted is None:
                return
            try:
                self.reader_app.tell(export(self._library, self._notebook, wanted, self.reader_app.language))
            except UnreaderError as error:
                self.reader_app.warn(error)

        self.app.push_screen(ExportDialog(self._notebook, document.symbol if document else ""), chosen)

    # -- sizes -----------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Give the side pane its part again: panes are stacked now, or not any more."""
        self._set_share()

    @property
    def _beside(self) -> bool:
        return self.size.width >= STACKED_BELOW

    def _share(self) -> float:
        """The side pane's part of the screen, as it was left."""
        beside, _comma, below = self._reading.side.partition(",")
        try:
            share = float(beside if self._beside else below)
        except ValueError:
            share = 0.0
        return share if 0.1 <= share <= 0.9 else SHARE_BESIDE if self._beside else SHARE_BELOW

    def _set_share(self) -> None:
        side = self.side
        if self._beside:
            room = self.size.width
            cells = round(room * self._share())
            side.styles.width = max(_SMALLEST_PANE[0], min(room - _SMALLEST_PANE[0], cells))
            side.styles.height = "1fr"
        else:
            room = self.size.height - 1
            rows = round(room * self._share())
            side.styles.width = "1fr"
            side.styles.height = max(_SMALLEST_PANE[1], min(room - _SMALLEST_PANE[1], rows))

    def _keep_share(self, share: float) -> None:
        beside, _comma, below = self._reading.side.partition(",")
        share = max(0.1, min(0.9, share))
        self._reading.side = f"{share:.3f},{below}" if self._beside else f"{beside},{share:.3f}"
        self._set_share()

    @on(Dragged)
    def _dragged(self, event: Dragged) -> None:
        if self._beside:
            self._keep_share(1 - event.x / max(1, self.size.width))
        else:
            self._keep_share(1 - event.y / max(1, self.size.height - 1))

    def action_divide(self, cells: int) -> None:
        """A wider or narrower side pane."""
        room = self.size.width if self._beside else self.size.height - 1
        step = cells if self._beside else cells // 2
        self._keep_share(self._share() + step / max(1, room))


UNDONE = {
    "tag": _("a tag"),
    "untag": _("taking a tag away"),
    "note": _("a note"),
    "unnote": _("removing a note"),
    "delete": _("removing an annotation"),
    "rename": _("renaming a topic"),
    "drop": _("dropping a topic"),
    "anchor": _("placing an annotation"),
    "reject citation": _("rejecting a citation"),
    "correct citation": _("correcting a citation"),
    "withdraw correction": _("bringing a citation back"),
}
