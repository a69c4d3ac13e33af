"""The commands in Chinese: help, wrong usage, tables and messages; and what a program reads, which stays as it is."""

from __future__ import annotations

import gettext
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from wcwidth import wcswidth

from tests.cli.conftest import Run
from unreader.annotating.anchors import AnchorState
from unreader.cli import data_words
from unreader.cli.checking import WARNING, Finding
from unreader.cli.commands import Commands
from unreader.cli.commands import unreader as command_line
from unreader.cli.printing import print_rows
from unreader.cli.session import chosen_language
from unreader.cli.speaking import Speaking
from unreader.cli.starting import asked_language
from unreader.comparing.comparison import Change
from unreader.exporting.comparison_runs import CHANGES
from unreader.library.catalogue import RELATIONS
from unreader.model import BlockKind, CitationState, DocumentKind
from unreader.tui.annotating.history_words import OPERATIONS
from unreader.wording import use_language

WIDTH = 78
#: Words of English in a row: a sentence that was left in English has some.
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    """The command line as it is shown to somebody who reads Chinese."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    use_language("zh")
    for context in contexts(click.Context(command_line)):
        # Another test may have had it made in English; a run of the program has one language.
        monkeypatch.setattr(context.command, "_help_option", None)
    speaking = Speaking()
    monkeypatch.setattr(command_line, "speaking", speaking)
    try:
        spoken = speaking.shown(command_line)
        assert isinstance(spoken, Commands)
        yield spoken
    finally:
        use_language("en")
        gettext.textdomain(domain)


def contexts(context: click.Context) -> Iterator[click.Context]:
    """A command and all that are in it, each as it is called."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            inner = context.command.get_command(context, name)
            assert inner is not None
            yield from contexts(inner.context_class(inner, info_name=name, parent=context))


def test_every_help_is_chinese_and_fits_the_screen(chinese: Commands) -> None:
    seen = 0
    for context in contexts(chinese.context_class(chinese, info_name="unreader")):
        seen += 1
        for line in context.get_help().splitlines():
            if not line.startswith(("      unreader", "用法：")):  # an example is as long as it is
                assert wcswidth(line) <= WIDTH, line
                assert not ENGLISH.search(line.partition('"')[0]), (context.command_path, line)
    assert seen > 40


def test_columns_of_a_help_are_aligned_by_cells(chinese: Commands) -> None:
    command = chinese.get_command(click.Context(chinese), "topics")
    assert isinstance(command, click.Group)
    lines = command.commands["add"].get_help(click.Context(chinese, info_name="add")).splitlines()
    options = [re.match(r"  --\S+ \S+ +", line) for line in lines if line.startswith("  --")]
    assert len({wcswidth(found[0]) for found in options if found}) == 1 < len(options)


def test_a_command_works_in_the_environment_of_the_person(chinese: Commands) -> None:
    seen: list[str | None] = []

    @click.command()
    @click.option("--topic", metavar="TOPIC", help="Its title.")
    def look(**_options: Any) -> None:
        seen.append(os.environ.get("LANGUAGE"))

    assert os.environ["LANGUAGE"] == "zh"
    chinese.shown(look)([], standalone_mode=False)
    assert seen == ["en"]
    assert look.params[0].metavar == "TOPIC"


#: What is typed, the status that it ends with, and what is told.
TROUBLE = (
    ("show", 2, "缺少参数 '地址...'（详见 unreader show --help）"),
    ("shw --x", 2, "没有选项 '--x'（详见 unreader --help）"),
    ("--libary x", 2, "没有选项 '--libary'。 是否指 '--library'？（详见 unreader --help）"),
    ("list --format x", 2, "'--format' 的值无效：'x' 不在 'text', 'json' 之列（详见 unreader list --help）"),
    ("undo x", 2, "'[次数]' 的值无效：'x' 不是有效的数字（详见 unreader undo --help）"),
    ("undo 0", 2, "'[次数]' 的值无效：0 不在 x>=1 范围内（详见 unreader undo --help）"),
    ("search --topic", 2, "选项 '--topic' 须有1个值（详见 unreader --help）"),
    ("topics foo", 2, "没有命令 'foo'（详见 unreader topics --help）"),
    ("topics delete a b", 2, "有多余的参数（b）（详见 unreader topics delete --help）"),
    ("tag 78/229#op12", 2, "缺少主题，如 trafficking（unreader topics 列出全部主题）（详见 unreader tag --help）"),
    ("show 99/999", 1, "文库中没有文件或位置 '99/999'；现有"),
    ("lsit", 1, "或者是要用命令 list？"),
    ("tag 78/229#op12 traffiking", 1, "没有主题 traffiking。相近的有：trafficking"),
    ("annotations foo:bar", 2, "筛选条件第1个字符处的 'foo:bar' 以不能识别的字段开头：可用的有 topic"),
    ("undo", 0, "没有可撤销的改动"),
    ("78/229", 2, "阅读器需要终端；没有终端请用命令"),
)


def test_trouble_is_told_in_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for words, status, told in TROUBLE:
        done = run(*words.split(), code=status)
        assert told in done.stderr.replace("python -m unreader", "unreader"), words
        assert done.stderr.count("\n") == 1


def test_what_a_program_reads_is_the_same_in_both_languages(run: Run, library_folder: Path) -> None:
    run("tag", "78/229#op12", "trafficking")
    run("note", "78/229#op1", "x")
    (library_folder / "texts" / "stray.txt").write_text("x", encoding="utf-8")
    for words in (
        ("list",),
        ("cites", "78/229#pp3"),
        ("annotations",),
        ("topics",),
        ("changes",),
        ("changes", "show", "1"),
        ("statistics",),
        ("check",),
        ("check", "--format", "json"),
        ("compare", "78/229#op1", "78/229#op2"),
        ("history", "A/RES/78/229"),
    ):
        english, chinese = run("--lang", "en", *words), run("--lang", "zh", *words)
        assert english.stdout == chinese.stdout, words
        assert english.stdout


def test_a_table_for_a_person_is_broken_by_cells(
    chinese: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    title = "关于推进预防犯罪、刑事司法和法治：努力实现〈2030年可持续发展议程〉的京都宣言"
    rows = [("A/RES/78/229", data_words.shown("resolution"), "1", title), ("X", data_words.shown("treaty"), "2", "短")]
    print_rows(("symbol", "kind", "paragraphs", "title"), rows)
    lines = [click.unstyle(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "文号          类别  段落  题名",
        "A/RES/78/229  决议  1     关于推进预防犯罪、刑事司",
        "                          法和法治：努力实现",
        "                          〈2030年可持续发展议程〉",
        "                          的京都宣言",
        "X             条约  2     短",
    ]


def test_words_of_the_data_are_all_known() -> None:
    kinds = {*get_args(DocumentKind), *get_args(BlockKind), *get_args(CitationState)}
    assert kinds | {*get_args(AnchorState), *RELATIONS, *OPERATIONS} <= data_words.WORDS
    assert not set(get_args(Change)) - set(CHANGES)


def test_options_and_arguments_are_named_in_words() -> None:
    """A name that click makes up (TEXT, INTEGER RANGE) would be in no catalogue."""
    for context in contexts(click.Context(command_line, info_name="unreader")):
        for one in context.command.params:
            shown_as_choices = isinstance(one.type, click.Choice) or getattr(one, "is_flag", False)
            assert one.metavar or shown_as_choices, (context.command_path, one.opts)
            assert isinstance(one, click.Argument) or getattr(one, "help", None), (context.command_path, one.opts)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), None),
        (("list", "--lang", "zh"), None),
        (("--lang", "zh", "--nonsense"), "zh"),
        (("--help", "--lang=zh"), "zh"),
        (("--library", "--lang", "zh"), None),
        (("--library", "x", "--lang", "zh", "list"), "zh"),
        (("--lang", "fr"), None),
        (("--lang",), None),
    ],
)
def test_the_language_asked_for_is_found_among_wrong_words(words: tuple[str, ...], asked: str | None) -> None:
    assert asked_language(words) == asked


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, None),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({}, None),
    ],
)
def test_the_locale_tells_the_language(
    environment: dict[str, str], language: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UNREADER_CONFIG", "/nowhere/config.toml")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert chosen_language(None) == language
    assert chosen_language("en") == "en"


def test_a_finding_is_english_for_programs_and_chinese_for_people(chinese: Commands) -> None:
    one = Finding(WARNING, "x", "its annotation is {state}: R in the reader goes through these", {"state": "lost"})
    assert one.message() == "its annotation is lost: R in the reader goes through these"
    assert one.told() == "标注失位：可在阅读器中按 R 逐条复核"
    warning = Finding(WARNING, "x", "the numbering jumps: 3 to 4 are missing before 5")
    assert (warning.message(), warning.told()) == (warning.text, "编号跳跃：5 之前缺少 3 至 4")
