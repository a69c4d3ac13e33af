"""The command config: where the settings are, what they say, and what in them cannot be."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from unreader.cli.data_words import shown
from unreader.cli.printing import format_option, print_json, print_rows, tell
from unreader.model import UnreaderError
from unreader.said import said
from unreader.settings import Settings, read_settings, settings_file
from unreader.wording import _, in_english


class SettingsFileError(UnreaderError):
    """The file of settings cannot be written."""


@click.command()
@click.option("--init", "begin", is_flag=True, help="Write a file with everything that can be set, as comments.")
@format_option("text", "json")
def config(begin: bool, form: str) -> None:
    """Where the settings and the keys are kept, what is set there, and what in it cannot be."""
    file = settings_file()
    if begin:
        _write(file)
    settings = read_settings(file)
    with in_english() if form == "json" else nullcontext():
        keys, trouble = _keys(settings)
    if form == "json":
        set_here = {"chosen": dict(settings.chosen), "keys": keys}
        print_json({"file": str(file), "exists": file.exists(), **set_here, "trouble": trouble})
    else:
        print_rows(("name", "value"), [(shown("file"), str(file)), *_rows(settings, keys)])
        if not file.exists():
            tell(_("there is no such file, so everything is as it comes; unreader config --init writes one to fill in"))
        for line in trouble:
            tell(said(line))
    if trouble:
        sys.exit(1)


def _write(file: Path) -> None:
    from unreader.tui.keys.settings_template import commented_settings

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(commented_settings())
    except FileExistsError:
        there = _("{file} is there already: edit it, or move it away first")
        raise SettingsFileError(there.format(file=file)) from None
    except OSError as error:
        raise SettingsFileError(said(f"{file} cannot be written: {error.strerror}")) from None
    tell(_("written: {file}").format(file=file))


def _keys(settings: Settings) -> tuple[dict[str, list[str]], list[str]]:
    """The keys that were changed, as they hold, and all that is wrong with the settings."""
    from unreader.tui.keys.keymap import keymap_of
    from unreader.tui.keys.names import written
    from unreader.tui.keys.table import KEYS

    keymap, trouble = keymap_of(settings)
    changed = {
        f"keys.{key.area}.{key.called}": [written(one) for one in keymap.keys_of(key)]
        for key in KEYS
        if keymap.is_changed(key)
    }
    return changed, [*settings.trouble, *_style(settings), *trouble]


def _style(settings: Settings) -> list[str]:
    from unreader.citing.styles import STYLES

    style = settings.words("citations.style")
    if not style or style in STYLES:
        return []
    wrong = _("{place}: citations.style is one of {styles}, not {style!r}")
    return [wrong.format(place=said(settings.place_of("citations.style")), styles=", ".join(STYLES), style=style)]


def _rows(settings: Settings, keys: dict[str, list[str]]) -> list[tuple[str, str]]:
    chosen = [(name, str(value)) for name, value in settings.chosen.items()]
    return chosen + [(name, ", ".join(its) or shown("no key")) for name, its in keys.items()]
