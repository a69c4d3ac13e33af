"""The one table of keys: what each key does by default; footer, help, palette, README and config.toml are made from it.

No default stands on a key that a terminal cannot tell from another (ctrl+i is Tab, ctrl+m and ctrl+j are Enter, ctrl+h
is Backspace). Which keys hold after a person's own choice is asked of `keymap`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from unreader.tui.keys.names import shown

Area = Literal[
    "pane",
    "outline",
    "hits",
    "reading",
    "searching",
    "undoing",
    "history",
    "review",
    "codebook",
    "annotations",
    "library",
    "authorities",
    "comparing",
    "stages",
    "carrying",
    "app",
]


class Key(Struct, frozen=True):
    """An action with its keys: `words` for the footer (few, short), `says` for help and the palette.

    A key is one stroke or two with a blank (`right_square_bracket h`). `name` is what the action is called in
    config.toml where that is not the action itself. `count` says what digits typed before the key do: the action asks
    for them (`ReaderApp.take_count`), or it is repeated. With `letter` the key waits for one more stroke, a letter, and
    the action gets it as its argument.
    """

    area: Area
    action: str
    keys: tuple[str, ...]
    words: str
    says: str
    group: str
    name: str = ""
    count: Literal["", "asked", "repeats"] = ""
    letter: bool = False

    @property
    def called(self) -> str:
        """The name in config.toml."""
        return self.name or self.action


#: The areas whose keys work at the same time, the innermost first: none of their keys may be used twice.
TOGETHER: tuple[tuple[Area, ...], ...] = (
    ("pane", "hits", "reading", "undoing", "app"),
    ("pane", "history", "undoing", "app"),
    ("pane", "annotations", "undoing", "app"),
    ("pane", "searching", "app"),
    ("pane", "review", "undoing", "app"),
    ("outline", "pane", "hits", "reading", "undoing", "app"),
    ("pane", "codebook", "undoing", "app"),
    ("pane", "library", "app"),
    ("pane", "authorities", "app"),
    ("pane", "comparing", "app"),
    ("pane", "stages", "app"),
    ("pane", "carrying", "app"),
)
#: Areas that are there for a while only (a search that is open): their keys come before those of the areas around them.
SHADOWING: frozenset[Area] = frozenset({"hits", "outline"})

_MOVE = "Moving"
_SIDE = "What it cites, who cites it"
_MARK = "Tags, notes, citations"
_KEEP = "Keeping annotations"
_FIND = "Finding one's way"
_AUTHORITIES = "What the library cites"
_COMPARE = "Comparing texts"
_SEARCH = "Searching the library"
_APP = "Program"

#: What `]` and `[` go to: the kind, its letter, its words for the footer, what the two keys do.
_STOPS = (
    ("heading", "h", "heading", "Next heading", "Previous heading"),
    ("draft", "d", "draft", "Next draft, or text printed as adopted", "Previous draft, or text printed as adopted"),
    ("tagged", "t", "tagged", "Next paragraph with a topic", "Previous paragraph with a topic"),
    ("untagged", "u", "untagged", "Next paragraph without a topic", "Previous paragraph without a topic"),
    ("suggested", "s", "suggested", "Next paragraph with a suggestion", "Previous paragraph with a suggestion"),
    ("citation", "c", "citation", "Next citation", "Previous citation"),
    ("note", "n", "note", "Next note", "Previous note"),
    ("warning", "w", "doubtful", "Next doubtful place", "Previous doubtful place"),
    ("bookmark", "b", "bookmark", "Next bookmark in the document", "Previous bookmark in the document"),
)


def _stop_keys() -> Iterator[Key]:
    for step, bracket, named in ((1, "right_square_bracket", "next"), (-1, "left_square_bracket", "previous")):
        for kind, letter, words, onward, back in _STOPS:
            action, says = f"stop({kind!r}, {step})", onward if step > 0 else back
            keys = (f"{bracket} {letter}",)
            yield Key("reading", action, keys, words, says, _FIND, f"{named}_{kind}", count="asked")


KEYS: tuple[Key, ...] = (
    Key("pane", "next_paragraph", ("j", "down"), "next", "Next paragraph, or next thing cited", _MOVE, count="asked"),
    Key("pane", "previous_paragraph", ("k", "up"), "previous", "Paragraph or thing cited before", _MOVE, count="asked"),
    Key("pane", "page_down", ("space", "pagedown"), "page down", "A page down", _MOVE, count="repeats"),
    Key("pane", "page_up", ("b", "pageup"), "page up", "A page up", _MOVE, count="repeats"),
    Key("pane", "half_page_down", ("ctrl+d",), "half down", "Half a page down", _MOVE, count="repeats"),
    Key("pane", "half_page_up", ("ctrl+u",), "half up", "Half a page up", _MOVE, count="repeats"),
    Key("pane", "row_down", ("ctrl+e",), "row down", "A row down", _MOVE, count="asked"),
    Key("pane", "row_up", ("ctrl+y",), "row up", "A row up", _MOVE, count="asked"),
    Key(
        "pane", "whole_forward", ("right_curly_bracket",), "whole", "Next paragraph, not its items", _MOVE, "", "asked"
    ),
    Key("pane", "whole_back", ("left_curly_bracket",), "back", "Paragraph before, not its items", _MOVE, count="asked"),
    Key("pane", "top", ("home",), "top", "To the top (also g g)", _MOVE),
    Key("pane", "end", ("end", "G"), "end", "To the end; to paragraph 29 with 29 before it", _MOVE, count="asked"),
    Key("reading", "switch_pane", ("tab", "shift+tab"), "other pane", "To the other pane and back", _SIDE),
    Key("reading", "choose", ("enter",), "open", "Open the thing cited, or the citing paragraph", _SIDE),
    Key(
        "reading", "back", ("backspace", "alt+left", "ctrl+o"), "back", "Back to where you were", _SIDE, count="repeats"
    ),
    Key("reading", "forward", ("alt+right",), "forward", "Forward again", _SIDE, count="repeats"),
    Key("reading", "turn_side(1)", ("right", "l"), "next tab", "The next tab of the side pane", _SIDE, "next_tab"),
    Key(
        "reading", "turn_side(-1)", ("left", "h"), "tab before", "The tab of the side pane before", _SIDE, "tab_before"
    ),
    Key("reading", "pin", ("p",), "pin", "Pin the side pane: it stays while you read on", _SIDE),
    Key("reading", "hide_side", ("s",), "hide side", "Hide the side pane, and show it again", _SIDE),
    Key("reading", "side_below", ("S",), "below", "The side pane at the right, or below", _SIDE),
    Key("reading", "full_screen", ("z",), "full screen", "The pane alone on the screen, and both again", _SIDE),
    Key(
        "reading", "change_measure(-1)", ("less_than_sign",), "shorter", "Shorter lines of text", _SIDE, "shorter_lines"
    ),
    Key(
        "reading", "change_measure(1)", ("greater_than_sign",), "longer", "Longer lines of text", _SIDE, "longer_lines"
    ),
    Key("reading", "centre", ("vertical_line",), "centre", "The text in the middle of the pane, or at its left", _SIDE),
    Key("reading", "footnotes", ("f",), "footnotes", "The footnotes of the paragraph in place, or hidden", _SIDE),
    Key("reading", "all_footnotes", ("F",), "all footnotes", "All footnotes in place, or hidden", _SIDE),
    Key("reading", "divide(4)", ("plus", "equals_sign"), "wider", "A wider side pane", _SIDE, "wider_side"),
    Key("reading", "divide(-4)", ("minus",), "narrower", "A narrower side pane", _SIDE, "narrower_side"),
    Key("reading", "details", ("d",), "details", "How the target was known: by which rule, by which words", _SIDE),
    Key(
        "reading",
        "tag",
        ("t",),
        "tag",
        "Tag: a letter sets a topic and takes it away (3t: three)",
        _MARK,
        count="asked",
    ),
    Key(
        "reading",
        "tagging_mode",
        ("T",),
        "tag many",
        "Tagging mode: a letter tags and goes on to the next paragraph",
        _MARK,
    ),
    Key("reading", "visual_mode", ("V",), "paragraphs", "Several paragraphs at once: to tag, note or copy them", _MARK),
    Key("reading", "span_mode", ("v",), "words", "Words of the paragraph: to tag, note or copy them", _MARK),
    Key(
        "reading", "draw_span(1)", ("shift+right",), "select", "Select words from the beginning on", _MARK, "select_on"
    ),
    Key("reading", "draw_span(-1)", ("shift+left",), "select", "Select words backwards", _MARK, "select_back"),
    Key("reading", "repeat_tag", ("full_stop",), "tag again", "Tag the paragraph as the last one was", _MARK),
    Key(
        "reading", "show_suggestions", ("asterisk",), "suggest", "Show the topics that seem to fit, or hide them", _MARK
    ),
    Key("reading", "note", ("n",), "note", "Write a note on the paragraph", _MARK),
    Key("reading", "document_note", ("N",), "document note", "Write a note on the document as a whole", _MARK),
    Key("undoing", "undo", ("u",), "undo", "Undo the last change of annotations", _MARK, count="repeats"),
    Key("undoing", "redo", ("ctrl+r",), "redo", "Do again what was undone last", _MARK, count="repeats"),
    Key("reading", "codebook", ("B",), "codebook", "The codebook: what the topics mean, and changing them", _KEEP),
    Key("reading", "review", ("R",), "review", "Annotations whose text has changed: confirm, choose, delete", _KEEP),
    Key("reading", "annotations", ("a",), "annotations", "All annotations: filter, list, statistics", _KEEP),
    Key("reading", "changes", ("U",), "changes", "The history of changes, and back to any of them", _KEEP),
    Key("reading", "reject", ("x",), "reject", "Reject the citation, as no citation; bring it back", _MARK),
    Key("reading", "give_target", ("r",), "right target", "Give the citation its right target", _MARK),
    Key("reading", "copy_citation", ("y",), "cite", "Copy the citation in the style chosen last", _MARK),
    Key(
        "reading",
        "choose_style",
        ("Y",),
        "cite as",
        "Copy the citation in a style that is asked for, with or without the words",
        _MARK,
    ),
    Key("reading", "export", ("e",), "export", "Export annotations: Markdown, HTML, Word, CSV, JSON", _MARK),
    Key("reading", "search", ("slash",), "search", "Search in the document, as you type", _FIND),
    Key("reading", "goto", ("g",), "go to", "Go to an address: op70, 29, draft6/op43, E/2024/30 para 23", _FIND),
    Key("reading", "outline", ("o",), "outline", "The outline of the document: show it, go to it, put it away", _FIND),
    Key("reading", "parse_warnings", ("w",), "slips", "Places of the document that the parser is not sure of", _FIND),
    Key("reading", "jump", ("J",), "jump", "A letter on each citation and footnote on the screen: it opens it", _FIND),
    *_stop_keys(),
    Key("reading", "stop_again(1)", ("semicolon",), "again", "Go on to the next such place", _FIND, "again", "asked"),
    Key("reading", "stop_again(-1)", ("comma",), "back", "Go back to such a place", _FIND, "again_back", "asked"),
    Key("reading", "set_bookmark", ("m",), "bookmark", "Set a bookmark: then a letter", _FIND, letter=True),
    Key("reading", "go_to_bookmark", ("apostrophe",), "go to it", "To a bookmark: then its letter", _FIND, letter=True),
    Key("reading", "library", ("L",), "library", "The library: all documents", _FIND),
    Key("reading", "authorities", ("A",), "authorities", "Everything that the library cites, with counts", _FIND),
    Key("reading", "missing", ("M",), "missing", "What is cited and not in the library, most cited first", _FIND),
    Key("hits", "next_hit", ("n",), "next hit", "The next hit, while a search is open", _FIND, count="repeats"),
    Key("hits", "previous_hit", ("N",), "hit before", "The hit before, while a search is open", _FIND, count="repeats"),
    Key("reading", "close_top", ("escape",), "close", "Close what lies on top; leave the side pane", _APP),
    Key("reading", "compare", ("c",), "compare", "Compare the text with another text or stage", _COMPARE),
    Key("reading", "stages", ("H",), "stages", "The stages of the text: draft, recommended, adopted", _COMPARE),
    Key(
        "comparing",
        "next_change",
        ("n", "right_square_bracket"),
        "next change",
        "The next change",
        _COMPARE,
        count="repeats",
    ),
    Key(
        "comparing",
        "previous_change",
        ("N", "left_square_bracket"),
        "change before",
        "The change before",
        _COMPARE,
        count="repeats",
    ),
    Key("comparing", "only_changes", ("o",), "only changes", "Only what changed, or everything", _COMPARE),
    Key("comparing", "change_view", ("v",), "view", "Side by side, or as one text", _COMPARE),
    Key("comparing", "scroll_apart", ("s",), "scroll apart", "Each text scrolls by itself, or both together", _COMPARE),
    Key("comparing", "other_side", ("tab", "shift+tab"), "other text", "To the other text and back", _COMPARE),
    Key("comparing", "open_paragraph", ("enter",), "open", "Open the paragraph in the reader", _COMPARE),
    Key("comparing", "copy_pair", ("y",), "copy", "Copy the paragraph with what differs", _COMPARE),
    Key("comparing", "export_comparison", ("e",), "export", "Export what is seen: Markdown, HTML", _COMPARE),
    Key("comparing", "exchange", ("x",), "exchange", "Exchange the two texts", _COMPARE),
    Key("comparing", "without_marks", ("m",), "marks", "Two documents without marks, or compared again", _COMPARE),
    Key("comparing", "carry_annotations", ("a",), "annotations", "Carry annotations from the left text on", _COMPARE),
    Key("comparing", "leave_comparison", ("escape", "backspace"), "read on", "Back to the document", _COMPARE),
    Key(
        "carrying", "carry_this", ("enter",), "carry", "Carry the annotation, where it is proposed or chosen", _COMPARE
    ),
    Key("carrying", "carry_kept", ("A",), "all kept", "Carry all whose paragraph stands word for word", _COMPARE),
    Key("carrying", "undo_carrying", ("u",), "undo", "Undo the last change of annotations", _COMPARE),
    Key("carrying", "open_carried", ("o",), "open", "Open the paragraph in the reader", _COMPARE),
    Key("carrying", "leave_carrying", ("escape", "backspace"), "back", "Back to the comparison", _COMPARE),
    Key("stages", "compare_stage", ("enter",), "compare", "Compare the stage with the one before it", _COMPARE),
    Key("stages", "compare_with_here", ("c",), "with here", "Compare the stage with the text one came from", _COMPARE),
    Key("stages", "open_stage", ("o",), "open", "Open the stage in the reader, or its page in the browser", _COMPARE),
    Key("stages", "copy_stage", ("y",), "copy address", "Copy the web address of the stage", _COMPARE),
    Key("stages", "confirm_stage", ("a",), "confirm", "Confirm a probable stage", _COMPARE),
    Key("stages", "refuse_stage", ("x",), "refuse", "Refuse a probable stage; take back what was decided", _COMPARE),
    Key("stages", "widen_text", ("tab",), "text", "Stages of the text, the document, the paragraph", _COMPARE),
    Key("stages", "leave_stages", ("escape", "backspace"), "read on", "Back to the document", _COMPARE),
    Key("review", "confirm_place", ("enter", "c"), "confirm", "The annotation stands at the place in focus", _KEEP),
    Key("review", "next_review", ("n",), "leave", "Leave the annotation as it is, and go on to the next", _KEEP),
    Key("review", "previous_review", ("N",), "before", "The annotation before", _KEEP),
    Key("review", "delete_annotation", ("x", "delete"), "delete", "Delete the annotation", _KEEP),
    Key("review", "other_place", ("g",), "other place", "Name another place by its address", _KEEP),
    Key("review", "open_reviewed", ("o",), "read", "Read the place in focus", _KEEP),
    Key("review", "leave_review", ("escape", "backspace"), "read on", "Back to the document", _KEEP),
    Key("codebook", "edit_topic", ("enter", "e"), "edit", "Edit the topic: names, definition, letter, colour", _KEEP),
    Key("codebook", "add_topic", ("a",), "add", "Add a topic beside this one", _KEEP),
    Key("codebook", "add_topic_below", ("A",), "add below", "Add a topic under this one", _KEEP),
    Key("codebook", "rename_topic", ("r",), "rename", "Give the topic another id, on all annotations", _KEEP),
    Key("codebook", "move_topic", ("m",), "move", "Put the topic under another one", _KEEP),
    Key("codebook", "merge_topics", ("M",), "merge", "Take the topic out in favour of another", _KEEP),
    Key("codebook", "split_topic", ("s",), "split", "Give some of its annotations another topic", _KEEP),
    Key("codebook", "delete_topic", ("d", "delete"), "delete", "Take the topic out, and off its annotations", _KEEP),
    Key("codebook", "topic_note", ("n",), "note", "Write a note on the topic", _KEEP),
    Key("codebook", "other_part", ("tab", "shift+tab"), "other pane", "To what the topic is, and back", _KEEP),
    Key("codebook", "leave_codebook", ("escape", "backspace"), "read on", "Back to the document", _KEEP),
    Key("annotations", "open_annotation", ("enter",), "open", "Open the place; list what a row counts", _KEEP),
    Key("annotations", "edit_filter", ("slash",), "filter", "Type a filter", _KEEP),
    Key("annotations", "turn_annotations", ("tab",), "statistics", "The statistics, and the list again", _KEEP),
    Key("annotations", "turn_scope", ("l",), "library", "This document, or the whole library", _KEEP),
    Key("annotations", "mark_annotation", ("m",), "mark", "Mark the annotation, or take the mark away", _KEEP),
    Key("annotations", "mark_all", ("M",), "mark all", "Mark all that are listed, or none", _KEEP),
    Key("annotations", "tag_chosen", ("t",), "tag", "Tag what is marked, or the one in focus", _KEEP),
    Key("annotations", "note_chosen", ("n",), "note", "Write the note of the one in focus", _KEEP),
    Key("annotations", "delete_chosen", ("delete", "d"), "delete", "Delete what is marked, or the one in focus", _KEEP),
    Key("annotations", "save_filter", ("s",), "save filter", "Save the filter by a name", _KEEP),
    Key("annotations", "choose_filter", ("f",), "saved", "Use a saved filter", _KEEP),
    Key("annotations", "export_found", ("e",), "export", "Export what is listed", _KEEP),
    Key("annotations", "leave_annotations", ("escape", "backspace"), "read on", "Back to the document", _KEEP),
    Key("history", "open_change", ("enter",), "read", "Read the place of the change", _KEEP),
    Key("history", "go_back_to", ("r",), "go back", "Make everything as it was after this change", _KEEP),
    Key("history", "other_part", ("tab", "shift+tab"), "other pane", "To what the change did, and back", _KEEP),
    Key("history", "leave_history", ("escape", "backspace"), "read on", "Back to the document", _KEEP),
    Key("searching", "open_hit", ("enter",), "open", "Open the document at the hit", _SEARCH),
    Key("searching", "other_part", ("tab", "shift+tab"), "query, list", "From the query to the list and back", _SEARCH),
    Key("searching", "edit_query", ("slash",), "query", "Change the query", _SEARCH),
    Key("searching", "only_document", ("d",), "this document", "Only this document, or every one again", _SEARCH),
    Key("searching", "only_kind", ("o",), "this kind", "Only paragraphs of this kind, or every kind", _SEARCH),
    Key("searching", "next_topic", ("t",), "topic", "Only what is tagged: the next topic, then none", _SEARCH),
    Key("searching", "next_cited", ("c",), "cites", "Only what cites the same: the next of it, then none", _SEARCH),
    Key("searching", "everywhere", ("x",), "everywhere", "Not narrowed any more", _SEARCH),
    Key("searching", "back_from_search", ("backspace",), "back", "Back to where you were before", _SEARCH),
    Key("searching", "leave_search", ("escape",), "read on", "Back to the document", _SEARCH),
    Key("outline", "choose_entry", ("enter",), "go", "Go to the entry", _FIND),
    Key("outline", "fold", ("left", "h"), "fold", "Fold the entry, or go to the one around it", _FIND),
    Key("outline", "unfold", ("right", "l"), "unfold", "Unfold the entry, or go into it", _FIND),
    Key("outline", "fold_all", ("x",), "fold all", "Fold all entries, or unfold them", _FIND),
    Key("library", "choose", ("enter",), "open", "Open the document where it was left", _APP),
    Key("library", "read_on", ("escape", "backspace"), "read on", "Back to the document", _APP),
    Key("library", "correct", ("e",), "correct", "Correct what a document says of itself: title, date, symbols", _APP),
    Key("library", "remove", ("d", "delete"), "remove", "Take a document out of the library", _APP),
    Key("authorities", "open_entry", ("enter",), "citing places", "Unfold the citing places; open one", _AUTHORITIES),
    Key(
        "authorities", "unresolved_first", ("u",), "unresolved", "The unresolved first, or the most cited", _AUTHORITIES
    ),
    Key("authorities", "turn_table", ("m",), "missing", "Only what is not in the library, or all", _AUTHORITIES),
    Key("authorities", "copy_page", ("y",), "copy address", "Copy the web address of what is cited", _AUTHORITIES),
    Key("authorities", "open_page", ("o",), "browser", "Open the page of what is cited in the browser", _AUTHORITIES),
    Key("authorities", "leave", ("escape", "backspace"), "read on", "Back to the document", _AUTHORITIES),
    Key("app", "import_documents", ("i",), "import", "Import documents: files or a folder, into the library", _APP),
    Key("app", "search_library", ("ctrl+f",), "search all", "Search all documents of the library", _FIND),
    Key("app", "command_palette", ("ctrl+p",), "all commands", "Every action and every document, by name", _APP),
    Key("app", "help", ("question_mark", "f1"), "keys", "These keys", _APP),
    Key("app", "tour", (), "tour", "The short tour of the first run", _APP),
    Key("app", "change_theme", ("ctrl+t",), "theme", "Dark or light", _APP),
    Key("app", "suspend_process", ("ctrl+z",), "suspend", "To the shell; fg comes back", _APP, "suspend"),
    Key("app", "quit", ("q",), "quit", "Quit; the place is kept", _APP),
)

#: What the footer shows where the keyboard is: in the document, in the side pane, in a list.
FOOTERS: dict[str, tuple[str, ...]] = {
    "document": (
        "help", "quit", "next_hit", "previous_hit", "switch_pane", "tag", "note", "search", "goto", "copy_citation",
        "compare", "turn_side(1)", "back", "search_library",
        "export", "command_palette", "outline", "library", "undo", "pin", "hide_side",
    ),
    "side": (
        "help", "quit", "choose", "switch_pane", "turn_side(1)", "reject", "give_target", "details", "pin", "back",
        "command_palette", "hide_side",
    ),
    "review": (
        "help", "quit", "confirm_place", "next_review", "delete_annotation", "other_place", "undo", "leave_review",
        "redo", "open_reviewed", "previous_review",
    ),
    "codebook": (
        "help", "quit", "edit_topic", "add_topic", "rename_topic", "move_topic", "merge_topics", "split_topic",
        "delete_topic", "topic_note", "undo", "leave_codebook", "add_topic_below", "redo",
    ),
    "annotations": (
        "help", "quit", "open_annotation", "edit_filter", "turn_annotations", "mark_annotation", "tag_chosen",
        "leave_annotations", "turn_scope", "export_found", "undo", "delete_chosen", "mark_all", "note_chosen",
        "save_filter", "choose_filter", "command_palette",
    ),
    "history": ("help", "quit", "open_change", "go_back_to", "undo", "redo", "leave_history", "command_palette"),
    "searching": (
        "help", "quit", "open_hit", "leave_search", "edit_query", "only_document", "only_kind", "next_topic",
        "next_cited", "everywhere", "back_from_search", "command_palette",
    ),
    "outline": (
        "help", "quit", "choose_entry", "fold", "unfold", "fold_all", "outline", "close_top",
    ),
    "library": (
        "help", "quit", "choose", "search_library", "import_documents", "read_on", "correct", "remove",
        "command_palette", "change_theme",
    ),
    "comparing": (
        "help", "quit", "next_change", "only_changes", "change_view", "leave_comparison", "open_paragraph",
        "previous_change", "scroll_apart", "other_side", "copy_pair", "carry_annotations",
        "export_comparison", "exchange", "without_marks",
    ),
    "carrying": (
        "help", "quit", "carry_this", "carry_kept", "undo_carrying", "open_carried", "leave_carrying",
    ),
    "stages": (
        "help", "quit", "compare_stage", "open_stage", "confirm_stage", "refuse_stage", "widen_text", "leave_stages",
        "copy_stage", "compare_with_here",
    ),
    "authorities": (
        "help", "quit", "open_entry", "leave", "unresolved_first", "turn_table", "copy_page", "open_page",
        "command_palette", "change_theme",
    ),
}  # fmt: skip


def in_footer(name: str) -> list[Key]:
    """The actions that a footer shows, the most needed first: what does not fit is left out from the end."""
    together = next((areas for areas in TOGETHER if name in areas), TOGETHER[0])
    by_action = {key.action: key for key in KEYS if key.area in together}
    return [by_action[action] for action in FOOTERS[name]]


#: What the README shows: the keys of a first day.
FIRST_DAY = (
    *("next_paragraph", "previous_paragraph", "page_down", "page_up", "goto", "outline", "switch_pane", "choose"),
    *("back", "turn_side(1)", "footnotes", "search", "search_library", "compare", "stages", "jump", "tag", "note"),
    *("tagging_mode", "undo", "redo", "annotations", "copy_citation", "choose_style", "export", "reject"),
    *("give_target", "library", "authorities", "import_documents", "command_palette", "help", "quit"),
)


def as_markdown(keys: Iterable[Key] = KEYS) -> str:
    """A table of keys for the documents; actions without a key are left out."""
    lines = ["| Key | Does |", "| --- | --- |"]
    lines += [f"| {' '.join(map(_in_code, map(shown, key.keys)))} | {key.says} |" for key in keys if key.keys]
    return "\n".join(lines) + "\n"


def _in_code(key: str) -> str:
    # A stroke would end the cell of a table.
    return f"`{key}`".replace("|", "\\|")


def first_day() -> list[Key]:
    """The keys that the README shows, in their order."""
    return [next(key for key in KEYS if key.action == action) for action in FIRST_DAY]
