"""The codebook: the tree of topics, what each means and how often it is used; every change told before it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from unreader.model import UnreaderError
from unreader.tui.annotating.topic_choice import SplitDialog, TopicChoice, topic_paragraph
from unreader.tui.annotating.undoing import UndoingScreen
from unreader.tui.frame.bars import KeyBar, TitleBar
from unreader.tui.frame.reading_pane import ReadingPane
from unreader.tui.keys.keymap import keyed
from unreader.tui.keys.table import Area
from unreader.tui.notebook import Notebook
from unreader.tui.page.layout import Mark, Paragraph
from unreader.tui.page.line_pane import LinePane
from unreader.tui.signs import NOTE_SIGN
from unreader.wording import N_, _, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unreader.annotating.codebook import Codebook, Topic
    from unreader.annotating.topic_changes import TopicChange

_BESIDE = 100
_TEXTS = (
    ("definitions", N_("Definition")),
    ("use", N_("When to use it")),
    ("avoid", N_("When not")),
)


class CodebookScreen(UndoingScreen):
    """The topics, and beside them the one in focus."""

    AREAS: ClassVar[tuple[Area, ...]] = ("pane", "codebook", "undoing")
    AUTO_FOCUS: ClassVar[str | None] = "#topics"
    DEFAULT_CSS = """
    CodebookScreen {
        & #both { width: 1fr; height: 1fr; layout: horizontal; }
        & #topic { width: 50%; height: 1fr; background: $background; }
        &.-stacked { & #both { layout: vertical; } & #topic { width: 1fr; height: 50%; } }
    }
    """

    def __init__(self, notebook: Notebook) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (_BESIDE, "-beside")]
        self._notebook = notebook

    def compose(self) -> ComposeResult:
        """Title, tree, the topic in focus, keys."""
        yield TitleBar()
        with Container(id="both"):
            yield ReadingPane(id="topics")
            yield ReadingPane(id="topic")
        bar = KeyBar()
        bar.where = "codebook"
        yield bar

    @property
    def _codebook(self) -> Codebook:
        return self._notebook.parts()[1]

    @property
    def _tree(self) -> ReadingPane:
        return self.query_one("#topics", ReadingPane)

    def on_mount(self) -> None:
        """Fill both panes."""
        for pane in self.query(ReadingPane):
            pane.measure, pane.centred = 200, False
        self.annotations_changed()

    def annotations_changed(self) -> None:
        """Show the topics as they are now."""
        counts = self.annotations.topic_counts()
        title = self.query_one(TitleBar)
        title.symbol, title.within = _("Codebook"), (str(self._codebook.path),)
        title.place = counted(len(self._codebook.topics), _("{n} topic"), _("{n} topics"))
        lines = [topic_paragraph(one, self._used(one.topic, counts)) for one in self._notebook.choices()]
        unknown = [topic for topic in counts if topic not in self._codebook]
        if unknown:
            head = _("On annotations, and not in the codebook:")
            lines.append(Paragraph("unknown", head, "card-meta", space_before=1, focusable=False))
        for topic in unknown:
            text = f"{topic}  {self._used(topic, counts)}"
            lines.append(Paragraph(topic, text, "item", marks=(Mark(0, len(topic), "changed"),)))
        if not lines:
            lines.append(Paragraph("none", _("No topics yet: a adds one."), "hint", focusable=False))
        key, row = self._tree.place()
        self._tree.show(lines, focus=key, row=row if key is not None else None)
        self._show_topic()

    def _used(self, topic: str, counts: Mapping[str, int]) -> str:
        """How often it is used, itself and with all below it."""
        itself = counts.get(topic, 0)
        below = sum(count for name, count in counts.items() if name.startswith(f"{topic}/"))
        return f"{itself} (+{below})" if below else str(itself)

    @on(LinePane.FocusMoved, "#topics")
    def _moved(self) -> None:
        self._show_topic()

    def _show_topic(self) -> None:
        """What the topic in focus is."""
        pane = self.query_one("#topic", ReadingPane)
        topic = self._chosen()
        if topic is None:
            pane.show([])
            return
        names = " · ".join(dict.fromkeys(topic.names.values())) or topic.path
        head = f"{topic.sign} {names}"
        lines = [Paragraph("head", head, "card-head", marks=(Mark(0, len(head), topic.colour or "tag"),))]
        marks = [
            (_("id {id}"), topic.path),
            (_("letter {id}"), topic.letter),
            (_("sign {id}"), topic.sign),
            (_("colour {id}"), topic.colour),
        ]
        said = " · ".join(words.format(id=value) for words, value in marks if value)
        lines.append(Paragraph("marks", said, "card-meta", focusable=False))
        for name, words in _TEXTS:
            texts = [text.strip() for text in getattr(topic, name).values() if text.strip()]
            if texts:
                lines.append(Paragraph((name, "head"), _(words), "card-meta", space_before=1, focusable=False))
                lines += [
                    Paragraph((name, number), text, "card-text", indent=2, focusable=False)
                    for number, text in enumerate(dict.fromkeys(texts))
                ]
        if topic.examples:
            lines.append(Paragraph("examples", _("Examples"), "card-meta", space_before=1, focusable=False))
            lines += [
                Paragraph(("example", number), example, "card-text", indent=2, focusable=False)
                for number, example in enumerate(topic.examples)
            ]
        note = self.annotations.topic_notes.at(topic.path)
        if note is not None:
            made = f"{note.author}, {note.modified}"
            lines.append(
                Paragraph("note", note.note, "note", label=NOTE_SIGN, space_before=1, indent=2, focusable=False)
            )
            lines.append(Paragraph("by", made, "card-meta", indent=4, focusable=False))
        pane.show(lines)

    def _chosen(self) -> Topic | None:
        key = self._tree.focus_key
        return self._codebook.get(key) if isinstance(key, str) else None

    def _required(self) -> Topic | None:
        """The topic in focus; else it is told that there is none."""
        topic = self._chosen()
        if topic is None:
            self.reader_app.tell(_("This is no topic of the codebook: a adds one."))
        return topic

    # -- changing --------------------------------------------------------------------------------------------------

    def _make(self, change: TopicChange) -> int:
        """Make a change and show it. Raises CodebookError or StoreError."""
        from unreader.annotating.topic_changes import make

        count = make(change, self._codebook, self.annotations)
        self._notebook.topics_changed()
        self.reader_app.annotations_changed()
        return count

    def _ask(self, title: str, work_out: Callable[[], TopicChange], focus: str = "") -> None:
        """Tell what a change would come to, and make it when it is confirmed."""
        from unreader.tui.frame.confirm import Confirm

        try:
            change = work_out()
        except UnreaderError as error:
            self.reader_app.warn(error)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                from unreader.annotating.topic_changes import make

                self._make_change(change.annotations, lambda: make(change, self._codebook, self.annotations), made)

        def made(outcome: int | UnreaderError) -> None:
            self._notebook.topics_changed()
            if isinstance(outcome, UnreaderError):
                self.reader_app.warn(outcome)
                return
            self.reader_app.annotations_changed()
            if focus:
                self._tree.focus_paragraph(focus)
            self.reader_app.tell(keyed(_("Done. {undo} takes it back.")))

        self.app.push_screen(Confirm(title, _comes_to(change), _lines_of(change)), answered)

    def action_add_topic(self) -> None:
        """A new topic beside the one in focus."""
        chosen = self._chosen()
        self._add(f"{chosen.parent}/" if chosen is not None and chosen.parent else "")

    def action_add_topic_below(self) -> None:
        """A new topic under the one in focus."""
        chosen = self._chosen()
        self._add(f"{chosen.path}/" if chosen is not None else "")

    def _add(self, begins: str) -> None:
        from unreader.annotating.topic_changes import add_topic
        from unreader.tui.annotating.topic_form import TopicForm

        def save(path: str, facts: dict[str, Any]) -> None:
            change = add_topic(self._codebook, path, **facts)
            self._make(change)
            self._tree.focus_paragraph(change.detail[0])

        self.app.push_screen(TopicForm(_("A new topic"), None, begins, save))

    def action_edit_topic(self) -> None:
        """What the topic in focus says of itself."""
        from unreader.annotating.topic_changes import edit_topic
        from unreader.tui.annotating.topic_form import TopicForm

        topic = self._required()
        if topic is None:
            return

        def save(path: str, facts: dict[str, Any]) -> None:
            self._make(edit_topic(self._codebook, path, **facts))

        title = _("Topic {topic}").format(topic=topic.path)
        self.app.push_screen(TopicForm(title, topic, topic.path, save))

    def action_rename_topic(self) -> None:
        """Another id for the topic in focus."""
        from unreader.annotating.topic_changes import rename_topic
        from unreader.tui.annotating.topic_id import TopicId

        topic = self._required()
        if topic is None:
            return
        old = topic.path
        title = _("Rename {topic}").format(topic=old)

        def named(new: str | None) -> None:
            if new and new != old:
                self._ask(title, lambda: rename_topic(self._codebook, self.annotations, old, new), new)

        self.app.push_screen(TopicId(title, old), named)

    def action_move_topic(self) -> None:
        """The topic in focus under another one."""
        from unreader.annotating.topic_changes import move_topic

        topic = self._required()
        if topic is None:
            return
        path = topic.path
        others = [one for one in self._notebook.choices() if not f"{one.topic}/".startswith(f"{path}/")]
        title = _("Move {topic} under").format(topic=path)

        def chosen(parent: str | None) -> None:
            if parent is not None and parent != topic.parent:
                last = path.rpartition("/")[2]
                new = f"{parent}/{last}" if parent else last
                self._ask(title, lambda: move_topic(self._codebook, self.annotations, path, parent), new)

        self.app.push_screen(TopicChoice(title, others, top=_("the top, under no other")), chosen)

    def action_merge_topics(self) -> None:
        """The topic in focus out, in favour of another."""
        from unreader.annotating.topic_changes import merge_topics

        topic = self._required()
        if topic is None:
            return
        path = topic.path
        others = [one for one in self._notebook.choices() if not f"{one.topic}/".startswith(f"{path}/")]
        title = _("Merge {topic} into").format(topic=path)

        def chosen(target: str | None) -> None:
            if target:
                self._ask(title, lambda: merge_topics(self._codebook, self.annotations, path, target), target)

        self.app.push_screen(TopicChoice(title, others), chosen)

    def action_split_topic(self) -> None:
        """Another topic for some of the annotations that have the one in focus."""
        from unreader.annotating.topic_changes import split_topic

        topic = self._required()
        if topic is None:
            return
        path = topic.path
        mine = [one for one in self.annotations.by_topic(path) if path in one.topics]
        if not mine:
            self.reader_app.tell(_("No annotation has this topic."))
            return
        title = _("Split {topic}").format(topic=path)

        def chosen(split: tuple[str, frozenset[str]] | None) -> None:
            if split is not None:
                new, ids = split
                self._ask(title, lambda: split_topic(self._codebook, self.annotations, path, new, ids), new)

        self.app.push_screen(SplitDialog(path, mine), chosen)

    def action_delete_topic(self) -> None:
        """The topic in focus out, and off the annotations that have it."""
        from unreader.annotating.topic_changes import delete_topic

        topic = self._required()
        if topic is not None:
            path = topic.path
            title = _("Delete {topic}?").format(topic=path)
            self._ask(title, lambda: delete_topic(self._codebook, self.annotations, path))

    def action_topic_note(self) -> None:
        """The note on the topic in focus."""
        from unreader.tui.annotating.note_editor import TopicNoteEditor

        topic = self._required()
        if topic is not None:
            self.app.push_screen(TopicNoteEditor(self._notebook, topic.path), lambda _outcome: self._show_topic())

    def action_other_part(self) -> None:
        """The keyboard to the other pane."""
        pane = self.query_one("#topic", ReadingPane)
        self.set_focus(self.query_one("#topics", ReadingPane) if pane.has_focus else pane)

    def action_leave_codebook(self) -> None:
        """Back to the document."""
        self.app.pop_screen()


def _comes_to(change: TopicChange) -> str:
    """What a change would come to, in words."""
    said = counted(change.annotations, _("{n} annotation changes."), _("{n} annotations change."))
    if change.emptied:
        said += " " + counted(
            change.emptied,
            _("{n} of them has nothing else on it, and goes."),
            _("{n} of them have nothing else on them, and go."),
        )
    if change.notes:
        said += " " + counted(change.notes, _("{n} note on a topic too."), _("{n} notes on topics too."))
    return said + " " + keyed(_("{undo} takes all of it back."))


def _lines_of(change: TopicChange) -> list[Paragraph]:
    """What becomes of each topic."""
    lines = []
    for old, new in change.retagged.items():
        text = f"{old} → {new}" if new else old
        marks = (Mark(0, len(old), "removed"), Mark(len(old), len(text), "added"))
        lines.append(Paragraph(old, text, "item", marks=marks))
    return lines
