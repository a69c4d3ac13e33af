from __future__ import annotations

import pytest

from tests.sources.docx_files import HEAD, docx, p, run
from unreader.sources import SourceError, read_bytes
from unreader.sources.docx_numbering import printed_number


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "a.docx").text.strip("\n").split("\n\n")


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def numbered(text: str, level: int = 0, number: int = 7) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_counted_by_level() -> None:
    body = (
        numbered("one") + numbered("first", 1) + numbered("second", 1) + numbered("point", 2) + numbered("two")
        + numbered("again", 1) + numbered("five", number=8) + numbered("3. typed")
    )  # fmt: skip
    assert lines(docx(body, numbering=NUMBERING)) == [
        "1. one", "(a) first", "(b) second", "point", "2. two", "(a) again", "5. five", "3. typed",
    ]  # fmt: skip


def test_numbers_and_headings_come_from_styles_too() -> None:
    styles = (
        '<w:style w:styleId="Num"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Child"><w:basedOn w:val="Num"/></w:style>'
        '<w:style w:styleId="Head"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in ("Child", "Head", "Bold", "None"))
    assert lines(docx(body, styles=styles, numbering=NUMBERING)) == ["1. Child", "## Head", "# Bold", "None"]


def test_footnotes_stand_after_the_paragraph_that_calls_them() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0">' + p("—") + "</w:footnote>"
        '<w:footnote w:id="4">' + p("<w:r><w:footnoteRef/></w:r>" + run(" See A/79/459.")) + "</w:footnote>"
        '<w:footnote w:id="9">' + p(run("* With stars.")) + "</w:footnote>"
    )
    call = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    starred = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r>'
    body = p(run("Recalling it,") + call + run(" and more,")) + p(run("A title") + starred) + p("Text.")
    assert lines(docx(body, footnotes=notes)) == [
        "Recalling it,¹ and more,", "¹ See A/79/459.", "A title*", "* With stars.", "Text.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("kept") + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "kept"),
        ("<w:ins>" + run("new") + "</w:ins>", "new"),
        (run("shown") + run("hidden", "<w:vanish/>"), "shown"),
        (run("m") + run("2", '<w:vertAlign w:val="superscript"/>'), "m²"),
        ("<w:hyperlink>" + run("A/RES/1") + "</w:hyperlink>", "A/RES/1"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", "a b-c"),
        ("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>", "7"),
        ("<w:r><w:t>its</w:t><w:br/><w:t>third session</w:t></w:r>", "its third session"),
    ],
)
def test_what_is_text_of_a_paragraph(inside: str, text: str) -> None:
    assert lines(docx(p(inside))) == [text]


def test_a_table_row_is_a_line_and_a_frame_its_paragraphs() -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(map(p, texts))}</w:tc>"

    table = f"<w:tbl><w:tr>{cell('Session')}{cell('Dates')}</w:tr><w:tr>{cell('one', 'two')}</w:tr></w:tbl>"
    assert lines(docx(table)) == ["Session      Dates", "one", "two"]


def test_the_symbol_of_the_running_head_leads() -> None:
    data = docx(p("A report"), header1=p(run("FCCC/PA/CMA/2021/10") + run("/Add.3")))
    assert lines(data) == ["FCCC/PA/CMA/2021/10/Add.3", "A report"]


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (docx("", raw=XXE + HEAD.format("w:document") + "<w:body>&e;</w:body></w:document>"), "entities"),
        (docx("", raw=LAUGHS + HEAD.format("w:document") + "<w:body>&b;</w:body></w:document>"), "entities"),
        (docx(p("text") + " " * 41_000_000), "unpacks to more than 40 MB"),
        (docx("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300), "nested"),
        (docx(p("A" * 11_000_000)), "more than 10 million"),
        (docx(p("")), "no text"),
        (docx("<w:p>"), "damaged"),
        (docx(p("text"))[:-40], "damaged"),
        (b"PK\x03\x04" + b"word/" * 99, "damaged"),
    ],
    ids=["external entity", "billion laughs", "zip bomb", "nesting", "text bomb", "empty", "xml", "cut off", "noise"],
)
def test_hostile_and_damaged_files_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_bytes(data, "a.docx")


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "decimal", "3"), (3, "lowerLetter", "c"), (28, "upperLetter", "BB"), (9, "lowerRoman", "ix"),
        (44, "upperRoman", "XLIV"), (12, "chineseCounting", "十二"), (20, "chineseCounting", "二十"), (7, "odd", "7"),
    ],
)  # fmt: skip
def test_numbers_are_printed_in_the_forms_of_word(number: int, form: str, printed: str) -> None:
    assert printed_number(number, form) == printed
