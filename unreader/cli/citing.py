"""The command cite: how a place is cited."""

from __future__ import annotations

import click

from unreader.cli.printing import print_text, tell
from unreader.cli.session import Session


@click.command()
@click.argument("address", nargs=-1, required=True)
@click.option("--style", default="un", show_default=True, help="The style of the citation.")
@click.option("--copy", is_flag=True, help="Put it on the clipboard too.")
@click.pass_obj
def cite(session: Session, address: tuple[str, ...], style: str, copy: bool) -> None:
    """A citation of a document or a paragraph."""
    from unreader.citing.styles import STYLES
    from unreader.exporting.selection import cite_place

    if style not in STYLES:
        raise click.UsageError(f"there is no style {style!r}; there are {', '.join(STYLES)}")
    place = session.find(address).address
    entry = session.library.entry(place.symbol, place.language)
    blocks = session.library.blocks_at(place)
    kind = blocks[0].kind if place.path and blocks and blocks[0].path == place.path else ""
    text = cite_place(place, entry, kind, session.language or entry.language)
    print_text(text)
    if copy:
        from unreader.exporting.clipboard import copy as put

        tell(put(text, fallback_folder=session.library.root / "annotations").message)
