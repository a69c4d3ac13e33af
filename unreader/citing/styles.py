"""Writing citations: an address in, the words that cite it out, in one of several styles.

A style is a module with one function `(address, facts, language) -> str` and an entry in STYLES. A module is imported
when its style is first used.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from msgspec import Struct

from unreader.citing.facts import Facts
from unreader.model import Address, UnreaderError

__all__ = ["STYLES", "Facts", "Style", "StyleError", "cite"]

Write = Callable[[Address, Facts, str], str]


class StyleError(UnreaderError):
    """A style that does not exist."""

    status = 2


class Style(Struct, frozen=True):
    """A way of writing citations: its function as module:name, its title for people, how it quotes (see `quoting`)."""

    function: str
    title: str
    quoting: str = "above"


#: The styles by the name that people type.
STYLES: dict[str, Style] = {
    "un": Style("un_style:write", "United Nations, running text", "parentheses"),
    "un-footnote": Style("un_style:write_footnote", "United Nations, footnote"),
    "oscola": Style("legal_styles:write_oscola", "OSCOLA"),
    "bluebook": Style("legal_styles:write_bluebook", "Bluebook"),
    "apa": Style("bibliography_styles:write_apa", "APA 7"),
    "chicago": Style("bibliography_styles:write_chicago", "Chicago, note"),
    "gbt7714": Style("bibliography_styles:write_gbt7714", "GB/T 7714"),
    "bibtex": Style("record_styles:write_bibtex", "BibTeX", "itself"),
    "csl": Style("record_styles:write_csl", "CSL-JSON", "itself"),
    "pandoc": Style("record_styles:write_pandoc", "Pandoc", "block"),
    "markdown": Style("record_styles:write_markdown", "Markdown link", "block"),
    "address": Style("record_styles:write_address", "Plain address"),
}


def cite(
    address: Address,
    *,
    kind: str = "",
    language: str = "zh",
    style: str = "un",
    introduced: str = "",
    facts: Facts | None = None,
) -> str:
    """The citation of a place: 大会第78/229号决议，第12段; General Assembly resolution 78/229, para. 12.

    `facts` is what the style may need to know beside the address; `kind` and `introduced` are short for two of them.
    `language` is the language to write in (zh, en; others are written in English; some styles are in English alone).
    With a quotation among the facts, the quotation is written with its citation. Raises StyleError.
    """
    known = STYLES.get(style)
    if known is None:
        raise StyleError(f"there is no citation style {style!r}; there are: {', '.join(STYLES)}")
    if facts is None:
        facts = Facts(kind=kind, introduced=introduced)
    module, _, name = known.function.partition(":")
    write = cast(Write, getattr(import_module(f"unreader.citing.{module}"), name))
    text = write(address, facts, language)
    return quoting(text, facts, known.quoting, language) if facts.quotation else text


def quoting(citation: str, facts: Facts, how: str, language: str) -> str:
    """A quotation with its citation: in `parentheses` after it, `above` it, as a Markdown `block`, or by `itself`."""
    words = facts.quotation
    if how == "itself":
        return citation
    if how == "block":
        from unreader.citing.record_styles import escaped

        return f"> {escaped(words)}\n>\n> {citation}"
    quoted = f"“{nested(words)}”"
    if how == "above":
        return f"{quoted}\n{citation}"
    return f"{quoted}（{citation}）" if language.startswith("zh") else f"{quoted} ({citation})"


def nested(words: str) -> str:
    """Words as they stand inside quotation marks: their own double marks become single ones."""
    return words.translate({ord("“"): "‘", ord("”"): "’"})
