"""Filters over many annotations: those of the four documents' paragraphs, over and over.

    python bench/filters.py [--annotations 100000]

Each filter is read once and asked of every annotation. Milliseconds, medians of five; the first question, which reads
the kinds and the citations of the documents, is not counted.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from unreader.annotating import Annotation
from unreader.annotating.filters import parse_filter
from unreader.annotating.records import Anchor
from unreader.exporting.subjects import Places, filtered
from unreader.library import Library
from unreader.model import Address

ROOT = Path(__file__).resolve().parent.parent
TOPICS = ("trafficking/persons", "cybercrime", "environment")
FILTERS = (
    "trafficking",
    "trafficking and not cybercrime",
    "doc:A/79/459",
    "kind:operative",
    "cites:A/RES/70/1",
    '"稀土"',
    '"毒品"',
    '"Convention"',
    'note:"参见"',
    'kind:operative doc:A/79/459 "毒品" not cybercrime',
)


def annotations(library: Library, many: int) -> list[Annotation]:
    """This many annotations, each with a text and a note of its own."""
    paragraphs = [
        (Address(entry.symbol, block.path, entry.language), block.text)
        for entry in library.entries()
        for block in library.document(entry.symbol, entry.language).blocks
    ]
    made = []
    for number in range(many):
        address, text = paragraphs[number % len(paragraphs)]
        note = f"参见第{number}段。" if number % 3 == 0 else ""
        topics, day, quote = (TOPICS[number % 3],), "2026-11-20T10:00:00Z", f"{text}{number}"
        made.append(
            Annotation(str(number), address, topics, note, quote, 0, len(quote), "bench", day, day, Anchor("kept"))
        )
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--annotations", type=int, default=100_000)
    library = Library(ROOT)
    subjects = annotations(library, parser.parse_args().annotations)
    places = Places(library)
    print(f"{len(subjects):,} annotations of {sum(len(one.quote) for one in subjects) // len(subjects)} characters")
    for text in FILTERS:
        meant = parse_filter(text, lambda typed: typed)
        times = []
        for _ in range(6):
            began = time.perf_counter()
            found = sum(1 for _ in filtered(subjects, meant, places))
            times.append((time.perf_counter() - began) * 1000)
        print(f"{statistics.median(times[1:]):7.1f} {found:7} {text}")


if __name__ == "__main__":
    main()
