"""Exporting annotations: format, which, in how many files, by which filter and template; then what would be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from unreader.annotating.codebook import Codebook
from unreader.annotating.filters import parse_filter
from unreader.annotating.saved_filters import SavedFilters
from unreader.exporting.formats import FORMATS
from unreader.exporting.plan import Each, Plan, left_out, prepare_all
from unreader.exporting.selection import Selection
from unreader.exporting.writing import Prepared, Written, write_prepared
from unreader.library import Library
from unreader.library.home import seed_codebook
from unreader.model import UnreaderError
from unreader.tui.aside import aside, own
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.notebook import Notebook
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from unreader.annotating import Annotations
    from unreader.tui.app import ReaderApp

_FORMATS = {
    "markdown": N_("Markdown"),
    "html": N_("HTML, one page"),
    "docx": N_("Word"),
    "csv": N_("CSV, a table"),
    "json": N_("JSON, everything"),
}
_FILES = {"": N_("all in one"), "document": N_("one per document"), "topic": N_("one per topic")}
#: Lines of a difference that are shown of one file.
_LINES = 400
#: So many annotations are prepared while a key waits: some hundredths of a second.
_AT_ONCE = 100


class Wanted(Struct, frozen=True):
    """What is asked for. `document` is "" for the whole library, `each` "" for one file."""

    form: str = "markdown"
    document: str = ""
    each: str = ""
    query: str = ""
    template: str = ""


class Made(Struct, frozen=True):
    """The files of an export as they would be, how many annotations are in none of them, and the difference to see."""

    files: tuple[Prepared, ...]
    left_out: int = 0
    rows: tuple[Paragraph, ...] = ()


class ExportDialog(Dialog[Made]):
    """The choices; gives what is to be written, which `ExportPreview` shows."""

    DEFAULT_CSS = """
    ExportDialog { & #choices { margin: 0 0 1 0; } & .field { color: $text-muted; height: 1; padding: 0 1; } }
    """

    def __init__(self, library: Library, notebook: Notebook, symbol: str, query: str, language: str | None) -> None:
        super().__init__(_("Export annotations"), _("← → or a letter: change · Enter: show it · Esc: close"))
        self._library = library
        self._notebook = notebook
        self._symbol = symbol
        self._language = language
        self._wanted = Wanted(document=symbol, query=query)
        # The number of what is waited for.
        self._asked = 0

    def inside(self) -> ComposeResult:
        """The choices, the filter, the template."""
        yield ChoiceList(id="choices")
        yield Static(_("Filter"), classes="field", markup=False)
        yield Input(self._wanted.query, placeholder=_("all; or: trafficking kind:operative"), id="filter")
        yield Static(_("Template (Markdown alone)"), classes="field", markup=False)
        yield Input(placeholder=_("none; or the path of a Jinja2 file"), id="template")

    def on_mount(self) -> None:
        """Fill the choices."""
        self._fill("form")
        self.set_focus(self.query_one(ChoiceList))

    def _fill(self, focus: str | None = None) -> None:
        wanted = self._wanted
        count = self._notebook.count(wanted.document) if wanted.document else self._notebook.total()
        which = wanted.document or _("the whole library")
        annotations = counted(count, _("{n} annotation"), _("{n} annotations"))
        what = _("{place} ({annotations})").format(place=which, annotations=annotations)
        rows = [
            ("form", "f", _("Format"), _(_FORMATS[wanted.form])),
            ("document", "d", _("Annotations of"), what),
            ("each", "o", _("Files"), _(_FILES[wanted.each])),
        ]
        lines = [
            Paragraph(
                key,
                _("{name}: {value}").format(name=name, value=value),
                "item",
                label=letter,
                marks=(Mark(0, len(name) + 1, "label"),),
            )
            for key, letter, name, value in rows
        ]
        self.query_one(ChoiceList).choices(lines, focus)

    def on_key(self, event: events.Key) -> None:
        """Arrows and letters change what is chosen; Tab goes to the fields."""
        pane = self.query_one(ChoiceList)
        if event.key == "enter":
            self._show()
        elif not pane.has_focus:
            return
        elif event.key in ("right", "left", "space"):
            self._turn(str(pane.focus_key), -1 if event.key == "left" else 1)
        elif event.character and event.character in "fdo":
            self._turn({"f": "form", "d": "document", "o": "each"}[event.character], 1)
        else:
            return
        event.stop()
        event.prevent_default()

    def _turn(self, field: str, step: int) -> None:
        values = {
            "form": list(_FORMATS),
            "document": list(dict.fromkeys([self._symbol, ""])),
            "each": list(_FILES),
        }[field]
        now = getattr(self._wanted, field)
        turned = values[(values.index(now) + step) % len(values)]
        if field == "form":
            self._wanted = replace(self._wanted, form=turned)
        elif field == "document":
            self._wanted = replace(self._wanted, document=turned)
        else:
            self._wanted = replace(self._wanted, each=turned)
        self.say("")
        self._fill(field)

    def on_click(self, event: events.Click) -> None:
        """A click on a choice turns it."""
        super().on_click(event)
        pane = self.query_one(ChoiceList)
        if event.widget is pane and isinstance(pane.focus_key, str):
            self._turn(pane.focus_key, 1)

    @on(LinePane.Activated)
    @on(Input.Submitted)
    def _submitted(self, event: LinePane.Activated | Input.Submitted) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        """Make everything; trouble (a filter, a template) is told here and nothing is written."""
        fields = {one.id: one.value.strip() for one in self.query(Input)}
        self._wanted = replace(self._wanted, query=fields["filter"], template=fields["template"])
        self._asked += 1
        asked, wanted, language, root = self._asked, self._wanted, self._language, self._library.root
        self.say("")
        count = self._notebook.count(wanted.document) if wanted.document else self._notebook.total()
        if count <= _AT_ONCE:
            try:
                self.dismiss(prepared(self._library, *self._notebook.parts(), wanted, language))
            except UnreaderError as error:
                self.say(str(error))
            return
        box = self.query_one("#box")
        box.border_subtitle = Content(_("Preparing the files … Esc: stop"))

        def work() -> Made:
            with own(root) as (library, annotations):
                library.correct_with(lambda: annotations.corrections)
                codebook = Codebook.open(root / "annotations" / "topics.toml", fallback=seed_codebook())
                return prepared(library, annotations, codebook, wanted, language)

        def done(outcome: Made | UnreaderError) -> None:
            # What nobody waits for any more comes to nothing: nothing is written before it is confirmed.
            if asked != self._asked or not self.is_attached:
                return
            box.border_subtitle = Content(self._hint)
            if isinstance(outcome, UnreaderError):
                self.say(str(outcome))
            else:
                self.dismiss(outcome)

        aside(self.app, work, done)


class ExportPreview(Dialog[bool]):
    """What would be written: the difference of each file, and what is left alone in it."""

    DEFAULT_CSS = """
    ExportPreview { & > #box { width: 110; } }
    """

    def __init__(self, made: Made) -> None:
        changed = sum(one.changes for one in made.files)
        said = counted(changed, _("{n} file would be written"), _("{n} files would be written"))
        super().__init__(said, _("Enter: write · Esc: do not"))
        self._made = made

    def inside(self) -> ComposeResult:
        """The differences."""
        yield ChoiceList(id="difference")

    def on_mount(self) -> None:
        """Show them."""
        self.query_one(ChoiceList).choices(self._made.rows)

    @on(LinePane.Activated)
    def _activated(self, event: LinePane.Activated) -> None:
        event.stop()
        self.dismiss(True)

    def on_key(self, event: events.Key) -> None:
        """Enter writes, whatever is in focus; Space and b turn pages."""
        pane = self.query_one(ChoiceList)
        if event.key == "enter":
            self.dismiss(True)
        elif event.key == "space":
            pane.action_page_down()
        elif event.key == "b":
            pane.action_page_up()
        else:
            return
        event.stop()
        event.prevent_default()


def difference_rows(made: Made) -> list[Paragraph]:
    """The files with what would change in each, line by line."""
    rows = []
    if made.left_out:
        one_is, many_are = (
            _("{n} annotation has no topic: it is in no file"),
            _("{n} have no topic: they are in no file"),
        )
        rows.append(Paragraph("left out", counted(made.left_out, one_is, many_are), "note"))
    for number, one in enumerate(made.files):
        state = _("new") if one.before is None else _("changed") if one.changes else _("nothing would change")
        rows.append(Paragraph((number, "head"), f"{one.path}  {state}", "card-head", space_before=1 if number else 0))
        rows += [
            Paragraph((number, "left", key), _("{key} was edited by hand: it is left as it is").format(key=key), "note")
            for key in one.edited
        ]
        said = _("{key} is no longer exported, but somebody wrote there: it is left as it is")
        rows += [Paragraph((number, "over", key), said.format(key=key), "note") for key in one.left_over]
        lines = one.difference().split("\n")[2:] if one.changes else []
        rows += [
            Paragraph((number, at), line or " ", _DRAWN.get(line[:1], "card-text"))
            for at, line in enumerate(lines[:_LINES])
        ]
        if len(lines) > _LINES:
            more = _("… and {n} lines more").format(n=len(lines) - _LINES)
            rows.append(Paragraph((number, "more"), more, "hint"))
    return rows


_DRAWN = {"+": "added", "-": "removed", "@": "card-meta"}


def prepared(
    library: Library, annotations: Annotations, codebook: Codebook, wanted: Wanted, language: str | None
) -> Made:
    """What an export would write into annotations/exports/. Raises an UnreaderError."""
    meant = None
    if wanted.query:
        used = annotations.topic_counts()
        saved = SavedFilters(annotations.folder / "filters.toml").by_name
        meant = parse_filter(wanted.query, lambda name: name if name in used else codebook.require(name).path, saved)
    selection = Selection(document=wanted.document, filter=meant, query=wanted.query)
    folder = annotations.folder / "exports"
    output = folder if wanted.each else folder / (selection.name + FORMATS[wanted.form].suffix)
    template = Path(wanted.template).expanduser() if wanted.template and wanted.form == "markdown" else None
    plan = Plan(selection, wanted.form, output, cast("Each | None", wanted.each or None), template)
    files = tuple(prepare_all(library, annotations, codebook, plan, language))
    made = Made(files, left_out(library, annotations, plan))
    return Made(made.files, made.left_out, tuple(difference_rows(made)))


def written_words(written: list[Written]) -> str:
    """What was written, and what was kept or left alone, a line each."""
    if not written:
        return _("No annotations: nothing was written.")
    said = [_("Exported to {path}").format(path=written[0].path)]
    if len(written) > 1:
        folder = written[0].path.parent
        said = [_("Exported to {n} files in {folder}").format(n=len(written), folder=folder)]
    for one in written:
        if one.kept is not None:
            kept = _("The one there was edited by hand; it is kept as {name}")
            said.append(kept.format(name=one.kept.name))
        for key in (*one.edited, *one.left_over):
            said.append(_("{file}: {key} is left as it was edited").format(file=one.path.name, key=key))
    return "\n".join(said)


def open_export(app: ReaderApp, symbol: str, query: str = "") -> None:
    """The windows of an export, one after another; what is shown is written when that is confirmed."""
    language = app.language

    def shown(made: Made | None) -> None:
        if made is None:
            return
        if not made.files:
            app.tell(written_words([]))
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                try:
                    app.tell(written_words([write_prepared(one) for one in made.files]))
                except UnreaderError as error:
                    app.warn(error)

        app.push_screen(ExportPreview(made), confirmed)

    app.push_screen(ExportDialog(app.library, app.notebook, symbol, query, language), shown)
