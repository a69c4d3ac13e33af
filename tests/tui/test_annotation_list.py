"""The list of annotations, its filter and statistics, and the export, on the real documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.reader import messages, press, reading, screen_text, text_only, type_text, window_message
from unreader.annotating import Annotations, place_at
from unreader.library import Library
from unreader.model import Address
from unreader.tui.annotating.annotations_screen import AnnotationsScreen
from unreader.tui.app import ReaderApp
from unreader.tui.frame.dialog import ChoiceList
from unreader.tui.reading.screen import ReadingScreen


@pytest.fixture
def annotated(library_root: Path) -> Path:
    """The library with tags and notes on two documents."""
    library = Library(library_root)
    with Annotations(library_root / "annotations") as annotations:
        for symbol, path, topics, note, span in [
            ("A/RES/78/229", "op55", ["trafficking/persons"], "", None),
            ("A/RES/78/229", "op66", ["trafficking/wildlife", "environment"], "see *CITES*", None),
            ("A/RES/78/229", "op66", ["environment"], "", (0, 4)),
            ("A/RES/78/229", "op75", ["cybercrime"], "", None),
            ("A/RES/78/229", "pp3", [], "only a note", None),
            ("E/RES/2021/20", "annex/para87", ["environment"], "", None),
        ]:
            address, document = Address(symbol, path, "zh"), library.document(symbol, "zh")
            if topics:
                annotations.tag(address, topics, place_at(document, path), span=span)
            if note:
                annotations.note(address, note, place_at(document, path), span=span)
    return library_root


def listed(app: ReaderApp) -> AnnotationsScreen:
    screen = app.screen
    assert isinstance(screen, AnnotationsScreen)
    return screen


def counts(app: ReaderApp) -> str:
    return str(listed(app).query_one("#said").render())  # type: ignore[attr-defined]


async def test_the_filter_counts_as_one_types_and_says_what_is_wrong(annotated: Path) -> None:
    async with reading(annotated, "A/RES/78/229#op66") as (app, pilot):
        await press(pilot, "a")
        assert counts(app) == "5 annotations · 2 notes"
        assert "Traffickinginwildlife" in text_only(app)
        await press(pilot, "slash")
        for typed, said in [
            ("trafficking", "2 annotations of 5 · 1 note"),
            ("trafficking and not environment", "1 annotation of 5 · 0 notes"),
            ("environment kind:operative", "2 annotations of 5 · 1 note"),
            ('note:"only a"', "1 annotation of 5 · 1 note"),
            ("cites:UNTS/2237/39574", "1 annotation of 5 · 0 notes"),
            ("doc:E/RES/2021/20", "0 annotations of 5 · 0 notes"),
        ]:
            app.screen.query_one(Input).value = ""
            await type_text(pilot, typed)
            assert counts(app) == said, typed
        app.screen.query_one(Input).value = ""
        await type_text(pilot, "trafficking and kond:operative")
        assert "did you mean kind:?" in counts(app)
        assert len(listed(app).chosen()) == 1
        # The whole library, then back to the line with what is wrong in it.
        await press(pilot, "escape", "escape", "l")
        assert counts(app) == "6 annotations · 2 notes"
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.address == Address("E/RES/2021/20", "annex/para87", "zh")
        await press(pilot, "a")
        assert listed(app).chosen()[0].address.path == "annex/para87"


async def test_what_is_marked_is_tagged_and_deleted_as_one_change(annotated: Path) -> None:
    def stored() -> dict[str, tuple[str, ...]]:
        with Annotations(annotated / "annotations") as annotations:
            return {f"{one.address.path} {one.span}": one.topics for one in annotations.of_document("A/RES/78/229")}

    before = stored()
    async with reading(annotated, "A/RES/78/229#op66") as (app, pilot):
        await press(pilot, "a", "slash", *"environment", "enter", "m", "m")
        assert "2 marked" in counts(app)
        await press(pilot, "t", "c", "escape")
        assert stored() == before | {
            "op66 None": ("trafficking/wildlife", "environment", "cybercrime"),
            "op66 (0, 4)": ("environment", "cybercrime"),
        }
        await press(pilot, "u")
        assert stored() == before
        await press(pilot, "M", "M", "d")
        assert "2 annotations deleted" in messages(app)
        assert not any(name.startswith("op66") for name in stored())
        assert counts(app) == "0 annotations of 3 · 0 notes"
        await press(pilot, "u", "escape")
        assert stored() == before
        assert isinstance(app.screen, ReadingScreen)


async def test_filters_are_saved_by_name_and_statistics_lead_to_lists(annotated: Path) -> None:
    async with reading(annotated, "A/RES/78/229#op66") as (app, pilot):
        await press(pilot, "a", "s")
        assert "no filter to save" in messages(app)
        await press(pilot, "slash", *"environment", "enter", "s", *"green", "enter")
        assert 'green = "environment"' in (annotated / "annotations" / "filters.toml").read_text("utf-8")
        await press(pilot, "slash", "escape", "escape", "f", "enter")
        assert app.screen.query_one(Input).value == "filter:green"
        assert counts(app).startswith("2 annotations of 5")
        await press(pilot, "slash", "escape", "escape", "tab")
        shown = text_only(app)
        for part in ("✿Environment2", "⇄Traffickingandsmuggling2", "operative4", "3of178paragraphstagged"):
            assert part in shown, part
        assert "Environment+Traffickinginwildlife1" in shown
        row = next(one for one in listed(app).pane.paragraphs if one.key == ("topic", "environment"))
        listed(app).pane.focus_paragraph(row.key)
        await press(pilot, "enter")
        assert counts(app).startswith("2 annotations of 5")
        await press(pilot, "tab", "end", "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.pane.text.focus_key == "pp1"
        await press(pilot, "a", "tab", "f", "delete", "escape")
        assert "green" not in (annotated / "annotations" / "filters.toml").read_text("utf-8")


async def test_an_export_is_shown_before_it_is_written(annotated: Path, tmp_path: Path) -> None:
    exports = annotated / "annotations" / "exports"
    async with reading(annotated, "A/RES/78/229#op66") as (app, pilot):
        await press(pilot, "e", "enter")
        assert "1 file would be written" in screen_text(app)
        assert not exports.exists()
        await press(pilot, "escape", "e", "enter", "enter")
        (file,) = exports.glob("*.md")
        assert file.name == "A_RES_78_229.md"
        assert str(file) in messages(app)
        # An edited block is left alone, what is between the keep marks stays, and both are seen before it is written.
        text = file.read_text("utf-8")
        edited = text.replace("see *CITES*", "see CITES by hand", 1)
        assert edited != text
        lines = edited.split("\n")
        keep = next(number for number, line in enumerate(lines) if line.startswith("<!-- unreader:keep"))
        lines.insert(keep + 1, "my own words")
        file.write_text("\n".join(lines), "utf-8")
        app.notebook.write(Address("A/RES/78/229", "op75", "zh"), "a new note")
        await press(pilot, "e", "enter")
        assert "waseditedbyhand" in text_only(app).replace("│", "")
        added = [one.text for one in app.screen.query_one(ChoiceList).paragraphs if one.kind == "added"]
        assert "+> a new note" in added
        await press(pilot, "enter")
        again = file.read_text("utf-8")
        assert "see CITES by hand" in again
        assert "my own words" in again
        assert "a new note" in again
        assert "left as it was edited" in messages(app)
        # Another format, all of the library, one file for each topic, by a filter.
        await press(pilot, "e", "f", "f", "f", "d", "o", "o", "tab", *"environment", "enter", "enter")
        assert {one.name for one in exports.glob("*.csv")} == {
            "topic-environment.csv",
            "topic-trafficking_wildlife.csv",
        }
        # What is wrong is said where it was typed, and nothing is written.
        await press(pilot, "e", "tab", *"kond:x", "enter")
        assert "did you mean kind:?" in window_message(app)
        await press(pilot, "ctrl+u", "tab", *"/none.j2", "enter")
        assert "none.j2" in window_message(app)
