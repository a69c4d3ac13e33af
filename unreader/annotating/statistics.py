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


class Tally:
    """Counts annotations one by one. Topics stand together when a paragraph has both, in one annotation or several."""

    def __init__(self) -> None:
        self._topics: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._places: dict[str, set[str]] = {}
        self._total = self._untagged = self._noted = 0

    def add(self, subject: Subject) -> None:
        """Count one more."""
        self._total += 1
        self._untagged += not subject.topics
        self._noted += bool(subject.note)
        self._documents[subject.address.symbol] += 1
        self._kinds[subject.kind or ("document" if not subject.address.path else "none")] += 1
        self._topics.update({name for topic in subject.topics for name in (topic, *_above(topic))})
        self._places.setdefault(str(subject.address.plain), set()).update(subject.topics)

    def counts(self) -> Statistics:
        """What was counted."""
        together: Counter[tuple[str, str]] = Counter()
        for found in self._places.values():
            if len(found) > 1:
                together.update(
                    (one, other) for one, other in combinations(sorted(found), 2) if not _related(one, other)
                )
        return Statistics(
            self._total,
            self._untagged,
            self._noted,
            _ranked(self._topics),
            _ranked(self._documents),
            _ranked(self._kinds),
            _ranked(together),
        )


def statistics(subjects: Iterable[Subject]) -> Statistics:
    """Count annotations."""
    tally = Tally()
    for subject in subjects:
        tally.add(subject)
    return tally.counts()


def _above(topic: str) -> Iterable[str]:
    while "/" in topic:
        topic = topic.rpartition("/")[0]
        yield topic


def _related(one: str, other: str) -> bool:
    return other.startswith(f"{one}/") or one.startswith(f"{other}/")


def _ranked(counts: Counter[Key]) -> tuple[tuple[Key, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
