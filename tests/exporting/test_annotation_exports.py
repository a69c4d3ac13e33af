from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from unreader.annotating import Annotations
from unreader.annotating.codebook import Codebook
from unreader.annotating.merging import merge, read_annotations, weigh
from unreader.exporting.formats import FORMATS, export_content, export_text, prepare_export
from unreader.exporting.remaking import block, remake
from unreader.exporting.selection import Selection
from unreader.exporting.templates import TemplateError
from unreader.exporting.writing import prepare, write_prepared
from unreader.library import Library
from unreader.model import Address

Export = Callable[..., str]


@pytest.fixture
def export(library: Library, annotations: Annotations, codebook: Codebook) -> Export:
    def call(form: str = "markdown", **selection: str) -> str:
        return export_text(form, library, annotations, codebook, Selection(**selection), "zh")

    return call


class _Text(HTMLParser):
    """The text of each quotation that stands in no list."""

    def __init__(self) -> None:
        super().__init__()
        self.quotations: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("blockquote", "ul"):
            self._open.append(tag)
            if self._open == ["blockquote"]:
                self.quotations.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("blockquote", "ul"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open == ["blockquote"]:
            self.quotations[-1] += data


def rendered(markdown: str) -> str:
    return str(MarkdownIt("commonmark").render(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)))


def quotations(markdown: str) -> list[str]:
    parser = _Text()
    parser.feed(rendered(markdown))
    return [text.strip() for text in parser.quotations]


def test_markdown_stands_in_the_order_of_the_text_with_everything_about_each(export: Export) -> None:
    text = export()
    order = [text.index(f"`{address}`") for address in (
        "A/RES/78/229#pp3", "A/RES/78/229#op70", "A/79/459#para999", "E/2024/30", "E/RES/2021/20#annex/para29",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "## 大会第78/229号决议，序言部分第3段 · `A/RES/78/229#pp3`" in text
    assert "@ 网络犯罪 Cybercrime (`cybercrime`)" in text
    assert "[A/RES/78/229](<https://undocs.org/zh/A/RES/78/229>)" in text
    assert "`E/RES/2021/20#annex`" in text
    assert "**Place:** lost" in text
    assert len(re.findall(r"^\^u-[0-9a-f]{12}$", text, re.MULTILINE)) == 5
    front = text.split("---\n")[1]
    assert 'tags: ["cybercrime", "environment", "trafficking/persons"]' in front
    assert "annotations: 5" in front


def test_front_matter_of_one_document(export: Export) -> None:
    front = export(document="A/RES/78/229").split("---\n")[1]
    assert 'symbol: "A/RES/78/229"' in front
    assert 'language: "zh"' in front
    assert 'date: "2023-12-19"' in front
    assert re.search(r'^text_sha256: "[0-9a-f]{64}"$', front, re.MULTILINE)
    assert "annotations: 2" in front


def test_a_viewer_shows_the_very_characters_of_the_text(library: Library, codebook: Codebook, tmp_path: Path) -> None:
    wanted = []
    with Annotations(tmp_path / "all", author="x") as annotations, annotations.step("all"):
        for entry in library.entries():
            document = library.document(entry.symbol)
            for number, found in enumerate(document.blocks):
                if found.footnotes or not found.text:
                    continue
                place = place_of(library, entry.symbol, found.path)
                span = (1, 3) if number % 3 == 0 and len(found.text) > 4 else None
                annotations.tag(Address(entry.symbol, found.path, "zh"), "environment", place, span=span)
                wanted.append(f"{found.label} {found.text}".strip())
    with Annotations(tmp_path / "all") as annotations:
        shown = quotations(export_text("markdown", library, annotations, codebook, Selection(), "zh"))
    assert len(wanted) > 1000
    assert [text for text in wanted if text not in set(shown)] == []
    assert len(shown) == len(wanted)


def place_of(library: Library, symbol: str, path: str):  # type: ignore[no-untyped-def]
    from unreader.annotating import place_at

    return place_at(library.document(symbol), path)


def test_a_broken_note_hides_nothing_after_it(export: Export) -> None:
    shown = rendered(export())
    assert shown.count("<h2>") == 5
    assert "an open fence" in shown


def test_a_span_is_marked_in_its_paragraph(export: Export, library: Library) -> None:
    paragraph = next(found for found in library.document("A/RES/78/229").blocks if found.path == "pp3").text
    assert f"<mark>{paragraph[1:9]}</mark>" in export(document="A/RES/78/229")


def test_making_it_again_changes_nothing(export: Export, tmp_path: Path) -> None:
    first = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export()))
    text = first.path.read_bytes()
    again = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export()))
    assert first.path.read_bytes() == text
    assert (again.kept, again.edited, again.left_over) == (None, (), ())
    assert not prepare(first.path, export()).changes


def test_what_a_person_wrote_stays_and_edited_blocks_are_left_alone(
    export: Export, annotations: Annotations, tmp_path: Path
) -> None:
    file = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export())).path
    tagged, noted = annotations.by_topic("trafficking")[0], annotations.at(Address("E/2024/30"))[0]
    text = file.read_text("utf-8")
    text = text.replace(f"<!-- unreader:keep {tagged.id} -->\n", f"<!-- unreader:keep {tagged.id} -->\nMy thoughts.\n")
    text = text.replace("> the report", "> the report, which I improved")
    text += "\nA last word.\n"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    annotations.note(tagged.address, "a new note")
    annotations.note(noted.address, "a newer note")
    written = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export()))
    now = file.read_text("utf-8")
    # It is told by its place, not by its id alone.
    (told,) = written.edited
    assert noted.id in told
    assert str(noted.address.plain) in told
    assert "My thoughts." in now
    assert "A last word." in now
    assert "a new note" in now
    assert "which I improved" in now
    assert "a newer note" not in now
    assert now.count("A/RES/78/229#op70`") == 1
    assert write_prepared(prepare_export(tmp_path, Selection(), "markdown", export())).edited == (told,)
    assert file.read_text("utf-8") == now


def test_a_block_without_its_annotation_goes_unless_a_person_wrote_there(
    export: Export, annotations: Annotations, tmp_path: Path
) -> None:
    file = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export())).path
    tagged, gone = annotations.by_topic("trafficking")[0], annotations.at(Address("A/79/459", "para999"))[0]
    file.write_text(
        file.read_text("utf-8").replace(
            f"unreader:keep {tagged.id} -->\n", f"unreader:keep {tagged.id} -->\nMy thoughts.\n"
        ),
        "utf-8",
    )
    annotations.delete(tagged.id)
    annotations.delete(gone.id)
    written = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export()))
    now = file.read_text("utf-8")
    assert "My thoughts." in now
    (left_over,) = written.left_over
    assert tagged.id in left_over
    assert gone.id not in now
    assert "#op70`" not in now
    annotations.undo()
    annotations.undo()
    write_prepared(prepare_export(tmp_path, Selection(), "markdown", export()))
    again = file.read_text("utf-8")
    assert again.count("My thoughts.") == 1
    assert again.count("#op70`") == 1


REMADE = [
    ("a copied block is there once", "{a}\n\n{a}\n\n{b}", ["a1", "b1"]),
    ("an edited copy is kept as text", "{a}\n\n{b}\n\n{edited}", ["a1 edited", "b1"]),
    ("a lost end mark makes text of it", "<!-- unreader:begin a 0123 -->\n\nhalf\n\n{b}", ["half", "a1", "b1"]),
    ("blocks that were moved stand in order again", "{b}\n\n{a}", ["a1", "b1"]),
    ("front matter that was edited stays", '---\nmine: 1\nunreader: "00"\n---\n\n{a}\n\n{b}', ["mine: 1", "a1", "b1"]),
]


@pytest.mark.parametrize(("said", "old", "wanted"), REMADE, ids=[said for said, *_ in REMADE])
def test_remaking_after_edits_of_the_marks(said: str, old: str, wanted: list[str]) -> None:
    a, b = block("a", "a1"), block("b", "b1")
    new = f"{a}\n\n{b}\n"
    filled = old.format(a=a, b=b, edited=a.replace("a1", "a1 edited"))
    once = remake(filled, new).text
    shown = [line for line in once.split("\n") if line and not line.startswith(("<!--", "---", "unreader"))]
    assert shown == wanted
    assert remake(once, new).text == once


@given(st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_person_is_lost_whatever_they_do_to_the_file(chance: random.Random) -> None:
    keys = [f"k{number}" for number in range(chance.randint(1, 5))]
    lines = "\n\n".join(block(key, f"body {key}") for key in keys).split("\n")
    words = []
    for number in range(chance.randint(0, 5)):
        first, last = sorted((chance.randrange(len(lines)), chance.randrange(len(lines))))
        match chance.choice(("write", "delete", "copy")):
            case "write":
                words.append(f"mine {number};")
                lines.insert(first, words[-1])
            case "delete" if "mine" not in lines[first] and len(lines) > 1:
                del lines[first]
            case "copy":
                lines[last:last] = lines[first:last]
    new = "\n\n".join(block(key, f"body {key}, new") for key in keys if chance.random() > 0.2)
    once = remake("\n".join(lines), new).text
    assert [word for word in words if word not in once] == []
    assert remake(once, new).text == once


def test_a_file_that_is_not_ours_is_kept_under_another_name(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "annotations.md"
    file.write_text("mine", "utf-8")
    assert write_prepared(prepare(file, export())).kept == tmp_path / "annotations.edited-1.md"
    assert file.read_text("utf-8").startswith("---\n")


def test_the_difference_is_told_without_writing(export: Export, annotations: Annotations, tmp_path: Path) -> None:
    file = write_prepared(prepare_export(tmp_path, Selection(), "markdown", export())).path
    before = file.read_bytes()
    annotations.note(Address("E/2024/30", "", "zh"), "another")
    difference = prepare(file, export()).difference()
    assert "+> another" in difference
    assert "-> the report" in difference
    assert file.read_bytes() == before


def test_a_template_makes_the_blocks(
    library: Library, annotations: Annotations, codebook: Codebook, tmp_path: Path
) -> None:
    template = tmp_path / "mine.j2"
    # As docs/annotating.md has it: the note stands below the topics, and where there is none nothing does.
    template.write_text(
        "### {{ citation|md }}\n{{ marked|quotation }}\n\n{% for t in topics %}#{{ t.path }} {% endfor +%}\n\n"
        "{{ note|quotation }}\n"
    )

    def made() -> str:
        content = export_content("markdown", library, annotations, codebook, Selection(), "zh", template=template)
        assert isinstance(content, str)
        return content

    assert "### 大会第78/229号决议，第70段" in made()
    assert "#trafficking/persons" in made()
    assert "\n> the report\n" in made()
    assert "\n>\n" not in made()
    for broken, said in [
        ("{% if %}", "line 1"),
        ("{{ nothing }}", "nothing"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ 'x' * 10 ** 12 }}", "is not for so large"),
        ("{{ text * 10000000 }}", "is not for so large"),
        ("{% for a in range(90000) %}{{ text }}{% endfor %}", "more than 1,000,000 characters"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    ]:
        template.write_text(broken)
        with pytest.raises(TemplateError, match=said):
            made()


def test_csv_has_a_row_for_each_and_runs_nothing(export: Export, annotations: Annotations) -> None:
    annotations.note(Address("E/2024/30", "", "zh"), "=1+1")
    rows = list(csv.DictReader(io.StringIO(export("csv"))))
    assert len(rows) == len(annotations)
    assert {row["note"] for row in rows} >= {"'=1+1", "*mine*"}
    assert [row["topics"] for row in rows][:2] == ["cybercrime;environment", "trafficking/persons"]


def test_json_goes_out_and_comes_back_equal(export: Export, annotations: Annotations, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text(export("json"), "utf-8")
    with Annotations(tmp_path / "other", author="Somebody Else") as other:
        weighed = weigh(other, *read_annotations(file))
        assert not len(other), "what is weighed changes nothing"
        merge(other, weighed)
        assert len(weighed.added) == len(other) == len(annotations)
        assert {one.id: one for one in other.all()} == {one.id: one for one in annotations.all()}
        again = weigh(other, *read_annotations(file))
        assert (again.added, again.same, again.conflicts) == ((), len(annotations), ())
        other.undo()
        assert len(other) == 0


def test_an_import_tells_conflicts_and_overwrites_nothing(
    export: Export, annotations: Annotations, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    rows = json.loads(export("json"))
    rows[0]["note"], rows[0]["topics"] = "theirs", ["environment"]
    file.write_text(json.dumps(rows), "utf-8")
    merged = weigh(annotations, *read_annotations(file))
    merge(annotations, merged)
    (conflict,) = merged.conflicts
    assert [name for name, *_ in conflict.differences] == ["topics", "note"]
    assert annotations.get(conflict.mine.id) == conflict.mine
    assert conflict.mine.note == "*mine*"


BAD_FILES = [
    ("[1]", "annotation 1: it is no record"),
    ("{}", "not a list"),
    ("x", "not JSON"),
    ('[{"id": ""}]', "annotation 1"),
]


@pytest.mark.parametrize(("text", "said"), BAD_FILES)
def test_a_file_that_is_no_export_is_named(tmp_path: Path, text: str, said: str) -> None:
    from unreader.annotating.merging import AnnotationFileError

    file = tmp_path / "bad.json"
    file.write_text(text)
    with pytest.raises(AnnotationFileError, match=said):
        read_annotations(file)


def test_a_renamed_selection_has_a_name_of_its_own() -> None:
    assert Selection("A/RES/78/229", "trafficking/persons").name == "A_RES_78_229-topic-trafficking_persons"
    assert replace(Selection(), document="E/2024/30").name == "E_2024_30"
    assert set(FORMATS) >= {"markdown", "csv", "json"}


def test_html_is_one_file_that_loads_nothing_and_shows_the_very_characters(
    export: Export, annotations: Annotations, library: Library
) -> None:
    annotations.note(Address("E/2024/30", "", "zh"), "<script>alert(1)</script> ![x](http://a/b.png) **bold**")
    text = export("html")
    loaded: list[str] = []
    shown: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            loaded.extend(tag for name, _ in attrs if name == "src" or tag in ("link", "script", "img"))

        def handle_data(self, data: str) -> None:
            shown.append(data)

    Reader().feed(text)
    assert loaded == []
    assert 'name="viewport"' in text
    assert "<strong>bold</strong>" in text
    paragraph = next(found for found in library.document("A/RES/78/229").blocks if found.path == "op70").text
    assert f"70. {paragraph}" in "".join(shown)
    assert "<mark>" in text
    assert text.count("<article") == 5


def test_docx_has_headings_quotations_and_notes_in_words_own_styles(
    library: Library, annotations: Annotations, codebook: Codebook, tmp_path: Path
) -> None:
    content = export_content("docx", library, annotations, codebook, Selection(), "zh")
    assert isinstance(content, bytes)
    assert content == export_content("docx", library, annotations, codebook, Selection(), "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    paragraphs = [
        (found.find("w:pPr/w:pStyle", space), "".join(text.text or "" for text in found.iter(f"{{{space['w']}}}t")))
        for found in parts["word/document.xml"].iter(f"{{{space['w']}}}p")
    ]
    styled = [(str(style.get(f"{{{space['w']}}}val")), text) for style, text in paragraphs if style is not None]
    assert ("Heading2", "大会第78/229号决议，第70段") in styled
    paragraph = next(found for found in library.document("A/RES/78/229").blocks if found.path == "op70").text
    assert ("Quote", f"70. {paragraph}") in styled
    assert ("NoteHeading", "Note") in styled
    assert ("BodyText", "an open fence") in styled
    names = {str(found.get(f"{{{space['w']}}}val")) for found in parts["word/styles.xml"].iter(f"{{{space['w']}}}name")}
    assert {"heading 1", "heading 2", "Quote", "Note Heading", "List Bullet"} <= names
    file = tmp_path / "memo.docx"
    assert write_prepared(prepare(file, content)).kept is None
    assert file.read_bytes() == content


def test_docx_is_read_by_pandoc(library: Library, annotations: Annotations, codebook: Codebook, tmp_path: Path) -> None:
    program = shutil.which("pandoc")
    if program is None:
        pytest.skip("pandoc is not installed")
    file = tmp_path / "memo.docx"
    content = export_content("docx", library, annotations, codebook, Selection(), "zh")
    write_prepared(prepare(file, content))
    done = subprocess.run(
        [program, str(file), "-t", "commonmark", "--wrap=none"], capture_output=True, encoding="utf-8", check=True
    )
    assert "## 大会第78/229号决议，第70段" in done.stdout
    assert "> 70\\. 促请会员国" in done.stdout or "> 70. 促请会员国" in done.stdout
    assert "](https://undocs.org/zh/A/RES/78/229)" in done.stdout
    assert done.stderr == ""
