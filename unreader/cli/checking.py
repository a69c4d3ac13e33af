"""The command check: the health of the library and of the store."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator

import click

from unreader.cli.correcting import anchors
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.library import Library
from unreader.model import UnreaderError

#: What must be mended ends the command with 1; a warning does not.
MUST, WARNING = "mend", "warning"
Finding = tuple[str, str, str]


@click.command()
@format_option("text", "json")
@click.option("--follow", "follows", is_flag=True, help="Carry annotations on whose paragraph became another one.")
@click.pass_obj
def check(session: Session, form: str, follows: bool) -> None:
    """What is wrong with the library and the annotations, and what to do."""
    if follows:
        from unreader.working import follow

        states = follow(session.library, session.annotations)
        told = ", ".join(f"{count} {state}" for state, count in states.items())
        tell(f"annotations carried on: {told}" if told else "no annotation had to be carried on")
    findings = [*_texts(session.library), *_codebook(session), *_store(session)]
    if form == "json":
        print_json([{"level": level, "where": where, "message": message} for level, where, message in findings])
    else:
        print_rows(("level", "where", "what"), findings)
        if not findings:
            tell("nothing is wrong")
    if any(level == MUST for level, _, _ in findings):
        sys.exit(1)


def _texts(library: Library) -> Iterator[Finding]:
    for entry in library.entries():
        try:
            document = library.document(entry.symbol, entry.language)
        except UnreaderError as error:
            yield MUST, entry.symbol, str(error)
            continue
        data = (library.root / "texts" / entry.file).read_bytes()
        if entry.sha256 and hashlib.sha256(data).hexdigest() != entry.sha256:
            message = f"texts/{entry.file} is not the file that was catalogued; put that one back, or update its sha256"
            yield WARNING, entry.symbol, message
        for warning in document.warnings:
            yield WARNING, f"{entry.symbol}#{warning.path}", warning.message
    known = {entry.file for entry in library.entries()} | {"catalogue.toml", "README.md"}
    known |= {before.file for entry in library.entries() for before in entry.earlier}
    for path in sorted((library.root / "texts").iterdir()):
        if path.is_file() and path.name not in known and not path.name.startswith("."):
            yield WARNING, f"texts/{path.name}", "is not in texts/catalogue.toml, so nobody sees it"


def _codebook(session: Session) -> Iterator[Finding]:
    try:
        topics = session.codebook
    except UnreaderError as error:
        yield MUST, "annotations/topics.toml", str(error)
        return
    try:
        counts = session.annotations.topic_counts()
    except UnreaderError:
        return
    for topic, count in counts.items():
        if topic not in topics:
            yield (
                WARNING,
                topic,
                f"{count} annotations have this topic, which the codebook has not; topics add makes it",
            )


def _store(session: Session) -> Iterator[Finding]:
    try:
        annotations = session.annotations
    except UnreaderError as error:
        yield MUST, "annotations/", str(error)
        return
    for problem in annotations.problems():
        yield WARNING, problem.evidence or "annotations/", problem.message
    from unreader.working import adrift

    library = session.library
    moved = {one.id for one in adrift(library, annotations)}
    for annotation in annotations.all():
        address = annotation.address.plain
        if annotation.anchor.state not in ("kept", "renumbered"):
            yield (
                WARNING,
                str(address),
                f"its annotation is {annotation.anchor.state}: R in the reader goes through these",
            )
        elif library.find_entry(address.symbol) is None:
            yield WARNING, str(address), "is annotated, but the document is not in the library"
        elif annotation.id in moved:
            message = "is annotated, but another text stands there now; check --follow looks for the paragraph"
            yield WARNING, str(address), message
        elif not library.has(address):
            yield WARNING, str(address), "is annotated, but the text has no such place"
    standing = anchors(session)
    for correction in annotations.corrections.all():
        if standing[correction.id] == "lost":
            message = f"a citation was corrected here ({correction.quote}), but the paragraph has changed: not applied"
            yield WARNING, str(correction.address.plain), message
