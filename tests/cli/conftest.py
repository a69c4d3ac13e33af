"""The installed program, run on a library of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(library_folder: Path) -> Run:
    """Runs the installed program on a library of its own, without a terminal."""

    def call(
        *words: str, code: int = 0, stdin: str = "", folder: Path = library_folder
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "unreader", "--library", str(folder), *words],
            capture_output=True,
            text=True,
            input=stdin,
            encoding="utf-8",
            check=False,
            env={**os.environ, "COLUMNS": "80"},
        )
        assert done.returncode == code, (done.returncode, done.stdout[-500:], done.stderr[-500:])
        assert "Traceback" not in done.stderr
        return done

    return call
