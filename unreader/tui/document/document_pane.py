"""The document: a title bar, and the text with a paragraph in focus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical

from unreader.library import footnote_path
from unreader.model import Address, Block, Citation, Document
from unreader.said import said
from unreader.tui.document.contents import whereabouts
from unreader.tui.document.footnotes import Footnotes
from unreader.tui.document.paragraphs import Emphasised, Marked, document_paragraphs, position_words
from unreader.tui.frame.bars import TitleBar
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.page.layout import Paragraph
from unreader.tui.place_words import place_words
from unreader.tui.state import Place
from unreader.wording import _

#: So many paragraphs are each shown anew by themselves; of more, all are put one under the other once.
_FEW = 50


class DocumentText(ReadingPane):
    """The text of a document: notes under a paragraph are read with it."""

    def _extent(self, index: int) -> tuple[int, int]:
        layout = self._layout
        assert layout is not None  # noqa: S101 - asked only with a layout
        after = self._focusable(index + 1, 1)
        last = (after if after >= 0 else len(self._paragraphs)) - 1
        return layout.body(index)[0], layout.body(last)[1]

    def show_whole_focus(self) -> None:
        """Scroll no more than is needed to see the paragraph in focus with its notes."""
        if self._layout is not None and self._focus >= 0:
            self._bring_in_sight(self._focus, "keep", look_ahead=0)


class DocumentPane(Vertical):
    """One document, and where one stands in it."""

    DEFAULT_CSS = """
    DocumentPane {
        width: 1fr; height: 1fr;
        & ReadingPane > .line-pane--preambular { color: $foreground 82%; }
        & ReadingPane > .line-pane--note { color: $text-warning; text-style: italic; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.document: Document | None = None
        self._citations: Sequence[Citation] = ()
        self._whereabouts: Sequence[tuple[str, ...]] = ()
        self._marked: Mapping[str, Marked] = {}
        self.footnotes: Footnotes | None = None
        #: Whether a document that is opened shows all its notes.
        self.all_notes = False
        self._emphasised: Emphasised | None = None
        self._partial = False
        self._numbers: Mapping[str, int] = {}

    def compose(self) -> ComposeResult:
        """Title and text."""
        yield TitleBar()
        yield DocumentText(id="text")

    @property
    def text(self) -> DocumentText:
        """The pane with the text."""
        return self.query_one("#text", DocumentText)

    def show(
        self, document: Document, citations: Sequence[Citation], marked: Mapping[str, Marked], place: Place
    ) -> None:
        """Show a document at a place. A path that is a footnote's or a container's is brought into sight."""
        changed = document is not self.document
        self.document, self._citations = document, citations
        if changed:
            self._whereabouts = whereabouts(document)
            self.footnotes = Footnotes(document, shown=self.all_notes)
            self._numbers = {block.path: number for number, block in enumerate(document.blocks)}
        self._marked = marked
        if self.footnotes is not None:
            self.footnotes.show(place.path)
        path = self.focusable_path(place.path)
        self._partial = changed and self._emphasised is None
        shown = self._first_paragraphs(path) if self._partial else self._paragraphs()
        self.text.show(shown, focus=path or None, row=place.row)
        self.tell_place()

    def _paragraphs(self) -> list[Paragraph]:
        if self.document is None or self.footnotes is None:
            return []
        if self._emphasised is None:
            from unreader.comparing.openings import emphasised

            self._emphasised = emphasised
        return document_paragraphs(self.document, self._citations, self._marked, self.footnotes, self._emphasised)

    def _first_paragraphs(self, path: str) -> list[Paragraph]:
        """What the first picture of a start can show: a screen before the place and one after it.

        A block takes a row at least. The rest, and what the languages emphasise, is read behind that picture.
        """
        assert self.document is not None  # noqa: S101 - one is being opened
        assert self.footnotes is not None  # noqa: S101
        self.call_after_refresh(self.complete)
        body = [block for block in self.document.blocks if block.path not in self.footnotes.callers]
        at = next((number for number, block in enumerate(body) if block.path == path), 0)
        screen = self.app.size.height
        seen = replace(self.document, blocks=tuple(body[max(0, at - screen) : at + screen]))
        return document_paragraphs(seen, self._citations, self._marked, self.footnotes)

    def complete(self) -> None:
        """Show all of a document of which the first picture has shown a part."""
        if self._partial:
            self._show_anew()

    def wait(self, symbol: str, message: str) -> None:
        """Say that a document is on its way."""
        self.document, self._partial = None, False
        self.text.show([Paragraph("waiting", message, "hint", space_before=1, focusable=False)])
        self._title(symbol, (), "")

    def mark_anew(self, marked: Mapping[str, Marked], citations: Sequence[Citation] | None = None) -> None:
        """Show other tags and notes, and other citations if they are given; the place on the screen stays."""
        if self.document is None:
            return
        if citations is not None:
            self._citations = citations
        self._marked = marked
        self._show_anew()

    def _show_anew(self) -> None:
        if self.document is None:
            return
        self._partial = False
        key, row = self.text.place()
        fresh = self._paragraphs()
        shown = self.text.paragraphs
        changed = [(old.key, new) for old, new in zip(shown, fresh, strict=False) if old != new]
        if [one.key for one in fresh] == [one.key for one in shown] and len(changed) <= _FEW:
            for path, new in changed:
                self.text.update_paragraph(path, new)
        else:
            self.text.show(fresh, focus=key, row=row)

    def focusable_path(self, path: str) -> str:
        """The block to focus for any path of the document: a footnote's caller, a container's first block."""
        if self.footnotes is not None:
            path = self.footnotes.called_from(path)
        if path in self._numbers or self.document is None or not path:
            return path
        inside = (block.path for block in self.document.blocks if block.path.startswith((path + "/", path + "(")))
        return next(inside, "")

    def go_to(self, path: str) -> None:
        """Focus a place of this document, at the top of the pane; a footnote is shown under its caller."""
        self.complete()
        self.reveal(path)
        self.text.focus_paragraph(self.focusable_path(path), align="top")

    # -- footnotes -------------------------------------------------------------------------------------------------

    def reveal(self, path: str) -> None:
        """Have a footnote shown, if the path is that of a hidden one."""
        if self.footnotes is not None and self.footnotes.show(path):
            self._show_anew()

    def show_notes(self, paths: Iterable[str]) -> None:
        """Have these called footnotes shown, and no others."""
        if self.footnotes is not None and self.footnotes.shown != (wanted := set(paths)):
            self.footnotes.shown = wanted
            self._show_anew()

    def turn_notes(self, block: str = "", label: str = "") -> bool:
        """Show or hide the notes of the block in focus, or the one with this label that a block calls.

        False if there is none.
        """
        if self.footnotes is None:
            return False
        block = block or str(self.text.focus_key)
        note = footnote_path(block, label, self.footnotes.blocks) if label else ""
        notes = (note,) if note else () if label else self.footnotes.of(block)
        if not any(path in self.footnotes.callers for path in notes):
            return False
        self.footnotes.turn(notes)
        self._show_anew()
        self.text.show_whole_focus()
        return True

    def turn_all_notes(self) -> bool:
        """Show all notes, or hide all; says whether they are shown now."""
        if self.footnotes is None:
            return False
        self.all_notes = self.footnotes.turn_all()
        self._show_anew()
        return self.all_notes

    def restore(self, place: Place) -> None:
        """Stand again exactly at a place of this document."""
        self.complete()
        shown = self.text.paragraphs
        self.text.show(shown, focus=place.path, row=place.row)
        self.tell_place()

    @property
    def citations(self) -> Sequence[Citation]:
        """The citations that are shown."""
        return self._citations

    @property
    def focused_block(self) -> Block | None:
        """The block in focus."""
        number = self._numbers.get(str(self.text.focus_key))
        return self.document.blocks[number] if self.document is not None and number is not None else None

    @property
    def block_number(self) -> int | None:
        """The number of the block in focus, from 0."""
        return self._numbers.get(str(self.text.focus_key)) if self.document is not None else None

    @property
    def address(self) -> Address | None:
        """The address of the block in focus."""
        block = self.focused_block
        if self.document is None or block is None:
            return None
        return Address(self.document.symbol, block.path, self.document.language)

    @property
    def place(self) -> Place | None:
        """Exactly where one stands."""
        if self.document is None:
            return None
        key, row = self.text.place()
        return Place(self.document.symbol, self.document.language, str(key or ""), row)

    def warnings_here(self) -> list[str]:
        """What the parser says of the block in focus and its footnotes; at the first block, of the whole document."""
        block = self.focused_block
        if self.document is None or block is None:
            return []
        first = self._numbers[block.path] == 0
        return [
            said(warning.message)
            for warning in self.document.warnings
            if (self.footnotes is not None and self.footnotes.called_from(warning.path) == block.path)
            or (first and warning.path not in self._numbers)
        ]

    def tell_place(self) -> None:
        """Write the title bar for the block in focus."""
        block = self.focused_block
        if self.document is None or block is None:
            return
        last = block.path.rpartition("/")[2]
        position = position_words(self._numbers[block.path], len(self.document.blocks) - 1)
        within = self._whereabouts[self._numbers[block.path]] or (self.document.title,)
        self._title(self.document.symbol, within, f"{place_words(last)}  {position}")

    def _title(self, symbol: str, within: tuple[str, ...], place: str) -> None:
        bar = self.query_one(TitleBar)
        bar.symbol, bar.within, bar.place = symbol or _("no symbol"), within, place
