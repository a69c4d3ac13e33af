"""Commands that compare: compare, history, similar."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

import click
from msgspec.structs import replace

from unreader.cli.data_words import word
from unreader.cli.printing import as_printed, format_option, print_json, print_rows, tell
from unreader.cli.reading import WORDS, tell_stage
from unreader.cli.session import Session, names_file
from unreader.comparing.comparison import Comparison, Pair
from unreader.comparing.similar import Similar
from unreader.comparing.stages import History, StepTaken
from unreader.library import AddressError
from unreader.model import Address, Block
from unreader.wording import N_, _

#: What is told of a decision about two texts.
_DECIDED = {
    "comes from": N_("{text} comes from {other}: kept in {file}"),
    "becomes": N_("{text} becomes {other}: kept in {file}"),
    "is unrelated to": N_("{text} is unrelated to {other}: kept in {file}"),
}
#: More documents than this take long enough to index that the person is told.
_MANY = 20


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS ADDRESS")
@format_option("text", "markdown", "html", "json")
@click.option("--only-changes", is_flag=True, help="Leave out the paragraphs that are the same.")
@click.option("--side-by-side", is_flag=True, help="The two texts beside each other (text and html).")
@click.pass_obj
def compare(session: Session, addresses: tuple[str, ...], form: str, only_changes: bool, side_by_side: bool) -> None:
    """Compare two documents, parts of documents, paragraphs, or files.

    \b
        unreader compare 'E/2024/30#I.A/draft3' 'A/79/459#draft3' --only-changes
        unreader compare draft.pdf A/RES/78/229
        unreader compare A/RES/78/229@zh A/RES/78/229@en
    """
    from unreader.comparing.compare import compare_places

    a, b = two_places(session, addresses)
    comparison = compare_places(session.library, a, b)
    pairs = comparison.changed if only_changes else comparison.pairs
    if form == "json":
        from unreader.exporting.comparison_json import comparison_json

        print_json(comparison_json(comparison, pairs))
    elif form == "markdown":
        from unreader.exporting.comparison_markdown import comparison_markdown

        click.echo(comparison_markdown(comparison, pairs), nl=False)
    elif form == "html":
        from unreader.exporting.comparison_html import comparison_html

        click.echo(comparison_html(comparison, pairs, columns=side_by_side), nl=False)
    else:
        _print_comparison(comparison, pairs, side_by_side)


def _print_comparison(comparison: Comparison, pairs: Sequence[Pair], side_by_side: bool) -> None:
    """The text is made visible where it is rendered; what is left are our own colours."""
    from unreader.exporting.comparison_text import comparison_columns, comparison_text

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    with as_printed():
        if side_by_side:
            width = shutil.get_terminal_size((120, 24)).columns
            text = comparison_columns(comparison, pairs, colour=colour, width=width)
        else:
            text = comparison_text(comparison, pairs, colour=colour)
    click.echo(text, color=True if colour else None)


def two_places(session: Session, words: tuple[str, ...]) -> tuple[Address, Address]:
    """Two addresses or files among the words. Raises AddressError, or UsageError where there are not two."""
    if names_file(words[0]):
        first, rest = session.place_or_file(words[:1]), words[1:]
    else:
        # The words of an address end where a file begins.
        at = next((at for at, word in enumerate(words) if at and names_file(word)), len(words))
        found, rest = session.split(words[:at])
        rest = (*rest, *words[at:])
        tell_stage(found)
        # A file that is visited next may be another version of this text: the language is settled now.
        language = session.library.entry(found.address.symbol, found.address.language).language
        first = replace(found.address, language=language)
    if not rest:
        raise click.UsageError(_("two addresses are needed, such as 'E/2024/30#I.A/draft3' 'A/79/459#draft3'"))
    if len(rest) == 1 and names_file(rest[0]):
        return first, session.place_or_file(rest)
    found = session.find(rest)
    tell_stage(found)
    return first, found.address


@click.command()
@WORDS
@click.option("--comes-from", metavar="ADDRESS", help="Confirm: that text became this one.")
@click.option("--becomes", metavar="ADDRESS", help="Confirm: this text became that one.")
@click.option("--unrelated", metavar="ADDRESS", help="Say that the two are not stages of one text.")
@format_option("text", "json")
@click.pass_obj
def history(
    session: Session,
    address: tuple[str, ...],
    comes_from: str | None,
    becomes: str | None,
    unrelated: str | None,
    form: str,
) -> None:
    """The stages of a document, a draft or a paragraph, the earliest first, and what changed at each.

    Texts that are nearly the same are offered as probable stages; confirm or refuse them with the options.
    """
    from unreader.comparing.stages import history_of

    place = _place(session, address)
    for other, decide in ((comes_from, "comes from"), (becomes, "becomes"), (unrelated, "is unrelated to")):
        if other:
            _decide(session, place, decide, _place(session, (other,)))
    index = Similar(session.library)
    click.get_current_context().call_on_close(index.close)
    waiting = len(index.waiting())
    if waiting > _MANY:
        told = _("probable stages are not looked for: {n} documents are not indexed yet (unreader similar does it)")
        tell(told.format(n=waiting))
    else:
        index.update()
    found = history_of(session.library, place, None if waiting > _MANY else index)
    if form == "json":
        from unreader.exporting.comparison_json import history_json

        print_json(history_json(found))
        return
    _print_history(found)


def _place(session: Session, words: tuple[str, ...]) -> Address:
    """The place that the words name; of a text that the library has not, the canonical address as it was typed."""
    from unreader.symbols import canonical
    from unreader.symbols import parse as parse_symbol

    try:
        found = session.find(words)
    except AddressError:
        name = canonical(" ".join(words))
        if name is None or not parse_symbol(name).number:
            raise
        return Address(name)
    tell_stage(found)
    return found.address


def _decide(session: Session, place: Address, how: str, other: Address) -> None:
    from unreader.comparing.decisions import FILE, decide_follows, decide_unrelated

    root = session.library.root
    if place.plain == other.plain:
        raise AddressError(_("{place} is one text: name another one").format(place=place))
    if how == "comes from":
        decide_follows(root, other, place)
    elif how == "becomes":
        decide_follows(root, place, other)
    else:
        decide_unrelated(root, place, other)
    tell(_(_DECIDED[how]).format(text=place, other=other, file=root / FILE))


def _print_history(found: History) -> None:
    with as_printed():
        rows = [_history_row("", step) for step in found.stages]
        for text, steps in found.texts.items():
            rows += [_history_row(str(text), step) for step in steps]
    if not rows:
        tell(_("no other stages of {address} are known").format(address=found.address))
    heads = (N_("text"), N_("is"), N_("date"), N_("in the library"), N_("changed"), N_("known by"))
    if found.texts:
        print_rows((N_("stages of"), *heads), rows)
    else:
        print_rows(heads, [row[1:] for row in rows])


def _history_row(of: str, step: StepTaken) -> tuple[str, ...]:
    here = str(step.address) if step.address else _("no")
    text = str(step.stage.text)
    return (
        of,
        text,
        word(step.stage.relation) + ("?" if step.probable else ""),
        step.stage.date or "",
        _("yes") if here == text else here,
        _changes(step),
        _source(step),
    )


def _source(step: StepTaken) -> str:
    """How a stage is known: by the place that says so, by a person, or by how much of the text is the same."""
    if step.shared is None:
        return _(step.stage.source)
    probable = _("probable: {n} of {of} paragraphs are nearly the same; not confirmed")
    return probable.format(n=step.shared[0], of=step.shared[1])


def _changes(step: StepTaken) -> str:
    """What changed since the last stage before it that the library has, in a few words."""
    from unreader.exporting.comparison_runs import summary

    if step.comparison is not None:
        return summary(step.comparison)
    words = []
    for pair in step.pairs:
        edits = ", ".join(
            f"{pair.a.text[slice(*edit.a)]}→{pair.b.text[slice(*edit.b)]}" for edit in pair.edits if pair.a and pair.b
        )
        words.append(f"{_(pair.change)}: {edits}" if edits else _(pair.change))
    return "; ".join(words)


@click.command()
@WORDS
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    metavar="NUMBER",
    help="How like, from 0 to 1.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar="NUMBER",
    help="At most so many for a paragraph.",
)
@format_option("text", "json")
@click.pass_obj
def similar(session: Session, address: tuple[str, ...], least: float, limit: int, form: str) -> None:
    """Where else a paragraph stands: the paragraphs of the library that say nearly the same, with the difference."""
    from unreader.comparing.compare import compare_blocks
    from unreader.exporting.comparison_runs import unified

    found = session.find(address)
    tell_stage(found)
    index = _index(session)
    rows = []
    own = {block.path: block for block in session.library.blocks_at(found.address)}
    for alike in index.to(found.address, limit=limit, least=least):
        other = Block(alike.address.path, "paragraph", "", alike.text)
        rows.append((alike, compare_blocks(own[alike.of.path], other)))
    if form == "json":
        print_json(
            [
                {
                    "of": str(alike.of.plain),
                    "address": str(alike.address.plain),
                    "language": alike.address.language,
                    "likeness": round(alike.likeness, 3),
                    "text": alike.text,
                    "change": pair.change,
                    "edits": [{"a": list(edit.a), "b": list(edit.b)} for edit in pair.edits],
                }
                for alike, pair in rows
            ]
        )
        return
    if not rows:
        told = _("no other paragraph of the library says nearly the same as {address}")
        tell(told.format(address=found.address))
    signs = {"both": ("", ""), "dropped": ("[-", "-]"), "added": ("{+", "+}")}
    print_rows(
        ("of", "like", "address", "difference"),
        [
            (
                str(alike.of.plain),
                f"{alike.likeness:.0%}",
                str(alike.address.plain),
                "".join(signs[run.kind][0] + run.text + signs[run.kind][1] for run in unified(pair)),
            )
            for alike, pair in rows
        ],
    )


def _index(session: Session) -> Similar:
    """The index of similar paragraphs, with all documents in it; many are told of on standard error."""
    index = Similar(session.library)
    click.get_current_context().call_on_close(index.close)
    waiting = len(index.waiting())
    if waiting <= _MANY:
        index.update()
    elif not sys.stderr.isatty():
        tell(_("indexing {n} documents, once").format(n=waiting))
        index.update()
    else:
        with click.progressbar(length=waiting, label=_("indexing, once"), file=sys.stderr) as bar:
            index.update(lambda done, _: bar.update(done - bar.pos))
    return index
