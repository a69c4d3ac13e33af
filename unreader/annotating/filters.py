"""Filters as people type them: `trafficking and not cybercrime cites:A/RES/70/1 kind:operative note:"..."`.

A filter is read once into a function that says of a subject (an annotation, or a paragraph of the text) whether it is
meant. Terms side by side must all hold; `and`, `or`, `not` and parentheses as everywhere. A word is a topic or one
below it, words in quotation marks are text. Errors are FilterError and point at the word that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from operator import attrgetter
from typing import Protocol, get_args

from msgspec import Struct

from unreader.model import Address, BlockKind, UnreaderError, is_within

#: Says what is meant by a topic as typed; raises an UnreaderError for one that is not there.
TopicOf = Callable[[str], str]
Test = Callable[["Subject"], bool]


class FilterError(UnreaderError):
    """A filter that cannot be read."""

    status = 2


class Subject(Protocol):
    """What a filter asks of an annotation or a paragraph. `kind` and `cited` are only asked for where they are needed.

    `cited` are the targets with their pinpoints (A/RES/70/1, UNTS/2349/42146#art57) and the addresses that open.
    """

    @property
    def address(self) -> Address:
        """Where it stands."""
        ...

    @property
    def topics(self) -> Sequence[str]:
        """Its topics."""
        ...

    @property
    def note(self) -> str:
        """Its note."""
        ...

    @property
    def text(self) -> str:
        """The annotated words, or the paragraph's."""
        ...

    @property
    def author(self) -> str:
        """Who made it."""
        ...

    @property
    def created(self) -> str:
        """When it was made, ISO 8601."""
        ...

    @property
    def modified(self) -> str:
        """When it was changed last, ISO 8601."""
        ...

    @property
    def language(self) -> str:
        """The language of the text."""
        ...

    @property
    def anchor(self) -> str:
        """The state of its anchor."""
        ...

    @property
    def kind(self) -> str:
        """The kind of the block."""
        ...

    @property
    def cited(self) -> Sequence[str]:
        """What the place cites."""
        ...


class Filter(Struct, frozen=True):
    """A filter: as it was typed, and as a function."""

    text: str
    test: Test

    def __call__(self, subject: Subject) -> bool:
        """Whether this subject is meant."""
        return self.test(subject)


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<paren>[()（）])
      | (?P<operator>and|or|not)(?=[\s()（）]|\Z)
      | (?P<empty>[A-Za-z]+)[:：](?=[\s()（）]|\Z)
      | (?:(?P<field>[A-Za-z]+)[:：])?
        (?: ["“](?P<quoted>[^"”]*)(?P<closed>["”])? | (?P<word>(?:[^\s()（）"“]|\([^\s()（）]*\))+) )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BLANK = re.compile(r"\s")
#: Letters to which nothing but they and their capitals fold, the rarer ones first.
FOLD_ALONE = "zqxvbgpmudrcoe"
_STATES = ("kept", "renumbered", "edited", "ambiguous", "lost")
_IS = ("tagged", "untagged", "noted", "span", "document")


class _Token(Struct, frozen=True):
    at: int
    shown: str
    kind: str
    field: str = ""
    value: str = ""


def parse_filter(text: str, topic_of: TopicOf, saved: Mapping[str, str] | None = None) -> Filter:
    """Read a filter. `saved` are filters by name, for `filter:NAME`. Raises FilterError."""
    return Filter(text, _Reader(text, topic_of, saved or {}, ()).read())


def fields() -> tuple[str, ...]:
    """The names before a colon that a filter knows."""
    return (*_FIELDS, "filter")


class _Reader:
    """One reading of a filter, from left to right."""

    def __init__(self, text: str, topic_of: TopicOf, saved: Mapping[str, str], inside: tuple[str, ...]) -> None:
        self._text = text
        self._topic_of = topic_of
        self._saved = saved
        self._inside = inside
        self._tokens = _tokens(text)
        self._next = 0

    def read(self) -> Test:
        """The whole filter."""
        if not self._tokens:
            raise FilterError("the filter is empty; write a topic, or such as kind:operative")
        test = self._any()
        if (token := self._peek()) is not None:
            raise self._wrong(token, "has no parenthesis that it closes" if token.shown in ")）" else "is out of place")
        return test

    def _any(self) -> Test:
        tests = [self._all()]
        while self._take("or"):
            tests.append(self._all())
        return _either(tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while (token := self._peek()) is not None and token.kind != "or" and token.shown not in ")）":
            self._take("and")
            tests.append(self._one())
        return _both(tests)

    def _one(self) -> Test:
        token = self._peek()
        if token is None:
            raise FilterError(f"the filter {self._text!r} ends where a term is missing")
        self._next += 1
        if token.kind == "not":
            test = self._one()
            return lambda subject: not test(subject)
        if token.shown in "(（":
            test = self._any()
            if not self._take("close"):
                raise self._wrong(token, "is never closed")
            return test
        if token.kind in ("and", "or", "close"):
            raise self._wrong(token, "has nothing before it" if self._next == 1 else "is out of place")
        return self._term(token)

    def _term(self, token: _Token) -> Test:
        if not token.field:
            return _text(token.value) if token.kind == "quoted" else self._topic(token)
        if token.field == "filter":
            return self._named(token)
        if token.field == "topic":
            return self._topic(token)
        make = _FIELDS.get(token.field)
        if make is None:
            known = _listed(fields())
            fault = f"begins with a field that filters do not know: they know {known}"
            if near := get_close_matches(token.field, fields(), n=1):
                fault = f"begins with a field that filters do not know; did you mean {near[0]}:? They know {known}"
            raise self._wrong(token, fault)
        if not token.value:
            raise self._wrong(token, f"needs a value, such as {_EXAMPLES[token.field]}")
        try:
            return make(token.value)
        except FilterError as error:
            raise self._wrong(token, str(error)) from None

    def _topic(self, token: _Token) -> Test:
        try:
            return _topic(self._topic_of(token.value))
        except UnreaderError as error:
            raise self._wrong(token, f"is no topic. {error} For text write it in quotation marks") from None

    def _named(self, token: _Token) -> Test:
        text = self._saved.get(token.value)
        if text is None:
            fault = f"is not saved; saved are {_listed(self._saved)}" if self._saved else "is not saved; none is yet"
            raise self._wrong(token, fault)
        if token.value in self._inside:
            raise self._wrong(token, "means itself")
        return _Reader(text, self._topic_of, self._saved, (*self._inside, token.value)).read()

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, kind: str) -> bool:
        token = self._peek()
        if token is None or token.kind != kind:
            return False
        self._next += 1
        return True

    def _wrong(self, token: _Token, fault: str) -> FilterError:
        return FilterError(f"{token.shown!r} in the filter, at character {token.at + 1}, {fault}")


def _tokens(text: str) -> list[_Token]:
    tokens = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at:
            raise FilterError(f"{text[at:].strip()[:20]!r} in the filter, at character {at + 1}, cannot be read")
        start = match.end() - len(match[0].lstrip())
        shown = match[0].strip()
        if match["quoted"] is not None and match["closed"] is None:
            raise FilterError(f"{shown[:20]!r} in the filter, at character {start + 1}, has no closing quotation mark")
        tokens.append(_token(match, start, shown))
        at = match.end()
    return tokens


def _token(match: re.Match[str], start: int, shown: str) -> _Token:
    if match["paren"]:
        return _Token(start, shown, "open" if match["paren"] in "(（" else "close")
    if match["operator"]:
        return _Token(start, shown, shown.casefold())
    if match["empty"]:
        return _Token(start, shown, "word", match["empty"].casefold())
    if match["quoted"] is not None:
        return _Token(start, shown, "quoted", (match["field"] or "").casefold(), match["quoted"].strip())
    return _Token(start, shown, "word", (match["field"] or "").casefold(), match["word"])


def _both(tests: Sequence[Test]) -> Test:
    first, *others = tests
    if not others:
        return first
    second = _both(others)
    return lambda subject: first(subject) and second(subject)


def _either(tests: Sequence[Test]) -> Test:
    first, *others = tests
    if not others:
        return first
    second = _either(others)
    return lambda subject: first(subject) or second(subject)


def _topic(path: str) -> Test:
    below = f"{path}/"

    def test(subject: Subject) -> bool:
        found = False
        for topic in subject.topics:
            found = found or topic == path or topic.startswith(below)
        return found

    return test


def _document(value: str) -> Test:
    symbol, _, path = value.partition("#")
    wanted = symbol.casefold()

    def test(subject: Subject) -> bool:
        address = subject.address
        return address.symbol.casefold() == wanted and is_within(address.path, path)

    return test


def _cites(value: str) -> Test:
    symbol, _, path = value.partition("#")

    def test(subject: Subject) -> bool:
        for target in subject.cited:
            name, _, place = target.partition("#")
            if name == symbol and is_within(place, path):
                return True
        return False

    return test


def _kind(value: str) -> Test:
    kinds = get_args(BlockKind)
    if value not in kinds:
        known = _listed(kinds)
        if near := get_close_matches(value, kinds, n=1):
            raise FilterError(f"is no kind of paragraph; did you mean {near[0]}? The kinds are {known}")
        raise FilterError(f"is no kind of paragraph; the kinds are {known}")
    return lambda subject: subject.kind == value


def _anchor(value: str) -> Test:
    if value not in _STATES:
        raise FilterError(f"is no state of an anchor; {_listed(_STATES)} are")
    return lambda subject: subject.anchor == value


def _is(value: str) -> Test:
    tests: dict[str, Test] = {
        "tagged": lambda subject: bool(subject.topics),
        "untagged": lambda subject: not subject.topics,
        "noted": lambda subject: bool(subject.note),
        "span": lambda subject: bool(getattr(subject, "is_span", False)),
        "document": lambda subject: not subject.address.path,
    }
    if value not in tests:
        raise FilterError(f"is not one of {_listed(_IS)}")
    return tests[value]


def _containing(name: str) -> Callable[[str], Test]:
    def make(value: str) -> Test:
        holds, of = _holding(value), attrgetter(name)
        return lambda subject: holds(of(subject))

    return make


def _beginning(name: str) -> Callable[[str], Test]:
    def make(value: str) -> Test:
        if not re.fullmatch(r"[\dT:Z-]+", value):
            raise FilterError("needs a day, month or year, such as 2026-11")
        return lambda subject: str(getattr(subject, name)).startswith(value)

    return make


def _text(value: str) -> Test:
    holds = _holding(value)

    def test(subject: Subject) -> bool:
        if holds(subject.text):
            return True
        note = subject.note
        return bool(note) and holds(note)

    return test


def _holding(value: str) -> Callable[[str], bool]:
    """Says whether a text holds these words; blanks and capitals do not matter.

    Most texts do not: they lack one of the characters, which is seen without folding them.
    """
    wanted = _folded(value)
    chars = [char for char in dict.fromkeys(wanted) if is_alone(char)]
    letters = [(char, char.upper()) for char in FOLD_ALONE if char in wanted]

    def holds(text: str) -> bool:
        for char in chars:
            if char not in text:
                return False
        for small, capital in letters:
            if small not in text and capital not in text:
                return False
        return value in text or wanted in _folded(text)

    return holds


def is_alone(char: str) -> bool:
    """Whether nothing else folds to a character: figures, and the signs and characters of Chinese."""
    return "\u2e80" <= char <= "\u9fff" or "0" <= char <= "9"


def _folded(text: str) -> str:
    folded = text.casefold()
    return folded if _BLANK.search(folded) is None else "".join(folded.split())


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


_FIELDS: dict[str, Callable[[str], Test]] = {
    "topic": _topic,
    "doc": _document,
    "kind": _kind,
    "cites": _cites,
    "note": _containing("note"),
    "text": _containing("text"),
    "author": _containing("author"),
    "language": _containing("language"),
    "anchor": _anchor,
    "is": _is,
    "created": _beginning("created"),
    "modified": _beginning("modified"),
}
_EXAMPLES = {
    "topic": "topic:trafficking",
    "doc": "doc:A/79/459",
    "kind": "kind:operative",
    "cites": "cites:A/RES/70/1",
    "note": 'note:"see also"',
    "text": 'text:"稀土"',
    "author": "author:Li",
    "language": "language:zh",
    "anchor": "anchor:lost",
    "is": "is:untagged",
    "created": "created:2026-11",
    "modified": "modified:2026-11-21",
}
