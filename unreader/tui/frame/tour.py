"""A short tour for the first run: three pages of what one does here, each line with the key that does it.

Any page can be the last: Escape skips the rest. It never stands between a person and an address that was asked for.
"""

from __future__ import annotations

from msgspec import Struct
from textual import events
from textual.app import ComposeResult

from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.keys.keymap import shown_key
from unreader.tui.page.line_pane import Paragraph
from unreader.wording import N_, _


class Page(Struct, frozen=True):
    """What a page is about, and its lines: an action of the table of keys with what it is good for."""

    title: str
    about: str
    lines: tuple[tuple[str, str], ...]


PAGES: tuple[Page, ...] = (
    Page(
        N_("Read with the cited paragraphs beside you"),
        N_("At the left stands the document, at the right what the paragraph in focus cites: the paragraph itself."),
        (
            ("next_paragraph", N_("the next paragraph; the right side follows")),
            ("switch_pane", N_("to the right side, where the same keys choose a thing cited")),
            ("choose", N_("open it in the document")),
            ("back", N_("back to the very line")),
            ("turn_side(1)", N_("who cites this paragraph")),
        ),
    ),
    Page(
        N_("Mark what you need"),
        N_("Tags and notes are kept at once, and stay with their paragraph when its text or its number changes."),
        (
            ("tag", N_("tag the paragraph: one letter a topic")),
            ("note", N_("write a note")),
            ("undo", N_("take the last change back")),
            ("copy_citation", N_("copy the citation, to paste it anywhere")),
            ("export", N_("write all of it to a file")),
        ),
    ),
    Page(
        N_("Find your way"),
        N_("Documents cite, repeat and amend one another: every place is a key or two away."),
        (
            ("library", N_("all documents")),
            ("goto", N_("go to an address: 78/229 para 70")),
            ("outline", N_("the outline")),
            ("import_documents", N_("import a PDF, a Word file, a web page")),
            ("help", N_("all keys")),
            ("command_palette", N_("every action by name, this tour too")),
        ),
    ),
)


class Tour(Dialog[None]):
    """The pages, one at a time."""

    DEFAULT_CSS = """
    Tour { & > #box { width: 72; padding: 1 2; } }
    """

    def __init__(self) -> None:
        super().__init__("unreader", "")
        self._page = 0

    def inside(self) -> ComposeResult:
        """The page."""
        pane = ChoiceList(id="tour")
        pane.can_focus = False
        yield pane

    def on_mount(self) -> None:
        """The first page."""
        self._show()

    def _show(self) -> None:
        page = PAGES[self._page]
        lines = [
            Paragraph("title", _(page.title), "title", focusable=False),
            Paragraph("about", _(page.about), "paragraph", space_before=1, focusable=False),
        ]
        for number, (action, says) in enumerate(page.lines):
            key = shown_key(action)
            lines.append(Paragraph(action, _(says), "item", label=key, space_before=not number, focusable=False))
        self.query_one(ChoiceList).choices(lines)
        last = self._page == len(PAGES) - 1
        keys = _("Enter: begin to read") if last else _("Enter: go on · Esc: skip")
        self.show_hint(f"{self._page + 1}/{len(PAGES)} · {keys}")

    def on_key(self, event: events.Key) -> None:
        """Forward and back; the last page's Enter closes."""
        if event.key in ("enter", "space", "right", "down", "j", "l"):
            event.stop()
            if self._page == len(PAGES) - 1:
                self.dismiss(None)
            else:
                self._turn(1)
        elif event.key in ("left", "up", "backspace", "k", "h"):
            event.stop()
            self._turn(-1)
        elif event.key == "q":
            event.stop()
            self.call_later(self.app.run_action, "app.quit")

    def on_click(self, event: events.Click) -> None:
        """A click in the box goes on, one outside closes."""
        super().on_click(event)
        if event.widget is not self and self._page < len(PAGES) - 1:
            self._turn(1)

    def _turn(self, pages: int) -> None:
        self._page = max(0, min(len(PAGES) - 1, self._page + pages))
        self._show()
