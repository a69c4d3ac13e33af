"""Stages of a text: looked for aside, and told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from unreader.library import Library
from unreader.model import Address
from unreader.tui.wording import N_, _

if TYPE_CHECKING:
    from unreader.comparing.stages import History, StepTaken

RELATIONS = {
    "draft": N_("draft"),
    "revised": N_("revised draft"),
    "recommended": N_("recommended"),
    "adopted": N_("adopted"),
}
#: With more documents that the index of similar paragraphs does not know yet, probable stages are looked for only in
#: those that it knows.
_MANY = 50


def history_aside(library: Library, address: Address) -> Callable[[], History]:
    """The work of finding the stages of a text, for a thread: it opens a library of its own."""

    def work() -> History:
        from unreader.comparing.similar import Similar
        from unreader.comparing.stages import history_of

        own = library.twin()
        similar = Similar(own)
        try:
            if len(similar.waiting()) <= _MANY:
                similar.update()
            return history_of(own, address, similar)
        finally:
            similar.close()

    return work


def relation_words(step: StepTaken) -> str:
    """What a stage is, its date, and that it is only probable where it is."""
    relation = _(RELATIONS.get(step.stage.relation, step.stage.relation))
    if step.probable:
        relation = _("probable, not confirmed: {relation}").format(relation=relation)
    return " · ".join(part for part in (relation, step.stage.date or "") if part)
