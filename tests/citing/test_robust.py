"""Whatever the text: finding never fails, and every span is in its block."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unreader.citing.resolving import find_citations
from unreader.model import Block, Document, FootnoteMark

PIECES = {
    "zh": [
        *(
            "第",
            "78/229",
            "号",
            "决议",
            "决定",
            "、",
            "和",
            "，",
            "。",
            "大会",
            "其",
            "关于",
            "的",
            "题为“",
            "”的",
            "《公约》",
        ),
        *(
            "《",
            "》",
            "(",
            ")",
            "第五十七条",
            "第五款",
            "第㈡项",
            "附件",
            "一",
            "二",
            "至",
            "同上",
            "第24段",
            "第一章",
            "D节",
        ),
        *(
            "联合国，《条约汇编》，",
            "第2349卷，",
            "第42146号",
            "正式记录，",
            "补编第10号",
            "E/2016/30",
            "A/73/L.8",
            "-",
            "/",
        ),
        *(
            "2023年12月19日",
            "2023年99月99日",
            "委员会",
            "缔约国会议",
            "该议定书",
            "本公约",
            "见",
            "1373(2001)",
            "155 C (VII)",
            " ",
        ),
    ],
    "en": [
        *(
            "resolution",
            "resolutions",
            " ",
            " ",
            "78/229",
            ", ",
            " and ",
            " of ",
            "19 December 2023",
            "its",
            "General Assembly",
        ),
        *(
            "the Convention",
            "article 57",
            ", paragraph 5",
            "(a)",
            "Ibid.",
            "vol. 2349, No. 42146",
            "annex I",
            " to ",
            "XXX",
        ),
        *(
            "chap. IV",
            "sect. I.A",
            "A/73/L.8",
            " and Add.1",
            "thereof",
            "Kyoto Declaration",
            "paragraphs",
            "4 to 6",
            " above",
        ),
        *(
            "3419 A to D (XXX)",
            "1373 (2001)",
            "entitled “",
            "”",
            "(",
            ")",
            "Sales No. E.96.IV.13",
            "third preambular paragraph",
        ),
    ],
}


@pytest.mark.parametrize("language", sorted(PIECES))
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_text(language: str, data: st.DataObject) -> None:
    texts = data.draw(
        st.lists(st.lists(st.sampled_from(PIECES[language]), max_size=14).map("".join), min_size=1, max_size=4)
    )
    blocks = [Block("body", "body", "", "大会，" if language == "zh" else "The General Assembly,")]
    for number, text in enumerate(texts, 1):
        marks = (FootnoteMark(str(number), min(5, len(text))),)
        blocks.append(Block(f"op{number}", "operative", f"{number}.", text, marks))
        blocks.append(Block(f"fn{number}", "footnote", str(number), text[::-1] if number % 2 else text))
    found = find_citations(Document("A/RES/80/1", language, "resolution", "", tuple(blocks)))
    held = {block.path: block.text for block in blocks}
    for citation in found:
        assert held[citation.block][citation.start : citation.end] == citation.quote != ""


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200), language=st.sampled_from(["zh", "en", "fr", "zh-hant"]))
def test_any_characters(text: str, language: str) -> None:
    document = Document("A/1/1", language, "report", "", (Block("para1", "paragraph", "1.", text),))
    assert isinstance(find_citations(document), tuple)
