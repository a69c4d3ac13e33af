"""Annotations carried from one stage of a text to another: one by one or all that are certain, and undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events

from unreader.library import Library
from unreader.model import Address, UnreaderError
from unreader.said import said
from unreader.tui.comparing.carrying_rows import Candidate, carry_rows, is_there
from unreader.tui.frame.bars import TitleBar
from unreader.tui.frame.list_screen import ListScreen
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import Paragraph
from unreader.tui.place_words import meaning
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.comparing.comparison import Comparison
    from unreader.working.carrying import Carry, Plan

#: The states of a plan as they are counted.
_COUNTED = {"kept": N_("kept"), "edited": N_("edited"), "ambiguous": N_("ambiguous"), "lost": N_("lost")}


class CarryingScreen(ListScreen):
    """What becomes of the annotations of `a` in `b`; nothing is carried but what a person says."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "carrying")
    LIST = "carrying"
    AUTO_FOCUS: ClassVar[str | None] = "#carrying"

    def __init__(self, library: Library, notebook: Notebook, comparison: Comparison, a: Address, b: Address) -> None:
        super().__init__()
        self._library = library
        self._notebook = notebook
        self._comparison = comparison
        self._a, self._b = a, b
        self._plan: Plan | None = None

    def on_mount(self) -> None:
        """Show the plan."""
        self.pane.measure = 100
        self._fill()

    def _fill(self) -> None:
        """Make the plan anew and show it, with the same annotation in focus."""
        from unreader.working.carrying import plan_carrying

        key, row = self.pane.place()
        try:
            annotations, _codebook = self._notebook.parts()
            self._plan = plan_carrying(self._library, annotations, self._a, self._b, self._comparison)
        except UnreaderError as error:
            self.pane.show([Paragraph("trouble", said(error), "error", space_before=1, focusable=False)])
            return
        rows = carry_rows(self._plan, self._comparison, self._notebook.topic_name)
        if not rows:
            nothing = _("{place} has no annotations.").format(place=meaning(self._a.symbol, self._a.path))
            rows = [Paragraph("nothing", nothing, "hint", space_before=1, focusable=False)]
        if key is None:
            self.pane.show(rows)
        else:
            self.pane.show(rows, focus=key, row=row)
        self._title(self._plan)

    def _title(self, plan: Plan) -> None:
        bar = self.query_one(TitleBar)
        bar.symbol = _("Annotations")
        bar.within = (f"{meaning(self._a.symbol, self._a.path)} → {meaning(self._b.symbol, self._b.path)}",)
        said, found = _("{n} {state}"), [one for one in _COUNTED.items() if one[0] in plan.counts]
        counts = [said.format(n=plan.counts[state], state=_(name)) for state, name in found]
        there = sum(map(is_there, plan.carries))
        bar.place = " · ".join((*counts, _("{n} there").format(n=there))) if counts else ""

    # -- carrying --------------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[Carry, Address | None] | None:
        """The annotation in focus, and where it is to go: to the candidate in focus, else where it is proposed."""
        key = self.pane.focus_key
        id_ = key.id if isinstance(key, Candidate) else key
        carries = self._plan.carries if self._plan is not None else ()
        for carry in carries:
            if carry.annotation.id == id_:
                return carry, key.place if isinstance(key, Candidate) else carry.target
        return None

    def action_carry_this(self) -> None:
        """Carry the annotation in focus."""
        chosen = self._chosen()
        if chosen is None:
            return
        carry, place = chosen
        if carry.state == "lost":
            self.reader_app.tell(_("It is lost: there is no place for it in the other text."))
        elif place is None:
            self.reader_app.tell(_("It may be one of several: choose the right one below it."))
        elif is_there(carry):
            self.reader_app.tell(_("It is there already."))
        else:
            self._carry({carry.annotation.id: place})

    def action_carry_kept(self) -> None:
        """Carry every annotation whose paragraph stands word for word in the other text."""
        plan = self._plan
        if plan is None:
            return
        there = {carry.annotation.id for carry in plan.carries if is_there(carry)}
        safe = {id_: place for id_, place in plan.safe.items() if id_ not in there}
        if safe:
            self._carry(safe)
        else:
            self.reader_app.tell(_("Nothing is left that stands word for word: the others one by one, with Enter."))

    def _carry(self, choices: Mapping[str, Address]) -> None:
        from unreader.working.carrying import carry

        if self._plan is None:
            return
        try:
            self._notebook.check(self._b)
            annotations, _codebook = self._notebook.parts()
            carry(self._library, annotations, self._plan, choices)
        except UnreaderError as error:
            self.reader_app.warn(error)
            return
        self._changed()
        where = meaning(self._b.symbol, self._b.path)
        count = counted(len(choices), _("{n} annotation"), _("{n} annotations"))
        self.reader_app.tell(keyed(_("Carried to {place}: {count}. {undo} undoes it."), place=where, count=count))

    def action_undo_carrying(self) -> None:
        """Undo the last change of annotations."""
        self.reader_app.reader().action_undo()
        self._changed()

    def _changed(self) -> None:
        self._fill()
        self.reader_app.annotations_changed()

    # -- leaving ---------------------------------------------------------------------------------------------------

    def action_open_carried(self) -> None:
        """The paragraph in the reader: where the annotation goes, else where it stands."""
        chosen = self._chosen()
        if chosen is not None:
            carry, place = chosen
            self.reader_app.pop_to_reader().open_address(place or carry.annotation.address)

    def on_click(self, event: events.Click) -> None:
        """Two clicks carry."""
        if event.chain == 2 and event.widget is self.pane:
            self.action_carry_this()

    def action_leave_carrying(self) -> None:
        """Back to the comparison."""
        self.app.pop_screen()
