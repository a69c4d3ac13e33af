"""Places of documents in words: annex/para29 → annex, para. 29."""

from __future__ import annotations

import re

from unreader.wording import N_, _

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


_CHAPTER = re.compile(r"([IVXL]+)(?:\.(.+))?")


def place_words(path: str) -> str:
    """A path in words: annex/para29 → annex, para. 29."""
    return _(", ").join(_step_words(step) for step in path.split("/") if step)


def _step_words(step: str) -> str:
    if chapter := _CHAPTER.fullmatch(step):
        section = _("sect. {letter}").format(letter=chapter[2]) if chapter[2] else ""
        return _(", ").join(part for part in (_("chap. {number}").format(number=chapter[1]), section) if part)
    for prefix, alone, numbered in _PLACE_WORDS:
        rest = step.removeprefix(prefix)
        if rest != step and (not rest or rest[0].isdigit() or rest[0] in "(*" or prefix in ("ch", "sec")):
            number = rest.replace("_", "/")
            return _(numbered).format(number=number) if number else _(alone)
    return step


def meaning(symbol: str, pinpoint: str) -> str:
    """A target in symbols and words: A/RES/76/181, annex, para. 29."""
    return _(", ").join(part for part in (symbol, place_words(pinpoint)) if part)
