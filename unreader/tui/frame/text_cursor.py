"""Where the terminal's cursor has to stand: in the field in which one types, so that an input method opens there.

Textual notes the place when the field changes, one cell too far at the end of a line, and does not follow when the
field moves with its window; here it is worked out anew whenever something is drawn.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Offset
from textual.widget import Widget


def cursor_in(field: Widget | None) -> Offset | None:
    """The cell of the screen in which the next character comes; None where nothing is typed."""
    # Fields are imported when there is one: the first screen does without them.
    if not hasattr(field, "cursor_screen_offset"):
        return None
    from textual.widgets import Input, TextArea

    if isinstance(field, Input):
        x, y, width, _height = field.content_region
        before = cell_len(field.value[: field.cursor_position]) - round(field.scroll_x)
        return Offset(x + max(0, min(width, before)), y)
    if isinstance(field, TextArea):
        return field.cursor_screen_offset
    return None
