"""The stages of a text: which text became which, how that is known, and what changed at each step.

history_of(library, address) -> History: of a document, a draft in a report, a single paragraph. Known are the steps
that the catalogue tells, those that paragraphs of the library tell, and those that a person confirmed; texts that are
nearly the same are offered as probable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from unreader.comparing.aligning import Told
from unreader.comparing.compare import compare_places, quietly
from unreader.comparing.comparison import Comparison, Pair
from unreader.comparing.decisions import Decisions, read_decisions
from unreader.comparing.languages import RELATIONS
from unreader.comparing.similar import KINDS, Similar
from unreader.comparing.steps import relation_of, steps_in
from unreader.library import Library, Stage
from unreader.model import Address

#: Texts are probably stages of one text if so many of the paragraphs (0 to 1) are so like (0 to 1).
PROBABLE_SHARE, PROBABLE_LIKENESS = 0.6, 0.7
#: The source of a step that a person confirmed.
CONFIRMED = "confirmed by a person"
#: A shorter text says too little to be recognised by.
_FEWEST_PARAGRAPHS = 3
#: Paragraphs of a long text that are looked up to find probable stages.
_LOOKED_UP = 60

#: The outermost container that is a text of its own: a draft, a resolution or decision printed in a report.
_TEXT = re.compile(r"^(?:.*?/)?(?:draft\d+|decision\d+|res\d+_\d+|dec\d+_\d+)(?=/|\(|$)")


class StepTaken(Struct, frozen=True):
    """A stage, where the text or paragraph stands there in the library (None: nowhere), and what changed.

    `comparison` is that with the last stage before it that the library has; of a single paragraph `pairs` holds its
    own pairs alone. `before` is that last stage. `probable`: no document says so, a person is to confirm it; `before`
    is the text of which it may be a stage then, and `shared` says how many of its paragraphs are nearly the same, and
    of how many.
    """

    stage: Stage
    address: Address | None = None
    comparison: Comparison | None = None
    pairs: tuple[Pair, ...] = ()
    probable: bool = False
    before: Address | None = None
    shared: tuple[int, int] | None = None


class History(Struct, frozen=True):
    """The stages of the text at an address, the earliest first, and of the texts that the document contains."""

    address: Address
    stages: tuple[StepTaken, ...]
    texts: Mapping[Address, tuple[StepTaken, ...]] = field(default_factory=dict)


def history_of(library: Library, address: Address, similar: Similar | None = None, told: Told = quietly) -> History:
    """The stages of what stands at an address, which the library need not have (A/RES/79/188).

    With an index of similar paragraphs, probable stages are offered after the known ones. `told` is called now and
    then while the stages are compared; what it raises stops the work.
    """
    known = _Known(library, address)
    text = known.text_at(address)
    whole = not address.path or address.path == text.path
    chain = known.chain(text)
    steps = _taken(library, chain, told) if whole else _of_paragraph(library, chain, text, address, told)
    if similar is not None and library.has(text) and _is_one_text(library, text):
        steps = (*steps, *_probable(library, similar, text, chain, known.decisions, told))
    texts = {}
    if not address.path:
        inside = {stage.text for stage in known.stages() if stage.text.symbol == text.symbol and stage.text.path}
        places = library.paths(text.symbol) if library.has(Address(text.symbol)) else {}
        for one in sorted((one for one in inside if one.path in places), key=lambda one: places[one.path]):
            if _TEXT.match(one.path):
                texts[one] = _taken(library, known.chain(one), told)
    return History(address, steps, texts)


def text_around(library: Library, address: Address) -> Address:
    """The text that an address is in: what a report prints (a draft, say), a known stage, else the whole document."""
    inside = _TEXT.match(address.path)
    around = {stage.text for stage in library.stages(address) if address.within(stage.text)}
    found = {Address(address.symbol, inside[0] if inside else ""), *around}
    return replace(max(found, key=lambda one: len(one.path)), language=address.language)


def came_before(library: Library, one: Address, other: Address) -> bool:
    """Whether a text probably came before another: by the dates of the two, else by what they are on their way."""
    dates = [entry.date if (entry := library.find_entry(text.symbol)) else None for text in (one, other)]
    if dates[0] and dates[1] and dates[0] != dates[1]:
        return dates[0] < dates[1]
    first, second = (RELATIONS.index(relation_of(text)) for text in (one, other))
    return first < second


class _Known:
    """Everything that is known of stages around a text: grows from its symbol to what is named with it."""

    def __init__(self, library: Library, address: Address) -> None:
        self._library = library
        self.decisions: Decisions = read_decisions(library.root)
        self._edges: dict[tuple[Address, Address], tuple[Stage, Stage]] = {}
        self._alone: dict[Address, Stage] = {}
        entry = library.find_entry(address.symbol)
        self._symbol = entry.symbol if entry else address.symbol
        self._gather(self._symbol)

    def stages(self) -> Iterator[Stage]:
        """Every stage that is known here."""
        for pair in self._edges.values():
            yield from pair

    def text_at(self, address: Address) -> Address:
        """The text that an address is in: the innermost known stage around it, else the container that is a text."""
        here = Address(self._symbol, address.path)
        around = {stage.text for stage in self.stages() if here.within(stage.text)}
        inside = _TEXT.match(here.path)
        found = Address(here.symbol, inside[0]) if inside else Address(here.symbol)
        return max({found, *around}, key=lambda one: len(one.path))

    def chain(self, text: Address) -> tuple[Stage, ...]:
        """The stages that hang together with a text, in order."""
        linked = {text}
        grew = True
        while grew:
            before = len(linked)
            for one, other in self._edges:
                if one in linked or other in linked:
                    linked |= {one, other}
            grew = len(linked) > before
        if len(linked) == 1:
            return ()
        stages: dict[Address, Stage] = {}
        # A sentence that tells of a stage says more of it than a person's confirmation.
        told_first = sorted(self._edges.items(), key=lambda edge: edge[1][0].source == CONFIRMED)
        for (one, other), (earlier, later) in told_first:
            if one in linked:
                stages.setdefault(one, earlier)
                stages.setdefault(other, later)
        return tuple(_in_order(stages, [edge for edge in self._edges if edge[0] in linked]))

    def _gather(self, symbol: str) -> None:
        seen: set[str] = set()
        waiting = [symbol]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for stages in (*self._catalogued(name), *self._told(name)):
                for earlier, later in pairwise(stages):
                    if earlier.text != later.text:
                        self._edges.setdefault((earlier.text, later.text), (earlier, later))
                # What a report holds besides this text is not followed further.
                waiting += [stage.text.symbol for stage in stages if name == symbol or not stage.text.path]

    def _catalogued(self, symbol: str) -> Iterator[tuple[Stage, ...]]:
        for chain in self._library.catalogue.stages:
            if any(stage.text.symbol == symbol for stage in chain):
                yield chain
        for entry in self._library.catalogue.entries:
            for carried in entry.carries:
                if symbol in (carried.symbol, entry.symbol) and carried.relation != "annexed":
                    here = Address(entry.symbol, carried.at)
                    yield (
                        Stage(here, carried.relation, str(here), entry.date),
                        Stage(Address(carried.symbol), "adopted", "texts/catalogue.toml"),
                    )
        for pair in self.decisions.follows:
            if symbol in (pair[0].symbol, pair[1].symbol):
                yield tuple(Stage(text, relation_of(text), CONFIRMED) for text in pair)

    def _told(self, symbol: str) -> Iterator[tuple[Stage, ...]]:
        """The steps that the document with this symbol tells, and that paragraphs tell which cite it."""
        library = self._library
        entry = library.find_entry(symbol)
        places: dict[str, set[str] | None] = {entry.symbol: None} if entry else {}
        for reference in library.citing_same(symbol):
            paths = places.setdefault(reference.at.symbol, set())
            if paths is not None:
                paths.add(reference.at.path)
        for name, paths in places.items():
            document = library.document(name)
            blocks = [block for block in document.blocks if paths is None or block.path in paths]
            for steps in steps_in(document, blocks, library.citations(name)):
                yield steps.stages


def _is_one_text(library: Library, text: Address) -> bool:
    """Whether a place is a text that can have stages; a report as a whole is not, what it prints is."""
    entry = library.find_entry(text.symbol)
    return bool(text.path) or (entry is not None and entry.kind != "report")


def _in_order(stages: Mapping[Address, Stage], edges: Iterable[tuple[Address, Address]]) -> Iterator[Stage]:
    """The stages so that each stands after those it came from; where that does not decide, as they were found."""
    before: dict[Address, set[Address]] = {text: set() for text in stages}
    for earlier, later in edges:
        before[later].add(earlier)
    left = dict(stages)
    while left:
        ready = next((text for text in left if not before[text] & left.keys()), next(iter(left)))
        yield left.pop(ready)


def _taken(library: Library, chain: Iterable[Stage], told: Told) -> tuple[StepTaken, ...]:
    """The stages of a whole text, each compared with the last one before it that the library has."""
    steps = []
    last: Address | None = None
    for stage in chain:
        dated = _dated(library, stage)
        if not library.has(stage.text):
            steps.append(StepTaken(dated))
            continue
        comparison = compare_places(library, last, stage.text, told) if last is not None else None
        steps.append(StepTaken(dated, stage.text, comparison, before=last))
        last = stage.text
    return tuple(steps)


def _of_paragraph(
    library: Library, chain: tuple[Stage, ...], text: Address, paragraph: Address, told: Told
) -> tuple[StepTaken, ...]:
    """The stages of one paragraph, followed from where it was asked for to the later stages and to the earlier ones."""
    here = next((at for at, stage in enumerate(chain) if stage.text == text), None)
    if here is None:
        return ()
    paths: dict[int, tuple[str, ...]] = {here: tuple(block.path for block in library.blocks_at(paragraph))}
    pairs: dict[int, tuple[Pair, ...]] = {}
    before: dict[int, int] = {}
    last = here
    for at in range(here + 1, len(chain)):
        if library.has(chain[at].text):
            compared = compare_places(library, chain[last].text, chain[at].text, told).pairs
            pairs[at] = tuple(pair for pair in compared if pair.a and pair.a.path in paths[last])
            paths[at] = tuple(pair.b.path for pair in pairs[at] if pair.b)
            before[at] = last
            last = at
    last = here
    for at in range(here - 1, -1, -1):
        if library.has(chain[at].text):
            compared = compare_places(library, chain[at].text, chain[last].text, told).pairs
            pairs[last] = tuple(pair for pair in compared if pair.b and pair.b.path in paths[last])
            paths[at] = tuple(pair.a.path for pair in pairs[last] if pair.a)
            before[last] = at
            last = at
    places = {at: Address(chain[at].text.symbol, found[0]) for at, found in paths.items() if found}
    return tuple(
        StepTaken(
            _dated(library, stage),
            places.get(at),
            pairs=pairs.get(at, ()),
            before=places.get(before.get(at, -1)),
        )
        for at, stage in enumerate(chain)
    )


def _probable(
    library: Library, similar: Similar, text: Address, chain: Iterable[Stage], decisions: Decisions, told: Told
) -> tuple[StepTaken, ...]:
    """Texts whose paragraphs are nearly those of this one, and that nobody has said anything about."""
    blocks = [block for block in library.blocks_at(text) if block.kind in KINDS][:_LOOKED_UP]
    if len(blocks) < _FEWEST_PARAGRAPHS:
        return ()
    found: dict[Address, set[str]] = {}
    for block in blocks:
        told(0)
        for alike in similar.like(block.text, least=PROBABLE_LIKENESS, of=Address(text.symbol, block.path)):
            inside = _TEXT.match(alike.address.path)
            container = Address(alike.address.symbol, inside[0] if inside else "")
            found.setdefault(container, set()).add(block.path)
    known = {stage.text for stage in chain} | {text}
    probable = []
    for other, shared in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        spoken_of = (
            other in known or frozenset((text, other)) in decisions.unrelated or not _is_one_text(library, other)
        )
        if spoken_of or other.symbol == text.symbol or len(shared) < PROBABLE_SHARE * len(blocks):
            continue
        source = f"probable: {len(shared)} of {len(blocks)} paragraphs are nearly the same; not confirmed"
        stage = _dated(library, Stage(other, relation_of(other), source))
        earlier, later = (text, other) if came_before(library, text, other) else (other, text)
        compared = compare_places(library, earlier, later, told)
        told_by = (len(shared), len(blocks))
        probable.append(StepTaken(stage, other, compared, probable=True, before=text, shared=told_by))
    return tuple(probable)


def _dated(library: Library, stage: Stage) -> Stage:
    """The stage with the date of its document, where the library has one and nothing else is told."""
    entry = library.find_entry(stage.text.symbol)
    if stage.date or entry is None or not entry.date:
        return stage
    return replace(stage, date=entry.date)
