"""Plain text as Markdown that renders to the same characters in any viewer (CommonMark, GFM, Obsidian, pandoc)."""

from __future__ import annotations

import re

from unreader.visible import visible

#: Characters that some Markdown dialect reads as markup inside a line.
_INLINE = re.compile(r"([\\`*_{}\[\]<>~|$^=#&])")
#: What opens a block at a line's start: a list item, a numbered item, a heading, a quotation, a rule, a setext line.
_OPENER = re.compile(r"^(\s*)([-+:%]|\d{1,9}[.)])")
#: Bare addresses that GFM turns into links: broken by an escape that shows nothing.
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp)(:)(?=//)|\b(www)(\.)|(?<=\w)(@)(?=\w)")


def escape_markdown(text: str) -> str:
    """One line of text, escaped. Control characters are shown as signs; blanks at the ends are kept by entities."""
    text = _INLINE.sub(r"\\\1", visible(text))
    text = _AUTOLINK.sub(
        lambda match: "".join(f"\\{part}" if part in (":", ".", "@") else part or "" for part in match.groups()), text
    )
    text = _OPENER.sub(_escape_opener, text)
    if text.startswith((" ", "\u3000", "\t")):
        text = f"&#{ord(text[0])};" + text[1:]
    if text.endswith((" ", "\t")):
        text = text[:-1] + f"&#{ord(text[-1])};"
    return text


def _escape_opener(match: re.Match[str]) -> str:
    blank, opener = match.groups()
    return f"{blank}{opener[:-1]}\\{opener[-1]}"


def link(text: str, url: str) -> str:
    """A Markdown link; the address in angle brackets, so that parentheses in a symbol do not end it."""
    return f"[{escape_markdown(text)}](<{url}>)"


def quotation(text: str) -> str:
    """Text as a block quotation, line by line; nothing for nothing."""
    return text and "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
