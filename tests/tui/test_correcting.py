"""Citations corrected in the reader: rejected, brought back, given their right target; how each was known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reader import messages, pane_text, press, reading, screen_text, text_only, type_text, window_message
from unreader.annotating import Annotations
from unreader.annotating.corrections import CitationCorrection
from unreader.citing.correcting import CorrectionError
from unreader.library import AddressError, Library
from unreader.model import Address, Citation, Conflict, Decision
from unreader.tui.app import ReaderApp
from unreader.tui.beside.card_paragraphs import cites_paragraphs
from unreader.tui.beside.cards import CardMaker, _remarks
from unreader.tui.document.paragraphs import Marked
from unreader.tui.reading.screen import ReadingScreen
from unreader.tui.reading.target_dialog import Target, TargetDialog, may_be_meant, typed_place, typed_target
from unreader.tui.rule_words import RULES, conflict_words, found_words, rule_words

PP6 = "E/2024/30#I.A/draft3/pp6"
HERE = Address("A/RES/78/229", "pp3", "zh")


def decided(root: Path) -> tuple[CitationCorrection, ...]:
    """What the store has, as another program sees it."""
    with Annotations(root / "annotations") as annotations:
        return annotations.corrections.all()


def reader(app: ReaderApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def styles(app: ReaderApp, path: str) -> list[str]:
    shown = reader(app).pane.text.paragraph(path)
    assert shown is not None
    return [mark.style for mark in shown.marks]


async def test_x_rejects_and_brings_back(library_root: Path) -> None:
    async with reading(library_root, PP6) as (app, pilot):
        side = reader(app).side
        await press(pilot, "tab", "home", "j")
        before = side.card(side.cards.focus_key)
        assert before is not None
        await press(pilot, "x")
        after = side.card(side.cards.focus_key)
        assert after is not None
        assert (after.state, after.spans, after.place) == ("rejected", before.spans, None)
        beside = pane_text(side.cards)
        assert "⊘" in beside
        assert "rejectedbyReader" in beside
        assert f"therules had found {before.target}".replace(" ", "") in beside.replace(" ", "")
        assert "citation-rejected" in styles(app, "I.A/draft3/pp6")
        assert "Rejected: " in messages(app)
        assert {one.decision for one in decided(library_root)} == {"rejected"}
        await press(pilot, "enter")
        assert "x brings it back" in messages(app)
        await press(pilot, "x")
        again = side.card(side.cards.focus_key)
        assert again is not None
        assert (again.state, again.target, again.spans) == (before.state, before.target, before.spans)
        assert decided(library_root) == ()
        assert "citation-rejected" not in styles(app, "I.A/draft3/pp6")


async def test_a_name_and_its_footnote_are_rejected_in_one_step_and_undone_in_one(library_root: Path) -> None:
    async with reading(library_root, str(HERE)) as (app, pilot):
        side = reader(app).side
        await press(pilot, "tab", "j", "x")
        assert [card.state for card in side.cites.cards][1] == "rejected"
        assert len(decided(library_root)) == len(side.cites.cards[1].citations) > 1
        await press(pilot, "u")
        assert decided(library_root) == ()
        assert [card.target for card in side.cites.cards] == ["A/CONF.234/16", "A/RES/76/181"]
        assert "Undone: rejecting a citation on A/RES/78/229, preambular para. 3" in messages(app)


async def test_a_citation_clicked_in_the_text_is_rejected_alone(library_root: Path) -> None:
    async with reading(library_root, str(HERE)) as (app, pilot):
        side = reader(app).side
        from unreader.tui.document.paragraphs import CiteMark
        from unreader.tui.page.line_pane import LinePane

        block, start, end = side.cites.cards[1].spans[0]
        pane = reader(app).pane.text
        pane.post_message(LinePane.Clicked(pane, block, CiteMark(block, start, end)))
        await pilot.pause()
        await press(pilot, "x")
        assert len(decided(library_root)) == 1
        assert [card.state for card in side.cites.cards].count("rejected") == 1
        assert "A/RES/76/181" in [card.target for card in side.cites.cards]


async def test_r_gives_the_right_target(library_root: Path) -> None:
    async with reading(library_root, PP6) as (app, pilot):
        side = reader(app).side
        await press(pilot, "tab", "home", "r")
        assert isinstance(app.screen, TargetDialog)
        await type_text(pilot, "76/181 annex para 30")
        assert "A/RES/76/181, annex, para. 30" in screen_text(app)
        await press(pilot, "enter")
        card = side.card(side.cards.focus_key)
        assert card is not None
        assert card.place == Address("E/RES/2021/20", "annex/para30", "zh")
        assert "✓correctedbyReader" in pane_text(side.cards)
        assert {(one.target, one.pinpoint) for one in decided(library_root)} == {("A/RES/76/181#annex", "para30")}
        await press(pilot, "r")
        assert "as the rules found:" in screen_text(app)
        await press(pilot, "enter")
        assert decided(library_root) == ()
        assert "What the rules found counts again" in messages(app)
        await press(pilot, "u")
        assert len(decided(library_root)) >= 1


async def test_r_says_what_is_no_target_and_stays_open(library_root: Path) -> None:
    async with reading(library_root, PP6) as (app, pilot):
        await press(pilot, "tab", "r")
        await type_text(pilot, "no such thing/1")
        await press(pilot, "enter")
        assert isinstance(app.screen, TargetDialog)
        assert window_message(app)
        await press(pilot, "escape")
        assert reader(app).side.cards.has_focus
        assert decided(library_root) == ()


async def test_r_completes_and_finds_instruments_by_name(library_root: Path) -> None:
    async with reading(library_root, PP6) as (app, pilot):
        await press(pilot, "tab", "r")
        await type_text(pilot, "反腐败公约")
        assert "UNTS/2349/42146" in screen_text(app)
        await press(pilot, "tab")
        await type_text(pilot, " art 5")
        await press(pilot, "enter")
        assert {(one.target, one.pinpoint) for one in decided(library_root)} == {("UNTS/2349/42146", "art5")}


async def test_d_tells_the_rule_and_what_decided(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#pp1") as (app, pilot):
        side = reader(app).side
        await press(pilot, "tab", "d")
        beside = pane_text(side.cards)
        assert "decidedby“其”inpreambularpara.1" in beside
        assert "rulenumber:own:“its”:thebodythatactsinthistext" in beside
        await press(pilot, "d")
        assert "decidedby" not in pane_text(side.cards)


async def test_without_a_citation_it_says_so(library_root: Path) -> None:
    async with reading(library_root, "A/RES/78/229#h1") as (app, pilot):
        for key in ("x", "r", "d"):
            await press(pilot, key)
            assert "No citation is chosen" in messages(app)
            assert isinstance(app.screen, ReadingScreen)


async def test_corrections_of_another_program_show_up_and_last(library_root: Path) -> None:
    async with reading(library_root, PP6) as (app, pilot):
        card = reader(app).side.cites.cards[0]
        with Annotations(library_root / "annotations") as annotations:
            annotations.corrections.reject(Library(library_root).document("E/2024/30"), card.citations[0])
        app._poll()
        await pilot.pause()
        assert "rejected" in [card.state for card in reader(app).side.cites.cards]
    async with reading(library_root, PP6) as (app, pilot):
        assert "rejected" in [card.state for card in reader(app).side.cites.cards]
        assert "citation-rejected" in styles(app, "I.A/draft3/pp6")


async def test_a_text_that_has_gone_stops_no_correction_of_another_program(library_root: Path) -> None:
    async with reading(library_root, PP6) as (app, pilot):
        shown = reader(app).side.cites.cards[0]
        document = Library(library_root).document("E/2024/30")
        gone = library_root / "texts" / "E_2024_30.zh.txt"
        data = gone.read_bytes()
        gone.unlink()
        try:
            with Annotations(library_root / "annotations") as annotations:
                annotations.corrections.reject(document, shown.citations[0])
            app._poll()
            await pilot.pause()
            assert "还回顾各国在《京都宣言》中承认" in text_only(app)
        finally:
            gone.write_bytes(data)


@pytest.mark.parametrize(
    ("typed", "target", "pinpoint"),
    [
        ("A/RES/70/1 para 3", "A/RES/70/1", "para3"),
        ("a/res/70/1, para. 3 (b)", "A/RES/70/1", "para3(b)"),
        ("A/RES/70/1第3段", "A/RES/70/1", "para3"),
        ("A/RES/70/1，执行部分第3段", "A/RES/70/1", "op3"),
        ("UNTS/2349/42146", "UNTS/2349/42146", ""),
        ("UNTS/2349/42146 article 57(5)", "UNTS/2349/42146", "art57(5)"),
        ("A/RES/217 A (III)", "A/RES/217(III)A", ""),
        ("A/RES/76/181 annex para 29", "A/RES/76/181#annex", "para29"),
        ("76/181 annex para 29", "A/RES/76/181#annex", "para29"),
        ("78/229 op70", "#", "op70"),
        ("op12", "#", "op12"),
        ("E/2024/30 para 23", "E/2024/30", "para23"),
    ],
)
def test_targets_as_people_type_them(library_root: Path, typed: str, target: str, pinpoint: str) -> None:
    assert typed_target(Library(library_root), typed, HERE) == Target(target, pinpoint)


@pytest.mark.parametrize("typed", ["", "the Convention", "A/RES/70/1 somewhere", "op700"])
def test_what_is_no_target_is_refused(library_root: Path, typed: str) -> None:
    with pytest.raises((AddressError, CorrectionError)):
        typed_target(Library(library_root), typed, HERE)


def test_places_and_what_may_be_meant(library_root: Path) -> None:
    assert typed_place("chap. VII, sect. 2") == "chVII/sec2"
    assert typed_place("附件二") == "annex/二"
    library = Library(library_root)
    assert Target("A/RES/76/181#annex") in may_be_meant(library, "京都宣言", HERE)
    assert Target("E/2024/30") in may_be_meant(library, "e/2024", HERE)
    assert may_be_meant(library, " ", HERE) == []
    assert all(len(may_be_meant(library, typed, HERE)) <= 9 for typed in ("公约", "A/", "联合国"))


def citation(**fields: object) -> Citation:
    return Citation("op1", 0, 1, "甲", "resolution", **({"target": "A/RES/1/1"} | fields))  # type: ignore[arg-type]


def test_a_conflict_tells_both_targets_and_why() -> None:
    by_link = citation(conflict=Conflict("A/RES/10/3", "https://undocs.org/A/RES/10/3"), target="CAC/COSP/RES/10/3")
    assert "printed link https://undocs.org/A/RES/10/3 names A/RES/10/3; taken: CAC/COSP/RES/10/3" in conflict_words(
        by_link
    )
    by_note = citation(conflict=Conflict("CTOC/COP/RES/6/5", "pp33"), target="CAC/COSP/RES/6/5", rule="number:footnote")
    assert "the sentence names CTOC/COP/RES/6/5; taken: CAC/COSP/RES/6/5, as the document" in conflict_words(by_note)
    assert conflict_words(citation()) == ""
    assert conflict_words(by_link) in _remarks(by_link)


def test_every_rule_of_the_library_has_words(library_root: Path) -> None:
    rules = {one.citation.rule for one in Library(library_root).references()}
    assert rules - set(RULES) == {"internal:own-annex"} & rules
    assert rule_words("ibid:issue:unknown") == RULES["ibid:issue"]
    assert rule_words("something new") == "something new"
    assert found_words(Decision("Ada", "2026", "A/RES/1/1", "para3")).endswith("A/RES/1/1, para3")
    assert found_words(Decision("Ada", "2026")) == "the rules had found no target"


def test_the_candidates_of_an_ambiguous_citation_are_listed(
    library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(library_root)
    maker = CardMaker(library)
    doubtful = citation(target="", state="ambiguous", candidates=("CTOC/COP/RES/10/1", "CAC/COSP/RES/10/1"))
    from unreader.library import Reference

    monkeypatch.setattr(maker, "_of_the_block", lambda address: [Reference(HERE, doubtful)])
    shown = [one.text for one in cites_paragraphs(maker.cites(HERE), lambda _: Marked(), {})]
    assert any("ambiguous" in text for text in shown)
    assert any(text.startswith("CTOC/COP/RES/10/1") for text in shown)
    assert any(text.startswith("CAC/COSP/RES/10/1") for text in shown)
