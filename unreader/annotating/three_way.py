"""A change of a text made again in a text that has been edited since: line by line, an edit is never overwritten."""

from __future__ import annotations

from collections.abc import Sequence

#: Lines start..end of the text before, and what takes their place.
_Hunk = tuple[int, int, list[str]]


def changed_text(before: str, after: str, now: str) -> tuple[str, bool]:
    """Make the change from `before` to `after` in the text as it is `now`; the text, and whether all of it was made.

    Where the lines that it would change have been edited, they stay as they are.
    """
    if now == before:
        return after, True
    old = before.splitlines(keepends=True)
    change, edits = _hunks(old, after.splitlines(keepends=True)), _hunks(old, now.splitlines(keepends=True))
    made = [hunk for hunk in change if hunk not in edits and not any(_meet(hunk, edit) for edit in edits)]
    lines = list(old)
    for start, end, replacement in sorted([*made, *edits], key=lambda hunk: hunk[:2], reverse=True):
        lines[start:end] = replacement
    return "".join(lines), all(hunk in made or hunk in edits for hunk in change)


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[_Hunk]:
    import difflib

    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(i1, i2, list(new[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _meet(one: _Hunk, other: _Hunk) -> bool:
    """Whether two changes touch the same lines, or are made at the same place."""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
