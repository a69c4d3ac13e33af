"""A full-screen program as a person meets it: keys, messages, colours, the terminal. What it shows a subclass says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from unreader.model import UnreaderError
from unreader.said import said
from unreader.settings import Settings
from unreader.tui.frame.keyboard import Keyboard
from unreader.tui.frame.text_cursor import cursor_in
from unreader.tui.frame.typing_ahead import TypingAhead
from unreader.tui.keys.keymap import keymap_of, use
from unreader.tui.keys.table import KEYS, Area, Key
from unreader.tui.page.breaker_binding import bind_breaker
from unreader.tui.page.themes import DARK, LIGHT, TERMINAL, THEMES, first_theme
from unreader.wording import _

if TYPE_CHECKING:
    from textual.driver import Driver

    from unreader.tui.page.ambiguous_width import AmbiguousWidth

Result = TypeVar("Result")


class FullScreenApp(App[int]):
    """The app without its documents. `theme_left` is the name of the theme that was left, or ""."""

    CSS = """
    ToastRack { margin-bottom: 1; }
    .-in-mode > ToastRack { margin-bottom: 4; }
    Toast { padding: 0 2 0 1; max-width: 80%; width: 76; }
    Input > .input--placeholder, TextArea > .text-area--placeholder { color: $text-muted; }
    """
    AREAS: ClassVar[tuple[Area, ...]] = ("app",)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False)]
    # Textual would put it on a key that no settings change.
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    PAUSE_GC_ON_SCROLL = True

    def __init__(self, settings: Settings, theme_left: str) -> None:
        super().__init__()
        bind_breaker()
        self.animation_level = "none"
        self.use_command_palette = True
        self.settings = settings
        keys, self._settings_trouble = keymap_of(settings)
        use(keys)
        self.keyboard = Keyboard(self)
        self._typed = TypingAhead(self, self._hand_on)
        self._width: AmbiguousWidth | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme(theme_left)

    # -- an error that nobody expected ---------------------------------------------------------------------------

    @property
    def failure(self) -> Exception | None:
        """What the app has ended with, if it failed: whoever started it tells it."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual would show the traceback, with the values of all variables.
        self._close_messages_no_wait()

    # -- the terminal and its colours ------------------------------------------------------------------------------

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

    def _first_theme(self, left: str) -> str:
        """The theme of the settings, else the one that was left, else the one for this terminal's colours."""
        chosen = self.settings.words("reading.theme")
        if chosen and chosen not in self.available_themes:
            themes = ", ".join(self.available_themes)
            trouble = _("{place}: there is no theme {name!r}; there are {themes}")
            place = said(self.settings.place_of("reading.theme"))
            self._settings_trouble.append(trouble.format(place=place, name=chosen, themes=themes))
        named = (name for name in (chosen, left) if name in self.available_themes)
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

    def ask_width(self) -> None:
        """Ask the terminal how wide it draws what is of ambiguous width; it answers in its own time."""
        from unreader.tui.page.ambiguous_width import AmbiguousWidth

        if self._width is None and self._driver is not None:
            self._width = AmbiguousWidth(self)
            self._width.ask(self._driver.write)
            self._driver.flush()

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """The terminal has said where its cursor stands: how wide it draws what is of ambiguous width."""
        if self._width is not None:
            self._width.answered(event.x)

    def call_from_thread(
        self, callback: Callable[..., Result | Awaitable[Result]], *args: object, **kwargs: object
    ) -> Result:
        """As Textual does it; RuntimeError as well while the reader is being left, when widget after widget goes."""

        def unless_left() -> Result | Awaitable[Result]:
            if not self.is_running:
                raise RuntimeError("the reader is being left")
            return callback(*args, **kwargs)

        return super().call_from_thread(unless_left)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, and let go of the rows that it has drawn."""
        # Textual holds on to the cache of every closed widget, in the keys of a cache of its own.
        for widget in self.screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()  # noqa: SLF001
        return super().pop_screen()

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

    def before_key(self) -> None:
        """What has to be done before a key does anything; a subclass says what."""

    async def on_key(self, event: events.Key) -> None:
        """A key that nothing on the screen has taken for itself: what the table says of it."""
        if await self._press(event):
            event.prevent_default()

    async def _press(self, key: events.Key) -> bool:
        self.before_key()
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

    def tell_settings_trouble(self) -> None:
        """Say what of the settings is not understood."""
        for trouble in (*self.settings.trouble, *self._settings_trouble):
            self.warn(trouble)
