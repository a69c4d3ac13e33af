"""Filters by name: the window in which one is named, and the list of those that are saved."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from unreader.annotating.saved_filters import SavedFilters
from unreader.model import UnreaderError
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.wording import _


class FilterName(Dialog[str]):
    """Asks for the name of a filter."""

    def __init__(self, query: str) -> None:
        super().__init__(_("Save the filter"), _("Enter: save · Esc: close"))
        self._query = query

    def inside(self) -> ComposeResult:
        """The filter, and the field for its name."""
        yield Static(self._query, markup=False)
        yield Input(placeholder=_("a name: letters, digits, hyphens"))

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())


class SavedFilterList(Dialog[str]):
    """The saved filters; gives the name of one."""

    def __init__(self, saved: SavedFilters) -> None:
        super().__init__(_("Saved filters"), _("Enter: use · Del: delete · Esc: close"))
        self._saved = saved

    def inside(self) -> ComposeResult:
        """The list."""
        yield ChoiceList(id="filters")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def _fill(self) -> None:
        rows = [
            Paragraph(name, f"{name}  {text}", "item", marks=(Mark(0, len(name), "emphasis"),))
            for name, text in self._saved.by_name.items()
        ]
        self.query_one(ChoiceList).choices(rows)

    def on_key(self, event: events.Key) -> None:
        """Delete takes a filter out."""
        name = self.query_one(ChoiceList).focus_key
        if event.key == "delete" and isinstance(name, str):
            event.stop()
            try:
                self._saved.delete(name)
            except UnreaderError as error:
                self.say(str(error))
            else:
                self._fill()

    @on(LinePane.Activated)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self.dismiss(str(event.key))
