"""Jump mode: what can be clicked on the screen is opened by a letter."""

from __future__ import annotations

from unreader.tui.document.paragraphs import CiteMark
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.page.line_pane import LinePane
from unreader.tui.reading.citations import Citations
from unreader.wording import _


class Jumping(Citations):
    """The letters, and what follows one."""

    def action_jump(self) -> None:
        """A letter on each citation, footnote and place in the panes."""
        from unreader.tui.reading.jump_letters import JumpLetters

        panes = [pane for pane in self.query(ReadingPane) if pane.display and pane.id in ("text", "cards")]
        targets = [target for pane in panes for target in pane.targets()]
        if targets:
            self.app.push_screen(JumpLetters(targets), self._jumped)
        else:
            self.reader_app.tell(_("There is no citation and no footnote on the screen."))

    def _jumped(self, chosen: LinePane.Clicked | None) -> None:
        if chosen is None:
            return
        if isinstance(chosen.payload, CiteMark) and chosen.pane is self.pane.text:
            # A click chooses the card; whoever typed a letter wants to be there.
            self.pane.text.focus_paragraph(self.pane.focusable_path(str(chosen.key)))
            self._show_side()
            self.side.pinned = False
            self._follow()
            self.side.choose(chosen.payload)
            self.action_choose()
        else:
            chosen.pane.post_message(chosen)
