"""Searching a library of thousands of documents: how long until the first results, and until all are counted.

    python bench/searching.py [--documents 5000] [--keep FOLDER]

The library is the one of bench/library.py. The index is made first (once, timed); then each query is asked of a
search. Milliseconds of the processor (and of the clock, which depends on what else the machine does), medians:
`first` is until the first document with hits, `listed` until 200 hits are there with their text, `all` until every hit
is counted. Then one document is changed and indexed anew, 500 documents are searched in memory without an index, and
the command is run.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from library import ROOT, kept_library
from msgspec.structs import replace

from unreader.library import Library
from unreader.library.full_text import FullText
from unreader.library.queries import read_query
from unreader.library.searching import Searched

#: Two characters, more, traditional, of another script, rare, everywhere, absent; expressions.
QUERIES = (
    "毒品",
    "稀土",
    "网络犯罪",
    "網絡犯罪",
    "打击为犯罪目的使用信息和通信技术",
    "covid-19",
    "联合国",
    "的",
    "没有这几个字",
    r"/网络.{0,4}犯罪/",
    r"/第\d+次会议/",
)
LISTED = 200
#: As the reader lists them.
LISTED_AT_MOST = 500


def timed_search(full_text: FullText, typed: str) -> tuple[float, float, float, float, int, int]:
    """Milliseconds of the processor until the first document, LISTED hits, all; of the clock; documents and hits."""
    query = read_query(typed)
    assert query is not None  # noqa: S101
    began, worked = time.perf_counter(), time.process_time()
    first = listed = 0.0
    documents = hits = 0
    for found in full_text.search(query, most=LISTED_AT_MOST):
        documents += 1
        hits += found.count
        now = (time.process_time() - worked) * 1000
        first = first or now
        if hits >= LISTED and not listed:
            listed = now
    every = (time.process_time() - worked) * 1000
    return first or every, listed or every, every, (time.perf_counter() - began) * 1000, documents, hits


def whole_process(words: list[str]) -> tuple[float, float]:
    """Milliseconds of the processor, and of the clock, that a command takes."""
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=False, capture_output=True, cwd=ROOT)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return worked * 1000, (time.perf_counter() - began) * 1000


def measure(folder: Path, runs: int) -> None:
    library = Library(folder)
    entries = library.entries()
    for entry in entries:
        library.counts(entry.symbol, entry.language)
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    full_text = FullText(library)
    full_text.update()
    now = resource.getrusage(resource.RUSAGE_SELF)
    spent = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    print(
        f"making the index {time.perf_counter() - began:7.1f} s ({spent:.1f} s of processor), {len(entries)} documents"
    )
    files = sorted(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.sqlite"))
    print("  ".join(f"{file.name.partition('-')[0]} {file.stat().st_size / 1e6:.0f} MB" for file in files))
    print(f"{'query':36} {'first':>8} {'listed':>8} {'all':>8} {'clock':>8} {'documents':>10} {'hits':>8}")
    for typed in QUERIES:
        rows = [timed_search(full_text, typed) for _ in range(runs)]
        first, listed, every, clock = (statistics.median(row[at] for row in rows) for at in range(4))
        documents, hits = rows[0][4:]
        print(f"{typed:36} {first:8.1f} {listed:8.1f} {every:8.1f} {clock:8.1f} {documents:10} {hits:8}")
    opened = []
    for _ in range(runs):
        worked = time.process_time()
        timed_search(FullText(Library(folder)), "毒品")
        opened.append((time.process_time() - worked) * 1000)
    print(f"opening the library and the first query {statistics.median(opened):8.1f}")
    entry = entries[len(entries) // 2]
    text = folder / "texts" / entry.file
    text.write_text(text.read_text(encoding="utf-8") + "\n稀土。\n", encoding="utf-8")
    library.reload()
    library.document(entry.symbol)
    worked = time.process_time()
    full_text.refresh()
    full_text.index(full_text.waiting()[0])
    print(f"one changed document indexed anew       {(time.process_time() - worked) * 1000:8.1f}")
    blocks = [library.document(one.symbol, one.language).blocks for one in entries[:500]]
    searched = [Searched(one) for one in blocks]
    query = read_query("网络犯罪")
    assert query is not None  # noqa: S101
    for name in ("500 documents in memory, first time", "500 documents in memory, again"):
        worked = time.process_time()
        hits = sum(1 for one in searched for _ in one.find(query))
        print(f"{name:38} {(time.process_time() - worked) * 1000:9.1f} ({hits} hits)")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    program = [sys.executable, "-m", "unreader", "--library", str(folder), "search", "--format", "json"]
    for typed in ("稀土", "网络犯罪"):
        times = [whole_process([*program, typed]) for _ in range(runs)]
        worked, clock = (statistics.median(row[at] for row in times) for at in range(2))
        print(f"unreader search {typed:22} {worked:9.1f} (clock {clock:.0f})")


def measure_document() -> None:
    """One document of about 600,000 characters, as `/` searches it at every key."""
    document = Library(ROOT, cache=False).document("A/79/459")
    copies = 600_000 // sum(len(block.text) for block in document.blocks)
    blocks = [replace(block, path=f"x{copy}/{block.path}") for copy in range(copies) for block in document.blocks]
    searched = Searched(blocks)
    print(f"one document of {sum(len(block.text) for block in blocks)} characters: the first time, and again")
    for typed in ("毒品", "的", "没有这几个字", r"/第\d+次会议/"):
        query = read_query(typed)
        assert query is not None  # noqa: S101
        times = []
        for _ in range(2):
            worked = time.process_time()
            hits = sum(1 for _ in searched.find(query))
            times.append((time.process_time() - worked) * 1000)
        print(f"{typed:36} {times[0]:8.1f} {times[1]:8.1f} ({hits} hits)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    measure_document()
    with kept_library(options.documents, options.keep) as folder:
        measure(folder, options.runs)


if __name__ == "__main__":
    main()
