"""The running-text style of the United Nations, in Chinese and English; its words are in un_style.toml."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from unreader import symbols
from unreader.citing import numerals
from unreader.citing.bodies import body_name
from unreader.citing.instruments import instrument
from unreader.model import Address

_NUMBER = re.compile(r"((?:ES-|S-)?\d+(?:/\d+)?)(\([IVXLC\d]+\))?([A-Z])?")
_PLACE = re.compile(r"(op|pp|para|art|p|fn|i|item|vote|draft|decision|annex)(\d+|\*+|[a-z]+)?((?:\([^)]+\))*)")
_PRINTED = re.compile(r"(res|dec)(\d+)_(\d+)")
_CHAPTERS = re.compile(r"[IVXLC]+(?:\.[A-Z0-9]+)*")
_MARKS = re.compile(r"\([^)]+\)")
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
    "draft": "draft",
    "decision": "draft-decision",
}


def write(address: Address, *, kind: str = "", language: str = "zh", introduced: str = "") -> str:
    """The citation of a place; see `unreader.citing.styles.cite`."""
    words = _words("zh" if language.startswith("zh") else "en")
    parsed = symbols.parse(address.symbol)
    head = _head(parsed, words, language)
    titled = parsed.kind in ("treaty", "charter") and instrument(parsed.text) is not None
    parts: list[tuple[str, str]] = []
    segments = [segment for segment in address.path.split("/") if segment]
    chaptered = False
    for segment in segments:
        in_article = bool(parts) and parts[-1][0] == "article"
        is_chapter = bool(_CHAPTERS.fullmatch(segment)) and parsed.kind not in ("resolution", "decision")
        chaptered = chaptered or is_chapter
        if introduced and not chaptered and segment.startswith(("draft", "decision")):
            parts.append(("introduced", words["introduced"].format(n=introduced)))
        parts += _segment(segment, words, in_article=in_article, chapter=is_chapter)
    return _joined(head, parts, words, treaty=titled)


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    with files("unreader.citing").joinpath("un_style.toml").open("rb") as file:
        return tomllib.load(file)


def _words(language: str) -> dict[str, str]:
    return _tables()[language]


def _head(symbol: symbols.Symbol, words: dict[str, str], language: str) -> str:
    if symbol.kind in ("resolution", "decision"):
        body = body_name(symbol.body, language)
        if body:
            return words[symbol.kind].format(body=body, number=_printed_number(symbol, language))
    if symbol.kind in ("treaty", "charter"):
        named = instrument(symbol.text)
        if named:
            return words["treaty"].format(title=named.title(language))
        return words["treaty_entry"].format(volume=symbol.volume, number=symbol.number)
    if symbol.kind == "publication":
        return words["publication"].format(number=symbol.number)
    return symbol.text


def _printed_number(symbol: symbols.Symbol, language: str) -> str:
    """A number as texts print it: 57/270 B, 217 A (III), 1373 (2001); Chinese texts print a year without a blank."""
    match = _NUMBER.fullmatch(symbol.number)
    if not match:
        return symbol.number
    number, session, letter = match.groups()
    if session and session.strip("()").isdigit() and language.startswith("zh"):
        return f"{number}{session}"
    return " ".join(filter(None, (number, letter, session)))


def _segment(segment: str, words: dict[str, str], *, in_article: bool, chapter: bool) -> list[tuple[str, str]]:
    """One segment of a path in words, as (what it is, the words); nothing for blocks cited as a whole."""
    if _WHOLE.fullmatch(segment):
        return []
    if segment in ("summary", "agenda"):
        return [(segment, words[segment])]
    if chapter:
        return _chapter(segment, words)
    if printed := _PRINTED.fullmatch(segment):
        kind = "printed-resolution" if printed[1] == "res" else "printed-decision"
        return [(kind, words[kind].format(n=f"{printed[2]}/{printed[3]}"))]
    if _MARKS.match(segment):
        key = "clause_marks" if in_article else "lettered"
        return [("marks", words[key].format(marks=_spaced(segment, words)))]
    if re.fullmatch(r"[A-Z]", segment):
        return [("part", words["part"].format(n=segment))]
    match = _PLACE.fullmatch(segment)
    return _place(match, words, in_article=in_article) if match else [("other", segment)]


def _chapter(segment: str, words: dict[str, str]) -> list[tuple[str, str]]:
    chapter, _, section = segment.partition(".")
    value = numerals.number(chapter) or 0
    parts = [("chapter", words["chapter"].format(cn=_chinese(value), roman=chapter, n=value))]
    return parts + ([("section", words["section"].format(n=section))] if section else [])


def _place(match: re.Match[str], words: dict[str, str], *, in_article: bool) -> list[tuple[str, str]]:
    name, number, marks = match[1], match[2] or "", match[3] or ""
    value = int(number) if number.isdigit() else 0
    forms = {
        "n": number,
        "cn": _chinese(value),
        "roman": numerals.roman(value),
        "ordinal": _ordinal(value),
        "marks": _spaced(marks, words),
    }
    if name == "annex":
        return [("annex", words["annexes" if number else "annex"].format(**forms))]
    if name == "art" or (name == "para" and in_article):
        key = "article" if name == "art" else "clause"
        parts = [("article", words[key].format(**forms))]
        return parts + ([("marks", words["clause_marks"].format(**forms))] if marks else [])
    return [(_LEAVES[name], words[_LEAVES[name]].format(**forms))]


def _joined(head: str, parts: list[tuple[str, str]], words: dict[str, str], *, treaty: bool) -> str:
    text, before = head, ""
    for kind, part in parts:
        inside = before == "article" and kind in ("article", "marks")
        if inside:
            text += ("" if kind == "marks" else words["article_joint"]) + part
        elif treaty and not before and kind == "article":
            text += words["treaty_joint"] + part
        else:
            text += words["joint"] + part
        before = kind
    return text


def _spaced(marks: str, words: dict[str, str]) -> str:
    """Lettered items with the language's blank before each: 6(a)(i); 6 (a) (i)."""
    return "".join(words["item_blank"] + mark for mark in _MARKS.findall(marks))


def _chinese(value: int) -> str:
    """A number up to 199 in Chinese figures: 101 → 一百零一."""
    digits = "零一二三四五六七八九"
    if value >= 100:
        rest = value - 100
        if not rest:
            return "一百"
        return "一百" + ("零" if rest < 10 else "一" if rest < 20 else "") + _chinese(rest)
    tens, ones = divmod(value, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _ordinal(value: int) -> str:
    if 0 < value <= len(numerals.ORDINALS):
        return numerals.ORDINALS[value - 1]
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
