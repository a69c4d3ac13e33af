"""The field in which a query is typed: what was typed before with the arrows, a regular expression with a key."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from unreader.tui.searching.query_history import QueryHistory


class SearchField(Input):
    """One line. Posts Input.Changed and Input.Submitted as every field, and Turned for the kind of query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", show=False),
        Binding("down", "newer", show=False),
        Binding("alt+r", "turn", show=False),
    ]

    expression: reactive[bool] = reactive(False)
    """Whether what is typed is a regular expression, whatever it looks like."""

    class Turned(Message):
        """The query is a regular expression from now on, or words again."""

    class Below(Message):
        """The arrow down was pressed where nothing newer was typed: the keyboard wants to go on below."""

    def __init__(self, history: QueryHistory, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self._history = history
        self._back = 0
        self._typed = ""

    def begin(self, typed: str = "") -> None:
        """Begin to type, with this in the field."""
        self._back = 0
        self.value = typed
        self.cursor_position = len(typed)

    async def on_key(self, event: events.Key) -> None:
        """Keys that mean something in a field mean that first, and then nothing on the screen around it."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
            return

    def action_older(self) -> None:
        """What was typed before."""
        if self._back < len(self._history.queries):
            if self._back == 0:
                self._typed = self.value
            self._recall(self._back + 1)

    def action_newer(self) -> None:
        """What was typed after that, at last what one was typing."""
        if self._back:
            self._recall(self._back - 1)
        else:
            self.post_message(self.Below())

    def _recall(self, back: int) -> None:
        self._back = back
        self.value = self._history.queries[-back] if back else self._typed
        self.cursor_position = len(self.value)

    def action_turn(self) -> None:
        """Words, or a regular expression."""
        self.expression = not self.expression
        self.post_message(self.Turned())
