"""The import window: choose files, see what was found in one of them, follow many, read how it ended.

Files are read and stored in a thread. While many are on their way the window can be left; the next time it shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from unreader.library import Entry, Library
from unreader.model import UnreaderError
from unreader.tui.aside import AsideError, ImportRun, aside, own
from unreader.tui.frame.dialog import ChoiceList, Dialog
from unreader.tui.holdings.dropped import dropped_paths, written
from unreader.tui.holdings.facts_form import FactsForm
from unreader.tui.holdings.file_list import FileList, Listing, listed
from unreader.tui.holdings.import_words import headline, rows, standing_words
from unreader.tui.page.line_pane import LinePane
from unreader.wording import N_, _

if TYPE_CHECKING:
    from unreader.tui.app import ReaderApp
    from unreader.working import Candidate, Imported, Told

Stage = Literal["choosing", "reading", "facts", "running", "summary"]

_HINTS: dict[Stage, str] = {
    "choosing": N_("Enter: import · ↓: list · Space: mark · Esc: close"),
    "reading": N_("Esc: stop"),
    "facts": N_("Enter: import · Tab ↓ ↑: fields · Esc: not now"),
    "running": N_("Esc: stop · Enter: read on meanwhile"),
    "summary": N_("Enter: open · ↓ ↑: choose · Esc: close"),
}
#: Seconds between two looks at how far many files are.
_LOOK = 0.1
_BAR = 40


class PathField(Input):
    """The path: typed, or pasted by a terminal on which files are dropped, also several."""

    def on_paste(self, event: events.Paste) -> None:
        """All lines of it, where a field of one line would take the first."""
        event.stop()
        event.prevent_default()
        paths = dropped_paths(event.text)
        if paths:
            self.value = " ".join(part for part in (self.value.strip(), written(paths)) if part)
            self.cursor_position = len(self.value)


class OutcomeList(ChoiceList, inherit_bindings=True):
    """What became of each file."""

    share: ClassVar[float] = 0.6


class ImportDialog(Dialog[Entry]):
    """Files into the library. Gives the entry to open; None where nothing is to be opened.

    `files` are imported at once, a single one after its facts are confirmed. `purpose` says why a file that is only
    read should be imported; then the window closes with what was stored.
    """

    DEFAULT_CSS = """
    ImportDialog {
        & > #box { width: 92; }
        & .stage { display: none; height: auto; }
        & .stage.-shown { display: block; }
        & Static { height: auto; }
        & #folder { color: $text-muted; padding: 0 1; }
        & #about, & #running, & #reading, & #headline { padding: 0 1; }
        & #about { margin: 0 0 1 0; }
        & #headline { text-style: bold; margin: 0 0 1 0; }
    }
    """
    # Each stage says itself where the keyboard is.
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", show=False),
        Binding("enter", "go_on", show=False),
    ]

    def __init__(self, files: Sequence[Path] = (), *, purpose: str = "") -> None:
        super().__init__(_("Import documents"), _(_HINTS["choosing"]))
        self._files = list(files)
        self._purpose = purpose
        self._stage: Stage = "choosing"
        self._candidate: Candidate | None = None
        self._asking: Path | None = None
        # The number of what is waited for: what a window does not wait for any more comes to nothing.
        self._turn = 0
        self._listed: Path | None = None

    @property
    def reader(self) -> ReaderApp:
        """The app, by its own type."""
        return cast("ReaderApp", self.app)

    def inside(self) -> ComposeResult:
        """What each stage shows; one of them is seen."""
        yield PathField(placeholder=_("a path, or drop files here"), id="path", classes="stage choosing")
        yield Static("", id="folder", classes="stage choosing", markup=False)
        yield FileList(id="files")
        yield Static("", id="reading", classes="stage reading", markup=False)
        yield Static("", id="about", classes="stage facts", markup=False)
        yield FactsForm(id="facts")
        yield Static("", id="running", classes="stage running", markup=False)
        yield Static("", id="headline", classes="stage summary", markup=False)
        yield OutcomeList(id="outcome", classes="stage summary")

    def on_mount(self) -> None:
        """Begin with the files that were given, with a run that goes on, or with choosing."""
        self.query_one("#files").add_class("stage", "choosing")
        self.query_one("#facts").add_class("stage", "facts")
        self.set_interval(_LOOK, self._look)
        run = self.reader.import_run
        if run is not None and not run.over:
            self._show("running")
        elif self._files:
            self.begin(self._files)
        elif run is not None and not run.seen:
            self._tell_end(run)
        else:
            self._choose()

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        self.say("")
        for widget in self.query(".stage"):
            widget.set_class(widget.has_class(stage), "-shown")
        self.show_hint(_(_HINTS[stage]))
        if stage in ("reading", "running"):
            self.set_focus(None)
        elif stage == "summary":
            self.set_focus(self.query_one("#outcome", ChoiceList))

    # -- choosing --------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self._show("choosing")
        self.set_focus(self.query_one(PathField))
        if self._listed is None:
            self._list(self.reader.import_folder or Path.cwd())

    def _list(self, folder: Path) -> None:
        """Show a folder; a folder on a slow disk holds up the keys for this window only."""
        self._turn += 1
        turn = self._turn
        self._listed = folder
        self.ready.clear()

        def work() -> Listing:
            try:
                return listed(folder)
            except OSError as error:
                raise AsideError(f"{folder}: {error.strerror or error}") from None

        def done(outcome: Listing | UnreaderError) -> None:
            if turn == self._turn and self.is_attached:
                self._show_listing(folder, outcome)
            self.ready.set()

        aside(self.app, work, done)

    def _show_listing(self, folder: Path, outcome: Listing | UnreaderError) -> None:
        if isinstance(outcome, UnreaderError):
            self.say(str(outcome))
            return
        from unreader.sources import printable

        self.say("")
        self.query_one("#folder", Static).update(Content(printable(str(folder))))
        files = self.query_one(FileList)
        files.fill(folder, outcome)
        self._narrow()

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        """The list follows what is typed: the folder that it names, and what begins so in it."""
        self.say("")
        paths = dropped_paths(event.value)
        if len(paths) != 1:
            self.query_one(FileList).narrow("")
            return
        folder = self._named_folder(event.value, paths[0])
        if folder is not None and folder != self._listed:
            self._list(folder)
        else:
            self._narrow()

    def _named_folder(self, typed: str, path: Path) -> Path | None:
        if not path.is_absolute():
            path = self.query_one(FileList).folder / path if "/" in typed else path
        folder = path if typed.rstrip().endswith(("/", "\\")) else path.parent
        return folder if folder.is_absolute() and folder.is_dir() else None

    def _narrow(self) -> None:
        typed = self.query_one(PathField).value.strip()
        paths = dropped_paths(typed)
        begins = "" if len(paths) != 1 or typed.endswith(("/", "\\")) else paths[0].name
        self.query_one(FileList).narrow(begins)

    @on(Input.Submitted, "#path")
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        paths = [self._absolute(path) for path in dropped_paths(event.value)]
        missing = next((path for path in paths if not path.exists()), None)
        files = self.query_one(FileList)
        if missing is not None and len(paths) == 1 and files.matches:
            # The beginning of a name: what the list has of it.
            files.choose()
        elif missing is not None:
            from unreader.sources import printable

            self.say(_("There is no file {path}.").format(path=printable(str(missing))))
        elif paths:
            self.begin(paths)
        elif files.marked:
            self.begin(list(files.marked))
        else:
            self.action_to_list()

    def _absolute(self, path: Path) -> Path:
        there = self.query_one(FileList).folder / path
        return there if not path.is_absolute() and there.exists() else path

    @on(FileList.Entered)
    def _enter_folder(self, event: FileList.Entered) -> None:
        self.query_one(PathField).value = ""
        self._list(event.folder)

    @on(FileList.Chosen)
    def _files_chosen(self, event: FileList.Chosen) -> None:
        self.begin(event.paths)

    @on(FileList.Left)
    def _to_field(self) -> None:
        self.set_focus(self.query_one(PathField))

    def action_to_list(self) -> None:
        """The keyboard from the field to the list."""
        if self._stage == "choosing":
            self.set_focus(self.query_one(FileList))

    # -- importing -------------------------------------------------------------------------------------------------

    def begin(self, paths: Sequence[Path]) -> None:
        """Import these: one file after its facts are confirmed, many and folders at once."""
        self._files = list(paths)
        if paths:
            self.reader.import_folder = paths[0].absolute().parent
        if len(paths) == 1 and not paths[0].is_dir():
            self._examine(paths[0])
            return
        run = self.reader.start_import(self._files)
        if run is None:
            self.say(_("Another import is not over yet."))
            return
        self._show("running")
        self._look()

    def _examine(self, file: Path, told: Told | None = None, *, store: bool = False) -> None:
        """Find the facts of a file and show them; `store`: and store it, if it still is to the library what it was."""
        from unreader.sources import printable

        self._turn += 1
        turn = self._turn
        self._show("reading")
        self.query_one("#reading", Static).update(Content(_("Reading {name} …").format(name=printable(file.name))))
        before, root = self._candidate, self.reader.library.root

        def work() -> Candidate:
            from unreader.working import examine

            return examine(Library(root), file, told)

        def done(outcome: Candidate | UnreaderError) -> None:
            if turn != self._turn or not self.is_attached:
                return
            if isinstance(outcome, UnreaderError):
                self._no_candidate(file, outcome)
                return
            self._candidate, self._asking = outcome, None
            if store and before is not None and (outcome.standing, outcome.held) == (before.standing, before.held):
                self._store(outcome)
            else:
                self._show_facts(file, outcome)

        aside(self.app, work, done)

    def _no_candidate(self, file: Path, error: UnreaderError) -> None:
        from unreader.sources import printable
        from unreader.working import NoSymbolError

        again = self._asking == file
        if isinstance(error, NoSymbolError):
            self._asking, self._candidate = file, None
            self._show("facts")
            question = _(
                "Which document is {name}? No symbol was found in it. Write its symbol, such as A/RES/78/229, "
                "E/2024/30 or UNTS/2349/42146; what is left empty is taken from the text."
            )
            asked = question.format(name=printable(file.name))
            self.query_one("#about", Static).update(Content("\n".join(part for part in (self._purpose, asked) if part)))
            if not again:
                self.query_one(FactsForm).clear()
            self.query_one(FactsForm).begin()
        elif self._candidate is not None or again:
            self._show("facts")
            self.query_one(FactsForm).begin()
            self.say(str(error))
        elif self._purpose:
            self.reader.warn(error)
            self.dismiss(None)
        else:
            self._choose()
            self.say(str(error))

    def _show_facts(self, file: Path, candidate: Candidate) -> None:
        self._show("facts")
        about = standing_words(file, candidate)
        self.query_one("#about", Static).update(Content("\n".join(part for part in (self._purpose, about) if part)))
        form = self.query_one(FactsForm)
        form.show(candidate.facts)
        form.begin()

    @on(Input.Submitted, "FactsForm Input")
    def _confirmed(self, event: Input.Submitted) -> None:
        from unreader.working import Told

        event.stop()
        self.say("")
        file = self._files[0]
        try:
            told = self.query_one(FactsForm).told()
        except UnreaderError as error:
            self.say(str(error))
            return
        if self._asking is not None:
            if told.symbol is None:
                self.say(_("Write the document's symbol first; Esc leaves it out of the library."))
            else:
                self._examine(file, told)
        elif self._candidate is not None and told == Told():
            self._store(self._candidate)
        elif self._candidate is not None:
            self._examine(file, _together(self._candidate.told, told), store=True)

    def _store(self, candidate: Candidate) -> None:
        self._turn += 1
        turn = self._turn
        self._show("reading")
        self.query_one("#reading", Static).update(
            Content(_("Storing {symbol} …").format(symbol=candidate.facts.symbol))
        )
        file, reader, purpose = self._files[0], self.reader, self._purpose

        def work() -> Imported:
            from unreader.working import store

            with own(reader.library.root) as (library, annotations):
                return store(library, candidate, annotations)

        def done(outcome: Imported | UnreaderError) -> None:
            if not isinstance(outcome, UnreaderError):
                reader.library_changed()
            if turn != self._turn or not self.is_attached:
                return
            if isinstance(outcome, UnreaderError):
                self._no_candidate(file, outcome)
            elif purpose:
                self.dismiss(outcome.entry)
            else:
                self._tell_one(file, outcome)

        aside(self.app, work, done)

    # -- many files ------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Show how far a run is; its end, when it has ended."""
        run = self.reader.import_run
        if self._stage != "running" or run is None:
            return
        if run.over:
            self._tell_end(run)
            return
        filled = round(_BAR * run.done / run.of) if run.of else 0
        count = _("{done} of {of}").format(done=run.done, of=run.of) if run.of else _("Looking for documents …")
        lines = [f"{'━' * filled}{'─' * (_BAR - filled)}  {count}", run.name]
        if run.stopping:
            lines.append(_("Stopping before the next one …"))
        self.query_one("#running", Static).update(Content("\n".join(lines)))

    # -- the end ---------------------------------------------------------------------------------------------------

    def _tell_one(self, file: Path, imported: Imported) -> None:
        from unreader.working import Summary

        stored = [(file, imported)]
        summary = Summary(skipped=stored) if imported.standing == "same" else Summary(imported=stored)
        self._tell_summary(ImportRun(summary=summary))

    def _tell_end(self, run: ImportRun) -> None:
        run.seen = True
        if run.trouble:
            self._choose()
            self.say(run.trouble)
        else:
            self._tell_summary(run)

    def _tell_summary(self, run: ImportRun) -> None:
        if run.summary is None:
            return
        self._show("summary")
        self.query_one("#headline", Static).update(Content(headline(run.summary)))
        self.query_one("#outcome", ChoiceList).choices(rows(run.summary))

    @on(LinePane.Activated, "#outcome")
    def _outcome_chosen(self, event: LinePane.Activated) -> None:
        event.stop()
        self._open(event.key)

    def _open(self, key: object) -> None:
        """Open what was imported; ask about what failed."""
        entry = key[0] if isinstance(key, tuple) else key
        if isinstance(entry, Entry):
            self.dismiss(entry)
        elif isinstance(key, Path):
            self._candidate = None
            self.begin([key])

    def on_click(self, event: events.Click) -> None:
        """Two clicks on a document of the summary open it."""
        outcome = self.query_one("#outcome", ChoiceList)
        if event.chain == 2 and event.widget is outcome:
            self._open(outcome.focus_key)

    # -- leaving ---------------------------------------------------------------------------------------------------

    def action_go_on(self) -> None:
        """Enter where no field and no list has it: leave the run to itself; close an empty summary."""
        if self._stage == "running":
            self.dismiss(None)

    def action_close(self) -> None:
        """Stop what goes on; one step back; close."""
        run = self.reader.import_run
        if self._stage == "running" and run is not None and not run.over:
            run.stop()
            self._look()
        elif self._stage in ("reading", "facts") and not self._purpose:
            self._turn += 1
            self._candidate, self._asking = None, None
            self._choose()
        else:
            self._turn += 1
            self.dismiss(None)


def _together(first: Told, then: Told) -> Told:
    """What was told at first, with what was told later in its place."""
    from msgspec.structs import fields, replace

    later = {one.name: getattr(then, one.name) for one in fields(then) if getattr(then, one.name) is not None}
    return replace(first, **later)
