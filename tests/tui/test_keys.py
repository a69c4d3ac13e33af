from __future__ import annotations

import re
import string
from itertools import product

import pytest
from textual.keys import _character_to_key

from tests.strings import interface_strings
from unreader.settings import parse_settings
from unreader.tui.keys.keymap import Keymap, clashes, keyed, keymap_of
from unreader.tui.keys.names import SAME_AS, KeyNameError, parse_key, shown, stroke_of, typed_stroke, written
from unreader.tui.keys.settings_template import commented_settings
from unreader.tui.keys.strokes import Chosen, Dropped, Strokes, Waiting
from unreader.tui.keys.table import FOOTERS, KEYS, SHADOWING, TOGETHER, Key, in_footer

READING = ("pane", "reading", "undoing", "app")


def key(area: str, name: str) -> Key:
    return next(one for one in KEYS if one.area == area and one.called == name)


def test_no_key_is_used_twice_where_both_work() -> None:
    assert clashes({one: one.keys for one in KEYS}) == []


def test_clashes_are_found() -> None:
    tag, note, read_on = key("reading", "tag"), key("reading", "note"), key("library", "read_on")
    quit_ = key("app", "quit")
    assert clashes({tag: ("t",), note: ("t",)}) == [("t", tag, note)]
    assert clashes({tag: ("q",), quit_: ("q",)}) == [("q", tag, quit_)]
    assert clashes({tag: ("t",), read_on: ("t",)}) == []
    assert clashes({tag: ("m a",), note: ("m",)}) == [("m", note, tag)]
    assert clashes({tag: ("m a",), note: ("m b",)}) == []


def test_every_area_works_somewhere_and_names_are_one() -> None:
    areas = {one.area for one in KEYS}
    assert areas == {area for together in TOGETHER for area in together}
    assert areas >= SHADOWING
    names = [(one.area, one.called) for one in KEYS]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for _area, name in names)


def test_no_default_is_what_a_terminal_cannot_tell_apart() -> None:
    for one in KEYS:
        for its in one.keys:
            assert not set(its.split()) & set(SAME_AS), one
            assert parse_key(written(its)) == its


def test_footers_show_actions_of_their_screen() -> None:
    for name in FOOTERS:
        assert [one.action for one in in_footer(name)] == list(FOOTERS[name])


@pytest.mark.parametrize("character", string.printable.strip() + "éß中")
def test_strokes_are_called_as_textual_calls_them(character: str) -> None:
    assert stroke_of(character) == _character_to_key(character)


@pytest.mark.parametrize(
    ("typed", "does"),
    [("？", "?"), ("；", ";"), ("】", "]"), ("【", "["), ("‘", "'"), ("（", "("), ("Ｇ", "G"), ("、", "\\")],
)
def test_a_chinese_keyboard_does_the_same(typed: str, does: str) -> None:
    assert stroke_of(typed) == stroke_of(does)


@pytest.mark.parametrize(
    ("key", "character", "stroke"),
    [
        ("j", "j", "j"),
        ("full_width_semicolon", "；", "semicolon"),
        ("alt+x", "x", "alt+x"),
        ("ctrl+d", None, "ctrl+d"),
        ("plus", "+", "plus"),
        ("shift+left", None, "shift+left"),
        ("space", " ", "space"),
        ("super+k", "k", "super+k"),
    ],
)
def test_strokes_as_they_are_typed(key: str, character: str | None, stroke: str) -> None:
    assert typed_stroke(key, character) == stroke


def test_digits_are_no_count_where_no_keys_work() -> None:
    assert Strokes().take("3", "3", (), Keymap()) is None


@pytest.mark.parametrize(
    ("as_written", "named", "as_shown"),
    [
        ("?", "question_mark", "?"),
        ("] h", "right_square_bracket h", "] h"),
        ("right_square_bracket h", "right_square_bracket h", "] h"),
        ("Ctrl+D", "ctrl+d", "Ctrl+D"),
        ("shift+g", "G", "G"),
        ("alt+Left", "alt+left", "Alt+←"),
        ("PgDn", "pagedown", "PgDn"),
        ("esc", "escape", "Esc"),
        ("shift+ctrl+right", "ctrl+shift+right", "Ctrl+Shift+→"),
        ("ctrl++", "ctrl+plus", "Ctrl++"),
        ("+", "plus", "+"),
        ("alt+minus", "alt+minus", "Alt+-"),
        ("f11", "f11", "F11"),
        (" ", "space", "Space"),
    ],
)
def test_keys_as_people_write_them(as_written: str, named: str, as_shown: str) -> None:
    assert parse_key(as_written) == named
    assert shown(named) == as_shown
    assert parse_key(written(named)) == named


@pytest.mark.parametrize(
    ("as_written", "told"),
    [
        ("", "is no key"),
        ("a b c", "is no key"),
        ("pagedwn", "did you mean pagedown?"),
        ("hyper+x", "cannot be held down"),
        ("ctrl+m", "Ctrl+M is Enter for a terminal"),
        ("ctrl+I", "Ctrl+I is Tab for a terminal"),
        ("ctrl+j", "is Enter"),
        ("ctrl+h", "is BkSp"),
        ("ctrl+", "is no key"),
    ],
)
def test_what_is_no_key_is_told(as_written: str, told: str) -> None:
    with pytest.raises(KeyNameError, match=told.replace("+", r"\+").replace("?", r"\?")):
        parse_key(as_written)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[keys.reading]\ntag = "k"', "line 2: k is previous_paragraph's already"),
        ('[keys.reading]\ntga = "k"', "line 2: there is no action 'tga'; did you mean tag?"),
        ('[keys.raeding]\ntag = "k"', "line 1: there is no table keys.raeding; did you mean reading?"),
        ('[keys]\nreading = "k"', "line 2: keys.reading is a table"),
        ("[keys.reading]\n\ntag = 5", "line 3: tag needs a key"),
        ('[keys.reading]\ntag = ["t", 5]', "line 2: tag needs a key"),
        ('[keys.reading]\ntag = "ctrl+m"', "line 2: Ctrl+M is Enter for a terminal"),
        ('[keys.app]\nquit = "t"', "line 2: t is tag's already"),
        ('[keys.reading]\ntag = "~"\nnote = "~"', "line 3: ~ is tag's already"),
    ],
)
def test_keys_that_cannot_be_are_told_and_left_out(text: str, told: str) -> None:
    made, trouble = keymap_of(parse_settings(text))
    assert len(trouble) == 1
    assert told in trouble[0]
    assert clashes({one: made.keys_of(one) for one in KEYS}) == []


def test_keys_that_are_changed_hold() -> None:
    text = '[keys.reading]\ntag = "n"\nnote = ["t", "~ n"]\npin = []\n[keys.app]\nquit = "ctrl+x"\n'
    made, trouble = keymap_of(parse_settings(text))
    assert trouble == []
    assert made.find("reading", ("n",)) is key("reading", "tag")
    assert made.find("reading", ("t",)) is key("reading", "note")
    assert made.find("reading", ("tilde", "n")) is key("reading", "note")
    assert made.begins("reading", ("tilde",))
    assert made.find("reading", ("p",)) is None
    assert made.shown(key("reading", "pin")) == ""
    assert made.find("app", ("q",)) is None
    assert made.shown(key("app", "quit")) == "Ctrl+X"
    assert made.find("reading", ("g",)) is key("reading", "goto")


def test_every_key_can_be_changed_to_any_other_free_one() -> None:
    for one, its in product(KEYS, ("f20",)):
        made, trouble = keymap_of(parse_settings(f'[keys.{one.area}]\n{one.called} = "{its}"\n'))
        assert trouble == []
        assert made.keys_of(one) == (its,)


def test_the_template_says_everything_and_changes_nothing() -> None:
    text = commented_settings()
    settings = parse_settings(text)
    assert (settings.chosen, settings.trouble) == ({}, ())
    everything = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    settings = parse_settings(everything)
    made, trouble = keymap_of(settings)
    assert (settings.trouble, trouble) == ((), [])
    assert all(made.is_changed(one) and made.keys_of(one) == one.keys for one in KEYS)


def typed(keys: str, keymap: Keymap, areas: tuple[str, ...] = READING) -> list[object]:
    strokes = Strokes()
    return [strokes.take(stroke_of(one) if len(one) == 1 else one, one, areas, keymap) for one in keys.split()]


SWAPPED = keymap_of(parse_settings('[keys.reading]\ntag = ["# t"]\npin = "# 3"\nexport = "5"\n'))[0]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("j", [("next_paragraph", None)]),
        ("1 2 j k", [None, None, ("next_paragraph", 12), ("previous_paragraph", None)]),
        ("0", ["nothing"]),
        ("1 0 G", [None, None, ("end", 10)]),
        ("1 Z j", [None, "nothing", ("next_paragraph", None)]),
        ("2 escape j", [None, None, ("next_paragraph", None)]),
        ("# t", [None, ("tag", None)]),
        ("3 # t", [None, None, ("tag", 3)]),
        ("# 3", [None, ("pin", None)]),
        ("# x j", [None, "dropped", ("next_paragraph", None)]),
        ("# escape j", [None, None, ("next_paragraph", None)]),
        ("5", [("export", None)]),
        ("1 5", [None, ("export", 1)]),
        ("t", ["nothing"]),
    ],
)
def test_strokes(keys: str, chosen: list[object]) -> None:
    told: list[object] = []
    for taken in typed(keys, SWAPPED):
        if isinstance(taken, Chosen):
            told.append((taken.key.called, taken.count))
        else:
            told.append({Waiting: None, Dropped: "dropped"}.get(type(taken), "nothing"))
    assert told == chosen


def test_messages_name_keys_only_of_actions_that_there_are() -> None:
    verbs = "undoes|takes|brings|gives|imports|lets|names|goes|deletes|opens|copies|saves|shows"
    texts = [text for text, places in interface_strings().items() if any("/tui/" in place for place in places)]
    named = {name for text in texts for name in re.findall(rf"\{{(\w+)\}} (?:{verbs})\b", text)}
    assert {"undo", "pin", "import_documents", "refuse_stage"} <= named
    assert named - {"where"} <= {key.called for key in KEYS}
    assert keyed("{undo} undoes {what}.", what="it") == "u undoes it."
