"""Annotations, the codebook, the store (TinyDB), undo, anchors.

`Annotations` is opened on a library's annotations folder; `unreader.annotating.codebook.Codebook` on its `topics.toml`.
Each name is loaded when it is asked for: a command that only counts does without the store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unreader.annotating.anchors import Anchor, Place, place_at, place_of
    from unreader.annotating.annotations import Annotations
    from unreader.annotating.history import Changed, Step
    from unreader.annotating.journal import NewerStoreError, Problem, StoreError
    from unreader.annotating.records import Annotation

__all__ = [
    "Anchor",
    "Annotation",
    "Annotations",
    "Changed",
    "NewerStoreError",
    "Place",
    "Problem",
    "Step",
    "StoreError",
    "place_at",
    "place_of",
]

_ROOMS = {
    "anchors": ("Anchor", "Place", "place_at", "place_of"),
    "annotations": ("Annotations",),
    "history": ("Changed", "Step"),
    "journal": ("NewerStoreError", "Problem", "StoreError"),
    "records": ("Annotation",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    return value
