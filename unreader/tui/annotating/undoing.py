"""Screens on which the last change of annotations is undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from unreader.model import UnreaderError
from unreader.tui.annotating.history_words import operation_words, place_of_step
from unreader.tui.frame.sized_screen import SizedScreen
from unreader.tui.notebook import Notebook
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating import Annotations, Step
    from unreader.tui.app import ReaderApp


class UndoingScreen(SizedScreen):
    """Its keys `undo` and `redo`; whoever shows annotations is told of the change by the app."""

    _notebook: Notebook

    @property
    def reader_app(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    @property
    def annotations(self) -> Annotations:
        """The annotations. Raises NotebookError where the store could not be opened."""
        return self._notebook.parts()[0]

    def action_run_key(self, action: str) -> None:
        """Run an action of the table (a click in the footer)."""
        self.reader_app.run_key(action)

    def action_undo(self) -> None:
        """Undo the last change of tags, notes, topics and citations."""
        self._take(self._notebook.undo, _("Undone: {what} on {where}"), _("Nothing to undo."))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._take(self._notebook.redo, _("Done again: {what} on {where}"), _("Nothing to do again."))

    def _take(self, take: Callable[[], Step | None], said: str, nothing: str) -> None:
        app = self.reader_app
        try:
            step = take()
        except UnreaderError as error:
            app.warn(error)
            return
        if step is None:
            app.tell(nothing)
            return
        # The codebook's file may have changed with them.
        self._notebook.refresh()
        app.annotations_changed()
        app.tell(said.format(what=operation_words(step), where=place_of_step(step)))
        if left := self._notebook.left_as_edited():
            app.warn(left)
