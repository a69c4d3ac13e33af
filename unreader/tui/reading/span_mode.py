"""The span mode: words of the paragraph in focus are selected by keyboard, then tagged, noted or copied.

A caret is moved first; v, or an arrow with Shift, sets one end of the span there, and moving on draws it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from unreader.breaking import cells, visible
from unreader.model import Address
from unreader.tui.annotating.tagging import Spot
from unreader.tui.annotating.word_steps import (
    Bounds,
    clauses,
    next_end,
    next_start,
    previous_end,
    previous_start,
    words,
)
from unreader.tui.frame.mode_bar import ModeBar
from unreader.tui.notebook import Span
from unreader.tui.page.shortening import shortened
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.reading.spans import SpannedReading


class SpanMode(ModeBar):
    """The bar of the span mode."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "right": "right",
        "l": "right",
        "left": "left",
        "h": "left",
        "shift+right": "draw_right",
        "shift+left": "draw_left",
        "w": "word",
        "ctrl+right": "word",
        "b": "word_back",
        "ctrl+left": "word_back",
        "down": "clause",
        "j": "clause",
        "right_parenthesis": "clause",
        "up": "clause_back",
        "k": "clause_back",
        "left_parenthesis": "clause_back",
        "shift+down": "draw_clause",
        "shift+up": "draw_clause_back",
        "home": "home",
        "0": "home",
        "end": "end",
        "dollar_sign": "end",
        "v": "anchor",
        "space": "anchor",
        "t": "tag",
        "n": "note",
        "y": "copy",
        "Y": "copy_as",
        "u": "undo",
        "escape": "leave",
    }

    def __init__(self, reader: SpannedReading, address: Address, text: str, span: Span | None = None) -> None:
        """`span` is what is selected already; without it the caret stands at the beginning of the text."""
        super().__init__(id="span-mode")
        self._reader = reader
        self._address = address
        self._text = text
        self._words, self._clauses = words(text), clauses(text)
        self._at = span[1] - 1 if span else 0
        self._anchor = span[0] if span else None

    def on_mount(self) -> None:
        """Show the caret."""
        self._show()

    @property
    def span(self) -> Span | None:
        """What is selected: None before one end of it is set."""
        if self._anchor is None:
            return None
        return min(self._anchor, self._at), max(self._anchor, self._at) + 1

    def _show(self) -> None:
        start, end = self.span or (self._at, self._at + 1)
        self._reader.pane.text.select_span(self._address.path, start, end)

    # -- moving ------------------------------------------------------------------------------------------------------

    def _go(self, at: int | None) -> None:
        if at is not None:
            self._at = max(0, min(at, len(self._text) - 1))
        self._show()

    def _draw(self) -> None:
        if self._anchor is None:
            self._anchor = self._at

    def do_right(self) -> None:
        """A character on."""
        self._go(self._at + 1)

    def do_left(self) -> None:
        """A character back."""
        self._go(self._at - 1)

    def do_draw_right(self) -> None:
        """Set the end here and draw the span out by a character."""
        self._draw()
        self.do_right()

    def do_draw_left(self) -> None:
        """The same backwards."""
        self._draw()
        self.do_left()

    def do_word(self) -> None:
        """To the next word; a span that is drawn out ends behind it."""
        self._forward(self._words)

    def do_word_back(self) -> None:
        """To the word before."""
        self._back(self._words)

    def do_clause(self) -> None:
        """To the next clause."""
        self._forward(self._clauses)

    def do_clause_back(self) -> None:
        """To the clause before."""
        self._back(self._clauses)

    def do_draw_clause(self) -> None:
        """Set the end here and draw the span out to the end of the clause."""
        self._draw()
        self.do_clause()

    def do_draw_clause_back(self) -> None:
        """The same backwards."""
        self._draw()
        self.do_clause_back()

    def _forward(self, bounds: Bounds) -> None:
        if self._anchor is not None and self._at >= self._anchor:
            end = next_end(bounds, self._at + 1)
            self._go(len(self._text) - 1 if end is None else end - 1)
        else:
            self._go(next_start(bounds, self._at))

    def _back(self, bounds: Bounds) -> None:
        if self._anchor is not None and self._at > self._anchor:
            end = previous_end(bounds, self._at + 1)
            self._go(self._anchor if end is None else max(self._anchor, end - 1))
        else:
            self._go(previous_start(bounds, self._at))

    def do_home(self) -> None:
        """To the beginning."""
        self._go(0)

    def do_end(self) -> None:
        """To the end."""
        self._go(len(self._text) - 1)

    def do_anchor(self) -> None:
        """Set one end of the span here; again, and there is no span."""
        self._anchor = self._at if self._anchor is None else None
        self._show()

    # -- with the span -----------------------------------------------------------------------------------------------

    def _selected(self) -> Spot | None:
        if self.span is None:
            self.say(_("Nothing is selected yet: v sets one end of the span, then move on."))
            return None
        # All of it is the paragraph itself.
        whole = self.span == (0, len(self._text))
        return Spot(self._address, None if whole else self.span)

    def letter(self, character: str) -> bool:
        """A topic's letter tags the span."""
        topic = self._reader.topic_of(character)
        if topic is None:
            return False
        spot = self._selected()
        if spot is not None and self._reader.tag_spots([spot], topic):
            self.leave()
        return True

    def do_tag(self) -> None:
        """The tag chooser on the span."""
        spot = self._selected()
        if spot is not None:
            self._reader.choose_tags([spot], lambda _done: self.leave())

    def do_note(self) -> None:
        """A note on the span."""
        spot = self._selected()
        if spot is not None:
            self._reader.write_note(spot, self.leave)

    def do_copy(self) -> None:
        """The words with their citation."""
        spot = self._selected()
        if spot is not None:
            self._reader.copy_spots([spot], quoted=True)
            self.leave()

    def do_copy_as(self) -> None:
        """The same, asked for the style."""
        spot = self._selected()
        if spot is not None:
            self._reader.choose_style([spot], self.leave)

    def do_undo(self) -> None:
        """Undo the last change."""
        self.say(self._reader.undo_here())
        self._show()

    # -- drawing -----------------------------------------------------------------------------------------------------

    def render(self) -> Content:
        """The keys, the topics, the words that are selected."""
        room = self.size.width - 2
        mode = _(" SPAN ")
        span = self.span
        place = _(" {n} characters ").format(n=span[1] - span[0]) if span else f" {visible(self._text[self._at])} "
        drawn = (("v", _("one end here") if span is None else _("no span")), ("h l", _("character")))
        keys = (
            *drawn,
            ("w b", _("word")),
            ("( )", _("clause")),
            ("t", _("tag")),
            ("n", _("note")),
            ("y", _("copy")),
            (_("Esc"), _("leave")),
        )
        head = self.head(mode, place, keys, room)
        there = self._reader.tagging.topics(Spot(self._address, span)) if span else ()
        choices = [one for one in self._reader.notebook.choices() if not self.means(one.letter)]
        lines = [head, *self.topic_lines(choices, there, room, 2)]
        if self.said:
            lines.append(Content.styled(shortened(visible(self.said), room), self.part("said")))
        else:
            quoted = self._text[span[0] : span[1]] if span else ""
            lines.append(Content.styled(_middle_cut(visible(quoted), room), self.part("strong")))
        return Content("\n").join(lines)


def _middle_cut(text: str, room: int) -> str:
    """A text with its middle left out where it is too long."""
    if cells(text) <= room:
        return text
    half = (room - 3) // 2
    backwards = shortened(text[::-1], half).rstrip("…")[::-1]
    return f"{shortened(text, half)} {backwards}"
