"""What a document says of itself: symbol, other symbols, language, kind, title, date."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from msgspec import Struct

from unreader import symbols
from unreader.model import Block, DocumentKind
from unreader.parsing.labels import roman
from unreader.parsing.languages import CODES, Language, language

_SYMBOL = re.compile(rf"(?<![A-Za-z0-9/]){symbols.SYMBOL}")
_WITH_YEAR = re.compile(rf"{_SYMBOL.pattern}(?: ?\((?:19|20)\d\d\))?")
_TITLE_NUMBER = re.compile(r"(?P<special>E?S-)?(?P<first>\d{1,4})/(?P<second>\d{1,4})(?:\s?(?P<letter>[A-Z]))?")
_OLD_NUMBER = re.compile(r"(?P<number>\d+|[^(（]+?)(?P<letter>[A-Z])?[(（](?P<session>[^)）]+)[)）][A-Z]?")
#: The Security Council's own title has its number and year: Resolution 242 (1967).
_COUNCIL_TITLE = re.compile(
    r"\D{1,12}(?P<number>\d{1,4}) ?[(（](?P<year>(?:19|20)\d\d)[)）](?:号|號)?\D{0,12}(?:\d.*)?"
)
_JOINT = re.compile(r"-(?=[A-Z]{1,6}/)")
#: Paths of a text that acts, whole or in parts.
_RESOLVES = re.compile(r"(?:[A-Z]/)?(?:body|op\d+)")
_OPERATIVE = re.compile(r"(?:[A-Z]/)?op\d+")
#: What is told of a document stands in its first blocks.
_HEAD = 40


class Header(Struct, frozen=True):
    """The facts; empty (None) where the text does not tell."""

    symbol: str
    symbols: tuple[str, ...]
    kind: DocumentKind
    title: str
    date: str | None


def find_language(text: str, unlike: str = "") -> str:
    """The code of the language that a text is written in: by its script, then by its commonest words.

    English where nothing tells. `unlike` is a language that it is not in.
    """
    sample = text[:20000]
    scripts: dict[str, list[str]] = {}
    for code in (code for code in CODES if code != unlike):
        scripts.setdefault(language(code).letters, []).append(code)
    # One Chinese character says as much as three letters.
    shares = {
        letters: len(re.findall(letters, sample)) * (3 if "zh" in codes else 1) for letters, codes in scripts.items()
    }
    best = max(shares, key=lambda letters: shares[letters])
    if not shares[best]:
        return "en"
    codes = sorted(scripts[best], key=lambda code: code != "en")
    return max(codes, key=lambda code: len(language(code).telling.findall(sample))) if len(codes) > 1 else codes[0]


def read_header(blocks: list[Block], heads: Counter[str], table: Language, given: str | None) -> Header:
    """The header of a parsed document; `heads` are the symbols of its running heads, `given` overrides them."""
    kind = _kind(blocks, heads, table)
    title = next((block for block in blocks[:_HEAD] if block.kind == "title" and "/" not in block.path), None)
    found = [given] if given else []
    found += [symbol for symbol, _ in heads.most_common(4) if symbols.canonical(symbol)]
    if title is not None and title.label and not found:
        found += _from_title(title, blocks, kind, table)
    if title is not None and not found and (council := _COUNCIL_TITLE.fullmatch(title.text)) and kind == "resolution":
        found.append(f"S/RES/{council['number']}({council['year']})")
    found += _from_meta(blocks) if not found else []
    unique = tuple(dict.fromkeys(found))
    symbol = unique[0] if unique else ""
    return Header(symbol, unique, kind, title.text if title else "", _date(blocks, table))


def _from_title(title: Block, blocks: list[Block], kind: DocumentKind, table: Language) -> list[str]:
    """A numbered title and the body that acts: 78/229 of the General Assembly is A/RES/78/229."""
    number = title.label.rstrip(".．-–— ").replace(" ", "")
    acting = next((block.text for block in blocks if block.kind in ("body", "paragraph")), "")
    body = next((series for name, series in table.series.items() if name.lower() in acting.lower()), "")
    if old := _OLD_NUMBER.fullmatch(number):
        return _from_old_number(old, body, table)
    match = _TITLE_NUMBER.match(title.label)
    if not match:
        return []
    body = "E" if len(match["first"]) == 4 else body or "A"
    return [symbols.resolution_symbol(body, number, decision=kind == "decision")]


def _from_old_number(match: re.Match[str], body: str, table: Language) -> list[str]:
    """Numbers with a year are the Security Council's, with a session in Roman figures those of the others."""
    number, session = table.number(match["number"]), match["session"]
    special, dash, rest = session.rpartition("-")
    special, session = special + dash, rest
    value = int(session) if session.isdecimal() else 0 if session.isascii() else table.number(session)
    if value > 1900:
        return [f"S/RES/{number}({value})"]
    printed = session if session.isascii() else roman(value)
    return [f"{body or 'A'}/RES/{number}({special}{printed}){match['letter'] or ''}"]


def _from_meta(blocks: list[Block]) -> list[str]:
    for block in blocks[:_HEAD]:
        if block.kind in ("meta", "title") and not block.text.startswith(("[", "(", "〔", "（")):
            for match in _WITH_YEAR.finditer(block.text):
                if canonical := symbols.canonical(match[0]):
                    # A document with two symbols prints them as one.
                    return _JOINT.split(canonical)
    return []


def _kind(blocks: list[Block], heads: Counter[str], table: Language) -> DocumentKind:
    titles = [block.text for block in blocks[:_HEAD] if block.kind == "title" and "/" not in block.path]
    kinds = Counter(block.kind for block in blocks)
    paths = [block.path for block in blocks]
    if sum(bool(re.match(r"art\d+/h1$", path)) for path in paths) >= 3:
        treaty = any(word.lower() in title.lower() for title in titles for word in table.words["treaty_words"])
        return "treaty" if treaty or not titles else "other"
    if any(re.search(r"(?:^|/)(?:PV|SR)\.", symbol) for symbol in heads) or any(map(table.record.fullmatch, titles)):
        return "record"
    lines = [block.text for block in blocks[:_HEAD] if block.kind in ("meta", "title") and "/" not in block.path]
    if any(map(table.letter.fullmatch, lines)):
        return "letter"
    if any(_RESOLVES.fullmatch(path) for path in paths):
        # A decision says what it decides in lettered items of one sentence, without paragraphs of its own.
        lettered = "(a)" in paths and not any(_OPERATIVE.fullmatch(path) for path in paths)
        return "decision" if lettered or _is_decision(blocks, table) else "resolution"
    if "p1" in paths and _is_numbered(blocks):
        # What a body decides in a plain sentence has a number too.
        return "decision"
    if kinds["paragraph"] >= 3 and any(re.fullmatch(r"para\d+", path) for path in paths):
        return "report"
    if any(word in title.lower() for title in titles for word in table.words["report_words"]):
        return "report"
    return "other"


def _is_numbered(blocks: list[Block]) -> bool:
    """Whether a title has a number: 78/501."""
    titles = (block for block in blocks[:_HEAD] if block.kind == "title" and "/" not in block.path)
    return any(_TITLE_NUMBER.match(block.label) for block in titles)


def _is_decision(blocks: list[Block], table: Language) -> bool:
    """Whether the lines before the text speak of a decision, and not of a resolution."""
    numbers = [table.headings[key] for key in ("decision", "resolution")]
    head = " ".join(
        block.text
        for block in blocks[:_HEAD]
        if block.kind == "meta" or ("/" not in block.path and any(form.fullmatch(block.text) for form in numbers))
    ).lower()
    decides, resolves = (
        any(word.lower() in head for word in table.words[key]) for key in ("decision_words", "resolution_words")
    )
    return decides and not resolves


def _date(blocks: list[Block], table: Language) -> str | None:
    """The date of adoption in the head, else that of the closing lines, as ISO."""
    metas = [block for block in blocks[:_HEAD] if block.kind in ("meta", "title")]
    acts = [block for block in metas if table.adopted.search(block.text)]
    # What stands in brackets is when a session was held or a symbol was given.
    metas = [block for block in metas if block.text[:1] not in "([（〔" or block in acts]
    # A decision names the day in the line of the body.
    acts += [block for block in blocks[:_HEAD] if block.kind == "body"]
    acts += [block for block in blocks[:_HEAD] if block.path == "p1" and _is_numbered(blocks)]
    said = [*acts, *(block for block in blocks if block.kind == "signature"), *metas]
    texts = [re.sub(r"\s+", "" if table.code == "zh" else " ", block.text) for block in said]
    for pattern in table.dates:
        for text in texts:
            if (match := pattern.search(text)) and (date := _iso(match, table)):
                return date
    return None


def _iso(match: re.Match[str], table: Language) -> str | None:
    """A printed date as ISO; None where the calendar has no such day."""
    groups = match.groupdict()
    month = table.months.get(groups.get("monthname") or "") or table.number(groups.get("month") or "")
    try:
        return datetime.date(table.number(groups["year"]), month, table.number(groups["day"])).isoformat()
    except ValueError:
        return None
