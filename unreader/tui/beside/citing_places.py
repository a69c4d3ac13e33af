"""Which paragraphs of the library cite a text or a place in it, with which words, and what they say of it.

Where few citations have to be looked at they are found at once. Thousands of documents may cite one treaty: then
nothing is known at first, and `seek` finds it in small steps, between which keys are worked off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from unreader.library import Library, Reference, footnote_path
from unreader.library.known import Known, known
from unreader.model import Address, Citation

#: So many citations are looked at while a key waits: a few milliseconds.
AT_ONCE = 300
#: How many answers are kept.
_KEPT = 64


class Citing(Struct, frozen=True):
    """The paragraphs that cite one thing, in the order of the library, each with its citations of it.

    A footnote's citations are those of the paragraph that calls it. Of a text in several languages only the
    paragraph in the one being read counts. `numbers` has the position of each by its address without the language.
    """

    places: tuple[Address, ...]
    citations: tuple[Sequence[Citation], ...]
    numbers: Mapping[Address, int]


class _Asked(Struct, frozen=True):
    """What was asked, by one who reads a language: who cites a target (and pinpoint), who cites a place, what is known
    of a target from those who cite it."""

    what: Literal["target", "place", "known"]
    work: str
    path: str
    language: str


class CitingPlaces:
    """Answers, and remembers what was asked and is not known yet."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._citing: dict[_Asked, Citing] = {}
        self._known: dict[_Asked, Known] = {}
        self._callers: dict[Address, Mapping[str, str]] = {}
        self._wanted: dict[_Asked, None] = {}

    def forget(self) -> None:
        """The library has changed."""
        self._citing.clear()
        self._known.clear()
        self._callers.clear()
        self._wanted.clear()

    def of_target(self, work: str, pinpoint: str, language: str) -> Citing | None:
        """Who cites a target, with a pinpoint only that place in it; None if that is to be sought."""
        asked = _Asked("target", work, pinpoint, language)
        self._ask(asked, asked in self._citing)
        return self._citing.get(asked)

    def of_place(self, place: Address) -> Citing | None:
        """Who cites a place of the library or a place in it, those of whom it opens first; None if it is to be sought.

        The place's language is the one being read.
        """
        asked = _Asked("place", place.symbol, place.path, place.language)
        self._ask(asked, asked in self._citing)
        return self._citing.get(asked)

    def known(self, work: str, language: str) -> Known:
        """What is known of a text that the library has not; without what those say who cite it while that is sought."""
        asked = _Asked("known", work, "", language)
        self._ask(asked, asked in self._known)
        found = self._known.get(asked)
        return known(self._library, work, language, ()) if found is None else found

    @property
    def wanted(self) -> bool:
        """Whether something that was asked is to be sought."""
        return bool(self._wanted)

    def drop(self) -> None:
        """What was asked and is not known is not wanted any more."""
        self._wanted.clear()

    def seek(self) -> Iterator[None]:
        """Find what is wanted, in small steps; what is not wanted any more is given up."""
        while self._wanted:
            asked = next(iter(self._wanted))
            found: list[Reference] = []
            for some in self._steps(asked):
                found += some
                yield
                if asked not in self._wanted:
                    break
            else:
                yield from self._gather(asked, found)
                self._wanted.pop(asked, None)

    def _ask(self, asked: _Asked, answered: bool) -> None:
        """Find the answer at once if that is quick; else it is wanted."""
        if answered or asked in self._wanted:
            return
        if self._library.cost_of_citing(asked.work, asked.path) > AT_ONCE:
            self._wanted[asked] = None
            return
        for _step in self._gather(asked, [one for some in self._steps(asked) for one in some]):
            pass

    def _steps(self, asked: _Asked) -> Iterator[Sequence[Reference]]:
        if asked.what == "place":
            return self._library.each_cited_by(Address(asked.work, asked.path))
        return self._library.each_citing_same(asked.work, asked.path)

    def _gather(self, asked: _Asked, found: Sequence[Reference]) -> Iterator[None]:
        """Put references together by their paragraphs, or what they say of their target, and keep that."""
        if asked.what == "known":
            yield
            self._known[asked] = known(self._library, asked.work, asked.language, found)
            return
        if asked.what == "place":
            found = sorted(found, key=lambda reference: reference.citation.opens is None)
        places: dict[Address, dict[str, list[Citation]]] = {}
        for number, reference in enumerate(found):
            at = self._caller(replace(reference.at, language=reference.at.language or reference.language))
            places.setdefault(at.plain, {}).setdefault(at.language, []).append(reference.citation)
            if number % 100 == 99:
                yield
        chosen = [
            (replace(at, language=spoken), versions[spoken])
            for at, versions in places.items()
            for spoken in (asked.language if asked.language in versions else next(iter(versions)),)
        ]
        yield
        numbers = {at: number for number, at in enumerate(places)}
        self._citing[asked] = Citing(tuple(at for at, _ in chosen), tuple(those for _, those in chosen), numbers)
        while len(self._citing) > _KEPT:
            del self._citing[next(iter(self._citing))]

    def _caller(self, at: Address) -> Address:
        """The block that calls a footnote; any other block itself."""
        if not at.path.rpartition("/")[2].startswith("fn"):
            return at
        document = at.document
        if document not in self._callers:
            notes = self._library.paths(at.symbol, at.language)
            self._callers[document] = {
                footnote_path(block.path, mark.label, notes): block.path
                for block in self._library.document(at.symbol, at.language).blocks
                for mark in block.footnotes
            }
        return replace(at, path=self._callers[document].get(at.path, at.path))
