from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.docx_files import docx, p
from unreader.annotating import Annotations, place_at
from unreader.library import Library
from unreader.model import Address
from unreader.working import (
    FactsError,
    ImportingError,
    NoSymbolError,
    Told,
    adrift,
    correct,
    examine,
    follow,
    import_files,
    remove,
    store,
)
from unreader.working import importing as importing_module
from unreader.working import many as many_module

RESOLUTION = """A/RES/99/1

99/1. Strengthening nothing in particular

The General Assembly,

Recalling its resolution 78/229 of 19 December 2023,

Noting the matter with concern,

1. Decides to act upon it with all means at its disposal;

2. Requests the Secretary-General to report on the implementation of the present resolution.

50th plenary meeting
19 December 2044
"""
CHINESE = """A/RES/99/1

99/1. 加强虚无

大会，

回顾其2023年12月19日第78/229号决议，

1. 决定以一切可用手段就此采取行动；

2. 请秘书长就本决议的执行情况提出报告。

2044年12月19日
第50次全体会议
"""


@pytest.fixture
def own(library_folder: Path) -> Library:
    return Library(library_folder, cache=False)


@pytest.fixture
def annotations(own: Library) -> Iterator[Annotations]:
    with Annotations(own.root / "annotations", author="me") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "n9912345.txt"
    made.write_text(RESOLUTION, encoding="utf-8")
    return made


def everything(folder: Path) -> dict[str, bytes]:
    """The texts of a library with what they hold."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / "texts").rglob("*"))
        if path.is_file()
    }


def test_a_document_is_stored_as_it_came(own: Library, file: Path) -> None:
    before = (own.root / "texts" / "catalogue.toml").read_text(encoding="utf-8")
    imported = store(own, examine(own, file))
    entry = imported.entry
    assert imported.standing == "new"
    assert (entry.symbol, entry.language, entry.kind, entry.date) == ("A/RES/99/1", "en", "resolution", "2044-12-19")
    assert entry.title == "Strengthening nothing in particular"
    assert entry.file == "A_RES_99_1.en.txt"
    assert (own.root / "texts" / entry.file).read_bytes() == file.read_bytes()
    assert entry.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    after = (own.root / "texts" / "catalogue.toml").read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line in set(before.splitlines())] != []
    assert all(line in after.splitlines() for line in before.splitlines())
    assert own.document("A/RES/99/1").blocks[-1].kind == "signature"
    assert Library(own.root, cache=False).entry("A/RES/99/1") == entry
    assert [reference.at.symbol for reference in own.cited_by(Address("A/RES/78/229"))].count("A/RES/99/1") == 1


def test_the_same_file_again_changes_nothing(own: Library, file: Path) -> None:
    import_files(own, [file])
    before = everything(own.root)
    summary = import_files(own, [file])
    assert [imported.standing for _, imported in summary.skipped] == ["same"]
    assert not summary.imported
    assert everything(own.root) == before


def test_a_changed_text_keeps_both_versions_and_asks_about_annotations(
    own: Library, annotations: Annotations, file: Path
) -> None:
    import_files(own, [file])
    first = own.entry("A/RES/99/1")
    document = own.document("A/RES/99/1")
    for path in ("op1", "op2", "pp1"):
        annotations.tag(Address("A/RES/99/1", path), ["trafficking"], place_at(document, path))
    changed = RESOLUTION.replace("1. Decides to act", "1. Decides not to act").replace("2. Requests", "3. Requests")
    changed = changed.replace("3. Requests", "2. Invites all Member States to consider it;\n\n3. Requests")
    file.write_text(changed.replace("Recalling its resolution 78/229 of 19 December 2023,\n\n", ""), encoding="utf-8")
    ((_, imported),) = import_files(own, [file], annotations=annotations).imported
    assert imported.standing == "changed"
    assert imported.entry.file == "A_RES_99_1.en.v2.txt"
    assert [(one.file, one.sha256) for one in imported.entry.earlier] == [(first.file, first.sha256)]
    assert (own.root / "texts" / first.file).read_text(encoding="utf-8") == RESOLUTION
    assert imported.changes is not None
    assert (imported.changes.added, imported.changes.removed) == (1, 1)
    states = {one.quote[:8]: (one.address.path, one.anchor.state) for one in annotations.of_document("A/RES/99/1")}
    assert states == {
        "Decides ": ("op1", "edited"),
        "Requests": ("op3", "renumbered"),
        "Recallin": ("pp1", "lost"),
    }


def test_an_import_that_was_broken_off_before_the_annotations_is_finished_by_the_next(
    own: Library, annotations: Annotations, file: Path
) -> None:
    import_files(own, [file])
    document = own.document("A/RES/99/1")
    annotations.tag(Address("A/RES/99/1", "op2"), ["trafficking"], place_at(document, "op2"))
    file.write_text(RESOLUTION.replace("2. Requests", "2. Invites them;\n\n3. Requests"), encoding="utf-8")
    import_files(own, [file])
    assert annotations.of_document("A/RES/99/1")[0].address.path == "op2"
    ((_, skipped),) = import_files(own, [file], annotations=annotations).skipped
    assert skipped.anchors == {"renumbered": 1}
    assert annotations.of_document("A/RES/99/1")[0].address.path == "op3"


@pytest.mark.parametrize("moment", ["change_catalogue", "with_entry"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_broken_off_it_leaves_the_library_as_it_was(
    own: Library, file: Path, monkeypatch: pytest.MonkeyPatch, moment: str, error: BaseException
) -> None:
    before = everything(own.root)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(importing_module, moment, fail)
    summary = import_files(own, [file])
    assert summary.cancelled or "cannot be written (No space" in summary.failed[0][1]
    assert everything(own.root) == before


def test_what_is_stored_when_an_interrupt_comes_is_told_of(
    own: Library, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = many_module.store

    def interrupted(*words: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return stores(*words)

    other = file.with_name("other.txt")
    other.write_text(RESOLUTION.replace("99/1", "99/2"), encoding="utf-8")
    monkeypatch.setattr(many_module, "store", interrupted)
    handler = signal.getsignal(signal.SIGINT)
    summary = import_files(own, [file, other])
    assert summary.cancelled
    assert [imported.entry.symbol for _, imported in summary.imported] == ["A/RES/99/1"]
    assert own.find_entry("A/RES/99/1") is not None
    assert own.find_entry("A/RES/99/2") is None
    assert signal.getsignal(signal.SIGINT) is handler


def test_cancelled_between_reading_and_storing(own: Library, file: Path) -> None:
    before = everything(own.root)
    answers = iter([False, True])
    summary = import_files(own, [file], cancelled=lambda: next(answers))
    assert (summary.cancelled, summary.imported) == (True, [])
    assert everything(own.root) == before


def test_a_folder_and_the_rest_goes_on_when_one_fails(own: Library, tmp_path: Path) -> None:
    folder = tmp_path / "many" / "below"
    folder.mkdir(parents=True)
    for number in (1, 2, 3):
        (folder / f"{number}.txt").write_text(RESOLUTION.replace("99/1", f"99/{number}"), encoding="utf-8")
    (folder / "2.txt").write_bytes(b"\x00\x01\x02")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    told: list[tuple[int, int, str]] = []
    summary = import_files(own, [tmp_path / "many"], progress=lambda *step: told.append(step))
    assert [imported.entry.symbol for _, imported in summary.imported] == ["A/RES/99/1", "A/RES/99/3"]
    assert [path.name for path, _ in summary.failed] == ["2.txt"]
    assert told == [(0, 3, "1.txt"), (1, 3, "2.txt"), (2, 3, "3.txt"), (3, 3, "")]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (Told(symbol="../../x"), "no UN symbol"),
        (Told(symbol="A/RES/1\n/2/../../x"), "no UN symbol"),
        (Told(symbol="A/" + "x" * 500), "no UN symbol"),
        (Told(date="19 December"), "no date"),
        (Told(kind="novel"), "no kind"),
        (Told(language="../zh"), "no language code"),
        (Told(symbols=("A/RES/99/1", "/etc/passwd")), "no UN symbol"),
    ],
)
def test_facts_that_cannot_be_are_refused(own: Library, file: Path, told: Told, message: str) -> None:
    before = everything(own.root)
    with pytest.raises(FactsError, match=message):
        import_files(own, [file], told)
    assert everything(own.root) == before


def test_what_is_told_overrides_what_is_found(own: Library, file: Path) -> None:
    told = Told("A/RES/99/7", ("A/99/7",), "  Another\n title ", "2020-02-02", "ES", "decision")
    entry = store(own, examine(own, file, told)).entry
    assert (entry.symbol, entry.symbols) == ("A/RES/99/7", ("A/RES/99/7", "A/99/7"))
    assert (entry.title, entry.date, entry.language, entry.kind) == ("Another title", "2020-02-02", "es", "decision")
    assert own.document("A/99/7").language == "es"


def test_a_document_without_a_symbol_asks_for_it(own: Library, tmp_path: Path) -> None:
    file = tmp_path / "plain\x1b[31m\nname.txt"
    file.write_text("Some words about nothing.\n\nAnd more of them.\n", encoding="utf-8")
    with pytest.raises(NoSymbolError, match=r"^plain\\x1b\[31m\\nname\.txt: no symbol .* --symbol"):
        examine(own, file)
    entry = store(own, examine(own, file, Told(symbol="A/99/5"))).entry
    assert entry.file == "A_99_5.en.txt"


DECLARATION = "<h1>世界人权宣言</h1><p>大会，</p><p>1. 决定。</p>"
TREATY = "\n\n".join(
    ["# United Nations Convention against Corruption", "Preamble"]
    + [f"## Article {number}\n\n1. Each State Party shall do so.\n\n2. It shall." for number in range(1, 6)]
)


@pytest.mark.parametrize(
    ("text", "name", "symbol", "language", "kind"),
    [
        (TREATY, "treaty.md", "UNTS/2349/42146", "en", "treaty"),
        (RESOLUTION, "A_RES_99_1.zh.txt", "A/RES/99/1", "en", "resolution"),
        (RESOLUTION, "A_RES_99_1-FR.txt", "A/RES/99/1", "en", "resolution"),
        (CHINESE, "A_RES_99_1-FR.txt", "A/RES/99/1", "zh", "resolution"),
        (f"<html lang=zh-Hant>{DECLARATION}", "u.html", "A/RES/217(III)A", "zh-hant", None),
        (f"<html lang=en>{DECLARATION}", "u.html", "A/RES/217(III)A", "zh", None),
        ("<html lang=zh-Hant><h1>世界人權宣言</h1><p>序言</p>", "u.html", "A/RES/217(III)A", "zh-hant", "resolution"),
        ("<html lang=fr><h1>Déclaration universelle des droits de l’homme", "u.html", "A/RES/217(III)A", "fr", None),
        ("Convención de las Naciones Unidas contra la Corrupción\n\nPreámbulo", "c.txt", "UNTS/2349/42146", "es", None),
        ("Устав Организации Объединенных Наций\n\nПреамбула\n", "c.txt", "UN-CHARTER", "ru", None),
        ("اتفاقية حقوق الطفل\n\nالديباجة\n", "c.txt", "UNTS/1577/27531", "ar", None),
    ],
)  # fmt: skip
def test_facts_are_found(
    own: Library, tmp_path: Path, text: str, name: str, symbol: str, language: str, kind: str | None
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    facts = examine(own, tmp_path / name).facts
    assert (facts.symbol, facts.language) == (symbol, language)
    assert kind in (None, facts.kind)


def test_a_treaty_that_is_imported_opens_where_others_cite_it(own: Library, tmp_path: Path) -> None:
    (tmp_path / "treaty.md").write_text(TREATY, encoding="utf-8")
    import_files(own, [tmp_path / "treaty.md"])
    opens = [one.opens for one in own.citations("A/79/459") if one.target == "UNTS/2349/42146" and one.pinpoint == ""]
    assert opens
    assert set(opens) == {"UNTS/2349/42146"}


def test_a_word_file_keeps_its_form(own: Library, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("".join(p(line) for line in RESOLUTION.splitlines() if line)))
    entry = store(own, examine(own, tmp_path / "a.docx")).entry
    assert entry.file == "A_RES_99_1.en.docx"
    assert own.document("A/RES/99/1").source.format == "docx"


def test_names_of_files_do_not_meet(own: Library, tmp_path: Path) -> None:
    (own.root / "texts" / "a_res_99_1.EN.txt").write_text("someone's", encoding="utf-8")
    (tmp_path / "a.txt").write_text(RESOLUTION, encoding="utf-8")
    assert store(own, examine(own, tmp_path / "a.txt")).entry.file == "A_RES_99_1.en.v2.txt"
    assert (own.root / "texts" / "a_res_99_1.EN.txt").read_text(encoding="utf-8") == "someone's"


def test_two_files_of_one_document_are_not_versions_of_each_other(own: Library, tmp_path: Path) -> None:
    for name, text in (("a.txt", RESOLUTION), ("b.txt", RESOLUTION + "\n"), ("c.txt", CHINESE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = Told(symbol="A/RES/99/1")
    summary = import_files(own, [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")], told)
    assert [imported.entry.language for _, imported in summary.imported] == ["en", "zh"]
    assert "another file of this import" in summary.failed[0][1]


def test_annotations_follow_when_the_rules_give_other_paths(own: Library, annotations: Annotations, file: Path) -> None:
    import_files(own, [file])
    document = own.document("A/RES/99/1")
    for path, other in (("op1", "op7"), ("pp1", "pp1")):
        annotations.tag(Address("A/RES/99/1", other), ["trafficking"], place_at(document, path))
    assert [str(one.address.plain) for one in adrift(own, annotations)] == ["A/RES/99/1#op7"]
    assert follow(own, annotations) == {"renumbered": 1}
    assert not adrift(own, annotations)
    assert {one.address.path for one in annotations.all()} == {"op1", "pp1"}


def test_another_program_that_changes_the_document_is_not_overwritten(own: Library, file: Path) -> None:
    candidate = examine(own, file)
    store(Library(own.root, cache=False), candidate)
    with pytest.raises(ImportingError, match="another program"):
        store(own, candidate)


def test_a_document_that_is_taken_out_keeps_its_file_and_annotations(
    own: Library, annotations: Annotations, file: Path
) -> None:
    catalogue = (own.root / "texts" / "catalogue.toml").read_bytes()
    import_files(own, [file])
    place = place_at(own.document("A/RES/99/1"), "op1")
    annotations.tag(Address("A/RES/99/1", "op1"), ["trafficking"], place)
    removed = remove(own, "A/RES/99/1", annotations=annotations)
    assert [path.relative_to(own.root).as_posix() for path in removed.files] == ["texts/removed/A_RES_99_1.en.txt"]
    assert removed.files[0].read_text(encoding="utf-8") == RESOLUTION
    assert removed.lost == 1
    assert annotations.of_document("A/RES/99/1")[0].anchor.state == "lost"
    assert own.find_entry("A/RES/99/1") is None
    assert (own.root / "texts" / "catalogue.toml").read_bytes() == catalogue
    import_files(own, removed.files, annotations=annotations)
    assert annotations.of_document("A/RES/99/1")[0].anchor.state == "kept"


def test_one_of_two_languages_is_taken_out(own: Library, file: Path) -> None:
    import_files(own, [file])
    import_files(own, [file], Told(symbol="A/RES/99/1", language="fr"))
    with pytest.raises(ImportingError, match="en, fr; say which"):
        remove(own, "A/RES/99/1")
    assert remove(own, "A/RES/99/1", "fr").entry.language == "fr"
    assert own.entry("A/RES/99/1").language == "en"


def test_facts_are_corrected_and_annotations_go_along(own: Library, annotations: Annotations, file: Path) -> None:
    import_files(own, [file])
    annotations.tag(Address("A/RES/99/1", "op1"), ["trafficking"], place_at(own.document("A/RES/99/1"), "op1"))
    told = Told(symbol="A/RES/99/2", title="Right", date="", language="fr", kind="decision")
    entry = correct(own, "A/RES/99/1", told, annotations=annotations)
    assert (entry.symbol, entry.title, entry.date, entry.language) == ("A/RES/99/2", "Right", None, "fr")
    document = own.document("A/RES/99/2")
    assert (document.title, document.kind, document.language) == ("Right", "decision", "fr")
    assert own.find_entry("A/RES/99/1") is None
    moved = annotations.of_document("A/RES/99/2")[0]
    assert (str(moved.address), moved.anchor.state) == ("A/RES/99/2@fr#op1", "kept")
    with pytest.raises(ImportingError, match="already"):
        correct(own, "A/RES/99/2", Told(symbol="A/79/459", language="zh"))
    assert correct(own, "A/RES/99/2", Told(symbols=("A/RES/99/2", "A/99/L.2"))).symbols == ("A/RES/99/2", "A/99/L.2")


def test_all_samples_are_imported_or_refused_with_a_reason(own: Library, samples: Path) -> None:
    done = import_files(own, sorted(samples.iterdir()))
    told = {path.name: one.entry.symbol for path, one in done.imported}
    assert told == {
        "A_C.3_80_L.9.en.pdf": "A/C.3/80/L.9",
        "A_RES_78_229.en.pdf": "A/RES/78/229",
        "A_RES_80_227.en.pdf": "A/RES/80/227",
        "FCCC_PA_CMA_2021_decisions.en.docx": "FCCC/PA/CMA/2021/10/Add.3",
        "S_RES_2326.zh-hant.txt": "S/RES/2326(2016)",
        "S_RES_87.zh-hant.txt": "S/RES/87(1950)",
        "UDHR.fr.html": "A/RES/217(III)A",
        "UDHR.zh-hant.html": "A/RES/217(III)A",
        "UDHR.zh.html": "A/RES/217(III)A",
        "UNCAC.en.md": "UNTS/2349/42146",
    }
    assert [(path.name, "a scan" in why) for path, why in done.failed] == [("scan_without_text.pdf", True)]
    # A/79/459: 《公约》第六十三条第四款第㈢项
    opens = {one.opens for one in own.citations("A/79/459") if one.pinpoint == "art63(4)(c)"}
    assert opens == {"UNTS/2349/42146#art63/para4(c)"}
