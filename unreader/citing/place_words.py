"""The place in a citation in words: annex/para29 → "annex, para. 29", in the words of one style and language.

Comes in as a path and a table of words (a table of un_style.toml or style_words.toml), goes out as parts or as text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from unreader.citing import numerals
from unreader.model import UnreaderError
from unreader.symbols import Symbol

Words = Mapping[str, str]
#: What a part is (operative, annex, article, ...), and its words.
Part = tuple[str, str]

_PLACE = re.compile(
    r"(op|pp|para|art|rule|principle|guideline|p|fn|i|item|vote|draft|decision|annex)(\d+|\*+|[a-z]+)?((?:\([^)]+\))*)"
)
_PRINTED = re.compile(r"(res|dec)(\d+)(?:_(\d+[A-Z]?|[A-Z]{2,4}\.\d+))?")
_CHAPTERS = re.compile(r"[IVXLC]+(?:\.[A-Z0-9]+)*")
_MARKS = re.compile(r"\([^)]+\)")
_LAST_MARK = re.compile(r"(.*)\(([^()]+)\)")
#: Blocks that are cited as the text that they open or close.
_WHOLE = re.compile(r"h\d+|body|sig\d+|ecosoc")
_LEAVES = {
    "op": "operative",
    "pp": "preambular",
    "para": "paragraph",
    "p": "unnumbered",
    "fn": "footnote",
    "i": "entry",
    "item": "agenda-item",
    "vote": "vote",
    "rule": "rule",
    "principle": "principle",
    "guideline": "guideline",
    "draft": "draft",
    "decision": "draft-decision",
}
#: What every table of words must have.
KEYS = frozenset(
    {
        *_LEAVES.values(),
        *("joint", "item_blank", "treaty_joint", "article_joint", "through", "to", "stop", "annex", "annexes", "part"),
        *("chapter", "section", "printed-resolution", "printed-decision", "summary", "agenda", "introduced"),
        *("article", "articles", "clause", "clauses", "clause_marks", "lettered"),
        *("operatives", "paragraphs", "preambulars"),
    }
)


class WordsError(UnreaderError):
    """A table of words that cannot be used."""


def place_parts(path: str, symbol: Symbol, words: Words, *, introduced: str = "", until: str = "") -> list[Part]:
    """The parts of a place, the outermost first; nothing for blocks that are cited as a whole.

    `introduced` is the number of the paragraph under which a report prints the draft, `until` the path of the last
    block of a range that begins at `path`.
    """
    parts: list[Part] = []
    segments = [segment for segment in path.split("/") if segment]
    chaptered = False
    for number, segment in enumerate(segments, 1):
        in_article = bool(parts) and parts[-1][0] == "article"
        is_chapter = bool(_CHAPTERS.fullmatch(segment)) and symbol.kind not in ("resolution", "decision")
        chaptered = chaptered or is_chapter
        if introduced and not chaptered and segment.startswith(("draft", "decision")):
            parts.append(("introduced", words["introduced"].format(n=introduced)))
        if until and number == len(segments):
            return parts + _range(segments, until, symbol, words, in_article=in_article)
        parts += _segment(segment, words, in_article=in_article, chapter=is_chapter)
    return parts


def joined(head: str, parts: list[Part], words: Words, *, treaty: bool = False) -> str:
    """Parts after a head: 《…公约》第五十七条第五款 · General Assembly resolution 78/229, annex, para. 3."""
    text, before = head, ""
    for kind, part in parts:
        inside = before == "article" and kind in ("article", "marks")
        if not text:
            joint = ""
        elif inside:
            joint = "" if kind == "marks" else words["article_joint"]
        elif treaty and not before and kind == "article":
            joint = words["treaty_joint"]
        else:
            joint = words["joint"]
        text += joint + part
        before = kind
    return text


@lru_cache(maxsize=4)
def tables(name: str) -> dict[str, dict[str, str]]:
    """The tables of a file of words beside this module."""
    with Path(__file__).with_name(name).open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=2)
def un_words(language: str) -> Words:
    """The United Nations' own words in Chinese, else in English. Raises WordsError."""
    return checked("zh" if language.startswith("zh") else "en", tables("un_style.toml"))


def checked(name: str, data: Mapping[str, Words]) -> Words:
    """One table of words, if nothing is missing in it. Raises WordsError."""
    if missing := sorted(KEYS - set(data[name])):
        raise WordsError(f"the words of {name} lack {', '.join(missing)}; add them to the table")
    return data[name]


def _range(segments: list[str], until: str, symbol: Symbol, words: Words, *, in_article: bool) -> list[Part]:
    """The last part of a range: paras. 12–14, where both ends are of one kind side by side; else both in full."""
    container, _, last = until.rpartition("/")
    first = segments[-1]
    one, other = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if container == "/".join(segments[:-1]) and one and other and one[1] == other[1]:
        key = _plural(one[1], in_article=in_article)
        if key and not one[3] and not other[3] and one[2] and other[2] and one[2].isdigit() and other[2].isdigit():
            return [("article" if key in ("articles", "clauses") else key, _plural_words(words[key], one[2], other[2]))]
        marks = _LAST_MARK.fullmatch(one[3]), _LAST_MARK.fullmatch(other[3])
        if one[2] == other[2] and marks[0] and marks[1] and marks[0][1] == marks[1][1]:
            through = f"{first}{words['through']}({marks[1][2]})"
            return _segment(through, words, in_article=in_article, chapter=False)
    opening = joined("", _segment(first, words, in_article=in_article, chapter=False), words)
    beside = last if container == "/".join(segments[:-1]) else until
    ending = joined("", place_parts(beside, symbol, words), words)
    return [("range", words["to"].format(first=opening, last=ending))]


def _plural(name: str, *, in_article: bool) -> str:
    if name == "para" and in_article:
        return "clauses"
    return {"op": "operatives", "para": "paragraphs", "pp": "preambulars", "art": "articles"}.get(name, "")


def _plural_words(form: str, first: str, last: str) -> str:
    n, m = int(first), int(last)
    return form.format(n=n, m=m, cn=numerals.chinese(n), cm=numerals.chinese(m), ordinal=_ordinal(n), last=_ordinal(m))


def _segment(segment: str, words: Words, *, in_article: bool, chapter: bool) -> list[Part]:
    """One segment of a path in words; nothing for blocks cited as a whole."""
    if _WHOLE.fullmatch(segment):
        return []
    if segment in ("summary", "agenda"):
        return [(segment, words[segment])]
    if chapter:
        return _chapter(segment, words)
    if printed := _PRINTED.fullmatch(segment):
        kind = "printed-resolution" if printed[1] == "res" else "printed-decision"
        return [(kind, words[kind].format(n=f"{printed[2]}/{printed[3]}" if printed[3] else printed[2]))]
    if re.fullmatch(r"[A-Z]", segment):
        return [("part", words["part"].format(n=segment))]
    before, dash, after = segment.partition(words["through"]) if segment.endswith(")") else (segment, "", "")
    if _MARKS.match(before):
        key = "clause_marks" if in_article else "lettered"
        return [("marks", words[key].format(marks=_spaced(before, words) + dash + after))]
    match = _PLACE.fullmatch(before)
    return _place(match, words, in_article=in_article, ending=dash + after) if match else [("other", segment)]


def _chapter(segment: str, words: Words) -> list[Part]:
    chapter, _, section = segment.partition(".")
    value = numerals.number(chapter) or 0
    parts = [("chapter", words["chapter"].format(cn=numerals.chinese(value), roman=chapter, n=value))]
    return parts + ([("section", words["section"].format(n=section))] if section else [])


def _place(match: re.Match[str], words: Words, *, in_article: bool, ending: str = "") -> list[Part]:
    name, number, marks = match[1], match[2] or "", match[3] or ""
    value = int(number) if number.isdigit() else 0
    forms = {
        "n": number,
        "cn": numerals.chinese(value),
        "roman": numerals.roman(value),
        "ordinal": _ordinal(value),
        "marks": _spaced(marks, words) + ending,
    }
    if name == "annex":
        return [("annex", words["annexes" if number else "annex"].format(**forms))]
    if name == "art" or (name == "para" and in_article):
        key = "article" if name == "art" else "clause"
        parts = [("article", words[key].format(**forms))]
        return parts + ([("marks", words["clause_marks"].format(**forms))] if marks else [])
    return [(_LEAVES[name], words[_LEAVES[name]].format(**forms))]


def _spaced(marks: str, words: Words) -> str:
    """Lettered items with the language's blank before each: 6(a)(i); 6 (a) (i)."""
    return "".join(words["item_blank"] + mark for mark in _MARKS.findall(marks))


def _ordinal(value: int) -> str:
    if 0 < value <= len(numerals.ORDINALS):
        return numerals.ORDINALS[value - 1]
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
