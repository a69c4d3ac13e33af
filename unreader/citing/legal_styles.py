"""The styles of lawyers, which write in English: OSCOLA and The Bluebook. Their words are in style_words.toml."""

from __future__ import annotations

from unreader.citing.facts import Facts
from unreader.citing.works import Work, author, body_in, day, place_text, work_of
from unreader.model import Address


def write_oscola(address: Address, facts: Facts, language: str) -> str:
    """UNGA Res 78/229 (19 December 2023) UN Doc A/RES/78/229, para 12."""
    work, place = work_of(address, facts, "en"), place_text(address, facts, "oscola")
    date = day(work.date, "{d} {month} {y}")
    if work.is_treaty:
        source = f"{work.symbol.volume} UNTS No {work.symbol.number}" if work.symbol.volume else ""
        head = _words(work.title, f"(adopted {date})" if date else "", source)
    elif work.is_resolution:
        what = "Res" if work.symbol.kind == "resolution" else "Dec"
        head = _words(body_in(work, "oscola"), what, work.number, f"({date})" if date else "", _doc(work, "UN Doc"))
    else:
        title = f"‘{work.title}’" if work.title else ""
        by = author(work, "en").replace("United Nations", "UN", 1)
        head = _words(
            f"{by}," if title else by,
            title,
            f"({date})" if date else "",
            "UN Doc" if work.symbol.kind == "document" else "UN Sales No",
            work.symbol.text,
        )
    return f"{head}, {place}" if place else head


def write_bluebook(address: Address, facts: Facts, language: str) -> str:
    """G.A. Res. 78/229, ¶ 12, U.N. Doc. A/RES/78/229 (Dec. 19, 2023)."""
    work, place = work_of(address, facts, "en"), place_text(address, facts, "bluebook")
    date = day(work.date, "{month} {d}, {y}", "bluebook")
    if work.is_treaty:
        source = f"{work.symbol.volume} U.N.T.S. No. {work.symbol.number}" if work.symbol.volume else ""
        return ", ".join(filter(None, (_words(work.title, place), date, source)))
    if work.is_resolution:
        what = "Res." if work.symbol.kind == "resolution" else "Dec."
        head, source = _words(body_in(work, "bluebook"), what, work.number), _doc(work, "U.N. Doc.")
    else:
        head = ", ".join(filter(None, (_abbreviated(work), work.title)))
        name = "U.N. Doc." if work.symbol.kind == "document" else "U.N. Sales No."
        source = f"{name} {work.symbol.text}"
    cited, dated = ", ".join(filter(None, (head, place))), f"({date})" if date else ""
    return f"{cited}, {_words(source, dated)}" if source else _words(cited, dated)


def _abbreviated(work: Work) -> str:
    """The body that a document is by, abbreviated where the table has it: Comm’n on Narcotic Drugs."""
    return body_in(work, "bluebook") or author(work, "en").replace("United Nations", "U.N.", 1)


def _doc(work: Work, name: str) -> str:
    """The symbol as a document, where the resolution is printed under its own."""
    return f"{name} {work.symbol.text}" if work.url else ""


def _words(*parts: str) -> str:
    return " ".join(filter(None, parts))
