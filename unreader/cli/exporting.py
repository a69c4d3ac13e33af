"""The command export: annotations in a format that other tools take."""

from __future__ import annotations

from pathlib import Path

import click

from unreader.cli.printing import print_text, tell
from unreader.cli.session import Session
from unreader.exporting.formats import FORMATS, export_text
from unreader.exporting.selection import Selection
from unreader.exporting.writing import write_file


@click.command()
@click.option("--document", metavar="ADDRESS", help="Only the annotations of this document.")
@click.option("--topic", help="Only those with this topic or one below it.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="markdown", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file (else standard output).")
@click.pass_obj
def export(session: Session, document: str | None, topic: str | None, form: str, output: Path | None) -> None:
    """Export annotations."""
    symbol = session.find((document,)).address.symbol if document else ""
    if topic:
        topic = session.codebook.require(topic).path
    selection = Selection(symbol, topic or "")
    text = export_text(form, session.library, session.annotations, session.codebook, selection, session.language)
    if output is None:
        print_text(text)
        return
    if output.is_dir():
        output = output / (selection.name + FORMATS[form].suffix)
    written = write_file(output, text)
    if written.kept:
        tell(f"{written.path.name} had been edited: that version is now {written.kept}")
    tell(f"written: {written.path}")
