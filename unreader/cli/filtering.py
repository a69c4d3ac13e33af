"""Filters on the command line: the words after a command, or an option, as one filter."""

from __future__ import annotations

import re

import click

from unreader.annotating.filters import Filter, FilterError, fields, parse_filter
from unreader.annotating.saved_filters import SavedFilters
from unreader.cli.session import Session
from unreader.wording import _

_FIELD = re.compile(r"([A-Za-z]+)[:：](.*)", re.DOTALL)
_JOINING = {"and", "or", "not"}
_MORE = re.compile(r"\s(?:and|or|not)\s|\s[A-Za-z]+[:：]|[()\"“]", re.IGNORECASE)


def read_filter(session: Session, words: tuple[str, ...]) -> Filter | None:
    """The filter that the words make, None for no words. Raises FilterError."""
    text = " ".join(_requoted(word) for word in words).strip()
    if not text:
        return None
    return parse_filter(text, session.topic_known_or_used, saved_filters(session).by_name)


def saved_filters(session: Session) -> SavedFilters:
    """The filters saved in the library. Raises FilterError."""
    return SavedFilters(session.library.root / "annotations" / "filters.toml")


def looks_like_filter(words: tuple[str, ...]) -> bool:
    """Whether one of the words begins with a field of filters."""
    found = (_FIELD.match(part) for word in words for part in word.split())
    return any(match is not None and match[1].casefold() in fields() for match in found)


def means_filter(words: tuple[str, ...]) -> bool:
    """Whether words that are neither an address nor a filter were meant as a filter: foo:bar, trafficking and (."""
    parts = [part.casefold() for word in words for part in word.split()]
    return any(part in _JOINING or re.match(r"[a-z]+[:：](?!//)", part) for part in parts)


def _requoted(word: str) -> str:
    """A word whose quotation marks the shell has taken: note:see also → note:"see also"."""
    match = _FIELD.fullmatch(word)
    if match is None or not re.search(r"\s", match[2]) or _MORE.search(match[2]):
        return word
    return f'{match[1]}:"{match[2]}"'


@click.group("filters", invoke_without_command=True)
@click.pass_context
def filters(ctx: click.Context) -> None:
    """Filters saved by name: list, save, delete. They are used as filter:NAME."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_filters)


@filters.command("list")
@click.pass_obj
def list_filters(session: Session) -> None:
    """The saved filters."""
    from unreader.cli.printing import print_rows

    print_rows(("name", "filter"), list(saved_filters(session).by_name.items()))


@filters.command()
@click.argument("name", metavar="NAME")
@click.argument("words", nargs=-1, required=True, metavar="FILTER")
@click.pass_obj
def save(session: Session, name: str, words: tuple[str, ...]) -> None:
    """Save a FILTER by NAME, in place of one with this name."""
    from unreader.cli.printing import tell

    read = read_filter(session, words)
    if read is None:
        raise FilterError(_("a filter is missing, such as kind:operative"))
    if f"filter:{name}" in read.text.split():
        raise FilterError(_("filter:{name} cannot be a part of itself").format(name=name))
    saved_filters(session).save(name, read.text)
    tell(_("filter:{name} is {filter}").format(name=name, filter=read.text))


@filters.command()
@click.argument("name", metavar="NAME")
@click.pass_obj
def delete(session: Session, name: str) -> None:
    """Take a saved filter out."""
    from unreader.cli.printing import tell

    tell(_("filter:{name} was {filter}").format(name=name, filter=saved_filters(session).delete(name)))
