"""What to compare a text with: its known stages first, then probable ones, its other languages, then any address."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import events, on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from unreader.library import Library, find_address
from unreader.model import Address, UnreaderError
from unreader.tui.aside import aside
from unreader.tui.beside.other_language import versions
from unreader.tui.comparing.stage_words import FoundStages, history_aside, relation_words
from unreader.tui.document.goto import nothing_named, suggestions
from unreader.tui.frame.typed_choice import TypedChoice
from unreader.tui.language_names import language_name
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import beginning, meaning
from unreader.wording import _

if TYPE_CHECKING:
    from unreader.comparing.stages import History

#: More places than fit under the field help nobody.
_MOST = 12


class Offer(Struct, frozen=True):
    """A text to compare with: where, what it is, and whether it is earlier than the text at hand (None: unknown)."""

    address: Address
    words: str
    earlier: bool | None = None


class Chosen(Struct, frozen=True):
    """The two texts to compare, the earlier one first as far as that is known."""

    a: Address
    b: Address


class CompareChooser(TypedChoice[Chosen]):
    """Choose a text to compare with.

    `here` is the paragraph in focus; Tab turns from its text to others around it. `left` is the comparison that one
    left for this paragraph: the way back is offered first.
    """

    DEFAULT_CSS = """
    CompareChooser > #box { width: 90; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "widen", show=False)]

    def __init__(self, library: Library, here: Address, left: Chosen | None = None) -> None:
        hint = _("Enter: compare · ↓ ↑: choose · Tab: another part · Esc: close")
        super().__init__("", hint, _("another text: A/RES/78/229 · E/2024/30 chap. I · 78/229 op12"))
        self._library = library
        self._here = here
        self._parts = parts(library, here)
        self._part = self._parts[0]
        self._left = left if left is not None and any(here.within(place) for place in (left.a, left.b)) else None
        self._offers: Sequence[Offer] = ()
        self._looking = True
        #: The text to which a person went in the list.
        self._gone_to: Hashable | None = None

    @on(events.Mount)
    def _begin(self) -> None:
        self._ask()

    # -- what is offered -------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Offer what is known at once; the stages are looked for aside."""
        part = self._part
        self.query_one("#box").border_title = _("Compare {place} with").format(place=meaning(part.symbol, part.path))
        self._offers = tuple(_other_languages(self._library, part))
        self._looking = True
        self._chosen_unseen = False
        self._fill()
        aside(
            self.app,
            history_aside(self._library, part, lambda: self.is_attached and part == self._part),
            lambda found: self._found(part, found),
        )

    def _found(self, part: Address, found: FoundStages | UnreaderError) -> None:
        if part != self._part or not self.is_attached:
            return
        self._looking = False
        if isinstance(found, UnreaderError):
            self.say(str(found))
        else:
            self._offers = (*_stages(self._library, part, found.history), *self._offers)
        self._fill()
        if self._chosen_unseen and not self.field.value:
            self.choose()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.say("")
        self._chosen_unseen = False
        self._gone_to = None
        self._fill()

    def _fill(self) -> None:
        typed = self.field.value.strip()
        rows = [_row(offer) for offer in self._shown(typed)]
        if self._left is not None and not typed:
            a, b = (meaning(place.symbol, place.path) for place in (self._left.a, self._left.b))
            said = _("back to the comparison: {a} → {b}").format(a=a, b=b)
            rows.insert(0, Paragraph("left", said, "item", marks=(Mark(0, len(said), "emphasis"),)))
        if self._looking and not typed:
            rows.append(Paragraph("looking", _("Looking for stages …"), "hint", focusable=False))
        elif not rows and not typed:
            nothing = _("No other stages are known: type an address.")
            rows.append(Paragraph("nothing", nothing, "hint", focusable=False))
        elif not rows:
            rows.append(nothing_named())
        self.choices.choices(rows, focus=self._gone_to)

    def _shown(self, typed: str) -> list[Offer]:
        if not typed:
            return list(self._offers)
        wanted = typed.casefold()
        found = {
            offer.address: offer for offer in self._offers if wanted in f"{offer.address} {offer.words}".casefold()
        }
        for place in suggestions(self._library, typed, self._here):
            if place.plain != self._part.plain:
                found.setdefault(place, Offer(place, beginning(self._library, place)))
        return list(found.values())[:_MOST]

    # -- choosing --------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Compare with the text in focus, else with the one that was typed."""
        typed = self.field.value.strip()
        key = self.choices.focus_key
        offer = next((one for one in self._shown(typed) if one.address == key), None)
        if key == "left":
            self.dismiss(self._left)
        elif offer is not None:
            self._take(offer)
        elif self._looking and not typed:
            self._chosen_unseen = True
        elif typed:
            try:
                self._take(Offer(find_address(self._library, typed, self._here).address, ""))
            except UnreaderError as error:
                self.say(str(error))

    def _take(self, offer: Offer) -> None:
        if offer.address == self._part:
            self.say(_("That is the text itself."))
            return
        earlier = offer.earlier
        if earlier is None:
            earlier = _is_before(self._library, offer.address, self._part)
        a, b = (offer.address, self._part) if earlier else (self._part, offer.address)
        self.dismiss(Chosen(a, b))

    def action_next(self) -> None:
        """The next text; it stays chosen when others come before it."""
        super().action_next()
        self._gone_to = self.choices.focus_key

    def action_previous(self) -> None:
        """The text before."""
        super().action_previous()
        self._gone_to = self.choices.focus_key

    def action_widen(self) -> None:
        """Compare the text, the whole document, the paragraph alone."""
        at = self._parts.index(self._part)
        self._part = self._parts[(at + 1) % len(self._parts)]
        self._ask()


def parts(library: Library, here: Address) -> list[Address]:
    """What may be compared from a paragraph: the text it is in, the document, the paragraph; each once."""
    from unreader.comparing.stages import text_around

    return list(dict.fromkeys((text_around(library, here), replace(here, path=""), here)))


def _stages(library: Library, part: Address, found: History) -> Iterator[Offer]:
    """The other stages that the library has, known ones first; earlier or later than the part at hand."""
    place = next((n for n, step in enumerate(found.stages) if step.address and part.within(step.address)), None)
    for number, step in enumerate(found.stages):
        if step.address is None or step.address.plain == part.plain or number == place:
            continue
        entry = library.find_entry(step.address.symbol, part.language)
        address = replace(step.address, language=entry.language if entry else "")
        earlier = None if step.probable or place is None else number < place
        yield Offer(address, relation_words(step), earlier)


def _other_languages(library: Library, part: Address) -> Iterator[Offer]:
    for entry in versions(library, part):
        said = _("the same in {language}").format(language=language_name(entry.language))
        with suppress(UnreaderError):  # whose file has gone cannot be compared with
            path = part.path if part.path in library.paths(entry.symbol, entry.language) else ""
            yield Offer(Address(entry.symbol, path, entry.language), said, earlier=False)


def _is_before(library: Library, one: Address, other: Address) -> bool:
    """Whether a document is dated before another; not where a date is not known."""
    dates = [entry.date if (entry := library.find_entry(at.symbol, at.language)) else None for at in (one, other)]
    return bool(dates[0] and dates[1] and dates[0] < dates[1])


def _row(offer: Offer) -> Paragraph:
    name = meaning(offer.address.symbol, offer.address.path)
    text = f"{name}  {shortened(offer.words, 80)}"
    return Paragraph(offer.address, text, "item", marks=(Mark(0, len(name), "emphasis"),))
