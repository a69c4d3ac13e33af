"""What people decided about citations: that words cite nothing, or what they cite; kept in the annotations' store.

    annotations.corrections.reject(document, citation)
    annotations.corrections.give(document, citation, "A/RES/78/229", "para3")
    annotations.corrections.withdraw(document, citation)   # the rules' answer counts again
    library.correct_with(lambda: annotations.corrections)  # from now on the library's citations are the corrected ones

A decision is about certain words of a paragraph: it counts as long as the paragraph stands as it stood, wherever it
stands in the document, and never for other words. One whose paragraph has changed is kept and told, and not applied.
Each change is a step of the annotations' history.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from hashlib import blake2b
from typing import Any

from msgspec import Struct

from unreader.annotating.anchors import text_hash
from unreader.annotating.journal import Problem, StoreError, unreadable
from unreader.annotating.storage import JournalDB, put_row
from unreader.citing.correcting import Correction, given_target
from unreader.model import Address, Citation, Document

Row = dict[str, Any]
#: Begins a step of the history: (operation, address, detail).
Step = Callable[[str, Address | str, Iterable[str]], AbstractContextManager[None]]

_TABLE = "corrections"
_PREFIX = "correction:"
_TEXTS = (
    *("id", "address", "language", "quote", "hash", "decision", "target", "pinpoint"),
    *("found", "found_pinpoint", "found_rule", "author", "created"),
)
_DECISIONS = ("rejected", "target")


class CitationCorrection(Struct, frozen=True):
    """A decision as it is kept: the words (`quote`, offsets in code points) of the block at `address`, and what holds.

    `decision` is "rejected" or "target"; `found` is what the rules had found. `hash` is that of the whole paragraph.
    """

    id: str
    address: Address
    start: int
    end: int
    quote: str
    hash: str
    decision: str
    target: str
    pinpoint: str
    found: str
    found_pinpoint: str
    found_rule: str
    author: str
    created: str


class CitationCorrections:
    """The corrections of a store; `unreader.annotating.Annotations.corrections`."""

    def __init__(
        self,
        db: JournalDB,
        step: Step,
        set_row: Callable[[str, Row | None], None],
        signature: Callable[[], tuple[str, str]],
    ) -> None:
        """`step` and `set_row` are those of the annotations; `signature` gives the author and the time of a change."""
        self._db = db
        self._table = db.table(_TABLE)
        self._step = step
        self._set = set_row
        self._signature = signature
        self._known: dict[str, tuple[int, Row]] | None = None
        self._revision = 0
        db.storage.listen(self._changed)

    # Deciding.

    def reject(self, document: Document, citation: Citation) -> CitationCorrection:
        """These words cite nothing. `citation` is as the library gives it, corrected before or not."""
        return self._decide(document, citation, "rejected", "", "")

    def give(self, document: Document, citation: Citation, target: str, pinpoint: str = "") -> CitationCorrection:
        """These words cite this target, and in it this place. Raises CorrectionError for a target that can be none."""
        return self._decide(document, citation, "target", *given_target(target, pinpoint))

    def withdraw(self, document: Document, citation: Citation) -> bool:
        """Take back what was decided about these words; whether anything was."""
        made = self.about(document, citation)
        if made is None:
            return False
        with self._step("withdraw correction", Address(document.symbol, citation.block), (citation.quote,)):
            self._set(made.id, None)
        return True

    def readdress(self, symbol: str, language: str, new_symbol: str, new_language: str) -> None:
        """Take the corrections of a document along when its symbol or language is corrected."""
        moved = [one for one in self.of_document(symbol) if one.address.language in ("", language)]
        with self._step("readdress", symbol, (new_symbol,)):
            for one in moved:
                address = Address(new_symbol, one.address.path)
                if (row := self.row(one.id)) is not None:
                    new_id = _id(new_symbol, new_language, row)
                    self._set(one.id, None)
                    self._set(new_id, {**row, "id": new_id, "address": str(address), "language": new_language})

    # Asking.

    @property
    def revision(self) -> int:
        """A number that is another one after every change, here or in another process."""
        self._db.storage.refresh()
        return self._revision

    def all(self) -> tuple[CitationCorrection, ...]:
        """All corrections, in the order in which they were made."""
        rows = sorted(self._rows().values(), key=lambda found: found[0])
        return tuple(_correction(row) for _, row in rows)

    def of_document(self, symbol: str) -> tuple[CitationCorrection, ...]:
        """The corrections of a document, in the order in which they were made."""
        return tuple(one for one in self.all() if one.address.symbol == symbol)

    def documents(self) -> Collection[str]:
        """The symbols of the documents that have corrections."""
        return {one.address.symbol for one in self.all()}

    def on(self, document: Document) -> tuple[Correction, ...]:
        """The decisions that hold in this text, with the places at which their words stand in it now."""
        return tuple(found for _, found in self.standing(document) if found is not None)

    def standing(self, document: Document) -> tuple[tuple[CitationCorrection, Correction | None], ...]:
        """Every correction of a document with what it means in this text; None where its words do not stand in it."""
        mine = [
            one
            for one in self.all()
            if one.address.symbol in {document.symbol, *document.symbols}
            and one.address.language in ("", document.language)
        ]
        return tuple((one, _in_text(one, document)) for one in mine) if mine else ()

    def about(self, document: Document, citation: Citation) -> CitationCorrection | None:
        """What was decided about a citation, or None."""
        here = [
            (one, where)
            for one, where in self.standing(document)
            if where and where.block == citation.block and where.start < citation.end and citation.start < where.end
        ]
        exact = [pair for pair in here if (pair[1].start, pair[1].end) == (citation.start, citation.end)]
        found = _found(citation)[:2]
        as_found = [one for one, where in exact if (where.found, where.found_pinpoint) == found]
        if as_found or citation.decision is None:
            return as_found[0] if as_found else None
        # The rules give these words something else now than when the person decided.
        return (exact or here)[0][0] if len(exact or here) == 1 else None

    def problems(self) -> tuple[Problem, ...]:
        """The rows that hold no correction; they are kept as they are."""
        return unreadable(self._db.storage.read().get(_TABLE, {}), "Correction of a citation,", _fault_in)

    # Rows, as the annotations' history asks for them and sets them.

    def row(self, id_: str) -> Row | None:
        """The row with this id."""
        found = self._rows().get(id_)
        return None if found is None else dict(found[1])

    def set_row(self, id_: str, row: Row | None) -> None:
        """Set a row, or remove it (None)."""
        found = self._rows().get(id_)
        put_row(self._table, None if found is None else found[0], row)

    def _decide(
        self, document: Document, citation: Citation, decision: str, target: str, pinpoint: str
    ) -> CitationCorrection:
        block = next((one for one in document.blocks if one.path == citation.block), None)
        if block is None or not 0 <= citation.start < citation.end <= len(block.text):
            raise StoreError(
                f"{document.symbol}#{citation.block} has no characters {citation.start} to {citation.end}."
            )
        found = _found(citation)
        author, now = self._signature()
        row: Row = {
            "address": str(Address(document.symbol, citation.block)),
            "language": document.language,
            "start": citation.start,
            "end": citation.end,
            "quote": block.text[citation.start : citation.end],
            "hash": text_hash(block.text),
            "decision": decision,
            "target": target,
            "pinpoint": pinpoint,
            "found": found[0],
            "found_pinpoint": found[1],
            "found_rule": found[2],
            "author": author,
            "created": now,
        }
        made = self.about(document, citation)
        row = {"id": made.id if made else _id(document.symbol, document.language, row), **row}
        said = "reject citation" if decision == "rejected" else "correct citation"
        with self._step(said, Address(document.symbol, citation.block), (citation.quote, target)):
            self._set(row["id"], row)
        return _correction(row)

    def _rows(self) -> dict[str, tuple[int, Row]]:
        if self._known is None:
            raw = self._db.storage.read().get(_TABLE, {})
            self._known = {row["id"]: (int(key), row) for key, row in raw.items() if not _fault_in(row)}
        return self._known

    def _changed(self, table: str | None, key: str | None) -> None:
        if table in (None, _TABLE):
            self._known = None
            self._revision += 1


def is_correction(id_: str) -> bool:
    """Whether an id of the history is a correction's."""
    return id_.startswith(_PREFIX)


def _found(citation: Citation) -> tuple[str, str, str]:
    """What the rules had found, also of a citation about which a person has decided."""
    if citation.decision is not None:
        return citation.decision.target, citation.decision.pinpoint, citation.decision.rule
    return citation.target, citation.pinpoint, citation.rule


def _id(symbol: str, language: str, row: Row) -> str:
    """The id of the decision about one citation: another decision about the same takes its place."""
    about = [symbol, language, Address.parse(row["address"]).path, row["hash"], row["start"], row["end"]]
    about += [row["found"], row["found_pinpoint"]]
    return _PREFIX + blake2b("\0".join(map(str, about)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _in_text(one: CitationCorrection, document: Document) -> Correction | None:
    """The decision where its words stand in a text: its own paragraph, or the only other with the same text."""
    here = [block for block in document.blocks if block.path == one.address.path]
    same = [block for block in here if text_hash(block.text) == one.hash]
    if not same:
        same = [block for block in document.blocks if text_hash(block.text) == one.hash]
    if len(same) != 1:
        return None
    start = _start_of(one, same[0].text)
    if start is None:
        return None
    return Correction(
        block=same[0].path,
        start=start,
        end=start + len(one.quote),
        rejected=one.decision == "rejected",
        target=one.target,
        pinpoint=one.pinpoint,
        found=one.found,
        found_pinpoint=one.found_pinpoint,
        author=one.author,
        at=one.created,
    )


def _start_of(one: CitationCorrection, text: str) -> int | None:
    """Where the words stand in a paragraph that differs at most in blanks: where they stood, or the only such place."""
    if text.startswith(one.quote, one.start):
        return one.start
    return text.find(one.quote) if text.count(one.quote) == 1 else None


def _correction(row: Row) -> CitationCorrection:
    symbol, _, path = row["address"].partition("#")
    return CitationCorrection(
        row["id"],
        Address(symbol, path, row["language"]),
        row["start"],
        row["end"],
        row["quote"],
        row["hash"],
        row["decision"],
        row["target"],
        row["pinpoint"],
        row["found"],
        row["found_pinpoint"],
        row["found_rule"],
        row["author"],
        row["created"],
    )


def _fault_in(row: Any) -> str:
    """What is wrong with a row that should hold a correction; "" if nothing is."""
    return next(_faults(row), "")


def _faults(row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "it is no record"
        return
    yield from (f"its {name} is missing or of the wrong kind" for name in _TEXTS if type(row.get(name)) is not str)
    if type(row.get("start")) is not int or type(row.get("end")) is not int or not 0 <= row["start"] < row["end"]:
        yield "its span is not a span"
    if row.get("decision") not in _DECISIONS:
        yield "its decision is unknown"
    elif (row["decision"] == "target") != bool(row.get("target")):
        yield "its target does not go with its decision"
