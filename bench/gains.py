"""Which citations a change to the rules gains, loses and changes, over texts/ and any other folder or file.

    python bench/gains.py [--against COMMIT] [--all] [FOLDER or FILE ...]

The working tree is compared with a commit (HEAD unless told), whose code is taken out of git into a temporary folder
and runs in a process of its own. A citation is changed where one of the same words of the same paragraph, or words
that overlap, has another target, pinpoint, kind or extent. Printed: what differs, by document, and a sum; --all prints
what stayed the same too. Ends with 0 whatever it finds: a change is judged by whoever reads it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
#: What is read: the documents of a folder and the folders in it.
ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".pdf"}
#: What runs on each side; it keeps to names that every version has.
READER = """
import json, sys
from pathlib import Path
from unreader.citing.resolving import find_citations
from unreader.parsing import parse
from unreader.sources import read_file
for name in json.load(sys.stdin):
    try:
        document = parse(read_file(Path(name)))
        texts = {block.path: block.text for block in document.blocks}
        rows = [[c.block, c.start, c.end, c.quote, c.kind, c.target, c.pinpoint, c.rule,
                 texts[c.block][max(0, c.start - 30):c.end + 30]] for c in find_citations(document)]
        print(json.dumps([name, document.symbol, rows]), flush=True)
    except Exception as error:
        print(json.dumps([name, repr(error), None]), flush=True)
"""
Row = list[Any]


def main() -> None:
    """Compare, and print what differs."""
    arguments = read_arguments()
    files = [str(file) for place in (ROOT / "texts", *arguments.places) for file in sorted(documents(place))]
    now = citations(ROOT, files)
    with tempfile.TemporaryDirectory(prefix="unreader-gains-") as folder:
        take_out(arguments.against, Path(folder))
        before = citations(Path(folder), files)
    total = {"gained": 0, "lost": 0, "changed": 0, "same": 0}
    for file in files:
        show(file, before[file], now[file], total, everything=arguments.all)
    print(", ".join(f"{count} {what}" for what, count in total.items()), f"(against {arguments.against})")


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Citations gained, lost and changed since a commit.")
    parser.add_argument("--against", default="HEAD", metavar="COMMIT")
    parser.add_argument("--all", action="store_true", help="print what stayed the same too")
    parser.add_argument("places", nargs="*", type=Path, metavar="FOLDER or FILE")
    return parser.parse_args()


def documents(place: Path) -> Iterator[Path]:
    """The documents in a folder, or the file itself."""
    if not place.exists():
        sys.exit(f"{place} is not there")
    found = [place] if place.is_file() else place.rglob("*")
    return (file.resolve() for file in found if file.suffix.lower() in ENDINGS and file.name != "README.md")


def take_out(commit: str, folder: Path) -> None:
    """Put the package as it was in a commit into a folder."""
    done = subprocess.run(["git", "-C", str(ROOT), "archive", commit, "unreader"], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{commit} cannot be taken out of git: {done.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def citations(code: Path, files: Sequence[str]) -> dict[str, tuple[str, list[Row] | None]]:
    """What the code in a folder finds in each file: the document's symbol and its citations, None where it failed."""
    done = subprocess.run(
        [sys.executable, "-c", READER],
        input=json.dumps(files),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=code,
        env={**os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    if done.returncode:
        sys.exit(f"the code in {code} failed:\n{done.stderr}")
    read = (json.loads(line) for line in done.stdout.splitlines())
    return {name: (symbol, rows) for name, symbol, rows in read}


def show(
    file: str,
    before: tuple[str, list[Row] | None],
    now: tuple[str, list[Row] | None],
    total: dict[str, int],
    *,
    everything: bool,
) -> None:
    """Print what differs in one document."""
    if before[1] is None or now[1] is None:
        print(f"{file}\n  ! {before[0] if before[1] is None else now[0]}")
        return
    old, new = list(before[1]), list(now[1])
    same = [row for row in old if _take(new, lambda other, row=row: row[:7] == other[:7])]
    old = _without(old, same)
    changed = []
    for row in list(old):
        if (other := _take(new, lambda other, row=row: _overlap(row, other))) is not None:
            changed.append((row, other))
            old.remove(row)
    for what, rows in (("gained", new), ("lost", old), ("changed", changed), ("same", same)):
        total[what] += len(rows)
    if not (new or old or changed) and not everything:
        return
    print(f"{now[0]}  ({Path(file).name})  {len(now[1])} citations")
    lines = [(row, "+", told(row)) for row in new] + [(row, "-", told(row)) for row in old]
    lines += [(row, "~", f"{told(row)}  ->  {told(other)}") for row, other in changed]
    lines += [(row, " ", told(row)) for row in same if everything]
    for row, sign, line in sorted(lines, key=lambda one: (one[0][0], one[0][1])):
        print(f"  {sign} {row[0]}: {line}")
        if sign != " ":
            print(f"      … {row[8]} …")


def told(row: Row) -> str:
    """A citation in one line."""
    _, _, _, quote, kind, target, pinpoint, rule, _ = row
    return f"{quote} = {kind} {target or '?'} {pinpoint}".rstrip() + f" [{rule}]"


def _overlap(one: Row, other: Row) -> bool:
    return bool(one[0] == other[0] and one[1] < other[2] and other[1] < one[2])


def _take(rows: list[Row], wanted: Any) -> Row | None:
    """Take the first row that is wanted out of the rows."""
    for at, row in enumerate(rows):
        if wanted(row):
            return rows.pop(at)
    return None


def _without(rows: list[Row], others: list[Row]) -> list[Row]:
    identities = {id(row) for row in others}
    return [row for row in rows if id(row) not in identities]


if __name__ == "__main__":
    main()
