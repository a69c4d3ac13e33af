"""The reading screen's panes: going from one to the other, back and forward, their sizes."""

from __future__ import annotations

from textual import events, on

from unreader.tui.beside.side_tab import TabName
from unreader.tui.frame.bars import Dragged
from unreader.tui.keys.keymap import keyed, shown_key
from unreader.tui.reading.arrangement import STACKED_BELOW, Arrangement, arrangement, kept_shares, shares, side_cells
from unreader.tui.reading.base import ReadingBase
from unreader.wording import _


class Panes(ReadingBase):
    """Moving between panes, and how much of the screen each has."""

    #: Whether the pane with the keyboard has the screen alone where there is room for both.
    _full = False

    def action_switch_pane(self) -> None:
        """The keyboard to the other pane."""
        if self.side.cards.has_focus:
            self.set_focus(self.pane.text)
        else:
            super()._show_side()
            self._follow()
            self.set_focus(self.side.cards)

    def _show_side(self) -> None:
        """Have the side pane in sight: where one pane is shown, in place of the document."""
        super()._show_side()
        if self._arrangement == "single":
            self.set_focus(self.side.cards)
        elif self._full and not self.side.cards.has_focus:
            self._full = False
            self._arrange()

    def action_close_top(self) -> None:
        """Nothing lies on top: the keyboard goes back to the document."""
        self.set_focus(self.pane.text)

    def action_back(self) -> None:
        """Where one was before."""
        self._step_on_trail(back=True)

    def action_forward(self) -> None:
        """Where one came back from."""
        self._step_on_trail(back=False)

    def _step_on_trail(self, *, back: bool) -> None:
        self._trail.leave(self.place)
        place = self._trail.back() if back else self._trail.forward()
        while place is not None and self._library.find_entry(place.symbol, place.language) is None:
            place = self._trail.back() if back else self._trail.forward()
        if place is None:
            self.reader_app.tell(_("Nothing to go back to.") if back else _("Nothing to go forward to."))
            return
        here = self.pane.document
        if here is not None and (place.symbol, place.language) == (here.symbol, here.language):
            self.pane.restore(place)
        else:
            self.open(place, enter=False)
        self.set_focus(self.pane.text)

    def action_turn_side(self, step: int = 1) -> None:
        """The next tab of the side pane, or the one before it."""
        self._show_side()
        self.side.turn(step)

    def action_show_tab(self, tab: TabName) -> None:
        """One tab of the side pane."""
        self.side.turn_to(tab)

    def action_pin(self) -> None:
        """Pin the side pane, or let it follow again."""
        self._show_side()
        if self.side.pin():
            self.reader_app.tell(keyed(_("Pinned: the side pane stays while you read on. {pin} lets it follow again.")))
        else:
            self._followed = None
            self._follow()

    def action_run_key(self, action: str) -> None:
        """Run an action of the table (a click in the footer)."""
        self.reader_app.run_key(action)

    # -- arrangement -----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """The panes as they were left."""
        self.set_class(self._reading.view.without_side, "-without-side", update=False)
        # A screen that is shown has its styles worked out next, with everything in it.
        self._arrange(update=False)

    def on_resize(self, event: events.Resize) -> None:
        """The panes stand otherwise now, or have other sizes."""
        self._arrange()

    @on(events.DescendantFocus)
    def _other_pane(self) -> None:
        """Where one pane is shown, it is the one with the keyboard."""
        self._arrange()

    @property
    def _arrangement(self) -> Arrangement:
        return arrangement(self.size.width, below=self._reading.view.below)

    @property
    def is_full(self) -> bool:
        """Whether one pane was given the whole screen for a while."""
        return self._full

    def _arrange(self, *, update: bool = True) -> None:
        how = self._arrangement
        one = how == "single" or self._full
        on_side = self.side.cards.has_focus
        classes = {
            "-beside": how == "beside",
            "-stacked": how != "beside",
            "-only-document": one and not on_side,
            "-only-side": one and on_side,
        }
        self.update_classes(classes, update=update)
        self._set_share(alone=one)

    def action_full_screen(self) -> None:
        """The pane with the keyboard alone on the screen, and both again."""
        if self._arrangement == "single":
            said = _("There is room for one pane here: {key} turns to the other.")
            self.reader_app.tell(said.format(key=shown_key("switch_pane")))
            return
        self._full = not self._full
        self._arrange()

    def action_hide_side(self) -> None:
        """Hide or show the side pane; from the full screen, go back to both."""
        if self._arrangement == "single":
            self.action_switch_pane()
            return
        only_document = self._full and not self.side.cards.has_focus
        self._full = False
        if only_document:
            self._put_side_away(False)
        else:
            super().action_hide_side()
        self._arrange()

    def action_side_below(self) -> None:
        """The side pane at the right of the document, or below it."""
        view = self._reading.view
        view.below = not view.below
        self._full = False
        self._arrange()
        self._show_side()
        if self.size.width < STACKED_BELOW:
            self.reader_app.tell(
                _("The side pane stands below; at the right from {columns} columns on.").format(columns=STACKED_BELOW)
                if not view.below
                else _("The side pane stands below.")
            )

    # -- sizes -----------------------------------------------------------------------------------------------------

    @property
    def _beside(self) -> bool:
        return self._arrangement == "beside"

    @property
    def _room(self) -> int:
        """Columns or rows for both panes."""
        return self.size.width - self._outline_cells if self._beside else self.size.height - 1

    def _panes_changed(self) -> None:
        self.call_after_refresh(self._arrange)

    def _set_share(self, *, alone: bool = False) -> None:
        side, beside = self.side, self._beside
        if alone:
            side.styles.width = side.styles.height = "1fr"
            return
        cells = side_cells(self._room, shares(self._reading.side)[beside], beside=beside)
        side.styles.width = cells if beside else "1fr"
        side.styles.height = "1fr" if beside else cells

    def _keep_share(self, share: float) -> None:
        self._reading.side = kept_shares({**shares(self._reading.side), self._beside: share})
        self._set_share()

    @on(Dragged)
    def _dragged(self, event: Dragged) -> None:
        at = event.x - self._outline_cells if self._beside else event.y
        self._keep_share(1 - at / max(1, self._room))

    def action_divide(self, cells: int) -> None:
        """A wider or narrower side pane."""
        step = cells if self._beside else cells // 2
        self._keep_share(shares(self._reading.side)[self._beside] + step / max(1, self._room))
