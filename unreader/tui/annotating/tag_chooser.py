"""The tag chooser: a letter sets a topic on what is tagged, and takes it away again; the text shows it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from unreader.model import Address, UnreaderError
from unreader.tui.annotating.tagging import Spot, Tagging
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.tui.page.topic_colours import Choice
from unreader.tui.pinyin import has_initials, may_be_initials
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


def _is_meant(choice: Choice, wanted: str) -> bool:
    """Whether a topic is meant by a part of a name or of its id, or by the initials of a name's syllables."""
    if wanted.casefold() in "\n".join((choice.name, choice.topic, *choice.names)).casefold():
        return True
    return may_be_initials(wanted) and any(has_initials(name, wanted) for name in choice.names)


class TagChooser(Dialog[None]):
    """Topics with their letters, for one spot or several that are tagged alike.

    `changed` is called after each change, before the chooser shows it.
    """

    # Beside or below the paragraph, so that one sees what one tags.
    DEFAULT_CSS = """
    TagChooser {
        align: right bottom;
        background: $background 15%;
        & > #box { width: 54; margin: 0 1 1 0; max-height: 60%; }
    }
    """

    def __init__(
        self, notebook: Notebook, tagging: Tagging, spots: Sequence[Spot], where: str, changed: Callable[[], None]
    ) -> None:
        super().__init__(_("Tags on {where}").format(where=where), _("letter: set, take away · /: find · Esc: done"))
        self._notebook = notebook
        self._tagging = tagging
        self._spots = list(spots)
        self._changed = changed

    def inside(self) -> ComposeResult:
        """The topics, and a line to find one by its name."""
        yield Input(placeholder=_("name, or initials of its syllables"), id="wanted")
        yield ChoiceList(id="topics")

    def on_mount(self) -> None:
        """Fill the list; the letters are for it."""
        self._fill()
        self._find(on=False)

    def _find(self, *, on: bool) -> None:
        """Show the line to find topics by, and type in it; or take it away."""
        field = self.query_one(Input)
        field.value, field.display = "", on
        self.set_focus(field if on else self.query_one(ChoiceList))

    @on(Input.Changed)
    def _narrowed(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _found(self) -> None:
        topic = self.query_one(ChoiceList).focus_key
        self._find(on=False)
        if isinstance(topic, str):
            self._toggle(topic)

    def action_close(self) -> None:
        """Leave the line to find topics by, or the window."""
        if self.query_one(Input).display:
            self._find(on=False)
        else:
            super().action_close()

    def on_key(self, event: events.Key) -> None:
        """A topic's letter, or space for the one in focus."""
        pane = self.query_one(ChoiceList)
        if self.query_one(Input).has_focus:
            if event.key in ("down", "up"):
                event.stop()
                pane.action_next_paragraph() if event.key == "down" else pane.action_previous_paragraph()
            return
        if event.key == "slash":
            event.stop()
            event.prevent_default()
            self._find(on=True)
            return
        if event.key == "space":
            topic = pane.focus_key
        else:
            topic = next((one.topic for one in self._notebook.choices() if one.letter == event.character), None)
        if isinstance(topic, str) and event.character:
            event.stop()
            event.prevent_default()
            self._toggle(topic)

    @on(LinePane.Activated)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self.action_close()

    def on_click(self, event: events.Click) -> None:
        """A click on a topic sets it or takes it away."""
        super().on_click(event)
        pane = self.query_one(ChoiceList)
        if event.widget is pane and isinstance(pane.focus_key, str):
            self._toggle(pane.focus_key)

    def _toggle(self, topic: str) -> None:
        first = self._spots[0].address
        if self._notebook.library.is_visited(first.symbol, first.language):
            self._offer_import(topic)
            return
        try:
            self._tagging.toggle(self._spots, topic)
        except UnreaderError as error:
            self.say(str(error))
            return
        self.say("")
        self._changed()
        self._fill(topic)

    def _offer_import(self, topic: str) -> None:
        """The text is only read from a file: the tag is set when it is in the library."""

        def stored(address: Address) -> None:
            self._spots = [
                replace(one, address=Address(address.symbol, one.address.path, address.language)) for one in self._spots
            ]
            self._toggle(topic)

        app = cast("ReaderApp", self.app)
        app.import_visited(self._spots[0].address, _("The tag needs the document in the library."), stored)

    def _fill(self, focus: str | None = None) -> None:
        here = [set(self._tagging.topics(spot)) for spot in self._spots]
        lines = []
        wanted = self.query_one(Input).value.strip()
        for choice in self._notebook.choices():
            if wanted and not _is_meant(choice, wanted):
                continue
            having = sum(choice.topic in topics for topics in here)
            box = "[✓]" if having == len(here) else "[-]" if having else "[ ]"
            text = f"{box} {choice.sign} {choice.name}"
            marks = (Mark(4, len(text), choice.style), *((Mark(0, 3, "emphasis"),) if having else ()))
            indent = 2 * choice.topic.count("/")
            lines.append(Paragraph(choice.topic, text, "item", label=choice.letter or " ", marks=marks, indent=indent))
        self.query_one(ChoiceList).choices(lines, focus)
