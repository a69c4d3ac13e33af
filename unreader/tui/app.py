"""The full-screen program: what its screens share, and which of them is shown."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import Screen

from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.settings import read_settings
from unreader.tui.first_look import FirstLook, Start
from unreader.tui.frame.full_screen import FullScreenApp
from unreader.tui.keys.keymap import keyed
from unreader.tui.notebook import Notebook, Opened
from unreader.tui.page.themes import first_theme
from unreader.tui.preparing import Preparation
from unreader.tui.searching.query_history import QueryHistory
from unreader.tui.state import Place, ReadingState, read_state, state_file
from unreader.tui.view import take_settings
from unreader.wording import _

if TYPE_CHECKING:
    from textual.command import Provider

    from unreader.library import Entry
    from unreader.tui.aside import ImportRun
    from unreader.tui.holdings.library_screen import LibraryScreen
    from unreader.tui.reading.screen import ReadingScreen
    from unreader.tui.searching.library_search_screen import LibrarySearchScreen
    from unreader.tui.searching.searches import LibrarySearches

Result = TypeVar("Result")

#: A library of more documents than this is indexed for searches when it has been read.
_INDEXED_FROM = 24
#: Seconds between two looks for what other programs have changed in the annotations.
_POLL = 0.25
#: Seconds after the last move at which the place is written down.
_SAVE = 2.0


def _actions() -> type[Provider]:
    from unreader.tui.frame.palette import Actions

    return Actions


def _documents() -> type[Provider]:
    from unreader.tui.frame.palette import Documents

    return Documents


def _themes() -> type[Provider]:
    from unreader.tui.frame.theme_palette import Themes

    return Themes


def _places() -> type[Provider]:
    from unreader.tui.frame.palette import Places

    return Places


class ReaderApp(FullScreenApp):
    """unreader on the screen."""

    TITLE = "unreader"
    COMMANDS: ClassVar = {_actions, _documents, _places, _themes}

    def __init__(
        self,
        library: Library,
        *,
        address: Address | None = None,
        language: str | None = None,
        keep_state: bool = True,
        start: Start | None = None,
    ) -> None:
        self.reading: ReadingState = read_state(state_file(library.root) if keep_state else None)
        super().__init__(read_settings(), self.reading.theme)
        take_settings(self.reading.view, self.settings)
        self.library = library
        self.language = language
        self.notebook = Notebook(library)
        self._notebook_asked = False
        self._address = address
        self._first_look = FirstLook(self, start)
        self._reader: ReadingScreen | None = None
        self._preparation: Preparation | None = None
        self._all_prepared = False
        self.import_run: ImportRun | None = None
        self.import_folder: Path | None = None
        self.query_history = QueryHistory(self.reading.queries)
        self._searches: LibrarySearches | None = None
        self._search_screen: LibrarySearchScreen | None = None

    def opens_where_left(self, place: Place) -> bool:
        """Whether the start asked for the document of this place, and for no place in it."""
        asked = self._address
        entry = self.library.find_entry(place.symbol, place.language)
        if asked is None or asked.path or entry is None:
            return False
        return asked.symbol in entry.symbols and asked.language in ("", entry.language)

    # -- beginning and end ---------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """The document that was asked for, else the one that was read last, else the library."""
        place = self._first_place()
        if place is None:
            return self._library_screen()
        return self.reader(place)

    def _first_place(self) -> Place | None:
        if self._address is not None:
            address = self._address
            left = self.reading.place_in(address.symbol, address.language or self._language_of(address.symbol))
            if not address.path and left is not None:
                return left
            return Place(address.symbol, address.language, address.path)
        place = self.reading.last_place
        if place is not None and self.library.find_entry(place.symbol, place.language) is not None:
            return place
        return None

    def _language_of(self, symbol: str) -> str:
        entry = self.library.find_entry(symbol, self.language or "")
        return entry.language if entry else ""

    def on_mount(self) -> None:
        """Prepare the library aside; open what the first text does not need after it is on the screen."""
        first = self._reader.wanted.symbol if self._reader is not None and self._reader.wanted else ""
        if first and self.library.is_visited(first):
            self.call_later(self.reader().library_ready, 0, 0, first)
        self._preparation = Preparation(
            self.library.root, first, lambda *progress: self.call_from_thread(self._prepared, *progress)
        )
        self.call_after_refresh(self._preparation.start)
        self.set_interval(_POLL, self._poll)
        self.set_interval(_SAVE, self.save_place)
        self.call_after_refresh(self._open_notebook)
        self.call_after_refresh(self.ask_width)
        self.call_after_refresh(self.tell_settings_trouble)
        if self._address is None and not self.reading.toured and self.reading.file is not None:
            self.call_after_refresh(self.action_tour)
        self._mind_hang_up()
        self._first_look.watch()

    def _open_notebook(self) -> None:
        if self._notebook_asked:
            return
        self._notebook_asked = True
        if not self.notebook.opens_slowly:
            self._notebook_read(self.notebook.read())
            return
        from unreader.tui.aside import aside

        aside(self, self.notebook.read, self._notebook_read)

    def _notebook_read(self, outcome: Opened | UnreaderError) -> None:
        self.notebook.open(Opened(None, None, str(outcome)) if isinstance(outcome, UnreaderError) else outcome)
        # What is there now stays: the collector need not look at it again and again.
        gc.freeze()
        if self.notebook.trouble:
            self.warn(_(self.notebook.trouble))
        for problem in self.notebook.news():
            self.warn(problem)
        self.annotations_changed()

    def _prepared(self, ready: int, of: int, symbol: str) -> None:
        self._all_prepared = ready == of
        if self._all_prepared and of > _INDEXED_FROM:
            self.searches().begin()
        for screen in self.screen_stack:
            told = getattr(screen, "library_ready", None)
            if told is not None:
                told(ready, of, symbol)
        if self._reader is not None and self._reader not in self.screen_stack:
            self._reader.library_ready(ready, of, symbol)

    def _mind_hang_up(self) -> None:
        """A terminal that is closed loses nothing: what is typed is kept as if one had left."""
        import asyncio

        if hasattr(signal, "SIGHUP"):
            with suppress(RuntimeError, ValueError, NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hung_up)

    def _fatal_error(self) -> None:
        with suppress(Exception):  # what can be kept
            self._keep_what_is_typed()
            self.save_place()
        super()._fatal_error()

    def _hung_up(self) -> None:
        self._keep_what_is_typed()
        self.save_place()
        self.exit(0)

    async def action_quit(self) -> None:
        """Leave; a note that is being written is kept first, and leaving waits where it cannot be."""
        if not self._keep_what_is_typed():
            return
        self.save_place()
        if self._preparation is not None:
            self._preparation.stop()
        if self.import_run is not None:
            self.import_run.stop()
        if self._searches is not None:
            self._searches.stop()
        rows = self._first_look.rows()
        self.notebook.close()
        self._first_look.keep(rows)
        self.exit(0)

    def _keep_what_is_typed(self) -> bool:
        kept = True
        for screen in self.screen_stack:
            keep = getattr(screen, "keep", None)
            if keep is not None:
                kept = bool(keep()) and kept
        return kept

    def save_place(self) -> None:
        """Write down where one stands and how one reads, if that has changed."""
        place = self._reader.place if self._reader is not None else None
        if place is not None and place != self.reading.last_place:
            entry = self.library.find_entry(place.symbol, place.language)
            if entry is not None and not self.library.is_visited(place.symbol, place.language):
                self.reading.remember(place)
                self.reader().note_place()
        if not self.no_color and (self.theme != first_theme(self.console.color_system) or self.reading.theme):
            self.reading.theme = self.theme
        if self.reading.changed:
            self.reading.save()

    # -- screens -------------------------------------------------------------------------------------------------

    def before_key(self) -> None:
        """Keys act on the whole document, of which the first picture shows a part, and on what is tagged."""
        if self._reader is not None:
            self._reader.complete()
        self._open_notebook()

    def reader(self, place: Place | None = None) -> ReadingScreen:
        """The one reading screen, made when it is first needed."""
        if self._reader is None:
            from unreader.tui.reading.screen import ReadingScreen

            self._reader = ReadingScreen(self.library, self.notebook, self.reading, place, ready=self._all_prepared)
        return self._reader

    def _library_screen(self) -> LibraryScreen:
        from unreader.tui.holdings.library_screen import LibraryScreen

        return LibraryScreen(self.library, self.notebook, self.reading, can_close=self._reader is not None)

    def show_library(self) -> None:
        """The library over the reader."""
        self.save_place()
        self.push_screen(self._library_screen())

    def open_document(self, symbol: str, language: str = "") -> None:
        """Open a document where it was left."""
        left = self.reading.place_in(symbol, language)
        place = left or Place(symbol, language)
        if self._reader is None or self._reader not in self.screen_stack:
            self.push_screen(self.reader(place))
        else:
            self.pop_to_reader().open(place)

    @property
    def here(self) -> Address | None:
        """The address of the paragraph in focus in the reader."""
        return self._reader.here if self._reader is not None and self._reader.is_attached else None

    def pop_to_reader(self) -> ReadingScreen:
        """Leave the screens that lie over the reader; the reader."""
        reader = self.reader()
        while self.screen is not reader and reader in self.screen_stack:
            self.pop_screen()
        return reader

    # -- searching the library -------------------------------------------------------------------------------------

    def action_search_library(self) -> None:
        """Type what is looked for in all documents."""
        self.show_search(in_list=False)

    def show_search(self, *, in_list: bool) -> None:
        """The search of the library as it was left, with the keyboard in its list or in its field."""
        from unreader.tui.searching.library_search_screen import LibrarySearchScreen

        if self._search_screen is None:
            self._search_screen = LibrarySearchScreen(self.library, self.searches())
            self.install_screen(self._search_screen, "search")
        screen = self._search_screen
        if self.screen.is_modal or screen in self.screen_stack:
            return
        self.save_place()
        self.push_screen(screen)
        self.call_later(screen.begin, in_list=in_list)

    def search_library_for(self, words: str) -> None:
        """Look for this in all documents."""
        self.show_search(in_list=False)
        if self._search_screen is not None:
            self._search_screen.look_for(words)

    def open_place(self, place: Address) -> None:
        """Open an address in the reader, whatever lies over it."""
        if self._reader is None or self._reader not in self.screen_stack:
            self.push_screen(self.reader(Place(place.symbol, place.language, place.path)))
        else:
            self.pop_to_reader().open_address(place)

    def searches(self) -> LibrarySearches:
        """The searches of the library, begun when they are first needed."""
        if self._searches is None:
            from unreader.tui.searching.searches import LibrarySearches

            self._searches = LibrarySearches(self, self.library.root, self._visited)
        return self._searches

    def _visited(self) -> list[Entry]:
        """The files that are only read."""
        return [one for one in self.library.entries() if self.library.is_visited(one.symbol, one.language)]

    async def open_hit(self, place: Address, start: int, words: str, *, expression: bool) -> None:
        """Open a document at a hit, with the search open there."""
        if self._reader is None or self._reader not in self.screen_stack:
            await self.push_screen(self.reader(Place(place.symbol, place.language, place.path)))
        reader = self.pop_to_reader()
        await reader.open_hit(place, start, words, expression=expression)

    def step_back(self) -> None:
        """In the reader to the place before the one that is shown."""
        if self._reader is not None and self.screen is self._reader:
            self._reader.step_back()

    # -- the library changes ---------------------------------------------------------------------------------------

    def action_import_documents(self) -> None:
        """The import window."""
        self.import_files()

    def import_files(self, files: Sequence[Path] = ()) -> None:
        """The import window, with files that were dropped; what is chosen in its summary is opened."""
        from unreader.tui.holdings.import_dialog import ImportDialog

        if isinstance(self.screen, ImportDialog):
            return

        def closed(entry: Entry | None) -> None:
            if entry is not None:
                self.open_document(entry.symbol, entry.language)

        self.push_screen(ImportDialog(files), closed)

    def import_visited(self, address: Address, purpose: str, stored: Callable[[Address], None]) -> None:
        """Offer to import the file that `address` is read from; `stored` gets the address that it has then."""
        from unreader.tui.holdings.import_dialog import ImportDialog

        file = Path(self.library.entry(address.symbol, address.language).file)

        def closed(entry: Entry | None) -> None:
            if entry is not None:
                stored(Address(entry.symbol, address.path, entry.language))

        self.push_screen(ImportDialog([file], purpose=purpose), closed)

    def start_import(self, files: Sequence[Path]) -> ImportRun | None:
        """Import many files in a thread; None while another import goes on."""
        from unreader.tui.aside import ImportRun

        if self.import_run is not None and not self.import_run.over:
            return None
        run = self.import_run = ImportRun()
        run.start(self, self.library.root, files, partial(self._import_over, run))
        return run

    def _import_over(self, run: ImportRun) -> None:
        from unreader.tui.holdings.import_dialog import ImportDialog
        from unreader.tui.holdings.import_words import headline

        self.library_changed()
        if not isinstance(self.screen, ImportDialog):
            said = headline(run.summary) if run.summary is not None else run.trouble
            self.tell(keyed(_("Import: {what}. {import_documents} shows each file."), what=said))

    def library_changed(self) -> None:
        """Take in what was imported, corrected or removed, and show it."""
        before = {entry.sha256 or entry.file: (entry.symbol, entry.language) for entry in self.library.entries()}
        try:
            self.library.reload()
        except UnreaderError as error:
            self.warn(error)
        now = {entry.sha256 or entry.file: (entry.symbol, entry.language) for entry in self.library.entries()}
        # The same bytes under another symbol: a file that was only read, or a document that was corrected.
        moved = {old: now[file] for file, old in before.items() if file in now and old not in now.values()}
        self.notebook.refresh()
        if self._searches is not None:
            self._searches.refresh()
        if self._reader is not None:
            self._reader.library_changed(moved)
        for screen in self.screen_stack:
            changed = getattr(screen, "documents_changed", None)
            if changed is not None:
                changed()
        self.annotations_changed()

    def action_tour(self) -> None:
        """The short tour; it is shown by itself only once."""
        from unreader.tui.frame.tour import Tour

        if not isinstance(self.screen, Tour):
            self.push_screen(Tour())
            self.reading.toured = True
            self.reading.save()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by the best way there is here, and say truly where it went."""
        from unreader.exporting.clipboard import copy

        driver = self._driver
        write = driver.write if driver is not None and not self.is_headless else None
        self.tell(copy(text, write_to_terminal=write, fallback_folder=self.notebook.folder).message)

    # -- annotations -----------------------------------------------------------------------------------------------

    def _poll(self) -> None:
        if self.is_running and self.notebook.refresh():
            self.annotations_changed()
            for problem in self.notebook.news():
                self.warn(problem)

    def annotations_changed(self) -> None:
        """Show the tags and notes as they are now, on every screen that shows any."""
        if self._reader is not None and self._reader.is_attached:
            self._reader.annotations_changed()
        for screen in self.screen_stack:
            changed = getattr(screen, "annotations_changed", None)
            if changed is not None and screen is not self._reader:
                changed()
