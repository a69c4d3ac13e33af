"""Citations for programs: BibTeX, CSL-JSON, Pandoc, a Markdown link, the plain address.

BibTeX, CSL-JSON and Pandoc use one key for a document (A-RES-78-229), so that a Pandoc citation finds its record.
"""

from __future__ import annotations

import re

from unreader.citing import un_style
from unreader.citing.facts import Facts
from unreader.citing.works import author, place_text, style_table, work_of
from unreader.model import Address

_MARKUP = re.compile(r"([\\`*_{}\[\]<>~|$^=#&])")
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}
_SPOKEN = {"zh": "zh-CN", "en": "en", "fr": "fr", "es": "es", "ru": "ru", "ar": "ar"}


def key_of(symbol: str) -> str:
    """The key of a document in a bibliography: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", symbol).strip("-")


def write_bibtex(address: Address, facts: Facts, language: str) -> str:
    """A @techreport record with the symbol as its number and the place as its note."""
    work = work_of(address, facts, language)
    fields = {
        "author": f"{{{_tex(author(work, language))}}}",
        "title": f"{{{_tex(work.title or work.symbol.text)}}}",
        "institution": "United Nations",
        "type": _tex(_genre(address.symbol, work.number)),
        "number": _tex(work.symbol.text),
        "year": work.year,
        "month": "",
        "url": work.url or "",
        "urldate": facts.accessed if work.url else "",
        "note": _tex(place_text(address, facts, _words_for(language))),
        "annote": _tex(facts.quotation),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if len(work.date) >= len("2023-12"):
        lines.append(f"  month = {style_table()['months']['bibtex'][int(work.date[5:7]) - 1]},")
    return "\n".join([f"@techreport{{{key_of(address.symbol)},", *lines, "}"])


def write_csl(address: Address, facts: Facts, language: str) -> str:
    """A CSL-JSON list of one item of type report: `number` is the symbol, `section` the place, `note` the address."""
    import json

    work = work_of(address, facts, language)
    item = {
        "id": key_of(address.symbol),
        "type": "report",
        "author": [{"literal": author(work, language)}],
        "title": work.title or work.symbol.text,
        "genre": _genre(address.symbol, work.number),
        "number": work.symbol.text,
        "section": place_text(address, facts, _words_for(language)),
        "publisher": "United Nations",
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "accessed": _date_parts(facts.accessed) if work.url else None,
        "URL": work.url,
        "language": _SPOKEN.get(facts.title_language),
        "note": str(address) + (f" – {facts.until}" if facts.until else ""),
        "annote": facts.quotation,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def write_pandoc(address: Address, facts: Facts, language: str) -> str:
    """[@A-RES-78-229, para. 12]: the key of the BibTeX or CSL-JSON record, and the place."""
    place = place_text(address, facts, _words_for(language))
    return f"[@{key_of(address.symbol)}{f', {escaped(place)}' if place else ''}]"


def write_markdown(address: Address, facts: Facts, language: str) -> str:
    """A link to the page on the web, with the United Nations' running text as its words."""
    text = escaped(un_style.write(address, facts, language))
    url = work_of(address, facts, language).url
    return f"[{text}](<{url}>)" if url else text


def write_address(address: Address, facts: Facts, language: str) -> str:
    """The address itself: A/RES/78/229#op12; of a range, both ends: A/RES/78/229#op12 – op14."""
    return str(address) + (f" – {facts.until}" if facts.until else "")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def _words_for(language: str) -> str:
    return "zh" if language.startswith("zh") else "en"


def _genre(symbol: str, number: str) -> str:
    kind = "Decision" if "/DEC/" in symbol else "Resolution" if number else ""
    return f"{kind} {number}".strip()


def _date_parts(date: str) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)
