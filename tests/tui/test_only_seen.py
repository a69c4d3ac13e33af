"""What is covered is not drawn, and what is not covered is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import Compositor
from textual.geometry import Region

from tests.tui.reader import reading
from unreader.tui.frame.only_seen import OnlySeen, without

SIDES = st.integers(0, 12)
REGIONS = st.builds(Region, SIDES, SIDES, SIDES, SIDES)


def cells_of(region: Region) -> list[tuple[int, int]]:
    return [(x, y) for y in region.line_range for x in region.column_range]


@given(REGIONS, REGIONS)
def test_what_is_left_of_a_region_is_what_the_hole_does_not_cover(region: Region, hole: Region) -> None:
    left = [cell for part in without(region, hole) for cell in cells_of(part)]
    assert len(left) == len(set(left))
    assert set(left) == set(cells_of(region)) - set(cells_of(hole))


async def test_the_screen_is_the_same_and_half_of_it_is_not_drawn(library_root: Path) -> None:
    async with reading(library_root, "A/79/459#para5") as (app, _pilot):
        compositor = app.screen._compositor
        assert isinstance(compositor, OnlySeen)
        seen = [strip.text for strip in compositor.render_strips()]
        drawn = sum(region.intersection(clip).area for region, clip, _ in compositor._get_renders())
        textuals = sum(region.intersection(clip).area for region, clip, _ in Compositor._get_renders(compositor))
        assert textuals > 1.8 * drawn
        OnlySeen._get_renders, kept = Compositor._get_renders, OnlySeen._get_renders  # type: ignore[method-assign]
        try:
            assert [strip.text for strip in compositor.render_strips()] == seen
        finally:
            OnlySeen._get_renders = kept  # type: ignore[method-assign]
