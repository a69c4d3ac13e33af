"""Commands of the history of changes: undo, redo, changes."""

from __future__ import annotations

from collections.abc import Iterator

import click

from unreader.annotating import Annotations, Changed, Step
from unreader.cli.data_words import FROM_INPUT, word
from unreader.cli.printing import as_printed, format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.model import UnreaderError
from unreader.said import said
from unreader.wording import _, counted

#: How many changes are listed where no number is given.
_LISTED = 20


class StepError(UnreaderError):
    """A step that the history has not."""


@click.command()
@click.argument("times", type=click.IntRange(min=1), default=1, metavar="[TIMES]")
@click.pass_obj
def undo(session: Session, times: int) -> None:
    """Undo the last change of annotations, topics or citations, of whichever run; or the last TIMES changes."""
    for _time in range(times):
        step = session.annotations.undo()
        if step is None:
            tell(_("nothing to undo"))
            return
        tell(_("undone: {change}").format(change=_in_words(step)))
        _tell_left(session.annotations)


@click.command()
@click.argument("times", type=click.IntRange(min=1), default=1, metavar="[TIMES]")
@click.pass_obj
def redo(session: Session, times: int) -> None:
    """Do again what was undone last; or the last TIMES."""
    for _time in range(times):
        step = session.annotations.redo()
        if step is None:
            tell(_("nothing to do again"))
            return
        tell(_("done again: {change}").format(change=_in_words(step)))
        _tell_left(session.annotations)


@click.group(invoke_without_command=True)
@click.pass_context
def changes(ctx: click.Context) -> None:
    """The history of changes of annotations: list it, show a change, go back to a point."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_changes, limit=_LISTED, form="text")


@changes.command("list")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=_LISTED,
    show_default=True,
    metavar="NUMBER",
    help="0 lists all of them.",
)
@format_option("text", "json")
@click.pass_obj
def list_changes(session: Session, limit: int, form: str) -> None:
    """The last changes, the newest at the end."""
    shown = session.annotations.history(limit)
    if form == "json":
        print_json([_json(step) for step in shown])
        return
    print_rows(("number", "time", "author", "what", "where", "annotations", ""), [_row(step) for step in shown])
    if limit and len(shown) == limit < session.annotations.newest_change:
        tell(_("unreader changes list --limit 0 lists the earlier ones too"))


@changes.command("show")
@click.argument("number", type=int, metavar="NUMBER")
@format_option("text", "json")
@click.pass_obj
def show_change(session: Session, number: int, form: str) -> None:
    """What a change did, annotation by annotation."""
    try:
        found = session.annotations.changes_of(number)
    except KeyError:
        raise StepError(_no_change(number)) from None
    _print(found, form)


@changes.command("back")
@click.argument("number", type=int, metavar="NUMBER")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def go_back(session: Session, number: int, dry_run: bool) -> None:
    """Make everything as it was after change NUMBER (0: before the first). One undo takes it back."""
    annotations = session.annotations
    try:
        if dry_run:
            _print(annotations.changed_since(number), "text")
            return
        count = annotations.go_back(number)
    except KeyError:
        raise StepError(_no_change(number)) from None
    differing = counted(count, _("{n} differs from before"), _("{n} differ from before"))
    told = _("as it was after change {number}: {differing}; unreader undo takes it back")
    tell(told.format(number=number, differing=differing))
    _tell_left(annotations)


def _no_change(number: int) -> str:
    return _("there is no change number {number}: unreader changes lists them").format(number=number)


def _tell_left(annotations: Annotations) -> None:
    if annotations.left_as_edited:
        tell(said(annotations.left_as_edited))


def _in_words(step: Step) -> str:
    return " ".join(filter(None, (word(step.operation), step.address, _details(step))))


def _row(step: Step) -> tuple[str, ...]:
    with as_printed():
        what = " ".join(filter(None, (word(step.operation), _details(step))))
        undone = _("undone") if step.undone else ""
    return (str(step.number), step.at, step.author, what, step.address, str(step.count), undone)


def _details(step: Step) -> str:
    return " ".join(_(part) if part == FROM_INPUT else part for part in step.detail)


def _json(step: Step) -> dict[str, object]:
    return {
        "number": step.number,
        "at": step.at,
        "author": step.author,
        "operation": step.operation,
        "address": step.address,
        "detail": list(step.detail),
        "annotations": step.count,
        "undone": step.undone,
    }


def _print(found: tuple[Changed, ...], form: str) -> None:
    if form == "json":
        print_json([{"id": one.id, "before": one.before, "after": one.after} for one in found])
        return
    with as_printed():
        rows = [row for one in found for row in _differences(one)]
    print_rows(("where", "what", "before", "after"), rows)
    if not rows:
        tell(_("nothing differs"))


def _differences(one: Changed) -> Iterator[tuple[str, str, str, str]]:
    """What differs of an annotation (or what else a step changes), a row for each fact that a person made."""
    row = one.after or one.before or {}
    where = str(row.get("address") or row.get("topic") or one.id)
    for name, value in (("topics", []), ("note", ""), ("address", ""), ("anchor", ""), ("text", "")):
        before = (one.before or {}).get(name, value)
        after = (one.after or {}).get(name, value)
        if before != after:
            yield (where, word("codebook" if name == "text" else name), _shown(before, name), _shown(after, name))
    for name, what in (
        ("decided", _("suggestion of {topic}").format(topic=row.get("topic", ""))),
        ("never", _("never for {word}").format(word=row.get("word", ""))),
    ):
        before, after = ((side or {}).get(name) or "" for side in (one.before, one.after))
        if before != after:
            yield (where, what, _decision(before), _decision(after))


def _decision(value: object) -> str:
    return _("yes") if value is True else word(str(value))


def _shown(value: object, name: str) -> str:
    if name == "text":
        return counted(str(value).count("\n"), _("{n} line"), _("{n} lines"))
    if name == "anchor":
        return word(str(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
