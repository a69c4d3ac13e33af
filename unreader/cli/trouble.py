"""What is kept of an error that nobody expected: its traceback in a file, for a report."""

from __future__ import annotations

import traceback
from pathlib import Path

import platformdirs

from unreader.wording import _


def write_report(error: BaseException) -> str:
    """Write the traceback to the log folder; what to tell the user about it, as the rest of a sentence."""
    folder = Path(platformdirs.user_log_dir("unreader", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "last-error.txt"
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return _("set UNREADER_DEBUG=1 to see where")
    return _("the details are in {file}").format(file=file)
