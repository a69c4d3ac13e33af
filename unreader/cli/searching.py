"""The command that searches the library's text."""

from __future__ import annotations

import sys

import click

from unreader.cli.filtering import saved_filters
from unreader.cli.printing import filter_option, format_option, print_json, print_rows, tell
from unreader.cli.session import Session
from unreader.library.full_text import EVERYWHERE, FullText, Scope
from unreader.library.queries import QueryError, read_query
from unreader.symbols import canonical
from unreader.wording import _

#: Documents to be indexed from which on it is told how far that is.
_TELL_FROM = 50


@click.command()
@click.argument("query", metavar="QUERY")
@click.option("--document", metavar="ADDRESS", help="Only in this document.")
@click.option("--kind", metavar="KIND", help="Only in paragraphs of this kind (operative, preambular, ...).")
@click.option("--topic", metavar="TOPIC", help="Only in paragraphs tagged with this topic, or one below it.")
@click.option("--cites", metavar="TARGET", help="Only in paragraphs that cite this, such as A/RES/70/1.")
@click.option("--regex", is_flag=True, help="QUERY is a regular expression.")
@filter_option
@format_option("text", "json")
@click.pass_obj
def search(
    session: Session,
    query: str,
    document: str | None,
    kind: str | None,
    topic: str | None,
    cites: str | None,
    regex: bool,
    expression: str | None,
    form: str,
) -> None:
    """Search the library's text. Width, case, blanks, traditional and simplified characters do not matter.

    The latest documents come first, before them those whose title has the words. A QUERY between slashes is a regular
    expression too.
    """
    wanted = read_query(query, expression=regex)
    if wanted is None:
        raise QueryError(_("the query is empty; type some words, such as 网络犯罪"))
    terms = []
    if document:
        terms.append(f"doc:{session.find((document,)).address.symbol}")
    if kind:
        terms.append(f"kind:{kind}")
    if topic:
        terms.append(f'topic:"{session.topic_known_or_used(topic)}"')
    if cites:
        symbol, hash_sign, place = cites.partition("#")
        name = canonical(symbol)
        terms.append(f'cites:"{name + hash_sign + place if name else session.find((cites,)).address.plain}"')
    full_text = FullText(session.library)
    click.get_current_context().call_on_close(full_text.close)
    full_text.update(_tell_progress if sys.stderr.isatty() else None)
    hits = [
        hit
        for found in full_text.search(wanted, _scope(session, terms, expression), most=sys.maxsize)
        for hit in found.hits
    ]
    if form == "json":
        print_json(
            [{"address": str(hit.address), "text": hit.text, "start": hit.start, "end": hit.end} for hit in hits]
        )
        return
    if not hits:
        narrowed, anywhere = _("{query!r} is not where the filter looks"), _("{query!r} is not in the library")
        tell((narrowed if expression or terms else anywhere).format(query=query))
    print_rows(("address", "text"), [(str(hit.address), hit.excerpt()) for hit in hits])


def _scope(session: Session, terms: list[str], expression: str | None) -> Scope:
    if not terms and not expression:
        return EVERYWHERE
    from unreader.working.narrowing import scope_of

    saved = saved_filters(session).by_name
    filters = [*terms, expression] if expression else terms
    return scope_of(session.library, session.annotations, filters, session.topic_known_or_used, saved)


def _tell_progress(done: int, of: int) -> None:
    if of >= _TELL_FROM and done % _TELL_FROM == 0:
        tell(_("indexing for searches: {done} of {of} documents").format(done=done, of=of))
