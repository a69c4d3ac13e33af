"""The command statistics: what was annotated, as tables with bars."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from unreader.annotating.statistics import Statistics, statistics
from unreader.annotating.suggesting import may_be_tagged
from unreader.cli.filtering import read_filter
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.exporting.selection import Selection, chosen
from unreader.exporting.subjects import AnnotationSubject, Places

_BAR = 24
_EIGHTHS = " ▏▎▍▌▋▊▉"


@click.command("statistics")
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@format_option("text", "json")
@click.pass_obj
def statistics_command(session: Session, words: tuple[str, ...], form: str) -> None:
    """Counts of annotations per topic, document, kind, of topics that stand together, and of what is untagged."""
    selection = Selection(filter=read_filter(session, words))
    found = chosen(session.library, session.annotations, selection)
    places = Places(session.library)
    counted = statistics(AnnotationSubject(places, one) for one in found)
    coverage = _coverage(session, {str(one.address.plain) for one in found if one.topics})
    if form == "json":
        print_json(_json(counted, coverage))
        return
    if not counted.annotations and sys.stdout.isatty():
        tell("no annotations: unreader tag ADDRESS TOPIC makes one")
    bars = sys.stdout.isatty()
    _table("topic", counted.topics, bars)
    _table("document", counted.documents, bars)
    _table("kind", counted.kinds, bars)
    _table("together", [(" + ".join(pair), count) for pair, count in counted.together], bars)
    _table("annotations", [("tagged", counted.annotations - counted.untagged), ("untagged", counted.untagged)], bars)
    _table("untagged paragraphs", [(symbol, whole - tagged) for symbol, tagged, whole in coverage], bars)


def _table(head: str, rows: Iterable[tuple[str, int]], bars: bool) -> None:
    """One table: with bars for people, each line beginning with what it counts in a pipe."""
    listed = [(name, count) for name, count in rows]
    if not bars:
        print_rows((), [(head, name, str(count)) for name, count in listed])
    elif listed:
        most = max(count for _, count in listed) or 1
        print_rows((head, "", ""), [(name, str(count), _bar(count / most)) for name, count in listed])
        click.echo()


def _bar(share: float) -> str:
    """A bar of block elements, an eighth of a cell exact; anything counted shows."""
    eighths = max(round(share * _BAR * 8), 1 if share else 0)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _coverage(session: Session, tagged: set[str]) -> list[tuple[str, int, int]]:
    """For each document: how many paragraphs that may be tagged are, and how many there are."""
    found = []
    for entry in session.library.entries():
        document = session.library.document(entry.symbol, entry.language)
        paths = [block.path for block in document.blocks if may_be_tagged(block, document.language)]
        found.append((entry.symbol, sum(f"{entry.symbol}#{path}" in tagged for path in paths), len(paths)))
    return found


def _json(counted: Statistics, coverage: list[tuple[str, int, int]]) -> dict[str, object]:
    return {
        "annotations": counted.annotations,
        "untagged": counted.untagged,
        "noted": counted.noted,
        "topics": dict(counted.topics),
        "documents": dict(counted.documents),
        "kinds": dict(counted.kinds),
        "together": [{"topics": list(pair), "annotations": count} for pair, count in counted.together],
        "paragraphs": [{"document": symbol, "tagged": tagged, "all": whole} for symbol, tagged, whole in coverage],
    }
