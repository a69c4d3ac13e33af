"""Ranges of paragraphs and words of one: selected by keyboard or mouse, tagged, noted, copied with their citation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from textual import on
from textual.geometry import Offset
from textual.selection import Selection

from unreader.model import Address
from unreader.tui.annotating.tagging import Spot
from unreader.tui.frame.mode_bar import ModeBar
from unreader.tui.keys.keymap import keyed
from unreader.tui.page.line_pane import LinePane
from unreader.tui.reading.tagging import TaggedReading
from unreader.wording import _


class SpannedReading(TaggedReading):
    """The reader as the visual and the span mode see it."""

    # -- what is selected --------------------------------------------------------------------------------------------

    def spots_between(self, one: str, other: str) -> list[Spot]:
        """The paragraphs that may be tagged from one path to another, whichever comes first."""
        address = self.pane.address
        paths = self.taggable()
        if address is None or one not in paths or other not in paths:
            return []
        low, high = sorted((paths.index(one), paths.index(other)))
        return [Spot(replace(address, path=path)) for path in paths[low : high + 1]]

    def show_range(self, spots: Sequence[Spot]) -> None:
        """Draw these paragraphs, and what stands between them, as selected; none takes that away."""
        text = self.pane.text
        order = {paragraph.key: number for number, paragraph in enumerate(text.paragraphs)}
        numbers = sorted(order[spot.address.path] for spot in spots)
        if not numbers:
            self.clear_selection()
            return
        last = len(text.paragraphs[numbers[-1]].text)
        self.selections = {text: Selection(Offset(0, numbers[0]), Offset(last, numbers[-1]))}

    def selected_spots(self) -> list[Spot]:
        """The words of the paragraph in focus that are selected, else the paragraph; empty where there is none."""
        address = self.pane.address
        if address is None:
            return []
        span = self.pane.text.selected_span
        block = self.pane.focused_block
        if span is None or block is None or span[0] != address.path or span[1:] == (0, len(block.text)):
            return [Spot(address)]
        return [Spot(address, (span[1], span[2]))]

    @on(LinePane.SpanSelected, "#text")
    def _span_selected(self, event: LinePane.SpanSelected) -> None:
        """The keys go to the paragraph in which something was selected with the mouse."""
        if event.span is not None and not self.query(ModeBar):
            self.pane.text.focus_paragraph(event.span[0])

    # -- changing ----------------------------------------------------------------------------------------------------

    def topic_of(self, letter: str) -> str | None:
        """The topic with a letter."""
        return next((one.topic for one in self.notebook.choices() if letter and one.letter == letter), None)

    def tag_spots(self, spots: Sequence[Spot], topic: str) -> bool:
        """Tag all as one change and tell it; whether it is made."""
        if not spots or not self._change(lambda: self.tag(spots, (topic,))):
            return False
        said = _("{topic}: {where}. {undo} undoes it.")
        self.reader_app.tell(keyed(said, topic=self.notebook.topic_name(topic), where=self.where_words(spots)))
        return True

    def clear_spots(self, spots: Sequence[Spot]) -> bool:
        """Take all topics away as one change; whether it is made."""
        return bool(spots) and self._change(lambda: self.tagging.clear(spots))

    # -- copying -----------------------------------------------------------------------------------------------------

    def _quoted(self, spots: Sequence[Spot]) -> str:
        """The words of spots: of a span its own, of paragraphs the whole range."""
        from unreader.exporting.citation import quotation_of

        first = spots[0]
        if first.span is not None:
            document = self._library.document(first.address.symbol, first.address.language)
            block = next(one for one in document.blocks if one.path == first.address.path)
            return block.text[first.span[0] : first.span[1]]
        return quotation_of(self._library, first.address, _until(spots))

    def _style(self) -> str:
        """The style that was chosen last, else the one of the settings."""
        from unreader.citing.styles import STYLES

        wanted = self._reading.style or self.reader_app.settings.words("citations.style")
        return wanted if wanted in STYLES else next(iter(STYLES))

    def copy_spots(self, spots: Sequence[Spot], *, quoted: bool | None = None) -> None:
        """Copy the citation in the style that was chosen last; `quoted` says whether with the words, else as then."""
        from unreader.exporting.citation import citation_of

        if not spots:
            return
        with_words = self._reading.quoted if quoted is None else quoted
        words = self._quoted(spots) if with_words else ""
        language = self._reading.citing_language or self.reader_app.language or ""
        style, until = self._style(), _until(spots)
        text = citation_of(self._library, spots[0].address, language, style, until=until, quotation=words)
        self.app.copy_to_clipboard(text)

    def choose_style(self, spots: Sequence[Spot], done: Callable[[], None] | None = None) -> None:
        """Ask for the style, with or without the words, and copy; the choice is kept."""
        from unreader.tui.annotating.style_chooser import StyleChoice, StyleChooser

        if not spots:
            return
        begin = StyleChoice(
            self._style(),
            spots[0].span is not None or self._reading.quoted,
            self._reading.citing_language or self.reader_app.language or "",
        )

        def chosen(choice: StyleChoice | None) -> None:
            if choice is not None:
                self._reading.style, self._reading.citing_language = choice.style, choice.language
                if spots[0].span is None:
                    self._reading.quoted = choice.quoted
                self._reading.save()
                self.copy_spots(spots, quoted=choice.quoted)
            if done is not None:
                done()

        subject = self._library, spots[0].address, _until(spots), self._quoted(spots)
        self.app.push_screen(StyleChooser(*subject, self.where_words(spots), begin), chosen)

    # -- the keys ----------------------------------------------------------------------------------------------------

    def action_tag(self) -> None:
        """The tag chooser for what is selected; with a count before the key, for so many paragraphs from here on."""
        count = self.reader_app.take_count()
        if self._address_for_marks() is not None:
            self.choose_tags(self.selected_spots() if count is None else self.spots_from_here(count))

    def action_note(self) -> None:
        """The note editor for the citation chosen beside, for what is selected, else for the paragraph in focus."""
        if self._address_for_marks() is not None:
            self.write_note(self._cited_spot() or self.selected_spots()[0])

    def _cited_spot(self) -> Spot | None:
        """The words of the citation that is chosen in the side pane, while the keyboard is there."""
        address = self.side.address
        citation = next(iter(self.side.chosen()), None) if self.side.cards.has_focus else None
        if address is None or citation is None:
            return None
        return Spot(Address(address.symbol, citation.block, address.language), (citation.start, citation.end))

    def action_copy_citation(self) -> None:
        """The citation of what is selected, or of the paragraph in focus, in the chosen style."""
        spots = self.selected_spots()
        self.copy_spots(spots, quoted=True if spots and spots[0].span else None)

    def action_choose_style(self) -> None:
        """Ask for the style of the citation."""
        self.choose_style(self.selected_spots())

    async def action_visual_mode(self) -> None:
        """Several paragraphs."""
        from unreader.tui.reading.visual_mode import VisualMode

        if self._address_for_marks() is None:
            return
        if self.taggable():
            await self.enter_mode(VisualMode(self))
        else:
            self.reader_app.tell(_("This document has no paragraphs that could be tagged."))

    async def action_span_mode(self) -> None:
        """Words of the paragraph in focus."""
        from unreader.tui.reading.span_mode import SpanMode

        address, block = self._address_for_marks(), self.pane.focused_block
        if address is None or block is None or not block.text:
            return
        spot = self.selected_spots()[0]
        await self.enter_mode(SpanMode(self, address, block.text, spot.span))

    async def action_draw_span(self, step: int) -> None:
        """The span mode, begun with an arrow and Shift: the first characters are selected."""
        from unreader.tui.reading.span_mode import SpanMode

        await self.action_span_mode()
        for bar in self.query(SpanMode):
            bar.run_key("shift+right" if step > 0 else "shift+left")

    @on(ModeBar.Left)
    def _selection_left(self) -> None:
        self.clear_selection()


def _until(spots: Sequence[Spot]) -> str:
    """The path of the last paragraph of a range, "" for one."""
    return spots[-1].address.path if len(spots) > 1 else ""
