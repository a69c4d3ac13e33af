"""The bar at the foot of the document while a search is open: the query, which hit one is at, and what to press."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from unreader.breaking import cells
from unreader.tui.searching.query_history import QueryHistory
from unreader.tui.searching.search_field import SearchField
from unreader.wording import _

#: What stands between the things that may be pressed.
_BETWEEN = " · "


class SearchBar(Horizontal):
    """Hidden when no search is open. Its field has the keyboard while one types, and shows the query afterwards.

    `edited` is called when something else stands in the field, `entered` when Enter is pressed there.
    """

    DEFAULT_CSS = """
    SearchBar {
        height: 1; width: 1fr; padding: 0 1; background: $panel; color: $text-muted;
        & > #search-sign { width: auto; color: $text-accent; text-style: bold; margin: 0 1 0 0; }
        & > SearchField, & > SearchField:focus { width: 1fr; background: $panel; border: none; padding: 0; }
        & > SearchField:focus { background: $surface; }
        & > #search-said { width: auto; max-width: 70%; margin: 0 0 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #search-said.-trouble { color: $text-error; }
    }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, history: QueryHistory, edited: Callable[[], None], entered: Callable[[], None]) -> None:
        super().__init__()
        self._history = history
        # Called, not posted: a key that follows at once must not overtake what this one does.
        self._when_edited = edited
        self._when_entered = entered

    def compose(self) -> ComposeResult:
        """A sign, the field, what there is to say."""
        yield Static("/", id="search-sign", markup=False)
        yield SearchField(self._history)
        yield Static("", id="search-said", markup=False)

    @property
    def field(self) -> SearchField:
        """Where the query is typed."""
        return self.query_one(SearchField)

    @property
    def is_typing(self) -> bool:
        """Whether the query is being typed."""
        return bool(self.display) and self.field.has_focus

    @on(Input.Changed)
    @on(SearchField.Turned)
    def _edited(self, event: Message) -> None:
        event.stop()
        self.show_kind()
        if self.is_typing:
            self._when_edited()

    @on(Input.Submitted)
    def _entered(self, event: Message) -> None:
        event.stop()
        self._when_entered()

    @on(SearchField.Below)
    def _nothing_below(self, event: Message) -> None:
        event.stop()

    def begin(self, typed: str = "", *, expression: bool = False) -> None:
        """Show a query, of this kind."""
        self.display = True
        self.field.disabled = False
        self.field.expression = expression
        self.field.begin(typed)
        self.show_kind()

    def show_kind(self) -> None:
        """Show whether words or an expression are looked for."""
        self.query_one("#search-sign", Static).update(Content(_("regex") if self.field.expression else "/"))

    def say(self, *parts: str, trouble: bool = False) -> None:
        """Show these parts at the right; empty ones are left out, and of what may be pressed what has no room."""
        said = self.query_one("#search-said", Static)
        line = "  ".join(part for part in parts if part)
        while cells(line) > self.size.width * 7 // 10 - 1 and _BETWEEN in line:
            line = line.rpartition(_BETWEEN)[0]
        said.update(Content(line))
        said.set_class(trouble, "-trouble")
