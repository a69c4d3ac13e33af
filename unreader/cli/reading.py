"""Commands that read: list, show, parse, cites, cited-by, open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from unreader.cli.data_words import shown, state_words, word
from unreader.cli.printing import format_option, print_json, print_rows, print_text, tell
from unreader.cli.session import Session
from unreader.library import LibraryError, Reference
from unreader.model import UnreaderError
from unreader.said import said
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.library import Entry, Found, Library

WORDS = click.argument("address", nargs=-1, required=True, metavar="ADDRESS...")


@click.command("list")
@format_option("text", "json")
@click.pass_obj
def list_documents(session: Session, form: str) -> None:
    """The documents of the library."""
    library, annotated = session.library, session.annotation_counts()
    rows = []
    for entry, counts in library.all_counts():
        if counts is None:
            _tell_trouble(library, entry)
        blocks, citations = counts or (0, 0)
        rows.append((entry, blocks, citations, annotated.get(entry.symbol, 0)))
    if form == "json":
        print_json(
            [
                {
                    "symbol": entry.symbol,
                    "symbols": list(entry.symbols),
                    "language": entry.language,
                    "kind": entry.kind,
                    "title": entry.title,
                    "date": entry.date,
                    "blocks": blocks,
                    "citations": citations,
                    "annotations": annotations,
                }
                for entry, blocks, citations, annotations in rows
            ]
        )
        return
    print_rows(
        ("symbol", "language", "date", "kind", "title", "paragraphs", "citations", "annotations"),
        [
            (entry.symbol, entry.language, entry.date or "", shown(entry.kind), entry.title, *map(str, numbers))
            for entry, *numbers in rows
        ],
    )


def _tell_trouble(library: Library, entry: Entry) -> None:
    try:
        library.counts(entry.symbol, entry.language)
    except UnreaderError as error:
        tell(said(error))


@click.command()
@WORDS
@format_option("text", "markdown", "json")
@click.pass_obj
def show(session: Session, address: tuple[str, ...], form: str) -> None:
    """A document or a paragraph."""
    from unreader.exporting.document_json import document_json
    from unreader.exporting.document_text import blocks_as_text, document_as_markdown

    found = session.find(address)
    place, library = found.address, session.library
    tell_stage(found)
    document = library.document(place.symbol, place.language)
    blocks = library.with_notes(place)
    if form == "json":
        citations = library.citations(place.symbol, place.language)
        print_json(document_json(document, citations, blocks if place.path else None))
    elif form == "markdown":
        print_text(document_as_markdown(document, blocks))
    else:
        print_text(blocks_as_text(blocks))


@click.command()
@click.argument("file", metavar="FILE")
@format_option("json", "text", "markdown")
@click.option("--symbol", metavar="SYMBOL", help="The document's symbol, where it is not to be found in the text.")
@click.option("--language", metavar="LANGUAGE", help="The document's language (zh, en).")
@click.pass_obj
def parse(session: Session, file: str, form: str, symbol: str | None, language: str | None) -> None:
    """Parse any file and print it, without storing anything."""
    from unreader.exporting.document_json import document_json
    from unreader.exporting.document_text import blocks_as_text, document_as_markdown
    from unreader.sources.file_urls import path_of

    library = session.library
    document = library.visit(path_of(file), symbol=symbol, language=language)
    if form == "json":
        print_json(document_json(document, library.citations(document.symbol, document.language)))
    elif form == "markdown":
        print_text(document_as_markdown(document, document.blocks))
    else:
        print_text(blocks_as_text(document.blocks))
    for warning in document.warnings:
        tell(f"{document.symbol}#{warning.path}: {said(warning.message)}")


@click.command()
@WORDS
@format_option("text", "json")
@click.pass_obj
def cites(session: Session, address: tuple[str, ...], form: str) -> None:
    """What a document or a paragraph cites, with the quoted words."""
    found = session.find(address)
    tell_stage(found)
    _print_references(session.library.cites(found.address), form)


@click.command("cited-by")
@WORDS
@format_option("text", "json")
@click.pass_obj
def cited_by(session: Session, address: tuple[str, ...], form: str) -> None:
    """Who cites a document, a paragraph, or a text that is not in the library (A/RES/70/1, UNTS/2349/42146)."""
    from unreader.symbols import canonical

    typed = " ".join(address)
    symbol, _hash, pinpoint = typed.partition("#")
    name = canonical(symbol)
    if name is not None and not session.library.openings(name):
        references = session.library.citing_same(name, pinpoint)
        if not references:
            raise LibraryError(_("no document of the library cites {text}").format(text=typed))
    else:
        found = session.find(address)
        tell_stage(found)
        references = session.library.cited_by(found.address)
    _print_references(references, form)


@click.command("open")
@WORDS
@click.pass_obj
def open_page(session: Session, address: tuple[str, ...]) -> None:
    """Open the document's page at undocs.org in the browser."""
    from unreader.symbols import canonical, web_address

    typed = " ".join(address)
    symbol = canonical(typed.partition("#")[0])
    language = session.language or "en"
    if symbol is None or session.library.find_entry(symbol):
        place = session.find(address).address
        symbol, language = place.symbol, session.library.entry(place.symbol, place.language).language
    url = web_address(symbol, language)
    if url is None:
        raise LibraryError(_("{symbol} has no page of its own on the web").format(symbol=symbol))
    click.echo(url)
    if click.launch(url) != 0:
        raise LibraryError(_("no browser could be started; the address is {url}").format(url=url))


def tell_stage(found: Found) -> None:
    """Say so where the library has another stage of the text that was asked for."""
    if found.relation == "recommended" and found.itself:
        told = _("{text} is read in {symbol}: the text as it was recommended")
        tell(told.format(text=found.asked, symbol=found.address.symbol))
    elif found.relation and not found.itself:
        told = _("the library has not {text}, but another stage of it ({relation}): {address}")
        tell(told.format(text=found.asked, relation=word(found.relation), address=found.address))


def _print_references(references: tuple[Reference, ...], form: str) -> None:
    if form == "json":
        from unreader.exporting.document_json import reference_json

        print_json([reference_json(one.at, one.citation) for one in references])
        return
    print_rows(
        ("from", "quoted words", "target", "opens"),
        [(str(one.at), one.citation.quote, target_text(one), one.citation.opens or _state(one)) for one in references],
    )
    if not references and sys.stdout.isatty():
        tell(_("nothing"))


def target_text(reference: Reference) -> str:
    """Target and pinpoint in one word, ? where the target is unknown."""
    citation = reference.citation
    if not citation.target:
        return "?"
    joint = "" if citation.target.endswith("#") or not citation.pinpoint else " "
    return f"{citation.target}{joint}{citation.pinpoint}"


def _state(reference: Reference) -> str:
    return state_words(reference.citation.state, reference.citation.stages)
