"""A question before something is done, with what it would change."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.layout import Paragraph
from unreader.wording import _


class Confirm(Dialog[bool]):
    """y does it; n, and Escape, do not. Enter does nothing: it is pressed too easily."""

    DEFAULT_CSS = """
    Confirm { & > #box { width: 92; } & #what { height: auto; padding: 0 1; margin: 0 0 1 0; } }
    """

    def __init__(self, title: str, what: str, preview: Sequence[Paragraph] = ()) -> None:
        super().__init__(title, _("y: do it · n, Esc: leave it as it is"))
        self._what = what
        self._preview = preview

    def inside(self) -> ComposeResult:
        """What would happen."""
        yield Static(Content(self._what), id="what")
        if self._preview:
            shown = ChoiceList(id="preview")
            shown.share = 0.5  # type: ignore[misc]
            yield shown

    def on_mount(self) -> None:
        """Fill the list."""
        if self._preview:
            self.query_one(ChoiceList).choices(self._preview)

    def on_key(self, event: events.Key) -> None:
        """The answer."""
        if event.character in ("y", "n"):
            event.stop()
            self.dismiss(event.character == "y")

    def action_close(self) -> None:
        """Closing is no."""
        self.dismiss(False)
