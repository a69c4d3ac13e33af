"""The same paragraphs come out when the page is printed otherwise: rules, not this print's accidents."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsing.documents import NAMES, document, parsed, source
from tests.parsing.mutations import (
    TURNS,
    bare,
    figures,
    halved,
    raised,
    share,
    spaced,
    told,
    turned,
    unwrapped,
    wrapped,
)

flat = cache(unwrapped)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("A_RES_78_229", lambda text: re.sub(r"\n{2,}", "\n", text)),
        ("A_RES_78_229", lambda text: text.replace("\n", "\n\n")),
        ("A_RES_78_229", figures),
        ("A_RES_78_229", wrapped(50)),
        ("A_RES_78_229", wrapped(76)),
        ("A_RES_78_229", wrapped(110)),
        ("E_RES_2021_20", wrapped(76)),
        ("E_RES_2021_20", wrapped(110)),
        ("E_RES_2021_20", figures),
        ("E_RES_2021_20", halved),
        ("A_79_459", lambda text: "\n".join(line.lstrip(" ") for line in text.split("\n"))),
        ("A_79_459", lambda text: re.sub(r"\n *\n", "\n", text)),
        ("A_79_459", lambda text: text.replace("(", "（").replace(")", "）")),
        ("A_79_459", halved),
        ("E_2024_30", lambda text: "\n".join(line.lstrip(" ") for line in text.split("\n"))),
        ("E_2024_30", halved),
    ],
)
def test_another_print_gives_the_same_paragraphs(name: str, change: Callable[[str], str]) -> None:
    assert told(parsed(change(source(name).text))) == told(document(name))


@pytest.mark.parametrize("name", NAMES)
def test_raised_marks_are_the_same_marks(name: str) -> None:
    assert told(parsed(raised(name))) == told(document(name))


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(NAMES), st.integers(1, 30))
def test_blanks_beside_figures_change_nothing(name: str, every: int) -> None:
    assert told(parsed(spaced(name, every))) == told(document(name))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.integers(5, 60))
def test_page_turns_elsewhere_change_nothing(name: str, every: int) -> None:
    found = parsed(turned(source(name).text, TURNS[name], every))
    # A turn inside a table repeats no column heads here: the rows behind it may be counted otherwise.
    assert share(document(name), found) >= (0.99 if name == "E_2024_30" else 1)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.integers(22, 130))
def test_another_width_changes_nothing(name: str, width: int) -> None:
    assert told(parsed(wrapped(width)(flat(name)))) == told(document(name))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.integers(22, 130), st.integers(5, 60))
def test_another_width_with_other_pages_changes_nothing(name: str, width: int, every: int) -> None:
    # What no sign decides: whether a heading that fills its line goes on behind the turn of a page (all are counted).
    found = parsed(wrapped(width)(turned(flat(name), TURNS[name], every)))
    assert share(document(name), found) >= (0.85 if name == "E_RES_2021_20" else 1)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.integers(24, 130))
def test_without_indents_and_blanks_at_ends_nearly_all_paragraphs_stay(name: str, width: int) -> None:
    # What no sign decides: at the turn of a page, where no empty line tells, a paragraph that ends with a full line may
    # go on (an entry of a list, a heading behind a full stop).
    assert share(document(name), parsed(wrapped(width)(bare(flat(name))))) >= 0.97


@pytest.mark.parametrize("name", ["A_79_459", "E_2024_30"])
def test_as_printed_but_without_any_sign_of_the_layout(name: str) -> None:
    # What no sign decides: entries of a list as wide as the page; a clause within a paragraph that begins as others do.
    assert share(document(name), parsed(bare(source(name).text))) >= 0.93


PAGES = """\
决议草案一
题目一

A/79/459
2/48 24-22518

大会，
回顾其决议，
1. 决定设立工作组；
决议草案二
题目二

A/79/459
3/48 24-22518

大会，
回顾其决议，
1. 欢迎进展。
"""


def test_what_stands_at_the_top_of_two_pages_is_not_taken_for_a_running_title() -> None:
    paths = [block.path for block in parsed(PAGES).blocks]
    texts = ("h1", "h2", "body", "pp1", "op1")
    assert paths == [f"draft{number}/{text}" for number in (1, 2) for text in texts]
