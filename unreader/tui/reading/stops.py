"""Going to the next heading, draft, citation and so on (`]`, `[`, `;`, `,`), and to bookmarks (`m`, `'`)."""

from __future__ import annotations

from typing import Literal

from textual import on

from unreader.model import Address
from unreader.tui.document import stops
from unreader.tui.document.paragraphs import CiteMark
from unreader.tui.frame.bars import KeyBar
from unreader.tui.keys.keymap import keyed
from unreader.tui.page.line_pane import LinePane
from unreader.tui.place_words import meaning
from unreader.tui.reading.tagging import TaggedReading
from unreader.tui.state import Place
from unreader.wording import N_, _

Kind = Literal["heading", "draft", "tagged", "untagged", "suggested", "citation", "note", "warning", "bookmark"]

_NONE = {
    "heading": N_("No heading that way."),
    "draft": N_("No draft that way."),
    "citation": N_("No citation that way."),
    "note": N_("No note that way."),
    "warning": N_("Nothing doubtful that way."),
    "bookmark": N_("No bookmark that way."),
}


class Stops(TaggedReading):
    """The ways from stop to stop."""

    _stopped_for: tuple[Kind, int] | None = None
    #: Where the last stop was made: the steps of one way are one step of the way back.
    _stopped_at: Place | None = None
    #: The citation at which one stopped last, as long as its paragraph is in focus.
    _stopped_on: tuple[str, CiteMark] | None = None

    def action_stop(self, kind: Kind, step: int) -> None:
        """Go to the next (1) or previous (-1) stop of a kind, or as many on as were typed."""
        self._stopped_for = kind, step
        self._go(kind, step)

    def action_stop_again(self, direction: int) -> None:
        """As the last time, in the same (1) or the other direction (-1)."""
        if self._stopped_for is None:
            self.reader_app.tell(_("Nothing to repeat yet: ] and [ with a letter go to the next of a kind."))
            return
        kind, step = self._stopped_for
        self._go(kind, step * direction)

    def _go(self, kind: Kind, step: int) -> None:
        if self.pane.document is None:
            return
        before = self.place
        trouble = ""
        for _time in range(self.reader_app.take_count() or 1):
            trouble = self._go_once(kind, step)
            if trouble:
                break
        if trouble:
            self.reader_app.tell(trouble)
        if before is not None and self.place != before:
            self._count_as_step(before)

    def _count_as_step(self, before: Place) -> None:
        landed = self.place
        if landed is None:
            return
        if self._stopped_at is not None and before == self._stopped_at:
            self._trail.leave(landed)
        else:
            self._trail.leave(before)
            self._trail.enter(landed)
        self._stopped_at = landed

    def _go_once(self, kind: Kind, step: int) -> str:
        """One stop on; what is to be told when there is none."""
        document = self.pane.document
        if document is None:
            return ""
        if kind in ("tagged", "untagged", "suggested"):
            return self.seek(kind, step)
        if kind == "citation":
            return self._next_citation(step)
        marked = self._notebook.in_document(document.symbol, document.language)
        paths = {
            "heading": lambda: stops.headings(document),
            "draft": lambda: stops.drafts(document),
            "warning": lambda: stops.doubtful(document),
            "note": lambda: stops.noted(document, marked),
            "bookmark": self._bookmarked,
        }[kind]()
        order = {block.path: number for number, block in enumerate(document.blocks)}
        here = order.get(str(self.pane.text.focus_key), -1)
        reached = next((path for path in stops.beyond(paths, order, here, step) if self._can_be_at(path)), None)
        if reached is None:
            return _(_NONE[kind])
        self.pane.text.focus_paragraph(reached, align="top" if kind in ("heading", "draft") else "keep")
        self.pane.tell_place()
        return ""

    def _can_be_at(self, path: str) -> bool:
        paragraph = self.pane.text.paragraph(path)
        return paragraph is not None and paragraph.focusable

    def _next_citation(self, step: int) -> str:
        document = self.pane.document
        if document is None:
            return ""
        found = stops.cited(document, self.pane.citations)
        order = {block.path: number for number, block in enumerate(document.blocks)}
        focus = str(self.pane.text.focus_key)
        here = order.get(focus, -1)
        if self._stopped_on is not None and self._stopped_on[0] == focus and self._stopped_on in found:
            position = found.index(self._stopped_on) + step
        elif step > 0:
            position = next((at for at, one in enumerate(found) if order[one[0]] >= here), len(found))
        else:
            position = next((at for at in range(len(found) - 1, -1, -1) if order[found[at][0]] < here), -1)
        if not 0 <= position < len(found):
            return _(_NONE["citation"])
        self._stopped_on = path, mark = found[position]
        self.pane.text.focus_paragraph(path)
        self.pane.tell_place()
        self._show_side()
        self.side.pinned = False
        self._follow()
        self.side.choose(mark)
        self.pane.text.highlight(mark)
        return ""

    @on(LinePane.FocusMoved, "#text")
    def _left_citation(self, event: LinePane.FocusMoved) -> None:
        if self._stopped_on is not None and self._stopped_on[0] != event.key:
            self._stopped_on = None
            self.pane.text.highlight()

    # -- what works here and now -----------------------------------------------------------------------------------

    def works_here(self, action: str) -> bool:
        """Whether an action would do anything now; the footer leaves out what would not."""
        match action:
            case "back" | "forward":
                return self._trail.leads(-1 if action == "back" else 1)
            case "reject" | "give_target" | "details":
                return bool(self.side.chosen())
            case "choose":
                return self.side.cards.focus_key is not None
            case "stop_again(1)" | "stop_again(-1)":
                return self._stopped_for is not None
        return True

    @on(LinePane.FocusMoved)
    def _other_keys_work(self) -> None:
        self.query_one(KeyBar).look_again()

    # -- bookmarks -------------------------------------------------------------------------------------------------

    def _bookmarked(self) -> list[str]:
        document = self.pane.document
        if document is None:
            return []
        places = (place for _letter, place in self._reading.bookmarks_from(document.symbol, document.language))
        here = (document.symbol, document.language)
        paths = {place.path for place in places if (place.symbol, place.language) == here}
        return [block.path for block in document.blocks if block.path in paths]

    def action_set_bookmark(self, letter: str) -> None:
        """Give the place where one stands a letter."""
        place = self.place
        if place is None:
            return
        if self._library.is_visited(place.symbol, place.language):
            self.reader_app.tell(keyed(_("Bookmarks need the document in the library: {import_documents} imports it.")))
            return
        self._reading.set_bookmark(letter, place)
        self._reading.save()
        said = _("Bookmark {letter}: {place}")
        self.reader_app.tell(said.format(letter=letter, place=meaning(place.symbol, place.path)))

    def action_go_to_bookmark(self, letter: str) -> None:
        """Go to the place with this letter."""
        document = self.pane.document
        symbol, language = (document.symbol, document.language) if document is not None else ("", "")
        place = self._reading.bookmark(letter, symbol, language)
        if place is None:
            self.reader_app.tell(_("There is no bookmark {letter} here.").format(letter=letter))
            return
        self.open_address(Address(place.symbol, place.path, place.language))

    def list_letters(self, action: str) -> bool:
        """A key waits for a letter: show the bookmarks that there are; False where there are none to show."""
        from unreader.tui.reading.bookmarks_list import BookmarksList

        document = self.pane.document
        symbol, language = (document.symbol, document.language) if document is not None else ("", "")
        if action != "go_to_bookmark" or not self._reading.bookmarks_from(symbol, language):
            return False

        def go(letter: str | None) -> None:
            if letter:
                self.action_go_to_bookmark(letter)

        self.app.push_screen(BookmarksList(self._library, self._reading, symbol, language), go)
        return True
