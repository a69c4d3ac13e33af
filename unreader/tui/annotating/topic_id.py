"""Another id for a topic."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from unreader.tui.frame.dialog import Dialog
from unreader.wording import _


class TopicId(Dialog[str]):
    """One line with the id. Gives what was typed."""

    def __init__(self, title: str, path: str) -> None:
        super().__init__(title, _("Enter: go on · Esc: leave it"))
        self._path = path

    def inside(self) -> ComposeResult:
        """The id."""
        yield Input(self._path, placeholder=_("small letters, digits, hyphens"), select_on_focus=False)

    def on_mount(self) -> None:
        """Type at once, at its end."""
        field = self.query_one(Input)
        field.cursor_position = len(field.value)
        self.set_focus(field)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())
