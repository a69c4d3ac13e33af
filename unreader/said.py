"""What the lower floors say (errors, the parser's warnings, where a copy went), in the language of the interface.

They speak English and know no screen. Their sentences are in a catalogue of their own, `messages`, with numbered fields
for the parts that change: "{0} is not in the library". A message is matched with these patterns and put together again.
A message that fits none is shown as it is, but for what follows the name of a file or a place: "draft.pdf: …".
"""

from __future__ import annotations

import re
from functools import cache

from unreader.wording import CATALOGUES, language

DOMAIN = "messages"
#: How a language writes the colon after a name.
_COLON = {"zh": "："}
_FIELD = re.compile(r"\{(\d+)\}")


def said(message: object) -> str:
    """A message or an error in the language of the interface."""
    text = str(message)
    if not text or language() == "en":
        return text
    for needle, message, translation in _messages(language()):
        if needle in text and (found := _pattern(message).fullmatch(text)) is not None:
            return translation.format(*(said(part) for part in found.groups()))
    about, colon, rest = text.partition(": ")
    return f"{about}{_COLON.get(language(), ': ')}{told}" if colon and (told := said(rest)) != rest else text


@cache
def _messages(code: str) -> tuple[tuple[str, str, str], ...]:
    """A language's messages and their translations, the longest fixed text first; before each a part that it needs."""
    import gettext

    catalogue = gettext.translation(DOMAIN, CATALOGUES, [code], fallback=True)
    texts: dict[str, str] = getattr(catalogue, "_catalog", {})
    known = [
        (_FIELD.split(text)[::2], text, translation) for text, translation in texts.items() if text and translation
    ]
    known.sort(key=lambda one: len("".join(one[0])), reverse=True)
    return tuple((max(fixed, key=len), text, translation) for fixed, text, translation in known)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = _FIELD.split(text)
    return re.compile("".join("(.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL)
