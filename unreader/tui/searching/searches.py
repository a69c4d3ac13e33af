"""Searches of the whole library, in a thread: a later query overtakes an earlier one; between them the index grows.

The thread has a library and annotations of its own on the same folder. What it finds comes back in batches, in the
reader's own thread: the first as soon as there is one, the others as often as an eye follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from unreader.library import Entry, Library
from unreader.library.full_text import Found, FullText
from unreader.library.queries import read_query
from unreader.model import UnreaderError
from unreader.tui.aside import AsideError
from unreader.wording import _

if TYPE_CHECKING:
    from textual.app import App

    from unreader.annotating import Annotations
    from unreader.annotating.filters import TopicOf
    from unreader.library.full_text import Scope

Result = TypeVar("Result")

#: Hits that are listed; of further ones the number is told.
MOST_LISTED = 500
#: Seconds between two batches.
_BATCH = 0.2


class _LeftError(Exception):
    """The reader has been left meanwhile: there is nobody to tell anything."""


class Asked(Struct, frozen=True):
    """A search: the words or the expression, and the terms of filters."""

    words: str
    terms: tuple[str, ...] = ()
    expression: bool = False


class Batch(Struct, frozen=True):
    """What more was found: documents looked through so far and in all, and whether that was the last of it."""

    found: tuple[Found, ...]
    done: int
    of: int
    over: bool
    trouble: str = ""


#: Called with a batch of the search that was asked for last.
Tell = Callable[[Batch], None]


class LibrarySearches:
    """The searches of one program. `progress` hears how many documents are indexed, of how many."""

    def __init__(self, app: App[int], root: Path, visited: Callable[[], Sequence[Entry]]) -> None:
        self._app = app
        self._root = root
        self._visited = visited
        self._wake = Condition()
        self._job: tuple[Asked, Tell] | None = None
        self._asked = 0
        self._again = True
        self._stopped = False
        self._thread: Thread | None = None
        #: Documents that are to be indexed, and how many of them are.
        self.indexed, self.to_index = 0, 0

    def begin(self) -> None:
        """Begin to index what is not indexed yet; nothing to do in a small library."""
        if self._thread is None:
            # A daemon: quitting never waits; the index has a document whole or not at all.
            self._thread = Thread(target=self._run, name="unreader-searches", daemon=True)
            self._thread.start()

    def ask(self, asked: Asked, tell: Tell) -> None:
        """Search for this instead of anything that was asked before."""
        with self._wake:
            self._asked += 1
            self._job = asked, tell
            self._wake.notify()
        self.begin()

    def drop(self) -> None:
        """Give up what was asked."""
        with self._wake:
            self._asked += 1
            self._job = None

    def refresh(self) -> None:
        """Documents came, went or changed."""
        with self._wake:
            self._again = True
            self._wake.notify()

    def stop(self) -> None:
        """Do nothing more."""
        with self._wake:
            self._stopped = True
            self._asked += 1
            self._wake.notify()

    # -- in the thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        with suppress(_LeftError):
            while (job := self._next()) is not None:
                asked, tell, number = job
                self._search(asked, tell, number)

    def _next(self) -> tuple[Asked, Tell, int] | None:
        """The next thing that is asked; between them the index is brought up to date, document by document."""
        while True:
            with self._wake:
                if self._stopped:
                    return None
                if self._job is not None:
                    (asked, tell), self._job = self._job, None
                    return asked, tell, self._asked
                idle = not self._again and not self._waiting
                if idle:
                    self._wake.wait()
                    continue
            try:
                self._bring_up_to_date()
            except _LeftError:
                raise
            except Exception:  # what cannot be indexed is searched as it is
                self._waiting = []

    _waiting: Sequence[Entry] = ()

    def _bring_up_to_date(self) -> None:
        if self._again:
            self._again = False
            self._library.reload()
            self._visit()
            self._full_text.refresh()
            self._waiting = list(reversed(self._full_text.waiting()))
            self.indexed, self.to_index = 0, len(self._waiting)
        elif self._waiting:
            waiting = list(self._waiting)
            self._full_text.index(waiting.pop())
            self._waiting = waiting
            self.indexed += 1

    def _visit(self) -> None:
        """Files that are only read are searched too."""
        for entry in self._in_app(self._visited):
            with suppress(UnreaderError):
                self._library.visit(Path(entry.file), symbol=entry.symbol, language=entry.language)

    def _in_app(self, act: Callable[[], Result]) -> Result:
        """What this gives in the reader's own thread."""
        try:
            return self._app.call_from_thread(act)
        except RuntimeError:
            raise _LeftError from None

    @cached_property
    def _library(self) -> Library:
        library = Library(self._root)
        if (self._root / "annotations").is_dir():
            library.correct_with(lambda: self._annotations.corrections)
        return library

    @cached_property
    def _full_text(self) -> FullText:
        return FullText(self._library)

    @cached_property
    def _annotations(self) -> Annotations:
        from unreader.annotating import Annotations

        return Annotations(self._root / "annotations")

    def _search(self, asked: Asked, tell: Tell, number: int) -> None:
        batch: list[Found] = []
        told = 0.0
        done, of = 0, 0

        def is_past() -> bool:
            return number != self._asked

        def hand_over(*, over: bool, trouble: str = "") -> None:
            nonlocal told
            if not is_past():
                self._in_app(lambda: self._tell(number, tell, Batch(tuple(batch), done, of, over, trouble)))
            batch.clear()
            told = monotonic()

        def progress(now: int, everything: int) -> None:
            nonlocal done, of
            done, of = now, everything
            if monotonic() - told >= _BATCH and (batch or told):
                hand_over(over=False)

        try:
            query = read_query(asked.words, expression=asked.expression)
            if query is not None:
                if self._again:
                    self._bring_up_to_date()
                scope = self._scope(asked.terms)
                for found in self._full_text.search(query, scope, most=MOST_LISTED, stopped=is_past, progress=progress):
                    batch.append(found)
            hand_over(over=True)
        except UnreaderError as error:
            hand_over(over=True, trouble=str(error))
        except _LeftError:
            raise
        except Exception as error:
            trouble = AsideError(_("it could not be done: {error}").format(error=str(error) or type(error).__name__))
            hand_over(over=True, trouble=str(trouble))

    def _tell(self, number: int, tell: Tell, batch: Batch) -> None:
        if number == self._asked:
            tell(batch)

    def _scope(self, terms: tuple[str, ...]) -> Scope:
        from unreader.library.full_text import EVERYWHERE

        if not terms:
            return EVERYWHERE
        from unreader.annotating.saved_filters import SavedFilters
        from unreader.working.narrowing import as_filters_compare, scope_of

        self._annotations.refresh()
        saved = SavedFilters(self._root / "annotations" / "filters.toml").by_name
        terms = tuple(as_filters_compare(self._library, term) for term in terms)
        return scope_of(self._library, self._annotations, terms, self._topic_of(), saved)

    def _topic_of(self) -> TopicOf:
        from unreader.annotating.codebook import Codebook
        from unreader.library.home import seed_codebook

        codebook = Codebook.open(self._root / "annotations" / "topics.toml", fallback=seed_codebook())
        used = self._annotations.topic_counts()
        return lambda name: name if name in used else codebook.require(name).path
