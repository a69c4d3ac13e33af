"""The command annotations: listing them, and taking in another reader's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from unreader.annotating import Annotation
from unreader.annotating.filters import Filter
from unreader.cli.data_words import shown, word
from unreader.cli.filtering import looks_like_filter, means_filter, read_filter
from unreader.cli.printing import filter_option, format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.library import AddressError
from unreader.model import Address, UnreaderError
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.annotating.merging import Weighed
    from unreader.library import Library

#: So many places are named in a message.
_NAMED = 8


class _Annotations(click.Group):
    """A group whose words are an address or a filter, unless the first is the name of one of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command with this name, else the list of the annotations at an address."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "list", self.commands["list"], args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options of `list` may stand without its name: annotations 78/229 --format json, annotations --topic x."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("annotations", cls=_Annotations)
def listing() -> None:
    """List annotations (annotations [ADDRESS or FILTER]), or take in another reader's (annotations import FILE)."""


@listing.command("list")
@click.argument("words", nargs=-1, metavar="[ADDRESS or FILTER]")
@click.option("--topic", metavar="TOPIC", help="Only those with this topic or one below it.")
@filter_option
@format_option("text", "json")
@click.pass_obj
def list_annotations(
    session: Session, words: tuple[str, ...], topic: str | None, expression: str | None, form: str
) -> None:
    """List annotations: all, those of a document or a place, or those that a filter means."""
    from unreader.exporting.annotation_json import annotation_json
    from unreader.exporting.selection import Selection, chosen

    place, meant = _place_or_filter(session, words)
    if expression:
        meant = read_filter(session, (*((f"({meant.text})",) if meant else ()), expression))
    known = session.topic_known_or_used(topic) if topic else ""
    found = chosen(session.library, session.annotations, Selection(place.symbol if place else "", known, meant))
    shown = [one for one in found if place is None or one.address.plain.within(place.plain)]
    if form == "json":
        print_json([annotation_json(one) for one in shown])
        return
    if not shown and sys.stdout.isatty():
        none_at_all = not len(session.annotations)
        tell(_("no annotations: unreader tag ADDRESS TOPIC makes one") if none_at_all else _("none"))
    print_rows(("address", "topics", "note", "quotation", "place"), [_row(one) for one in shown])


@listing.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def import_annotations(session: Session, file: Path, dry_run: bool) -> None:
    """Take in what `export --format json` printed, of another reader too. Nothing of yours is overwritten."""
    from unreader.annotating.merging import merge, read_annotations, weigh

    weighed = weigh(session.annotations, *read_annotations(file))
    if not dry_run:
        merge(session.annotations, weighed)
    _tell_import(session, weighed, dry_run=dry_run)
    if weighed.conflicts:
        sys.exit(1)


def _tell_import(session: Session, weighed: Weighed, *, dry_run: bool) -> None:
    """What came in, or would come in, and what did not."""
    for note in weighed.left_notes:
        kept = _("the topic {topic} has a note of yours, which is kept; theirs is {theirs!r}")
        tell(kept.format(topic=note.topic, theirs=note.note))
    for conflict in weighed.conflicts:
        for name, mine, theirs in conflict.differences:
            told = _("conflict at {place}, {what}: yours is kept, {mine!r}; theirs is {theirs!r}")
            tell(told.format(place=conflict.mine.address.plain, what=word(name), mine=mine, theirs=theirs))
    placeless = [one.address.plain for one in weighed.added if not _has_place(session.library, one.address)]
    if placeless:
        told = _("{n} without a place in the library: {places}")
        named = ", ".join(map(str, placeless[:_NAMED])) + (" …" if len(placeless) > _NAMED else "")
        tell(told.format(n=len(placeless), places=named))
    told = _("{added} added, {same} the same, {conflicts} in conflict")
    if dry_run:
        told = _("{added} would be added, {same} the same, {conflicts} in conflict; nothing was changed")
    tell(told.format(added=len(weighed.added), same=weighed.same, conflicts=len(weighed.conflicts)))
    if unknown := sorted({topic for one in weighed.added for topic in one.topics if topic not in session.codebook}):
        told = _("topics that the codebook has not: {topics} (unreader topics add makes them)")
        tell(told.format(topics=", ".join(unknown)))


def _has_place(library: Library, address: Address) -> bool:
    try:
        return library.has(address)
    except UnreaderError:  # its text cannot be read
        return False


def _place_or_filter(session: Session, words: tuple[str, ...]) -> tuple[Address | None, Filter | None]:
    if not words:
        return None, None
    if looks_like_filter(words):
        return None, read_filter(session, words)
    try:
        return session.find(words).address, None
    except AddressError as error:
        try:
            return None, read_filter(session, words)
        except UnreaderError as wrong:
            raise (wrong if means_filter(words) else error) from None


def _row(annotation: Annotation) -> tuple[str, ...]:
    quote = annotation.quote if len(annotation.quote) <= 40 else annotation.quote[:40] + "…"
    topics = ", ".join(annotation.topics)
    return (str(annotation.address.plain), topics, annotation.note, quote, shown(annotation.anchor.state))
