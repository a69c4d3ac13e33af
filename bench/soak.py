"""An hour of reading, compressed: does memory grow?

    python bench/soak.py [--keys 20000]

The reader, headless, over a copy of the four documents: pages, paragraphs, jumps, other documents, tabs, searches,
windows that are opened and closed, another size now and then, in an order drawn by lot (the same each time). Memory is
told ten times. The first fifth fills what is kept on purpose; after that the program may grow by no more than BAR,
else the status is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from unreader.library import Library
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.tui.reading.screen import ReadingScreen

ROOT = Path(__file__).resolve().parent.parent
#: Megabytes by which the program may grow after the first fifth.
BAR = 4.0
#: What a hand does, and how often among a hundred.
HABITS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("j",), 30),
    (("pagedown",), 20),
    (("k",), 8),
    (("pageup",), 6),
    (("G",), 2),
    (("home",), 2),
    (("tab", "j", "tab"), 6),
    (("right",), 4),
    (("ctrl+o",), 4),
    (("slash", "毒", "品", "enter", "n", "escape"), 3),
    (("o", "escape"), 3),
    (("question_mark", "escape"), 2),
    (("g", "escape"), 3),
    (("L", "escape"), 2),
)


def megabytes() -> float:
    """The memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def read_for_an_hour(app: ReaderApp, pilot: Pilot[int], keys: int) -> list[float]:
    chance = random.Random(1)  # noqa: S311
    places = [
        (entry, [block.path for block in app.library.document(entry.symbol, entry.language).blocks])
        for entry in app.library.entries()
    ]
    habits, weights = zip(*HABITS, strict=True)
    taken: list[float] = []
    pressed = 0
    while pressed < keys:
        act = chance.randrange(100)
        if act < 4 and isinstance(app.screen, ReadingScreen):
            entry, paths = chance.choice(places)
            app.screen.open_address(Address(entry.symbol, chance.choice(paths), entry.language))
            await pilot.pause()
            pressed += 1
        elif act == 4:
            await pilot.resize_terminal(chance.choice((80, 100, 120, 160)), chance.choice((24, 40, 50)))
        else:
            (habit,) = chance.choices(habits, weights)
            await pilot.press(*habit)
            pressed += len(habit)
        if pressed >= keys * (len(taken) + 1) / 10:
            gc.collect()
            taken.append(megabytes())
            print(f"{pressed:7} keys {taken[-1]:8.1f} MB", flush=True)
    return taken


async def soak(folder: Path, keys: int) -> list[float]:
    app = ReaderApp(Library(folder), address=Address("A/79/459"), keep_state=False)
    app.reading.toured = True
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(2)
        return await read_for_an_hour(app, pilot, keys)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--keys", type=int, default=20_000)
    keys = parser.parse_args().keys
    folder = Path(tempfile.mkdtemp())
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    try:
        shutil.copytree(ROOT / "texts", folder / "library" / "texts")
        (folder / "library" / "annotations").mkdir()
        taken = asyncio.run(soak(folder / "library", keys))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    grown = taken[-1] - taken[1]
    print(f"grown by {grown:.1f} MB since the first fifth (bar {BAR})")
    return 1 if grown > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
