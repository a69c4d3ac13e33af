"""A tab of the side pane: what one of them shows of the paragraph in focus, and the two that are there from the start.

Each tab is a class: it follows the paragraph, makes the pane's paragraphs, and says what Enter opens at a key. A tab
that is `patient` looks for what it shows only while it is shown and the cursor rests: it never slows a key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, Literal

from unreader.model import Address, Citation
from unreader.tui.beside.card_paragraphs import PAGE, cited_by_paragraphs, cites_paragraphs
from unreader.tui.beside.cards import Card, CardMaker
from unreader.tui.document.paragraphs import CiteMark, Marked
from unreader.tui.page.layout import Paragraph
from unreader.wording import _

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

    def unfold(self, key: Hashable) -> Hashable:
        """Show more of what has this key; the key that is to be in focus then, None if there is no more."""
        return None

    def sought(self) -> None:
        """Something was found that was still to be sought."""

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

    def __init__(self, maker: CardMaker, marked_at: MarkedAt) -> None:
        super().__init__(maker, marked_at)
        self._address: Address | None = None
        #: All cards, made when they are looked at; None while it is sought who cites the paragraph.
        self._all: Sequence[Card] | None = ()

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Find who cites it."""
        self._address = address
        self._all = self._maker.cited_by(address)
        self.cards = self._all[:PAGE] if self._all is not None else ()

    def sought(self) -> None:
        """Take in who cites it."""
        if self._all is None and self._address is not None:
            self.follow(self._address, ())

    def leave(self) -> None:
        """No cards."""
        super().leave()
        self._address, self._all = None, ()

    @property
    def count(self) -> int | None:
        """How many paragraphs cite it; None while that is sought."""
        return None if self._all is None else len(self._all)

    def unfold(self, key: Hashable) -> Hashable:
        """Show the next ones; the first of them is to be in focus then."""
        if key != "more" or self._all is None:
            return None
        before = len(self.cards)
        self.cards = self._all[: before + PAGE]
        return self.cards[before].key

    def paragraphs(self) -> list[Paragraph]:
        """The citing paragraphs."""
        if self._all is None:
            return [Paragraph("seeking", _("Looking who cites this …"), "hint", focusable=False)]
        shown = cited_by_paragraphs(self.cards, self._marked_at)
        if len(self._all) > len(self.cards):
            more = _("… {n} more: Enter shows the next ones").format(n=len(self._all) - len(self.cards))
            shown.append(Paragraph("more", more, "hint", space_before=1))
        return shown


class CitesTab(CardTab):
    """What the paragraph cites: cards that can be unfolded, and that say on demand how their target was known."""

    name = "cites"

    def __init__(self, maker: CardMaker, marked_at: MarkedAt, cited_by: CitedByTab) -> None:
        super().__init__(maker, marked_at)
        self._others = cited_by
        self._warnings: Sequence[str] = ()
        self._address: Address | None = None
        #: How many of the others each card shows that was unfolded.
        self._unfolded: dict[str, int] = {}
        self._detailed: set[str] = set()
        #: A citation that was clicked in the text, and its card; it counts until one moves to another card.
        self._clicked: tuple[str, CiteMark] | None = None

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Find what it cites."""
        self._warnings = warnings
        self._address = address
        self._unfolded, self._detailed, self._clicked = {}, set(), None
        self.cards = self._maker.cites(address)

    def make_anew(self, address: Address, key: object) -> object:
        """Make the cards again after a correction; the key that the words of the card with `key` have now."""
        before = self.card(key)
        detailed = {span for card in self.cards if card.key in self._detailed for span in card.spans}
        self.cards = self._maker.cites(address)
        self._unfolded, self._clicked = {}, None
        self._detailed = {card.key for card in self.cards if detailed & set(card.spans)}
        spans = set(before.spans) if before is not None else set()
        return next((card.key for card in self.cards if spans & set(card.spans)), key)

    def paragraphs(self) -> list[Paragraph]:
        """What it cites; where it cites nothing, how many cite it."""
        return cites_paragraphs(
            self.cards, self._marked_at, self._unfolded, self._warnings, self._others.count or 0, self._detailed
        )

    def sought(self) -> None:
        """Take in who else cites the same; everything else stays as it is shown."""
        if self._address is not None and any(card.seeking for card in self.cards):
            self.cards = self._maker.cites(self._address)

    def unfold(self, key: Hashable) -> Hashable:
        """Show the other paragraphs that cite the same, or more of them."""
        more = isinstance(key, tuple) and key[1:] == ("more",)
        name = key[0] if isinstance(key, tuple) and more else key
        card = self.card(name)
        if card is None or not card.others or (not more and card.key in self._unfolded):
            return None
        before = self._unfolded.get(card.key, 0)
        self._unfolded[card.key] = before + PAGE
        return (card.key, "other", before) if before else key

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
