"""References to another place in the same document: (见第37段，决议草案四), 本决议附件, paragraph 2 above."""

from __future__ import annotations

import re

from unreader.citing import numerals, pinpoints
from unreader.citing.found import Claims, Found
from unreader.citing.frames import Frames
from unreader.citing.grammar import Grammar
from unreader.citing.lines import Line
from unreader.model import SAME_DOCUMENT, Span

_ANNEX = re.compile(r"(?:.*?/)?annex\d*/")


def find_seen(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """Add what a line sends the reader to (见第一章，C节，决定草案一): the path of the innermost place named."""
    text = line.text
    for match in grammar.patterns["internal"].finditer(text):
        if claims.covers(match.end()):
            continue
        pins = pinpoints.read(text, match.end(), grammar, pinpoints.IN_HERE)
        if pins and _is_of_another(text, pins[-1].end, grammar):
            continue
        for pin in pins:
            path = pinpoints.here(pin.parts)
            if path:
                _add(line, pin.start, pin.end, path, "internal", claims, found)


def _is_of_another(text: str, at: int, grammar: Grammar) -> bool:
    """Whether the words behind a place say whose it is, and not that it is the present text's."""
    if grammar.patterns["thereof"].match(text, at):
        return True
    of = grammar.patterns["elsewhere"].match(text, at)
    return of is not None and not grammar.patterns["present"].match(text, of.end() + 1)


def find_own(
    line: Line, grammar: Grammar, frames: Frames, annexes: frozenset[str], claims: Claims, found: list[Found]
) -> None:
    """Add 本决议附件 and paragraphs above and below; they stand in the innermost text.

    `annexes` are the paths of the document's numbered annexes: only those are meant by their number alone.
    """
    text = line.text
    inner = frames.of(line).path
    prefix = f"{inner}/" if inner else ""
    for match in grammar.patterns["own_annex"].finditer(text):
        number = numerals.number(match["number"]) if match["number"] else None
        _add(line, match.start(), match.end(), f"{prefix}annex{number or ''}", "internal:own-annex", claims, found)
    if annexes and line.block.kind not in ("heading", "title"):
        _add_numbered_annexes(line, grammar, inner, annexes, claims, found)
    for match in grammar.patterns["own_place"].finditer(text):
        operative = line.block.path.startswith((f"{prefix}op", f"{prefix}pp"))
        inside = f"{prefix}op" if operative else f"{_annex_around(line)}para"
        if claims.covers(match.start(), match.end()):
            continue
        claims.add(match.start(), match.end())
        if match["more"]:
            members = pinpoints.members_with_items("paragraph", match, 0)
            for part, start, stop in members:
                path = f"{inside}{part.value}{part.items}"
                found.append(_internal(line, start, stop, path, "internal:own-paragraph"))
        else:
            _add_members(line, match, inside, found)
        _add_more(line, grammar, match.end(), inside, claims, found)


def _add_numbered_annexes(
    line: Line, grammar: Grammar, inner: str, annexes: frozenset[str], claims: Claims, found: list[Found]
) -> None:
    """The annexes that a text calls by their numbers (载于附件一, annexes I and II), if it has them."""
    for match in grammar.patterns["numbered_annex"].finditer(line.text):
        pins = pinpoints.read(line.text, match.start(), grammar, pinpoints.IN_HERE)
        if not pins or pins[0].start != match.start() or grammar.patterns["elsewhere"].match(line.text, pins[-1].end):
            continue
        for pin in pins:
            path, around = pinpoints.here(pin.parts), inner
            annex, _, place = path.partition("/")
            while around and f"{around}/{annex}" not in annexes:
                around = around.rpartition("/")[0]
            annex = f"{around}/{annex}" if around else annex
            if annex in annexes:
                path = f"{annex}/{place}" if place else annex
                _add(line, pin.start, pin.end, path, "internal:numbered-annex", claims, found)


def _add_members(line: Line, match: re.Match[str], inside: str, found: list[Found]) -> None:
    """The paragraphs of a plain list above or below, each with the words that name it."""
    at, listed = match.start("list"), numerals.members(match["list"])
    for place, (value, begin, end) in enumerate(listed):
        last = place == len(listed) - 1
        path = f"{inside}{value}" + (pinpoints.marks(match["items"] or "") if last else "")
        before = listed[place - 1][2] if place else 0
        if place and before <= begin:
            between = match["list"][before:begin]
            begin = before + len(between) - len(between.lstrip(" ,，、-–—"))
        start, stop = (at + begin if place else match.start()), (match.end() if last else at + end)
        found.append(_internal(line, start, stop, path, "internal:own-paragraph"))


def _add_more(line: Line, grammar: Grammar, at: int, inside: str, claims: Claims, found: list[Found]) -> None:
    """The places joined to one of our own, where the noun stands behind each: 下文第20段和第22(a)段."""
    if grammar.noun_position != "after":
        return
    while joint := grammar.patterns["pin_list"].match(line.text, at):
        pins = pinpoints.read(line.text, joint.end(), grammar, frozenset(["paragraph"]))
        if not pins or pins[0].start != joint.end():
            return
        claims.add(pins[0].start, pins[-1].end)
        for pin in pins:
            path = f"{inside}{pin.parts[-1].value}{pin.parts[-1].items}"
            found.append(_internal(line, pin.start, pin.end, path, "internal:own-paragraph"))
        at = pins[-1].end


def _annex_around(line: Line) -> str:
    """The annex in which a line stands, as the beginning of a path: a declaration's paragraphs are counted in it."""
    match = _ANNEX.match(line.block.path)
    return match[0] if match else ""


def find_own_provisions(line: Line, grammar: Grammar, kind: str, claims: Claims, found: list[Found]) -> None:
    """Add what an instrument says of its own articles: 本公约第五十七条, article 57 of this Convention.

    In the text of a treaty (`kind`) an article without any name is its own too.
    """
    text = line.text
    if line.block.kind in ("heading", "title"):
        return
    for match in grammar.patterns["this_article"].finditer(text):
        article = next((part for part in line.block.path.split("/") if part.startswith("art")), "")
        for value, _, _ in numerals.members(match["list"]) if article else ():
            items = (match["items"] or "").replace(" ", "")
            path = f"{article}/para{value}{items}"
            found.append(_internal(line, match.start(), match.end(), path, "internal:this-article"))
        claims.add(match.start(), match.end())
    for match in grammar.patterns["own_instrument"].finditer(text):
        pins = pinpoints.read(text, match.end(), grammar, pinpoints.IN_INSTRUMENT)
        _add_provision(line, match.start(), pins, claims, found)
    for match in grammar.patterns["provision_start"].finditer(text):
        if claims.covers(match.start()):
            continue
        pins = pinpoints.read(text, match.start(), grammar, pinpoints.IN_INSTRUMENT)
        if not pins or pins[0].start != match.start():
            continue
        behind = grammar.patterns["own_instrument_behind"].match(text, pins[-1].end)
        bare = kind == "treaty" and all(pin.parts[0].level == "article" for pin in pins)
        if behind or (bare and not grammar.patterns["provision_of"].match(text, pins[-1].end)):
            _add_provision(line, match.start(), pins, claims, found, behind.end() if behind else 0)


def _add_provision(
    line: Line, start: int, pins: list[pinpoints.Pin], claims: Claims, found: list[Found], end: int = 0
) -> None:
    if not pins or claims.covers(start, max(end, pins[-1].end)):
        return
    claims.add(start, max(end, pins[-1].end))
    for place, pin in enumerate(pins):
        last = end if end and place == len(pins) - 1 else pin.end
        path = _annex_around(line) + pinpoints.provision_path(pin.parts)
        found.append(_internal(line, pin.start if place else start, last, path, "internal:own-provision"))


def find_that(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """Add places in the resolution cited last: 该决议附件, 同一决议第15段, paragraph 3 of that resolution."""
    for match in grammar.patterns["that_place"].finditer(line.text):
        if not match["noun"] and not _is_of_number(line, grammar, match.start(), found):
            continue
        pins = pinpoints.read(line.text, match.end(), grammar, pinpoints.IN_TEXT)
        _add_that(line, grammar, match, pins, (match.start() if match["noun"] else match.end(), 0), claims, found)
    for match in grammar.patterns["that_annex"].finditer(line.text):
        if not match["noun"] and _is_ours(line, grammar, match.start(), found):
            _add(line, match.start(), match.end(), "annex", "internal:own-annex", claims, found)
            continue
        pin = pinpoints.Pin((pinpoints.Part("annex", ""),), match.start(), match.end())
        _add_that(line, grammar, match, [pin], (match.start(), match.end()), claims, found)
    if grammar.title_marks:
        return
    for start in grammar.patterns["provision_start"].finditer(line.text):
        pins = pinpoints.read(line.text, start.start(), grammar, pinpoints.IN_TEXT)
        behind = grammar.patterns["that_behind"].match(line.text, pins[-1].end) if pins else None
        if behind and behind["thereof"] and not _is_of_number(line, grammar, start.start(), found):
            continue
        if behind and behind["bare"] and not _has_before(behind["bare"], start.start(), grammar, found):
            continue
        if behind and pins[0].start == start.start():
            _add_that(line, grammar, behind, pins, (start.start(), behind.end()), claims, found)


def _has_before(noun: str, at: int, grammar: Grammar, found: list[Found]) -> bool:
    """Whether "the resolution", "the decision" can be said of one that is cited before it in this line."""
    kind = "decision" if noun in grammar.words.decision else "resolution"
    return any(item.end <= at and item.kind == kind and item.target for item in found)


def _is_ours(line: Line, grammar: Grammar, at: int, found: list[Found]) -> bool:
    """Whether "thereto" is said of the present text: it is named behind the last number."""
    last = max((item.end for item in found if item.end <= at), default=0)
    return grammar.patterns["present"].search(line.text, last, at) is not None


def _is_of_number(line: Line, grammar: Grammar, at: int, found: list[Found]) -> bool:
    """Whether 其中, thereof is said of a number: in this sentence, with no instrument named behind it."""
    numbers = [item.base_end or item.end for item in found if item.number and item.end <= at]
    if not numbers:
        return False
    between = line.text[max(numbers) : at]
    names = "|".join(grammar.words.name_words)
    named = "》" in between if grammar.title_marks else re.search(rf"\b(?:{names})\b", between) is not None
    return not named and grammar.sentence.search(between) is None


def _add_that(
    line: Line,
    grammar: Grammar,
    match: re.Match[str],
    pins: list[pinpoints.Pin],
    around: tuple[int, int],
    claims: Claims,
    found: list[Found],
) -> None:
    """Add the places in the last resolution (or decision, as `match` says) before them; `around` is the whole quote."""
    start, end = around
    if not pins or claims.covers(start):
        return
    noun = match["noun"] or match.groupdict().get("bare") or ""
    kind = "decision" if noun in grammar.words.decision else "resolution"
    before = [item for item in found if item.end <= start and item.kind == kind and item.target]
    last = max(before, key=lambda item: item.end, default=None)
    claims.add(start, max(end, pins[-1].end))
    for place, pin in enumerate(pins):
        found.append(
            Found(
                line.index,
                pin.start if place else start,
                end if end and place == len(pins) - 1 else pin.end,
                "provision",
                "provision:that",
                target=last.target if last else "",
                pinpoint=pinpoints.written(pin.parts),
                via="context" if last else "",
                antecedent=Span(line.block.path, *line.span(last.start, last.end)) if last else None,
                date=last.date if last else "",
                state="known" if last else "unknown",
            )
        )


def _add(line: Line, start: int, end: int, path: str, rule: str, claims: Claims, found: list[Found]) -> None:
    if not claims.covers(start, end):
        claims.add(start, end)
        found.append(_internal(line, start, end, path, rule))


def _internal(line: Line, start: int, end: int, path: str, rule: str) -> Found:
    return Found(line.index, start, end, "internal", rule, target=SAME_DOCUMENT, pinpoint=path)
