"""A table of authorities: everything that the library cites, how often, and where; and what it cites and has not.

One entry for each thing cited (a text, or an instrument that is part of one); words whose target is not known are
entries of their own, by the words. Internal references and what a person rejected are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from unreader.library.index import work_of
from unreader.library.known import facts_of
from unreader.library.library import Library, Reference
from unreader.model import REJECTED, SAME_DOCUMENT, CitationState
from unreader.symbols import web_address

#: What a reader has to look at first comes first.
_ORDER: dict[CitationState, int] = {"unknown": 0, "ambiguous": 1, "known": 2, "opens": 3}


class Authority(Struct, frozen=True):
    """Something cited. `target` is empty where it is not known: then `words` are the citing words.

    `title`, `date` and `body` are what is known of it ("" for nothing), `url` its page on the web, `state` the best of
    its citations' states, `places` the citing places in the order of the library.
    """

    target: str
    words: str
    title: str
    date: str
    body: str
    url: str | None
    state: CitationState
    stages: tuple[str, ...]
    candidates: tuple[str, ...]
    places: tuple[Reference, ...]

    @property
    def count(self) -> int:
        """How often it is cited."""
        return len(self.places)

    @property
    def documents(self) -> int:
        """How many documents cite it."""
        return len({one.at.symbol for one in self.places})


def authorities(
    library: Library, language: str = "zh", *, document: str = "", unresolved_first: bool = False
) -> tuple[Authority, ...]:
    """Everything cited in the library or in one document, most cited first.

    With `unresolved_first`, what is unknown or ambiguous comes before the rest. `language` is that of the titles.
    """
    table = [_authority(library, group, language) for group in _grouped(library, document, by_work=False)]
    table.sort(key=lambda one: (-one.count, one.target or one.words))
    if unresolved_first:
        table.sort(key=lambda one: _ORDER[one.state] if not one.target else len(_ORDER))
    return tuple(table)


def missing(library: Library, language: str = "zh", *, document: str = "") -> tuple[Authority, ...]:
    """The texts that the library cites and has not, most cited first: what is worth importing next.

    A text of which only another stage is here is among them, with its `stages`.
    """
    groups = [
        group
        for group in _grouped(library, document, by_work=True)
        if group[0].citation.target and all(one.citation.opens is None for one in group)
    ]
    table = [_authority(library, group, language, whole=True) for group in groups]
    return tuple(sorted(table, key=lambda one: (-one.count, one.target)))


def _grouped(library: Library, document: str, *, by_work: bool) -> Iterable[list[Reference]]:
    groups: dict[tuple[str, str], list[Reference]] = {}
    for reference in library.references(document):
        citation = reference.citation
        if citation.target != SAME_DOCUMENT and citation.rule != REJECTED:
            target = work_of(citation.target) if by_work else citation.target
            key = (target, "" if target else " ".join(citation.quote.split()))
            groups.setdefault(key, []).append(reference)
    return groups.values()


def _authority(library: Library, group: Sequence[Reference], language: str, *, whole: bool = False) -> Authority:
    citations = [one.citation for one in group]
    first = citations[0]
    target = work_of(first.target) if whole else first.target
    facts = facts_of(library, target, language, group)
    return Authority(
        target=target,
        words="" if target else first.quote,
        title=facts.title,
        date=facts.date,
        body=facts.body,
        url=web_address(work_of(target), language) if target else None,
        state=max((one.state for one in citations), key=_ORDER.__getitem__),
        stages=tuple(dict.fromkeys(stage for one in citations for stage in one.stages)),
        candidates=tuple(dict.fromkeys(candidate for one in citations for candidate in one.candidates)),
        places=tuple(group),
    )
