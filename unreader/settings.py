"""What a person has chosen for all libraries: `config.toml` in the user's configuration folder.

    read_settings() -> Settings

A file that is missing is no trouble; one that is damaged or says what cannot be stops nothing: the defaults hold, and
`trouble` says in which line what is wrong and what to write. Which keys there are the reader knows: its own tables are
handed on as they stand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from unreader.folders import user_folder
from unreader.wording import N_

__all__ = ["OPTIONS", "Option", "Settings", "parse_settings", "read_settings", "settings_file"]

#: No file of settings is longer than this, in bytes.
_LONGEST = 1_000_000


class Option(Struct, frozen=True):
    """Something that can be chosen: its name in the file, what it may be, an example, what it does.

    `values` are the only texts, or the smallest and the largest number; none: any of the type of the example.
    """

    name: str
    example: str | int | bool
    says: str
    values: tuple[str, ...] | tuple[int, int] = ()

    def refuses(self, value: object) -> str:
        """What is wrong with a value, with what to write; "" when nothing is."""
        if isinstance(self.example, bool):
            return "" if isinstance(value, bool) else f"{self.name} is true or false, not {_short(value)}"
        if isinstance(self.example, int):
            low, high = self.values
            fits = isinstance(value, int) and not isinstance(value, bool) and int(low) <= value <= int(high)
            return "" if fits else f"{self.name} is a number from {low} to {high}, not {_short(value)}"
        if not isinstance(value, str):
            return f"{self.name} is a text in quotation marks, not {_short(value)}"
        if self.values and value not in self.values:
            return f"{self.name} is one of {', '.join(map(str, self.values))}, not {_short(value)}"
        return ""


#: Everything that can be chosen beside the keys, by table and name.
OPTIONS: tuple[Option, ...] = (
    Option("language", "zh", N_("The language of the interface and of citations (else the locale's)."), ("en", "zh")),
    Option("author", "Ana Lee", N_("The name on tags and notes (else git's, else the system's).")),
    Option("reading.theme", "unreader-light", N_("The theme with which the reader opens.")),
    Option("reading.measure", 80, N_("The longest line, in cells: 80 are 40 Chinese characters."), (20, 200)),
    Option("reading.centred", True, N_("Whether the text stands in the middle of a wider pane.")),
    Option(
        "reading.side", "right", N_("Where the side pane stands where there is room for both ways."), ("right", "below")
    ),
    Option("citations.style", "un", N_("The style in which citations are copied and printed.")),
)
_KEYS = "keys"


class Settings(Struct, frozen=True):
    """What was chosen. `chosen` has the options by their full names; `keys` the tables under [keys] as they stand."""

    file: Path | None = None
    chosen: Mapping[str, str | int | bool] = field(default_factory=dict)
    keys: Mapping[str, Any] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()
    text: str = ""

    def words(self, name: str) -> str:
        """The text chosen for an option; "" when nothing was."""
        value = self.chosen.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        """The number chosen for an option, or None."""
        value = self.chosen.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def switch(self, name: str) -> bool | None:
        """Whether an option was switched on or off, or None."""
        value = self.chosen.get(name)
        return value if isinstance(value, bool) else None

    def place_of(self, name: str) -> str:
        """Where the file sets a name (`keys.reading.tag`), for messages: `config.toml, line 7`."""
        file = self.file.name if self.file is not None else "config.toml"
        number = _line_of(self.text, name)
        return f"{file}, line {number}" if number else file


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings are: UNREADER_CONFIG, else config.toml in the user's configuration folder."""
    if environment.get("UNREADER_CONFIG"):
        return Path(environment["UNREADER_CONFIG"])
    return user_folder("config") / "config.toml"


def read_settings(file: Path | None = None) -> Settings:
    """The settings in a file, by default the user's."""
    file = settings_file() if file is None else file
    try:
        with file.open("rb") as opened:
            data = opened.read(_LONGEST + 1)
    except FileNotFoundError:
        return Settings(file)
    except OSError as error:
        return Settings(file, trouble=(f"{file} cannot be read ({error.strerror}): the defaults hold",))
    if len(data) > _LONGEST:
        return Settings(file, trouble=(f"{file} is too long for a file of settings: the defaults hold",))
    try:
        return parse_settings(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError:
        return Settings(file, trouble=(f"{file} is not UTF-8 text: save it as UTF-8; until then the defaults hold",))


def parse_settings(text: str, file: Path | None = None) -> Settings:
    """The settings that a text makes; `file` names it in messages."""
    import tomllib

    name = file.name if file is not None else "config.toml"
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = str(error) or "nested too deep"
        return Settings(file, text=text, trouble=(f"{name} is not TOML: {told}; until it is, the defaults hold",))
    settings = Settings(file, text=text)
    known = {option.name: option for option in OPTIONS}
    tables = {option.partition(".")[0] for option in known if "." in option} | {_KEYS}
    chosen: dict[str, str | int | bool] = {}
    trouble: list[str] = []
    keys: Mapping[str, Any] = {}
    for one, value in _flat(data, tables):
        if one == _KEYS and isinstance(value, dict):
            keys = value
        elif one not in known:
            fault = f"there is no {one!r}"
            if near := _nearest(one, [*known, _KEYS]):
                fault = f"there is no {one!r}; did you mean {near}?"
            trouble.append(f"{settings.place_of(one)}: {fault}")
        elif fault := known[one].refuses(value):
            trouble.append(f"{settings.place_of(one)}: {fault}")
        else:
            chosen[one] = value
    return Settings(file, chosen, keys, tuple(trouble), text)


def _flat(data: Mapping[str, Any], tables: Iterable[str]) -> Iterable[tuple[str, Any]]:
    """Names and values; those in a known table (but not in that of the keys) with its name before theirs."""
    for name, value in data.items():
        if name in tables and name != _KEYS and isinstance(value, dict):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return near[0] if near else ""


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 40 else words[:39] + "…"


def _line_of(text: str, name: str) -> int:
    """The number of the line that sets a name, from 1; 0 when it is written in a way that is not seen at once."""
    table, _dot, last = name.rpartition(".")
    here = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := re.match(r"\s*\[([^\[\]]+)\]\s*(?:#|$)", line):
            here = re.sub(r"""["'\s]""", "", opened[1])
            if here == name:
                return number
        elif "=" in line:
            written = re.sub(r"""["'\s]""", "", line.partition("=")[0])
            if f"{here}.{written}".lstrip(".") == name or (here == table and written == last):
                return number
    return 0
