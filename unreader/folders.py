"""The program's folders where the platform has them: settings, library, cache, what the reader remembers.

They are those of platformdirs. On Linux its answer is given without loading it, which every start would pay.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

Kind = Literal["cache", "config", "data", "state"]
#: The variable that names the folder on Linux, and the folder in one's home without it (XDG base directories).
_ON_LINUX: dict[Kind, tuple[str, str]] = {
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def user_folder(kind: Kind) -> Path:
    """The user's folder of this kind for unreader; it may not be there yet."""
    variable, usual = _ON_LINUX[kind]
    named = os.environ.get(variable, "")
    if sys.platform == "linux" and (not named or named.startswith("/")):
        return (Path(named) if named else Path.home() / usual) / "unreader"
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")("unreader", appauthor=False))
