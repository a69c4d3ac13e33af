"""A letter on everything on the screen that can be clicked; typing it does what a click does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset, Size
from textual.widgets import Static

from unreader.tui.frame.dialog import Dialog
from unreader.tui.page.line_pane import LinePane
from unreader.wording import _

#: The letters in the order in which they are given: those under the fingers first.
_LETTERS = "fjdkslaghrueiwoqptyvbncmxz"

Target = tuple[Offset, LinePane.Clicked]


def letters_for(count: int) -> list[str]:
    """So many letters, or pairs of letters when there are not enough; none begins another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]


class JumpLetters(Dialog[LinePane.Clicked]):
    """The letters over the screen. Gives the message of the chosen target."""

    DEFAULT_CSS = """
    JumpLetters {
        background: transparent;
        & > Static {
            position: absolute; width: auto; height: 1;
            background: $warning; color: $background; text-style: bold;
        }
        & > Static.-passed { display: none; }
        & > #hint {
            dock: bottom; position: relative; width: 1fr; padding: 0 1;
            background: $panel; color: $text-muted;
        }
    }
    """

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__("", "")
        self._targets = dict(zip(letters_for(len(targets)), targets, strict=False))
        self._typed = ""
        #: The size of the screen for which the letters stand where they do.
        self._for: Size | None = None

    def compose(self) -> ComposeResult:
        """A sign on each target."""
        for letters, (offset, _message) in self._targets.items():
            sign = Static(letters, id=f"jump-{letters}", markup=False)
            sign.styles.offset = offset
            yield sign
        yield Static(_("Type a letter to open what it stands on · Esc: close"), id="hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """The first letter of two leaves those that begin so; the whole chooses."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + (event.character or "").lower()
        if typed in self._targets:
            self.dismiss(self._targets[typed][1])
        elif typed and any(letters.startswith(typed) for letters in self._targets):
            self._typed = typed
            for letters in self._targets:
                self.query_one(f"#jump-{letters}").set_class(not letters.startswith(typed), "-passed")
        else:
            self.dismiss(None)

    def on_resize(self, event: events.Resize) -> None:
        """At another size everything stands elsewhere: the letters go."""
        if self._for not in (None, event.size):
            self.dismiss(None)
        self._for = event.size

    def on_click(self, event: events.Click) -> None:
        """A click anywhere closes."""
        self.dismiss(None)
