"""Paragraphs → blocks with paths and kinds: chapters, drafts, annexes, articles, numbered paragraphs, items, lists.

A `Place` is a container that is open: what it numbers, and how far its count has come. Every paragraph is read
by the innermost open place first; a line that opens a new container closes those that it cannot stand in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from unreader.model import BlockKind
from unreader.parsing.joining import Paragraph
from unreader.parsing.labels import Label, number_of, read_label, roman
from unreader.parsing.languages import Language
from unreader.parsing.lines import is_terminal, tidy

#: A line without an end of a sentence that is longer than this is a paragraph, not a heading.
_HEADING_LENGTH = 160
_FULL_STOPS = "。；：！？.;:!?，,"
_COLONS = "：:"


@dataclass(slots=True)
class Draft:
    """A block in the making: its place is settled, its text not yet made."""

    path: str
    kind: BlockKind
    label: str
    paragraph: Paragraph
    label_end: int = 0
    extra: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """An open container. `form` says what kind of text stands in it, `stage` how far it has come."""

    path: str
    form: str
    stage: str = "head"
    count: Counter[str] = field(default_factory=Counter)
    number: int = 0

    def under(self, step: str) -> str:
        return f"{self.path}/{step}" if self.path else step

    def next(self, kind: str) -> str:
        self.count[kind] += 1
        return self.under(f"{kind}{self.count[kind]}")


@dataclass(slots=True)
class Owner:
    """The paragraph under which items and lists stand, and what of it is open."""

    path: str
    place: Place
    lists: bool = False
    numbered_items: int = 0
    entries: int = 0
    item: str = ""
    letter: str = ""
    roman: str = ""
    gap: int = -1


class Builder:
    """Reads paragraphs in order and makes block drafts of them."""

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
        self.vote = ""
        self.vote_paragraph: Paragraph | None = None
        self.title_due: BlockKind | None = None
        self.drafts: list[Draft] = []
        self.taken: Counter[str] = Counter()
        self.renamed: dict[str, str] = {}

    # -- the container in which a plain line stands now

    @property
    def here(self) -> Place:
        return self.article or self.text or self.section or self.chapter or self.root

    def add(self, path: str, kind: BlockKind, paragraph: Paragraph, label: Label | None = None, printed: str = "") -> Draft:
        self.taken[path] += 1
        if self.taken[path] > 1:
            path = f"{path}~{self.taken[path]}"
        mark = printed or (label.mark if label else "")
        draft = Draft(path, kind, mark, paragraph, paragraph.start + label.end if label else 0)
        self.drafts.append(draft)
        return draft

    def read(self, paragraph: Paragraph) -> None:
        """Take the next paragraph of the text."""
        text = _plain(paragraph)
        label = read_label(paragraph.text.lstrip("*_ ") if paragraph.text[0] in "*_" else paragraph.text)
        for step in (
            self._vote,
            self._part_line,
            self._title,
            self._signature,
            self._body_line,
            self._labelled,
            self._head_line,
            self._list_entry,
        ):
            if step(paragraph, text, label):
                return
        self._plain(paragraph, text)

    # -- votes

    def _vote(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        if self.vote_paragraph is not None:
            opening, self.vote_paragraph = self.vote_paragraph, None
            draft = self._add_vote(opening, self.vote)
            draft.extra = [paragraph]
            return True
        match = self.language.vote.match(text)
        if not match or not self.owner:
            return False
        self.vote = match["label"]
        if match.end() == len(text):
            self.vote_paragraph = paragraph
        else:
            ink = self.language.vote.match(paragraph.text)
            draft = self._add_vote(paragraph, self.vote)
            draft.label_end = paragraph.start + (ink.end() if ink else 0)
        return True

    def _add_vote(self, paragraph: Paragraph, label: str) -> Draft:
        owner = self.owner
        path = owner.path if owner else self.here.path
        count = self.taken[f"{path}/votes"] = self.taken[f"{path}/votes"] + 1
        draft = self.add(f"{path}/vote{count}" if path else f"vote{count}", "vote", paragraph, printed=label)
        draft.label_end = paragraph.lines[-1].end
        return draft

    # -- lines that say what comes

    def _part_line(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        if len(text) > 120 or (label and label.kind not in ("roman", "capital")):
            return False
        for name in ("chapter", "article", "draft_resolution", "draft_decision", "resolution", "decision", "annex", "summary"):
            match = self.language.headings[name].fullmatch(text)
            if match and getattr(self, f"_open_{name}", self._open_text)(name, match, paragraph, text):
                return True
        return False

    def _open_chapter(self, name: str, match: re.Match[str], paragraph: Paragraph, text: str) -> bool:
        if is_terminal(text):
            return False
        self._close()
        self.section = None
        self.chapter = Place(roman(number_of(match["number"])), "chapter", "text")
        self.add(self.chapter.next("h"), "heading", paragraph)
        self.title_due = None if match["title"].strip() else "heading"
        return True

    def _open_article(self, name: str, match: re.Match[str], paragraph: Paragraph, text: str) -> bool:
        number, title = number_of(match["number"]), match["title"].strip()
        if number == 0 or (title and is_terminal(title, _FULL_STOPS)) or len(title) > 80:
            return False
        self.owner = self.agenda = None
        base = self.text.path + "/" if self.text and self.text.form == "annex" else ""
        self.article = Place(f"{base}art{number}", "article", "text")
        self.add(self.article.next("h"), "heading", paragraph)
        self.title_due = None if title else "heading"
        return True

    def _open_summary(self, name: str, match: re.Match[str], paragraph: Paragraph, text: str) -> bool:
        self._close()
        self.text = Place("summary", "summary", "text")
        self.add(self.text.next("h"), "heading", paragraph)
        return True

    def _open_text(self, name: str, match: re.Match[str], paragraph: Paragraph, text: str) -> bool:
        number = match["number"] or ""
        base = self.section or self.chapter or self.root
        if name == "annex":
            if self.text and self.text.form in ("resolution", "decision"):
                base = self.text
            step = f"annex{number_of(number)}" if number else "annex"
            form = "annex"
        elif name.startswith("draft"):
            form = name.removeprefix("draft_")
            step = ("draft" if form == "resolution" else "decision") + str(number_of(number) if number else 1)
        else:
            form = name
            step = ("res" if form == "resolution" else "dec") + number.replace("/", "_")
        self._close()
        self.text = Place(base.under(step), form)
        self.add(self.text.next("h"), "heading", paragraph)
        self.title_due = "title"
        return True

    def _close(self) -> None:
        self.owner = self.agenda = self.article = self.text = None
        self.title_due = None

    # -- the title under such a line

    def _title(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        due, self.title_due = self.title_due, None
        if due is None or label or len(text) > 300:
            return False
        if text[-1] in "，,：:" or self.language.body.fullmatch(text) or (due == "heading" and is_terminal(text, "。；.;")):
            return False
        if self.article and is_terminal(text, "。；.;"):
            return False
        self.add(self.here.next("h"), due, paragraph)
        return True

    # -- date and meeting at the end

    def _signature(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        language = self.language
        if not (language.date_line.fullmatch(text) or language.meeting_line.fullmatch(text)):
            return False
        if not self.drafts or not any(draft.kind in ("operative", "paragraph", "preambular") for draft in self.drafts):
            return False
        last = self.drafts[-1]
        if last.kind == "signature":
            last.extra.append(paragraph)
            return True
        self.add(self.root.next("sig"), "signature", paragraph)
        return True

    # -- the body that acts

    def _body_line(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        if label or len(text) > 120:
            return False
        place = self.article or self.text or self.root
        if place.form in ("chapter", "summary", "article"):
            return False
        known = self.language.body.fullmatch(text) is not None
        if place.form == "annex" or (place is self.root and not known):
            known = place.stage == "head" and self.language.speaker.fullmatch(text) is not None
        if not known or (place is self.root and (self.report or self.chapter)):
            return False
        if place.stage != "head":
            if place.form == "annex" or not self._recommends(place):
                return False
            self._rename_to_council(place)
        if place is self.root:
            if place.stage == "head" and text[-1] not in "，,：:" and not self._has_title():
                return False
            place.form = "resolution"
        self.add(place.under("body"), "body", paragraph)
        place.stage = "preamble" if place.form != "decision" else "text"
        self.owner = None
        return True

    def _has_title(self) -> bool:
        return any(draft.kind == "title" for draft in self.drafts)

    def _recommends(self, place: Place) -> bool:
        """Whether the last line of this text says that another body's text follows."""
        last = next((draft for draft in reversed(self.drafts) if draft.kind != "footnote"), None)
        return last is not None and _plain(last.paragraph)[-1] in _COLONS

    def _rename_to_council(self, place: Place) -> None:
        """What stood before the recommended text are the acting body's own lines."""
        operative = 0
        for draft in self.drafts:
            if draft.kind in ("body", "preambular", "operative", "paragraph", "item") and draft.path.startswith(place.path):
                step = draft.path[len(place.path) :].lstrip("/")
                if draft.kind == "preambular" and _plain(draft.paragraph)[-1] in _COLONS:
                    operative += 1
                    step, draft.kind = f"op{operative}", "operative"
                self.taken[draft.path] = 0
                draft.path = place.under(f"ecosoc/{step}")
                self.taken[draft.path] = 1
        heads = place.count["h"]
        place.count.clear()
        place.count["h"] = heads
        place.number = 0

    # -- labelled paragraphs

    def _labelled(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        if label is None:
            return False
        if label.kind == "letter":
            return self._lettered(paragraph, text, label)
        if label.kind == "number":
            return self._numbered(paragraph, text, label)
        if label.kind == "title":
            return self._numbered_title(paragraph, text, label)
        if label.kind == "chinese" and self.article:
            return self._numbered(paragraph, text, label)
        return self._numbered_heading(paragraph, text, label)

    def _numbered_title(self, paragraph: Paragraph, text: str, label: Label) -> bool:
        if self.root.stage != "head" or self.text or is_terminal(text, "。；"):
            return False
        self.add(self.root.next("h"), "title", paragraph, label)
        return True

    def _numbered_heading(self, paragraph: Paragraph, text: str, label: Label) -> bool:
        if is_terminal(text, "。；;，,") or len(text) > _HEADING_LENGTH * 2:
            return False
        inside = self.text is not None and self.text.form in ("resolution", "annex", "decision") and self.text.stage != "done"
        if label.kind == "capital" and self.chapter:
            self._close()
            self.section = Place(f"{self.chapter.path}.{label.value}", "section", "text")
            self.add(self.section.next("h"), "heading", paragraph, label)
            return True
        if not (inside and self.text and self.text.form == "annex"):
            if self.report:
                self._close()
        self.owner = None
        if self.root.stage == "head" and not self.text:
            self.root.stage = "text"
        self.add(self.here.next("h"), "heading", paragraph, label)
        return True

    def _numbered(self, paragraph: Paragraph, text: str, label: Label) -> bool:
        number = int(label.value)
        if self._agenda_item(paragraph, text, label, number):
            return True
        if self._subsection(paragraph, text, label, number):
            return True
        place = self.article or self.text
        if place and place.form in ("resolution", "annex", "article") and self._belongs(place, number):
            kind: BlockKind = "operative" if place.form == "resolution" else "paragraph"
            step = "op" if place.form == "resolution" else "para"
            self._own(place, place.under(f"{step}{number}"), kind, paragraph, label, text)
            place.number, place.stage = number, "text"
            return True
        if self.root.form == "resolution" and not self.text:
            self._own(self.root, f"op{number}", "operative", paragraph, label, text)
            self.root.number, self.root.stage = number, "text"
            return True
        if place and place.form in ("resolution", "annex") and self.report == 0:
            self._own(place, place.under(f"op{number}" if place.form == "resolution" else f"para{number}"),
                      "operative" if place.form == "resolution" else "paragraph", paragraph, label, text)  # fmt: skip
            place.number = number
            return True
        if self.text and self.text.form in ("resolution", "annex"):
            self._close()
        self.article = None
        self._own(self.root, f"para{number}", "paragraph", paragraph, label, text)
        self.report = number
        self.root.stage = "text"
        return True

    def _belongs(self, place: Place, number: int) -> bool:
        """Whether a number goes on in this text rather than in the report around it."""
        if number == place.number + 1:
            return True
        return number != self.report + 1 and place.number < number <= place.number + 5

    def _own(self, place: Place, path: str, kind: BlockKind, paragraph: Paragraph, label: Label | None, text: str) -> None:
        draft = self.add(path, kind, paragraph, label)
        self.owner = Owner(draft.path, place, lists=text.endswith(self.language.list_lead))

    def _agenda_item(self, paragraph: Paragraph, text: str, label: Label, number: int) -> bool:
        owner = self.owner
        if self.agenda:
            if number == self.agenda.number + 1:
                self.agenda.number = number
                draft = self.add(self.agenda.under(f"item{number}"), "item", paragraph, label)
                self.owner = Owner(draft.path, self.agenda)
                return True
            self.agenda = None
            return False
        if not owner or not owner.lists or owner.place is not self.root or self.text:
            return False
        going_on = number == owner.numbered_items + 1 and number != self.report + 1
        if not going_on or (number == 1 and self.report == 0):
            return False
        owner.numbered_items = number
        draft = self.add(f"{owner.path}/item{number}", "item", paragraph, label)
        owner.item, owner.letter, owner.roman = draft.path, "", ""
        return True

    def _subsection(self, paragraph: Paragraph, text: str, label: Label, number: int) -> bool:
        """A numbered heading (1. …) in a section whose paragraphs are numbered through the report."""
        if not self.section or self.text or number == self.report + 1 or is_terminal(text, "。；：.;:"):
            return False
        section = self.section
        parent = section if section.form == "section" else Place(section.path.rpartition("/")[0], "section")
        base = section.path if section.form == "section" else section.path.rpartition(".")[0]
        if number != section.number + 1 or parent is None:
            return False
        self._close()
        self.section = Place(f"{base}.{number}", "subsection", "text", number=number)
        self.add(self.section.next("h"), "heading", paragraph, label)
        return True

    def _lettered(self, paragraph: Paragraph, text: str, label: Label) -> bool:
        value = label.value
        owner = self.owner
        if owner is None:
            owner = self.owner = Owner("", self.here)
        base = owner.item or owner.path
        follows = value == _after(owner.letter)
        is_roman = bool(re.fullmatch(r"[ivx]+", value)) and bool(owner.letter) and not (follows and len(value) == 1 and not owner.roman)
        if is_roman:
            owner.roman = value
            path = f"{base}({owner.letter})({value})" if base else owner.place.under(f"({owner.letter})({value})")
        else:
            owner.letter, owner.roman = value, ""
            path = f"{base}({value})" if base else owner.place.under(f"({value})")
        self.add(path, "item", paragraph, label)
        return True

    # -- before the text begins

    def _head_line(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        if self.text or self.chapter or self.root.stage != "head" or self.owner:
            return False
        if self.language.title.fullmatch(text) and not self._has_title() and not self.language.meta.fullmatch(text):
            self.add(self.root.next("h"), "title", paragraph)
            return True
        if self.language.meta.fullmatch(text) or not is_terminal(text, "。；;，,") and len(text) <= _HEADING_LENGTH:
            self.add(self.root.next("h"), "meta", paragraph)
            return True
        self.root.stage = "text"
        return False

    # -- entries of lists without numbers

    def _list_entry(self, paragraph: Paragraph, text: str, label: Label | None) -> bool:
        owner = self.owner
        if not owner or not owner.lists or owner.place is not self.root or self.text or owner.letter or owner.numbered_items:
            return False
        if owner.entries and owner.gap >= 0 and paragraph.gap > max(owner.gap, 1) and not paragraph.lines[0].turn:
            return False
        owner.entries += 1
        if owner.entries > 1:
            owner.gap = max(owner.gap, paragraph.gap)
        self.add(f"{owner.path}/i{owner.entries}", "item", paragraph)
        return True

    # -- everything else

    def _plain(self, paragraph: Paragraph, text: str) -> None:
        place = self.here
        heading = paragraph.lines[0].level > 0 or (len(text) <= _HEADING_LENGTH and not is_terminal(text, _FULL_STOPS))
        if place.stage in ("head", "preamble") and place.form in ("resolution", "annex"):
            preamble = place.stage == "preamble" or text[-1] in "，,"
            if preamble and not self.language.proclaim.fullmatch(text) and not (place.form == "annex" and text[-1] in _COLONS):
                place.stage = "preamble"
                self._own(place, place.next("pp"), "preambular", paragraph, None, text)
                return
        if heading:
            if text and self.language.headings["agenda"].fullmatch(text) and self.text and self.text.form == "decision":
                self.add(place.next("h"), "heading", paragraph)
                self.agenda = Place(place.under("agenda"), "agenda")
                return
            self.owner = None
            self.add(place.next("h"), "heading", paragraph)
            return
        draft = self.add(place.next("p"), "paragraph", paragraph)
        if place.stage == "head":
            place.stage = "text"
        self.owner = Owner("", place) if place.form in ("decision", "article") else Owner(draft.path, place)


def _after(letter: str) -> str:
    """The letter after this one: a after nothing, aa after z."""
    if not letter:
        return "a"
    if letter == "z":
        return "aa"
    return letter[:-1] + chr(ord(letter[-1]) + 1)


def _plain(paragraph: Paragraph) -> str:
    """A paragraph's text good enough to read its form: lines joined, blanks by Chinese characters and marks gone."""
    text = " ".join(line.text for line in paragraph.lines)
    text = text.replace("**", "").rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹ ")
    return tidy(text) or paragraph.text


def build(paragraphs: list[Paragraph], language: Language) -> list[Draft]:
    """Block drafts of these paragraphs, footnotes among them in place, in the order in which they begin."""
    builder = Builder(language)
    notes: list[tuple[Paragraph, str]] = []
    for paragraph in paragraphs:
        if paragraph.note:
            builder.drafts.append(Draft("", "footnote", paragraph.note, paragraph, paragraph.note_end))
        else:
            builder.read(paragraph)
    if builder.vote_paragraph is not None:
        builder._plain(builder.vote_paragraph, _plain(builder.vote_paragraph))
    return builder.drafts
