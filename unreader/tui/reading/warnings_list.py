"""The places of a document that the parser is not sure of, to go through them."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult

from unreader.model import Document
from unreader.said import said
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import place_words
from unreader.wording import _

#: How much of the paragraph is shown, in cells.
_ABOUT = 60


class WarningsList(Dialog[str]):
    """What the parser says, each with its place. Gives the path of the chosen one."""

    def __init__(self, document: Document, here: str) -> None:
        super().__init__(
            _("{symbol}: places to look at").format(symbol=document.symbol),
            _("Enter: go · ↓ ↑ j k: choose · Esc: close"),
        )
        self._document = document
        self._here = here

    def inside(self) -> ComposeResult:
        """The places."""
        yield ChoiceList(id="warnings")

    def on_mount(self) -> None:
        """Fill the list; the next place after the paragraph in focus has the focus."""
        order = {block.path: number for number, block in enumerate(self._document.blocks)}
        texts = {block.path: block.text for block in self._document.blocks}
        at = order.get(self._here, -1)
        warnings = self._document.warnings
        ahead = (number for number, one in enumerate(warnings) if order.get(one.path, -1) > at)
        lines = []
        for number, warning in enumerate(warnings):
            where = place_words(warning.path) or _("the document")
            text = f"{where}  {said(warning.message)}"
            lines.append(Paragraph(number, text, "item", marks=(Mark(0, len(where), "emphasis"),)))
            about = shortened(texts.get(warning.path, ""), _ABOUT)
            lines.append(Paragraph((number, "text"), about, "card-meta", indent=2, focusable=False))
        self.query_one(ChoiceList).choices(lines, next(ahead, 0))

    def on_key(self, event: events.Key) -> None:
        """j and k work here as in the text."""
        pane = self.query_one(ChoiceList)
        if event.key in ("j", "k"):
            event.stop()
            pane.action_next_paragraph() if event.key == "j" else pane.action_previous_paragraph()

    @on(LinePane.Activated)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self._go(event.key)

    def on_click(self, event: events.Click) -> None:
        """A click goes there."""
        super().on_click(event)
        pane = self.query_one(ChoiceList)
        if event.widget is pane:
            self._go(pane.focus_key)

    def _go(self, key: object) -> None:
        if isinstance(key, int):
            self.dismiss(self._document.warnings[key].path)
