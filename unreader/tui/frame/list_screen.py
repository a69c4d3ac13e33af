"""A screen of one list: a title, the list, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult

from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.frame.sized_screen import SizedScreen

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


class ListScreen(SizedScreen):
    """Subclasses name their list in `LIST`: it is the id of the pane, and names the footer's keys."""

    LIST: ClassVar[str]
    DEFAULT_CSS = """
    ListScreen ReadingPane { background: $background; }
    """

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield TitleBar()
        yield ReadingPane(id=self.LIST)
        bar = KeyBar()
        bar.where = self.LIST
        yield bar

    @property
    def pane(self) -> ReadingPane:
        """The list."""
        return self.query_one(f"#{self.LIST}", ReadingPane)

    @property
    def reader_app(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    def action_run_key(self, action: str) -> None:
        """Run an action of the table of keys (a click in the footer)."""
        self.reader_app.run_key(action)
