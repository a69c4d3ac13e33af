"""The command cite: how a place is cited."""

from __future__ import annotations

import click

from unreader.cli.printing import print_text, tell
from unreader.cli.reading import tell_stage
from unreader.cli.session import Session
from unreader.said import said
from unreader.settings import read_settings


@click.command()
@click.argument("address", nargs=-1, required=True, metavar="ADDRESS...")
@click.option(
    "--style",
    metavar="STYLE",
    help="The style of the citation (? lists them), by default that of the settings, else un.",
)
@click.option("--to", "until", metavar="PLACE", help="The last paragraph of a range: cite 78/229#op12 --to op14.")
@click.option("--quote", is_flag=True, help="With the words of the place.")
@click.option("--copy", is_flag=True, help="Put it on the clipboard too.")
@click.pass_obj
def cite(
    session: Session, address: tuple[str, ...], style: str | None, until: str | None, quote: bool, copy: bool
) -> None:
    """A citation of a document, a paragraph or a range of paragraphs."""
    from unreader.exporting.citation import citation_of, quotation_of

    found = session.find(address)
    tell_stage(found)
    place, library = found.address, session.library
    last = session.last_of_range(place, until) if until else ""
    words = quotation_of(library, place, last) if quote else ""
    style = style or read_settings().words("citations.style") or "un"
    text = citation_of(library, place, session.language or "", style, until=last, quotation=words)
    print_text(text)
    if copy:
        from unreader.exporting.clipboard import copy as put

        tell(said(put(text, fallback_folder=library.root / "annotations").message))
