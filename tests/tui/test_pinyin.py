from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reader import press, reading, screen_text
from unreader.annotating.codebook import Codebook
from unreader.library import Library
from unreader.tui.document.goto import suggestions
from unreader.tui.frame.help import is_found
from unreader.tui.pinyin import has_initials, may_be_initials
from unreader.tui.reading.screen import ReadingScreen


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("网络犯罪", "wlfz", True),
        ("網絡犯罪", "wlfz", True),
        ("打击网络犯罪公约", "WLFZ", True),
        ("《联合国，反腐败公约》", "lhgffb", True),
        ("贩运人口", "fyrk", True),
        ("银行", "yh", True),
        ("行为", "xw", True),
        ("A/RES/78/229 预防", "229yf", True),
        ("网络犯罪", "wlff", False),
        ("网络犯罪", "wlfzz", False),
        ("网 ab 络", "wl", False),
        ("", "wl", False),
    ],
)
def test_initials(text: str, typed: str, found: bool) -> None:
    assert has_initials(text, typed) is found


@pytest.mark.parametrize("typed", ["w", "", "wl1", "网络", "w l"])
def test_what_cannot_be_initials(typed: str) -> None:
    assert not may_be_initials(typed)


def test_every_character_of_the_titles_and_topics_has_its_letters(library: Library) -> None:
    codebook = Codebook.open(library.root / "annotations" / "topics.toml")
    texts = [entry.title for entry in library.entries()] + [topic.name("zh") for topic in codebook.topics]
    for character in {character for text in texts for character in text if "一" <= character <= "鿿"}:
        assert any(has_initials(character + "一", letter + "y") for letter in "abcdefghjklmnopqrstwxyz"), character


def test_documents_by_initials_where_nothing_is_called_so(library: Library) -> None:
    assert [place.symbol for place in suggestions(library, "jqlhgyffz", None)] == ["A/RES/78/229"]
    assert all(place.symbol != "A/RES/78/229" for place in suggestions(library, "res", None)[4:])


def test_keys_are_found_by_words_of_what_they_do_or_its_initials() -> None:
    row = ("标签、笔记、引文", "t", "加标签：按字母加上或去掉主题")
    assert [typed for typed in ("jbq", "标签", "t", "ZT".lower(), "jqb", "xyz") if is_found(typed, row)] == [
        "jbq",
        "标签",
        "t",
        "zt",
    ]


async def test_a_topic_is_found_by_name_or_initials_and_set(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#op3", language="zh") as (app, pilot):
        await press(pilot, "t", "slash", *"wlfz")
        rows = [line for line in screen_text(app).split("\n") if "[ ]" in line]
        assert len(rows) == 1
        await press(pilot, "enter", "escape")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        address = screen.pane.address
        assert address is not None
        assert [tag.topic for tag in app.notebook.on(address).tags] == ["cybercrime"]
        await press(pilot, "t", "slash", *"zzzz", "escape", "c", "escape")
        assert not app.notebook.on(address).tags
