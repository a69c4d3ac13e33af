from __future__ import annotations

import os
from pathlib import Path

import pytest

from unreader.comparing.similar import Similar
from unreader.comparing.sketches import SIZE, sketch
from unreader.library import Library
from unreader.model import Address


@pytest.fixture(scope="module")
def similar(library: Library) -> Similar:
    index = Similar(library, cache=False)
    index.update()
    return index


@pytest.mark.parametrize(
    ("here", "there", "least"),
    [
        ("E/2024/30#I.A/draft3/op4", "A/79/459#draft3/op4", 0.9),
        ("A/79/459#draft1/pp9", "E/2024/30#I.A/draft1/pp9", 0.7),
        ("A/RES/78/229#op12", "A/RES/78/229#pp27", 0.8),
        ("A/RES/78/229#pp3", "E/2024/30#I.A/draft2/pp1", 0.7),
    ],
)
def test_where_else_a_paragraph_stands(similar: Similar, here: str, there: str, least: float) -> None:
    found = similar.to(Address.parse(here))
    assert {str(one.address.plain): one.likeness for one in found}.get(there, 0) >= least
    assert here not in {str(one.address.plain) for one in found}
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_every_paragraph_of_the_drafts_is_found_again(similar: Similar, library: Library) -> None:
    for number in (1, 2, 3):
        for block in library.blocks_at(Address("E/2024/30", f"I.A/draft{number}")):
            if block.kind in ("preambular", "operative"):
                there = block.path.removeprefix("I.A/")
                found = {one.address.path for one in similar.to(Address("E/2024/30", block.path))}
                assert there in found, block.path


def test_a_place_of_several_paragraphs_is_asked_one_by_one(similar: Similar) -> None:
    assert {one.of.path for one in similar.to(Address("E/2024/30", "I.A/draft3"))} >= {
        "I.A/draft3/op1",
        "I.A/draft3/pp1",
    }
    assert similar.to(Address("A/RES/78/229", "body")) == ()


def test_the_index_follows_the_files(library_folder: Path, tmp_path: Path) -> None:
    index = Similar(Library(library_folder), file=tmp_path / "similar.sqlite")
    assert len(index.waiting()) == 4
    seen: list[tuple[int, int]] = []
    assert index.update(lambda done, of: seen.append((done, of))) == 4
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert index.waiting() == ()
    draft = Address("E/2024/30", "I.A/draft3/op4")
    assert "A/79/459" in {one.address.symbol for one in index.to(draft)}
    index.close()
    report = library_folder / "texts" / "A_79_459.zh.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("促请会员国采取一切必要", "如何"), encoding="utf-8")
    os.utime(report, ns=(1, 1))
    again = Similar(Library(library_folder), file=tmp_path / "similar.sqlite")
    assert [entry.symbol for entry in again.waiting()] == ["A/79/459"]
    again.update()
    assert all("促请会员国采取一切必要" not in one.text for one in again.to(draft))


def test_a_damaged_index_is_made_anew(library_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "similar.sqlite"
    file.write_bytes(b"not a database" * 100)
    index = Similar(Library(library_folder), file=file)
    assert len(index.waiting()) == 4
    index.update()
    place = Address("A/RES/78/229", "op12")
    before = index.to(place, least=0.1)
    index.close()
    data = file.read_bytes()
    for begin, end in ((8192, 40_000), (len(data) // 2, len(data))):
        file.write_bytes(data[:begin] + b"\x05" * (end - begin) + data[end:])
        again = Similar(Library(library_folder), file=file)
        again.update()
        assert again.to(place, least=0.1) == before
        again.close()


def test_a_sketch_is_the_same_everywhere_and_blind_to_blanks_and_width() -> None:
    text = "吁请会员国采取具体措施，预防和打击有组织犯罪团体；"
    assert len(sketch(text)) == SIZE
    assert sketch(text) == sketch(text.replace("，", ", ").replace("；", ";"))
    assert sketch("大会，") == []
    assert sketch("Calls upon Member States to take effective measures")
    assert sketch("大会决定在第十届会议上继续审议这个问题")[:3] == [19316713, 246339044, 353532777]
