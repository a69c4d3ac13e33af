"""Work on the library that takes its time, in a thread: keys go on working meanwhile.

The thread has a library and a store of its own on the same folder; the reader's take in what it did by `reload` and
`refresh`. What was stored is in the index then, so that it opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from unreader.library import Library
from unreader.model import UnreaderError
from unreader.wording import _

if TYPE_CHECKING:
    from textual.app import App

    from unreader.annotating import Annotations
    from unreader.working import Summary

Result = TypeVar("Result")


class AsideError(UnreaderError):
    """The work could not be done, for a reason that nobody thought of."""


class StoppedError(UnreaderError):
    """A person stopped the work, or left what it was for."""


def aside(app: App[int], work: Callable[[], Result], done: Callable[[Result | UnreaderError], None]) -> None:
    """Do `work` in a thread and give its result, or its trouble, to `done` in the reader's own."""

    def run() -> None:
        outcome: Result | UnreaderError
        try:
            outcome = work()
        except UnreaderError as error:
            outcome = error
        except Exception as error:
            outcome = AsideError(_("it could not be done: {error}").format(error=str(error) or type(error).__name__))
        # The reader may have been left meanwhile.
        with suppress(RuntimeError):
            app.call_from_thread(done, outcome)

    # A daemon: quitting never waits. The library has a document whole or not at all, whenever the thread ends.
    Thread(target=run, name="unreader-aside", daemon=True).start()


@contextmanager
def own(root: Path) -> Iterator[tuple[Library, Annotations]]:
    """The library and its annotations, opened for a thread alone."""
    from unreader.annotating import Annotations

    with Annotations(root / "annotations") as annotations:
        yield Library(root), annotations


class ImportRun(Struct):
    """Many files on their way into the library. The thread writes how far it is, the screen reads it."""

    done: int = 0
    of: int = 0
    name: str = ""
    #: What became of the files, when it is over; the trouble instead, where nothing could be tried.
    summary: Summary | None = None
    trouble: str = ""
    #: Whether a person has seen how it ended.
    seen: bool = False
    _stop: Event = field(default_factory=Event)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.summary is not None or bool(self.trouble)

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop before the file at hand is stored."""
        self._stop.set()

    def start(self, app: App[int], root: Path, files: Sequence[Path], ended: Callable[[], None]) -> None:
        """Begin; `ended` is called when it is over."""

        def work() -> Summary:
            from unreader.working import import_files

            with own(root) as (library, annotations):
                return import_files(
                    library, files, annotations=annotations, progress=self._tell, cancelled=self._stop.is_set
                )

        def done(outcome: Summary | UnreaderError) -> None:
            if isinstance(outcome, UnreaderError):
                self.trouble = str(outcome)
            else:
                self.summary = outcome
            ended()

        aside(app, work, done)

    def _tell(self, done: int, of: int, name: str) -> None:
        self.done, self.of, self.name = done, of, name
