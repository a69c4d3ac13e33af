"""The table of authorities as data and as rows: everything the library cites, and what of it the library has not.

Counting goes through every citation of the library; it is done aside, in a thread with a library and a store of its
own, and what was counted is kept until a document or a correction changes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from unreader.library import Entry, Library, Reference
from unreader.library.authorities import Authority, authorities, missing
from unreader.model import Address, UnreaderError
from unreader.tui.beside.card_paragraphs import OpenPage
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.tui.place_words import meaning, place_words
from unreader.tui.signs import CONFLICT, CORRECTED, STATES, CardState
from unreader.wording import _, counted

Which = Literal["all", "missing"]
#: How many entries are shown at once; the last line offers the next ones.
PAGE = 1000
#: What a reader has to look at first.
_UNRESOLVED = {"unknown": 0, "ambiguous": 1}


class Tables(Struct, frozen=True):
    """Everything cited, most cited first; what of it is not here; what they were counted from."""

    all: tuple[Authority, ...]
    missing: tuple[Authority, ...]
    counted_from: object = None


class TableState(Struct):
    """How a person left the table: which one, unfolded where, at which row. `tables` is what was counted last."""

    which: Which = "all"
    unresolved_first: bool = False
    unfolded: set[str] = field(default_factory=set)
    shown: int = PAGE
    focus: object = None
    row: int = 0
    tables: Tables | None = None

    def entries(self) -> tuple[Authority, ...]:
        """The entries of the table that is shown, in its order."""
        if self.tables is None:
            return ()
        if self.which == "missing":
            return self.tables.missing
        if not self.unresolved_first:
            return self.tables.all
        last = len(_UNRESOLVED)
        return tuple(sorted(self.tables.all, key=lambda one: last if one.target else _UNRESOLVED.get(one.state, last)))


class CitingPlace(Struct, frozen=True):
    """The key of a citing place's row, and the payload of a click on it."""

    entry: str
    number: int


def count(root: Path, visited: Sequence[Entry], language: str, counted_from: object, *, corrected: bool) -> Tables:
    """Count what a library cites, with files that are only read. For a thread: nothing of the reader's is used."""
    library = Library(root)
    for entry in visited:
        with suppress(UnreaderError):
            library.visit(Path(entry.file), symbol=entry.symbol, language=entry.language)
    with ExitStack() as stack:
        if corrected:
            from unreader.annotating import Annotations

            annotations = stack.enter_context(Annotations(root / "annotations"))
            library.correct_with(lambda: annotations.corrections)
        return Tables(authorities(library, language), missing(library, language), counted_from)


def entry_key(entry: Authority) -> str:
    """What tells an entry from the others, also after counting anew."""
    return entry.target or f"“{entry.words}”"


def table_rows(state: TableState) -> list[Paragraph]:
    """The rows of the table: a head and a line of facts for each entry, the citing places of those unfolded."""
    rows: list[Paragraph] = []
    entries = state.entries()
    for entry in entries[: state.shown]:
        rows += _entry_rows(entry, first=not rows, unfolded=state.unfolded)
    if len(entries) > state.shown:
        more = _("… {n} more: Enter shows the next ones").format(n=len(entries) - state.shown)
        rows.append(Paragraph("more", more, "hint", space_before=1))
    if not rows:
        nothing = _("Nothing is cited.") if state.which == "all" else _("Everything that is cited is here.")
        rows.append(Paragraph("nothing", nothing, "hint", focusable=False))
    return rows


def _entry_rows(entry: Authority, *, first: bool, unfolded: Collection[str]) -> list[Paragraph]:
    key = entry_key(entry)
    work, _hash, inner = entry.target.partition("#")
    name = meaning(work, inner) if work else key
    text = f"{name}  {entry.title}" if entry.title else name
    rows = [
        Paragraph(
            key,
            text,
            "card-text",
            label=str(entry.count),
            marks=(Mark(0, len(name), "emphasis"),),
            space_before=0 if first else 1,
        ),
        _facts(entry, key),
    ]
    if key in unfolded:
        rows += [_place_row(key, number, reference) for number, reference in enumerate(entry.places)]
    return rows


def _facts(entry: Authority, key: str) -> Paragraph:
    state: CardState = "stage" if entry.state == "known" and entry.stages else entry.state
    sign, word = STATES[state]
    said = [f"{sign} {_(word)}"]
    if entry.candidates:
        said.append(_("one of {candidates}").format(candidates=", ".join(entry.candidates)))
    if entry.stages:
        stages = (meaning(one.symbol, one.path) for one in map(Address.parse, entry.stages))
        said.append(_("here: {stages}").format(stages="; ".join(stages)))
    said += [part for part in (entry.body, entry.date) if part]
    said.append(counted(entry.documents, _("in {n} document"), _("in {n} documents")))
    text = " · ".join(said)
    marks: tuple[Mark, ...] = ()
    if entry.url:
        # No mark before it, which would end the line where the address does not fit.
        before = f"{text}  "
        marks = (Mark(len(before), len(before) + len(entry.url), "link", OpenPage(entry.url)),)
        text = before + entry.url
    return Paragraph((key, "facts"), text, "card-meta", marks=marks, indent=2, focusable=False)


def _place_row(key: str, number: int, reference: Reference) -> Paragraph:
    citation = reference.citation
    state: CardState = "stage" if citation.state == "known" and citation.stages else citation.state
    signs = [STATES[state][0]]
    signs += [CONFLICT[0]] if citation.conflict is not None else []
    signs += [CORRECTED[0]] if citation.decision is not None else []
    place = meaning(reference.at.symbol, reference.at.path)
    pinpoint = f" ({place_words(citation.pinpoint)})" if citation.pinpoint else ""
    head = f"{''.join(signs)} {place}"
    return Paragraph(
        CitingPlace(key, number),
        f"{head}  {citation.quote}{pinpoint}",
        "card-meta",
        marks=(
            Mark(len(head) - len(place), len(head), "link", CitingPlace(key, number)),
            Mark(len(head) + 2, len(head) + 2 + len(citation.quote), "quote"),
        ),
        indent=4,
    )
