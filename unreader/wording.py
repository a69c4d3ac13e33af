"""The words of the interface: every text that a person reads passes through `_` when it is shown.

English is written in the code; a gettext catalogue puts another language behind `_`, and is read when the first text
is shown. Constants of a module are made before the language is known: they are marked with `N_` and go through `_`
where they are shown. Texts with parts that change use named fields and `str.format`, so that a translation may order
them as its language does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where the catalogues are: `LANGUAGE/LC_MESSAGES/unreader.mo`.
CATALOGUES = Path(__file__).parent / "locale"


def _same(text: str) -> str:
    return text


def _asking(text: str) -> str:
    return _settled()(text)


def _settled() -> Callable[[str], str]:
    """Ask which language is wanted, and read its catalogue."""
    global _translate, _language
    code = _wanted()
    if (CATALOGUES / code / "LC_MESSAGES").is_dir():
        import gettext

        _translate, _language = gettext.translation("unreader", CATALOGUES, [code]).gettext, code
    else:
        _translate, _language = _same, "en"
    return _translate


def _english() -> str:
    return "en"


_wanted: Callable[[], str] = _english
_translate: Callable[[str], str] = _same
_language = "en"


def use_language(code: str) -> None:
    """Show the interface in this language ("zh", "en"); English where there is no catalogue for it."""
    use_language_of(lambda: code)
    _settled()


def use_language_of(ask: Callable[[], str]) -> None:
    """Show the interface in the language that `ask` tells, which is asked when the first text is shown."""
    global _wanted, _translate
    _wanted, _translate = ask, _asking


@contextmanager
def in_english() -> Iterator[None]:
    """Texts as programs know them, whatever the language of the interface is."""
    global _translate, _language
    kept, _translate, _language = (_translate, language()), _same, "en"
    try:
        yield
    finally:
        _translate, _language = kept


def language() -> str:
    """The language of the interface, as a code: "en", "zh"."""
    if _translate is _asking:
        _settled()
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
