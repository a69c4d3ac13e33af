from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from unreader.library import CatalogueError, Library, LibraryError, NotInLibraryError, find_library
from unreader.library.index import Index
from unreader.library.known import known
from unreader.model import Address


def test_the_kyoto_declaration_opens_where_it_was_recommended(library: Library) -> None:
    references = library.cites(Address("E/2024/30", "I.A/draft3/pp6"))
    opened = {one.citation.opens: one.citation.quote for one in references}
    assert opened["E/RES/2021/20#annex/para29"].endswith("《宣言》第29段")
    assert library.openings("A/RES/76/181")[0].relation == "recommended"
    (paragraph,) = library.blocks_at(Address("E/RES/2021/20", "annex/para29"))
    assert paragraph.text.startswith("满足儿童和青年的需要") or "儿童" in paragraph.text


def test_who_cites_a_paragraph_is_the_other_side_of_what_it_cites(library: Library) -> None:
    here = Address("E/RES/2021/20", "annex/para29")
    citing = {str(one.at) for one in library.cited_by(here)}
    assert {"E/2024/30#I.A/draft3/pp6", "A/79/459#draft3/pp6"} <= citing
    for address in citing:
        assert str(here) in {one.citation.opens for one in library.cites(Address.parse(address))}


def test_a_footnotes_citations_stand_where_its_mark_is_called(library: Library) -> None:
    references = library.cites(Address("A/RES/78/229", "pp3"))
    assert [(one.at.path, one.citation.target) for one in references] == [
        ("fn6", "A/CONF.234/16"),
        ("pp3", "A/RES/76/181#annex"),
        ("fn7", "A/RES/76/181"),
    ]


@pytest.mark.parametrize(
    ("symbol", "carriers"),
    [
        ("A/RES/76/181", [("E/RES/2021/20", "", True)]),
        ("E/RES/2024/10", [("E/2024/30", "I.A/draft2", False), ("A/79/459", "draft2", False)]),
        ("A/RES/79/190", [("A/79/459", "draft6", False)]),
        ("A/C.3/79/L.5", [("E/2024/30", "I.A/draft3", False), ("A/79/459", "draft3", False)]),
        ("E/CN.15/RES/33/1", [("E/2024/30", "I.D/res33_1", True)]),
        ("E/CN.15/DEC/33/1", [("E/2024/30", "I.D/dec33_1", True)]),
        ("A/RES/78/229", [("A/RES/78/229", "", True)]),
        ("A/RES/70/1", []),
    ],
)
def test_where_a_text_or_another_stage_of_it_stands(
    library: Library, symbol: str, carriers: list[tuple[str, str, bool]]
) -> None:
    assert [(one.document, one.container, one.is_text) for one in library.carriers(symbol)] == carriers


def test_what_is_known_of_a_text_that_is_not_here(library: Library) -> None:
    treaty = known(library, "UNTS/2349/42146", "zh")
    assert treaty.title == "联合国反腐败公约"
    assert treaty.cited > 10
    resolution = known(library, "A/RES/78/227", "zh")
    assert resolution.date == "2023-12-19"
    assert "诉诸司法" in resolution.title
    assert resolution.body == "大会"
    assert resolution.url == "https://undocs.org/zh/A/RES/78/227"


def test_a_file_from_outside_is_read_and_not_stored(library_folder: Path, tmp_path: Path) -> None:
    library = Library(library_folder)
    file = tmp_path / "outside.txt"
    file.write_text("大会，\n\n回顾其2021年12月16日第76/181号决议，\n\n1. 请秘书长提出报告。\n", encoding="utf-8")
    before = sorted(path.name for path in library_folder.rglob("*"))
    document = library.visit(file, symbol="A/RES/99/1", language="zh")
    assert library.is_visited("A/RES/99/1")
    assert [one.citation.opens for one in library.cites(Address(document.symbol))] == ["E/RES/2021/20"]
    assert "A/RES/99/1#pp1" in {str(one.at) for one in library.cited_by(Address("E/RES/2021/20"))}
    assert sorted(path.name for path in library_folder.rglob("*")) == before


def test_a_file_that_the_library_holds_is_known_by_its_bytes(library_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "renamed.txt"
    copy.write_bytes((library_folder / "texts" / "E_2024_30.zh.txt").read_bytes())
    library = Library(library_folder)
    assert library.visit(copy).symbol == "E/2024/30"
    assert not library.is_visited("E/2024/30")


def test_the_index_gives_back_what_was_parsed_and_survives_damage(library_folder: Path, tmp_path: Path) -> None:
    fresh = Library(library_folder, cache=False)
    Library(library_folder).citations("E/RES/2021/20")
    again = Library(library_folder)
    assert again.document("E/RES/2021/20") == fresh.document("E/RES/2021/20")
    assert again.citations("E/RES/2021/20") == fresh.citations("E/RES/2021/20")
    (index,) = (tmp_path / "cache").rglob("index-*.sqlite")
    index.write_bytes(b"not a database" * 100)
    assert Library(library_folder).document("E/RES/2021/20") == fresh.document("E/RES/2021/20")


def test_what_was_seen_of_all_files_holds_for_each_until_it_changes(library_folder: Path) -> None:
    def counts() -> dict[str, tuple[int, int] | None]:
        return {entry.file: counted for entry, counted in Library(library_folder).all_counts()}

    before = counts()
    assert None not in before.values()
    assert counts() == before
    text = library_folder / "texts" / "A_RES_78_229.zh.txt"
    kept = text.read_bytes()
    text.write_bytes(kept + "\n\n94. 又决定继续处理此案。\n".encode())
    after = counts()
    assert {file for file in after if after[file] != before[file]} == {text.name}
    text.unlink()
    assert counts() == before | {text.name: None}
    text.write_bytes(kept)
    assert counts() == before
    catalogue = library_folder / "texts" / "catalogue.toml"
    catalogue.write_text(catalogue.read_text("utf-8").partition("[[document]]")[0], "utf-8")
    assert counts() == {}


def test_what_one_program_has_read_is_at_hand_for_the_next(library_folder: Path) -> None:
    def missing() -> set[str]:
        with closing(Library(library_folder)) as library:
            return {entry.symbol for entry in library.not_at_hand()}

    def read(*symbols: str) -> None:
        library = Library(library_folder)  # of a program that ends at once: nothing is closed
        for symbol in symbols:
            library.counts(symbol)

    everything = missing()
    read("A/79/459")
    assert missing() == everything - {"A/79/459"}
    read(*everything)
    assert missing() == set()
    text = library_folder / "texts" / "A_RES_78_229.zh.txt"
    text.write_text(text.read_text("utf-8") + "\n\n94. 又决定继续处理此案。\n", "utf-8")
    os.utime(text, (1_600_000_000, 1_600_000_000))
    assert missing() == {"A/RES/78/229"}
    read("A/RES/78/229")
    assert missing() == set()


@pytest.mark.parametrize(
    "table",
    ["catalogue", "document", "citation", "seen", "a page of documents", "a page of citations", "no table", "no text"],
)
def test_a_damaged_index_is_made_anew(library_folder: Path, tmp_path: Path, table: str) -> None:
    def answers() -> tuple[object, ...]:
        with closing(Library(library_folder)) as library:
            cited = library.cited_by(Address("E/RES/2021/20", "annex"))
            return library.all_counts(), cited, library.document("A/79/459"), library.cites(Address("A/RES/78/229"))

    before = answers()
    assert len(before[1]) > 10  # type: ignore[arg-type]
    (index,) = (tmp_path / "cache").rglob("index-*.sqlite")
    if table.startswith("a page"):
        data = index.read_bytes()
        at = data.index(b"A/RES/78/229" if table.endswith("documents") else b"E/RES/2021/20", len(data) // 2)
        index.write_bytes(data[: at - 2000] + b"\x07" * 8000 + data[at + 6000 :])
    else:
        with closing(sqlite3.connect(index)) as connection, connection:
            connection.execute(
                {
                    "seen": "UPDATE catalogue SET seen = substr(seen, 1, 40)",
                    "no table": "DROP TABLE citation",
                    "no text": "UPDATE printed SET path = CAST(X'ff' AS TEXT)",
                }.get(table, f"UPDATE {table} SET packed = replace(packed, X'61', X'62')")  # noqa: S608
            )
    assert answers() == before
    assert answers() == before


def test_a_closed_index_is_one_file(library_folder: Path, tmp_path: Path) -> None:
    library, other = Library(library_folder), Library(library_folder)
    library.all_counts()
    assert other.all_counts() == library.all_counts()
    library.close()
    (index,) = (tmp_path / "cache").rglob("index-*.sqlite")
    left = index.with_name(index.name + "-wal")
    assert not left.exists() or left.stat().st_size == 0
    assert other.all_counts()


def test_the_index_does_without_a_folder(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    assert Index(blocked / "index.sqlite").counts() == {}


BROKEN = [
    ("[[document", "not valid TOML"),
    ("[[document]]\nfile = 'a.txt'\n", "symbol is needed"),
    ("[[document]]\nfile='../a'\nsymbol='A/1'\nlanguage='zh'\nkind='report'\ntitle='x'\n", "inside texts/"),
    ("[[document]]\nfile='a'\nsymbol='A/1'\nlanguage='zh'\nkind='novel'\ntitle='x'\n", "kind must be one of"),
    ("document = 3\n", "list of tables"),
    ("[[stages]]\nsteps = [{text='A/1', relation='cousin'}]\n", "relation must be one of"),
    ("[[document]]\nfile='a'\nsymbol='A/1'\nlanguage='zh'\nkind='report'\ntitle='x'\n" * 2, "there twice"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_a_broken_catalogue_is_named_in_one_line(library_folder: Path, text: str, said: str) -> None:
    (library_folder / "texts" / "catalogue.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        Library(library_folder)
    assert said in str(error.value)


def test_a_missing_text_says_what_to_do(library_folder: Path) -> None:
    (library_folder / "texts" / "A_79_459.zh.txt").unlink()
    library = Library(library_folder)
    with pytest.raises(LibraryError, match="put it back"):
        library.document("A/79/459")
    with pytest.raises(NotInLibraryError, match="it has A/RES/78/229"):
        library.document("A/80/1")


def test_which_library_is_used(library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = library_folder / "texts" / "deeper"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert find_library() == library_folder
    monkeypatch.chdir(tmp_path)
    own = find_library()
    assert own == tmp_path / "data" / "unreader" / "library"
    assert len(Library(own).entries()) == 4
    assert (own / "annotations" / "topics.toml").is_file()
    monkeypatch.setenv("UNREADER_LIBRARY", str(library_folder))
    assert find_library() == library_folder
    with pytest.raises(LibraryError, match="is not a library"):
        find_library(tmp_path / "empty")
