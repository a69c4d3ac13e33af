"""The tab “where else”: paragraphs of the library that say nearly the same as the one in focus.

The index of similar paragraphs is made aside when the tab is shown for the first time, and when the library has
changed; a paragraph is looked up in it while the cursor rests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct, field

from unreader.library import Library
from unreader.model import Address, Block, UnreaderError
from unreader.said import said
from unreader.tui.aside import StoppedError, aside
from unreader.tui.beside.side_tab import SideTab
from unreader.tui.document.comparison_words import change_name
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.place_words import meaning
from unreader.wording import _

if TYPE_CHECKING:
    from textual.app import App

    from unreader.comparing.comparison import Pair
    from unreader.comparing.similar import Alike, Similar

#: As many as anyone looks through.
_MOST = 30
#: Seconds between two words of how far the index is.
_TELL = 0.3


class _Making(Struct):
    """The index on its way."""

    done: int = 0
    of: int = 0
    told: float = field(default_factory=monotonic)


class WhereElseTab(SideTab):
    """Where else a paragraph stands.

    `changed` is called when there is something new to show. Making the index stops, and goes on another time, once
    `wanted` says that the tab is not shown any more.
    """

    name = "where_else"
    patient = True

    def __init__(
        self, library: Library, app: App[int], changed: Callable[[], None], wanted: Callable[[], bool]
    ) -> None:
        self._library = library
        self._app = app
        self._changed = changed
        self._wanted = wanted
        self._address: Address | None = None
        self._found: Sequence[tuple[Alike, Pair]] | None = None
        self._kind = ""
        self._similar: Similar | None = None
        self._making: _Making | None = None
        self._stale = True
        self._trouble = ""

    @property
    def count(self) -> int | None:
        """How many were found."""
        return len(self._found) if self._found else None

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Another paragraph: nothing is known of it yet."""
        self._address, self._found = address, None

    def leave(self) -> None:
        """No paragraph."""
        self._address = self._found = None

    def forget(self) -> None:
        """The library has changed: the index follows when it is next asked."""
        self._found, self._stale, self._trouble = None, True, ""

    def find(self) -> None:
        """Look the paragraph up; where the index is not there yet, have it made. Raises UnreaderError."""
        if self._address is None or self._found is not None or self._trouble:
            return
        if self._stale:
            self._make()
            return
        block = next((one for one in self._library.blocks_at(self._address) if one.path == self._address.path), None)
        if block is not None and self._similar is not None:
            self._kind = block.kind
            self._found = tuple(look_up(self._similar, block, self._address))

    def _make(self) -> None:
        """Bring the index up to date, aside."""
        if self._making is not None:
            return
        making = self._making = _Making()
        library = self._library

        def tell(done: int, of: int) -> None:
            making.done, making.of = done, of
            if not self._wanted():
                raise StoppedError
            if monotonic() - making.told >= _TELL:
                making.told = monotonic()
                self._app.call_from_thread(self._changed)

        def work() -> None:
            from unreader.comparing.similar import Similar

            index = Similar(library.twin())
            try:
                index.update(tell)
            finally:
                index.close()

        def done(outcome: UnreaderError | None) -> None:
            from unreader.comparing.similar import Similar

            self._making = None
            if isinstance(outcome, StoppedError):
                self._changed()
                return
            self._stale = False
            if isinstance(outcome, UnreaderError):
                self._trouble = said(outcome)
            elif self._similar is None:
                self._similar = Similar(self._library)
            self._changed()

        aside(self._app, work, done)

    def paragraphs(self) -> list[Paragraph]:
        """What was found, the likest first; else why there is nothing."""
        if self._trouble:
            return [Paragraph("trouble", self._trouble, "error", focusable=False)]
        if self._found is None:
            return [Paragraph("looking", self._looking(), "hint", focusable=False)]
        if not self._found:
            return [Paragraph("nothing", self._nothing(), "hint", focusable=False)]
        shown: list[Paragraph] = []
        for number, (alike, pair) in enumerate(self._found):
            shown += _rows(number, alike, pair)
        return shown

    def _looking(self) -> str:
        making = self._making
        if making is not None and making.of:
            said = _("Reading the paragraphs of the library for the first time: {done} of {of} documents …")
            return said.format(done=making.done, of=making.of)
        return _("Looking where else this stands …")

    def _nothing(self) -> str:
        from unreader.comparing.similar import KINDS

        if self._kind not in KINDS:
            return _("Only paragraphs and their items are looked for elsewhere.")
        return _("No other paragraph of the library says nearly the same.")

    def place_of(self, key: object) -> Address | None:
        """The paragraph that was found."""
        if isinstance(key, int) and self._found is not None and key < len(self._found):
            return self._found[key][0].address
        return None


def look_up(similar: Similar, block: Block, at: Address) -> list[tuple[Alike, Pair]]:
    """What says nearly the same as a block, each with the difference; nothing for kinds that say nothing themselves."""
    from unreader.comparing.compare import compare_blocks
    from unreader.comparing.similar import KINDS

    if block.kind not in KINDS:
        return []
    found = similar.like(block.text, limit=_MOST, of=at)
    return [(alike, compare_blocks(block, Block(alike.address.path, block.kind, "", alike.text))) for alike in found]


def _rows(number: int, alike: Alike, pair: Pair) -> list[Paragraph]:
    from unreader.tui.document.difference import marked_text

    place = meaning(alike.address.symbol, alike.address.path)
    like = _("{percent}% alike").format(percent=min(99, round(100 * alike.likeness)))
    said = change_name(pair.change) if pair.change == "same" else f"{like} · {change_name(pair.change)}"
    text, marks = marked_text(pair)
    return [
        Paragraph(number, place, "card-head", label="≈" if pair.edits else "=", space_before=1 if number else 0),
        Paragraph((number, "like"), said, "card-meta", marks=(Mark(0, len(said), "label"),), focusable=False),
        Paragraph((number, "text"), text, "card-text", marks=marks, focusable=False),
    ]
