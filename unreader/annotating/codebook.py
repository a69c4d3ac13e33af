"""The codebook: the topics that annotations are tagged with, in `topics.toml`, a file that people edit too.

    codebook = Codebook.open(folder / "topics.toml")
    codebook.topics                       # in tree order: a topic, then those below it
    codebook.require("persons")           # by id, letter, last part or name; CodebookError names the nearest
    codebook.add("corruption", names={"en": "Corruption"})
    codebook.rename("corruption", "integrity"); codebook.merge("integrity", "cybercrime"); codebook.delete("cybercrime")

Changes are made in the text of the file, section by section, so that comments and order stay as they are; the result
is read back before it takes the old one's place. Annotations are changed by `Annotations.rename_topic`, `drop_topic`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from unreader.annotating import durable
from unreader.annotating.topics_file import (
    CodebookError,
    Topic,
    Topics,
    checked_id,
    moved,
    read_topics,
    with_changed,
    with_topic,
    without,
)

__all__ = ["Codebook", "CodebookError", "Topic"]

_NEAR = 3
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
#: Letters that go on and back, undo and write a note in the tagging mode, unless a topic is given one of them.
_NOT_AT_FIRST = "jknu"

#: Signs and colours for topics that a person adds, in turn: narrow in every terminal, told apart by colour-blind eyes.
_SIGNS = "✦❖⚑✎⌘♢☍✜⌁⏃⌑♧⚲⌇✇⎔"
_COLOURS = ("#0072B2", "#CC6677", "#117733", "#882255", "#999933", "#332288", "#88CCEE", "#AA4499")


class Codebook:
    """The topics of one topics.toml."""

    def __init__(self, path: Path, text: str = "") -> None:
        """Take the text of a codebook; `open` reads it from the file. Raises CodebookError."""
        self.path = path
        self._text = text
        self._topics: Topics = read_topics(path, text)
        self._seen = durable.signature(path)

    @classmethod
    def open(cls, path: Path, *, fallback: Path | None = None) -> Codebook:
        """Read a codebook; where there is none, `fallback`, which is written to `path` with the first change."""
        for source in filter(None, (path, fallback)):
            try:
                text = source.read_text("utf-8")
            except FileNotFoundError:
                continue
            except (OSError, UnicodeDecodeError) as error:
                raise CodebookError(f"{source} cannot be read: {error}. Mend it or move it away.") from error
            return cls(path, text)
        return cls(path)

    @property
    def text(self) -> str:
        """The file's text as it is now: keep it to go back to with `restore`."""
        return self._text

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics: each followed by those below it, else in the order of the file."""
        return tuple(self._topics.values())

    def __contains__(self, path: str) -> bool:
        return path in self._topics

    def get(self, path: str) -> Topic | None:
        """The topic with this id."""
        return self._topics.get(path)

    def children(self, path: str = "") -> tuple[Topic, ...]:
        """The topics directly below one, or at the top."""
        return tuple(topic for topic in self._topics.values() if topic.parent == path)

    def below(self, path: str) -> tuple[Topic, ...]:
        """The topics below one, at any depth."""
        return tuple(topic for name, topic in self._topics.items() if name.startswith(f"{path}/"))

    def require(self, typed: str) -> Topic:
        """The topic that a person means: its id, a unique last part, a letter or a name. Raises CodebookError."""
        wanted = typed.strip().strip("/").casefold()
        if wanted in self._topics:
            return self._topics[wanted]
        for found in (
            [topic for topic in self.children() if topic.letter == wanted],
            [topic for topic in self.topics if topic.path.rpartition("/")[2].casefold() == wanted],
            [topic for topic in self.topics if wanted in (name.casefold() for name in topic.names.values())],
        ):
            if len(found) == 1:
                return found[0]
        raise CodebookError(self._unknown(typed))

    def refresh(self) -> bool:
        """Read the file again if it has changed on the disk; whether it had. On CodebookError the topics stay."""
        seen = durable.signature(self.path)
        if seen is None or seen == self._seen:
            return False
        self._seen = seen
        text = Codebook.open(self.path).text
        self._text, self._topics = text, read_topics(self.path, text)
        return True

    def draft(self) -> Codebook:
        """A copy whose changes are not written: for seeing what a change would come to. `restore` takes its text."""
        return _Draft(self.path, self._text)

    # Changing. Each writes the file; CodebookError leaves it as it was.

    def add(
        self,
        path: str,
        *,
        names: Mapping[str, str] | None = None,
        definitions: Mapping[str, str] | None = None,
        use: Mapping[str, str] | None = None,
        avoid: Mapping[str, str] | None = None,
        examples: Iterable[str] = (),
        letter: str = "",
        sign: str = "",
        colour: str = "",
    ) -> Topic:
        """Add a topic, and those above it that are missing. Letter, sign and colour are chosen where not given."""
        self.refresh()
        path = checked_id(path)
        if path in self._topics:
            raise CodebookError(f"The topic {path} is there already.")
        parent = path.rpartition("/")[0]
        if parent and parent not in self._topics:
            self.add(parent)
        topic = Topic(
            path,
            dict(names or {}),
            dict(definitions or {}),
            dict(use or {}),
            dict(avoid or {}),
            tuple(examples),
            letter or self._free_letter(path),
            sign or self._free_sign(),
            colour or self._free_colour(),
        )
        self._change(with_topic(self._text, topic), {**self._topics, path: topic})
        return self._topics[path]

    def edit(self, path: str, **facts: Any) -> Topic:
        """Give a topic other facts, named as the fields of `Topic`; its id is changed by `rename`."""
        self.refresh()
        topic = self._existing(path)
        changed = replace(topic, **facts)
        self._change(with_changed(self._text, topic, changed), {**self._topics, path: changed})
        return self._topics[path]

    def rename(self, old: str, new: str) -> Topic:
        """Give a topic, and those below it, a new id."""
        self.refresh()
        self._existing(old)
        new = checked_id(new)
        if new in self._topics or new.startswith(f"{old}/"):
            raise CodebookError(f"{old} cannot be renamed {new}: that id is taken; merge the two instead.")
        parent = new.rpartition("/")[0]
        if parent and parent not in self._topics:
            raise CodebookError(f"{old} cannot be renamed {new}: there is no topic {parent} to put it under.")
        self._change(*self._with_own_letters(*moved(self._text, self._topics, old, new), new))
        return self._topics[new]

    def merge(self, source: str, target: str) -> Topic:
        """Take a topic out in favour of another; topics below it go below the other, or out where that has the same."""
        self.refresh()
        self._existing(source)
        self._existing(target)
        if source == target or target.startswith(f"{source}/"):
            raise CodebookError(f"{source} cannot be merged into {target}.")
        taken = [topic.path for topic in self.below(source) if target + topic.path[len(source) :] in self._topics]
        text = without(self._text, {source, *taken})
        topics = _less(self._topics, {source, *taken})
        self._change(*self._with_own_letters(*moved(text, topics, source, target), target))
        return self._topics[target]

    def delete(self, path: str) -> tuple[Topic, ...]:
        """Take out a topic and those below it; what was taken out."""
        self.refresh()
        gone = (self._existing(path), *self.below(path))
        names = {topic.path for topic in gone}
        self._change(without(self._text, names), _less(self._topics, names))
        return gone

    def restore(self, text: str) -> None:
        """Go back to an earlier text of the file."""
        self._change(text, read_topics(self.path, text))

    def write_if_missing(self) -> None:
        """Write the file where there is none yet: the topics that come with the program become one's own."""
        if not self.path.exists():
            self._write(self._text)
            self._seen = durable.signature(self.path)

    # The file.

    def _change(self, text: str, expected: Mapping[str, Topic]) -> None:
        """Check that the new text means what is expected, and put it in the file's place."""
        try:
            found = read_topics(self.path, text)
        except CodebookError as error:
            raise CodebookError(f"Nothing was changed. {error}") from error
        if found != dict(expected):
            raise CodebookError(f"{self.path} is written in a way that cannot be changed from here: edit it by hand.")
        self._write(text)
        self._text, self._topics = text, found
        self._seen = durable.signature(self.path)

    def _write(self, text: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            durable.replace_file(self.path, text.encode("utf-8"))
        except OSError as error:
            raise CodebookError(f"{self.path} cannot be written: {error.strerror}. Nothing was changed.") from error

    def _existing(self, path: str) -> Topic:
        if path not in self._topics:
            raise CodebookError(self._unknown(path))
        return self._topics[path]

    def _unknown(self, typed: str) -> str:
        if not self._topics:
            return f"There is no topic {typed}: the codebook is empty. Make it with: unreader topics add {typed}"
        near = ", ".join(self.nearest(typed))
        return f"There is no topic {typed}. The nearest: {near}. Make it with: unreader topics add {typed}"

    def nearest(self, typed: str, count: int = _NEAR) -> tuple[str, ...]:
        """The ids of the topics that look most like what was typed, best first."""
        import difflib

        def likeness(topic: Topic) -> float:
            forms = (topic.path, topic.path.rpartition("/")[2], *topic.names.values())
            return max(difflib.SequenceMatcher(None, typed.casefold(), form.casefold()).ratio() for form in forms)

        return tuple(topic.path for topic in sorted(self.topics, key=likeness, reverse=True)[:count])

    def _with_own_letters(self, text: str, topics: Topics, new: str) -> tuple[str, Topics]:
        """Text and topics, with another letter for what now lies at or under `new` and shares its letter."""
        for path in [one for one in topics if one == new or one.startswith(f"{new}/")]:
            topic = topics[path]
            beside = {one.letter for one in topics.values() if one.parent == topic.parent and one.path != path}
            if topic.letter and topic.letter in beside and path not in self._topics:
                other = replace(topic, letter=self._free_letter(path, beside))
                text, topics = with_changed(text, topic, other), {**topics, path: other}
        return text, topics

    def _free_letter(self, path: str, taken: set[str] | None = None) -> str:
        if taken is None:
            taken = {topic.letter for topic in self.children(path.rpartition("/")[0])}
        wanted = [letter for letter in path.rpartition("/")[2].casefold() if letter.isascii() and letter.isalpha()]
        free = [letter for letter in [*wanted, *_ALPHABET] if letter not in taken]
        # A letter that tags with another topic already, or does something else while one tags, stays what it is.
        known = {topic.letter for topic in self._topics.values() if topic.path != path}
        best = (letter for letter in free if letter not in known and letter not in _NOT_AT_FIRST)
        return next(best, free[0] if free else "")

    def _free_sign(self) -> str:
        taken = {topic.sign for topic in self.topics}
        return next((sign for sign in _SIGNS if sign not in taken), "")

    def _free_colour(self) -> str:
        taken = {topic.colour.upper() for topic in self.topics}
        return next((one for one in _COLOURS if one not in taken), _COLOURS[len(self._topics) % len(_COLOURS)])


class _Draft(Codebook):
    """A codebook that stays in memory."""

    def refresh(self) -> bool:
        """Nothing changes it from outside."""
        return False

    def _write(self, text: str) -> None:
        """What is written is kept as `text`."""


def _less(topics: Topics, names: set[str]) -> Topics:
    return {name: topic for name, topic in topics.items() if name not in names}
