"""Searching from the reading screen: in the document as one types, from hit to hit afterwards, and in the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on

from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.tui.frame.bars import KeyBar
from unreader.tui.keys.table import Area
from unreader.tui.reading.panes import Panes
from unreader.tui.state import Place
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.searching.document_search import DocumentSearch, Spot
    from unreader.tui.searching.search_bar import SearchBar


class Searching(Panes):
    """`/` and what follows it. A search is open from then on until Escape, or until another document is opened."""

    _bar: SearchBar | None = None
    _search: DocumentSearch | None = None
    #: Where one stood when `/` was pressed; None once a hit was accepted.
    _origin: Place | None = None
    #: The footnotes that were shown then: hits open others.
    _notes_before: frozenset[str] = frozenset()
    #: Counts what was looked for, so that a late answer of an earlier query is not shown.
    _asked = 0
    #: Whether Enter was pressed before the answer was there.
    _hurried = False
    #: The steps of the way that were opened from the results of a search of the library.
    _from_results: frozenset[int] = frozenset()

    async def _search_bar(self) -> SearchBar:
        """The bar, put under the text when it is first needed."""
        if self._bar is None:
            from unreader.tui.searching.search_bar import SearchBar

            self._bar = SearchBar(self.reader_app.query_history, self._edited, self._entered)
            await self.pane.mount(self._bar)
        return self._bar

    @property
    def searching(self) -> bool:
        """Whether a search is open."""
        return self._search is not None

    @property
    def AREAS(self) -> tuple[Area, ...]:  # noqa: N802 - the name that the keyboard asks for
        """The areas of the table whose keys work here: hits are walked only while a search is open."""
        walking = self.searching and self._origin is None
        return ("pane", "hits", "reading", "undoing") if walking else ("pane", "reading", "undoing")

    # -- typing ----------------------------------------------------------------------------------------------------

    async def action_search(self) -> None:
        """Type what is looked for in the document."""
        from unreader.tui.searching.document_search import DocumentSearch

        document = self.pane.document
        if document is None:
            return
        bar = await self._search_bar()
        if self._search is None or self._search.document is not document:
            self._search = DocumentSearch(document)
        self._asked += 1
        self._origin = self.place
        self._notes_before = frozenset(self.pane.footnotes.shown) if self.pane.footnotes is not None else frozenset()
        self._search.take([])
        self._show_hits()
        bar.begin()
        bar.say(_typing_hint())
        self.set_focus(bar.field)

    def _edited(self) -> None:
        """Look for what stands in the field; words at once, an expression aside: it may take its time."""
        from unreader.library.queries import Expression, QueryError, read_query

        search, bar = self._search, self._bar
        if search is None or bar is None:
            return
        self._asked += 1
        self._hurried = False
        try:
            query = read_query(bar.field.value, expression=bar.field.expression)
        except QueryError as error:
            self._found(self._asked, error)
            return
        if query is None:
            self._found(self._asked, [])
            bar.say(_typing_hint())
        elif isinstance(query, Expression):
            from unreader.tui.aside import aside

            asked = self._asked
            bar.say(_("searching …"))
            stopped = partial(self._is_past, asked)
            aside(self.app, partial(search.find, query, stopped), partial(self._found, asked))
        else:
            self._found(self._asked, search.find(query))

    def _is_past(self, asked: int) -> bool:
        return asked != self._asked

    def _found(self, asked: int, outcome: list[Spot] | UnreaderError) -> None:
        search, bar = self._search, self._bar
        if search is None or bar is None or asked != self._asked:
            return
        if isinstance(outcome, UnreaderError):
            search.take([])
            self._show_hits()
            bar.say(said(outcome), trouble=True)
            return
        search.take(outcome)
        again = False
        if self._origin is not None:
            again = search.go_from(self._origin.path)
            if not search.spots:
                self.pane.show_notes(self._notes_before)
                self.pane.restore(self._origin)
        self._show_hits()
        self._tell(again=again)
        if self._hurried:
            self._accept()

    # -- accepting and leaving -------------------------------------------------------------------------------------

    def _entered(self) -> None:
        """Stay at the hit; with nothing in the field look for what was looked for last."""
        bar, queries = self._bar, self.reader_app.query_history.queries
        if bar is not None and not bar.field.value.strip() and queries:
            bar.field.begin(queries[-1])
            self._edited()
        self._accept()

    def _accept(self) -> None:
        """Stay at the hit, with the search open; where there is none, go on typing."""
        search, bar = self._search, self._bar
        if search is None or bar is None:
            return
        if search.current < 0:
            self._hurried = True
            return
        self.reader_app.query_history.add(bar.field.value)
        landed = self.place
        if self._origin is not None and landed is not None:
            self._trail.leave(self._origin)
            self._trail.enter(landed)
        self._origin = None
        if bar.field.has_focus:
            self.set_focus(self.pane.text)
        bar.field.disabled = True
        self._show_hits()
        self._tell()

    @on(events.DescendantFocus)
    def _left_field(self) -> None:
        """The keyboard went elsewhere while one typed: one stays at the hit, as with Enter."""
        search, bar = self._search, self._bar
        if search is None or bar is None or self._origin is None or bar.field.has_focus:
            return
        if search.current >= 0:
            self._accept()
        else:
            self._close_search()

    def action_close_top(self) -> None:
        """Back to where one was while one types; afterwards the search is closed and one stays."""
        if self._search is None:
            super().action_close_top()
            return
        origin = self._origin
        self._close_search()
        if origin is not None:
            self.pane.show_notes(self._notes_before)
            self.pane.restore(origin)
        self.set_focus(self.pane.text)

    def _close_search(self) -> None:
        self._asked += 1
        self._search = self._origin = None
        if self._bar is not None:
            self._bar.display = False
        self.pane.text.mark_hits({})
        self.query_one(KeyBar).refresh()

    # -- from hit to hit -------------------------------------------------------------------------------------------

    def action_next_hit(self) -> None:
        """The next hit."""
        self._step_hits(forward=True)

    def action_previous_hit(self) -> None:
        """The hit before."""
        self._step_hits(forward=False)

    def _step_hits(self, *, forward: bool) -> None:
        search = self._search
        if search is None:
            return
        again = search.step(forward, str(self.pane.text.focus_key or ""))
        self._show_hits()
        self._tell(again=again, forward=forward)

    def _show_hits(self) -> None:
        search = self._search
        if search is None:
            return
        self.pane.text.mark_hits(search.marks())
        self.query_one(KeyBar).refresh()
        if search.current >= 0:
            spot = search.spots[search.current]
            self.pane.reveal(spot.path)
            self.pane.text.show_offset(spot.path, spot.start)

    def _tell(self, *, again: bool = False, forward: bool = True) -> None:
        search, bar = self._search, self._bar
        if search is None or bar is None:
            return
        if not search.spots:
            bar.say(_("not found"), trouble=True)
            return
        count = _("{n}/{of}").format(n=search.current + 1, of=len(search.spots))
        wrapped = ""
        if again and len(search.spots) > 1:
            wrapped = _("from the beginning again") if forward else _("from the end again")
        bar.say(wrapped, count, _typing_hint() if self._origin is not None else _("Esc: close"))

    # -- opened from elsewhere -------------------------------------------------------------------------------------

    def open(self, place: Place, *, enter: bool = True) -> None:
        """Open a place; another document than the one that is searched closes the search."""
        super().open(place, enter=enter)
        if self._search is not None and self.pane.document is not self._search.document:
            self._close_search()

    async def open_hit(self, address: Address, start: int, typed: str, *, expression: bool) -> None:
        """Open a place at which a query stands, with the search open there."""
        from unreader.library.queries import QueryError, read_query
        from unreader.tui.searching.document_search import DocumentSearch

        bar = await self._search_bar()
        self.open_address(address)
        document = self.pane.document
        if document is None or document.symbol != address.symbol:
            return
        search = self._search = DocumentSearch(document)
        try:
            query = read_query(typed, expression=expression)
            search.take(search.find(query) if query is not None else [])
        except QueryError as error:
            self.reader_app.warn(error)
        search.go_to(address.path, start)
        self._asked += 1
        self._origin = None
        bar.begin(typed, expression=expression)
        bar.field.disabled = True
        self._show_hits()
        self._tell()
        landed = self.place
        if landed is not None:
            self._trail.leave(landed)
        self._from_results |= {self._trail.at}

    def action_back(self) -> None:
        """Where one was before: the results of a search, where the place was opened from them."""
        if self._trail.at in self._from_results:
            self.reader_app.show_search(in_list=True)
        else:
            super().action_back()

    def step_back(self) -> None:
        """The place before, though results lie between."""
        super().action_back()


def _typing_hint() -> str:
    return _("Enter: stay · Esc: back · Alt+R: regex")
