from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from unreader.annotating import Annotations
from unreader.annotating.anchors import place_at
from unreader.library import Library
from unreader.model import Address
from unreader.working.carrying import CarryingError, Plan, carry, plan_carrying

A, B = Address("E/2024/30", "I.A/draft3"), Address("A/79/459", "draft3")


@pytest.fixture
def annotations(tmp_path: Path) -> Iterator[Annotations]:
    with Annotations(tmp_path / "annotations", author="A. Reader") as opened:
        yield opened


def tag(
    library: Library,
    annotations: Annotations,
    path: str,
    topic: str = "trafficking",
    words: str = "",
    symbol: str = "E/2024/30",
) -> None:
    place = place_at(library.document(symbol), path)
    assert place is not None
    at = place.text.index(words) if words else 0
    annotations.tag(Address(symbol, path), topic, place, span=(at, at + len(words)) if words else None)


def planned(library: Library, annotations: Annotations) -> Plan:
    return plan_carrying(library, annotations, A, B)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    return [(one.annotation.address.path, one.state, one.target.path if one.target else "") for one in plan.carries]


def test_nothing_is_carried_by_a_plan(library: Library, annotations: Annotations) -> None:
    tag(library, annotations, "I.A/draft3/op1")
    tag(library, annotations, "I.A/draft3/op4")
    plan = planned(library, annotations)
    assert told(plan) == [
        ("I.A/draft3/op1", "kept", "draft3/op1"),
        ("I.A/draft3/op4", "edited", "draft3/op4"),
    ]
    assert plan.counts == {"kept": 1, "edited": 1}
    assert annotations.count("A/79/459") == 0


def test_what_stands_word_for_word_is_carried_and_stays_where_it_was(
    library: Library, annotations: Annotations
) -> None:
    tag(library, annotations, "I.A/draft3/op1")
    tag(library, annotations, "I.A/draft3/op4")
    plan = planned(library, annotations)
    carry(library, annotations, plan, plan.safe)
    (carried,) = annotations.of_document("A/79/459")
    assert (carried.address.path, carried.topics) == ("draft3/op1", ("trafficking",))
    assert carried.quote == library.blocks_at(Address("A/79/459", "draft3/op1"))[0].text
    assert annotations.count("E/2024/30") == 2
    annotations.undo()
    assert annotations.count("A/79/459") == 0


def test_an_edited_paragraph_is_carried_when_a_person_confirms_it(library: Library, annotations: Annotations) -> None:
    tag(library, annotations, "I.A/draft3/op4", words="招募、虐待和剥削儿童")
    plan = planned(library, annotations)
    (one,) = plan.carries
    assert one.state == "edited"
    assert plan.safe == {}
    assert one.target is not None
    carry(library, annotations, plan, {one.annotation.id: one.target})
    (carried,) = annotations.of_document("A/79/459")
    assert carried.quote == "招募、虐待和剥削儿童"


def test_words_that_changed_are_followed_through_the_edits(library: Library, annotations: Annotations) -> None:
    tag(library, annotations, "I.A/draft3/op4", words="吁请会员国采取")
    (one,) = planned(library, annotations).carries
    text = library.blocks_at(Address("A/79/459", "draft3/op4"))[0].text
    assert one.span is not None
    assert text[slice(*one.span)] == "促请会员国采取"


def test_a_place_that_is_none_of_those_proposed_is_refused(library: Library, annotations: Annotations) -> None:
    tag(library, annotations, "I.A/draft3/op1")
    plan = planned(library, annotations)
    (one,) = plan.carries
    with pytest.raises(CarryingError, match="cannot go to"):
        carry(library, annotations, plan, {one.annotation.id: Address("A/79/459", "draft3/op2")})
    with pytest.raises(CarryingError, match="not one of those"):
        carry(library, annotations, plan, {"unknown": Address("A/79/459", "draft3/op2")})
    assert annotations.count("A/79/459") == 0


def test_what_the_second_text_has_already_is_told_and_kept(library: Library, annotations: Annotations) -> None:
    tag(library, annotations, "I.A/draft3/op1", "trafficking")
    annotations.note(Address("E/2024/30", "I.A/draft3/op1"), "from the draft")
    tag(library, annotations, "draft3/op1", "cybercrime", symbol="A/79/459")
    annotations.note(Address("A/79/459", "draft3/op1"), "already there")
    plan = planned(library, annotations)
    assert [one.note for one in plan.carries[0].there] == ["already there"]
    for _ in range(2):
        carry(library, annotations, plan, plan.safe)
    (merged,) = annotations.of_document("A/79/459")
    assert set(merged.topics) == {"trafficking", "cybercrime"}
    assert merged.note == "already there\n\nfrom the draft"


def test_a_paragraph_without_a_counterpart_is_lost(library: Library, annotations: Annotations) -> None:
    tag(library, annotations, "draft3/fn6", symbol="A/79/459")
    plan = plan_carrying(library, annotations, B, A)
    assert told(plan) == [("draft3/fn6", "lost", "")]
    with pytest.raises(CarryingError, match="it is lost"):
        carry(library, annotations, plan, {plan.carries[0].annotation.id: Address("E/2024/30", "I.A/draft3/op1")})


def test_split_and_identical_paragraphs_are_for_a_person_to_choose(library_folder: Path, tmp_path: Path) -> None:
    library = Library(library_folder, cache=False)
    first = "鼓励会员国酌情通过双边平台和相关的多边平台分享关于有组织犯罪团体和恐怖主义团体的信息"
    second = "请联合国毒品和犯罪问题办公室在预算外资源允许的情况下向会员国提供技术援助和能力建设"
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(f"大会，\n\n1. 决定休会；\n\n2. {first}，并{second}；\n", encoding="utf-8")
    other.write_text(f"大会，\n\n1. 决定休会；\n\n2. {first}；\n\n3. {second}。\n", encoding="utf-8")
    library.visit(one, symbol="A/99/1", language="zh")
    library.visit(other, symbol="A/99/2", language="zh")
    with Annotations(tmp_path / "annotations", author="A. Reader") as annotations:
        tag(library, annotations, "op2", symbol="A/99/1")
        plan = plan_carrying(library, annotations, Address("A/99/1"), Address("A/99/2"))
        (found,) = plan.carries
        assert found.state == "ambiguous"
        assert [one.path for one in found.candidates] == ["op2", "op3"]
        carry(library, annotations, plan, {found.annotation.id: found.candidates[1]})
        assert [one.address.path for one in annotations.of_document("A/99/2")] == ["op3"]


def test_one_of_two_identical_paragraphs_is_for_a_person_to_choose(library_folder: Path, tmp_path: Path) -> None:
    library = Library(library_folder, cache=False)
    same = "请联合国毒品和犯罪问题办公室在预算外资源允许的情况下提供技术援助；"
    after = "决定在第十五届预防犯罪大会的头两天举行高级别部分会议，以便各国元首集中讨论大会的主题；"
    new = ("赞扬日本政府举办密集而富有成果的大会；", "邀请各捐助方提供资源；", "欢迎缔约国会议的各项决定；")
    for name, texts in (("1", (same, after)), ("2", (new[0], same, new[1], after, new[2], same))):
        numbered = "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
        file = tmp_path / f"{name}.txt"
        file.write_text(f"大会，\n\n{numbered}\n", encoding="utf-8")
        library.visit(file, symbol=f"A/99/{name}", language="zh")
    with Annotations(tmp_path / "annotations", author="A. Reader") as annotations:
        tag(library, annotations, "op1", symbol="A/99/1")
        tag(library, annotations, "op2", symbol="A/99/1")
        one, other = plan_carrying(library, annotations, Address("A/99/1"), Address("A/99/2")).carries
        assert (one.state, [place.path for place in one.candidates]) == ("ambiguous", ["op2", "op6"])
        assert other.state == "kept"
