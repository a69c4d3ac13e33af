"""The program begins here: the picture of the first screen, if one is kept, before anything else is loaded.

Then the commands decide what was asked for; the picture comes down where it was not the reader after all.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from unreader import first_picture


def main() -> NoReturn:
    """Run the program, and end it."""
    first_picture.show(sys.argv[1:])
    status = 0
    try:
        from unreader.cli.starting import leave
        from unreader.cli.starting import main as run

        run()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        first_picture.take_down()
    leave(status)
