"""The line breaker: nothing lost, nothing misplaced, at every width; nothing obeyed by a terminal."""

from __future__ import annotations

import re
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

from unreader.breaking import (
    SIGNS,
    Measured,
    ambiguous_width,
    cells,
    divide_line,
    superscript,
    use_ambiguous_width,
    visible,
)
from unreader.tui.page.breaker_binding import bind_breaker

TEXTS = Path(__file__).parent.parent / "texts"

# Written out anew, not taken from the module: what GB/T 15834 and the house style forbid.
FORBIDDEN_START = set("，。、；：！？）》〉」』】〕”’…—·％%‰℃,.;:!?)]}")
FORBIDDEN_END = set("（《〈「『【〔“‘([{")
BLANKS = set(" \u3000\u200b\n")

WORDS = ["78/229", "A/79/459", "E/2024/30", "2021", "1,000", "UNODC", "anti-drug", "don’t", "3.5", "CRP.4"]
UNITS = ["1991 年", "12月", "第 25/2 号", "第78/229号", "2023年", "5%", "5 %", "37 段", "100％", "3 亿", "20周年"]
UNITS += ["100万美元", "3.5 亿元", "第三十五届", "二〇二三年", "第2段", "para. 12", "No. 5", "12 million", "18 March"]
CHARS = [*"大会重申打击为犯罪目的使用信息和通信技术联合国毒品问题办公室", " of the General Assembly ", "，and "]
PAIRS = ["——", "……"]


def wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in Measured(text).lines(width)]


#: A text, and the spans of it that are to stay whole.
Printed = tuple[str, list[tuple[int, int]]]


@st.composite
def printed(draw: st.DrawFn) -> Printed:
    """Text as UN documents print it: marks where they may stand, tokens that fit a line of 20 cells with them."""
    text = ""
    whole: list[tuple[int, int]] = []
    for _ in range(draw(st.integers(1, 30))):
        text += "".join(draw(st.lists(st.sampled_from(CHARS), min_size=1, max_size=12)))
        core = draw(st.sampled_from([*WORDS, *UNITS, "宣言"]))
        opening, closing = draw(st.sampled_from(["（）", "《》", "“”", "「」", "()"]))
        frame = draw(st.sampled_from(["{}", " {} ", opening + "{}" + closing, opening + "{}" + closing + "，", "{}；"]))
        start = len(text) + frame.index("{")
        text += frame.format(core)
        if core != "宣言":
            whole.append((start, start + len(core)))
        text += draw(st.sampled_from(["", "", "，", "。", "：", "·", *PAIRS]))
    return text, whole


def check_whole(text: str, lines: list[tuple[int, int]]) -> None:
    """The lines put together are the text; between them nothing but blanks."""
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text) or set(text[lines[-1][1] :]) <= BLANKS
    for (_, end), (start, stop) in pairwise(lines):
        assert end <= start <= stop
        assert set(text[end:start]) <= BLANKS


def check_line_ends(text: str, lines: list[tuple[int, int]]) -> None:
    """No mark where a line may not begin or end with it."""
    for number, (start, end) in enumerate(lines):
        if number:
            assert text[start] not in FORBIDDEN_START, (text[:start], text[start:end])
        if number < len(lines) - 1:
            assert text[end - 1] not in FORBIDDEN_END, (text[start:end], text[end:])


@settings(max_examples=25, deadline=None)
@given(printed())
def test_nothing_lost_nothing_misplaced_at_every_width(given_text: Printed) -> None:
    text, whole = given_text
    measured = Measured(text)
    for width in range(20, 201):
        lines = measured.lines(width)
        check_whole(text, lines)
        check_line_ends(text, lines)
        starts = [start for start, _ in lines[1:]]
        for start, end in lines:
            assert cells(text[start:end]) <= width
        for start, end in whole:
            assert not [at for at in starts if start < at < end], (width, text[start:end])
        for at in starts:
            assert not (text[at - 1] + text[at]).isascii() or " " in (text[at - 1], text[at]), "word broken"


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


@settings(max_examples=40, deadline=None)
@given(printed(), st.integers(20, 120))
def test_lines_are_as_full_as_they_can_be(given_text: Printed, width: int) -> None:
    """Greedy: the next breakable bit would not have fitted, or a single character would have been left alone."""
    text, _ = given_text
    lines = Measured(text).lines(width)
    for (start, end), (following, stop) in pairwise(lines):
        bit = Measured(text[following:stop]).lines(1, fold=False)[0][1]
        assume(set(text[start:end]) - BLANKS)
        rest = text[following + bit : stop].strip("".join(BLANKS))
        alone = len(rest) > 0 and len(rest.rstrip("".join(FORBIDDEN_START))) == 1
        assert cells(text[start : following + bit]) > width or (alone and stop >= len(text.rstrip()))


def _paragraphs() -> Iterator[str]:
    for path in sorted(TEXTS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if len(line) > 10 and "://" not in line:
                yield line.strip()


#: What stays whole in real text: symbols, ordinals, numbers with their units, Latin words. Longer ones than the
#: narrowest pane holds with the marks around them are parted there.
WHOLE = re.compile(
    r"第\d[\d/A-Z()]*号|\d[\d,.]* ?(?:年|月|日|号|段|周年|百万|[万亿]?(?:美元|人))|[A-Z]+/[A-Z\d/.]*\d|[A-Za-z]{2,}"
)


def test_the_library_at_many_widths() -> None:
    texts = list(_paragraphs())
    assert len(texts) > 500
    paragraphs = [
        (Measured(text), {at for m in WHOLE.finditer(text) for at in range(m.start() + 1, m.end())}) for text in texts
    ]
    for width in range(20, 201, 9):
        for measured, inside in paragraphs:
            lines = measured.lines(width)
            check_line_ends(measured.text, lines)
            if width >= 38:
                assert inside.isdisjoint(start for start, _ in lines[1:]), measured.text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("打击为犯罪目的使用，并", 18, ["打击为犯罪目的使", "用，并"]),
        ("大会通过《京都宣言》", 10, ["大会通过", "《京都", "宣言》"]),
        ("宣言——序言", 5, ["宣", "言——", "序言"]),
        ("第 46/152 号决议", 12, ["第 46/152 号", "决议"]),
        ("见第 46/152 号决议", 12, ["见", "第 46/152 号", "决议"]),
        ("于 1991 年 12 月", 10, ["于 1991 年", "12 月"]),
        ("文件 A/C.3/79/L.7/Rev.1 已散发", 22, ["文件", "A/C.3/79/L.7/Rev.1 已", "散发"]),
        ("共100万美元", 9, ["共", "100万美元"]),
        ("耗资100万美元", 12, ["耗资", "100万美元"]),
        ("在二〇二三年通过", 11, ["在", "二〇二三年", "通过"]),
        ("see para. 12 (b)", 9, ["see", "para. 12", "(b)"]),
        ("more than 12 million people", 15, ["more than", "12 million", "people"]),
        ("by 5 per cent", 10, ["by", "5 per cent"]),
        ("on 18 December 2023", 14, ["on 18 December", "2023"]),
        ("和第2200A(XXI)号决议", 15, ["和", "第2200A(XXI)号", "决议"]),
        ("the General Assembly’s decision", 20, ["the General", "Assembly’s decision"]),
        ("理事会第155 C (VII)号决议", 16, ["理事会", "第155 C (VII)号", "决议"]),
        ("resolution 217 A (III) of 1948", 14, ["resolution", "217 A (III) of", "1948"]),
        # No single character on a paragraph's last line: the one before it comes along, and what belongs to that.
        ("同时加以充分和有效执行，", 20, ["同时加以充分和有效", "执行，"]),
        ("同时加以充分和有效执行\n，", 20, ["同时加以充分和有效", "执行", "，"]),
        ("应当交存于秘书长100项", 20, ["应当交存于秘书长", "100项"]),
        ("大会通过该宣言——和", 17, ["大会通过该宣", "言——和"]),
        ("大会通过该宣言， 和", 17, ["大会通过该宣", "言， 和"]),
        ("inter\u00adnational co\u00adoperation", 13, ["inter\u00adnational", "co\u00adoperation"]),
        ("inter\u00adnational", 8, ["inter", "national"]),
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
    assert measured.lines(9) == [(0, 3), (3, 6), (6, 8)]
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
