"""No text raises, hangs or loses a character: mutated documents, noise, shapes that grow; measured in bench/fuzz.py."""

from __future__ import annotations

import random

import pytest

from bench.fuzz import SHAPES, inputs, losses, noise, read


@pytest.mark.parametrize("seed", range(4))
def test_mutated_and_random_inputs(seed: int) -> None:
    for text in inputs(150, seed):
        assert losses(text, read(text)) == "", repr(text)


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_that_repeat_without_end(shape: str) -> None:
    text = SHAPES[shape](20_000)
    assert losses(text, read(text)) == ""


def test_noise_and_nesting() -> None:
    for text in (
        noise(30_000, random.Random(7)),  # noqa: S311
        "".join("(" * depth + "a)\n" for depth in range(300)),
        "".join(f"{'  ' * depth}({'abcdefghij'[depth % 10]}) x;\n" for depth in range(1000)),
        "> " * 1000 + "x",
        "《" * 1000 + "》" * 1000,
        "1. 决定：\n" + "(a) 甲：\n(i) 乙：\n" * 1000,
    ):
        assert losses(text, read(text)) == ""


def test_a_text_with_warnings_comes_out_of_everything() -> None:
    document = read("决议草案一\n" * 50 + "7. 七。\n9. 九。¹\n")
    assert document.blocks
    assert document.warnings
