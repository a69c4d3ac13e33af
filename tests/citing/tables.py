"""Reads the tables of cases: text in, citations out. See the head of tests/data/citing/zh.txt for the notation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from unreader import model
from unreader.citing.resolving import find_citations

DATA = Path(__file__).parents[1] / "data" / "citing"
_MARK = re.compile(r"\[\^(\d+)\]")
_BODIES = {"zh": "大会，", "en": "The General Assembly,"}


@dataclass
class Case:
    """One case: the blocks that are read, and what is expected of them, a line for each citation."""

    language: str
    place: str
    blocks: list[tuple[str, str]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def document(self, change: Changer | None = None) -> model.Document:
        """The case as a document; `change` alters each text before its marks are taken out."""
        blocks = []
        body = self.settings.get("body", _BODIES[self.language])
        if body != "-":
            blocks.append(model.Block("body", "body", "", body))
        counts = {"para": 0, "fn": 0, "h": 0}
        for kind, text in self.blocks:
            counts[kind] += 1
            altered = change(text) if change else text
            plain, marks = _without_marks(altered)
            name = {"para": "paragraph", "fn": "footnote", "h": "heading"}[kind]
            label = str(counts[kind])
            blocks.append(model.Block(f"{kind}{label}", name, label, plain, marks))  # type: ignore[arg-type]
        symbol = self.settings.get("symbol", "A/RES/80/1")
        kind = self.settings.get("kind", "resolution")
        date = self.settings.get("date", "2025-12-18")
        return model.Document(symbol, self.language, kind, "", tuple(blocks), (symbol,), date)  # type: ignore[arg-type]

    def found(self, change: Changer | None = None) -> list[str]:
        """What is found, written as the table writes it."""
        return [written(citation) for citation in find_citations(self.document(change))]


class Changer:
    """Alters a text: a named change, for tests that it changes nothing in what is found."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, text: str) -> str:
        return CHANGES[self.name](text)


def _blanks(text: str) -> str:
    """Blanks at every border of a Chinese character and a figure, as a PDF's text layer has them."""
    return re.sub(r"(?<=[一-龥])(?=\d)|(?<=\d)(?=[一-龥])", " ", text)


def _wide(text: str) -> str:
    """Full-width figures between 第 and 号."""
    return re.sub(
        r"第([\d/]+)号", lambda match: "第" + "".join(chr(ord(sign) + 0xFEE0) for sign in match[1]) + "号", text
    )


def _half_width(text: str) -> str:
    """Half-width commas and semicolons."""
    return text.replace("，", ", ").replace("；", "; ")


CHANGES = {"blanks": _blanks, "wide": _wide, "half-width": _half_width}


def written(citation: model.Citation) -> str:
    """A citation as a line of the table."""
    target = citation.target or "?"
    pinpoint = f" {citation.pinpoint}" if citation.pinpoint else ""
    more = "".join(
        f" {name}={value}"
        for name, value in (
            ("via", citation.via),
            ("volumes", ",".join(citation.volumes)),
            ("symbols", ",".join(citation.symbols)),
            ("candidates", ",".join(citation.candidates)),
            ("conflict", citation.conflict.target if citation.conflict else ""),
            ("date", citation.date),
            ("subject", citation.subject.replace(" ", "_")),
        )
        if value
    )
    block = "" if citation.block.startswith("para") and citation.block == "para1" else f"{citation.block}: "
    return f"{block}{citation.kind} {target}{pinpoint}{more} = {citation.quote}"


def cases(language: str) -> list[Case]:
    """All cases of a language's table."""
    found: list[Case] = []
    case: Case | None = None
    for number, line in enumerate((DATA / f"{language}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            case = None
            continue
        if case is None:
            case = Case(language, f"{language}.txt:{number}")
            found.append(case)
        if line.startswith("> "):
            case.blocks.append(("para", line[2:]))
        elif line.startswith("^ "):
            case.blocks.append(("fn", line[2:]))
        elif line.startswith("! "):
            case.blocks.append(("h", line[2:]))
        elif line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            case.settings[key] = value
        else:
            case.expected.append(line)
    return found


def _without_marks(text: str) -> tuple[str, tuple[model.FootnoteMark, ...]]:
    plain, marks, end = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        marks.append(model.FootnoteMark(match[1], len(plain)))
        end = match.end()
    return plain + text[end:], tuple(marks)
