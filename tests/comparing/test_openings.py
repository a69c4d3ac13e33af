"""The words that open a paragraph: as the source has them, else by the tables, and the two agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from unreader.comparing.openings import emphasised
from unreader.library import Library
from unreader.model import Block

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("重申其1991年12月18日第46/152号决议，", "重申"),
        ("又深为关切有组织犯罪团体", "又深为关切"),
        ("表示赞赏地注意到秘书长的报告；", "表示赞赏地注意到"),
        ("感到鼓舞的是，第十四届预防犯罪大会圆满结束，", "感到鼓舞"),
        ("强调指出必须及时且协调一致地开展筹备工作；", "强调指出"),
        ("强调必须保护处境脆弱者；", "强调"),
        ("请秘书长继续提供适当资源；", "请"),
        ("鼓励请求国确保启动适当的国家调查程序；", "鼓励"),
        ("決定繼續積極處理此案。", "決定"),
        ("Recalling also its resolution 69/314,", "Recalling also"),
        ("Deeply concerned at the harm done,", "Deeply concerned"),
        ("Further encourages Member States to act;", "Further encourages"),
        ("Takes note with appreciation of the report;", "Takes note with appreciation of"),
        ("2021年3月7日至12日会聚在日本京都，", ""),
    ],
)
def test_the_words_that_open_a_paragraph(text: str, words: str) -> None:
    spans = emphasised(Block("op1", "operative", "1.", text))
    assert [text[start:end] for start, end in spans] == ([words] if words else [])


def test_only_preambular_and_operative_paragraphs_open_with_them() -> None:
    assert emphasised(Block("para1", "paragraph", "1.", "请秘书长")) == ()
    assert emphasised(Block("op1(a)", "operative", "(a)", "鼓励会员国")) == ()
    assert emphasised(Block("op1", "operative", "1.", "请秘书长", emphasis=((1, 4),))) == ((1, 4),), "the source's own"


def test_the_tables_find_what_the_source_emphasises() -> None:
    blocks = [
        block
        for symbol in ("A/RES/78/229", "E/RES/2021/20")
        for block in Library(REPOSITORY).document(symbol, "zh").blocks
        if block.emphasis and block.kind == "operative"
    ]
    assert len(blocks) == 106
    for block in blocks:
        assert emphasised(Block(block.path, block.kind, block.label, block.text)) == block.emphasis, block.text[:12]
