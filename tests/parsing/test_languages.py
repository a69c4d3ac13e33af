"""The tables of the languages: complete, checked, and refused by name when they are not."""

from __future__ import annotations

import copy
import tomllib
from importlib import resources
from typing import Any

import pytest

from unreader.parsing import languages
from unreader.parsing.languages import CODES, LanguageError, language, validate


def table(code: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(languages).joinpath(f"{code}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_every_table_is_valid(code: str) -> None:
    assert language(code).code == code


def test_a_language_without_table() -> None:
    with pytest.raises(LanguageError, match="no table for the language 'xx'"):
        language("xx")


@pytest.mark.parametrize(
    ("section", "key", "value", "words"),
    [
        ("headings", "annex", "附件", "headings.annex must be a list"),
        ("headings", "annex", ["("], "headings.annex: '\\('"),
        ("words", "surplus", [], r"\[words\] must have exactly the keys"),
        ("openers", "words", None, r"\[openers\] must have exactly the keys"),
        ("numerals", "一", "1", r"\[numerals\] must be whole numbers"),
    ],
)
def test_what_is_wrong_is_named(section: str, key: str, value: Any, words: str) -> None:
    broken = copy.deepcopy(table("zh"))
    if value is None:
        del broken[section][key]
    else:
        broken[section][key] = value
    with pytest.raises(LanguageError, match=words):
        validate(broken, "zh")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "又深为关切有组织犯罪"),
        ("zh", "赞赏地注意到"),
        ("zh", "鑒於理事會有責任"),
        ("en", "Recalling also its resolutions"),
        ("en", "Deeply concerned about"),
        ("en", "Bearing in mind"),
    ],
)
def test_openers(code: str, text: str) -> None:
    assert language(code).opener.match(text)
