"""A comparison as Markdown: dropped words struck out, added words in bold, a heading for each paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from unreader.comparing.comparison import Comparison, Pair
from unreader.exporting.comparison_runs import Run, citation_lines, heading, side_by_side, summary, unified
from unreader.exporting.markdown_text import escape_markdown


def comparison_markdown(comparison: Comparison, pairs: Iterable[Pair]) -> str:
    """These pairs of a comparison as a Markdown document."""
    title = escape_markdown(f"{comparison.a} → {comparison.b}")
    parts = [f"# {title}", escape_markdown(summary(comparison))]
    for pair in pairs:
        parts.append(f"## {escape_markdown(heading(comparison, pair))}")
        text = _sides(pair) if comparison.by_address else "".join(map(_run, unified(pair)))
        if text:
            parts.append(text)
        parts += [f"- {escape_markdown(line)}" for line in citation_lines(pair)]
    return "\n\n".join(parts) + "\n"


def _sides(pair: Pair) -> str:
    sides = ("".join(run.text for run in runs) for runs in side_by_side(pair))
    return "\n\n".join(escape_markdown(text) for text in sides if text)


def _run(run: Run) -> str:
    # HTML's own elements: ~~ and ** do not open beside Chinese punctuation (CommonMark's flanking rules).
    text = escape_markdown(run.text)
    if run.kind == "both":
        return text
    return f"<del>{text}</del>" if run.kind == "dropped" else f"<ins>{text}</ins>"
