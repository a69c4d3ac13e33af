"""A comparison as one self-contained HTML page: no script, no file beside it, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from unreader.comparing.comparison import Comparison, Pair
from unreader.exporting.comparison_runs import (
    Run,
    citation_lines,
    heading,
    side_by_side,
    summary,
    unified,
)
from unreader.visible import visible
from unreader.wording import _

_STYLE = """
:root { color-scheme: light dark; --del: #9b1c1c; --ins: #14532d; --del-back: #fde8e8; --ins-back: #def7e4; }
@media (prefers-color-scheme: dark) {
  :root { --del: #fca5a5; --ins: #86efac; --del-back: #451a1a; --ins-back: #12301d; }
}
body { font: 16px/1.7 "Source Han Serif SC", "Songti SC", "Noto Serif CJK SC", Georgia, serif;
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
header p, h2 { font-family: system-ui, sans-serif; }
h2 { font-size: .85rem; font-weight: 600; margin: 1.6rem 0 .2rem; }
h2 a { margin-left: .6rem; text-decoration: none; }
section.same h2 { font-weight: 400; opacity: .65; }
del { color: var(--del); background: var(--del-back); }
ins { color: var(--ins); background: var(--ins-back); text-decoration: underline; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
ul { font: .85rem/1.5 system-ui, sans-serif; }
p { margin: .2rem 0; }
""".strip()


def comparison_html(comparison: Comparison, pairs: Iterable[Pair], *, columns: bool = False) -> str:
    """These pairs of a comparison as a page; with `columns` the two texts stand side by side."""
    shown = list(pairs)
    title = _text(f"{comparison.a} → {comparison.b}")
    changed = [number for number, pair in enumerate(shown) if _is_change(pair)]
    sections = [_section(comparison, shown, number, changed, columns) for number in range(len(shown))]
    first = f' <a href="#c{changed[0]}">{_text(_("first change"))} ↓</a>' if changed else ""
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n'
        f"<header>\n<h1>{title}</h1>\n<p>{_text(summary(comparison))}{first}</p>\n</header>\n"
        + "\n".join(sections)
        + "\n</body>\n</html>\n"
    )


def _is_change(pair: Pair) -> bool:
    return pair.change != "same" or pair.moved or bool(pair.citations)


def _section(comparison: Comparison, pairs: Sequence[Pair], number: int, changed: Sequence[int], columns: bool) -> str:
    pair = pairs[number]
    ways = ""
    if _is_change(pair):
        at = changed.index(number)
        ways += f'<a href="#c{changed[at - 1]}">↑</a>' if at else ""
        ways += f'<a href="#c{changed[at + 1]}">↓</a>' if at + 1 < len(changed) else ""
    if columns or comparison.by_address:
        left, right = side_by_side(pair)
        body = f'<div class="sides"><p>{_runs(left)}</p><p>{_runs(right)}</p></div>'
    else:
        body = f"<p>{_runs(unified(pair))}</p>"
    lines = "".join(f"<li>{_text(line)}</li>" for line in citation_lines(pair))
    return (
        f'<section class="{pair.change}" id="c{number}">\n<h2>{_text(heading(comparison, pair))}{ways}</h2>\n{body}'
        + (f"\n<ul>{lines}</ul>" if lines else "")
        + "\n</section>"
    )


def _runs(runs: Iterable[Run]) -> str:
    elements = {"both": "", "dropped": "del", "added": "ins"}
    return "".join(
        f"<{name}>{_text(run.text)}</{name}>" if (name := elements[run.kind]) else _text(run.text) for run in runs
    )


def _text(text: str) -> str:
    return escape(visible(text))
