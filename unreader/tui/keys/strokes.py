"""Strokes in, actions out: digits that count, keys of two strokes, keys that wait for a letter.

It knows which keys there are, not what they do: `take` says what a stroke means where the given areas work.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from unreader.tui.keys.keymap import Keymap
from unreader.tui.keys.table import Key

#: No count is longer: nothing here is done ten thousand times.
_DIGITS = 4


class Chosen(Struct, frozen=True):
    """An action was chosen: with the digits typed before it (None: none), and the letter that it waited for."""

    key: Key
    count: int | None = None
    letter: str = ""


class Waiting(Struct, frozen=True):
    """More is to come: a digit was typed, or the first stroke of several, or what was begun was given up (Escape)."""


class Dropped(Struct, frozen=True):
    """What was begun does not go on like this: these strokes do nothing together."""

    strokes: tuple[str, ...]


class Strokes:
    """What has been typed of a key so far."""

    def __init__(self) -> None:
        self._digits = ""
        self._strokes: tuple[str, ...] = ()
        self._areas: tuple[str, ...] = ()
        #: The action that waits for a letter.
        self.waits_for: Key | None = None

    @property
    def begun(self) -> bool:
        """Whether the next stroke belongs to this key, whatever it is."""
        return bool(self._strokes) or self.waits_for is not None

    @property
    def typed(self) -> tuple[str, tuple[str, ...]]:
        """The digits and the strokes so far, to be shown."""
        return self._digits, self._strokes

    def forget(self) -> None:
        """Begin anew."""
        self._digits, self._strokes, self.waits_for = "", (), None

    def wait_for_letter(self, key: Key) -> None:
        """Go on as if the strokes of an action that waits for a letter had been typed."""
        self.forget()
        self.waits_for = key

    def take(
        self, stroke: str, character: str | None, areas: Sequence[str], keymap: Keymap
    ) -> Chosen | Waiting | Dropped | None:
        """What a stroke means; None when it is no key of these areas.

        `areas` are those that work now, the innermost first; once a key is begun, those of its first stroke count.
        """
        if stroke == "escape" and (self.begun or self._digits):
            self.forget()
            return Waiting()
        if self.waits_for is not None:
            letter = character if character is not None and len(character) == 1 and character.isalpha() else ""
            return self._chosen(self.waits_for, letter) if letter else self._dropped(stroke)
        if not self._strokes:
            self._areas = tuple(areas)
            if areas and self._is_count(stroke) and not any(keymap.find(area, (stroke,)) for area in areas):
                self._digits = (self._digits + stroke)[-_DIGITS:]
                return Waiting()
        return self._go_on((*self._strokes, stroke), keymap)

    def _go_on(self, strokes: tuple[str, ...], keymap: Keymap) -> Chosen | Waiting | Dropped | None:
        for area in self._areas:
            key = keymap.find(area, strokes)
            if key is not None and not key.letter:
                return self._chosen(key)
            if key is not None or keymap.begins(area, strokes):
                self._strokes, self.waits_for = strokes, key
                return Waiting()
        if self._strokes:
            return self._dropped(strokes[-1])
        self._digits = ""
        return None

    def goes_on(self, keymap: Keymap) -> list[tuple[str, Key]]:
        """What may follow the strokes so far."""
        return [one for area in self._areas for one in keymap.going_on(area, self._strokes)] if self._strokes else []

    def _is_count(self, stroke: str) -> bool:
        return len(stroke) == 1 and stroke.isascii() and stroke.isdecimal() and (bool(self._digits) or stroke != "0")

    def _chosen(self, key: Key, letter: str = "") -> Chosen:
        count = int(self._digits) if self._digits else None
        self.forget()
        return Chosen(key, count, letter)

    def _dropped(self, stroke: str) -> Dropped:
        strokes = (*self._strokes, stroke)
        self.forget()
        return Dropped(strokes)
