"""Reading texts for the first time, aside: keys go on working while the library's documents are parsed into its index.

A second library on the same folder works in a thread of its own and fills the index, which the reader's library then
finds filled. Where there is no cache to share, the reader's library does the work itself, when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from unreader.library import Library
from unreader.model import UnreaderError

#: Seconds between two words of progress.
_TELL = 0.25

#: (documents ready, documents in all, symbol that is ready now)
Progress = Callable[[int, int, str], None]


class Preparation:
    """Sees in a thread that all documents of a library are in its index, one wanted document first."""

    def __init__(self, root: Path, first: str, progress: Progress) -> None:
        self._root = root
        self._first = first
        self._progress = progress
        self._stop = Event()
        # A daemon: quitting never waits for a text that is being parsed.
        self._thread = Thread(target=self._run, name="unreader-preparation", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Do no more documents."""
        self._stop.set()

    def _run(self) -> None:
        try:
            library = Library(self._root)
        except UnreaderError:
            self._tell(0, 0, "")
            return
        with closing(library):
            self._prepare(library)

    def _prepare(self, library: Library) -> None:
        entries = sorted(library.not_at_hand(), key=lambda entry: self._first not in entry.symbols)
        of = len(library.entries())
        ready, told = of - len(entries), 0.0
        for number, entry in enumerate(entries, 1):
            if self._stop.is_set():
                return
            # What cannot be read is told when it is opened.
            with suppress(UnreaderError):
                library.counts(entry.symbol, entry.language)
            # The wanted document at once, the last one too; between them no more often than an eye follows.
            if number in (1, len(entries)) or monotonic() - told >= _TELL:
                self._tell(ready + number, of, entry.symbol)
                told = monotonic()
        if not entries:
            self._tell(of, of, "")

    def _tell(self, ready: int, of: int, symbol: str) -> None:
        # The reader may have been left meanwhile.
        with suppress(RuntimeError):
            self._progress(ready, of, symbol)
