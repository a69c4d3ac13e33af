"""How an annotation finds its place again when the text of its document changes.

A `Place` is what the reader knows of a paragraph when it is annotated; an `Anchor` is what the annotation keeps of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal

from msgspec import Struct

from unreader.model import Block, Document, UnreaderError

#: Pairs of neighbouring characters, and how often.
Pairs = Counter[str]

AnchorState = Literal["kept", "renumbered", "edited", "ambiguous", "lost"]

#: Characters kept before and after the quotation.
CONTEXT = 32

_NUMBER = re.compile(r"^(?:\(?[0-9]{1,3}\)?[.、．]|\([a-z]{1,4}\))\s*")
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")


class SpanError(UnreaderError):
    """A span that a paragraph has not."""


class Place(Struct, frozen=True):
    """A paragraph as it stands when it is annotated.

    `text` is the block's own text, `before` and `after` the texts of its neighbours (as much as is at hand, CONTEXT
    characters are used), `version` tells one version of the document from another (the SHA-256 of its source),
    `language` that of the text.
    """

    text: str
    before: str = ""
    after: str = ""
    version: str = ""
    language: str = ""


class Anchor(Struct, frozen=True):
    """What an annotation keeps of its place, and whether it still stands there.

    `hash` is that of the whole paragraph (see `text_hash`), `before` and `after` are the characters around the
    quotation, `version` the version of the text. An anchor that is *edited* or *ambiguous* has the `candidates`
    (paths) that a person is to choose from; until then the annotation keeps its address.
    """

    state: AnchorState = "kept"
    hash: str = ""
    before: str = ""
    after: str = ""
    version: str = ""
    candidates: tuple[str, ...] = ()


def squeeze(text: str) -> str:
    """A text without blanks, invisible characters, differences of width and its own number."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", _NUMBER.sub("", text)))


def text_hash(text: str) -> str:
    """The hash of a paragraph's squeezed text: 32 hexadecimal digits."""
    return blake2b(squeeze(text).encode("utf-8", "replace"), digest_size=16).hexdigest()


def place_at(document: Document, path: str) -> Place | None:
    """The place of a block in a parsed document, or None if it has no such block."""
    for index, block in enumerate(document.blocks):
        if block.path == path:
            return place_of(document.blocks, index, version=document.source.sha256, language=document.language)
    return None


def place_of(blocks: Sequence[Block], index: int, *, version: str = "", language: str = "") -> Place:
    """The place of the block with this index."""
    before = blocks[index - 1].text if index else ""
    after = blocks[index + 1].text if index + 1 < len(blocks) else ""
    return Place(blocks[index].text, before, after, version, language)


def anchor_of(place: Place, start: int, end: int) -> Anchor:
    """The anchor of a span of a place, offsets in code points."""
    around_before = place.before + place.text[:start]
    around_after = place.text[end:] + place.after
    return Anchor("kept", text_hash(place.text), around_before[-CONTEXT:], around_after[:CONTEXT], place.version)


def span_of(text: str, words: str, where: str) -> tuple[int, int]:
    """Where words stand in a text, blanks aside. Raises SpanError, with `where`, if they stand there not just once."""
    found = spans_of(text, words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise SpanError(f"{where} has not the words {words!r}")
    places = ", ".join(f"{start}-{end}" for start, end in found)
    raise SpanError(f"{where} has the words {words!r} {len(found)} times: say which with --span {places}")


def spans_of(text: str, words: str) -> list[tuple[int, int]]:
    """Everywhere that words stand in a text, blanks aside; offsets in code points."""
    kept = [index for index, character in enumerate(text) if not character.isspace()]
    bare, wanted = "".join(text[index] for index in kept), "".join(words.split())
    found: list[tuple[int, int]] = []
    at = bare.find(wanted) if wanted else -1
    while at >= 0:
        found.append((kept[at], kept[at + len(wanted) - 1] + 1))
        at = bare.find(wanted, at + 1)
    return found


def pairs_of(text: str) -> Pairs:
    """The pairs of neighbouring characters of a squeezed text, and how often each stands there."""
    bare = squeeze(text)
    return Counter(bare[index : index + 2] for index in range(max(1, len(bare) - 1)))


def likeness_of(one: Pairs, other: Pairs) -> float:
    """Dice's coefficient: 1 for the same pairs of characters, 0 for none in common."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
