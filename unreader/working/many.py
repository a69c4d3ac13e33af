"""Many files and folders into a library: each by itself, the rest goes on when one fails, nothing half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from unreader.annotating import Annotations
from unreader.library import Library
from unreader.model import UnreaderError
from unreader.sources import FORMATS, printable
from unreader.working.facts import FactsError, NoSymbolError, Told
from unreader.working.importing import Imported, ImportingError, examine, store

#: (how many are done, of how many, the name of the one that is next)
Progress = Callable[[int, int, str], None]


class Summary(Struct):
    """What became of each file: stored, there already, failed (the file and why). `cancelled`: not all were tried.

    `unnamed` are those of the failed ones in which no symbol was found: a person can tell it.
    """

    imported: list[tuple[Path, Imported]] = field(default_factory=list)
    skipped: list[tuple[Path, Imported]] = field(default_factory=list)
    failed: list[tuple[Path, str]] = field(default_factory=list)
    unnamed: set[Path] = field(default_factory=set)
    cancelled: bool = False


def import_files(
    library: Library,
    files: Sequence[Path],
    told: Told | None = None,
    *,
    annotations: Annotations | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary:
    """Import files, and those in folders. Raises FactsError where what was told cannot be, before anything is read.

    Of two files that are one document in one language the second fails: which is the newer one only a person knows.

    `cancelled` is asked before each file and between reading it and storing it; an interrupt from the keyboard does the
    same, but what is being stored is stored first. Either way no file is half in the library, and each that is in it
    is told of.
    """
    told = (told or Told()).checked()
    wanted = expanded(files)
    if len(wanted) > 1 and told.title is not None:
        raise FactsError("a title is that of one document; import the files one by one to tell it")
    summary = Summary()
    try:
        for number, file in enumerate(wanted):
            if progress:
                progress(number, len(wanted), printable(file.name))
            if cancelled():
                summary.cancelled = True
                break
            _import(library, file, told, annotations, cancelled, summary)
            if summary.cancelled:
                break
        else:
            if progress:
                progress(len(wanted), len(wanted), "")
    except KeyboardInterrupt:
        summary.cancelled = True
    return summary


def _import(
    library: Library,
    file: Path,
    told: Told,
    annotations: Annotations | None,
    cancelled: Callable[[], bool],
    summary: Summary,
) -> None:
    try:
        candidate = examine(library, file, told)
        held = candidate.held
        if held is not None and candidate.standing == "changed" and held in [one.entry for _, one in summary.imported]:
            raise ImportingError(
                f"{printable(file.name)}: another file of this import is {held.symbol} ({held.language}) too; "
                "import this one by itself if it is the newer text"
            )
        if cancelled():
            summary.cancelled = True
            return
        with _whole():
            imported = store(library, candidate, annotations)
            (summary.skipped if imported.standing == "same" else summary.imported).append((file, imported))
    except UnreaderError as error:
        summary.failed.append((file, str(error)))
        if isinstance(error, NoSymbolError):
            summary.unnamed.add(file)


@contextmanager
def _whole() -> Iterator[None]:
    """An interrupt from the keyboard waits until this is done and told of: what is being stored is never half there."""
    if threading.current_thread() is not threading.main_thread():  # which alone is interrupted
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
    if came:
        raise KeyboardInterrupt


def expanded(files: Sequence[Path]) -> list[Path]:
    """Files as they are; of a folder all documents in it and below, by name, without hidden ones and links."""
    suffixes = {suffix for known in FORMATS if known.reads for suffix in known.suffixes}
    found: list[Path] = []
    for file in files:
        if not file.is_dir():
            found.append(file)
            continue
        below = (path for path in sorted(file.rglob("*")) if path.suffix.lower() in suffixes)
        found += [
            path
            for path in below
            if path.is_file()
            and not path.is_symlink()
            and not any(part.startswith(".") for part in path.relative_to(file).parts)
        ]
    return list(dict.fromkeys(found))
