"""A comparison on its way: short texts are compared at once, long ones in a thread, which can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from unreader.library import Library
from unreader.model import Address, Block, UnreaderError
from unreader.tui.aside import aside

if TYPE_CHECKING:
    from textual.app import App

    from unreader.comparing.comparison import Comparison

#: Characters of both texts together that are compared at once: a tenth of a second at the worst.
AT_ONCE = 40_000


class StoppedError(UnreaderError):
    """A person stopped the work."""


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

    def start(self, app: App[int], done: Callable[[Comparison | UnreaderError], None]) -> None:
        """Begin; `done` gets the comparison or the trouble, at once where the texts are short."""
        from unreader.comparing.compare import compare_sides, side_at

        try:
            a, b = (side_at(self._library, place) for place in self._places)
        except UnreaderError as error:
            self.over = True
            done(error)
            return

        self.blocks = a.blocks, b.blocks

        def ended(outcome: Comparison | UnreaderError) -> None:
            self.over = True
            if not self._stopped:
                done(outcome)

        if sum(len(block.text) for side in (a, b) for block in side.blocks) <= AT_ONCE:
            ended(compare_sides(a, b))
        else:
            aside(app, lambda: compare_sides(a, b, self._told), ended)

    def stop(self) -> None:
        """Stop; nothing is told any more."""
        self._stopped = True

    def _told(self, share: float) -> None:
        self.share = share
        if self._stopped:
            raise StoppedError
