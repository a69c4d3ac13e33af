"""The commands backup and restore: everything a person made, in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from unreader.cli.printing import tell
from unreader.cli.session import Session
from unreader.wording import _


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.pass_obj
def backup_command(session: Session, file: Path) -> None:
    """Write all annotations, their history, the codebook and decisions into one FILE."""
    from unreader.annotating.backup import backup

    count = backup(session.library.root / "annotations", file)
    told = _("{n} annotation in {file}") if count == 1 else _("{n} annotations in {file}")
    tell(told.format(n=count, file=file))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.pass_obj
def restore_command(session: Session, file: Path) -> None:
    """Make the annotations equal to a backup. What they were before is backed up first."""
    from unreader.annotating.backup import restore

    before = restore(file, session.library.root / "annotations")
    told = _("restored from {file}; what was here before is in {before}") if before else _("restored from {file}")
    tell(told.format(file=file, before=before))
