"""The command palette: every action by name, every document of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from unreader.tui.keymap import keymap
from unreader.tui.keys import KEYS
from unreader.tui.wording import _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


class Actions(Provider):
    """The actions of the table of keys."""

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        app = cast("ReaderApp", self.app)
        for key in KEYS:
            if key.action != "command_palette" and app.can_run(key, self.screen):
                its_key = keymap().shown(key)
                hint = _("key: {keys}").format(keys=its_key) if its_key else ""
                yield _(key.says), hint, partial(app.run_key, f"{key.area}.{key.called}")

    async def discover(self) -> Hits:
        """All of them."""
        for name, help_text, command in self._commands():
            yield DiscoveryHit(Content(name), command, text=name, help=help_text)

    async def search(self, query: str) -> Hits:
        """Those whose words match."""
        matcher = self.matcher(query)
        for name, help_text, command in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), command, text=name, help=help_text)


class Documents(Provider):
    """The documents of the library, by symbol and title."""

    def _commands(self) -> Iterator[tuple[str, Callable[[], object]]]:
        app = cast("ReaderApp", self.app)
        for entry in app.library.entries():
            yield f"{entry.symbol}  {entry.title}", partial(app.open_document, entry.symbol, entry.language)

    async def discover(self) -> Hits:
        """All of them, after the actions."""
        for name, command in self._commands():
            yield DiscoveryHit(Content(name), command, text=name, help=_("document"))

    async def search(self, query: str) -> Hits:
        """Those whose symbol or title matches."""
        matcher = self.matcher(query)
        for name, command in self._commands():
            score = 1.0 if query.casefold() in name.casefold() else matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), command, text=name, help=_("document"))
