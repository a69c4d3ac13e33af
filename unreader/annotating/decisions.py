"""What a person decided about suggestions: accepted, rejected, "never for this word". They tune what is suggested next.

Kept in the store beside the annotations and undone with them, and counted apart: a suggestion that nobody accepted is
never shown as a tag. Accepting one is tagging (`Annotations.tag`) and telling it here, within one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from unreader.annotating.storage import JournalDB, put_row
from unreader.model import Address

if TYPE_CHECKING:
    from unreader.annotating.suggesting import Learnt, Suggestion

Row = dict[str, Any]
#: Begins a step of the history: (operation, address, detail).
Step = Callable[[str, Address | str, Iterable[str]], AbstractContextManager[None]]

_PLACES, _WORDS = "suggestions_decided", "suggestion_words"
#: The fields that say which row of a table it is. The id of a row in the history is its table and these fields.
_KEYS = {_PLACES: ("address", "topic"), _WORDS: ("topic", "word")}
_BETWEEN = "\t"
#: As many right decisions as a word has to its credit at first, and the share of right ones from which it counts in
#: full: one or two suggestions that were wrong say nothing of the word, three do.
_CREDIT, _GOOD = 4, 0.6


class Decisions:
    """The decisions of a store; `unreader.annotating.Annotations.decisions`. Each is one step of the history."""

    def __init__(self, db: JournalDB, step: Step, set_row: Callable[[str, Row | None], None]) -> None:
        """`step` and `set_row` are those of the annotations."""
        self._db = db
        self._step = step
        self._set = set_row

    def accept(self, suggestion: Suggestion) -> None:
        """The suggestion was right."""
        self._decide(suggestion, "accepted", "accept suggestion")

    def reject(self, suggestion: Suggestion) -> None:
        """The suggestion was wrong: it is not made again at this place."""
        self._decide(suggestion, "rejected", "dismiss suggestion")

    def never(self, topic: str, word: str) -> None:
        """A word (the name of its family) says nothing of this topic, anywhere."""
        with self._step("never suggest", "", (topic, word)):
            counts = self._counts(topic, word)
            self._put(_WORDS, {**counts, "never": True}, {"topic": topic, "word": word})

    def withdraw(self, suggestion: Suggestion) -> None:
        """Nothing is decided about the suggestion any more; it is made again."""
        self._decide(suggestion, "", "withdraw dismissal")

    def is_rejected(self, address: Address, topic: str) -> bool:
        """Whether this suggestion was rejected here, or the topic above it was."""
        return _is_rejected(self.rejected(), address, topic)

    def still_made(self, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
        """Those of many suggestions that were not rejected, in their order."""
        rejected = self.rejected()
        return [one for one in suggestions if not _is_rejected(rejected, one.address, one.topic)]

    def rejected(self) -> set[tuple[str, str]]:
        """The address and the topic of each suggestion that was rejected."""
        return {(row["address"], row["topic"]) for row in self._rows(_PLACES) if row.get("decided") == "rejected"}

    def counts(self) -> tuple[int, int]:
        """How many suggestions were accepted and rejected."""
        kinds = [row.get("decided") for row in self._rows(_PLACES)]
        return kinds.count("accepted"), kinds.count("rejected")

    def learnt(self, topic: str, word: str) -> float:
        """The share of its weight that a word has by what was decided: 1 at first, 0 for never."""
        return _share_of(self._word_table().get((topic, word)))

    def tuning(self) -> Learnt:
        """`learnt` as it is now, read once: for the paragraphs of a whole document, and for another thread."""
        known = self._word_table()
        return lambda topic, word: _share_of(known.get((topic, word)))

    # Rows, as the annotations' history asks for them and sets them.

    def row(self, id_: str) -> Row | None:
        """The row with this id."""
        return next((dict(row) for _, row in self._with_key(id_)), None)

    def set_row(self, id_: str, row: Row | None) -> None:
        """Set a row, or remove it (None)."""
        table = id_.partition(_BETWEEN)[0]
        put_row(self._db.table(table), next((key for key, _ in self._with_key(id_)), None), row)

    def _with_key(self, id_: str) -> list[tuple[int, Row]]:
        table, *values = id_.split(_BETWEEN, 2)
        key = dict(zip(_KEYS[table], values, strict=True))
        return [(number, row) for number, row in self._sound(table) if _same(row, key)]

    def _decide(self, suggestion: Suggestion, decided: str, operation: str) -> None:
        place = {"address": str(suggestion.address.plain), "topic": suggestion.topic}
        with self._step(operation, suggestion.address.plain, (suggestion.topic,)):
            before = next((row.get("decided", "") for row in self._rows(_PLACES) if _same(row, place)), "")
            if before == decided:
                return
            self._put(_PLACES, {"decided": decided}, place)
            for word in dict.fromkeys(one.name for one in suggestion.evidence):
                counts = self._counts(suggestion.topic, word)
                if decided:
                    counts[decided] += 1
                if before:
                    counts[before] = max(0, counts[before] - 1)
                self._put(_WORDS, counts, {"topic": suggestion.topic, "word": word})

    def _counts(self, topic: str, word: str) -> Row:
        known = self._word_table().get((topic, word), {})
        return {
            "accepted": known.get("accepted", 0),
            "rejected": known.get("rejected", 0),
            "never": bool(known.get("never")),
        }

    def _word_table(self) -> dict[tuple[str, str], Row]:
        return {(row["topic"], row["word"]): row for row in self._rows(_WORDS)}

    def _rows(self, table: str) -> Iterable[Row]:
        return [row for _, row in self._sound(table)]

    def _sound(self, table: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table by key, without those that hold no decision: they are kept as they are."""
        for key, row in self._db.storage.read().get(table, {}).items():
            if isinstance(row, dict) and all(type(row.get(name)) is str for name in _KEYS[table]):
                yield int(key), row

    def _put(self, table: str, values: Row, key: dict[str, str]) -> None:
        self._set(_BETWEEN.join((table, *(key[name] for name in _KEYS[table]))), {**key, **values})


def is_decision(id_: str) -> bool:
    """Whether an id of the history is that of a decision."""
    return id_.partition(_BETWEEN)[0] in _KEYS


def _share_of(known: Row | None) -> float:
    if known is None:
        return 1.0
    if known.get("never"):
        return 0.0
    right, wrong = int(known.get("accepted", 0)), int(known.get("rejected", 0))
    return min(1.0, (right + _CREDIT) / (right + wrong + _CREDIT) / _GOOD)


def _is_rejected(rejected: set[tuple[str, str]], address: Address, topic: str) -> bool:
    place = str(address.plain)
    names = [topic]
    while "/" in names[-1]:
        names.append(names[-1].rpartition("/")[0])
    return any((place, name) in rejected for name in names)


def _same(row: Row, key: dict[str, str]) -> bool:
    return all(row.get(name) == value for name, value in key.items())
