"""config.toml as it is written for somebody who has none: everything that can be chosen, each line a comment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from unreader.settings import OPTIONS, Option
from unreader.tui.keys.names import written
from unreader.tui.keys.table import KEYS, Key
from unreader.wording import N_, _

_HEAD = N_("""\
# The settings of unreader. A line counts when the # before it is taken away; what is not set is as it was.
# `unreader config` says what is set, and what in it cannot be.
""")
_KEYS_HEAD = N_("""\
# The keys. An action has one key or several; [] takes all its keys away. A key is a character (G, ?), a name (space,
# tab, enter, escape, backspace, delete, up, down, left, right, home, end, pageup, pagedown, f1) or either with what is
# held down (ctrl+d, alt+left); two strokes one after another have a blank between them ("] h"). ctrl+i, ctrl+m, ctrl+j
# and ctrl+h cannot be told from tab, enter and backspace by a terminal.
""")


def commented_settings() -> str:
    """The text of a file of settings in which everything is a comment but the names of the tables."""
    lines = [_(_HEAD)]
    lines += [_option(option) for option in OPTIONS if "." not in option.name]
    for table, options in groupby((one for one in OPTIONS if "." in one.name), lambda one: one.name.partition(".")[0]):
        lines += ["", f"[{table}]", *map(_option, options)]
    lines += ["", _(_KEYS_HEAD).rstrip("\n")]
    for area, keys in groupby(sorted(KEYS, key=_areas_as_they_come), lambda key: key.area):
        lines += ["", f"[keys.{area}]", *_aligned(list(keys))]
    return "\n".join(lines) + "\n"


def _areas_as_they_come(key: Key) -> int:
    return list(dict.fromkeys(one.area for one in KEYS)).index(key.area)


def _option(option: Option) -> str:
    values = ""
    if option.values:
        first, last = str(option.values[0]), str(option.values[-1])
        number = isinstance(option.example, int)
        values = (
            _(" ({first} to {last})").format(first=first, last=last)
            if number
            else _(" ({values})").format(values=", ".join(map(str, option.values)))
        )
    name, example = option.name.rpartition(".")[2], json.dumps(option.example, ensure_ascii=False)
    return f"# {name} = {example}  # {_(option.says)}{values}"


def _aligned(keys: list[Key]) -> Iterator[str]:
    entries = [(f"# {key.called} = {json.dumps([written(one) for one in key.keys])}", _(key.says)) for key in keys]
    width = max(len(entry) for entry, _says in entries)
    for entry, says in entries:
        yield f"{entry:<{width}}  # {says}"
