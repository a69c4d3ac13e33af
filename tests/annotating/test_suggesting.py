from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from unreader.annotating import Annotations
from unreader.annotating.decisions import Decisions
from unreader.annotating.evaluating import agreement
from unreader.annotating.lexicon import LexiconError, lexicon, read_lexicon
from unreader.annotating.suggesting import may_be_tagged, score, suggest
from unreader.library import Library
from unreader.model import Address, Block

GOLD = Path(__file__).parent.parent / "data" / "annotating" / "gold_tags.json"
HELD_OUT = GOLD.with_name("held_out_tags.json")
FLOORS = {"trafficking": 0.97, "cybercrime": 0.93, "environment": 0.97}


def topics(text: str, language: str = "zh") -> set[str]:
    return {topic for topic, _, _ in score(text, language, lexicon(language)) if "/" not in topic}


def test_suggestions_agree_with_careful_tagging(library: Library) -> None:
    tagged = {row["address"]: row["topics"] for row in json.loads(GOLD.read_text("utf-8"))}
    suggested: dict[str, list[str]] = {}
    for entry in library.entries():
        document = library.document(entry.symbol)
        for one in suggest(document.blocks, entry.symbol, document.language):
            suggested.setdefault(str(one.address.plain), []).append(one.topic)
    found = {one.topic: one for one in agreement(tagged, suggested, FLOORS)}
    assert {topic: one for topic, one in found.items() if one.f1 < FLOORS[topic]} == {}


def test_suggestions_on_a_text_that_the_words_were_not_made_from(samples: Path, library_folder: Path) -> None:
    document = Library(library_folder, cache=False).visit(samples / "A_RES_80_227.en.pdf")
    tagged = {row["address"]: row["topics"] for row in json.loads(HELD_OUT.read_text("utf-8"))}
    suggested: dict[str, list[str]] = {}
    for one in suggest(document.blocks, document.symbol, document.language):
        suggested.setdefault(str(one.address.plain), []).append(one.topic)
    found = {one.topic: one for one in agreement(tagged, suggested, ("trafficking", "environment"))}
    assert found["trafficking"].f1 >= 0.85
    assert found["environment"].f1 >= 0.94


def test_every_gold_address_is_a_paragraph_that_may_be_tagged(library: Library) -> None:
    for row in json.loads(GOLD.read_text("utf-8")):
        address = Address.parse(row["address"])
        document = library.document(address.symbol)
        (block,) = [block for block in document.blocks if block.path == address.path]
        assert may_be_tagged(block, document.language)


TEXTS = [
    ("zh", "促请会员国防止和打击一切形式的贩运人口行为；", {"trafficking"}),
    ("zh", "缉获了一批从邻国走私入境的卷烟。", {"trafficking"}),
    ("zh", "应对世界毒品问题，包括吸毒、治疗和替代发展；", set()),
    ("zh", "重申《联合国打击跨国有组织犯罪公约关于打击陆、海、空偷运移民的补充议定书》，", set()),
    ("zh", "有组织犯罪与非法贩运处处长作了介绍性发言。", set()),
    ("zh", "加强对黑客攻击和勒索软件的调查，共享电子证据；", {"cybercrime"}),
    ("zh", "会议以网上会议的形式举行，文件可在网站上查阅。", set()),
    ("zh", "犯罪集团利用社交媒体招募并剥削青年；", {"cybercrime"}),
    ("zh", "非法采伐和非法捕捞给沿海国家造成损失；", {"environment"}),
    ("zh", "营造有利于改造的环境，建立安全的环境；", set()),
    ("zh", "打击走私象牙的网络；", {"trafficking", "environment"}),
    ("en", "Urges Member States to counter trafficking in persons and the smuggling of migrants;", {"trafficking"}),
    ("en", "Recalling the Protocol against the Smuggling of Migrants by Land, Sea and Air,", set()),
    ("en", "The Chief of the Illicit Trafficking Branch made an introductory statement.", set()),
    ("en", "Notes with concern ransomware attacks and the growing use of electronic evidence;", {"cybercrime"}),
    ("en", "The online meeting was held on a virtual platform.", set()),
    (
        "en",
        "Encourages States to address illegal logging and other crimes that affect the environment;",
        {"environment"},
    ),
    ("en", "to create an enabling environment for sustainable development,", set()),
    ("en", "poaching and the smuggling of ivory", {"trafficking", "environment"}),
]


@pytest.mark.parametrize(("language", "text", "wanted"), TEXTS)
def test_words_and_their_contexts_in_both_languages(language: str, text: str, wanted: set[str]) -> None:
    assert topics(text, language) == wanted


def test_a_passing_word_in_a_long_list_counts_less() -> None:
    listed = "、".join(f"措施{number}" for number in range(40))
    assert topics("采取措施，包括走私。") == {"trafficking"}
    assert topics(f"采取{listed}、走私等措施。") == set()


def test_the_evidence_stands_where_it_says(library: Library) -> None:
    blocks = {block.path: block for block in library.document("A/RES/78/229").blocks}
    found = [one for one in suggest(blocks.values(), "A/RES/78/229", "zh") if one.address.path == "op70"]
    assert [one.topic for one in found] == ["environment", "trafficking"]
    for one in found:
        assert one.evidence
        assert all(blocks["op70"].text[word.start : word.end] == word.text for word in one.evidence)
        assert all(a.end <= b.start for a, b in zip(one.evidence, one.evidence[1:], strict=False))


def test_only_paragraphs_that_may_be_tagged() -> None:
    text = "贩运人口"
    kinds = ["heading", "title", "footnote", "meta", "body", "vote", "signature"]
    blocks = [Block(f"b{number}", kind, "", text) for number, kind in enumerate(kinds)]  # type: ignore[arg-type]
    blocks += [
        Block("para7/i4", "item", "", text),
        Block("para7(a)", "item", "", text),
        Block("op1", "operative", "", text),
    ]
    found = {one.address.path for one in suggest(blocks, "A/1", "zh")}
    assert found == {"para7(a)", "op1"}


def test_decisions_tune_what_is_suggested(tmp_path: Path) -> None:
    blocks = [Block(f"op{number}", "operative", "", "打击走私活动；") for number in range(8)]

    def suggested(decisions: Decisions) -> list[Any]:
        return [one for one in suggest(blocks, "A/1", "zh", decisions.learnt) if one.topic == "trafficking"]

    annotations = Annotations(tmp_path, author="someone")
    decisions = annotations.decisions
    before = suggested(decisions)
    assert len(before) == 8
    decisions.reject(before[0])
    assert decisions.is_rejected(before[0].address, "trafficking")
    assert decisions.is_rejected(before[0].address, "trafficking/persons")
    assert not decisions.is_rejected(before[1].address, "trafficking")
    assert decisions.counts() == (0, 1)
    assert decisions.still_made(before) == before[1:]
    assert len(suggested(decisions)) == 8
    for one in before[1:3]:
        decisions.reject(one)
    assert suggested(decisions) == []
    decisions.accept(before[0])
    assert decisions.counts() == (1, 2)
    with Annotations(tmp_path) as again:
        assert len(suggested(again.decisions)) == 8
    decisions.withdraw(before[1])
    assert decisions.counts() == (1, 1)
    assert decisions.still_made(before) == [*before[:2], *before[3:]]
    decisions.never("trafficking", before[0].evidence[0].name)
    assert suggested(decisions) == []
    # All of it is in the history, and goes as it came; what was tagged counts, what was decided does not.
    assert [step.count for step in annotations.history()] == [0] * 6
    states = []
    for _ in range(6):
        states.append((decisions.counts(), len(suggested(decisions))))
        assert annotations.undo()
    assert states == [((1, 1), 0), ((1, 1), 8), ((1, 2), 8), ((0, 3), 0), ((0, 2), 8), ((0, 1), 8)]
    assert (decisions.counts(), decisions.still_made(before)) == ((0, 0), before)
    for _ in range(6):
        assert annotations.redo()
    assert (decisions.counts(), len(suggested(decisions))) == ((1, 1), 0)
    annotations.go_back(0)
    assert len(suggested(decisions)) == 8
    annotations.close()


def test_agreement_counts_by_the_topic_at_the_top() -> None:
    (one,) = agreement({"a": ["x/y"], "b": ["x"], "c": []}, {"a": ["x"], "c": ["x", "z"]}, ["x"])
    assert (one.both, one.missed, one.extra) == (1, ("b",), ("c",))
    assert one.precision == one.recall == one.f1 == 0.5


def broken(change: dict[str, Any]) -> dict[str, Any]:
    data = tomllib.loads(files("unreader.annotating").joinpath("lexicon.toml").read_text("utf-8"))
    return {**data, **change}


FAULTS = [
    ({"kinds": {"may": ["sonnet"]}}, "kinds of blocks"),
    ({"word": [{"topic": "x", "weight": 1, "zh": ["("], "en": ["b"]}]}, "cannot be read"),
    ({"word": [{"topic": "x", "weight": 1, "zh": ["a*"], "en": ["b"]}]}, "every text"),
    ({"word": [{"topic": "x", "weight": 0, "zh": ["a"], "en": ["b"]}]}, "weight"),
    ({"word": [{"topic": "x", "weight": 1, "zh": ["a"]}]}, "in en"),
    ({"word": [{"topic": "x", "weight": 1, "zh": ["a", "a"], "en": ["b"]}]}, "twice"),
    ({"word": [{"topic": "x", "weight": 1, "colour": "red", "zh": ["a"], "en": ["b"]}]}, "colour"),
    ({"list": {"items": 3, "share": 2}}, "share"),
]


@pytest.mark.parametrize(("change", "said"), FAULTS)
def test_a_wrong_lexicon_is_told(change: dict[str, Any], said: str) -> None:
    with pytest.raises(LexiconError, match=said):
        read_lexicon(broken(change), "zh")


def test_the_lexicon_knows_only_topics_of_the_codebook() -> None:
    from unreader.annotating.codebook import Codebook

    codebook = Codebook.open(Path(__file__).parent.parent.parent / "annotations" / "topics.toml")
    assert all(topic in codebook for language in ("zh", "en") for topic in lexicon(language).topics)
