"""Two texts compared: which blocks belong together and what became of each.

compare(a_blocks, b_blocks) -> Comparison
compare_places(library, a, b) -> Comparison     documents or parts of them, with what they cite
side_at(library, place), compare_sides(a, b, told) -> Comparison     the same in two steps: the second needs no library
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from unreader.comparing.aligning import Alignment, Told, align
from unreader.comparing.cited import Cited, citation_changes
from unreader.comparing.comparison import Change, Comparison, Edit, Pair
from unreader.comparing.folding import fold, tokens
from unreader.comparing.languages import prefixes, verbs
from unreader.comparing.versions import pair_versions
from unreader.comparing.wording import differences
from unreader.library import Library, NotInLibraryError
from unreader.model import Address, Block, Citation

#: What is put between parts when they are read as one text.
_SEAM = "\n"
#: How much of the work (0 to 1) is done when it is known which blocks belong together.
_ALIGNED = 0.6


class Side(Struct, frozen=True):
    """One of two texts to be compared: a place, its blocks with their footnotes, what it cites."""

    place: Address
    language: str
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]


def quietly(share: float) -> None:
    """Nobody asks how far it is."""


def compare(
    a_blocks: Sequence[Block],
    b_blocks: Sequence[Block],
    a_citations: Iterable[Citation] = (),
    b_citations: Iterable[Citation] = (),
    told: Told = quietly,
) -> Comparison:
    """Compare two texts by their blocks. With the citations, what is cited helps to pair and its changes are told.

    `told` is called with the share of the work that is done, 0 to 1; what it raises stops the work.
    """
    one, other = Cited(a_blocks, a_citations), Cited(b_blocks, b_citations)
    alignment = align(
        a_blocks,
        b_blocks,
        one.targets(a_blocks),
        other.targets(b_blocks),
        lambda share: told(share * _ALIGNED),
    )
    return Comparison(tuple(_in_reading_order(a_blocks, b_blocks, alignment, one, other, told)))


def compare_places(library: Library, a: Address, b: Address, told: Told = quietly) -> Comparison:
    """Compare two places of a library. Two language versions of one symbol are paired by address.

    For `told` see `compare`. Raises NotInLibraryError where the library has nothing at an address.
    """
    return compare_sides(side_at(library, a), side_at(library, b), told)


def side_at(library: Library, place: Address) -> Side:
    """What is compared of a place. Raises NotInLibraryError where the library has nothing there."""
    blocks = library.with_notes(place)
    if not blocks:
        raise NotInLibraryError(f"{place.document} has nothing at #{place.path}")
    language = library.entry(place.symbol, place.language).language
    return Side(place, language, blocks, library.citations(place.symbol, place.language))


def compare_sides(a: Side, b: Side, told: Told = quietly) -> Comparison:
    """Compare two texts; those in two languages are paired by address. For `told` see `compare`."""
    if a.language != b.language:
        found = pair_versions(a.blocks, b.blocks, a.place.path, b.place.path)
        return replace(found, a=replace(a.place, language=a.language), b=replace(b.place, language=b.language))
    return replace(compare(a.blocks, b.blocks, a.citations, b.citations, told), a=a.place.plain, b=b.place.plain)


def compare_blocks(a: Block, b: Block) -> Pair:
    """Two blocks that are known to belong together."""
    edits, change = _change(a.text, b.text)
    return _with_spans(Pair(a, b, change, False, edits, _likeness(edits, len(a.text), len(b.text))))


def _in_reading_order(
    a: Sequence[Block], b: Sequence[Block], alignment: Alignment, one: Cited, other: Cited, told: Told
) -> Iterator[Pair]:
    """The pairs in the order of b; a deleted block follows the one before it in a."""
    in_parts = {part for parts in alignment.split.values() for part in parts}
    joined = {part for parts in alignment.merged.values() for part in parts}
    by_b: dict[int, list[Pair]] = {}
    for whole, parts in alignment.split.items():
        blocks = [b[part] for part in parts]
        pairs = _split(a[whole], blocks)
        pairs[0] = replace(pairs[0], citations=citation_changes([a[whole]], blocks, one, other))
        by_b.update((part, [pair]) for part, pair in zip(parts, pairs, strict=True))
    for whole, parts in alignment.merged.items():
        blocks = [a[part] for part in parts]
        pairs = _merged(blocks, b[whole])
        pairs[0] = replace(pairs[0], citations=citation_changes(blocks, [b[whole]], one, other))
        by_b[whole] = pairs
    for number, (left, right) in enumerate(alignment.matches):
        told(_ALIGNED + (1 - _ALIGNED) * number / len(alignment.matches))
        if right in in_parts or left in joined or left in alignment.split or right in alignment.merged:
            continue
        pair = compare_blocks(a[left], b[right])
        changes = citation_changes([a[left]], [b[right]], one, other, pair.edits)
        by_b[right] = [replace(pair, moved=(left, right) in alignment.moved, citations=changes)]
    gone = _deleted_after(a, alignment, joined)
    yield from gone.pop(-1, ())
    # What followed a paragraph that was split stands behind the last of its parts.
    behind = {b_position: left for left, b_position in alignment.matches if left not in alignment.split}
    passed: set[int] = set()
    for right, block in enumerate(b):
        yield from by_b.get(right, [_with_spans(Pair(None, block, "new"))])
        for left in sorted({behind.get(right, -1), *_sources(alignment, right)} - {-1} - passed):
            passed.add(left)
            yield from gone.pop(left, ())
    for left in sorted(gone):
        yield from gone[left]


def _sources(alignment: Alignment, right: int) -> set[int]:
    wholes = {whole for whole, parts in alignment.split.items() if parts[-1] == right}
    return wholes | set(alignment.merged.get(right, ()))


def _deleted_after(a: Sequence[Block], alignment: Alignment, joined: set[int]) -> dict[int, list[Pair]]:
    """The blocks of a that have no counterpart, by the position of the block after which they stood (-1: none)."""
    matched = {left for left, _ in alignment.matches} | joined | set(alignment.split)
    gone: dict[int, list[Pair]] = {}
    last = -1
    for left, block in enumerate(a):
        if left in matched:
            last = left
        else:
            gone.setdefault(last, []).append(_with_spans(Pair(block, None, "deleted")))
    return gone


def _change(a: str, b: str) -> tuple[tuple[Edit, ...], Change]:
    """What became of a text, and where."""
    if a == b:
        return (), "same"
    edits = differences(a, b, _opening_tokens)
    words = [edit for edit in edits if fold(a[slice(*edit.a)]) != fold(b[slice(*edit.b)])]
    if not words:
        return edits, "typography"
    opened, opens = _opening(a), _opening(b)
    if opened and opens and all(edit.a[1] <= opened and edit.b[1] <= opens for edit in words):
        return edits, "verb"
    return edits, "words"


def _opening(text: str) -> int:
    """Where the verb that opens a paragraph ends, 0 if it has none."""
    match = verbs().match(text)
    return match.end() if match else 0


def _opening_tokens(text: str) -> list[str]:
    """The tokens of a paragraph, its opening verb as one and each word before it as one."""
    end, at, found = _opening(text), 0, []
    while (match := prefixes().match(text, at, end)) and match.end() < end:
        found.append(match[0])
        at = match.end()
    return [*found, text[at:end], *tokens(text[end:])] if end else tokens(text)


def _split(whole: Block, parts: Sequence[Block]) -> list[Pair]:
    """A pair of the whole with each part: the edits between the whole and all parts, each with the part it is in."""
    together = _SEAM.join(part.text for part in parts)
    edits = differences(whole.text, together, _tokens_and_seams)
    pairs = []
    start, came_from = 0, 0
    for part in parts:
        end = start + len(part.text)
        mine = [edit for edit in edits if (edit.b[0] <= end and edit.b[1] > start) or edit.b == (start, start)]
        clipped = [_clipped(edit, start, end) for edit in mine]
        shifted = tuple(edit for edit in clipped if edit.a[0] < edit.a[1] or edit.b[0] < edit.b[1])
        to = _before(edits, end) if part is not parts[-1] else len(whole.text)
        pairs.append(
            Pair(
                whole,
                part,
                "split",
                edits=shifted,
                likeness=_likeness(shifted, max(0, to - came_from), len(part.text)),
                a_part=(came_from, max(came_from, to)),
                b_part=(0, len(part.text)),
            )
        )
        start, came_from = end + len(_SEAM), max(came_from, to)
    return pairs


def _tokens_and_seams(text: str) -> list[str]:
    """The tokens of a text, each seam as one of its own."""
    first, *others = text.split(_SEAM)
    return tokens(first) + [token for part in others for token in (_SEAM, *tokens(part))]


def _merged(parts: Sequence[Block], whole: Block) -> list[Pair]:
    """A pair of each part with the whole."""
    return [
        replace(
            pair,
            a=pair.b,
            b=pair.a,
            change="merged",
            edits=tuple(Edit(edit.b, edit.a) for edit in pair.edits),
            a_part=pair.b_part,
            b_part=pair.a_part,
        )
        for pair in _split(whole, parts)
    ]


def _clipped(edit: Edit, start: int, end: int) -> Edit:
    return Edit(edit.a, (max(edit.b[0], start) - start, min(edit.b[1], end) - start))


def _before(edits: Sequence[Edit], end: int) -> int:
    """Where in the first text that stands which ends at `end` in the second."""
    shift = 0
    for edit in edits:
        if edit.b[0] > end:
            break
        if edit.b[1] >= end:
            return edit.a[1]
        shift = edit.a[1] - edit.b[1]
    return end + shift


def _with_spans(pair: Pair) -> Pair:
    """The pair with the whole of both texts as what it is about."""
    return replace(pair, a_part=(0, len(pair.a.text) if pair.a else 0), b_part=(0, len(pair.b.text) if pair.b else 0))


def _likeness(edits: Iterable[Edit], a_length: int, b_length: int) -> float:
    """How much of two texts (0 to 1) is outside the edits."""
    total = a_length + b_length
    changed = sum(edit.a[1] - edit.a[0] + edit.b[1] - edit.b[0] for edit in edits)
    return 1 - min(changed, total) / total if total else 1.0
