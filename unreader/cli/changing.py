"""Commands of the history of changes: undo, redo, changes."""

from __future__ import annotations

from collections.abc import Iterator

import click

from unreader.annotating import Annotations, Changed, Step
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.model import UnreaderError

#: How many changes are listed where no number is given.
_LISTED = 20


class StepError(UnreaderError):
    """A step that the history has not."""


@click.command()
@click.argument("times", type=click.IntRange(min=1), default=1)
@click.pass_obj
def undo(session: Session, times: int) -> None:
    """Undo the last change of annotations, topics or citations, of whichever run; or the last TIMES changes."""
    for _ in range(times):
        step = session.annotations.undo()
        if step is None:
            tell("nothing to undo")
            return
        tell(f"undone: {_in_words(step)}")
        _tell_left(session.annotations)


@click.command()
@click.argument("times", type=click.IntRange(min=1), default=1)
@click.pass_obj
def redo(session: Session, times: int) -> None:
    """Do again what was undone last; or the last TIMES."""
    for _ in range(times):
        step = session.annotations.redo()
        if step is None:
            tell("nothing to do again")
            return
        tell(f"done again: {_in_words(step)}")
        _tell_left(session.annotations)


@click.group(invoke_without_command=True)
@click.pass_context
def changes(ctx: click.Context) -> None:
    """The history of changes of annotations: list it, show a change, go back to a point."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_changes, limit=_LISTED, form="text")


@changes.command("list")
@click.option("--limit", type=click.IntRange(min=0), default=_LISTED, show_default=True, help="0 lists all of them.")
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
        tell("changes list --limit 0 lists the earlier ones too")


@changes.command("show")
@click.argument("number", type=int)
@format_option("text", "json")
@click.pass_obj
def show_change(session: Session, number: int, form: str) -> None:
    """What a change did, annotation by annotation."""
    try:
        found = session.annotations.changes_of(number)
    except KeyError:
        raise StepError(f"there is no change number {number}: unreader changes lists them") from None
    _print(found, form)


@changes.command("back")
@click.argument("number", type=int)
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
        raise StepError(f"there is no change number {number}: unreader changes lists them") from None
    tell(f"as it was after change {number}: {count} differ from before; unreader undo takes it back")
    _tell_left(annotations)


def _tell_left(annotations: Annotations) -> None:
    if annotations.left_as_edited:
        tell(annotations.left_as_edited)


def _in_words(step: Step) -> str:
    return " ".join(filter(None, (step.operation, step.address, " ".join(step.detail))))


def _row(step: Step) -> tuple[str, ...]:
    what = " ".join((step.operation, *step.detail))
    undone = "undone" if step.undone else ""
    return (str(step.number), step.at, step.author, what, step.address, str(step.count), undone)


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
    rows = [(where, what, before, after) for one in found for where, what, before, after in _differences(one)]
    print_rows(("where", "what", "before", "after"), rows)
    if not rows:
        tell("nothing differs")


def _differences(one: Changed) -> Iterator[tuple[str, str, str, str]]:
    """What differs of an annotation (or what else a step changes), a row for each fact that a person made."""
    row = one.after or one.before or {}
    where = str(row.get("address") or row.get("topic") or one.id)
    for name, value in (("topics", []), ("note", ""), ("address", ""), ("anchor", ""), ("text", "")):
        before = (one.before or {}).get(name, value)
        after = (one.after or {}).get(name, value)
        if before != after:
            yield (where, "codebook" if name == "text" else name, _shown(before, name), _shown(after, name))
    for name, what in (
        ("decided", f"suggestion of {row.get('topic', '')}"),
        ("never", f"never for {row.get('word', '')}"),
    ):
        before, after = ((side or {}).get(name) or "" for side in (one.before, one.after))
        if before != after:
            yield (where, what, str(before), str(after))


def _shown(value: object, name: str) -> str:
    if name == "text":
        return f"{str(value).count(chr(10))} lines"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
