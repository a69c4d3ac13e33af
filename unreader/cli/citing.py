"""The command cite: how a place is cited."""

from __future__ import annotations

import click

from unreader.cli.printing import print_text, tell
from unreader.cli.reading import tell_stage
from unreader.cli.session import Session


@click.command()
@click.argument("address", nargs=-1, required=True)
@click.option("--style", default="un", show_default=True, help="The style of the citation.")
@click.option("--copy", is_flag=True, help="Put it on the clipboard too.")
@click.pass_obj
def cite(session: Session, address: tuple[str, ...], style: str, copy: bool) -> None:
    """A citation of a document or a paragraph."""
    from unreader.exporting.citation import citation_of

    found = session.find(address)
    tell_stage(found)
    text = citation_of(session.library, found.address, session.language or "", style)
    print_text(text)
    if copy:
        from unreader.exporting.clipboard import copy as put

        tell(put(text, fallback_folder=session.library.root / "annotations").message)
