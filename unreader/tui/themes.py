"""The reader's own two themes. Their text colours reach a contrast of 4.5 on the backgrounds that they stand on."""

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

THEMES = (DARK, LIGHT)
