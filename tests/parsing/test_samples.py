"""Whole documents as people have them: what comes out of them, and that nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.fuzz import losses
from unreader.model import Document
from unreader.parsing import parse
from unreader.sources import read_file


def numbers(document: Document, pattern: str) -> list[int]:
    return [int(match[1]) for block in document.blocks if (match := re.fullmatch(pattern, block.path))]


@pytest.mark.parametrize(
    ("file", "language", "kind", "symbol", "date"),
    [
        ("A_C.3_80_L.9.en.pdf", "en", "resolution", "A/C.3/80/L.9", "2025-10-17"),
        ("A_RES_78_229.en.pdf", "en", "resolution", "A/RES/78/229", "2023-12-19"),
        ("A_RES_80_227.en.pdf", "en", "resolution", "A/RES/80/227", "2025-12-18"),
        ("S_RES_2326.zh-hant.txt", "zh", "resolution", "S/RES/2326(2016)", "2016-12-15"),
        ("S_RES_87.zh-hant.txt", "zh", "resolution", "S/RES/87(1950)", "1950-09-29"),
        ("UDHR.fr.html", "fr", "other", "", None),
        ("UDHR.zh-hant.html", "zh", "other", "", None),
        ("UDHR.zh.html", "zh", "other", "", None),
        ("UNCAC.en.md", "en", "treaty", "", None),
    ],
)
def test_samples(samples: Path, file: str, language: str, kind: str, symbol: str, date: str | None) -> None:
    source = read_file(samples / file)
    document = parse(source)
    assert losses(source.text, document) == ""
    assert (document.language, document.kind, document.symbol, document.date) == (language, kind, symbol, date)


def test_the_english_pages_have_the_paragraphs_of_the_chinese_text(samples: Path) -> None:
    document = parse(read_file(samples / "A_RES_78_229.en.pdf"))
    # One fewer than in Chinese: pp80 and pp81 there are one paragraph in English (“…, and noting the adoption of …”).
    assert numbers(document, r"pp(\d+)") == list(range(1, 85))
    assert numbers(document, r"op(\d+)") == list(range(1, 94))
    assert sorted(numbers(document, r"fn(\d+)")) == list(range(1, 54))
    marks = [mark.label for block in document.blocks for mark in block.footnotes]
    assert sorted(map(int, marks)) == list(range(1, 54))


@pytest.mark.parametrize("file", ["UDHR.fr.html", "UDHR.zh-hant.html", "UDHR.zh.html"])
def test_a_declaration_in_articles(samples: Path, file: str) -> None:
    document = parse(read_file(samples / file))
    assert numbers(document, r"art(\d+)/h1") == list(range(1, 31))
    assert numbers(document, r"pp(\d+)") == list(range(1, 8))


def test_a_treaty_and_the_other_language_behind_it(samples: Path) -> None:
    document = parse(read_file(samples / "UNCAC.en.md"))
    assert numbers(document, r"art(\d+)/h1") == list(range(1, 72))
    paths = {block.path for block in document.blocks}
    assert {"art57/para5", "art63/para4(c)", "art2/(a)(ii)", "pp15"} <= paths
    assert [warning.message.split(":")[0] for warning in document.warnings] == [
        "from here on the text is in another language"
    ]
