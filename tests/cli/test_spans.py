"""Tags and notes on words of a paragraph, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from unreader.cli.commands import unreader

Say = Callable[..., str]


@pytest.fixture
def say(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs a command in this process; what it printed and told, or the trouble."""
    monkeypatch.setenv("UNREADER_AUTHOR", "Reader")

    def call(*words: str, stdin: str = "") -> str:
        done = CliRunner().invoke(unreader, ["--library", str(library_folder), *words], input=stdin)
        return str(done.exception) if isinstance(done.exception, Exception) else done.output

    return call


def test_words_of_a_paragraph_are_tagged_noted_and_freed_again(say: Say) -> None:
    assert "[" not in say("tag", "78/229#pp3", "environment")
    assert "刑事司法大会]: cybercrime" in say("tag", "78/229#pp3", "cybercrime", "--quote", "刑事司法大会")
    (span,) = [
        one
        for one in json.loads(say("annotations", "78/229#pp3", "--format", "json"))
        if one["topics"] == ["cybercrime"]
    ]
    where = f"{span['start']}-{span['end']}"
    assert span["quote"] == "刑事司法大会"
    assert span["end"] - span["start"] == 6
    say("note", "78/229#pp3", "on the words", "--span", where)
    say("tag", "78/229#pp3", "trafficking", "--span", where)
    found = json.loads(say("annotations", "78/229#pp3", "--format", "json"))
    assert [(one["topics"], one["note"]) for one in found] == [
        (["environment"], ""),
        (["cybercrime", "trafficking"], "on the words"),
    ]
    assert "cybercrime, trafficking taken away" in say("untag", "78/229#pp3", "--quote", "刑事司法大会")
    assert "note removed" in say("note", "78/229#pp3", "", "--span", where)
    found = json.loads(say("annotations", "78/229#pp3", "--format", "json"))
    assert [one["topics"] for one in found] == [["environment"]]


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        (("tag", "78/229#pp3", "environment", "--quote", "无此文字"), "has not the words"),
        (("tag", "78/229#pp3", "environment", "--quote", "的"), "times: say which with --span"),
        (("tag", "78/229#pp3", "environment", "--span", "six"), "two numbers"),
        (("tag", "78/229#pp3", "environment", "--span", "5-99999"), "has no characters 5 to 99999"),
        (("tag", "78/229#pp3", "environment", "--span", "1-2", "--quote", "大会"), "not both"),
        (("note", "78/229", "a note", "--span", "1-2"), "whole document"),
        (("untag", "78/229#pp3", "--quote", "大会"), "no annotation on the words"),
    ],
)
def test_a_span_that_is_none_is_refused(say: Say, words: tuple[str, ...], trouble: str) -> None:
    assert trouble in say(*words)
