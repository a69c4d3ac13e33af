"""The facts of a document that is imported or corrected: what a person told, else what the document says of itself.

A treaty is known by its title: its symbol is its entry in the Treaty Series, as the registry of instruments has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from unreader import symbols
from unreader.citing import grammar
from unreader.citing.instruments import Instrument, registry
from unreader.citing.instruments import instrument as registered
from unreader.library.holdings import rules_language
from unreader.model import Document, DocumentKind, UnreaderError

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}")
#: The language that a file's name ends with, as the UN's own names do: A_RES_78_229.en.pdf, A_RES_78_229-EN.pdf.
_NAMED_LANGUAGE = re.compile(r"[._-](?P<code>ar|zh|en|fr|ru|es)(?P<script>-han[st])?\.\w+$", re.IGNORECASE)
#: What a script tag adds: simplified Chinese is what zh means here.
_PLAIN = {"zh-hans": "zh", "zh-cn": "zh", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}
#: A title stands in the first blocks; a line longer than this is none.
_HEAD, _TITLE_LENGTH = 30, 400
#: A shorter heading is taken for no instrument's title: "Convention" may be any.
_SHORTEST_CHINESE, _SHORTEST = 6, 12
_STOPS = ",;:.，；：。、"


class FactsError(UnreaderError):
    """A fact that a person told and that cannot be: no symbol, no date, no kind."""


class NoSymbolError(UnreaderError):
    """A document in which no symbol was found; a dialog asks for it."""


class Told(Struct, frozen=True):
    """What a person says of a document; None is what they left to the document. An empty date is no date."""

    symbol: str | None = None
    symbols: tuple[str, ...] | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    kind: str | None = None

    def checked(self) -> Told:
        """The same in canonical forms. Raises FactsError."""
        return Told(
            None if self.symbol is None else checked_symbol(self.symbol),
            None if self.symbols is None else tuple(dict.fromkeys(map(checked_symbol, self.symbols))),
            None if self.title is None else " ".join(self.title.split()),
            None if self.date is None else _checked_date(self.date),
            None if self.language is None else checked_language(self.language),
            None if self.kind is None else _checked_kind(self.kind),
        )


class Facts(Struct, frozen=True):
    """All that the catalogue says of a document but its file."""

    symbol: str
    symbols: tuple[str, ...]
    title: str
    date: str | None
    language: str
    kind: DocumentKind


def checked_symbol(text: str) -> str:
    """The canonical form of a symbol. Raises FactsError for what is none (../../x among it)."""
    canonical = symbols.canonical(text)
    if canonical is None or len(canonical) > 200:
        raise FactsError(f"{text[:60]!r} is no UN symbol; write one such as A/RES/78/229, E/2024/30 or UNTS/2349/42146")
    return canonical


def checked_language(text: str) -> str:
    """A language code in lower case: zh, zh-hant, en, fr. Raises FactsError."""
    code = text.strip().lower()
    if not _LANGUAGE.fullmatch(code):
        raise FactsError(f"{text[:20]!r} is no language code; write one such as zh, zh-hant, en or fr")
    return _PLAIN.get(code, code)


def _checked_date(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise FactsError(f"{text[:20]!r} is no date; write year, month and day, such as 2023-12-19") from None


def _checked_kind(text: str) -> str:
    if text not in get_args(DocumentKind):
        raise FactsError(f"{text[:20]!r} is no kind of document; write one of {', '.join(get_args(DocumentKind))}")
    return text


def find_language(document: Document, told: Told, file_name: str, page_language: str) -> str:
    """The language: as told, else as the page or the file's name says where the text does not say otherwise."""
    if told.language:
        return told.language
    named = _NAMED_LANGUAGE.search(file_name)
    for said in (page_language, (named["code"] + (named["script"] or "")).lower() if named else ""):
        if not _LANGUAGE.fullmatch(said):
            continue
        code = _PLAIN.get(said, said)
        base = code.partition("-")[0]
        rules = rules_language(code)
        if rules == document.language:
            return code if code.startswith("zh-hant") else base
        if rules is None and document.language == "en":  # English is what the rules fall back on
            return base
    return document.language


def find_facts(document: Document, told: Told, language: str, heading: str = "") -> Facts:
    """The facts of a parsed document; `heading` is its title where the text tells none. Raises NoSymbolError."""
    instrument = _instrument(document, language)
    own = [canonical for one in document.symbols if (canonical := symbols.canonical(one))]
    by_title = [instrument.id] if instrument and "#" not in instrument.id else []
    found = [*by_title, *own] if document.kind == "treaty" else own or by_title
    given = [told.symbol] if told.symbol else []
    symbol = next(iter([*given, *(told.symbols or ()), *found]), "")
    if not symbol:
        title = f" ({document.title[:60]})" if document.title else ""
        raise NoSymbolError(f"no symbol was found in it{title}; say which with --symbol, such as --symbol A/RES/78/229")
    others = told.symbols if told.symbols is not None else () if told.symbol else tuple(found)
    return Facts(
        symbol,
        tuple(dict.fromkeys([symbol, *others])),
        told.title if told.title is not None else document.title or heading or _title(document),
        (told.date or None) if told.date is not None else document.date or _adopted(instrument or registered(symbol)),
        language,
        told.kind or _kind(document, symbol),  # type: ignore[arg-type]
    )


def with_facts(document: Document, facts: Facts) -> Document:
    """A document with the facts in place of what was found in it."""
    return replace(
        document,
        symbol=facts.symbol,
        symbols=facts.symbols,
        title=facts.title,
        date=facts.date,
        language=facts.language,
        kind=facts.kind,
    )


def _instrument(document: Document, language: str) -> Instrument | None:
    """The instrument whose official title one of the first titles and headings is."""
    base = language.partition("-")[0]
    for text in filter(None, [document.title, *_headings(document)]):
        for known in dict.fromkeys((base, "en", "zh")):
            # The registry's Chinese names are simplified.
            name = text.rstrip("*").translate(grammar.of("zh").folds) if known == "zh" else text.rstrip("*")
            found = registry().named(name, known)
            if found is not None and len(text) >= (_SHORTEST_CHINESE if known == "zh" else _SHORTEST):
                return found
    return None


def _headings(document: Document) -> Iterable[str]:
    kinds = ("title", "heading", "meta")
    return [block.text for block in document.blocks[:6] if block.kind in kinds and len(block.text) < _TITLE_LENGTH]


def _title(document: Document) -> str:
    """The first line of the head that reads like a title."""
    for block in document.blocks[:_HEAD]:
        if block.kind in ("body", "preambular", "operative") or (block.kind == "paragraph" and block.label):
            break
        likely = block.kind in ("title", "heading", "paragraph") and not block.label
        if likely and 8 <= len(block.text) <= _TITLE_LENGTH and block.text[-1] not in _STOPS:
            return block.text
    first = next((block.text for block in document.blocks if block.text and block.kind != "body"), "")
    return first if len(first) <= _TITLE_LENGTH else first[:120] + "…"


def _adopted(instrument: Instrument | None) -> str | None:
    return (instrument.date or None) if instrument else None


def _kind(document: Document, symbol: str) -> DocumentKind:
    """The kind by the text; a resolution's, decision's or treaty's symbol decides where the text is not clear."""
    by_symbol = symbols.parse(symbol).kind
    if document.kind in ("report", "letter", "record", "other") and by_symbol in ("resolution", "decision", "treaty"):
        return by_symbol
    return document.kind
