"""Two texts compared: side by side with level rows, or as one text with what differs marked.

Where the texts have next to nothing in common they are two documents side by side, without marks.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from unreader.library import Library
from unreader.model import Address, Block, UnreaderError
from unreader.said import said
from unreader.tui.comparing.comparing_run import ComparingRun
from unreader.tui.comparing.comparison_rows import Rows, plain
from unreader.tui.comparing.counts_bar import CountsBar
from unreader.tui.comparing.level_panes import LevelPane
from unreader.tui.document.comparison_words import count_words
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.frame.sized_screen import SizedScreen
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane, Paragraph
from unreader.tui.place_words import place_words
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.comparing.comparison import Comparison, Pair
    from unreader.tui.app import ReaderApp

View = Literal["beside", "one", "plain"]
#: Below this many columns the two texts are shown as one.
ONE_BELOW = 100
#: With fewer of the paragraphs paired (0 to 1), two texts have nothing to do with each other.
UNRELATED = 0.1
#: Seconds between two looks at how far a comparison is.
_LOOK = 0.1


class ComparisonScreen(SizedScreen):
    """Two places of the library compared."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "comparing")
    AUTO_FOCUS: ClassVar[str | None] = "#right"
    DEFAULT_CSS = """
    ComparisonScreen {
        & #sides { width: 1fr; height: 1fr; }
        & #sides > Vertical { width: 1fr; height: 1fr; }
        & #left-side { border-right: tall $panel; }
        & #one { width: 1fr; height: 1fr; display: none; }
        & #waiting { display: none; }
        &.-narrow #sides { layout: vertical; }
        &.-narrow #left-side { border-right: none; }
        &.-one #sides { display: none; }
        &.-one #one { display: block; }
        &.-waiting #sides, &.-waiting #one { display: none; }
        &.-waiting #waiting { display: block; }
    }
    """

    def __init__(self, library: Library, notebook: Notebook, a: Address, b: Address, focus: str = "") -> None:
        super().__init__()
        self._library = library
        self._notebook = notebook
        self.a, self.b = a, b
        self._focus_path = focus
        self._run: ComparingRun | None = None
        self._rows: Rows | None = None
        self.comparison: Comparison | None = None
        self._changes: list[int] = []
        self._wanted: Literal["beside", "one"] = "beside"
        self._plain = False
        self.only_changes = False

    def compose(self) -> ComposeResult:
        """Counts, the two panes, the one pane, the keys."""
        yield CountsBar()
        with Horizontal(id="sides"):
            with Vertical(id="left-side"):
                yield TitleBar(id="left-title")
                yield LevelPane(id="left")
            with Vertical():
                yield TitleBar(id="right-title")
                yield LevelPane(id="right")
        with Vertical(id="one"):
            yield TitleBar(id="one-title")
            yield UnifiedPane(id="one-text")
        yield ReadingPane(id="waiting")
        bar = KeyBar()
        bar.where = "comparing"
        yield bar

    @property
    def left(self) -> LevelPane:
        """The first text."""
        return self.query_one("#left", LevelPane)

    @property
    def right(self) -> LevelPane:
        """The second text."""
        return self.query_one("#right", LevelPane)

    @property
    def one(self) -> UnifiedPane:
        """Both as one."""
        return self.query_one("#one-text", UnifiedPane)

    @property
    def reader_app(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    @property
    def view(self) -> View:
        """How the texts are shown just now."""
        if self._plain:
            return "plain"
        return "one" if self._wanted == "one" or self.size.width < ONE_BELOW else "beside"

    # -- comparing -------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Compare; what takes long is done aside."""
        self.left.pair(self.right)
        self._compare()

    def on_unmount(self) -> None:
        """Nobody waits for the comparison any more."""
        if self._run is not None:
            self._run.stop()

    def _compare(self) -> None:
        self._rows = self.comparison = None
        self.query_one(CountsBar).counts = ()
        self.add_class("-waiting")
        self._run = ComparingRun(self._library, self.a, self.b)
        self._run.start(self.app, self._compared, beside=self.view == "beside")
        if not self._run.over:
            self._tell_share()
            self.set_timer(_LOOK, self._look)

    def _look(self) -> None:
        if self._run is not None and not self._run.over and self.is_attached:
            self._tell_share()
            self.set_timer(_LOOK, self._look)

    def _tell_share(self) -> None:
        share = self._run.share if self._run is not None else 0
        said = _("Comparing {a} with {b}: {percent}% … Esc stops it.")
        text = said.format(a=self.a.plain, b=self.b.plain, percent=round(100 * share))
        self.query_one("#waiting", ReadingPane).show([Paragraph("waiting", text, "hint", space_before=1)])

    def _compared(self, outcome: Rows | UnreaderError) -> None:
        if isinstance(outcome, UnreaderError):
            if self.is_attached:
                trouble = Paragraph("trouble", said(outcome), "error", space_before=1)
                self.query_one("#waiting", ReadingPane).show([trouble])
            return
        self._rows, self.comparison, self._changes = outcome, outcome.comparison, outcome.changes
        self.query_one(CountsBar).counts = tuple(count_words(outcome.comparison))
        self.remove_class("-waiting")
        self._plain = _unrelated(outcome.comparison)
        self._fill(self._first_focus())

    def _first_focus(self) -> Hashable:
        """The pair of the paragraph from which one came; None for the top."""
        comparison = self.comparison
        if comparison is None:
            return None
        if self._focus_path:
            for number, pair in enumerate(comparison.pairs):
                if self._focus_path in {block.path for block in (pair.a, pair.b) if block is not None}:
                    return number
        return None

    # -- showing ---------------------------------------------------------------------------------------------------

    def _fill(self, focus: Hashable = None, row: int | None = None) -> None:
        """Show the comparison in the present view, with this pair in focus."""
        rows = self._rows
        if rows is None:
            return
        view = self.view
        self.set_class(view == "one", "-one")
        self.left.level = self.right.level = view != "plain"
        if view == "plain":
            for pane, blocks in zip((self.left, self.right), self._blocks, strict=True):
                pane.show(plain(blocks))
        elif view == "one":
            self.one.show(rows.one(only_changes=self.only_changes), focus=focus, row=row)
        else:
            self.left.show_beside(*rows.beside(only_changes=self.only_changes), focus, row)
        if view == "one":
            self.set_focus(self.one)
        elif self.focused is not self.left:
            self.set_focus(self.right)
        self._tell_place()

    def _nearest(self, key: Hashable) -> Hashable:
        """The pair itself where it is shown, else the next change, else the last one."""
        if not self.only_changes or not isinstance(key, int) or key in self._changes:
            return key
        return next((number for number in self._changes if number > key), self._changes[-1] if self._changes else None)

    @property
    def _blocks(self) -> tuple[Sequence[Block], Sequence[Block]]:
        """The blocks of either text."""
        return self._run.blocks if self._run is not None else ((), ())

    @property
    def pane(self) -> LinePane:
        """The pane that the keys go to."""
        if self.view == "one":
            return self.one
        return self.left if self.focused is self.left else self.right

    @on(LinePane.FocusMoved)
    def _moved(self, event: LinePane.FocusMoved) -> None:
        if self.comparison is None:
            return
        if self.view == "beside" and event.pane is self.pane and self.left.together:
            other = self.left if event.pane is self.right else self.right
            other.focus_like_partner(event.key)
        self._tell_place()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        super().on_resize(event)
        self.set_class(event.size.width < ONE_BELOW, "-narrow")
        view: View = "one" if self.has_class("-one") else "beside"
        if self.comparison is not None and not self._plain and view != self.view:
            pane = self.one if view == "one" else self.right
            self._fill(*pane.place())

    def _tell_place(self) -> None:
        """Title bars: which text, and which of its paragraphs."""
        for title, place, pane, side in (
            ("#left-title", self.a, self.left, "a"),
            ("#right-title", self.b, self.right, "b"),
            ("#one-title", self.b, self.one, ""),
        ):
            bar = self.query_one(title, TitleBar)
            bar.symbol = self._called(place) if side else f"{self._called(self.a)} → {self._called(self.b)}"
            entry = self._library.find_entry(place.symbol, place.language)
            bar.within = (entry.title,) if entry is not None and side else ()
            bar.place = self._place_of(pane.focus_key, side)
        at = self._at_change()
        bar_words = _("change {n} of {of}").format(n=at, of=len(self._changes)) if at else ""
        if not self._changes and not self._plain and self.comparison is not None:
            bar_words = "" if self.comparison.by_address else _("nothing has changed")
        self.query_one(CountsBar).place = keyed(_("without marks: {without_marks}")) if self._plain else bar_words

    def _called(self, place: Address) -> str:
        """A text's address; with its language where two versions are compared."""
        return str(place if self.a.symbol == self.b.symbol else place.plain)

    def _place_of(self, key: Hashable, side: str) -> str:
        pair = self._pair(key)
        if isinstance(key, str) and self._plain:
            return place_words(key.rpartition("/")[2])
        if pair is None:
            return ""
        block = {"a": pair.a, "b": pair.b}.get(side, pair.b or pair.a)
        return place_words(block.path.rpartition("/")[2]) if block is not None else "—"

    def _at_change(self) -> int:
        """Which change one stands at, counted from 1; 0 at none."""
        key = self.pane.focus_key
        return self._changes.index(key) + 1 if isinstance(key, int) and key in self._changes else 0

    def _pair(self, key: Hashable) -> Pair | None:
        comparison = self.comparison
        return comparison.pairs[key] if comparison is not None and isinstance(key, int) else None

    # -- moving ----------------------------------------------------------------------------------------------------

    def action_next_change(self) -> None:
        """The next paragraph in which something changed."""
        self._to_change(1)

    def action_previous_change(self) -> None:
        """The one before."""
        self._to_change(-1)

    def _to_change(self, step: int) -> None:
        if self.comparison is None or self._plain:
            return
        if not self._changes:
            self.reader_app.tell(_("Nothing has changed."))
            return
        key = self.pane.focus_key
        here = key if isinstance(key, int) else -1
        ahead = [number for number in self._changes if (number > here if step > 0 else number < here)]
        if not ahead:
            self.reader_app.tell(_("No change further down.") if step > 0 else _("No change further up."))
            return
        self.pane.focus_paragraph(ahead[0] if step > 0 else ahead[-1])

    def action_other_side(self) -> None:
        """The keyboard to the other text."""
        if self.view != "one":
            self.set_focus(self.left if self.focused is self.right else self.right)
            self._tell_place()

    def action_scroll_apart(self) -> None:
        """Each text scrolls by itself, or both together again."""
        if self.view == "one":
            self.reader_app.tell(keyed(_("The texts are shown as one: {change_view} shows them side by side.")))
            return
        together = not self.left.together
        self.left.together = self.right.together = together
        if together:
            (self.left if self.pane is self.right else self.right).align_with_partner()
        said = (
            _("The texts scroll together.")
            if together
            else _("Each text scrolls by itself; {scroll_apart} brings them together.")
        )
        self.reader_app.tell(keyed(said))

    def action_change_view(self) -> None:
        """Side by side, or as one text."""
        if self.comparison is None or self._plain:
            return
        if self.size.width < ONE_BELOW:
            said = _("Side by side needs {columns} columns.").format(columns=ONE_BELOW)
            self.reader_app.tell(said)
            return
        key, row = self.pane.place()
        self._wanted = "beside" if self._wanted == "one" else "one"
        self._fill(key, row)

    def action_only_changes(self) -> None:
        """Only what changed, or everything."""
        if self.comparison is not None and not self._plain:
            if not self._changes:
                self.reader_app.tell(_("Nothing has changed."))
                return
            key, row = self.pane.place()
            self.only_changes = not self.only_changes
            self._fill(self._nearest(key), row)

    def action_without_marks(self) -> None:
        """Two documents side by side, each by itself; or compared again."""
        if self.comparison is not None:
            self._plain = not self._plain
            self.left.together = self.right.together = True
            self._fill()

    def action_exchange(self) -> None:
        """The left text to the right, the right one to the left."""
        if self.comparison is not None:
            pair = self._pair(self.pane.focus_key)
            block = (pair.b or pair.a) if pair is not None else None
            self._focus_path = block.path if block is not None else ""
            self.a, self.b = self.b, self.a
            self._compare()

    # -- doing -----------------------------------------------------------------------------------------------------

    def _block(self) -> tuple[Address, Block] | None:
        """The paragraph in focus, of the text that has the keyboard; of the other where that has none."""
        comparison = self.comparison
        if comparison is None:
            return None
        key, left = self.pane.focus_key, self.pane is self.left
        if self._plain:
            place = self.a if left else self.b
            block = next((one for one in self._blocks[0 if left else 1] if one.path == key), None)
            return (Address(place.symbol, block.path, place.language), block) if block is not None else None
        pair = self._pair(key)
        if pair is None:
            return None
        for place, block in ((self.a, pair.a), (self.b, pair.b)) if left else ((self.b, pair.b), (self.a, pair.a)):
            if block is not None:
                return Address(place.symbol, block.path, place.language), block
        return None

    def action_open_paragraph(self) -> None:
        """The paragraph in focus, in the reader."""
        found = self._block()
        if found is not None:
            reader = self.reader_app.pop_to_reader()
            reader.leave_comparison(self.a, self.b)
            reader.open_address(found[0])

    def action_copy_pair(self) -> None:
        """The paragraph as both texts have it, with what differs, to the clipboard."""
        from unreader.exporting.comparison_text import comparison_text

        pair = self._pair(self.pane.focus_key)
        found = self._block()
        if self.comparison is not None and pair is not None:
            said = comparison_text(self.comparison, [pair], colour=False)
            self.app.copy_to_clipboard(said.partition("\n\n")[2].strip().lstrip("+-~ ") + "\n")
        elif found is not None:
            self.app.copy_to_clipboard(found[1].text)

    def action_export_comparison(self) -> None:
        """Write what is seen: Markdown or a page."""
        from unreader.tui.comparing.comparison_export import ComparisonExport, Form, export

        comparison = self.comparison
        if comparison is None:
            return

        def chosen(form: Form | None) -> None:
            if form is None:
                return
            pairs = comparison.changed if self.only_changes else comparison.pairs
            try:
                said = export(self._notebook.folder / "exports", comparison, pairs, form, columns=self.view != "one")
            except UnreaderError as error:
                self.reader_app.warn(error)
            else:
                self.reader_app.tell(said)

        self.app.push_screen(ComparisonExport(only_changes=self.only_changes), chosen)

    def action_carry_annotations(self) -> None:
        """The annotations of the left text, on their way to the right one."""
        from unreader.tui.comparing.carrying_screen import CarryingScreen

        if self.comparison is not None:
            self.app.push_screen(CarryingScreen(self._library, self._notebook, self.comparison, self.a, self.b))

    @on(LinePane.Clicked)
    def _clicked(self, event: LinePane.Clicked) -> None:
        event.stop()

    def action_leave_comparison(self) -> None:
        """Back to where one came from; what is under way stops."""
        self.app.pop_screen()

    def action_run_key(self, action: str) -> None:
        """Run an action of the table of keys (a click in the footer)."""
        self.reader_app.run_key(action)


class UnifiedPane(ReadingPane):
    """Both texts as one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = LevelPane.COMPONENT_CLASSES
    DEFAULT_CSS = LevelPane.DEFAULT_CSS.replace("LevelPane", "UnifiedPane")


def _unrelated(comparison: Comparison) -> bool:
    """Whether next to nothing of the two texts belongs together."""
    paired = sum(pair.a is not None and pair.b is not None for pair in comparison.pairs)
    return not comparison.by_address and paired < UNRELATED * max(1, len(comparison.pairs))
