"""Comparing two texts, difflib beside it, and finding a paragraph again among the paragraphs of many documents.

    python bench/comparing.py [--documents 5000] [--library DIR]

Texts are made from the library's own paragraphs with one character in ten exchanged, so that they differ from each
other; the second text has one in thirty exchanged again, and some paragraphs moved. Almost every paragraph is changed:
the worst case. difflib is given the pairs, which it could only find in quadratic time, and then the whole of a short
text. Processor time in seconds; bars: 1 s for 200,000 characters, time(2n) <= 2.4
time(n), 100 ms for a paragraph among 5,000 documents.
"""

from __future__ import annotations

import argparse
import difflib
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent.parent))

from unreader.comparing.compare import compare
from unreader.comparing.folding import tokens
from unreader.comparing.similar import KINDS, Similar
from unreader.comparing.wording import common
from unreader.library import Entry, Library
from unreader.model import Block
from unreader.tui.comparing.comparison_rows import Rows
from unreader.tui.page.layout import Layout, geometry, measured

SIZES = (50_000, 100_000, 200_000, 400_000)
BAR_SECONDS, BAR_GROWTH, BAR_MILLISECONDS = 1.0, 2.4, 100.0


def main() -> int:
    """Print the figures; 1 where a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=5000)
    options.add_argument("--library", type=Path, default=Path(__file__).parent.parent)
    given = options.parse_args()
    library = Library(given.library)
    source = [block for entry in library.entries() for block in library.document(entry.symbol).blocks]
    source = [block for block in source if block.kind in KINDS and len(block.text) > 40]
    met = bench_compare(source) & bench_one_block(source)
    bench_rows(source)
    bench_tokens(source)
    return 0 if met & bench_similar(library, source, given.documents) else 1


def bench_compare(source: Sequence[Block]) -> bool:
    print(f"{'characters':>10} {'compare':>9} {'growth':>7} {'difflib, pairs given':>21}")
    last, met = 0.0, True
    for size in SIZES:
        a, b = texts(source, size)
        taken = seconds(lambda a=a, b=b: compare(a, b))
        given = paired(a, b)
        beside = seconds(lambda given=given: [matched(one.text, other.text) for one, other in given])
        growth = taken / last if last else 0.0
        met &= growth <= BAR_GROWTH and (size != 200_000 or taken <= BAR_SECONDS)
        print(f"{size:>10} {taken:>9.2f} {growth:>7.2f} {beside:>21.2f}")
        last = taken
    for size in (5_000, 10_000, 20_000):
        a, b = texts(source, size)
        one, other = ("\n".join(block.text for block in side) for side in (a, b))
        whole = seconds(lambda one=one, other=other: matched(one, other))
        ours = seconds(lambda a=a, b=b: compare(a, b))
        print(f"the whole of {size:,} characters: compare {ours:.3f}, difflib {whole:.2f}")
    return met


def bench_one_block(source: Sequence[Block]) -> bool:
    """The same text in a single paragraph."""
    last, met = 0.0, True
    for size in SIZES:
        joined = [[Block("p1", "paragraph", "", "".join(x.text for x in side))] for side in texts(source, size)]
        taken = seconds(lambda joined=joined: compare(*joined))
        print(f"one paragraph of {size:,} characters: {taken:.2f}")
        met &= not last or taken / last <= BAR_GROWTH
        last = taken
    return met


def bench_rows(source: Sequence[Block]) -> None:
    """What the reader does with a comparison: the rows (made aside), then both panes laid out level."""
    comparison = compare(*texts(source, 200_000))
    made = seconds(lambda: Rows(comparison).beside(only_changes=False))
    left, right = Rows(comparison).beside(only_changes=False)

    def lay_out() -> None:
        for side in (left, right):
            Layout(side, [measured(row) for row in side], geometry(60, 80, 4, centred=True))

    print(f"the reader, 200,000 characters: rows {made:.2f}, both panes {seconds(lay_out):.2f}")


def bench_tokens(source: Sequence[Block]) -> None:
    """Only the matching of words: ours beside difflib and, where it is installed, rapidfuzz."""
    runs = [(tokens(one.text), tokens(other.text)) for one, other in paired(*texts(source, 200_000))]
    figures = {
        "ours": seconds(lambda: [common(one, other) for one, other in runs]),
        "difflib": seconds(lambda: [matched(one, other) for one, other in runs]),
    }
    try:
        from rapidfuzz.distance import LCSseq
    except ImportError:
        figures["rapidfuzz (not installed)"] = float("nan")
    else:
        figures["rapidfuzz"] = seconds(lambda: [LCSseq.opcodes(one, other) for one, other in runs])
    print("words of 200,000 characters: " + ", ".join(f"{name} {taken:.3f}" for name, taken in figures.items()))


def bench_similar(library: Library, source: Sequence[Block], documents: int) -> bool:
    """A library of many documents, each of 200 paragraphs (30,000 characters), in a folder of its own."""
    chance = random.Random(7)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts").mkdir()
        (Path(folder) / "texts" / "catalogue.toml").write_text("", encoding="utf-8")
        similar = Similar(Library(Path(folder), cache=False), file=Path(folder) / "similar.sqlite")
        started = time.perf_counter()
        letters = "".join({letter for block in source for letter in block.text})
        for number in range(documents):
            picked = [chance.choice(source) for _ in range(200)]
            rate = chance.choice((0.0, 0.02, 0.2, 0.5))
            blocks = [
                replace(block, path=f"op{at}", text=exchanged(block.text, rate, letters, chance))
                for at, block in enumerate(picked)
            ]
            entry = Entry(f"{number}.txt", f"A/RES/{number}/1", (f"A/RES/{number}/1",), "zh", "resolution", "")
            similar.add(entry, "1", blocks)
        built = time.perf_counter() - started
        size = sum(path.stat().st_size for path in Path(folder).glob("similar.sqlite*")) / 1e6
        taken, found = [], []
        for block in chance.sample(list(source), 60):
            started = time.perf_counter()
            found.append(len(similar.like(block.text)))
            taken.append((time.perf_counter() - started) * 1000)
        similar.close()
    worst = max(taken)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{documents:,} documents, {documents * 200:,} paragraphs: made in {built:.0f} s, {size:.0f} MB on the disk; "
        f"a paragraph found again in {statistics.median(taken):.1f} ms, at worst {worst:.1f} ms, "
        f"with {statistics.mean(found):.1f} answers; {memory:.0f} MB of memory"
    )
    return worst <= BAR_MILLISECONDS


def texts(source: Sequence[Block], size: int) -> tuple[list[Block], list[Block]]:
    """Two texts of so many characters, see the module."""
    chance = random.Random(size)  # noqa: S311
    letters = "".join({letter for block in source for letter in block.text})
    a: list[Block] = []
    total = 0
    while total < size:
        text = exchanged(source[len(a) % len(source)].text, 0.1, letters, chance)
        a.append(Block(f"op{len(a) + 1}", "operative", f"{len(a) + 1}.", text))
        total += len(text)
    b = [replace(block, text=exchanged(block.text, 0.03, letters, chance)) for block in a]
    for _ in range(len(b) // 50):
        b.insert(chance.randrange(len(b)), b.pop(chance.randrange(len(b))))
    return a, b


def paired(a: Sequence[Block], b: Sequence[Block]) -> list[tuple[Block, Block]]:
    """The paragraphs that belong together, as they were made."""
    by_path = {block.path: block for block in b}
    return [(block, by_path[block.path]) for block in a]


def exchanged(text: str, rate: float, letters: str, chance: random.Random) -> str:
    if not rate:
        return text
    return "".join(chance.choice(letters) if chance.random() < rate else letter for letter in text)


def matched(one: Sequence[str], other: Sequence[str]) -> object:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the least of three runs."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
