"""The commands backup and restore: everything a person made, in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from unreader.cli.printing import tell
from unreader.cli.session import Session


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup_command(session: Session, file: Path) -> None:
    """Write all annotations, their history, the codebook and decisions into one FILE."""
    from unreader.annotating.backup import backup

    count = backup(session.library.root / "annotations", file)
    tell(f"{count} annotations in {file}")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def restore_command(session: Session, file: Path) -> None:
    """Make the annotations equal to a backup. What they were before is backed up first."""
    from unreader.annotating.backup import restore

    before = restore(file, session.library.root / "annotations")
    tell(f"restored from {file}" + (f"; what was here before is in {before}" if before else ""))
