"""How the reading screen's page is set: the length of the lines, where they stand, footnotes in place."""

from __future__ import annotations

from unreader.tui.reading.base import ReadingBase
from unreader.tui.view import NARROWEST, STEP, WIDEST
from unreader.wording import _


class PageSetting(ReadingBase):
    """The measure, centred or left, and the notes; kept for the next time."""

    def on_mount(self) -> None:
        """The page as it was left."""
        view, text = self._reading.view, self.pane.text
        text.centred = view.centred
        text.measure = view.measure
        self.pane.all_notes = view.notes

    def action_change_measure(self, steps: int) -> None:
        """Longer or shorter lines."""
        view, text = self._reading.view, self.pane.text
        widest = min(WIDEST, text.widest_line)
        now = min(view.measure, widest)
        wanted = max(NARROWEST, min(widest, now + steps * STEP))
        if wanted == now:
            self.reader_app.tell(
                _("The lines are as long as the pane is wide.") if steps > 0 else _("The lines cannot be shorter.")
            )
            return
        text.measure = view.measure = wanted
        said = _("Lines of {letters} Latin letters or {characters} Chinese characters")
        self.reader_app.tell(said.format(letters=wanted, characters=wanted // 2))

    def action_centre(self) -> None:
        """The text in the middle of the pane, or at its left."""
        view = self._reading.view
        self.pane.text.centred = view.centred = not view.centred

    def action_footnotes(self) -> None:
        """Show the notes of the paragraph under it, or hide them."""
        if not self.pane.turn_notes():
            self.reader_app.tell(_("This paragraph calls no footnote."))

    def action_all_footnotes(self) -> None:
        """Show all notes under their paragraphs, or hide all."""
        if self.pane.footnotes is None or not self.pane.footnotes.callers:
            self.reader_app.tell(_("No footnote is called in this document."))
            return
        self._reading.view.notes = self.pane.turn_all_notes()
