"""How fast citations are found, resolved and opened, how the time grows, and eyecite beside it on its own kind of text.

    python bench/citing.py [--library DIR]

Processor time on one core, the best of some runs, in million characters a second. Texts are the library's longest
documents, repeated; "one block" is the same text as a single paragraph. Bars: finding >= 3, finding and resolving >= 1,
time(2n) <= 2.4 time(n). eyecite is measured if it is installed (pip install eyecite); it reads United States law.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from unreader.citing import finding, grammar, lines
from unreader.citing.opening import open_citations
from unreader.citing.resolving import find_citations
from unreader.library import Library
from unreader.model import Block, Document

ROOT = Path(__file__).parent.parent
RUNS = 5
#: A paragraph as United States courts write them, for eyecite.
AMERICAN = (
    "The court considered the question at length. See Lopez v. Davis, 531 U.S. 230, 242 (2001); Mississippi Publishing "
    "Corp. v. Murphree, 326 U.S. 438 (1946). The statute gives the Bureau discretion. Id. at 243. As we held in "
    "Foo v. Bar, 1 U.S. 1, 2 (1792), aff'd, 2 F.3d 4 (9th Cir. 1993), a district court may not substitute its own "
    "judgment. Lopez, supra, at 240; Murphree, 326 U.S., at 442. Nothing in the record suggests that the agency "
    "considered the individual circumstances of the petitioner or of others in the same position before it acted. "
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast citations are found.")
    parser.add_argument("--library", type=Path, default=ROOT)
    library = Library(parser.parse_args().library, cache=False)
    documents = sorted(
        (library.document(entry.symbol, entry.language) for entry in library.entries()), key=_size, reverse=True
    )
    print(f"{'text':32} {'characters':>11} {'citations':>9} {'find':>6} {'resolve':>8} {'open':>6}   (M characters/s)")
    for document in documents:
        _row(document.symbol, document, library)
    for document in documents[:2]:
        for times in (2, 4, 8, 16):
            _row(f"{document.symbol} x {times}", _repeated(document, times), library)
        for times in (1, 4, 16):
            _row(f"{document.symbol} x {times}, one block", _one_block(document, times), library)
    _eyecite()


def _row(name: str, document: Document, library: Library) -> None:
    size, citations = _size(document), find_citations(document)
    seconds = (
        best(lambda: _find_only(document)),
        best(lambda: find_citations(document)),
        best(lambda: open_citations(document, find_citations(document), library)),
    )
    speeds = [size / one / 1e6 for one in seconds]
    print(f"{name:32} {size:11,} {len(citations):9,} {speeds[0]:6.2f} {speeds[1]:8.2f} {speeds[2]:6.2f}")


def _find_only(document: Document) -> None:
    rules, own = grammar.of(document.language), frozenset({document.symbol})
    for index, block in enumerate(document.blocks):
        finding.find(lines.line_of(index, block, rules.folds), rules, own)


def _size(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks)


def _repeated(document: Document, times: int) -> Document:
    blocks = tuple(
        replace(block, path=f"{block.path}~{time}" if time else block.path)
        for time in range(times)
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _one_block(document: Document, times: int) -> Document:
    text = "".join(block.text for block in document.blocks if block.kind != "footnote") * times
    return replace(document, blocks=(Block("p1", "paragraph", "", text),))


def best(work: Callable[[], object]) -> float:
    """The least processor time of some runs, after one that is not counted."""
    work()
    least = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def _eyecite() -> None:
    try:
        from eyecite import get_citations, resolve_citations
    except ImportError:
        print("eyecite is not installed: nothing beside it")
        return
    logging.disable()
    print(f"{'eyecite, on its own kind of text':32} {'characters':>11} {'citations':>9} {'find':>6} {'resolve':>8}")
    for times in (20, 40, 80, 160):
        text = AMERICAN * times
        found = get_citations(text)
        seconds = (
            best(lambda text=text: get_citations(text)),
            best(lambda text=text: resolve_citations(get_citations(text))),
        )
        print(
            f"{'':32} {len(text):11,} {len(found):9,} "
            f"{len(text) / seconds[0] / 1e6:6.3f} {len(text) / seconds[1] / 1e6:8.3f}"
        )


if __name__ == "__main__":
    main()
