"""Which lines are one paragraph: the judgement from layout, punctuation, labels and openers taken together."""

from __future__ import annotations

import itertools
import re

from msgspec import Struct, field

from unreader.parsing.labels import LabelKind, bare_label, begins_with_label, read_label
from unreader.parsing.languages import Language
from unreader.parsing.lines import Line, is_terminal, is_wide, read_layout, tidy

_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
#: The end of a numbered paragraph, and of any paragraph.
_FULL_STOPS = "。；：！？.;:!?؛؟"
_STOPS = _FULL_STOPS + "，,،"
#: What an item ends with; a colon leads to items, on the same line too where items are set off.
_STOPS_OF_ITEMS = "。；.;؛"
_NOTE_STOPS = "。."
#: A footnote's line that ends without a full stop and is longer than this goes on.
_NOTE_LENGTH = 20
_COLONS = "：:"
#: A line that only says what comes is no longer than this.
_PART_LENGTH = 60
_COMMAS = "，,،"
#: A line that was broken before a footnote's mark.
_LED_BY_MARK = re.compile(r"\d{1,3} [a-z]")
#: Half-width marks that may close a Chinese line.
_CLOSING = ")]\"'"
#: So many blanks set the columns of a masthead or a table apart.
_COLUMNS = " " * 6
_HEADING_LABELS = ("roman", "capital", "chinese")
_FIRST = re.compile(r"1[.．](?!\d)")
_BRACKET = re.compile(r"[\]〕]")
#: The first line of a paragraph may be shorter by its indent, a justified one by a word: at most this share of the
#: width, and no more than this share of the cut lines of the text is shorter.
_FIRST_LINE = 0.16
_CUT_SHARE = 0.95
#: Empty lines set paragraphs apart where so many of the numbered ones follow one.
_APART_SHARE = 0.9
#: A line fills the width when it takes up so much of it.
_FILLED = 0.75
#: So many lines tell how a text is printed.
_ENOUGH = 10
#: An unwrapped line without a label or an opener that is longer than this is running text, not a title.
_TITLE_LENGTH = 60
#: A numbered line that ends without a stop and is no wider than this is a heading, not a part of a paragraph.
_HEADING_COLUMNS = 40


class Paragraph(Struct):
    """Lines that are one paragraph. `note` is the label of a footnote, with the marks that extraction puts round it."""

    lines: list[Line] = field(default_factory=list)
    note: str = ""
    note_end: int = 0

    @property
    def start(self) -> int:
        """Where its ink begins in the source."""
        return self.lines[0].start

    @property
    def gap(self) -> int:
        """How many empty lines stand before it."""
        return self.lines[0].gap

    @property
    def text(self) -> str:
        """Its first line."""
        return self.lines[0].text


def _is_in_brackets(line: Line, after: Line | None) -> bool:
    """Whether brackets that a line opens are closed by its end, or by that of the line after it."""
    return line.text[-1] in "]〕" or (after is not None and after.text[-1] in "]〕" and not _BRACKET.search(line.text))


class Joiner:
    """Decides which lines continue which, in one layout and one language."""

    def __init__(self, lines: list[Line], language: Language) -> None:
        self._layout = read_layout(lines)
        self._language = language
        self.number = 0
        self._part_lines: dict[str, bool] = {}
        self._title_follows = self._in_title = False
        self._slack = 0.0
        self._set_off = self._items_set_off = False
        if self._layout.wrapped:
            self._slack = self._find_slack(lines)
            self._set_off = self._layout.set_off or self._are_set_off(lines, "number")
            self._items_set_off = self._set_off and self._are_set_off(lines, "letter")

    def _find_slack(self, lines: list[Line]) -> float:
        """How many columns lines that are cut in mid-sentence fall short of the width, as this text is printed."""
        most = max(10.0, self._layout.width * _FIRST_LINE)
        rooms = sorted(
            room
            for line, following in itertools.pairwise(lines)
            if not is_terminal(line.text, _STOPS + "、") and (room := self._room(line, following)) < most
        )
        return min(most, max(2.0, rooms[int(len(rooms) * _CUT_SHARE)] + 1)) if len(rooms) >= _ENOUGH else most

    def _are_set_off(self, lines: list[Line], kind: LabelKind) -> bool:
        """Whether empty lines stand between paragraphs, and only there: told by those with a label of this kind."""
        labelled = apart = 0
        for before, line in itertools.pairwise(lines):
            label = read_label(line.text)
            if label and label.kind == kind:
                labelled += 1
                # What was taken out between two lines (footnotes, the turn of a page) leaves its place, not its gap.
                apart += line.gap > self._layout.gap or line.turn or line.place > before.place + 1
        return labelled >= _ENOUGH // 2 and apart >= labelled * _APART_SHARE

    def _is_tight(self, last: Line, following: Line) -> bool:
        """Whether empty lines part the paragraphs of this text, and nothing stands between these two lines."""
        beside = following.place == last.place + 1 and not following.turn
        return self._set_off and beside and following.gap <= self._layout.gap

    def _is_apart(self, last: Line, following: Line) -> bool:
        """Whether empty lines part the paragraphs of this text, and one stands between these two lines."""
        beside = following.place == last.place + 1 and not following.turn
        return self._set_off and beside and following.gap > self._layout.gap

    def _is_unfinished(self, paragraph: Paragraph, last: Line) -> bool:
        """Whether a paragraph is running text without the stop that ends it."""
        label = read_label(paragraph.text)
        stops = _FULL_STOPS if label and label.kind in ("number", "letter") else _STOPS
        return self._is_sentence(paragraph) and not is_terminal(last.text, stops)

    def begins(self, text: str) -> bool:
        """Whether a text can only be the beginning of a paragraph: a label, or a line that says what comes."""
        return begins_with_label(text) or self._is_part_line(text)

    def _is_part_line(self, text: str) -> bool:
        if len(text) > _PART_LENGTH or ((label := read_label(text)) and label.kind in ("number", "letter")):
            return False
        if text[0].islower() and not self._language.small:
            return False
        found = self._part_lines.get(text)
        if found is None:
            found = self._part_lines[text] = self._language.says_what_comes(tidy(text))
        return found

    def opens(self, text: str) -> bool:
        """Whether a text begins as preambular paragraphs begin."""
        return self._language.opener.match(text.lstrip("*_ ")) is not None

    def continues(self, paragraph: Paragraph, following: Line, after: Line | None) -> bool:
        """Whether `following` is the next line of the paragraph; `after` is the line after it."""
        last = paragraph.lines[-1]
        if following.level or last.level:
            return False
        if _SUPERSCRIPT.fullmatch(following.text) or (self._layout.wrapped and following.text.isdecimal()):
            # A mark on a line of its own.
            return True
        if len(paragraph.lines) == 1 and bare_label(last.text):
            return not self.begins(following.text)
        if _COLUMNS in last.text or _COLUMNS in following.text:
            return False
        if (
            following.text[0] in "[〔"
            and _is_in_brackets(following, after)
            and not following.turn
            and not paragraph.note
        ):
            # How a text came about, under a line of its head: [根据…的报告通过]
            return False
        small = following.text[0].islower() or (self._layout.wrapped and _LED_BY_MARK.match(following.text))
        if small and self._language.small:
            begins = self.opens(following.text) or self._language.proclaim.fullmatch(tidy(following.text))
            small = not (is_terminal(last.text, _STOPS) and begins)
        if small and not is_terminal(last.text, _FULL_STOPS) and not self.begins(following.text):
            # A paragraph begins with a small letter only where the language's preambles do.
            return True
        if self._is_item_of(last, following):
            return True
        if last.text[-1] == "、" and not self.begins(following.text):
            # Behind the comma of an enumeration nothing ends.
            return True
        if self._layout.wrapped and self._layout.ends_marked:
            return self._continues_marked(paragraph, last, following)
        if paragraph.note:
            goes_on = len(last.text) > _NOTE_LENGTH or last.text.isdecimal()
            if self._layout.wrapped:
                goes_on = goes_on or self._is_tight(last, following) or self._room(last, following) <= 0
            return goes_on and not is_terminal(last.text, _NOTE_STOPS)
        if not self._layout.wrapped:
            return self._continues_unwrapped(paragraph, last, following)
        return self._continues_wrapped(paragraph, last, following, after)

    def _is_item_of(self, last: Line, following: Line) -> bool:
        """Whether a line begins with the letter of an item that is cited: …in paragraph 1 | (a) of resolution 2610."""
        label = read_label(following.text) if following.text[0] in "(（" else None
        if label is None or label.kind != "letter" or is_terminal(last.text, _STOPS):
            return False
        return self._language.item_of.match(following.text, label.end) is not None

    def _continues_unwrapped(self, paragraph: Paragraph, last: Line, following: Line) -> bool:
        if self.begins(following.text) or self._is_part_line(paragraph.text):
            return False
        if self._is_title(paragraph.text):
            return False
        label = read_label(paragraph.text)
        if label and label.kind not in ("number", "letter"):
            return False
        numbered = label is not None
        if self._is_cut_at_comma(paragraph, last, following):
            return True
        if is_terminal(last.text, _FULL_STOPS if numbered else _STOPS):
            return False
        if label and label.kind == "letter" and is_terminal(last.text, _COMMAS) and self.opens(following.text):
            # The last item under a preambular paragraph ends with a comma, as its paragraph does.
            return False
        if following.text[0].isupper() and not (numbered or following.turn):
            return False
        if numbered and last is paragraph.lines[0] and last.columns <= _HEADING_COLUMNS and not following.turn:
            # A number over a text: （一）坚持对话合作.
            return False
        return numbered or len(last.text) > _TITLE_LENGTH or self.opens(paragraph.text)

    def _is_cut_at_comma(self, paragraph: Paragraph, last: Line, following: Line) -> bool:
        """Whether a preambular paragraph was cut behind a comma: the next one would begin with a participle too.

        In Chinese too many words begin one to tell.
        """
        if (
            is_wide(last.text[-1])
            or following.gap
            or last.columns < _TITLE_LENGTH
            or not is_terminal(last.text, _COMMAS)
        ):
            return False
        begins = self.opens(following.text) or self._language.proclaim.fullmatch(tidy(following.text))
        return self.opens(paragraph.text) and not begins

    def _is_title(self, text: str) -> bool:
        """Whether a line is the title of a letter or the heading of the annex to one, however long."""
        ink, language = tidy(text), self._language
        return bool(language.letter.fullmatch(ink) or language.headings["annex"].fullmatch(ink))

    def _continues_marked(self, paragraph: Paragraph, last: Line, following: Line) -> bool:
        if not last.trailing:
            if not is_terminal(last.text, _FULL_STOPS):
                return True
            return not (self._is_part_line(following.text) or following.indent > 1 or
                        self._must_begin(following.text) or
                        (following.turn and self.begins(following.text)))  # fmt: skip
        if is_terminal(last.text, _STOPS) or self.begins(following.text) or self._is_part_line(paragraph.text):
            return False
        if is_wide(last.text.rstrip(_CLOSING)[-1:] or last.text[-1]):
            return following.turn and self._is_sentence(paragraph)
        if self._layout.ends_sure and not following.turn and not is_wide(following.text[0]):
            return False
        # A wrapped line keeps its blank where it breaks between two Latin words, or after a slash.
        if self._layout.indented and following.indent:
            return False
        return following.text[0] in "(（" or self._room(last, following) <= 0

    def _room(self, last: Line, following: Line) -> float:
        """How many columns, beyond the slack of this text, the following line's first word had left on the last line.

        Above zero the break was meant.
        """
        return self._layout.width - last.columns - following.first_columns - self._slack

    def _continues_wrapped(self, paragraph: Paragraph, last: Line, following: Line, after: Line | None) -> bool:
        tight = self._is_tight(last, following)
        if self._is_part_line(following.text) and self._goes_on_in_name(last, following):
            return True
        if len(paragraph.lines) == 1 and self._is_part_line(paragraph.text):
            return tight and not self.begins(following.text) and self._room(last, following) <= 0
        if last is paragraph.lines[0] and self._is_chinese_heading(last, following):
            return False
        if self._is_apart(last, following):
            # A paragraph that a turn of the page cut before it was wrapped anew ends unfinished.
            return self._is_unfinished(paragraph, last) and not (
                self.begins(following.text) or self.opens(following.text)
            )
        if self._in_title and self._goes_on_as_title(last) and not self.begins(following.text):
            return True
        label = read_label(paragraph.text)
        kind = label.kind if label else ""
        room = self._room(last, following) > 0
        if self._is_part_line(following.text) and (after is None or self._room(following, after) > 0):
            # Where a full line leaves a sentence open, what follows is its end: …《公约》 | 第四十三条第一款，
            ink, language = tidy(following.text), self._language
            unfinished = not room and not is_terminal(last.text, _STOPS)
            if tight:
                return unfinished
            may_go_on = language.any_heading.fullmatch(ink) or language.speaker.fullmatch(ink)
            if not may_go_on or language.body.fullmatch(ink):
                return False
            return unfinished and self._is_sentence(paragraph)
        if len(paragraph.lines) > 1 and (last.text.isdecimal() or _SUPERSCRIPT.fullmatch(last.text)):
            last = paragraph.lines[-2]
        in_line = tight and self._items_set_off and not room and not is_terminal(last.text, _STOPS_OF_ITEMS)
        if (
            self.begins(following.text)
            and not in_line
            and (room or is_terminal(last.text, _STOPS) or kind in _HEADING_LABELS or self._must_begin(following.text))
        ):
            return False
        if not kind and _FIRST.match(following.text) and is_wide(last.text[-1]) and not self._is_sentence(paragraph):
            # Under a heading the numbers begin.
            return False
        if tight and (self._fills(last) or not room):
            return True
        numbered = kind in ("number", "letter")
        ended = is_terminal(last.text, _FULL_STOPS if numbered else _STOPS)
        if kind == "letter" and room and is_terminal(last.text, _COMMAS) and self.opens(following.text):
            # The last item under a preambular paragraph ends with a comma, as its paragraph does.
            return False
        if not ended:
            # A paragraph that a turn of the page cut before it was wrapped anew ends short and unfinished.
            if following.text[0].isupper() and following.gap > self._layout.gap and not following.turn:
                return self._is_sentence(paragraph)
            return not room or self._is_sentence(paragraph)
        if room:
            return False
        layout = self._layout
        set_off = following.gap > layout.gap and not following.turn
        indented = layout.indented and following.indent > (1 if following.turn else 0)
        opens = not numbered and (self.opens(following.text) or self._language.testimony.match(following.text))
        return not (set_off or indented or opens or self._stands_alone(following, after, numbered))

    def _is_chinese_heading(self, line: Line, following: Line) -> bool:
        """Whether a short line without a stop stands over a text under a bracketed number: （一）坚持对话合作."""
        if line.text[0] not in "(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩" or line.columns > _HEADING_COLUMNS or following.turn:
            return False
        label = read_label(line.text)
        chinese = label is not None and label.kind == "letter" and not label.mark.strip("()（） ").isascii()
        return chinese and self._room(line, following) > 0 and not is_terminal(line.text, _STOPS + "、")

    def _goes_on_in_name(self, last: Line, following: Line) -> bool:
        """Whether a line is the end of a body's name that the line before begins: …Economic and Social | Council:"""
        end = following.text.rstrip(",，:： ")
        text = f"{last.text}{'' if is_wide(last.text[-1]) else ' '}{end}"
        return any(len(name) > len(end) and text.endswith(name) for name in self._language.series)

    def _goes_on_as_title(self, last: Line) -> bool:
        """Whether a line of a title is not its last: titles are set narrower than the text."""
        if is_terminal(last.text, _COMMAS):
            return True
        return not is_terminal(last.text, _STOPS) and self._fills(last)

    def _fills(self, line: Line) -> bool:
        """Whether a line takes up most of the width."""
        return line.columns >= self._layout.width * _FILLED

    def _stands_alone(self, line: Line, after: Line | None, numbered: bool) -> bool:
        """Whether a line after a finished one is a heading or leads to what follows: short, no sentence's end."""
        if after is not None and self._room(line, after) <= 0:
            return False
        if is_terminal(line.text, _COLONS):
            if numbered:
                return False
            label = read_label(after.text) if after else None
            return label is None or label.kind != "letter"
        return not is_terminal(line.text, _STOPS)

    def _is_sentence(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is running text that must end with a stop: numbered, lettered or with an opener."""
        label = read_label(paragraph.text)
        return label.kind in ("number", "letter") if label else self.opens(paragraph.text)

    def _must_begin(self, text: str) -> bool:
        """Whether a label can only be one: the number that comes next, or that of a title."""
        label = read_label(text)
        if label is None:
            return False
        return label.kind == "title" or (label.kind == "number" and int(label.value) == self.number + 1)

    def begun(self, text: str) -> None:
        """Take note that a paragraph began with this text: its number tells which number comes next."""
        self._in_title = self._title_follows
        self._title_follows = len(text) <= _PART_LENGTH and bool(self._language.any_heading.fullmatch(tidy(text)))
        label = read_label(text)
        if label and label.kind == "number":
            self.number = int(label.value)
