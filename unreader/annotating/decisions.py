"""What a person decided about suggestions: accepted, rejected, "never for this word". They tune what is suggested next.

Kept in the store beside the annotations, so that a backup has them too, and counted apart: a suggestion that nobody
accepted is never shown as a tag. Accepting one is tagging (`Annotations.tag`) and telling it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb.table import Document as Record

from unreader.annotating.storage import JournalDB, open_store
from unreader.model import Address

if TYPE_CHECKING:
    from unreader.annotating.suggesting import Learnt, Suggestion

_PLACES, _WORDS = "suggestions_decided", "suggestion_words"
#: As many right decisions as a word has to its credit at first, and the share of right ones from which it counts in
#: full: one or two suggestions that were wrong say nothing of the word, three do.
_CREDIT, _GOOD = 4, 0.6


class Decisions:
    """The decisions in one annotations folder."""

    def __init__(self, store: Path | JournalDB) -> None:
        """Take a store that is open (`Annotations.decisions`), or open the one in a folder. Raises StoreError."""
        self._db = open_store(store) if isinstance(store, Path) else store

    def close(self) -> None:
        """Close the store; everything is on the disk already."""
        self._db.storage.close()

    def accept(self, suggestion: Suggestion) -> None:
        """The suggestion was right."""
        self._decide(suggestion, "accepted")

    def reject(self, suggestion: Suggestion) -> None:
        """The suggestion was wrong: it is not made again at this place."""
        self._decide(suggestion, "rejected")

    def never(self, topic: str, word: str) -> None:
        """A word (the name of its family) says nothing of this topic, anywhere."""
        with self._db.storage.transaction():
            counts = self._counts(topic, word)
            self._put(_WORDS, {**counts, "never": True}, {"topic": topic, "word": word})

    def withdraw(self, suggestion: Suggestion) -> None:
        """Nothing is decided about the suggestion any more; it is made again."""
        self._decide(suggestion, "")

    def is_rejected(self, address: Address, topic: str) -> bool:
        """Whether this suggestion was rejected here, or the topic above it was."""
        return _is_rejected(self.rejected(), address, topic)

    def still_made(self, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
        """Those of many suggestions that were not rejected, in their order."""
        rejected = self.rejected()
        return [one for one in suggestions if not _is_rejected(rejected, one.address, one.topic)]

    def rejected(self) -> set[tuple[str, str]]:
        """The address and the topic of each suggestion that was rejected."""
        return {(row["address"], row["topic"]) for row in self._rows(_PLACES) if row["decided"] == "rejected"}

    def counts(self) -> tuple[int, int]:
        """How many suggestions were accepted and rejected."""
        kinds = [row["decided"] for row in self._rows(_PLACES)]
        return kinds.count("accepted"), kinds.count("rejected")

    def learnt(self, topic: str, word: str) -> float:
        """The share of its weight that a word has by what was decided: 1 at first, 0 for never."""
        return _share_of(self._word_table().get((topic, word)))

    def tuning(self) -> Learnt:
        """`learnt` as it is now, read once: for the paragraphs of a whole document, and for another thread."""
        known = self._word_table()
        return lambda topic, word: _share_of(known.get((topic, word)))

    def _decide(self, suggestion: Suggestion, decided: str) -> None:
        place = {"address": str(suggestion.address.plain), "topic": suggestion.topic}
        with self._db.storage.transaction():
            before = next((row["decided"] for row in self._rows(_PLACES) if _same(row, place)), "")
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

    def _counts(self, topic: str, word: str) -> dict[str, Any]:
        known = self._word_table().get((topic, word), {})
        return {
            "accepted": known.get("accepted", 0),
            "rejected": known.get("rejected", 0),
            "never": bool(known.get("never")),
        }

    def _word_table(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {(row["topic"], row["word"]): row for row in self._rows(_WORDS)}

    def _rows(self, table: str) -> Iterable[dict[str, Any]]:
        return self._db.storage.read().get(table, {}).values()

    def _put(self, table: str, values: dict[str, Any], key: dict[str, str]) -> None:
        rows = self._db.storage.read().get(table, {})
        number = next((int(name) for name, row in rows.items() if _same(row, key)), None)
        if number is None:
            self._db.table(table).insert({**key, **values})
        else:
            self._db.table(table).upsert(Record({**key, **values}, doc_id=number))


def _share_of(known: dict[str, Any] | None) -> float:
    if known is None:
        return 1.0
    if known["never"]:
        return 0.0
    right, wrong = int(known["accepted"]), int(known["rejected"])
    return min(1.0, (right + _CREDIT) / (right + wrong + _CREDIT) / _GOOD)


def _is_rejected(rejected: set[tuple[str, str]], address: Address, topic: str) -> bool:
    place = str(address.plain)
    names = [topic]
    while "/" in names[-1]:
        names.append(names[-1].rpartition("/")[0])
    return any((place, name) in rejected for name in names)


def _same(row: dict[str, Any], key: dict[str, str]) -> bool:
    return all(row.get(name) == value for name, value in key.items())
