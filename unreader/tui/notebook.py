"""Tags and notes as the reader uses them: the annotations of the library and its topics, with trouble told in one line.

Opened after the first text is on the screen. A store or a codebook that cannot be read does not stop reading: the
trouble is kept in `trouble`, and changing anything raises it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from unreader.library import Library
from unreader.model import Address, Citation, Document, UnreaderError
from unreader.tui.document.paragraphs import Marked, MarkedSpan, Tag
from unreader.tui.page.topic_colours import Choice
from unreader.wording import N_, _, language

if TYPE_CHECKING:
    from unreader.annotating import Annotation, Annotations, Place, Step
    from unreader.annotating.codebook import Codebook
    from unreader.annotating.suggesting import Suggestion


#: Offsets of the first code point and after the last in the text of a block.
Span = tuple[int, int]


class NotebookError(UnreaderError):
    """Tags and notes cannot be kept on this text, or at all."""


#: The sign of a topic that has none of its own, or that the codebook has not.
_NO_SIGN = "⬩"
#: Letters for topics whose own another topic has: without those that go on and back, undo and write a note while one
#: tags.
_ALPHABET = "abcdefghilmopqrstvwxyz"


#: Bytes of a store that is read while keys wait: some hundredths of a second.
_SLOW = 4 << 20


class Opened(Struct, frozen=True):
    """The store and the codebook as they were read; None for one that could not be, and why."""

    annotations: Annotations | None
    codebook: Codebook | None
    trouble: str


class Notebook(Struct):
    """The annotations of a library."""

    library: Library
    trouble: str = N_("tags and notes are not open yet; try again")
    _annotations: Annotations | None = None
    _codebook: Codebook | None = None
    _choices: tuple[Choice, ...] = field(default=())
    _topics_trouble: str = ""
    _topics_seen: object = None
    _told: list[str] = field(default_factory=list)
    _adrift_here: int = 0
    _hashed: Document | None = None
    _hashes: dict[str, str] = field(default_factory=dict)
    #: What is suggested for the paragraphs of a document (symbol, language), by path; set where it is to be shown.
    suggested: Callable[[str, str], Mapping[str, Sequence[Suggestion]]] | None = None

    @property
    def folder(self) -> Path:
        """Where annotations are kept."""
        return self.library.root / "annotations"

    @property
    def opens_slowly(self) -> bool:
        """Whether the store is so large that keys would wait for it."""
        sizes = (self.folder / f"annotations.{kind}" for kind in ("json", "journal"))
        return sum(file.stat().st_size for file in sizes if file.is_file()) > _SLOW

    def read(self) -> Opened:
        """Read the store and the codebook. Never fails, and changes nothing here, so that it may run aside."""
        from unreader.annotating import Annotations
        from unreader.annotating.codebook import Codebook
        from unreader.library.home import seed_codebook

        trouble, codebook, annotations = "", None, None
        try:
            codebook = Codebook.open(self.folder / "topics.toml", fallback=seed_codebook())
        except UnreaderError as error:
            trouble = str(error)
        try:
            annotations = Annotations(self.folder)
            # Looking at every row closely takes its time, too.
            len(annotations)
        except UnreaderError as error:
            trouble = str(error)
        return Opened(annotations, codebook, trouble)

    def open(self, opened: Opened) -> None:
        """Take in what was read; see `trouble`."""
        self.trouble = opened.trouble
        if opened.codebook is not None:
            self._codebook = opened.codebook
            self._choices = tuple(_choices(opened.codebook))
        annotations = self._annotations = opened.annotations
        if annotations is not None:
            self.library.correct_with(lambda: annotations.corrections)

    def close(self) -> None:
        """Let go of the store. Everything is on the disk already."""
        if self._annotations is not None:
            self._annotations.close()

    # -- asking ------------------------------------------------------------------------------------------------

    def choices(self) -> tuple[Choice, ...]:
        """The topics that can be chosen."""
        return self._choices

    def on(self, address: Address) -> Marked:
        """What is on a block (or document) and on spans of it."""
        if self._annotations is None:
            return Marked()
        return self._marked(self._annotations.at(address))

    def at(self, address: Address, span: Span | None = None) -> Marked:
        """What is on this very block, or this very span of it, and on nothing else: for what changes just that."""
        if self._annotations is None:
            return Marked()
        topics: dict[str, None] = {}
        notes = []
        for annotation in self._annotations.at(address):
            if annotation.span == span:
                topics.update(dict.fromkeys(annotation.topics))
                notes += [annotation.note] if annotation.note else []
        return Marked(tuple(self._tag(topic) for topic in topics), "\n".join(notes))

    def in_document(self, symbol: str, language: str) -> dict[str, Marked]:
        """The tags and notes of a document by path."""
        if self._annotations is None:
            return {}
        by_path: dict[str, list[Annotation]] = {}
        for annotation in self._annotations.of_document(symbol):
            if not annotation.address.language or not language or annotation.address.language == language:
                by_path.setdefault(annotation.address.path, []).append(annotation)
        marked = {path: self._marked(found) for path, found in by_path.items()}
        adrift = self._adrift(symbol, language, by_path)
        self._adrift_here = sum(adrift.values())
        for path in adrift:
            spans = tuple(replace(span, stands=False) for span in marked[path].spans)
            marked[path] = replace(marked[path], spans=spans, review=True)
        for path, made in self.suggested(symbol, language).items() if self.suggested is not None else ():
            topics = tuple(self._tag(one.topic) for one in made)
            marked[path] = replace(marked.get(path, Marked()), suggested=topics)
        return marked

    def _adrift(self, symbol: str, language: str, by_path: Mapping[str, Sequence[Annotation]]) -> dict[str, int]:
        """The paths whose text is another one than was annotated, with how many annotations say they stand there."""
        from unreader.annotating.anchors import text_hash

        kept = {
            path: [one.anchor.hash for one in found if one.anchor.state in ("kept", "renumbered") and one.anchor.hash]
            for path, found in by_path.items()
            if path
        }
        if not any(kept.values()):
            return {}
        try:
            document = self.library.document(symbol, language)
        except UnreaderError:
            return {}
        if document is not self._hashed:
            self._hashed, self._hashes = document, {}
        texts = {block.path: block.text for block in document.blocks if kept.get(block.path)}
        for path, text in texts.items():
            if path not in self._hashes:
                self._hashes[path] = text_hash(text)
        counts = {path: sum(one != self._hashes.get(path) for one in hashes) for path, hashes in kept.items()}
        return {path: count for path, count in counts.items() if count}

    def counts(self) -> dict[str, int]:
        """How many annotations have each topic."""
        return self._annotations.topic_counts() if self._annotations is not None else {}

    def count(self, symbol: str) -> int:
        """How many annotations a document has."""
        return self._annotations.count(symbol) if self._annotations is not None else 0

    def total(self) -> int:
        """How many annotations there are."""
        return len(self._annotations) if self._annotations is not None else 0

    def topic_name(self, topic: str) -> str:
        """A topic's name for people."""
        return next((choice.name for choice in self._choices if choice.topic == topic), topic)

    def tags(self, topics: Iterable[str]) -> tuple[Tag, ...]:
        """Topics as they are shown."""
        return tuple(self._tag(topic) for topic in topics)

    def waiting(self) -> int:
        """How many annotations wait for a person to place them, with those of the text in view that changed."""
        return len(self._annotations.to_review()) + self._adrift_here if self._annotations is not None else 0

    def problems(self) -> list[str]:
        """What was found wrong with the store, a line each; not the evidence that is kept from before."""
        if self._annotations is None:
            return []
        return [problem.message for problem in self._annotations.problems() if problem.kind != "evidence"]

    # -- changing ----------------------------------------------------------------------------------------------

    def check(self, address: Address) -> None:
        """Raise NotebookError, with what to do, if nothing can be kept on this text."""
        if self.library.is_visited(address.symbol, address.language):
            entry = self.library.entry(address.symbol, address.language)
            raise NotebookError(
                _(
                    "{symbol} is read from a file and is not in the library, so nothing can be kept on it: "
                    "import {file} first"
                ).format(symbol=address.symbol, file=Path(entry.file).name)
            )
        if self._annotations is None:
            raise NotebookError(_(self.trouble))

    def toggle(self, address: Address, topic: str, span: Span | None = None) -> bool:
        """Set a topic on a block or span, or take it away; whether it is there now. Raises as `tag`."""
        annotations, place = self._place(address)
        return annotations.toggle(address, topic, place, span=span)

    def tag(self, address: Address, topics: Iterable[str], span: Span | None = None) -> None:
        """Set topics on a block or span; those that are there stay. Raises NotebookError or StoreError."""
        annotations, place = self._place(address)
        annotations.tag(address, topics, place, span=span)

    def untag(self, address: Address, topics: Iterable[str] | None = None, span: Span | None = None) -> tuple[str, ...]:
        """Take topics (None: all) from a block or span; those it had. Raises NotebookError or StoreError."""
        return self._open(address).untag(address, topics, span=span)

    def write(self, address: Address, note: str, span: Span | None = None) -> None:
        """Write the note on a block or span, on a citation's words, or (no path) on a document; "" removes it.

        Raises NotebookError or StoreError.
        """
        annotations, place = self._place(address)
        annotations.note(address, note, place, span=span)

    def topic_note(self, topic: str) -> str:
        """The note on a topic; "" for none."""
        found = self._annotations.topic_notes.at(topic) if self._annotations is not None else None
        return found.note if found is not None else ""

    def write_topic_note(self, topic: str, note: str) -> None:
        """Write the note on a topic; "" removes it. Raises NotebookError or StoreError."""
        self.parts()[0].topic_notes.write(topic, note)

    def as_one_step(self, operation: str, address: Address, detail: Iterable[str] = ()) -> AbstractContextManager[None]:
        """Changes inside are one step of the history, undone as one. Raises NotebookError or StoreError."""
        return self._open(address).step(operation, address.plain, detail)

    def reject(self, address: Address, citations: Sequence[Citation]) -> None:
        """These words cite nothing. One step. Raises NotebookError or StoreError."""
        annotations, document = self._open(address), self.library.document(address.symbol, address.language)
        with annotations.step("reject citation", address.plain, (one.quote for one in citations)):
            for one in citations:
                annotations.corrections.reject(document, one)

    def give_target(self, address: Address, citations: Sequence[Citation], target: str, pinpoint: str) -> None:
        """These words cite this target. One step. Raises NotebookError, CorrectionError or StoreError."""
        annotations, document = self._open(address), self.library.document(address.symbol, address.language)
        with annotations.step("correct citation", address.plain, (*(one.quote for one in citations), target)):
            for one in citations:
                annotations.corrections.give(document, one, target, pinpoint)

    def bring_back(self, address: Address, citations: Sequence[Citation]) -> None:
        """What the rules found counts again. One step. Raises NotebookError or StoreError."""
        annotations, document = self._open(address), self.library.document(address.symbol, address.language)
        with annotations.step("withdraw correction", address.plain, (one.quote for one in citations)):
            for one in citations:
                annotations.corrections.withdraw(document, one)

    def has_corrections(self) -> bool:
        """Whether anybody has decided anything about a citation."""
        return self._annotations is not None and bool(self._annotations.corrections.documents())

    def corrections_revision(self) -> int:
        """A number that is another one after every change of corrections."""
        return self._annotations.corrections.revision if self._annotations is not None else -1

    def weight_of_undo(self) -> int:
        """About how many rows `undo` would change."""
        return self._annotations.weight_of_undo() if self._annotations is not None else 0

    def weight_of_redo(self) -> int:
        """About how many rows `redo` would change."""
        return self._annotations.weight_of_redo() if self._annotations is not None else 0

    def undo(self) -> Step | None:
        """Undo the last change; None if there is none. Raises NotebookError or StoreError."""
        if self._annotations is None:
            raise NotebookError(_(self.trouble))
        return self._annotations.undo()

    def redo(self) -> Step | None:
        """Do again what was undone last; None if there is nothing. Raises NotebookError or StoreError."""
        if self._annotations is None:
            raise NotebookError(_(self.trouble))
        return self._annotations.redo()

    def left_as_edited(self) -> str:
        """What the last undo, redo or going back left alone, since a person had edited it; "" for nothing."""
        return self._annotations.left_as_edited if self._annotations is not None else ""

    def refresh(self) -> bool:
        """Take in what other programs, and editors, have changed; whether something was. Never fails; see `news`."""
        topics = self._refresh_topics()
        try:
            return (self._annotations is not None and self._annotations.refresh()) or topics
        except UnreaderError:
            return topics

    def news(self) -> list[str]:
        """Trouble with the store or the codebook that has not been told yet, a line each."""
        found = [*self.problems(), *([self._topics_trouble] if self._topics_trouble else [])]
        news = [one for one in found if one not in self._told]
        self._told = found
        return news

    def topics_changed(self) -> None:
        """Take in what was changed through the codebook itself."""
        if self._codebook is not None:
            self._choices = tuple(_choices(self._codebook))

    def _refresh_topics(self) -> bool:
        """Read the codebook again if its file has changed; whether the topics are other ones."""
        before, trouble = self._choices, self._topics_trouble
        try:
            if self._codebook is None:
                if not self._open_topics_again():
                    return False
            elif not self._codebook.refresh():
                return False
            self.topics_changed()
            self._topics_trouble = ""
        except UnreaderError as error:
            self._topics_trouble = str(error)
        return before != self._choices or trouble != self._topics_trouble

    def _open_topics_again(self) -> bool:
        """Open a codebook that could not be read, when its file has changed; whether it has. Raises CodebookError."""
        from unreader.annotating import durable
        from unreader.annotating.codebook import Codebook

        seen = durable.signature(self.folder / "topics.toml")
        if self._annotations is None or seen == self._topics_seen:
            return False
        self._topics_seen = seen
        self._codebook = Codebook.open(self.folder / "topics.toml")
        self.trouble = ""
        return True

    def parts(self) -> tuple[Annotations, Codebook]:
        """The annotations and the codebook, for the export. Raises NotebookError."""
        if self._annotations is None or self._codebook is None:
            raise NotebookError(_(self.trouble))
        return self._annotations, self._codebook

    def _open(self, address: Address) -> Annotations:
        self.check(address)
        if self._annotations is None:
            raise NotebookError(_(self.trouble))
        return self._annotations

    def _place(self, address: Address) -> tuple[Annotations, Place | None]:
        """The annotations, and the place as it stands now, None for a whole document."""
        from unreader.annotating import place_at

        annotations = self._open(address)
        return annotations, place_at(self.library.document(address.symbol, address.language), address.path)

    def _marked(self, annotations: Iterable[Annotation]) -> Marked:
        topics: dict[str, None] = {}
        notes, spans, review = [], [], False
        for annotation in annotations:
            stands = annotation.anchor.state in ("kept", "renumbered")
            review = review or not stands
            if annotation.span is not None:
                tags = tuple(self._tag(topic) for topic in annotation.topics)
                spans.append(MarkedSpan(*annotation.span, annotation.quote, tags, annotation.note, stands))
                continue
            topics.update(dict.fromkeys(annotation.topics))
            notes += [annotation.note] if annotation.note else []
        return Marked(tuple(self._tag(topic) for topic in topics), "\n".join(notes), tuple(spans), review)

    def _tag(self, topic: str) -> Tag:
        for choice in self._choices:
            if choice.topic == topic:
                return Tag(topic, choice.sign, choice.name, choice.style)
        return Tag(topic, _NO_SIGN, topic, "tag")


def _choices(codebook: Codebook) -> Iterator[Choice]:
    """The topics in the codebook's order, each with a letter of its own.

    A topic at the top has the codebook's letter, one below it too unless another has it already; then it has the first
    letter of its id that is free.
    """
    letters: dict[str, str] = {}
    for topic in sorted(codebook.topics, key=lambda topic: topic.path.count("/")):
        if topic.letter and topic.letter not in letters.values():
            letters[topic.path] = topic.letter
    for topic in codebook.topics:
        if topic.path not in letters:
            wanted = [*topic.path.rpartition("/")[2].casefold(), *_ALPHABET]
            free = (one for one in wanted if one in _ALPHABET and one not in letters.values())
            letters[topic.path] = next(free, "")
    for topic in codebook.topics:
        letter, sign = letters[topic.path], topic.sign or _NO_SIGN
        name, names = topic.name(language()), tuple(topic.names.values())
        yield Choice(topic.path, letter, sign, name, topic.colour or "tag", names)
