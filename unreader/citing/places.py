"""References to another place in the same document: (见第37段，决议草案四), 本决议附件, paragraph 2 above."""

from __future__ import annotations

from unreader.citing import pinpoints
from unreader.citing.found import Claims, Found
from unreader.citing.frames import Frames
from unreader.citing.grammar import Grammar
from unreader.citing.lines import Line
from unreader.model import SAME_DOCUMENT


def find_seen(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """Add what a line sends the reader to (见第一章，C节，决定草案一): the path of the innermost place named."""
    text = line.text
    for match in grammar.patterns["internal"].finditer(text):
        if claims.covers(match.end()):
            continue
        pins = pinpoints.read(text, match.end(), grammar, pinpoints.IN_HERE)
        for pin in pins:
            path = pinpoints.here(pin.parts)
            if path:
                _add(line, pin.start, pin.end, path, "internal", claims, found)


def find_own(line: Line, grammar: Grammar, frames: Frames, claims: Claims, found: list[Found]) -> None:
    """Add 本决议附件 and paragraphs above and below; they stand in the innermost text."""
    text = line.text
    inner = frames.of(line).path
    prefix = f"{inner}/" if inner else ""
    for match in grammar.patterns["own_annex"].finditer(text):
        _add(line, match.start(), match.end(), f"{prefix}annex", "internal:own-annex", claims, found)
    for match in grammar.patterns["own_place"].finditer(text):
        kind = "op" if line.block.path.startswith((f"{prefix}op", f"{prefix}pp")) else "para"
        path = f"{prefix if kind == 'op' else ''}{kind}{match['number']}{(match['items'] or '').replace(' ', '')}"
        _add(line, match.start(), match.end(), path, "internal:own-paragraph", claims, found)


def that_annex(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """该决议附件: the annex of the resolution cited last before it in the line."""
    for match in grammar.patterns["that_annex"].finditer(line.text):
        kind = "decision" if (match["noun"] or "") in grammar.words.decision else "resolution"
        before = [item for item in found if item.end <= match.start() and item.kind == kind and item.target]
        if before and not claims.covers(match.start()):
            last = max(before, key=lambda item: item.end)
            claims.add(match.start(), match.end())
            found.append(
                Found(
                    line.index,
                    match.start(),
                    match.end(),
                    "provision",
                    "provision:that-annex",
                    target=last.target,
                    pinpoint="annex",
                    via="context",
                    date=last.date,
                )
            )


def _add(line: Line, start: int, end: int, path: str, rule: str, claims: Claims, found: list[Found]) -> None:
    if not claims.covers(start, end):
        claims.add(start, end)
        found.append(Found(line.index, start, end, "internal", rule, target=SAME_DOCUMENT, pinpoint=path))
