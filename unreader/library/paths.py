"""Paths as a library reads them: the containers around a place, the footnote that a mark calls, a citation's place."""

from __future__ import annotations

from collections.abc import Iterable

from unreader.model import Citation


def containers_of(path: str) -> list[str]:
    """The containers of a path, innermost first: I.A/draft3/op5(a) → I.A/draft3/op5, I.A/draft3, I.A."""
    containers = []
    while path:
        cut = max(path.rfind("/"), path.rfind("("))
        if cut < 0:
            break
        path = path[:cut]
        containers.append(path)
    return containers


def footnote_path(block: str, label: str, notes: Iterable[str]) -> str:
    """The path of the footnote that a mark in a block calls: the one in the innermost container that has it, or ""."""
    known = notes if isinstance(notes, set | frozenset | dict) else set(notes)
    for container in (*containers_of(block), ""):
        candidate = f"{container}/fn{label}" if container else f"fn{label}"
        if candidate in known:
            return candidate
    return ""


def pinpoint_of(citation: Citation) -> str:
    """The place that a citation names within its work: A/RES/76/181#annex with para29 → annex/para29."""
    inner = citation.target.partition("#")[2]
    return "/".join(part for part in (inner, citation.pinpoint) if part)
