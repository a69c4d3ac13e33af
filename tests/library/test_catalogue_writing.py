from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from unreader.library.catalogue import CatalogueError, Earlier, Entry, parse_catalogue
from unreader.library.catalogue_writing import with_changed, with_entry, without_entry

PATH = Path("texts/catalogue.toml")
TEXT = """# What this is.

# First of all.
[[document]]
file = "a.txt"  # the original
symbol = "A/1"
language = "zh"
kind = "report"
title = "甲"
# how it is carried
[[document.carries]]
symbol = "A/RES/1/1"
at = ""
relation = "adopted"

# The second.
[[document]]
file = "b.txt"
symbol = "A/2"
symbols = ["A/2", "E/2"]
language = "en"
kind = "other"
title = "Two"
date = "2020-01-01"

# How one became the other.
[[stages]]
title = "x"
steps = [{ text = "A/1", relation = "draft" }]
"""
NEW = Entry("c.txt", "A/3", ("A/3", "E/3"), "fr", "letter", 'With "quotes", \\ and\ttabs é', "2021-02-03", "", "ab")


def entries(text: str) -> list[Entry]:
    return list(parse_catalogue(text, PATH).entries)


def test_an_entry_is_added_after_the_others() -> None:
    text = with_entry(TEXT, NEW, PATH)
    assert entries(text) == [*entries(TEXT), NEW]
    assert set(TEXT.splitlines()) <= set(text.splitlines())
    assert text.index('"c.txt"') < text.index("# How one became")


def test_an_entry_is_added_to_a_catalogue_without_any() -> None:
    assert entries(with_entry("# nothing yet\n", NEW, PATH)) == [NEW]


def test_facts_are_changed_in_place_and_comments_stay() -> None:
    first, second = entries(TEXT)
    new = replace(first, file="a2.txt", title="乙", date="2022-02-02", earlier=(Earlier("a.txt", "12", "2022-03-03"),))
    text = with_changed(TEXT, first, new, PATH)
    assert entries(text) == [new, second]
    assert all(comment in text for comment in ("# First of all.", "# how it is carried", "# The second.", "# How one"))
    again = replace(new, earlier=(*new.earlier, Earlier("a2.txt", "34", "2022-04-04")), title="")
    assert entries(with_changed(text, new, again, PATH)) == [again, second]


def test_a_fact_is_taken_away() -> None:
    second = entries(TEXT)[1]
    new = replace(second, date=None, symbols=("A/2",))
    assert "date" not in with_changed(TEXT, second, new, PATH)
    assert entries(with_changed(TEXT, second, new, PATH))[1] == new


def test_an_entry_is_taken_out() -> None:
    first, second = entries(TEXT)
    assert entries(without_entry(TEXT, first, PATH)) == [second]
    text = without_entry(TEXT, second, PATH)
    assert entries(text) == [first]
    assert "# How one became the other.\n[[stages]]" in text


def test_an_entry_that_is_there_is_refused() -> None:
    with pytest.raises(CatalogueError, match="twice"):
        with_entry(TEXT, replace(NEW, symbol="A/1", symbols=("A/1",), language="zh"), PATH)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace('title = "Two"', 'title = """\nTwo\n"""'),
        'document = [{ file = "b.txt", symbol = "A/2", language = "en", kind = "other", title = "Two" }]\n',
    ],
    ids=["a value over several lines", "tables within a line"],
)
def test_what_these_rules_do_not_understand_is_refused(text: str) -> None:
    entry = next(one for one in entries(text) if one.symbol == "A/2")
    with pytest.raises((CatalogueError, IndexError)):
        with_changed(text, entry, replace(entry, title="Other"), PATH)
