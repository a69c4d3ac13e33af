"""The codebook: the topics that come with it, changes that leave a person's file alone, errors that say what to do."""

from __future__ import annotations

import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
import wcwidth

from unreader.annotating.codebook import Codebook, CodebookError

SHIPPED = Path(__file__).parent.parent.parent / "annotations" / "topics.toml"

FILE = """\
# My topics.
# They are mine.

[trafficking]
name.zh = "贩运"   # the umbrella
name.en = "Trafficking"
letter = "t"
sign = "#"

# about people
["trafficking/persons"]
name = "人口"
definition.en = '''
Several lines,
with a comment # that is none
'''
letter = "p"

[ cybercrime ]
letter = "c"
sign = "✦"
examples = [
    "A/RES/78/229#op75 [网络犯罪]",
]
# the end
"""


@pytest.fixture
def codebook(tmp_path: Path) -> Codebook:
    path = tmp_path / "topics.toml"
    path.write_text(FILE, "utf-8")
    return Codebook.open(path)


def ids(codebook: Codebook) -> list[str]:
    return [topic.path for topic in codebook.topics]


def reread(codebook: Codebook) -> list[str]:
    return ids(Codebook.open(codebook.path))


def test_the_topics_that_come_with_it() -> None:
    codebook = Codebook.open(SHIPPED)
    assert {topic.path: topic.letter for topic in codebook.children()} == {
        "trafficking": "t",
        "cybercrime": "c",
        "environment": "e",
    }
    assert [topic.path.removeprefix("trafficking/") for topic in codebook.children("trafficking")] == [
        *("persons", "organs", "migrants", "firearms", "drugs", "cultural-property", "wildlife"),
    ]
    for topic in codebook.topics:
        for texts in (topic.names, topic.definitions, topic.use, topic.avoid):
            assert set(texts) == {"zh", "en"}
            assert all(texts.values())
        assert topic.examples
        assert topic.letter
        assert unicodedata.east_asian_width(topic.sign) in ("N", "Na")
        assert wcwidth.wcwidth(topic.sign) == 1
    assert len({topic.sign for topic in codebook.topics}) == len(codebook.topics)
    assert [codebook.require(name).name("zh") for name in ("t", "网络犯罪", "environment")] == [
        "贩运",
        "网络犯罪",
        "环境",
    ]


#: How the eyes of a person without red, green or blue cones see linear RGB (Viénot 1999; Brettel 1997 for blue).
BLIND = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "red": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "green": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "blue": ((1, 0.1274, -0.1274), (0, 0.8739, 0.1261), (0, 0.8739, 0.1261)),
}


def seen(colour: str, eyes: str) -> list[float]:
    linear = [((int(colour[at : at + 2], 16) / 255) ** 2.2) for at in (1, 3, 5)]
    return [max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))) ** (1 / 2.2) for row in BLIND[eyes]]


@pytest.mark.parametrize("eyes", BLIND)
def test_the_colours_are_told_apart_by_colour_blind_readers(eyes: str) -> None:
    codebook = Codebook.open(SHIPPED)
    siblings = [pair for topic in ("", "trafficking") for pair in combinations(codebook.children(topic), 2)]
    assert len(siblings) == 3 + 21
    for one, other in siblings:
        distance = sum((a - b) ** 2 for a, b in zip(seen(one.colour, eyes), seen(other.colour, eyes), strict=True))
        assert distance**0.5 > 0.2, (one.path, other.path)
    assert len({topic.colour for topic in codebook.topics}) == len(codebook.topics)


def test_reading(codebook: Codebook) -> None:
    assert ids(codebook) == ["trafficking", "trafficking/persons", "cybercrime"]
    persons = codebook.require("Trafficking/Persons")
    assert (persons.parent, persons.name("en"), persons.name("zh")) == ("trafficking", "人口", "人口")
    assert persons.definitions["en"].startswith("Several lines")
    cybercrime = codebook.get("cybercrime")
    assert cybercrime is not None
    assert cybercrime.name("zh") == "cybercrime"
    assert [topic for topic in codebook.children("trafficking") if topic.letter == "p"] == [persons]
    assert [topic.path for topic in codebook.below("trafficking")] == ["trafficking/persons"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("t", "trafficking"),
        ("persons", "trafficking/persons"),
        ("人口", "trafficking/persons"),
        ("贩运", "trafficking"),
    ],
)
def test_a_topic_is_found_as_people_call_it(codebook: Codebook, typed: str, found: str) -> None:
    assert codebook.require(typed).path == found


def test_an_unknown_topic_is_refused_with_the_nearest(codebook: Codebook) -> None:
    with pytest.raises(CodebookError, match=r"no topic cybercrimes. The nearest: cybercrime,.*topics add cybercrimes"):
        codebook.require("cybercrimes")
    with pytest.raises(CodebookError, match="no topic other"):
        codebook.delete("other")
    with pytest.raises(CodebookError, match="empty"):
        Codebook(codebook.path).require("x")


def test_adding_leaves_the_rest_as_it_is(codebook: Codebook) -> None:
    added = codebook.add(
        "corruption/bribery", names={"zh": "贿赂", "en": 'Bribery "and" more\x7f'}, examples=["a", "b"]
    )
    assert codebook.text.startswith(FILE)
    assert reread(codebook) == ids(codebook) == [*ids(Codebook(SHIPPED, FILE)), "corruption", "corruption/bribery"]
    assert Codebook.open(codebook.path).get("corruption/bribery") == added
    assert added.letter == "b"
    assert codebook.children()[2].letter == "o"
    assert len({topic.sign for topic in codebook.topics if topic.sign}) == 4
    # No letter that tags with another topic is taken from it, nor one that does something else while one tags.
    assert codebook.add("pirates-nuclear").letter == "i"
    assert codebook.add("trafficking/jungle").letter == "g"
    with pytest.raises(CodebookError, match="there already"):
        codebook.add("corruption")


def test_renaming_takes_along_what_lies_below(codebook: Codebook) -> None:
    assert codebook.rename("trafficking", "smuggling").name("en") == "Trafficking"
    assert reread(codebook) == ["smuggling", "smuggling/persons", "cybercrime"]
    assert codebook.text == FILE.replace("[trafficking]", "[smuggling]").replace("trafficking/p", "smuggling/p")
    codebook.rename("smuggling/persons", "cybercrime/persons")
    assert reread(codebook) == ["smuggling", "cybercrime", "cybercrime/persons"]
    for new, message in (
        ("cybercrime", "merge"),
        ("x/y", "no topic x"),
        ("smuggling/x", "taken"),
        ("A B", "small letters"),
    ):
        with pytest.raises(CodebookError, match=message):
            codebook.rename("smuggling", new)


def test_deleting_takes_the_comment_above_along_and_no_other(codebook: Codebook) -> None:
    gone = codebook.delete("trafficking/persons")
    assert [topic.path for topic in gone] == ["trafficking/persons"]
    assert "about people" not in codebook.text
    assert "They are mine" in codebook.text
    before = codebook.text
    assert len(codebook.delete("trafficking")) == 1
    assert reread(codebook) == ["cybercrime"]
    assert codebook.text.startswith("# My topics.\n# They are mine.\n")
    codebook.restore(before)
    assert reread(codebook) == ["trafficking", "cybercrime"]


def test_merging_moves_what_lies_below(codebook: Codebook) -> None:
    codebook.add("cybercrime/fraud")
    codebook.merge("cybercrime", "trafficking")
    assert reread(codebook) == ["trafficking", "trafficking/persons", "trafficking/fraud"]
    codebook.add("people/persons", letter="x")
    codebook.merge("people", "trafficking")
    assert reread(codebook) == ["trafficking", "trafficking/persons", "trafficking/fraud"]
    with pytest.raises(CodebookError, match="cannot be merged"):
        codebook.merge("trafficking", "trafficking/persons")


BAD = {
    "[a": "not good TOML",
    "a = 1": "outside any topic",
    "[A]": "small letters",
    '["a/b"]': r"lies under a, which is not there. Add \[a\]",
    "[a]\nnom = 'x'": "has nom, which is not one of",
    "[a]\nname = 3": "a text for each language",
    "[a]\nexamples = 'x'": "list of texts",
    "[a]\nletter = 'ab'": "one of a to z",
    "[a]\nsign = '●'": "one cell wide",
    "[a]\nsign = '贩'": "one cell wide",
    "[a]\nsign = '\\t'": "not good TOML|one cell wide",
    "[a]\ncolour = 'red'": "colour",
    "[a]\nletter = 'x'\n[b]\nletter = 'x'": "same letter",
    "[a]\nsign = '#'\n[b]\nsign = '#'": "same sign",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_file_is_refused_with_the_place_and_the_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match=BAD[text]) as caught:
        Codebook.open(path)
    assert "topics.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_changed_from_here_stays_as_it_is(codebook: Codebook) -> None:
    text = 'a = { name = "A" }\nb = { name = "B" }\n'
    codebook.path.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match="by hand"):
        codebook.delete("a")
    assert codebook.path.read_text("utf-8") == text


def test_an_edit_by_hand_is_seen(codebook: Codebook) -> None:
    assert codebook.refresh() is False
    codebook.path.write_text(FILE + "\n[added]\n", "utf-8")
    assert codebook.refresh() is True
    assert "added" in codebook
    codebook.path.write_text("[broken", "utf-8")
    with pytest.raises(CodebookError):
        codebook.refresh()
    assert "added" in codebook


def test_a_missing_file_is_made_from_the_one_that_comes_with_the_program(tmp_path: Path) -> None:
    codebook = Codebook.open(tmp_path / "annotations" / "topics.toml", fallback=SHIPPED)
    assert len(codebook.topics) == 10
    assert not codebook.path.exists()
    codebook.add("corruption")
    assert reread(codebook)[-1] == "corruption"
    assert codebook.path.read_text("utf-8").startswith(SHIPPED.read_text("utf-8"))
    assert Codebook.open(tmp_path / "none.toml").topics == ()


def test_a_file_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(CodebookError, match="cannot be read"):
        Codebook.open(tmp_path / "latin.toml")
    (tmp_path / "file").write_text("")
    with pytest.raises(CodebookError, match=r"cannot be (written|read)"):
        Codebook.open(tmp_path / "file" / "topics.toml").add("a")
