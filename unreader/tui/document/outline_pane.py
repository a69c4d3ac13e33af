"""The contents of the document as a tree beside it: it follows the reader, folds, and leads to its entries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import on
from textual.message import Message

from unreader.breaking import cells
from unreader.tui.document.contents import Entry
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.keys.table import Area
from unreader.tui.page.layout import geometry
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.tui.page.shortening import told_apart

#: Cells by which each level is set in.
_INDENT = 2
#: Longer than any pane is wide, in cells.
_LONGEST = 1_000
_FOLDED, _UNFOLDED, _LEAF = "▸ ", "▾ ", "  "


class _Fold(Struct, frozen=True):
    """The payload of a sign that folds an entry."""

    path: str


class _Go(Struct, frozen=True):
    """The payload of an entry's words."""

    path: str


class OutlinePane(ReadingPane):
    """The tree. `Chosen` gives the path of the entry to go to."""

    AREAS: ClassVar[tuple[Area, ...]] = ("outline", "pane")
    DEFAULT_CSS = """
    OutlinePane {
        dock: left; height: 1fr;
        background: $background; border-right: tall $panel;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        & > .line-pane--item { color: $text-muted; }
        & > .line-pane--emphasis { color: $foreground; text-style: none; }
        &:blur > .line-pane--focus { color: $text-accent; }
    }
    """

    class Chosen(Message):
        """An entry was chosen."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.centred = False
        self._entries: Sequence[Entry] = ()
        self._positions: list[int] = []
        self._folded: set[str] = set()
        self._lined_for = 0

    def fill(self, entries: Sequence[Entry], order: dict[str, int], here: Hashable) -> None:
        """Show other contents; `order` numbers the blocks of the document, `here` is the one that is read."""
        self._entries = entries
        self._positions = [order[entry.path] for entry in entries]
        self._folded = set()
        self._line(self._entry_at(order.get(str(here), 0)))

    def follow(self, number: int) -> None:
        """The block with this number is read now: have its entry in focus, unless the keyboard is here."""
        if not self.has_focus:
            path = self._unfolded(self._entry_at(number))
            if path != self.focus_key:
                self.focus_paragraph(path)

    def _entry_at(self, number: int) -> str:
        at = bisect_right(self._positions, number) - 1
        return self._entries[max(0, at)].path if self._entries else ""

    def _unfolded(self, path: str) -> str:
        """The entry itself, or the outermost folded one around it."""
        return next((outer for outer in self._around(path) if outer in self._folded), path)

    def _around(self, path: str) -> list[str]:
        """The entries in which one stands, the outermost first."""
        found: list[str] = []
        at = self._index_of(path)
        depth = self._entries[at].depth if at >= 0 else 0
        for entry in reversed(self._entries[: max(0, at)]):
            if entry.depth < depth:
                found.append(entry.path)
                depth = entry.depth
        return found[::-1]

    def _index_of(self, path: Hashable) -> int:
        return next((at for at, entry in enumerate(self._entries) if entry.path == path), -1)

    def _has_inner(self, at: int) -> bool:
        return at + 1 < len(self._entries) and self._entries[at + 1].depth > self._entries[at].depth

    def _line(self, focus: str) -> None:
        """Draw the entries that are not folded away, a row each."""
        width = self._lined_for = self.scrollable_content_region.width
        columns = geometry(width, _LONGEST, 0, centred=False)
        shown: list[tuple[Entry, Paragraph]] = []
        rooms: dict[int, list[str]] = {}
        hidden_from = 1_000
        for at, entry in enumerate(self._entries):
            if entry.depth > hidden_from:
                continue
            hidden_from = entry.depth if entry.path in self._folded else 1_000
            sign = (_FOLDED if entry.path in self._folded else _UNFOLDED) if self._has_inner(at) else _LEAF
            line = Paragraph(entry.path, sign, "item", indent=_INDENT * entry.depth)
            shown.append((entry, line))
            rooms.setdefault(max(8, columns.text_width - columns.indent(line) - cells(sign)), []).append(entry.text)
        cut = {room: iter(told_apart(texts, room)) for room, texts in rooms.items()}
        lines: list[Paragraph] = []
        for entry, line in shown:
            sign = line.text
            text = sign + next(cut[max(8, columns.text_width - columns.indent(line) - cells(sign))])
            marks = (
                Mark(0, len(sign), "label", _Fold(entry.path) if sign != _LEAF else _Go(entry.path)),
                Mark(len(sign), len(text), "item" if entry.is_part else "emphasis", _Go(entry.path)),
            )
            lines.append(replace(line, text=text, marks=marks))
        key, row = self.place()
        self.measure = _LONGEST
        self.show(lines, focus=self._unfolded(focus), row=row if key is not None else None)
        self.focus_paragraph(self._unfolded(focus))

    def on_resize(self) -> None:
        """Cut the entries for the new width."""
        if self.scrollable_content_region.width != self._lined_for:
            self._line(str(self.focus_key or ""))

    # -- actions ---------------------------------------------------------------------------------------------------

    def action_choose_entry(self) -> None:
        """Go to the entry in focus."""
        if isinstance(self.focus_key, str):
            self.post_message(self.Chosen(self.focus_key))

    def action_fold(self) -> None:
        """Fold the entry in focus; where there is nothing to fold, go to the one around it."""
        path = str(self.focus_key or "")
        at = self._index_of(path)
        if at >= 0 and self._has_inner(at) and path not in self._folded:
            self._folded.add(path)
            self._line(path)
        elif around := self._around(path):
            self.focus_paragraph(around[-1])

    def action_unfold(self) -> None:
        """Unfold the entry in focus; an unfolded one's first inner entry is next."""
        path = str(self.focus_key or "")
        if path in self._folded:
            self._folded.discard(path)
            self._line(path)
        elif self._has_inner(self._index_of(path)):
            self.go_by(1)

    def action_fold_all(self) -> None:
        """Fold everything but the outermost entries; unfold all where that is so already."""
        inner = {entry.path for at, entry in enumerate(self._entries) if self._has_inner(at) and entry.depth}
        outer = {entry.path for at, entry in enumerate(self._entries) if self._has_inner(at) and not entry.depth}
        wanted = inner or outer
        self._folded = set() if wanted <= self._folded else wanted
        self._line(str(self.focus_key or ""))

    @on(LinePane.Clicked)
    def _clicked(self, event: LinePane.Clicked) -> None:
        event.stop()
        if isinstance(event.payload, _Go):
            self.post_message(self.Chosen(event.payload.path))
        elif isinstance(event.payload, _Fold):
            self._folded ^= {event.payload.path}
            self._line(event.payload.path)

    @on(LinePane.FocusMoved)
    def _moved(self, event: LinePane.FocusMoved) -> None:
        event.stop()
