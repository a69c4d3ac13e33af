"""Commands by which a person corrects citations: correct-citation, corrections."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from unreader.cli.data_words import shown, word
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.library import AddressError
from unreader.model import Address, Citation, Document, UnreaderError
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating.corrections import CitationCorrection


@click.command("correct-citation")
@click.argument("words", nargs=-1, required=True, metavar="ADDRESS QUOTE")
@click.option("--reject", is_flag=True, help="These words cite nothing.")
@click.option("--target", metavar="SYMBOL", help="What they cite (A/RES/78/229, UNTS/2349/42146, #annex).")
@click.option("--pinpoint", default="", metavar="PLACE", help="The place in it (para3, op12(a), art57(5)).")
@click.option("--withdraw", is_flag=True, help="Take back what was decided about them.")
@click.option("--was", metavar="SYMBOL", help="Which one, where several citations stand in the same words.")
@click.pass_obj
def correct_citation(
    session: Session,
    words: tuple[str, ...],
    reject: bool,
    target: str | None,
    pinpoint: str,
    withdraw: bool,
    was: str | None,
) -> None:
    """Say that words of a paragraph cite nothing, or what they cite. undo takes it back like any change."""
    if reject + (target is not None) + withdraw != 1:
        raise click.UsageError(_("say one of --reject, --target and --withdraw"))
    found, quote = session.split(words)
    if not quote:
        raise click.UsageError(_("the citing words are missing, such as 第76/181号决议"))
    document, citation = _meant(session, found.address, " ".join(quote), was, may_be_new=target is not None)
    corrections = session.annotations.corrections
    place = f"{document.symbol}#{citation.block}: {citation.quote}"
    if withdraw:
        done = corrections.withdraw(document, citation)
        tell((_("{place}: taken back") if done else _("{place}: nothing was decided about it")).format(place=place))
        return
    if reject:
        made = corrections.reject(document, citation)
    else:
        made = corrections.give(document, citation, target or "", pinpoint)
    tell(f"{place}: {word(_told(made))}")


@click.command("corrections")
@click.argument("address", nargs=-1, metavar="[ADDRESS]...")
@format_option("text", "json")
@click.pass_obj
def list_corrections(session: Session, address: tuple[str, ...], form: str) -> None:
    """What people decided about citations; those that no longer find their words are *lost*."""
    within = session.find(address).address if address else None
    made = [one for one in session.annotations.corrections.all() if within is None or one.address.within(within.plain)]
    states = anchors(session)
    if form == "json":
        print_json([_json(one, states[one.id]) for one in made])
        return
    print_rows(
        ("address", "quoted words", "decision", "found by the rules", "place"),
        [
            (str(one.address.plain), one.quote, shown(_told(one)), shown(_found(one)), shown(states[one.id]))
            for one in made
        ],
    )
    if not made and sys.stdout.isatty():
        tell(_("no corrections: unreader correct-citation ADDRESS QUOTE makes one"))


def _meant(
    session: Session, address: Address, quote: str, was: str | None, *, may_be_new: bool
) -> tuple[Document, Citation]:
    """The one citation that the words name, or, for a target to be given, the words themselves. Raises AddressError."""
    library = session.library
    document = library.document(address.symbol, address.language)
    blocks = {block.path: block for block in library.with_notes(address)}
    here = [one for one in library.citations(address.symbol, address.language) if one.block in blocks]
    wanted = _bare(quote)
    exact = [one for one in here if _bare(one.quote) == wanted]
    fits = exact or [one for one in here if wanted in _bare(one.quote)]
    if was:
        fits = [one for one in fits if was in (one.target, f"{one.target} {one.pinpoint}")]
    if len(fits) == 1:
        return document, fits[0]
    if fits:
        several = _("{quote!r} is in several citations: {citations}; name the paragraph, more words or --was SYMBOL")
        raise AddressError(several.format(quote=quote, citations="; ".join(map(_one_of_several, fits))))
    places = [(path, block.text.find(quote)) for path, block in blocks.items() if quote in block.text]
    if may_be_new and len(places) == 1 and blocks[places[0][0]].text.count(quote) == 1:
        path, start = places[0]
        return document, Citation(path, start, start + len(quote), quote, "document", "")
    if may_be_new and places:
        twice = _("{quote!r} stands more than once at {address}; name the paragraph or give more words")
        raise AddressError(twice.format(quote=quote, address=address))
    none = _("no citation at {address} has the words {quote!r} (unreader cites {address} lists them)")
    raise AddressError(none.format(quote=quote, address=address))


def _one_of_several(one: Citation) -> str:
    target = f"{one.target or '?'} {one.pinpoint}".rstrip()
    return _("{quote} at {block} ({target})").format(quote=one.quote, block=one.block, target=target)


def _bare(text: str) -> str:
    return "".join(text.split())


def anchors(session: Session) -> dict[str, str]:
    """By the id of each correction whether its words still stand in its text: kept or lost."""
    states: dict[str, str] = {}
    corrections = session.annotations.corrections
    for entry in session.library.entries():
        if corrections.of_document(entry.symbol):
            # A document that cannot be read has no words: its corrections are lost until it can.
            with suppress(UnreaderError):
                standing = corrections.standing(session.library.document(entry.symbol, entry.language))
                states.update({one.id: "kept" if where else "lost" for one, where in standing})
    return {one.id: states.get(one.id, "lost") for one in corrections.all()}


def _told(one: CitationCorrection) -> str:
    return "cites nothing" if one.decision == "rejected" else f"{one.target} {one.pinpoint}".rstrip()


def _found(one: CitationCorrection) -> str:
    return f"{one.found} {one.found_pinpoint}".rstrip() or ("?" if one.found_rule else "nothing")


def _json(one: CitationCorrection, state: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "address": str(one.address.plain),
        "language": one.address.language,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "decision": one.decision,
        "target": one.target,
        "pinpoint": one.pinpoint,
        "found": {"target": one.found, "pinpoint": one.found_pinpoint, "rule": one.found_rule},
        "author": one.author,
        "created": one.created,
        "anchor": state,
    }
