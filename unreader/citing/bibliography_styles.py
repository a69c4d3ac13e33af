"""The styles of bibliographies: APA 7, Chicago (note), GB/T 7714. Their words are in style_words.toml."""

from __future__ import annotations

from unreader.citing.facts import Facts
from unreader.citing.works import Work, author, day, place_text, work_of
from unreader.model import Address


def write_apa(address: Address, facts: Facts, language: str) -> str:
    """United Nations General Assembly. (2023, December 19). Title (A/RES/78/229, para. 12). https://undocs.org/..."""
    work, place = work_of(address, facts, language), place_text(address, facts, "en")
    date = day(work.date, "{y}, {month} {d}") or "n.d."
    if work.is_treaty:
        parts = (work.title, day(work.date, "{month} {d}, {y}"), _series(work, "{volume} U.N.T.S. {number}"), place)
        return ", ".join(filter(None, parts)) + _link(work, ". ", ".")
    number = ", ".join(filter(None, (work.symbol.text, place)))
    named = work.title or _numbered(work)
    title = f"{named} ({number})" if named else number
    return f"{author(work, 'en')}. ({date}). {title}" + _link(work, ". ", ".")


def write_chicago(address: Address, facts: Facts, language: str) -> str:
    """UN General Assembly, Resolution 78/229, Title, A/RES/78/229 (December 19, 2023), para. 12, https://..."""
    work, place = work_of(address, facts, language), place_text(address, facts, "en")
    date = day(work.date, "{month} {d}, {y}")
    if work.is_treaty:
        series = _series(work, "United Nations Treaty Series {volume}, no. {number}")
        parts: tuple[str, ...] = (work.title, date, series, place)
    else:
        by = author(work, "en").replace("United Nations", "UN", 1)
        source = f"{work.symbol.text} ({date})" if date else work.symbol.text
        parts = (by, _numbered(work), work.title, source, place)
    return ", ".join(filter(None, parts)) + _link(work, ", ", "") + "."


def write_gbt7714(address: Address, facts: Facts, language: str) -> str:
    """联合国大会. 题名: A/RES/78/229[R/OL]. (2023-12-19): 第12段[2026-11-21]. https://undocs.org/...; or in English."""
    spoken = "zh" if language.startswith("zh") else "en"
    work, place = work_of(address, facts, spoken), place_text(address, facts, spoken)
    by = "" if work.is_treaty else f"{author(work, spoken)}. "
    sort = "R/OL" if work.url else "R"
    title = f"{work.title}: {work.symbol.text}" if work.title else work.symbol.text
    date = f"({work.date})" if len(work.date) > len("2023") else work.date
    dated = ": ".join(filter(None, (date, place))) + (f"[{facts.accessed}]" if facts.accessed and work.url else "")
    return ". ".join(filter(None, (f"{by}{title}[{sort}]", dated, work.url))) + "."


def _numbered(work: Work) -> str:
    """Resolution 78/229, where it has a number."""
    if not work.is_resolution:
        return ""
    return f"{'Resolution' if work.symbol.kind == 'resolution' else 'Decision'} {work.number}"


def _series(work: Work, form: str) -> str:
    symbol = work.symbol
    return form.format(volume=symbol.volume, number=symbol.number) if symbol.volume else ""


def _link(work: Work, joint: str, otherwise: str) -> str:
    """The page on the web, which no full stop follows in APA, or what ends the citation without one."""
    return f"{joint}{work.url}" if work.url else otherwise
