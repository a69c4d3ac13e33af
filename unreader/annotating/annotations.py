"""Annotations of a library: topics and notes on paragraphs, spans and whole documents, kept in the store.

    with Annotations(library / "annotations") as annotations:
        annotations.tag(address, ["trafficking"], place)      # place: anchors.place_at(document, path)
        annotations.toggle(address, "cybercrime", place)      # True: tagged now
        annotations.note(address, "see also ...", place)      # "" removes the note
        annotations.at(address), .of_document("A/RES/78/229"), .by_topic("trafficking")
        annotations.undo(), annotations.redo(), annotations.history()
        annotations.refresh()                                 # poll: has another process changed something?

A change is on the disk when its call returns; it fails with StoreError and then has changed nothing. Queries are
answered from memory. Topics are not checked here: ask the codebook first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import gmtime, strftime
from types import TracebackType
from typing import Any

from unreader.annotating.anchors import Anchor, Place, anchor_of, place_of
from unreader.annotating.authors import system_author
from unreader.annotating.changing_rows import ChangingRows
from unreader.annotating.codebook_row import CODEBOOK, CodebookRow
from unreader.annotating.corrections import CitationCorrections, is_correction
from unreader.annotating.decisions import Decisions, is_decision
from unreader.annotating.history import Changed, History, Step
from unreader.annotating.lookup import TABLE, Lookup, is_below
from unreader.annotating.reanchoring import Found, reanchor
from unreader.annotating.records import Annotation, anchor_to_row, from_row, to_row
from unreader.annotating.storage import Problem, StoreError, open_store
from unreader.annotating.topic_notes import TopicNotes, is_topic_note
from unreader.model import Address, Document, UnreaderError
from unreader.settings import read_settings

Row = dict[str, Any]
#: Annotations that are given at once by whoever goes through all: a millisecond's work.
_AT_A_TIME = 200

Span = tuple[int, int]


class Annotations:
    """The annotations in one folder; see the module for the way it is used."""

    def __init__(self, folder: Path, *, author: str | None = None, clock: Callable[[], str] | None = None) -> None:
        """Open the store in `folder`, which need not exist: it is made with the first change. Raises StoreError.

        `author` is written into new annotations, else git's or the system's name. `clock` gives the time of a change.
        """
        self.folder = folder
        self._author = author
        self._clock = clock or _now
        self._db = open_store(folder)
        self._storage = self._db.storage
        self._table = self._db.table(TABLE)
        self._codebook = CodebookRow(self._db, folder / "topics.toml")
        self._rows = ChangingRows(self._table, lambda id_: self._index.key_of(id_), self._codebook)
        self._history = History(self._db, self._rows)
        self._step_before: dict[str, Row | None] | None = None
        self._index = Lookup(self._db.storage.read)
        self._storage.listen(self._changed)
        #: What people decided about citations, undone and done again with the rest.
        self.corrections = CitationCorrections(self._db, self.step, self._set, lambda: (self.author, self._clock()))
        #: Notes on topics, undone and done again with the rest.
        self.topic_notes = TopicNotes(self._db, self.step, self._set, lambda: (_new_id(), self.author, self._clock()))
        #: What people decided about suggestions, undone and done again with the rest.
        self.decisions = Decisions(self._db, self.step, self._set)
        self._rows.add(is_correction, self.corrections)
        self._rows.add(is_topic_note, self.topic_notes)
        self._rows.add(is_decision, self.decisions)
        with suppress(UnreaderError):  # in a folder that cannot be written it waits on
            self._codebook.settle()

    def __enter__(self) -> Annotations:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the journal into the base file if that is quick. Everything is on the disk already; never fails."""
        self._storage.close()

    def fold(self) -> None:
        """Fold the journal into the base file now. Raises StoreError; nothing is lost then."""
        self._storage.fold()

    # Changing.

    @property
    def author(self) -> str:
        """Who annotates: as given, else as the settings say, else git's name, else the system's."""
        if self._author is None:
            self._author = system_author(chosen=read_settings().words("author"))
        return self._author

    def tag(
        self, address: Address, topics: str | Iterable[str], place: Place | None = None, *, span: Span | None = None
    ) -> Annotation:
        """Add topics to a paragraph, or to the span (start, end) of its text; the annotation as it is then.

        A paragraph or span has one annotation, with its topics and its note together.
        """
        wanted = _topics(topics)
        address = _in_language(address, place)
        with self.step("tag", address, wanted):
            row = self._row_at(address, span) or self._new_row(address, place, span)
            missing = [topic for topic in wanted if topic not in row["topics"]]
            if missing:
                row = self._put({**row, "topics": [*row["topics"], *missing]})
        return from_row(row)

    def untag(
        self, address: Address, topics: str | Iterable[str] | None = None, *, span: Span | None = None
    ) -> tuple[str, ...]:
        """Take topics (None: all) from a paragraph or span; those it had. Without topics and note it is removed."""
        unwanted = None if topics is None else _topics(topics)
        removed: dict[str, None] = {}
        with self.step("untag", address, unwanted or ()):
            for row in self._rows_at(address, span):
                gone = [topic for topic in row["topics"] if unwanted is None or topic in unwanted]
                removed.update(dict.fromkeys(gone))
                if gone:
                    self._put({**row, "topics": [topic for topic in row["topics"] if topic not in gone]})
        return tuple(removed)

    def toggle(self, address: Address, topic: str, place: Place | None = None, *, span: Span | None = None) -> bool:
        """Tag with a topic, or take it away if it is there; whether it is there now."""
        address = _in_language(address, place)
        with self._storage.transaction():
            there = any(topic in row["topics"] for row in self._rows_at(address, span))
            if there:
                self.untag(address, topic, span=span)
            else:
                self.tag(address, topic, place, span=span)
        return not there

    def note(
        self, address: Address, text: str, place: Place | None = None, *, span: Span | None = None
    ) -> Annotation | None:
        """Write the note on a paragraph, span or document; "" removes it. The annotation, or None if none is left."""
        text = _storable(text)
        address = _in_language(address, place)
        with self.step("note" if text else "unnote", address):
            here = self._rows_at(address, span)
            row = here[0] if here else None
            for other in here[1:]:
                # Two that came to stand in one place: their notes were shown as one.
                if other["note"]:
                    self._put({**other, "note": ""})
            if row is None and text:
                row = self._new_row(address, place, span)
            if row is not None and row["note"] != text:
                row = self._put({**row, "note": text})
        return from_row(row) if row is not None and (row["topics"] or row["note"]) else None

    def delete(self, id: str) -> bool:
        """Remove an annotation; whether it was there."""
        with self._storage.transaction():
            row = self._rows.get(id)
            if row is None:
                return False
            with self.step("delete", Address.parse(row["address"]), row["topics"]):
                self._set(id, None)
        return True

    def add(self, annotations: Iterable[Annotation], operation: str, detail: Iterable[str] = ()) -> int:
        """Add annotations as they are, with their ids, from another store; those whose id is here are left out."""
        added = 0
        with self.step(operation, "", detail):
            for one in annotations:
                if self._rows.get(one.id) is None:
                    self._set(one.id, to_row(one))
                    added += 1
        return added

    @contextmanager
    def step(self, operation: str, address: Address | str = "", detail: Iterable[str] = ()) -> Iterator[None]:
        """Changes inside are one: one acknowledgement, one step of the history. All or, on an exception, none."""
        with self._changing():
            if self._step_before is not None:
                yield
                return
            self._step_before = {}
            try:
                yield
                before = self._step_before
                self._history.record(operation, str(address), detail, self.author, self._clock(), before)
            finally:
                self._step_before = None

    @contextmanager
    def watched(self, look: Callable[[], object]) -> Iterator[None]:
        """Have `look` called at every row that is changed inside. What it raises undoes the change under way."""
        self._rows.look = look
        try:
            yield
        finally:
            self._rows.look = bool

    def rename_topic(self, old: str, new: str) -> int:
        """Give all annotations with a topic, or one below it, the new name; how many. Merges where both are there."""
        with self.step("rename", "", (old, new)):
            return self.retag(self._below(old, new))

    def drop_topic(self, topic: str) -> int:
        """Take a topic and those below it from all annotations; how many had it."""
        with self.step("drop", "", (topic,)):
            return self.retag(self._below(topic, ""))

    def retag(self, topics: Mapping[str, str], ids: Collection[str] | None = None) -> int:
        """Put topics in the place of others ("": in none), on all annotations or those with these ids; how many.

        A step of its own, unless it is called within one.
        """
        changed = 0
        with self.step("retag", "", topics):
            for one in dict.fromkeys(found for topic in topics for found in self._index.keys_of_topic(topic)):
                row = self._rows.of_key(one)
                if row is None or (ids is not None and row["id"] not in ids):
                    continue
                others = dict.fromkeys(topics.get(topic, topic) for topic in row["topics"])
                if list(others) != row["topics"]:
                    self._put({**row, "topics": [topic for topic in others if topic]})
                    changed += 1
        return changed

    def change_codebook(self, before: str, text: str) -> None:
        """Give the codebook's file another text in the step under way: it is undone with it.

        Raises CodebookError, also where the file does not hold the text `before`.
        """
        self._codebook.expect(before)
        self._set(CODEBOOK, {"text": text})

    # When a text changes.

    def carry_over(self, new: Document, old: Document | None = None) -> dict[str, Found]:
        """Find the annotations of a document in its new text, and note what was found; by id.

        Those that are kept or renumbered stand there from now on; the others keep their address, and their anchor
        says what a person has to decide (`confirm`). With the `old` text at hand fewer questions remain. One step.
        """
        mine = [one for one in self.of_document(new.symbol) if _same_language(one.address.language, new.language)]
        found = reanchor(mine, new.blocks, old.blocks if old else None)
        places = {block.path: index for index, block in enumerate(new.blocks)}
        with self.step("carry over", new.symbol):
            for one in mine:
                row, where = self._rows.get(one.id), found[one.id]
                if row is None or not one.address.path:
                    continue
                if where.state in ("kept", "renumbered"):
                    index = places[where.path]
                    place = place_of(new.blocks, index, version=new.source.sha256, language=new.language)
                    address = Address(new.symbol, where.path)
                    moved = {**row, **_stand(address, place, where.span), "anchor": where.state}
                else:
                    moved = {**row, "anchor": where.state, "candidates": list(where.candidates)}
                if moved != row:
                    self._set(one.id, moved)
        return found

    def confirm(self, id: str, address: Address, place: Place, *, span: Span | None = None) -> Annotation | None:
        """A person says where an annotation stands; it takes its quotation from there. None if there is no such one."""
        with self.step("confirm", address):
            row = self._rows.get(id)
            if row is not None:
                row = self._put({**row, **_stand(address, place, span)})
        return None if row is None else from_row(row)

    def readdress(self, symbol: str, language: str, new_symbol: str, new_language: str) -> int:
        """Take the annotations of a document along when its symbol or language is corrected; how many. One step."""
        mine = [one for one in self.of_document(symbol) if _same_language(one.address.language, language)]
        with self.step("readdress", symbol, (new_symbol,)):
            for one in mine:
                row = self._rows.get(one.id)
                if row is not None:
                    address = str(Address(new_symbol, one.address.path))
                    self._put({**row, "address": address, "language": new_language})
            self.corrections.readdress(symbol, language, new_symbol, new_language)
        return len(mine)

    # Undoing.

    def undo(self) -> Step | None:
        """Undo the last change, of whichever run or process; what it was, or None if there is none."""
        with self._changing():
            return self._history.undo()

    def redo(self) -> Step | None:
        """Do the change again that was undone last; None if there is none."""
        with self._changing():
            return self._history.redo()

    def weight_of_undo(self) -> int:
        """About how many rows `undo` would change. Cheap."""
        return self._history.weight(self._history.head)

    def weight_of_redo(self) -> int:
        """About how many rows `redo` would change. Cheap."""
        return self._history.weight(self._history.after_head)

    def history(self, most: int = 0, before: int = 0) -> list[Step]:
        """Every change ever made, in order, or the last `most`, or the last before one; `undone` tells those that do
        not count now."""
        return self._history.steps(most, before)

    @property
    def newest_change(self) -> int:
        """The number of the step of the history that was made last, as far as this program knows; 0 for none."""
        return self._history.newest

    def changes_of(self, number: int, most: int = 0) -> tuple[Changed, ...]:
        """What a step of the history changed, annotation by annotation, or the first `most` of it.

        Raises KeyError for one that is not there.
        """
        return self._history.changes_of(number, most)

    def some_changed_since(self, number: int) -> Iterator[Sequence[Changed]]:
        """What `go_back` to a step would change, in small steps, of which many give nothing. Raises KeyError."""
        return self._history.some_changed_since(number)

    def changed_since(self, number: int) -> tuple[Changed, ...]:
        """What `go_back` to a step would change. Raises KeyError for a step that is not there."""
        return self._history.changed_since(number)

    def go_back(self, number: int) -> int:
        """Make everything as it was after a step of the history (0: before the first); how many annotations change.

        That is a step itself, which can be undone. Raises KeyError for a step that is not there.
        """
        with self.step("go back", "", (str(number),)):
            changed = self._history.changed_since(number)
            for one in changed:
                self._set(one.id, one.after)
        return len(changed)

    @property
    def left_as_edited(self) -> str:
        """What the last undo, redo or going back left as it is, since a person had edited it; "" for nothing."""
        return self._codebook.left

    # Asking.

    def at(self, address: Address) -> tuple[Annotation, ...]:
        """What is on this very block (or document), its spans too: the whole block first, then in order of the text."""
        found = self._index.annotations(self._index.keys_at(_plain(address)))
        mine = [annotation for annotation in found if _same_language(annotation.address.language, address.language)]
        return tuple(sorted(mine, key=lambda one: (not one.whole, one.start, one.end, one.created)))

    def of_document(self, symbol: str) -> tuple[Annotation, ...]:
        """All annotations of a document, in the order in which they were made."""
        return self._index.annotations(self._index.keys_of_document(symbol))

    def by_topic(self, topic: str) -> tuple[Annotation, ...]:
        """All annotations with a topic or one below it."""
        return self._index.annotations(self._index.keys_of_topic(topic))

    def to_review(self) -> tuple[Annotation, ...]:
        """Those whose text has changed so that a person has to say where they stand: edited, ambiguous, lost."""
        return self._index.annotations(self._index.keys_to_review())

    def all(self) -> tuple[Annotation, ...]:
        """All annotations, in the order in which they were made."""
        return self._index.annotations(self._index.keys())

    def some_at_a_time(self, document: str = "", topic: str = "") -> Iterator[tuple[Annotation, ...]]:
        """All annotations, or those of a document, or with a topic or one below it, some at a time, in their order.

        Between them other things can be done; what goes meanwhile is left out.
        """
        index = self._index
        if document:
            keys = index.keys_of_document(document)
        elif topic:
            keys = index.keys_of_topic(topic)
        else:
            keys = index.keys()
        keys.sort(key=int)
        for at in range(0, len(keys), _AT_A_TIME):
            yield self._index.annotations(keys[at : at + _AT_A_TIME])

    def get(self, id: str) -> Annotation | None:
        """The annotation with this id."""
        key = self._index.key_of(id)
        return None if key is None else next(iter(self._index.annotations((key,))), None)

    def __len__(self) -> int:
        return len(self._index.keys())

    def count(self, symbol: str) -> int:
        """How many annotations a document has."""
        return len(self.of_document(symbol))

    def topic_counts(self) -> dict[str, int]:
        """How many annotations have each topic itself (not those below it)."""
        return self._index.topic_counts()

    def refresh(self) -> bool:
        """Take in what other processes have changed; whether something was. Cheap enough to ask many times a second."""
        return self._storage.refresh()

    def recovered(self) -> tuple[str, ...]:
        """What had to be recovered, mended or brought forward in the store since it was opened, a line each."""
        return tuple(problem.message for problem in self._storage.problems)

    def problems(self) -> tuple[Problem, ...]:
        """What was recovered or set aside in the store, records that cannot be read, and evidence kept from before."""
        broken = [
            Problem("record", f"Annotation number {key} cannot be read: {fault}. It is kept as it is.", key)
            for key, fault in self._index.broken().items()
        ]
        told = {name for problem in self._storage.problems for name in problem.evidence.split(", ")}
        kept = sorted(path.name for path in self.folder.glob("annotations.*.damaged-*") if path.name not in told)
        before = [
            Problem("evidence", f"{name} was set aside earlier; delete it when it is not needed.", name)
            for name in kept
        ]
        others = (*self.corrections.problems(), *self.topic_notes.problems())
        return (*self._storage.problems, *broken, *others, *before)

    # Rows.

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction; a change of the codebook in it reaches its file when it is acknowledged."""
        outermost = not self._storage.in_transaction
        if outermost:
            self._codebook.left = ""
        with self._storage.transaction():
            yield
        if outermost:
            self._codebook.settle()

    def _rows_at(self, address: Address, span: Span | None) -> list[Row]:
        return [
            row
            for annotation in self.at(address)
            if annotation.span == span and (row := self._rows.get(annotation.id)) is not None
        ]

    def _below(self, old: str, new: str) -> dict[str, str]:
        """What becomes of a topic and those below it that annotations have, when it is renamed ("": dropped)."""
        used = [topic for topic in self._index.topic_counts() if is_below(topic, old)]
        return {topic: new + topic[len(old) :] if new else "" for topic in used}

    def _row_at(self, address: Address, span: Span | None) -> Row | None:
        return next(iter(self._rows_at(address, span)), None)

    def _new_row(self, address: Address, place: Place | None, span: Span | None) -> Row:
        now = self._clock()
        text = place.text if place else ""
        start, end = span or (0, len(text))
        if place and not 0 <= start < end <= len(text) and span is not None:
            raise StoreError(f"{address} has no characters {start} to {end}.")
        anchor = anchor_of(place, start, end) if place else Anchor()
        whole = span is None
        new = Annotation(
            _new_id(), address, (), "", _storable(text[start:end]), start, end, self.author, now, now, anchor, whole
        )
        return to_row(new)

    def _put(self, row: Row) -> Row:
        """Store a changed row; one with neither topics nor a note goes."""
        row = {**row, "modified": self._clock()}
        self._set(row["id"], row if row["topics"] or row["note"] else None)
        return row

    def _set(self, id_: str, row: Row | None) -> None:
        """Set a row within a step, which remembers what it was."""
        if self._step_before is None:
            raise RuntimeError("annotations are changed within a step")
        self._step_before.setdefault(id_, self._rows.get(id_))
        self._rows.set(id_, row)

    def _changed(self, table: str | None, key: str | None) -> None:
        if table is None:
            self._index = Lookup(self._storage.read)
        elif table == TABLE and key is not None:
            self._index.update(key)


def _stand(address: Address, place: Place, span: Span | None) -> Row:
    """The fields that say where an annotation stands."""
    start, end = span or (0, len(place.text))
    anchor = anchor_to_row(anchor_of(place, start, end))
    where = {"address": _plain(address), "quote": place.text[start:end], "start": start, "end": end}
    return {**where, "whole": span is None, **anchor}


def _now() -> str:
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())


def _new_id() -> str:
    """A random UUID (RFC 9562, version 4); the standard module costs more to import than the rest of this room."""
    digits = bytearray(os.urandom(16))
    digits[6] = digits[6] & 0x0F | 0x40
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _topics(topics: str | Iterable[str]) -> tuple[str, ...]:
    names = (topics,) if isinstance(topics, str) else tuple(topics)
    cleaned = tuple(dict.fromkeys(_storable(name.strip().strip("/")) for name in names))
    if not cleaned or not all(cleaned):
        raise StoreError("A topic needs a name.")
    return cleaned


def _plain(address: Address) -> str:
    return str(Address(address.symbol, address.path))


def _in_language(address: Address, place: Place | None) -> Address:
    """The address with the language of the text that is annotated, where it names none."""
    if address.language or place is None:
        return address
    return Address(address.symbol, address.path, place.language)


def _same_language(one: str, other: str) -> bool:
    return not one or not other or one == other


def _storable(text: str) -> str:
    """Text without the lone surrogates that a terminal or a file name can bring in, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
