"""Annotations whose paragraph is another one than they were made on, carried on by the rules of their anchors.

That happens when a newer version of the rules gives a document other paths, or when its file was replaced by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from unreader.annotating import Annotation, Annotations
from unreader.annotating.anchors import AnchorState, text_hash
from unreader.library import Library
from unreader.model import UnreaderError


def adrift(library: Library, annotations: Annotations) -> tuple[Annotation, ...]:
    """The annotations that say they stand where they were made, on a paragraph that has another text now, or none.

    Those of documents that the library has not are left alone.
    """
    hashes: dict[tuple[str, str], Mapping[str, str]] = {}
    found = []
    for one in annotations.all():
        address = one.address
        entry = library.find_entry(address.symbol, address.language)
        settled = one.anchor.state not in ("kept", "renumbered") or not one.anchor.hash
        if settled or not address.path or entry is None or address.language not in ("", entry.language):
            continue
        key = (entry.symbol, entry.language)
        if key not in hashes:
            hashes[key] = _hashes(library, *key)
        if hashes[key] and hashes[key].get(address.path) != one.anchor.hash:
            found.append(one)
    return tuple(found)


def _hashes(library: Library, symbol: str, language: str) -> Mapping[str, str]:
    try:
        blocks = library.document(symbol, language).blocks
    except UnreaderError:
        return {}  # a file that cannot be read says nothing of its paragraphs
    return {block.path: text_hash(block.text) for block in blocks}


def follow(library: Library, annotations: Annotations) -> Mapping[AnchorState, int]:
    """Carry the annotations that are adrift on; how many stand how. Raises StoreError."""
    lost = adrift(library, annotations)
    ids = {one.id for one in lost}
    states: Counter[AnchorState] = Counter()
    for symbol, language in dict.fromkeys((one.address.symbol, one.address.language) for one in lost):
        found = annotations.carry_over(library.document(symbol, language))
        states.update(where.state for id_, where in found.items() if id_ in ids)
    return states
