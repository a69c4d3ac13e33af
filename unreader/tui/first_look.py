"""The first screen: when it is whole, and the picture of it that the next start shows at once.

A picture of the last screen may be up while the reader is loaded (`unreader.first_picture`); what the reader draws is
held back until its own first screen is whole, so that the one takes the place of the other without a flicker.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader import first_picture
from unreader.library.home import CATALOGUE
from unreader.tui.beside.side_tab import TabName

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp
    from unreader.tui.state import Place

#: Seconds between two looks whether the first screen is whole, and after which it is shown as it is.
_LOOK, _PATIENCE = 0.01, 2.0
#: The tab that the side pane shows first.
_FIRST_TAB: TabName = "cites"


class Start(Struct, frozen=True):
    """The words of the command line: options, then what to open."""

    options: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def with_words(cls, words: Sequence[str]) -> Start:
        """This start, of whose words the last ones say what to open."""
        said = tuple(sys.argv[1:])
        return cls(said[: len(said) - len(words)], tuple(words))


class FirstLook:
    """Watches over the first screen of a start, and keeps the picture for the next one."""

    def __init__(self, app: ReaderApp, start: Start | None) -> None:
        self._app = app
        self._start = start
        self._until = monotonic() + _PATIENCE

    def watch(self) -> None:
        """Look until the first screen is whole; then it is shown, and rubbish is collected again."""
        if not self._app.is_running or not self._app.screen_stack:
            return  # left before anything was shown
        if self._is_whole() or monotonic() > self._until:
            self._app.call_after_refresh(self._shown)
        else:
            self._app.set_timer(_LOOK, self.watch)

    def _is_whole(self) -> bool:
        screen = self._app.screen
        return bool(getattr(screen, "is_whole", True))

    def _shown(self) -> None:
        self._app.show_what_was_held()
        # What was loaded stays: no collection need ever look at it.
        gc.freeze()
        gc.enable()
        # The list of documents is shown without the reading screen; one will be opened.
        self._app.call_later(import_module, "unreader.tui.reading.screen")

    def rows(self) -> list[str]:
        """The rows of the screen as they are written to the terminal; none where the next start shows another."""
        app = self._app
        if self._start is None or app.is_headless or not self._is_as_next_start():
            return []
        strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no other way to its rows
        return [strip.render(app.console) for strip in strips]

    def _is_as_next_start(self) -> bool:
        from unreader.tui.holdings.library_screen import LibraryScreen
        from unreader.tui.reading.screen import ReadingScreen

        screen, state = self._app.screen, self._app.reading
        if self._app.is_telling:
            return False
        if isinstance(screen, LibraryScreen):
            return state.last_place is None and screen.is_at_start
        if not isinstance(screen, ReadingScreen) or not screen.is_whole or screen.is_full:
            return False
        side, place = screen.side, screen.place
        as_at_first = screen.focused is screen.pane.text and side.tab == _FIRST_TAB and not side.pinned
        as_at_first = as_at_first and not screen.suggested.on
        return as_at_first and place is not None and place == state.last_place

    def keep(self, rows: Sequence[str]) -> None:
        """Keep these rows for the next start with the same words, and with none."""
        start = self._start
        if start is None or not rows:
            return
        from unreader.tui.reading.screen import ReadingScreen

        screen = self._app.screen
        place = screen.place if isinstance(screen, ReadingScreen) else None
        files = self._files(place)
        first_picture.keep(start.options, rows, files)
        if start.words and place is not None and self._app.opens_where_left(place):
            first_picture.keep((*start.options, *start.words), rows, files)

    def _files(self, place: Place | None) -> list[str]:
        library, notes = self._app.library, self._app.notebook.folder
        files = [library.root / CATALOGUE]
        files += [notes / name for name in ("annotations.json", "annotations.journal", "topics.toml")]
        if place is not None:
            files.append(library.root / "texts" / library.entry(place.symbol, place.language).file)
        files += [file for file in (self._app.reading.file, self._app.settings.file) if file is not None]
        return [str(file.absolute()) for file in files]
