"""What a person decided about suggestions: accepted, rejected, "never for this word". They tune what is suggested next.

Kept in the store beside the annotations, so that a backup has them too, and counted apart: a suggestion that nobody
accepted is never shown as a tag. Accepting one is tagging (`Annotations.tag`) and telling it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tinydb.table import Document as Record

from unreader.annotating.storage import open_store
from unreader.annotating.suggesting import Suggestion
from unreader.model import Address

_PLACES, _WORDS = "suggestions_decided", "suggestion_words"
#: As many decisions as a word's own weight counts for against what was decided.
_TRUST = 4


class Decisions:
    """The decisions in one annotations folder."""

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`. Raises StoreError."""
        self._db = open_store(folder)

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

    def is_rejected(self, address: Address, topic: str) -> bool:
        """Whether this suggestion was rejected here, or the topic above it was."""
        rejected = self._rejected()
        names = [topic]
        while "/" in names[-1]:
            names.append(names[-1].rpartition("/")[0])
        return any((str(address.plain), name) in rejected for name in names)

    def counts(self) -> tuple[int, int]:
        """How many suggestions were accepted and rejected."""
        kinds = [row["decided"] for row in self._rows(_PLACES)]
        return kinds.count("accepted"), kinds.count("rejected")

    def learnt(self, topic: str, word: str) -> float:
        """The share of its weight that a word has by what was decided: 1 at first, 0 for never."""
        known = self._word_table().get((topic, word))
        if known is None:
            return 1.0
        if known["never"]:
            return 0.0
        right, wrong = int(known["accepted"]), int(known["rejected"])
        return (right + _TRUST) / (right + wrong + _TRUST)

    def _decide(self, suggestion: Suggestion, decided: str) -> None:
        place = {"address": str(suggestion.address.plain), "topic": suggestion.topic}
        with self._db.storage.transaction():
            before = next((row["decided"] for row in self._rows(_PLACES) if _same(row, place)), "")
            if before == decided:
                return
            self._put(_PLACES, {"decided": decided}, place)
            for word in dict.fromkeys(one.name for one in suggestion.evidence):
                counts = self._counts(suggestion.topic, word)
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

    def _rejected(self) -> set[tuple[str, str]]:
        return {(row["address"], row["topic"]) for row in self._rows(_PLACES) if row["decided"] == "rejected"}

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


def _same(row: dict[str, Any], key: dict[str, str]) -> bool:
    return all(row.get(name) == value for name, value in key.items())
