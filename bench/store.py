"""One acknowledged change and opening, beside TinyDB's own JSON storage, by the number of annotations.

    python bench/store.py [--sizes 1000,10000,100000]

A change is a tag that is set or taken away through `Annotations` (with its step of the history, flushed to the disk);
for TinyDB it is the same row written through its own storage (not flushed). Medians, milliseconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tinydb import TinyDB

sys.path.insert(0, str(Path(__file__).parent.parent))

from unreader.annotating import Annotations, Place
from unreader.model import Address

TEXT = (
    "强调必须防止和打击一切形式的贩运人口活动，并在这方面表示关切跨国和本国有组织犯罪团伙以及从此类犯罪获益的其他人"
    "日益参与贩运人口尤其是贩运妇女和儿童的活动，包括为摘除器官而贩运人口；"
)
TOPICS = ("trafficking", "cybercrime", "environment")
BARS = {10_000: 300, 100_000: 3000}


def fill(folder: Path, many: int) -> None:
    """Tag this many paragraphs one by one, 200 in a document, and write a note on every third."""
    with Annotations(folder, author="bench") as annotations:
        for number in range(many):
            address, place = where(number), Place(TEXT, TEXT[:40], TEXT[-40:], "0" * 64, "zh")
            annotations.tag(address, TOPICS[number % 3], place)
            if number % 3 == 0:
                annotations.note(address, f"参见第{number}段。", place)
        annotations.fold()


def where(number: int) -> Address:
    return Address(f"A/RES/{number // 200}/1", f"op{number % 200}")


def milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def ours(folder: Path, many: int) -> tuple[float, float]:
    """Milliseconds for a change, and for opening in a process that has imported everything."""
    annotations = Annotations(folder, author="bench")
    numbers = iter(range(0, 10**9, 7))
    change = milliseconds(lambda: annotations.toggle(where(next(numbers) % many), "trafficking/persons"), 501)
    annotations.close()
    opening = "\n".join(
        (
            "import sys, time; from pathlib import Path; from unreader.annotating import Annotations",
            "start = time.perf_counter(); Annotations(Path(sys.argv[1])); print((time.perf_counter() - start) * 1000)",
        )
    )
    root = Path(__file__).parent.parent
    runs = [
        subprocess.run(
            [sys.executable, "-c", opening, str(folder)], capture_output=True, text=True, check=True, cwd=root
        )
        for _ in range(7)
    ]
    return change, statistics.median(float(run.stdout) for run in runs)


def queries(folder: Path) -> dict[str, float]:
    annotations = Annotations(folder, author="bench")
    return {
        "at": milliseconds(lambda: annotations.at(where(77)), 101),
        "of_document": milliseconds(lambda: annotations.of_document("A/RES/2/1"), 101),
        "by_topic, first": milliseconds(lambda: annotations.by_topic("trafficking"), 1),
        "by_topic, again": milliseconds(lambda: annotations.by_topic("trafficking"), 11),
        "all": milliseconds(annotations.all, 11),
        "refresh": milliseconds(annotations.refresh, 101),
        "undo": milliseconds(annotations.undo, 11),
        "redo": milliseconds(annotations.redo, 11),
    }


def tinydbs(folder: Path, times: int) -> float:
    """Milliseconds for a change with TinyDB's own storage of the same annotations, without the history."""
    copy = folder.parent / "plain.json"
    rows = json.loads((folder / "annotations.json").read_bytes())["annotations"]
    copy.write_text(json.dumps({"annotations": rows}), "utf-8")
    with TinyDB(copy) as plain:
        table = plain.table("annotations")
        return milliseconds(lambda: table.update({"topics": ["trafficking"]}, doc_ids=[1]), times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    for size in map(int, parser.parse_args().sizes.split(",")):
        folder = Path(tempfile.mkdtemp(prefix="store-")) / "annotations"
        try:
            fill(folder, size)
            change, opening = ours(folder, size)
            plain = tinydbs(folder, max(3, 100_000 // size))
            bar = f" (bar {BARS[size]})" if size in BARS else ""
            print(f"{size:>7} annotations, {(folder / 'annotations.json').stat().st_size / 1e6:.1f} MB")
            print(f"    change {change:.3f} ms, TinyDB's own storage {plain:.1f} ms: {plain / change:,.0f} times{bar}")
            print(f"    opening {opening:.1f} ms")
            print("    " + ", ".join(f"{name} {value:.3f}" for name, value in queries(folder).items()))
        finally:
            shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
