"""Changes of the codebook together with the annotations: worked out first, to be looked at, then made as one step.

    change = merge_topics(codebook, annotations, "trafficking/waste", "environment")
    change.annotations                       # how many annotations it would change
    make(change, codebook, annotations)      # the file, the annotations and the notes on topics; undone as one

Working one out raises CodebookError where it cannot be, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct, field

from unreader.annotating.annotations import Annotations
from unreader.annotating.codebook import Codebook
from unreader.annotating.lookup import is_below
from unreader.annotating.topics_file import CodebookError


class TopicChange(Struct, frozen=True):
    """What a change comes to. `retagged` says what becomes of each topic that goes ("": nothing).

    `annotations` change; `emptied` of them have nothing else on them and go. `notes` on topics are moved or go.
    `before` and `text` are those of the codebook's file. `ids` are the annotations that are meant, None for all.
    """

    operation: str
    detail: tuple[str, ...]
    before: str
    text: str
    retagged: Mapping[str, str] = field(default_factory=dict)
    ids: frozenset[str] | None = None
    annotations: int = 0
    emptied: int = 0
    notes: int = 0


def add_topic(codebook: Codebook, path: str, **facts: Any) -> TopicChange:
    """Add a topic, with the facts that `Codebook.add` takes."""
    codebook.refresh()
    draft = codebook.draft()
    added = draft.add(path, **facts)
    return TopicChange("add topic", (added.path,), codebook.text, draft.text)


def edit_topic(codebook: Codebook, path: str, **facts: Any) -> TopicChange:
    """Give a topic other names, definitions, examples, letter, sign or colour."""
    codebook.refresh()
    draft = codebook.draft()
    draft.edit(path, **facts)
    return TopicChange("edit topic", (path,), codebook.text, draft.text)


def rename_topic(codebook: Codebook, annotations: Annotations, old: str, new: str) -> TopicChange:
    """Give a topic, and those below it, a new id; another parent in it moves them."""
    codebook.refresh()
    draft = codebook.draft()
    renamed = draft.rename(old, new).path
    operation = "rename" if renamed.rpartition("/")[0] == old.rpartition("/")[0] else "move topic"
    return _change(operation, (old, renamed), codebook, draft, annotations, _below(codebook, annotations, old, renamed))


def move_topic(codebook: Codebook, annotations: Annotations, path: str, parent: str) -> TopicChange:
    """Put a topic, and those below it, under another one, or ("") at the top."""
    last = path.rpartition("/")[2]
    return rename_topic(codebook, annotations, path, f"{parent}/{last}" if parent else last)


def merge_topics(codebook: Codebook, annotations: Annotations, source: str, target: str) -> TopicChange:
    """Take a topic out in favour of another, those below it with it."""
    codebook.refresh()
    draft = codebook.draft()
    draft.merge(source, target)
    below = _below(codebook, annotations, source, target)
    return _change("merge topics", (source, target), codebook, draft, annotations, below)


def split_topic(
    codebook: Codebook, annotations: Annotations, source: str, new: str, ids: Collection[str], **facts: Any
) -> TopicChange:
    """Give some of the annotations with a topic another one in its place, which is made if it is not there."""
    codebook.refresh()
    draft = codebook.draft()
    if source not in draft:
        raise CodebookError(f"There is no topic {source} to split.")
    if new == source:
        raise CodebookError(f"{source} cannot be split off from itself.")
    path = new if new in draft else draft.add(new, **facts).path
    meant = frozenset(ids)
    return _change("split topic", (source, path), codebook, draft, annotations, {source: path}, meant)


def delete_topic(codebook: Codebook, annotations: Annotations, path: str) -> TopicChange:
    """Take a topic and those below it out, and off the annotations that have them."""
    codebook.refresh()
    draft = codebook.draft()
    draft.delete(path)
    return _change("delete topic", (path,), codebook, draft, annotations, _below(codebook, annotations, path, ""))


def make(change: TopicChange, codebook: Codebook, annotations: Annotations) -> int:
    """Make a change, as one step that can be undone; how many annotations changed. All or nothing.

    Raises CodebookError if the codebook has changed since it was worked out, StoreError.
    """
    codebook.refresh()
    codebook.write_if_missing()
    changed = 0
    with annotations.step(change.operation, "", change.detail):
        if change.text != change.before:
            annotations.change_codebook(change.before, change.text)
        if change.retagged:
            changed = annotations.retag(change.retagged, change.ids)
        if change.ids is None:
            annotations.topic_notes.follow(change.retagged)
    codebook.refresh()
    return changed


def _change(
    operation: str,
    detail: tuple[str, ...],
    codebook: Codebook,
    draft: Codebook,
    annotations: Annotations,
    retagged: Mapping[str, str],
    ids: frozenset[str] | None = None,
) -> TopicChange:
    meant = {one.id: one for topic in retagged for one in annotations.by_topic(topic) if ids is None or one.id in ids}
    changed = [one for one in meant.values() if any(topic in retagged for topic in one.topics)]
    emptied = [one for one in changed if not one.note and not any(retagged.get(topic, topic) for topic in one.topics)]
    notes = sum(annotations.topic_notes.at(topic) is not None for topic in retagged) if ids is None else 0
    return TopicChange(operation, detail, codebook.text, draft.text, retagged, ids, len(changed), len(emptied), notes)


def _below(codebook: Codebook, annotations: Annotations, old: str, new: str) -> dict[str, str]:
    """What becomes of a topic and all below it, those that only annotations have too."""
    known = [topic.path for topic in codebook.topics] + list(annotations.topic_counts())
    return {path: new + path[len(old) :] if new else "" for path in dict.fromkeys(known) if is_below(path, old)}
