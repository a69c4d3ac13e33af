"""Takes page furniture out of the lines: rules, links, running heads, page and job numbers, repeated column heads.

What stays is text; the first line after a turn of the page is marked (`Line.turn`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from unreader.model import Furniture
from unreader.parsing.labels import read_label
from unreader.parsing.languages import Language
from unreader.parsing.lines import Line, columns, is_terminal, is_wide, tidy
from unreader.symbols import SYMBOL

_RULE = re.compile(r"[_‗]{4,}|[-–—=]{8,}|\*(?:\s*\*){2,}")
_LINK = re.compile(r"<?(?:https?://|www\.)\S+>?")
_MARKUP = re.compile(r"<[^<>]+>|<!--.*-->|-{3,}|\|[\s|:-]*-[\s|:-]*")
#: A program's own lines over a text: so many at most, each a key with its value or an entry of a list.
_FRONT, _FRONT_LINE = 60, re.compile(r"[\w.-]+\s*:(?:\s|$)|-\s+\S")
_JOB = r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}"
_PAGE = re.compile(
    rf"(?:\d{{1,4}}/\d{{1,4}}\s+)?{_JOB}(?:\s+\([A-Z]\))?(?:\s+\d{{6}})?(?:\s+\d{{1,4}}/\d{{1,4}})?"
    r"|\*\d{7,8}\*|(?:[Pp]age|第)\s*\d{1,4}\s*页?(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]"
)
_BARE_PAGE = re.compile(r"\d{1,4}(?:/\d{1,4})?|[ivxl]{1,6}")
_PAGE_NUMBER = re.compile(r"(\d{1,4})(?:/\d{1,4}(?:\s.*)?)?$")
_YEAR = r"(?: ?\((?:19|20)\d\d\))?"
_SYMBOL_LINE = re.compile(rf"{SYMBOL}{_YEAR}\*?(?:\s*[-–]?\s*{SYMBOL}\*?)?")
#: A symbol with the running title beside it.
_HEAD_LINE = re.compile(rf"{SYMBOL}\*?\s{{3,}}\S.*|\S.*\s{{3,}}{SYMBOL}\*?")
_TOP = 4
_OWN_SHARE = 0.5
#: A line that stands at so many turns of the page, and at this share of them, is a running title.
_REPEATS = 2
_SHARE = 0.1
#: What a paragraph's last line may hold, in columns: no title is so short.
_SCRAP = 8


class Separated(Struct):
    """The lines that are text, the furniture, the printed links with their places, the symbols of running heads.

    `blank_pages` are pages on which no text stands: their numbers, and where in the source they end.
    """

    lines: list[Line] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    rules: set[int] = field(default_factory=set)
    heads: Counter[str] = field(default_factory=Counter)
    blank_pages: list[tuple[int, int]] = field(default_factory=list)


def separate(lines: list[Line], gap: int, language: Language) -> Separated:
    """Take the furniture out of `lines`. `gap` is the file's usual number of empty lines between two lines.

    `rules` are the starts of the lines that follow a rule.
    """
    kinds = [_kind(line.text) for line in lines]
    _settle_front_matter(lines, kinds)
    _settle_links(lines, kinds)
    _settle_page_numbers(lines, kinds)
    _find_running_titles(lines, kinds, language)
    found = Separated()
    turned = after_rule = False
    recent: dict[str, int] = {}
    page = -1
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if not kind:
            line.turn = turned or (gap > 0 and line.gap < gap and place > 0)
            if line.turn and place - recent.get(line.text, -1000) < 80 and _is_column_head(line.text, language):
                kind = "running-head"
        if not kind:
            if after_rule:
                found.rules.add(line.start)
            found.lines.append(line)
            page = -1
            recent[line.text] = place
            turned = after_rule = False
            continue
        found.furniture.append(Furniture(line.start, line.end, kind))
        if kind == "link":
            found.links.append((line.start, line.text.strip("<>")))
        elif kind == "page-number" and (number := _PAGE_NUMBER.match(line.text)):
            if page >= 0 and int(number[1]) == page + 1:
                found.blank_pages.append((page + 1, line.start))
            page = int(number[1])
        elif kind == "running-head":
            found.heads.update(_symbols(line.text))
        after_rule = kind == "rule"
        turned = turned or kind != "rule"
    return found


def _kind(text: str) -> str:
    first = text[0]
    if first in "_‗-–—=*" and _RULE.fullmatch(text):
        return "rule"
    if first in "hw<-|":
        if _LINK.fullmatch(text):
            return "link"
        if _MARKUP.fullmatch(text):
            return "markup"
    if len(text) > 200:
        return ""
    if "/" in text and (_SYMBOL_LINE.fullmatch(text) or ("   " in text and _HEAD_LINE.fullmatch(text))):
        return "symbol?"
    if _PAGE.fullmatch(text):
        return "page-number"
    if (first.isdigit() or first in "ivxl") and _BARE_PAGE.fullmatch(text):
        return "number?"
    return ""


def _settle_front_matter(lines: list[Line], kinds: list[str]) -> None:
    """What a program wrote over the text between two lines of hyphens (symbol: …, title: …) is not the text's."""
    if not lines or lines[0].text != "---":
        return
    for place in range(1, min(len(lines), _FRONT)):
        if lines[place].text == "---":
            kinds[:place] = ["markup"] * place
            return
        if not _FRONT_LINE.match(lines[place].text):
            return


def _settle_links(lines: list[Line], kinds: list[str]) -> None:
    """An address without http is text where a line that leaves a sentence open leads to it, and no link stands by."""
    for place, kind in enumerate(kinds):
        if kind == "link" and lines[place].text.startswith("www.") and place:
            before = lines[place - 1].text
            if "link" not in _beside(kinds, place) and not kinds[place - 1] and not is_terminal(before):
                kinds[place] = ""


def _settle_page_numbers(lines: list[Line], kinds: list[str]) -> None:
    """A lone symbol is a running head where it repeats, by a page number or at the top; a lone number likewise."""
    counts = Counter(line.text for line, kind in zip(lines, kinds, strict=True) if kind == "symbol?")
    # Its own symbols stand at the pages' heads far more often than another is alone on a line of text.
    often = max(counts.values(), default=0) * _OWN_SHARE
    numbers = [place for place, kind in enumerate(kinds) if kind == "number?"]
    edges = ("page-number", "number?", "symbol?", "running-head")
    for place, kind in enumerate(kinds):
        if kind == "symbol?":
            count = counts[lines[place].text]
            at_edge = count > 1 or any(other in edges for other in _beside(kinds, place))
            if place < _TOP or (count >= often and at_edge):
                kinds[place] = "running-head"
    sequence = _runs_upward([lines[place].text for place in numbers])
    for place in numbers:
        heads = any(other in ("running-head", "page-number") for other in _beside(kinds, place))
        kinds[place] = "page-number" if heads or sequence else ""
    for place, kind in enumerate(kinds):
        if kind == "symbol?":
            kinds[place] = ""


def _beside(kinds: list[str], place: int) -> Iterable[str]:
    return (kinds[other] for other in (place - 1, place + 1) if 0 <= other < len(kinds))


def _runs_upward(numbers: list[str]) -> bool:
    values = [int(number.split("/")[0]) for number in numbers if number[0].isdigit()]
    steps = sum(0 < after - before <= 3 for before, after in itertools.pairwise(values))
    return len(values) >= 3 and steps >= (len(values) - 1) * 0.8


def _find_running_titles(lines: list[Line], kinds: list[str], language: Language) -> None:
    """Lines that stand beside a running head or a page number again and again are a running title, line by line."""
    edges = ("page-number", "running-head")
    candidates: dict[str, list[int]] = {}
    turns = 0
    for place, kind in enumerate(kinds):
        turns += kind in edges and (place == 0 or kinds[place - 1] not in edges)
        if not kind and len(lines[place].text) <= 120 and any(other in edges for other in _beside(kinds, place)):
            candidates.setdefault(lines[place].text, []).append(place)
    waiting = [text for text in candidates if not _is_text(text, language)]
    repeats = max(_REPEATS, turns * _SHARE)
    while waiting:
        text = waiting.pop()
        places = [place for place in candidates[text] if not kinds[place]]
        if len(candidates[text]) < repeats:
            continue
        for place in places:
            kinds[place] = "running-head"
            for beside in (place - 1, place + 1):
                if 0 <= beside < len(kinds) and not kinds[beside] and len(lines[beside].text) <= 120:
                    found = candidates.setdefault(lines[beside].text, [])
                    if beside not in found[-_REPEATS:] and not _is_text(lines[beside].text, language):
                        found.append(beside)
                        waiting.append(lines[beside].text)


def _is_text(text: str, language: Language) -> bool:
    """Whether a line that comes again and again is no running title: a sentence’s end, the beginning of a paragraph
    (重申…) or of an item of a list, or a line that says what comes (大会，)."""
    ink = tidy(text)
    label = read_label(text)
    if label and label.kind in ("number", "letter", "bullet"):
        return True
    if language.closing.fullmatch(ink.rstrip(".,，،")):
        # 10th plenary meeting, 20 November 2022: several texts may be adopted at one meeting.
        return True
    if columns(ink) <= _SCRAP and (len(ink) <= 1 or ink[-1] in "，,،、" or is_wide(ink[0])):
        return True
    # In English titles begin as paragraphs do: Strengthening…
    opens = is_wide(ink[0]) and language.opener.match(ink) is not None
    return ink[-1] in "。；：.;:!?؛" or language.says_what_comes(ink) or opens


def _is_column_head(text: str, language: Language) -> bool:
    return (
        not _is_text(text, language)
        and text.count(" ") >= 1
        and len(text) <= 60
        and text[-1] not in "。；，：.;,:؛،"
        and not text[0].isdigit()
    )


def _symbols(text: str) -> list[str]:
    return [match[0].rstrip("*").replace(" (", "(") for match in re.finditer(SYMBOL + _YEAR, text)]
