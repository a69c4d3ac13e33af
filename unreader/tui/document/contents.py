"""The contents of a document as a tree: chapters, drafts, preamble, operative part, annexes, headings.

    contents(document) -> entries in the order of the text, each with its depth

A text whose preamble, operative part or annex has no heading gets an entry for it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, field

from unreader.model import Block, Document
from unreader.tui.place_words import place_words
from unreader.wording import _

#: Steps of a path that are containers with an entry of their own; others (a list under a paragraph) have none.
_CONTAINER = re.compile(
    r"annex\d*|summary|(?:draft|decision)\d+|(?:res|dec)\d[\d_]*|art\d+\w*|[IVXLC]+(?:\.[A-Z])?(?:\.\d+)?|[A-Z]"
)
#: Numbers of headings in the order in which they are tried: a heading with a number of another kind stands deeper.
_NUMBERS = (
    ("han", re.compile(r"[一二三四五六七八九十]+[.、．]?")),
    ("roman", re.compile(r"[IVX]+\.?")),
    ("capital", re.compile(r"[A-Z]\.?")),
    ("number", re.compile(r"\d+\.?")),
    ("letter", re.compile(r"[(（]?[a-z0-9一二三四五六七八九十]+[)）]")),
)
_PART = "part"


class Entry(Struct, frozen=True):
    """A place of the contents: the path of the block to go to, its words, how deep it stands (0: outermost)."""

    path: str
    text: str
    depth: int
    #: A part of a text: its preamble or its operative part.
    is_part: bool = False


class _Level(Struct):
    """An open container: the depth of what stands right in it, and the kinds of headings open in it."""

    depth: int
    open: list[str] = field(default_factory=list)

    def heading(self, number: str) -> int:
        """The depth of a heading with a number of this kind; what it opens is open from now on."""
        if number in self.open:
            del self.open[self.open.index(number) :]
        self.open.append(number)
        return self.depth + len(self.open) - 1

    def inside(self) -> int:
        """The depth of a container that begins here: under the open headings, not under preamble or operative part."""
        if _PART in self.open:
            del self.open[self.open.index(_PART) :]
        return self.depth + len(self.open)


def contents(document: Document) -> list[Entry]:
    """The entries of a document, in the order of the text."""
    entries: list[Entry] = []
    levels = {"": _Level(0)}
    parts: set[tuple[str, str]] = set()
    #: The heading of a container that only says what comes, as long as nothing else has come: its title joins it.
    waiting: str | None = None
    for block in document.blocks:
        if block.kind in ("footnote", "signature", "meta"):
            continue
        container = _container(block.path)
        opened = _open(container, levels)
        is_heading = block.kind in ("title", "heading")
        if is_heading and waiting == container and not block.label:
            entries[-1] = Entry(entries[-1].path, f"{entries[-1].text} {block.text}", entries[-1].depth)
            waiting = None
            continue
        waiting = None
        words = f"{block.label} {block.text}".strip()
        if opened is not None:
            own = words if is_heading else place_words(container.rpartition("/")[2])
            entries.append(Entry(block.path, own, opened))
            waiting = container if is_heading and not block.label else None
        elif block.kind == "title" and not container and not any(entry.depth == 0 for entry in entries):
            entries.append(Entry(block.path, words, 0))
            levels[""] = _Level(1)
        elif is_heading:
            entries.append(Entry(block.path, words, levels[container].heading(_number(block))))
        if block.kind in ("preambular", "operative") and (container, block.kind) not in parts and not _acts(block):
            parts.add((container, block.kind))
            level = levels[container]
            if block.kind == "preambular":
                entries.append(Entry(block.path, _("Preamble"), level.inside(), is_part=True))
            else:
                entries.append(Entry(block.path, _("Operative part"), level.heading(_PART), is_part=True))
    return entries


def _open(container: str, levels: dict[str, _Level]) -> int | None:
    """The depth at which a container begins with this block, and its level made; None if it is open already."""
    if container in levels:
        return None
    depth = levels[_outer(container, levels)].inside()
    levels[container] = _Level(depth + 1)
    return depth


def _outer(container: str, levels: Mapping[str, _Level]) -> str:
    """The innermost open container around one: I.A/draft1 → I.A → I → the document."""
    outer = container
    while outer:
        outer = outer.rpartition("/")[0] if "." not in outer.rpartition("/")[2] else outer.rpartition(".")[0]
        if outer in levels:
            return outer
    return ""


def _acts(block: Block) -> bool:
    """Whether it is a line of the body that recommends the text, and no part of the text itself."""
    return block.path.startswith("ecosoc/")


@cache
def _container(path: str) -> str:
    """The innermost container with an entry that a block stands in."""
    steps = path.split("/")[:-1]
    while steps and not _CONTAINER.fullmatch(steps[-1]):
        steps.pop()
    return "/".join(steps)


def _number(block: Block) -> str:
    label = block.label.strip()
    return next((kind for kind, number in _NUMBERS if number.fullmatch(label)), "none")


def whereabouts(document: Document) -> list[tuple[str, ...]]:
    """For each block the words of the entries in which it stands, the outermost first, without the document's title."""
    at = {entry.path: entry for entry in contents(document) if not entry.is_part}
    title = next((block.path for block in document.blocks if block.kind == "title" and "/" not in block.path), "")
    within: list[Entry] = []
    found: list[tuple[str, ...]] = []
    words: tuple[str, ...] = ()
    for block in document.blocks:
        entry = at.get(block.path)
        if entry is not None:
            within = [*(outer for outer in within if outer.depth < entry.depth), entry]
            words = tuple(one.text for one in within if one.depth or one.path != title)
        found.append(words)
    return found
