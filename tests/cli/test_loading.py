"""What may be loaded, and when: a command loads what it needs, the first screen what it shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

#: Runs the words of a command line and tells which modules that has loaded.
COMMAND = """
import json, sys
sys.argv = ["unreader", *sys.argv[1:]]
import os; os._exit = sys.exit
from unreader.start import main
try: main()
except SystemExit as end: assert not end.code, end.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""
#: Shows the list of documents, or a document, and tells what is loaded when that has been drawn for the first time.
FIRST_SCREEN = """
import asyncio, json, sys
from pathlib import Path
from unreader.library import Library, find_address
from unreader.tui.app import ReaderApp
library = Library(Path(sys.argv[2]))
address = find_address(library, sys.argv[3]).address if sys.argv[3:] else None
app = ReaderApp(library, address=address)
app.reading.toured = True
loaded = None
async def look():
    global loaded
    async with app.run_test(size=(120, 40)) as pilot:
        while loaded is None:
            await pilot.pause()
def first(*_):
    global loaded
    loaded = loaded or sorted(sys.modules)
    return open_notebook()
open_notebook, app._open_notebook = app._open_notebook, first
asyncio.run(look())
print("\\n" + json.dumps(loaded))
"""
#: Finds what the reader is to open, as the start does before it loads the full-screen library.
PLAIN_START = """
import json, sys
from unreader.cli.starting import plain_start
session, words = plain_start(sys.argv[1:])
session.library.correct_with(None)
assert session.place_or_file(words)
print("\\n" + json.dumps(sorted(sys.modules)))
"""
PICTURE = """
import sys
from unreader import first_picture
loaded = sorted(sys.modules)
import json
print("\\n" + json.dumps(loaded))
"""


def loaded(code: str, library: Path, *words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, "--library", str(library), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(names)


SCREEN_AND_STORE = ("textual", "rich", "tinydb", "unreader.tui", "unreader.annotating.storage")
SLOW = ("platformdirs", "dataclasses")
RULES = ("unreader.parsing.parse", "unreader.citing.finding", "unreader.citing.resolving", "unreader.sources")


@pytest.mark.parametrize(
    ("code", "words", "kept_out"),
    [
        (
            COMMAND,
            ("list",),
            (*SCREEN_AND_STORE, *RULES, *SLOW, "unreader.citing", "unreader.library.addressing", "difflib"),
        ),
        (COMMAND, ("cited-by", "2021/20#annex/para29"), (*SCREEN_AND_STORE, *RULES, "unreader.annotating.history")),
        (COMMAND, ("cites", "78/229#pp3"), (*SCREEN_AND_STORE, *RULES)),
        (PLAIN_START, ("78/229#op3",), (*SCREEN_AND_STORE, *RULES, *SLOW, "click")),
        (PICTURE, (), ("click", "textual", "asyncio", "re", "unreader.cli", "unreader.model")),
        (FIRST_SCREEN, (), (*RULES, "tinydb", "unreader.tui.reading.screen", "unreader.comparing", "unreader.working")),
        (
            FIRST_SCREEN,
            ("78/229",),
            (*RULES, "tinydb", "unreader.tui.holdings.library_screen", "unreader.tui.holdings.import_dialog"),
        ),
    ],
)
def test_what_is_not_needed_is_not_loaded(
    library_folder: Path, code: str, words: tuple[str, ...], kept_out: tuple[str, ...]
) -> None:
    assert os.environ["XDG_CACHE_HOME"]  # the index of the library is there: nothing has to be parsed
    names = loaded(code, library_folder, *words)
    assert not {name for name in names if name in kept_out}
