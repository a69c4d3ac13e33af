"""A library of thousands of documents: how long opening it, listing it and asking who cites a paragraph take.

    python bench/library.py [--documents 5000] [--keep FOLDER]

The documents are made from the four real ones: resolutions with paragraphs of theirs in another order, each with a
symbol of its own, so that thousands of texts cite the same ones. Making the index is timed too (once); then the
library's own answers in this process, and each command as a whole process, from its start to its end with its output
written: what passes on the clock, and what it takes of the processor (user and system), which a busy machine changes
less. A Python that does nothing stands beside them. Milliseconds, medians.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from unreader.library import Library, find_address

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = 40
WORDS = ("list", "cited-by 2021/20#annex/para29", "cites 78/229#op12", "show 78/229#op12", "cite 78/229#op12")


def make_library(folder: Path, documents: int) -> None:
    """Plant a library with the four documents and as many made ones as are missing."""
    shutil.copytree(ROOT / "texts", folder / "texts")
    (folder / "annotations").mkdir()
    shutil.copy(ROOT / "annotations" / "topics.toml", folder / "annotations")
    library = Library(ROOT, cache=False)
    blocks = [block for entry in library.entries() for block in library.document(entry.symbol).blocks]
    preambles = [block.text for block in blocks if block.kind == "preambular"]
    operatives = [block.text for block in blocks if block.kind == "operative"]
    chance = random.Random(1)  # noqa: S311
    entries = []
    for number in range(documents - 4):
        symbol = f"A/RES/{20 + number // 250}/{number % 250 + 1}"
        lines = ["大会，", *chance.sample(preambles, PARAGRAPHS // 2)]
        lines += [f"{at}. {text}" for at, text in enumerate(chance.sample(operatives, PARAGRAPHS // 2), 1)]
        file = f"made-{number}.txt"
        (folder / "texts" / file).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        entries.append(
            f'[[document]]\nfile = "{file}"\nsymbol = "{symbol}"\nlanguage = "zh"\n'
            f'kind = "resolution"\ntitle = "第{number}号"\n'
        )
    with (folder / "texts" / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write("\n" + "\n".join(entries))


def timed(act: Callable[[], object], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def measure(folder: Path) -> None:
    began = time.perf_counter()
    with closing(Library(folder)) as making:
        for entry in making.entries():
            making.counts(entry.symbol, entry.language)
    library = Library(folder)
    print(f"making the index             {time.perf_counter() - began:9.1f} s for {len(library.entries())} documents")
    kyoto = find_address(library, "E/RES/2021/20#annex/para29").address

    def fresh(ask: Callable[[Library], object]) -> Callable[[], object]:
        return lambda: ask(Library(folder))

    rows: list[tuple[str, Callable[[], object]]] = [
        ("open", fresh(lambda one: one.entries())),
        ("open and read one", fresh(lambda one: one.document("A/RES/78/229"))),
        ("counts of all", fresh(lambda one: [one.counts(entry.symbol) for entry in one.entries()])),
        ("cited-by a paragraph", fresh(lambda one: one.cited_by(kyoto))),
        ("cited-by a treaty article", fresh(lambda one: one.citing_same("UNTS/2349/42146", "art57"))),
        ("cited-by, asked again", lambda: library.cited_by(kyoto)),
    ]
    for name, act in rows:
        print(f"{name:28} {timed(act):9.1f}")
    program = [str(Path(sys.executable).with_name("unreader")), "--library", str(folder)]
    commands = {"python -c pass": [sys.executable, "-c", "pass"]}
    for words in WORDS:
        commands[f"unreader {words}"] = [*program, *words.split()]
    print(f"{'a whole process':38} {'clock':>9} {'user+sys':>9}")
    for name, command in commands.items():
        runs = [whole_process(command) for _ in range(15)]
        clock, processor = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"{name:38} {clock:9.1f} {processor:9.1f}")


def whole_process(command: list[str]) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor that a command takes as a process of its own."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    ended, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (ended - began) * 1000, used * 1000


@contextmanager
def kept_library(documents: int, keep: Path | None) -> Iterator[Path]:
    """The folder of a library of so many documents, with a cache beside it: the one to keep, or one for this time."""
    folder = keep or Path(tempfile.mkdtemp()) / "library"
    os.environ.setdefault("XDG_CACHE_HOME", str(folder.parent / "cache"))
    if not folder.exists():
        make_library(folder, documents)
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder.parent, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with kept_library(options.documents, options.keep) as folder:
        measure(folder)


if __name__ == "__main__":
    main()
