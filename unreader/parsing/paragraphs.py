"""Lines → paragraphs and footnotes, in the order in which they begin; a paragraph goes on behind footnotes."""

from __future__ import annotations

import re

from unreader.parsing.joining import Joiner, Paragraph
from unreader.parsing.lines import Line, is_terminal
from unreader.parsing.marks import MarkFinder

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(rf"(?P<label>\d{{1,3}}|\*{{1,3}}|[a-z]|[{_RAISED}]{{1,3}}|\[\^\w{{1,10}}\]:)\s+(?=\S)")
#: Arabic print sets labels and marks in brackets.
_BRACKETED = re.compile(r"\((?P<label>\d{1,3})\)\s*(?=\S)")
_STOPS = "。."
_PLAIN = str.maketrans(_RAISED, "0123456789")


def join(lines: list[Line], rules: set[int], joiner: Joiner, finder: MarkFinder) -> list[Paragraph]:
    """Paragraphs and footnotes in the order in which they begin.

    `rules` are the starts of lines that follow a rule: there footnotes begin. `finder` tells whether the source
    before a line holds something that may be the mark of a footnote.
    """
    paragraphs: list[Paragraph] = []
    body: Paragraph | None = None
    notes = _Notes(rules, joiner, finder)
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if note := notes.begin(line):
            paragraphs.append(note)
        elif notes.go_on(line, after):
            continue
        elif body and joiner.continues(body, line, after):
            body.lines.append(line)
        else:
            body = Paragraph([line])
            joiner.begun(line.text)
            paragraphs.append(body)
    return paragraphs


class _Notes:
    """Tells footnotes from text, line by line: where one begins, goes on, and where the page's footnotes are over."""

    def __init__(self, rules: set[int], joiner: Joiner, finder: MarkFinder) -> None:
        self._rules = rules
        self._joiner = joiner
        self._finder = finder
        self._current: Paragraph | None = None
        self._expected = 1
        self._page_start = 0

    def begin(self, line: Line) -> Paragraph | None:
        """The footnote that begins with this line, or None."""
        match = _NOTE.match(line.text) or (_BRACKETED.match(line.text) if line.start in self._rules else None)
        if self._current and line.turn and not self._stays(self._current.lines[-1], line, match):
            self._over(line)
        if (self._current and self._follows(line.text)) or (line.start in self._rules and line.text.isdecimal()):
            # A label on a line of its own.
            label, end = line.text, line.end
        elif match and self._is_label(match["label"], line):
            label, end = plain_label(match["label"]), line.start + match.end()
        else:
            return None
        self._current = Paragraph([line], label, end)
        if label.isdecimal():
            self._expected = int(label) + 1
        return self._current

    def go_on(self, line: Line, after: Line | None) -> bool:
        """Whether the footnote that is open takes this line; if not, the page's footnotes are over."""
        if self._current is None:
            return False
        if self._joiner.continues(self._current, line, after):
            self._current.lines.append(line)
            return True
        self._over(line)
        return False

    def _over(self, line: Line) -> None:
        self._current = None
        self._page_start = line.start

    def _stays(self, last: Line, line: Line, match: re.Match[str] | None) -> bool:
        """Whether what looks like a turn of the page is only a smaller gap among its footnotes."""
        if match and self._is_called(match["label"], line):
            return True
        if line.place != last.place + 1:
            return False
        return bool(match and self._follows(match["label"])) or (
            line.text[0].islower() and not is_terminal(last.text, _STOPS)
        )

    def _is_called(self, printed: str, line: Line) -> bool:
        """Whether a raised figure at a line's beginning is the label of a footnote that is called on this page."""
        return printed[0] in _RAISED and self._finder.has_mark(printed, self._page_start, line.start)

    def _is_label(self, printed: str, line: Line) -> bool:
        """Whether what a line begins with is a footnote's label, and not a number, a letter or a mark of the text."""
        if printed.startswith("[^") or line.start in self._rules:
            return True
        if printed[0] in _RAISED:
            # A line that was wrapped before a mark begins with it: the footnote's own line comes after its mark.
            return self._current is not None or self._finder.has_mark(printed, self._page_start, line.start)
        if self._current:
            return self._follows(printed) or (
                not printed.isdecimal() and not self._joiner.continues(self._current, line, None)
            )
        if printed.isdecimal() and (self._rules or int(printed) not in (self._expected, 1)):
            # Where rules are printed, every page's footnotes begin under one.
            return False
        if printed.isdecimal() and line.text[len(printed) :].lstrip()[:1].islower():
            # A sentence goes on: preliminary observation | 1 of these rules.
            return False
        return self._finder.has_mark(printed, self._page_start, line.start)

    def _follows(self, label: str) -> bool:
        """Whether a label is the number after that of the open footnote."""
        return label.isdecimal() and int(label) == self._expected


def plain_label(printed: str) -> str:
    """A footnote's label in plain characters: ¹² → 12, [^3]: → 3."""
    if printed.startswith("[^"):
        return printed[2:].rstrip(":").rstrip("]")
    return printed.translate(_PLAIN)
