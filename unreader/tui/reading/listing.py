"""From the reading screen to all annotations: their list with its filter and statistics, and their export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unreader.tui.reading.keeping import Keeping
from unreader.tui.reading.tagging import TaggedReading

if TYPE_CHECKING:
    from unreader.tui.annotating.annotations_screen import ListState


class Listing(TaggedReading, Keeping):
    """The list is found again as it was left."""

    _listed: ListState | None = None

    def action_annotations(self) -> None:
        """The list of annotations."""
        from unreader.tui.annotating.annotations_screen import AnnotationsScreen, ListState

        if not self._notebook_is_open():
            return
        if self._listed is None:
            self._listed = ListState()
        screen = AnnotationsScreen(self._library, self._notebook, self.tagging, self._listed, self._symbol())
        self.app.push_screen(screen)

    def action_export(self) -> None:
        """The export dialog."""
        from unreader.tui.annotating.export_dialog import open_export

        if self._notebook_is_open():
            open_export(self.reader_app, self._symbol())

    def _symbol(self) -> str:
        document = self.pane.document
        return document.symbol if document is not None else ""
