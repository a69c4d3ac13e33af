"""The words of the interface: every text that a person reads on the screen passes through `_` when it is shown.

English is written in the code; a gettext catalogue puts another language behind `_`. Constants of a module are made
before the language is known: they are marked with `N_` and go through `_` where they are shown. Texts with parts that
change use named fields and `str.format`, so that a translation may order them as its language does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

#: Where the catalogues are: `LANGUAGE/LC_MESSAGES/unreader.mo`.
CATALOGUES = Path(__file__).parent / "locale"


def _same(text: str) -> str:
    return text


_translate: Callable[[str], str] = _same
_language = "en"


def use_language(code: str) -> None:
    """Show the interface in this language ("zh", "en"); English where there is no catalogue for it."""
    global _translate, _language
    if not (CATALOGUES / code / "LC_MESSAGES").is_dir():
        _translate, _language = _same, "en"
        return
    import gettext

    _translate, _language = gettext.translation("unreader", CATALOGUES, [code]).gettext, code


def language() -> str:
    """The language of the interface, as a code: "en", "zh"."""
    return _language


def _(text: str) -> str:
    """The text in the language of the interface."""
    return _translate(text) if text else ""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """The text as it is: a mark for constants, which go through `_` when they are shown."""
    return text


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: `counted(2, _("{n} tag"), _("{n} tags"))` → "2 tags"."""
    return (one if number == 1 else many).format(n=number)
