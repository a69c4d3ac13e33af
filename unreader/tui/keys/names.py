"""The names of keys: as people write them in a file, as Textual calls them, as they are shown.

A stroke is one key with what is held down (`ctrl+d`, `G`, `question_mark`); a key of the table is one stroke or two,
parted by a blank (`right_square_bracket h`).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from unreader.wording import _

#: Textual's names of the keys that have no character of their own, with how they are shown.
NAMED = {
    "space": "Space",
    "tab": "Tab",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "BkSp",
    "delete": "Del",
    "insert": "Ins",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
#: Other names that people write.
_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "bksp": "backspace",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "spacebar": "space",
    "plus": "+",
    "minus": "-",
}
_MODIFIERS = ("ctrl", "alt", "shift")
#: Keys that a terminal sends as another one: which that is.
SAME_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace"}
#: Characters with a name of Textual's own; the others are called by their Unicode names.
_CALLED = {"/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore"}
#: What a Chinese keyboard types where an English one has these: they do the same.
_FULL_WIDTH = str.maketrans("。、，；：？！【】《》（）‘’“”｜·", ".\\,;:?![]<>()''\"\"|`")


class KeyNameError(ValueError):
    """What was written names no key; the message says what is wrong and what to write."""


@lru_cache(maxsize=1000)
def stroke_of(character: str) -> str:
    """Textual's name of the key that types a character: ? → question_mark, G → G, ； → semicolon."""
    if character == " ":
        return "space"
    character = unicodedata.normalize("NFKC", character.translate(_FULL_WIDTH))
    if len(character) != 1 or character.isalnum():
        return character
    if character in _CALLED:
        return _CALLED[character]
    return unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")


def typed_stroke(key: str, character: str | None) -> str:
    """The stroke of a key as Textual reports it; what a Chinese keyboard types counts as what an English one would."""
    held = key.rpartition("+")[0].split("+")
    return key if character is None or set(held) & {*_MODIFIERS, "super", "meta", "hyper"} else stroke_of(character)


def parse_key(written: str) -> str:
    """The key that a person wrote, of one stroke or two: `] h`, `Ctrl+D`, `PgDn`, `?`. Raises KeyNameError."""
    strokes = written.split() or ([" "] if written else [])
    if not 1 <= len(strokes) <= 2:
        raise KeyNameError(_("{written!r} is no key: write one stroke, or two with a blank").format(written=written))
    return " ".join(_parse_stroke(stroke) for stroke in strokes)


def _parse_stroke(written: str) -> str:
    if len(written) == 1:
        return stroke_of(written)
    held, last = _held(written)
    name = _ALIASES.get(last.lower(), last.lower())
    if len(last) == 1 or len(name) == 1:
        stroke = _with_character(held, last if len(last) == 1 else name)
    elif name in NAMED:
        stroke = "+".join((*held, name))
    elif (character := _character_called(name)) is not None:
        stroke = _with_character(held, character)
    else:
        from difflib import get_close_matches

        near = get_close_matches(name, [*NAMED, *_ALIASES], n=1)
        hint = _("; did you mean {name}?").format(name=near[0]) if near else ""
        raise KeyNameError(_("{written!r} is no key").format(written=written) + hint)
    if stroke in SAME_AS:
        message = _("{key} is {same} for a terminal: choose another key")
        raise KeyNameError(message.format(key=shown(stroke), same=shown(SAME_AS[stroke])))
    return stroke


def _held(written: str) -> tuple[tuple[str, ...], str]:
    """What is held down, in Textual's order, and the key itself (`ctrl++` holds ctrl with +)."""
    head, last = (written[:-2], "+") if written.endswith("++") else written.rpartition("+")[::2]
    words = [word.lower() for word in head.split("+") if word]
    for word in words:
        if word not in _MODIFIERS:
            raise KeyNameError(_("{word!r} cannot be held down: ctrl, alt and shift can").format(word=word))
    return tuple(word for word in sorted(_MODIFIERS) if word in words), last


def _with_character(held: tuple[str, ...], character: str) -> str:
    """A character with keys held down: shift makes a capital letter, ctrl does not see capitals."""
    if "shift" in held and character.isalpha():
        held = tuple(word for word in held if word != "shift")
        character = character.upper()
    if "ctrl" in held:
        character = character.lower()
    return "+".join((*held, stroke_of(character)))


def _character_called(name: str) -> str | None:
    """The ASCII character that Textual calls so."""
    return next((chr(code) for code in range(33, 127) if stroke_of(chr(code)) == name and len(name) > 1), None)


@cache
def shown(key: str) -> str:
    """A key as a person reads it: question_mark → ?, ctrl+d → Ctrl+D, right_square_bracket h → ] h."""
    return " ".join(_shown_stroke(stroke) for stroke in key.split())


def _shown_stroke(stroke: str) -> str:
    *held, name = stroke.split("+")
    if name in NAMED:
        last = NAMED[name]
    else:
        last = _character_called(name) or name
        if held:
            last = last.upper()
    return "+".join((*(word.capitalize() for word in held), last))


def written(key: str) -> str:
    """A key as it is written in a file, so that `parse_key` reads it back: question_mark → ?, alt+left → alt+left."""
    strokes = []
    for stroke in key.split():
        *held, name = stroke.split("+")
        strokes.append("+".join((*held, name if name in NAMED else _character_called(name) or name)))
    return " ".join(strokes)
