"""What belongs to the paragraph in focus: what it cites, who cites it, in two tabs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from unreader.model import Address, Citation
from unreader.tui.bars import SideTabs
from unreader.tui.card_paragraphs import cited_by_paragraphs, cites_paragraphs
from unreader.tui.cards import Card, CardMaker, meaning
from unreader.tui.document_pane import ReadingPane
from unreader.tui.layout import Paragraph
from unreader.tui.paragraphs import CiteMark, Marked
from unreader.tui.wording import _

Tab = Literal["cites", "cited_by"]


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
        super().on_resize()
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
    """The cards beside one paragraph."""

    DEFAULT_CSS = """
    SidePane {
        width: 1fr; height: 1fr;
        & CardPane { background: $background; }
        & CardPane > .line-pane--card-head { color: $text-accent; text-style: bold; }
        & CardPane > .line-pane--card-meta { color: $text-muted; }
        & CardPane > .line-pane--quote { text-style: bold; color: $text-warning; }
        & CardPane > .line-pane--hint { color: $text-muted; text-style: italic; }
    }
    """

    def __init__(self, maker: CardMaker, marked_at: Callable[[Address], Marked], id: str | None = None) -> None:
        super().__init__(id=id)
        self._maker = maker
        self._marked_at = marked_at
        self._cites: Sequence[Card] = ()
        self._cited_by: Sequence[Card] = ()
        self._warnings: Sequence[str] = ()
        self._unfolded: set[str] = set()
        self._detailed: set[str] = set()
        #: A citation that was clicked in the text, and its card; it counts until one moves to another card.
        self._clicked: tuple[str, CiteMark] | None = None
        self.address: Address | None = None
        self.tab: Tab = "cites"
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

    def follow(self, address: Address, warnings: Sequence[str] = ()) -> None:
        """Show what belongs to another paragraph. A pinned pane stays as it is."""
        if self.pinned:
            return
        self.address, self._warnings = address, warnings
        self._unfolded, self._detailed, self._clicked = set(), set(), None
        self._cites = self._maker.cites(address)
        self._cited_by = self._maker.cited_by(address)
        self._show()
        self._reveal_place()

    def say(self, message: str) -> None:
        """Show a message in place of cards."""
        self._cites = self._cited_by = ()
        self.address = None
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
        before = self.card(key)
        detailed = {span for card in self._cites if card.key in self._detailed for span in card.spans}
        self._cites = self._maker.cites(self.address)
        self._cited_by = self._maker.cited_by(self.address)
        self._unfolded, self._clicked = set(), None
        self._detailed = {card.key for card in self._cites if detailed & set(card.spans)}
        if before is not None and self.tab == "cites":
            spans = set(before.spans)
            key = next((card.key for card in self._cites if spans & set(card.spans)), key)
        self._show(focus=key, row=row)

    def chosen(self) -> tuple[Citation, ...]:
        """The citation that was clicked in the text, else all of the card in focus; none among those who cite."""
        card = self.card(self.cards.focus_key) if self.tab == "cites" else None
        if card is None:
            return ()
        if self._clicked is not None and self._clicked[0] == card.key:
            mark = self._clicked[1]
            return tuple(
                one for one in card.citations if (one.block, one.start, one.end) == (mark.block, mark.start, mark.end)
            )
        return card.citations

    @on(CardPane.FocusMoved)
    def _left_what_was_clicked(self) -> None:
        if self._clicked is not None and self._clicked[0] != self.cards.focus_key:
            self._clicked = None

    def tell_details(self) -> bool:
        """Say by which rule the target of the card in focus was known, or no more; False without such a card."""
        card = self.card(self.cards.focus_key) if self.tab == "cites" else None
        if card is None:
            return False
        self._detailed ^= {card.key}
        self._show(focus=card.key, row=self.cards.place()[1])
        self.cards.show_whole_focus()
        return True

    def turn(self, tab: Tab | None = None) -> None:
        """Turn to the other tab, or to this one."""
        self.tab = tab or ("cited_by" if self.tab == "cites" else "cites")
        if self.address is not None:
            self._show()
            self._reveal_place()
        else:
            self._tell_tabs()

    def pin(self) -> bool:
        """Pin or loosen; says which it is now."""
        self.pinned = not self.pinned
        self._tell_tabs()
        return self.pinned

    def unfold(self, key: str) -> bool:
        """Show all the other paragraphs of a card; False if there is nothing to unfold."""
        card = self.card(key)
        if card is None or not card.others or key in self._unfolded:
            return False
        self._unfolded.add(key)
        self.cards.show(self._paragraphs(), focus=key, row=self.cards.place()[1])
        return True

    def card(self, key: object) -> Card | None:
        """The card with this key in the tab that is shown."""
        shown = self._cites if self.tab == "cites" else self._cited_by
        return next((card for card in shown if card.key == key), None)

    def place_of(self, key: object) -> Address | None:
        """What Enter opens at a key: a card's place, or that of one of the paragraphs it lists."""
        if isinstance(key, tuple) and len(key) == 3 and key[1] == "other":
            card = self.card(key[0])
            return card.others[key[2]].at if card else None
        card = self.card(key)
        return card.place if card else None

    def choose(self, mark: CiteMark) -> bool:
        """Focus the card of a citation in the text; True if it was in focus already."""
        if self.tab != "cites":
            self.turn("cites")
        for card in self._cites:
            if (mark.block, mark.start, mark.end) in card.spans:
                self._clicked = (card.key, mark)
                if self.cards.focus_key == card.key:
                    return True
                self.cards.focus_paragraph(card.key)
                return False
        return False

    def _paragraphs(self) -> list[Paragraph]:
        if self.tab == "cites":
            return cites_paragraphs(
                self._cites, self._marked_at, self._unfolded, self._warnings, len(self._cited_by), self._detailed
            )
        return cited_by_paragraphs(self._cited_by, self._marked_at)

    def _show(self, focus: object = None, row: int | None = None) -> None:
        if focus is None:
            self.cards.show(self._paragraphs())
        else:
            self.cards.show(self._paragraphs(), focus=focus, row=row)
        self._tell_tabs()

    def _reveal_place(self) -> None:
        """The first cited paragraph is on the screen in full."""
        if self.tab == "cites":
            first = next((card for card in self._cites if card.place is not None and not card.whole), None)
            if first is not None:
                self.cards.reveal(first.key)
                return
        self.cards.reveal("")

    def _tell_tabs(self) -> None:
        tabs = self.query_one(SideTabs)
        tabs.labels = (
            ("cites", _("cites {n}").format(n=len(self._cites))),
            ("cited_by", _("cited by {n}").format(n=len(self._cited_by))),
        )
        tabs.tab = self.tab
        if self.pinned and self.address is not None:
            tabs.pinned = _("pinned: {place}").format(place=meaning(self.address.symbol, self.address.path))
        else:
            tabs.pinned = ""
