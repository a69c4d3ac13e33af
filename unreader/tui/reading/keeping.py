"""From the reading screen to what keeps annotations in order: their history, their review, the codebook."""

from __future__ import annotations

from unreader.model import Address, UnreaderError
from unreader.tui.frame.bars import KeyBar
from unreader.tui.place_words import meaning
from unreader.tui.reading.base import ReadingBase
from unreader.tui.state import Place
from unreader.wording import _, counted


class Keeping(ReadingBase):
    """The screens of annotations, and the note on the document."""

    def _notebook_is_open(self) -> bool:
        """Whether the store and the codebook are there; else the trouble is told."""
        try:
            self._notebook.parts()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return False
        return True

    def annotations_changed(self) -> None:
        """Show tags and notes as they are now, and whether some wait to be reviewed."""
        super().annotations_changed()
        self._tell_waiting()

    def open(self, place: Place, *, enter: bool = True) -> None:
        """Open a place, and tell whether annotations of the text wait to be reviewed."""
        super().open(place, enter=enter)
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        if self._composed:
            waiting = self._notebook.waiting()
            words = counted(waiting, _("{n} to review"), _("{n} to review")) if waiting else ""
            self.query_one(KeyBar).urgent = ("review", words) if words else ("", "")

    def action_changes(self) -> None:
        """The history of changes."""
        from unreader.tui.annotating.history_screen import HistoryScreen

        if self._notebook_is_open():
            self.app.push_screen(HistoryScreen(self._notebook))

    def action_codebook(self) -> None:
        """The codebook."""
        from unreader.tui.annotating.codebook_screen import CodebookScreen

        if self._notebook_is_open():
            self.app.push_screen(CodebookScreen(self._notebook))

    def action_review(self) -> None:
        """Annotations whose text has changed."""
        from unreader.tui.annotating.review_screen import ReviewScreen

        if self._notebook_is_open():
            self.app.push_screen(ReviewScreen(self._notebook))

    def action_document_note(self) -> None:
        """The note on the document as a whole."""
        from unreader.tui.annotating.note_editor import NoteEditor

        document = self.pane.document
        if document is None:
            return
        address = Address(document.symbol, "", document.language)

        def closed(outcome: str | None) -> None:
            self.annotations_changed()
            if outcome == "saved":
                self.reader_app.tell(_("Note on the document saved."))

        self.app.push_screen(NoteEditor(self._notebook, address, meaning(document.symbol, "")), closed)
