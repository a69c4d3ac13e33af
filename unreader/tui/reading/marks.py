"""Whether something can be put on the paragraph in focus."""

from __future__ import annotations

from unreader.model import Address, UnreaderError
from unreader.tui.reading.base import ReadingBase


class Marks(ReadingBase):
    """What tags and notes need."""

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
