"""Textual's own widgets break their text as the pages of the reader are broken."""

from __future__ import annotations

from unreader.breaking import divide_line


def bind_breaker() -> None:
    """Let every widget of Textual that wraps text (labels, notifications, help) break it by these rules."""
    import textual.content

    setattr(textual.content, "divide_line", divide_line)  # noqa: B010 - imported there, not exported
