"""How well suggestions agree with what people tagged: precision, recall and F1 for each topic at the top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct


class Agreement(Struct, frozen=True):
    """Suggestions against tags for one topic; `missed` and `extra` are addresses in the order given."""

    topic: str
    both: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of the suggestions that people tagged too."""
        return _share(self.both, self.both + len(self.extra))

    @property
    def recall(self) -> float:
        """The share of the tags that were suggested too."""
        return _share(self.both, self.both + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.both, 2 * self.both + len(self.missed) + len(self.extra))


def agreement(
    tagged: Mapping[str, Iterable[str]], suggested: Mapping[str, Iterable[str]], topics: Iterable[str]
) -> tuple[Agreement, ...]:
    """Compare topics by address. A topic below another counts as the one at the top."""
    people, machine = _by_topic(tagged), _by_topic(suggested)
    return tuple(
        Agreement(
            topic,
            len([address for address in people.get(topic, ()) if address in machine.get(topic, {})]),
            tuple(address for address in people.get(topic, ()) if address not in machine.get(topic, {})),
            tuple(address for address in machine.get(topic, ()) if address not in people.get(topic, {})),
        )
        for topic in topics
    )


def _by_topic(topics: Mapping[str, Iterable[str]]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for address, names in topics.items():
        for name in names:
            found.setdefault(name.partition("/")[0], {})[address] = None
    return found


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
