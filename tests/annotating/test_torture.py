"""A small run of the script that kills the store at random moments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "bench" / "torture.py"


@pytest.mark.skipif(sys.platform == "win32", reason="the script forks")
def test_nothing_is_lost_when_the_process_is_killed() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "--trials", "15"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("nothing was lost\n")
