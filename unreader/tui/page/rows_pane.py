"""Paragraphs as rows: what is shown, where it stands, what of it is in sight, drawn row by row, one of them in focus.

The ground of `LinePane`, which adds keys, the mouse and selecting.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from rich.style import Style
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from unreader.breaking import Measured
from unreader.tui.page.contrast import legible
from unreader.tui.page.layout import Layout, Mark, Paragraph, geometry, label_room, measured
from unreader.tui.page.pane_styles import CSS, PREFIX, STYLES
from unreader.tui.page.row_drawing import Drawn, Pen, blank, draw, row_marks

Align = Literal["keep", "top", "middle"]

#: Rows that stay in sight beyond the focused paragraph when the pane scrolls to it, at most this part of the pane.
LOOK_AHEAD, LOOK_AHEAD_SHARE = 2, 8
#: Rows that are kept drawn: some screens. Each costs about 4 KB.
_STRIPS_KEPT = 400


class RowsPane(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of paragraphs of which only the rows in sight are drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {PREFIX + name for name in STYLES}

    DEFAULT_CSS = CSS

    measure: reactive[int] = reactive(80, repaint=False)
    """The longest line in cells: 80 are 40 Chinese characters or 80 Latin letters."""
    centred: reactive[bool] = reactive(True, repaint=False)
    """Whether the text stands in the middle of a wider pane, else at its left."""

    class Of(Message):
        """A message of a pane."""

        def __init__(self, pane: RowsPane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> RowsPane:
            """The pane that sent it (for `@on(..., "#id")`)."""
            return self.pane

    class FocusMoved(Of):
        """Another paragraph is in focus, or the focused one was shown anew. Later ones overtake earlier ones."""

        def __init__(self, pane: RowsPane, key: Hashable) -> None:
            super().__init__(pane)
            self.key = key

        def can_replace(self, message: Message) -> bool:
            """Whether this message makes an earlier one, not handled yet, superfluous."""
            return isinstance(message, RowsPane.FocusMoved) and message.pane is self.pane

    def __init__(
        self,
        paragraphs: Iterable[Paragraph] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
        name: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes, name=name, disabled=disabled)
        self._paragraphs: list[Paragraph] = []
        self._texts: list[Measured] = []
        self._index: dict[Hashable, int] = {}
        self._focus = -1
        self._layout: Layout | None = None
        #: What was laid out before other paragraphs were shown: it need not be broken again.
        self._stood: Layout | None = None
        self._width = 0
        self._wanted: tuple[int, int] | None = None
        self._highlighted: tuple[object, ...] = ()
        self._hits: Mapping[Hashable, Sequence[Mark]] = {}
        self._strips: dict[tuple[int, int], Strip] = {}
        self._styles: dict[tuple[str, ...], Style] = {}
        self._used: set[str] = set()
        self._take(paragraphs)

    # ------------------------------------------------------------------------------------------ what is shown

    def show(self, paragraphs: Iterable[Paragraph], *, focus: Hashable | None = None, row: int | None = None) -> None:
        """Show other paragraphs, with the one of key `focus` in focus (else the first that can be).

        `row`, as `place` gives it, brings back the exact place; without it the focused paragraph stands at the
        pane's top. Keys that are not there count as None.
        """
        self._stood, self._layout = self._layout, None
        self._take(paragraphs)
        if focus is not None and focus in self._index:
            self._focus = self._index[focus]
        elif row is not None and self._focus >= 0:
            row = None
        self._wanted = (self._focus, row) if row is not None else None
        if self._wanted is None and self._focus >= 0 and focus in self._index:
            self._wanted = (self._focus, self._paragraphs[self._focus].space_before and 1)
        self._highlighted = ()
        self._forget_selection()
        self._lay_out()
        self._announce()

    def append(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show more paragraphs below the others; what is on the screen stays where it is."""
        fresh, first = list(paragraphs), len(self._paragraphs)
        self._paragraphs += fresh
        self._texts += map(measured, fresh)
        for index, paragraph in enumerate(fresh, first):
            self._index.setdefault(paragraph.key, index)
        if self._focus < 0:
            self._focus = self._focusable(first, 1)
            self._announce()
        layout = self._layout
        if layout is None or not fresh:
            return
        labelled = any(paragraph.label for paragraph in fresh)
        if labelled and label_room(self._paragraphs, self._width) != layout.columns.label_room:
            self._lay_out()
            return
        before = layout.height
        layout.append(fresh)
        self._set_height(layout.height)
        if before < self.scroll_offset.y + self.size.height:
            self.refresh()

    def _take(self, paragraphs: Iterable[Paragraph]) -> None:
        before = dict(zip(map(id, self._paragraphs), self._texts, strict=True))
        same = {paragraph.key: paragraph for paragraph in self._paragraphs}
        self._paragraphs = list(paragraphs)
        self._texts = [_measured(paragraph, same.get(paragraph.key), before) for paragraph in self._paragraphs]
        self._index = {}
        for index, paragraph in enumerate(self._paragraphs):
            self._index.setdefault(paragraph.key, index)
        self._focus = self._focusable(0, 1)

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """What is shown."""
        return tuple(self._paragraphs)

    def paragraph(self, key: Hashable) -> Paragraph | None:
        """The paragraph with this key, if it is shown."""
        index = self._index.get(key)
        return None if index is None else self._paragraphs[index]

    def update_paragraph(self, key: Hashable, paragraph: Paragraph) -> None:
        """Show another paragraph in place of the one with this key; what is on the screen stays where it is.

        Raises KeyError for a key that is not shown.
        """
        index = self._index[key]
        old = self._paragraphs[index]
        self._paragraphs[index] = paragraph
        if paragraph.key != key:
            del self._index[key]
            self._index.setdefault(paragraph.key, index)
        if (paragraph.text, paragraph.callouts) != (old.text, old.callouts):
            self._texts[index] = measured(paragraph)
        layout = self._layout
        if layout is None:
            return
        room = layout.columns.label_room
        if (paragraph.label, paragraph.indent) != (old.label, old.indent):
            room = label_room(self._paragraphs, self._width)
        if room != layout.columns.label_room:
            self._lay_out()
            return
        above = layout.body(index)[1] <= self.scroll_offset.y
        growth = layout.replace(index, paragraph)
        self._drop_strips(index)
        if growth:
            self._strips.clear()
            self._set_height(layout.height)
            if above:
                self._scroll_to_row(self.scroll_offset.y + growth)
        self.refresh()

    def remeasure(self) -> None:
        """Measure everything again, after `breaking.use_ambiguous_width`."""
        self._texts = [measured(paragraph) for paragraph in self._paragraphs]
        self._lay_out()

    @property
    def widest_line(self) -> int:
        """The cells that the longest line can have in this pane, whatever the measure."""
        return geometry(self._width, self._width, label_room(self._paragraphs, self._width), centred=False).text_width

    def highlight(self, *payloads: object) -> None:
        """Draw the marks with one of these payloads as the chosen ones; none of them takes the highlight away."""
        if payloads != self._highlighted:
            self._highlighted = payloads
            self._repaint()

    def mark_hits(self, hits: Mapping[Hashable, Sequence[Mark]]) -> None:
        """Draw these marks over the paragraphs with these keys, whatever is shown, until others are given."""
        self._hits = hits
        self._repaint()

    # ------------------------------------------------------------------------------------------------- focus

    @property
    def focus_key(self) -> Hashable | None:
        """The key of the paragraph in focus; None if there is none."""
        return self._paragraphs[self._focus].key if self._focus >= 0 else None

    def focus_paragraph(self, key: Hashable, *, align: Align = "keep") -> bool:
        """Put a paragraph in focus and in sight; False if no paragraph has this key.

        `align`: "keep" scrolls no more than needed, "top" puts it at the pane's top, "middle" in its middle.
        """
        index = self._index.get(key)
        if index is None:
            return False
        self._move_focus(index, align)
        return True

    def show_offset(self, key: Hashable, offset: int) -> bool:
        """Bring an offset of a paragraph's text in sight; False if no paragraph has this key.

        The paragraph is put in focus; for one that cannot be, the one before it to which it belongs.
        """
        index = self._index.get(key)
        if index is None:
            return False
        focus = self._focusable(index, -1)
        if focus < 0 or self._layout is None:
            self._move_focus(max(focus, self._focusable(index, 1)))
            return True
        row, height, y = self._layout.row_of(index, offset), self.size.height, self.scroll_offset.y
        if not y <= row < y + height:
            self._scroll_to_row(row - height // 3)
        self._focus_where_it_is(focus)
        return True

    def place(self) -> tuple[Hashable | None, int]:
        """Where the reader stands: the key in focus, and the row of the pane in which that paragraph begins.

        The row is negative where the paragraph begins above the pane. For `show`.
        """
        if self._wanted is not None:
            return self.focus_key, self._wanted[1]
        if self._layout is None or self._focus < 0:
            return self.focus_key, -self.scroll_offset.y
        return self.focus_key, self._layout.body(self._focus)[0] - self.scroll_offset.y

    def _focusable(self, index: int, step: int) -> int:
        while 0 <= index < len(self._paragraphs):
            if self._paragraphs[index].focusable:
                return index
            index += step
        return -1

    def _move_focus(self, index: int, align: Align = "keep") -> None:
        old, self._focus = self._focus, index
        self._wanted = None
        if self._layout is None:
            self._wanted = (index, 0)
        else:
            self._bring_in_sight(index, align)
            if old != index:
                self._repaint_paragraph(old)
                self._repaint_paragraph(index)
        if old != index:
            self._announce()

    def _announce(self) -> None:
        if self._focus >= 0 and self.is_attached:
            self.post_message(self.FocusMoved(self, self._paragraphs[self._focus].key))

    # ------------------------------------------------------------------------------------ layout and scrolling

    def _lay_out(self, keep: tuple[int, int, int] | None = None) -> None:
        """Break everything for the pane's width; `keep` is (paragraph, offset, row of the pane) to hold in place."""
        width = self.scrollable_content_region.width
        if width < 1 or not self.is_attached:
            return
        if keep is None and self._layout is not None and self._wanted is None:
            keep = self._held()
        self._width = width
        columns = geometry(width, self.measure, label_room(self._paragraphs, width), centred=self.centred)
        layout = self._layout = Layout(self._paragraphs, self._texts, columns, self._stood)
        self._stood = None
        self._strips.clear()
        self._set_height(layout.height)
        if self._wanted is not None:
            index, row = self._wanted
            self._wanted = None
            self._scroll_to_row((layout.body(index)[0] if index >= 0 else 0) - row)
        elif keep is not None:
            index, offset, row = keep
            row = min(row, max(0, self.size.height - 1))
            self._scroll_to_row(layout.row_of(index, offset) - row)
            if index == self._focus and offset == 0:
                self._bring_in_sight(index, "keep", look_ahead=0)
        else:
            self._scroll_to_row(0)
        self.refresh()

    def _set_height(self, height: int) -> None:
        """Tell the scrollbar how many rows there are. The pane's own size stays: the screen is not laid out anew."""
        size = Size(self._width, height)
        if size != self.virtual_size:
            self.set_reactive(RowsPane.virtual_size, size)
            self._scroll_update(size)

    def _held(self) -> tuple[int, int, int] | None:
        """What stays in place when the width changes: the focused paragraph if it is seen, else the first row."""
        layout = self._layout
        if layout is None or not self._paragraphs:
            return None
        y = self.scroll_offset.y
        if self._focus >= 0:
            top, bottom = layout.body(self._focus)
            if y <= top < y + max(1, self.size.height):
                return self._focus, 0, top - y
            if top < y < bottom:
                return self._focus, layout.offset_of(y)[1], 0
        index, offset = layout.offset_of(y)
        return index, offset, layout.row_of(index, offset) - y

    def _extent(self, index: int) -> tuple[int, int]:
        """The rows that are read with a paragraph in focus: its first, and the one after its last.

        A subclass in which paragraphs that cannot have the focus belong to one that has it says so here.
        """
        assert self._layout is not None  # noqa: S101 - only called with a layout
        return self._layout.body(index)

    def _bring_in_sight(self, index: int, align: Align, *, look_ahead: int = LOOK_AHEAD) -> None:
        assert self._layout is not None  # noqa: S101 - only called with a layout
        top, bottom = self._extent(index)
        height, y = self.size.height, self.scroll_offset.y
        if align == "middle":
            y = top - max(0, (height - (bottom - top)) // 2)
        elif align == "top":
            y = self._layout.tops[index] if index == 0 else top
        elif bottom - top > height:
            if y >= bottom:
                y = bottom - height
            elif y <= top:
                y = top
        else:
            spare = min(look_ahead, height // LOOK_AHEAD_SHARE, height - (bottom - top))
            if bottom > y + height:
                y = min(bottom + spare - height, top)
            elif top < y:
                y = max(top - spare, bottom - height)
        self._scroll_to_row(y)

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=row, force=True)

    def scroll_to(
        self, x: float | None = None, y: float | None = None, *, force: bool = True, **_animation: object
    ) -> None:
        """Scroll at once: whatever asks for it, nothing is animated here."""
        super().scroll_to(x, y, animate=False, force=force, immediate=True)

    def watch_measure(self) -> None:
        """Break the text anew for another measure."""
        self._lay_out()

    def watch_centred(self) -> None:
        """Move the text."""
        self._lay_out()

    def on_mount(self) -> None:
        """Lay out what was given before the pane was there."""
        self._lay_out()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Break the text for the new width; the focused paragraph stays where it was.

        Here, and not on the event that comes later: the screen is drawn in between.
        """
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._layout is None:
            self._lay_out()
            self._announce()
        elif self._width != self.scrollable_content_region.width:
            self._lay_out()
        elif changed and self._focus >= 0:
            top, _ = self._layout.body(self._focus)
            if top >= self.scroll_offset.y + self.size.height:
                self._bring_in_sight(self._focus, "keep", look_ahead=0)
        return changed

    def _focus_where_it_is(self, index: int) -> None:
        old, self._focus = self._focus, index
        if old != index:
            self._repaint_paragraph(old)
            self._repaint_paragraph(index)
            self._announce()

    def _forget_selection(self) -> None:
        if self.is_attached and self in self.screen.selections:
            self.screen.selections = {w: s for w, s in self.screen.selections.items() if w is not self}

    # ----------------------------------------------------------------------------------------------- drawing

    def on_focus(self) -> None:
        """The bar shows which pane the keys go to."""
        self._repaint()

    def on_blur(self) -> None:
        """The bar shows which pane the keys go to."""
        self._repaint()

    def notify_style_update(self) -> None:
        """Another theme or class: make the styles anew."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _drop_strips(self, index: int) -> None:
        for row in range(self._layout.laid[index].height if self._layout else 0):
            self._strips.pop((index, row), None)

    def _repaint_paragraph(self, index: int) -> None:
        if self._layout is None or index < 0:
            return
        self._drop_strips(index)
        top, bottom = self._layout.body(index)
        y = self.scroll_offset.y
        low, high = max(top, y), min(bottom, y + self.size.height)
        if low < high:
            self.refresh(Region(0, low - y, self.size.width, high - low))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a part of the pane.

        Textual would make each anew for what may lie around it and over it. Where nothing does they are taken as they
        were drawn, and what filters make of them is kept with them.
        """
        if self.styles.gutter or self.opacity < 1:
            return super().render_lines(crop)
        background, filters = self.background_colors[1], self.get_line_filters()
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in filters:
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.outer_size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """The strip in row y of the pane."""
        layout = self._layout
        row = y + self.scroll_offset.y
        if layout is None or row >= layout.height:
            return Strip.blank(self.size.width, self._style())
        key = layout.at(row)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[key] = self._draw(layout, *key)
        return strip

    def _draw(self, layout: Layout, index: int, row: int) -> Strip:
        pen = Pen(self.size.width, layout.columns, self._style, self._selected_style, self.has_focus)
        if row < layout.laid[index].space:
            return blank(pen, (len(self._paragraphs[index - 1].text), index - 1) if index else (0, 0))
        paragraph, text = self._paragraphs[index], self._texts[index]
        selection = self.text_selection
        selected = None if selection is None else selection.get_span(index)
        marks = row_marks(paragraph, text, self._highlighted, selected, self._hits.get(paragraph.key, ()))
        return draw(pen, Drawn(index, paragraph, text, layout.laid[index], marks, index == self._focus), row)

    def _style(self, *names: str) -> Style:
        """The pane's style with these style classes laid over it; names that no style sheet knows do nothing."""
        style = self._styles.get(names)
        if style is None:
            known = [PREFIX + name for name in names if self._has_style(PREFIX + name)]
            style = self.get_visual_style(*known).rich_style
            # Textual's visual style leaves reverse video out.
            reverse = sum(bool(self.get_component_styles(name).text_style.reverse) for name in known)
            if reverse % 2:
                style += Style(reverse=True)
            style = self._styles[names] = legible(style)
        return style

    def _selected_style(self, style: Style) -> Style:
        """A style as it is selected: on the ground of the selection, in its colour where the theme gives it one."""
        selection = self.screen.get_component_rich_style("screen--selection")
        if selection.color == selection.bgcolor:
            # Textual keeps the colour of what is selected then.
            return legible(style + Style(bgcolor=selection.bgcolor))
        return style + Style(color=selection.color, bgcolor=selection.bgcolor)

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]
        # Textual works out the styles of all of these with every change: of some sixty, a screen shows a dozen.
        return frozenset(self._used)

    def _has_style(self, name: str) -> bool:
        """Whether the style sheet knows a component; its style is worked out when it is first used."""
        if name in self._component_styles:
            return True
        if name not in super()._get_component_classes():
            return False
        self._used.add(name)
        node = DOMNode(classes=name)
        node._attach(self)  # noqa: SLF001 - as Textual does it
        self.app.stylesheet.apply(node, animate=False)
        self._component_styles[name] = node.styles
        return True


def _measured(paragraph: Paragraph, before: Paragraph | None, known: Mapping[int, Measured]) -> Measured:
    """The measured text of a paragraph; that of the one shown with its key before, if it is the same."""
    if before is not None and (before.text, before.callouts) == (paragraph.text, paragraph.callouts):
        return known[id(before)]
    return measured(paragraph)
