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
