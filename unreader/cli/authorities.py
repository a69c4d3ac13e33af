"""The command authorities: everything that is cited, and what of it the library has not."""

from __future__ import annotations

import sys
from typing import Any

import click

from unreader.cli.data_words import shown, state_words
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.library.authorities import Authority, authorities, missing
from unreader.wording import _


@click.command("authorities")
@click.option("--document", metavar="ADDRESS", help="Only what this document cites.")
@click.option("--missing", "not_here", is_flag=True, help="Only texts that the library has not: what to import next.")
@click.option("--unresolved", is_flag=True, help="What could not be resolved first.")
@click.option("--places", is_flag=True, help="With every citing place.")
@format_option("text", "json")
@click.pass_obj
def authorities_command(
    session: Session, document: str | None, not_here: bool, unresolved: bool, places: bool, form: str
) -> None:
    """Everything that the library cites, with counts, most cited first (a table of authorities)."""
    library, language = session.library, session.language or "en"
    within = session.find((document,)).address.symbol if document else ""
    if not_here:
        table = missing(library, language, document=within)
    else:
        table = authorities(library, language, document=within, unresolved_first=unresolved)
    if form == "json":
        print_json([_json(one) for one in table])
        return
    rows = [row for one in table for row in _rows(one, not_here, places)]
    print_rows(("cited", "times", "in", "what", "page" if not_here else "state"), rows)
    if not table and sys.stdout.isatty():
        tell(_("nothing"))


def _rows(one: Authority, not_here: bool, places: bool) -> list[tuple[str, ...]]:
    what = one.title or one.words
    last = (one.url or "") if not_here else _state(one)
    rows: list[tuple[str, ...]] = [(one.target or "?", str(one.count), str(one.documents), what, last)]
    if places:
        rows += [("", "", "", str(place.at), place.citation.quote) for place in one.places]
    return rows


def _state(one: Authority) -> str:
    if one.candidates and not one.target:
        return f"{shown(one.state)}: {', '.join(one.candidates)}"
    return state_words(one.state, one.stages)


def _json(one: Authority) -> dict[str, Any]:
    return {
        "target": one.target,
        "words": one.words,
        "title": one.title,
        "date": one.date,
        "body": one.body,
        "url": one.url,
        "state": one.state,
        "stages": list(one.stages),
        "candidates": list(one.candidates),
        "count": one.count,
        "documents": one.documents,
        "places": [
            {
                "from": str(place.at),
                "start": place.citation.start,
                "end": place.citation.end,
                "quote": place.citation.quote,
                "pinpoint": place.citation.pinpoint,
                "opens": place.citation.opens,
            }
            for place in one.places
        ],
    }
