"""The tagging mode: each topic's letter tags the paragraph in focus and goes on to the next one that may be tagged.

A capital letter sets a topic, or takes it away, and stays. What is suggested for the paragraph stands in the bar, is
accepted or dismissed by one key, and is never set by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from unreader.breaking import visible
from unreader.model import UnreaderError
from unreader.tui.annotating.tagging import Spot
from unreader.tui.frame.mode_bar import ModeBar
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import meaning
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.annotating.suggesting import Suggestion
    from unreader.tui.reading.tagging import Sought, TaggedReading


class TaggingMode(ModeBar):
    """The bar of the tagging mode, over the reader that it tags in."""

    STAYS: ClassVar[bool] = True
    KEYS: ClassVar[Mapping[str, str]] = {
        "space": "next",
        "right": "next",
        "down": "read_on",
        "j": "read_on",
        "backspace": "back",
        "left": "back",
        "up": "back",
        "k": "back",
        "pagedown": "page_down",
        "pageup": "page_up",
        "full_stop": "repeat",
        "enter": "accept",
        "minus": "dismiss",
        "delete": "clear",
        "question_mark": "why",
        "asterisk": "switch_suggestions",
        "right_square_bracket": "next_untagged",
        "left_square_bracket": "previous_untagged",
        "right_curly_bracket": "next_suggested",
        "left_curly_bracket": "previous_suggested",
        "u": "undo",
        "n": "note",
        "escape": "leave",
    }

    def __init__(self, reader: TaggedReading) -> None:
        super().__init__(id="tagging-mode")
        self._reader = reader
        self._why = False

    def on_mount(self) -> None:
        """Begin at the first paragraph, from the one in focus on, that may be tagged."""
        if self._reader.taggable_here() is None and not self._reader.step_taggable(1):
            self._reader.step_taggable(-1)

    # -- what the keys do --------------------------------------------------------------------------------------------

    def letter_first(self, character: str) -> bool:
        """Letters of topics go before j, k, n and u."""
        return self._topic(character) is not None

    def letter(self, character: str) -> bool:
        """A topic's letter: small, tag and go on; capital, set or take away and stay."""
        topic = self._topic(character)
        if topic is not None:
            self._tag((topic,))
            return True
        topic = self._topic(character.lower())
        spot = self._reader.taggable_here()
        if topic is None or spot is None:
            return False
        self._decide(partial(self._toggle, spot, topic))
        return True

    def _topic(self, letter: str) -> str | None:
        return next((one.topic for one in self._reader.notebook.choices() if letter and one.letter == letter), None)

    def _tag(self, topics: tuple[str, ...]) -> None:
        spot = self._reader.taggable_here()
        if spot is not None and self._decide(lambda: self._reader.tag([spot], topics)):
            self.do_next()

    def _toggle(self, spot: Spot, topic: str) -> None:
        made = self._reader.suggested.at(spot.address)
        tagging = self._reader.tagging
        operation = "untag" if topic in tagging.topics(spot) else "tag"
        with self._reader.notebook.as_one_step(operation, spot.address, (topic,)):
            if tagging.toggle([spot], topic):
                self._reader.suggested.accepted(made, (topic,))

    def _decide(self, change: Callable[[], object]) -> bool:
        """Make a change; whether it is made. Trouble is told in the bar."""
        try:
            change()
        except UnreaderError as error:
            self.say(str(error))
            return False
        self._reader.annotations_changed()
        return True

    def do_next(self) -> None:
        """The next paragraph that may be tagged."""
        self._step(1)

    def do_back(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self._reader.step_taggable(step):
            self.say(_("The end of the text.") if step > 0 else _("The beginning of the text."))
        self._show_why()

    def do_read_on(self) -> None:
        """The rest of a long paragraph, then the next."""
        if not self._reader.read_on():
            self.do_next()

    def do_page_down(self) -> None:
        """Look further down."""
        self._reader.pane.text.action_page_down()

    def do_page_up(self) -> None:
        """Look further up."""
        self._reader.pane.text.action_page_up()

    def do_repeat(self) -> None:
        """What was tagged last."""
        if self._reader.tagging.last:
            self._tag(self._reader.tagging.last)
        else:
            self.say(_("Nothing was tagged yet."))

    def do_accept(self) -> None:
        """Tag as is suggested, and go on."""
        made = self._suggestions()
        if made:
            self._tag(tuple(one.topic for one in made))
        elif self._reader.suggested.on:
            self.say(_("Nothing is suggested here. Space goes on."))
        else:
            self.say(_("Suggestions are off: * switches them on. Space goes on."))

    def do_dismiss(self) -> None:
        """What is suggested here is wrong; again, and it is suggested again."""
        spot = self._reader.taggable_here()
        if spot is None:
            return
        made = self._suggestions()
        if made:
            if self._decide(lambda: self._reader.suggested.dismiss(made)):
                self.say(_("Dismissed. - brings it back."))
                self._show_why()
            return
        dismissed = self._reader.suggested.dismissed_at(spot.address)
        if not dismissed:
            self.say(_("Nothing is suggested here."))
        elif self._decide(lambda: self._reader.suggested.bring_back(dismissed)):
            self.say(_("Suggested again."))

    def do_clear(self) -> None:
        """Take all topics away."""
        spot = self._reader.taggable_here()
        if spot is not None and self._decide(lambda: self._reader.tagging.clear([spot])):
            self.say(_("Without topics now. u undoes it."))

    def do_why(self) -> None:
        """Show, or hide, the words that speak for what is suggested."""
        self._why = not self._why
        if self._why and not self._reader.suggested.on:
            self._reader.switch_suggestions(on=True)
        self._show_why()

    def _show_why(self) -> None:
        self._reader.show_evidence(self._suggestions() if self._why else ())

    def do_switch_suggestions(self) -> None:
        """Suggestions on or off."""
        self._reader.switch_suggestions(on=not self._reader.suggested.on)
        self._show_why()

    def do_next_untagged(self) -> None:
        """The next paragraph without a topic."""
        self._seek("untagged", 1)

    def do_previous_untagged(self) -> None:
        """The one before without a topic."""
        self._seek("untagged", -1)

    def do_next_suggested(self) -> None:
        """The next paragraph with a suggestion."""
        self._seek("suggested", 1)

    def do_previous_suggested(self) -> None:
        """The one before with a suggestion."""
        self._seek("suggested", -1)

    def _seek(self, kind: Sought, step: int) -> None:
        said = self._reader.seek(kind, step)
        if said:
            self.say(said)
        self._show_why()

    def do_undo(self) -> None:
        """Undo, and go to what was undone."""
        undone = self._reader.undo_here()
        if undone:
            self.say(undone)

    def do_note(self) -> None:
        """A note on the paragraph."""
        spot = self._reader.taggable_here()
        if spot is not None:
            self._reader.write_note(spot)

    def do_leave(self) -> None:
        """Back to reading."""
        self._reader.show_evidence(())
        super().do_leave()

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _suggestions(self) -> tuple[Suggestion, ...]:
        spot = self._reader.taggable_here()
        return () if spot is None else self._reader.suggested.at(spot.address)

    def render(self) -> Content:
        """The place and the keys; the topics; what is suggested, or what is to be said."""
        room = self.size.width - 2
        return Content("\n").join([self._head(room), *self._topics(room), self._last(room)])

    def _head(self, room: int) -> Content:
        mode = _(" TAG ")
        number, of = self._reader.taggable_position()
        spot = self._reader.taggable_here()
        where = meaning("", spot.address.path) if spot is not None else ""
        place = f" {visible(where)} · {number}/{of} " if number else f" {visible(where)} "
        keys = (
            (_("Space"), _("next")),
            (_("BkSp"), _("back")),
            (".", _("repeat")),
            (_("Shift"), _("letter stays")),
            ("]", _("untagged")),
            ("*", _("suggestions")),
            (_("Del"), _("no topics")),
            ("u", _("undo")),
            (_("Esc"), _("done")),
        )
        return self.head(mode, place, keys, room)

    def _topics(self, room: int) -> list[Content]:
        spot = self._reader.taggable_here()
        there = self._reader.tagging.topics(spot) if spot is not None else ()
        return self.topic_lines(self._reader.notebook.choices(), there, room, 2)

    def _last(self, room: int) -> Content:
        if self.said:
            return Content.styled(shortened(visible(self.said), room), self.part("said"))
        if not self._reader.suggested.on:
            return Content("")
        made = self._suggestions()
        if not made:
            waiting = counted(self._reader.suggested_ahead(), _("{n} suggestion ahead"), _("{n} suggestions ahead"))
            return Content.assemble(_("nothing suggested here"), f" · {waiting}  ", ("}", self.part("key")))
        keys = self.keys_line(((_("Enter"), _("accept")), ("-", _("dismiss")), ("?", _("why"))), room // 2)
        names = [self._reader.notebook.topic_name(one.topic) for one in made]
        words = ", ".join(names)
        if self._why:
            words = ", ".join(f"{name} {one.score:.1f}" for name, one in zip(names, made, strict=True))
            words += " ← " + ", ".join(
                f"{text} {weight:g}"
                for text, weight in {e.text: e.weight for one in made for e in one.evidence}.items()
            )
        line = shortened(visible(words), max(8, room - keys.cell_length - 5))
        return Content.assemble("? ", (line, self.part("strong")), "  ", keys)
