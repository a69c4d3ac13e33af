"""An export of one file or several: everything is made, and compared with what is there, before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from unreader.annotating import Annotations
from unreader.annotating.codebook import Codebook
from unreader.exporting.formats import FORMATS, export_content
from unreader.exporting.selection import Selection, chosen
from unreader.exporting.writing import Prepared, prepare
from unreader.library import Library

Each = Literal["document", "topic"]
_BOM = "\ufeff"


class Plan(Struct, frozen=True):
    """What goes out and how: `form` is a name of FORMATS, `each` a file for each document or topic (None: one file).

    `output` is the file, or the folder of the files. `template` makes the blocks of Markdown, `bom` begins CSV with a
    byte order mark.
    """

    selection: Selection
    form: str
    output: Path
    each: Each | None = None
    template: Path | None = None
    bom: bool = False


def prepare_all(
    library: Library, annotations: Annotations, codebook: Codebook, plan: Plan, language: str | None
) -> list[Prepared]:
    """What the plan would write; nothing is written. `language` is that of the citations.

    Raises ExportError, TemplateError, LibraryError.
    """
    return [
        prepare(_path(plan, part), content_of(library, annotations, codebook, replace(plan, selection=part), language))
        for part in _parts(library, annotations, plan)
    ]


def left_out(library: Library, annotations: Annotations, plan: Plan) -> int:
    """How many annotations are in none of the files: those without a topic where each topic has a file."""
    if plan.each != "topic":
        return 0
    return sum(not one.topics for one in chosen(library, annotations, plan.selection))


def content_of(
    library: Library, annotations: Annotations, codebook: Codebook, plan: Plan, language: str | None
) -> str | bytes:
    """The content of one file of a plan."""
    content = export_content(
        plan.form, library, annotations, codebook, plan.selection, language, template=plan.template
    )
    return _BOM + content if isinstance(content, str) and plan.bom else content


def _parts(library: Library, annotations: Annotations, plan: Plan) -> tuple[Selection, ...]:
    """The selection itself, or one for each of its documents or topics."""
    selection = plan.selection
    if plan.each is None:
        return (selection,)
    found = chosen(library, annotations, selection)
    if plan.each == "document":
        symbols = dict.fromkeys(one.address.symbol for one in found)
        return tuple(replace(selection, document=symbol) for symbol in symbols)
    topics = sorted({topic for one in found for topic in one.topics})
    return tuple(replace(selection, topic=topic) for topic in topics)


def _path(plan: Plan, part: Selection) -> Path:
    folder = plan.each is not None or plan.output.is_dir()
    return plan.output / (part.name + FORMATS[plan.form].suffix) if folder else plan.output
