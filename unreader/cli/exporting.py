"""The command export: annotations in a format that other tools take."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import click

from unreader.cli.filtering import read_filter
from unreader.cli.printing import print_text, tell
from unreader.cli.session import Session
from unreader.exporting.formats import FORMATS
from unreader.exporting.plan import Each, Plan, content_of, left_out, prepare_all
from unreader.exporting.selection import Selection
from unreader.exporting.writing import ExportError, Prepared, Written, write_prepared


@click.command()
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("--document", metavar="ADDRESS", help="Only the annotations of this document.")
@click.option("--topic", help="Only those with this topic or one below it.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="markdown", show_default=True)
@click.option("--each", type=click.Choice(["document", "topic"]), help="A file for each; -o names their folder.")
@click.option("--template", type=click.Path(path_type=Path), help="A Jinja2 template for each annotation (Markdown).")
@click.option("--bom", is_flag=True, help="CSV with a byte order mark, which Excel needs for Chinese.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file (else standard output).")
@click.pass_obj
def export(
    session: Session,
    words: tuple[str, ...],
    document: str | None,
    topic: str | None,
    form: str,
    each: str | None,
    template: Path | None,
    bom: bool,
    dry_run: bool,
    output: Path | None,
) -> None:
    """Export annotations: all, or those that a FILTER means, such as: trafficking kind:operative."""
    if template and form != "markdown":
        raise click.UsageError("a template is for --format markdown")
    if output is None and (each or dry_run):
        raise click.UsageError("-o is missing: the file, or for --each the folder, to write to")
    selection = Selection(
        session.find((document,)).address.symbol if document else "",
        session.topic_known_or_used(topic) if topic else "",
        read_filter(session, words),
        " ".join(words),
    )
    plan = Plan(selection, form, output or Path(), cast("Each | None", each), template, bom)
    parts = session.library, session.annotations, session.codebook
    if output is None:
        _print(content_of(*parts, plan, session.language))
        return
    try:
        prepared = prepare_all(*parts, plan, session.language)
        # Everything has been made before the first file is written: a template that fails leaves them all as they are.
        for one in prepared:
            if dry_run:
                _show(one)
            else:
                _tell(write_prepared(one))
    except ExportError as trouble:
        raise ExportError(f"{trouble}; name another file with -o") from None
    if not prepared:
        tell("no annotations: nothing was written")
    if without := left_out(session.library, session.annotations, plan):
        tell(f"{without} {'annotation has' if without == 1 else 'annotations have'} no topic and so no file")


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        print_text(content)
    elif sys.stdout.isatty():
        raise click.UsageError("this format is not text: name a file with -o")
    else:
        sys.stdout.buffer.write(content)


def _show(prepared: Prepared) -> None:
    print_text(prepared.difference() or f"{prepared.path}: nothing would change\n")
    _tell_left(prepared.path, prepared.edited, prepared.left_over)


def _tell(written: Written) -> None:
    if written.kept:
        tell(f"{written.path.name} had been edited: that version is now {written.kept}")
    _tell_left(written.path, written.edited, written.left_over)
    tell(f"written: {written.path}")


def _tell_left(path: Path, edited: Iterable[str], left_over: Iterable[str]) -> None:
    for key in edited:
        tell(f"{path.name}: {key} was edited by hand and is left as it is")
    for key in left_over:
        tell(f"{path.name}: {key} is no longer exported, but you have written there: it is left as it is")
