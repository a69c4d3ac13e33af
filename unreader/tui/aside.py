"""Work that takes its time: keys go on working meanwhile.

`aside` does it in a thread, which has a library and a store of its own on the same folder; the reader's take in what
it did by `reload` and `refresh`. What was stored is in the index then, so that it opens at once. `in_slices` does it
in the reader's own thread, with what the reader has in memory: in small steps, between the keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from unreader.library import Library
from unreader.model import UnreaderError
from unreader.wording import _

if TYPE_CHECKING:
    from textual.app import App

    from unreader.annotating import Annotations
    from unreader.tui.app import ReaderApp
    from unreader.working import Summary

Result = TypeVar("Result")

#: Seconds of a slice of work, and between two looks whether what is typed has been worked off.
_SLICE, _MOMENT = 0.006, 0.003
_RUNNING: set[asyncio.Task[None]] = set()


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
            outcome = _unforeseen(error)
        # The reader may have been left meanwhile.
        with suppress(RuntimeError):
            app.call_from_thread(done, outcome)

    # A daemon: quitting never waits. The library has a document whole or not at all, whenever the thread ends.
    Thread(target=run, name="unreader-aside", daemon=True).start()


def in_slices(
    app: ReaderApp,
    work: Iterator[object],
    done: Callable[[UnreaderError | None], None],
    wanted: Callable[[], bool] = lambda: True,
) -> None:
    """Go through `work` a few steps at a time, between what is typed, and call `done` with what went wrong or None.

    What is not `wanted` any more is given up where it is, and `done` is not called.
    """

    async def run() -> None:
        trouble: UnreaderError | None = None
        try:
            while True:
                began = monotonic()
                while monotonic() - began < _SLICE:
                    next(work)
                # A moment for what has come meanwhile, longer while somebody types.
                await asyncio.sleep(0)
                while app.works_off_keys:
                    await asyncio.sleep(_MOMENT)
                if not app.is_running or not wanted():
                    return
        except StopIteration:
            pass
        except UnreaderError as error:
            trouble = error
        except Exception as error:
            trouble = _unforeseen(error)
        app.call_later(done, trouble)

    task = asyncio.create_task(run())
    # The loop itself would let go of it.
    _RUNNING.add(task)
    task.add_done_callback(_RUNNING.discard)


def _unforeseen(error: Exception) -> AsideError:
    return AsideError(_("it could not be done: {error}").format(error=str(error) or type(error).__name__))


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
