"""Commands that change what is in the library: import, correct, remove."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from unreader.cli.data_words import word
from unreader.cli.printing import tell
from unreader.cli.session import Session
from unreader.model import DocumentKind
from unreader.said import said
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.working import Imported, Summary

Option = Callable[[Callable[..., Any]], Callable[..., Any]]

KIND = click.option("--kind", type=click.Choice(get_args(DocumentKind)), help="What kind of document it is.")
TITLE = click.option("--title", metavar="TITLE", help="Its title.")
DATE = click.option("--date", metavar="YYYY-MM-DD", help='Its date; "" for none.')
#: How the states of an annotation's anchor are told to people.
_ANCHORS = {
    "kept": N_("{n} kept"),
    "renumbered": N_("{n} moved with the paragraph's number"),
    "edited": N_("{n} to be confirmed (the paragraph was edited)"),
    "ambiguous": N_("{n} to be decided (several places fit)"),
    "lost": N_("{n} lost"),
}


def _named(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Files by their names or URLs; an empty one, such as a shell makes of a variable that is not set, is no folder."""
    from unreader.sources.file_urls import path_of

    if "" in names:
        raise click.UsageError(_("the name of a file is empty; a folder is imported by its name, this one as ."))
    return tuple(map(path_of, names))


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", callback=_named)
@click.option(
    "--symbol", metavar="SYMBOL", help="The document's symbol, such as A/RES/78/229 (else it is found in the text)."
)
@click.option(
    "--language", metavar="LANGUAGE", help="Its language: zh, zh-hant, en, fr … (else it is found in the text)."
)
@TITLE
@DATE
@KIND
@click.pass_obj
def import_documents(
    session: Session,
    files: tuple[Path, ...],
    symbol: str | None,
    language: str | None,
    title: str | None,
    date: str | None,
    kind: str | None,
) -> None:
    """Add documents to the library: text, Markdown, HTML, PDF, Word (.docx), or folders of them.

    A file that is there already is skipped. A changed text of a document becomes its present version; the one
    before is kept, and annotations follow where their paragraph is certain.
    """
    from unreader.working import Told, import_files

    told = Told(symbol=symbol, title=title, date=date, language=language, kind=kind)
    with _progress() as progress:
        summary = import_files(session.library, files, told, annotations=session.annotations, progress=progress)
    _tell_summary(summary)
    if summary.cancelled:
        sys.exit(130)
    if summary.failed or not (summary.imported or summary.skipped):
        sys.exit(1)


@click.command("correct")
@click.argument("symbol", metavar="SYMBOL")
@click.option(
    "--language", "of_language", metavar="LANGUAGE", help="Which language version is meant, where there are several."
)
@click.option("--symbol", "new_symbol", metavar="SYMBOL", help="Its right symbol; annotations go along.")
@click.option("--symbols", metavar="SYMBOLS", help="All its symbols, with commas between.")
@click.option("--to-language", metavar="LANGUAGE", help="The language that it is in.")
@TITLE
@DATE
@KIND
@click.pass_obj
def correct_facts(
    session: Session,
    symbol: str,
    of_language: str | None,
    new_symbol: str | None,
    symbols: str | None,
    to_language: str | None,
    title: str | None,
    date: str | None,
    kind: str | None,
) -> None:
    """Correct what the catalogue says of a document: its title, date, kind, symbols, language."""
    from unreader.working import Told, correct

    every = tuple(part for part in symbols.split(",") if part.strip()) if symbols is not None else None
    told = Told(symbol=new_symbol, symbols=every, title=title, date=date, language=to_language, kind=kind)
    if told == Told():
        raise click.UsageError(_("nothing to correct: say what, such as --date 2023-12-19 or --title TEXT"))
    entry = correct(session.library, _symbol(session, symbol), told, of_language, annotations=session.annotations)
    also = f" ({', '.join(one for one in entry.symbols if one != entry.symbol)})" if len(entry.symbols) > 1 else ""
    date = entry.date or _("no date")
    tell(f"{entry.symbol}{also}, {entry.language}, {word(entry.kind)}, {date}: {entry.title}")


@click.command("remove")
@click.argument("symbol", metavar="SYMBOL")
@click.option("--language", metavar="LANGUAGE", help="Which language version, where there are several.")
@click.pass_obj
def remove_document(session: Session, symbol: str, language: str | None) -> None:
    """Take a document out of the library. Its file goes to texts/removed/; its annotations stay, as lost."""
    from unreader.working import remove

    removed = remove(session.library, _symbol(session, symbol), language, annotations=session.annotations)
    where = ", ".join(str(file.relative_to(session.library.root)) for file in removed.files)
    told = _("{symbol} ({language}) is out of the library; {files} kept").format(
        symbol=removed.entry.symbol, language=removed.entry.language, files=where or _("no file")
    )
    if removed.lost:
        one, several = _("{n} annotation is kept as lost"), _("{n} annotations are kept as lost")
        told += _("; ") + counted(removed.lost, one, several)
    tell(told)


def _symbol(session: Session, typed: str) -> str:
    """The symbol of a document as people type it (78/229, A/RES/78/229)."""
    return session.find((typed,)).address.symbol


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar with a count and a name on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def _tell_summary(summary: Summary) -> None:
    for file, imported in summary.imported:
        tell(f"{file.name}: {_imported(imported)}")
    for file, imported in summary.skipped:
        here = _("{file}: is in the library already, as {symbol} ({language})")
        tell(here.format(file=file.name, symbol=imported.entry.symbol, language=imported.entry.language))
    for _file, reason in summary.failed:
        tell(_("not imported: {reason}").format(reason=said(reason)))
    counts = [
        words.format(n=len(found))
        for words, found in (
            (_("{n} imported"), summary.imported),
            (_("{n} skipped"), summary.skipped),
            (_("{n} failed"), summary.failed),
        )
        if found
    ]
    told = _(", ").join(counts) or _("nothing imported: no text, Markdown, HTML, PDF or Word file is there")
    tell(told + (_("; stopped before the rest") if summary.cancelled else ""))


def _imported(imported: Imported) -> str:
    entry = imported.entry
    told = f"{entry.symbol} ({entry.language}, {word(entry.kind)}, {entry.date or _('no date')}) {entry.title}"
    if (changes := imported.changes) is not None:
        same = counted(changes.same, _("{n} paragraph as before"), _("{n} paragraphs as before"))
        new_version = _(
            "; a new version: {same}, {changed} changed, {new} new, {gone} gone; the version before is kept"
        )
        told += new_version.format(same=same, changed=changes.changed, new=changes.added, gone=changes.removed)
    if imported.anchors:
        states = _(", ").join(_(_ANCHORS[state]).format(n=count) for state, count in imported.anchors.items())
        told += _("; annotations: {states}").format(states=states)
    return told
