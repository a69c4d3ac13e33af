"""The library: its documents, those that were read last first."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from unreader.library import Entry, Library
from unreader.model import UnreaderError
from unreader.said import said
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.filling import Filling
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.frame.sized_screen import SizedScreen
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.language_names import language_name
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.tui.place_words import place_words
from unreader.tui.state import ReadingState
from unreader.tui.when_words import when_words
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp

_KINDS = {
    "resolution": N_("resolution"),
    "decision": N_("decision"),
    "report": N_("report"),
    "treaty": N_("treaty"),
    "letter": N_("letter"),
    "record": N_("record"),
    "other": N_("document"),
}

#: So many documents are shown before anything else, and anew with each that has been read; of more, the rest follows.
_AT_ONCE = 100
#: Documents that are looked at while a key may wait.
_BATCH = 20
#: Seconds after which the rest is shown though not all have been read.
_REST = 1.0


def _was_read(entry: Entry, rank: Mapping[tuple[str, str], int]) -> bool:
    return (entry.symbol, entry.language) in rank


class LibraryScreen(SizedScreen):
    """The list of documents; Enter opens one where it was left."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "library")
    AUTO_FOCUS: ClassVar[str | None] = "#documents"

    def __init__(self, library: Library, notebook: Notebook, reading: ReadingState, *, can_close: bool) -> None:
        super().__init__()
        self._library = library
        self._notebook = notebook
        self._reading = reading
        self._can_close = can_close
        self._prepared: set[str] = set()
        self._known: set[str] = set()
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, documents, keys."""
        title = TitleBar()
        title.symbol = "unreader"
        yield title
        yield ReadingPane(id="documents")
        bar = KeyBar()
        bar.where = "library"
        yield bar

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(TitleBar).within = (str(self._library.root),)
        if self._can_close:
            self._prepared = {entry.symbol for entry in self._library.entries()}
        self._known = self._symbols()
        self._count()
        self._filling = Filling(self.query_one("#documents", ReadingPane), 3 * _AT_ONCE)
        self._fill(_AT_ONCE)
        if len(self._library.entries()) > _AT_ONCE:
            self._rest = self.set_timer(_REST, self._fill)

    @property
    def is_at_start(self) -> bool:
        """Whether the list is as it is shown first."""
        pane = self.query_one("#documents", ReadingPane)
        first = next(iter(pane.paragraphs), None)
        return pane.scroll_offset.y == 0 and first is not None and pane.focus_key in (None, first.key)

    def _symbols(self) -> set[str]:
        return {entry.symbol for entry in self._library.entries()}

    def _count(self) -> None:
        count = counted(len(self._library.entries()), _("{n} document"), _("{n} documents"))
        self.query_one(TitleBar).place = count

    def documents_changed(self) -> None:
        """Documents came, went or say other things of themselves; what came is in the index already."""
        now = self._symbols()
        self._prepared |= now - self._known
        self._known = now
        self._count()
        self._fill()

    def library_ready(self, ready: int, of: int, symbol: str) -> None:
        """Another document has been read: its counts can be shown; while others are still being read, it is told."""
        self._prepared.add(symbol)
        reading = _("Reading the library for the first time: {ready} of {of} documents …")
        within = str(self._library.root) if ready == of else reading.format(ready=ready, of=of)
        self.query_one(TitleBar).within = (within,)
        if ready == of:
            self._prepared = {entry.symbol for entry in self._library.entries()}
        if ready == of or len(self._library.entries()) <= _AT_ONCE:
            if self._rest is not None:
                self._rest.stop()
            self._fill()

    def _fill(self, many: int | None = None) -> None:
        """Show the documents, or the first so many of them."""
        key, row = self.query_one("#documents", ReadingPane).place()
        if key is None:
            self._filling.fill(self._batches(many))
        else:
            self._filling.fill(self._batches(many), focus=key, row=row)

    def _batches(self, many: int | None) -> Iterator[list[Paragraph]]:
        """The rows of the documents, some documents at a time."""
        rank = {(place.symbol, place.language): number for number, place in enumerate(self._reading.recent)}
        entries = sorted(self._library.entries(), key=lambda entry: rank.get((entry.symbol, entry.language), len(rank)))
        annotated = self._notebook.total() > 0
        if not entries:
            empty = keyed(_("No documents yet: {import_documents} imports files, or drop them here."))
            yield [Paragraph("empty", empty, "hint", focusable=False)]
        before: Entry | None = None
        shown = entries[:many]
        for some in (shown[at : at + _BATCH] for at in range(0, len(shown), _BATCH)):
            lines: list[Paragraph] = []
            for entry, counts in zip(some, self._counts(some), strict=True):
                if before is None and _was_read(entry, rank):
                    lines.append(Paragraph("recent", _("Read last"), "heading", focusable=False))
                elif before is not None and not _was_read(entry, rank) and _was_read(before, rank):
                    lines.append(Paragraph("others", _("Other documents"), "heading", space_before=1, focusable=False))
                lines += self._lines(entry, counts, annotated=annotated)
                before = entry
            yield lines

    def _counts(self, entries: Sequence[Entry]) -> list[tuple[int, int] | None]:
        """Paragraphs and citations of each document that is prepared."""
        prepared = [entry for entry in entries if entry.symbol in self._prepared]
        counts = dict(zip((entry.file for entry in prepared), self._library.counts_of(prepared), strict=True))
        return [counts.get(entry.file) for entry in entries]

    def _lines(self, entry: Entry, counts: tuple[int, int] | None, *, annotated: bool) -> list[Paragraph]:
        key = (entry.symbol, entry.language)
        head = "  ".join(part for part in (" · ".join(entry.symbols), entry.date or "") if part)
        marks = (Mark(0, len(entry.symbol), "label"), Mark(len(entry.symbol), len(head), "card-meta"))
        facts = [_(_KINDS[entry.kind]), language_name(entry.language)]
        if entry.symbol in self._prepared:
            try:
                blocks, citations = counts or self._library.counts(entry.symbol, entry.language)
                facts.append(counted(blocks, _("{n} paragraph"), _("{n} paragraphs")))
                facts.append(counted(citations, _("{n} citation"), _("{n} citations")))
            except UnreaderError as error:
                facts.append(said(error))
        if annotated and (annotations := self._notebook.count(entry.symbol)):
            facts.append(counted(annotations, _("{n} annotation"), _("{n} annotations")))
        if self._library.is_visited(entry.symbol, entry.language):
            facts.append(_("read from a file, not stored"))
        left = self._reading.place_in(entry.symbol, entry.language)
        if left is not None and left.path:
            then = self._reading.time_in(entry.symbol, entry.language)
            when = when_words(then, time.time()) if then is not None else ""
            left_words = _("left at {place}, {when}") if when else _("left at {place}")
            facts.append(left_words.format(place=place_words(left.path), when=when))
        return [
            Paragraph(key, head, "card-head", marks=marks, space_before=1),
            Paragraph((key, "title"), entry.title, "card-text", indent=2, focusable=False),
            Paragraph((key, "facts"), " · ".join(facts), "card-meta", indent=2, focusable=False),
        ]

    def action_choose(self) -> None:
        """Open the document in focus where it was left."""
        key = self.query_one("#documents", ReadingPane).focus_key
        if isinstance(key, tuple):
            symbol, language = key
            cast("ReaderApp", self.app).open_document(str(symbol), str(language))

    def _chosen(self) -> Entry | None:
        """The document in focus, if it is stored; else it is told."""
        key = self.query_one("#documents", ReadingPane).focus_key
        app = cast("ReaderApp", self.app)
        entry = self._library.find_entry(str(key[0]), str(key[1])) if isinstance(key, tuple) else None
        if entry is not None and self._library.is_visited(entry.symbol, entry.language):
            app.tell(_("{symbol} is read from a file and is not in the library.").format(symbol=entry.symbol))
            return None
        return entry

    def action_correct(self) -> None:
        """What the document in focus says of itself, to be corrected."""
        from unreader.tui.holdings.correct_dialog import CorrectDialog

        entry = self._chosen()
        if entry is not None:
            self.app.push_screen(CorrectDialog(entry))

    def action_remove(self) -> None:
        """Take the document in focus out of the library, when it is confirmed."""
        from unreader.tui.holdings.correct_dialog import RemoveDialog

        entry = self._chosen()
        if entry is not None:
            self.app.push_screen(RemoveDialog(entry, self._notebook.count(entry.symbol)))

    def on_paste(self, event: events.Paste) -> None:
        """Files that are dropped on the terminal come as the paste of their paths."""
        from unreader.tui.holdings.dropped import are_files, dropped_paths

        paths = dropped_paths(event.text)
        app = cast("ReaderApp", self.app)
        if are_files(paths):
            event.stop()
            app.import_files(paths)
        elif event.text.strip():
            app.tell(keyed(_("What was pasted names no file that is there. {import_documents} imports files.")))

    def on_click(self, event: events.Click) -> None:
        """Two clicks open."""
        pane = self.query_one("#documents", ReadingPane)
        if event.chain == 2 and event.widget is pane:
            self.action_choose()

    def works_here(self, action: str) -> bool:
        """Whether an action would do anything now; the footer leaves out what would not."""
        if action == "read_on":
            return self._can_close
        return action == "import_documents" or bool(self._library.entries())

    def action_read_on(self) -> None:
        """Back to the document."""
        if self._can_close:
            self.app.pop_screen()

    def action_run_key(self, action: str) -> None:
        """Run an action of the table (a click in the footer)."""
        cast("ReaderApp", self.app).run_key(action)
