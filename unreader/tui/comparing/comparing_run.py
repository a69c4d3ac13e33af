"""A comparison and its rows on their way: of short texts at once, of long ones in a thread, which can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from unreader.comparing.compare import compare_sides, side_at
from unreader.library import Library
from unreader.model import Address, Block, UnreaderError
from unreader.tui.aside import StoppedError, aside
from unreader.tui.comparing.comparison_rows import Rows

if TYPE_CHECKING:
    from textual.app import App


#: Characters of both texts together that are compared at once: a tenth of a second at the worst.
AT_ONCE = 40_000


class ComparingRun:
    """Two places on their way to a comparison. `share` says how much of the work is done, 0 to 1."""

    def __init__(self, library: Library, a: Address, b: Address) -> None:
        self._library = library
        self._places = a, b
        self._stopped = False
        #: The blocks of either text, when it has begun.
        self.blocks: tuple[Sequence[Block], Sequence[Block]] = ((), ())
        self.share = 0.0
        self.over = False

    def start(self, app: App[int], done: Callable[[Rows | UnreaderError], None], *, beside: bool) -> None:
        """Begin; `done` gets the rows or the trouble, at once where the texts are short.

        `beside` says which rows are wanted first: those of two panes, or of one.
        """
        try:
            a, b = (side_at(self._library, place) for place in self._places)
        except UnreaderError as error:
            self.over = True
            done(error)
            return

        self.blocks = a.blocks, b.blocks

        def work() -> Rows:
            rows = Rows(compare_sides(a, b, self._told))
            if beside:
                rows.beside(only_changes=False)
            else:
                rows.one(only_changes=False)
            return rows

        def ended(outcome: Rows | UnreaderError) -> None:
            self.over = True
            if not self._stopped:
                done(outcome)

        if sum(len(block.text) for side in (a, b) for block in side.blocks) <= AT_ONCE:
            ended(work())
        else:
            aside(app, work, ended)

    def stop(self) -> None:
        """Stop; nothing is told any more."""
        self._stopped = True

    def _told(self, share: float) -> None:
        self.share = share
        if self._stopped:
            raise StoppedError
