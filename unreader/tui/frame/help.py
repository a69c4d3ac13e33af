"""The keys, by what they are for; typing narrows the list."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from unreader.breaking import cells
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.keys.keymap import keymap
from unreader.tui.keys.names import shown
from unreader.tui.keys.table import KEYS, Key
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.tui.pinyin import has_initials, may_be_initials
from unreader.tui.signs import NOTE_SIGN, WARNING_SIGN
from unreader.wording import _

#: The column in which all that a key does begins, and the width of the screen under which there is none.
_KEYS_CELLS, _COLUMNS_FROM = 24, 70


class Help(Dialog[None]):
    """All keys and signs."""

    DEFAULT_CSS = """
    Help { & > #box { width: 84; } }
    """

    def __init__(self, areas: Collection[str]) -> None:
        """`areas` are those whose keys work on the screen below: they come first."""
        self._areas = areas
        super().__init__(_("Keys"), _("type to search · ↓ ↑ PgDn PgUp · Esc: close"))

    def inside(self) -> ComposeResult:
        """A line to search in, and the list."""
        yield Input(placeholder=_("search the keys"))
        yield ChoiceList(id="keys")

    def on_mount(self) -> None:
        """Show all."""
        self.set_focus(self.query_one(Input))
        self.query_one(ChoiceList).can_focus = False
        self._fill("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._fill(event.value.strip().lower())

    def on_resize(self) -> None:
        """The column of the keys, for the new width."""
        self._fill(self.query_one(Input).value.strip().lower())

    def on_key(self, event: object) -> None:
        """The list scrolls while the line has the keyboard."""
        pane = self.query_one(ChoiceList)
        moves = {
            "down": lambda: pane.scroll_relative(y=1, animate=False),
            "up": lambda: pane.scroll_relative(y=-1, animate=False),
            "pagedown": pane.action_page_down,
            "pageup": pane.action_page_up,
        }
        move = moves.get(getattr(event, "key", ""))
        if move is not None:
            move()

    def _fill(self, wanted: str) -> None:
        lines: list[Paragraph] = []
        column = _KEYS_CELLS if self.size.width >= _COLUMNS_FROM else 0
        rows = [self._row(key) for key in sorted(KEYS, key=lambda key: key.area not in self._areas)]
        rows += [(_("Signs"), sign, says) for sign, says in signs()]
        rows = [row for row in rows if not wanted or is_found(wanted, row)]
        for group, members in groupby(rows, key=lambda row: row[0]):
            lines.append(Paragraph(("group", group), group, "heading", space_before=1 if lines else 0, focusable=False))
            for _group, keys, says in members:
                gap = " " * max(2, column - cells(keys))
                lines.append(
                    Paragraph(("key", keys), f"{keys}{gap}{says}", "item", marks=(Mark(0, len(keys), "label"),))
                )
        if not lines:
            lines.append(Paragraph("none", _("No key does that."), "hint", focusable=False))
        self.query_one(ChoiceList).choices(lines)

    def _row(self, key: Key) -> tuple[str, str, str]:
        group = _(key.group) if key.area in self._areas else _("Elsewhere: {group}").format(group=_(key.group))
        return group, "  ".join(map(shown, keymap().keys_of(key))), _(key.says)


def is_found(wanted: str, row: tuple[str, str, str]) -> bool:
    """Whether a row has these words, or initials of its Chinese syllables."""
    if any(wanted in part.lower() for part in row):
        return True
    return may_be_initials(wanted) and has_initials(row[2], wanted)


def signs() -> list[tuple[str, str]]:
    """The signs of the screen and what they say."""
    from unreader.tui.signs import CONFLICT, CORRECTED, STATES

    said = {
        "opens": _("opens: the cited text can be read here"),
        "stage": _("another stage of the cited text is here: a draft, a revision"),
        "known": _("not in the library: what is known of it, and who else cites it"),
        "unknown": _("it could not be known what is cited"),
        "ambiguous": _("several texts may be meant"),
        "rejected": _("a person said that these words cite nothing"),
    }
    return [
        *((sign, said[state]) for state, (sign, _word) in STATES.items()),
        (CONFLICT[0], _("the text and its footnote, or a printed link, name different targets")),
        (CORRECTED[0], _("a person gave the right target")),
        (NOTE_SIGN, _("a note")),
        (WARNING_SIGN, _("something in the source of this paragraph is doubtful; the side pane says what")),
    ]
