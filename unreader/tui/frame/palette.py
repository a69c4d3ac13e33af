"""The command palette: one box for every action by name, every document of the library, and every address.

An address comes first, as it is typed in the address line or printed in a text; then documents by their symbol, then
actions and titles; last the search of the library for what is typed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from unreader.library.folding import fold
from unreader.model import Address, UnreaderError
from unreader.tui.keys.keymap import keymap
from unreader.tui.keys.table import KEYS
from unreader.tui.pinyin import has_initials, may_be_initials
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.library import Entry
    from unreader.tui.app import ReaderApp

#: Actions score about 20 where a word of theirs begins as typed.
_ADDRESS, _SYMBOL, _SYMBOL_PART, _TITLE, _SEARCH = 1e6, 1e5, 1e3, 15.0, 0.01
#: What is found by the initials of its syllables.
_INITIALS = 5.0
#: Documents that are offered; who wants another types more.
_MOST_DOCUMENTS = 40
#: Seconds without another key after which an address is looked up: the first time in a large library takes its time.
_PAUSE = 0.12


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
        initials = may_be_initials(query)
        for name, help_text, command in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), command, text=name, help=help_text)
            elif initials and not name.isascii() and has_initials(name, query):
                yield Hit(_INITIALS, Content(name), command, text=name, help=help_text)


class Documents(Provider):
    """The documents of the library, by symbol and title; those that were read last before anything is typed."""

    @cached_property
    def _named(self) -> list[tuple[Entry, str, str]]:
        """The documents with their folded symbols and titles."""
        entries = cast("ReaderApp", self.app).library.entries()
        return [(entry, "\n".join(map(fold, entry.symbols)), fold(entry.title)) for entry in entries]

    async def discover(self) -> Hits:
        """Those that were read last, after the actions."""
        app = cast("ReaderApp", self.app)
        recent = [app.library.find_entry(place.symbol, place.language) for place in app.reading.recent]
        entries = dict.fromkeys(entry for entry in (*recent, *app.library.entries()[:_MOST_DOCUMENTS]) if entry)
        for entry in list(entries)[:_MOST_DOCUMENTS]:
            name = _named(entry)
            yield DiscoveryHit(Content(name), self._opening(entry), text=name, help=_("document"))

    async def search(self, query: str) -> Hits:
        """Those whose symbol or title has what is typed."""
        wanted = fold(query)
        if not wanted:
            return
        found = [(_score(wanted, symbols, title), entry) for entry, symbols, title in self._named]
        if may_be_initials(query) and not any(score for score, _entry in found):
            found = [(_INITIALS if has_initials(entry.title, query) else 0.0, entry) for entry, *_folded in self._named]
        best = sorted((one for one in found if one[0]), key=lambda one: -one[0])
        for score, entry in best[:_MOST_DOCUMENTS]:
            name = _named(entry)
            yield Hit(score, Content(name), self._opening(entry), text=name, help=_("document"))

    def _opening(self, entry: Entry) -> Callable[[], object]:
        return partial(cast("ReaderApp", self.app).open_document, entry.symbol, entry.language)


class Places(Provider):
    """The place that is typed or pasted as an address, and the search of the library for what is typed."""

    async def search(self, query: str) -> Hits:
        """The place, if there is one; the search."""
        app = cast("ReaderApp", self.app)
        words = query.strip()
        if words:
            name = _("Search all documents for {words}").format(words=words)
            command = partial(app.search_library_for, words)
            yield Hit(_SEARCH, Content(name), command, text=name, help=_("full text"))
        if not re.search(r"\d|[一二三四五六七八九十]", words):
            return
        await asyncio.sleep(_PAUSE)
        place = self._place(words)
        if place is not None:
            name = _("Go to {address}").format(address=place.plain)
            command = partial(app.open_place, place)
            yield Hit(_ADDRESS, Content(name), command, text=name, help=self._beginning(place))

    def _place(self, typed: str) -> Address | None:
        from unreader.library import find_address

        app = cast("ReaderApp", self.app)
        try:
            return find_address(app.library, typed, app.here).address
        except UnreaderError:
            return None

    def _beginning(self, place: Address) -> str:
        """The first words of a place, the title of a document."""
        from unreader.tui.page.shortening import shortened
        from unreader.tui.place_words import beginning

        return shortened(beginning(cast("ReaderApp", self.app).library, place), 60)


def _named(entry: Entry) -> str:
    return f"{entry.symbol}  {entry.title}"


def _score(wanted: str, symbols: str, title: str) -> float:
    """How well a document is meant: its whole symbol or the end of it, a part of it, its title; 0 for not at all."""
    if wanted in symbols:
        whole = any(one == wanted or one.endswith("/" + wanted) for one in symbols.split("\n"))
        return _SYMBOL if whole else _SYMBOL_PART
    return _TITLE if wanted in title else 0.0
