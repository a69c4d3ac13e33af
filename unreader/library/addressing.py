"""Addresses as people type them: `78/229 para 70`, `E/2024/30 第23段`, `op70`, `29` → a place that exists.

Comes in as typed, with the place where the reader stands; goes out as a Found, or an AddressError that names the
nearest places that do exist. The loose forms are those of docs/addresses.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

from msgspec import Struct

from unreader.library.library import AddressError, Library
from unreader.library.paths import containers_of
from unreader.model import Address, Block, Document
from unreader.symbols import canonical

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_NUMERAL = r"(?:\d+|[零一二三四五六七八九十百]+)"
_ITEMS = r"(?P<items>(?:\s*\([a-z0-9㈠-㈩ivx]+\))*)"
#: What a typed place may look like, and the kinds of paragraph that it may mean, in the order in which they are tried.
_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"(?:op|operative\s+para(?:graph)?)\.?\s*(?P<number>\d+){_ITEMS}", ("op",)),
    (rf"(?:pp|preambular\s+para(?:graph)?)\.?\s*(?P<number>\d+){_ITEMS}", ("pp",)),
    (rf"(?:fn|footnote|note|脚注)\.?\s*(?P<number>\d+){_ITEMS}", ("fn",)),
    (rf"(?:art|article)\.?\s*(?P<number>\d+){_ITEMS}", ("art",)),
    (rf"第?\s*(?P<number>{_NUMERAL})\s*条{_ITEMS}", ("art",)),
    (rf"执行部分第?\s*(?P<number>{_NUMERAL})\s*段{_ITEMS}", ("op",)),
    (rf"序言部?分?第?\s*(?P<number>{_NUMERAL})\s*段{_ITEMS}", ("pp",)),
    (rf"(?:决议草案|draft(?:\s+resolution)?)\s*(?P<number>{_NUMERAL}|[ivxlc]+){_ITEMS}", ("draft",)),
    (rf"(?:决定草案|(?:draft\s+)?decision)\s*(?P<number>{_NUMERAL}|[ivxlc]+){_ITEMS}", ("decision",)),
    (
        rf"(?:paras?|paragraphs?|¶|§)?\.?\s*(?P<number>\d+){_ITEMS}",
        ("op", "para"),
    ),
    (rf"第?\s*(?P<number>{_NUMERAL})\s*[段款]{_ITEMS}", ("op", "para")),
)
#: The paragraph that introduces a draft has no part in its path: 第37段，决议草案六; para. 37, draft resolution VI.
_INTRODUCED = r"(?i)^\s*(?:第?\s*\d+\s*段|para(?:graph)?\.?\s*\d+)[\s,，]*(?=决议草案|决定草案|draft)"
_CHAPTER = (
    r"(?i)\s*(?:第(?P<chapter>[一二三四五六七八九十百\d]+)章(?:[\s,，]*(?P<section>[A-Z])\s*节)?"
    r"|chap(?:ter|\.)?\s*(?P<chap>[IVXLC]+|\d+)\b(?:[\s,]*sect(?:ion|\.)?\s*(?P<sect>[A-Z])\b)?)[\s,，]*"
)
#: Longer words are no citation that somebody typed or pasted to go to a place.
_LONGEST_CITATION = 300
#: A path has no more parts than this; longer words are no address.
_MOST_PARTS = 4
_CONTAINER_WORDS = {"附件": "annex", "annex": "annex", "summary": "summary", "执行摘要": "summary"}


class Found(Struct, frozen=True):
    """A place in the library. `relation` tells when the text stands there as another stage of what was asked for."""

    address: Address
    asked: str = ""
    relation: str = ""
    itself: bool = True


def find_address(library: Library, typed: str, here: Address | None = None) -> Found:
    """The place that a person means, seen from where they stand. Raises AddressError with the nearest places.

    A citation as texts print it (大会第78/229号决议，第12段) is an address too.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        raise AddressError("type an address, such as 78/229#op12, E/2024/30 para 23, op70 or 29")
    try:
        return _written_as_address(library, text, typed, here)
    except AddressError:
        cited = _written_as_citation(library, typed.strip())
        if cited is None:
            raise
        return cited


def _written_as_citation(library: Library, typed: str) -> Found | None:
    """The place that the typed words cite, if they are one citation from end to end and the library has it."""
    if not re.search(r"\d/\d|\d\)", typed) or len(typed) > _LONGEST_CITATION:
        return None
    from unreader.citing.opening import open_citations
    from unreader.citing.resolving import find_citations

    language = "zh" if re.search(r"[\u4e00-\u9fff]", typed) else "en"
    document = Document("", language, "other", "", (Block("p1", "paragraph", "", typed),))
    for citation in open_citations(document, find_citations(document), library):
        if citation.end == len(typed.rstrip(".。")) and citation.opens:
            opened = Address.parse(citation.opens)
            relation = next((one.relation for one in library.openings(citation.target.partition("#")[0])), "")
            return Found(opened, citation.target, relation)
    return None


def _written_as_address(library: Library, text: str, typed: str, here: Address | None) -> Found:
    for symbol, language, place in _splits(text):
        found = _documents(library, symbol, language)
        if found:
            return _place_in(library, found, place, typed)
    if here is not None and not _looks_like_symbol(text):
        return _place_in(library, [Found(here)], text.lstrip("#"), typed, here)
    raise AddressError(_unknown_document(library, text))


def _splits(text: str) -> Iterator[tuple[str, str, str]]:
    """(symbol, language, place) in every way in which the typed text may divide, the longest symbol first."""
    if "#" in text:
        symbol, _, place = text.partition("#")
        symbol, _, language = symbol.strip().partition("@")
        if symbol:
            yield symbol, language, place.strip()
        return
    words = text.split()
    for count in range(len(words), 0, -1):
        symbol, _, language = " ".join(words[:count]).partition("@")
        if " " not in language:
            yield symbol, language, " ".join(words[count:])
    if cut := re.search(r"[,，]?\s*(?:附件|第|执行部分|序言)", text):
        yield text[: cut.start()], "", text[cut.start() :].lstrip(",， ")


def _documents(library: Library, symbol: str, language: str) -> list[Found]:
    """The documents, or the carried texts, that a typed symbol or bare number means."""
    name = canonical(symbol) or canonical(symbol.upper()) or symbol
    if library.find_entry(name) is not None:
        return [Found(Address(library.entry(name).symbol, "", language))]
    openings = library.openings(name)
    if openings:
        itself = {(carrier.document, carrier.container) for carrier in library.carriers(name) if carrier.is_text}
        return [
            Found(opening.address, name, opening.relation, (opening.address.symbol, opening.address.path) in itself)
            for opening in openings
        ]
    if not re.fullmatch(r"[\dS-]+/\d+(?:/(?:Add|Rev)\.\d+)*[A-Z]?", symbol, re.IGNORECASE):
        return []
    ending = "/" + symbol.upper()
    for entry in library.entries():
        if any(one.upper().endswith(ending) for one in entry.symbols):
            return [Found(Address(entry.symbol, "", language))]
    for body in ("A", "E", "E/CN.15"):
        if library.openings(f"{body}/RES/{symbol}"):
            return _documents(library, f"{body}/RES/{symbol}", language)
    return []


def _looks_like_symbol(text: str) -> bool:
    return bool(re.match(r"[A-Z][A-Za-z.]*/|\d+/\d+", text))


def _place_in(library: Library, found: list[Found], place: str, typed: str, here: Address | None = None) -> Found:
    if not place:
        return found[0]
    for one in found:
        paths = library.paths(one.address.symbol, one.address.language)
        container = (here or one.address).path
        for path in _candidates(place, container, paths):
            if path in paths:
                return Found(
                    Address(one.address.symbol, path, one.address.language), one.asked, one.relation, one.itself
                )
    return _only_one_deeper(library, found[0], place, typed)


def _candidates(place: str, container: str, paths: dict[str, int]) -> Iterator[str]:
    """Paths that a typed place may mean, the innermost container around `container` first."""
    around = [container, *containers_of(container), ""] if container else [""]
    for tail in _tails(place):
        for outer in around:
            yield f"{outer}/{tail}" if outer else tail
    for tail in _tails(place):
        if "(" in tail and container:  # (b) typed alone: an item of the paragraph in focus
            yield container + tail


def _tails(place: str) -> Iterator[str]:
    """The typed place as paths, without its container: `annex para 29` → annex/para29, `70` → op70, para70."""
    compact = re.sub(r"\s+", "", place)
    yield compact
    yield re.sub(r"^(OP|PP|PARA|FN|ART)(?=\d)", lambda match: match[0].lower(), compact)
    rest, containers = re.sub(_INTRODUCED, "", place), []
    if chapter := re.match(_CHAPTER, rest):
        section = chapter["section"] or chapter["sect"]
        containers.append(_roman(chapter["chapter"] or chapter["chap"]) + (f".{section.upper()}" if section else ""))
        rest = rest[chapter.end() :]
    while word := re.match(
        r"\s*(附件|annex|summary|执行摘要)([一二三四五六七八九十\d]*)[\s,，/]*", rest, re.IGNORECASE
    ):
        if not (word[2] or word.end() == len(rest) or word[0][-1:] in " ,，/" or word[1] in _CONTAINER_WORDS):
            break
        containers.append(_CONTAINER_WORDS[word[1].lower()] + (str(_number(word[2])) if word[2] else ""))
        rest = rest[word.end() :]
    prefix = "/".join(containers)
    if not rest:
        yield prefix
    for tail in _leaves(rest):
        yield f"{prefix}/{tail}" if prefix else tail
    parts = re.split(r"[\s,，/]+", rest.strip())
    if 1 < len(parts) <= _MOST_PARTS:  # draft3 op5, 决议草案六 第43段
        for chosen in product(*((part, *_leaves(part)) for part in parts)):
            yield "/".join((*containers, *chosen))
    if re.fullmatch(r"(?:\([a-z0-9]+\))+", compact):
        yield compact


def _leaves(typed: str) -> list[str]:
    """What one typed place may be as the last part of a path: 第70段 → op70, para70."""
    leaves = []
    for pattern, kinds in _PLACES:
        if match := re.fullmatch(pattern, typed.strip(), re.IGNORECASE):
            items = re.sub(r"\s+", "", match["items"])
            leaves += [f"{kind}{_number(match['number'])}{items}" for kind in kinds]
    return leaves


def _roman(numeral: str) -> str:
    from unreader.citing import numerals

    return numerals.roman(_number(numeral))


def _number(text: str) -> int:
    """A number in western, Chinese or roman numerals (up to 999)."""
    if text.isdecimal():
        return int(text)
    if re.fullmatch(r"[ivxlc]+", text, re.IGNORECASE):
        values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
        total, largest = 0, 0
        for letter in reversed(text.lower()):
            total += values[letter] if values[letter] >= largest else -values[letter]
            largest = max(largest, values[letter])
        return total
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _CHINESE_DIGITS.get(char, 0)
    return total + digit


def _only_one_deeper(library: Library, found: Found, place: str, typed: str) -> Found:
    """The one place deeper in the document that fits (`E/RES/2021/20 para 29` → annex/para29), or an AddressError."""
    paths = library.paths(found.address.symbol, found.address.language)
    fits = sorted(
        {path for tail in _tails(place) for path in paths if path.endswith("/" + tail)}, key=paths.__getitem__
    )
    if len(fits) == 1:
        return Found(
            Address(found.address.symbol, fits[0], found.address.language), found.asked, found.relation, found.itself
        )
    symbol = found.address.symbol
    if fits:
        raise AddressError(f"{typed!r} may be several places in {symbol}: {_named(symbol, fits)}; say which")
    near = _nearest(place, paths)
    if not near:
        raise AddressError(f"{symbol} has no {place!r}; a place is op12, para 29, pp3, draft6/op43 or words like these")
    raise AddressError(f"{symbol} has no {place!r}; nearest: {_named(symbol, near)}")


def _nearest(place: str, paths: dict[str, int]) -> list[str]:
    tails = [tail for tail in _tails(place) if tail]
    numbered = [match for tail in tails if (match := re.fullmatch(r"(.*?)(\d+)(\(.*\))?", tail))]
    by_distance = sorted(
        (abs(int(other[2]) - int(match[2])), paths[path], path)
        for match in numbered
        for path in paths
        if (other := re.fullmatch(r"(.*?)(\d+)", path)) and (other[1] == match[1] or other[1].endswith("/" + match[1]))
    )
    from difflib import get_close_matches

    near = list(dict.fromkeys(path for _, _, path in by_distance))[:3]
    return near or get_close_matches(tails[0], list(paths), n=3, cutoff=0.3)


def _named(symbol: str, paths: Iterable[str]) -> str:
    return ", ".join(f"{symbol}#{path}" for path in list(paths)[:6])


def _unknown_document(library: Library, text: str) -> str:
    from difflib import get_close_matches

    symbols = [symbol for entry in library.entries() for symbol in entry.symbols]
    if near := get_close_matches(text.split("#")[0], symbols, n=3, cutoff=0.5) or symbols[:4]:
        return f"no document or place {text!r} in the library; it has {', '.join(near)}"
    return f"no document or place {text!r} in the library; it has no documents"
