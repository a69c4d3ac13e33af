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
from unreader.said import said
from unreader.wording import _, counted


@click.command()
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("--document", metavar="ADDRESS", help="Only the annotations of this document.")
@click.option("--topic", metavar="TOPIC", help="Only those with this topic or one below it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="markdown",
    show_default=True,
    help="How to write them.",
)
@click.option("--each", type=click.Choice(["document", "topic"]), help="A file for each; -o names their folder.")
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Jinja2 template for each annotation (Markdown).",
)
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
        raise click.UsageError(_("a template is for --format markdown"))
    if output is None and (each or dry_run):
        raise click.UsageError(_("-o is missing: the file, or for --each the folder, to write to"))
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
        raise ExportError(_("{trouble}; name another file with -o").format(trouble=said(trouble))) from None
    if not prepared:
        tell(_("no annotations: nothing was written"))
    if without := left_out(session.library, session.annotations, plan):
        single, several = (
            _("{n} annotation has no topic and so no file"),
            _("{n} annotations have no topic and so no file"),
        )
        tell(counted(without, single, several))


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        print_text(content)
    elif sys.stdout.isatty():
        raise click.UsageError(_("this format is not text: name a file with -o"))
    else:
        sys.stdout.buffer.write(content)


def _show(prepared: Prepared) -> None:
    if difference := prepared.difference():
        print_text(difference)
    else:
        tell(_("{file}: nothing would change").format(file=prepared.path))
    _tell_left(prepared.path, prepared.edited, prepared.left_over)


def _tell(written: Written) -> None:
    if written.kept:
        edited = _("{file} had been edited: that version is now {kept}")
        tell(edited.format(file=written.path.name, kept=written.kept))
    _tell_left(written.path, written.edited, written.left_over)
    tell(_("written: {file}").format(file=written.path))


def _tell_left(path: Path, edited: Iterable[str], left_over: Iterable[str]) -> None:
    for key in edited:
        tell(_("{file}: {key} was edited by hand and is left as it is").format(file=path.name, key=key))
    for key in left_over:
        left = _("{file}: {key} is no longer exported, but you have written there: it is left as it is")
        tell(left.format(file=path.name, key=key))
