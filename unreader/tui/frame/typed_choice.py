"""A window in which one types, and chooses among what may be meant."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.line_pane import LinePane

Result = TypeVar("Result")


class TypedChoice(Dialog[Result]):
    """A field with a list under it: the field has the keyboard, the arrows go through the list, Enter chooses.

    Subclasses fill the list when something is typed, and take what was chosen in `choose`.
    """

    DEFAULT_CSS = """
    TypedChoice { align: center top; & > #box { margin-top: 2; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "next", show=False),
        Binding("up", "previous", show=False),
    ]

    def __init__(self, title: str, hint: str, placeholder: str) -> None:
        super().__init__(title, hint)
        self._placeholder = placeholder

    def inside(self) -> ComposeResult:
        """The field, and what may be meant."""
        yield Input(placeholder=self._placeholder)
        yield ChoiceList(id="places", classes="-empty")

    @property
    def field(self) -> Input:
        """Where one types."""
        return self.query_one(Input)

    @property
    def choices(self) -> ChoiceList:
        """What may be meant."""
        return self.query_one(ChoiceList)

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.field)
        self.choices.can_focus = False

    def choose(self) -> None:
        """Take what is in focus in the list, or what was typed."""

    @on(Input.Submitted)
    @on(LinePane.Clicked)
    @on(LinePane.Activated)
    def _chosen(self) -> None:
        self.choose()

    def action_next(self) -> None:
        """The next choice."""
        self.choices.action_next_paragraph()

    def action_previous(self) -> None:
        """The choice before."""
        self.choices.action_previous_paragraph()
