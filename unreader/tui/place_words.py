"""Places of documents in words: annex/para29 → annex, para. 29; and with what they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unreader.model import UnreaderError
from unreader.wording import N_, _, language

if TYPE_CHECKING:
    from unreader.library import Library
    from unreader.model import Address

#: What the steps of a path are called, alone and with their number, by the letters before the number.
_PLACE_WORDS = (
    ("annex", N_("annex"), N_("annex {number}")),
    ("para", N_("para."), N_("para. {number}")),
    ("art", N_("art."), N_("art. {number}")),
    ("op", N_("para."), N_("para. {number}")),
    ("pp", N_("preambular para."), N_("preambular para. {number}")),
    ("fn", N_("footnote"), N_("footnote {number}")),
    ("draft", N_("draft resolution"), N_("draft resolution {number}")),
    ("decision", N_("draft decision"), N_("draft decision {number}")),
    ("res", N_("resolution"), N_("resolution {number}")),
    ("dec", N_("decision"), N_("decision {number}")),
    ("sec", N_("sect."), N_("sect. {number}")),
    ("ch", N_("chap."), N_("chap. {number}")),
    ("summary", N_("summary"), N_("summary {number}")),
    ("preamble", N_("preamble"), N_("preamble {number}")),
    ("item", N_("item"), N_("item {number}")),
    ("vote", N_("vote"), N_("vote {number}")),
    ("body", N_("opening line"), N_("opening line {number}")),
    ("sig", N_("closing line"), N_("closing line {number}")),
    ("h", N_("heading"), N_("heading {number}")),
    ("p", N_("unnumbered para."), N_("unnumbered para. {number}")),
    ("i", N_("entry"), N_("entry {number}")),
)


#: Steps whose number is printed in the figures of the language: draft resolution III, 决议草案三.
_IN_FIGURES = {
    "en": ("annex", "draft", "decision", "sec", "ch"),
    "zh": ("annex", "draft", "decision", "sec", "ch", "art", "clause"),
}
_CHAPTER = re.compile(r"([IVXLC]+)(?:\.(.+))?")
_FIGURE = re.compile(r"\d+|[IVXLC]+")
_MARKS = re.compile(r"\(([^)]+)\)")
#: A section that a citation names with the chapter of a report, as in 第一.B节, and one under a chapter.
_SECTIONS = re.compile(r"(?<![^/])(sec\d+)/([A-Z])(?![^/])"), re.compile(r"(?<![^/])ch(\d+)/([A-Z])(?![^/])")


def place_words(path: str) -> str:
    """A path in words: annex/para29 → annex, para. 29."""
    if "/" in path:
        path = _SECTIONS[0].sub(r"\1.\2", path)
        path = _SECTIONS[1].sub(lambda match: f"{_roman(match[1])}.{match[2]}", path)
    return _(", ").join(_step_words(step) for step in path.split("/") if step)


def _step_words(step: str) -> str:
    if len(step) == 1 and "A" <= step <= "Z" and step not in "IVX":
        return _("part {letter}").format(letter=step)
    if chapter := _CHAPTER.fullmatch(step):
        section = _("sect. {letter}").format(letter=chapter[2]) if chapter[2] else ""
        number = _("chap. {number}").format(number=_figures(chapter[1]))
        return _(", ").join(part for part in (number, section) if part)
    for prefix, alone, words in _PLACE_WORDS:
        rest = step.removeprefix(prefix)
        if rest != step and not rest:
            return _(alone)
        if rest != step and (rest[0].isdigit() or rest[0] in "(*" or prefix in ("ch", "sec")):
            return _numbered(prefix, words, rest)
    return step


def _numbered(prefix: str, words: str, rest: str) -> str:
    """A step with its number and the lettered items under it: 7(k) → para. 7 (k), 第7(k)段."""
    marks = _MARKS.findall(rest)
    number = _MARKS.sub("", rest).replace("_", "/")
    in_figures = _IN_FIGURES.get(language(), _IN_FIGURES["en"])
    if prefix in in_figures:
        number = _figures(number)
    if prefix != "art":
        return _(words).format(number=number + "".join(_(" ({mark})").format(mark=mark) for mark in marks))
    form, letter = _(" ({number})"), _(" ({letter})")
    clauses = [
        form.format(number=_figures(mark) if "clause" in in_figures else mark)
        if mark.isdigit()
        else letter.format(letter=mark)
        for mark in marks
    ]
    return _(words).format(number=number) + "".join(clauses)


def _figures(number: str) -> str:
    """A number, with what follows it, in the figures of the language: Roman ones, or Chinese ones."""
    from unreader.citing import numerals

    match = _FIGURE.match(number)
    value = numerals.number(match[0]) if match else None
    if match is None or value is None or not 0 < value < 200:
        return number
    return (numerals.chinese(value) if language() == "zh" else numerals.roman(value)) + number[match.end() :]


def _roman(number: str) -> str:
    from unreader.citing import numerals

    return numerals.roman(int(number))


def meaning(symbol: str, pinpoint: str) -> str:
    """A target in symbols and words: A/RES/76/181, annex, para. 29."""
    return _(", ").join(part for part in (symbol, place_words(pinpoint)) if part)


def beginning(library: Library, place: Address) -> str:
    """How a place begins, a draft with its number and title; a document's title; what is wrong with a file not read."""
    from unreader.said import said

    entry = library.find_entry(place.symbol, place.language)
    if entry is not None and not place.path:
        return entry.title
    try:
        blocks = library.blocks_at(place)
    except UnreaderError as error:
        return said(error)
    texts = [block.text for block in blocks if block.text][:2]
    return " ".join(texts if len(blocks) > 1 and blocks[1].kind == "title" else texts[:1])
