"""A comparison as it is seen, written to a file: Markdown, or a page for a browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult

from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.line_pane import LinePane, Paragraph
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.comparing.comparison import Comparison, Pair

Form = Literal["markdown", "html"]
_FORMS: tuple[tuple[str, Form, str], ...] = (
    ("m", "markdown", N_("Markdown: dropped words struck out, added words underlined")),
    ("h", "html", N_("A page for a browser (HTML), in one file")),
)
_SUFFIXES = {"markdown": ".md", "html": ".html"}
_UNSAFE = re.compile(r"[^\w.()-]+")
#: File systems hold names of 255 bytes.
_LONGEST = 180


class ComparisonExport(Dialog[Form]):
    """The form in which it is to be written."""

    def __init__(self, *, only_changes: bool) -> None:
        what = _("Export the changes") if only_changes else _("Export the comparison")
        super().__init__(what, _("letter or Enter: export · Esc: close"))

    def inside(self) -> ComposeResult:
        """The forms."""
        yield ChoiceList(id="forms")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(ChoiceList).choices(
            Paragraph(form, _(words), "item", label=letter) for letter, form, words in _FORMS
        )

    def on_key(self, event: events.Key) -> None:
        """A form's letter."""
        for letter, form, _words in _FORMS:
            if event.character == letter:
                event.stop()
                self.dismiss(form)

    @on(LinePane.Activated)
    @on(LinePane.Clicked)
    def _chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        for _letter, form, _words in _FORMS:
            if form == event.key:
                self.dismiss(form)


def export(folder: Path, comparison: Comparison, pairs: Iterable[Pair], form: Form, *, columns: bool) -> str:
    """Write these pairs of a comparison and say where. Raises ExportError."""
    from unreader.exporting.writing import prepare, write_prepared

    if form == "html":
        from unreader.exporting.comparison_html import comparison_html

        text = comparison_html(comparison, pairs, columns=columns)
    else:
        from unreader.exporting.comparison_markdown import comparison_markdown

        text = comparison_markdown(comparison, pairs)
    written = write_prepared(prepare(folder / (file_name(comparison) + _SUFFIXES[form]), text))
    said = _("Exported to {path}").format(path=written.path)
    if written.kept is not None:
        said += "\n" + _("The one there was edited by hand; it is kept as {name}").format(name=written.kept.name)
    return said


def file_name(comparison: Comparison) -> str:
    """The name of a comparison's file: both addresses."""
    return _UNSAFE.sub("_", f"{comparison.a} - {comparison.b}")[:_LONGEST]
