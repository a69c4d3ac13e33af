"""What the import window says: how a file stands to the library, and what became of each."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from unreader.said import said
from unreader.tui.page.line_pane import Mark, Paragraph
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.working import Candidate, Imported, Summary

#: How the states of an annotation's anchor are told.
_ANCHORS = {
    "kept": N_("{n} kept"),
    "renumbered": N_("{n} moved with the paragraph's number"),
    "edited": N_("{n} to be confirmed: the paragraph was edited"),
    "ambiguous": N_("{n} to be decided: several places fit"),
    "lost": N_("{n} lost"),
}


def standing_words(file: Path, candidate: Candidate) -> str:
    """What was found in a file, before it is stored."""
    from unreader.sources import printable

    name = printable(file.name)
    if candidate.standing == "same" and candidate.held is not None:
        words = _("{name} is in the library already, as {symbol} ({language}).")
        return words.format(name=name, symbol=candidate.held.symbol, language=candidate.held.language)
    blocks = counted(len(candidate.document.blocks), _("{n} paragraph"), _("{n} paragraphs"))
    if candidate.standing == "changed":
        words = _(
            "{name}, {blocks}: another text of a document that is in the library. It becomes the present version; "
            "the one before is kept."
        )
    else:
        words = _("{name}, {blocks}. This is what was found; correct what is wrong.")
    words = words.format(name=name, blocks=blocks)
    slips = len(candidate.document.warnings)
    if slips:
        words += " " + counted(slips, _("{n} place to look at in it."), _("{n} places to look at in it."))
    return words


def headline(summary: Summary) -> str:
    """How many were imported, skipped, failed."""
    counts = [
        f"{len(found)} {words}"
        for words, found in (
            (_("imported"), summary.imported),
            (_("skipped"), summary.skipped),
            (_("failed"), summary.failed),
        )
        if found
    ]
    told = ", ".join(counts) or _("nothing imported")
    return f"{told}; {_('stopped before the rest')}" if summary.cancelled else told


def rows(summary: Summary) -> list[Paragraph]:
    """A row for each file with its reason; its key is what Enter opens: an entry, or a file to be asked about."""
    from unreader.sources import printable

    shown: list[Paragraph] = []
    for file, imported in summary.imported:
        entry = imported.entry
        about = " · ".join(
            part for part in (entry.date or "", entry.language, entry.kind, entry.title, *_changes(imported)) if part
        )
        shown += _row(entry, "✓", entry.symbol, printable(file.name), about)
    for file, reason in summary.failed:
        unnamed = _("no symbol was found in it: Enter asks which document it is")
        about = unnamed if file in summary.unnamed else said(reason.removeprefix(f"{printable(file.name)}: "))
        shown += _row(file, "!", printable(file.name), "", about)
    for file, imported in summary.skipped:
        entry = imported.entry
        known = _("is in the library already, as {symbol} ({language})")
        about = known.format(symbol=entry.symbol, language=entry.language)
        shown += _row((entry, file), "=", printable(file.name), "", about)
    return shown


def _row(key: Hashable, sign: str, head: str, after: str, about: str) -> list[Paragraph]:
    text = f"{sign} {head}" + (f"  {after}" if after else "")
    marks = (Mark(2, 2 + len(head), "emphasis"), Mark(2 + len(head), len(text), "card-meta"))
    return [
        Paragraph(key, text, "item", marks=marks),
        Paragraph((key, "about"), about, "card-meta", indent=2, focusable=False),
    ]


def _changes(imported: Imported) -> list[str]:
    parts = []
    if (changes := imported.changes) is not None:
        told = _("a new version: {same} paragraphs as before, {changed} changed, {added} new, {removed} gone")
        parts.append(
            told.format(same=changes.same, changed=changes.changed, added=changes.added, removed=changes.removed)
        )
    if imported.anchors:
        states = ", ".join(_(_ANCHORS[state]).format(n=count) for state, count in imported.anchors.items())
        parts.append(_("annotations: {states}").format(states=states))
    return parts
