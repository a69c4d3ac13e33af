"""What no text may do to the parser: raise, hang, lose a character, or take more than its share of time.

python bench/fuzz.py               sizes and shapes: characters a second, and how the time grows
python bench/fuzz.py --inputs 10000   and so many mutated and random inputs (seeded: the same every time)
python bench/fuzz.py --prints 500     the four documents as so many other prints: what share of the paragraphs stays
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from unreader.model import Document, Source
from unreader.parsing import parse
from unreader.sources import SourceText

TEXTS = Path(__file__).parent.parent / "texts"
#: What documents are made of, and what has no business in them.
PARTS = (
    *"大会决定，。；：、（）()[]*_#>/.-12a \n\t\u3000\u00a0\u200b\x00\x0c\u2028",
    *("¹²", "**", "\n1. 重申", "\n(a) ", "\n(i) ", "\n____\n 1 ", "，1 ", "决议草案一\n", "\n大会，\n", "\n附件\n"),
    *(
        "第一条\n",
        "第一章\n",
        "赞成：\n",
        "A/79/459\n",
        "https://undocs.org/A\n",
        "[x](#)",
        "[^1]",
        "\n[^1]: ",
        "\nA\n",
    ),
    *("Recalling also ", "Article 5\n", "Annex II\n", "\n2/12\n", "1/2 24-22518\n", "\nالجمعية العامة،\n", "\n* x\n"),
)


def read(text: str) -> Document:
    """The document of a text without a file."""
    return parse(SourceText(text, Source()))


def losses(text: str, document: Document) -> str:
    """What is wrong with the map between a text and its document: "" if every character has exactly one place."""
    taken = [(piece.start, piece.end) for block in document.blocks for piece in block.pieces]
    taken += [(entry.start, entry.end) for entry in document.furniture]
    at = 0
    for start, end in sorted(taken):
        if start != at or end <= start:
            return f"offset {min(start, at)}: {text[min(start, at) : max(start, at) + 20]!r}"
        at = end
    if at != len(text):
        return f"offset {at}: the end is lost"
    paths = [block.path for block in document.blocks]
    return "" if all(paths) and len(set(paths)) == len(paths) else "paths are not unique"


def mutated(texts: list[str], chance: random.Random) -> str:
    """A stretch of a document with some of it cut out, doubled, moved, wrapped anew or overwritten."""
    whole = chance.choice(texts)
    start = chance.randrange(len(whole))
    text = whole[start : start + chance.choice((50, 400, 1500, 3000))]
    for _ in range(chance.randrange(12)):
        at, length = chance.randrange(len(text) + 1), chance.choice((1, 3, 20, 200))
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:at] + text[at + length :]
        elif kind == 1:
            text = text[:at] + text[at : at + length] * 2 + text[at + length :]
        elif kind == 2:
            text = text[at:] + text[:at]
        elif kind == 3:
            text = re.sub(r"\n", chance.choice((" ", "\n\n", "\r\n", "")), text, count=length)
        else:
            text = text[:at] + chance.choice(PARTS) * chance.choice((1, 1, 1, 40)) + text[at + length // 4 :]
    return text


def noise(size: int, chance: random.Random) -> str:
    """Random characters of every script, a fifth of them ends of lines."""
    ranges = ((32, 127), (0x4E00, 0x9FFF), (10, 11), (1, 0x3000))
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(size))


def inputs(count: int, seed: int = 1) -> Iterator[str]:
    """Mutated stretches of the documents, and texts of random parts, in turn."""
    chance = random.Random(seed)  # noqa: S311 (repeatable)
    texts = [path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    for number in range(count):
        if number % 3:
            yield mutated(texts, chance)
        else:
            yield "".join(chance.choice(PARTS) for _ in range(chance.randrange(80)))


#: Shapes that a careless parser would read in more than linear time; each is made in any size (characters, about).
SHAPES: dict[str, Callable[[int], str]] = {
    "noise": lambda size: noise(size, random.Random(1)),  # noqa: S311
    "one line": lambda size: "字" * size,
    "blanks": lambda size: "a " * (size // 2),
    "emphasis": lambda size: "**a" * (size // 3),
    "brackets": lambda size: "(" * size,
    "items in items": lambda size: "1. 决定：\n" + "(a) 甲：\n(i) 乙：\n" * (size // 17),
    "indents": lambda size: "".join(f"{'  ' * (n % 1000)}({'abcde'[n % 5]}) x;\n" for n in range(size // 1008)),
    "quotes": lambda size: "> " * (size // 2) + "x",
    "numbers": lambda size: "12\n" * (size // 3),
    "symbols": lambda size: "A/79/459\n" * (size // 9),
    "marks": lambda size: "，1 " * (size // 3) + "\n____\n1 注\n",
    "asterisks": lambda size: "甲* 乙\n" * (size // 12) + "____\n" + "* 注。\n" * (size // 12),
    "footnotes": lambda size: "".join(f"甲{n} 乙\n____\n {n} 注。\n" for n in range(1, size // 22)),
    "superscripts": lambda size: "\n".join(f"¹ 注{n}。" for n in range(size // 9)),
    "bodies": lambda size: "大会，\n\n决定：\n\n(a) 甲；\n" * (size // 17),
    "drafts": lambda size: "决议草案一\n题\n大会，\n回顾，\n1. 决定。\n" * (size // 25),
    "annexes": lambda size: "附件\n题\n1. 甲。\n" * (size // 12),
    "volume": lambda size: "".join(
        f"79/{n % 9999}. A title\nA\nAt its meeting it met.\nB\n" for n in range(size // 38)
    ),
    "levels": lambda size: "1. 甲：\n㈠ 乙：\n⑴ 丙；\na. x\n• y\n(b) (i) z;\n" * (size // 36),
    "rules": lambda size: "".join(f"Rule {n}\nA. Part\n1. Text.\n2. More\n" for n in range(size // 34)),
    "two languages": lambda size: "The Council meets here.\n\n理事会在此举行会议并作出决定。\n\n" * (size // 42),
    "chapters": lambda size: "".join(f"第{n}章\n一. 题\n1. 段。\n" for n in range(size // 17)),
    "votes": lambda size: "1. 甲\n赞成：\n" * (size // 10),
    "run-in preamble": lambda size: "Preamble The Parties, " + "Recalling x, " * (size // 13),
}


def seconds(text: str) -> float:
    """The processor time to parse a text: what else the machine does counts little."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


def growth(size: int = 200_000) -> None:
    """Print for each shape the time for a size and for the double, and their ratio."""
    print("shape                  characters  seconds    twice   ratio   million characters a second")
    for name, shape in SHAPES.items():
        one, two = shape(size), shape(size * 2)
        first, second = (min(seconds(text) for _ in range(3)) for text in (one, two))
        print(
            f"{name:20} {len(one):12,} {first:8.3f} {second:8.3f} {second / max(first, 1e-6):7.2f} "
            f"{len(two) / second / 1e6:10.2f}"
        )


def sizes() -> None:
    """Print the time for the four documents together, repeated up to 20 million characters."""
    base = "\n".join(path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt")))
    for times in (1, 2, 4, 8, 135):
        text = base * times
        taken = seconds(text)
        print(f"{'documents x ' + str(times):20} {len(text):12,} {taken:8.3f} {len(text) / taken / 1e6:26.2f}")
    text = noise(1_000_000, random.Random(1))  # noqa: S311
    taken = seconds(text)
    print(f"{'noise':20} {len(text):12,} {taken:8.3f} {len(text) / taken / 1e6:26.2f}")


def fuzz(count: int) -> None:
    """Parse so many inputs; the first that loses a character is printed and ends the run."""
    slowest = 0.0
    for number, text in enumerate(inputs(count)):
        start = time.perf_counter()
        document = read(text)
        slowest = max(slowest, time.perf_counter() - start)
        if wrong := losses(text, document):
            raise SystemExit(f"input {number}: {wrong}\n{text!r}")
    print(f"{count:,} inputs, none raised, nothing lost; the slowest took {slowest * 1000:.0f} ms")


def prints(count: int, seed: int = 1) -> None:
    """Print the four documents with other widths and pages; every print in which a paragraph changes is told."""
    from tests.parsing import mutations
    from tests.parsing.documents import NAMES, document

    chance = random.Random(seed)  # noqa: S311 (repeatable)
    flat = {name: mutations.unwrapped(name) for name in NAMES}
    whole: dict[str, list[float]] = {"with signs": [], "without": []}
    for _ in range(count):
        name, width, every = chance.choice(NAMES), chance.randrange(22, 131), chance.randrange(5, 61)
        text = mutations.turned(flat[name], mutations.TURNS[name], every)
        for signs, given in (("with signs", text), ("without", mutations.bare(text))):
            share = mutations.share(document(name), read(mutations.wrapped(width)(given)))
            whole[signs].append(share)
            if share < 1 and signs == "with signs":
                print(f"{name} at {width} columns, a page of {every} lines: {share:.4f}")
    for signs, shares in whole.items():
        print(f"{signs}: {sum(share == 1 for share in shares)} of {count} the same, the least {min(shares):.4f}")


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--inputs", type=int, default=0)
    options.add_argument("--growth", action="store_true", help="only the shapes")
    options.add_argument("--prints", type=int, default=0)
    given = options.parse_args()
    if given.prints:
        prints(given.prints)
        return
    if given.inputs:
        fuzz(given.inputs)
        return
    growth()
    if not given.growth:
        sizes()


if __name__ == "__main__":
    main()
