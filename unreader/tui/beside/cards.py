"""What belongs to one paragraph: a card for each thing that it cites, and for each place that cites it.

An address goes in; cards of plain facts come out, ready to be laid out. Nothing here draws. What a card takes from the
whole library (who else cites the same thing, what is known of it) is kept until `forget`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, overload

from msgspec import Struct
from msgspec.structs import replace

from unreader.breaking import cells
from unreader.library import Library, Reference, containers_of, footnote_path, pinpoint_of
from unreader.library.known import Known
from unreader.model import GIVEN, REJECTED, SAME_DOCUMENT, Address, Block, Citation, Document, is_within
from unreader.tui.beside.citing_places import Citing, CitingPlaces
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import meaning, place_words
from unreader.tui.rule_words import conflict_words, decided_words, found_words, rule_words
from unreader.tui.signs import CORRECTED, CardState
from unreader.wording import N_, _

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

#: What a text of the library is of the symbol under which it is cited.
RELATIONS = {
    "draft": N_("a draft of it"),
    "revised": N_("a revised draft of it"),
    "recommended": N_("the text that was recommended"),
    "annexed": N_("annexed there"),
    "adopted": N_("the text as adopted"),
}
VIA = {"context": N_("known from the context"), "ibid": N_("known from “ibid.”")}

#: How much of a whole text, and of another paragraph that cites the same, is shown at first: terminal cells.
OPENING_CELLS = 160
OTHER_CELLS = 130
#: How many of the other paragraphs are shown before one asks for all.
OTHERS_AT_FIRST = 2


class Passage(Struct, frozen=True):
    """A paragraph, or a part of one, as a card shows it: `marks` are the words that cite, as offsets into `text`."""

    at: Address
    label: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    depth: int = 0


class Words(Struct, frozen=True):
    """Words that cite, and the footnote in which they stand ("" in the paragraph itself)."""

    text: str
    note: str = ""


class Detail(Struct, frozen=True):
    """A line about how a target was known, and the place that it speaks of, if it speaks of one."""

    text: str
    place: Address | None = None


class Card(Struct, frozen=True):
    """One thing cited, or one place that cites.

    `place` is what Enter opens, None where there is nothing to open. `whole` says that `passages` are a title and
    opening lines, not the cited paragraph itself. `remarks` say in a line each how sure the target is, which stage
    the text is, what conflicts; `decided` what a person decided; `details` how the target was known. `facts` are what
    is known of a text that is not here; `url` is its web address.
    """

    key: str
    words: tuple[Words, ...]
    target: str
    meaning: str
    state: CardState
    place: Address | None = None
    whole: bool = True
    conflict: bool = False
    decided: str = ""
    title: str = ""
    passages: tuple[Passage, ...] = ()
    remarks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    url: str = ""
    others: Sequence[Passage] = ()
    seeking: bool = False
    citations: tuple[Citation, ...] = ()
    details: tuple[Detail, ...] = ()

    @property
    def spans(self) -> tuple[tuple[str, int, int], ...]:
        """Where its words stand: block, start, end."""
        return tuple((one.block, one.start, one.end) for one in self.citations)


#: Kinds of blocks that stand at the head of a text.
_HEADS = frozenset({"title", "heading", "meta"})


class CardMaker:
    """Makes the cards of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        #: Who cites what, and what of it is still to be sought.
        self.citing = CitingPlaces(library)
        self._documents: dict[tuple[str, str], Document] = {}

    def forget(self) -> None:
        """Drop what was kept: the library has changed."""
        self.citing.forget()
        self._documents.clear()

    # -- what it cites -----------------------------------------------------------------------------------------

    def cites(self, address: Address) -> tuple[Card, ...]:
        """A card for each thing that a block cites by itself or in its footnotes, in the order of the text.

        A name and its footnote that cite the same place are one card.
        """
        groups: dict[tuple[str, str], list[Reference]] = {}
        for reference in self._of_the_block(address):
            citation = reference.citation
            work = citation.target.partition("#")[0]
            key = (work, pinpoint_of(citation)) if work else ("", f"{citation.block}:{citation.start}")
            if citation.rule == REJECTED and citation.decision is not None and citation.decision.target:
                # What was rejected together is one card still, and can be brought back together.
                before = replace(citation, target=citation.decision.target, pinpoint=citation.decision.pinpoint)
                key = (f"{REJECTED} {before.target.partition('#')[0]}", pinpoint_of(before))
            groups.setdefault(key, []).append(reference)
        cards = [self._card(address, number, group) for number, group in enumerate(groups.values())]
        return tuple(cards)

    def _of_the_block(self, address: Address) -> list[Reference]:
        """References of the block alone: its items are blocks that are in focus by themselves."""
        notes = {
            footnote_path(address.path, mark.label, self._notes(address))
            for block in self._library.blocks_at(address)
            if block.path == address.path
            for mark in block.footnotes
        }
        return [
            reference
            for reference in self._library.cites(address)
            if reference.at.path == address.path or reference.at.path in notes
        ]

    def _card(self, here: Address, number: int, group: Sequence[Reference]) -> Card:
        citation = _surest([reference.citation for reference in group])
        work = citation.target.partition("#")[0]
        pinpoint = pinpoint_of(citation)
        if citation.target == SAME_DOCUMENT:
            work = here.symbol
            pinpoint = citation.pinpoint
        card = Card(
            key=f"card{number}",
            words=_words(here, group),
            target=work,
            meaning=meaning(work, pinpoint) if work else "",
            state=_state(citation),
            conflict=citation.conflict is not None,
            decided=_decided(citation),
            remarks=_remarks(citation),
            citations=tuple(one.citation for one in group),
            details=self._details(here, group),
        )
        if citation.opens is not None:
            return self._opening(card, here, Address.parse(citation.opens), pinpoint)
        if citation.stages:
            return self._other_stage(card, here, citation, pinpoint)
        return self._closed(card, here, citation, pinpoint)

    def _details(self, here: Address, group: Sequence[Reference]) -> tuple[Detail, ...]:
        """The rule of each citation of a card and the words that decided it, each said once."""
        said: dict[Detail, None] = {}
        for reference in group:
            citation = reference.citation
            rule = _("rule {name}: {words}").format(name=citation.rule, words=rule_words(citation.rule))
            said[Detail(rule)] = None
            if citation.decision is not None and citation.decision.rule:
                before = citation.decision.rule
                said[Detail(_("before: rule {name}: {words}").format(name=before, words=rule_words(before)))] = None
            if citation.antecedent is not None:
                span = citation.antecedent
                at = replace(here, path=span.block)
                block = self._block(at)
                words = block.text[span.start : span.end] if block else ""
                text = _("decided by “{words}” in {place}").format(
                    words=shortened(words, OTHER_CELLS), place=place_words(span.block)
                )
                said[Detail(text, at)] = None
        return tuple(said)

    def _opening(self, card: Card, here: Address, place: Address, pinpoint: str) -> Card:
        place = self._in_language(place, here.language)
        title, passages, whole = self._text_at(place)
        remarks = card.remarks
        if place.symbol not in self._symbols(card.target):
            relation = next(
                (one.relation for one in self._library.openings(card.target) if place.within(one.address)), ""
            )
            said = _(RELATIONS.get(relation, ""))
            where = meaning(place.symbol, "" if place.path == pinpoint else place.path)
            remarks = (_("in {place}, {what}").format(place=where, what=said) if said else where, *remarks)
        return replace(card, place=place, whole=whole, title=title, passages=passages, remarks=remarks)

    def _other_stage(self, card: Card, here: Address, citation: Citation, pinpoint: str) -> Card:
        stages = [self._in_language(Address.parse(stage), here.language) for stage in citation.stages]
        place = stages[0]
        title, passages, whole = self._text_at(place)
        remarks = list(card.remarks)
        for stage in stages:
            relation = next(
                (one.relation for one in self._library.openings(card.target) if stage.within(one.address)), ""
            )
            what = _(RELATIONS.get(relation, N_("another stage of it")))
            remarks.append(_("in {place}, {what}").format(place=meaning(stage.symbol, stage.path), what=what))
        facts, url = self._facts(card.target, here.language, title=False)
        return replace(
            card,
            state="stage",
            place=place,
            whole=whole,
            title=title,
            passages=passages,
            remarks=tuple(remarks),
            facts=facts,
            url=url,
        )

    def _closed(self, card: Card, here: Address, citation: Citation, pinpoint: str) -> Card:
        if not card.target:
            candidates = tuple(self._candidate(one, here) for one in citation.candidates)
            subject = (citation.subject,) if citation.subject and citation.rule != REJECTED else ()
            return replace(card, facts=(*subject, *candidates))
        facts, url = self._facts(card.target, here.language)
        citing = self.citing.of_target(card.target, pinpoint, here.language)
        others = _Others(self, citing, here) if citing is not None else ()
        return replace(card, facts=facts, url=url, others=others, seeking=citing is None)

    def _candidate(self, target: str, here: Address) -> str:
        title = self._known_of(target, here.language).title
        return f"{target}  {title}" if title else target

    def _facts(self, work: str, language: str, *, title: bool = True) -> tuple[tuple[str, ...], str]:
        """What is known of a text that is not here, a line each, and its web address."""
        facts = self._known_of(work, language)
        lines = [facts.title] if title and facts.title else []
        line = " · ".join(part for part in (facts.body, facts.date) if part)
        return (*lines, *((line,) if line else ())), facts.url or ""

    # -- who cites it ------------------------------------------------------------------------------------------

    def cited_by(self, address: Address) -> Sequence[Card] | None:
        """A card for each paragraph that cites this place or a place in it; of a heading, the text that it opens.

        Each is made when it is looked at. None while it is to be sought.
        """
        citing = self.citing.of_place(self._what_it_heads(address))
        return None if citing is None else _CitingCards(self, citing)

    def citing_card(self, number: int, at: Address, citations: Sequence[Citation]) -> Card:
        """The card of a paragraph that cites."""
        passage = self.passage(at, citations)
        direct = any(one.opens for one in citations)
        block = self._block(at)
        note = "" if any(one.block == at.path for one in citations) else citations[0].block.rpartition("/fn")[2]
        return Card(
            key=f"citing{number}",
            words=tuple(
                Words(quote, note.removeprefix("fn")) for quote in dict.fromkeys(one.quote for one in citations)
            ),
            target=at.symbol,
            meaning=meaning(at.symbol, at.path),
            state="opens" if direct else "stage",
            place=at,
            whole=False,
            passages=(replace(passage, label=block.label if block else ""),),
            remarks=() if direct else (_("cites another stage of this text"),),
        )

    def _what_it_heads(self, address: Address) -> Address:
        """The text that a heading opens, if it does: a report without chapters has headings further down, too."""
        container = replace(address, path=address.path.rpartition("/")[0])
        position = self._library.paths(address.symbol, address.language).get(address.path)
        blocks = self._document(address).blocks[: 0 if position is None else position + 1]
        if not blocks or blocks[-1].kind not in _HEADS:
            return address
        before = (block for block in reversed(blocks) if block.kind not in _HEADS)
        last = next(before, None)
        inside = last is not None and replace(address, path=last.path).within(container)
        return address if inside else container

    # -- texts -------------------------------------------------------------------------------------------------

    def _text_at(self, place: Address) -> tuple[str, tuple[Passage, ...], bool]:
        """Title, passages and whether this is a whole text: a place's paragraph in full, or how a text opens."""
        blocks = self._library.blocks_at(place)
        if any(block.path == place.path for block in blocks):
            return "", tuple(_passage_of(place, block) for block in blocks), False
        entry = self._library.find_entry(place.symbol, place.language)
        title = next((block.text for block in blocks if block.kind == "title"), "")
        if not title:
            title = next((block.text for block in blocks if block.kind == "heading"), "")
        if not place.path and entry is not None:
            title = entry.title
        # What the body says that recommends a text to another stands before the text, and does not open it.
        body = [
            block
            for block in blocks
            if block.kind in ("preambular", "operative", "paragraph", "item") and not block.path.startswith("ecosoc/")
        ]
        passages: list[Passage] = []
        room = OPENING_CELLS
        for block in body:
            if room <= 0:
                break
            passages.append(_passage_of(place, replace(block, text=shortened(block.text, room))))
            room -= cells(block.text)
        return title, tuple(passages), True

    def passage(self, at: Address, citations: Iterable[Citation]) -> Passage:
        """A paragraph with the words in it that cite."""
        block = self._block(at)
        if block is None:
            return Passage(at, "", "")
        marks = tuple((one.start, one.end) for one in citations if one.block == block.path)
        return Passage(at, block.label, block.text, marks)

    def _block(self, at: Address) -> Block | None:
        position = self._library.paths(at.symbol, at.language).get(at.path)
        if position is None:
            return None
        block = self._document(at).blocks[position]
        return block if block.path == at.path else None

    def _notes(self, at: Address) -> dict[str, int]:
        return self._library.paths(at.symbol, at.language)

    def _in_language(self, place: Address, language: str) -> Address:
        entry = self._library.find_entry(place.symbol, place.language or language)
        return replace(place, language=entry.language) if entry else place

    def _symbols(self, work: str) -> tuple[str, ...]:
        entry = self._library.find_entry(work)
        return entry.symbols if entry else (work,)

    # -- kept --------------------------------------------------------------------------------------------------

    def _known_of(self, work: str, language: str) -> Known:
        return self.citing.known(work, language)

    def _document(self, at: Address) -> Document:
        key = (at.symbol, at.language)
        return _kept(self._documents, key, lambda: self._library.document(*key))


class _Others(Sequence[Passage]):
    """The paragraphs that cite the same as one paragraph does, but it. Each is read when it is looked at."""

    def __init__(self, maker: CardMaker, citing: Citing, here: Address) -> None:
        self._maker = maker
        self._citing = citing
        self._without = citing.numbers.get(here.plain, len(citing.places))

    def __len__(self) -> int:
        return len(self._citing.places) - (self._without < len(self._citing.places))

    @overload
    def __getitem__(self, at: int) -> Passage: ...

    @overload
    def __getitem__(self, at: slice) -> list[Passage]: ...

    def __getitem__(self, at: int | slice) -> Passage | list[Passage]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        number += number >= self._without
        return self._maker.passage(self._citing.places[number], self._citing.citations[number])


class _CitingCards(Sequence[Card]):
    """The cards of those who cite a place. Each is made when it is looked at."""

    def __init__(self, maker: CardMaker, citing: Citing) -> None:
        self._maker = maker
        self._citing = citing
        self._made: dict[int, Card] = {}

    def __len__(self) -> int:
        return len(self._citing.places)

    @overload
    def __getitem__(self, at: int) -> Card: ...

    @overload
    def __getitem__(self, at: slice) -> list[Card]: ...

    def __getitem__(self, at: int | slice) -> Card | list[Card]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        if number not in self._made:
            place, citations = self._citing.places[number], self._citing.citations[number]
            self._made[number] = self._maker.citing_card(number, place, citations)
        return self._made[number]


def _kept(store: dict[_Key, _Value], key: _Key, make: Callable[[], _Value]) -> _Value:
    if key not in store:
        store[key] = make()
    return store[key]


def _surest(citations: Sequence[Citation]) -> Citation:
    """Of citations of one place, the one that opens, else the first with a conflict to tell, else the first."""
    return min(citations, key=lambda one: (one.opens is None, not one.stages, one.conflict is None))


def _state(citation: Citation) -> CardState:
    if citation.rule == REJECTED:
        return "rejected"
    if citation.state == "known" and citation.stages:
        return "stage"
    return citation.state


def _words(here: Address, group: Sequence[Reference]) -> tuple[Words, ...]:
    words = []
    for reference in group:
        name = reference.at.path.rpartition("/")[2]
        inside = reference.at.path == here.path
        words.append(Words(reference.citation.quote, "" if inside else name.removeprefix("fn")))
    return tuple(dict.fromkeys(words))


def _decided(citation: Citation) -> str:
    """What a person decided; "" if nobody did."""
    if citation.decision is None:
        return ""
    who, found = decided_words(citation.decision), found_words(citation.decision)
    if citation.rule == GIVEN:
        return _("{sign} corrected by {who}; {found}").format(sign=CORRECTED[0], who=who, found=found)
    return _("rejected by {who}: cites nothing; {found}").format(who=who, found=found)


def _remarks(citation: Citation) -> tuple[str, ...]:
    remarks = []
    if citation.via:
        remarks.append(_(VIA[citation.via]))
    if citation.symbols:
        remarks.append(_("together: {symbols}").format(symbols=", ".join(citation.symbols)))
    if citation.volumes:
        remarks.append(_("volumes {volumes}").format(volumes=", ".join(citation.volumes)))
    if citation.conflict is not None:
        remarks.append(conflict_words(citation))
    return tuple(remarks)


def _passage_of(place: Address, block: Block) -> Passage:
    depth = block.path.count("(") - place.path.count("(") if is_within(block.path, place.path) and place.path else 0
    return Passage(replace(place, path=block.path), block.label, block.text, depth=max(0, depth))


def around(passage: Passage, room: int) -> Passage:
    """The passage cut to `room` cells around the first words that cite."""
    text = passage.text
    if cells(text) <= room or not passage.marks:
        return replace(passage, text=shortened(text, room), marks=tuple(m for m in passage.marks if m[1] < room // 2))
    start = passage.marks[0][0]
    first = max(0, start - room // 4)
    cut = text[first:]
    head = "…" if first else ""
    short = head + shortened(cut, room - 1)
    shift = len(head) - first
    marks = tuple((a + shift, b + shift) for a, b in passage.marks if a >= first and b + shift < len(short))
    return replace(passage, text=short, marks=marks)


def containers(path: str) -> list[str]:
    """The containers around a path, outermost first."""
    return list(reversed(containers_of(path)))
