"""Going through annotations whose text has changed: candidates with their differences, placed only when told to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from unreader.annotating import Annotations, place_at
from unreader.library import Library
from unreader.model import Address
from unreader.working import follow
from unreader.working.reviewing import ReviewError, review
from unreader.working.reviewing import place as put

SYMBOL = "A/RES/99/1"
OLD = {
    1: "强调指出会员国必须防止和打击一切形式的贩运人口活动，并保护受害者；",
    2: "鼓励会员国加强国际合作，以应对影响环境的犯罪，包括非法采矿；",
    3: "请秘书长向大会第一百届会议报告本决议的执行情况；",
    4: "又请联合国毒品和犯罪问题办公室继续提供技术援助，但须视预算外资源的具备情况而定；",
}
NEW = {
    1: "强调指出会员国必须采取紧急措施，防止和打击一切形式的贩运人口活动，并保护和援助受害者；",
    2: "请秘书长向大会第一百届会议报告本决议的执行情况；",
    3: "决定将题为“预防犯罪”的项目列入大会第一百届会议临时议程。",
}


def write(root: Path, paragraphs: dict[int, str]) -> None:
    lines = [f"{number}. {text}" for number, text in paragraphs.items()]
    text = "\n\n".join(["99/1. 预防犯罪", "大会，", "回顾其以往各项决议，", *lines])
    (root / "texts" / "one.txt").write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "library"
    (root / "texts").mkdir(parents=True)
    facts = {"symbol": SYMBOL, "file": "one.txt", "language": "zh", "kind": "resolution", "title": "预防犯罪"}
    lines = "\n".join(f'{name} = "{value}"' for name, value in facts.items())
    (root / "texts" / "catalogue.toml").write_text(f"[[document]]\n{lines}\n", "utf-8")
    write(root, OLD)
    return root


@pytest.fixture
def annotations(root: Path) -> Iterator[Annotations]:
    with Annotations(root / "annotations", author="A") as store:
        document = Library(root).document(SYMBOL)
        for path, span in (("op1", None), ("op1", (19, 23)), ("op2", None), ("op3", None), ("op4", None)):
            store.tag(Address(SYMBOL, path), "trafficking", place_at(document, path), span=span)
        yield store


def test_each_is_looked_at_with_what_differs_and_placed_when_told_to(root: Path, annotations: Annotations) -> None:
    assert [one.quote for one in annotations.at(Address(SYMBOL, "op1"))][1] == "贩运人口"
    write(root, NEW)
    library = Library(root)
    follow(library, annotations)
    waiting = annotations.to_review()
    assert [(one.address.path, one.whole, one.anchor.state) for one in waiting] == [
        ("op1", True, "edited"),
        ("op1", False, "edited"),
        ("op2", True, "lost"),
        ("op3", True, "ambiguous"),
        ("op4", True, "lost"),
    ]
    whole, words, gone, moved, _ = waiting

    first = review(library, whole).candidates[0]
    assert (first.address.path, first.span, first.proposed) == ("op1", None, True)
    assert [first.text[slice(*edit.b)] for edit in first.edits] == ["采取紧急措施，", "和援助"]
    placed = put(library, annotations, whole, first)
    assert (placed.anchor.state, placed.quote) == ("kept", NEW[1])

    span = review(library, words).candidates[0]
    assert (span.address.path, span.text, span.edits) == ("op1", "贩运人口", ())
    assert put(library, annotations, words, span).span == span.span

    others = review(library, gone)
    assert not any(one.proposed for one in others.candidates)
    assert [one.address.path for one in review(library, moved).candidates if one.proposed] == ["op2"]
    assert [one.id for one in annotations.to_review()] == [one.id for one in waiting[2:]]
    annotations.undo()
    annotations.undo()
    assert len(annotations.to_review()) == 5


def test_words_that_changed_are_found_between_what_stood_around_them(root: Path, annotations: Annotations) -> None:
    words = annotations.at(Address(SYMBOL, "op1"))[1]
    write(root, OLD | {1: OLD[1].replace("贩运人口", "人口贩运")})
    library = Library(root)
    follow(library, annotations)
    found = review(library, annotations.get(words.id)).candidates[0]
    assert found.text == "人口贩运"


def test_a_place_that_has_changed_meanwhile_is_refused(root: Path, annotations: Annotations) -> None:
    write(root, NEW)
    library = Library(root)
    follow(library, annotations)
    one = annotations.to_review()[0]
    candidate = review(library, one).candidates[0]
    write(root, NEW | {1: NEW[1] + "又及"})
    with pytest.raises(ReviewError, match="meanwhile"):
        put(Library(root), annotations, one, candidate)
    write(root, NEW)
    annotations.delete(one.id)
    with pytest.raises(ReviewError, match="not there any more"):
        put(Library(root), annotations, one, candidate)


def test_a_document_that_is_not_here_has_no_candidates(root: Path, annotations: Annotations) -> None:
    (root / "texts" / "catalogue.toml").write_text("")
    found = review(Library(root), annotations.all()[0])
    assert (found.missing, found.candidates) == (True, ())
