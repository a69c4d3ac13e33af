"""What a library knows of a text that it has not: from the registry of instruments and from those who cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from unreader.library.library import Library, Opening, Reference
from unreader.symbols import parse as parse_symbol
from unreader.symbols import web_address


class Known(Struct, frozen=True):
    """A cited text by what is known of it. Empty strings and None stand for what is not known."""

    target: str
    title: str
    date: str
    body: str
    url: str | None
    openings: tuple[Opening, ...]
    cited: int


class Facts(Struct, frozen=True):
    """Title, date (ISO) and body of a text, "" for what is not known."""

    title: str
    date: str
    body: str


def known(library: Library, target: str, language: str, references: Sequence[Reference] | None = None) -> Known:
    """Title, date, body and web address of a target in one language, the stages of it that the library has, and
    how often the library cites it. `references` are its citations, where they are at hand."""
    work = target.partition("#")[0]
    if references is None:
        references = library.citing_same(work)
    facts = facts_of(library, target, language, references)
    return Known(
        target=target,
        title=facts.title,
        date=facts.date,
        body=facts.body,
        url=web_address(work, language),
        openings=library.openings(work),
        cited=len(references),
    )


def facts_of(library: Library, target: str, language: str, references: Iterable[Reference]) -> Facts:
    """What is known of a target: from the catalogue, the registry of instruments, and those who cite it."""
    from unreader.citing.instruments import body_name, instrument

    work = target.partition("#")[0]
    named = instrument(target) or instrument(work) or instrument(f"{work}#annex")
    entry = library.find_entry(work, language)
    citations = [one.citation for one in references]
    subjects = Counter(one.subject for one in citations if one.subject)
    dates = Counter(one.date for one in citations if one.date)
    title = entry.title if entry else ""
    if not title and named:
        title = named.title(language)
    if not title and subjects:
        title = subjects.most_common(1)[0][0]
    date = (
        (entry.date if entry else "") or (dates.most_common(1)[0][0] if dates else "") or (named.date if named else "")
    )
    return Facts(title, date or "", body_name(parse_symbol(work).body, language))
