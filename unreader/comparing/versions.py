"""Two language versions of one text, paired by address: UN paragraph numbers are the same in all languages.

Preambular paragraphs, headings and the like have no printed number: theirs is counted, and one paragraph more in one
version (two that run together, a line that only one prints) would shift all that follow. Where the counts differ, these
are aligned by what does not depend on the language: resolution numbers, symbols, years, footnotes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log

from msgspec.structs import replace

from unreader.comparing.comparison import Comparison, Pair
from unreader.comparing.folding import likeness, union
from unreader.model import Block
from unreader.symbols import SYMBOL

#: The last part of a path that was counted, not printed.
_COUNTED = re.compile(r"(?:pp|p|h|i|sig|vote)(?=\d+$)")
_EVIDENCE = re.compile(rf"{SYMBOL}|\d+/\d+|(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{{3}}(?!\d)")
#: What speaks for a pair: evidence in common counts most, none on both sides a little; a block alone costs.
_SHARED, _NEITHER, _DIFFERENT, _ALONE, _JOINED = 4.0, 0.3, -2.0, -0.4, -0.8
#: What it costs when one is longer than the languages explain, per factor of e (Gale and Church 1993).
_LENGTH = 0.8
#: Longer lists are paired by address after all.
_LONGEST = 600

_Group = tuple[tuple[int, ...], tuple[int, ...]]


def pair_versions(a: Sequence[Block], b: Sequence[Block], a_root: str = "", b_root: str = "") -> Comparison:
    """Pair two versions by the paths of their blocks, below the places that are compared.

    A block that stands in both is told as *same* (the place, not the words); one that only one version has is *new*
    or *deleted*; two that are one in the other version are *merged* or *split*, the one with the first of the two.
    """
    here, there = _places(a, a_root), _places(b, b_root)
    groups = list(_groups(a, b, here, there))
    partners = {right: (lefts, rights) for lefts, rights in groups for right in rights}
    paired = {left for lefts, rights in groups if rights for left in lefts}
    pairs: list[Pair] = []
    told = -1
    for right, block in enumerate(b):
        lefts, rights = partners.get(right, ((), (right,)))
        for alone in range(told + 1, lefts[0] if lefts else 0):
            if alone not in paired:
                pairs.append(_pair(a[alone], None, "deleted"))
        told = max(told, *lefts) if lefts else told
        if len(rights) > 1:
            whole = _pair(a[lefts[0]], block, "split")
            # The text that is one in the one version stands with the first of its parts.
            pairs.append(whole if right == rights[0] else replace(whole, a_part=(0, 0)))
        elif len(lefts) > 1:
            whole, *others = (_pair(a[left], block, "merged") for left in lefts)
            pairs += [whole, *(replace(one, b_part=(0, 0)) for one in others)]
        else:
            pairs.append(_pair(a[lefts[0]], block, "same") if lefts else _pair(None, block, "new"))
    pairs += [_pair(a[left], None, "deleted") for left in range(told + 1, len(a)) if left not in paired]
    return Comparison(tuple(pairs), by_address=True)


def _pair(a: Block | None, b: Block | None, change: str) -> Pair:
    part_a, part_b = ((0, len(block.text)) if block else (0, 0) for block in (a, b))
    return Pair(a, b, change, likeness=float(bool(a and b)), a_part=part_a, b_part=part_b)  # type: ignore[arg-type]


def _places(blocks: Sequence[Block], root: str) -> list[str]:
    """The path of each block below the place that is compared; of one that is there twice, only the first."""
    seen: set[str] = set()
    found = []
    for block in blocks:
        path = block.path[len(root) :].lstrip("/") if root and block.path.startswith(root) else block.path
        found.append("" if path in seen else path)
        seen.add(path)
    return found


def _groups(a: Sequence[Block], b: Sequence[Block], here: Sequence[str], there: Sequence[str]) -> Iterator[_Group]:
    """Positions that belong together. Counted blocks first, so that what stands under them follows."""
    renamed: dict[str, str] = {}
    counted_a, counted_b = _counted(here), _counted(there)
    for key, lefts in counted_a.items():
        rights = counted_b.get(key, [])
        if len(lefts) == len(rights) or len(lefts) * len(rights) > _LONGEST**2:
            groups: list[_Group] = [((left,), (right,)) for left, right in zip(lefts, rights, strict=False)]
        else:
            groups = _aligned(a, b, lefts, rights)
        for group in groups:
            renamed[here[group[0][0]]] = there[group[1][0]]
            yield group
    by_path = {path: position for position, path in enumerate(there) if path}
    taken = {position for positions in (*counted_a.values(),) for position in positions}
    counted = {position for positions in counted_b.values() for position in positions}
    for left, path in enumerate(here):
        if left in taken or not path:
            continue
        right = by_path.get(_renamed(path, renamed), -1)
        if right >= 0 and right not in counted:
            yield (left,), (right,)


def _counted(paths: Sequence[str]) -> dict[str, list[int]]:
    """The positions of the counted blocks of each sort in each container."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, path in enumerate(paths):
        container, _, leaf = path.rpartition("/")
        if match := _COUNTED.match(leaf):
            found[f"{container}/{match[0]}"].append(position)
    return found


def _renamed(path: str, renamed: dict[str, str]) -> str:
    """The path in the other version of what stands under a counted block: pp5(a) → pp4(a)."""
    for at in range(len(path) - 1, 0, -1):
        if path[at] in "/(" and path[:at] in renamed:
            return renamed[path[:at]] + path[at:]
    return path


def _aligned(a: Sequence[Block], b: Sequence[Block], lefts: Sequence[int], rights: Sequence[int]) -> list[_Group]:
    """The best way to pair two lists in order, one to one, two to one or one to two (dynamic programming)."""
    one, other = [_evidence(a[left]) for left in lefts], [_evidence(b[right]) for right in rights]
    long, wide = [len(a[left].text) + 1 for left in lefts], [len(b[right].text) + 1 for right in rights]
    ratio = sum(wide) / max(1, sum(long))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            ways = []
            for di, dj, cost in ((1, 1, 0.0), (2, 1, _JOINED), (1, 2, _JOINED), (1, 0, _ALONE), (0, 1, _ALONE)):
                if i >= di and j >= dj:
                    if di and dj:
                        cost += _fits(union(one[i - di : i]), union(other[j - dj : j]))
                        cost -= _LENGTH * abs(log(sum(long[i - di : i]) * ratio / sum(wide[j - dj : j])))
                    ways.append((best[i - di, j - dj][0] + cost, (di, dj)))
            if ways:
                best[i, j] = max(ways)
    groups: list[_Group] = []
    i, j = len(one), len(other)
    while i or j:
        di, dj = best[i, j][1]
        if di and dj:
            groups.append((tuple(lefts[i - di : i]), tuple(rights[j - dj : j])))
        i, j = i - di, j - dj
    return groups[::-1]


def _evidence(block: Block) -> frozenset[str]:
    """What a block says in every language."""
    return frozenset(_EVIDENCE.findall(block.text)).union(f"fn{mark.label}" for mark in block.footnotes)


def _fits(one: frozenset[str], other: frozenset[str]) -> float:
    if not one and not other:
        return _NEITHER
    shared = likeness(one, other)
    return _SHARED * shared if shared else _DIFFERENT
