"""Spans that cite, found from triggers in one line at a time: numbers, symbols, Treaty Series, records, 同上.

Each finder looks for a literal that its form cannot do without and only then matches, so that the cost grows with
the text and not with the number of forms. Names of instruments and their provisions are found in `naming`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from unreader import symbols
from unreader.citing import bodies, pinpoints, places
from unreader.citing.found import Claims, Found
from unreader.citing.grammar import NUMBER, Grammar, iso
from unreader.citing.lines import Line
from unreader.citing.numerals import number

_MEMBER = re.compile(NUMBER + r"|(?<![A-Za-z])[A-Z](?![A-Za-z])")
_VOLUME = re.compile(r"\d+")
#: A symbol; the resolutions of the World Health Assembly have a form of their own (WHA63.22).
_SYMBOL = re.compile(rf"{symbols.SYMBOL}(?:[–−]{symbols.SYMBOL})?|WHA\d+\.\d+")
_DIGIT = re.compile(r"\d")
#: A session or year behind a resolution's symbol, a volume or part behind a document's, with blanks.
_SESSION = re.compile(r" \((?:(?:E?S-)?[IVXLC]+|(?:19|20)\d\d)\)")
_OPEN_SERIES = re.compile(r"[AES]/RES/\d+[A-Z]?")
_VOLUME_OF = re.compile(r" ?\((?:Vol\. ?|Part ?)[IVXLC\d]+\)")
#: A title without marks, before the bracket that numbers it: from the sentence's beginning.
_PLAIN_TITLE = re.compile(r"(?:^|[.;] |\b[Ss]ee (?:also )?)?(?P<title>(?:(?!; |\b[Ss]ee )[^(])*)$")
#: Supplement No. 10 of the Economic and Social Council's records of 2016 is E/2016/30.
_ECOSOC_SUPPLEMENTS = 20
_BRACKET = re.compile(r" ?[(（]")
_JOINT = re.compile(r"[-–−](?=[A-Z]{1,6}/)")
_ADDENDA = re.compile(r"(.*(?:Add|Corr|Rev|Amend|SR|CRP|L|INF|NGO)\.)(\d+)-(\d+)")
_ELIDED = re.compile(r"(?: and |, |和|及|、)((?:Add|Corr|Rev|Amend)\.\d+(?:/(?:Add|Corr|Rev)\.\d+)*)(?![\d-])")
_SPREAD = re.compile(r"(\d+) ?([A-Z]) ?to ([A-Z])(.*)")
#: Before a symbol these make it a piece of something else: a web address, a longer word, a path.
_GLUED = frozenset("/.-_@=") | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def find(line: Line, grammar: Grammar, own: frozenset[str]) -> tuple[list[Found], Claims]:
    """All finders over one line; `own` are the document's own symbols, which it does not cite."""
    claims = Claims()
    found: list[Found] = []
    text = line.text
    for trigger, finder in _FINDERS:
        if any(literal in text for literal in grammar.triggers[trigger]):
            finder(line, grammar, claims, found)
    if "/" in text or "WHA" in text:
        _find_symbols(line, grammar, claims, found, own)
    if any(literal in text for literal in grammar.triggers["see"]):
        places.find_seen(line, grammar, claims, found)
    if any(literal in text for literal in grammar.triggers["number"]):
        _find_numbers(line, grammar, claims, found)
    found.sort(key=lambda item: item.start)
    return found, claims


def _with_pins(base: Found, line: Line, grammar: Grammar, at: int) -> list[Found]:
    """The base with the pinpoint behind it; one entry for each place where it gives several."""
    base.base_end = base.end
    pins = pinpoints.read(line.text, at, grammar, pinpoints.IN_TEXT) or _bracketed(line, grammar, at)
    if not pins:
        return [base]
    prefix = f"{base.pinpoint}/" if base.pinpoint else ""
    base.pinpoint = prefix + pinpoints.written(pins[0].parts)
    base.end = pins[0].end
    return [base, *(_another(base, prefix, pin) for pin in pins[1:])]


def _bracketed(line: Line, grammar: Grammar, at: int) -> list[pinpoints.Pin]:
    """The places in brackets behind a number, if the brackets hold nothing else: 第77/237号决议（第12段）."""
    bracket = _BRACKET.match(line.text, at)
    pins = pinpoints.read(line.text, bracket.end(), grammar, pinpoints.IN_TEXT) if bracket else []
    if not pins or line.text[pins[-1].end : pins[-1].end + 1] not in (")", "）"):
        return []
    return [*pins[:-1], replace(pins[-1], end=pins[-1].end + 1)]


def _another(base: Found, prefix: str, pin: pinpoints.Pin) -> Found:
    return Found(
        base.line,
        pin.start,
        pin.end,
        base.kind,
        base.rule,
        target=base.target,
        pinpoint=prefix + pinpoints.written(pin.parts),
        via=base.via,
        number=base.number,
        noun=base.noun,
        group=base.group,
        slot=base.slot,
        again=base.again,
        issue=base.issue,
        symbols=base.symbols,
        base_end=base.base_end,
    )


def _claim(claims: Claims, found: list[Found], items: list[Found], start: int) -> None:
    claims.add(start, max(item.end for item in items))
    found += items


def _volumes(text: str) -> tuple[str, ...]:
    return tuple(_VOLUME.findall(text))


def _treaty(line: Line, match: re.Match[str], rule: str) -> Found:
    volumes = _volumes(match["volumes"])
    return Found(
        line.index,
        match.start(),
        match.end(),
        "treaty",
        rule,
        target=f"UNTS/{volumes[0]}/{match['entry']}",
        volumes=volumes if len(volumes) > 1 else (),
    )


def _find_series(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """United Nations, Treaty Series, vol. 2349, No. 42146."""
    for match in grammar.patterns["treaty_series"].finditer(line.text):
        if not claims.covers(match.start(), match.end()):
            _claim(claims, found, [_treaty(line, match, "treaty-series")], match.start())


def _record(line: Line, grammar: Grammar, match: re.Match[str], rule: str, organ: str = "") -> list[Found]:
    """An issue of Official Records: by the symbol printed with it, else by its organ, year and number."""
    issue = f"{organ}|{match['issue']}"
    printed = match["symbol"]
    target = symbols.canonical(printed) if printed else record_symbol(issue, grammar)
    item = Found(line.index, match.start(), match.end(), "record", rule, target=target or "", issue=issue)
    return _with_pins(item, line, grammar, match.end())


def record_symbol(issue: str, grammar: Grammar) -> str:
    """The symbol of an issue of Official Records told by organ, year or session and supplement: E/2016/30, A/68/53."""
    organ, _, told = issue.partition("|")
    supplement = grammar.patterns["issue_supplement"].search(told)
    year = grammar.patterns["issue_year"].search(told)
    session = grammar.patterns["issue_session"].search(told)
    if not supplement or not supplement["supplement"].isdigit():
        return ""
    name = bodies.of(grammar.language).names.get(organ)
    series = name.series if name else ""
    if session and series == "A" and not session["special"]:
        value = number(session["session"])
        return f"A/{value}/{supplement['supplement']}" if value and value >= 31 else ""
    if year and series == "E":
        return f"E/{year['year']}/{int(supplement['supplement']) + _ECOSOC_SUPPLEMENTS}"
    return ""


def _find_records(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    for match in grammar.patterns["record"].finditer(line.text):
        if not claims.covers(match.start(), match.end()):
            _claim(claims, found, _record(line, grammar, match, "record", match["organ"]), match.start())


def _find_sales(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """A publication by its sales number, with the title before it."""
    for match in grammar.patterns["sales"].finditer(line.text):
        start = _title_before(line.text, match.start(), grammar)
        if start == match.start() and not grammar.title_marks:
            start = _plain_title(line.text, start)
        item = Found(line.index, start, match.end(), "document", "sales-number", target=match["sales"])
        _claim(claims, found, _with_pins(item, line, grammar, match.end()), start)


def _plain_title(text: str, at: int) -> int:
    """Where the title without marks before text[at] begins: behind "See", a semicolon or the sentence before."""
    match = _PLAIN_TITLE.search(text, max(0, at - 300), at)
    return match.start("title") if match else at


def _title_before(text: str, at: int, grammar: Grammar) -> int:
    """Where the title that ends at `at` begins, or `at` itself."""
    end = at - 1 if at and text[at - 1] == " " else at
    low = max(0, end - 300)
    for match in grammar.patterns["title"].finditer(text, low, end):
        if match.end() == end:
            return match.start()
    return at


def _find_again(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """同上 with what it changes: a volume, an issue, a symbol, a pinpoint, or nothing."""
    comma = re.compile(r"[,，]?\s?")
    for match in grammar.patterns["ibid"].finditer(line.text):
        if claims.covers(match.start()):
            continue
        gap = comma.match(line.text, match.end())
        at = gap.end() if gap else match.end()
        volume = grammar.patterns["volume"].match(line.text, at)
        issue = grammar.patterns["record_again"].match(line.text, at)
        if volume:
            items = [_treaty(line, volume, "ibid:volume")]
        elif issue:
            items = _record(line, grammar, issue, "ibid:issue")
            items[0].again = "issue"
        else:
            base = Found(line.index, match.start(), match.end(), "document", "ibid", again="whole")
            items = _with_pins(base, line, grammar, match.end())
            for item in items:
                item.again = "pinpoint" if item.pinpoint else "whole"
        for item in items:
            item.via = "ibid"
        items[0].start = match.start()
        _claim(claims, found, items, match.start())


def _find_symbols(line: Line, grammar: Grammar, claims: Claims, found: list[Found], own: frozenset[str]) -> None:
    text = line.text
    for match in _SYMBOL.finditer(text):
        start, end = match.span()
        if (start and text[start - 1] in _GLUED) or not _DIGIT.search(match[0]) or claims.covers(start, end):
            continue
        joint = _JOINT.split(match[0].rstrip("*"))
        printed = "-".join(joint)
        canonical = symbols.canonical(joint[0]) if len(joint) == 1 else printed
        if not canonical or canonical in own:
            claims.add(start, end)
            continue
        items = _symbol_items(line, grammar, match, canonical, tuple(joint) if len(joint) > 1 else ())
        _claim(claims, found, items, items[0].start)


def _symbol_items(
    line: Line, grammar: Grammar, match: re.Match[str], canonical: str, joint: tuple[str, ...]
) -> list[Found]:
    text, (start, end) = line.text, match.span()
    behind = _SESSION if _OPEN_SERIES.fullmatch(canonical) else _VOLUME_OF
    if session := behind.match(text, end):
        end = session.end()
        canonical = symbols.canonical(text[start:end]) or canonical
    kind = symbols.parse(canonical).kind
    item = Found(
        line.index,
        start,
        end,
        kind if kind in ("resolution", "decision") else "document",
        "symbol:joint" if joint else "symbol",
        target=canonical,
        symbols=joint,
    )
    if spread := _ADDENDA.fullmatch(canonical):
        first, last = int(spread[2]), int(spread[3])
        if first < last <= first + 60:
            item.rule = "symbol:range"
            item.symbols = tuple(f"{spread[1]}{value}" for value in range(first, last + 1))
    if elided := _ELIDED.match(text, end):
        more = Found(
            line.index,
            elided.start(1),
            elided.end(),
            "document",
            "symbol:elided",
            target=f"{(joint or (canonical,))[-1]}/{elided[1]}",
        )
        return [item, *_with_pins(more, line, grammar, elided.end())]
    at = end
    if text[start - 1 : start] in ("(", "（") and text[end : end + 1] in (")", "）"):
        title = _title_before(text, start - 1, grammar)
        if title < start - 1:
            item.start, item.end, item.rule, at = title, end + 1, "title:symbol", end + 1
            return _with_pins(item, line, grammar, at)
        items = _with_pins(item, line, grammar, end + 1)
        if item.pinpoint:
            if not grammar.title_marks and line.block.kind == "footnote":
                item.start = _plain_title(text, start - 1)
            return items
    if tail := grammar.patterns["after_symbol"].match(text, end):
        at = tail.end()
    return _with_pins(item, line, grammar, at)


def _find_numbers(line: Line, grammar: Grammar, claims: Claims, found: list[Found]) -> None:
    """Resolutions and decisions by number, every member of every list; whose they are is asked later."""
    text = line.text
    if line.block.kind in ("heading", "title", "meta") and grammar.heading_number.match(text):
        return
    group = 0
    for name in ("numbers", "lone_number"):
        for match in grammar.patterns[name].finditer(text):
            if claims.covers(match.start("list"), match.end()):
                continue
            items = _number_items(line, grammar, match)
            if not items:
                continue
            while more := grammar.patterns["continued"].match(text, max(item.end for item in items)):
                items += _continued(line, grammar, more, items[0])
            for item in items:
                item.group = group
            group += 1
            _claim(claims, found, items, match.start())


def _continued(line: Line, grammar: Grammar, match: re.Match[str], first: Found) -> list[Found]:
    """The members of a list behind the place in one of them; resolutions or decisions as its first says."""
    items = _number_items(line, grammar, match)
    items[0].start = match.start("list")
    for item in items:
        item.noun, item.slot = first.noun, first.slot
    return items


def _number_items(line: Line, grammar: Grammar, match: re.Match[str]) -> list[Found]:
    listed, offset = match["list"], match.start("list")
    after = grammar.noun_position == "after"
    noun = _noun(match["noun"] or "", grammar)
    items: list[Found] = []
    last = ""
    for member in _MEMBER.finditer(listed):
        printed = member[0].replace("（", "(").replace("）", ")")
        if len(printed) == 1:
            if not last:
                continue
            printed = re.sub(r"[A-Z]?(?=\(|$)", printed, last.replace(" ", ""), count=1)
        if items and len(printed) > 1 and _is_range(listed, items[-1], offset, member, grammar):
            items += _between(items[-1], canonical_number(printed), offset + member.end())
        last = printed
        start = match.start() if not items else offset + member.start()
        for number_text in _spread(printed):
            items.append(
                Found(
                    line.index,
                    start,
                    offset + member.end(),
                    "resolution",
                    "number",
                    number=canonical_number(number_text),
                    noun=noun,
                    slot=match.start(),
                )
            )
    if not items or all(not _is_number(item.number) for item in items):
        return []
    for item, following in zip(items, [*items[1:], None], strict=True):
        _tell_after(line, grammar, item, following.start if following and following.start >= item.end else None)
    if after:
        items[-1].end = match.end()
    last_items = _with_pins(items[-1], line, grammar, match.end())
    for item in items:
        item.base_end = match.end()
    return [*items[:-1], *last_items]


def _tell_after(line: Line, grammar: Grammar, item: Found, limit: int | None) -> None:
    """The date and the subject printed behind a number (of 19 December 2023; 题为“…”), before the next at `limit`."""
    end = len(line.text) if limit is None else limit
    if date := grammar.patterns["date_after"].match(line.text, item.end, end):
        item.date = iso(date, grammar)
    if subject := grammar.patterns["subject_after"].match(line.text, item.end, end):
        item.subject = (subject["title"] or subject["about"] or "").removesuffix(" and ").rstrip()


def _is_range(listed: str, before: Found, offset: int, member: re.Match[str], grammar: Grammar) -> bool:
    """Whether a member closes a range: 第79/186至79/190号决议."""
    return bool(grammar.to.fullmatch(listed[before.end - offset : member.start()].removesuffix("第")))


def _between(first: Found, last: str, end: int) -> list[Found]:
    """The members of a range between its first and last; none where they are not of one session."""
    session, _, begin = first.number.rpartition("/")
    other, _, finish = last.rpartition("/")
    if not session or session != other or not (begin.isdigit() and finish.isdigit()):
        return []
    numbers = range(int(begin) + 1, int(finish))
    return [replace(first, end=end, number=f"{session}/{value}") for value in numbers] if len(numbers) < 60 else []


def _spread(printed: str) -> list[str]:
    """3419 A to D (XXX) → the four of them."""
    match = _SPREAD.fullmatch(printed)
    if not match:
        return [printed]
    return [f"{match[1]}{chr(code)}{match[4]}" for code in range(ord(match[2]), ord(match[3]) + 1)]


def _is_number(number_text: str) -> bool:
    return bool(re.search(r"[/(.]", number_text))


def _noun(word: str, grammar: Grammar) -> str:
    """resolution, decision, or "" where the list says it only at its end."""
    lower = word.lower()
    if any(lower.startswith(noun) for noun in grammar.words.decision):
        return "decision"
    return "resolution" if any(lower.startswith(noun) for noun in grammar.words.resolution) else ""


def canonical_number(printed: str) -> str:
    """The number as symbols write it: 217 A (III) → 217(III)A, 57/270 B → 57/270B, 1373 (2001) → 1373(2001)."""
    tight = re.sub(r"\s", "", printed)
    match = re.fullmatch(r"(\d+)([A-Z])(\((?:E?S-)?[IVXLC]+\))", tight)
    return match[1] + match[3] + match[2] if match else tight


_Finder = Callable[[Line, Grammar, Claims, list[Found]], None]
#: By the name of the trigger in the language's table.
_FINDERS: tuple[tuple[str, _Finder], ...] = (
    ("treaty_series", _find_series),
    ("record", _find_records),
    ("sales", _find_sales),
    ("ibid", _find_again),
)
