"""Lines → paragraphs, footnotes apart: which lines are one paragraph, across turns of the page and footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from unreader.parsing.labels import begins_with_label, is_bare_label, read_label
from unreader.parsing.languages import Language
from unreader.parsing.lines import Layout, Line, columns, is_terminal, is_wide, tidy

_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NOTE = re.compile(r"(?P<label>\d{1,3}|\*{1,3}|[a-z]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^\w{1,10}\]:)(?:\s+)(?=\S)")
#: The end of a numbered paragraph, and of any paragraph.
_FULL_STOPS = "。；：！？.;:!?"
_STOPS = _FULL_STOPS + "，,"
_NOTE_STOPS = "。."
#: A footnote's line that ends without a full stop and is longer than this goes on.
_NOTE_LENGTH = 20
_COLONS = "：:"
#: So many blanks set the columns of a masthead or a table apart.
_COLUMNS = " " * 6
_HEADING_LABELS = ("roman", "capital", "chinese")
_TOKEN = re.compile(r"[\x21-\x7e]+|.")
#: The first line of a paragraph may be shorter by its indent, a justified one by a word: this share of the width.
_FIRST_LINE = 0.16
#: An unwrapped line without a label or an opener that is longer than this is running text, not a title.
_TITLE_LENGTH = 60


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph. `note` is the label of a footnote, with the marks that extraction puts round it."""

    lines: list[Line] = field(default_factory=list)
    note: str = ""
    note_end: int = 0

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def gap(self) -> int:
        return self.lines[0].gap

    @property
    def text(self) -> str:
        return self.lines[0].text


class Joiner:
    """Decides which lines continue which, in one layout and one language."""

    def __init__(self, layout: Layout, language: Language) -> None:
        self._layout = layout
        self._language = language
        self.number = 0
        self._slack = max(10.0, layout.width * _FIRST_LINE)

    def begins(self, text: str) -> bool:
        """Whether a text can only be the beginning of a paragraph: a label, or a line that says what comes."""
        return begins_with_label(text) or self._is_part_line(text)

    def _is_part_line(self, text: str) -> bool:
        if len(text) > 60:
            return False
        ink = tidy(text)
        language = self._language
        return bool(
            language.any_heading.fullmatch(ink)
            or (ink[-1] in "，,：:" and language.body.fullmatch(ink))
            or language.organ.fullmatch(ink)
            or language.vote.fullmatch(ink)
            or language.speaker.fullmatch(ink)
        )

    def opens(self, text: str) -> bool:
        """Whether a text begins as preambular paragraphs begin."""
        return self._language.opener.match(text.lstrip("*_ ")) is not None

    def continues(self, paragraph: Paragraph, following: Line, after: Line | None) -> bool:
        """Whether `following` is the next line of the paragraph; `after` is the line after it."""
        last = paragraph.lines[-1]
        if following.level or last.level:
            return False
        if _SUPERSCRIPT.fullmatch(following.text):
            return True
        if len(paragraph.lines) == 1 and is_bare_label(last.text):
            return not self.begins(following.text)
        if _COLUMNS in last.text or _COLUMNS in following.text:
            return False
        if self._layout.wrapped and self._layout.ends_marked:
            return self._continues_marked(paragraph, last, following)
        if paragraph.note:
            return len(last.text) > _NOTE_LENGTH and not is_terminal(last.text, _NOTE_STOPS)
        if not self._layout.wrapped:
            return self._continues_unwrapped(paragraph, last, following)
        return self._continues_wrapped(paragraph, last, following, after)

    def _continues_unwrapped(self, paragraph: Paragraph, last: Line, following: Line) -> bool:
        if self.begins(following.text) or self._is_part_line(paragraph.text):
            return False
        label = read_label(paragraph.text)
        if label and label.kind not in ("number", "letter"):
            return False
        numbered = label is not None
        if is_terminal(last.text, _FULL_STOPS if numbered else _STOPS):
            return False
        return numbered or len(last.text) > _TITLE_LENGTH or self.opens(paragraph.text)

    def _continues_marked(self, paragraph: Paragraph, last: Line, following: Line) -> bool:
        if not last.trailing:
            if not is_terminal(last.text, _FULL_STOPS):
                return True
            return not (self._is_part_line(following.text) or following.indent > 1 or
                        (following.turn and self.begins(following.text)))  # fmt: skip
        if is_terminal(last.text, _STOPS) or self.begins(following.text) or self._is_part_line(paragraph.text):
            return False
        if is_wide(last.text[-1]):
            return following.turn and self._is_sentence(paragraph)
        # A wrapped line keeps its blank where it breaks between two Latin words, or after a slash.
        if self._layout.indented and following.indent:
            return False
        return following.text[0] in "(（" or self._room(last, following) <= 0

    def _room(self, last: Line, following: Line) -> float:
        """How many columns beyond the usual the following line's first word would have found on the last line.

        Above zero the break was meant.
        """
        width = self._layout.width
        first = _TOKEN.match(following.text)
        room = width - columns(last.text) - (len(first[0]) if first else 0)
        return room - self._slack

    def _continues_wrapped(self, paragraph: Paragraph, last: Line, following: Line, after: Line | None) -> bool:
        if len(paragraph.lines) == 1 and self._is_part_line(paragraph.text):
            return False
        if self._is_part_line(following.text) and (after is None or self._room(following, after) > 0):
            return False
        label = read_label(paragraph.text)
        kind = label.kind if label else ""
        room = self._room(last, following) > 0
        if self.begins(following.text) and (
            room or is_terminal(last.text, _STOPS) or kind in _HEADING_LABELS or self._must_begin(following.text)
        ):
            return False
        numbered = kind in ("number", "letter")
        ended = is_terminal(last.text, _FULL_STOPS if numbered else _STOPS)
        if not ended:
            # A paragraph that a turn of the page cut before it was wrapped anew ends short and unfinished.
            return not room or self._is_sentence(paragraph)
        if room:
            return False
        layout = self._layout
        set_off = following.gap > layout.gap and not following.turn
        indented = layout.indented and following.indent > (1 if following.turn else 0)
        opens = not numbered and self.opens(following.text)
        return not (set_off or indented or opens or self._stands_alone(following, after))

    def _stands_alone(self, line: Line, after: Line | None) -> bool:
        """Whether a line after a finished one is a heading or leads to what follows: short, and not a sentence's end."""
        if after is not None and self._room(line, after) <= 0:
            return False
        if is_terminal(line.text, _COLONS):
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
        label = read_label(text)
        if label and label.kind == "number":
            self.number = int(label.value)


def join(
    lines: list[Line], rules: set[int], joiner: Joiner, has_mark: Callable[[str, int, int], bool]
) -> list[Paragraph]:
    """Paragraphs and footnotes in the order in which they begin.

    `rules` are the starts of lines that follow a rule: there footnotes begin. `has_mark(label, start, end)` tells
    whether the source between two offsets holds something that may be the mark of a footnote.
    """
    paragraphs: list[Paragraph] = []
    body: Paragraph | None = None
    note: Paragraph | None = None
    expected = 1
    page_start = 0
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        match = _NOTE.match(line.text)
        if note and line.turn:
            note, page_start = None, line.start
        label = ""
        if match:
            label = plain_label(match["label"])
            at_rule = line.start in rules
            if not _is_note(match["label"], label, at_rule, note, joiner, expected, page_start, line, has_mark):
                match = None
        if match:
            note = Paragraph([line], label, line.start + match.end())
            paragraphs.append(note)
            expected = int(label) + 1 if label.isdigit() else expected
        elif note and joiner.continues(note, line, after):
            note.lines.append(line)
        else:
            if note:
                note, page_start = None, line.start
            if body and joiner.continues(body, line, after):
                body.lines.append(line)
            else:
                body = Paragraph([line])
                joiner.begun(line.text)
                paragraphs.append(body)
    return paragraphs


def _is_note(
    printed: str,
    label: str,
    at_rule: bool,
    note: Paragraph | None,
    joiner: Joiner,
    expected: int,
    page_start: int,
    line: Line,
    has_mark: Callable[[str, int, int], bool],
) -> bool:
    if printed.startswith("[^"):
        return True
    if _SUPERSCRIPT.fullmatch(printed):
        # A line that was wrapped before a mark begins with it: the footnote's own line comes after its mark.
        return at_rule or note is not None or has_mark(printed, page_start, line.start)
    if at_rule:
        return True
    if note:
        before = int(note.note) + 1 if note.note.isdigit() else expected
        follows = label.isdigit() and int(label) == before
        return (follows or not label.isdigit()) and not (joiner.continues(note, line, None) and not follows)
    if label.isdigit() and int(label) not in (expected, 1):
        return False
    return has_mark(label, page_start, line.start)


def plain_label(printed: str) -> str:
    """A footnote's label in plain characters: ¹² → 12, [^3]: → 3."""
    if printed.startswith("[^"):
        return printed[2:].rstrip(":").rstrip("]")
    return printed.translate(_PLAIN)


_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
