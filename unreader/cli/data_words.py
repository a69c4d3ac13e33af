"""The words that stand for kinds, states and changes: data for a program, and a word of their language for a person.

JSON and the lines of a pipe have them as they are, whatever the language is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from unreader.wording import N_, _

#: By what they say something of.
KINDS = (
    *(N_("resolution"), N_("decision"), N_("report"), N_("treaty"), N_("letter"), N_("record"), N_("other")),
    *(N_("meta"), N_("title"), N_("heading"), N_("body"), N_("preambular"), N_("operative"), N_("paragraph")),
    *(N_("item"), N_("vote"), N_("footnote"), N_("signature"), N_("document")),
)
CITATION_STATES = (N_("opens"), N_("known"), N_("unknown"), N_("ambiguous"))
ANCHOR_STATES = (N_("kept"), N_("renumbered"), N_("edited"), N_("lost"))
RELATIONS = (N_("draft"), N_("revised"), N_("recommended"), N_("adopted"), N_("annexed"))
LEVELS = (N_("mend"), N_("warning"))
DECISIONS = (N_("cites nothing"), N_("nothing"), N_("accepted"), N_("rejected"))
SETTINGS = (N_("file"), N_("no key"))
TAGGED = (N_("tagged"), N_("untagged"))
#: What a step of the history does.
OPERATIONS = (
    *(N_("tag"), N_("untag"), N_("note"), N_("unnote"), N_("delete"), N_("rename"), N_("drop"), N_("retag")),
    *(N_("add topic"), N_("edit topic"), N_("move topic"), N_("merge topics"), N_("split topic"), N_("delete topic")),
    *(N_("import"), N_("carry"), N_("carry over"), N_("confirm"), N_("readdress"), N_("go back")),
    *(N_("reject citation"), N_("correct citation"), N_("withdraw correction")),
    *(N_("accept suggestion"), N_("dismiss suggestion"), N_("withdraw dismissal"), N_("never suggest")),
)
#: What a step is about where it has no place: lines of addresses and topics.
FROM_INPUT = N_("from standard input")
FIELDS = (N_("topics"), N_("address"), N_("anchor"), N_("text"), N_("codebook"))
#: All of them.
WORDS = frozenset(
    (
        *KINDS,
        *CITATION_STATES,
        *ANCHOR_STATES,
        *RELATIONS,
        *LEVELS,
        *DECISIONS,
        *TAGGED,
        *SETTINGS,
        *OPERATIONS,
        *FIELDS,
    )
)


def word(data: str) -> str:
    """A word of the data in the language of the interface; anything else as it is."""
    return _(data) if data in WORDS else data


def shown(data: str) -> str:
    """The same, for a table: on a terminal alone."""
    return word(data) if sys.stdout.isatty() else data


def state_words(state: str, stages: Sequence[str]) -> str:
    """The state of a citation in a table, with the addresses at which another stage of its target stands."""
    if not stages:
        return shown(state)
    told = N_("{state}; other stage: {stages}")
    return (_(told) if sys.stdout.isatty() else told).format(state=shown(state), stages=", ".join(stages))
