"""`make bench`: every measurement, one after the other; or those named: `python -m bench store startup`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
#: The measurements and the words they are run with here; `torture` and `gains` have make targets of their own.
MEASUREMENTS: dict[str, tuple[str, ...]] = {
    "reading": (),
    "citing": (),
    "comparing": (),
    "store": (),
    "together": ("--changes", "200"),
    "filters": (),
    "suggesting": (),
    "pane": (),
    "startup": (),
    "soak": (),
    "library": (),
    "searching": (),
    "answering": (),
}


def main() -> int:
    wanted = sys.argv[1:] or list(MEASUREMENTS)
    unknown = [name for name in wanted if name not in MEASUREMENTS]
    if unknown:
        print(f"no measurement {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted:
        print(f"\n== {name}", flush=True)
        failed |= subprocess.run(
            [sys.executable, str(HERE / f"{name}.py"), *MEASUREMENTS[name]], check=False
        ).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
