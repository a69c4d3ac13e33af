"""The formats in which annotations go out, by name.

export_text("markdown", library, annotations, codebook, Selection(document="A/RES/78/229"), "zh") -> str
write_prepared(prepare_export(folder, selection, "markdown", text)) -> Written(path, kept, edited, left_over)

A format is a module with a function `render(annotated, codebook, selection)` that makes the file's text, or bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from msgspec import Struct

from unreader.annotating import Annotations
from unreader.annotating.codebook import Codebook
from unreader.exporting.selection import Annotated, Selection, select
from unreader.exporting.writing import Prepared, prepare
from unreader.library import Library

Render = Callable[[Sequence[Annotated], Codebook, Selection], str | bytes]


class Format(Struct, frozen=True):
    """A format: the module whose `render` makes it (imported when it is asked for), and the suffix of its files."""

    module: str
    suffix: str


FORMATS = {
    "markdown": Format("annotation_markdown", ".md"),
    "csv": Format("annotation_csv", ".csv"),
    "json": Format("annotation_json", ".json"),
    "html": Format("annotation_html", ".html"),
    "docx": Format("annotation_docx", ".docx"),
}


def export_content(
    form: str,
    library: Library,
    annotations: Annotations,
    codebook: Codebook,
    selection: Selection,
    language: str | None = None,
    *,
    template: Path | None = None,
) -> str | bytes:
    """The annotations that were asked for, in a format of FORMATS; `language` is that of the citations.

    With a template (Markdown alone) it makes the annotations' blocks. Raises TemplateError.
    """
    annotated = select(library, annotations, selection, language)
    if template is not None:
        from unreader.exporting.annotation_markdown import render_with
        from unreader.exporting.templates import read_template

        return render_with(read_template(template), annotated, codebook, selection)
    render = cast(Render, import_module(f"unreader.exporting.{FORMATS[form].module}").render)
    content = render(annotated, codebook, selection)
    if form == "json" and selection == Selection() and selection.filter is None:
        from unreader.exporting.annotation_json import with_topic_notes

        # Everything, so that it makes an equal store where it is taken in.
        return with_topic_notes(str(content), annotations.topic_notes.all())
    return content


def export_text(
    form: str,
    library: Library,
    annotations: Annotations,
    codebook: Codebook,
    selection: Selection,
    language: str | None = None,
) -> str:
    """The same for a format that is text."""
    content = export_content(form, library, annotations, codebook, selection, language)
    return content if isinstance(content, str) else content.decode("utf-8")


def prepare_export(folder: Path, selection: Selection, form: str, content: str | bytes) -> Prepared:
    """An export under its own name in a folder, for `write_prepared`; nothing is written yet. Raises ExportError."""
    return prepare(folder / (selection.name + FORMATS[form].suffix), content)
