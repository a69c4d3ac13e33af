"""A long list that is filled between the keys: its first rows at once, the others in slices.

Another filling of the same list overtakes one that is under way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from unreader.tui.aside import in_slices
from unreader.tui.page.layout import Paragraph

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp
    from unreader.tui.page.rows_pane import RowsPane

#: Rows that are shown at once: some screens.
AT_ONCE = 400

#: Some rows, and the next ones.
Batches = Iterable[Sequence[Paragraph]]


class Filling:
    """Fills one pane, again and again."""

    def __init__(self, pane: RowsPane, at_once: int = AT_ONCE) -> None:
        self._pane = pane
        self._at_once = at_once
        self._turn = 0
        self._shown = False

    @property
    def goes_on(self) -> bool:
        """Whether rows are still to come."""
        return self._turn > 0 and not self._shown

    def fill(self, batches: Batches, *, focus: Hashable | None = None, row: int | None = None) -> None:
        """Show other rows, as `RowsPane.show` does; what was shown stays until the row with the key `focus` is there.

        A batch is made while a key may wait: a few milliseconds' work.
        """
        self._turn += 1
        self._shown = False
        steps = self._steps(self._turn, batches, focus, row)
        count = 0
        for some in steps:
            count += some
            if count >= self._at_once:
                in_slices(cast("ReaderApp", self._pane.app), steps, self._over)
                return

    def _over(self, trouble: Exception | None) -> None:
        if trouble is not None:
            raise trouble

    def _steps(self, turn: int, batches: Batches, focus: Hashable | None, row: int | None) -> Iterator[int]:
        """Take in batch after batch; how many rows each was."""
        rows: list[Paragraph] | None = []
        there = focus is None
        # With the rows below it a row can stand where it is to stand.
        enough = self._at_once
        for batch in batches:
            if turn != self._turn or not (self._pane.is_attached or rows):
                return
            if rows is None:
                self._pane.append(batch)
            else:
                rows += batch
                if not there and any(one.key == focus for one in batch):
                    there, enough = True, len(rows) + self._at_once
                if there and len(rows) >= enough:
                    self._pane.show(rows, focus=focus, row=row)
                    rows = None
            yield len(batch)
        if turn != self._turn:
            return
        if rows is not None:
            self._pane.show(rows, focus=focus if there else None, row=row if there else None)
        self._shown = True
