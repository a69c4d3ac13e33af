"""Keys one after another: each does all it does, a window that it opens included, before the next one is looked at.

Textual hands a key to the widget that has the focus when the key arrives. Typed fast, `g29` would send 2 and 9 to the
document, because the window that `g` opens is not there yet, and a note would lose its first letters.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from unreader.tui.frame.dialog import Dialog

#: A key goes from the widget up to the app, and what it posts on its way goes the same way once more.
_ROUNDS = 2
#: Seconds after which the next key is handed on all the same: nothing may ever lock the keyboard.
_PATIENCE = 2.0
#: Seconds after which what a key has changed by then is drawn.
_SOON = 0.05

#: Textual's name for it. Nobody can bind it: terminals do not tell it from Enter.
_LINE_FEED = "ctrl+j"

Typed = events.Key | events.Paste


class TypingAhead:
    """The queue of what was typed. `hand_on` gives a key or a paste to the app as Textual does."""

    def __init__(self, app: App[int], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Typed] = deque()
        self._since = 0.0
        self._task: asyncio.Task[None] | None = None

    def add(self, typed: Typed) -> None:
        """Take in what was typed; it is handed on when all before it is done."""
        self._waiting.append(_as_meant(typed))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hand_on_all())

    @property
    def works(self) -> bool:
        """Whether a key is being worked off, or one waits."""
        return self._task is not None and not self._task.done()

    @property
    def holds_drawing(self) -> bool:
        """Whether a key is being worked off: what it changes in several places is drawn at once, if that is soon."""
        return monotonic() - self._since < _SOON

    async def _hand_on_all(self) -> None:
        while self._waiting and self._app.is_running:
            target = self._app.focused or self._app.screen
            self._since = monotonic()
            await self._hand_on(self._waiting.popleft())
            await self._done_with(target)
            self._since = 0.0
            self._app.screen.check_idle()
            await self._opened()

    async def _done_with(self, target: DOMNode) -> None:
        """Wait until the queues on the way from the target to the app have been worked off."""
        for _ in range(_ROUNDS):
            for node in target.ancestors_with_self:
                await _worked_off(node)

    async def _opened(self) -> None:
        """Wait until a window that is opening can take keys."""
        window = self._app.screen
        if isinstance(window, Dialog):
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(window.ready.wait(), _PATIENCE)


def _as_meant(typed: Typed) -> Typed:
    """What was typed; Enter where the terminal made a line feed of it, as it does until a program reads single keys."""
    if isinstance(typed, events.Key) and typed.key == _LINE_FEED:
        return events.Key("enter", "\r")
    return typed


async def _worked_off(node: MessagePump) -> None:
    reached = asyncio.Event()
    if node.is_running and node.call_later(reached.set):
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(reached.wait(), _PATIENCE)
