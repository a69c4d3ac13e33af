"""Commands that annotate: tag, untag, note."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

import click

from unreader.annotating import Annotation, place_at
from unreader.annotating.anchors import Place, SpanError, span_of
from unreader.cli.data_words import FROM_INPUT
from unreader.cli.printing import tell
from unreader.cli.reading import tell_stage
from unreader.cli.session import Session
from unreader.library import Found
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.wording import _

WORDS = click.argument("words", nargs=-1, required=True, metavar="ADDRESS TOPIC...")
Span = tuple[int, int]
_SPAN = re.compile(r"([0-9]+)\s*[-–:]\s*([0-9]+)")


def on_span(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name a span of the paragraph."""
    command = click.option("--span", metavar="START-END", help="Only these characters of it, counted from 0.")(command)
    return click.option("--quote", metavar="WORDS", help="Only these words of it.")(command)


@click.command()
@WORDS
@on_span
@click.pass_obj
def tag(session: Session, words: tuple[str, ...], span: str | None, quote: str | None) -> None:
    """Tag a paragraph, or words of it, with one or more topics.

    \b
        unreader tag 78/229#op12 trafficking environment
        unreader tag 78/229#op12 trafficking/persons --quote 贩运人口

    unreader tag - reads lines of an address and topics from standard input.
    """
    if words == ("-",):
        if span or quote:
            raise click.UsageError(_("--span and --quote are for a single address"))
        _tag_lines(session, sys.stdin)
        return
    tell(_tag(session, words, span, quote))


def _tag(session: Session, words: tuple[str, ...], span: str | None = None, quote: str | None = None) -> str:
    """Tag a place; what was done, in words."""
    found, names = session.split(words)
    if not names:
        raise click.UsageError(_("a topic is missing, such as trafficking (unreader topics lists them)"))
    topics = [session.codebook.require(name).path for name in names]
    place, address = _place(session, found)
    annotation = session.annotations.tag(address, topics, place, span=_span(address, place, span, quote))
    return f"{address}{_words(annotation)}: {', '.join(annotation.topics)}"


def _tag_lines(session: Session, lines: Iterable[str]) -> None:
    """Tag line by line: address, then topics, between blanks, tabs, commas or semicolons. A wrong line stops nothing.

    All of them are one step, which one undo takes back. Empty lines and those that begin with # are passed over.
    """
    done: list[str] = []
    wrong = 0
    with session.annotations.step("tag", "", (FROM_INPUT,)):
        for number, line in enumerate(lines, 1):
            words = tuple(line.replace(",", " ").replace(";", " ").split())
            if not words or line.lstrip().startswith("#"):
                continue
            try:
                done.append(_tag(session, words))
            except (UnreaderError, click.UsageError) as error:
                wrong += 1
                told = error.format_message() if isinstance(error, click.UsageError) else said(error)
                done.append(_("line {number}: {trouble}").format(number=number, trouble=told))
    # Told when it is on the disk, not before.
    for message in done:
        tell(message)
    if wrong:
        sys.exit(1)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="ADDRESS [TOPIC]...")
@on_span
@click.pass_obj
def untag(session: Session, words: tuple[str, ...], span: str | None, quote: str | None) -> None:
    """Take topics from a paragraph, or from words of it; without a TOPIC, all of them."""
    address, names = _annotated(session, words)
    topics = [session.topic_known_or_used(name) for name in names]
    removed = session.annotations.untag(address, topics or None, span=_annotated_span(session, address, span, quote))
    told = _("{place}: {topics} taken away") if removed else _("{place} had no such topic")
    tell(told.format(place=address, topics=", ".join(removed)))


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="ADDRESS TEXT")
@on_span
@click.pass_obj
def note(session: Session, words: tuple[str, ...], span: str | None, quote: str | None) -> None:
    """Write the note (Markdown) on a paragraph, on words of it, or on a document; an empty TEXT ("") removes it."""
    if len(words) < 2:
        raise click.UsageError(_('a text is missing; "" removes the note'))
    try:
        found, rest = session.find(words[:-1]), words[-1:]
    except UnreaderError:
        found, rest = session.split(words)
    place, address = _place(session, found)
    here = _span(address, place, span, quote)
    text = " ".join(rest)
    if not text and not any(one.note for one in session.annotations.at(address) if one.span == here):
        tell(_("{place} had no note").format(place=address))
        return
    session.annotations.note(address, text, place, span=here)
    tell((_("{place}: note written") if text else _("{place}: note removed")).format(place=address))


def _place(session: Session, found: Found) -> tuple[Place | None, Address]:
    """The place to annotate. Another stage of what was asked for is told, so that nobody tags the wrong text."""
    tell_stage(found)
    address = found.address
    document = session.library.document(address.symbol, address.language)
    return place_at(document, address.path), Address(address.symbol, address.path, document.language)


def _annotated(session: Session, words: tuple[str, ...]) -> tuple[Address, tuple[str, ...]]:
    """The annotated place, also where the text has it no more: then it must be written as `annotations` prints it."""
    with suppress(UnreaderError):
        found, names = session.split(words)
        return found.address.plain, names
    address = Address.parse(words[0]).plain
    if session.annotations.at(address):
        return address, words[1:]
    found, names = session.split(words)
    return found.address.plain, names


def _span(address: Address, place: Place | None, typed: str | None, quote: str | None) -> Span | None:
    """The span that the options name, None where they name none. Raises SpanError."""
    if typed is None and quote is None:
        return None
    if typed is not None and quote is not None:
        raise click.UsageError(_("--span or --quote, not both"))
    if place is None:
        whole = _("{address} is a whole document, which has no characters: name a paragraph")
        raise SpanError(whole.format(address=address))
    return _numbers(typed) if typed is not None else span_of(place.text, quote or "", str(address.plain))


def _numbers(typed: str) -> Span:
    found = _SPAN.fullmatch(typed.strip())
    if not found:
        raise click.UsageError(_("--span takes two numbers, as in 6-15, and not {typed!r}").format(typed=typed))
    return int(found[1]), int(found[2])


def _annotated_span(session: Session, address: Address, typed: str | None, quote: str | None) -> Span | None:
    """The span of an annotation that is there: by its numbers, or by the words that it was made on."""
    if quote is None:
        return None if typed is None else _numbers(typed)
    spans = {one.span for one in session.annotations.at(address) if one.span and one.quote == quote}
    if len(spans) != 1:
        none, several = (
            _("{address} has no annotation on the words {quote!r}"),
            _("{address} has more than one annotation on the words {quote!r}"),
        )
        raise SpanError((several if spans else none).format(address=address, quote=quote))
    return spans.pop()


def _words(annotation: Annotation) -> str:
    return "" if annotation.whole else f" [{annotation.start}-{annotation.end} {annotation.quote}]"
