"""A screen of the reader: it says so when the terminal is too small to read in."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from unreader.tui.frame.whole_characters import WholeCharacters
from unreader.wording import _

#: The smallest terminal in which everything can be used: columns, rows.
SMALLEST = (40, 12)


class SizedScreen(Screen[None]):
    """What is too small shows one line instead of all else."""

    DEFAULT_CSS = """
    SizedScreen {
        & > #too-small { display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center; }
        &.-too-small > * { display: none; }
        &.-too-small > #too-small { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = WholeCharacters()

    def _on_timer_update(self) -> None:
        if getattr(self.app, "holds_drawing", False):
            self._update_timer.pause()  # the end of the key sets it going again
        else:
            super()._on_timer_update()

    def on_resize(self, event: events.Resize) -> None:
        """Tell, or go on."""
        width, height = event.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(small, "-too-small")
        if small:
            said = _("Too small: {width}x{height}. unreader needs {columns}x{rows}: enlarge it, or press q.")
            words = Content(said.format(width=width, height=height, columns=SMALLEST[0], rows=SMALLEST[1]))
            told = next(iter(self.query("#too-small").results(Static)), None)
            if told is None:
                self.mount(Static(words, id="too-small"))
            else:
                told.update(words)
