"""How fast texts are parsed, and their citations found and opened: characters a second, and how the time grows.

python bench/reading.py            the four documents joined and repeated to several sizes
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from unreader.citing.opening import open_citations
from unreader.citing.resolving import find_citations
from unreader.library import Library
from unreader.parsing import parse
from unreader.sources import read_bytes

ROOT = Path(__file__).parent.parent
RUNS = 5


def median(work: Callable[[], object]) -> float:
    """Median seconds of a few runs, after one that is not counted."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    library = Library(ROOT, cache=False)
    texts = [(entry, (ROOT / "texts" / entry.file).read_text("utf-8")) for entry in library.entries()]
    print("text                          characters    parse    find  find+open   (million characters a second)")
    for entry, text in texts:
        row(library, entry.symbol, text, entry.symbol)
    report = next(text for entry, text in texts if entry.symbol == "E/2024/30")
    for times in (2, 4, 8, 16):
        row(library, f"E/2024/30 x {times}", report * times, "E/2024/30")


def row(library: Library, name: str, text: str, symbol: str) -> None:
    source = read_bytes(text.encode(), "bench.txt")
    document = parse(source, symbol=symbol, language="zh")
    citations = find_citations(document)
    size = len(text)
    parsing = median(lambda: parse(source, symbol=symbol, language="zh"))
    finding = median(lambda: find_citations(document))
    opening = median(lambda: open_citations(document, citations, library))
    speeds = [size / seconds / 1e6 for seconds in (parsing, finding, finding + opening)]
    print(f"{name:28} {size:11,} {speeds[0]:8.2f} {speeds[1]:7.2f} {speeds[2]:10.2f}")


if __name__ == "__main__":
    main()
