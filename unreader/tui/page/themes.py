"""The reader's own themes: a dark and a light one, with a contrast of 4.5, and one of the terminal's own colours."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="unreader-dark",
    dark=True,
    primary="#7aa7e0",
    secondary="#8fb8a8",
    accent="#6fb7ff",
    warning="#e0b15c",
    error="#f07f7f",
    success="#7fc98f",
    background="#14171c",
    surface="#181c22",
    panel="#232a34",
    foreground="#dde3ea",
    variables={
        # Textual leaves boost transparent where a theme gives its own panel.
        "boost": "#1e252e",
        "text-muted": "#9aa5b3",
        "text-primary": "#a8c7f0",
        "text-secondary": "#a5cdbd",
        "text-accent": "#8cc6ff",
        "text-warning": "#ecc27a",
        "text-error": "#ff9c9c",
        "text-success": "#98d8a6",
        "scrollbar": "#3a4552",
        "scrollbar-hover": "#55657a",
        "scrollbar-active": "#6fb7ff",
        "scrollbar-background": "#181c22",
        "scrollbar-background-hover": "#181c22",
        "scrollbar-background-active": "#181c22",
        "accent-muted": "#2d4663",
        "warning-muted": "#5c4a22",
    },
)

LIGHT = Theme(
    name="unreader-light",
    dark=False,
    primary="#1f5fa8",
    secondary="#2e6b57",
    accent="#0a63c2",
    warning="#8a5a00",
    error="#b3261e",
    success="#1f7a3a",
    background="#f4f2ec",
    surface="#fbfaf6",
    panel="#e6e3da",
    foreground="#1e2227",
    variables={
        "boost": "#f1ede2",
        "text-muted": "#545c66",
        "text-primary": "#1b4f8c",
        "text-secondary": "#275a49",
        "text-accent": "#0a56a8",
        "text-warning": "#754c00",
        "text-error": "#a1221b",
        "text-success": "#1a6631",
        "scrollbar": "#c4bfb1",
        "scrollbar-hover": "#a49e8e",
        "scrollbar-active": "#0a63c2",
        "scrollbar-background": "#fbfaf6",
        "scrollbar-background-hover": "#fbfaf6",
        "scrollbar-background-active": "#fbfaf6",
        "accent-muted": "#c6dcf4",
        "warning-muted": "#f0dfb5",
    },
)

#: The terminal's own colours. Nothing is known of its ground: only those are used that most terminals show well on a
#: dark and on a light one; all else is told apart by weight, slant and line.
TERMINAL = Theme(
    name="unreader-terminal",
    ansi=True,
    dark=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_magenta",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    foreground="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_blue",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_blue",
        "block-cursor-text-style": "bold",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_bright_white",
        "scrollbar": "ansi_blue",
        "scrollbar-hover": "ansi_blue",
        "scrollbar-active": "ansi_magenta",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)

THEMES = (DARK, LIGHT, TERMINAL)


def first_theme(colours: str | None) -> str:
    """The theme for a terminal with such colours ("truecolor", "256", "standard"): its own where it has but sixteen."""
    return DARK.name if colours in ("truecolor", "256") else TERMINAL.name
