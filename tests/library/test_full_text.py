from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from unreader.library import Library
from unreader.library.full_text import FullText, Scope
from unreader.library.queries import Query, read_query
from unreader.library.searching import Searched
from unreader.model import UnreaderError


@pytest.fixture(scope="module")
def indexed(library: Library) -> FullText:
    """The four documents in an index, as thousands are."""
    full_text = FullText(library, cache=False, scanned=0)
    assert full_text.update() == 4
    return full_text


def wanted(typed: str) -> Query:
    query = read_query(typed)
    assert query is not None
    return query


def hits(full_text: FullText, typed: str, scope: Scope | None = None) -> list[tuple[str, int, int]]:
    found = full_text.search(wanted(typed), scope or Scope(), most=10**9)
    return sorted((str(hit.address), hit.start, hit.end) for one in found for hit in one.hits)


def naive(library: Library, typed: str) -> list[tuple[str, int, int]]:
    query = wanted(typed)
    return sorted(
        (f"{entry.symbol}#{block.path}", start, end)
        for entry in library.entries()
        for block in library.document(entry.symbol).blocks
        for start, end in query.spans(block.text)
    )


TYPED = (
    *("毒品", "網絡犯罪", "(covid-19)", "打击为犯罪目的使用信息和通信技术", "的", "没有这几个字", "第 78 / 229", "《"),
    *("/RES/", r"/网络.{0,4}犯罪/", r"/第\d+次会议/", "/毒品|腐败/", "re:(贩运){2}", "/^重申/"),
)


@pytest.mark.parametrize("typed", TYPED)
def test_the_index_finds_what_reading_everything_finds(library: Library, indexed: FullText, typed: str) -> None:
    expected = naive(library, typed)
    found = list(indexed.search(wanted(typed), most=10**9))
    assert sorted((str(hit.address), hit.start, hit.end) for one in found for hit in one.hits) == expected
    assert sum(one.count for one in found) == len(expected)
    counted = list(indexed.search(wanted(typed), most=0))
    assert [(one.entry, one.count) for one in counted] == [(one.entry, one.count) for one in found]
    assert not any(one.hits for one in counted)


def test_pieces_of_the_texts_are_found_where_they_stand(library: Library, indexed: FullText) -> None:
    chance = random.Random(7)  # noqa: S311
    blocks = [block for entry in library.entries() for block in library.document(entry.symbol).blocks if block.text]
    for _ in range(20):
        block = chance.choice(blocks)
        at = chance.randrange(len(block.text))
        piece = block.text[at : at + chance.randint(3, 30)]
        if read_query(piece) is not None:
            assert any(address.endswith(f"#{block.path}") for address, _, _ in hits(indexed, piece)), piece
            assert hits(indexed, piece) == naive(library, piece)


def test_pairs_leave_documents_out(indexed: FullText) -> None:
    assert indexed._index.may_have(("没有这几个字",)) == set()
    assert len(indexed._index.may_have(("毒品",)) or ()) == 4
    assert indexed._index.may_have(("毒",)) is None
    looked_at: list[int] = []
    list(indexed.search(wanted("没有这几个字"), progress=lambda done, of: looked_at.append(of)))
    assert looked_at == []


def test_the_best_come_first(indexed: FullText, library: Library) -> None:
    found = [one.entry for one in indexed.search(wanted("毒品"))]
    dates = [entry.date or "" for entry in found]
    assert dates == sorted(dates, reverse=True)
    named = wanted(library.entry("E/RES/2021/20").title[:8])
    assert next(iter(indexed.search(named))).entry.symbol == "E/RES/2021/20"


def test_a_search_can_be_narrowed_and_given_up(indexed: FullText, library: Library) -> None:
    only = frozenset({library.entry("A/79/459").file})
    kinds = frozenset({"operative"})
    everything = hits(indexed, "犯罪", Scope(files=only, kinds=kinds))
    assert all(address.startswith("A/79/459#") and "/op" in address for address, _, _ in everything)
    first = everything[0][0]
    narrowed = hits(
        indexed, "犯罪", Scope(files=only, kinds=kinds, meant=lambda hit: f"A/79/459#{hit.address.path}" != first)
    )
    assert narrowed
    assert {address for address, _, _ in everything} - {address for address, _, _ in narrowed} == {first}
    assert list(indexed.search(wanted("犯罪"), stopped=lambda: True)) == []


def test_the_index_follows_the_files(library_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "search.sqlite"
    library = Library(library_folder)
    full_text = FullText(library, file=file, scanned=0)
    # Not indexed yet: searched as it is, and indexed on the way.
    assert len(full_text.waiting()) == 4
    before = hits(full_text, "稀土")
    assert full_text.waiting() == ()
    assert len(hits(full_text, "毒品")) > 100
    assert full_text.update() == 0
    text = library_folder / "texts" / library.entry("A/RES/78/229").file
    text.write_text(text.read_text(encoding="utf-8") + "\n\n123. 请秘书长研究稀土問題。\n", encoding="utf-8")
    library.reload()
    full_text.refresh()
    assert [entry.symbol for entry in full_text.waiting()] == ["A/RES/78/229"]
    assert full_text.update() == 1
    assert len(hits(full_text, "稀土问题")) == 1
    assert len(hits(full_text, "稀土问题")) == len(before) + 1
    full_text.close()
    # Another program finds it as it is; a damaged file is made anew and costs time, not the answer.
    again = FullText(Library(library_folder), file=file, scanned=0)
    assert again.waiting() == ()
    assert len(hits(again, "稀土问题")) == 1
    again.close()
    file.write_bytes(b"no database" * 1000)
    damaged = FullText(Library(library_folder), file=file, scanned=0)
    assert damaged.update() == 4
    assert len(hits(damaged, "稀土问题")) == 1


def test_without_an_index_everything_is_still_found(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_file: object, **_named: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr("unreader.library.search_index.open_cache", broken)
    full_text = FullText(library, file=tmp_path / "search.sqlite", scanned=0)
    full_text.update()
    assert hits(full_text, "网络犯罪") == naive(library, "网络犯罪")


def test_a_document_that_cannot_be_read_hides_no_other(library_folder: Path) -> None:
    library = Library(library_folder)
    (library_folder / "texts" / library.entry("A/79/459").file).unlink()
    with pytest.raises(UnreaderError):
        library.document("A/79/459")
    for scanned in (0, 10):
        full_text = FullText(library, cache=False, scanned=scanned)
        full_text.update()
        assert {one.entry.symbol for one in full_text.search(wanted("毒品"))} == {
            "A/RES/78/229", "E/RES/2021/20", "E/2024/30",
        }  # fmt: skip


def test_a_document_is_searched_alone(library: Library) -> None:
    blocks = library.document("A/RES/78/229").blocks
    searched = Searched(blocks)
    for typed in ("网络犯罪", "網絡犯罪", "/网络.罪/", "没有这几个字"):
        query = wanted(typed)
        expected = [(block.path, *span) for block in blocks for span in query.spans(block.text)]
        assert [(block.path, start, end) for block, start, end in searched.find(query)] == expected
    assert list(searched.find(wanted("毒品"), stopped=lambda: True)) == []
