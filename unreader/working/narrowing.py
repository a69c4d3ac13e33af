"""Searching a part of a library: `毒品 doc:A/79/459 kind:operative topic:trafficking cites:A/RES/70/1`.

What is typed into a search is words and, anywhere among them, terms of a filter (see unreader.annotating.filters).
A filter goes in, and the scope of a search comes out: it asks of every hit what the filter asks of a paragraph, and
leaves out from the start the documents in which that cannot be true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader.annotating.filters import Subject, Test, TopicOf, fields, parse_filter
from unreader.exporting.subjects import ParagraphSubject, Places
from unreader.library import Library, Reference, containers_of, find_address
from unreader.library.full_text import EVERYWHERE, Scope
from unreader.library.searching import Hit
from unreader.model import Address, UnreaderError
from unreader.symbols import canonical

if TYPE_CHECKING:
    from unreader.annotating import Annotations

_TERM = re.compile(
    rf"(?<!\S)(?:not\s+)?(?:{'|'.join(fields())})[:：](?:[\"“][^\"”]*[\"”]?|[^\s\"“]*)(?!\S)", re.IGNORECASE
)
#: A filter of one term by which documents can be left out.
_PLAIN = re.compile(r"(doc|kind|cites|topic)[:：](?:[\"“]([^\"”]*)[\"”]|([^\s\"“]+))", re.IGNORECASE)


class Typed(Struct, frozen=True):
    """What was typed: the words that are looked for, and the terms of the filter."""

    words: str
    terms: tuple[str, ...]

    def __str__(self) -> str:
        """As it may be typed."""
        return " ".join(part for part in (self.words, *self.terms) if part)


def split_typed(typed: str) -> Typed:
    """Part the words from the terms of a filter."""
    terms = tuple(match[0] for match in _TERM.finditer(typed))
    return Typed(" ".join(_TERM.sub(" ", typed).split()) if terms else typed.strip(), terms)


def as_filters_compare(library: Library, term: str) -> str:
    """A term whose document is typed loosely (doc:79/459, cites:78/229#op70) with the name that filters compare."""
    match = _PLAIN.fullmatch(term)
    if match is None or match[1].casefold() not in ("doc", "cites"):
        return term
    value = match[2] or match[3]
    if canonical(value.partition("#")[0]) is not None:
        return term
    try:
        return f'{match[1]}:"{find_address(library, value).address.plain}"'
    except UnreaderError:
        return term


def scope_of(
    library: Library,
    annotations: Annotations,
    filters: Sequence[str],
    topic_of: TopicOf,
    saved: Mapping[str, str] | None = None,
) -> Scope:
    """Where a search looks that is narrowed by filters, all of which must hold. Raises FilterError."""
    tests = [parse_filter(one, topic_of, saved).test for one in filters]
    if not tests:
        return EVERYWHERE
    files: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    for number, plain in enumerate(map(_PLAIN.fullmatch, filters)):
        if plain is None:
            continue
        field, value = plain[1].casefold(), plain[2] or plain[3]
        if field == "kind":
            kinds = frozenset({value}) if kinds is None else kinds & {value}
            continue
        if field == "doc":
            symbols = {value.partition("#")[0].casefold()}
        elif field == "topic":
            symbols = {one.address.symbol.casefold() for one in annotations.by_topic(topic_of(value))}
        else:
            citing = _Citing(library, value, tests[number])
            tests[number] = citing.test
            symbols = citing.symbols
        here = frozenset(entry.file for entry in library.entries() if entry.symbol.casefold() in symbols)
        files = here if files is None else files & here
    places = Places(library)

    def meant(hit: Hit) -> bool:
        subject = _HitSubject(places, annotations, hit)
        return all(test(subject) for test in tests)

    return Scope(files, kinds, meant)


class _Citing:
    """Where a target is cited, known from the index: what a filter asks of a paragraph, without reading its document.

    `symbols` are the documents that cite it, in lower case. `test` is the filter's own wherever the index does not
    tell: a footnote's citation belongs to the paragraph that calls it, and a symbol may have several versions.
    """

    def __init__(self, library: Library, cited: str, test: Test) -> None:
        self._test = test
        self._certain: set[tuple[str, str]] = set()
        self._open: set[str] = set()
        self.symbols: set[str] = set()
        versions = Counter(entry.symbol for entry in library.entries())
        for reference in _citing(library, cited):
            symbol, path = reference.at.symbol, reference.at.path
            self.symbols.add(symbol.casefold())
            if "#" in cited or versions[symbol] > 1 or path.rpartition("/")[2].startswith("fn"):
                self._open.add(symbol)
            elif cited in (
                name.partition("#")[0] for name in (reference.citation.target, reference.citation.opens or "")
            ):
                self._certain.update((symbol, place) for place in (path, *containers_of(path)))

    def test(self, subject: Subject) -> bool:
        """Whether a paragraph cites it."""
        address = subject.address
        if (address.symbol, address.path) in self._certain:
            return True
        return address.symbol in self._open and self._test(subject)


def _citing(library: Library, cited: str) -> Iterator[Reference]:
    """The citations of a target under its own name or under that of a text that carries it."""
    target = Address(*cited.partition("#")[::2])
    yield from library.citing_same(target.symbol)
    with suppress(UnreaderError):
        yield from library.cited_by(target)


class _HitSubject(ParagraphSubject):
    """A hit as a filter sees it: its paragraph, whose kind is known already."""

    def __init__(self, places: Places, annotations: Annotations, hit: Hit) -> None:
        super().__init__(places, annotations, hit.address, hit.text)
        self._kind = hit.kind

    @property
    def kind(self) -> str:
        """The kind of the paragraph."""
        return self._kind
