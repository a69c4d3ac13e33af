"""What the windows on top of the reader share: a box with a title, a hint, and Escape to close it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from unreader.breaking import cells
from unreader.said import said
from unreader.tui.frame.whole_characters import WholeCharacters
from unreader.tui.page.line_pane import LinePane, Paragraph
from unreader.tui.page.topic_colours import TopicColours
from unreader.wording import _

Result = TypeVar("Result")

#: What stands between the parts of a hint, and the cells that the frame of the box takes of its line.
_BETWEEN, _FRAME = " · ", 6


class Dialog(ModalScreen[Result]):
    """A window on top. Subclasses give `title`, `hint` and the widgets between."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 55%;
        & > #box {
            width: 76; max-width: 94%;
            height: auto; max-height: 90%;
            background: $panel;
            border: round $accent;
            border-title-color: $text-accent;
            border-title-style: bold;
            border-subtitle-color: $text-muted;
            padding: 0 1;
        }
        & #message { height: auto; color: $text-error; display: none; padding: 0 1; }
        & #message.-shown { display: block; }
        & LinePane { background: $panel; height: auto; max-height: 100%; }
        & Input, & Input:focus { background: $surface; border: none; height: 1; padding: 0 1; margin: 0 0 1 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", _("Close"), show=False),
        # Without priority, so that it does not overtake what was typed before it.
        Binding("ctrl+q", "app.quit", show=False),
    ]

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._compositor = WholeCharacters()
        #: Set when everything in the window is there and has the focus that it is to have.
        self.ready = asyncio.Event()
        self._title_text = title
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title_text)
            yield from self.inside()
            yield Static("", id="message", markup=False)

    def inside(self) -> ComposeResult:
        """The widgets in the box."""
        yield from ()

    @on(events.Mount)
    def _opened(self) -> None:
        self.call_after_refresh(self.ready.set)

    @on(events.Mount)
    @on(events.Resize)
    def _sized(self) -> None:
        # The box has its width after the next layout.
        self.call_after_refresh(self.show_hint, "")

    def show_hint(self, hint: str) -> None:
        """Show at the foot of the box what can be pressed ("": what is shown): as much as there is room for.

        Its parts stand between " · "; the last of them, how to leave, is there always.
        """
        self._hint = hint or self._hint
        for box in self.query("#box"):
            *parts, last = self._hint.split(_BETWEEN)
            while parts and cells(_BETWEEN.join((*parts, last))) > box.outer_size.width - _FRAME:
                parts.pop()
            box.border_subtitle = Content(_BETWEEN.join((*parts, last)))

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    def say(self, message: str) -> None:
        """Show a line of trouble in the box; "" takes it away."""
        line = self.query_one("#message", Static)
        line.update(Content(said(message)))
        line.set_class(bool(message), "-shown")

    def on_click(self, event: events.Click) -> None:
        """A click outside the box closes it."""
        if event.widget is self:
            self.action_close()


class ChoiceList(TopicColours, LinePane, inherit_bindings=False):
    """A list of choices in a window. Letters are left to the window: they may be choices themselves."""

    DEFAULT_CSS = """
    ChoiceList { overflow-y: auto; min-height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "next_paragraph", show=False),
        Binding("up,ctrl+p", "previous_paragraph", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("home", "top", show=False),
        Binding("end", "end", show=False),
        Binding("enter", "activate", show=False),
    ]

    #: The most of the terminal's rows that it takes.
    share: ClassVar[float] = 1.0

    def choices(self, paragraphs: Iterable[Paragraph], focus: Hashable | None = None) -> None:
        """Show these choices, as many rows as they need."""
        self.centred = False
        self.measure = 200
        shown = list(paragraphs)
        row = self.place()[1] if focus is not None and focus == self.focus_key else None
        self.show(shown, focus=focus, row=row)
        self._take_rows(self.virtual_size.height or len(shown))

    def on_resize(self) -> None:
        """Another width: as many rows as are needed now."""
        if self.virtual_size.height:
            self._take_rows(self.virtual_size.height)

    def _take_rows(self, rows: int) -> None:
        # Not by max-height: a box around it would keep room for all rows.
        self.styles.height = max(1, min(rows, int(self.screen.size.height * self.share)))


class ChoosingDialog(Dialog[str]):
    """A window with one list of choices: Enter or a click gives the key of the chosen one."""

    @on(LinePane.Activated)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self.dismiss(str(event.key))

    def on_click(self, event: events.Click) -> None:
        """A click on a choice takes it."""
        super().on_click(event)
        pane = self.query_one(ChoiceList)
        if event.widget is pane and pane.focus_key is not None:
            self.dismiss(str(pane.focus_key))
