"""Which command lines go to the reader without click: it would have made the same of them."""

from __future__ import annotations

import os
from typing import Any

import pytest

from unreader.cli import COMMANDS, commands
from unreader.cli.session import Session
from unreader.cli.starting import plain_start

Start = tuple[Session, tuple[str, ...]]


def by_click(words: list[str], monkeypatch: pytest.MonkeyPatch) -> Start:
    """What click hands to the reader for these words."""
    opened: list[Any] = []
    monkeypatch.setattr(commands, "open_reader", lambda *start: opened.append(start))
    commands.unreader(words, standalone_mode=False)
    start: Start = opened[0]
    return start


@pytest.mark.skipif(os.name != "posix", reason="elsewhere click reads every command line")
@pytest.mark.parametrize(
    "line",
    [
        "",
        "78/229",
        "E/2024/30 para 23",
        "lists",
        "--library texts",
        "--library texts --lang zh 78/229 #op12",
        "--lang en --library a --library b resolution.txt",
    ],
)
def test_a_plain_start_is_what_click_makes_of_it(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = plain_start(line.split())
    assert plain is not None
    (session, words), (its_session, its_words) = plain, by_click(line.split(), monkeypatch)
    assert words == its_words
    assert (session._named, session._language) == (its_session._named, its_session._language)


@pytest.mark.parametrize(
    "line",
    [*COMMANDS, "--library texts list", "--lang fr", "--lang=en", "--library", "--help", "-h", "78/229 --help", "-x"],
)
def test_everything_else_is_left_to_click(line: str) -> None:
    assert plain_start(line.split()) is None


def test_a_shell_that_completes_words_is_answered_by_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_UNREADER_COMPLETE", "zsh_source")
    assert plain_start([]) is None
