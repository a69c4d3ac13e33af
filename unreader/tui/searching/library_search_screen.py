"""Searching the library: a field, and under it what is found in all documents, while one types.

The screen is kept when a hit is opened, so that one comes back to the list as one left it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from unreader.library import Library
from unreader.library.full_text import Found
from unreader.model import Address, UnreaderError
from unreader.said import said as in_words
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.frame.sized_screen import SizedScreen
from unreader.tui.keys.table import Area
from unreader.tui.page.line_pane import Paragraph
from unreader.tui.searching.found_list import HitKey, found_lines
from unreader.tui.searching.search_field import SearchField
from unreader.tui.searching.searches import Asked, Batch, LibrarySearches
from unreader.wording import _, counted
from unreader.working.narrowing import Typed, split_typed

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


class LibrarySearchScreen(SizedScreen):
    """A query and its results."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "searching")
    AUTO_FOCUS: ClassVar[str | None] = "SearchField"
    DEFAULT_CSS = """
    LibrarySearchScreen {
        & #query { height: 1; padding: 0 1; background: $surface; }
        & #query-sign { width: auto; color: $text-accent; text-style: bold; margin: 0 1 0 0; }
        & SearchField, & SearchField:focus { width: 1fr; background: $surface; border: none; padding: 0; }
        & #said { height: 1; width: 1fr; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        & #said.-trouble { color: $text-error; }
        & ReadingPane { background: $background; }
    }
    """

    def __init__(self, library: Library, searches: LibrarySearches) -> None:
        super().__init__()
        self._library = library
        self._searches = searches
        self._found: list[Found] = []
        self._asked: Asked | None = None
        self._over = True

    def compose(self) -> ComposeResult:
        """Title, field, what there is to say, results, keys."""
        title = TitleBar()
        title.symbol = _("Search")
        title.within = (str(self._library.root),)
        yield title
        with Horizontal(id="query"):
            yield Static("/", id="query-sign", markup=False)
            yield SearchField(self.reader_app.query_history, _("words, /expression/, kind:operative doc:A/79/459 …"))
        yield Static("", id="said", markup=False)
        yield ReadingPane(id="results")
        bar = KeyBar()
        bar.where = "searching"
        yield bar

    @property
    def reader_app(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    @property
    def field(self) -> SearchField:
        """The query."""
        return self.query_one(SearchField)

    @property
    def results(self) -> ReadingPane:
        """What was found."""
        return self.query_one("#results", ReadingPane)

    @property
    def is_over(self) -> bool:
        """Whether everything that was asked for has been found."""
        return self._over

    def on_mount(self) -> None:
        """Say what may be typed."""
        self.results.measure = 200
        self.results.centred = False
        self._say(_hint())

    def documents_changed(self) -> None:
        """Documents came or went: search again."""
        self._ask(self._asked)

    def begin(self, *, in_list: bool) -> None:
        """Shown again: the keyboard to the list as it was left, or to the field, where typing begins anew."""
        if in_list and self._found:
            self.set_focus(self.results)
        else:
            self.set_focus(self.field)
            self.field.action_select_all()

    def look_for(self, words: str) -> None:
        """Look for this, in everything."""
        self.call_after_refresh(self._look_for, words)

    def _look_for(self, words: str) -> None:
        self.field.expression = False
        self.field.begin(words)

    # -- asking ----------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(SearchField.Turned)
    def _typed(self) -> None:
        self.query_one("#query-sign", Static).update(Content(_("regex") if self.field.expression else "/"))
        typed = split_typed(self.field.value)
        asked = Asked(typed.words, typed.terms, self.field.expression)
        if asked != self._asked:
            self._ask(asked)

    def _ask(self, asked: Asked | None) -> None:
        self._asked = asked
        self._found = []
        if asked is None or not asked.words.strip():
            self._over = True
            self._searches.drop()
            self._fill(())
            self._say(_hint())
            return
        self._over = False
        self._say(_("searching …"))
        self._searches.ask(asked, self._hear)

    def _hear(self, batch: Batch) -> None:
        """Take in what was found."""
        first = not self._found
        self._found += batch.found
        self._over = batch.over
        if batch.trouble:
            self._fill(())
            self._say(in_words(batch.trouble), trouble=True)
            return
        if any(one.hits for one in batch.found) or (first and batch.over):
            self._fill(tuple(found_lines(self._found)))
        hits, documents = sum(one.count for one in self._found), len(self._found)
        listed = sum(len(one.hits) for one in self._found)
        parts = [
            counted(hits, _("{n} hit"), _("{n} hits")),
            counted(documents, _("in {n} document"), _("in {n} documents")),
        ]
        if not hits and batch.over:
            parts = [_("not found")]
        if listed < hits:
            parts.append(_("the first {n} are listed").format(n=listed))
        if not batch.over:
            parts.append(_("searched {done} of {of} documents …").format(done=batch.done, of=batch.of))
        elif self._searches.indexed < self._searches.to_index:
            said = _("indexing for later searches: {done} of {of}")
            parts.append(said.format(done=self._searches.indexed, of=self._searches.to_index))
        self._say(" · ".join(parts))

    def _say(self, message: str, *, trouble: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.update(Content(message))
        said.set_class(trouble, "-trouble")

    def _fill(self, lines: Sequence[Paragraph]) -> None:
        key, row = self.results.place()
        if isinstance(key, HitKey) and not self.field.has_focus:
            self.results.show(lines, focus=key, row=row)
        else:
            self.results.show(lines)

    # -- field and list --------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(SearchField.Below)
    def _to_list(self) -> None:
        self.reader_app.query_history.add(self.field.value)
        if self._found:
            self.set_focus(self.results)

    def action_edit_query(self) -> None:
        """The keyboard to the field."""
        self.set_focus(self.field)
        self.field.begin(self.field.value)

    def action_other_part(self) -> None:
        """From the field to the list and back."""
        if self.field.has_focus:
            self._to_list()
        else:
            self.action_edit_query()

    async def action_open_hit(self) -> None:
        """Open the document at the hit, with the search open there."""
        key = self.results.focus_key
        asked = self._asked
        if not isinstance(key, HitKey) or asked is None:
            return
        self.reader_app.query_history.add(self.field.value)
        place = Address(key.symbol, key.path, key.language)
        self.app.pop_screen()
        await self.reader_app.open_hit(place, key.start, asked.words, expression=asked.expression)

    def action_leave_search(self) -> None:
        """Back to what lies under it, as it was left."""
        self._searches.drop()
        self.app.pop_screen()

    def action_back_from_search(self) -> None:
        """The list is a step of the way back: to the place before it."""
        self.action_leave_search()
        self.reader_app.step_back()

    # -- narrowing -------------------------------------------------------------------------------------------------

    def action_only_document(self) -> None:
        """Only the document of the hit in focus, or every one again."""
        key = self._key()
        if key is not None:
            self._turn("doc", key.symbol)

    def action_only_kind(self) -> None:
        """Only paragraphs of the kind of the one in focus, or every kind again."""
        key = self._key()
        if key is not None:
            try:
                kinds = {block.path: block.kind for block in self._library.document(key.symbol, key.language).blocks}
            except UnreaderError as error:
                self.reader_app.warn(error)
                return
            self._turn("kind", kinds.get(key.path, ""))

    def action_next_topic(self) -> None:
        """Only what is tagged with a topic: the next one of the codebook, after the last none again."""
        topics = [choice.topic for choice in self.reader_app.notebook.choices()]
        self._next("topic", topics)

    def action_next_cited(self) -> None:
        """Only what cites something that the paragraph in focus cites: the next of it, after the last none again."""
        key = self._key()
        if key is None:
            return
        try:
            cited = self._library.cites(Address(key.symbol, key.path, key.language))
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        targets = [one.citation.target for one in cited if one.citation.target and one.citation.target != "#"]
        self._next("cites", list(dict.fromkeys(targets)))

    def action_everywhere(self) -> None:
        """Everywhere again."""
        self._write(Typed(split_typed(self.field.value).words, ()))

    def _key(self) -> HitKey | None:
        key = self.results.focus_key
        return key if isinstance(key, HitKey) else None

    def _turn(self, field: str, value: str) -> None:
        typed = split_typed(self.field.value)
        term = f"{field}:{value}"
        kept = tuple(one for one in typed.terms if not one.startswith(f"{field}:"))
        self._write(Typed(typed.words, kept if term in typed.terms else (*kept, term)))

    def _next(self, field: str, values: Sequence[str]) -> None:
        typed = split_typed(self.field.value)
        now = next((one.partition(":")[2] for one in typed.terms if one.startswith(f"{field}:")), "")
        at = values.index(now) + 1 if now in values else 0
        kept = tuple(one for one in typed.terms if not one.startswith(f"{field}:"))
        if at < len(values):
            kept = (*kept, f"{field}:{values[at]}")
        elif not values:
            self.reader_app.tell(_("There is nothing to narrow by here."))
        self._write(Typed(typed.words, kept))

    def _write(self, typed: Typed) -> None:
        self.field.value = str(typed)


def _hint() -> str:
    return _("words, or a /regular expression/ · narrowed by doc: kind: topic: cites: · Alt+R: regex")
