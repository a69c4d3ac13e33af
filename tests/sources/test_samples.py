"""Whole documents of the UN, where UNREADER_SAMPLES names a folder with them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from unreader.parsing import parse
from unreader.sources import SourceError, read_file


@pytest.mark.parametrize(
    ("file", "symbol", "preambular", "operative", "footnotes"),
    [
        # The Chinese print sets its paragraph 80 as two; the English one has 84.
        ("A_RES_78_229.en.pdf", "A/RES/78/229", 84, 93, 53),
        ("A_RES_80_227.en.pdf", "A/RES/80/227", 20, 22, 10),
        ("A_C.3_80_L.9.en.pdf", "A/C.3/80/L.9", 20, 22, 10),
    ],
)
def test_resolutions_from_pdf(
    samples: Path, file: str, symbol: str, preambular: int, operative: int, footnotes: int
) -> None:
    document = parse(read_file(samples / file))
    kinds = Counter(block.kind for block in document.blocks)
    marks = Counter(mark.label for block in document.blocks for mark in block.footnotes)
    assert document.symbol == symbol
    assert (kinds["preambular"], kinds["operative"], kinds["footnote"]) == (preambular, operative, footnotes)
    assert marks == {str(number): 1 for number in range(1, footnotes + 1)}
    assert not document.warnings


def test_a_scan(samples: Path) -> None:
    with pytest.raises(SourceError, match="run OCR on it first"):
        read_file(samples / "scan_without_text.pdf")


def test_decisions_from_docx(samples: Path) -> None:
    document = parse(read_file(samples / "FCCC_PA_CMA_2021_decisions.en.docx"))
    marks = [mark.label for block in document.blocks for mark in block.footnotes]
    assert document.symbol == "FCCC/PA/CMA/2021/10/Add.3"
    assert sorted(marks, key=int) == [str(number) for number in range(1, 85)]


@pytest.mark.parametrize("file", ["UDHR.zh.html", "UDHR.zh-hant.html"])
def test_the_declaration_from_html(samples: Path, file: str) -> None:
    document = parse(read_file(samples / file))
    articles = {block.path.split("/")[0] for block in document.blocks if block.path.startswith("art")}
    assert len(articles) == 30
