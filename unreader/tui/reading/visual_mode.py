"""The visual mode: several paragraphs at once are tagged, noted or copied with the citation of their range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from unreader.breaking import visible
from unreader.tui.annotating.tagging import Spot
from unreader.tui.frame.mode_bar import ModeBar
from unreader.tui.page.shortening import shortened
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.tui.reading.spans import SpannedReading


class VisualMode(ModeBar):
    """The bar of the visual mode. The range goes from the paragraph in which it was entered to the one in focus."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "j": "next",
        "down": "next",
        "space": "next",
        "shift+down": "next",
        "k": "back",
        "up": "back",
        "backspace": "back",
        "shift+up": "back",
        "o": "other_end",
        "G": "end",
        "end": "end",
        "t": "tag",
        "n": "note",
        "y": "copy",
        "Y": "copy_as",
        "delete": "clear",
        "escape": "leave",
    }

    def __init__(self, reader: SpannedReading) -> None:
        super().__init__(id="visual-mode")
        self._reader = reader
        self._from = ""

    def on_mount(self) -> None:
        """Begin with the paragraph in focus, or the next one that may be tagged."""
        if self._reader.taggable_here() is None and not self._reader.step_taggable(1):
            self._reader.step_taggable(-1)
        self._from = str(self._reader.pane.text.focus_key)
        self._reader.show_range(self.spots())

    def spots(self) -> list[Spot]:
        """The paragraphs of the range, in the order of the text."""
        return self._reader.spots_between(self._from, str(self._reader.pane.text.focus_key))

    def _step(self, step: int) -> None:
        if not self._reader.step_taggable(step):
            self.say(_("The end of the text.") if step > 0 else _("The beginning of the text."))
        self._reader.show_range(self.spots())

    def do_next(self) -> None:
        """One paragraph more."""
        self._step(1)

    def do_back(self) -> None:
        """One less, or one more at the other end."""
        self._step(-1)

    def do_other_end(self) -> None:
        """Go on at the other end of the range."""
        here = str(self._reader.pane.text.focus_key)
        self._reader.pane.text.focus_paragraph(self._from)
        self._from = here

    def do_end(self) -> None:
        """To the end of the text."""
        for path in self._reader.taggable()[-1:]:
            self._reader.pane.text.focus_paragraph(path)
        self._reader.show_range(self.spots())

    def letter(self, character: str) -> bool:
        """A topic's letter tags the range."""
        topic = self._reader.topic_of(character)
        if topic is None:
            return False
        if self._reader.tag_spots(self.spots(), topic):
            self.leave()
        return True

    def do_tag(self) -> None:
        """The tag chooser on the range."""
        self._reader.choose_tags(self.spots(), lambda _done: self.leave())

    def do_note(self) -> None:
        """A note on the first paragraph of the range."""
        spots = self.spots()
        if spots:
            self._reader.write_note(spots[0], self.leave)

    def do_copy(self) -> None:
        """The citation of the range."""
        self._reader.copy_spots(self.spots())
        self.leave()

    def do_copy_as(self) -> None:
        """The same, asked for the style."""
        self._reader.choose_style(self.spots(), self.leave)

    def do_clear(self) -> None:
        """Take all topics away."""
        if self._reader.clear_spots(self.spots()):
            self.leave()

    def render(self) -> Content:
        """The range and the keys, the topics, what is to be said."""
        room = self.size.width - 2
        spots = self.spots()
        mode = _(" PARAGRAPHS ")
        place = f" {counted(len(spots), _('{n} paragraph'), _('{n} paragraphs'))} "
        keys = (
            ("j k", _("more, less")),
            ("t", _("tag")),
            ("n", _("note")),
            ("y", _("copy")),
            ("o", _("other end")),
            (_("Del"), _("no topics")),
            (_("Esc"), _("leave")),
        )
        head = self.head(mode, place, keys, room)
        topics = [set(self._reader.tagging.topics(spot)) for spot in spots]
        there = tuple(set.intersection(*topics)) if topics else ()
        choices = [one for one in self._reader.notebook.choices() if not self.means(one.letter)]
        where = self.said or (self._reader.where_words(spots) if spots else "")
        last = Content.styled(shortened(visible(where), room), self.part("said" if self.said else "strong"))
        return Content("\n").join([head, *self.topic_lines(choices, there, room, 2), last])
