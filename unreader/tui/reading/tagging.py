"""Tagging many paragraphs at speed: the modes, repeating, what is untagged or suggested, the evidence in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace
from textual import on

from unreader.library import Library
from unreader.model import Address, Document, UnreaderError
from unreader.tui.annotating.history_words import operation_words, place_of_step
from unreader.tui.annotating.suggested import Suggested
from unreader.tui.annotating.tagging import Spot, Tagging
from unreader.tui.frame.bars import KeyBar
from unreader.tui.frame.mode_bar import ModeBar
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.tui.place_words import meaning
from unreader.tui.reading.marks import Marks
from unreader.tui.state import Place, ReadingState
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating.suggesting import Suggestion

Sought = Literal["tagged", "untagged", "suggested"]


class TaggedReading(Marks):
    """The reader as the tagging modes see it."""

    def __init__(
        self, library: Library, notebook: Notebook, reading: ReadingState, place: Place | None, *, ready: bool
    ) -> None:
        super().__init__(library, notebook, reading, place, ready=ready)
        self.tagging = Tagging(notebook)
        self.suggested = Suggested(notebook, lambda: self.app.call_from_thread(self.annotations_changed))
        notebook.suggested = self.suggested.of
        self._taggable: tuple[Document | None, tuple[str, ...]] = (None, ())
        self._evidence: tuple[Paragraph, Paragraph] | None = None
        self._side_was_shown = False

    @property
    def notebook(self) -> Notebook:
        """The annotations."""
        return self._notebook

    # -- which paragraphs --------------------------------------------------------------------------------------------

    def taggable(self) -> tuple[str, ...]:
        """The paths of the paragraphs of the document in view that may be tagged, in order."""
        from unreader.annotating.suggesting import may_be_tagged

        document = self.pane.document
        if document is None:
            return ()
        known, paths = self._taggable
        if known is not document:
            shown = {paragraph.key for paragraph in self.pane.text.paragraphs if paragraph.focusable}
            paths = tuple(
                block.path
                for block in document.blocks
                if block.path in shown and may_be_tagged(block, document.language)
            )
            self._taggable = (document, paths)
        return paths

    def taggable_here(self) -> Spot | None:
        """The paragraph in focus, if it may be tagged."""
        address = self.pane.address
        return Spot(address) if address is not None and address.path in self.taggable() else None

    def taggable_position(self) -> tuple[int, int]:
        """Which of the paragraphs that may be tagged is in focus, from 1 (0: none), and how many there are."""
        paths, key = self.taggable(), str(self.pane.text.focus_key)
        return paths.index(key) + 1 if key in paths else 0, len(paths)

    def step_taggable(self, step: int) -> bool:
        """Focus the next (1) or the previous (-1) paragraph that may be tagged; whether there is one."""
        return self._focus_first(self._beyond(step))

    def _beyond(self, step: int) -> list[str]:
        """The paths of the paragraphs that may be tagged beyond the one in focus, the nearest first."""
        document = self.pane.document
        if document is None:
            return []
        order = {block.path: number for number, block in enumerate(document.blocks)}
        here = order.get(str(self.pane.text.focus_key), -1)
        if step > 0:
            return [path for path in self.taggable() if order[path] > here]
        return [path for path in reversed(self.taggable()) if order[path] < here]

    def _focus_first(self, paths: Iterable[str]) -> bool:
        path = next(iter(paths), None)
        if path is None:
            return False
        self.pane.text.focus_paragraph(path)
        self.pane.tell_place()
        return True

    def read_on(self) -> bool:
        """Scroll to the rest of the paragraph in focus; False if all of it has been in sight."""
        text = self.pane.text
        key = text.focus_key
        text.action_next_paragraph()
        if text.focus_key == key:
            return True
        if key is not None:
            text.focus_paragraph(key)
        return False

    def spots_from_here(self, count: int) -> list[Spot]:
        """The paragraph in focus and those after it that may be tagged, `count` in all."""
        address = self.pane.address
        if address is None:
            return []
        paths = [address.path, *self._beyond(1)[: max(0, count - 1)]]
        return [Spot(replace(address, path=path)) for path in paths]

    def seek(self, kind: Sought, step: int) -> str:
        """Focus the next paragraph of a kind; what is to be said where there is none, else ""."""
        document = self.pane.document
        if document is None:
            return ""
        if kind == "suggested":
            self.switch_suggestions(on=True)
            found = self.suggested.of(document.symbol, document.language)
            paths = [path for path in self._beyond(step) if path in found]
        else:
            marked = self._notebook.in_document(document.symbol, document.language)
            tagged = {path for path, one in marked.items() if one.tags}
            paths = [path for path in self._beyond(step) if (path in tagged) == (kind == "tagged")]
        if self._focus_first(paths):
            return ""
        return {
            "tagged": _("No tagged paragraph that way."),
            "untagged": _("No paragraph without a topic that way."),
            "suggested": _("Nothing is suggested that way."),
        }[kind]

    def suggested_ahead(self) -> int:
        """How many paragraphs after the one in focus have a suggestion."""
        document = self.pane.document
        if document is None:
            return 0
        found = self.suggested.of(document.symbol, document.language)
        return sum(path in found for path in self._beyond(1))

    # -- changing ----------------------------------------------------------------------------------------------------

    def tag(self, spots: Sequence[Spot], topics: Sequence[str]) -> None:
        """Tag as one change; what was suggested of it counts as right. Raises NotebookError or StoreError."""
        made = [one for spot in spots if spot.span is None for one in self.suggested.at(spot.address)]
        with self._notebook.as_one_step("tag", spots[0].address, topics):
            self.tagging.add(spots, topics)
            self.suggested.accepted(made, topics)

    def undo_here(self) -> str:
        """Undo the last change and focus its paragraph, if it is in the document in view; what is to be said."""
        try:
            step = self._notebook.undo()
        except UnreaderError as error:
            return str(error)
        if step is None:
            return _("Nothing to undo.")
        self.annotations_changed()
        undone = Address.parse(step.address) if step.address else None
        here = self.pane.document
        if here is not None and undone is not None and undone.symbol == here.symbol and undone.path:
            self._focus_first([undone.path])
        return _("Undone: {what} on {where}").format(what=operation_words(step), where=place_of_step(step))

    def write_note(self, spot: Spot, done: Callable[[], None] | None = None) -> None:
        """The note editor on a paragraph or span; `done` is called when it is closed."""
        from unreader.tui.annotating.note_editor import NoteEditor

        def closed(outcome: str | None) -> None:
            self.annotations_changed()
            if outcome == "saved":
                self.reader_app.tell(_("Note saved."))
            elif outcome == "dropped":
                self.reader_app.tell(_("Note dropped."))
            if done is not None:
                done()

        self.app.push_screen(NoteEditor(self._notebook, spot.address, self.where_words([spot]), spot.span), closed)

    def switch_suggestions(self, *, on: bool) -> None:
        """Show what is suggested in the text, or do not."""
        if self.suggested.on != on:
            self.suggested.on = on
            self.annotations_changed()

    def annotations_changed(self) -> None:
        """Show tags and notes as they are now, in the bar of a mode too."""
        self.suggested.forget()
        super().annotations_changed()
        for bar in self.query(ModeBar):
            bar.refresh()

    def show_evidence(self, suggestions: Iterable[Suggestion]) -> None:
        """Mark the words that speak for suggestions in the paragraph in focus; none takes the marks away."""
        pane = self.pane.text
        if self._evidence is not None:
            plain, marked = self._evidence
            if pane.paragraph(plain.key) is marked:
                pane.update_paragraph(plain.key, plain)
            self._evidence = None
        words = [word for one in suggestions for word in one.evidence]
        paragraph = pane.paragraph(pane.focus_key)
        if words and paragraph is not None:
            marks = tuple(Mark(word.start, word.end, "hit") for word in words)
            self._evidence = (paragraph, replace(paragraph, marks=(*paragraph.marks, *marks)))
            pane.update_paragraph(paragraph.key, self._evidence[1])

    # -- the keys ----------------------------------------------------------------------------------------------------

    def choose_tags(self, spots: Sequence[Spot], done: Callable[[None], None] | None = None) -> None:
        """The tag chooser over these spots; `done` is called when it is closed."""
        from unreader.tui.annotating.tag_chooser import TagChooser

        if not spots:
            return
        where = self.where_words(spots)
        self.app.push_screen(TagChooser(self._notebook, self.tagging, spots, where, self.annotations_changed), done)

    def where_words(self, spots: Sequence[Spot]) -> str:
        """The place of spots in words: one paragraph, words in it, or the first and the last of several."""
        first, last = spots[0].address, spots[-1].address
        words = meaning(first.symbol, first.path)
        if len(spots) > 1:
            many = _("{first} to {last} ({n})")
            return many.format(first=words, last=meaning("", last.path), n=len(spots))
        return _("words of {where}").format(where=words) if spots[0].span else words

    async def action_tagging_mode(self) -> None:
        """Letters tag and go on."""
        from unreader.tui.reading.tagging_mode import TaggingMode

        address = self._address_for_marks()
        if address is None:
            return
        if not self.taggable():
            self.reader_app.tell(_("This document has no paragraphs that could be tagged."))
        elif self._library.is_visited(address.symbol, address.language):
            self._import_first(address, self.action_tagging_mode)
        else:
            # Where the panes are stacked the text needs the room: one reads each paragraph to its end.
            self._side_was_shown = self.has_class("-stacked") and not self.has_class("-without-side")
            self.set_class(self._side_was_shown or self.has_class("-without-side"), "-without-side")
            await self.enter_mode(TaggingMode(self))

    def _import_first(self, address: Address, then: Callable[[], object]) -> None:
        """The text is only read from a file: go on when it is in the library."""

        def stored(_address: Address) -> None:
            self.call_later(then)

        self.reader_app.import_visited(address, _("The tag needs the document in the library."), stored)

    @on(LinePane.FocusMoved, "#text")
    def _tell_mode(self) -> None:
        for bar in self.query(ModeBar):
            bar.refresh()

    def open(self, place: Place, *, enter: bool = True) -> None:
        """Open a place; a mode that belongs to a place is left."""
        for bar in self.query(ModeBar):
            if not bar.STAYS:
                bar.leave()
        super().open(place, enter=enter)

    async def enter_mode(self, bar: ModeBar) -> None:
        """Give the keyboard to a mode until it is left."""
        if self.query(ModeBar):
            return
        self.query_one(KeyBar).display = False
        await self.mount(bar)
        self.set_focus(bar)

    @on(ModeBar.Left)
    async def _mode_left(self) -> None:
        await self.query(ModeBar).remove()
        self.query_one(KeyBar).display = True
        if self._side_was_shown:
            self._side_was_shown = False
            self._show_side()
        self.set_focus(self.pane.text)

    def action_repeat_tag(self) -> None:
        """Tag the paragraph in focus as the last one was."""
        address = self._address_for_marks()
        if address is None:
            return
        if not self.tagging.last:
            self.reader_app.tell(_("Nothing was tagged yet."))
        elif self._library.is_visited(address.symbol, address.language):
            self._import_first(address, self.action_repeat_tag)
        else:
            self._change(lambda: self.tag([Spot(address)], self.tagging.last))

    def _change(self, change: Callable[[], object]) -> bool:
        """Make a change and show it; whether it is made, else the trouble is told."""
        try:
            change()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return False
        self.annotations_changed()
        return True

    def action_show_suggestions(self) -> None:
        """Show what is suggested at the paragraphs, or do not."""
        self.switch_suggestions(on=not self.suggested.on)
        on = self.suggested.on
        self.reader_app.tell(_("Suggestions are shown at their paragraphs.") if on else _("Suggestions are hidden."))

    def action_seek(self, kind: Sought, step: int) -> None:
        """The next or previous tagged or untagged paragraph, or one with a suggestion."""
        said = self.seek(kind, step)
        if said:
            self.reader_app.tell(said)
