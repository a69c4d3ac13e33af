from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreader.library.folding import fold, fold_each, fold_with_origins
from unreader.library.queries import QueryError, read_query


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("網絡犯罪", "网络犯罪"),
        ("關於販運毒品的決議草案", "关于贩运毒品的决议草案"),
        ("（见Ａ／７９／４５９，第３７段）", "(见a/79/459,第37段)"),
        ("《北京规则》、「宣言」。", '<北京规则>,"宣言".'),
        ("1 000吨", "1000吨"),
        ("网络 犯罪\n问题", "网络犯罪问题"),
        ("human\u00a0rights,  which", "human rights,which"),
        ("article 57", "article 57"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("e\u0301tat", "etat"),
        ("㈢ ﬁnal №5", "(三)final no5"),
        ("soft\u00adly\u200b", "softly"),
        ("2019–2020年", "2019-2020年"),
        ("二○二四年", "二〇二四年"),
        ("й", "й"),
        ("", ""),
    ],
)
def test_what_is_one_in_a_search(printed: str, folded: str) -> None:
    assert fold(printed) == folded
    joined, origins = fold_with_origins(printed)
    assert joined == folded
    assert len(origins) == len(folded)
    assert list(origins) == sorted(origins)
    assert all(0 <= at < len(printed) for at in origins)
    assert len(fold_each(printed)) == len(printed)


@pytest.mark.parametrize("kept", ["ab\n", "Ab C", "的 ", "(a)"])
def test_an_expression_sees_case_and_blanks(kept: str) -> None:
    assert fold_each(kept) == kept


_TEXTS = st.text(alphabet="网網絡罪的ab12 AB(（，,\u3000\u00a0\n㈢½ﬁ-—'é\u0301İß\u200b", max_size=24)


@given(text=_TEXTS, ends=st.tuples(st.integers(0, 24), st.integers(0, 24)))
def test_a_piece_of_a_text_is_found_in_it(text: str, ends: tuple[int, int]) -> None:
    piece = text[min(ends) : max(ends)]
    folded, origins = fold_with_origins(text)
    assert fold(piece) in folded
    assert fold(folded) == folded
    assert fold(fold_each(text)) == folded
    assert len(origins) == len(folded)
    query = read_query(piece.replace("/", ""))
    if query is not None:
        assert query.spans(text)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("网络犯罪", "打击網絡犯罪和网络犯罪", ["網絡犯罪", "网络犯罪"]),
        ("(见", "决议（见附件）", ["（见"]),
        ("1000", "共1 000吨", ["1 000"]),
        ("犯罪问", "网络犯罪 问题", ["犯罪 问"]),
        ("human  RIGHTS", "Human rights; inhuman rights", ["Human rights", "human rights"]),
        ("三", "㈢", ["㈢"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("therapist", "the rapist", []),
        (r"/第\d+号/", "第７８号和第9号", ["第７８号", "第9号"]),
        ("re: 網.犯", "网络犯罪", ["网络犯"]),
        ("/（.+?）/", "决议（附件）和(二)", ["（附件）", "(二)"]),
        (r"/\（./", "a(b", ["(b"]),
        ("/RES/", "A/Res/1", ["Res"]),
        ("/^1|x*$/", "12", ["1"]),
        ("/", "A/79", ["/"]),
        ("//", "a//b", ["//"]),
    ],
)
def test_what_is_typed_is_found(typed: str, text: str, found: list[str]) -> None:
    query = read_query(typed)
    assert query is not None
    assert [text[start:end] for start, end in query.spans(text)] == found


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "re:", "re:  "])
def test_nothing_to_look_for(typed: str) -> None:
    assert read_query(typed) is None


@pytest.mark.parametrize("typed", ["/(/", "re:[", "/a{2,1}/", "/(?P<a/", "re:" + "(" * 1500, "re:" + "a" * 1001])
def test_an_expression_that_is_wrong_says_so_in_a_line(typed: str) -> None:
    with pytest.raises(QueryError) as raised:
        read_query(typed)
    assert "\n" not in str(raised.value)


def test_an_expression_that_would_never_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unreader.library.queries.PATIENCE", 0.02)
    query = read_query("/(a+)+$/")
    assert query is not None
    assert query.spans("aaa") == [(0, 3)]
    with pytest.raises(QueryError, match="takes too long"):
        query.spans("a" * 5000 + "!")


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        ("网络.{0,5}犯罪", ("网络", "犯罪")),
        (r"第\d+次会议", ("次会议",)),
        ("(ab)?cd", ("cd",)),
        ("abc?de*fg", ("ab", "d", "fg")),
        ("[网络]犯罪+分子", ("犯罪", "分子")),
        (r"a\.bc\d", ("a.bc",)),
        ("毒品|贩运", ()),
        ("(?i)毒品", ()),
        (r"\x61bcd", ()),
        (r"[\]a]bc", ()),
        ("公约（三）", ("公约(三)",)),
    ],
)
def test_what_an_expression_needs(pattern: str, needles: tuple[str, ...]) -> None:
    query = read_query(pattern, expression=True)
    assert query is not None
    assert set(query.needles) == {needle for needle in needles if len(needle) > 1}
