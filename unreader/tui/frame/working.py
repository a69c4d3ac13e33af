"""A change of thousands of annotations on its way: in a thread, under a window that says how far it is.

Escape stops it, and then nothing was changed. Nothing else is changed while the window is there.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from unreader.model import UnreaderError
from unreader.tui.aside import StoppedError, aside
from unreader.tui.frame.dialog import Dialog
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.annotating import Annotations
    from unreader.tui.app import ReaderApp

Result = TypeVar("Result")

#: Rows that are changed while a key waits: some hundredths of a second.
AT_ONCE = 1000
#: Seconds between two looks at how far it is.
_LOOK = 0.1


class Working(Dialog[None]):
    """How far a change is."""

    DEFAULT_CSS = """
    Working { & #working { height: 1; padding: 0 1; } }
    """

    def __init__(self, title: str) -> None:
        super().__init__(title, _("Esc: stop"))
        self.done = 0
        self._stop = Event()

    def inside(self) -> ComposeResult:
        """The count."""
        yield Static("", id="working", markup=False)

    def on_mount(self) -> None:
        """Tell how far it is, now and then."""
        self.set_interval(_LOOK, self._tell)

    def _tell(self) -> None:
        said = counted(self.done, _("{n} annotation changed so far …"), _("{n} annotations changed so far …"))
        self.query_one("#working", Static).update(Content(_("Stopping …") if self._stop.is_set() else said))

    def look(self) -> None:
        """One more has been changed. Raises StoppedError when it is to be stopped."""
        self.done += 1
        if self._stop.is_set():
            raise StoppedError(_("Stopped; nothing was changed."))

    def action_close(self) -> None:
        """Stop; the window goes when all is as it was."""
        self._stop.set()
        self._tell()

    def keep(self) -> bool:
        """The reader is being left: what is not done is not done."""
        self._stop.set()
        return True


def make_change(
    app: ReaderApp,
    annotations: Annotations,
    many: int,
    change: Callable[[], Result],
    done: Callable[[Result | UnreaderError], None],
) -> None:
    """Make a change of about so many annotations, as one, and give its result or its trouble to `done`."""
    if many <= AT_ONCE:
        try:
            outcome: Result | UnreaderError = change()
        except UnreaderError as error:
            outcome = error
        done(outcome)
        return
    window = Working(_("Changing annotations"))

    def work() -> Result:
        with annotations.watched(window.look):
            return change()

    def ended(outcome: Result | UnreaderError) -> None:
        if window.is_attached:
            window.dismiss(None)
        app.call_later(done, outcome)

    app.push_screen(window)
    aside(app, work, ended)
