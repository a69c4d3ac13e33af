"""The codebook's file as a row of the history: it changes in one step with the annotations, and is undone with them.

A file and a store cannot be written in one go. So the new text is kept in the store first, in the step itself, with
what the file held before; then it is written to the file; then it is forgotten. Whoever opens the store after a crash
in between writes it, unless the file was edited meanwhile: `settle`.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tinydb.table import Document as Record

from unreader.annotating import durable
from unreader.annotating.storage import JournalDB
from unreader.annotating.three_way import changed_text
from unreader.model import UnreaderError

Row = dict[str, Any]

#: The id of the row.
CODEBOOK = "codebook"

_TABLE = "codebook_pending"
_KEY = 1


class CodebookRow:
    """The text of `topics.toml` in the history of a store."""

    def __init__(self, db: JournalDB, path: Path) -> None:
        self._db = db
        self._path = path
        #: What the last undo or redo could not change, since the file had been edited; "" if it changed all.
        self.left = ""

    def row(self) -> Row:
        """The text as the step under way has it, else that of the file."""
        pending = self._pending()
        return {"text": pending["text"] if pending else self._read()}

    def expect(self, text: str) -> None:
        """Raise CodebookError if the file holds another text than this."""
        if self.row()["text"] != text:
            raise _trouble("The codebook has changed meanwhile: nothing was done. Look at it again.")

    def set_row(self, row: Row | None) -> None:
        """Have the text written to the file when the transaction is acknowledged. Raises CodebookError."""
        text = str(row["text"]) if row else ""
        self._try(text)
        pending = self._pending()
        base = pending["base"] if pending else _hash(self._read())
        self._db.table(_TABLE).upsert(Record({"base": base, "text": text}, doc_id=_KEY))

    def merged(self, row: Row, before: Row, after: Row) -> Row:
        """The text with a change made in it, as far as it was not edited since; `left` says what was not."""
        from unreader.annotating.topics_file import read_topics

        text, whole = changed_text(before["text"], after["text"], row["text"])
        try:
            read_topics(self._path, text)
        except UnreaderError:
            text, whole = row["text"], False
        if not whole:
            self.left = f"{self._path.name} had been edited since: what was edited there stays as it is."
        return {"text": text}

    def settle(self) -> None:
        """Write the text that waits to the file, and forget it; cheap if none waits. Raises as changes do."""
        if not self._db.storage.read().get(_TABLE):
            return
        with self._db.storage.transaction():
            pending = self._pending()
            if pending is not None and _hash(self._read()) == pending["base"]:
                self._write(self._path, pending["text"])
            self._db.table(_TABLE).remove(doc_ids=[_KEY])

    def _pending(self) -> Row | None:
        found = self._db.storage.read().get(_TABLE, {}).get(str(_KEY))
        sound = found is not None and isinstance(found.get("base"), str) and isinstance(found.get("text"), str)
        return found if sound else None

    def _read(self) -> str:
        try:
            return self._path.read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise _trouble(f"{self._path} cannot be read: {error}. Mend it or move it away.") from error

    def _try(self, text: str) -> None:
        """See that the text can be written, while nothing has been changed yet."""
        trial = self._path.with_name(f"{self._path.name}.trial")
        try:
            self._write(trial, text)
        finally:
            with suppress(OSError):
                trial.unlink()

    def _write(self, path: Path, text: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            durable.replace_file(path, text.encode("utf-8"))
        except OSError as error:
            raise _trouble(f"{self._path} cannot be written: {error.strerror}.") from error


def _trouble(message: str) -> UnreaderError:
    # Imported when it is needed: what reads TOML is no part of opening the annotations.
    from unreader.annotating.topics_file import CodebookError

    return CodebookError(message)


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
