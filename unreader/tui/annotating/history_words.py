"""Changes of annotations in words, and as lines of a list: steps of the history, and what they made of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from unreader.breaking import visible
from unreader.model import Address
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.page.shortening import shortened
from unreader.tui.place_words import meaning
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.annotating import Changed, Step

#: How much of a note is shown, in cells.
_NOTE_CELLS = 160

#: What a step of the history is called, by its name in the data.
OPERATIONS = {
    "tag": N_("a tag"),
    "untag": N_("taking a tag away"),
    "note": N_("a note"),
    "unnote": N_("removing a note"),
    "delete": N_("removing an annotation"),
    "rename": N_("renaming a topic"),
    "drop": N_("dropping a topic"),
    "retag": N_("other topics in the place of some"),
    "add topic": N_("a new topic"),
    "edit topic": N_("editing a topic"),
    "move topic": N_("moving a topic"),
    "merge topics": N_("merging topics"),
    "split topic": N_("splitting a topic"),
    "delete topic": N_("deleting a topic"),
    "import": N_("taking in annotations"),
    "carry": N_("carrying annotations to another text"),
    "carry over": N_("following a changed text"),
    "confirm": N_("placing an annotation"),
    "readdress": N_("following a corrected symbol"),
    "go back": N_("going back in the history"),
    "reject citation": N_("rejecting a citation"),
    "correct citation": N_("correcting a citation"),
    "withdraw correction": N_("bringing a citation back"),
    "accept suggestion": N_("accepting a suggestion"),
    "dismiss suggestion": N_("dismissing a suggestion"),
    "withdraw dismissal": N_("bringing a suggestion back"),
    "never suggest": N_("a word that suggests no topic"),
}
#: A suggestion as it stands after a change; else it is made.
_SUGGESTION = {"accepted": "✓ {topic}", "rejected": "✗ {topic}"}
#: Steps whose details are topics, worth showing beside what was done.
_WITH_DETAIL = {
    *("tag", "untag", "rename", "drop", "go back"),
    *("accept suggestion", "dismiss suggestion", "withdraw dismissal", "never suggest"),
    *("add topic", "edit topic", "move topic", "merge topics", "split topic", "delete topic"),
}


def operation_words(step: Step) -> str:
    """What was done: "a tag", "merging topics"."""
    return _(OPERATIONS.get(step.operation, step.operation))


def place_of_step(step: Step) -> str:
    """Where it was done: the place, the topic, or all documents."""
    where = Address.parse(step.address) if step.address else None
    if where is not None:
        return visible(meaning(where.symbol, where.path))
    return _detail(step) if step.detail else _("all documents")


def _detail(step: Step) -> str:
    return visible((", " if step.operation in ("tag", "untag") else " → ").join(step.detail))


def step_paragraph(step: Step) -> Paragraph:
    """A step as a line of the list of changes, with its number as key."""
    time = step.at.replace("T", " ").removesuffix("Z")
    words = operation_words(step)
    detail = _detail(step) if step.operation in _WITH_DETAIL else ""
    where = place_of_step(step) if step.address else ""
    head = f"{time}  {visible(step.author)}  "
    text = head + "  ".join(part for part in (words, detail, where) if part)
    if step.count > 1:
        text += "  " + counted(step.count, _("{n} annotation"), _("{n} annotations"))
    marks = [Mark(0, len(head), "card-meta"), Mark(len(head), len(head) + len(words), "emphasis")]
    if step.undone:
        text += "  " + _("undone")
        marks.append(Mark(0, len(text), "removed"))
    return Paragraph(step.number, text, "item", label=str(step.number), marks=tuple(marks))


def difference_paragraphs(found: Sequence[Changed], most: int, of: int = 0) -> list[Paragraph]:
    """What each row was before and is after, a line each, for the first `most` of them; how many more there are.

    `of` says how many there are in all, where not all are given.
    """
    shown = []
    found = [one for one in found if not _only_counts(one)]
    for number, one in enumerate(sorted(found, key=_is_codebook)[:most]):
        shown.append(_difference(number, one))
        if _is_codebook(one):
            shown += _lines(one, most)
    if (rest := max(of, len(found)) - most) > 0:
        more = counted(rest, _("and {n} more"), _("and {n} more"))
        shown.append(Paragraph("more", more, "hint", focusable=False))
    return shown


def _difference(number: int, one: Changed) -> Paragraph:
    text, marks = _where(one) + "  ", []
    marks.append(Mark(0, len(text), "card-meta"))
    for words, style in _parts(one):
        marks.append(Mark(len(text), len(text) + len(words), style))
        text += words + "  "
    return Paragraph(("difference", number), text.rstrip(), "card-text", marks=tuple(marks))


def _where(one: Changed) -> str:
    row: dict[str, Any] = one.after or one.before or {}
    if _is_codebook(one):
        return _("the codebook")
    if "topic" in row and "address" not in row:
        return visible(str(row["topic"]))
    address = Address.parse(str(row.get("address", "")))
    return visible(meaning(address.symbol, address.path))


def _parts(one: Changed) -> Iterator[tuple[str, str]]:
    """What differs, in pieces with their styles."""
    before, after = one.before or {}, one.after or {}
    had, has = before.get("topics", []), after.get("topics", [])
    yield from ((f"− {visible(topic)}", "removed") for topic in had if topic not in has)
    yield from ((f"+ {visible(topic)}", "added") for topic in has if topic not in had)
    for note, style in ((before.get("note", ""), "removed"), (after.get("note", ""), "added")):
        if note and before.get("note", "") != after.get("note", ""):
            yield f"✎ {shortened(visible(note.replace(chr(10), ' ')), _NOTE_CELLS)}", style
    if before.get("address", "") != after.get("address", "") and before and after:
        yield visible(str(before.get("address", ""))), "removed"
        yield visible(str(after.get("address", ""))), "added"
    if before.get("anchor") != after.get("anchor") and before and after:
        yield f"{before.get('anchor', '')} → {after.get('anchor', '')}", "changed"
    if "decided" in before or "decided" in after:
        topic = visible(str((after or before).get("topic", "")))
        yield _SUGGESTION.get(str(after.get("decided", "")), "? {topic}").format(topic=topic), "changed"
    if before.get("never", False) != after.get("never", False):
        word = visible(str((after or before).get("word", "")))
        yield (f"− {word}", "removed") if after.get("never") else (f"+ {word}", "added")
    if "decision" in before or "decision" in after:
        yield visible(str((after or before).get("quote", ""))), "changed"


def _only_counts(one: Changed) -> bool:
    """Whether it is no more than how often a word of suggestions was right: nobody decided that by itself."""
    before, after = one.before or {}, one.after or {}
    return "word" in {**before, **after} and before.get("never", False) == after.get("never", False)


def _is_codebook(one: Changed) -> bool:
    return "text" in (one.after or one.before or {})


def _lines(one: Changed, most: int) -> Iterator[Paragraph]:
    """The lines of the codebook's file that went and came."""
    import difflib

    before, after = str((one.before or {}).get("text", "")), str((one.after or {}).get("text", ""))
    lines = (line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] in ("- ", "+ "))
    for number, line in enumerate([line for line in lines if line[2:].strip()][:most]):
        text = shortened(visible(line.replace("- ", "− ", 1)), _NOTE_CELLS)
        marks = (Mark(0, len(text), "removed" if line[0] == "-" else "added"),)
        yield Paragraph(("line", number), text, "card-text", marks=marks, indent=2, focusable=False)
