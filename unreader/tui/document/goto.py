"""Going to a typed address, with the places that may be meant while one types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import Input

from unreader.library import Library, find_address
from unreader.model import Address, UnreaderError
from unreader.tui.frame.typed_choice import TypedChoice
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.pinyin import has_initials, may_be_initials
from unreader.tui.place_words import beginning, meaning
from unreader.wording import _

#: More places than fit beside the field help nobody.
_MOST = 9


def suggestions(library: Library, typed: str, here: Address | None) -> list[Address]:
    """The places that a person may mean, the likeliest first: what it names, what begins so, documents."""
    found: dict[tuple[str, str], Address] = {}
    if not typed.strip():
        return []
    try:
        best = find_address(library, typed, here).address
        found[best.symbol, best.path] = best
    except UnreaderError:
        pass
    for address in (*_begin_so(library, typed, here), *_documents(library, typed)):
        found.setdefault((address.symbol, address.path), address)
        if len(found) >= _MOST:
            break
    return list(found.values())


def _begin_so(library: Library, typed: str, here: Address | None) -> Iterator[Address]:
    """Places of the document in view, one of whose steps begins as typed: op7 → op7, op70, draft1/op7; dr → draft1."""
    if here is None:
        return
    wanted = re.sub(r"\s+", "", typed).lower().lstrip("#")
    if wanted.isdecimal():
        begins = re.compile(rf"(?:^|/)(?:op|para){wanted}")
    else:
        begins = re.compile(rf"(?:^|/){re.escape(wanted)}", re.IGNORECASE)
    try:
        every = library.paths(here.symbol, here.language)
    except UnreaderError:  # its file has gone
        return
    container = here.path.rpartition("/")[0]
    found = ((path, match) for path in every if (match := begins.search(path)))
    paths = dict.fromkeys(f"{path[: match.end()]}{path[match.end() :].partition('/')[0]}" for path, match in found)
    # The innermost numbered text first, as for a number typed alone.
    for path in sorted(paths, key=lambda path: not path.startswith(container)):
        yield Address(here.symbol, path, here.language)


def _documents(library: Library, typed: str) -> Iterator[Address]:
    wanted, named = typed.strip().lower(), False
    for entry in library.entries():
        if any(wanted in symbol.lower() for symbol in entry.symbols) or wanted in entry.title.lower():
            named = True
            yield Address(entry.symbol, "", entry.language)
    if not named and may_be_initials(wanted):
        for entry in library.entries():
            if has_initials(entry.title, wanted):
                yield Address(entry.symbol, "", entry.language)


def nothing_named() -> Paragraph:
    """What a list of places says when nothing is called as was typed."""
    said = _("Nothing is called so: type a symbol, a place (op12, para 29, draft3) or words of a title.")
    return Paragraph("nothing", said, "hint", focusable=False)


class Goto(TypedChoice[Address | str]):
    """The address line. Gives the address, or "top" when g is typed first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    def __init__(self, library: Library, here: Address | None) -> None:
        hint = _("Enter: go · ↓ ↑: choose · Tab: complete · g: top · Esc: close")
        super().__init__(_("Go to"), hint, _("op70 · 29 · draft6/op43 · E/2024/30 para 23"))
        self._library = library
        self._here = here

    def on_key(self, event: Key) -> None:
        """A g typed first goes to the top."""
        if event.character == "g" and not self.field.value:
            event.stop()
            event.prevent_default()
            self.dismiss("top")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value.strip().lower() == "g":
            self.dismiss("top")
            return
        self.say("")
        places = suggestions(self._library, event.value, self._here)
        lines = [self._line(place) for place in places]
        self.choices.choices(lines or [nothing_named()] * bool(event.value.strip()))

    def _line(self, place: Address) -> Paragraph:
        name = meaning(place.symbol, place.path)
        text = f"{name}  {shortened(beginning(self._library, place), 60)}"
        return Paragraph(str(place), text, "item", marks=(Mark(0, len(name), "emphasis"),))

    def choose(self) -> None:
        """The place in focus, else the one that was typed."""
        chosen = self.choices.focus_key
        if isinstance(chosen, str):
            self.dismiss(Address.parse(chosen))
            return
        try:
            self.dismiss(find_address(self._library, self.field.value, self._here).address)
        except UnreaderError as error:
            self.say(str(error))

    def action_complete(self) -> None:
        """Write the chosen place into the line."""
        chosen = self.choices.focus_key
        if isinstance(chosen, str):
            field = self.field
            address = Address.parse(chosen)
            inside = self._here is not None and address.symbol == self._here.symbol and address.path
            field.value = address.path if inside else chosen
            field.cursor_position = len(field.value)
