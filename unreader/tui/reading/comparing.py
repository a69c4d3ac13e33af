"""Texts compared from the reading screen: with another text or stage; the stages themselves; annotations carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unreader.model import Address
from unreader.tui.reading.base import ReadingBase

if TYPE_CHECKING:
    from unreader.tui.comparing.compare_chooser import Chosen


class Comparing(ReadingBase):
    """Screens that compare the text in focus."""

    #: The comparison from which one came to a paragraph.
    _left_comparison: Chosen | None = None

    def action_compare(self) -> None:
        """Compare the text in focus with another text or stage."""
        here = self.pane.address
        if here is not None:
            self.compare_from(here)

    def compare_from(self, here: Address) -> None:
        """Ask with what to compare the text at a place, and compare."""
        from unreader.tui.comparing.compare_chooser import CompareChooser

        def chosen(texts: Chosen | None) -> None:
            if texts is not None:
                self.show_comparison(texts.a, texts.b, here.path)

        self.app.push_screen(CompareChooser(self._library, here, self._left_comparison), chosen)

    def leave_comparison(self, a: Address, b: Address) -> None:
        """One goes from a comparison to a paragraph in it: the chooser offers the way back."""
        from unreader.tui.comparing.compare_chooser import Chosen

        self._left_comparison = Chosen(a, b)

    def action_stages(self) -> None:
        """The stages of the text in focus."""
        from unreader.tui.comparing.stages_screen import StagesScreen

        here = self.pane.address
        if here is not None:
            self.app.push_screen(StagesScreen(self._library, here))

    def show_comparison(self, a: Address, b: Address, focus: str = "") -> None:
        """Two texts compared, with the paragraph at the path `focus` in focus."""
        from unreader.tui.comparing.comparison_screen import ComparisonScreen

        self.app.push_screen(ComparisonScreen(self._library, self._notebook, a, b, focus))
