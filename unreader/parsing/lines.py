"""Text → physical lines with the little that their layout tells, and what that layout means in this file.

Three layouts occur: one line a paragraph; lines wrapped as printed, with or without an empty line after each;
and wrapped lines whose paragraph ends keep a blank (the text layer of a PDF made by a word processor).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from msgspec import Struct

from unreader.parsing.labels import read_label

#: Characters that may end a paragraph. A footnote's mark may follow.
TERMINALS = "。；：！？.;:!?؛؟…"
#: Blanks mark the ends of paragraphs when no more than this share of the lines cut in mid-sentence have one.
_MARKED_CUTS = 0.4
#: A gap between lines is usual when at least this share of the lines has it.
_USUAL_SHARE = 0.2
#: A line fills the width when it takes up so much of it.
_FULL_LINE = 0.8
#: Lines of so many columns are cut as a page cuts them only if most of them are as wide, give or take so much.
_NARROWEST, _NARROW, _EVEN, _SEVERAL = 18, 30, 4, 30
#: No page is wider; fewer lines than this are few.
_WIDEST, _FEW = 140, 60
#: The ends of paragraphs keep a blank when at least this share of the finished lines has one.
_MARKED_ENDS = 0.7
#: Empty lines stand between paragraphs, and only there, in at least this share; no line is so much wider than the cut
#: ones (a heading that was not cut, a row of a table).
_SET_OFF, _OVER = 0.85, 1.3
_AFTER_TERMINAL = "”’\"')）]］〕》」』*⁰¹²³⁴⁵⁶⁷⁸⁹"
#: A word, or one sign of a script without blanks between words.
_TOKEN = re.compile(r"[\x21-\x7e]+|.")
_HEADING_MARK = re.compile(r"#{1,6}\s*(?=\S)|(?:>\s)+\s*(?=\S)")
#: The number that ends a symbol (A/C.3/79/SR.52, WHA77.4) is no mark behind a full stop.
_SYMBOL_END = re.compile(r"(?:/[A-Za-z]+|[A-Z]\d+)\.\d+$")
#: What is numbered comes behind these: Supplement No. | 10.
_ABBREVIATION = re.compile(r"(?:^|[ (])(?:[Nn]os?|vols?|paras?|chaps?|sects?|arts?|pp|Mr|Mrs|Ms|Dr)\.$")
#: No mark has more figures: 2025 is a year.
_PLAIN_MARK = re.compile(r"(?<!\d)\d{1,3}$")
#: What is blank at the edges of a line: white space, and marks without width.
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u2060\ufeff"


class Line(Struct):
    """A line with ink on it. `start` and `end` are its ink in the source, without marks of a heading.

    `place` is its number among the lines with ink: what is taken out between two lines leaves a gap in them.
    """

    start: int
    end: int
    text: str
    indent: int
    trailing: bool
    gap: int
    place: int = 0
    level: int = 0
    turn: bool = False
    measured: int = -1
    first_measured: int = -1

    @property
    def columns(self) -> int:
        """The width of its ink in columns, measured once."""
        if self.measured < 0:
            self.measured = columns(self.text)
        return self.measured

    @property
    def first_columns(self) -> int:
        """The width of its first word, or of its first sign where there are no words, in columns; measured once."""
        if self.first_measured < 0:
            first = _TOKEN.match(self.text)
            self.first_measured = columns(first[0]) if first else 0
        return self.first_measured


class Layout(Struct, frozen=True):
    """What the layout of a file means. `width` is that of a full line, in columns (a Chinese character is two).

    `ends_marked` says that the ends of paragraphs keep a blank, `ends_sure` that nothing else does, `set_off` that
    empty lines stand between paragraphs, and only there.
    """

    wrapped: bool
    ends_marked: bool
    ends_sure: bool
    gap: int
    width: int
    indented: bool
    set_off: bool = False


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, or punctuation of Chinese print: no blank stands beside it."""
    return char >= "\u2e80" and (char <= "\ud7ff" or "\uf900" <= char <= "\ufaff" or "\ufe30" <= char <= "\ufe4f"
                                 or "\uff00" <= char <= "\uffef" or char >= "\U00020000")  # fmt: skip


_WIDE = "[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_WIDE_RUN = re.compile(f"{_WIDE}+")
#: A pattern that begins with a character is looked for by that character: most of a text is passed over at once.
_BESIDE_WIDE = re.compile(rf" (?:(?={_WIDE})|(?<={_WIDE} ))")


def columns(text: str) -> int:
    """The width of a text in columns."""
    return len(text) + sum(map(len, _WIDE_RUN.findall(text)))


def tidy(text: str) -> str:
    """A text with the blanks of the UN's printing style: none beside Chinese characters, else single ones."""
    words = text.split()
    return _BESIDE_WIDE.sub("", " ".join(words)) if len(words) > 1 else "".join(words)


def split_lines(text: str) -> list[Line]:
    """The lines with ink, in order. `gap` counts the empty lines before each."""
    lines: list[Line] = []
    offset = gap = 0
    for raw in text.split("\n"):
        ink = raw.strip(BLANKS)
        if ink:
            indent = len(raw) - len(raw.lstrip(BLANKS)) if raw[0] in BLANKS else 0
            start = offset + indent
            line = Line(start, start + len(ink), ink, indent, indent + len(ink) < len(raw), gap, len(lines))
            if ink[0] in "#>":
                _take_heading_mark(line)
            lines.append(line)
            gap = 0
        else:
            gap += 1
        offset += len(raw) + 1
    return lines


def _take_heading_mark(line: Line) -> None:
    mark = _HEADING_MARK.match(line.text)
    if mark:
        line.level = mark[0].count("#")
        line.start += mark.end()
        line.text = line.text[mark.end() :]


def is_terminal(text: str, marks: str = TERMINALS) -> bool:
    """Whether a text ends as a paragraph ends; closing quotes, brackets and superscripts may follow."""
    last = text[-1:]
    if last == "." and _ABBREVIATION.search(text, max(0, len(text) - 8)):
        return False
    if last not in _AFTER_TERMINAL and not last.isdigit():
        return last in marks
    ink = text.rstrip(_AFTER_TERMINAL)
    if ink and ink[-1].isdigit():
        if _SYMBOL_END.search(ink, max(0, len(ink) - 40)):
            return False
        # A footnote's mark in plain figures, set off by a blank or not.
        ink = _PLAIN_MARK.sub("", ink).rstrip()
    return bool(ink) and ink[-1] in marks


def _is_open(line: Line) -> bool:
    """Whether a line ends in mid-sentence, without any stop."""
    return not is_terminal(line.text, TERMINALS + "，,、،")


def _is_wrapped(lines: list[Line], opens: list[bool]) -> tuple[bool, int]:
    """Whether these many lines are wrapped, and how wide their open lines are: most of them are as wide."""
    open_ended = sorted(line.columns for line, is_open in zip(lines, opens, strict=True) if is_open)
    width = open_ended[len(open_ended) * 3 // 4] if open_ended else 0
    longest = sorted(line.columns for line in lines)[int(len(lines) * 0.95)]
    wrapped = _NARROWEST <= width <= _WIDEST and longest <= width * 1.6 and len(open_ended) >= len(lines) * 0.25
    if wrapped and width < _NARROW:
        # Lines of a list are as short, but not as even.
        even = sum(width - _EVEN <= columns <= width + _EVEN for columns in open_ended)
        wrapped = len(lines) >= _SEVERAL and even >= len(open_ended) * 0.5
    return wrapped, width


def _cut_width(lines: list[Line], opens: list[bool], finished: list[bool]) -> int:
    """The width at which few lines are cut, 0 where they are not: most of them are headings, whatever the width.

    What a cut leaves is read from the longest lines: they end in mid-sentence, and the next one goes on in it; or
    they alone lack the blank that the ends of paragraphs keep.
    """
    longest = max(line.columns for line in lines)
    if not _NARROW <= longest <= _WIDEST:
        return 0
    full = [place for place, line in enumerate(lines[:-1]) if line.columns >= longest * _FULL_LINE]
    cut = [place for place in full if opens[place]]
    marked = len(finished) > 2 and sum(finished) >= len(finished) * _MARKED_ENDS
    if marked:
        going_on = [place for place in cut if not lines[place].trailing]
        share = len(cut) * 0.5
    else:
        # What begins small goes on for certain; Chinese has no small letters, but its lines are even.
        even = sum(is_wide(lines[place + 1].text[0]) and lines[place].columns >= longest - _EVEN for place in cut)
        small = any(lines[place + 1].text[0].islower() for place in cut)
        going_on = [place for place in cut if read_label(lines[place + 1].text) is None]
        share = max(len(full) * 0.5, 2)
        if not small and even < 2:
            return 0
    if not going_on or len(going_on) < share:
        return 0
    return max(lines[place].columns for place in going_on)


def _goes_on_in_word(line: Line, following: Line) -> bool:
    """Whether a line breaks where print has a blank: before a small letter, between Latin words of Chinese text."""
    first = following.text[0]
    latin = line.text[-1].isascii() and first.isascii() and read_label(following.text) is None
    return first.islower() or (latin and _WIDE_RUN.search(line.text) is not None)


def read_layout(lines: list[Line]) -> Layout:
    """What the layout of these lines means, from their lengths, blanks and gaps taken together."""
    if not lines:
        return Layout(False, False, False, 0, 0, False)
    opens = [_is_open(line) for line in lines]
    # Whether the ends of paragraphs keep a blank.
    finished = [
        line.trailing for line, is_open in zip(lines, opens, strict=True) if not is_open and is_terminal(line.text)
    ]
    wrapped, width = _is_wrapped(lines, opens)
    if not wrapped or len(lines) < _FEW:
        width = _cut_width(lines, opens, finished)
        wrapped = width > 0
    gaps = Counter(line.gap for line in lines[1:])
    usual = sum(gaps.values()) * _USUAL_SHARE
    gap = min((gap for gap, count in gaps.items() if count >= usual), default=0)
    set_off = 0 if max(gaps, default=0) == 0 or not gaps[0] else _set_off_width(lines, opens, width)
    if set_off:
        width, wrapped, gap = width if wrapped else set_off, True, 0
    # A short line without a stop is a heading as often as a cut line: only those that fill the width tell.
    full = width * _FULL_LINE
    cut = [line.trailing for line, is_open in zip(lines, opens, strict=True) if is_open and line.columns >= full]
    kept = len(finished) > 2 and sum(finished) >= len(finished) * _MARKED_ENDS
    # In a short text the headings that fill the width are as many as the cut lines: that all others keep it tells.
    sure = len(lines) < _FEW and all(finished) and not all(cut)
    ends_marked = wrapped and kept and (sure or sum(cut) <= len(cut) * _MARKED_CUTS)
    ends_sure = ends_marked and not any(
        is_open and line.trailing and _goes_on_in_word(line, following)
        for is_open, (line, following) in zip(opens, itertools.pairwise(lines), strict=False)
    )
    indents = sum(line.indent > 0 for line in lines)
    indented = wrapped and len(lines) * 0.03 < indents < len(lines) * 0.8
    return Layout(wrapped, ends_marked, ends_sure, gap, width, indented, set_off > 0)


def _set_off_width(lines: list[Line], opens: list[bool], usual: int) -> int:
    """The width at which lines are cut where empty lines stand between paragraphs, and only there; else 0.

    What goes on for certain (with a small letter, in Chinese behind a line of the `usual` width) follows at once, what
    is finished is followed by an empty line.
    """
    longest = max(line.columns for line in lines)
    usual = usual or longest
    going_on: list[Line] = []
    tight = finished = apart = 0
    for is_open, (line, following) in zip(opens, itertools.pairwise(lines), strict=False):
        first = following.text[0]
        if is_open and (first.islower() or (is_wide(first) and line.columns >= usual - _EVEN)):
            if read_label(following.text) is None:
                going_on.append(line)
                tight += following.gap == 0
        elif not is_open and is_terminal(line.text):
            finished += 1
            apart += following.gap > 0
    width = max((line.columns for line in going_on), default=0)
    if len(going_on) < 2 or finished < 3 or not _NARROWEST <= width <= _WIDEST or longest > width * _OVER:
        return 0
    return width if tight >= len(going_on) * _SET_OFF and apart >= finished * _SET_OFF else 0
