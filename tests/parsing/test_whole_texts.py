"""Short documents of every kind, whole: all blocks, marks and citations, from one line a paragraph and from print.

Each stands in tests/data/parsing with its outline beside it: what it is; a line for each block (path, kind, label,
text with its marks); a line for each citation (block, kind, target, pinpoint, quote).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.parsing.documents import marked, parsed
from tests.parsing.mutations import bare, paged, printed
from unreader.citing.resolving import find_citations
from unreader.model import Document

DATA = Path(__file__).parents[1] / "data" / "parsing"
NAMES = sorted(file.name.removesuffix(".txt") for file in DATA.glob("*.txt"))
#: Where the ends of paragraphs keep no blank, these do not say of a line as wide as the page whether it goes on: a
#: single one in decisions and a note, a last line before a title or another sentence in a letter, a report, a treaty.
UNDECIDED = (
    "decision.zh",
    "decision.en",
    "note.zh",
    "letter.en",
    "committee_report.en",
    "treaty.en",
    "convention.zh",
    "convention.en",
    "protocol.zh",
    "decision_list.en",
    "security_council_old.en",
    "declaration_old.zh",
    "note_verbale.zh",
    "verbatim_record.en",
    "presidential_statement.zh",
)


def outline(read: Document) -> Iterator[str]:
    yield f"{read.kind} {read.language} {' '.join(read.symbols)} {read.date} {read.title}"
    for block in read.blocks:
        yield f"{block.path} {block.kind} <{block.label}> {marked(block)}"
    for cited in find_citations(read):
        yield f"@ {cited.block} {cited.kind} {cited.target or '?'} {cited.pinpoint or '-'} = {cited.quote}"


@pytest.fixture(scope="module", params=NAMES)
def text(request: pytest.FixtureRequest) -> tuple[str, str, list[str]]:
    name: str = request.param
    expected = (DATA / f"{name}.outline").read_text(encoding="utf-8").splitlines()
    return name, (DATA / f"{name}.txt").read_text(encoding="utf-8"), expected


def test_one_line_a_paragraph(text: tuple[str, str, list[str]]) -> None:
    assert list(outline(parsed(text[1]))) == text[2]


@pytest.mark.parametrize("width", [44, 70, 92])
def test_lines_of_a_page_with_a_blank_at_the_ends(text: tuple[str, str, list[str]], width: int) -> None:
    assert list(outline(parsed(printed(text[1], width)))) == text[2]


def test_lines_of_a_page_without_blanks(text: tuple[str, str, list[str]]) -> None:
    if text[0] not in UNDECIDED:
        assert list(outline(parsed(bare(printed(text[1], 76))))) == text[2]


#: So short that the few lines that are cut do not tell its width; a page turns between two lines without a stop.
UNTOLD = ("convention.zh", "decision.zh", "note.zh", "conference_decisions.en")


def test_pages_of_plain_text(text: tuple[str, str, list[str]]) -> None:
    if text[0] not in UNTOLD:
        # Footnotes stand at the foot of their pages, in another order.
        assert sorted(outline(parsed(paged(text[1])))) == sorted(text[2])
