"""Annotations carried from one stage to the next in the reader: proposed, carried one by one or all, undone."""

from __future__ import annotations

from pathlib import Path

from tests.tui.reader import messages, press, reading, screen_text, text_only
from unreader.annotating import Annotation, Annotations, place_at
from unreader.annotating.anchors import Anchor
from unreader.comparing.compare import compare
from unreader.library import Library
from unreader.model import Address, Block
from unreader.tui.comparing.carrying_rows import Candidate, carry_rows
from unreader.tui.comparing.carrying_screen import CarryingScreen
from unreader.tui.comparing.comparison_screen import ComparisonScreen
from unreader.tui.reading.screen import ReadingScreen
from unreader.working.carrying import Carry, Plan

A, B = "E/2024/30#I.A/draft3", "A/79/459#draft3"
NOTE = "与去年的决议比较"


def annotate(root: Path) -> None:
    library = Library(root)
    document = library.document("E/2024/30")
    with Annotations(root / "annotations", author="Reader") as annotations:
        for path in ("op4", "op6", "op7"):
            place = place_at(document, f"I.A/draft3/{path}")
            assert place is not None
            address = Address("E/2024/30", f"I.A/draft3/{path}", "zh")
            annotations.tag(address, "trafficking", place, span=(0, 2) if path == "op7" else None)
            if path == "op4":
                annotations.note(address, NOTE, place)


async def test_annotations_are_carried_one_by_one_or_all_and_undone(library_root: Path) -> None:
    annotate(library_root)
    async with reading(library_root, f"{A}/op4") as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        app.screen.show_comparison(Address.parse(f"{A}"), Address.parse(B), "I.A/draft3/op4")
        await pilot.pause()
        assert isinstance(app.screen, ComparisonScreen)
        await press(pilot, "a")
        screen = app.screen
        assert isinstance(screen, CarryingScreen)
        said = text_only(app)
        assert "2kept·1edited·0there" in said
        assert "吁请促请会员国" in said
        assert NOTE in said

        def there() -> set[str]:
            annotations, _codebook = app.notebook.parts()
            return {one.address.path for one in annotations.of_document("A/79/459")}

        assert there() == set()
        # Those that stand word for word, at once; the edited one only when a person says so.
        await press(pilot, "A")
        assert there() == {"draft3/op6", "draft3/op7"}
        assert "2 annotations. u undoes it." in messages(app)
        await press(pilot, "A")
        assert "Nothing is left" in messages(app)
        await press(pilot, "end", "enter")
        assert "It is there already." in messages(app)
        await press(pilot, "home", "enter")
        assert there() == {"draft3/op4", "draft3/op6", "draft3/op7"}
        assert "3there" in text_only(app)
        marked = app.notebook.on(Address("A/79/459", "draft3/op4", "zh"))
        assert marked.note == NOTE
        # Undone step by step; the first text has kept its own.
        await press(pilot, "u", "u")
        assert there() == set()
        assert "carrying annotations" in messages(app)
        assert app.notebook.count("E/2024/30") == 3
        await press(pilot, "home", "o")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("A/79/459", "draft3/op4", "zh")
        # The other way round there is nothing to carry.
        app.screen.show_comparison(Address.parse(B), Address.parse(A))
        await press(pilot, "a")
        assert "A/79/459, draft resolution III has no annotations." in screen_text(app)
        await press(pilot, "enter", "A", "escape")
        assert isinstance(app.screen, ComparisonScreen)


def annotation(path: str) -> Annotation:
    anchor = Anchor()
    return Annotation(path, Address("A/X", path), ("t",), "", "", 0, 0, "", "", "", anchor)


def test_what_is_ambiguous_or_lost_says_so_and_shows_the_texts() -> None:
    first, second = (
        "鼓励会员国酌情通过双边平台分享关于有组织犯罪团体的信息；",
        "请秘书长在预算外资源允许的情况下提供技术援助；",
    )
    whole = Block("op1", "operative", "1.", first.rstrip("；") + "，并" + second)
    gone = Block("op2", "operative", "2.", "决定在第十五届预防犯罪大会的头两天举行高级别部分会议；")
    parts = [Block("op1", "operative", "1.", first), Block("op2", "operative", "2.", second)]
    comparison = compare([whole, gone], parts)
    places = Address("A/Y", "op1"), Address("A/Y", "op2")
    carries = (
        Carry(annotation("op1"), "ambiguous", candidates=places),
        Carry(annotation("op2"), "lost"),
        Carry(annotation("op2"), "lost", candidates=places[:1]),
    )
    rows = carry_rows(Plan(Address("A/X"), Address("A/Y"), carries), comparison, str.upper)
    assert [row.key for row in rows if row.focusable] == [
        "op1",
        Candidate("op1", places[0]),
        Candidate("op1", places[1]),
        "op2",
        "op2",
    ]
    texts = [row.text for row in rows]
    assert any("并" in text and text.startswith("鼓励") for text in texts)
    assert "no paragraph of the other text is like it" in texts
    assert "the words that it stands on are not there any more" in texts
    lost = [row for row in rows if row.text == gone.text]
    assert [mark.style for mark in lost[0].marks] == ["removed"]
