"""A comparison and a history as JSON (docs/json.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unreader.comparing.comparison import Comparison, Pair
from unreader.comparing.stages import History, StepTaken
from unreader.exporting.comparison_runs import addresses
from unreader.exporting.document_json import citation_json


def comparison_json(comparison: Comparison, pairs: Iterable[Pair] | None = None) -> dict[str, Any]:
    """A comparison, or only some of its pairs. `moved` and `citations` are there where they apply."""
    return {
        "a": str(comparison.a),
        "b": str(comparison.b),
        "pairs": [_pair(comparison, pair) for pair in (comparison.pairs if pairs is None else pairs)],
    }


def _pair(comparison: Comparison, pair: Pair) -> dict[str, Any]:
    a, b = addresses(comparison, pair)
    value: dict[str, Any] = {
        "a": str(a) if a else None,
        "b": str(b) if b else None,
        "change": pair.change,
        "edits": [{"a": list(edit.a), "b": list(edit.b)} for edit in pair.edits],
    }
    if pair.moved:
        value["moved"] = True
    if pair.citations:
        value["citations"] = [
            {"a": citation_json(one.a) if one.a else None, "b": citation_json(one.b) if one.b else None}
            for one in pair.citations
        ]
    return value


def history_json(history: History) -> dict[str, Any]:
    """The stages of a text; `texts` are those that a document contains, each with its own."""
    value: dict[str, Any] = {"stages": [_stage(step) for step in history.stages]}
    if history.texts:
        value["texts"] = [
            {"address": str(text), "stages": [_stage(step) for step in steps]} for text, steps in history.texts.items()
        ]
    return value


def _stage(step: StepTaken) -> dict[str, Any]:
    stage = step.stage
    value: dict[str, Any] = {
        "symbol": stage.text.symbol,
        "address": str(step.address) if step.address else None,
        "relation": stage.relation,
        "date": stage.date,
        "source": stage.source,
    }
    if step.comparison is not None:
        value["changes"] = dict(step.comparison.counts)
    if step.pairs:
        value["changes"] = {}
        for pair in step.pairs:
            value["changes"][pair.change] = value["changes"].get(pair.change, 0) + 1
        value["edits"] = [
            {"a": pair.a and pair.a.path, "b": pair.b and pair.b.path, "change": pair.change}
            | {"edits": [{"a": list(edit.a), "b": list(edit.b)} for edit in pair.edits]}
            for pair in step.pairs
        ]
    if step.probable:
        value["probable"] = True
    return value
