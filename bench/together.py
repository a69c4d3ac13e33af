"""Several programs at once on one library: is a change ever lost, and how soon does each see the others'?

    python bench/together.py --changes 1000

Two readers, driven by their keys, tag and untag; beside them a loop runs `unreader tag` and `unreader untag`. Then the
history must have every change of each, and each reader must have seen the others' within a second of their being
acknowledged. Seen is when the reader takes a change in to show it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

PLACES = {"first": "A/RES/78/229#op3", "second": "A/RES/78/229#op20", "commands": "A/RES/78/229#op40"}
#: Seconds within which a change must be seen.
SOON = 1.0


async def read(root: Path, name: str, changes: int, report: Path) -> None:
    """A reader that makes changes by its keys, then stays until all programs have made theirs."""
    from unreader.library import Library, find_address
    from unreader.tui.app import ReaderApp

    library = Library(root)
    app = ReaderApp(library, address=find_address(library, PLACES[name]).address, keep_state=False)
    made: list[tuple[int, float]] = []
    seen: list[tuple[int, float]] = []
    async with app.run_test(size=(120, 40)) as pilot:
        while app.notebook.trouble or app.screen.pane.document is None:  # type: ignore[attr-defined]
            await pilot.pause(0.05)
        annotations, _codebook = app.notebook.parts()
        shows = app.annotations_changed

        def changed() -> None:
            seen.append((annotations.newest_change, time.monotonic()))
            shows()

        app.annotations_changed = changed  # type: ignore[method-assign]
        report.with_suffix(".ready").touch()
        while not (root / "begin").exists():
            await pilot.pause(0.05)
        for _ in range(changes):
            await pilot.press("t", "c", "escape")
            made.append((annotations.newest_change, time.monotonic()))
        report.with_suffix(".done").touch()
        while not (root / "over").exists():
            await pilot.pause(0.2)
        await pilot.pause(2 * SOON)
    report.write_text(json.dumps({"made": made, "seen": seen}))


def command(root: Path, *words: str) -> None:
    """Run `unreader` as a person does."""
    environment = os.environ | {"UNREADER_AUTHOR": "commands"}
    done = subprocess.run(
        [sys.executable, "-m", "unreader", "--library", str(root), *words],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)


def wait_for(readers: list[subprocess.Popen[bytes]], root: Path, sign: str) -> None:
    """Wait until both readers have given a sign."""
    while not all((root / f"{name}.{sign}").exists() for name in ("first", "second")):
        time.sleep(0.1)
        if any(reader.poll() not in (None, 0) for reader in readers):
            raise SystemExit("a reader has failed")


def late(report: dict[str, list[tuple[int, float]]], others: list[tuple[int, float]]) -> list[float]:
    """After how many seconds a reader has seen each of the others' changes."""
    found = []
    for step, at in others:
        when = next((moment for known, moment in report["seen"] if known >= step), None)
        own = next((moment for known, moment in report["made"] if known >= step), None)
        moments = [moment for moment in (when, own) if moment is not None]
        found.append(max(0.0, min(moments) - at) if moments else float("inf"))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--changes", type=int, default=1000, help="changes of each of the three programs")
    parser.add_argument("--reader", nargs=2, metavar=("NAME", "ROOT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        name, folder = options.reader
        asyncio.run(read(Path(folder), name, options.changes, Path(folder) / name))
        return 0
    from unreader.annotating import Annotations

    root = Path(tempfile.mkdtemp(prefix="together-"))
    try:
        shutil.copytree(ROOT / "texts", root / "texts")
        (root / "annotations").mkdir()
        shutil.copy(ROOT / "annotations" / "topics.toml", root / "annotations" / "topics.toml")
        command(root, "list")
        readers = [
            subprocess.Popen(
                [sys.executable, __file__, "--changes", str(options.changes), "--reader", name, str(root)],
                env=os.environ | {"UNREADER_AUTHOR": name},
            )
            for name in ("first", "second")
        ]
        wait_for(readers, root, "ready")
        (root / "begin").touch()
        store, commands = Annotations(root / "annotations"), []
        for number in range(options.changes):
            command(root, "untag" if number % 2 else "tag", PLACES["commands"], "environment")
            at = time.monotonic()
            store.refresh()
            commands.append((store.newest_change, at))
        wait_for(readers, root, "done")
        (root / "over").touch()
        for reader in readers:
            reader.wait()
        made = Counter(step.author for step in Annotations(root / "annotations").history())
        reports = {name: json.loads((root / name).read_text()) for name in ("first", "second")}
        lost = sum(options.changes - made[name] for name in PLACES)
        print(", ".join(f"{name}: {made[name]} of {options.changes} changes" for name in PLACES))
        slow = 0
        for name, other in (("first", "second"), ("second", "first")):
            waits = sorted(late(reports[name], [*reports[other]["made"], *commands]))
            slow += sum(wait > SOON for wait in waits)
            print(
                f"the {name} reader saw the others' changes after {waits[len(waits) // 2]:.2f} s (median), "
                f"{waits[-1]:.2f} s at the most"
            )
        print(f"{lost} lost, {slow} seen later than after {SOON} s")
        return min(1, lost + slow)
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
