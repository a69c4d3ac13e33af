"""The formats in which annotations go out, by name.

export_text("markdown", library, annotations, codebook, Selection(document="A/RES/78/229"), "zh") -> str
write_export(folder, selection, "markdown", text) -> Written(path, kept)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from unreader.annotating import Annotations
from unreader.annotating.codebook import Codebook
from unreader.exporting.selection import Annotated, Selection, select
from unreader.exporting.writing import Written, write_file
from unreader.library import Library

Render = Callable[[Sequence[Annotated], Codebook, Selection], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module whose `render` makes it (imported when it is asked for), and the suffix of its files."""

    module: str
    suffix: str


FORMATS = {
    "markdown": Format("annotation_markdown", ".md"),
    "csv": Format("annotation_csv", ".csv"),
    "json": Format("annotation_json", ".json"),
}


def export_text(
    form: str,
    library: Library,
    annotations: Annotations,
    codebook: Codebook,
    selection: Selection,
    language: str | None = None,
) -> str:
    """The annotations that were asked for, in a format of FORMATS; `language` is that of the citations."""
    render = cast(Render, import_module(f"unreader.exporting.{FORMATS[form].module}").render)
    return render(select(library, annotations, selection, language), codebook, selection)


def write_export(folder: Path, selection: Selection, form: str, text: str) -> Written:
    """Write an export under its own name in a folder, which is made. Raises ExportError."""
    return write_file(folder / (selection.name + FORMATS[form].suffix), text)
