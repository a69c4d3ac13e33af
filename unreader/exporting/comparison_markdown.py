"""A comparison as Markdown: dropped words struck out, added words in bold, a heading for each paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from unreader.comparing.comparison import Comparison, Pair
from unreader.exporting.comparison_runs import Run, citation_lines, heading, summary, unified
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
    return "\n\n".join(escape_markdown(block.text) for block in (pair.a, pair.b) if block)


def _run(run: Run) -> str:
    # HTML's own elements: ~~ and ** do not open beside Chinese punctuation (CommonMark's flanking rules).
    text = escape_markdown(run.text)
    if run.kind == "both":
        return text
    return f"<del>{text}</del>" if run.kind == "dropped" else f"<ins>{text}</ins>"
