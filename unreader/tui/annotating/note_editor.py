"""The note on a paragraph: saved when it is closed, dropped only when that is asked for.

What was typed stays in the window as long as the store refuses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import TextArea

from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.tui.frame.dialog import Dialog
from unreader.tui.notebook import Notebook, Span
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp


class NoteText(TextArea):
    """The field. Escape, ctrl+s and ctrl+c are the window's."""

    def on_key(self, event: events.Key) -> None:
        """Not bindings: those with priority would overtake what was typed before them."""
        window = self.screen
        if not isinstance(window, NoteEditor) or event.key not in ("escape", "ctrl+s", "ctrl+c"):
            return
        event.stop()
        event.prevent_default()
        if event.key == "ctrl+c":
            window.action_drop()
        else:
            window.action_save()


class NoteEditor(Dialog[str]):
    """A note in a field of several lines. Gives "saved", "dropped" or "same"."""

    DEFAULT_CSS = """
    NoteEditor {
        & > #box { width: 84; }
        & NoteText, & NoteText:focus {
            height: 10; max-height: 60vh; border: none; padding: 0 1;
            background: $surface; color: $foreground;
        }
    }
    """

    def __init__(self, notebook: Notebook, address: Address, where: str, span: Span | None = None) -> None:
        super().__init__(_("Note on {where}").format(where=where), _("Ctrl+C: drop · Esc or Ctrl+S: save"))
        self._notebook = notebook
        self._address = address
        self._span = span
        self._before = notebook.at(address, span).note

    def inside(self) -> ComposeResult:
        """The field."""
        yield NoteText(self._before, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", theme="css")

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        field = self.query_one(NoteText)
        field.move_cursor(field.document.end)
        self.set_focus(field)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.query_one(NoteText).text

    @on(TextArea.Changed)
    def _grow(self) -> None:
        field = self.query_one(NoteText)
        field.styles.height = max(6, min(field.wrapped_document.height + 1, self.size.height - 8))

    def action_close(self) -> None:
        """Closing saves."""
        self.action_save()

    def action_save(self) -> None:
        """Save and close; stay open with what was typed where the store refuses."""
        written = self.text.strip() != self._before
        if written and self._is_visited():
            self._offer_import()
        elif self.keep():
            self.dismiss("saved" if self.text.strip() != self._before else "same")

    def _is_visited(self) -> bool:
        """Whether the text is only read, and cannot keep a note yet."""
        return self._notebook.library.is_visited(self._address.symbol, self._address.language)

    def _write(self, text: str) -> None:
        self._notebook.write(self._address, text, self._span)

    def _offer_import(self) -> None:
        """The text is only read from a file: the note is saved when it is in the library, and stays here till then."""

        def stored(address: Address) -> None:
            self._address = address
            self.action_save()

        self.say(_("Not saved yet: the document is not in the library. Ctrl+C drops the note."))
        app = cast("ReaderApp", self.app)
        app.import_visited(self._address, _("The note needs the document in the library."), stored)

    def keep(self) -> bool:
        """Write what was typed to the store; whether it is there."""
        text = self.text.strip()
        if text == self._before:
            return True
        try:
            self._write(text)
        except UnreaderError as error:
            self.say(_("Not saved: {error}").format(error=said(error)))
            return False
        return True

    def action_drop(self) -> None:
        """Close and forget what was typed."""
        self.dismiss("dropped")


class TopicNoteEditor(NoteEditor):
    """The note on a topic."""

    def __init__(self, notebook: Notebook, topic: str) -> None:
        super().__init__(notebook, Address(""), topic)
        self._topic = topic
        self._before = notebook.topic_note(topic)

    def _is_visited(self) -> bool:
        return False

    def _write(self, text: str) -> None:
        self._notebook.write_topic_note(self._topic, text)
