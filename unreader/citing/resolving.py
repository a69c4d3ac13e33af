"""The whole way from a document to its citations: normalise, find, whose, 同上, names, places, evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from unreader import symbols
from unreader.citing import bodies, evidence, finding, grammar, instruments, lines, places
from unreader.citing.found import Claims, Found
from unreader.citing.frames import Frames
from unreader.citing.lines import Line
from unreader.citing.naming import Names
from unreader.citing.notes import Notes
from unreader.citing.whose import Owner, Reader, shape_of
from unreader.model import Citation, Document

#: The year by which numbers are judged in a document without a date.
_LATEST_YEAR = 2035
_NUMBERED_ANNEX = re.compile(r"(?:^|/)annex\d+$")


def find_citations(document: Document) -> tuple[Citation, ...]:
    """All citations of a document, in the order of its text (by block, then by offset).

    Needs no library: `opens` is None and `state` says only whether the target is known, unknown or ambiguous.
    Linear in the length of the text.
    """
    return _Resolver(document).run()


class _Resolver:
    """One document on its way through the stages; each stage adds to what is found in each line."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._own = frozenset({document.symbol, *document.symbols})
        self._grammar = grammar.of(document.language)
        self._bodies = bodies.of(self._grammar.language)
        self._lines = [lines.line_of(index, block, self._grammar.folds) for index, block in enumerate(document.blocks)]
        self._frames = Frames(document, self._lines, self._bodies)
        self._notes = Notes(self._lines)
        self._reader = Reader(self._grammar, self._bodies, self._frames, _year(document))
        places_in = (block.path.rpartition("/")[0] for block in document.blocks)
        self._annexes = frozenset(path for path in places_in if _NUMBERED_ANNEX.search(path))
        self._found: dict[int, list[Found]] = {}
        self._claims: dict[int, Claims] = {}

    def run(self) -> tuple[Citation, ...]:
        for line in self._lines:
            self._found[line.index], self._claims[line.index] = finding.find(line, self._grammar, self._own)
        self._resolve_numbers()
        self._notes.resolve_again(self._found, self._grammar)
        for line in self._lines:
            items, claims = self._found[line.index], self._claims[line.index]
            if line.block.kind != "footnote":
                evidence.settle_by_note(line, items, self._found, self._notes, self._bodies)
            if any(literal in line.text for literal in self._grammar.triggers["own"]):
                places.find_own(line, self._grammar, self._frames, self._annexes, claims, items)
            if any(literal in line.text for literal in self._grammar.triggers["that"]):
                places.find_that(line, self._grammar, claims, items)
            if self._document.kind == "treaty" or any(
                word in line.text for word in self._grammar.triggers["own-provision"]
            ):
                places.find_own_provisions(line, self._grammar, self._document.kind, claims, items)
            items.sort(key=lambda item: item.start)
        registry = instruments.registry()
        names = Names(self._lines, self._grammar, registry, self._bodies, self._frames, self._notes, self._own)
        names.find(self._claims, self._found)
        evidence.compare_links(self._lines, self._document.links, self._found)
        return tuple(self._citation(item) for line in self._lines for item in _in_order(self._found[line.index]))

    def _resolve_numbers(self) -> None:
        for line in self._lines:
            numbers = [item for item in self._found[line.index] if item.number]
            if numbers:
                _share_nouns(line, numbers, self._grammar)
                self._resolve_line(line, numbers)
                self._found[line.index] = [item for item in self._found[line.index] if not self._is_own(item)]

    def _is_own(self, item: Found) -> bool:
        """A document's own number: its title, not a citation. Its paragraphs and annexes may be cited."""
        return bool(item.number) and not item.pinpoint and item.target in self._own

    def _resolve_line(self, line: Line, numbers: Sequence[Found]) -> None:
        before: tuple[int, Owner] | None = None
        group, owner = -1, Owner("", "", "")
        end = 0
        for item in numbers:
            if item.group != group:
                before = (end, owner) if group >= 0 else None
                group = item.group
                earlier = owner
                owner = self._owner(line, item, before)
                if owner.rule == "number:list" and not owner.subject and not self._closed(line, end):
                    owner = replace(owner, subject=earlier.subject)
            end = max(end, item.end, item.base_end)
            shape = shape_of(item.number).split()
            other = bool(shape) and owner.series not in shape
            self._give(item, replace(owner, series=shape[0], rule="number:shape") if other else owner)

    def _closed(self, line: Line, end: int) -> bool:
        """Whether a list's member says resolution or decision itself, so that what it is about is its own."""
        words = self._grammar.words
        nouns = (*words.resolution, *words.decision)
        return self._grammar.noun_position == "after" and line.text.endswith(nouns, 0, end)

    def _owner(self, line: Line, item: Found, before: tuple[int, Owner] | None) -> Owner:
        owner = self._reader.owner(line, item, before)
        if not owner.rule.startswith("number:") or owner.rule in _BY_THE_SENTENCE:
            return owner
        printed = self._printed_in(line, item)
        if printed:
            return Owner(printed, "context", "number:printed-in", date=owner.date, subject=owner.subject)
        call = self._notes.calls.get(line.index)
        if line.block.kind == "footnote" and call is not None and not shape_of(item.number):
            anchor = self._lines[call.line]
            told = self._reader.by_context(anchor, item, call.at)
            return Owner(told.series, "context", told.rule, told.antecedent, owner.date, owner.subject)
        return owner

    def _printed_in(self, line: Line, item: Found) -> str:
        """The body in whose document a resolution is cited as printed: CAC/COSP/2013/18，第一.A节，第5/3号决议."""
        here = self._found[line.index]
        for place in range(bisect_left(here, item.start, key=lambda other: other.start) - 1, -1, -1):
            other = here[place]
            if other.kind in ("document", "record") and other.end <= item.start <= other.end + 2:
                return self._bodies.of_document(other.target)
            if other.end + 2 < item.start:
                break
        return ""

    def _give(self, item: Found, owner: Owner) -> None:
        decision = item.noun == "decision"
        item.kind = "decision" if decision else "resolution"
        item.via, item.rule, item.antecedent = owner.via, owner.rule, owner.antecedent
        item.date, item.subject = owner.date or item.date, owner.subject or item.subject
        if owner.series:
            item.target = symbols.resolution_symbol(owner.series, item.number, decision=decision)
        else:
            item.state = "unknown"
            item.candidates = tuple(
                symbols.resolution_symbol(series, item.number, decision=decision) for series in owner.candidates
            )

    def _citation(self, item: Found) -> Citation:
        line = self._lines[item.line]
        start, end = line.span(item.start, item.end)
        return Citation(
            line.block.path,
            start,
            end,
            line.block.text[start:end],
            item.kind,
            item.target,
            item.pinpoint,
            item.via,
            item.rule,
            None,
            item.state if item.target else ("ambiguous" if item.candidates else "unknown"),
            (),
            item.symbols,
            item.volumes,
            item.candidates,
            item.antecedent,
            item.conflict,
            item.date,
            item.subject,
        )


def _year(document: Document) -> int:
    """The year of a document: its date's, or the one in its symbol (E/2024/30; A/79/459 is of the 79th session)."""
    if document.date:
        return int(document.date[:4])
    if match := re.search(r"/((?:19|20)\d\d)(?:/|$)", document.symbol):
        return int(match[1])
    if match := re.match(r"A/(?:[A-Z]+[.\d]*/)*(\d{2,3})/", document.symbol):
        return 1946 + int(match[1])
    return _LATEST_YEAR


#: Rules by which the sentence itself says whose a number is.
_BY_THE_SENTENCE = frozenset(
    ["number:body", "number:short-name", "number:own", "number:subject", "number:list", "number:unknown-body"]
)


def _share_nouns(line: Line, numbers: Sequence[Found], language: grammar.Grammar) -> None:
    """Give a member without a noun the one that its list ends with (第46/152号、…和第77/237号决议)."""
    noun, limit = "", len(line.text)
    for item in reversed(numbers):
        if item.noun:
            noun = item.noun
        elif noun and not language.sentence.search(line.text, item.end, limit):
            item.noun = noun
        else:
            item.noun = "resolution"
        limit = item.start


def _in_order(items: list[Found]) -> list[Found]:
    return sorted(items, key=lambda item: (item.start, item.end))
