"""Writing citations: an address in, the words that cite it out, in one of several styles.

A style is a module with one function and an entry in STYLES.
"""

from __future__ import annotations

from typing import Protocol

from unreader.citing import un_style
from unreader.model import Address, UnreaderError


class StyleError(UnreaderError):
    """A style that does not exist."""

    status = 2


class Style(Protocol):
    """A way of writing citations."""

    def __call__(self, address: Address, *, kind: str, language: str, introduced: str) -> str:
        """The citation of a place; see `cite` for the parameters."""
        ...


#: The styles by the name that people type.
STYLES: dict[str, Style] = {"un": un_style.write}


def cite(address: Address, *, kind: str = "", language: str = "zh", style: str = "un", introduced: str = "") -> str:
    """The citation of a place: 大会第78/229号决议，第12段; General Assembly resolution 78/229, para. 12.

    `kind` is the kind of the block at the address (its path says it too; a heading is cited as what it opens),
    `language` the language to write in (zh, en; others are written in English), `introduced` the number of the
    report's paragraph under which a draft is printed, where the path does not say it. Raises StyleError.
    """
    if style not in STYLES:
        raise StyleError(f"there is no citation style {style!r}; there are: {', '.join(STYLES)}")
    return STYLES[style](address, kind=kind, language=language, introduced=introduced)
