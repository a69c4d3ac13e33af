"""A pair of a comparison as runs of text: what stands on both sides, and what only in the first or the second."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from unreader.comparing.comparison import Comparison, Pair
from unreader.model import Address
from unreader.wording import N_, _, counted

RunKind = Literal["both", "dropped", "added"]
#: What becomes of paragraphs, and of what they cite.
CHANGES = (
    *(N_("same"), N_("typography"), N_("verb"), N_("words"), N_("split"), N_("merged"), N_("new"), N_("deleted")),
    *(N_("moved"), N_("added"), N_("dropped"), N_("changed")),
)


class Run(Struct, frozen=True):
    """A stretch of text and on which side it stands."""

    kind: RunKind
    text: str


def unified(pair: Pair) -> list[Run]:
    """Both texts as one: dropped words before those that came for them."""
    if pair.a is None or pair.b is None:
        text = pair.b.text if pair.b else pair.a.text if pair.a else ""
        return [Run("added" if pair.b else "dropped", text)] if text else []
    runs: list[Run] = []
    at, end = pair.b_part
    for edit in pair.edits:
        start, to = _within(edit.b, pair.b_part)
        runs.append(Run("both", pair.b.text[at:start]))
        runs.append(Run("dropped", pair.a.text[slice(*_within(edit.a, pair.a_part))]))
        runs.append(Run("added", pair.b.text[start:to]))
        at = to
    runs.append(Run("both", pair.b.text[at:end]))
    return [run for run in runs if run.text]


def side_by_side(pair: Pair) -> tuple[list[Run], list[Run]]:
    """Each side by itself, with what the other has not marked."""
    return list(_side(pair, "a")), list(_side(pair, "b"))


def _side(pair: Pair, side: Literal["a", "b"]) -> Iterator[Run]:
    block, kind = (pair.a, "dropped") if side == "a" else (pair.b, "added")
    if block is None:
        return
    marked: RunKind = "dropped" if kind == "dropped" else "added"
    if pair.a is None or pair.b is None:
        yield Run(marked, block.text)
        return
    part = pair.a_part if side == "a" else pair.b_part
    at = part[0]
    for edit in pair.edits:
        start, end = _within(edit.a if side == "a" else edit.b, part)
        if start > at:
            yield Run("both", block.text[at:start])
        if end > start:
            yield Run(marked, block.text[start:end])
        at = max(at, end)
    if part[1] > at:
        yield Run("both", block.text[at : part[1]])


def _within(span: tuple[int, int], part: tuple[int, int]) -> tuple[int, int]:
    start = min(max(span[0], part[0]), part[1])
    return start, min(max(span[1], start), part[1])


def addresses(comparison: Comparison, pair: Pair) -> tuple[Address | None, Address | None]:
    """Where the two blocks of a pair stand. The language is told where two versions of one text are compared."""
    found = []
    for place, block in ((comparison.a, pair.a), (comparison.b, pair.b)):
        language = place.language if comparison.by_address else ""
        found.append(Address(place.symbol, block.path, language) if block else None)
    return found[0], found[1]


def heading(comparison: Comparison, pair: Pair) -> str:
    """One line that says which paragraphs a pair is about and what became of them."""
    a, b = addresses(comparison, pair)
    places = " → ".join(str(one) for one in (a, b) if one is not None)
    return f"{places} · {change_words(comparison, pair)}"


def change_words(comparison: Comparison, pair: Pair) -> str:
    """What became of a paragraph, in words."""
    if comparison.by_address:
        alone = _("only in one version ({language})")
        language = (comparison.b if pair.a is None else comparison.a).language
        words = _("both versions") if pair.a and pair.b else alone.format(language=language)
        words = {"split": _("one in a, several in b"), "merged": _("several in a, one in b")}.get(pair.change, words)
    else:
        words = _(pair.change)
    return words + (_(", moved") if pair.moved else "")


def summary(comparison: Comparison) -> str:
    """The counts in one line."""
    counts = comparison.counts
    if comparison.by_address:
        alone = sum(counts.get(change, 0) for change in ("new", "deleted", "split", "merged"))
        paired = _("{n} paragraph pairs by address"), _("{n} paragraphs pair by address")
        single = _("; {n} does not pair one to one"), _("; {n} do not pair one to one")
        rest = counted(alone, *single) if alone else _("; all of them one to one")
        return counted(counts.get("same", 0), *paired) + rest
    paragraphs, citations = _("{n} {change}"), _("{n} {kind}")
    told = _(", ").join(
        paragraphs.format(n=count, change=_(change)) for change, count in counts.items() if change != "citations"
    )
    cited = _(", ").join(citations.format(n=count, kind=_(kind)) for kind, count in comparison.citation_counts.items())
    parts = [told, _("citations: {counts}").format(counts=cited) if cited else ""]
    return _(", ").join(part for part in parts if part) or _("no paragraphs")


def citation_lines(pair: Pair) -> list[str]:
    """What changed in what a paragraph cites, a line for each."""
    lines = []
    for change in pair.citations:
        before, after = (_cited(one.target, one.pinpoint, one.quote) if one else "" for one in (change.a, change.b))
        if before and after:
            lines.append(_("cites {what} instead of {other}").format(what=after, other=before))
        else:
            told = _("cites {what} as well") if after else _("no longer cites {what}")
            lines.append(told.format(what=after or before))
    return lines


def _cited(target: str, pinpoint: str, quote: str) -> str:
    if not target:
        return quote
    return f"{target} {pinpoint}".rstrip()
