"""The parts of the reader that need no screen: keys, places, cards, colours."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.color import Color
from textual.dom import DOMNode

import unreader.tui
from tests.tui.reader import REPOSITORY
from unreader.breaking import cells
from unreader.library import Library
from unreader.model import Address, Block, Citation, Conflict, Document, FootnoteMark, ParseWarning
from unreader.tui.beside.card_paragraphs import cites_paragraphs
from unreader.tui.beside.cards import CardMaker, Passage, around
from unreader.tui.document.footnotes import Footnotes
from unreader.tui.document.goto import suggestions
from unreader.tui.document.paragraphs import Marked, Tag, document_paragraphs
from unreader.tui.keys.table import FOOTERS, KEYS, as_markdown, first_day
from unreader.tui.page.contrast import contrast, readable
from unreader.tui.page.shortening import shortened, told_apart
from unreader.tui.page.themes import THEMES
from unreader.tui.place_words import place_words
from unreader.tui.reading.trail import Trail
from unreader.tui.state import Place, read_state
from unreader.tui.when_words import when_words
from unreader.wording import use_language


def screens_and_widgets() -> set[type[DOMNode]]:
    for module in pkgutil.walk_packages(unreader.tui.__path__, "unreader.tui."):
        importlib.import_module(module.name)
    found: set[type[DOMNode]] = set()
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += one.__subclasses__()
    return {one for one in found if one.__module__.startswith("unreader.")}


def test_every_action_of_the_table_exists() -> None:
    owners = screens_and_widgets()
    for key in KEYS:
        name = "action_" + key.action.partition("(")[0]
        # Areas that are there for a while only are told by a property.
        areas = [getattr(one, "AREAS", ()) for one in owners if hasattr(one, name)]
        assert any(isinstance(its, property) or key.area in its for its in areas), key
    for actions in FOOTERS.values():
        assert set(actions) <= {key.action for key in KEYS}


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("2026-11-27T14:05", "today 14:05"),
        ("2026-11-26T23:59", "yesterday 23:59"),
        ("2026-11-25T12:00", "2026-11-25"),
        ("2027-01-01T00:00", "2027-01-01"),
    ],
)
def test_when(then: str, words: str) -> None:
    moments = [datetime.fromisoformat(one).replace(tzinfo=UTC).timestamp() for one in (then, "2026-11-27T15:00")]
    assert when_words(moments[0], moments[1], UTC) == words


def test_the_documents_tell_every_key() -> None:
    assert as_markdown(first_day()) in (REPOSITORY / "README.md").read_text(encoding="utf-8")
    told = (REPOSITORY / "docs" / "keys.md").read_text(encoding="utf-8")
    assert [key.action for key in KEYS if key.keys and as_markdown([key]).splitlines()[2] not in told] == []


def test_trail_goes_back_and_forward_and_forgets_what_lay_ahead() -> None:
    trail = Trail()
    first, second, third = Place("A", path="op1", row=2), Place("A", path="op9"), Place("B", path="pp1", row=-7)
    trail.enter(first)
    trail.leave(Place("A", path="op2", row=5))
    trail.enter(second)
    trail.enter(third)
    assert trail.back() == second
    assert trail.back() == Place("A", path="op2", row=5)
    assert trail.back() is None
    assert trail.forward() == second
    trail.enter(first)
    assert trail.forward() is None
    assert trail.back() == second


def test_state_is_read_back_and_the_latest_is_first(tmp_path: Path) -> None:
    state = read_state(tmp_path / "deep" / "state.json")
    state.remember(Place("A/79/459", "zh", "draft6/op43", -3))
    state.remember(Place("E/2024/30", "zh", "para7", 4))
    state.side = "0.400,0.300"
    state.set_bookmark("B", Place("E/2024/30", "zh", "para7"))
    state.set_bookmark("b", Place("A/79/459", "zh", "para9"))
    state.way.places += [Place("A/79/459", "zh", "para1"), Place("E/2024/30", "zh", "para7")]
    state.way.at = 0
    assert state.save()
    again = read_state(tmp_path / "deep" / "state.json")
    assert again.last_place == Place("E/2024/30", "zh", "para7", 4)
    assert again.place_in("A/79/459", "zh") == Place("A/79/459", "zh", "draft6/op43", -3)
    assert [place.symbol for place in again.recent] == ["E/2024/30", "A/79/459"]
    assert again.side == "0.400,0.300"
    assert again.bookmarks_from("A/79/459", "zh") == [
        ("b", Place("A/79/459", "zh", "para9")),
        ("B", Place("E/2024/30", "zh", "para7")),
    ]
    assert again.way == state.way
    assert again.time_in("A/79/459", "zh") == state.times["A/79/459@zh"]


def test_state_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    state = read_state(tmp_path / "file" / "state.json")
    state.remember(Place("A/79/459"))
    assert not state.save()


@pytest.mark.parametrize(
    ("path", "words", "chinese"),
    [
        ("annex/para29", "annex, para. 29", "附件，第29段"),
        (
            "I.A/draft3/pp6",
            "chap. I, sect. A, draft resolution III, preambular para. 6",
            "第一章，A节，决议草案三，序言部分第6段",
        ),
        ("draft12/fn3", "draft resolution XII, footnote 3", "决议草案十二，脚注3"),
        ("V.A.1/decision2", "chap. V, sect. A.1, draft decision II", "第五章，A.1节，决定草案二"),
        ("annex2", "annex II", "附件二"),
        ("op6(a)(i)", "para. 6 (a) (i)", "第6(a)(i)段"),
        ("art57(5)", "art. 57 (5)", "第五十七条第五款"),
        ("art52(2)(b)", "art. 52 (2) (b)", "第五十二条第二款(b)项"),
        ("res33_1/op7", "resolution 33/1, para. 7", "第33/1号决议，第7段"),
        ("chV", "chap. V", "第五章"),
        ("ch7/B", "chap. VII, sect. B", "第七章，B节"),
        ("sec1/B", "sect. I.B", "第一.B节"),
        ("B/op2", "part B, para. 2", "B部分，第2段"),
        ("para7/i4", "para. 7, entry 4", "第7段，条目4"),
        ("summary", "summary", "执行摘要"),
        ("", "", ""),
    ],
)
def test_place_words(path: str, words: str, chinese: str) -> None:
    assert place_words(path) == words
    use_language("zh")
    try:
        assert place_words(path) == chinese
    finally:
        use_language("en")


@pytest.mark.parametrize("room", [4, 9, 20, 21, 60, 500])
def test_cut_texts_keep_to_their_room(room: int) -> None:
    text = "铭记其关于根据《联合国反腐败公约》防止和打击腐败行径 (A/RES/77/235) 及转移腐败所得行为，协助追回资产"
    assert cells(shortened(text, room)) <= room
    cut = around(Passage(Address("A"), "", text, ((6, 16),)), room)
    assert cells(cut.text) <= room
    assert all(0 <= start < end <= len(cut.text) for start, end in cut.marks)
    if room >= 60:
        start, end = cut.marks[0]
        assert cut.text[start:end] == text[6:16]


def test_texts_that_begin_alike_keep_their_ends() -> None:
    texts = [
        "A. 决议草案A/C.3/79/L.3",
        "B. 决议草案A/C.3/79/L.4/Rev.1",
        "决议草案一 第十四届大会的后续行动",
        "一. 导言",
    ]
    cut = told_apart(texts, 20)
    assert cut == ["A. 决议草案…3/79/L.3", "B. 决议草案….4/Rev.1", "决议草案一 第十四届…", "一. 导言"]
    assert told_apart(texts, 60) == texts
    assert all(cells(one) <= room for room in range(8, 40) for one in told_apart(texts, room))


def document(*blocks: Block, warnings: tuple[ParseWarning, ...] = ()) -> Document:
    return Document("A/X", "zh", "report", "题", blocks, warnings=warnings)


NOTED = document(
    Block("op1", "operative", "1.", "甲", (FootnoteMark("1", 1), FootnoteMark("3", 1))),
    Block("op2", "operative", "2.", "乙"),
    Block("fn1", "footnote", "1", "见丙。", (FootnoteMark("2", 3),)),
    Block("fn2", "footnote", "2", "见丁。"),
    Block("fn3", "footnote", "3", "见戊。"),
    Block("fn7", "footnote", "7", "见八。", (FootnoteMark("8", 1),)),
    Block("fn8", "footnote", "8", "见七。", (FootnoteMark("7", 1),)),
    Block("fn9", "footnote", "9", "无人。"),
    warnings=(ParseWarning("op2", "a slip"), ParseWarning("fn2", "another")),
)
#: A note that nothing calls, and notes that only call each other, stand where the source has them.
STANDING = ["fn7", "fn8", "fn9"]


def test_footnotes_follow_the_paragraph_that_calls_them() -> None:
    shown = document_paragraphs(
        NOTED,
        (Citation("fn1", 1, 2, "丙", "document", "A/Y", state="unknown"),),
        {"op1": Marked((Tag("t", "✿", "T", "#009E73"),), "记\n笔")},
        Footnotes(NOTED, shown=True),
    )
    assert [one.key for one in shown] == ["op1", ("op1", "note"), "fn1", "fn2", "fn3", "op2", *STANDING]
    assert [one.focusable for one in shown] == [True, False, False, False, False, True, True, True, True]
    assert shown[0].callouts == ((1, "1"), (1, "3"))
    assert [badge.sign for badge in shown[0].badges] == ["✿"]
    assert shown[1].text == "记 笔"
    assert [mark.style for mark in shown[2].marks] == ["citation-unknown"]
    assert len(shown[5].badges) == 1


def test_hidden_footnotes_are_told_by_what_needs_a_look() -> None:
    footnotes = Footnotes(NOTED)
    mine = {"fn3": Marked(note="mine")}
    shown = document_paragraphs(NOTED, (), mine, footnotes)
    assert [one.key for one in shown] == ["op1", "fn3", ("fn3", "note"), "op2", *STANDING], "what one wrote on is seen"
    assert len(shown[0].badges) == 1, "the slip of a hidden note"
    footnotes.turn(footnotes.of("op1"))
    assert [one.key for one in document_paragraphs(NOTED, (), {}, footnotes)][:4] == ["op1", "fn1", "fn2", "fn3"]
    footnotes.turn(("fn1",))
    assert footnotes.shown == {"fn2", "fn3"}
    assert footnotes.turn_all()
    assert not footnotes.turn_all()
    assert footnotes.show("fn2")
    assert footnotes.shown == {"fn1", "fn2"}, "with the note that calls it"
    assert [footnotes.called_from(path) for path in ("fn2", "op2", "fn7")] == ["op1", "op2", "fn7"]


class Shelf:
    """As much of a library as cards ask for: one document with given citations, nothing else."""

    def __init__(self, here: Document, citations: tuple[Citation, ...]) -> None:
        self._library = Library(Path(__file__).parent.parent.parent, cache=False)
        self._here, self._citations = here, citations

    def cards(self, path: str) -> list[str]:
        library = self._library
        library._visited["x"] = (self._here, self._citations)
        from unreader.library import Entry

        library._entries.append(Entry("x", self._here.symbol, (self._here.symbol,), "zh", "report", "题"))
        library._forget_derived()
        cards = CardMaker(library).cites(Address(self._here.symbol, path, "zh"))
        shown = cites_paragraphs(cards, lambda _address: Marked(), {})
        return [f"{one.label} {one.text}".strip() for one in shown]


def test_every_state_has_a_sign_and_a_word() -> None:
    text = "甲乙丙丁戊"
    here = document(Block("op1", "operative", "1.", text))
    citations = (
        Citation("op1", 0, 1, "甲", "resolution", "A/RES/79/186", state="known"),
        Citation("op1", 1, 2, "乙", "resolution", "", state="unknown", date="2022-03-02", subject="一项决议"),
        Citation("op1", 2, 3, "丙", "resolution", "", state="ambiguous", candidates=("A/RES/33/1", "E/CN.15/RES/33/1")),
        Citation(
            "op1", 3, 4, "丁", "resolution", "CAC/COSP/RES/6/5", conflict=Conflict("CTOC/COP/RES/6/5", "the sentence")
        ),
        Citation("op1", 4, 5, "戊", "resolution", "A/RES/76/181", "annex/para29"),
    )
    shown = "\n".join(Shelf(here, citations).cards("op1"))
    assert "≃ 甲" in shown
    assert "another stage of it in A/79/459, draft resolution I" in shown
    assert "? 乙\nunknown\n一项决议" in shown
    assert "⁇ 丙\nambiguous\nA/RES/33/1" in shown
    assert "! conflict: the sentence names CTOC/COP/RES/6/5" in shown
    assert "▸ 戊\nA/RES/76/181, annex, para. 29 · opens in E/RES/2021/20, the text that was recommended" in shown


def test_numbers_complete_in_the_innermost_numbered_text(library: Library) -> None:
    here = Address("A/79/459", "draft6/op43", "zh")
    assert [one.path for one in suggestions(library, "4", here)][:3] == ["draft6/op4", "draft6/op40", "draft6/op41"]
    assert {one.symbol for one in suggestions(library, "刑事司法", here)} >= {"A/79/459", "E/RES/2021/20"}
    assert suggestions(library, "E/2024/30 para 23", here)[0].path == "para23"
    assert suggestions(library, "  ", here) == []
    # A text that is called so, once, not every paragraph in it; the one that is read first.
    drafts = [f"draft{number}" for number in (6, 1, 2, 3, 4, 5)]
    assert [one.path for one in suggestions(library, "draft", here)][:6] == drafts
    assert [one.path for one in suggestions(library, "draft6/pp1", here)][:2] == ["draft6/pp1", "draft6/pp10"]


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_text_reaches_the_contrast_of_wcag_aa(theme: object) -> None:
    variables = theme.to_color_system().generate() | theme.variables  # type: ignore[attr-defined]
    words = [f"text-{name}" for name in ["muted", "primary", "secondary", "accent", "warning", "error", "success"]]
    for ground in ("background", "surface", "panel", "boost"):
        under = Color.parse(variables[ground])
        for word in ("foreground", *words):
            assert contrast(Color.parse(variables[word]), under) >= 4.5, (word, ground)
        for colour in ("#0072B2", "#332288", "#F0E442", "#000000", "#FFFFFF"):
            assert contrast(readable(colour, under), under) >= 4.5
