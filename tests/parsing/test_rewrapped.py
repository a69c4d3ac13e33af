"""The same paragraphs come out when the page is printed otherwise: rules, not this print's accidents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from tests.parsing.documents import document, parsed, source
from unreader.model import Document
from unreader.parsing.lines import columns

FULL = str.maketrans(",;:()", "，；：（）")


def told(read: Document) -> list[tuple[str, str, str, str, tuple[tuple[str, int], ...]]]:
    return [
        (
            block.path,
            block.kind,
            folded(block.label),
            folded(block.text),
            tuple((mark.label, len(folded(block.text[: mark.at]))) for mark in block.footnotes),
        )
        for block in read.blocks
    ]


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(FULL)


#: What a line is broken between: words, and single Chinese characters with the marks that may not begin a line.
UNITS = re.compile(r"[!-~]+[⁰-⁹¹²³]*|\s+|.[，、；：。？！》〉”’）]*(?:[⁰-⁹¹²³]+|(?<=[，、；》）。])\d+)?")


def wrapped(width: int) -> Callable[[str], str]:
    def wrap(line: str) -> str:
        ink = line.rstrip()
        lines, current = [], ""
        for word in UNITS.findall(ink):
            if columns(current) + columns(word) > width and current:
                lines.append(current.rstrip())
                current = ""
            current += word if current or not word.isspace() or not lines else ""
        # What a line ends with stays at the end of its last piece.
        return "\n".join([*lines, current]) + line[len(ink) :]

    return lambda text: "\n".join(wrap(line) for line in text.split("\n"))


def figures(text: str) -> str:
    return re.sub(r"[⁰-⁹¹²³]+", lambda match: unicodedata.normalize("NFKC", match[0]), text)


def raised_marks(text: str) -> str:
    marks = sorted((entry.start, entry.end) for entry in document("A_79_459").furniture if entry.kind == "mark")
    for start, end in reversed(marks):
        text = text[:start] + text[start:end].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) + text[end:]
    return text


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("A_RES_78_229", lambda text: re.sub(r"\n{2,}", "\n", text)),
        ("A_RES_78_229", lambda text: text.replace("\n", "\n\n")),
        ("A_RES_78_229", figures),
        ("A_RES_78_229", wrapped(76)),
        ("A_RES_78_229", wrapped(110)),
        ("E_RES_2021_20", wrapped(76)),
        ("E_RES_2021_20", wrapped(110)),
        ("E_RES_2021_20", figures),
        (
            "E_RES_2021_20",
            lambda text: text.replace("，", ",").replace("；", ";").replace("（", "(").replace("）", ")"),
        ),
        ("A_79_459", lambda text: "\n".join(line.lstrip(" ") for line in text.split("\n"))),
        ("A_79_459", lambda text: re.sub(r"\n *\n", "\n", text)),
        ("A_79_459", lambda text: text.replace("(", "（").replace(")", "）")),
        ("A_79_459", raised_marks),
        ("E_2024_30", lambda text: "\n".join(line.lstrip(" ") for line in text.split("\n"))),
    ],
)
def test_another_print_gives_the_same_paragraphs(name: str, change: Callable[[str], str]) -> None:
    assert told(parsed(change(source(name).text))) == told(document(name))


@pytest.mark.parametrize("name", ["A_79_459", "E_2024_30"])
def test_without_any_sign_of_the_layout_most_paragraphs_stay(name: str) -> None:
    bare = "\n".join(line.strip() for line in source(name).text.split("\n"))
    expected = told(document(name))
    found = set(told(parsed(bare)))
    assert sum(block in found for block in expected) > len(expected) * 0.9
