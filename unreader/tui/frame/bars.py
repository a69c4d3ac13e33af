"""The one-line widgets around the panes: title, tabs, keys, and the divider that is dragged.

Each draws itself in one go from plain values; what is clicked runs the same action as its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from unreader.breaking import cells, visible
from unreader.tui.keys.keymap import keymap
from unreader.tui.keys.table import KEYS, Key, in_footer
from unreader.tui.page.shortening import shortened
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.frame.keyboard import Keyboard

#: The meta data with the action of what can be clicked. Under Textual's own name it would be drawn as a link.
ACTION = "action"


class TitleBar(Widget):
    """What is shown and where one stands in it: `symbol  container › container        place`."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1; width: 1fr; padding: 0 1;
        background: $panel; color: $text-muted;
        text-wrap: nowrap; text-overflow: clip;
        & > .title-bar--symbol { color: $text-primary; text-style: bold; }
        & > .title-bar--place { color: $foreground; text-style: bold; }
        &:ansi {
            background: ansi_blue; color: ansi_white;
            & > .title-bar--symbol, & > .title-bar--place { color: ansi_bright_white; }
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"title-bar--symbol", "title-bar--place"}

    symbol: reactive[str] = reactive("")
    within: reactive[tuple[str, ...]] = reactive(())
    place: reactive[str] = reactive("")

    def render(self) -> Content:
        """The line, cut in its middle part when it is too long."""
        place = visible(self.place)
        symbol = shortened(visible(self.symbol), max(1, self.size.width - cells(place) - 3))
        room = self.size.width - cells(symbol) - cells(place) - 2
        middle = _fitted([visible(title) for title in self.within], max(0, room - 2))
        gap = max(1, room - cells(middle))
        return Content.assemble(
            (symbol, self.get_visual_style("title-bar--symbol", partial=True)),
            "  ",
            middle,
            " " * gap,
            (place, self.get_visual_style("title-bar--place", partial=True)),
        )


def _fitted(titles: list[str], room: int) -> str:
    """The containers' titles within `room` cells: the innermost is kept longest."""
    if room < 6 or not titles:
        return ""
    line = " › ".join(titles)
    if cells(line) <= room:
        return line
    outer = [shortened(title, 14) for title in titles[:-1]]
    for first in range(len(outer) + 1):
        head = "".join(f"{title} › " for title in outer[first:])
        left = room - cells(head)
        if left >= min(24, cells(titles[-1])):
            return head + shortened(titles[-1], left)
    return shortened(titles[-1], room)


class ActionLine(Widget):
    """A line of words of which some do something when they are clicked. They look as they are, not as links."""

    ALLOW_SELECT = False

    async def on_click(self, event: events.Click) -> None:
        """Run the action of what was clicked."""
        action = event.style.meta.get(ACTION)
        if action is not None:
            event.stop()
            await self.run_action(action)


class KeyBar(ActionLine):
    """The few keys that matter here; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1; width: 1fr; dock: bottom; padding: 0 1;
        background: $panel; color: $text-muted;
        text-wrap: nowrap; text-overflow: clip;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
        & > .key-bar--urgent { color: $text-warning; text-style: bold; }
        &:ansi {
            background: ansi_blue; color: ansi_white;
            & > .key-bar--key { color: ansi_bright_white; }
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--urgent"}

    where: reactive[str] = reactive("document")
    #: An action that waits for the person, with its words ("3 to review"); it is shown before the keys.
    urgent: reactive[tuple[str, str]] = reactive(("", ""))
    #: What is typed of a key so far, and what may follow: it is shown instead of the keys.
    begun: reactive[str] = reactive("")
    follows: reactive[tuple[tuple[str, str], ...]] = reactive(())
    #: What the line shows.
    _shown: Sequence[tuple[str, Key]] = ()

    def render(self) -> Content:
        """As many keys as fit; help and quit always."""
        style = self.get_visual_style("key-bar--key", partial=True)
        if self.begun or self.follows:
            parts = [Content.assemble((f"{self.begun} … ", style))]
            parts += [Content.assemble((key, style), f" {words}  ") for key, words in self.follows]
            return Content("").join(parts)
        self._shown = self._offered()
        parts = self._urgent()
        # Help and quit come first so that they always fit; they are read last.
        always = [one for one in self._shown if one[1].action in ("help", "quit")]
        for its_key, key in (*(one for one in self._shown if one not in always), *always):
            click = Style.from_meta({ACTION: f"screen.run_key('{key.area}.{key.called}')"})
            parts.append(Content.assemble((its_key, style + click), (f" {_(key.words)}", click), "  "))
        return Content("").join(parts)

    def look_again(self) -> None:
        """Something else may work now: draw the line anew if it does."""
        if self._offered() != self._shown:
            self.refresh()

    def _offered(self) -> list[tuple[str, Key]]:
        """The keys that fit and do something now, with what they are called on the keyboard."""
        room = self.size.width - 2 - sum(part.cell_length for part in self._urgent())
        chosen: list[tuple[str, Key]] = []
        for key in in_footer(self.where):
            its_key = keymap().shown(key)
            need = cells(its_key) + cells(_(key.words)) + 3
            # Of two actions of one key, the first that works is the one that it does.
            taken = any(its_key == other for other, _key in chosen)
            if its_key and need <= room and not taken and self._works(key):
                chosen.append((its_key, key))
                room -= need
        return chosen

    def _works(self, key: Key) -> bool:
        keyboard: Keyboard | None = getattr(self.app, "keyboard", None)
        return keyboard is None or keyboard.works(key, self.screen)

    def _urgent(self) -> list[Content]:
        action, words = self.urgent
        key = next((key for key in KEYS if key.action == action), None)
        if key is None or not words:
            return []
        style = self.get_visual_style("key-bar--urgent", partial=True)
        style += Style.from_meta({ACTION: f"screen.run_key('{key.area}.{key.called}')"})
        return [Content.assemble((f"{keymap().shown(key)} {words}".strip(), style), "  ")]


class SideTabs(ActionLine):
    """The tabs of the side pane with their counts, and whether it is pinned. Between stacked panes it is dragged."""

    DEFAULT_CSS = """
    SideTabs {
        height: 1; width: 1fr; padding: 0 1;
        background: $panel; color: $text-muted;
        text-wrap: nowrap; text-overflow: clip;
        & > .side-tabs--on { color: $foreground; text-style: bold underline; }
        & > .side-tabs--pinned { color: $text-warning; text-style: bold; }
        &:ansi {
            background: ansi_blue; color: ansi_white;
            & > .side-tabs--on { color: ansi_bright_white; }
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"side-tabs--on", "side-tabs--pinned"}

    tab: reactive[str] = reactive("cites")
    labels: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """Of each tab its name, its label, and a shorter label for a narrow pane."""
    pinned: reactive[str] = reactive("")

    def render(self) -> Content:
        """The tabs at the left, the pin at the right."""
        on = self.get_visual_style("side-tabs--on", partial=True)
        parts: list[Content] = []
        for name, label in self._fitting():
            click = Style.from_meta({ACTION: f"screen.show_tab('{name}')"})
            parts.append(Content.styled(label, on + click if name == self.tab else click))
        line = Content("  ").join(parts)
        if self.pinned:
            pinned = shortened(self.pinned, max(1, self.size.width - line.cell_length - 1))
            gap = max(1, self.size.width - line.cell_length - cells(pinned))
            style = self.get_visual_style("side-tabs--pinned", partial=True)
            line = Content.assemble(line, " " * gap, (pinned, style))
        return line

    def _fitting(self) -> list[tuple[str, str]]:
        """The name and the label of each tab: the longer labels where all of them, and the pin, have room.

        Where not even the short ones have, those around the chosen tab that fit whole; … stands for the others.
        """
        room = self.size.width - (cells(self.pinned) + 1 if self.pinned else 0)
        for labels in ([long for _name, long, _short in self.labels], [short for _name, _long, short in self.labels]):
            if sum(map(cells, labels)) + 2 * (len(labels) - 1) <= room:
                return [(name, label) for (name, *_labels), label in zip(self.labels, labels, strict=True)]
        tabs = [(name, short) for name, _long, short in self.labels]
        at = next((number for number, (name, _short) in enumerate(tabs) if name == self.tab), 0)
        around = [(first, end) for first in range(at + 1) for end in range(at + 1, len(tabs) + 1)]
        for first, end in sorted(around, key=lambda one: one[0] - one[1]):
            before = [(name, "…") for name, _short in tabs[first - 1 : first]]
            shown = [*before, *tabs[first:end], *((name, "…") for name, _short in tabs[end : end + 1])]
            if sum(cells(label) for _name, label in shown) + 2 * (len(shown) - 1) <= self.size.width:
                return shown
        return tabs[at : at + 1]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        if self.screen.has_class("-stacked"):
            self.capture_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End of the drag."""
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragged."""
        if self.app.mouse_captured is self:
            self.post_message(Dragged(event.screen_x, event.screen_y))


class Dragged(Message):
    """The edge between the panes was dragged to this cell of the screen."""

    def __init__(self, x: int, y: int) -> None:
        super().__init__()
        self.x = int(x)
        self.y = int(y)


class Divider(Widget):
    """The line between the panes; dragging moves it."""

    DEFAULT_CSS = """
    Divider {
        width: 1; height: 1fr;
        background: $panel; color: $text-muted;
        &:hover { background: $accent-muted; }
        &.-dragged { background: $accent-muted; }
    }
    """
    ALLOW_SELECT = False

    def render(self) -> Content:
        """The line is its background where there are colours; a middle dot or two show that it can be taken hold of."""
        middle = self.size.height // 2
        line = "│" if self.app.no_color else " "
        return Content("\n".join("┊" if abs(row - middle) < 2 else line for row in range(self.size.height)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        self.capture_mouse()
        self.add_class("-dragged")
        event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End of the drag."""
        self.release_mouse()
        self.remove_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragged."""
        if self.app.mouse_captured is self:
            self.post_message(Dragged(event.screen_x, event.screen_y))
