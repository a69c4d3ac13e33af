"""Pinpoints: the place in a cited text, read from the words behind (or before) its name.

A chain is one place, outermost part first (第一章，D节 → ch1/D); a list of places gives several chains
(附件一和二 → annex1, annex2), each with the words that make it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from msgspec import Struct

from unreader.citing import numerals
from unreader.citing.grammar import LEVELS, Grammar, PinPattern

#: What can be pointed at in a document or resolution, in an instrument, and in the document itself.
IN_TEXT = frozenset(
    [
        "annex",
        "chapter",
        "section",
        "letter",
        "subsection",
        "printed",
        "preamble",
        "operative",
        "paragraph",
        "item",
        "article",
    ]
)
IN_INSTRUMENT = frozenset(
    ["annex", "chapter", "article", "rule", "preamble", "operative", "paragraph", "item", "clause", "section"]
)
IN_HERE = frozenset(
    ["annex", "chapter", "section", "letter", "subsection", "paragraph", "draft", "draft-decision", "numbered"]
)

_MEMBER = re.compile(
    r"(?P<number>\d+|[IVXLC]+(?![A-Za-z])|[一二三四五六七八九十百〇零]+)(?P<items>(?: ?[(（][a-z]+[)）])*)"
    r"|(?P<bare>[(（][a-z]+[)）](?: ?[(（][a-z]+[)）])*)"
)
#: A range of paragraphs with more members is one thing to a reader, and likely a misreading.
_LONGEST_RANGE = 60
_GAP = re.compile(r"[、,，]?\s?")
_ITEMS = re.compile(
    rf"[(（][a-z]+[)）]|[㈠-㈩]|[(（][一二三四五六七八九十]+[)）]|[{numerals.STEMS}{numerals.BRANCHES}](?=[)）款项目])"
)
#: Between the first and the last of several items: (a)–(d).
_THROUGH = re.compile(r"[)）\s]*(?:[-–—至到]|to)\s*")


class Part(NamedTuple):
    """One part of a pinpoint: its level and its value (`5`, `1.A`, `30`), with the marks of items behind it."""

    level: str
    value: str
    items: str = ""


class Pin(Struct, frozen=True):
    """A place, and the span of the words that make it. `fresh` if it has a noun of its own (第24段 *和附件*)."""

    parts: tuple[Part, ...]
    start: int
    end: int
    fresh: bool = True


def read(text: str, at: int, grammar: Grammar, levels: Collection[str]) -> list[Pin]:
    """The pinpoint chains that begin at `at` (behind a gap such as a comma), or an empty list.

    `levels` are the parts that make sense here: IN_TEXT, IN_INSTRUMENT or IN_HERE.
    """
    pins: list[Pin] = []
    base: tuple[Part, ...] = ()
    gap, comma_list = grammar.patterns["pin_gap"], grammar.patterns["pin_list"]
    while True:
        start = gap.match(text, at)
        place = start.end() if start else at
        found = _part(text, place, grammar, levels)
        joined = False
        if found is None and pins:
            start = comma_list.match(text, at)
            found = _part(text, start.end(), grammar, levels) if start else None
            joined = True
            place = start.end() if start else at
        if found is None:
            return pins
        parts, end = found
        level = parts[0][0].level
        deeper = bool(base) and _deeper(level, base)
        if pins and deeper and not joined:
            first = parts[0]
            pins[-1] = Pin((*base, first[0]), pins[-1].start, place + first[2], pins[-1].fresh)
        else:
            outer = base if deeper and not joined else _outside(base, level)
            pins.append(Pin((*outer, parts[0][0]), place, place + parts[0][2]))
        outer = pins[-1].parts[:-1]
        for part, begin, finish in parts[1:]:
            pins.append(Pin((*outer, part), place + begin, place + finish, False))
        last = pins[-1]
        pins[-1] = Pin(last.parts, last.start, end, last.fresh)
        base, at = last.parts, end


def _deeper(level: str, base: tuple[Part, ...]) -> bool:
    """Whether a part of this level stands inside the chain: a paragraph in an annex, an annex of resolution 1."""
    last = base[-1].level
    if level == "annex":
        return last in ("printed", "letter", "section")
    return LEVELS[level] > LEVELS[last]


def _outside(base: tuple[Part, ...], level: str) -> tuple[Part, ...]:
    """The parts of a chain that hold for the next place in the list: the chapter of D节 for E节."""
    if level == "annex":
        return tuple(part for part in base[:-1] if base[-1].level == "annex")
    return tuple(part for part in base if LEVELS[part.level] < LEVELS[level])


def _part(
    text: str, at: int, grammar: Grammar, levels: Collection[str]
) -> tuple[list[tuple[Part, int, int]], int] | None:
    """One part at this very place: its members with their spans (relative to `at`), and where it ends."""
    for pattern in grammar.pins:
        if pattern.level in levels and (match := pattern.pattern.match(text, at)):
            parts = _members(pattern, match, at)
            if parts:
                return parts, match.end()
    return None


def _members(pattern: PinPattern, match: re.Match[str], at: int) -> list[tuple[Part, int, int]]:
    groups = match.groupdict()
    items = marks(groups.get("items") or "")
    level = pattern.level
    if groups.get("more"):
        return members_with_items(level, match, at)
    if level == "item":
        return [(Part(level, "", items), 0, match.end() - at)]
    if level == "numbered":
        noun = groups.get("noun") or ""
        return [(Part(level, groups["list"], "dec" if noun in ("决定", "decision") else "res"), 0, match.end() - at)]
    listed = groups.get("list")
    if not listed:
        return [(Part(level, "", items), 0, match.end() - at)]
    offset = match.start("list") - at
    if level == "letter":
        letters = [(m[0], m.start(), m.end()) for m in re.finditer(r"[A-Z]", listed)]
    else:
        letters = [(str(value), start, end) for value, start, end in numerals.members(listed)]
    clauses = [f"({value})" for value, _, _ in numerals.members(groups.get("clause") or "")]
    found: list[tuple[Part, int, int]] = []
    for place, (value, start, end) in enumerate(letters):
        last = place == len(letters) - 1
        if level == "section" and groups.get("letter"):
            value = f"{value}/{groups['letter']}"
        begin = 0 if place == 0 else letters[place - 1][2] + offset
        if place and letters[place - 1][2] > start:
            begin = found[-1][1]
        elif place:
            begin += len(listed[begin - offset : start]) - len(listed[begin - offset : start].lstrip(" ,，、-–—"))
        tails = (
            [clause + (items if clause == clauses[-1] else "") for clause in clauses]
            if last and clauses
            else [items if last else ""]
        )
        for tail in tails:
            found.append((Part(level, value, tail), begin, offset + end))
    if level == "section" and groups.get("letter") and found:
        found = found[-1:]
    return found


def members_with_items(level: str, match: re.Match[str], at: int) -> list[tuple[Part, int, int]]:
    """The members of paragraphs 3 (a), (b) and 4: an item without a number is of the paragraph before it."""
    groups = match.groupdict()
    value, more = groups.get("list") or "", match.start("more")
    clause = f"({numerals.number(groups['clause'])})" if groups.get("clause") else ""
    listed = [(value and str(numerals.number(value)), match["items"], match.end("items"))]
    through: list[int] = []
    for member in _MEMBER.finditer(match["more"]):
        number = numerals.number(member["number"]) if member["number"] else None
        items, end = member["bare"] or member["items"] or "", more + member.end()
        if _THROUGH.fullmatch(match.string, listed[-1][2], more + member.start()):
            between = _between(listed[-1][:2], (str(number) if number else "", items))
            through += range(len(listed), len(listed) + len(between))
            listed += [(*one, end) for one in between]
        listed.append((str(number) if number else listed[-1][0], items, end))
    found = []
    begin = match.start()
    for place, (number_text, items, end) in enumerate(listed):
        stop = match.end() if place == len(listed) - 1 else end
        found.append((Part(level, number_text, clause + marks(items)), begin - at, stop - at))
        if place not in through:
            begin = begin if place + 1 in through else _past_gap(match, end)
    return found


def _between(first: tuple[str, str], last: tuple[str, str]) -> list[tuple[str, str]]:
    """What a range means between its ends: (b) and (c) of 3 (a)–(d), 5 of 4 to 6; nothing where that is not plain."""
    (number, items), (end, until) = first, last
    if not end and re.fullmatch(r" ?[(（][a-z][)）]", items) and re.fullmatch(r" ?[(（][a-z][)）]", until):
        letters = range(ord(items.strip(" ()（）")) + 1, ord(until.strip(" ()（）")))
        return [(number, f"({chr(letter)})") for letter in letters]
    if end and not items and number.isdigit() and int(number) < int(end) <= int(number) + _LONGEST_RANGE:
        return [(str(value), "") for value in range(int(number) + 1, int(end))]
    return []


def _past_gap(match: re.Match[str], end: int) -> int:
    """Where the comma and the blank behind a member of a list end; the words that join its last stay with it."""
    gap = _GAP.match(match.string, end)
    return gap.end() if gap else end


def marks(printed: str) -> str:
    """The marks of items from outside to inside: ㈡ is (b), and under a lettered item (a)项㈡目 it is (ii)."""
    bare = printed.strip()
    if len(bare) == 1 and bare.isascii() and bare.islower():
        # Article 73 e of the Charter.
        return f"({bare})"
    found = _ITEMS.findall(printed)
    out = ""
    for place, mark in enumerate(found):
        plain = numerals.letter(mark)
        inner = place > 0 and not mark.strip("()（）").isascii()
        out += f"({numerals.roman(ord(plain) - ord('a') + 1).lower() if inner else plain})"
    return out


def written(parts: tuple[Part, ...], *, treaty: bool = False) -> str:
    """A chain as docs/addresses.md has it: ch1/D, sec1/A, art57(5), op26, preamble/para3; a treaty's chapters roman."""
    out = ""
    for place, part in enumerate(parts):
        if part.level == "item" and place and parts[place - 1].level in ("paragraph", "operative"):
            # 第3段(a)分段 is para3(a).
            out += part.items
        else:
            out += ("/" if place else "") + _written(part, treaty)
    return out


def _written(part: Part, treaty: bool) -> str:
    level, value, items = part
    match level:
        case "annex":
            return f"annex{value}"
        case "chapter":
            return f"ch{numerals.roman(int(value))}" if treaty else f"ch{value}"
        case "section":
            return f"sec{value}"
        case "printed":
            return f"res{value}"
        case "article":
            return f"art{value}{items}"
        case "rule":
            return f"rule{value}{items}"
        case "preamble":
            return f"preamble/para{value}{items}"
        case "operative":
            return f"op{value}{items}"
        case "paragraph" | "item":
            return f"para{value}{items}"
        case "clause":
            return f"({value}){items}"
        case _:
            return value


def provision_path(parts: tuple[Part, ...]) -> str:
    """A provision as a path in the instrument's own text: art57/para5, art2/(b), pp3, V."""
    level, value, items = parts[-1]
    match level:
        case "article":
            clause = re.match(r"\((\d+)\)", items)
            if clause:
                return f"art{value}/para{clause[1]}{items[clause.end() :]}"
            return f"art{value}/{items}" if items else f"art{value}"
        case "chapter":
            return numerals.roman(int(value))
        case "preamble":
            return f"pp{value}{items}"
        case _:
            return written(parts)


def here(parts: tuple[Part, ...]) -> str:
    """A chain as a path in the document itself: I.C/decision1; of 第37段，决议草案四 the innermost, draft4.

    A paragraph behind the text that it is in goes on from it: 附件一第3段 is annex1/para3.
    """
    inner = [part for part in parts if part.level in ("draft", "draft-decision", "numbered", "annex")]
    sections = ".".join(
        [
            numerals.roman(int(part.value)) if part.level == "chapter" else part.value
            for part in parts
            if part.level in ("chapter", "letter", "subsection")
        ]
    )
    if inner:
        path = f"{sections}/{_here(inner[-1])}" if sections else _here(inner[-1])
        if parts[-1].level == "paragraph":
            path += f"/{'op' if inner[-1].level in ('draft', 'numbered') else 'para'}{parts[-1].value}{parts[-1].items}"
        return path
    paragraphs = [part for part in parts if part.level == "paragraph"]
    return f"para{paragraphs[-1].value}{paragraphs[-1].items}" if paragraphs else sections


def _here(part: Part) -> str:
    match part.level:
        case "draft":
            return f"draft{part.value or 1}"
        case "draft-decision":
            return f"decision{part.value or 1}"
        case "numbered":
            return f"{part.items}{part.value.replace('/', '_')}"
        case _:
            return f"annex{part.value}"
