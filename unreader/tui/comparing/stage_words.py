"""Stages of a text: looked for aside, and told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from unreader.library import Library
from unreader.model import Address
from unreader.tui.aside import StoppedError
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.comparing.stages import History, StepTaken

RELATIONS = {
    "draft": N_("draft"),
    "revised": N_("revised draft"),
    "recommended": N_("recommended"),
    "adopted": N_("adopted"),
}
#: With more documents that the index of similar paragraphs does not know yet, probable stages are looked for only
#: among those that it knows.
_MANY = 50


class FoundStages(Struct, frozen=True):
    """The stages of a text, and how many documents were not looked through for probable ones."""

    history: History
    unindexed: int = 0


def history_aside(library: Library, address: Address, wanted: Callable[[], bool]) -> Callable[[], FoundStages]:
    """The work of finding the stages of a text, for a thread: it opens a library of its own.

    It stops, with StoppedError, once `wanted` says no.
    """

    def told(share: float) -> None:
        if not wanted():
            raise StoppedError

    def work() -> FoundStages:
        from unreader.comparing.similar import Similar
        from unreader.comparing.stages import history_of

        own = library.twin()
        similar = Similar(own)
        try:
            waiting = len(similar.waiting())
            if waiting <= _MANY:
                similar.update(lambda done, of: told(done / of))
                waiting = 0
            return FoundStages(history_of(own, address, similar, told), waiting)
        finally:
            similar.close()

    return work


def relation_words(step: StepTaken) -> str:
    """What a stage is, its date, and that it is only probable where it is."""
    relation = _(RELATIONS.get(step.stage.relation, step.stage.relation))
    if step.probable:
        relation = _("probable, not confirmed: {relation}").format(relation=relation)
    return " · ".join(part for part in (relation, step.stage.date or "") if part)


def source_words(step: StepTaken) -> str:
    """How a stage is known."""
    from unreader.comparing.stages import CONFIRMED

    if step.shared is not None:
        said = _("{n} of {of} paragraphs are nearly the same")
        return said.format(n=step.shared[0], of=step.shared[1])
    if step.stage.source == CONFIRMED:
        return _("confirmed by a person")
    return _("known by {source}").format(source=step.stage.source)
