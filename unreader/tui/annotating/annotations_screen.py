"""The annotations of a document or of the library: a filter with its count, the list, and statistics on a second tab.

Some or all of the list are marked and then tagged or deleted together, as one change that is undone as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from msgspec import Struct, field
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from unreader.annotating import Annotation
from unreader.annotating.filters import Filter, parse_filter
from unreader.annotating.saved_filters import SavedFilters
from unreader.annotating.statistics import Tally
from unreader.exporting.selection import Selection, some_chosen
from unreader.exporting.subjects import AnnotationSubject, Places
from unreader.library import Library
from unreader.model import UnreaderError
from unreader.tui.annotating.annotation_rows import annotation_row, filter_of, statistics_rows
from unreader.tui.annotating.tagging import Spot, Tagging
from unreader.tui.annotating.undoing import UndoingScreen
from unreader.tui.aside import in_slices
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.filling import Filling
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import Paragraph
from unreader.tui.state import Place
from unreader.wording import _, counted
from unreader.working.coverage import Coverage, coverage

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp

#: How many annotations are listed at first, and how many more with each Enter at the end.
PAGE = 500
#: With more annotations than this the list waits for a pause of so many seconds in typing.
_MANY, _PAUSE = 2_000, 0.2


class ListState(Struct):
    """How the list was left: the filter, whether of the whole library, the place, what is marked."""

    query: str = ""
    everywhere: bool = False
    tab: Literal["list", "statistics"] = "list"
    focus: object = None
    row: int = 0
    marked: set[str] = field(default_factory=set)


class FilterField(Input):
    """The line of the filter. Down and Enter go to the list."""

    async def on_key(self, event: events.Key) -> None:
        """Escape empties the line, then leaves it."""
        screen = self.screen
        if not isinstance(screen, AnnotationsScreen) or event.key not in ("escape", "down", "enter", "tab"):
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape" and self.value:
            self.value = ""
        elif event.key == "tab":
            screen.action_turn_annotations()
        else:
            screen.set_focus(screen.pane)


class AnnotationsScreen(UndoingScreen):
    """The list over the reader. `state` is kept by the reader, so that one comes back to where one left it."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "annotations", "undoing")
    AUTO_FOCUS: ClassVar[str | None] = "#annotations"
    DEFAULT_CSS = """
    AnnotationsScreen {
        & #query { height: 1; padding: 0 1; background: $surface; }
        & #query-sign { width: auto; color: $text-accent; text-style: bold; margin: 0 1 0 0; }
        & FilterField, & FilterField:focus { width: 1fr; background: $surface; border: none; padding: 0; height: 1; }
        & #said { height: auto; max-height: 3; width: 1fr; padding: 0 1; color: $text-muted; }
        & #said.-trouble { color: $text-error; }
        & ReadingPane { background: $background; }
    }
    """

    def __init__(self, library: Library, notebook: Notebook, tagging: Tagging, state: ListState, symbol: str) -> None:
        """`symbol` is the document in view, "" for none."""
        super().__init__()
        self._library = library
        self._notebook = notebook
        self._tagging = tagging
        self._state = state
        self._symbol = symbol
        self._found: list[Annotation] = []
        self._total = 0
        self._most = PAGE
        #: Counts what was looked for, so that a late answer to an earlier question is not shown.
        self._turn = 0
        self._places = Places(library)
        if not symbol:
            state.everywhere = True

    def compose(self) -> ComposeResult:
        """Title, filter, what there is to say, list, keys."""
        yield TitleBar()
        with Horizontal(id="query"):
            yield Static("/", id="query-sign", markup=False)
            yield FilterField(
                self._state.query,
                placeholder=_('trafficking and not cybercrime cites:A/RES/70/1 kind:operative note:"…"'),
                compact=True,
                select_on_focus=False,
            )
        yield Static("", id="said", markup=False)
        yield ReadingPane(id="annotations")
        bar = KeyBar()
        bar.where = "annotations"
        yield bar

    @property
    def pane(self) -> ReadingPane:
        """The list."""
        return self.query_one("#annotations", ReadingPane)

    @property
    def reader_app(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    def on_mount(self) -> None:
        """Show the list as it was left."""
        self.pane.measure = 200
        self.pane.centred = False
        self._filling = Filling(self.pane)
        self._seek(lambda: (self._state.focus, self._state.row))

    def annotations_changed(self) -> None:
        """Show the annotations as they are now."""
        self._seek(self.pane.place)

    def documents_changed(self) -> None:
        """Documents came or went."""
        self._places = Places(self._library)
        self.annotations_changed()

    # -- the filter --------------------------------------------------------------------------------------------------

    def read_filter(self) -> Filter | None:
        """The filter as it is typed, None for none. Raises FilterError."""
        query = self._state.query.strip()
        if not query:
            return None
        annotations, codebook = self._notebook.parts()
        used = annotations.topic_counts()
        return parse_filter(
            query, lambda name: name if name in used else codebook.require(name).path, self._saved().by_name
        )

    def _saved(self) -> SavedFilters:
        return SavedFilters(self._notebook.folder / "filters.toml")

    def _seek(self, place: Callable[[], tuple[object, int | None]]) -> None:
        """Look for what the filter means, and show it at a place: at once where there is little to look at, else
        between the keys. What is wrong with the filter is said, and the list stays. A later filter overtakes."""
        self._turn += 1
        turn = self._turn
        annotations, _codebook = self._notebook.parts()
        document = "" if self._state.everywhere else self._symbol
        try:
            meant = self.read_filter()
        except UnreaderError as error:
            self._say(str(error), trouble=True)
            return
        self._total = annotations.count(document) if document else len(annotations)
        found: list[Annotation] = []

        def work() -> Iterator[None]:
            for some in some_chosen(self._library, annotations, Selection(document=document, filter=meant)):
                found.extend(some)
                yield

        def done(trouble: UnreaderError | None) -> None:
            if turn != self._turn or not self.is_attached:
                return
            if trouble is not None:
                self._say(str(trouble), trouble=True)
                return
            self._found = found
            self._state.marked &= {one.id for one in found}
            self._say(self._summary())
            self._fill(*place())

        self._go_through(self._total, work(), done, lambda: turn == self._turn)

    def _go_through(
        self,
        many: int,
        work: Iterator[None],
        done: Callable[[UnreaderError | None], None],
        wanted: Callable[[], bool],
    ) -> None:
        """Do work on so many annotations: at once, or between the keys."""
        if many > _MANY:
            self._say(_("searching …"))
            in_slices(self.reader_app, work, done, lambda: self.is_attached and wanted())
            return
        try:
            for _step in work:
                pass
        except UnreaderError as error:
            done(error)
        else:
            done(None)

    def _summary(self) -> str:
        found, marked = len(self._found), len(self._state.marked)
        said = counted(found, _("{n} annotation"), _("{n} annotations"))
        if found != self._total:
            said = _("{found} of {n}").format(found=said, n=self._total)
        notes = sum(bool(one.note) for one in self._found)
        said += " · " + counted(notes, _("{n} note"), _("{n} notes"))
        return said + (" · " + counted(marked, _("{n} marked"), _("{n} marked")) if marked else "")

    def _say(self, message: str, *, trouble: bool = False) -> None:
        line = self.query_one("#said", Static)
        line.update(Content(message))
        line.set_class(trouble, "-trouble")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._state.query:
            self._state.query = event.value
            if self._total > _MANY:
                self.set_timer(_PAUSE, lambda: self._filter(event.value))
            else:
                self._filter(event.value)

    def _filter(self, query: str) -> None:
        if query == self._state.query:
            self._most = PAGE
            self._seek(lambda: (None, None))

    # -- showing -----------------------------------------------------------------------------------------------------

    def _fill(self, focus: object = None, row: int | None = None) -> None:
        if self._state.tab == "statistics":
            self._fill_statistics(focus, row)
        else:
            self._show(self._rows(), focus, row)
        title = self.query_one(TitleBar)
        title.symbol = _("Annotations") if self._state.tab == "list" else _("Statistics")
        title.within = (_("the whole library") if self._state.everywhere else self._symbol,)
        title.place = counted(len(self._found), _("{n} annotation"), _("{n} annotations"))

    def _show(self, rows: Sequence[Paragraph], focus: object, row: int | None) -> None:
        there = any(one.key == focus for one in rows)
        batches = (rows[at : at + PAGE] for at in range(0, len(rows), PAGE))
        if there:
            self._filling.fill(batches, focus=focus, row=row)
        else:
            self._filling.fill(batches)

    def _rows(self) -> list[Paragraph]:
        rows = [
            annotation_row(one, self._notebook, marked=one.id in self._state.marked, with_symbol=self._state.everywhere)
            for one in self._found[: self._most]
        ]
        if len(self._found) > self._most:
            rows.append(Paragraph("more", _("More: Enter shows them."), "hint"))
        if not rows:
            none = _("Nothing is annotated so.") if self._state.query.strip() else _("Nothing is annotated yet.")
            rows.append(Paragraph("none", none, "hint", focusable=False))
        return rows

    def _fill_statistics(self, focus: object, row: int | None) -> None:
        """Count what is found, and show that; between the keys where it is much."""
        self._turn += 1
        turn, found, tally = self._turn, self._found, Tally()
        covered: list[Coverage] = []
        rows: list[Paragraph] = []

        def work() -> Iterator[None]:
            tagged: set[str] = set()
            symbols = {self._symbol} - {""}
            for one in found:
                tally.add(AnnotationSubject(self._places, one))
                symbols.add(one.address.symbol)
                if one.topics:
                    tagged.add(str(one.address.plain))
                yield
            for entry in self._library.entries():
                if entry.symbol in symbols:
                    with suppress(UnreaderError):  # a text that has gone: its annotations are counted all the same
                        covered.extend(coverage(self._library, (entry,), tagged))
                    yield
            counts = tally.counts()
            yield
            rows.extend(statistics_rows(counts, covered, self._notebook))

        def done(trouble: UnreaderError | None) -> None:
            if turn != self._turn or not self.is_attached:
                return
            self._say(str(trouble) if trouble is not None else self._summary(), trouble=trouble is not None)
            if trouble is None:
                self._show(rows, focus, row)

        if len(found) > _MANY:
            self.pane.show([Paragraph("counting", _("counting …"), "hint", focusable=False)])
        self._go_through(len(found), work(), done, lambda: turn == self._turn and self._state.tab == "statistics")

    # -- what is meant -----------------------------------------------------------------------------------------------

    def _here(self) -> Annotation | None:
        key = self.pane.focus_key
        return next((one for one in self._found if one.id == key), None)

    def chosen(self) -> list[Annotation]:
        """What is marked, in the order of the list; else the annotation in focus."""
        marked = [one for one in self._found if one.id in self._state.marked]
        here = self._here()
        return marked or ([here] if here is not None and self._state.tab == "list" else [])

    def _fill_here(self) -> None:
        key, row = self.pane.place()
        self._say(self._summary())
        self._fill(key, row)

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_open_annotation(self) -> None:
        """Open the place; of the statistics, list what a row counts."""
        if self._state.tab == "statistics":
            if isinstance(self.pane.focus_key, tuple) and self.pane.focus_key[0] == "untagged":
                self._open_untagged(str(self.pane.focus_key[1]))
                return
            query = filter_of(self.pane.focus_key)
            if query:
                self._state.tab = "list"
                self.query_one(FilterField).value = query
                self._filter(query)
            return
        if self.pane.focus_key == "more":
            self._most += PAGE
            self._fill_here()
            return
        one = self._here()
        if one is None:
            return
        if self._library.find_entry(one.address.symbol, one.address.language) is None:
            self.reader_app.tell(_("{symbol} is not in the library.").format(symbol=one.address.symbol))
            return
        self._leave_place()
        self.app.pop_screen()
        self.reader_app.reader().open_address(one.address)

    def _open_untagged(self, symbol: str) -> None:
        """Open a document at its first paragraph without a topic."""
        self._leave_place()
        self.app.pop_screen()
        reader = self.reader_app.reader()
        reader.open(Place(symbol))
        reader.action_seek("untagged", 1)

    def action_edit_filter(self) -> None:
        """The keyboard to the filter."""
        self.set_focus(self.query_one(FilterField))

    def action_turn_annotations(self) -> None:
        """From the list to the statistics and back."""
        self._state.tab = "statistics" if self._state.tab == "list" else "list"
        self._fill()
        self.set_focus(self.pane)

    def action_turn_scope(self) -> None:
        """This document, or the whole library."""
        if self._symbol:
            self._state.everywhere = not self._state.everywhere
            self._seek(lambda: (None, None))

    def action_mark_annotation(self) -> None:
        """Mark the annotation in focus, or take its mark away, and go on."""
        one = self._here()
        if one is not None:
            self._state.marked ^= {one.id}
            self._fill_here()
            self.pane.action_next_paragraph()

    def action_mark_all(self) -> None:
        """Mark all that are found, or none."""
        every = {one.id for one in self._found}
        self._state.marked = set() if self._state.marked == every else every
        self._fill_here()

    def action_tag_chosen(self) -> None:
        """The tag chooser on what is marked, or on the annotation in focus."""
        spots = [Spot(one.address, one.span) for one in self.chosen()]
        if not spots:
            return
        from unreader.tui.annotating.tag_chooser import TagChooser

        many = counted(len(spots), _("{n} annotation"), _("{n} annotations"))
        self.app.push_screen(
            TagChooser(self._notebook, self._tagging, spots, many, self.reader_app.annotations_changed)
        )

    def action_note_chosen(self) -> None:
        """The note of the annotation in focus."""
        one = self._here()
        if one is None or self._state.tab != "list":
            return
        from unreader.tui.annotating.note_editor import NoteEditor
        from unreader.tui.place_words import meaning

        where = meaning(one.address.symbol, one.address.path)
        editor = NoteEditor(self._notebook, one.address, where, one.span)
        self.app.push_screen(editor, lambda _outcome: self.reader_app.annotations_changed())

    def action_delete_chosen(self) -> None:
        """Delete what is marked, or the annotation in focus, as one change."""
        gone = self.chosen()
        if not gone:
            return
        annotations, _codebook = self._notebook.parts()

        def delete() -> None:
            with annotations.step("delete", gone[0].address.plain):
                for one in gone:
                    annotations.delete(one.id)

        def deleted(outcome: UnreaderError | None) -> None:
            if isinstance(outcome, UnreaderError):
                self.reader_app.warn(outcome)
                return
            self.reader_app.annotations_changed()
            many = counted(len(gone), _("{n} annotation deleted."), _("{n} annotations deleted."))
            self.reader_app.tell(f"{many} {keyed(_('{undo} undoes it.'))}")

        self._make_change(len(gone), delete, deleted)

    def action_save_filter(self) -> None:
        """Save the filter by a name."""
        from unreader.tui.annotating.filter_names import FilterName

        query = self._state.query.strip()
        try:
            meant = self.read_filter()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        if meant is None:
            self.reader_app.tell(_("There is no filter to save: / types one."))
            return

        def named(name: str | None) -> None:
            if not name:
                return
            try:
                self._saved().save(name, query)
            except UnreaderError as error:
                self.reader_app.warn(error)
            else:
                self.reader_app.tell(_("Saved: filter:{name} in every filter.").format(name=name))

        self.app.push_screen(FilterName(query), named)

    def action_choose_filter(self) -> None:
        """Take one of the saved filters."""
        from unreader.tui.annotating.filter_names import SavedFilterList

        try:
            saved = self._saved()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        if not saved.by_name:
            self.reader_app.tell(keyed(_("No filter is saved yet: {save_filter} saves the one that is typed.")))
            return

        def taken(name: str | None) -> None:
            if name:
                self.query_one(FilterField).value = f"filter:{name}"

        self.app.push_screen(SavedFilterList(saved), taken)

    def action_export_found(self) -> None:
        """Export what is listed."""
        from unreader.tui.annotating.export_dialog import open_export

        document = "" if self._state.everywhere else self._symbol
        open_export(self.reader_app, document, self._state.query.strip())

    def _leave_place(self) -> None:
        self._state.focus, self._state.row = self.pane.place()

    def action_leave_annotations(self) -> None:
        """Back to the document."""
        self._leave_place()
        self.app.pop_screen()

    def action_run_key(self, action: str) -> None:
        """Run an action of the table of keys (a click in the footer)."""
        self.reader_app.run_key(action)

    def on_click(self, event: events.Click) -> None:
        """Two clicks open."""
        if event.chain == 2 and event.widget is self.pane:
            self.action_open_annotation()
