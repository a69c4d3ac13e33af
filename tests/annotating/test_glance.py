"""A look at a store says the same as opening it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unreader.annotating import Annotations, Place
from unreader.annotating.glance import CORRECTIONS, count_by_document, look
from unreader.model import Address

TEXT = "打击贩运人口"


def filled(folder: Path) -> dict[str, int]:
    """A store with a base and a journal after it, and how many annotations each document has."""
    with Annotations(folder, author="reader") as annotations:
        for path in ("op1", "op2", "op3"):
            annotations.tag(Address("A/RES/78/229", path), "trafficking", Place(TEXT, "", "", "0" * 64, "zh"))
        annotations.fold()
        annotations.tag(Address("E/2024/30", "para23"), "trafficking", Place(TEXT, "", "", "0" * 64, "zh"))
        annotations.untag(Address("A/RES/78/229", "op2"), "trafficking")
    with Annotations(folder) as annotations:
        return {symbol: annotations.count(symbol) for symbol in ("A/RES/78/229", "E/2024/30")}


def test_counts_are_those_of_the_opened_store(tmp_path: Path) -> None:
    assert look(tmp_path) == {}
    counts = filled(tmp_path)
    tables = look(tmp_path)
    assert tables is not None
    assert count_by_document(tables) == counts == {"A/RES/78/229": 2, "E/2024/30": 1}
    assert not tables.get(CORRECTIONS)


def test_a_record_that_cannot_be_used_does_not_count(tmp_path: Path) -> None:
    filled(tmp_path)
    tables = look(tmp_path)
    assert tables is not None
    next(iter(tables["annotations"].values()))["topics"] = "trafficking"
    assert sum(count_by_document(tables).values()) == 2


def cut(base: Path) -> None:
    base.write_bytes(base.read_bytes()[:-40])


def newer(base: Path) -> None:
    content = json.loads(base.read_bytes())
    content["_meta"]["1"]["schema"] = 99
    base.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("damage", [cut, newer, Path.unlink])
def test_a_store_that_has_to_be_opened_is_not_counted(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    filled(tmp_path)
    damage(tmp_path / "annotations.json")
    assert look(tmp_path) is None
