"""The stages of a text: the document, the draft or the paragraph in focus, from the first draft to what was adopted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult

from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.tui.aside import aside
from unreader.tui.beside.card_paragraphs import OpenPage, OpenPlace
from unreader.tui.comparing.compare_chooser import parts
from unreader.tui.comparing.stage_rows import Refused, here_key, page_of, stage_rows, step_at, title_at
from unreader.tui.comparing.stage_words import FoundStages, history_aside
from unreader.tui.frame.bars import TitleBar
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.frame.list_screen import ListScreen
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.page.line_pane import LinePane, Paragraph
from unreader.tui.place_words import meaning
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.comparing.stages import StepTaken

Order = Literal["before", "after"]


class StagesScreen(ListScreen):
    """The stages of the text at a place. Tab turns from the paragraph to its text and to the document."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "stages")
    LIST = "stages"
    AUTO_FOCUS: ClassVar[str | None] = "#stages"
    DEFAULT_CSS = """
    StagesScreen ReadingPane > .line-pane--quote { color: $text-warning; text-style: none; }
    """

    def __init__(self, library: Library, here: Address) -> None:
        super().__init__()
        self._library = library
        self._parts = parts(library, here)
        self._part = self._parts[0]
        self._found: FoundStages | None = None
        self._refused: Sequence[Address] = ()

    # -- looking for them ------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Look for the stages aside."""
        self.pane.measure = 100
        self._look()

    def _look(self) -> None:
        part = self._part
        self._found = None
        self._title(_("looking …"))
        self.pane.show([Paragraph("looking", _("Looking for stages …"), "hint", space_before=1, focusable=False)])
        aside(
            self.app,
            history_aside(self._library, part, lambda: self.is_attached and part == self._part),
            lambda found: self._take(part, found),
        )

    def _take(self, part: Address, found: FoundStages | UnreaderError) -> None:
        if part != self._part or not self.is_attached:
            return
        if isinstance(found, UnreaderError):
            self.pane.show([Paragraph("trouble", said(found), "error", space_before=1, focusable=False)])
            return
        self._found = found
        self._fill()

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        try:
            self._refused = refused_by_a_person(self._library, self._part)
        except UnreaderError as error:
            self.reader_app.warn(error)
        rows = stage_rows(self._library, found.history, self._refused, self._part.language or "en", self._part)
        if not rows:
            nothing = _("No other stages of this text are known.")
            rows.append(Paragraph("nothing", nothing, "hint", space_before=1, focusable=False))
        if found.unindexed:
            said = _("{n} documents were not looked through for probable stages: the tab “where else” reads them once.")
            words = said.format(n=found.unindexed)
            rows.append(Paragraph("unindexed", words, "hint", space_before=1, focusable=False))
        self.pane.show(rows, focus=here_key(found.history, self._part), row=1)
        count = len(found.history.stages) + sum(map(len, found.history.texts.values()))
        self._title(counted(count, _("{n} stage"), _("{n} stages")))

    def _title(self, place: str) -> None:
        bar = self.query_one(TitleBar)
        part = self._part
        bar.symbol = _("Stages of {place}").format(place=meaning(part.symbol, part.path))
        bar.within, bar.place = (title_at(self._library, part),), place

    # -- choosing --------------------------------------------------------------------------------------------------

    def _step(self) -> StepTaken | None:
        return step_at(self._found.history, self.pane.focus_key) if self._found is not None else None

    def action_compare_stage(self) -> None:
        """The stage compared with the one before it; the first one is opened."""
        step = self._step()
        if step is None:
            return
        if step.address is None:
            said = _(
                "{place} is not in the library. {open_stage} opens its page, {copy_stage} copies the page's address."
            )
            self.reader_app.tell(keyed(said, place=meaning(step.stage.text.symbol, step.stage.text.path)))
        elif step.comparison is not None:
            self._compare(step.comparison.a, step.comparison.b)
        elif step.before is None:
            self.action_open_stage()
        else:
            self._compare(step.before, step.address)

    def action_compare_with_here(self) -> None:
        """The stage compared with the text from which one came."""
        step = self._step()
        if step is not None and step.address is not None and step.address.plain != self._part.plain:
            self._compare(step.address, self._part)

    def _compare(self, a: Address, b: Address) -> None:
        def in_language(place: Address) -> Address:
            entry = self._library.find_entry(place.symbol, self._part.language)
            return Address(place.symbol, place.path, entry.language if entry else "")

        self.reader_app.reader().show_comparison(in_language(a), in_language(b))

    def action_open_stage(self) -> None:
        """The stage in the reader; in the browser where the library has it not."""
        step = self._step()
        if step is None:
            return
        if step.address is not None:
            self.reader_app.pop_to_reader().open_address(step.address)
        elif url := self._page(step):
            self.app.open_url(url)
            self.reader_app.tell(_("Opened in the browser: {url}").format(url=url))

    def action_copy_stage(self) -> None:
        """The web address of the stage to the clipboard."""
        step = self._step()
        if step is not None and (url := self._page(step)):
            self.app.copy_to_clipboard(url)

    def _page(self, step: StepTaken) -> str:
        url = page_of(step, self._part.language or "en")
        if not url:
            self.reader_app.tell(_("It has no page of its own on the web."))
        return url

    @on(LinePane.Clicked)
    def _clicked(self, event: LinePane.Clicked) -> None:
        event.stop()
        if isinstance(event.payload, OpenPage):
            self.app.open_url(event.payload.url)
        elif isinstance(event.payload, OpenPlace):
            self.reader_app.pop_to_reader().open_address(event.payload.place)

    def on_click(self, event: events.Click) -> None:
        """Two clicks compare."""
        if event.chain == 2 and event.widget is self.pane:
            self.action_compare_stage()

    def action_widen_text(self) -> None:
        """The stages of the text, of the whole document, of the paragraph."""
        at = self._parts.index(self._part)
        self._part = self._parts[(at + 1) % len(self._parts)]
        self._look()

    # -- deciding --------------------------------------------------------------------------------------------------

    def action_confirm_stage(self) -> None:
        """A probable stage is one: say in which order."""
        step = self._step()
        if step is None or not step.probable or step.address is None or step.before is None:
            self.reader_app.tell(_("Only a probable stage is to be confirmed."))
            return
        text, other = step.before.plain, step.address.plain

        def chosen(order: Order | None) -> None:
            if order is not None:
                from unreader.comparing.decisions import decide_follows

                earlier, later = (other, text) if order == "before" else (text, other)
                self._decide(lambda: decide_follows(self._library.root, earlier, later))

        self.app.push_screen(OrderDialog(text, other, likely=_likely(self._library, text, other)), chosen)

    def action_refuse_stage(self) -> None:
        """A probable stage is none; what a person said before is taken back."""
        from unreader.comparing.decisions import decide_unrelated, forget
        from unreader.comparing.stages import CONFIRMED, text_around

        root, key, step = self._library.root, self.pane.focus_key, self._step()
        text = text_around(self._library, self._part).plain
        if isinstance(key, Refused):
            self._decide(lambda: forget(root, text, key.text))
        elif step is not None and step.probable and step.address is not None and step.before is not None:
            one, other = step.before.plain, step.address.plain
            self._decide(lambda: decide_unrelated(root, one, other))
        elif step is not None and step.stage.source == CONFIRMED:
            taken_back = step.stage.text.plain
            self._decide(lambda: forget(root, text, taken_back))
        else:
            self.reader_app.tell(_("A document says so: only what is probable or was confirmed can be refused."))

    def _decide(self, decide: Callable[[], object]) -> None:
        try:
            decide()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        self._look()

    def action_leave_stages(self) -> None:
        """Back to the document."""
        self.app.pop_screen()


class OrderDialog(Dialog[Order]):
    """Which of two texts came first."""

    def __init__(self, text: Address, other: Address, *, likely: Order) -> None:
        super().__init__(_("A stage of the same text: in which order?"), _("letter or Enter: confirm · Esc: close"))
        names = {"text": meaning(text.symbol, text.path), "other": meaning(other.symbol, other.path)}
        self._likely = likely
        self._orders: tuple[tuple[str, Order, str], ...] = (
            ("b", "before", _("{other} came before {text}").format(**names)),
            ("a", "after", _("{other} came after {text}").format(**names)),
        )

    def inside(self) -> ComposeResult:
        """The two orders."""
        yield ChoiceList(id="orders")

    def on_mount(self) -> None:
        """The likelier one in focus."""
        rows = [Paragraph(order, words, "item", label=letter) for letter, order, words in self._orders]
        self.query_one(ChoiceList).choices(rows, focus=self._likely)

    def on_key(self, event: events.Key) -> None:
        """An order's letter."""
        for letter, order, _words in self._orders:
            if event.character == letter:
                event.stop()
                self.dismiss(order)

    @on(LinePane.Activated)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self.dismiss("before" if event.key == "before" else "after")


def refused_by_a_person(library: Library, part: Address) -> list[Address]:
    """The texts of which a person said that they are no stages of the text at a place. Raises DecisionError."""
    from unreader.comparing.decisions import read_decisions
    from unreader.comparing.stages import text_around

    text = text_around(library, part).plain
    pairs = (sorted(pair) for pair in read_decisions(library.root).unrelated if text in pair)
    return sorted(one for pair in pairs for one in pair if one != text)


def _likely(library: Library, text: Address, other: Address) -> Order:
    """The order that the dates of the two tell, or what they are on their way."""
    from unreader.comparing.stages import came_before

    return "after" if came_before(library, text, other) else "before"
