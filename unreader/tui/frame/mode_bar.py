"""A mode of the reader: lines at the bottom that have the keyboard until one leaves them.

Keys that mean something in the mode are looked up in `KEYS`; control keys go on to the screen and the app, so that the
palette, help and quitting work as everywhere; any other key is told to mean nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from unreader.breaking import cells, visible
from unreader.tui.keys.names import shown
from unreader.tui.page.contrast import readable
from unreader.tui.page.shortening import shortened
from unreader.tui.page.topic_colours import Choice
from unreader.wording import _

#: Names of topics in the bar are cut to these many cells, the first at which all of them fit.
_NAME_CELLS = (32, 18, 12, 6, 0)


class ModeBar(Widget, can_focus=True):
    """Base of the modes. `KEYS` are Textual's names of keys with the methods that do them, without `do_`."""

    DEFAULT_CSS = """
    ModeBar {
        dock: bottom; height: 4; width: 1fr; padding: 0 1;
        background: $panel; color: $text-muted;
        text-wrap: nowrap; text-overflow: clip;
        & > .mode-bar--mode { background: $accent; color: $background; text-style: bold; }
        & > .mode-bar--key { color: $text-accent; text-style: bold; }
        & > .mode-bar--said { color: $text-warning; }
        & > .mode-bar--strong { color: $foreground; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "mode-bar--mode",
        "mode-bar--key",
        "mode-bar--said",
        "mode-bar--strong",
    }
    ALLOW_SELECT = False
    KEYS: ClassVar[Mapping[str, str]] = {}
    #: Whether the mode goes on when another document is opened.
    STAYS: ClassVar[bool] = False

    class Left(Message):
        """The mode is over."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = ""

    @on(events.Mount)
    def _opened(self) -> None:
        # Messages stand above the bar then.
        self.screen.add_class("-in-mode")

    @on(events.Unmount)
    def _gone(self) -> None:
        self.screen.remove_class("-in-mode")

    def say(self, message: str) -> None:
        """Show a line in the bar until the next key."""
        self.said = message
        self.refresh()

    def leave(self) -> None:
        """End the mode."""
        self.post_message(self.Left())

    def do_leave(self) -> None:
        """Escape."""
        self.leave()

    def means(self, character: str) -> bool:
        """Whether a character is a key of the mode itself, so that no topic is tagged by it."""
        return character in self.KEYS

    def run_key(self, key: str) -> None:
        """Do what a key of `KEYS` does."""
        getattr(self, f"do_{self.KEYS[key]}")()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A key of the mode."""
        name = self.KEYS.get(event.key)
        if name is None and _is_for_all(event.key):
            return
        event.stop()
        event.prevent_default()
        self.said = ""
        if name is not None and not self.letter_first(event.character or ""):
            getattr(self, f"do_{name}")()
        elif not (event.is_printable and event.character and self.letter(event.character)):
            self.say(_("{key} means nothing in this mode; Esc leaves it.").format(key=visible(shown(event.key))))
        self.refresh()

    def letter_first(self, character: str) -> bool:
        """Whether a character is a letter of the mode before it is a key of `KEYS`."""
        return False

    def letter(self, character: str) -> bool:
        """Do what a character means; whether it means anything."""
        return False

    def on_blur(self) -> None:
        """A click elsewhere does not end the mode: the keyboard comes back."""
        self.call_later(self._take_back)

    def _take_back(self) -> None:
        if self.is_attached and self.display and self.screen.is_current and not self.has_focus:
            self.screen.set_focus(self, scroll_visible=False)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def part(self, name: str) -> Style:
        """The style of a part of the bar: mode, key, said, strong."""
        # A partial style has no background of its own: the badge of the mode stands on one.
        return self.get_visual_style(f"mode-bar--{name}", partial=name != "mode")

    def head(self, mode: str, place: str, keys: Sequence[tuple[str, str]], room: int) -> Content:
        """The first line: the mode, where one is in it, the keys; the last of them, how to leave, always."""
        last, words = keys[-1]
        place = shortened(place, max(1, room - cells(mode) - cells(last) - cells(words) - 2))
        line = self.keys_line(keys, room - cells(mode) - cells(place) - 1)
        return Content.assemble((mode, self.part("mode")), (place, self.part("strong")), " ", line)

    def keys_line(self, keys: Sequence[tuple[str, str]], room: int) -> Content:
        """Keys with what they do, as many as fit; the last of them always."""
        parts: list[Content] = []
        *first, last = keys
        room -= cells(last[0]) + cells(last[1]) + 1
        for key, words in first:
            need = cells(key) + cells(words) + 3
            if need > room:
                break
            room -= need
            parts.append(Content.assemble((key, self.part("key")), f" {words}"))
        parts.append(Content.assemble((last[0], self.part("key")), f" {last[1]}"))
        return Content("  ").join(parts)

    def topic_lines(self, choices: Sequence[Choice], there: Sequence[str], room: int, lines: int) -> list[Content]:
        """The letters with signs and names of topics in so many lines; those that are `there` underlined.

        Names are as long as they fit; without room for all letters the last ones are left out.
        """
        lettered = [choice for choice in choices if choice.letter]
        for most in _NAME_CELLS:
            parts = [self.shown_topic(choice, _name(choice, most), choice.topic in there) for choice in lettered]
            filled = _filled(parts, room)
            if len(filled) <= lines:
                break
        return [*filled, *[Content("")] * lines][:lines]

    def shown_topic(self, choice: Choice, name: str, there: bool) -> Content:
        """A topic in the bar: letter, sign and name, underlined where it is there."""
        colour = choice.style
        style = Style()
        if colour.startswith("#"):
            style = Style(foreground=readable(colour, self.background_colors[1]))
        if there:
            style += Style(bold=True, underline=True)
        shown = f"{visible(choice.sign)}{' ' if name else ''}{name}"
        return Content.assemble((visible(choice.letter), self.part("key")), " ", (shown, style))


def _is_for_all(key: str) -> bool:
    """Whether a key goes on to the screen and the app: palette, help, theme, quitting, suspending."""
    return key.startswith("ctrl+") or (key[:1] == "f" and key[1:].isdecimal())


def _filled(parts: Sequence[Content], room: int) -> list[Content]:
    """The parts side by side in as many lines as they need."""
    lines: list[list[Content]] = [[]]
    used = 0
    for part in parts:
        if lines[-1] and used + part.cell_length > room:
            lines.append([])
            used = 0
        lines[-1].append(part)
        used += part.cell_length + 2
    return [Content("  ").join(line) for line in lines]


def _name(choice: Choice, most: int) -> str:
    """A topic's name, if it is short enough; else the last part of its id, cut."""
    name = visible(choice.name)
    if cells(name) <= most:
        return name
    leaf = visible(choice.topic.rpartition("/")[2])
    return leaf if cells(leaf) <= most else leaf[:most]
