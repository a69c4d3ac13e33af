"""Texts that a report prints under a symbol of their own: the resolutions and decisions that its body adopted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from unreader.library.paths import containers_of
from unreader.model import Block
from unreader.symbols import RESOLUTION_SERIES, resolution_symbol

_ADOPTED = re.compile(r"(?:.*/)?(res|dec)(\d+)_(\d+)")


def printed_texts(kind: str, symbols: Iterable[str], blocks: Iterable[Block]) -> tuple[tuple[str, str], ...]:
    """(symbol, container) of what a report of a body with a series of its own prints: I.D/res33_1 of the Commission on
    Crime Prevention and Criminal Justice is E/CN.15/RES/33/1."""
    bodies = [body for body in RESOLUTION_SERIES for symbol in symbols if symbol.startswith(f"{body}/")]
    if kind != "report" or not bodies:
        return ()
    body = max(bodies, key=len)
    containers = dict.fromkeys(path for block in blocks for path in reversed([block.path, *containers_of(block.path)]))
    found = [(path, match) for path in containers if (match := _ADOPTED.fullmatch(path))]
    return tuple(
        (resolution_symbol(body, f"{match[2]}/{match[3]}", decision=match[1] == "dec"), path) for path, match in found
    )
