"""For how long a key may have to wait: the longest time in which the reader's loop did not answer, case by case.

    python bench/answering.py [--documents 5000] [--annotations 100000] [--keep FOLDER]

The library is the one of bench/library.py with annotations on its paragraphs, each a step of the history. The reader
is driven by its keys; a thread asks its loop for an answer all the time. Milliseconds: what the loop's own thread took
of the processor while it did not answer, what passed on the clock meanwhile (which depends on what else the machine
does), and seconds until all was there.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from library import ROOT, kept_library
from textual import events
from textual.keys import _character_to_key

sys.path.insert(0, str(ROOT))

from unreader.annotating import Annotations, place_at
from unreader.library import Library
from unreader.library.full_text import FullText
from unreader.model import Address
from unreader.tui.app import ReaderApp

TOPICS = ("trafficking", "cybercrime", "environment")
#: What is done, and the keys that do it; a name in angle brackets is one key.
CASES = (
    ("the start, until all is there", ""),
    ("20 paragraphs down, each citing what thousands cite", "<down>" * 20),
    ("who cites it, in the side pane", "l"),
    ("all documents", "hL"),
    ("their end", "G"),
    ("back", "<escape>"),
    ("a word that is everywhere, in the library", "<ctrl+f>的"),
    ("an expression", "<ctrl+u>/网络.{0,4}犯罪/"),
    ("words where something is cited", "<ctrl+u>大会 cites:A/RES/70/1"),
    ("back", "<escape>"),
    ("everything cited", "A"),
    ("back", "<escape>"),
    ("all annotations", "al"),
    ("the statistics of all", "<tab>"),
    ("a filter by what is cited", "<tab>/cites:A/RES/70/1"),
    ("a filter by topic", "<ctrl+u>trafficking"),
    ("a third of all marked and deleted", "<down>Md"),
    ("undone", "u"),
    ("the history of changes", "<escape>U"),
    ("a topic merged into another", "<escape>BM<down><enter>y"),
    ("undone", "u"),
)


class Watch(threading.Thread):
    """Asks a loop for an answer again and again."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(daemon=True)
        self._loop = loop
        self._clock = time.pthread_getcpuclockid(threading.get_ident())
        self.worst = self.worked = 0.0

    def run(self) -> None:
        while True:
            answered = threading.Event()
            worked, began = time.clock_gettime(self._clock), time.monotonic()
            try:
                self._loop.call_soon_threadsafe(answered.set)
            except RuntimeError:
                return
            answered.wait()
            took = time.clock_gettime(self._clock) - worked
            self.worst = max(self.worst, time.monotonic() - began)
            self.worked = max(self.worked, took)
            time.sleep(0.002)


def keys_of(typed: str) -> list[str]:
    keys, at = [], 0
    while at < len(typed):
        end = typed.find(">", at) + 1 if typed[at] == "<" else at + 1
        keys.append(typed[at:end].strip("<>") if end > at + 1 else typed[at])
        at = end
    return keys


def annotate(folder: Path, library: Library, many: int) -> None:
    """Tag so many paragraphs one by one, and write a note on every third."""
    done = 0
    with Annotations(folder / "annotations", author="bench") as annotations:
        for entry in library.entries():
            document = library.document(entry.symbol, entry.language)
            for block in document.blocks:
                if done == many:
                    return annotations.fold()
                if block.kind in ("preambular", "operative", "paragraph"):
                    address = Address(entry.symbol, block.path, entry.language)
                    place = place_at(document, block.path)
                    annotations.tag(address, TOPICS[done % 3], place)
                    if done % 3 == 0:
                        annotations.note(address, f"参见第{done}段。", place)
                    done += 1
    return None


async def settle(busy: Callable[[], bool], patience: float = 60.0) -> None:
    """Wait until nothing goes on any more."""
    rest = 0
    until = time.monotonic() + patience
    while rest < 8 and time.monotonic() < until:
        await asyncio.sleep(0.05)
        rest = 0 if busy() else rest + 1


async def measure(folder: Path) -> None:
    from unreader.tui import aside
    from unreader.tui.frame.working import Working

    library = Library(folder)
    middle = library.entries()[len(library.entries()) // 2]
    app = ReaderApp(library, address=Address(middle.symbol, "", middle.language), keep_state=False)
    app.reading.toured = True

    def busy() -> bool:
        working = bool(aside._RUNNING) or isinstance(app.screen, Working) or not app.notebook.total()  # noqa: SLF001
        searched = app._search_screen is not None and not app._search_screen.is_over  # noqa: SLF001
        return working or searched or not app._all_prepared  # noqa: SLF001

    async with app.run_test(size=(120, 40)):
        watch = Watch(asyncio.get_running_loop())
        watch.start()
        print(f"{'':55} {'processor':>9} {'clock':>7} {'all there, s':>13}")
        for name, typed in CASES:
            watch.worst = watch.worked = 0.0
            began = time.monotonic()
            for key in keys_of(typed):
                named = _character_to_key(key) if len(key) == 1 else key
                app.post_message(events.Key(named, key if len(key) == 1 else None))
                await asyncio.sleep(0.03)
            await settle(busy)
            took = time.monotonic() - began - 0.4
            if name != "back":
                print(f"{name:55} {watch.worked * 1000:9.0f} {watch.worst * 1000:7.0f} {took:13.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--annotations", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with kept_library(options.documents, options.keep) as folder:
        library = Library(folder)
        library.all_counts()
        FullText(library).update()
        if not (folder / "annotations" / "annotations.json").exists():
            annotate(folder, library, options.annotations)
        asyncio.run(measure(folder))


if __name__ == "__main__":
    main()
