from __future__ import annotations

from pathlib import Path

import pytest

from unreader.comparing.decisions import (
    FILE,
    DecisionError,
    decide_follows,
    decide_unrelated,
    read_decisions,
)
from unreader.comparing.similar import Similar
from unreader.comparing.stages import history_of
from unreader.comparing.steps import steps_in
from unreader.library import Library
from unreader.model import SAME_DOCUMENT, Address, Block, Citation, Document

SENTENCES = [
    # language, the sentence, what is cited in it (words, target, pinpoint), the steps
    (
        "在第48次会议上，委员会通过了决议草案A/C.3/79/L.4(见第37段，决议草案二)。",
        [("A/C.3/79/L.4", "A/C.3/79/L.4", ""), ("第37段，决议草案二", SAME_DOCUMENT, "draft2")],
        [("A/C.3/79/L.4", "draft"), ("A/79/459#draft2", "recommended")],
    ),
    (
        "同样在第49次会议上，委员会通过了决议草案A/C.3/79/L.7/Rev.1(见第37段，决议草案四)。",
        [("A/C.3/79/L.7/Rev.1", "A/C.3/79/L.7/Rev.1", ""), ("第37段，决议草案四", SAME_DOCUMENT, "draft4")],
        [("A/C.3/79/L.7/Rev.1", "revised"), ("A/79/459#draft4", "recommended")],
    ),
    (
        "理事会在其第2024/10号决议中建议大会通过题为“减少再次犯罪”的决议草案。草案是主席(布隆迪)提出的(A/C.3/79/L.4)。",
        [("第2024/10号决议", "E/RES/2024/10", ""), ("A/C.3/79/L.4", "A/C.3/79/L.4", "")],
        [("E/RES/2024/10", "recommended"), ("A/C.3/79/L.4", "draft")],
    ),
    (
        "[根据第三委员会的报告(A/78/482, 第29段)通过]",
        [("A/78/482, 第29段", "A/78/482", "para29")],
        [("A/78/482#para29", "recommended"), ("A/79/459", "adopted")],
    ),
    (
        "[on the report of the Third Committee (A/78/482, para. 29)]",
        [("A/78/482, para. 29", "A/78/482", "para29")],
        [("A/78/482#para29", "recommended"), ("A/79/459", "adopted")],
    ),
    (
        "[without reference to a Main Committee (A/75/L.92 and A/75/L.92/Add.1)]",
        [],
        [("A/75/L.92", "draft"), ("A/79/459", "adopted")],
    ),
    (
        "At the same meeting, the Committee adopted draft resolution A/C.3/79/L.4 (see para. 37, draft resolution II).",
        [("A/C.3/79/L.4", "A/C.3/79/L.4", ""), ("para. 37, draft resolution II", SAME_DOCUMENT, "draft2")],
        [("A/C.3/79/L.4", "draft"), ("A/79/459#draft2", "recommended")],
    ),
    (
        "resolution 2024/10 recommended to the General Assembly the adoption of the draft resolution entitled “X” (A/C.3/79/L.4)",  # noqa: E501
        [("resolution 2024/10", "E/RES/2024/10", ""), ("A/C.3/79/L.4", "A/C.3/79/L.4", "")],
        [("E/RES/2024/10", "recommended"), ("A/C.3/79/L.4", "draft")],
    ),
    ("委员会秘书宣读了关于决议草案A/C.3/79/L.3所涉方案预算问题的说明。", [("A/C.3/79/L.3", "A/C.3/79/L.3", "")], []),
]


@pytest.mark.parametrize(("text", "cited", "steps"), SENTENCES, ids=lambda value: str(value)[:20])
def test_what_a_sentence_tells(text: str, cited: list[tuple[str, str, str]], steps: list[tuple[str, str]]) -> None:
    block = Block("para8", "paragraph", "8.", text)
    citations = [
        Citation("para8", text.index(words), text.index(words) + len(words), words, "document", target, pinpoint)
        for words, target, pinpoint in cited
    ]
    document = Document("A/79/459", "zh", "report", "", (block,))
    found = [
        [(str(stage.text), stage.relation) for stage in one.stages]
        for one in steps_in(document, [block], citations)
        if len(one.stages) > 1
    ]
    assert found == ([steps] if steps else [])


def test_a_resolution_that_another_body_adopted_is_a_stage(library: Library) -> None:
    stages = history_of(library, Address("E/RES/2021/20")).stages
    assert [(str(one.stage.text), one.stage.relation) for one in stages] == [
        ("E/RES/2021/20", "recommended"),
        ("A/RES/76/181", "adopted"),
    ]
    assert [one.address for one in stages] == [Address("E/RES/2021/20"), None]


def test_a_paragraph_is_followed_forward_and_backward(library: Library) -> None:
    for asked in (Address("E/2024/30", "I.A/draft3/op8"), Address("A/79/459", "draft3/op8")):
        stages = history_of(library, asked).stages
        assert [str(one.address) for one in stages if one.address] == [
            "E/2024/30#I.A/draft3/op8",
            "A/79/459#draft3/op8",
        ]
        assert [pair.change for one in stages for pair in one.pairs] == ["verb"]


def test_a_footnote_that_is_new_came_from_nowhere(library: Library) -> None:
    stages = history_of(library, Address("A/79/459", "draft3/fn6")).stages
    assert stages[0].address is None
    assert [pair.change for one in stages for pair in one.pairs] == ["new"]


def test_what_is_known_is_not_offered_as_probable_and_a_report_never_is(library: Library) -> None:
    similar = Similar(library, cache=False)
    similar.update()
    for asked in ("E/2024/30#I.A/draft3", "E/2024/30", "A/RES/78/229"):
        assert not [one for one in history_of(library, Address.parse(asked), similar).stages if one.probable]


def test_decisions_are_kept_and_can_be_changed(tmp_path: Path) -> None:
    one, other = Address("E/2024/30", "I.A/draft1"), Address("A/79/459", "draft1")
    assert read_decisions(tmp_path).follows == ()
    decide_follows(tmp_path, one, other)
    decide_follows(tmp_path, other, one)
    assert read_decisions(tmp_path).follows == ((other, one),)
    decide_unrelated(tmp_path, one, other)
    assert read_decisions(tmp_path).follows == ()
    assert read_decisions(tmp_path).unrelated == {frozenset((one, other))}
    (tmp_path / FILE).write_text("[[follows]]\nearlier = 3\n", encoding="utf-8")
    with pytest.raises(DecisionError, match="mend it"):
        read_decisions(tmp_path)
