"""Frames: which body acts in the text in which a line stands, and what is known there by a short name.

A frame is the innermost container with a line of the body that acts (大会，): document ⊃ chapter ⊃ draft ⊃ annex.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from unreader.citing.bodies import Bodies
from unreader.citing.lines import Line
from unreader.model import Document, Span, is_within


class Mention(Struct, frozen=True):
    """A body's full name in a line."""

    series: str
    genus: str
    start: int
    end: int


class Frame(Struct):
    """A text in which one body acts. `series` is "" where none is known; `known` the last full name of each genus."""

    path: str
    series: str
    known: dict[str, tuple[str, Span]] = field(default_factory=dict)


class Frames:
    """The frames of a document, and the bodies named in its lines."""

    def __init__(self, document: Document, lines: Sequence[Line], bodies: Bodies) -> None:
        self._bodies = bodies
        self._mentions: dict[int, list[Mention]] = {}
        self._lines = lines
        own = _own_series(document, bodies)
        acting: list[Frame] = []
        for line in lines:
            if line.block.kind == "body":
                name = next((m.series for m in self.mentions(line)), "")
                container = line.block.path.rpartition("/")[0]
                if (name or container) and all(frame.path != container for frame in acting):
                    acting.append(Frame(container, name or own))
        acting.sort(key=lambda frame: len(frame.path), reverse=True)
        self.own = own
        self._frames = [*acting, Frame("", own)] if all(frame.path for frame in acting) else acting
        self._by_line = self._place(lines)
        self._before: dict[int, dict[str, tuple[str, Span]]] = {}
        self._read(lines)

    def _place(self, lines: Sequence[Line]) -> list[Frame]:
        cache: dict[str, Frame] = {}
        placed = []
        for line in lines:
            container = line.block.path.rpartition("/")[0]
            if container not in cache:
                cache[container] = next(frame for frame in self._frames if is_within(container, frame.path))
            placed.append(cache[container])
        return placed

    def _read(self, lines: Sequence[Line]) -> None:
        """Follow the document and keep, before each line, the last full name of each genus in its frame."""
        for line in lines:
            frame = self._by_line[line.index]
            self._before[line.index] = frame.known
            new = {m.genus: (m.series, Span(line.block.path, m.start, m.end)) for m in self.mentions(line) if m.genus}
            if new:
                frame.known = frame.known | new

    def of(self, line: Line) -> Frame:
        """The frame in which a line stands."""
        return self._by_line[line.index]

    def mentions(self, line: Line) -> list[Mention]:
        """The full names of bodies in a line, in order."""
        if line.index not in self._mentions:
            found = []
            for match in self._bodies.full_names.finditer(line.text):
                name = self._bodies.names[match[0]]
                found.append(Mention(name.series, name.genus, match.start(), match.end()))
            self._mentions[line.index] = found
        return self._mentions[line.index]

    def mentions_before(self, line: Line, at: int) -> Iterator[Mention]:
        """The full names that end before text[at] in a line, the last first."""
        mentions = self.mentions(line)
        for place in range(bisect_right(mentions, at, key=lambda mention: mention.end) - 1, -1, -1):
            yield mentions[place]

    def named_before(self, line: Line) -> list[str]:
        """The bodies last named, one for each kind, before a line in its frame."""
        return [series for series, _ in self._before[line.index].values()]

    def last_of(self, genus: str, among: tuple[str, ...], line: Line, at: int) -> tuple[str, Span | None]:
        """The body last named in full before text[at] whose kind is `genus`; the acting body; the document's own."""
        for mention in self.mentions_before(line, at):
            if mention.genus == genus and (not among or mention.series in among):
                return mention.series, Span(line.block.path, *line.span(mention.start, mention.end))
        frame = self.of(line)
        language = "zh" if genus > "一" else "en"
        acting = self._bodies.by_series.get(frame.series)
        if acting and acting.genus[language] == genus:
            return frame.series, None
        if genus in self._before[line.index]:
            series, span = self._before[line.index][genus]
            return series, span
        own = self._bodies.by_series.get(self.own)
        if own and own.genus[language] == genus:
            return self.own, None
        return (among[0], None) if len(among) == 1 else ("", None)


def _own_series(document: Document, bodies: Bodies) -> str:
    """The body whose document this is, by its symbols: E/2024/30 with E/CN.15/2024/16 is the Commission's."""
    candidates = sorted(
        (
            body
            for symbol in (*document.symbols, document.symbol)
            for body in bodies.by_series
            if symbol.startswith(f"{body}/")
        ),
        key=len,
    )
    return candidates[-1] if candidates else ""
