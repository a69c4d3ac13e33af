"""What belongs to the paragraph in focus, in tabs: what it cites, who cites it, where else it is, the other language.

A tab is a class of its own (`side_tab`); the two that compare are made, and their modules read, when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from unreader.library import Library
from unreader.model import Address, Citation, UnreaderError
from unreader.said import said
from unreader.tui.beside.cards import Card, CardMaker
from unreader.tui.beside.side_tab import CardTab, CitedByTab, CitesTab, SideTab, TabName
from unreader.tui.document.paragraphs import CiteMark, Marked
from unreader.tui.frame.bars import SideTabs
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.page.layout import Paragraph
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp

#: The tabs in their order: the name, what it is called, and what it is called where there is little room.
TABS: tuple[tuple[TabName, str, str], ...] = (
    ("cites", N_("cites"), N_("cites")),
    ("cited_by", N_("cited by"), N_("by")),
    ("where_else", N_("where else"), N_("else")),
    ("other_language", N_("other language"), N_("lang.")),
)
#: Seconds for which the cursor rests before a patient tab looks for anything.
REST = 0.06


class CardPane(ReadingPane):
    """A pane of cards: the head is in focus, and the whole card comes into sight with it."""

    #: The card to keep in sight until one moves.
    _revealed: Hashable | None = None

    def _move_focus(self, index: int, align: Literal["keep", "top", "middle"] = "keep") -> None:
        self._revealed = None
        super()._move_focus(index, align)
        if align == "keep":
            self.show_whole(index)

    def _scroll_by(self, rows: int) -> None:
        self._revealed = None
        super()._scroll_by(rows)

    def _step(self, step: int) -> None:
        self._revealed = None
        layout = self._layout
        if layout is not None and self._focus >= 0 and step > 0:
            bottom = self._card_rows(self._focus)[1]
            seen = self.scroll_offset.y + self.size.height
            if bottom > seen:
                self._scroll_to_row(min(seen - 2, bottom - self.size.height))
                return
        super()._step(step)

    def _card_rows(self, index: int) -> tuple[int, int]:
        """The rows of a card: from its head to the next head."""
        layout = self._layout
        assert layout is not None  # noqa: S101 - asked only with a layout
        after = self._focusable(index + 1, 1)
        last = (after if after >= 0 else len(self._paragraphs)) - 1
        return layout.body(index)[0], layout.body(last)[1]

    def show_whole(self, index: int) -> None:
        """Scroll so that a card is in sight whole, or from its head if it is taller than the pane."""
        if self._layout is None or index < 0:
            return
        top, bottom = self._card_rows(index)
        if top < self.scroll_offset.y or bottom - top > self.size.height:
            self._scroll_to_row(top)
        elif bottom > self.scroll_offset.y + self.size.height:
            self._scroll_to_row(bottom - self.size.height)

    def show_whole_focus(self) -> None:
        """Scroll so that the card in focus is in sight whole."""
        self.show_whole(self._focus)

    def on_resize(self) -> None:
        """What was to be seen stays to be seen at another size."""
        if self._revealed is not None:
            self.reveal(self._revealed)

    def reveal(self, key: Hashable) -> None:
        """Focus the card with this key if it is not in sight whole; else leave everything as it is."""
        self._revealed = key
        index = self._index.get(key, -1)
        if self._layout is None or index < 0:
            return
        bottom = self._card_rows(index)[1]
        if bottom > self.scroll_offset.y + self.size.height:
            self._focus_where_it_is(index)
            self._scroll_to_row(self._card_rows(index)[0])


class SidePane(Vertical):
    """The tabs beside one paragraph."""

    DEFAULT_CSS = """
    SidePane {
        width: 1fr; height: 1fr;
        & CardPane {
            background: $background;
            scrollbar-background: $background; scrollbar-background-hover: $background;
            scrollbar-background-active: $background;
        }
        & CardPane > .line-pane--card-head { color: $text-accent; text-style: bold; }
        & CardPane > .line-pane--card-meta { color: $text-muted; }
        & CardPane > .line-pane--quote { text-style: bold; color: $text-warning; }
        & CardPane > .line-pane--hint { color: $text-muted; text-style: italic; }
    }
    """

    def __init__(
        self, library: Library, maker: CardMaker, marked_at: Callable[[Address], Marked], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._library = library
        self._maker = maker
        self.cited_by = CitedByTab(maker, marked_at)
        self.cites = CitesTab(maker, marked_at, self.cited_by)
        self._tabs: dict[TabName, SideTab] = {"cites": self.cites, "cited_by": self.cited_by}
        self._warnings: Sequence[str] = ()
        self._resting: Timer | None = None
        self._seeking = False
        self.address: Address | None = None
        self.tab: TabName = "cites"
        self.pinned = False

    def compose(self) -> ComposeResult:
        """Tabs and cards."""
        yield SideTabs()
        pane = CardPane(id="cards")
        pane.centred = False
        yield pane

    @property
    def cards(self) -> CardPane:
        """The pane with the cards."""
        return self.query_one("#cards", CardPane)

    @property
    def shown(self) -> SideTab:
        """The tab that is shown."""
        if self.tab not in self._tabs:
            self._tabs[self.tab] = self._made(self.tab)
        return self._tabs[self.tab]

    def _made(self, name: TabName) -> SideTab:
        tab: SideTab
        if name == "where_else":
            from unreader.tui.beside.where_else import WhereElseTab

            tab = WhereElseTab(
                self._library, self.app, self._found_more, lambda: self.is_attached and self.tab == "where_else"
            )
        else:
            from unreader.tui.beside.other_language import OtherLanguageTab

            tab = OtherLanguageTab(self._library, self.app, self._found_more)
        if self.address is not None:
            tab.follow(self.address, self._warnings)
        return tab

    # -- following ---------------------------------------------------------------------------------------------

    def follow(self, address: Address, warnings: Sequence[str] = ()) -> None:
        """Show what belongs to another paragraph. A pinned pane stays as it is."""
        if self.pinned:
            return
        self.address, self._warnings = address, warnings
        self._maker.citing.drop()
        for tab in self._tabs.values():
            tab.follow(address, warnings)
        self._show()
        self.cards.reveal(self.shown.to_reveal())

    def say(self, message: str) -> None:
        """Show a message in place of cards."""
        self.address = None
        for tab in self._tabs.values():
            tab.leave()
        self.cards.show([Paragraph("message", message, "hint", focusable=False)])
        self._tell_tabs()

    def show_anew(self) -> None:
        """Tags or notes have changed: show them, with the same card in focus at the same place."""
        if self.address is not None:
            key, row = self.cards.place()
            self._show(focus=key, row=row)

    def cited_anew(self) -> None:
        """What citations cite has changed: make the cards again, with the same words in focus, if they are there."""
        self._maker.forget()
        if self.address is None:
            return
        key, row = self.cards.place()
        self.cited_by.follow(self.address, self._warnings)
        fresh = self.cites.make_anew(self.address, key)
        self._show(focus=fresh if self.tab == "cites" else key, row=row)

    def library_changed(self) -> None:
        """Documents came or went: what was found in the library may be other now."""
        for tab in self._tabs.values():
            tab.forget()

    def _found_more(self) -> None:
        """A patient tab has found something, or is further on its way."""
        if self.is_attached and self.address is not None and self.shown.patient:
            self._find()

    def _wait(self) -> None:
        """Let a patient tab look for what it shows once the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if self.address is not None and (self.shown.patient or self._maker.citing.wanted):
            self._resting = self.set_timer(REST, self._rested)

    def _rested(self) -> None:
        self._seek()
        if self.shown.patient:
            self._find()

    def _seek(self) -> None:
        """Seek who cites what, between the keys, where that takes its time."""
        from unreader.tui.aside import in_slices

        if self._maker.citing.wanted and not self._seeking:
            self._seeking = True
            in_slices(cast("ReaderApp", self.app), self._maker.citing.seek(), self._sought)

    def _sought(self, outcome: UnreaderError | None) -> None:
        self._seeking = False
        if not self.is_attached or self.address is None:
            return
        if isinstance(outcome, UnreaderError):
            self._maker.citing.drop()
            self.say(said(outcome))
            return
        for tab in self._tabs.values():
            tab.sought()
        self.show_anew()

    def _find(self) -> None:
        tab = self.shown
        try:
            tab.find()
        except UnreaderError as error:
            self.cards.show([Paragraph("message", said(error), "error", focusable=False)])
            return
        key, row = self.cards.place()
        self.cards.show(tab.paragraphs(), focus=key, row=row)
        self._tell_tabs()

    # -- choosing ----------------------------------------------------------------------------------------------

    def chosen(self) -> tuple[Citation, ...]:
        """The citation that was clicked in the text, else all of the card in focus; none in the other tabs."""
        return self.cites.chosen(self.cards.focus_key) if self.tab == "cites" else ()

    @on(CardPane.FocusMoved)
    def _left_what_was_clicked(self) -> None:
        self.cites.moved_to(self.cards.focus_key)

    def tell_details(self) -> bool:
        """Say by which rule the target of the card in focus was known, or no more; False without such a card."""
        key = self.cards.focus_key
        if self.tab != "cites" or not self.cites.tell_details(key):
            return False
        self._show(focus=key, row=self.cards.place()[1])
        self.cards.show_whole_focus()
        return True

    def turn(self, step: int = 1) -> None:
        """Turn to the next tab, or by as many tabs as `step` says, backwards if it is negative; round and round."""
        names = [name for name, _long, _short in TABS]
        self.turn_to(names[(names.index(self.tab) + step) % len(names)])

    def turn_to(self, tab: TabName) -> None:
        """Turn to this tab."""
        self.tab = tab
        if self.address is not None:
            self._show()
            self.cards.reveal(self.shown.to_reveal())
        else:
            self._tell_tabs()

    def pin(self) -> bool:
        """Pin or loosen; says which it is now."""
        self.pinned = not self.pinned
        self._tell_tabs()
        return self.pinned

    def unfold(self, key: Hashable) -> bool:
        """Show more of what has this key, such as the other paragraphs of a card; False if there is nothing more."""
        focus = self.shown.unfold(key)
        if focus is None:
            return False
        self.cards.show(self.shown.paragraphs(), focus=focus, row=self.cards.place()[1])
        return True

    def card(self, key: object) -> Card | None:
        """The card with this key in the tab that is shown, if that is one of cards."""
        return self.shown.card(key) if isinstance(self.shown, CardTab) else None

    def place_of(self, key: object) -> Address | None:
        """What Enter opens at a key of the tab that is shown."""
        return self.shown.place_of(key)

    def choose(self, mark: CiteMark) -> bool:
        """Focus the card of a citation in the text; True if it was in focus already."""
        if self.tab != "cites":
            self.turn_to("cites")
        card = self.cites.click(mark)
        if card is None:
            return False
        if self.cards.focus_key == card.key:
            return True
        self.cards.focus_paragraph(card.key)
        return False

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, focus: Hashable = None, row: int | None = None) -> None:
        if focus is None:
            self.cards.show(self.shown.paragraphs())
        else:
            self.cards.show(self.shown.paragraphs(), focus=focus, row=row)
        self._tell_tabs()
        self._wait()

    def _tell_tabs(self) -> None:
        tabs = self.query_one(SideTabs)
        counts = {name: tab.count for name, tab in self._tabs.items()}
        tabs.labels = tuple(
            (name, _counted(_(long), counts.get(name)), _counted(_(short), counts.get(name)))
            for name, long, short in TABS
        )
        tabs.tab = self.tab
        if self.pinned and self.address is not None:
            tabs.pinned = _("pinned: {place}").format(place=self.address.plain)
        else:
            tabs.pinned = ""


def _counted(label: str, count: int | None) -> str:
    return label if count is None else f"{label} {count}"
