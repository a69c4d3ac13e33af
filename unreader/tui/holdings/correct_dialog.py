"""What a document says of itself, corrected; and a document taken out of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from unreader.library import Entry
from unreader.model import UnreaderError
from unreader.tui.aside import aside, own
from unreader.tui.frame.dialog import Dialog
from unreader.tui.holdings.facts_form import FactsForm
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp
    from unreader.working import Removed


class CorrectDialog(Dialog[None]):
    """The facts of a document in the library, to be written anew; its annotations go along."""

    DEFAULT_CSS = """
    CorrectDialog { & > #box { width: 92; } }
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__(
            _("Correct {symbol}").format(symbol=entry.symbol), _("Enter: save · Tab ↓ ↑: fields · Esc: leave as it is")
        )
        self._entry = entry
        self._busy = False

    def inside(self) -> ComposeResult:
        """The form."""
        yield FactsForm(id="facts")

    def on_mount(self) -> None:
        """What the catalogue says now."""
        form = self.query_one(FactsForm)
        form.show(self._entry)
        form.begin()

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        """Write it to the catalogue, in a thread: a document of another language is parsed anew."""
        from unreader.working import Told

        event.stop()
        if self._busy:
            return
        try:
            told = self.query_one(FactsForm).told()
        except UnreaderError as error:
            self.say(str(error))
            return
        if told == Told():
            self.dismiss(None)
            return
        self._busy = True
        self.say("")
        entry, app = self._entry, cast("ReaderApp", self.app)

        def work() -> Entry:
            from unreader.working import correct

            with own(app.library.root) as (library, annotations):
                return correct(library, entry.symbol, told, entry.language, annotations=annotations)

        def done(outcome: Entry | UnreaderError) -> None:
            self._busy = False
            if isinstance(outcome, UnreaderError):
                if self.is_attached:
                    self.say(str(outcome))
                else:
                    app.warn(outcome)
                return
            app.library_changed()
            app.tell(_("{symbol}: corrected.").format(symbol=outcome.symbol))
            if self.is_current:
                self.dismiss(None)

        aside(self.app, work, done)


class RemoveDialog(Dialog[None]):
    """Whether a document is to be taken out, with what becomes of its file and its annotations."""

    DEFAULT_CSS = """
    RemoveDialog { & Static { height: auto; padding: 0 1; } }
    """

    def __init__(self, entry: Entry, annotated: int) -> None:
        super().__init__(_("Remove {symbol}?").format(symbol=entry.symbol), _("y: remove · n, Esc: keep it"))
        self._entry = entry
        self._annotated = annotated
        self._busy = False

    def inside(self) -> ComposeResult:
        """What would happen."""
        entry = self._entry
        said = _("{symbol} ({language}), {title}, goes out of the library. Its file is kept in texts/removed/.").format(
            symbol=entry.symbol, language=entry.language, title=entry.title or _("without a title")
        )
        if self._annotated:
            stays = _("Its {n} annotation stays in the store, as lost, until the document is imported again.")
            stay = _("Its {n} annotations stay in the store, as lost, until the document is imported again.")
            said += "\n\n" + counted(self._annotated, stays, stay)
        yield Static(Content(said), id="what")

    def on_key(self, event: events.Key) -> None:
        """y removes; n, and Escape, do not. Enter does nothing: it is pressed too easily."""
        if event.character == "y":
            event.stop()
            self._remove()
        elif event.character == "n":
            event.stop()
            self.action_close()

    def _remove(self) -> None:
        if self._busy:
            return
        self._busy = True
        entry, app = self._entry, cast("ReaderApp", self.app)

        def work() -> Removed:
            from unreader.working import remove

            with own(app.library.root) as (library, annotations):
                return remove(library, entry.symbol, entry.language, annotations=annotations)

        def done(outcome: Removed | UnreaderError) -> None:
            if isinstance(outcome, UnreaderError):
                app.warn(outcome)
            else:
                app.library_changed()
                app.tell(_removed(outcome))
            if self.is_current:
                self.dismiss(None)

        aside(self.app, work, done)


def _removed(removed: Removed) -> str:
    file = ", ".join(f"texts/removed/{file.name}" for file in removed.files)
    said = _("{symbol} ({language}) is out of the library.").format(
        symbol=removed.entry.symbol, language=removed.entry.language
    )
    if file:
        said += " " + _("Kept: {file}.").format(file=file)
    if removed.lost:
        said += " " + counted(
            removed.lost, _("{n} annotation is kept as lost."), _("{n} annotations are kept as lost.")
        )
    return said
