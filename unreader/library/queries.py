"""What is looked for: words as people type them, or a regular expression, each able to find itself in a text.

    read_query("網絡犯罪")        words; width, case, blanks, traditional or simplified do not matter
    read_query("/第\\d+条/")       an expression, as is `re:…`, or anything with expression=True

Expressions are matched by the `regex` package: it keeps to a time limit and lets other threads run meanwhile, so that
an expression that would never end is given up and a screen stays alive. Python's own `re` can do neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from unreader.library.folding import fold, fold_each, fold_with_origins
from unreader.model import UnreaderError

if TYPE_CHECKING:
    from regex import Pattern

#: Seconds after which an expression is given up in one paragraph: a sound one needs less than a thousandth.
PATIENCE = 0.4
#: An expression may be this long, in characters.
_LONGEST = 1000
_PREFIX = "re:"

Spans = list[tuple[int, int]]


class QueryError(UnreaderError):
    """A query that cannot be read, or that takes too long."""

    status = 2


class Query(Protocol):
    """Something to look for."""

    @property
    def typed(self) -> str:
        """As it was typed."""
        ...

    @property
    def needles(self) -> tuple[str, ...]:
        """Pieces that stand in the folded form of every text in which this is found; () where none are known."""
        ...

    def spans(self, text: str) -> Spans:
        """Where it stands in a text: (start, end) in code points, one after the other. Raises QueryError."""
        ...


@dataclass(frozen=True)
class Words:
    """Words: found wherever the folded text has the folded words."""

    typed: str

    @cached_property
    def needle(self) -> str:
        """The words as they are looked for."""
        return fold(self.typed)

    @property
    def needles(self) -> tuple[str, ...]:
        """The words themselves."""
        return (self.needle,)

    def spans(self, text: str) -> Spans:
        """Where the words stand in a text."""
        return self.spans_in(*fold_with_origins(text)) if self.needle in fold(text) else []

    def spans_in(self, folded: str, origins: Sequence[int]) -> Spans:
        """The same for a text that is folded already, with where each of its characters came from."""
        needle = self.needle
        found = []
        at = folded.find(needle)
        while at >= 0:
            end = at + len(needle)
            found.append((origins[at], origins[end - 1] + 1))
            at = folded.find(needle, end)
        return found


@dataclass(frozen=True)
class Expression:
    """A regular expression: case does not matter, width, simplified characters and forms of marks are one."""

    typed: str
    pattern: str

    @property
    def needles(self) -> tuple[str, ...]:
        """Words that every match has, where the expression is simple enough to tell."""
        return _certain(self.pattern)

    @cached_property
    def _compiled(self) -> Pattern[str]:
        return _compile(self.pattern)

    def spans(self, text: str) -> Spans:
        """Where it matches in a text; matches of nothing are left out. Raises QueryError where it takes too long."""
        try:
            matches = self._compiled.finditer(fold_each(text), timeout=PATIENCE, concurrent=True)
            return [match.span() for match in matches if match.end() > match.start()]
        except TimeoutError:
            raise QueryError("the expression takes too long; make it simpler") from None


def read_query(typed: str, *, expression: bool = False) -> Query | None:
    """What was typed as a query; None where it says nothing. Raises QueryError for an expression that is wrong."""
    pattern = typed if expression else _pattern_in(typed)
    if pattern is None:
        return Words(typed) if fold(typed) else None
    if not pattern:
        return None
    _compile(pattern)
    return Expression(typed, pattern)


def _pattern_in(typed: str) -> str | None:
    """The expression between slashes or after `re:`; None for words."""
    stripped = typed.strip()
    if stripped.casefold().startswith(_PREFIX):
        return stripped[len(_PREFIX) :].lstrip()
    if len(stripped) > 2 and stripped[0] == stripped[-1] == "/":
        return stripped[1:-1]
    return None


def _compile(pattern: str) -> Pattern[str]:
    import regex

    if len(pattern) > _LONGEST:
        raise QueryError(f"the expression has more than {_LONGEST} characters")
    try:
        return regex.compile(_folded_pattern(pattern), regex.IGNORECASE)
    except regex.error as error:
        raise QueryError(f"no regular expression: {error}") from None
    except (RecursionError, OverflowError, MemoryError, ValueError):
        raise QueryError("no regular expression: it is too deep or too large") from None


def _folded_pattern(pattern: str) -> str:
    """The pattern in the form of the texts; a full-width mark stays a mark: （ means the character ( and no group."""
    folded = []
    escaped = False
    for char in pattern:
        form = fold_each(char)
        if form != char and form.isascii() and not form.isalnum() and not escaped:
            form = "\\" + form
        folded.append(form)
        escaped = char == "\\" and not escaped
    return "".join(folded)


def _certain(pattern: str) -> tuple[str, ...]:
    """Runs of plain characters outside of groups that every match must have; none where that is not plain to see."""
    if "|" in pattern or "(?" in pattern:
        return ()
    runs: list[str] = []
    run = ""
    depth = 0
    at = 0
    while at < len(pattern):
        char = pattern[at]
        step: Callable[[str], str] | None = None
        if char == "\\":
            at += 1
            char = pattern[at : at + 1]
            if not char or (char.isalnum() and char not in "dDsSwWbB"):
                return ()
            plain = not char.isalnum()
        elif char in "*?{":
            # What stands before it may be missing.
            step = _without_last
            plain = False
            if char == "{":
                at = pattern.find("}", at)
                if at < 0:
                    return ()
        elif char == "[":
            plain = False
            closing = pattern.find("]", at)
            inside = pattern[at + 1 : closing].removeprefix("^")
            if closing < 0 or not inside or "[" in inside or "\\" in inside:
                return ()
            at = closing
        else:
            plain = char not in ".^$+()"
            depth += (char == "(") - (char == ")")
        if plain and depth == 0:
            run += char
        else:
            runs.append(step(run) if step else run)
            run = ""
        at += 1
    runs.append(run)
    return tuple(piece for piece in map(fold, runs) if len(piece) > 1)


def _without_last(run: str) -> str:
    return run[:-1]
