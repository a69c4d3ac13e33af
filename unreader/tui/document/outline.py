"""The outline of the document: its titles and headings, to go to one of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from unreader.tui.document.contents import Entry
from unreader.tui.frame.dialog import ChoiceList, ChoosingDialog
from unreader.tui.page.line_pane import Paragraph
from unreader.wording import _


class Outline(ChoosingDialog):
    """Titles and headings. Gives the path of the chosen one."""

    def __init__(self, title: str, headings: Sequence[Entry], here: str) -> None:
        super().__init__(title, _("Enter: go · ↓ ↑ j k: choose · Esc: close"))
        self._headings = headings
        self._here = here

    def inside(self) -> ComposeResult:
        """The headings."""
        yield ChoiceList(id="headings")

    def on_mount(self) -> None:
        """Fill the list, at the heading under which one reads."""
        lines = [Paragraph(heading.path, heading.text, "item", indent=2 * heading.depth) for heading in self._headings]
        self.query_one(ChoiceList).choices(lines, self._here or None)
        self.call_after_refresh(self.query_one(ChoiceList).focus_paragraph, self._here, align="middle")

    def on_key(self, event: events.Key) -> None:
        """j and k work here as in the text."""
        pane = self.query_one(ChoiceList)
        if event.key in ("j", "k"):
            event.stop()
            pane.action_next_paragraph() if event.key == "j" else pane.action_previous_paragraph()
        elif event.key == "o":
            event.stop()
            self.dismiss(None)
