"""UN document symbols: parse, canonical form, what kind of text a symbol names, its address on the web.

The series and their canonical forms are those of research.un.org/en/docs/symbols. Bodies whose resolutions have
no symbol of their own get one made by the same pattern (E/CN.15/RES/33/1); those have no page on the web.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

SymbolKind = Literal["resolution", "decision", "document", "treaty", "publication", "charter"]

#: Bodies that number their resolutions and decisions, by the part of the symbol before RES/ or DEC/.
RESOLUTION_SERIES = ("A", "E", "S", "A/HRC", "E/CN.15", "E/CN.7", "E/CN.3", "E/CN.6", "CAC/COSP", "CTOC/COP")
#: Of these, the series in which a resolution has a document of its own under this very symbol.
_PRINTED_RESOLUTIONS = ("A", "E", "S", "A/HRC")

_ORGANS = (
    "A|S|E|T|ST|SG|CAC|CTOC|CRC|CEDAW|CCPR|CERD|CAT|CED|CMW|CRPD|DP|FCCC|HSP|ICC|ID|TD|UNEP|UNODC|UNICEF|UNW|UNA|WHA|EB|"
    "AFR|ECE|ESCAP|LC|CBD|ISBA|SPLOS|NPT|BWC|CD|CCW|APLC|JIU|PBC|ITU|IOPC|INCB|DPI|LOS|PCASICC|HRI|ICCD|IDB|CEB"
)
_COMPONENT = r"[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?\*?"
#: A session in roman figures: (XXIX), (S-VI), (ES-I).
_SESSION = r"\((?:E?S-)?[IVXLC]+\)"
_PARENTHESIS = rf"(?:{_SESSION}|\((?:\d{{4}}|[A-Z][A-Za-z.]*[ .]?\d*|[A-Za-z]+\d*|SUPP)\))"
#: One symbol in running text, without blanks (write `pattern.match`); joint symbols are two of them with a hyphen.
SYMBOL = rf"(?:{_ORGANS})\d*(?:/(?:{_COMPONENT})(?:{_PARENTHESIS})?)+(?:[A-Z](?![A-Za-z]))?"

# These are compiled when they are first asked: a start that reads no symbol does without.
_RESOLUTION = (
    r"(?P<body>A/HRC|E/CN\.\d+|CAC/COSP|CTOC/COP|[AES])/(?P<kind>RES|DEC)/"
    rf"(?P<number>(?:S-|ES-)?\d+(?:/\d+)?)(?P<paren>{_SESSION}|\(\d+\))?(?P<letter>[A-Z])?"
)
_TREATY = r"UNTS/(?P<volume>\d+)/(?P<number>[A-Z]?-?\d+)"
_WHA = r"WHA/?(?P<number>\d+\.\d+)"
_SALES = r"[A-Z]\.\d{2}\.[IVX]+\.\d+"
_WHOLE_SYMBOL = rf"{SYMBOL}(?:-{SYMBOL})?"


class Symbol(Struct, frozen=True):
    """A canonical symbol taken apart. `body` and `number` are empty where the kind has none."""

    text: str
    kind: SymbolKind
    body: str = ""
    number: str = ""
    volume: str = ""


def canonical(text: str) -> str | None:
    """The canonical form of one symbol as people type or print it, or None if it is none.

    Blanks and full-width forms are folded, a letter and a roman session are put in the house's order:
    "A/RES/217 A (III)" → "A/RES/217(III)A", "S/RES/1373 (2001)" → "S/RES/1373(2001)", "WHA63.22" → "WHA/63.22".
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if folded == "UN-CHARTER":
        return folded
    if match := re.fullmatch(_WHA, folded):
        return f"WHA/{match['number']}"
    if re.fullmatch(_TREATY, folded) or re.fullmatch(_SALES, folded):
        return folded
    letter_first = re.fullmatch(rf"(.*/(?:RES|DEC)/\d+)([A-Z])({_SESSION})", folded)
    if letter_first:
        folded = letter_first[1] + letter_first[3] + letter_first[2]
    return folded if re.fullmatch(_WHOLE_SYMBOL, folded) else None


def parse(symbol: str) -> Symbol:
    """Take a canonical symbol apart. What is not a resolution, decision, treaty or publication is a document."""
    if match := re.fullmatch(_RESOLUTION, symbol):
        kind: SymbolKind = "resolution" if match["kind"] == "RES" else "decision"
        return Symbol(symbol, kind, match["body"], match["number"] + (match["paren"] or "") + (match["letter"] or ""))
    if match := re.fullmatch(_TREATY, symbol):
        return Symbol(symbol, "treaty", number=match["number"], volume=match["volume"])
    if match := re.fullmatch(_WHA, symbol):
        return Symbol(symbol, "resolution", "WHA", match["number"])
    if symbol == "UN-CHARTER":
        return Symbol(symbol, "charter")
    if re.fullmatch(_SALES, symbol):
        return Symbol(symbol, "publication", number=symbol)
    return Symbol(symbol, "document")


def resolution_symbol(body: str, number: str, *, decision: bool = False) -> str:
    """The symbol of a body's resolution or decision: ("E/CN.15", "33/1") → "E/CN.15/RES/33/1"; WHA has its own form."""
    if body == "WHA":
        return f"WHA/{number}"
    return f"{body}/{'DEC' if decision else 'RES'}/{number}"


def web_address(symbol: str, language: str = "en") -> str | None:
    """Where the UN publishes the text, or None where the symbol has no page of its own.

    Documents: undocs.org/LANGUAGE/SYMBOL. Treaties: the volume of the Treaty Series at treaties.un.org.
    """
    parsed = parse(symbol)
    if parsed.kind == "treaty":
        volume = parsed.volume
        return f"https://treaties.un.org/doc/Publication/UNTS/Volume%20{volume}/v{volume}.pdf"
    if parsed.kind == "charter":
        return "https://www.un.org/en/about-us/un-charter"
    if parsed.kind == "publication" or parsed.body == "WHA":
        return None
    if parsed.kind in ("resolution", "decision") and parsed.body not in _PRINTED_RESOLUTIONS:
        return None
    if parsed.kind == "decision" and parsed.body == "A":
        return None
    page = re.sub(rf"({_SESSION})[A-Z]$", r"\1", symbol)
    return f"https://undocs.org/{language}/{quote(page, safe='/().-')}"
