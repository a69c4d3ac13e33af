"""The file chooser: the folders, and the files that unreader reads, of one folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.message import Message

from unreader.tui.frame.dialog import ChoiceList
from unreader.tui.page.line_pane import LinePane, Mark, Paragraph
from unreader.wording import _

Listing = tuple[tuple[Path, bool], ...]


def listed(folder: Path) -> Listing:
    """The folders of a folder, then the files in it that can be imported, by name, hidden ones left out.

    Each with whether it is a folder. Raises OSError.
    """
    from unreader.sources import FORMATS

    suffixes = tuple(suffix for known in FORMATS if known.reads for suffix in known.suffixes)
    folders: list[Path] = []
    files: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                folders.append(folder / entry.name)
            elif entry.name.lower().endswith(suffixes):
                files.append(folder / entry.name)

    def by_name(path: Path) -> str:
        return path.name.casefold()

    return (
        *((one, True) for one in sorted(folders, key=by_name)),
        *((one, False) for one in sorted(files, key=by_name)),
    )


class FileList(ChoiceList, inherit_bindings=True):
    """One folder. Space marks a file or a folder; Enter goes into a folder, or chooses what is marked, or the file."""

    share: ClassVar[float] = 0.5

    class Entered(Message):
        """A folder is to be shown."""

        def __init__(self, folder: Path) -> None:
            super().__init__()
            self.folder = folder

    class Chosen(Message):
        """These files and folders are to be imported."""

        def __init__(self, paths: list[Path]) -> None:
            super().__init__()
            self.paths = paths

    class Left(Message):
        """The keyboard is wanted in the field above."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.folder = Path()
        self.marked: dict[Path, None] = {}
        self._listing: Listing = ()
        self._begins = ""

    def fill(self, folder: Path, listing: Listing) -> None:
        """Show a folder. What is marked in other folders stays marked."""
        came_from = self.folder
        self.folder, self._listing, self._begins = folder, listing, ""
        self._show_rows(came_from if came_from.parent == folder else None)

    @property
    def matches(self) -> bool:
        """Whether something is shown that begins as was typed."""
        return bool(self._begins) and isinstance(self.focus_key, Path)

    def narrow(self, begins: str) -> None:
        """Show only what begins so."""
        if begins != self._begins:
            self._begins = begins
            self._show_rows()

    def _show_rows(self, focus: Path | None = None) -> None:
        from unreader.sources import printable

        begins = self._begins.casefold()
        lines = []
        if self.folder.parent != self.folder and not begins:
            lines.append(Paragraph(self.folder.parent, "    ..", "item"))
        for path, is_folder in self._listing:
            if path.name.casefold().startswith(begins):
                box = "[✓]" if path in self.marked else "[ ]"
                text = f"{box} {printable(path.name)}{os.sep if is_folder else ''}"
                marks = (Mark(4, len(text), "label"),) if is_folder else ()
                lines.append(Paragraph(path, text, "item", marks=marks))
        if not self._listing:
            lines.append(Paragraph("none", _("    Nothing here that can be imported."), "hint", focusable=False))
        if focus is None and len(lines) > 1 and lines[0].key == self.folder.parent and lines[1].focusable:
            focus = self._listing[0][0]
        self.choices(lines, focus)

    def _is_folder(self, path: Path) -> bool:
        return path == self.folder.parent or (path, True) in self._listing

    def _at(self) -> Path | None:
        return self.focus_key if isinstance(self.focus_key, Path) else None

    def on_key(self, event: events.Key) -> None:
        """Space, ← →, Backspace and the letters of the lists."""
        path = self._at()
        key = event.key
        if key == "space" and path is not None and path != self.folder.parent:
            self.mark([path])
        elif key == "a":
            self.mark([one for one, is_folder in self._listing if not is_folder])
        elif key == "right" and path is not None and self._is_folder(path):
            self.post_message(self.Entered(path))
        elif key in ("left", "backspace"):
            self.post_message(self.Entered(self.folder.parent))
        elif key == "j":
            self.action_next_paragraph()
        elif key == "k":
            self.action_previous_paragraph()
        else:
            return
        event.stop()
        event.prevent_default()

    def action_previous_paragraph(self) -> None:
        """The row above; from the first one to the field."""
        if self.paragraphs and self.focus_key == self.paragraphs[0].key:
            self.post_message(self.Left())
        else:
            super().action_previous_paragraph()

    def mark(self, paths: Sequence[Path]) -> None:
        """Mark these, or take their marks away where all have one."""
        if all(path in self.marked for path in paths):
            for path in paths:
                self.marked.pop(path, None)
        else:
            self.marked.update(dict.fromkeys(paths))
        self._show_rows(self._at())

    def choose(self) -> None:
        """Go into the folder in focus; else import what is marked, or the file in focus."""
        path = self._at()
        if self.marked and (path is None or not self._is_folder(path) or path in self.marked):
            self.post_message(self.Chosen(list(self.marked)))
        elif path is not None:
            self.post_message(self.Entered(path) if self._is_folder(path) else self.Chosen([path]))

    def on_line_pane_activated(self, event: LinePane.Activated) -> None:
        """Enter."""
        event.stop()
        self.choose()

    def on_click(self, event: events.Click) -> None:
        """A click on the box marks; two clicks do what Enter does."""
        if event.chain == 2:
            event.prevent_default()
            self.choose()
            return
        offset = event.get_content_offset(self)
        super().on_click(event)
        event.prevent_default()
        path = self._at()
        if offset is not None and offset.x < 6 and path is not None and path != self.folder.parent:
            self.mark([path])
