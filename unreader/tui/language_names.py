"""The languages of the United Nations, as the interface calls them."""

from __future__ import annotations

from unreader.wording import N_, _

LANGUAGES = {
    "ar": N_("Arabic"),
    "zh": N_("Chinese"),
    "en": N_("English"),
    "fr": N_("French"),
    "ru": N_("Russian"),
    "es": N_("Spanish"),
}


def language_name(code: str) -> str:
    """A language's name in the language of the interface; of one that is no language of the UN, its code."""
    return _(LANGUAGES.get(code, code))
