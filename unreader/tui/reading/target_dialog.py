"""Giving a citation its right target: an address as people type it, or one of the texts that may be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import ClassVar, Literal

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from unreader.citing.correcting import given_target
from unreader.citing.instruments import instrument, registry
from unreader.library import Library, find_address, pinpoint_of
from unreader.model import SAME_DOCUMENT, Address, Citation, UnreaderError
from unreader.symbols import canonical
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import meaning, place_words
from unreader.wording import _

_MOST = 9
_TITLE_CELLS = 60
_ITEMS = r"((?:\s*\([0-9a-z]+\))*)"
#: Places as people type them after a symbol, and what a citation calls them.
_PLACES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (rf"执行部分第?\s*(\d+)\s*段{_ITEMS}|op(?:erative)?\.?\s*(?:para(?:graph)?\.?\s*)?(\d+){_ITEMS}", "op"),
        (rf"序言部?分?第?\s*(\d+)\s*段{_ITEMS}|(?:pp|preambular\s+para(?:graph)?)\.?\s*(\d+){_ITEMS}", "pp"),
        (rf"(?:第\s*)?(\d+)\s*[段款]{_ITEMS}|(?:paras?|paragraphs?)\.?\s*(\d+){_ITEMS}", "para"),
        (rf"(?:第\s*)?(\d+)\s*条{_ITEMS}|(?:art|article)\.?\s*(\d+){_ITEMS}", "art"),
        (r"(?:附件|annex)\s*(\d*)", "annex"),
        (r"ch(?:ap(?:ter)?)?\.?\s*([IVXLC]+|\d+)\b", "ch"),
        (r"sec(?:t(?:ion)?)?\.?\s*(\d+)", "sec"),
    )
)
#: Words that belong to the symbol before them (A/RES/217 A (III)); where a place begins that no blank sets apart.
_SYMBOL_GOES_ON = re.compile(r"[A-Z]|\([A-Z\d]+\)", re.IGNORECASE)
_PLACE_BEGINS = re.compile(r"[,，]?(?:附件|第|执行部分|序言)")
_BETWEEN = re.compile(r"[\s,，、/]+")


class Target(Struct, frozen=True):
    """A target and the place in it, as a citation has them."""

    target: str
    pinpoint: str = ""

    @property
    def words(self) -> str:
        """In symbols and words: A/RES/76/181, annex, para. 29."""
        work, _hash, inner = self.target.partition("#")
        place = "/".join(part for part in (inner, self.pinpoint) if part)
        return meaning(work, place) if work else _("this document, {place}").format(place=place_words(place))

    @property
    def typed(self) -> str:
        """As it can be typed."""
        work, _hash, inner = self.target.partition("#")
        place = "/".join(part for part in (inner, self.pinpoint) if part)
        return f"{work}#{place}" if place else work


def typed_place(typed: str) -> str:
    """A place as typed after a symbol as a pinpoint: `annex, para 29` → annex/para29; unknown words stay."""
    rest, parts = typed.strip(), []
    while rest:
        for pattern, name in _PLACES:
            if match := pattern.match(rest):
                found = [group for group in match.groups() if group]
                parts.append(name + re.sub(r"\s", "", "".join(found)))
                rest = rest[match.end() :]
                break
        else:
            word = re.match(r"[^\s,，、/]+", rest)
            parts.append(word[0] if word else "")
            rest = rest[word.end() if word else len(rest) :]
        rest = _BETWEEN.sub("", rest, count=1) if _BETWEEN.match(rest) else rest
    return "/".join(part for part in parts if part)


def typed_target(library: Library, typed: str, here: Address) -> Target:
    """What a typed target means, seen from the citing paragraph. Raises AddressError or CorrectionError.

    A symbol need not be in the library; a number alone, or a place alone, is looked for there.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if "#" in text:
        return Target(*given_target(text))
    for symbol, place in _splits(text):
        return Target(*given_target(symbol, typed_place(place)))
    found = find_address(library, text, here)
    own = library.entry(here.symbol, here.language).symbols
    if found.address.symbol in own and not found.asked:
        return Target(*given_target(SAME_DOCUMENT + found.address.path))
    path = found.address.path
    for opening in library.openings(found.asked) if found.asked else ():
        container = opening.address.path
        if found.address.within(opening.address) and container:
            path = path.removeprefix(container).lstrip("/")
            break
    return Target(*given_target(found.asked or found.address.symbol, path))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """(symbol, place) in every way in which the text may divide, the longest symbol first."""
    words = text.split()
    whole = 1
    while whole < len(words) and _SYMBOL_GOES_ON.fullmatch(words[whole]):
        whole += 1
    for count in range(whole, 0, -1):
        symbol = "".join(words[:count]).rstrip(",，")
        if cut := _PLACE_BEGINS.search(symbol):
            symbol, place = symbol[: cut.start()], " ".join((symbol[cut.start() :], *words[count:]))
        else:
            place = " ".join(words[count:])
        if canonical(symbol) or canonical(symbol.upper()):
            yield symbol, place.lstrip(",， ")


def may_be_meant(library: Library, typed: str, here: Address) -> list[Target]:
    """The targets that a person may mean, the likeliest first: what it says, documents, instruments by name."""
    found: dict[Target, None] = {}
    wanted = typed.strip().lower()
    if not wanted:
        return []
    with suppress(UnreaderError):
        found[typed_target(library, typed, here)] = None
    for target in (*_documents(library, wanted), *_instruments(wanted)):
        found.setdefault(target)
        if len(found) >= _MOST:
            break
    return list(found)


def _documents(library: Library, wanted: str) -> Iterator[Target]:
    for entry in library.entries():
        if any(wanted in symbol.lower() for symbol in entry.symbols) or wanted in entry.title.lower():
            yield Target(entry.symbol)


def _instruments(wanted: str) -> Iterator[Target]:
    for one in registry().instruments:
        names = (one.id, *one.names("zh"), *one.names("en"))
        if any(wanted in name.lower() for name in names):
            yield Target(one.id)


class TargetDialog(Dialog[Target | Literal["rules"]]):
    """The right target of some words. Gives it, or "rules" where what the rules had found is to count again."""

    DEFAULT_CSS = """
    TargetDialog { align: center top; & > #box { margin-top: 2; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "next", show=False),
        Binding("up", "previous", show=False),
        Binding("tab", "complete", show=False),
    ]

    def __init__(self, library: Library, here: Address, citations: Sequence[Citation]) -> None:
        super().__init__(_("Right target"), _("Enter: give · ↓ ↑: choose · Tab: complete · Esc: close"))
        self._library = library
        self._here = here
        self._citations = citations

    def inside(self) -> ComposeResult:
        """The words, the address line, and what it may mean."""
        yield ChoiceList(id="words")
        yield Input(placeholder=_("A/RES/70/1 para 3 · UNTS/2349/42146 art 57(5) · 反腐败公约 · op12"))
        yield ChoiceList(id="targets")

    def on_mount(self) -> None:
        """Type at once, or choose from the candidates."""
        words, targets = self.query_one("#words", ChoiceList), self.query_one("#targets", ChoiceList)
        words.can_focus = targets.can_focus = False
        quotes = dict.fromkeys(one.quote for one in self._citations)
        words.choices([Paragraph("words", " · ".join(quotes), "card-head", focusable=False)])
        self.set_focus(self.query_one(Input))
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.say("")
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        """What is typed and what it may mean; with nothing typed, what may be meant anyway."""
        if typed.strip():
            lines = [self._line(target) for target in may_be_meant(self._library, typed, self._here)]
        else:
            lines = [self._line(target) for target in _candidates(self._citations)]
            decision = next((one.decision for one in self._citations if one.decision is not None), None)
            if decision is not None:
                found = Target(decision.target, decision.pinpoint).words if decision.target else _("no target")
                lines.append(Paragraph("rules", _("as the rules found: {target}").format(target=found), "item"))
        self.query_one("#targets", ChoiceList).choices(lines)

    def _line(self, target: Target) -> Paragraph:
        name = target.words
        work = target.target.partition("#")[0]
        known = instrument(target.target) or instrument(work)
        entry = self._library.find_entry(work, self._here.language)
        title = entry.title if entry else known.title(self._here.language) if known else ""
        text = f"{name}  {shortened(title, _TITLE_CELLS)}" if title else name
        return Paragraph(target, text, "item", marks=(Mark(0, len(name), "emphasis"),))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        chosen = self.query_one("#targets", ChoiceList).focus_key
        if isinstance(chosen, Target):
            self.dismiss(chosen)
        elif chosen == "rules":
            self.dismiss("rules")
        else:
            try:
                self.dismiss(typed_target(self._library, self.query_one(Input).value, self._here))
            except UnreaderError as error:
                self.say(str(error))

    @on(LinePane.Clicked, "#targets")
    @on(LinePane.Activated, "#targets")
    def _chosen(self) -> None:
        self._submitted()

    def action_next(self) -> None:
        """The next target."""
        self.query_one("#targets", ChoiceList).action_next_paragraph()

    def action_previous(self) -> None:
        """The target before."""
        self.query_one("#targets", ChoiceList).action_previous_paragraph()

    def action_complete(self) -> None:
        """Write the chosen target into the line."""
        chosen = self.query_one("#targets", ChoiceList).focus_key
        if isinstance(chosen, Target):
            field = self.query_one(Input)
            field.value = chosen.typed
            field.cursor_position = len(field.value)


def _candidates(citations: Iterable[Citation]) -> list[Target]:
    """What the rules or a conflict name: the candidates of an ambiguous citation, the other side of a conflict."""
    found: dict[Target, None] = {}
    for one in citations:
        for candidate in one.candidates:
            found[Target(candidate, pinpoint_of(one))] = None
        if one.conflict is not None:
            found[Target(one.conflict.target, one.pinpoint)] = None
    return list(found)
