"""Annotations whose text has changed, one after the other: the old words against the new, where it may stand, a choice.

Nothing is placed, and nothing removed, but by a key; each is a step of the history that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from unreader.model import Address, UnreaderError
from unreader.tui.annotating.undoing import UndoingScreen
from unreader.tui.aside import aside, own
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.layout import Badge, Mark, Paragraph
from unreader.tui.place_words import meaning
from unreader.tui.signs import NOTE_SIGN
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unreader.annotating import Annotation
    from unreader.annotating.anchors import AnchorState
    from unreader.working.reviewing import Candidate, Review

_STATES = {
    "edited": N_("the paragraph has been edited: is it still this one?"),
    "ambiguous": N_("more than one paragraph may be it: which?"),
    "lost": N_("its paragraph is not in the text any more"),
    "kept": N_("it stands where it stood"),
    "renumbered": N_("it has another number"),
}


class ReviewScreen(UndoingScreen):
    """One annotation at a time, with the places where it may stand."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "review", "undoing")
    AUTO_FOCUS: ClassVar[str | None] = "#review"
    DEFAULT_CSS = """
    ReviewScreen {
        & ReadingPane { background: $background; }
        & ReadingPane > .line-pane--quote { color: $foreground 82%; text-style: none; }
    }
    """

    def __init__(self, notebook: Notebook) -> None:
        super().__init__()
        self._notebook = notebook
        self._waiting: tuple[Annotation, ...] = ()
        self._shown_id = ""
        self._at = 0
        self._review: Review | None = None

    def compose(self) -> ComposeResult:
        """Title, the annotation with its places, keys."""
        yield TitleBar()
        yield ReadingPane(id="review")
        bar = KeyBar()
        bar.where = "review"
        yield bar

    @property
    def _pane(self) -> ReadingPane:
        return self.query_one("#review", ReadingPane)

    def on_mount(self) -> None:
        """Show what waits, and look aside whether texts have changed without an import."""
        self._pane.centred = False
        self.annotations_changed()
        root = self.reader_app.library.root

        def work() -> Mapping[AnchorState, int]:
            from unreader.working import follow

            with own(root) as (library, annotations):
                return follow(library, annotations)

        def done(outcome: Mapping[AnchorState, int] | UnreaderError) -> None:
            if isinstance(outcome, UnreaderError):
                self.reader_app.warn(outcome)
            elif outcome and self._notebook.refresh():
                self.reader_app.annotations_changed()

        aside(self.app, work, done)

    def annotations_changed(self) -> None:
        """Show the same annotation as it is now, the next one where it waits no more, or the one that came back."""
        before = {one.id for one in self._waiting}
        self._waiting = self.annotations.to_review()
        ids = [one.id for one in self._waiting]
        fresh = [id_ for id_ in ids if id_ not in before]
        if before and len(fresh) == 1:
            self._shown_id = fresh[0]
        self._at = ids.index(self._shown_id) if self._shown_id in ids else min(self._at, max(0, len(ids) - 1))
        self._show()

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        from unreader.working.reviewing import review

        title = self.query_one(TitleBar)
        title.symbol = _("To review")
        if not self._waiting:
            self._review, self._shown_id = None, ""
            title.within, title.place = (), ""
            said = _("Nothing waits: every annotation stands where it belongs.")
            self._pane.show([Paragraph("none", said, "hint", space_before=1, focusable=False)])
            return
        annotation = self._waiting[self._at]
        self._shown_id = annotation.id
        self._review = review(self.reader_app.library, annotation)
        title.within = (meaning(annotation.address.symbol, annotation.address.path),)
        title.place = _("{number} of {count}").format(number=self._at + 1, count=len(self._waiting))
        lines = [*self._head(annotation), *self._places(self._review)]
        self._pane.show(lines, focus=next((one.key for one in lines if one.focusable), None))

    def _head(self, annotation: Annotation) -> list[Paragraph]:
        """What was annotated, where, and how it was."""
        state = _(_STATES.get(annotation.anchor.state, annotation.anchor.state))
        where = meaning(annotation.address.symbol, annotation.address.path)
        text = _("{name}: {value}").format(name=where, value=state)
        tags = self._notebook.tags(annotation.topics)
        lines = [
            Paragraph("head", text, "card-head", marks=(Mark(0, len(where), "label"),), space_before=1, focusable=False)
        ]
        best = self._review.candidates[0] if self._review and self._review.candidates else None
        removed = tuple(Mark(*edit.a, "removed") for edit in best.edits if edit.a[0] < edit.a[1]) if best else ()
        before, after = annotation.anchor.before, annotation.anchor.after
        if annotation.whole:
            quote, marks = annotation.quote, removed
        else:
            quote = f"…{before}{annotation.quote}{after}…"
            start = 1 + len(before)
            marks = (
                Mark(start, start + len(annotation.quote), "span"),
                *(Mark(mark.start + start, mark.end + start, mark.style) for mark in removed),
            )
        badges = tuple(Badge(tag.sign, tag.style, tag.name) for tag in tags)
        lines.append(Paragraph("was", _("As it was annotated:"), "card-meta", space_before=1, focusable=False))
        lines.append(Paragraph("quote", quote, "quote", marks=marks, badges=badges, indent=2, focusable=False))
        if annotation.note:
            note = " ".join(annotation.note.split("\n"))
            lines.append(Paragraph("note", note, "note", label=NOTE_SIGN, indent=2, focusable=False))
        return lines

    def _places(self, review: Review) -> list[Paragraph]:
        """The places to choose from, each with what differs from the words that were annotated."""
        if review.missing:
            said = _("This document is not in the library. Import it again, leave the annotation, or delete it.")
            return [Paragraph("missing", said, "hint", space_before=1, focusable=False)]
        if not review.candidates:
            said = keyed(
                _(
                    "Nothing in the text is like it. {other_place} names a place, "
                    "{delete_annotation} deletes the annotation."
                )
            )
            return [Paragraph("nothing", said, "hint", space_before=1, focusable=False)]
        proposed = sum(one.proposed for one in review.candidates)
        said = (
            counted(proposed, _("It is proposed here:"), _("It may be one of these:"))
            if proposed
            else _("Nothing is proposed. The likest:")
        )
        lines = [Paragraph("may", said, "card-meta", space_before=1, focusable=False)]
        for number, one in enumerate(review.candidates):
            if number == proposed and proposed:
                others = _("Others that are like it:")
                lines.append(Paragraph("others", others, "card-meta", space_before=1, focusable=False))
            lines += _place(number, one)
        return lines

    def _chosen(self) -> Candidate | None:
        key = self._pane.focus_key
        found = self._review.candidates if self._review is not None else ()
        return found[key] if isinstance(key, int) and key < len(found) else None

    # -- keys ------------------------------------------------------------------------------------------------------

    def action_confirm_place(self) -> None:
        """It stands at the place in focus."""
        chosen = self._chosen()
        if chosen is None:
            said = _(
                "There is no place to confirm. {other_place} names one, {next_review} goes on, "
                "{delete_annotation} deletes the annotation."
            )
            self.reader_app.tell(keyed(said))
            return
        self._put(chosen)

    def _put(self, candidate: Candidate) -> None:
        from unreader.working.reviewing import place

        if self._review is None:
            return
        annotation = self._review.annotation
        where = meaning(candidate.address.symbol, candidate.address.path)
        self._do(
            lambda: place(self.reader_app.library, self.annotations, annotation, candidate),
            keyed(_("It stands at {where} now. {undo} takes that back."), where=where),
        )

    def _do(self, change: Callable[[], object], said: str) -> None:
        try:
            change()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        self.reader_app.annotations_changed()
        self.reader_app.tell(said)

    def action_next_review(self) -> None:
        """Leave this one as it is, and go on."""
        self._step(1)

    def action_previous_review(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._waiting:
            self._at = (self._at + step) % len(self._waiting)
            self._show()

    def action_delete_annotation(self) -> None:
        """Remove the annotation."""
        if self._review is not None:
            id_ = self._review.annotation.id
            self._do(lambda: self.annotations.delete(id_), keyed(_("Deleted. {undo} brings it back.")))

    def action_other_place(self) -> None:
        """Name the place by its address."""
        from unreader.tui.document.goto import Goto

        if self._review is None:
            return
        annotation = self._review.annotation

        def named(chosen: Address | str | None) -> None:
            if not isinstance(chosen, Address):
                return
            from unreader.working.reviewing import candidate_at

            try:
                document = self.reader_app.library.document(chosen.symbol, chosen.language)
            except UnreaderError as error:
                self.reader_app.warn(error)
                return
            block = next((one for one in document.blocks if one.path == chosen.path), None)
            if block is None:
                self.reader_app.tell(_("This is no single paragraph."))
                return
            self._put(candidate_at(document, block, annotation))

        self.app.push_screen(Goto(self.reader_app.library, annotation.address), named)

    def action_open_reviewed(self) -> None:
        """Read the place in focus."""
        chosen = self._chosen()
        if chosen is None:
            return
        self.app.pop_screen()
        self.reader_app.reader().open_address(chosen.address)

    def action_leave_review(self) -> None:
        """Back to the document."""
        self.app.pop_screen()


def _place(number: int, one: Candidate) -> list[Paragraph]:
    """A place: its address, and its text with what is new in it."""
    head = meaning("", one.address.path) or one.address.path
    if one.likeness:
        head += "  " + _("{percent}% alike").format(percent=round(100 * one.likeness))
    start = one.span[0] if one.span else 0
    marks = [Mark(start + edit.b[0], start + edit.b[1], "added") for edit in one.edits if edit.b[0] < edit.b[1]]
    if one.span:
        marks.append(Mark(*one.span, "span"))
    return [
        Paragraph(number, head, "card-head", space_before=1),
        Paragraph((number, "text"), one.block.text, "card-text", marks=tuple(marks), indent=2, focusable=False),
    ]
