"""Where a citation opens: the address in a library at which the cited text itself can be read.

No library is known here: a `Shelf` is handed in and asked which of its documents carry a symbol's text. Pinpoints
become paths (art57(5) → art57/para5, preamble/para3 → pp3). A place that the carrying text does not have opens the
nearest container that it has (the article without that paragraph, the annex, the text as a whole), never another
paragraph; nothing opens where the library has only another stage of the text: that is told in `stages`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from unreader import symbols
from unreader.citing import numerals
from unreader.model import SAME_DOCUMENT, Address, Citation, Document

_ARTICLE = re.compile(r"(art|rule)(\d+)((?:\([^)]+\))*)")
_NUMBERED = re.compile(r"(op|para)(\d*)((?:\([a-z]+\))*)")
_CHAPTER = re.compile(r"ch(?:(\d+)|([IVXLC]+))|sec(\d+)")
_ANNEX = re.compile(r"annex(\d*)")


class Carrier(Struct, frozen=True):
    """A text on the shelf: the document that prints it and the container in which it stands ("" is the whole).

    `is_text` is False where it is only another stage of the text (a draft of the resolution that was adopted).
    """

    document: str
    container: str
    is_text: bool


class Shelf(Protocol):
    """What a library must answer for citations to open in it."""

    def carriers(self, symbol: str) -> Sequence[Carrier]:
        """The texts of the library that stand for this symbol, itself or as another stage."""
        ...

    def adopting(self, target: str) -> str:
        """The resolution, or its annex, by which the instrument with this id was adopted; "" where there is none."""
        ...

    def paths(self, symbol: str) -> Container[str]:
        """All paths of a document of the library, containers included."""
        ...


#: What is cited (target, pinpoint, joint symbols) with the address that opens and those of other stages.
Opened = dict[tuple[str, str, tuple[str, ...]], tuple[str | None, tuple[str, ...]]]


def open_citations(
    document: Document, citations: Iterable[Citation], shelf: Shelf, opened: Opened | None = None
) -> tuple[Citation, ...]:
    """The citations with `opens`, `stages` and `state` as this library has them; everything else is unchanged.

    `opened` remembers what this library has of what is cited: thousands of documents cite the same few texts.
    """
    here = _paths_of(document)
    known = {} if opened is None else opened
    return tuple(_opened(document, here, citation, shelf, known) for citation in citations)


def _opened(document: Document, here: Container[str], citation: Citation, shelf: Shelf, known: Opened) -> Citation:
    if not citation.target:
        return citation
    if citation.target == SAME_DOCUMENT:
        path = _best(here, "", [citation.pinpoint])
        return replace(citation, opens=str(Address(document.symbol, path)), state="opens") if path else citation
    cited = citation.target, citation.pinpoint, citation.symbols
    if cited not in known:
        known[cited] = _standing(citation, shelf)
    opens, stages = known[cited]
    return replace(citation, opens=opens, stages=stages, state="opens" if opens is not None else "known")


def _standing(citation: Citation, shelf: Shelf) -> tuple[str | None, tuple[str, ...]]:
    """The address at which the cited text can be read, else those of other stages of it."""
    stages: list[str] = []
    for symbol, pinpoint in _works(citation, shelf):
        for carrier in shelf.carriers(symbol):
            address = _place(carrier, symbol, pinpoint, shelf)
            if carrier.is_text:
                return str(address), ()
            stages.append(str(address))
    return None, tuple(dict.fromkeys(stages))


def _works(citation: Citation, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The symbols under which the cited text may stand, with the place in each: joint ones, the adopting resolution."""
    for target in (citation.target, *citation.symbols):
        symbol, _, within = target.partition("#")
        yield symbol, "/".join(filter(None, (within, citation.pinpoint)))
    if adopted := shelf.adopting(citation.target):
        symbol, _, within = adopted.partition("#")
        yield symbol, "/".join(filter(None, (within, citation.pinpoint)))


def _place(carrier: Carrier, symbol: str, pinpoint: str, shelf: Shelf) -> Address:
    paths = shelf.paths(carrier.document)
    kind = symbols.parse(symbol).kind
    path = _best(paths, carrier.container, _candidates(pinpoint, resolution=kind in ("resolution", "decision")))
    return Address(carrier.document, path or carrier.container)


def _best(paths: Container[str], container: str, candidates: Iterable[str]) -> str:
    """The first candidate that exists in the container, or that exists with less of its end."""
    waiting = [candidate for candidate in candidates if candidate]
    while waiting:
        for candidate in waiting:
            path = f"{container}/{candidate}" if container else candidate
            if path in paths:
                return path
        waiting = [shorter for shorter in map(_shorter, waiting) if shorter]
    return ""


def _shorter(path: str) -> str:
    """The container of a path: art52/para2(b) → art52/para2, art52, ""; I.A → I."""
    cut = max(path.rfind("/"), path.rfind("("), path.rfind("."))
    return path[:cut] if cut > 0 else ""


def _candidates(pinpoint: str, *, resolution: bool) -> list[str]:
    """The paths that a pinpoint can mean, the likeliest first."""
    segments = pinpoint.split("/") if pinpoint else []
    containers: list[str] = [""]
    chapter = ""
    while segments:
        segment = segments[0]
        if annex := _ANNEX.fullmatch(segment):
            names = [segment, "annex"] if annex[1] == "1" else [segment, "annex1"] if not annex[1] else [segment]
            containers = [_join(container, name) for container in containers for name in names]
        elif match := _CHAPTER.fullmatch(segment):
            chapter = match[2] or numerals.roman(int(match[1] or match[3]))
        elif re.fullmatch(r"[A-Z]|\d+", segment) and chapter:
            chapter = f"{chapter}.{segment}"
        else:
            break
        segments = segments[1:]
    if not segments:
        return [_join(container, chapter) for container in containers]
    in_annex = containers != [""]
    places = _leaves("/".join(segments), resolution=resolution and not in_annex)
    inside = [_join(container, place) for container in containers for place in places]
    return inside + [_join(_join(container, chapter), place) for container in containers if chapter for place in places]


def _leaves(place: str, *, resolution: bool) -> list[str]:
    """A paragraph or an article as paths."""
    if match := re.fullmatch(r"preamble/para(\d+)(.*)", place):
        return [f"pp{match[1]}{match[2]}"]
    if match := _ARTICLE.fullmatch(place):
        return _article(match)
    if match := _NUMBERED.fullmatch(place):
        kind, number, items = match.groups()
        if not number:
            return [items, f"op{items}", f"para{items}", f"p1{items}"]
        if kind == "op":
            return [place]
        kinds = ("op", "para") if resolution else ("para", "op")
        return [f"{name}{number}{items}" for name in kinds]
    return [place]


def _article(match: re.Match[str]) -> list[str]:
    article = f"{match[1]}{match[2]}"
    marks = re.findall(r"\([^)]+\)", match[3])
    if not marks:
        return [article]
    if marks[0].strip("()").isdigit():
        return [f"{article}/para{marks[0].strip('()')}{''.join(marks[1:])}"]
    items = "".join(marks)
    return [f"{article}/{items}", f"{article}{items}", f"{article}/p1{items}"]


def _join(container: str, place: str) -> str:
    return f"{container}/{place}" if container and place else container or place


def _paths_of(document: Document) -> frozenset[str]:
    """All paths of a document with the containers around them."""
    paths = set()
    for block in document.blocks:
        path = block.path
        while path and path not in paths:
            paths.add(path)
            path = _shorter(path)
    return frozenset(paths)
