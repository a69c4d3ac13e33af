"""From a stroke to the action that it chooses on the screen that is shown.

Widgets and screens name the areas of the table whose keys work in them in `AREAS` (an attribute or a property); the
innermost comes first, and behind a window that lies on top nothing works.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen

from unreader.tui.frame.bars import KeyBar
from unreader.tui.keys.keymap import keymap
from unreader.tui.keys.names import shown, typed_stroke
from unreader.tui.keys.strokes import Chosen, Dropped, Strokes
from unreader.tui.keys.table import Key
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.frame.full_screen import FullScreenApp


#: Seconds that a key waits for its letter until the letters are listed.
_PATIENCE = 0.4


@runtime_checkable
class ListsLetters(Protocol):
    """A screen that can show which letters an action takes; it says whether it does."""

    def list_letters(self, action: str) -> bool:
        """Show the letters of an action."""
        ...


@runtime_checkable
class KnowsWhatWorks(Protocol):
    """A screen or widget that can tell which of its actions have something to do just now."""

    def works_here(self, action: str) -> bool:
        """Whether an action of the table would do anything now."""
        ...


class Keyboard:
    """What is typed on the app's screens, and the digits that an action may ask for."""

    def __init__(self, app: FullScreenApp) -> None:
        self._app = app
        self._strokes = Strokes()
        self._count: int | None = None
        #: How many keys have been begun, so that a timer knows its own.
        self._begun = 0

    @property
    def begun(self) -> bool:
        """Whether the next stroke belongs to a key that is begun, before anything else may have it."""
        if self._strokes.begun and self._app.screen.is_modal:
            self._strokes.forget()
        return self._strokes.begun

    def take_count(self) -> int | None:
        """The digits typed before the key whose action runs, once; None if there were none."""
        count, self._count = self._count, None
        return count

    async def press(self, event: events.Key) -> bool:
        """Do what a stroke chooses; False when it is no key here."""
        stroke = typed_stroke(event.key, event.character if event.is_printable else None)
        self._begun += 1
        taken = self._strokes.take(stroke, event.character, self.areas, keymap())
        if isinstance(taken, Dropped):
            self._tell(_("{keys} does nothing.").format(keys=" ".join(map(shown, taken.strokes))))
        elif isinstance(taken, Chosen):
            self._show_begun()
            return await self._run(taken.key, taken.count, taken.letter)
        self._show_begun()
        return taken is not None

    async def run(self, key: Key) -> bool:
        """Do what a key does, chosen otherwise (a click, the palette)."""
        if key.letter:
            self._strokes.wait_for_letter(key)
            self._show_begun()
            return True
        return await self._run(key, None, "")

    async def _run(self, key: Key, count: int | None, letter: str) -> bool:
        node = self._node_for(key)
        if node is None:
            return False
        self._count = count if key.count == "asked" else None
        action = f"{key.action}({letter!r})" if letter else key.action
        done = False
        for _time in range(count or 1 if key.count == "repeats" else 1):
            done = await self._app.run_action(action, node)
        self._count = None
        return done

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of the table whose keys work now, the innermost first."""
        return tuple(dict.fromkeys(area for area, _node in self._areas()))

    def works(self, key: Key, screen: Screen[object]) -> bool:
        """Whether an action can be done now on a screen, as far as the widget or screen that does it can tell."""
        node = self._node_for(key, screen)
        if node is None:
            return False
        return node.works_here(key.action) if isinstance(node, KnowsWhatWorks) else True

    def _list_letters(self, key: Key, begun: int) -> None:
        """Nobody has typed the letter yet: let the screen show which there are."""
        if self._strokes.waits_for is not key or self._begun != begun or not self.begun:
            return
        node = self._node_for(key)
        if isinstance(node, Screen) and isinstance(node, ListsLetters) and node.list_letters(key.action):
            self._strokes.forget()
            self._show_begun(node.screen)

    def _areas(self, screen: Screen[object] | None = None) -> Iterator[tuple[str, DOMNode]]:
        screen = screen or self._app.screen
        for node in (screen.focused or screen).ancestors_with_self:
            yield from ((area, node) for area in getattr(node, "AREAS", ()))
            if node.is_modal:
                return

    def _node_for(self, key: Key, screen: Screen[object] | None = None) -> DOMNode | None:
        name = "action_" + key.action.partition("(")[0]
        return next((node for area, node in self._areas(screen) if area == key.area and hasattr(node, name)), None)

    def _tell(self, message: str) -> None:
        self._app.tell(message)

    def _show_begun(self, screen: Screen[object] | None = None) -> None:
        """What is typed so far, in the footer of a screen (by default the one shown), with what may follow."""
        digits, strokes = self._strokes.typed
        follows = tuple((shown(stroke), _(key.words)) for stroke, key in self._strokes.goes_on(keymap()))
        waits = self._strokes.waits_for
        if waits is not None:
            follows = ((_("a letter"), _(waits.words)),)
            self._app.set_timer(_PATIENCE, partial(self._list_letters, waits, self._begun))
        try:
            bar = (screen or self._app.screen).query_one(KeyBar)
        except NoMatches:
            return
        bar.begun, bar.follows = f"{digits} {' '.join(map(shown, strokes))}".strip(), follows
