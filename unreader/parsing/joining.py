"""Lines → paragraphs, footnotes apart: which lines are one paragraph, across turns of the page and footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from unreader.parsing.labels import begins_with_label, read_label
from unreader.parsing.languages import Language
from unreader.parsing.lines import Layout, Line, columns, is_terminal, is_wide

_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NOTE = re.compile(r"(?P<label>\d{1,3}|\*{1,3}|[a-z]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^\w{1,10}\]:)(?:\s+)(?=\S)")
#: The end of a numbered paragraph, and of any paragraph.
_FULL_STOPS = "。；：！？.;:!?"
_STOPS = _FULL_STOPS + "，,"
_TOKEN = re.compile(r"[\x21-\x7e]+|.")
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

    def begins(self, text: str) -> bool:
        """Whether a text can only be the beginning of a paragraph: a label, or a line that says what comes."""
        return begins_with_label(text) or self._is_part_line(text)

    def _is_part_line(self, text: str) -> bool:
        if len(text) > 60:
            return False
        ink = _without_wide_blanks(text)
        language = self._language
        return bool(
            language.any_heading.fullmatch(ink)
            or (ink[-1] in "，,：:" and language.body.fullmatch(ink))
            or language.vote.fullmatch(ink)
        )

    def opens(self, text: str) -> bool:
        """Whether a text begins as preambular paragraphs begin."""
        return self._language.opener.match(text.lstrip("*_ ")) is not None

    def continues(self, paragraph: Paragraph, following: Line) -> bool:
        """Whether `following` is the next line of the paragraph."""
        last = paragraph.lines[-1]
        if following.level or last.level:
            return False
        if not self._layout.wrapped:
            return self._continues_unwrapped(paragraph, last, following)
        if self._layout.ends_marked:
            return self._continues_marked(paragraph, last, following)
        return self._continues_wrapped(paragraph, last, following)

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
            starts = self.begins(following.text) or following.indent > 1
            return not (starts and following.turn and is_terminal(last.text, _FULL_STOPS))
        end = last.text[-1]
        if is_wide(end) or end in _STOPS or (following.indent and not following.turn):
            return False
        if self.begins(following.text) or self._is_part_line(paragraph.text):
            return False
        # A wrapped line keeps its blank where it breaks between two Latin words, or after a slash.
        return not following.indent

    def _continues_wrapped(self, paragraph: Paragraph, last: Line, following: Line) -> bool:
        layout = self._layout
        if following.gap > layout.gap and not following.turn and is_terminal(last.text, _STOPS):
            return False
        if self._is_part_line(paragraph.text) and len(paragraph.lines) == 1:
            return False
        short = columns(last.text) + columns(_TOKEN.match(following.text)[0]) + 3 <= layout.width  # type: ignore[index]
        if following.gap > layout.gap and not following.turn and short:
            return False
        ended = is_terminal(last.text, _STOPS)
        if self.begins(following.text) and (ended or short):
            return False
        if layout.indented and following.indent > (1 if following.turn else 0) and (ended or short):
            return False
        if ended and (short or self.opens(following.text)):
            return False
        return not short or not layout.indented and not ended and len(paragraph.lines) > 1


def _without_wide_blanks(text: str) -> str:
    return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", text)


def join(lines: list[Line], rules: set[int], joiner: Joiner, has_mark: Callable[[str, int, int], bool]) -> list[Paragraph]:
    """Paragraphs and footnotes in the order in which they begin.

    `rules` are the starts of lines that follow a rule: there footnotes begin. `has_mark(label, start, end)` tells
    whether the source between two offsets holds something that may be the mark of a footnote.
    """
    paragraphs: list[Paragraph] = []
    body: Paragraph | None = None
    note: Paragraph | None = None
    expected = 1
    page_start = 0
    for line in lines:
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
        elif note and joiner.continues(note, line):
            note.lines.append(line)
        else:
            if note:
                note, page_start = None, line.start
            if body and joiner.continues(body, line):
                body.lines.append(line)
            else:
                body = Paragraph([line])
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
    if _SUPERSCRIPT.fullmatch(printed) or printed.startswith("[^"):
        return True
    if at_rule:
        return True
    if note:
        before = int(note.note) + 1 if note.note.isdigit() else expected
        follows = label.isdigit() and int(label) == before
        return (follows or not label.isdigit()) and not (joiner.continues(note, line) and not follows)
    if label.isdigit() and int(label) not in (expected, 1):
        return False
    return has_mark(label, page_start, line.start)


def plain_label(printed: str) -> str:
    """A footnote's label in plain characters: ¹² → 12, [^3]: → 3."""
    if printed.startswith("[^"):
        return printed[2:].rstrip(":").rstrip("]")
    return printed.translate(_PLAIN)


_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
