from __future__ import annotations

import pytest

from tests.sources.pdf_files import Piece, file_of, pdf, stream
from unreader.sources import SourceError, read_bytes
from unreader.sources.mending import join_lines, mend_split_words, words_of

FULL = "The words of this line go on and on until the right edge of the column is met, and"


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "a.pdf").text.strip("\n").split("\n\n")


def page(*pieces: Piece, number: int) -> list[Piece]:
    """A page with a running head and a foot."""
    return [(60, 740, 8, "A/RES/99/1"), *pieces, (60, 36, 8, f"{number}/9"), (520, 36, 8, "99-12345")]


def test_paragraphs_go_on_across_pages_and_furniture_goes() -> None:
    first = page((144, 700, 10, FULL), (120, 688, 10, FULL), number=1)
    second = page((120, 700, 10, "ends here."), (144, 680, 10, "Another begins here."), number=2)
    assert lines(pdf(first, second)) == ["A/RES/99/1", f"{FULL} {FULL} ends here.", "Another begins here."]


def test_raised_figures_are_marks_and_notes_follow_the_paragraph_that_calls_them() -> None:
    first = page(
        (144, 700, 10, "Recalling the Protocol,"),
        (253, 704, 6, "1"),
        (260, 700, 10, "and the Convention that the States concluded in that year"),
        (120, 688, 10, FULL),
        (120, 676, 10, "the Charter,"),
        (144, 660, 10, "Noting it,"),
        (120, 92, 72, "—"),
        (120, 83, 5, "1"),
        (126, 80, 8, "United Nations, Treaty Series, vol. 976,"),
        (126, 71, 8, "No. 14152."),
        number=1,
    )
    assert lines(pdf(first, page((144, 700, 10, "Noting 1973,"), number=2))) == [
        "A/RES/99/1",
        f"Recalling the Protocol,¹ and the Convention that the States concluded in that year {FULL} the Charter,",
        "¹ United Nations, Treaty Series, vol. 976, No. 14152.",
        "Noting it,",
        "Noting 1973,",
    ]


def test_figures_in_a_smaller_symbol_are_no_marks() -> None:
    symbol = [(480, 736, 20, "A"), (495, 738, 9, "/RES/78/229")]
    assert "A/RES/78/229" in lines(pdf([(120, 740, 12, "United Nations"), *symbol, (120, 600, 10, "Text.")]))


@pytest.mark.parametrize(
    ("ends", "begins", "joined"),
    [
        ("the use of evidence-", "based policies is welcome,", "evidence-based"),
        ("the gender-", "related killing of women and", "gender-related"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(ends: str, begins: str, joined: str) -> None:
    text = f"{FULL} {ends}"
    data = pdf([(120, 700, 10, text), (120, 688, 10, f"{begins} {FULL}"), (120, 660, 10, "Evidence-based work is.")])
    assert joined in read_bytes(data, "a.pdf").text


def test_columns_are_read_one_after_the_other() -> None:
    left = [(60.0, 700.0 - 12 * row, 10.0, f"left{row} words that fill the left column") for row in range(8)]
    right = [(330.0, 700.0 - 12 * row, 10.0, f"right{row} words that fill the right column") for row in range(8)]
    mixed = [piece for pair in zip(left, right, strict=True) for piece in pair]
    text = read_bytes(pdf(mixed), "a.pdf").text
    assert text.index("left7") < text.index("right0")


def test_cells_of_a_row_stand_on_one_line() -> None:
    cells = ((60, 500, "Session"), (300, 500, "Dates"), (60, 480, "First"), (300, 480, "May"))
    rows = [(left, height, 10, text) for left, height, text in cells]
    text = read_bytes(pdf([(60, 600, 10, FULL), (60, 588, 10, FULL), *rows]), "a.pdf").text
    assert "Session      Dates" in text
    assert "First      May" in text


def test_bold_lines_are_headings() -> None:
    data = pdf([(60, 700, 10, "A bold heading"), (60, 680, 10, "Text of it.")], bold=frozenset({"A bold heading"}))
    assert lines(data)[0] == "# A bold heading"


def test_a_scan_is_told_from_an_empty_page() -> None:
    image = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        stream(b"q 600 0 0 700 0 0 cm /I Do Q"),
        image,
    ]
    with pytest.raises(SourceError, match=r"this PDF is a scan.*OCR"):
        read_bytes(file_of(objects), "scan.pdf")
    with pytest.raises(SourceError, match="no text in it"):
        read_bytes(pdf([]), "empty.pdf")


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 700]/Resources<</XObject<</X %d 0 R>>>>"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + bytes(range(256)) * 400,
        pdf([(60, 700, 10, "text")], objects=[b"<</A 1>>"] * 50)[:400],
        # A million pages that are all the same tree, a form that draws itself, a text of too many glyphs.
        file_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"]),
        file_of(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>",
                stream(b"/X Do /X Do", FORM % 4),
            ]
        ),
    ],
    ids=["noise", "cut off", "page loop", "form loop"],
)
def test_damaged_and_endless_files_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^a\.pdf: "):
        read_bytes(data, "a.pdf")


WORDS = ["criminal justice and criminal law", "a non-State actor, non-State groups", "the counter-terrorism committee"]


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        (["crim-", "inal acts"], "criminal acts"),
        (["by non-", "State actors"], "by non-State actors"),
        (["an inter-", "agency body"], "an inter-agency body"),
        (["pages 3–", "7 of it"], "pages 3–7 of it"),
        (["two", "lines"], "two lines"),
    ],
)
def test_lines_are_joined_by_what_the_text_says(given: list[str], joined: str) -> None:
    assert join_lines(given, words_of(WORDS)) == joined


def test_split_words_are_mended_only_where_the_halves_are_no_words() -> None:
    texts = [
        "the crim inal law and criminal justice, criminal courts",
        "inform them in form, in forms, inform us, a form",
    ]
    mended = mend_split_words(texts)
    assert mended[0].startswith("the criminal law")
    assert mended[1] == texts[1]


def test_raised_letters_are_marks_where_a_footnote_has_them() -> None:
    data = pdf(
        page(
            (120, 712, 10, FULL),
            (120, 700, 10, "Table of items"),
            (186, 704, 6, "a"),
            (120, 680, 10, "on the 1"),
            (158, 684, 6, "st"),
            (165, 680, 10, "of May"),
            (120, 83, 5, "a"),
            (126, 80, 8, "Provisional."),
            number=1,
        )
    )
    assert lines(data)[1:] == [f"{FULL} Table of items[^a]", "[^a]: Provisional.", "on the 1st of May"]
