"""Suggestions of topics for the document in view: found aside, shown when they are switched on, decided one by one.

A suggestion is never a tag: accepting one is tagging, which is told here so that it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from unreader.model import Address, Document, UnreaderError
from unreader.tui.notebook import Notebook

if TYPE_CHECKING:
    from unreader.annotating.suggesting import Learnt, Suggestion

#: The suggestions of a document by path.
Found = Mapping[str, tuple["Suggestion", ...]]
_Key = tuple[str, str]


class Suggested:
    """`found` is called from another thread when the suggestions of a document are there."""

    def __init__(self, notebook: Notebook, found: Callable[[], object]) -> None:
        self._notebook = notebook
        self._tell = found
        self._found: dict[_Key, Found] = {}
        self._sought: set[_Key] = set()
        self._shown: dict[_Key, Found] = {}
        self.on = False

    def of(self, symbol: str, language: str) -> Found:
        """What is suggested for the paragraphs of a document and neither tagged nor dismissed; empty until found."""
        if not self.on or self._notebook.trouble:
            return {}
        key = (symbol, language)
        if key not in self._shown and (found := self._found_in(symbol, language)) is not None:
            self._shown[key] = found
        return self._shown.get(key, {})

    def forget(self) -> None:
        """Something was tagged, untagged or decided: what is still suggested is another question now."""
        self._shown.clear()

    def _found_in(self, symbol: str, language: str) -> Found | None:
        found = self._found.get((symbol, language))
        if found is None:
            self._seek(symbol, language)
            return None
        annotations, _codebook = self._notebook.parts()
        tagged: dict[str, list[str]] = {}
        for one in annotations.of_document(symbol):
            tagged.setdefault(one.address.path, []).extend(one.topics)
        made = annotations.decisions.still_made(one for several in found.values() for one in several)
        shown: dict[str, tuple[Suggestion, ...]] = {}
        for suggestion in _most_precise(made):
            path = suggestion.address.path
            if not any(_covers(topic, suggestion.topic) for topic in tagged.get(path, ())):
                shown[path] = (*shown.get(path, ()), suggestion)
        return shown

    def at(self, address: Address) -> tuple[Suggestion, ...]:
        """What is suggested for one paragraph."""
        return self.of(address.symbol, address.language).get(address.path, ())

    def dismissed_at(self, address: Address) -> tuple[Suggestion, ...]:
        """What would be suggested for one paragraph, had it not been dismissed."""
        if not self.on or self._notebook.trouble:
            return ()
        found = self._found.get((address.symbol, address.language), {}).get(address.path, ())
        made = self._notebook.parts()[0].decisions.still_made(found)
        return tuple(_most_precise([one for one in found if one not in made]))

    def accepted(self, suggestions: Iterable[Suggestion], topics: Iterable[str]) -> None:
        """A paragraph was tagged with topics: what was suggested of them was right. Raises StoreError."""
        names = tuple(topics)
        decisions = self._notebook.parts()[0].decisions
        for one in suggestions:
            if any(_covers(topic, one.topic) for topic in names):
                decisions.accept(one)

    def dismiss(self, suggestions: Sequence[Suggestion]) -> None:
        """These are not made again. One step. Raises StoreError."""
        self._decide(suggestions, self._notebook.parts()[0].decisions.reject, "dismiss suggestion")

    def bring_back(self, suggestions: Sequence[Suggestion]) -> None:
        """These are made again. One step. Raises StoreError."""
        self._decide(suggestions, self._notebook.parts()[0].decisions.withdraw, "withdraw dismissal")

    def _decide(self, suggestions: Sequence[Suggestion], decide: Callable[[Suggestion], None], operation: str) -> None:
        topics = [one.topic for one in suggestions]
        with self._notebook.parts()[0].step(operation, suggestions[0].address.plain, topics):
            for one in suggestions:
                decide(one)
        self.forget()
        for key in {(one.address.symbol, one.address.language) for one in suggestions}:
            # What was found stays in view until the words are weighed anew.
            self._seek(*key)

    def _seek(self, symbol: str, language: str) -> None:
        key = (symbol, language)
        if key in self._sought:
            return
        try:
            document = self._notebook.library.document(symbol, language)
        except UnreaderError:  # the text has gone: there is nothing to suggest for
            return
        self._sought.add(key)
        learnt = self._notebook.parts()[0].decisions.tuning()
        Thread(target=self._search, args=(key, document, learnt), name="unreader-suggestions", daemon=True).start()

    def _search(self, key: _Key, document: Document, learnt: Learnt) -> None:
        from unreader.annotating.suggesting import suggest

        found: dict[str, tuple[Suggestion, ...]] = {}
        for one in suggest(document.blocks, document.symbol, document.language, learnt):
            found[one.address.path] = (*found.get(one.address.path, ()), one)
        self._found[key] = found
        self._shown.pop(key, None)
        self._sought.discard(key)
        # The reader may have been left meanwhile.
        with suppress(RuntimeError):
            self._tell()


def _most_precise(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Without a topic where one below it is suggested for the same paragraph."""
    made = list(suggestions)
    below = {(one.address, above) for one in made for above in _above(one.topic)}
    return [one for one in made if (one.address, one.topic) not in below]


def _above(topic: str) -> list[str]:
    parts = topic.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _covers(tagged: str, suggested: str) -> bool:
    """Whether a tag says what was suggested, or more precisely, or as the topic above it."""
    return tagged == suggested or tagged.startswith(f"{suggested}/") or suggested.startswith(f"{tagged}/")
