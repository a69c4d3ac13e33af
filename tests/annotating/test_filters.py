from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from unreader.annotating.filters import FOLD_ALONE, FilterError, is_alone, parse_filter
from unreader.annotating.saved_filters import SavedFilters
from unreader.annotating.topics_file import CodebookError
from unreader.model import Address

TOPICS = {
    "trafficking": "trafficking",
    "贩运": "trafficking",
    "persons": "trafficking/persons",
    "cybercrime": "cybercrime",
}


PLACE = Address("A/79/459", "draft4/op6(a)", "zh")


@dataclass
class Known:
    """A subject with everything in it."""

    address: Address = PLACE
    topics: tuple[str, ...] = ("trafficking/persons",)
    note: str = "See also the Kyoto Declaration"
    text: str = "防止和打击贩运人口"
    author: str = "Li Hua"
    created: str = "2026-11-20T10:00:00Z"
    modified: str = "2026-11-21T10:00:00Z"
    language: str = "zh"
    anchor: str = "kept"
    kind: str = "operative"
    cited: tuple[str, ...] = ("A/RES/70/1", "UNTS/2349/42146#art57(5)", "E/RES/2021/20#annex/para29")
    is_span: bool = False


def topic_of(typed: str) -> str:
    if typed not in TOPICS:
        raise CodebookError(f"There is no topic {typed}.")
    return TOPICS[typed]


MEANT = [
    ("trafficking", True),
    ("贩运", True),
    ("persons", True),
    ("cybercrime", False),
    ("trafficking and not cybercrime", True),
    ("trafficking not cybercrime", True),
    ("trafficking and cybercrime", False),
    ("cybercrime or trafficking", True),
    ("cybercrime and trafficking or trafficking", True),
    ("cybercrime and (trafficking or trafficking)", False),
    ("not (cybercrime or kind:item)", True),
    ("not(cybercrime)", True),
    ("NOT cybercrime AND Kind:operative", True),
    ("trafficking and not cybercrime cites:A/RES/70/1 kind:operative doc:A/79/459 note:\"see also\"", True),
    ("topic:trafficking", True),
    ("doc:a/79/459", True),
    ("doc:A/79/459#draft4", True),
    ("doc:A/79/459#draft4/op6", True),
    ("doc:A/79/459#draft", False),
    ("doc:E/2024/30", False),
    ("cites:UNTS/2349/42146", True),
    ("cites:UNTS/2349/42146#art57", True),
    ("cites:UNTS/2349/42146#art5", False),
    ("cites:A/RES/70", False),
    ("cites:E/RES/2021/20#annex", True),
    ("kind:item", False),
    ('note:"kyoto  declaration"', True),
    ("note：“Kyoto”", True),
    ('"贩运人口"', True),
    ("“kyoto”", True),
    ("text:Kyoto", False),
    ("author:li", True),
    ("created:2026-11-20", True),
    ("modified:2026-11-20", False),
    ("anchor:kept", True),
    ("is:tagged is:noted", True),
    ("is:untagged", False),
    ("is:span", False),
    ("filter:mine", True),
    ("not filter:mine", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_a_filter_means_what_it_says(text: str, meant: bool) -> None:
    saved = {"mine": "trafficking or cybercrime"}
    assert parse_filter(text, topic_of, saved)(Known()) is meant


WRONG = [
    ("", "empty"),
    ("traficking", "'traficking' in the filter, at character 1, is no topic"),
    ("trafficking kind:operativ", "character 13, is no kind of paragraph; did you mean operative"),
    ("knd:operative", "did you mean kind:"),
    ("trafficking and", "ends where a term is missing"),
    ("(trafficking", "is never closed"),
    ("trafficking)", "no parenthesis"),
    ("or trafficking", "nothing before it"),
    ("trafficking and or cybercrime", "out of place"),
    ('note:"see also', "no closing quotation mark"),
    ("kind:", "needs a value"),
    ("anchor:gone", "no state of an anchor"),
    ("is:strange", "not one of"),
    ("created:yesterday", "needs a day"),
    ("filter:yours", "is not saved"),
    ("filter:round", "means itself"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_filter_is_told_where_it_is_wrong(text: str, said: str) -> None:
    with pytest.raises(FilterError) as error:
        parse_filter(text, topic_of, {"round": "filter:round", "mine": "trafficking"})
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_filters_are_saved_by_name(tmp_path: Path) -> None:
    file = tmp_path / "filters.toml"
    SavedFilters(file).save("mine", 'note:"a \\ b" and 贩运')
    SavedFilters(file).save("稿", "kind:operative")
    assert SavedFilters(file).by_name == {"mine": 'note:"a \\ b" and 贩运', "稿": "kind:operative"}
    assert SavedFilters(file).delete("mine") == 'note:"a \\ b" and 贩运'
    with pytest.raises(FilterError, match="no filter 'mine'"):
        SavedFilters(file).delete("mine")
    with pytest.raises(FilterError, match="cannot be the name"):
        SavedFilters(file).save("a b", "kind:operative")
    file.write_text("broken")
    with pytest.raises(FilterError, match="cannot be read"):
        SavedFilters(file)


def test_texts_are_passed_over_only_for_characters_to_which_nothing_else_folds() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        for folded in char.casefold():
            if is_alone(folded):
                assert folded == char
            elif folded in FOLD_ALONE:
                assert char in (folded, folded.upper())


@pytest.mark.parametrize(
    ("query", "text", "meant"),
    [
        ('"人口 贩运"', "打击人口贩运", True),
        ('"人口贩运"', "打击人口\n贩 运", True),
        ('"贩运人口"', "打击人口贩运", False),
        ('"OFFICE"', "the o\ufb03ce", True),
        ('"kelvin"', "\u212aelvin", True),
        ('"drug control"', "DRUG  CONTROL", True),
        ('"drug control"', "DRUG CONTRO", False),
        ('"76/181"', "第76/18和181号", False),
        ('text:"ſtraße"', "STRASSE", True),
    ],
)
def test_words_are_found_whatever_their_capitals_and_blanks(query: str, text: str, meant: bool) -> None:
    assert parse_filter(query, topic_of)(Known(text=text, note="")) is meant
    if query.startswith('"'):
        assert parse_filter(query, topic_of)(Known(text="", note=text)) is meant
