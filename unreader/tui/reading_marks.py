"""What a person puts on the paragraph in focus, and takes away from it: tags, notes, copies, exports."""

from __future__ import annotations

from unreader.model import Address, UnreaderError
from unreader.tui.cards import meaning
from unreader.tui.reading_base import ReadingBase
from unreader.tui.wording import _


class Marks(ReadingBase):
    """Tags, notes, the clipboard, exports."""

    def _address_for_marks(self) -> Address | None:
        """The paragraph in focus, if tags and notes can be kept on it; else the trouble is told."""
        address = self.pane.address
        if address is None or self._library.is_visited(address.symbol, address.language):
            # A file that is only read: the window for the tag or the note offers to import it.
            return address
        try:
            self._notebook.check(address)
        except UnreaderError as error:
            self.reader_app.warn(error)
            return None
        return address

    def action_note(self) -> None:
        """The note editor."""
        from unreader.tui.note_editor import NoteEditor

        address = self._address_for_marks()
        if address is None:
            return
        where = meaning(address.symbol, address.path)

        def closed(outcome: str | None) -> None:
            self.annotations_changed()
            if outcome == "saved":
                self.reader_app.tell(_("Note saved."))
            elif outcome == "dropped":
                self.reader_app.tell(_("Note dropped."))

        self.app.push_screen(NoteEditor(self._notebook, address, where), closed)

    def action_copy_citation(self) -> None:
        """The citation of the paragraph to the clipboard."""
        self._copy(quotation=False)

    def action_copy_quotation(self) -> None:
        """The text of the paragraph with its citation to the clipboard."""
        self._copy(quotation=True)

    def _copy(self, *, quotation: bool) -> None:
        from unreader.exporting.citation import citation_of, quotation_of

        address = self.pane.address
        if address is not None:
            words = quotation_of(self._library, address) if quotation else ""
            language = self.reader_app.language or ""
            style = self.reader_app.settings.words("citations.style") or "un"
            self.app.copy_to_clipboard(citation_of(self._library, address, language, style, quotation=words))

    def action_export(self) -> None:
        """The export dialog."""
        from unreader.tui.export_dialog import ExportDialog, Wanted, export

        document = self.pane.document

        def chosen(wanted: Wanted | None) -> None:
            if wanted is None:
                return
            try:
                self.reader_app.tell(export(self._library, self._notebook, wanted, self.reader_app.language))
            except UnreaderError as error:
                self.reader_app.warn(error)

        self.app.push_screen(ExportDialog(self._notebook, document.symbol if document else ""), chosen)
