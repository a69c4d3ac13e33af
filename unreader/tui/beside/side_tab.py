"""A tab of the side pane: what one of them shows of the paragraph in focus, and the two that are there from the start.

Each tab is a class: it follows the paragraph, makes the pane's paragraphs, and says what Enter opens at a key. A tab
that is `patient` looks for what it shows only while it is shown and the cursor rests: it never slows a key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, Literal

from unreader.model import Address, Citation
from unreader.tui.beside.card_paragraphs import cited_by_paragraphs, cites_paragraphs
from unreader.tui.beside.cards import Card, CardMaker
from unreader.tui.document.paragraphs import CiteMark, Marked
from unreader.tui.page.layout import Paragraph

TabName = Literal["cites", "cited_by", "where_else", "other_language"]
MarkedAt = Callable[[Address], Marked]


class SideTab:
    """What a tab can do. Texts that it knows nothing of yet are shown as no paragraphs."""

    name: ClassVar[TabName]
    #: Whether it waits until it is shown, and the cursor rests, before it looks for anything.
    patient: ClassVar[bool] = False

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Another paragraph is in focus; `warnings` are what the parser says of it."""

    def find(self) -> None:
        """Look for what is to be shown (patient tabs)."""

    def leave(self) -> None:
        """No paragraph is in focus any more."""

    def forget(self) -> None:
        """The library, or what its citations cite, has changed: nothing that was kept counts."""

    @property
    def count(self) -> int | None:
        """How many things it shows; None where that is not known or not counted."""
        return None

    def paragraphs(self) -> list[Paragraph]:
        """What the pane shows."""
        return []

    def place_of(self, key: object) -> Address | None:
        """What Enter opens at a key."""
        return None

    def unfold(self, key: str) -> bool:
        """Show more of what has this key; False if there is no more."""
        return False

    def to_reveal(self) -> Hashable:
        """The key that is to be in sight whole when the paragraph comes into focus."""
        return ""


class CardTab(SideTab):
    """A tab of cards."""

    def __init__(self, maker: CardMaker, marked_at: MarkedAt) -> None:
        self._maker = maker
        self._marked_at = marked_at
        self.cards: Sequence[Card] = ()

    @property
    def count(self) -> int | None:
        """How many cards there are."""
        return len(self.cards)

    def leave(self) -> None:
        """No cards."""
        self.cards = ()

    def card(self, key: object) -> Card | None:
        """The card with this key."""
        return next((card for card in self.cards if card.key == key), None)

    def place_of(self, key: object) -> Address | None:
        """A card's place, or that of one of the paragraphs it lists."""
        if isinstance(key, tuple) and len(key) == 3 and key[1] == "other":
            card = self.card(key[0])
            return card.others[key[2]].at if card else None
        card = self.card(key)
        return card.place if card else None


class CitedByTab(CardTab):
    """Who cites the paragraph."""

    name = "cited_by"

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Find who cites it."""
        self.cards = self._maker.cited_by(address)

    def paragraphs(self) -> list[Paragraph]:
        """The citing paragraphs."""
        return cited_by_paragraphs(self.cards, self._marked_at)


class CitesTab(CardTab):
    """What the paragraph cites: cards that can be unfolded, and that say on demand how their target was known."""

    name = "cites"

    def __init__(self, maker: CardMaker, marked_at: MarkedAt, cited_by: CitedByTab) -> None:
        super().__init__(maker, marked_at)
        self._others = cited_by
        self._warnings: Sequence[str] = ()
        self._unfolded: set[str] = set()
        self._detailed: set[str] = set()
        #: A citation that was clicked in the text, and its card; it counts until one moves to another card.
        self._clicked: tuple[str, CiteMark] | None = None

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Find what it cites."""
        self._warnings = warnings
        self._unfolded, self._detailed, self._clicked = set(), set(), None
        self.cards = self._maker.cites(address)

    def make_anew(self, address: Address, key: object) -> object:
        """Make the cards again after a correction; the key that the words of the card with `key` have now."""
        before = self.card(key)
        detailed = {span for card in self.cards if card.key in self._detailed for span in card.spans}
        self.cards = self._maker.cites(address)
        self._unfolded, self._clicked = set(), None
        self._detailed = {card.key for card in self.cards if detailed & set(card.spans)}
        spans = set(before.spans) if before is not None else set()
        return next((card.key for card in self.cards if spans & set(card.spans)), key)

    def paragraphs(self) -> list[Paragraph]:
        """What it cites; where it cites nothing, how many cite it."""
        return cites_paragraphs(
            self.cards, self._marked_at, self._unfolded, self._warnings, len(self._others.cards), self._detailed
        )

    def unfold(self, key: str) -> bool:
        """Show all the other paragraphs that cite the same."""
        card = self.card(key)
        if card is None or not card.others or key in self._unfolded:
            return False
        self._unfolded.add(key)
        return True

    def tell_details(self, key: object) -> bool:
        """Say by which rule the target of a card was known, or no more; False without such a card."""
        card = self.card(key)
        if card is None:
            return False
        self._detailed ^= {card.key}
        return True

    def to_reveal(self) -> Hashable:
        """The first card with the text of a place in it."""
        return next((card.key for card in self.cards if card.place is not None and not card.whole), "")

    # -- the citation that was clicked in the text -------------------------------------------------------------

    def click(self, mark: CiteMark) -> Card | None:
        """A citation was clicked in the text: its card."""
        for card in self.cards:
            if (mark.block, mark.start, mark.end) in card.spans:
                self._clicked = (card.key, mark)
                return card
        return None

    def moved_to(self, key: object) -> None:
        """Another card is in focus: what was clicked counts no more."""
        if self._clicked is not None and self._clicked[0] != key:
            self._clicked = None

    def chosen(self, key: object) -> tuple[Citation, ...]:
        """The citation that was clicked in the text, else all of the card with this key."""
        card = self.card(key)
        if card is None:
            return ()
        if self._clicked is not None and self._clicked[0] == card.key:
            mark = self._clicked[1]
            return tuple(
                one for one in card.citations if (one.block, one.start, one.end) == (mark.block, mark.start, mark.end)
            )
        return card.citations
