"""Commands that annotate: tag, untag, note, annotations, topics, undo."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress

import click

from unreader.annotating import place_at
from unreader.annotating.anchors import Place
from unreader.cli.printing import tell
from unreader.cli.reading import tell_stage
from unreader.cli.session import Session
from unreader.library import Found
from unreader.model import Address, UnreaderError

WORDS = click.argument("words", nargs=-1, required=True, metavar="ADDRESS TOPIC...")


@click.command()
@WORDS
@click.pass_obj
def tag(session: Session, words: tuple[str, ...]) -> None:
    """Tag a paragraph with one or more topics; `tag -` reads lines of addresses and topics from standard input."""
    if words == ("-",):
        _tag_lines(session, sys.stdin)
        return
    tell(_tag(session, words))


def _tag(session: Session, words: tuple[str, ...]) -> str:
    """Tag a place; what was done, in words."""
    found, names = session.split(words)
    if not names:
        raise click.UsageError("a topic is missing, such as trafficking (unreader topics lists them)")
    topics = [session.codebook.require(name).path for name in names]
    place, address = _place(session, found)
    annotation = session.annotations.tag(address, topics, place)
    return f"{address}: {', '.join(annotation.topics)}"


def _tag_lines(session: Session, lines: Iterable[str]) -> None:
    """Tag line by line: address, then topics, between blanks, tabs, commas or semicolons. A wrong line stops nothing.

    All of them are one step, which one undo takes back. Empty lines and those that begin with # are passed over.
    """
    done: list[str] = []
    wrong = 0
    with session.annotations.step("tag", "", ("from standard input",)):
        for number, line in enumerate(lines, 1):
            words = tuple(line.replace(",", " ").replace(";", " ").split())
            if not words or line.lstrip().startswith("#"):
                continue
            try:
                done.append(_tag(session, words))
            except (UnreaderError, click.UsageError) as error:
                wrong += 1
                told = error.format_message() if isinstance(error, click.UsageError) else str(error)
                done.append(f"line {number}: {told}")
    # Told when it is on the disk, not before.
    for message in done:
        tell(message)
    if wrong:
        sys.exit(1)


@click.command()
@WORDS
@click.pass_obj
def untag(session: Session, words: tuple[str, ...]) -> None:
    """Take topics from a paragraph; without a TOPIC, all of them."""
    address, names = _annotated(session, words)
    topics = [session.topic_known_or_used(name) for name in names]
    removed = session.annotations.untag(address, topics or None)
    tell(f"{address}: {', '.join(removed)} taken away" if removed else f"{address} had no such topic")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="ADDRESS TEXT")
@click.pass_obj
def note(session: Session, words: tuple[str, ...]) -> None:
    """Write the note on a paragraph; an empty TEXT ("") removes it."""
    if len(words) < 2:
        raise click.UsageError('a text is missing; "" removes the note')
    try:
        found, rest = session.find(words[:-1]), words[-1:]
    except UnreaderError:
        found, rest = session.split(words)
    place, address = _place(session, found)
    session.annotations.note(address, " ".join(rest), place)
    tell(f"{address}: note {'written' if any(rest) else 'removed'}")


@click.command()
@click.pass_obj
def undo(session: Session) -> None:
    """Undo the last change of an annotation, of whichever run."""
    step = session.annotations.undo()
    tell(f"undone: {step.operation} {step.address} {' '.join(step.detail)}".rstrip() if step else "nothing to undo")


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
