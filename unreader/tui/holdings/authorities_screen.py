"""The table of authorities: everything that the library cites, and what of it is worth importing next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import ClassVar

from textual import events, on

from unreader.library import Library, Reference
from unreader.library.authorities import Authority
from unreader.model import UnreaderError
from unreader.tui.beside.card_paragraphs import OpenPage
from unreader.tui.frame.bars import TitleBar
from unreader.tui.frame.list_screen import ListScreen
from unreader.tui.holdings.authority_table import CitingPlace, Tables, TableState, Which, count, entry_key, table_rows
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane, Paragraph
from unreader.wording import _, counted


class AuthoritiesScreen(ListScreen):
    """The table over the reader. `state` is kept by the reader, so that one comes back to where one left it."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "authorities")
    LIST = "authorities"
    AUTO_FOCUS: ClassVar[str | None] = "#authorities"
    DEFAULT_CSS = """
    AuthoritiesScreen ReadingPane > .line-pane--quote { text-style: none; color: $text-warning; }
    """

    def __init__(self, library: Library, notebook: Notebook, state: TableState, language: str) -> None:
        super().__init__()
        self._library = library
        self._notebook = notebook
        self._state = state
        self._language = language

    # -- counting --------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what was counted before, if nothing has changed since; else count aside."""
        self.pane.measure = 200
        self.pane.centred = False
        now = (self._library.entries(), self._notebook.corrections_revision(), self._language)
        if self._state.tables is not None and self._state.tables.counted_from == now:
            self._fill()
            return
        self._title(_("counting …"))
        counting = _("Counting what the library cites …")
        self.pane.show([Paragraph("counting", counting, "hint", space_before=1, focusable=False)])
        visited = [entry for entry in now[0] if self._library.is_visited(entry.symbol, entry.language)]
        work = partial(
            count, self._library.root, visited, self._language, now, corrected=self._notebook.has_corrections()
        )
        Thread(target=self._count, args=(work,), name="unreader-authorities", daemon=True).start()

    def _count(self, work: Callable[[], Tables]) -> None:
        outcome: Tables | UnreaderError
        try:
            outcome = work()
        except UnreaderError as error:
            outcome = error
        # The reader may have been left meanwhile.
        with suppress(RuntimeError):
            self.app.call_from_thread(self._counted, outcome)

    def _counted(self, outcome: Tables | UnreaderError) -> None:
        if isinstance(outcome, Tables):
            self._state.tables = outcome
        if not self.is_attached:
            return
        if isinstance(outcome, Tables):
            self._fill()
        else:
            self.pane.show([Paragraph("trouble", str(outcome), "error", focusable=False)])

    # -- showing ---------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Show the table as it was left."""
        self.pane.show(table_rows(self._state), focus=self._state.focus, row=self._state.row)
        entries = self._state.entries()
        texts = counted(len(entries), _("{n} text"), _("{n} texts"))
        times = counted(sum(one.count for one in entries), _("cited {n} time"), _("cited {n} times"))
        self._title(_("{texts}, {times}").format(texts=texts, times=times))

    def _fill_anew(self) -> None:
        """Show another table or order, from its top."""
        self._state.focus, self._state.row = None, 0
        if self._state.tables is not None:
            self._fill()

    def _fill_here(self) -> None:
        """Show other rows; one stays where one is."""
        self._leave_place()
        self._fill()

    def _leave_place(self) -> None:
        if self._state.tables is not None:
            self._state.focus, self._state.row = self.pane.place()

    def _title(self, place: str) -> None:
        title = self.query_one(TitleBar)
        if self._state.which == "missing":
            title.symbol, within = _("Not in the library"), _("most cited first")
        else:
            title.symbol = _("Everything cited")
            within = _("unresolved first") if self._state.unresolved_first else _("most cited first")
        title.within, title.place = (within,), place

    def show_table(self, which: Which) -> None:
        """Turn to one of the two tables."""
        if self._state.which != which:
            self._state.which = which
            self._fill_anew()

    # -- choosing --------------------------------------------------------------------------------------------------

    def _entry(self) -> Authority | None:
        """The entry in focus, also from one of its citing places."""
        key = self.pane.focus_key
        wanted = key.entry if isinstance(key, CitingPlace) else key
        return next((one for one in self._state.entries() if entry_key(one) == wanted), None)

    def action_open_entry(self) -> None:
        """Unfold an entry or fold it up again; open a citing place."""
        key = self.pane.focus_key
        entry = self._entry()
        if key == "more":
            self._leave_place()
            self._state.focus = entry_key(self._state.entries()[self._state.shown])
            self._state.shown *= 2
            self._fill()
        elif entry is not None and isinstance(key, CitingPlace):
            self._open(entry.places[key.number])
        elif entry is not None:
            self._state.unfolded ^= {entry_key(entry)}
            self._fill_here()

    def _open(self, reference: Reference) -> None:
        self._leave_place()
        self.app.pop_screen()
        self.reader_app.reader().open_reference(reference)

    @on(LinePane.Clicked)
    def _clicked(self, event: LinePane.Clicked) -> None:
        if isinstance(event.payload, OpenPage):
            self.app.open_url(event.payload.url)
        elif isinstance(event.payload, CitingPlace):
            self.action_open_entry()

    def on_click(self, event: events.Click) -> None:
        """Two clicks unfold."""
        if event.chain == 2 and event.widget is self.pane and not isinstance(self.pane.focus_key, CitingPlace):
            self.action_open_entry()

    def action_unresolved_first(self) -> None:
        """What is unknown or ambiguous at the top, or the most cited again."""
        self._state.which = "all"
        self._state.unresolved_first = not self._state.unresolved_first
        self._fill_anew()

    def action_turn_table(self) -> None:
        """The other table."""
        self.show_table("all" if self._state.which == "missing" else "missing")

    def action_copy_page(self) -> None:
        """The web address of the entry to the clipboard."""
        url = self._url()
        if url:
            self.app.copy_to_clipboard(url)

    def action_open_page(self) -> None:
        """The page of the entry in the browser."""
        url = self._url()
        if url:
            self.app.open_url(url)
            self.reader_app.tell(_("Opened in the browser: {url}").format(url=url))

    def _url(self) -> str:
        entry = self._entry()
        if entry is None or not entry.url:
            self.reader_app.tell(_("It has no page of its own on the web."))
            return ""
        return entry.url

    def action_leave(self) -> None:
        """Back to the document, exactly where it was left."""
        self._leave_place()
        self.app.pop_screen()
