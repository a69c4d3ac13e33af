"""What a person puts on the paragraph in focus, and takes away from it: tags, notes, copies, exports."""

from __future__ import annotations

from unreader.model import Address, UnreaderError
from unreader.tui.reading_base import ReadingBase


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
