"""What the main screens look like. `pytest tests/tui/test_snapshots.py --snapshot-update -n0` after a wanted change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import press, settled
from unreader.library import Library
from unreader.model import Address
from unreader.tui.app import ReaderApp
from unreader.wording import use_language

PP6 = Address("E/2024/30", "I.A/draft3/pp6", "zh")


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((40, 15), ()),
        ((80, 24), ()),
        ((120, 40), ()),
        ((200, 50), ()),
        ((120, 40), ("S", "j", "j", "f", "ctrl+t")),
        ((80, 24), ("t",)),
        ((120, 40), ("tab", "j", "right", "left")),
    ],
    ids=["40x15", "80x24", "120x40", "200x50", "light-below-120x40", "tags-80x24", "side-120x40"],
)
def test_reading(
    library_root: Path, snap_compare: Callable[..., bool], size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = ReaderApp(Library(library_root), address=PP6)

    async def come_to_rest(pilot: Pilot[int]) -> None:
        await settled(app, pilot)
        await press(pilot, *keys)

    assert snap_compare(app, terminal_size=size, run_before=come_to_rest)


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((80, 24), ()),
        ((120, 40), ()),
        ((200, 50), ()),
        ((120, 40), ("c", "enter")),
        ((80, 24), ("ctrl+f", *"网络犯罪", "enter")),
    ],
    ids=["80x24", "120x40", "200x50", "compare-120x40", "search-80x24"],
)
def test_in_chinese(
    library_root: Path,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    monkeypatch.chdir(library_root.parent)  # where a library lies is shown as it was named
    app = ReaderApp(Library(Path(library_root.name)), address=PP6)

    async def come_to_rest(pilot: Pilot[int]) -> None:
        await settled(app, pilot)
        await press(pilot, *keys)
        await app.workers.wait_for_complete()
        await settled(app, pilot)

    use_language("zh")
    try:
        assert snap_compare(app, terminal_size=size, run_before=come_to_rest)
    finally:
        use_language("en")
