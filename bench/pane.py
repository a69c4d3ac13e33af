"""Measure the pane: opening, paging, jumping, holding a key down, resizing, at 60,000 and 600,000 characters.

    python bench/pane.py [--runs N] [--tmux]

In-process: a headless app of 120x40 cells; each figure is the time from the call until the screen's lines have been
made anew (median and worst, milliseconds), and the memory that the largest text costs. With --tmux: from a key until
the captured screen of a private tmux has changed, in a running app. The text is that of texts/.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from textual.app import App, ComposeResult

from unreader.breaking import Measured
from unreader.tui.page.line_pane import Badge, LinePane, Mark, Paragraph

TEXTS = Path(__file__).resolve().parent.parent / "texts"
SYMBOL = re.compile(r"[A-Z]+(?:/[A-Za-z0-9.]+)+|第 ?\d+/\d+ ?号决议")


def paragraphs(size: int) -> list[Paragraph]:
    """Paragraphs of the library's Chinese texts, about `size` characters, with marks, badges and callouts."""
    source = [line.strip() for path in sorted(TEXTS.glob("*.zh.txt")) for line in path.read_text().split("\n")]
    source = [line for line in source if len(line) > 60]
    made: list[Paragraph] = []
    total = 0
    while total < size:
        number = len(made)
        text = source[number % len(source)]
        made.append(
            Paragraph(
                number,
                text,
                "operative" if number % 2 else "preambular",
                label=f"{number % 90 + 1}.",
                marks=tuple(Mark(*found.span(), "citation", found.group()) for found in SYMBOL.finditer(text)),
                badges=(Badge("◆", "topic-1", "贩运"),) if number % 9 == 0 else (),
                callouts=((len(text) // 2, str(number)),) if number % 5 == 0 else (),
                space_before=1,
            )
        )
        total += len(text)
    return made


class Bench(App[None]):
    """A pane alone: x opens the text, z closes it."""

    shown: Sequence[Paragraph] = ()

    def compose(self) -> ComposeResult:
        yield LinePane()

    def key_x(self) -> None:
        self.query_one(LinePane).show(self.shown)

    def key_z(self) -> None:
        self.query_one(LinePane).show([])


async def settle(app: App[None]) -> None:
    """Draw every line that is on the screen, as a terminal would get it."""
    pane = app.query_one(LinePane)
    for y in range(pane.size.height):
        list(pane.render_line(y))


async def measure(size: int, runs: int) -> dict[str, tuple[float, float]]:
    shown = paragraphs(size)
    figures: dict[str, tuple[float, float]] = {}
    app = Bench()
    async with app.run_test(size=(120, 40)) as pilot:
        pane = app.query_one(LinePane)

        async def timed(name: str, act: Callable[[int], object], times: int) -> None:
            taken = []
            for run in range(times):
                began = time.perf_counter()
                act(run)
                await settle(app)
                taken.append((time.perf_counter() - began) * 1000)
                await pilot.pause()
            figures[name] = statistics.median(taken), max(taken)

        await timed("measure the text", lambda _: [Measured(p.text) for p in shown], 3)
        await timed("open", lambda _: pane.show(shown), max(3, runs // 10))
        await timed("page down", lambda _: pane.action_page_down(), runs)
        await timed("next paragraph", lambda _: pane.action_next_paragraph(), runs)
        await timed("jump", lambda run: pane.focus_paragraph(run * 7919 % len(shown), align="top"), runs)
        await timed(
            "badge added",
            lambda run: pane.update_paragraph(
                run % len(shown),
                Paragraph(run % len(shown), shown[run % len(shown)].text, "operative", badges=(Badge("●", "topic-2"),)),
            ),
            runs,
        )

        taken = []
        for run in range(max(4, runs // 5)):
            began = time.perf_counter()
            await pilot.resize_terminal(119 - run % 2 * 30, 40)
            taken.append((time.perf_counter() - began) * 1000)
        figures["resize, with Textual's own"] = statistics.median(taken), max(taken)
        await timed("break anew", lambda run: setattr(pane, "measure", 60 + run % 2 * 10), max(4, runs // 5))
    return figures


class Terminal:
    """The bench in a tmux server of its own."""

    def __init__(self, size: int) -> None:
        self._tmux = ["tmux", "-u", "-L", f"bench-pane-{os.getpid()}"]
        app = f"{sys.executable} {Path(__file__).resolve()} --app {size}"
        self._run("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", app)
        while "." not in self.screen():
            time.sleep(0.05)

    def _run(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=True).stdout

    def screen(self) -> str:
        return self._run("capture-pane", "-p")

    def changed_after(self, *words: str) -> float:
        """Milliseconds from a tmux command until the screen has changed for the last time within half a second."""
        last = self.screen()
        began = changed = time.perf_counter()
        self._run(*words)
        while time.perf_counter() - changed < 0.5:
            now = self.screen()
            if now != last:
                last, changed = now, time.perf_counter()
        return (changed - began) * 1000

    def close(self) -> None:
        self._run("kill-server")


def measure_in_tmux(size: int, runs: int) -> dict[str, tuple[float, float]]:
    terminal = Terminal(size)
    taken: dict[str, list[float]] = {"open": [], "page down": [], "next paragraph": [], "resize": []}
    try:
        for run in range(max(3, runs // 5)):
            terminal.changed_after("send-keys", "z")
            taken["open"].append(terminal.changed_after("send-keys", "x"))
            taken["page down"].append(terminal.changed_after("send-keys", "Space"))
            taken["next paragraph"].append(terminal.changed_after("send-keys", "j"))
            width = str(90 if run % 2 == 0 else 120)
            taken["resize"].append(terminal.changed_after("resize-window", "-x", width, "-y", "40"))
    finally:
        terminal.close()
    return {name: (statistics.median(times), max(times)) for name, times in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--tmux", action="store_true")
    parser.add_argument("--app", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.app:
        app = Bench()
        app.shown = paragraphs(options.app)
        app.call_later(app.key_x)
        app.run()
        return
    for size in (60_000, 600_000):
        gc.collect()
        figures = measure_in_tmux(size, options.runs) if options.tmux else asyncio.run(measure(size, options.runs))
        print(f"{size:,} characters (milliseconds: median, worst)")
        for name, (median, worst) in figures.items():
            print(f"  {name:28}{median:8.1f}{worst:8.1f}")
    if not options.tmux:
        print(f"memory at the most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
