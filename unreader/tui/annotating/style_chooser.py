"""The style of a citation: the styles with what each would copy, with or without the words, in the language chosen."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from unreader.breaking import visible
from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.wording import N_, _

_WIDTH = 90
_LETTERS = "123456789abc"
#: The languages in which styles are written; "" is that of the document.
#: The styles whose names are words; all others are called the same in every language.
TITLES = {
    "un": N_("United Nations, running text"),
    "un-footnote": N_("United Nations, footnote"),
    "chicago": N_("Chicago, note"),
    "markdown": N_("Markdown link"),
    "address": N_("Plain address"),
}
_LANGUAGES = {"": N_("the document's language"), "zh": N_("Chinese"), "en": N_("English")}


class StyleChoice(Struct, frozen=True):
    """A style by its name, whether the words are copied with the citation, and the language of the citation."""

    style: str
    quoted: bool = False
    language: str = ""


class StyleList(ChoiceList, inherit_bindings=True):
    """Not so long that the preview has no room."""

    share: ClassVar[float] = 0.5


class StyleChooser(Dialog[StyleChoice]):
    """The styles. What is chosen is shown below as it would be copied."""

    DEFAULT_CSS = """
    StyleChooser {
        & > #box { width: 90; }
        & #preview {
            height: auto; max-height: 9; margin: 1 0 0 0; padding: 0 1;
            background: $surface; color: $foreground;
        }
        & #how { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(
        self, library: Library, address: Address, until: str, words: str, where: str, begin: StyleChoice
    ) -> None:
        super().__init__(
            _("Cite {where}").format(where=where),
            _("Enter: copy · number, letter: copy so · Space: words · l: language · Esc"),
        )
        self._library = library
        self._address = address
        self._until = until
        self._words = words
        self._choice = begin

    def inside(self) -> ComposeResult:
        """Styles, how, preview."""
        yield StyleList(id="styles")
        yield Static("", id="preview", markup=False)
        yield Static("", id="how", markup=False)

    def on_mount(self) -> None:
        """Begin with the style that was used last."""
        self._fill()

    def text(self, choice: StyleChoice) -> str:
        """What this choice would copy; "" where the style cannot write it."""
        from unreader.exporting.citation import citation_of

        words = self._words if choice.quoted else ""
        where = self._library, self._address, choice.language, choice.style
        try:
            return citation_of(*where, until=self._until, quotation=words)
        except UnreaderError as error:
            return said(error)

    def _fill(self) -> None:
        from unreader.citing.styles import STYLES

        plain = replace(self._choice, quoted=False)
        lines = []
        # One row each: the whole of it is shown below.
        room = min(_WIDTH, self.size.width * 94 // 100) - 12
        for letter, (name, style) in zip(_LETTERS, STYLES.items(), strict=False):
            first = self.text(replace(plain, style=name)).split("\n")[0]
            title = _(TITLES.get(name, style.title))
            text, marks = shortened(f"{title}  {first}", room), (Mark(0, len(title), "emphasis"),)
            lines.append(Paragraph(name, text, "item", label=letter, marks=marks))
        self.query_one(ChoiceList).choices(lines, self._choice.style)
        self._preview()

    def _preview(self) -> None:
        self.query_one("#preview", Static).update(Content(visible_lines(self.text(self._choice))))
        words = _("with the words") if self._choice.quoted else _("without the words")
        language = _(_LANGUAGES.get(self._choice.language, self._choice.language))
        self.query_one("#how", Static).update(Content(f"{words} · {language}"))

    @on(LinePane.FocusMoved)
    def _moved(self, event: LinePane.FocusMoved) -> None:
        event.stop()
        self._choice = replace(self._choice, style=str(event.key))
        self._preview()

    def on_key(self, event: events.Key) -> None:
        """Space, l, and the label of a style."""
        labels = self._labels()
        if event.key == "space":
            self._choice = replace(self._choice, quoted=not self._choice.quoted)
            self._preview()
        elif event.character == "l":
            languages = list(_LANGUAGES)
            at = languages.index(self._choice.language) if self._choice.language in languages else 0
            self._choice = replace(self._choice, language=languages[(at + 1) % len(languages)])
            self._fill()
        elif event.character and event.character in labels:
            self.dismiss(replace(self._choice, style=labels[event.character]))
        elif event.character in ("j", "k"):
            pane = self.query_one(ChoiceList)
            (pane.action_next_paragraph if event.character == "j" else pane.action_previous_paragraph)()
        else:
            return
        event.stop()
        event.prevent_default()

    def _labels(self) -> dict[str, str]:
        return {one.label: str(one.key) for one in self.query_one(ChoiceList).paragraphs}

    @on(LinePane.Activated)
    def _activated(self, event: LinePane.Activated) -> None:
        event.stop()
        self.dismiss(replace(self._choice, style=str(event.key)))

    def on_click(self, event: events.Click) -> None:
        """Two clicks choose."""
        super().on_click(event)
        pane = self.query_one(ChoiceList)
        if event.widget is pane and event.chain == 2:
            self.dismiss(replace(self._choice, style=str(pane.focus_key)))


def visible_lines(text: str) -> str:
    """A text of several lines that is safe to show."""
    return "\n".join(visible(line) for line in text.split("\n"))
