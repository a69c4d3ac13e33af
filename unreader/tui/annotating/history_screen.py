"""The history of changes: what was done, when, by whom and where; what each changed; and a way back to any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from unreader.model import Address, UnreaderError
from unreader.tui.annotating.history_words import difference_paragraphs, operation_words, step_paragraph
from unreader.tui.annotating.undoing import UndoingScreen
from unreader.tui.aside import in_slices
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.filling import Filling
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane, Paragraph
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.annotating import Changed, Step

#: How many changes are listed at first, and how many more with each Enter at the end.
PAGE = 500
#: How many differences are shown of one change, and before going back.
_DIFFERENCES = 100
_BESIDE = 100
#: Changes that are read while a key may wait.
_BATCH = 50


class HistoryScreen(UndoingScreen):
    """The changes, the newest first, and beside the list what the one in focus changed."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "history", "undoing")
    AUTO_FOCUS: ClassVar[str | None] = "#changes"
    DEFAULT_CSS = """
    HistoryScreen {
        & #both { width: 1fr; height: 1fr; layout: horizontal; }
        & #change { width: 45%; height: 1fr; background: $background; }
        &.-stacked { & #both { layout: vertical; } & #change { width: 1fr; height: 40%; } }
    }
    """

    def __init__(self, notebook: Notebook) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (_BESIDE, "-beside")]
        self._notebook = notebook
        self._steps: list[Step] = []
        self._most = PAGE
        #: Counts what was asked, so that an answer that nobody waits for is not shown.
        self._asked = 0

    def compose(self) -> ComposeResult:
        """Title, list, what a change did, keys."""
        yield TitleBar()
        with Container(id="both"):
            yield ReadingPane(id="changes")
            yield ReadingPane(id="change")
        bar = KeyBar()
        bar.where = "history"
        yield bar

    @property
    def _list(self) -> ReadingPane:
        return self.query_one("#changes", ReadingPane)

    def on_mount(self) -> None:
        """Fill the list."""
        for pane in self.query(ReadingPane):
            pane.measure, pane.centred = 200, False
        self._filling = Filling(self._list)
        self.annotations_changed()

    def annotations_changed(self) -> None:
        """Show the changes as they are now."""
        count = self.annotations.newest_change
        title = self.query_one(TitleBar)
        title.symbol = _("History of changes")
        title.place = counted(count, _("{n} change"), _("{n} changes"))
        key, row = self._list.place()
        self._filling.fill(self._batches(count), focus=key, row=row if key is not None else None)
        self._show_change()

    def _batches(self, count: int) -> Iterator[list[Paragraph]]:
        """The changes as rows, the newest first, some at a time."""
        steps: list[Step] = []
        self._steps = steps
        while len(steps) < self._most:
            some = self.annotations.history(_BATCH, steps[-1].number if steps else 0)[::-1]
            if not some:
                break
            steps += some
            yield [step_paragraph(step) for step in some]
        if not steps:
            yield [Paragraph("none", _("Nothing has been changed yet."), "hint", focusable=False)]
        elif len(steps) == self._most < count:
            yield [Paragraph("older", _("Older changes: Enter shows them."), "hint")]

    @on(LinePane.FocusMoved, "#changes")
    def _moved(self) -> None:
        self._show_change()

    def _show_change(self) -> None:
        """What the change in focus did."""
        step = self._chosen()
        pane = self.query_one("#change", ReadingPane)
        if step is None:
            pane.show([])
            return
        head = Paragraph("head", f"{step.number}  {operation_words(step)}", "card-head", focusable=False)
        try:
            found = self.annotations.changes_of(step.number, 2 * _DIFFERENCES)
        except KeyError:
            found = ()
        pane.show([head, *difference_paragraphs(found, _DIFFERENCES, step.count)])

    def _chosen(self) -> Step | None:
        key = self._list.focus_key
        return next((step for step in self._steps if step.number == key), None)

    # -- keys ------------------------------------------------------------------------------------------------------

    def action_open_change(self) -> None:
        """Read the place of the change in focus; at the end, show older ones."""
        if self._list.focus_key == "older":
            self._most += PAGE
            self.annotations_changed()
            return
        step = self._chosen()
        app = self.reader_app
        if step is None:
            return
        where = Address.parse(step.address) if step.address else None
        if where is None or app.library.find_entry(where.symbol, where.language) is None:
            app.tell(_("This change was not made in a text that is here."))
            return
        app.pop_screen()
        app.reader().open_address(where)

    def action_go_back_to(self) -> None:
        """Make everything as it was after the change in focus, when it is confirmed."""
        step = self._chosen()
        if step is None:
            return
        self._asked += 1
        asked, number = self._asked, step.number
        found: list[Changed] = []

        def work() -> Iterator[None]:
            for some in self.annotations.some_changed_since(number):
                found.extend(some)
                yield

        def done(trouble: UnreaderError | None) -> None:
            if asked == self._asked and self.is_attached:
                self._ask(number, found, trouble)

        self.reader_app.tell(_("searching …"))
        in_slices(self.reader_app, work(), done, lambda: asked == self._asked and self.is_attached)

    def _ask(self, number: int, found: Sequence[Changed], trouble: UnreaderError | None) -> None:
        """Say what going back to a change would change, and do it when it is confirmed."""
        from unreader.tui.frame.confirm import Confirm

        app = self.reader_app
        app.clear_notifications()
        if trouble is not None:
            app.warn(_("The history before this change cannot be read."))
            return
        if not found:
            app.tell(_("Nothing differs from how it was then."))
            return
        one = _("This would be as it was then.")
        many = _("These {n} would be as they were then.")
        said = f"{counted(len(found), one, many)} {keyed(_('{undo} takes that back.'))}"

        def answered(yes: bool | None) -> None:
            if yes:
                self._make_change(len(found), lambda: self.annotations.go_back(number), gone_back)

        def gone_back(outcome: int | UnreaderError) -> None:
            if isinstance(outcome, UnreaderError):
                app.warn(outcome)
                return
            self._notebook.refresh()
            app.annotations_changed()
            app.tell(keyed(_("As it was after change {number}. {undo} takes that back."), number=number))
            if left := self._notebook.left_as_edited():
                app.warn(left)

        title = _("Go back to change {number}?").format(number=number)
        preview = difference_paragraphs(found, _DIFFERENCES)
        app.push_screen(Confirm(title, said, preview), answered)

    def action_other_part(self) -> None:
        """The keyboard to the other pane."""
        pane = self.query_one("#change", ReadingPane)
        self.set_focus(self.query_one("#changes", ReadingPane) if pane.has_focus else pane)

    def action_leave_history(self) -> None:
        """Back to the document."""
        self.app.pop_screen()
