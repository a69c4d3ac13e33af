"""What a library knows of a text that it has not: from the registry of instruments and from those who cite it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from unreader.citing.instruments import body_name, instrument
from unreader.library.library import Library, Opening
from unreader.symbols import parse as parse_symbol
from unreader.symbols import web_address


@dataclass(frozen=True, slots=True)
class Known:
    """A cited text by what is known of it. Empty strings and None stand for what is not known."""

    target: str
    title: str
    date: str
    body: str
    url: str | None
    openings: tuple[Opening, ...]
    cited: int


def known(library: Library, target: str, language: str) -> Known:
    """Title, date, body and web address of a target in one language, the stages of it that the library has, and
    how often the library cites it."""
    work = target.partition("#")[0]
    references = library.citing_same(work)
    named = instrument(target) or instrument(work)
    entry = library.find_entry(work, language)
    subjects = Counter(one.citation.subject for one in references if one.citation.subject)
    dates = Counter(one.citation.date for one in references if one.citation.date)
    title = entry.title if entry else ""
    if not title and named:
        title = named.title(language)
    if not title and subjects:
        title = subjects.most_common(1)[0][0]
    date = (
        (entry.date if entry else "") or (dates.most_common(1)[0][0] if dates else "") or (named.date if named else "")
    )
    return Known(
        target=target,
        title=title,
        date=date or "",
        body=body_name(parse_symbol(work).body, language),
        url=web_address(work, language),
        openings=library.openings(work),
        cited=len(references),
    )
