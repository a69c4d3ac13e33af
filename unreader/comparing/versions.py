"""Two language versions of one text, paired by address: UN paragraph numbers are the same in all languages."""

from __future__ import annotations

from collections.abc import Sequence

from unreader.comparing.comparison import Comparison, Pair
from unreader.model import Block


def pair_versions(a: Sequence[Block], b: Sequence[Block], a_root: str = "", b_root: str = "") -> Comparison:
    """Pair two versions by the paths of their blocks, below the places that are compared.

    A block that stands in both is told as *same* (the place, not the words); one that only one version has is *new*
    or *deleted*. A path that one version has several times pairs with none: no guess is made.
    """
    here, there = _by_path(a, a_root), _by_path(b, b_root)
    pairs = []
    for path, blocks in there.items():
        matched = here.get(path, [])
        if len(blocks) == len(matched) == 1:
            pairs.append(Pair(matched[0], blocks[0], "same", likeness=1.0))
        else:
            pairs += [Pair(one, None, "deleted") for one in matched]
            pairs += [Pair(None, one, "new") for one in blocks]
    only_here = [one for path, blocks in here.items() if path not in there for one in blocks]
    return Comparison((*pairs, *(Pair(one, None, "deleted") for one in only_here)), by_address=True)


def _by_path(blocks: Sequence[Block], root: str) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {}
    for block in blocks:
        path = block.path[len(root) :].lstrip("/") if root and block.path.startswith(root) else block.path
        found.setdefault(path, []).append(block)
    return found
