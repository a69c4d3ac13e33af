"""What a comparison says in words: the names of the changes, their counts, what changed in what is cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader.tui.place_words import meaning
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.comparing.comparison import CitationChange, Comparison, Pair
    from unreader.model import Citation

#: A sign and a name for each change: told apart without colour.
CHANGES = {
    "same": ("=", N_("the same")),
    "typography": ("≈", N_("typography")),
    "verb": ("v", N_("verb")),
    "words": ("~", N_("words")),
    "split": ("<", N_("split")),
    "merged": (">", N_("merged")),
    "new": ("+", N_("new")),
    "deleted": ("-", N_("deleted")),
}
MOVED = ("↕", N_("moved"))


def change_name(change: str) -> str:
    """What a change is called."""
    return _(CHANGES[change][1])


def pair_words(comparison: Comparison, pair: Pair) -> str:
    """What became of a paragraph; "" where nothing did."""
    if comparison.by_address:
        alone = comparison.b if pair.a is None else comparison.a
        words = {
            "same": "",
            "split": N_("one at the left, several at the right"),
            "merged": N_("several at the left, one at the right"),
        }.get(pair.change)
        return _(words) if words is not None else _("only in {language}").format(language=alone.language)
    words = "" if pair.change == "same" else change_name(pair.change)
    return ", ".join(part for part in (words, _(MOVED[1]) if pair.moved else "") if part)


class Count(Struct, frozen=True):
    """How many paragraphs, or citations, became what: in words, and in a sign where there is little room."""

    change: str
    words: str
    short: str


def count_words(comparison: Comparison) -> list[Count]:
    """How many paragraphs there are of each change, then what changed in what is cited."""
    counts = comparison.counts
    if comparison.by_address:
        return list(_version_counts(comparison))
    names = {**CHANGES, "moved": MOVED}
    said = [
        Count(change, _("{n} {what}").format(n=counts[change], what=_(name)), f"{sign}{counts[change]}")
        for change, (sign, name) in names.items()
        if change in counts
    ]
    cited = comparison.citation_counts
    if cited:
        parts = (("added", "+"), ("dropped", "-"), ("changed", "~"))
        numbers = " ".join(f"{sign}{cited[name]}" for name, sign in parts if name in cited)
        said.append(Count("citations", _("citations {numbers}").format(numbers=numbers), f"({numbers})"))
    return said


def _version_counts(comparison: Comparison) -> Iterator[Count]:
    counts = comparison.counts
    both = counts.get("same", 0)
    yield Count("same", counted(both, _("{n} pairs by address"), _("{n} pair by address")), f"={both}")
    alone = sum(counts.get(change, 0) for change in ("new", "deleted", "split", "merged"))
    if alone:
        yield Count(
            "words", counted(alone, _("{n} does not pair one to one"), _("{n} do not pair one to one")), f"≠{alone}"
        )


def citation_words(change: CitationChange) -> tuple[str, str]:
    """A change of what is cited, as it is told of the first text and of the second; "" where there is nothing."""
    if change.a is not None and change.b is not None:
        before, after = _cited(change.a), _cited(change.b)
        return (
            _("cites {what}; there: {other}").format(what=before, other=after),
            _("cites {what} instead of {other}").format(what=after, other=before),
        )
    if change.a is not None:
        return _("cites {what}; not there any more").format(what=_cited(change.a)), ""
    return "", _("cites {what} as well").format(what=_cited(change.b)) if change.b is not None else ""


def _cited(citation: Citation) -> str:
    if not citation.target:
        return citation.quote
    work, _hash, inner = citation.target.partition("#")
    return meaning(work, "/".join(part for part in (inner, citation.pinpoint) if part))
