"""Screens on which the last change of annotations is undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from unreader.model import UnreaderError
from unreader.tui.annotating.history_words import operation_words, place_of_step
from unreader.tui.frame.sized_screen import SizedScreen
from unreader.tui.notebook import Notebook
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating import Annotations, Step
    from unreader.tui.app import ReaderApp


Result = TypeVar("Result")


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
        said, nothing = _("Undone: {what} on {where}"), _("Nothing to undo.")
        self._take(self._notebook.undo, self._notebook.weight_of_undo(), said, nothing)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        said, nothing = _("Done again: {what} on {where}"), _("Nothing to do again.")
        self._take(self._notebook.redo, self._notebook.weight_of_redo(), said, nothing)

    def _take(self, take: Callable[[], Step | None], many: int, said: str, nothing: str) -> None:
        app = self.reader_app

        def done(outcome: Step | UnreaderError | None) -> None:
            if isinstance(outcome, UnreaderError):
                app.warn(outcome)
                return
            if outcome is None:
                app.tell(nothing)
                return
            # The codebook's file may have changed with them.
            self._notebook.refresh()
            app.annotations_changed()
            app.tell(said.format(what=operation_words(outcome), where=place_of_step(outcome)))
            if left := self._notebook.left_as_edited():
                app.warn(left)

        self._make_change(many, take, done)

    def _make_change(
        self, many: int, change: Callable[[], Result], done: Callable[[Result | UnreaderError], None]
    ) -> None:
        """Make a change of about so many annotations: at once, or under a window that says how far it is."""
        try:
            annotations = self.annotations
        except UnreaderError as error:
            done(error)
            return
        from unreader.tui.frame.working import make_change

        make_change(self.reader_app, annotations, many, change, done)
