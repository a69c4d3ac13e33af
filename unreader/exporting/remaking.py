"""Exports that are made again: only our own blocks are rewritten, what a person wrote into the file stays.

A file is front matter and segments. Our own ones stand between marks that carry the hash of what we wrote there, so
that one that was edited by hand is known; between keep marks a person writes. All of them are HTML comments, which no
Markdown viewer shows:

    <!-- unreader:begin KEY HASH -->          <!-- unreader:keep KEY -->
    ...                                       ...
    <!-- unreader:end KEY -->                 <!-- unreader:/keep KEY -->
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

Kind = Literal["own", "keep", "free"]

_DIGITS = 16
_PASSES = 4
_OPENING = re.compile(r"<!-- unreader:(?:begin (?P<own>\S+) (?P<hash>[0-9a-f]+)|keep (?P<keep>\S+)) -->\s*")
_MARK = re.compile(r"<!--\s*(unreader:)")
_SEAL = re.compile(r'^unreader: "([0-9a-f]+)"$', re.MULTILINE)
_FRONT = re.compile(r"---\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


class Segment(Struct, frozen=True):
    """A stretch of a file: a block of ours, what stands between keep marks, or text beside them."""

    kind: Kind
    key: str
    body: str
    seal: str = ""

    @property
    def edited(self) -> bool:
        """Whether a block of ours is not as we wrote it."""
        return self.kind == "own" and self.seal != seal_of(self.body)

    @property
    def name(self) -> str:
        """The segment as people are told of it: its first line, which says where it stands, and its key."""
        line = self.body.strip().partition("\n")[0].lstrip("# ").replace("`", "").strip()
        return f"{line} ({self.key})" if self.kind == "own" and line else self.key

    @property
    def text(self) -> str:
        """The segment as it stands in a file."""
        if self.kind == "own":
            return f"<!-- unreader:begin {self.key} {self.seal} -->\n\n{self.body}\n\n<!-- unreader:end {self.key} -->"
        if self.kind == "keep":
            return f"<!-- unreader:keep {self.key} -->\n{self.body}\n<!-- unreader:/keep {self.key} -->"
        return self.body


class Remade(Struct, frozen=True):
    """A file made again: its text, the names of blocks edited by hand that were left alone, those of blocks without
    an annotation that were kept because a person had written there."""

    text: str
    edited: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()


def block(key: str, body: str) -> str:
    """A block of ours between its marks, and an empty place to write below it."""
    name, body = quote(key, safe="/#()@*.,:"), body.strip("\n")
    return f"{Segment('own', name, body, seal_of(body)).text}\n\n{Segment('keep', name, '').text}"


def front_matter(lines: Iterable[str]) -> str:
    """Front matter with the hash of what we wrote there."""
    body = "".join(f"{line}\n" for line in lines)
    return f'---\n{body}unreader: "{seal_of(body)}"\n---'


def without_marks(text: str) -> str:
    """Text of a person's, in which nothing can be taken for a mark of ours."""
    return _MARK.sub(r"<!-- \\\1", text)


def seal_of(body: str) -> str:
    """The hash of a block; blanks at the ends of lines and line ends do not count, which editors change unasked."""
    lines = "\n".join(line.rstrip() for line in body.split("\n")).strip("\n")
    return sha256(lines.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def has_marks(text: str) -> bool:
    """Whether a file has blocks of ours, so that it can be made again."""
    front, rest = _body(text)
    return bool(_SEAL.search(front)) or any(segment.kind != "free" for segment in _segments(rest))


def remake(old: str, new: str) -> Remade:
    """The new file, with what a person wrote into the old one; see the module. Making it twice changes nothing."""
    first = last = _remade(old, new)
    for _ in range(_PASSES):  # marks that lay inside others have come apart: now they are seen
        again = _remade(last.text, new)
        if again.text == last.text:
            break
        last = again
    return Remade(last.text, first.edited, first.left_over)


def _remade(old: str, new: str) -> Remade:
    old_front, old_rest = _body(old.replace("\r\n", "\n"))
    new_front, new_rest = _body(new)
    before, after = list(_segments(old_rest)), list(_segments(new_rest))
    ours, kept = _by_key(before)
    wanted = {segment.key for segment in after if segment.kind == "own"}
    floating, left_over = _floating(before, ours, wanted)
    edited = [segment.name for key, segment in ours.items() if key in wanted and segment.edited]
    front_edited = bool(old_front) and not _sealed(old_front)
    parts = [old_front if front_edited else new_front, *floating.pop("", [])]
    for segment in after:
        if segment.kind == "own":
            mine = ours.get(segment.key)
            parts.append(mine.text if mine is not None and mine.edited else segment.text)
        elif segment.kind == "keep":
            parts.append(Segment("keep", segment.key, kept.get(segment.key, segment.body)).text)
            parts += floating.pop(segment.key, [])
        else:
            parts.append(segment.text)
    text = "\n\n".join(part for part in parts if part.strip()) + "\n"
    return Remade(text, (*(("front matter",) if front_edited else ()), *edited), tuple(left_over))


def _by_key(segments: Iterable[Segment]) -> tuple[dict[str, Segment], dict[str, str]]:
    """Of each block the one that counts (an edited one before a copy that is not), and what stands to be kept."""
    ours: dict[str, Segment] = {}
    kept: dict[str, str] = {}
    for segment in segments:
        if segment.kind == "own" and (segment.key not in ours or (segment.edited and not ours[segment.key].edited)):
            ours[segment.key] = segment
        elif segment.kind == "keep" and segment.body.strip() and segment.body not in kept.get(segment.key, ""):
            before = kept.get(segment.key)
            kept[segment.key] = f"{before}\n{segment.body}" if before else segment.body
    return ours, kept


def _floating(
    segments: Iterable[Segment], ours: dict[str, Segment], wanted: set[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """What stays though nothing of the new file asks for it, by the key of the block after which it stands."""
    floating: dict[str, list[str]] = {}
    left_over: dict[str, str] = {}
    last = ""
    for segment in segments:
        if segment.kind != "free" and segment.key in wanted:
            last = segment.key
            copy = segment.kind == "own" and segment.edited and segment is not ours[segment.key]
            if copy and segment.body != ours[segment.key].body:
                floating.setdefault(last, []).append(segment.body)
        elif segment.kind == "free" or segment.edited or (segment.kind == "keep" and segment.body.strip()):
            floating.setdefault(last, []).append(segment.text)
            if segment.key:
                left_over.setdefault(segment.key, segment.name)
    return floating, list(left_over.values())


def _body(text: str) -> tuple[str, str]:
    """The front matter, with its marks, and the rest of a file."""
    match = _FRONT.match(text)
    return (match[0].rstrip("\n"), text[match.end() :]) if match else ("", text)


def _sealed(front: str) -> bool:
    """Whether front matter is as we wrote it."""
    seal = _SEAL.search(front)
    return seal is not None and seal[1] == seal_of(_SEAL.sub("", front[len("---\n") : -len("---")]))


def _segments(text: str) -> Iterator[Segment]:
    """The segments of a file without its front matter. A mark that has lost its other half is text like any other."""
    lines = text.split("\n")
    free: list[str] = []
    at = 0
    while at < len(lines):
        end, segment = _marked(lines, at)
        if segment is None:
            free.append(lines[at])
            at += 1
            continue
        if loose := "\n".join(free).strip("\n"):
            yield Segment("free", "", loose)
        free = []
        yield segment
        at = end
    if loose := "\n".join(free).strip("\n"):
        yield Segment("free", "", loose)


def _marked(lines: list[str], at: int) -> tuple[int, Segment | None]:
    """The marked segment that begins in this line, and the line after it; None where none does."""
    opening = _OPENING.fullmatch(lines[at])
    if opening is None:
        return at, None
    closing = (
        f"<!-- unreader:end {opening['own']} -->" if opening["own"] else f"<!-- unreader:/keep {opening['keep']} -->"
    )
    for end in range(at + 1, len(lines)):
        line = lines[end].strip()
        if line == closing:
            body = "\n".join(lines[at + 1 : end])
            if opening["own"]:
                return end + 1, Segment("own", opening["own"], body.strip("\n"), opening["hash"])
            return end + 1, Segment("keep", opening["keep"], body)
        if _OPENING.fullmatch(lines[end]):
            break
    return at, None
