"""Annotations, the codebook, the store (TinyDB), undo, anchors.

`Annotations` is opened on a library's annotations folder; `unreader.annotating.codebook.Codebook` on its `topics.toml`.
"""

from __future__ import annotations

from unreader.annotating.anchors import Anchor, Place, place_at, place_of
from unreader.annotating.annotations import Annotations
from unreader.annotating.history import Changed, Step
from unreader.annotating.records import Annotation
from unreader.annotating.storage import NewerStoreError, Problem, StoreError

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
