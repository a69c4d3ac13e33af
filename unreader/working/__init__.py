"""What several rooms do together: documents into a library and out of it, and their annotations along with them.

examine(library, file, told) -> Candidate          what a file is, nothing stored (for a dialog that asks first)
store(library, candidate, annotations) -> Imported  put it into the library
import_files(library, files, told, ...) -> Summary  the same for many files and folders, with progress and cancelling
remove(library, symbol, ...) -> Removed             take a document out
correct(library, symbol, told, ...) -> Entry        other facts for a document
adrift(library, annotations), follow(...)           annotations whose paragraph became another one
"""

from unreader.working.changing import Removed, correct, remove
from unreader.working.facts import FactsError, NoSymbolError, Told
from unreader.working.following import adrift, follow
from unreader.working.importing import Candidate, Changes, Imported, ImportingError, examine, store
from unreader.working.many import Summary, import_files

__all__ = [
    "Candidate",
    "Changes",
    "FactsError",
    "Imported",
    "ImportingError",
    "NoSymbolError",
    "Removed",
    "Summary",
    "Told",
    "adrift",
    "correct",
    "examine",
    "follow",
    "import_files",
    "remove",
    "store",
]
