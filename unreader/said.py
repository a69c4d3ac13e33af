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
    for pattern, translation in _patterns(language()):
        found = pattern.fullmatch(text)
        if found is not None:
            return translation.format(*(said(part) for part in found.groups()))
    about, colon, rest = text.partition(": ")
    return f"{about}{_COLON.get(language(), ': ')}{told}" if colon and (told := said(rest)) != rest else text


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of a language's catalogue with their translations, the longest fixed text first."""
    import gettext

    catalogue = gettext.translation(DOMAIN, CATALOGUES, [code], fallback=True)
    texts: dict[str, str] = getattr(catalogue, "_catalog", {})
    known = [(text, translation) for text, translation in texts.items() if text and translation]
    known.sort(key=lambda pair: len(_FIELD.sub("", pair[0])), reverse=True)
    return tuple((_pattern(text), translation) for text, translation in known)


def _pattern(text: str) -> re.Pattern[str]:
    parts = _FIELD.split(text)
    return re.compile("".join("(.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL)
