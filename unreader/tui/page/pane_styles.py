"""The style classes of a pane of paragraphs, and how they look: a table of names, and Textual's CSS for them."""

from __future__ import annotations

__all__ = ["CSS", "PREFIX", "STYLES"]

#: Style classes that a pane knows: kinds of paragraphs, marks, badges, and its own parts. More by subclassing.
STYLES = (
    *("title", "meta", "heading", "body", "preambular", "operative", "paragraph", "item", "vote", "footnote"),
    *("signature", "card-head", "card-meta", "card-text", "card-note", "note", "hint", "error"),
    *(
        "citation",
        "citation-known",
        "citation-unknown",
        "citation-ambiguous",
        "citation-rejected",
        "emphasis",
        "verb",
        "quote",
        "link",
    ),
    *("hit", "hit-current", "highlight", "badge", "tag", "span", "changed", "added", "removed"),
    *(f"topic-{number}" for number in range(1, 10)),
    *("label", "callout", "control", "focus", "bar"),
)
#: What stands before the name of a style class in the style sheet.
PREFIX = "line-pane--"

CSS = """
RowsPane {
    width: 1fr;
    height: 1fr;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;
    background: $surface;
    color: $foreground;
    & > .line-pane--title { text-style: bold; color: $text-primary; }
    & > .line-pane--heading { text-style: bold; color: $text-primary; }
    & > .line-pane--card-head { text-style: bold; }
    & > .line-pane--card-meta { color: $text-muted; }
    & > .line-pane--meta { color: $text-muted; }
    & > .line-pane--signature { color: $text-muted; }
    & > .line-pane--vote { color: $text-muted; }
    & > .line-pane--footnote { color: $text-muted; }
    & > .line-pane--hint { color: $text-muted; text-style: italic; }
    & > .line-pane--card-note { text-style: italic; }
    & > .line-pane--note { text-style: italic; }
    & > .line-pane--error { color: $text-error; text-style: bold; }
    & > .line-pane--label { color: $text-secondary; text-style: bold; }
    & > .line-pane--emphasis { text-style: bold; }
    & > .line-pane--verb { color: $foreground; text-style: italic; }
    & > .line-pane--citation { color: $text-accent; text-style: underline; }
    & > .line-pane--link { color: $text-accent; text-style: underline; }
    & > .line-pane--citation-known { color: $text-secondary; text-style: italic underline; }
    & > .line-pane--citation-unknown { color: $text-warning; text-style: italic; }
    & > .line-pane--citation-ambiguous { color: $text-warning; text-style: bold italic; }
    & > .line-pane--citation-rejected { color: $text-muted; text-style: strike; }
    & > .line-pane--callout { color: $text-warning; }
    & > .line-pane--highlight { text-style: bold reverse; }
    & > .line-pane--hit { background: $warning-muted; color: $text-warning; text-style: bold underline; }
    & > .line-pane--hit-current { background: $warning-muted; color: $text-warning; text-style: bold reverse; }
    & > .line-pane--control { color: $text-error; text-style: reverse; }
    & > .line-pane--added { color: $text-success; text-style: underline; }
    & > .line-pane--removed { color: $text-error; text-style: strike; }
    & > .line-pane--changed { color: $text-warning; text-style: italic; }
    & > .line-pane--tag { text-style: bold; }
    & > .line-pane--span { text-style: underline; background: $warning 18%; }
    & > .line-pane--topic-1 { color: $text-success; text-style: bold; }
    & > .line-pane--topic-2 { color: $text-primary; text-style: bold; }
    & > .line-pane--topic-3 { color: $text-warning; text-style: bold; }
    & > .line-pane--topic-4 { color: $text-error; text-style: bold; }
    & > .line-pane--topic-5 { color: $text-accent; text-style: bold; }
    & > .line-pane--topic-6 { color: $text-secondary; text-style: bold; }
    & > .line-pane--topic-7 { color: $text-success; text-style: bold; }
    & > .line-pane--topic-8 { color: $text-primary; text-style: bold; }
    & > .line-pane--topic-9 { color: $text-warning; text-style: bold; }
    & > .line-pane--focus { background: $boost; }
    & > .line-pane--bar { color: $text-accent; text-style: bold; }
    &:ansi {
        & > .line-pane--span { background: ansi_default; }
        & > .line-pane--hit { color: ansi_black; background: ansi_yellow; }
        & > .line-pane--hit-current { color: ansi_default; background: ansi_default; text-style: bold reverse; }
    }
}
"""
