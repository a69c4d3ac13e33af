"""Suggestions of topics for paragraphs, with the words that speak for them.

    suggest(document.blocks, symbol, document.language) -> suggestions in the order of the text

A topic's score in a paragraph is the sum of the weights of its words, each family of words counted once and words of
the topics below it too; from THRESHOLD on it is suggested. Stretches that a context takes out do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from unreader.annotating.lexicon import Lexicon, Word, lexicon
from unreader.model import Address, Block

#: The score from which a topic is suggested.
THRESHOLD = 1.0
#: How much each further family of words counts beside the strongest, so that scores stay comparable.
_FURTHER = 0.5

_SEPARATORS = {"zh": re.compile(r"[、；]"), "en": re.compile(r"[,;]")}
#: The learnt weight of a word for a topic, as a share of its own (1 where nothing was learnt).
Learnt = Callable[[str, str], float]


class Evidence(Struct, frozen=True):
    """A word that speaks for a topic: where it stands in the block's text, its weight, and its family's name."""

    text: str
    start: int
    end: int
    weight: float
    name: str = ""


class Suggestion(Struct, frozen=True):
    """A topic that a paragraph seems to belong to."""

    address: Address
    topic: str
    score: float
    evidence: tuple[Evidence, ...]


def may_be_tagged(block: Block, language: str) -> bool:
    """Whether a block is of a kind that may be tagged, and more than the name of a speaker or a lead-in."""
    return block.kind in lexicon(language).kinds and not _is_speaker(block)


def suggest(blocks: Iterable[Block], symbol: str, language: str, learnt: Learnt | None = None) -> Iterator[Suggestion]:
    """What the blocks of a document seem to be about, in their order; a topic before those below it."""
    words = lexicon(language)
    for block in blocks:
        if may_be_tagged(block, language):
            address = Address(symbol, block.path, language)
            found = score(block.text, language, words, learnt)
            yield from (Suggestion(address, topic, total, evidence) for topic, total, evidence in found)


def score(
    text: str, language: str, words: Lexicon, learnt: Learnt | None = None
) -> list[tuple[str, float, tuple[Evidence, ...]]]:
    """The topics that a text seems to belong to, with score and evidence; a topic before those below it."""
    hits: dict[str, list[Evidence]] = {}
    for topic in words.topics:
        found = list(_hits(topic, text, words, learnt))
        for name in _with_those_above(topic):
            hits.setdefault(name, []).extend(found)
    many = len(_SEPARATORS["zh" if language.startswith("zh") else "en"].findall(text)) + 1 >= words.list_items > 0
    suggested = []
    for topic in sorted(hits):
        evidence = _without_overlaps(hits[topic])
        total = _total(evidence)
        if many and len(evidence) == 1:
            total *= words.list_share
        if total >= THRESHOLD:
            suggested.append((topic, round(total, 3), evidence))
    return suggested


def _hits(topic: str, text: str, words: Lexicon, learnt: Learnt | None) -> Iterator[Evidence]:
    masked = _masked(text, topic, words)
    for word in words.words:
        if word.topic == topic:
            weight = word.weight * (learnt(topic, word.name) if learnt else 1.0)
            if weight:
                yield from _of_word(word, masked, text, weight)


def _of_word(word: Word, masked: str, text: str, weight: float) -> Iterator[Evidence]:
    for match in word.pattern.finditer(masked):
        yield Evidence(text[match.start() : match.end()], match.start(), match.end(), round(weight, 3), word.name)


def _masked(text: str, topic: str, words: Lexicon) -> str:
    """The text with what does not count for a topic blanked out, so that offsets stay."""
    for context in words.contexts:
        if not context.topics or topic.partition("/")[0] in context.topics:
            text = context.pattern.sub(lambda match: "\n" * len(match[0]), text)
    return text


def _total(evidence: Iterable[Evidence]) -> float:
    """The strongest word and a share of each further family; words that speak against it count in full."""
    strongest: dict[str, float] = {}
    for one in evidence:
        strongest[one.name] = max(one.weight, strongest.get(one.name, one.weight))
    positive = sorted((weight for weight in strongest.values() if weight > 0), reverse=True)
    against = sum(weight for weight in strongest.values() if weight < 0)
    return sum(positive[:1]) + _FURTHER * sum(positive[1:]) + against


def _without_overlaps(found: list[Evidence]) -> tuple[Evidence, ...]:
    """In the order of the text; of words that overlap the weightier, then the longer."""
    kept: list[Evidence] = []
    for one in sorted(found, key=lambda one: (-abs(one.weight), one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _with_those_above(topic: str) -> Iterator[str]:
    while topic:
        yield topic
        topic = topic.rpartition("/")[0]


def _is_speaker(block: Block) -> bool:
    """Whether an item is an entry of a list without numbers: a speaker, a row of a table."""
    return block.kind == "item" and bool(re.search(r"/i\d+$", block.path))
