"""What everyone speaks: documents, blocks, footnote marks, addresses, citations.

Frozen data without behaviour that needs a file, a screen or a clock. Offsets are Unicode code points,
ends are exclusive. The words (block, address, target, pinpoint, ...) are those of docs/addresses.md.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

DocumentKind = Literal["resolution", "decision", "report", "treaty", "letter", "record", "other"]
BlockKind = Literal[
    "meta",
    "title",
    "heading",
    "body",
    "preambular",
    "operative",
    "paragraph",
    "item",
    "vote",
    "footnote",
    "signature",
]
CitationKind = Literal[
    "resolution",
    "decision",
    "document",
    "record",
    "treaty",
    "provision",
    "internal",
    "named",
]
CitationState = Literal["opens", "known", "unknown", "ambiguous"]
Via = Literal["", "context", "ibid"]

#: The target of a citation of another place in the same document.
SAME_DOCUMENT = "#"


class UnreaderError(Exception):
    """A trouble with a message for the person at the keyboard: one line, what is wrong and what to do.

    Every room has its own subclass; the command line prints the message and ends with `status`.
    """

    status = 1


class Address(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A place in a document: `SYMBOL#path`, `SYMBOL@language#path`; the whole document without a path."""

    symbol: str
    path: str = ""
    language: str = ""

    def __str__(self) -> str:
        language = f"@{self.language}" if self.language else ""
        return f"{self.symbol}{language}" + (f"#{self.path}" if self.path else "")

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read the canonical form that `str()` writes; loose forms are read by `unreader.library`."""
        symbol, _, path = text.partition("#")
        symbol, _, language = symbol.partition("@")
        return cls(symbol, path, language)

    @property
    def plain(self) -> Address:
        """The same place in whatever language."""
        return Address(self.symbol, self.path)

    @property
    def document(self) -> Address:
        """The same document as a whole."""
        return Address(self.symbol, "", self.language)

    def within(self, container: Address) -> bool:
        """Whether this place is `container` or lies in it (languages are not compared)."""
        if self.symbol != container.symbol:
            return False
        return is_within(self.path, container.path)


def is_within(path: str, container: str) -> bool:
    """Whether a path is the container or lies under it: op6(a) and op6/i1 under op6, not op61; all under ''."""
    if not container or path == container:
        return True
    return path.startswith(container) and path[len(container)] in "/("


class FootnoteMark(Struct, frozen=True, array_like=True, gc=False):
    """A call for a footnote: its label, and the offset in the block's text at which it stands."""

    label: str
    at: int


class Piece(Struct, frozen=True, array_like=True, gc=False):
    """A run of a block's text as it stands in the source: text[at : at + end - start] is source[start:end]."""

    at: int
    start: int
    end: int


class Block(Struct, frozen=True, array_like=True, gc=False):
    """A paragraph-level piece of a document.

    `text` is without label, footnote marks and page furniture, lines joined. `emphasis` are the spans
    that the source prints in bold or italics. `pieces` say where the text stands in the source.
    """

    path: str
    kind: BlockKind
    label: str
    text: str
    footnotes: tuple[FootnoteMark, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    pieces: tuple[Piece, ...] = ()


class Furniture(Struct, frozen=True, array_like=True, gc=False):
    """Source text that belongs to no block: a running head, a page number, a rule, a link list, a label, a mark."""

    start: int
    end: int
    kind: str


class PrintedLink(Struct, frozen=True, array_like=True, gc=False):
    """A web address printed at the foot of a page, and the path of the block that it was printed after."""

    url: str
    after: str


class ParseWarning(Struct, frozen=True, array_like=True, gc=False):
    """Something in the source that a reader should know of: where, and what in one line."""

    path: str
    message: str


class Source(Struct, frozen=True, array_like=True, gc=False):
    """Where a document was read from: file name, format (text, markdown, ...), SHA-256 of its bytes."""

    file: str = ""
    format: str = "text"
    sha256: str = ""


class Document(Struct, frozen=True, array_like=True, gc=False):
    """A parsed document. Blocks stand in the order in which they begin in the source."""

    symbol: str
    language: str
    kind: DocumentKind
    title: str
    blocks: tuple[Block, ...]
    symbols: tuple[str, ...] = ()
    date: str | None = None
    source: Source = Source()
    furniture: tuple[Furniture, ...] = ()
    links: tuple[PrintedLink, ...] = ()
    warnings: tuple[ParseWarning, ...] = ()


class Span(Struct, frozen=True, array_like=True, gc=False):
    """A stretch of one block's text."""

    block: str
    start: int
    end: int


class Conflict(Struct, frozen=True, array_like=True, gc=False):
    """Another target that the text or a printed link names, and where that evidence stands."""

    target: str
    where: str


class Decision(Struct, frozen=True, array_like=True, gc=False):
    """Who decided about a citation and when (ISO 8601), and what the rules had found: "" where nothing."""

    author: str
    at: str
    target: str = ""
    pinpoint: str = ""
    rule: str = ""


#: The rules of citations about which a person decided: it is none; it has the target that the person gave.
REJECTED = "person:rejected"
GIVEN = "person:target"


class Citation(Struct, frozen=True, array_like=True, gc=False):
    """A span of a block that refers to something, and what it refers to.

    `target` is a canonical symbol, SAME_DOCUMENT, or "" where it could not be known. `opens` is the address
    at which the cited text itself can be read in the library at hand; `stages` the addresses of other stages
    of that text. `date` (ISO) and `subject` are what this citation prints about its target, for readers
    who do not have the text. `decision` is there where a person decided; the rule is REJECTED or GIVEN then.
    """

    block: str
    start: int
    end: int
    quote: str
    kind: CitationKind
    target: str
    pinpoint: str = ""
    via: Via = ""
    rule: str = ""
    opens: str | None = None
    state: CitationState = "known"
    stages: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    antecedent: Span | None = None
    conflict: Conflict | None = None
    date: str = ""
    subject: str = ""
    decision: Decision | None = None
