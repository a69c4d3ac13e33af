"""The command check: the health of the library and of the store."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping

import click
from msgspec import Struct

from unreader.cli.correcting import anchors
from unreader.cli.data_words import shown, word
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.library import Library
from unreader.model import UnreaderError
from unreader.said import said
from unreader.wording import N_, _

#: What must be mended ends the command with 1; a warning does not.
MUST, WARNING = "mend", "warning"


class Finding(Struct, frozen=True):
    """Something that is wrong: how much so, where, and what; `parts` stand in the fields of the text."""

    level: str
    where: str
    text: str
    parts: Mapping[str, object] = {}

    def message(self) -> str:
        """What is wrong, in English, as programs read it."""
        return self.text.format(**self.parts) if self.parts else self.text

    def told(self) -> str:
        """What is wrong, in the language of the interface."""
        parts = {name: word(part) if isinstance(part, str) else part for name, part in self.parts.items()}
        return _(self.text).format(**parts) if parts else said(_(self.text))


@click.command()
@format_option("text", "json")
@click.option("--follow", "follows", is_flag=True, help="Carry annotations on whose paragraph became another one.")
@click.pass_obj
def check(session: Session, form: str, follows: bool) -> None:
    """What is wrong with the library and the annotations, and what to do."""
    if follows:
        from unreader.working import follow

        states = follow(session.library, session.annotations)
        told = ", ".join(_("{n} {state}").format(n=count, state=word(state)) for state, count in states.items())
        carried = _("annotations carried on: {counts}").format(counts=told)
        tell(carried if told else _("no annotation had to be carried on"))
    findings = [*_texts(session.library), *_codebook(session), *_store(session)]
    if form == "json":
        print_json([{"level": one.level, "where": one.where, "message": one.message()} for one in findings])
    else:
        tell_person = sys.stdout.isatty()
        print_rows(
            ("level", "where", "what"),
            [(shown(one.level), one.where, one.told() if tell_person else one.message()) for one in findings],
        )
        if not findings:
            tell(_("nothing is wrong"))
    if any(one.level == MUST for one in findings):
        sys.exit(1)


def _texts(library: Library) -> Iterator[Finding]:
    for entry in library.entries():
        try:
            document = library.document(entry.symbol, entry.language)
        except UnreaderError as error:
            yield Finding(MUST, entry.symbol, str(error))
            continue
        data = (library.root / "texts" / entry.file).read_bytes()
        if entry.sha256 and hashlib.sha256(data).hexdigest() != entry.sha256:
            other = N_("texts/{file} is not the file that was catalogued; put that one back, or update its sha256")
            yield Finding(WARNING, entry.symbol, other, {"file": entry.file})
        for warning in document.warnings:
            yield Finding(WARNING, f"{entry.symbol}#{warning.path}", warning.message)
    known = {entry.file for entry in library.entries()} | {"catalogue.toml", "README.md"}
    known |= {before.file for entry in library.entries() for before in entry.earlier}
    for path in sorted((library.root / "texts").iterdir()):
        if path.is_file() and path.name not in known and not path.name.startswith("."):
            unseen = N_("is not in texts/catalogue.toml, so nobody sees it")
            yield Finding(WARNING, f"texts/{path.name}", unseen)


def _codebook(session: Session) -> Iterator[Finding]:
    try:
        topics = session.codebook
    except UnreaderError as error:
        yield Finding(MUST, "annotations/topics.toml", str(error))
        return
    try:
        counts = session.annotations.topic_counts()
    except UnreaderError:
        return
    for topic, count in counts.items():
        if topic not in topics:
            one = N_("{n} annotation has this topic, which the codebook has not; unreader topics add makes it")
            several = N_("{n} annotations have this topic, which the codebook has not; unreader topics add makes it")
            yield Finding(WARNING, topic, one if count == 1 else several, {"n": count})


def _store(session: Session) -> Iterator[Finding]:
    try:
        annotations = session.annotations
    except UnreaderError as error:
        yield Finding(MUST, "annotations/", str(error))
        return
    for problem in annotations.problems():
        yield Finding(WARNING, problem.evidence or "annotations/", problem.message)
    from unreader.working import adrift

    library = session.library
    moved = {one.id for one in adrift(library, annotations)}
    for annotation in annotations.all():
        address = annotation.address.plain
        if annotation.anchor.state not in ("kept", "renumbered"):
            adrift_here = N_("its annotation is {state}: R in the reader goes through these")
            yield Finding(WARNING, str(address), adrift_here, {"state": annotation.anchor.state})
        elif library.find_entry(address.symbol) is None:
            yield Finding(WARNING, str(address), N_("is annotated, but the document is not in the library"))
        elif annotation.id in moved:
            other = N_(
                "is annotated, but another text stands there now; unreader check --follow looks for the paragraph"
            )
            yield Finding(WARNING, str(address), other)
        elif not library.has(address):
            yield Finding(WARNING, str(address), N_("is annotated, but the text has no such place"))
    standing = anchors(session)
    for correction in annotations.corrections.all():
        if standing[correction.id] == "lost":
            lost = N_("a citation was corrected here ({words}), but the paragraph has changed: not applied")
            yield Finding(WARNING, str(correction.address.plain), lost, {"words": correction.quote})
