"""The command topics: the codebook, listed and changed. A change of the codebook takes the annotations along."""

from __future__ import annotations

from collections.abc import Callable

import click

from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session


@click.group(invoke_without_command=True)
@click.pass_context
def topics(ctx: click.Context) -> None:
    """The codebook: list, add, rename, merge, delete."""
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
        ("topic", "sign", "letter", "中文", "English", "annotations"),
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


@topics.command()
@click.argument("topic")
@click.option("--zh", default="", help="Its name in Chinese.")
@click.option("--en", default="", help="Its name in English.")
@click.option("--letter", default="", help="The letter that tags with it.")
@click.pass_obj
def add(session: Session, topic: str, zh: str, en: str, letter: str) -> None:
    """Add a TOPIC, such as corruption or trafficking/waste."""
    names = {language: name for language, name in (("zh", zh), ("en", en)) if name}
    added = session.codebook.add(topic, names=names, letter=letter)
    tell(f"{added.path}: sign {added.sign}, letter {added.letter or 'none'}")


@topics.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(session: Session, old: str, new: str) -> None:
    """Give a topic, and those below it, a NEW id."""
    was = session.codebook.require(old).path
    _change(session, lambda: session.codebook.rename(was, new), lambda: session.annotations.rename_topic(was, new))


@topics.command()
@click.argument("source")
@click.argument("target")
@click.pass_obj
def merge(session: Session, source: str, target: str) -> None:
    """Take a topic out in favour of another."""
    one, other = session.codebook.require(source).path, session.codebook.require(target).path
    _change(session, lambda: session.codebook.merge(one, other), lambda: session.annotations.rename_topic(one, other))


@topics.command()
@click.argument("topic")
@click.pass_obj
def delete(session: Session, topic: str) -> None:
    """Take a topic out, and off the annotations that have it (unreader undo brings those back)."""
    path = session.codebook.require(topic).path
    _change(session, lambda: session.codebook.delete(path), lambda: session.annotations.drop_topic(path))


def _change(session: Session, codebook: Callable[[], object], annotations: Callable[[], int]) -> None:
    """Change both or neither: where the annotations cannot follow, the codebook goes back."""
    before = session.codebook.text
    codebook()
    try:
        count = annotations()
    except Exception:
        session.codebook.restore(before)
        raise
    tell(f"{count} annotations changed")
