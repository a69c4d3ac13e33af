"""Choosing among the topics of the codebook, and among the annotations that a topic is split by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.page.line_pane import LinePane
from unreader.tui.page.shortening import shortened
from unreader.tui.page.topic_colours import Choice
from unreader.tui.place_words import meaning
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating import Annotation

#: Cells of an annotation's words in the list.
_WORDS = 90


def topic_paragraph(choice: Choice, after: str = "") -> Paragraph:
    """A topic as a line of a list, with its id as key: sign, name, id; `after` stands behind them."""
    text = f"{choice.sign} {choice.name}"
    marks = [Mark(0, len(text), choice.style)]
    text += f"  {choice.topic}"
    marks.append(Mark(len(text) - len(choice.topic), len(text), "card-meta"))
    text += f"  {after}" if after else ""
    indent = 2 * choice.topic.count("/")
    return Paragraph(choice.topic, text, "item", label=choice.letter or " ", marks=tuple(marks), indent=indent)


class TopicChoice(Dialog[str]):
    """A list of topics; gives the id of the chosen one. With `top`, "" stands for the top of the tree."""

    def __init__(self, title: str, choices: Sequence[Choice], *, top: str = "") -> None:
        super().__init__(title, _("Enter: choose · ↓ ↑ j k · Esc: leave it"))
        self._choices = choices
        self._top = top

    def inside(self) -> ComposeResult:
        """The topics."""
        yield ChoiceList(id="topics")

    def on_mount(self) -> None:
        """Fill the list."""
        top = [Paragraph("", self._top, "item")] if self._top else []
        self.query_one(ChoiceList).choices([*top, *map(topic_paragraph, self._choices)])

    def on_key(self, event: events.Key) -> None:
        """j and k work here as in the text."""
        if event.key in ("j", "k"):
            event.stop()
            pane = self.query_one(ChoiceList)
            pane.action_next_paragraph() if event.key == "j" else pane.action_previous_paragraph()

    @on(LinePane.Activated)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self.dismiss(str(event.key))


class SplitDialog(Dialog[tuple[str, frozenset[str]]]):
    """The id of the topic that is split off, and the annotations that get it. Words mark those that have them."""

    DEFAULT_CSS = """
    SplitDialog { & > #box { width: 100; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", show=False),
        Binding("down", "go_down", show=False),
    ]

    def __init__(self, topic: str, annotations: Sequence[Annotation]) -> None:
        title = _("Split {topic}").format(topic=topic)
        super().__init__(title, _("words mark · ↓: the list · Space: mark one · Enter: split · Esc: leave it"))
        self._topic = topic
        self._annotations = annotations
        self._marked: set[str] = set()

    def inside(self) -> ComposeResult:
        """The new id, the words, the annotations."""
        yield Input(f"{self._topic}/", placeholder=_("the id of the new topic"), id="new", select_on_focus=False)
        yield Input(placeholder=_("words by which annotations get it"), id="words")
        yield ChoiceList(id="annotations")

    def on_mount(self) -> None:
        """Type the id at once."""
        field = self.query_one("#new", Input)
        field.cursor_position = len(field.value)
        self.set_focus(field)
        self.query_one(ChoiceList).share = 0.5  # type: ignore[misc]
        self._fill()

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        self._marked = {
            one.id for one in self._annotations if words and all(word in _text(one).casefold() for word in words)
        }
        self._fill()

    def action_mark(self) -> None:
        """Mark the annotation in focus, or mark it no more."""
        pane = self.query_one(ChoiceList)
        key = pane.focus_key
        if isinstance(key, str):
            self._marked ^= {key}
            self._fill(key)

    def action_go_down(self) -> None:
        """From the fields to the list."""
        self.app.action_focus_next()

    def _fill(self, focus: str | None = None) -> None:
        lines = []
        for one in self._annotations:
            box = "[✓]" if one.id in self._marked else "[ ]"
            text = f"{box} {meaning(one.address.symbol, one.address.path)}  {shortened(_text(one), _WORDS)}"
            marks = (Mark(0, 3, "emphasis"),) if one.id in self._marked else ()
            lines.append(Paragraph(one.id, text, "item", marks=marks))
        self.query_one(ChoiceList).choices(lines, focus)

    @on(Input.Submitted)
    @on(LinePane.Activated)
    def _split(self, event: Input.Submitted | LinePane.Activated) -> None:
        event.stop()
        new = self.query_one("#new", Input).value.strip()
        if not self._marked:
            self.say(_("No annotation is marked: type words that they have, or mark them with Space."))
        elif not new.strip("/") or new.strip("/") == self._topic:
            self.say(_("The new topic needs an id."))
        else:
            self.dismiss((new, frozenset(self._marked)))


def _text(annotation: Annotation) -> str:
    return " ".join(filter(None, (annotation.quote, annotation.note)))
