"""The United Nations' own style, in Chinese and English: in running text, and as a footnote. Words: un_style.toml."""

from __future__ import annotations

import re

from unreader import symbols
from unreader.citing.bodies import body_name
from unreader.citing.facts import Facts
from unreader.citing.instruments import instrument
from unreader.citing.place_words import Words, joined, place_parts, un_words
from unreader.model import Address

_NUMBER = re.compile(r"((?:ES-|S-)?\d+(?:/\d+)?)(\((?:E?S-)?[IVXLC\d]+\))?([A-Z])?")


def write(address: Address, facts: Facts, language: str) -> str:
    """The citation of a place in running text; see `unreader.citing.styles.cite`."""
    words = un_words(language)
    parsed = symbols.parse(address.symbol)
    titled = parsed.kind in ("treaty", "charter") and instrument(parsed.text) is not None
    parts = place_parts(address.path, parsed, words, introduced=facts.introduced, until=facts.until)
    return joined(_head(parsed, words, language), parts, words, treaty=titled)


def write_footnote(address: Address, facts: Facts, language: str) -> str:
    """The citation as a footnote, which ends in a full stop; a treaty by its entry in the Treaty Series."""
    parsed = symbols.parse(address.symbol)
    if parsed.kind != "treaty":
        text = write(address, facts, language)
        return text[:1].upper() + text[1:] + un_words(language)["stop"]
    words = un_words(language)
    parts = place_parts(address.path, parsed, words, introduced=facts.introduced, until=facts.until)
    entry = words["treaty_entry"].format(volume=parsed.volume, number=parsed.number)
    return joined(entry, parts, words) + words["stop"]


def _head(symbol: symbols.Symbol, words: Words, language: str) -> str:
    if symbol.kind in ("resolution", "decision"):
        body = body_name(symbol.body, language)
        if body:
            return words[symbol.kind].format(body=body, number=printed_number(symbol, language))
    if symbol.kind in ("treaty", "charter"):
        named = instrument(symbol.text)
        if named:
            return words["treaty"].format(title=named.title(language))
        return words["treaty_entry"].format(volume=symbol.volume, number=symbol.number)
    if symbol.kind == "publication":
        return words["publication"].format(number=symbol.number)
    return symbol.text


def printed_number(symbol: symbols.Symbol, language: str) -> str:
    """A number as texts print it: 57/270 B, 217 A (III), 1373 (2001); Chinese texts print a year without a blank."""
    match = _NUMBER.fullmatch(symbol.number)
    if not match:
        return symbol.number
    number, session, letter = match.groups()
    if session and session.strip("()").isdigit() and language.startswith("zh"):
        return f"{number}{session}"
    return " ".join(filter(None, (number, letter, session)))
