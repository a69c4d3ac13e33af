"""What to export as Markdown: the annotations of this document, of one topic, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult

from unreader.library import Library
from unreader.tui.dialog import ChoiceList, Dialog
from unreader.tui.line_pane import LinePane, Mark, Paragraph
from unreader.tui.notebook import Notebook
from unreader.tui.wording import _, counted


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: a document's annotations, a topic's, or all where both are empty."""

    document: str = ""
    topic: str = ""


class ExportDialog(Dialog[Wanted]):
    """The choices, each with a letter or a number."""

    def __init__(self, notebook: Notebook, symbol: str) -> None:
        super().__init__(_("Export as Markdown"), _("letter, number or Enter: export · Esc: close"))
        self._choices = _choices(notebook, symbol)

    def inside(self) -> ComposeResult:
        """The choices."""
        yield ChoiceList(id="exports")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(ChoiceList).choices(
            Paragraph(letter, f"{words}  {count}", "item", label=letter, marks=(Mark(0, len(words), "emphasis"),))
            for letter, words, count, _wanted in self._choices
        )

    def on_key(self, event: events.Key) -> None:
        """A choice's letter."""
        self._choose(event.character or "")

    @on(LinePane.Activated)
    def _activated(self, event: LinePane.Activated) -> None:
        event.stop()
        self._choose(str(event.key))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        super().on_click(event)
        pane = self.query_one(ChoiceList)
        if event.widget is pane and pane.focus_key is not None:
            self._choose(str(pane.focus_key))

    def _choose(self, letter: str) -> None:
        for key, _words, _count, wanted in self._choices:
            if key == letter:
                self.dismiss(wanted)


def _choices(notebook: Notebook, symbol: str) -> Sequence[tuple[str, str, str, Wanted]]:
    """Letter, words, how many, and what is meant by it."""

    def annotations(number: int) -> str:
        return counted(number, _("{n} annotation"), _("{n} annotations"))

    choices = []
    if symbol:
        about = _("This document, {symbol}").format(symbol=symbol)
        choices.append(("d", about, annotations(notebook.count(symbol)), Wanted(document=symbol)))
    choices.append(("a", _("All annotations of the library"), annotations(notebook.total()), Wanted()))
    for number, (topic, count) in enumerate(sorted(notebook.counts().items()), 1):
        words = _("Topic {name}").format(name=notebook.topic_name(topic))
        choices.append((str(number) if number < 10 else "", words, annotations(count), Wanted(topic=topic)))
    return choices


def export(library: Library, notebook: Notebook, wanted: Wanted, language: str | None) -> str:
    """Write the export to annotations/exports/ and say where it is. Raises NotebookError or ExportError."""
    from unreader.exporting.formats import export_text, write_export
    from unreader.exporting.selection import Selection

    annotations, codebook = notebook.parts()
    selection = Selection(document=wanted.document, topic=wanted.topic)
    text = export_text("markdown", library, annotations, codebook, selection, language)
    written = write_export(notebook.folder / "exports", selection, "markdown", text)
    said = _("Exported to {path}").format(path=written.path)
    if written.kept is not None:
        said += "\n" + _("The one there was edited by hand; it is kept as {name}").format(name=written.kept.name)
    return said
