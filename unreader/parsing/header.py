"""What a document says of itself: symbol, other symbols, language, kind, title, date."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from unreader import symbols
from unreader.model import Block, DocumentKind
from unreader.parsing.languages import CODES, Language, language

_SYMBOL = re.compile(rf"(?<![A-Za-z0-9/]){symbols.SYMBOL}")
_TITLE_NUMBER = re.compile(r"(?P<special>E?S-)?(?P<first>\d{1,4})/(?P<second>\d{1,4})(?:\s?(?P<letter>[A-Z]))?")
#: What is told of a document stands in its first blocks.
_HEAD = 40


@dataclass(frozen=True, slots=True)
class Header:
    """The facts; empty (None) where the text does not tell."""

    symbol: str
    symbols: tuple[str, ...]
    kind: DocumentKind
    title: str
    date: str | None


def find_language(text: str) -> str:
    """The code of the language that a text is written in, by its letters; English where nothing tells."""
    sample = text[:20000]
    counts = {code: len(language(code).letters.findall(sample)) for code in CODES}
    # One Chinese character says as much as three Latin letters.
    counts["zh"] = counts.get("zh", 0) * 3
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "en"


def read_header(blocks: list[Block], heads: Counter[str], table: Language, given: str | None) -> Header:
    """The header of a parsed document; `heads` are the symbols of its running heads, `given` overrides them."""
    kind = _kind(blocks, heads, table)
    title = next((block for block in blocks[:_HEAD] if block.kind == "title" and "/" not in block.path), None)
    found = [given] if given else []
    found += [symbol for symbol, _ in heads.most_common(4) if symbols.canonical(symbol)]
    if title is not None and title.label and not found:
        found += _from_title(title, blocks, kind, table)
    found += _from_meta(blocks) if not found else []
    unique = tuple(dict.fromkeys(found))
    symbol = unique[0] if unique else ""
    return Header(symbol, unique, kind, title.text if title else "", _date(blocks, table))


def _from_title(title: Block, blocks: list[Block], kind: DocumentKind, table: Language) -> list[str]:
    """A numbered title and the body that acts: 78/229 of the General Assembly is A/RES/78/229."""
    match = _TITLE_NUMBER.match(title.label)
    if not match:
        return []
    number = title.label.rstrip(".． ").replace(" ", "")
    acting = next((block.text for block in blocks if block.kind == "body"), "")
    named = (series for name, series in table.series.items() if name in acting)
    body = "E" if len(match["first"]) == 4 else next(named, "A")
    return [symbols.resolution_symbol(body, number, decision=kind == "decision")]


def _from_meta(blocks: list[Block]) -> list[str]:
    for block in blocks[:_HEAD]:
        if block.kind in ("meta", "title") and not block.text.startswith(("[", "(")):
            for match in _SYMBOL.finditer(block.text):
                if symbols.canonical(match[0]):
                    return [match[0]]
    return []


def _kind(blocks: list[Block], heads: Counter[str], table: Language) -> DocumentKind:
    kinds = Counter(block.kind for block in blocks)
    paths = [block.path for block in blocks]
    if sum(bool(re.match(r"art\d+/h1$", path)) for path in paths) >= 3:
        return "treaty"
    if any("/" not in path and path.startswith("op") for path in paths) or "body" in paths:
        return "resolution"
    if any(re.search(r"(?:^|/)PV\.|/SR\.", symbol) for symbol in heads):
        return "record"
    if kinds["paragraph"] >= 3 and any(re.fullmatch(r"para\d+", path) for path in paths):
        return "report"
    return "other"


def _date(blocks: list[Block], table: Language) -> str | None:
    """The date of adoption in the head, else that of the closing lines, as ISO."""
    metas = [block for block in blocks[:_HEAD] if block.kind == "meta"]
    acts = [block for block in metas if table.adopted.search(block.text)]
    for block in [*acts, *(block for block in blocks if block.kind == "signature"), *metas]:
        text = re.sub(r"\s+", "" if table.code == "zh" else " ", block.text)
        if match := table.date.search(text):
            groups = match.groupdict()
            month = table.months.get(groups.get("monthname") or "") or int(groups.get("month") or 0)
            return f"{int(groups['year']):04d}-{month:02d}-{int(groups['day']):02d}"
    return None
