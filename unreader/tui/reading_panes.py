"""The reading screen's panes: going from one to the other, back and forward, their sizes."""

from __future__ import annotations

from textual import events, on

from unreader.tui.bars import Dragged
from unreader.tui.reading_base import STACKED_BELOW, ReadingBase
from unreader.tui.side_tab import TabName
from unreader.tui.wording import _

#: Part of the screen that the side pane takes at first: beside the document, and below it.
SHARE_BESIDE, SHARE_BELOW = 0.45, 0.42
_SMALLEST_PANE = 20, 4


class Panes(ReadingBase):
    """Moving between panes, and how much of the screen each has."""

    def action_switch_pane(self) -> None:
        """The keyboard to the other pane."""
        if self.side.cards.has_focus:
            self.set_focus(self.pane.text)
        else:
            self._show_side()
            self._follow()
            self.set_focus(self.side.cards)

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
            self.reader_app.tell(_("Pinned: the side pane stays while you read on. p lets it follow again."))
        else:
            self._followed = None
            self._follow()

    def action_run_key(self, action: str) -> None:
        """Run an action of the table (a click in the footer)."""
        self.reader_app.run_key(action)

    # -- sizes -----------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Give the side pane its part again: panes are stacked now, or not any more."""
        self._set_share()

    @property
    def _beside(self) -> bool:
        return self.size.width >= STACKED_BELOW

    def _share(self) -> float:
        """The side pane's part of the screen, as it was left."""
        beside, _comma, below = self._reading.side.partition(",")
        try:
            share = float(beside if self._beside else below)
        except ValueError:
            share = 0.0
        return share if 0.1 <= share <= 0.9 else SHARE_BESIDE if self._beside else SHARE_BELOW

    def _set_share(self) -> None:
        side = self.side
        if self._beside:
            room = self.size.width
            cells = round(room * self._share())
            side.styles.width = max(_SMALLEST_PANE[0], min(room - _SMALLEST_PANE[0], cells))
            side.styles.height = "1fr"
        else:
            room = self.size.height - 1
            rows = round(room * self._share())
            side.styles.width = "1fr"
            side.styles.height = max(_SMALLEST_PANE[1], min(room - _SMALLEST_PANE[1], rows))

    def _keep_share(self, share: float) -> None:
        beside, _comma, below = self._reading.side.partition(",")
        share = max(0.1, min(0.9, share))
        self._reading.side = f"{share:.3f},{below}" if self._beside else f"{beside},{share:.3f}"
        self._set_share()

    @on(Dragged)
    def _dragged(self, event: Dragged) -> None:
        if self._beside:
            self._keep_share(1 - event.x / max(1, self.size.width))
        else:
            self._keep_share(1 - event.y / max(1, self.size.height - 1))

    def action_divide(self, cells: int) -> None:
        """A wider or narrower side pane."""
        room = self.size.width if self._beside else self.size.height - 1
        step = cells if self._beside else cells // 2
        self._keep_share(self._share() + step / max(1, room))
