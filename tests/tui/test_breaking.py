"""The line breaker: nothing lost, nothing misplaced, at every width; nothing obeyed by a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import textual.content
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rich._wrap import divide_line as textual_divide_line
from textual.content import Content
from wcwidth import wcwidth

from unreader.tui.breaking import (
    SIGNS,
    Measured,
    ambiguous_width,
    bind_breaker,
    cells,
    divide_line,
    superscript,
    use_ambiguous_width,
    visible,
)

TEXTS = Path(__file__).parent.parent.parent / "texts"

# Written out anew, not taken from the module: what GB/T 15834 and the house style forbid.
FORBIDDEN_START = set("，。、；：！？）》〉」』】〕”’…—·％%‰℃,.;:!?)]}")
FORBIDDEN_END = set("（《〈「『【〔“‘([{")
BLANKS = set(" \u3000\u200b\n")

WORDS = ["78/229", "A/79/459", "E/2024/30", "2021", "1,000", "UNODC", "anti-drug", "don’t", "3.5", "CRP.4"]
UNITS = ["1991 年", "12月", "第 25/2 号", "第78/229号", "5%", "5 %", "37 段", "100％", "3 亿"]
CHARS = list("大会重申打击为犯罪目的使用信息和通信技术联合国毒品问题办公室")
PAIRS = ["——", "……"]


def wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in Measured(text).lines(width)]


@st.composite
def chinese(draw: st.DrawFn) -> str:
    """Text as UN documents print it: marks where they may stand, tokens that fit a line of 20 cells with them."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 30))):
        pieces.append("".join(draw(st.lists(st.sampled_from(CHARS), min_size=1, max_size=12))))
        core = draw(st.sampled_from([*WORDS, *UNITS, "宣言"]))
        opening, closing = draw(st.sampled_from(["（）", "《》", "“”", "「」", "()"]))
        pieces.append(
            draw(
                st.sampled_from(
                    [core, f" {core} ", f"{opening}{core}{closing}", f"{opening}{core}{closing}，", f"{core}；", "、"]
                )
            )
        )
        pieces.append(draw(st.sampled_from(["", "", "，", "。", "：", "·", *PAIRS])))
    return "".join(pieces)


def check_whole(text: str, lines: list[tuple[int, int]]) -> None:
    """The lines put together are the text; between them nothing but blanks."""
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text) or set(text[lines[-1][1] :]) <= BLANKS
    for (_, end), (start, stop) in pairwise(lines):
        assert end <= start <= stop
        assert set(text[end:start]) <= BLANKS


@settings(max_examples=150, deadline=None)
@given(chinese(), st.integers(20, 200))
def test_nothing_lost_nothing_misplaced(text: str, width: int) -> None:
    lines = Measured(text).lines(width)
    check_whole(text, lines)
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        assert cells(line) <= width
        if number:
            assert line[0] not in FORBIDDEN_START, (text[:start], line)
            assert not (text[start - 1] + line[0]).isascii() or " " in (text[start - 1], line[0]), "word broken"
            assert not (line[0] in "年月号段亿" and text[:start].rstrip()[-1].isdigit()), "number without its unit"
        if number < len(lines) - 1:
            assert line[-1] not in FORBIDDEN_END, (line, text[end:])
            assert line[-1] != "第" or not text[end:].lstrip()[:1].isdigit()


@settings(max_examples=150, deadline=None)
@given(st.text(), st.integers(1, 60))
@example("\u0301" * 50, 20)
@example("。" * 100, 20)
@example("(" * 100, 21)
@example("a" * 100 + "，", 20)
@example("x\n\n y", 1)
@example("\u202e\x1b[31m\t", 3)
@example("   ", 2)
@example("0 \u0300", 1)
def test_any_text_at_any_width(text: str, width: int) -> None:
    measured = Measured(text)
    lines = measured.lines(width)
    assert len(measured.text) == len(text)
    check_whole(measured.text, lines)
    for start, end in lines:
        line = measured.text[start:end]
        assert measured.cells(start, end) <= width or sum(cells(char) > 0 for char in line) == 1
        if start and line and text[start - 1] != "\n":
            assert not unicodedata.combining(line[0])


@settings(max_examples=80, deadline=None)
@given(chinese(), st.integers(20, 120))
def test_lines_are_as_full_as_they_can_be(text: str, width: int) -> None:
    """Greedy: the next breakable bit would not have fitted."""
    lines = Measured(text).lines(width)
    for (start, end), (following, stop) in pairwise(lines):
        bit = Measured(text[following:stop]).lines(1, fold=False)[0][1]
        assume(set(text[start:end]) - BLANKS)
        assert cells(text[start : following + bit]) > width


def _paragraphs() -> Iterator[str]:
    for path in sorted(TEXTS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if len(line) > 10 and "://" not in line:
                yield line.strip()


def test_the_library_at_every_width() -> None:
    paragraphs = [Measured(paragraph) for paragraph in _paragraphs()]
    assert len(paragraphs) > 500
    for width in range(20, 201, 6):
        for measured in paragraphs:
            text = measured.text
            for start, end in measured.lines(width)[1:]:
                assert text[start] not in FORBIDDEN_START, (width, text[:start], text[start:end])
            for start, end in measured.lines(width)[:-1]:
                assert text[end - 1] not in FORBIDDEN_END, (width, text[start:end], text[end:])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("打击为犯罪目的使用，", 18, ["打击为犯罪目的使", "用，"]),
        ("大会通过《京都宣言》", 10, ["大会通过", "《京都宣", "言》"]),
        ("宣言——序言", 5, ["宣", "言——", "序言"]),
        ("第 46/152 号决议", 12, ["第 46/152 号", "决议"]),
        ("见第 46/152 号决议", 12, ["见", "第 46/152 号", "决议"]),
        ("于 1991 年 12 月", 10, ["于 1991 年", "12 月"]),
        ("文件 A/C.3/79/L.7/Rev.1 已散发", 22, ["文件", "A/C.3/79/L.7/Rev.1 已", "散发"]),
        ("和第2200A(XXI)号决议", 15, ["和", "第2200A(XXI)号", "决议"]),
        ("the General Assembly’s decision", 20, ["the General", "Assembly’s decision"]),
        ("evidence-based policy", 16, ["evidence-based", "policy"]),
        ("和/或其他", 5, ["和/或", "其他"]),
        ("https://undocs.org/A/79/459", 12, ["https://", "undocs.org/", "A/79/459"]),
        ("一\n二三", 20, ["一", "二三"]),
        ("", 20, [""]),
        ("cafe\u0301s au lait", 5, ["cafe\u0301s", "au", "lait"]),
        ("👩\u200d👧和", 4, ["👩\u200d👧", "和"]),
        ("  缩进的一行", 8, ["  缩进的", "一行"]),
    ],
)
def test_where_lines_end(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_first_line_has_its_own_width() -> None:
    assert Measured("大会通过宣言").lines(8, first=4) == [(0, 2), (2, 6)]


def test_callouts_stay_with_the_word_before_and_take_room() -> None:
    measured = Measured("打击犯罪 的决议", [(5, "¹²")])
    assert measured.callouts == ((4, "¹²"),)
    assert measured.lines(9) == [(0, 3), (3, 7), (7, 8)]
    assert measured.cells(0, 4) == 10
    assert Measured("公约", [(2, "⁵"), (2, "⁶")]).callouts == ((2, "⁵"), (2, ",⁶"))
    assert Measured("", [(0, "¹")]).before[0] == 1


def test_a_token_stays_whole_without_folding() -> None:
    assert divide_line("见 https://undocs.org/A/79/459 见", 12, fold=False) == [2, 30]


@pytest.mark.parametrize("code", [*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0xD800])
def test_what_a_terminal_obeys_is_made_visible(code: int) -> None:
    drawn = visible(f"大{chr(code)}会")
    assert len(drawn) == 3
    assert drawn[1] in SIGNS
    assert drawn.encode("utf-8")
    assert cells(drawn[1]) > 0


def test_superscripts() -> None:
    assert superscript("12") == "¹²"
    assert superscript("a") == "ᵃ"
    assert superscript("\x1b*") == "␛*"


def test_widths_are_those_of_wcwidth() -> None:
    """Rich's table must not drift from the terminals'. Left out: flags and skin tones, which depend on neighbours."""
    for code in range(0x20, 0x30000):
        char = chr(code)
        if unicodedata.category(char) in {"Cn", "Cc", "Cs"} or 0x1F1E6 <= code <= 0x1F1FF or 0x1F3FB <= code <= 0x1F3FF:
            continue
        assert cells(char) == max(0, wcwidth(char)), hex(code)


def test_ambiguous_width_can_be_two() -> None:
    assert cells("“…”") == 3
    try:
        use_ambiguous_width(2)
        assert ambiguous_width() == 2
        assert cells("“…”大a") == 9
        assert Measured("“会”，会").lines(8) == [(0, 4), (4, 5)]
    finally:
        use_ambiguous_width(1)
    with pytest.raises(ValueError, match="1 or 2"):
        use_ambiguous_width(3)


def test_textual_wraps_with_the_breaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pins the one function that Textual wraps with: if it is renamed or called otherwise, this fails."""
    text = "大会通过了《京都宣言》，并请秘书长提交报告。"
    # Textual's own, also where another test has started the reader before.
    monkeypatch.setattr(textual.content, "divide_line", textual_divide_line)
    before = [str(line) for line in Content(text).wrap(22)]
    assert any(line[0] in FORBIDDEN_START for line in before)
    bind_breaker()
    after = [str(line) for line in Content(text).wrap(22)]
    assert after == [text[start:end] for start, end in Measured(text).lines(22)]
    assert not any(line[0] in FORBIDDEN_START for line in after)
