"""The command statistics: what was annotated, as tables with bars."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from unreader.annotating.statistics import Statistics, statistics
from unreader.cli.data_words import shown
from unreader.cli.filtering import read_filter
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.exporting.count_bars import bar
from unreader.exporting.selection import Selection, chosen
from unreader.exporting.subjects import AnnotationSubject, Places
from unreader.wording import N_, _
from unreader.working.coverage import Coverage, coverage

_BAR = 24


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
    tagged = {str(one.address.plain) for one in found if one.topics}
    covered = coverage(session.library, session.library.entries(), tagged)
    if form == "json":
        print_json(_json(counted, covered))
        return
    if not counted.annotations and sys.stdout.isatty():
        tell(_("no annotations: unreader tag ADDRESS TOPIC makes one"))
    bars = sys.stdout.isatty()
    _table(N_("topic"), counted.topics, bars)
    _table(N_("document"), counted.documents, bars)
    _table(N_("kind"), [(shown(kind), count) for kind, count in counted.kinds], bars)
    _table(N_("together"), [(" + ".join(pair), count) for pair, count in counted.together], bars)
    tagged_or_not = [(shown("tagged"), counted.annotations - counted.untagged), (shown("untagged"), counted.untagged)]
    _table(N_("annotations"), tagged_or_not, bars)
    _table(N_("untagged paragraphs"), [(one.symbol, one.untagged) for one in covered], bars)


def _table(head: str, rows: Iterable[tuple[str, int]], bars: bool) -> None:
    """One table: with bars for people, each line beginning with what it counts in a pipe."""
    listed = [(name, count) for name, count in rows]
    if not bars:
        print_rows((), [(head, name, str(count)) for name, count in listed])
    elif listed:
        most = max(count for _, count in listed) or 1
        print_rows((head, "", ""), [(name, str(count), bar(count / most, _BAR)) for name, count in listed])
        click.echo()


def _json(counted: Statistics, covered: list[Coverage]) -> dict[str, object]:
    return {
        "annotations": counted.annotations,
        "untagged": counted.untagged,
        "noted": counted.noted,
        "topics": dict(counted.topics),
        "documents": dict(counted.documents),
        "kinds": dict(counted.kinds),
        "together": [{"topics": list(pair), "annotations": count} for pair, count in counted.together],
        "paragraphs": [{"document": one.symbol, "tagged": one.tagged, "all": one.paragraphs} for one in covered],
    }
