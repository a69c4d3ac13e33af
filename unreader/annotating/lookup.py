"""The annotations in memory: looked up by key, id, address, document and topic."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from unreader.annotating.records import Annotation, fault_in, from_row
from unreader.annotating.storage import collector_at_rest

Row = dict[str, Any]

#: The table of the store that holds them.
TABLE = "annotations"
#: States of an anchor that a person has to look at.
TO_REVIEW = ("edited", "ambiguous", "lost")


class Lookup:
    """Knows where every annotation is. Annotations are built when they are asked for.

    A row is looked at closely only when its annotation is built; one that has a fault then is left out from there on.
    """

    def __init__(self, read: Callable[[], dict[str, dict[str, Row]]]) -> None:
        self._read = read
        self._known: dict[str, Row] = {}
        self._built: dict[str, Annotation] = {}
        self._broken: dict[str, str] = {}
        self._examined = False
        self._by_id: dict[str, str] = {}
        self._by_address: dict[str, list[str]] = {}
        self._by_document: dict[str, dict[str, None]] = {}
        self._by_topic: dict[str, dict[str, None]] = {}
        self._astray: dict[str, None] = {}
        with collector_at_rest():
            for key, row in self._rows().items():
                self._add(key, row)

    def update(self, key: str) -> None:
        """Follow a change of one row."""
        self._forget(key)
        row = self._rows().get(key)
        if row is not None:
            self._add(key, row)
            self._examined = self._examined and not fault_in(row)

    def annotations(self, keys: Collection[str]) -> tuple[Annotation, ...]:
        """The annotations with these keys, in the order in which they were made."""
        with collector_at_rest():
            for key in keys:
                if key not in self._built:
                    self._build(key)
        built = self._built
        return tuple(built[key] for key in sorted(keys, key=int) if key in built)

    def key_of(self, id_: str) -> str | None:
        """The key of the annotation with this id."""
        return self._by_id.get(id_)

    def keys(self) -> list[str]:
        """All keys."""
        self._examine()
        return list(self._known)

    def keys_at(self, address: str) -> list[str]:
        """The keys of what is at this very address."""
        return list(self._by_address.get(address, ()))

    def keys_of_document(self, symbol: str) -> list[str]:
        """The keys of a document's annotations."""
        return list(self._by_document.get(symbol, ()))

    def keys_of_topic(self, topic: str) -> list[str]:
        """The keys of the annotations with a topic or one below it."""
        keys: dict[str, None] = {}
        for name, members in list(self._by_topic.items()):
            if is_below(name, topic):
                keys.update(members)
        return list(keys)

    def keys_to_review(self) -> list[str]:
        """The keys of those whose place a person has to confirm, choose, or give up."""
        self._examine()
        return list(self._astray)

    def topic_counts(self) -> dict[str, int]:
        """How many annotations have each topic."""
        self._examine()
        return {topic: len(keys) for topic, keys in sorted(self._by_topic.items()) if keys}

    def broken(self) -> dict[str, str]:
        """What is wrong with the rows that cannot be used, by key."""
        self._examine()
        return dict(self._broken)

    def _examine(self) -> None:
        """Look at every row closely, once: what counts all has to leave out those with a fault."""
        if self._examined:
            return
        for key, row in list(self._known.items()):
            if key not in self._built and fault_in(row):
                self._forget(key)
                self._set_aside(key, row)
        self._examined = True

    def _rows(self) -> dict[str, Row]:
        return self._read().get(TABLE, {})

    def _add(self, key: str, row: Row) -> None:
        try:
            id_, address, topics = row["id"], row["address"], row["topics"]
            if not key.isdecimal() or id_ in self._by_id or type(address) is not str or type(id_) is not str:
                raise TypeError
            for topic in topics:
                members = self._by_topic.get(topic)
                if members is None:
                    members = self._by_topic[topic + ""] = {}
                members[key] = None
        except (KeyError, TypeError):
            self._set_aside(key, row)
            return
        self._known[key] = row
        self._by_id[id_] = key
        here = self._by_address.get(address)
        if here is None:
            self._by_address[address] = [key]
        else:
            here.append(key)
        state = row.get("anchor")
        if state != "kept" and state in TO_REVIEW:
            self._astray[key] = None
        symbol = address.partition("#")[0]
        members = self._by_document.get(symbol)
        if members is None:
            members = self._by_document[symbol] = {}
        members[key] = None

    def _build(self, key: str) -> None:
        row = self._known.get(key)
        if row is None:
            return
        if fault_in(row):
            self._forget(key)
            self._set_aside(key, row)
        else:
            self._built[key] = from_row(row)

    def _set_aside(self, key: str, row: Row) -> None:
        fault = fault_in(row)
        if not fault and not key.isdecimal():
            fault = "its number is not a number"
        if not fault:
            fault = f"it has the id of number {self._by_id[row['id']]}"
        self._broken[key] = fault
        for members in self._by_topic.values():
            members.pop(key, None)

    def _forget(self, key: str) -> None:
        self._broken.pop(key, None)
        self._built.pop(key, None)
        row = self._known.pop(key, None)
        if row is None:
            return
        self._astray.pop(key, None)
        address = row["address"]
        del self._by_id[row["id"]]
        self._by_address[address].remove(key)
        del self._by_document[address.partition("#")[0]][key]
        for topic in row["topics"]:
            self._by_topic[topic].pop(key, None)


def is_below(topic: str, above: str) -> bool:
    """Whether a topic is another one, or lies below it."""
    return topic == above or topic.startswith(f"{above}/")
