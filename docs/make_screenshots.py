"""Make the pictures of the documents from the app itself, and their tables of keys from the table of keys.

python docs/make_screenshots.py
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
import threading
from pathlib import Path

from textual.pilot import Pilot

from unreader.annotating import Annotations, place_at
from unreader.library import Library, find_address
from unreader.tui.app import ReaderApp
from unreader.tui.keys.table import KEYS, Key, as_markdown, first_day

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "screenshots"
#: Turns of the event loop after which every screen has come to rest.
TURNS = 60

#: Picture: the address at which the reader opens, the keys that lead to what it shows.
SCENES: dict[str, tuple[str, tuple[str, ...]]] = {
    "reader": ("E/2024/30#I.A/draft3/pp6", ()),
    "footnotes": ("A/79/459#draft3/pp8", ("f",)),
    "light": ("A/RES/78/229#op6", ("ctrl+t",)),
    "cited-by": ("E/RES/2021/20#annex/para29", ("right",)),
    "tagging": ("A/RES/78/229#op63", ("t",)),
    "library": ("A/RES/78/229", ("L",)),
    "comparison": ("A/79/459#draft1/pp9", ("c", "enter")),
    "stages": ("A/79/459#draft3/op4", ("H",)),
    "where-else": ("A/79/459#draft3/op4", ("right", "right")),
}


async def rest(pilot: Pilot[int]) -> None:
    for _ in range(TURNS):
        await pilot.pause(0.01)
    # What is looked for aside is waited for.
    while any(thread.name == "unreader-aside" for thread in threading.enumerate()):
        await pilot.pause(0.05)
    await pilot.pause(0.1)


async def picture(library: Library, name: str, address: str, keys: tuple[str, ...]) -> None:
    place = find_address(library, address).address
    app = ReaderApp(library, address=place, language="zh", keep_state=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await rest(pilot)
        for key in keys:
            await pilot.press(key)
            await rest(pilot)
        drawn = app.export_screenshot(title="unreader")
    # The picture fetches no font from anywhere: it names families that systems have.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "DejaVu Sans Mono, Noto Sans Mono CJK SC, Microsoft YaHei, PingFang SC")
    (PICTURES / f"{name}.svg").write_text(drawn, encoding="utf-8")
    print(f"docs/screenshots/{name}.svg")


def write_keys() -> None:
    """The keys of a first day into the README, all of them into docs/keys.md, by what they are for."""
    groups: dict[str, list[Key]] = {}
    for key in KEYS:
        groups.setdefault(key.group, []).append(key)
    everything = "\n".join(f"### {group}\n\n{as_markdown(keys)}" for group, keys in groups.items())
    for file, table in ((ROOT / "README.md", as_markdown(first_day())), (ROOT / "docs" / "keys.md", everything)):
        text = file.read_text(encoding="utf-8")
        begin, end = re.search(r"<!-- keys.*?-->\n", text), text.index("<!-- /keys -->")
        if begin is None:
            raise SystemExit(f"{file} has no place for the keys")
        file.write_text(f"{text[: begin.end()]}\n{table}\n{text[end:]}", encoding="utf-8")


def main() -> None:
    os.environ["COLORTERM"] = "truecolor"
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        shutil.copytree(ROOT / "texts", root / "texts")
        (root / "annotations").mkdir()
        shutil.copy(ROOT / "annotations" / "topics.toml", root / "annotations")
        library = Library(root, cache=False)
        with Annotations(root / "annotations", author="reader") as annotations:
            for address, topic, note in (
                ("E/2024/30#I.A/draft3/pp6", "trafficking/persons", "与第29段逐字比较"),
                ("E/RES/2021/20#annex/para29", "cybercrime", "线上和线下"),
                ("A/RES/78/229#op63", "trafficking", ""),
            ):
                place = find_address(library, address).address
                at = place_at(library.document(place.symbol), place.path)
                annotations.tag(place, topic, at)
                if note:
                    annotations.note(place, note, at)
        for name, (address, keys) in SCENES.items():
            asyncio.run(picture(library, name, address, keys))
    write_keys()


if __name__ == "__main__":
    main()
