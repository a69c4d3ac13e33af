"""What the rules of the structure share: cues of a paragraph, drafts of blocks, places that are open."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from unreader.model import BlockKind
from unreader.parsing.joining import Paragraph
from unreader.parsing.labels import Label, bare_label, read_label
from unreader.parsing.languages import Language
from unreader.parsing.lines import TERMINALS, is_terminal, tidy

#: A line without an end of a sentence that is longer than this is a paragraph, not a heading.
HEADING_LENGTH = 160
COLONS = "：:"
COMMAS = "，,،"
#: Forms of text whose numbered paragraphs are operative, and those with a preamble.
RESOLUTION = "resolution"
#: The letter of a part of a resolution, alone on its line and as the first step of the paths in it.
PART = re.compile(r"[A-Z](?![^/])")
WITH_PREAMBLE = ("resolution", "annex", "declaration")


class Cue(Struct, frozen=True):
    """A paragraph as the rules read it: its text with tidy blanks and without emphasis and superscripts, its label."""

    paragraph: Paragraph
    text: str
    label: Label | None

    @classmethod
    def of(cls, paragraph: Paragraph) -> Cue:
        """The cue of a paragraph."""
        text = " ".join(line.text for line in paragraph.lines).replace("**", "").rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹ ")
        label = read_label(paragraph.text)
        if label is None and len(paragraph.lines) > 1:
            label = bare_label(paragraph.text)
        return cls(paragraph, tidy(text) or paragraph.text, label)

    @property
    def level(self) -> int:
        """The level of a Markdown heading, 0 for none."""
        return self.paragraph.lines[0].level

    def ends(self, marks: str = TERMINALS) -> bool:
        """Whether the text ends with one of these marks (closing quotes and footnote figures aside)."""
        return is_terminal(self.text, marks)


class Draft(Struct):
    """A block in the making: its place is settled, its text not yet made. The text begins at `label_end`.

    `text` is the paragraph as the rules read it; a footnote's is empty.
    """

    path: str
    kind: BlockKind
    label: str
    paragraph: Paragraph
    label_end: int = 0
    text: str = ""
    extra: list[Paragraph] = field(default_factory=list)


class Place(Struct):
    """An open container. `form` says what kind of text stands in it, `stage` how far it has come.

    Forms: document, chapter, section, subsection, resolution, decision, annex, declaration, article, rule, summary,
    agenda.
    Stages: head, preamble, text, done. `number` is the last number of its paragraphs, `start` where its heading
    stands in the source (0 for the whole document).
    """

    path: str
    form: str
    stage: str = "head"
    count: Counter[str] = field(default_factory=Counter)
    number: int = 0
    start: int = 0

    def under(self, step: str) -> str:
        """The path of a step in this container."""
        return f"{self.path}/{step}" if self.path else step

    def next(self, kind: str) -> str:
        """The path of the next thing of a kind that is counted here: h1, p2, pp3."""
        self.count[kind] += 1
        return self.under(f"{kind}{self.count[kind]}")

    def numbered(self, number: int) -> tuple[str, BlockKind]:
        """The path and kind of a numbered paragraph here."""
        if self.form == RESOLUTION:
            return self.under(f"op{number}"), "operative"
        return self.under(f"para{number}"), "paragraph"


class Level(Struct, frozen=True):
    """An item that is open: its style (letter, roman, dotted, chinese, figure, bracketed), and what it is called."""

    style: str
    value: str
    number: int = 0


class Owner(Struct):
    """The paragraph under which items and lists stand, and what of it is open. `path` is empty for none of its own.

    `item` is the path of an entry of an agenda under it, `levels` are the open items, from the outermost inward.
    """

    path: str
    place: Place
    lists: bool = False
    numbered: int = 0
    entries: int = 0
    item: str = ""
    levels: list[Level] = field(default_factory=list)
    gap: int = 0


def make_unique(drafts: list[Draft]) -> None:
    """Give each path that is taken already a number of its own: op5, op5~2. Footnotes are placed later."""
    seen: set[str] = set()
    repeats: Counter[str] = Counter()
    for draft in drafts:
        path = draft.path
        while path and path in seen:
            repeats[draft.path] += 1
            path = f"{draft.path}~{repeats[draft.path] + 1}"
        draft.path = path
        seen.add(path)


class State:
    """The containers that are open, the last numbers, and the blocks so far."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.root = Place("", "document")
        self.chapter: Place | None = None
        self.section: Place | None = None
        self.text: Place | None = None
        self.article: Place | None = None
        self.agenda: Place | None = None
        self.owner: Owner | None = None
        self.report = 0
        self.subheading = 0
        self.title_due: BlockKind | None = None
        self.title_place: Place | None = None
        self.vote_opening: Cue | None = None
        self.drafts: list[Draft] = []
        self.texts: list[Place] = []
        self.text_at: dict[str, Place] = {}
        #: Of a place that collects texts: how many blocks were looked at, whether headings say decision, resolution.
        self.headed: dict[str, tuple[int, bool, bool]] = {}
        self.has_title = False
        self.has_council = False
        #: Several adopted texts follow one another.
        self.collects = False
        #: They follow under their numbers and titles: 79/401. Title.
        self.collects_titles = False
        #: Where the texts begin whose sections number their paragraphs each from 1 on.
        self.restarts: set[int] = set()
        #: Those in which the parts of such a section (A., B.) number theirs from 1 on, too.
        self.inner_restarts: set[int] = set()
        #: Where the texts begin whose paragraphs are numbered through, with rules as headings between them.
        self.runs_on: set[int] = set()
        self.within: tuple[Place, Place] | None = None
        #: Where drafts begin that no heading announces, and their forms, by the start of their first paragraphs.
        self.lone_drafts: dict[int, str] = {}
        #: The starts of the lines of a table of contents.
        self.contents: set[int] = set()
        #: The paragraph behind the one that the rules are asked about.
        self.following: Cue | None = None
        self.taken: Counter[str] = Counter()

    @property
    def here(self) -> Place:
        """The innermost container in which a plain line stands now."""
        text = self.text or self.section or self.chapter or self.root
        return self.article or (self.within[1] if self.within and self.within[0] is text else text)

    def outer_text(self) -> Place:
        """The text that is open, without the section in it."""
        return self.text or self.root

    def inner_text(self) -> Place | None:
        """The text in which numbered paragraphs stand: an article, a section of a text, a text."""
        text = self.article or self.text or self.root
        return self.within[1] if self.within and self.within[0] is text else self.article or self.text

    def add(self, path: str, kind: BlockKind, cue: Cue, label: Label | None = None) -> Draft:
        """Add a block. A path that is taken already gets a number of its own, so that paths stay unique."""
        self.taken[path] += 1
        if self.taken[path] > 1:
            path = f"{path}~{self.taken[path]}"
        self.has_title = self.has_title or kind == "title"
        start = cue.paragraph.start
        mark, end = (label.mark, start + label.end) if label else ("", 0)
        draft = Draft(path, kind, mark, cue.paragraph, end, cue.text)
        self.drafts.append(draft)
        return draft

    def own(self, place: Place, path: str, kind: BlockKind, cue: Cue) -> Draft:
        """Add a paragraph under which items and lists may follow."""
        draft = self.add(path, kind, cue, cue.label)
        self.owner = Owner(draft.path, place, lists=cue.text.endswith(self.language.list_lead))
        return draft

    def close(self) -> None:
        """Close every text inside a section: what follows stands in the section again."""
        self.owner = self.agenda = self.article = self.text = self.within = None
        self.title_due = None

    def open_text(self, place: Place) -> None:
        """Open a resolution, decision, annex or summary."""
        self.text = place
        self.texts.append(place)
        self.text_at.setdefault(place.path, place)
