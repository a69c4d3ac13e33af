"""Footnotes get their paths: by label where the document numbers them through, else inside the text that restarts."""

from __future__ import annotations

from collections import Counter, deque

from msgspec.structs import replace

from unreader.model import Block, ParseWarning

#: A footnote is called within so many blocks after it at the latest.
_REACH = 200
_NONE: deque[int] = deque()
_NUMBERING_TEXTS = ("draft", "decision", "res", "dec", "annex")


def place_footnotes(blocks: list[Block]) -> tuple[list[Block], list[ParseWarning]]:
    """The blocks with paths for their footnotes, and warnings for marks and footnotes without each other."""
    runs = _runs(blocks)
    restarts = len(runs) > 1
    placed = list(blocks)
    taken: Counter[str] = Counter()
    warnings: list[ParseWarning] = []
    called = _callers(blocks, runs)
    for _number, run in enumerate(runs):
        homes = [called.get(place) for place in run]
        home = _home(next((path for path in homes if path is not None), ""), restarts)
        for place, caller in zip(run, homes, strict=True):
            step = f"fn{blocks[place].label}"
            own = _home(caller, restarts) if caller is not None and not blocks[place].label.isdigit() else home
            path = f"{own}/{step}" if own else step
            taken[path] += 1
            if taken[path] > 1:
                path = f"{path}~{taken[path]}"
            placed[place] = replace(blocks[place], path=path)
            if caller is None:
                warnings.append(ParseWarning(path, f"footnote {blocks[place].label} is called nowhere in the text"))
    return placed, [*warnings, *_lost_marks(blocks, runs)]


def _runs(blocks: list[Block]) -> list[list[int]]:
    """Footnotes grouped into runs whose numbers go up: a new run begins where the numbers start again."""
    runs: list[list[int]] = []
    last = 0
    for place, block in enumerate(blocks):
        if block.kind != "footnote":
            continue
        number = int(block.label) if block.label.isdigit() else 0
        if not runs or (number and number <= last):
            runs.append([])
            last = 0
        runs[-1].append(place)
        last = number or last
    return runs


def _callers(blocks: list[Block], runs: list[list[int]]) -> dict[int, str]:
    """For each footnote the path of the block that calls it first: the marks of a run lie around its footnotes."""
    called: dict[int, str] = {}
    begin = 0
    for index, run in enumerate(runs):
        end = runs[index + 1][0] if index + 1 < len(runs) else len(blocks)
        waiting: dict[str, deque[int]] = {}
        for place in run:
            waiting.setdefault(blocks[place].label, deque()).append(place)
        for at in range(begin, end):
            for mark in blocks[at].footnotes:
                places = waiting.get(mark.label, _NONE)
                while places and places[0] + _REACH <= at:
                    places.popleft()
                if places:
                    called[places.popleft()] = blocks[at].path
        begin = run[-1] + 1
    return called


def _home(path: str, restarts: bool) -> str:
    """The innermost text with numbering of its own in which a path lies; empty where footnotes run on."""
    if not restarts:
        return ""
    steps = path.split("/")[:-1]
    for depth in range(len(steps), 0, -1):
        if steps[depth - 1].rstrip("0123456789_").rstrip("_") in _NUMBERING_TEXTS:
            return "/".join(steps[:depth])
    return ""


def _lost_marks(blocks: list[Block], runs: list[list[int]]) -> list[ParseWarning]:
    labels = {blocks[place].label for run in runs for place in run}
    return [
        ParseWarning(block.path, f"the mark {mark.label} calls a footnote that is not there")
        for block in blocks
        for mark in block.footnotes
        if mark.label not in labels
    ]
