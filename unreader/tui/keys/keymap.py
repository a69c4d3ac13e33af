"""Which keys hold: the table's, changed as config.toml says, and looked up stroke by stroke.

    use(keymap_of(settings)[0]); keymap().shown(key); keymap().find("reading", ("t",))

A change that cannot hold (no such action, no such key, a key that another action has) is left out and told; the rest
of the file counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from unreader.said import said
from unreader.settings import Settings
from unreader.tui.keys.names import KeyNameError, parse_key, shown
from unreader.tui.keys.table import KEYS, SHADOWING, TOGETHER, Key
from unreader.wording import _

__all__ = ["Keymap", "clashes", "keyed", "keymap", "keymap_of", "shown_key", "use"]


class Keymap:
    """The keys of every action. `changed` gives other keys, or none, to some of them."""

    def __init__(self, changed: Mapping[Key, tuple[str, ...]] | None = None) -> None:
        self._changed = dict(changed or {})
        self._found: dict[tuple[str, tuple[str, ...]], Key] = {}
        self._begun: set[tuple[str, tuple[str, ...]]] = set()
        for key in KEYS:
            for one in self.keys_of(key):
                strokes = tuple(one.split())
                self._found.setdefault((key.area, strokes), key)
                self._begun.update((key.area, strokes[:count]) for count in range(1, len(strokes)))

    def keys_of(self, key: Key) -> tuple[str, ...]:
        """The keys that do it now."""
        return self._changed.get(key, key.keys)

    def is_changed(self, key: Key) -> bool:
        """Whether a person gave it other keys."""
        return key in self._changed

    def shown(self, key: Key) -> str:
        """Its first key as a person reads it; "" when it has none."""
        return next((shown(one) for one in self.keys_of(key)), "")

    def find(self, area: str, strokes: Sequence[str]) -> Key | None:
        """The action of an area that these strokes choose."""
        return self._found.get((area, tuple(strokes)))

    def begins(self, area: str, strokes: Sequence[str]) -> bool:
        """Whether a key of two strokes begins so."""
        return (area, tuple(strokes)) in self._begun

    def going_on(self, area: str, strokes: Sequence[str]) -> Iterator[tuple[str, Key]]:
        """The last strokes that may follow, with what they choose."""
        for (where, whole), key in self._found.items():
            if where == area and len(whole) > len(strokes) and whole[: len(strokes)] == tuple(strokes):
                yield whole[-1], key


_keymap: Keymap | None = None


def keymap() -> Keymap:
    """The keys that hold now."""
    global _keymap
    if _keymap is None:
        _keymap = Keymap()
    return _keymap


def use(other: Keymap) -> None:
    """Let other keys hold from now on."""
    global _keymap
    _keymap = other


def shown_key(action: str) -> str:
    """The first key of an action as a person reads it, for hints in messages; "" when it has none."""
    return next((keymap().shown(key) for key in KEYS if key.action == action), "")


class _Keys(dict[str, object]):
    """Fields of a message; those that are not given are names of actions and become their keys."""

    def __missing__(self, name: str) -> str:
        return next((keymap().shown(key) for key in KEYS if key.called == name), name)


def keyed(text: str, **fields: object) -> str:
    """A message with its fields, and with the key that holds now for each action that it names: "{undo} undoes it."."""
    return text.format_map(_Keys(fields))


def keymap_of(settings: Settings) -> tuple[Keymap, list[str]]:
    """The keys as a person's settings make them, and what in them cannot hold."""
    trouble: list[str] = []
    changed: dict[Key, tuple[str, ...]] = {}
    for area, table in settings.keys.items():
        changed.update(_changed_in(area, table, settings, trouble))
    # What was set last gives way first, until no key is used twice.
    while changed and (found := clashes({key: changed.get(key, key.keys) for key in KEYS})):
        one, key, other = found[0]
        loser = next((mine for mine in reversed(changed) if mine in (key, other)), None)
        if loser is None:
            break
        winner = other if loser is key else key
        del changed[loser]
        message = _("{place}: {key} is {other}'s already: give {other} another key too, or [] for none")
        place = said(settings.place_of(f"keys.{loser.area}.{loser.called}"))
        trouble.append(message.format(place=place, key=shown(one), other=winner.called))
    return Keymap(changed), trouble


def _changed_in(
    area: str, table: object, settings: Settings, trouble: list[str]
) -> Iterator[tuple[Key, tuple[str, ...]]]:
    place = said(settings.place_of(f"keys.{area}"))
    known = {key.called: key for key in KEYS if key.area == area}
    if not known:
        areas = dict.fromkeys(key.area for key in KEYS)
        trouble.append(_("{place}: there is no table keys.{name}").format(place=place, name=area) + _near(area, areas))
        return
    if not isinstance(table, Mapping):
        trouble.append(_("{place}: keys.{name} is a table: write [keys.{name}]").format(place=place, name=area))
        return
    for name, value in table.items():
        place = said(settings.place_of(f"keys.{area}.{name}"))
        if name not in known:
            trouble.append(
                _("{place}: there is no action {name!r}").format(place=place, name=name) + _near(name, known)
            )
            continue
        written = [value] if isinstance(value, str) else value
        if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
            message = _('{place}: {name} needs a key, as in "t", or several, as in ["t", "ctrl+y"]')
            trouble.append(message.format(place=place, name=name))
            continue
        try:
            keys = tuple(dict.fromkeys(parse_key(one) for one in written))
        except KeyNameError as error:
            trouble.append(_("{name}: {value}").format(name=place, value=error))
            continue
        if known[name].letter and any(" " in key for key in keys):
            message = _("{place}: {name} waits for a letter: it has keys of one stroke only")
            trouble.append(message.format(place=place, name=name))
            continue
        yield known[name], keys


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return _("; did you mean {name}?").format(name=near[0]) if near else ""


def clashes(keys: Mapping[Key, Sequence[str]]) -> list[tuple[str, Key, Key]]:
    """Keys that two actions have where both work, or that stand alone and begin another: (key, action, action)."""
    found: dict[tuple[str, Key, Key], None] = {}
    for together in TOGETHER:
        at: dict[tuple[str, ...], list[Key]] = {}
        for key, its in keys.items():
            if key.area in together:
                for one in its:
                    at.setdefault(tuple(one.split()), []).append(key)
        for strokes, those in at.items():
            beginning = at.get(strokes[:1], []) if len(strokes) > 1 else []
            for pair in [*combinations(those, 2), *((first, key) for first in beginning for key in those)]:
                if not _shadows(*pair):
                    found.setdefault((" ".join(strokes[:1] if pair[0] in beginning else strokes), *pair))
    return list(found)


def _shadows(one: Key, other: Key) -> bool:
    return one.area != other.area and bool({one.area, other.area} & SHADOWING)
