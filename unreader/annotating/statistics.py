"""Counts of annotations: per topic, document and kind of paragraph, topics that stand together, what is untagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import TypeVar

from msgspec import Struct

from unreader.annotating.filters import Subject

Key = TypeVar("Key", str, tuple[str, str])


class Statistics(Struct, frozen=True):
    """Counts, the largest first. `topics` count an annotation for its topics and once for each topic above them."""

    annotations: int
    untagged: int
    noted: int
    topics: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    together: tuple[tuple[tuple[str, str], int], ...]


def statistics(subjects: Iterable[Subject]) -> Statistics:
    """Count annotations. Topics stand together when one paragraph has both, in one annotation or several."""
    topics: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    places: dict[str, set[str]] = {}
    total = untagged = noted = 0
    for subject in subjects:
        total += 1
        untagged += not subject.topics
        noted += bool(subject.note)
        documents[subject.address.symbol] += 1
        kinds[subject.kind or ("document" if not subject.address.path else "none")] += 1
        topics.update({name for topic in subject.topics for name in (topic, *_above(topic))})
        places.setdefault(str(subject.address.plain), set()).update(subject.topics)
    together: Counter[tuple[str, str]] = Counter()
    for found in places.values():
        together.update((one, other) for one, other in combinations(sorted(found), 2) if not _related(one, other))
    return Statistics(total, untagged, noted, _ranked(topics), _ranked(documents), _ranked(kinds), _ranked(together))


def _above(topic: str) -> Iterable[str]:
    while "/" in topic:
        topic = topic.rpartition("/")[0]
        yield topic


def _related(one: str, other: str) -> bool:
    return other.startswith(f"{one}/") or one.startswith(f"{other}/")


def _ranked(counts: Counter[Key]) -> tuple[tuple[Key, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
