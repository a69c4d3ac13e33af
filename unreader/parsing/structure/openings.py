"""Lines that only say what comes (第一章, 决议草案一, Annex II, Article 5) open a container; a title may follow."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from string import ascii_uppercase

from unreader.parsing.labels import number_of, roman
from unreader.parsing.structure.state import PART, RESOLUTION, Cue, Place, State

_LENGTH = 120
#: An annex names the letter to which it belongs; an article may have a long title.
ANNEX_LENGTH = 400
_ARTICLE_LENGTH, _ARTICLE_TITLE = 200, 160
#: A longer line that ends with a full stop is no title.
_SENTENCE = 60
_NUMERAL_LINE = re.compile(r"([IVX]{1,5}|[一二三四五六七八九十]{1,3})[.．]?")


def opening_line(state: State, cue: Cue) -> bool:
    """Take a line that opens a chapter, an article, a draft, an adopted text, an annex or a summary."""
    if len(cue.text) > ANNEX_LENGTH or (cue.label and cue.label.kind not in ("roman", "capital")):
        return False
    if not state.language.any_heading.fullmatch(cue.text) or len(cue.text) > _longest(state, cue):
        return False
    for name, opens in _OPENINGS.items():
        match = state.language.headings[name].fullmatch(cue.text)
        if match and opens(state, cue, match, name):
            return True
    return False


def _longest(state: State, cue: Cue) -> int:
    headings = state.language.headings
    if headings["annex"].fullmatch(cue.text):
        return ANNEX_LENGTH
    return _ARTICLE_LENGTH if headings["article"].fullmatch(cue.text) else _LENGTH


def opens_article(state: State, cue: Cue | None) -> bool:
    """Whether a line opens an article, a rule or what else is numbered through a whole text."""
    if cue is None or cue.label or len(cue.text) > _ARTICLE_LENGTH:
        return False
    if not state.language.any_heading.fullmatch(cue.text):
        return False
    return any(state.language.headings[name].fullmatch(cue.text) for name in ("article", *RULES))


def _chapter(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    number = state.language.number(match["number"])
    if not number or cue.ends():
        return False
    inside = state.text if state.text and state.text.form == "annex" else None
    state.close()
    state.section = None
    step = roman(number)
    if inside:
        # A treaty or a plan in an annex: its chapters are headings there, its numbers go on.
        state.text = inside
        place = Place(inside.under(step), "chapter", "text")
    else:
        place = state.chapter = Place(step, "chapter", "text")
    _head(state, place, cue, name)
    return True


def _part(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    """A part holds chapters and articles, which are numbered through: its heading stands in the whole text."""
    if cue.ends() or (state.root.stage == "head" and not state.text and not state.article):
        return False
    inside = state.text if state.text and state.text.form == "annex" else None
    if state.text and not inside:
        return False
    state.close()
    state.chapter = state.section = None
    state.text = inside
    _head(state, inside or state.root, cue, name)
    return True


def _section(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    """A section of a chapter or part holds articles, which are numbered through: its heading stands around them."""
    if cue.ends() or (state.report and not state.text) or (state.root.stage == "head" and not state.text):
        return False
    if state.text and state.text.form != "annex":
        return False
    state.owner = state.article = None
    _head(state, state.here, cue, name)
    return True


def _article(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    number, title = state.language.number(match["number"]), match["title"].strip()
    if number == 0 or len(title) > _ARTICLE_TITLE or (title and cue.ends("。；：，.;:,؛،")):
        return False
    state.owner = state.agenda = None
    base = state.text.path if state.text and state.text.form == "annex" else ""
    if not base:
        state.text = None
        state.root.stage = "text"
    state.article = Place(f"{base}/art{number}" if base else f"art{number}", "article", "text", number=0)
    _head(state, state.article, cue, name)
    return True


def _rule(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    """A rule, principle or guideline: a container as an article is, where the text has begun."""
    number, title = state.language.number(match["number"]), match["title"].strip()
    text = state.text or state.root
    if number == 0 or (title and cue.ends("。；：，.;:,؛،")) or text.form in ("decision", "summary"):
        return False
    if (state.report and not state.text) or (text is state.root and text.form == "resolution"):
        return False
    state.owner = state.agenda = None
    if text is state.root:
        state.root.stage = "text"
    state.article = Place(text.under(f"{name}{number}"), "rule", "text")
    _head(state, state.article, cue, name)
    return True


def _head(state: State, place: Place, cue: Cue, name: str) -> None:
    """The heading of a chapter or an article: with a title on its line the number is its label."""
    draft = state.add(place.next("h"), "heading", cue)
    printed = state.language.headings[name].match(cue.paragraph.text)
    if printed and printed["title"].strip():
        at = printed.start("title")
        draft.label = cue.paragraph.text[:at].strip()
        draft.label_end = cue.paragraph.start + at
    elif len(cue.paragraph.lines) == 1:
        state.title_due, state.title_place = "heading", place


def _summary(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    state.close()
    state.open_text(Place("summary", "summary", "text"))
    state.add(state.here.next("h"), "heading", cue)
    return True


def _annex(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    number = state.language.number(match["number"] or "")
    step, text = f"annex{number or ''}", state.text
    if text and text.form == "annex":
        # The next annex stands beside it; one without a number that has one already is its own: an appendix to it.
        around = text.path.rpartition("/")[0]
        beside = f"{around}/{step}" if around else step
        in_annex = around.rpartition("/")[2].startswith("annex")
        step = text.under(step) if beside in state.text_at and not in_annex else beside
    elif text and text.form in ("resolution", "decision"):
        step = text.under(step)
    # Behind the chapters of a report it is the whole report's.
    return _text(state, cue, Place(step, "annex"))


def _draft(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    form = name.removeprefix("draft_")
    number = state.language.number(match["number"] or "") or 1
    base = state.section or state.chapter or state.root
    return _text(state, cue, Place(base.under(f"{'draft' if form == 'resolution' else form}{number}"), form))


def _adopted(state: State, cue: Cue, match: re.Match[str], name: str) -> bool:
    base = state.section or state.chapter or state.root
    if base is state.root and state.root.stage == "head" and not state.collects:
        # The number of the only text stands in the document's own head.
        state.add(base.next("h"), "heading", cue)
        if not state.has_title:
            state.title_due, state.title_place = "title", base
        return True
    printed = match["number"]
    number = printed.replace("/", "_") if "/" in printed else state.language.number(printed)
    return _text(state, cue, Place(base.under(f"{name[:3]}{number}"), name))


def _text(state: State, cue: Cue, place: Place) -> bool:
    state.close()
    place.start = cue.paragraph.start
    state.open_text(place)
    state.add(place.next("h"), "heading", cue)
    state.title_due, state.title_place = "title", place
    return True


#: The headings that open a text of its own.
TEXTS = ("draft_resolution", "draft_decision", "resolution", "decision", "annex")
#: What is numbered through a text as articles are, each a container of its own.
RULES = ("rule", "principle", "guideline")
_OPENINGS: dict[str, Callable[[State, Cue, re.Match[str], str], bool]] = {
    "chapter": _chapter,
    "part": _part,
    "article": _article,
    "section": _section,
    "rule": _rule,
    "principle": _rule,
    "guideline": _rule,
    "draft_resolution": _draft,
    "draft_decision": _draft,
    "resolution": _adopted,
    "decision": _adopted,
    "annex": _annex,
    "summary": _summary,
}


def roman_section(state: State, cue: Cue) -> bool:
    """Take the heading of a section (I, 二, II. Title) in a text whose numbering starts anew in each section."""
    text = state.outer_text()
    if text.start not in state.restarts or state.article or text.form not in ("resolution", "annex", "declaration"):
        return False
    value = section_number(cue)
    if not value or (text is state.root and state.chapter):
        return False
    state.owner = None
    form = text.form
    place = Place(text.under(roman(value)), form, "text")
    state.within = (text, place)
    state.add(place.next("h"), "heading", cue, cue.label)
    if not cue.label:
        state.title_due, state.title_place = "heading", place
    return True


def section_number(cue: Cue) -> int:
    """The number of a line that may head a section: a numeral alone, or a numeral with a title; 0 for any other."""
    if match := _NUMERAL_LINE.fullmatch(cue.text):
        return number_of(match[1])
    if (
        cue.label
        and cue.label.kind in ("roman", "chinese")
        and not cue.ends("。；;，,.؛،")
        and len(cue.text) <= _LENGTH
    ):
        return number_of(cue.label.value)
    return 0


def part_letter(state: State, cue: Cue) -> bool:
    """Take a lone capital that opens part A (then B …) of a resolution or decision in parts."""
    if not PART.fullmatch(cue.text) or not state.has_title or state.report:
        return False
    whole, form = _whole_of_parts(state)
    parts = list(itertools.takewhile(state.text_at.__contains__, (f"{whole}{letter}" for letter in ascii_uppercase)))
    expected = chr(ord(parts[-1][-1]) + 1) if parts else "A"
    begun = state.text.stage if whole and state.text else state.root.stage
    if cue.text != expected or (not parts and begun != "head"):
        return False
    if parts:
        _sign_part(state, parts[-1])
    return _text(state, cue, Place(f"{whole}{cue.text}", form))


def _whole_of_parts(state: State) -> tuple[str, str]:
    """What stands before the letter in the path of a part, and its form: nothing, or one of several texts."""
    text = state.text
    if not state.collects_titles or text is None or text.form not in ("resolution", "decision"):
        return "", RESOLUTION
    outer, _, last = text.path.rpartition("/")
    return f"{outer if outer and PART.fullmatch(last) else text.path}/", text.form


def _sign_part(state: State, part: str) -> None:
    """The closing lines before the next part are those of the part before it."""
    last = next((draft for draft in reversed(state.drafts) if draft.kind != "footnote"), None)
    if last and last.kind == "signature" and "/" not in last.path:
        last.path = f"{part}/sig1"
        state.root.count["sig"] -= 1


def title_line(state: State, cue: Cue) -> bool:
    """Take the title under a line that says what comes."""
    due, state.title_due = state.title_due, None
    if due is None or state.title_place is None or cue.label or len(cue.text) > 300:
        return False
    if cue.text[0] in "[〔" and cue.text[-1] in "]〕":
        # [Original: Arabic] over the title.
        state.add(state.title_place.next("h"), "meta", cue)
        state.title_due = due
        return True
    if cue.text[-1] in "，,،：:" or state.language.organ.fullmatch(cue.text):
        return False
    if cue.ends("。；;؛") or (cue.ends(".") and (due == "heading" or len(cue.text) > _SENTENCE)):
        return False
    state.add(state.title_place.next("h"), due, cue)
    return True
