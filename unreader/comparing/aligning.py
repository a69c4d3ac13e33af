"""Which blocks of two texts belong together: `align(a_blocks, b_blocks)` gives the matched positions.

First what is word for word the same and stands once, then what stands beside it, then what is most like it by rare
features, then what stands in the same place. What is left over and lies in a neighbour's text was split off or merged.
Candidates come from an index of rare features, so the cost grows with the text, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec import Struct

from unreader.comparing.folding import contained, features, fold, likeness, union
from unreader.library import footnote_path
from unreader.model import Block

#: How like two blocks must be to be paired (0 to 1): out of their order; in order; between the same neighbours; there
#: and with the same number.
LIKE_OUT_OF_ORDER, LIKE_IN_ORDER, LIKE_IN_PLACE, LIKE_WITH_NUMBER = 0.65, 0.5, 0.35, 0.2
#: What counts beside the words: the same kind, the same number, standing where the neighbours say, citing the same.
KIND_BONUS, NUMBER_BONUS, PLACE_BONUS, CITING_BONUS = 0.02, 0.04, 0.08, 0.1
#: How much of a part must stand in the whole, and how like the parts together must be to it.
PART_CONTAINED, PARTS_LIKE = 0.7, 0.6
#: A feature in more blocks than this tells nothing.
_COMMON = 24
_CANDIDATES = 6
#: How many blocks away the whole of a part is looked for.
_NEIGHBOURHOOD = 4
#: Shorter texts are no part of anything.
_SHORTEST_PART = 12
#: Blocks of one sort are paired with each other.
_SORTS = {"footnote": "note", "heading": "head", "title": "head", "meta": "line", "body": "line", "signature": "line"}

Match = tuple[int, int]
#: Is told the share of the work that is done, 0 to 1; what it raises stops the work.
Told = Callable[[float], None]


class Alignment(Struct, frozen=True):
    """Positions that belong together: `matches` one to one, `split` (whole in a → parts in b), `merged` (b → a)."""

    matches: tuple[Match, ...]
    split: Mapping[int, tuple[int, ...]]
    merged: Mapping[int, tuple[int, ...]]
    moved: frozenset[Match]


@dataclass(slots=True)
class _Side:
    """One text as it is aligned."""

    blocks: Sequence[Block]
    cited: Mapping[str, frozenset[str]]
    folded: list[str] = field(init=False)
    sorts: list[str] = field(init=False)
    partner: list[int] = field(init=False)
    _features: dict[int, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = [fold(block.text) for block in self.blocks]
        self.sorts = [_SORTS.get(block.kind, "vote" if block.kind == "vote" else "prose") for block in self.blocks]
        self.partner = [-1] * len(self.blocks)

    def features(self, position: int) -> frozenset[str]:
        if position not in self._features:
            self._features[position] = features(self.blocks[position].text)
        return self._features[position]

    def free(self) -> list[int]:
        return [position for position, partner in enumerate(self.partner) if partner < 0]


def align(
    a: Sequence[Block],
    b: Sequence[Block],
    a_cited: Mapping[str, frozenset[str]] | None = None,
    b_cited: Mapping[str, frozenset[str]] | None = None,
    told: Told | None = None,
) -> Alignment:
    """Align two texts. `a_cited` and `b_cited` tell what each path cites, where that is known."""
    one, other = _Side(a, a_cited or {}), _Side(b, b_cited or {})
    _match_identical(one, other)
    _match_beside(one, other)
    _match_alike(one, other, told)
    _match_beside(one, other)
    _match_notes(one, other)
    _match_in_place(one, other)
    _match_repeated(one, other)
    split = _parts(one, other)
    merged = _parts(other, one)
    matches = tuple((left, right) for left, right in enumerate(one.partner) if right >= 0)
    return Alignment(matches, split, merged, frozenset(_moved(matches, one)))


def _pair(one: _Side, other: _Side, left: int, right: int) -> None:
    one.partner[left], other.partner[right] = right, left


def _match_identical(one: _Side, other: _Side) -> None:
    """Blocks whose text stands once in both."""
    here, there = _where(one), _where(other)
    for key, positions in here.items():
        if len(positions) == 1 and len(there.get(key, ())) == 1:
            _pair(one, other, positions[0], there[key][0])


def _where(side: _Side) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position in side.free():
        if side.folded[position]:
            found[side.sorts[position], side.folded[position]].append(position)
    return found


def _match_beside(one: _Side, other: _Side) -> None:
    """Blocks that are the same and stand next to matched ones."""
    waiting = [(left, right) for left, right in enumerate(one.partner) if right >= 0]
    while waiting:
        left, right = waiting.pop()
        for step in (-1, 1):
            near, far = left + step, right + step
            if not (0 <= near < len(one.blocks) and 0 <= far < len(other.blocks)):
                continue
            if one.partner[near] >= 0 or other.partner[far] >= 0:
                continue
            if one.folded[near] == other.folded[far] and one.sorts[near] == other.sorts[far]:
                _pair(one, other, near, far)
                waiting.append((near, far))


def _match_alike(one: _Side, other: _Side, told: Told | None = None) -> None:
    """Blocks that are alike, the likest first: nearly all of the work of aligning."""
    indexes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    rights, lefts = other.free(), one.free()
    for number, right in enumerate(rights):
        if told is not None:
            told(0.4 * number / len(rights))
        index = indexes[other.sorts[right]]
        for feature in other.features(right):
            index[feature].append(right)
    scored = []
    for number, left in enumerate(lefts):
        if told is not None:
            told(0.4 + 0.6 * number / len(lefts))
        for right in _likely(one.features(left), indexes[one.sorts[left]]):
            like = likeness(one.features(left), other.features(right))
            if like >= LIKE_IN_ORDER and _may_pair(one, other, left, right):
                scored.append((like + _bonus(one, other, left, right), like, left, right))
    weak = set()
    for _, like, left, right in sorted(scored, key=lambda item: (-item[0], abs(item[2] - item[3]), item[2])):
        if one.partner[left] < 0 and other.partner[right] < 0:
            _pair(one, other, left, right)
            if like < LIKE_OUT_OF_ORDER:
                weak.add((left, right))
    for left, right in weak & _moved([(left, right) for left, right in enumerate(one.partner) if right >= 0], one):
        one.partner[left] = other.partner[right] = -1


def _likely(features: frozenset[str], index: Mapping[str, Sequence[int]]) -> list[int]:
    """The positions that share the most of these features, but for those that tell nothing."""
    shared: list[int] = []
    for feature in features:
        found = index.get(feature, ())
        if len(found) <= _COMMON:
            shared += found
    return [position for position, _ in Counter(shared).most_common(_CANDIDATES)]


def _may_pair(one: _Side, other: _Side, left: int, right: int) -> bool:
    """Whether two blocks are of one sort; footnotes that are known to cite different texts are different footnotes."""
    if one.sorts[left] != other.sorts[right]:
        return False
    cites, cited = one.cited.get(one.blocks[left].path), other.cited.get(other.blocks[right].path)
    return one.sorts[left] != "note" or not cites or not cited or bool(cites & cited)


def _bonus(one: _Side, other: _Side, left: int, right: int) -> float:
    """What speaks for a pair beside its words."""
    here, there = one.blocks[left], other.blocks[right]
    bonus = KIND_BONUS * (here.kind == there.kind) + NUMBER_BONUS * (_number(here) == _number(there))
    for step in (-1, 1):
        near, far = left + step, right + step
        if 0 <= near < len(one.blocks) and 0 <= far < len(other.blocks) and one.partner[near] == far:
            bonus += PLACE_BONUS / 2
    cites, cited = one.cited.get(here.path), other.cited.get(there.path)
    return bonus + (CITING_BONUS * likeness(cites, cited) if cites and cited else 0.0)


def _number(block: Block) -> str:
    """The last part of a path: op12, pp3, h2."""
    return block.path.rpartition("/")[2]


def _match_in_place(one: _Side, other: _Side) -> None:
    """Blocks between the same matched neighbours that are somewhat alike, or have one number and a little in common."""
    for lefts, rights in _gaps(one, other):
        scored = []
        for left in lefts[:_COMMON]:
            for right in rights[:_COMMON]:
                if not _may_pair(one, other, left, right):
                    continue
                same_number = _number(one.blocks[left]) == _number(other.blocks[right])
                like = likeness(one.features(left), other.features(right))
                if like >= (LIKE_WITH_NUMBER if same_number else LIKE_IN_PLACE):
                    scored.append((like + NUMBER_BONUS * same_number, left, right))
        for _, left, right in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
            if one.partner[left] < 0 and other.partner[right] < 0:
                _pair(one, other, left, right)


def _gaps(one: _Side, other: _Side) -> Iterator[tuple[list[int], list[int]]]:
    """The unmatched blocks between neighbours that are matched in order, on both sides."""
    spine = [(-1, -1), *_in_order(one), (len(one.blocks), len(other.blocks))]
    for (left, right), (next_left, next_right) in pairwise(spine):
        lefts = [position for position in range(left + 1, next_left) if one.partner[position] < 0]
        rights = [position for position in range(right + 1, next_right) if other.partner[position] < 0]
        if lefts and rights:
            yield lefts, rights


def _in_order(one: _Side) -> list[Match]:
    matches = [(left, right) for left, right in enumerate(one.partner) if right >= 0]
    moved = _moved(matches, one)
    return [match for match in matches if match not in moved and one.sorts[match[0]] != "note"]


def _match_notes(one: _Side, other: _Side) -> None:
    """Footnotes that matched blocks call one after another, if they have something in common."""
    here, there = _notes(one), _notes(other)
    if not here or not there:
        return
    for left, right in list(enumerate(one.partner)):
        if right < 0 or len(one.blocks[left].footnotes) != len(other.blocks[right].footnotes):
            continue
        called = zip(_called(one.blocks[left], here), _called(other.blocks[right], there), strict=True)
        for note, match in called:
            if note < 0 or match < 0 or one.partner[note] >= 0 or other.partner[match] >= 0:
                continue
            if likeness(one.features(note), other.features(match)) >= LIKE_WITH_NUMBER:
                _pair(one, other, note, match)


def _notes(side: _Side) -> dict[str, int]:
    return {block.path: position for position, block in enumerate(side.blocks) if block.kind == "footnote"}


def _called(block: Block, notes: dict[str, int]) -> list[int]:
    return [notes.get(footnote_path(block.path, mark.label, notes), -1) for mark in block.footnotes]


def _match_repeated(one: _Side, other: _Side) -> None:
    """What stands several times (大会，): the same place first, then one after another."""
    here, there = _where(one), _where(other)
    for key, positions in here.items():
        for by_place in (True, False):
            lefts = [position for position in positions if one.partner[position] < 0]
            rights = [position for position in there.get(key, ()) if other.partner[position] < 0]
            if by_place:
                paths = {other.blocks[right].path: right for right in rights}
                matched = [(left, paths.get(one.blocks[left].path, -1)) for left in lefts]
            else:
                matched = list(zip(lefts, rights, strict=False)) if len(key[1]) >= _SHORTEST_PART else []
            for left, right in matched:
                if right >= 0:
                    _pair(one, other, left, right)


def _parts(whole: _Side, parts: _Side) -> dict[int, tuple[int, ...]]:
    """Blocks whose text stands in several blocks of the other side that follow each other."""
    found: dict[int, set[int]] = defaultdict(set)
    candidates = _wholes(whole, parts)
    for part in parts.free():
        if parts.sorts[part] != "prose" or len(parts.folded[part]) < _SHORTEST_PART:
            continue
        scored = [
            (contained(parts.features(part), whole.features(position)), position)
            for position in candidates(part)
            if whole.sorts[position] == "prose"
        ]
        best = max(scored, default=(0.0, -1))
        if best[0] >= PART_CONTAINED:
            found[best[1]].add(part)
    accepted = {}
    for position, members in found.items():
        mine = whole.partner[position]
        group = tuple(sorted(members | ({mine} if mine >= 0 else set())))
        if _reads_as_parts(whole, parts, position, group):
            accepted[position] = group
            for part in group:
                parts.partner[part] = position
            whole.partner[position] = group[0] if mine < 0 else mine
    return accepted


def _wholes(whole: _Side, parts: _Side) -> Callable[[int], set[int]]:
    """Where the whole of a part may be: its neighbours' partners, and unmatched blocks that share rare features."""
    index: dict[str, list[int]] = defaultdict(list)
    for position in whole.free():
        for feature in whole.features(position):
            index[feature].append(position)

    def candidates(part: int) -> set[int]:
        near = {parts.partner[at] for step in (-1, 1) if (at := _nearest_matched(parts, part, step)) >= 0}
        return near | set(_likely(parts.features(part), index))

    return candidates


def _nearest_matched(side: _Side, position: int, step: int) -> int:
    for at in range(position + step, position + step * (_NEIGHBOURHOOD + 1), step):
        if not 0 <= at < len(side.blocks):
            return -1
        if side.partner[at] >= 0:
            return at
    return -1


def _reads_as_parts(whole: _Side, parts: _Side, position: int, group: tuple[int, ...]) -> bool:
    """Whether these blocks stand together and say together what the whole says, better than the one alone."""
    if len(group) < 2 or group[-1] - group[0] > 2 * len(group):
        return False
    text = whole.features(position)
    together = likeness(text, union(parts.features(part) for part in group))
    return together >= PARTS_LIKE and together > max(likeness(text, parts.features(part)) for part in group) + 0.03


def _moved(matches: Sequence[Match], one: _Side) -> set[Match]:
    """The matches that break the order, so that as little text as possible counts as moved.

    Footnotes follow the text that calls them and never count.
    """
    texts = [match for match in matches if one.sorts[match[0]] != "note"]
    return set(texts) - _heaviest_rising(texts, [len(one.folded[left]) + 1 for left, _ in texts])


def _heaviest_rising(matches: Sequence[Match], weights: Sequence[int]) -> set[Match]:
    """The rising run with the most weight, by a Fenwick tree of best sums: n log n."""
    order = sorted({right for _, right in matches})
    best: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)
    behind = []
    for index, (_, right) in enumerate(matches):
        rank = bisect_left(order, right) + 1
        at, top = rank - 1, (0, -1)
        while at:
            top = max(top, best[at], key=lambda item: item[0])
            at -= at & -at
        behind.append(top[1])
        here = (top[0] + weights[index], index)
        while rank < len(best):
            if here[0] > best[rank][0]:
                best[rank] = here
            rank += rank & -rank
    at = max(best, key=lambda item: item[0])[1]
    kept = set()
    while at >= 0:
        kept.add(matches[at])
        at = behind[at]
    return kept
