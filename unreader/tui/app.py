"""The full-screen program: what its screens share, and which of them is shown."""

from __future__ import annotations

import gc
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.settings import read_settings
from unreader.tui.first_look import FirstLook, Start
from unreader.tui.frame.keyboard import Keyboard
from unreader.tui.frame.text_cursor import cursor_in
from unreader.tui.frame.typing_ahead import TypingAhead
from unreader.tui.keys.keymap import keyed, keymap_of, use
from unreader.tui.keys.table import KEYS, Area, Key
from unreader.tui.notebook import Notebook, Opened
from unreader.tui.page.breaking import bind_breaker
from unreader.tui.page.themes import DARK, LIGHT, TERMINAL, THEMES, first_theme
from unreader.tui.preparing import Preparation
from unreader.tui.searching.query_history import QueryHistory
from unreader.tui.state import Place, ReadingState, read_state, state_file
from unreader.tui.view import take_settings
from unreader.wording import _

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from unreader.library import Entry
    from unreader.tui.aside import ImportRun
    from unreader.tui.holdings.library_screen import LibraryScreen
    from unreader.tui.page.ambiguous_width import AmbiguousWidth
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


class ReaderApp(App[int]):
    """unreader on the screen."""

    TITLE = "unreader"
    CSS = """
    ToastRack { margin-bottom: 1; }
    Toast { padding: 0 2 0 1; max-width: 80%; width: 76; }
    Input > .input--placeholder, TextArea > .text-area--placeholder { color: $text-muted; }
    """
    AREAS: ClassVar[tuple[Area, ...]] = ("app",)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False)]
    COMMANDS: ClassVar = {_actions, _documents, _places, _themes}
    # Textual would put it on a key that no settings change.
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    PAUSE_GC_ON_SCROLL = True

    def __init__(
        self,
        library: Library,
        *,
        address: Address | None = None,
        language: str | None = None,
        keep_state: bool = True,
        start: Start | None = None,
    ) -> None:
        super().__init__()
        bind_breaker()
        self.animation_level = "none"
        self.library = library
        self.language = language
        self.notebook = Notebook(library)
        self.reading: ReadingState = read_state(state_file(library.root) if keep_state else None)
        self._address = address
        self._first_look = FirstLook(self, start)
        self._width: AmbiguousWidth | None = None
        self._reader: ReadingScreen | None = None
        self._preparation: Preparation | None = None
        self._all_prepared = False
        self.import_run: ImportRun | None = None
        self.import_folder: Path | None = None
        self.query_history = QueryHistory(self.reading.queries)
        self._searches: LibrarySearches | None = None
        self._search_screen: LibrarySearchScreen | None = None
        self.use_command_palette = True
        self.settings = read_settings()
        take_settings(self.reading.view, self.settings)
        keys, self._settings_trouble = keymap_of(self.settings)
        use(keys)
        self.keyboard = Keyboard(self)
        self._typed = TypingAhead(self, self._hand_on)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme()

    def get_driver_class(self) -> type[Driver]:
        """The driver that gives the terminal back at once, where there is one."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from unreader.tui.driver import QuickDriver

        return QuickDriver

    def show_what_was_held(self) -> None:
        """The first screen is whole: it takes the place of the picture of it."""
        release = getattr(self._driver, "release", None)
        if release is not None:
            release()

    @property
    def is_telling(self) -> bool:
        """Whether a message lies over the screen."""
        return len(self._notifications) > 0

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

    def _first_theme(self) -> str:
        """The theme of the settings, else the one that was left, else the one for this terminal's colours."""
        chosen = self.settings.words("reading.theme")
        if chosen and chosen not in self.available_themes:
            themes = ", ".join(self.available_themes)
            trouble = _("{place}: there is no theme {name!r}; there are {themes}")
            place = said(self.settings.place_of("reading.theme"))
            self._settings_trouble.append(trouble.format(place=place, name=chosen, themes=themes))
        named = (name for name in (chosen, self.reading.theme) if name in self.available_themes)
        return next(named, first_theme(self.console.color_system))

    def validate_theme(self, name: str) -> str:
        """Without colour all themes are one: the terminal's own."""
        return TERMINAL.name if self.no_color else name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What everything drawn goes through: where NO_COLOR is set, no colour comes out (Textual has greys)."""
        if not self.no_color:
            return super().get_line_filters()
        from unreader.tui.page.colourless import Colourless

        return (Colourless(),)

    def _ask_width(self) -> None:
        from unreader.tui.page.ambiguous_width import AmbiguousWidth

        if self._width is None and self._driver is not None:
            self._width = AmbiguousWidth(self)
            self._width.ask(self._driver.write)
            self._driver.flush()

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """The terminal has said where its cursor stands: how wide it draws what is of ambiguous width."""
        if self._width is not None:
            self._width.answered(event.x)

    def _tell_settings_trouble(self) -> None:
        for trouble in (*self.settings.trouble, *self._settings_trouble):
            self.warn(trouble)

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
        self.call_after_refresh(self._ask_width)
        self.call_after_refresh(self._tell_settings_trouble)
        if self._address is None and not self.reading.toured and self.reading.file is not None:
            self.call_after_refresh(self.action_tour)
        self._mind_hang_up()
        self._first_look.watch()

    def _open_notebook(self) -> None:
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

    def call_from_thread(
        self, callback: Callable[..., Result | Awaitable[Result]], *args: object, **kwargs: object
    ) -> Result:
        """As Textual does it; RuntimeError as well while the reader is being left, when widget after widget goes."""

        def unless_left() -> Result | Awaitable[Result]:
            if not self.is_running:
                raise RuntimeError("the reader is being left")
            return callback(*args, **kwargs)

        return super().call_from_thread(unless_left)

    # -- screens -------------------------------------------------------------------------------------------------

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, and let go of the rows that it has drawn."""
        # Textual holds on to the cache of every closed widget, in the keys of a cache of its own.
        for widget in self.screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()  # noqa: SLF001
        return super().pop_screen()

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

    # -- keys that are typed ahead -----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait for those before them: `g29` typed at once goes to 29."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.add(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, typed: events.Key | events.Paste) -> None:
        if isinstance(typed, events.Key) and self.keyboard.begun:
            # The rest of a key of several strokes is nobody else's.
            self.call_later(self._press, typed)
        else:
            await super().on_event(typed)

    async def on_key(self, event: events.Key) -> None:
        """A key that nothing on the screen has taken for itself: what the table says of it."""
        if await self._press(event):
            event.prevent_default()

    async def _press(self, key: events.Key) -> bool:
        if self._reader is not None:
            self._reader.complete()
        return await self.keyboard.press(key)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands."""
        return cursor_in(self.focused) or self._cursor_position

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor_position = position

    def take_count(self) -> int | None:
        """The digits typed before the key whose action runs; None if there were none. They can be taken once."""
        return self.keyboard.take_count()

    @property
    def holds_drawing(self) -> bool:
        """Whether a key is being worked off, and the screen waits for its end with drawing."""
        return self._typed.holds_drawing

    @property
    def works_off_keys(self) -> bool:
        """Whether something typed is being worked off: what is done in slices waits."""
        return self._typed.works

    # -- actions that work everywhere ------------------------------------------------------------------------------

    def can_run(self, key: Key, screen: Screen[object] | None = None) -> bool:
        """Whether an action of the table works on a screen, by default the one that is shown."""
        return key.area == "app" or key.area in getattr(screen or self.screen, "AREAS", ())

    def run_key(self, name: str) -> None:
        """Run an action of the table as its key does; `area.name`, or the name alone where it works here."""
        area, _dot, called = name.rpartition(".")
        key = next(one for one in KEYS if one.called == called and (one.area == area if area else self.can_run(one)))
        self.call_later(self.keyboard.run, key)

    def action_help(self) -> None:
        """All keys."""
        from unreader.tui.frame.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.keyboard.areas))

    def action_command_palette(self) -> None:
        """Everything that has a name, in one box."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("an action, a document, an address"), id="--command-palette"))

    def action_tour(self) -> None:
        """The short tour; it is shown by itself only once."""
        from unreader.tui.frame.tour import Tour

        if not isinstance(self.screen, Tour):
            self.push_screen(Tour())
            self.reading.toured = True
            self.reading.save()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing: say what does."""
        self.tell(_("q quits; the place is kept"))

    def action_change_theme(self) -> None:
        """From dark to light and back."""
        if self.no_color:
            self.tell(_("NO_COLOR is set: there is no colour, and no theme."))
            return
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    # -- messages --------------------------------------------------------------------------------------------------

    def tell(self, message: str) -> None:
        """A line that goes away by itself, or with the next. The text is data: markup in it is shown, not obeyed."""
        self.clear_notifications()
        self.notify(said(message), markup=False)

    def warn(self, trouble: str | UnreaderError) -> None:
        """A line of trouble."""
        self.notify(said(trouble), severity="error", timeout=8, markup=False)

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
