"""The command topics: the codebook, listed and changed. A change of the codebook takes the annotations along."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from unreader.cli.filtering import read_filter
from unreader.cli.printing import format_option, print_json, print_rows, print_text, tell
from unreader.cli.session import Session
from unreader.wording import _, counted

if TYPE_CHECKING:
    from unreader.annotating.codebook import Topic
    from unreader.annotating.topic_changes import TopicChange


@click.group(invoke_without_command=True)
@click.pass_context
def topics(ctx: click.Context) -> None:
    """The codebook: list, add, edit, rename, move, merge, split, delete; unreader undo takes each back."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_topics, form="text")


@topics.command("list")
@format_option("text", "json")
@click.pass_obj
def list_topics(session: Session, form: str) -> None:
    """The topics, with how many annotations have each."""
    counts = session.annotations.topic_counts()
    known = session.codebook.topics
    if form == "json":
        print_json(
            [
                {
                    "id": topic.path,
                    "names": dict(topic.names),
                    "definitions": dict(topic.definitions),
                    "letter": topic.letter,
                    "sign": topic.sign,
                    "colour": topic.colour,
                    "annotations": counts.get(topic.path, 0),
                }
                for topic in known
            ]
        )
        return
    print_rows(
        ("topic", "sign", "key", "中文", "English", "annotations"),
        [
            (
                topic.path,
                topic.sign,
                topic.letter,
                topic.names.get("zh", ""),
                topic.names.get("en", ""),
                str(counts.get(topic.path, 0)),
            )
            for topic in known
        ],
    )


def _facts(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a topic is."""
    for name, metavar, told in (
        ("--colour", "COLOUR", 'Its colour, as "#D55E00".'),
        ("--sign", "SIGN", "Its sign: one character, one cell wide."),
        ("--letter", "LETTER", "The letter that tags with it."),
        ("--avoid-en", "TEXT", "When not to use it, in English."),
        ("--avoid-zh", "TEXT", "When not to use it, in Chinese."),
        ("--use-en", "TEXT", "When to use it, in English."),
        ("--use-zh", "TEXT", "When to use it, in Chinese."),
        ("--definition-en", "TEXT", "Its definition in English."),
        ("--definition-zh", "TEXT", "Its definition in Chinese."),
        ("--en", "NAME", "Its name in English."),
        ("--zh", "NAME", "Its name in Chinese."),
    ):
        command = click.option(name, metavar=metavar, help=told)(command)
    return click.option("--example", "examples", multiple=True, metavar="TEXT", help="An example; may be repeated.")(
        command
    )


def _told(topic: Topic | None, facts: dict[str, Any]) -> dict[str, Any]:
    """What the options say, as the facts of a topic; what they leave out stays as it is."""
    found: dict[str, Any] = {name: facts[name] for name in ("letter", "sign", "colour") if facts[name] is not None}
    for name, key in (("names", ""), ("definitions", "definition_"), ("use", "use_"), ("avoid", "avoid_")):
        texts = {language: facts[key + language] for language in ("zh", "en") if facts[key + language] is not None}
        if texts:
            kept = {**(getattr(topic, name) if topic else {}), **texts}
            found[name] = {language: text for language, text in kept.items() if text}
    if facts["examples"]:
        found["examples"] = tuple(facts["examples"])
    return found


@topics.command()
@click.argument("topic", metavar="TOPIC")
@_facts
@click.pass_obj
def add(session: Session, /, topic: str, **facts: Any) -> None:
    """Add a TOPIC, such as corruption or trafficking/waste."""
    from unreader.annotating.topic_changes import add_topic

    change = add_topic(session.codebook, topic, **_told(None, facts))
    _make(session, change, dry_run=False)
    added = session.codebook.require(change.detail[0])
    told = _("{topic}: sign {sign}, letter {letter}") if added.letter else _("{topic}: sign {sign}, no letter")
    tell(told.format(topic=added.path, sign=added.sign, letter=added.letter))


@topics.command()
@click.argument("topic", metavar="TOPIC")
@_facts
@click.pass_obj
def edit(session: Session, /, topic: str, **facts: Any) -> None:
    """Change what is said of a TOPIC: names, definition, when to use it, letter, sign, colour."""
    from unreader.annotating.topic_changes import edit_topic

    known = session.codebook.require(topic)
    told = _told(known, facts)
    if not told:
        raise click.UsageError(_("what is to change is missing, such as --en NAME"))
    _make(session, edit_topic(session.codebook, known.path, **told), dry_run=False)
    tell(_("{topic}: changed").format(topic=known.path))


_dry_run = click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")


@topics.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_dry_run
@click.pass_obj
def rename(session: Session, old: str, new: str, dry_run: bool) -> None:
    """Give a topic, and those below it, a NEW id."""
    from unreader.annotating.topic_changes import rename_topic

    was = session.codebook.require(old).path
    _make(session, rename_topic(session.codebook, session.annotations, was, new), dry_run=dry_run)


@topics.command()
@click.argument("topic", metavar="TOPIC")
@click.argument("parent", default="", metavar="[PARENT]")
@_dry_run
@click.pass_obj
def move(session: Session, topic: str, parent: str, dry_run: bool) -> None:
    """Put a TOPIC, and those below it, under PARENT; without one, at the top."""
    from unreader.annotating.topic_changes import move_topic

    path = session.codebook.require(topic).path
    under = session.codebook.require(parent).path if parent else ""
    _make(session, move_topic(session.codebook, session.annotations, path, under), dry_run=dry_run)


@topics.command()
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@_dry_run
@click.pass_obj
def merge(session: Session, source: str, target: str, dry_run: bool) -> None:
    """Take a topic out in favour of another."""
    from unreader.annotating.topic_changes import merge_topics

    one, other = session.codebook.require(source).path, session.codebook.require(target).path
    _make(session, merge_topics(session.codebook, session.annotations, one, other), dry_run=dry_run)


@topics.command()
@click.argument("source", metavar="SOURCE")
@click.argument("new", metavar="NEW")
@click.argument("words", nargs=-1, required=True, metavar="FILTER...")
@_facts
@_dry_run
@click.pass_obj
def split(session: Session, /, source: str, new: str, words: tuple[str, ...], dry_run: bool, **facts: Any) -> None:
    """Give the annotations with SOURCE that a FILTER means the topic NEW in its place, which is made if need be.

    \b
        unreader topics split environment environment/mining 'text:采矿'
    """
    from unreader.annotating.topic_changes import split_topic
    from unreader.exporting.selection import Selection, chosen

    path = session.codebook.require(source).path
    meant = chosen(session.library, session.annotations, Selection("", path, read_filter(session, words)))
    ids = {one.id for one in meant if path in one.topics}
    change = split_topic(session.codebook, session.annotations, path, new, ids, **_told(None, facts))
    _make(session, change, dry_run=dry_run)


@topics.command()
@click.argument("topic", metavar="TOPIC")
@_dry_run
@click.pass_obj
def delete(session: Session, topic: str, dry_run: bool) -> None:
    """Take a topic out, and off the annotations that have it (unreader undo brings all of it back)."""
    from unreader.annotating.topic_changes import delete_topic

    path = session.codebook.require(topic).path
    _make(session, delete_topic(session.codebook, session.annotations, path), dry_run=dry_run)


@topics.command("note")
@click.argument("topic", metavar="TOPIC")
@click.argument("words", nargs=-1, metavar="[TEXT]")
@click.pass_obj
def write_note(session: Session, topic: str, words: tuple[str, ...]) -> None:
    """Write the note (Markdown) on a TOPIC; "" removes it. Without a TEXT, print it."""
    path = session.codebook.require(topic).path
    if words:
        session.annotations.topic_notes.write(path, " ".join(words))
        tell((_("{place}: note written") if any(words) else _("{place}: note removed")).format(place=path))
    elif found := session.annotations.topic_notes.at(path):
        print_text(f"{found.note}\n")


def _make(session: Session, change: TopicChange, *, dry_run: bool) -> None:
    """Make a change, or only say what it would come to."""
    from unreader.annotating.topic_changes import make

    if dry_run:
        told = counted(change.annotations, _("{n} annotation would change"), _("{n} annotations would change"))
        if change.emptied:
            told += counted(
                change.emptied,
                _(", {n} of them removed, since nothing else is on it"),
                _(", {n} of them removed, since nothing else is on them"),
            )
        if change.notes:
            told += counted(change.notes, _("; {n} note on a topic too"), _("; {n} notes on topics too"))
        tell(told)
        return
    count = make(change, session.codebook, session.annotations)
    if change.retagged:
        tell(counted(count, _("{n} annotation changed"), _("{n} annotations changed")))
