"""The tab “other language”: the paragraph in focus as other language versions of its document have it.

Versions pair by address. Which paragraphs do not pair one to one is worked out aside, once for two versions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader.library import Entry, Library, footnote_path
from unreader.model import Address, Block, UnreaderError
from unreader.said import said
from unreader.symbols import web_address
from unreader.tui.aside import aside
from unreader.tui.beside.card_paragraphs import OpenPage
from unreader.tui.beside.side_tab import SideTab
from unreader.tui.keys.keymap import keyed
from unreader.tui.language_names import LANGUAGES, language_name
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.place_words import meaning, place_words
from unreader.wording import _

if TYPE_CHECKING:
    from textual.app import App

    from unreader.comparing.comparison import Comparison, Pair

#: Two versions: symbol, the language that is read, the other one.
_Versions = tuple[str, str, str]


class _Paired(Struct, frozen=True):
    """Two versions of a text, paired; the pairs of each block of the first by its path."""

    comparison: Comparison
    by_path: dict[str, list[Pair]]


class OtherLanguageTab(SideTab):
    """The paragraph in other languages. `changed` is called when there is something new to show."""

    name = "other_language"
    patient = True

    def __init__(self, library: Library, app: App[int], changed: Callable[[], None]) -> None:
        self._library = library
        self._app = app
        self._changed = changed
        self._address: Address | None = None
        self._paired: dict[_Versions, _Paired | UnreaderError] = {}
        self._asked: set[_Versions] = set()

    def follow(self, address: Address, warnings: Sequence[str]) -> None:
        """Another paragraph."""
        self._address = address

    def leave(self) -> None:
        """No paragraph."""
        self._address = None

    def forget(self) -> None:
        """The library has changed: versions are paired anew."""
        self._paired.clear()
        self._asked.clear()

    def find(self) -> None:
        """Have the versions of the document paired, aside. Raises UnreaderError where one cannot be read."""
        here = self._address
        if here is None:
            return
        for other in versions(self._library, here):
            key = (here.symbol, here.language, other.language)
            if key not in self._asked:
                self._asked.add(key)
                mine = self._library.document(here.symbol, here.language).blocks
                theirs = self._library.document(other.symbol, other.language).blocks
                aside(self._app, partial(_pair, mine, theirs), partial(self._keep, key))

    def _keep(self, key: _Versions, outcome: _Paired | UnreaderError) -> None:
        if key in self._asked:
            self._paired[key] = outcome
            self._changed()

    def paragraphs(self) -> list[Paragraph]:
        """The paragraph in each other language, or where to get one."""
        here = self._address
        if here is None:
            return []
        others = versions(self._library, here)
        if not others:
            return _elsewhere(here)
        shown: list[Paragraph] = []
        for other in others:
            paired = self._paired.get((here.symbol, here.language, other.language))
            shown += self._version(here, other, paired, first=not shown)
        return shown

    def _version(
        self, here: Address, other: Entry, paired: _Paired | UnreaderError | None, *, first: bool
    ) -> list[Paragraph]:
        language, space = other.language, 0 if first else 1
        if paired is None:
            words = _("Reading the version in {language} …").format(language=language_name(language))
            return [Paragraph((language, "reading"), words, "hint", space_before=space, focusable=False)]
        if isinstance(paired, UnreaderError):
            return [Paragraph((language, "trouble"), said(paired), "error", space_before=space, focusable=False)]
        pairs = paired.by_path.get(here.path, [])
        blocks = [pair.b for pair in pairs if pair.b is not None]
        shown = []
        words = _does_not_pair(pairs, paired.comparison, here.path, language)
        if words:
            shown.append(Paragraph((language, "unpaired"), words, "error", space_before=space, focusable=False))
            space = 0
        notes = {
            block.path: block
            for block in self._library.document(other.symbol, language).blocks
            if block.kind == "footnote"
        }
        for block in blocks:
            shown += _block_rows(place_in(other, block.path), block, notes, space)
            space = 1
        return shown

    def place_of(self, key: object) -> Address | None:
        """The paragraph in the other language."""
        return key if isinstance(key, Address) else None


def versions(library: Library, address: Address) -> list[Entry]:
    """The other language versions of the document at an address, in the library's order."""
    own = library.find_entry(address.symbol, address.language)
    if own is None:
        return []
    return [
        entry for entry in library.entries() if entry.language != own.language and set(entry.symbols) & set(own.symbols)
    ]


def place_in(entry: Entry, path: str) -> Address:
    """A place in the document of an entry, in its language."""
    return Address(entry.symbol, path, entry.language)


def _pair(mine: Sequence[Block], theirs: Sequence[Block]) -> _Paired:
    from unreader.comparing.versions import pair_versions

    comparison = pair_versions(mine, theirs)
    by_path: dict[str, list[Pair]] = {}
    for pair in comparison.pairs:
        if pair.a is not None:
            by_path.setdefault(pair.a.path, []).append(pair)
    return _Paired(comparison, by_path)


def _does_not_pair(pairs: Sequence[Pair], comparison: Comparison, path: str, language: str) -> str:
    """What is to be said where a paragraph has not exactly one counterpart; "" where it has."""
    name = language_name(language)
    if not any(pair.b is not None for pair in pairs):
        return _("This paragraph has no counterpart in {language}.").format(language=name)
    if len(pairs) > 1:
        return _("One paragraph here, {n} in {language}:").format(n=len(pairs), language=name)
    pair = pairs[0]
    if pair.change == "merged" and pair.b is not None:
        together = [
            one.a.path for one in comparison.pairs if one.b is pair.b and one.a is not None and one.a.path != path
        ]
        return _("In {language} it is one paragraph with {others}:").format(
            language=name, others=", ".join(place_words(one.rpartition("/")[2]) for one in together)
        )
    return ""


def _block_rows(at: Address, block: Block, notes: dict[str, Block], space: int) -> list[Paragraph]:
    head = meaning(at.symbol, at.path)
    text = f"{head}  {language_name(at.language)}"
    rows = [
        Paragraph(
            at, text, "card-head", label="▸", marks=(Mark(len(head), len(text), "card-meta"),), space_before=space
        ),
        Paragraph(
            (at, "text"),
            block.text,
            "card-text",
            label=block.label,
            callouts=tuple((mark.at, mark.label) for mark in block.footnotes),
            focusable=False,
        ),
    ]
    for mark in block.footnotes:
        note = notes.get(footnote_path(block.path, mark.label, notes))
        if note is not None:
            rows.append(Paragraph((at, note.path), note.text, "card-meta", label=note.label, indent=2, focusable=False))
    return rows


def _elsewhere(here: Address) -> list[Paragraph]:
    """No other version is here: where the UN publishes them."""
    said = _(
        "The library has this document in {language} alone. {import_documents} imports another version; on the web:"
    )
    shown = [Paragraph("alone", keyed(said, language=language_name(here.language)), "hint", focusable=False)]
    for code in LANGUAGES:
        url = web_address(here.symbol, code)
        if url and code != here.language:
            text = f"{language_name(code)}  {url}"
            page = OpenPage(url)
            mark = Mark(len(text) - len(url), len(text), "link", page)
            shown.append(Paragraph(page, text, "card-meta", marks=(mark,), indent=2))
    return shown
