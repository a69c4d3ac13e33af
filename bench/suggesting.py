"""How well suggestions agree with careful tagging, and how far that goes on texts that the lexicon was not made from.

    python bench/suggesting.py [--samples FOLDER]

Three measurements, each with precision, recall and F1 for the topics at the top:

as it is          the four documents, from which the words were made: how well it knows its own texts
without its own   for each document in turn, the words that match in no other of the four are taken out first; what is
                  left could have been made from the others
held out          A/RES/80/227 in English (the file is among the samples), tagged by hand before it was measured
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from unreader.annotating.evaluating import Agreement, agreement
from unreader.annotating.lexicon import Lexicon, lexicon
from unreader.annotating.suggesting import may_be_tagged, score
from unreader.library import Library
from unreader.model import Document

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "annotating"
TOPICS = ("trafficking", "cybercrime", "environment")
Tags = dict[str, list[str]]


def main() -> int:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--samples", type=Path, default=Path(os.environ.get("UNREADER_SAMPLES", "")))
    samples = parser.parse_args().samples
    library = Library(ROOT)
    gold = tags("gold_tags.json")
    documents = {entry.symbol: library.document(entry.symbol, entry.language) for entry in library.entries()}
    documents = {symbol: one for symbol, one in documents.items() if any(symbol == a.split("#")[0] for a in gold)}
    table("as it is", agreement(gold, suggested(documents, lambda symbol: lexicon(documents[symbol].language)), TOPICS))
    table(
        "without its own", agreement(gold, suggested(documents, lambda symbol: without_own(symbol, documents)), TOPICS)
    )
    file = samples / "A_RES_80_227.en.pdf"
    if not file.is_file():
        print(f"held out: {file} is not there; name the folder with --samples", file=sys.stderr)
        return 0
    held = {"A/RES/80/227": library.visit(file)}
    table("held out", agreement(tags("held_out_tags.json"), suggested(held, lambda _symbol: lexicon("en")), TOPICS))
    return 0


def tags(name: str) -> Tags:
    """The tags of a file by address."""
    return {row["address"]: row["topics"] for row in json.loads((DATA / name).read_text("utf-8"))}


def suggested(documents: dict[str, Document], words: Callable[[str], Lexicon]) -> Tags:
    """What is suggested for the paragraphs of documents, each with its own words."""
    found: Tags = {}
    for symbol, document in documents.items():
        known = words(symbol)
        for block in document.blocks:
            if may_be_tagged(block, document.language):
                topics = [topic for topic, _total, _evidence in score(block.text, document.language, known)]
                if topics:
                    found[f"{symbol}#{block.path}"] = topics
    return found


def without_own(symbol: str, documents: dict[str, Document]) -> Lexicon:
    """The lexicon without the words and contexts that match in no other document than this one."""
    language = documents[symbol].language
    known = lexicon(language)
    others = "\n".join(
        block.text
        for name, document in documents.items()
        if name != symbol and document.language == language
        for block in document.blocks
    )
    own = "\n".join(block.text for block in documents[symbol].blocks)
    words = tuple(one for one in known.words if one.pattern.search(others) or not one.pattern.search(own))
    contexts = tuple(one for one in known.contexts if one.pattern.search(others) or not one.pattern.search(own))
    return replace(known, words=words, contexts=contexts)


def table(head: str, found: tuple[Agreement, ...]) -> None:
    """One measurement."""
    print(f"\n{head:<16} {'tagged':>6}  {'precision':>9}  {'recall':>6}  {'F1':>5}")
    for one in found:
        tagged = one.both + len(one.missed)
        print(f"{one.topic:<16} {tagged:>6}  {one.precision:>9.3f}  {one.recall:>6.3f}  {one.f1:>5.3f}")


if __name__ == "__main__":
    sys.exit(main())
