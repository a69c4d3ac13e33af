"""The outline of the document: a tree at the left of it, or a window where there is no room for one."""

from __future__ import annotations

from textual import events, on
from textual.containers import Container
from textual.css.query import NoMatches

from unreader.model import Address
from unreader.tui.document.contents import contents
from unreader.tui.document.outline_pane import OutlinePane
from unreader.tui.page.line_pane import LinePane
from unreader.tui.reading.arrangement import STACKED_BELOW
from unreader.tui.reading.base import ReadingBase
from unreader.tui.state import Place

#: The tree's part of the screen, and how wide it is at least and at most, in columns.
_SHARE, _NARROWEST, _WIDEST = 0.26, 24, 44


def _cells(columns: int) -> int:
    """The columns that the tree takes of so many."""
    return max(_NARROWEST, min(_WIDEST, round(columns * _SHARE)))


class Outlining(ReadingBase):
    """Showing the outline, and keeping it in step."""

    @property
    def _outline_cells(self) -> int:
        tree = self.outline_pane
        return _cells(self.size.width) if tree is not None and tree.display else 0

    def on_resize(self, event: events.Resize) -> None:
        """Where there is no room for the tree it waits until there is."""
        tree = self.outline_pane
        if tree is not None:
            tree.display = self.size.width >= STACKED_BELOW
            tree.styles.width = _cells(self.size.width)
            if tree.has_focus and not tree.display:
                self.set_focus(self.pane.text)

    @property
    def outline_pane(self) -> OutlinePane | None:
        """The tree, if it is shown."""
        try:
            return self.query_one(OutlinePane)
        except NoMatches:
            return None

    async def action_outline(self) -> None:
        """Show the outline and go to it, or go to it where it is shown; from it, take it away."""
        tree = self.outline_pane
        if tree is not None and tree.display:
            if tree.has_focus:
                self._reading.view.outline = False
                await self._take_away(tree)
            else:
                self.set_focus(tree)
        elif self.size.width < STACKED_BELOW:
            self._outline_window()
        else:
            self._reading.view.outline = True
            shown = await self._put_there()
            self.set_focus(shown)

    def on_mount(self) -> None:
        """The outline as one left it; the text comes first."""
        self.call_after_refresh(self._show_as_left)

    async def _show_as_left(self) -> None:
        if self._reading.view.outline and self.size.width >= STACKED_BELOW and self.outline_pane is None:
            await self._put_there()

    async def _put_there(self) -> OutlinePane:
        tree = OutlinePane(id="outline")
        tree.styles.width = _cells(self.size.width)
        await self.query_one("#panes", Container).mount(tree, before=0)
        self._panes_changed()
        self._fill(tree)
        return tree

    async def _take_away(self, tree: OutlinePane) -> None:
        if tree.has_focus:
            self.set_focus(self.pane.text)
        await tree.remove()
        self._panes_changed()

    def _fill(self, tree: OutlinePane) -> None:
        document = self.pane.document
        if document is None:
            tree.fill((), {}, "")
            return
        order = {block.path: number for number, block in enumerate(document.blocks)}
        tree.fill(contents(document), order, self.pane.text.focus_key)

    def open(self, place: Place, *, enter: bool = True) -> None:
        """Open a place, with the outline of its document."""
        before = self.pane.document
        super().open(place, enter=enter)
        tree = self.outline_pane
        if tree is not None and self.pane.document is not before:
            self._fill(tree)

    @on(LinePane.FocusMoved, "#text")
    def _outline_follows(self) -> None:
        tree, number = self.outline_pane, self.pane.block_number
        if tree is not None and number is not None:
            tree.follow(number)

    @on(OutlinePane.Chosen)
    def _chosen_in_outline(self, event: OutlinePane.Chosen) -> None:
        self._go_to_entry(event.path)

    def _go_to_entry(self, path: str) -> None:
        document = self.pane.document
        if document is not None:
            self.open_address(Address(document.symbol, path, document.language))

    def _outline_window(self) -> None:
        from unreader.tui.document.outline import Outline

        document = self.pane.document
        if document is None:
            return
        entries = contents(document)
        order = {block.path: number for number, block in enumerate(document.blocks)}
        here = order.get(str(self.pane.text.focus_key), 0)
        passed = [entry.path for entry in entries if order[entry.path] <= here]

        def go(path: str | None) -> None:
            if path:
                self._go_to_entry(path)

        self.app.push_screen(Outline(document.symbol, entries, passed[-1] if passed else ""), go)
