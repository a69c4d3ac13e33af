"""The program begins here: the picture of the first screen, if one is kept, before anything else is loaded.

Then the commands decide what was asked for; the picture comes down where it was not the reader after all.
"""

from __future__ import annotations

import sys

from unreader import first_picture


def main() -> None:
    """Run the program."""
    first_picture.show(sys.argv[1:])
    try:
        from unreader.cli.starting import main as run

        run()
    finally:
        first_picture.take_down()
