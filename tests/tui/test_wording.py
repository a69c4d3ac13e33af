"""The interface in another language: every string has a translation, and each keeps the fields of the original."""

from __future__ import annotations

import gettext
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.tui.strings import interface_strings
from unreader.tui.wording import CATALOGUES, _, use_language

LANGUAGES = [folder.name for folder in sorted(CATALOGUES.iterdir()) if folder.is_dir()]


def po_file(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "unreader.po"


def translations(language: str) -> dict[str, str]:
    with po_file(language).open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream, locale=language) if message.id}


def fields(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


def test_there_is_chinese() -> None:
    assert "zh" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_has_a_translation_and_none_is_left_over(language: str) -> None:
    known = translations(language)
    assert set(interface_strings()) == set(known), "python docs/make_catalogues.py brings the catalogue up to date"
    assert [text for text, translated in known.items() if not translated] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_fields_of_the_original(language: str) -> None:
    wrong = [text for text, translated in translations(language).items() if fields(text) != fields(translated)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    compiled = gettext.translation("unreader", CATALOGUES, [language])
    assert {text: compiled.gettext(text) for text in translations(language)} == translations(language)


def test_the_language_is_chosen_and_another_one_is_english() -> None:
    try:
        use_language("zh")
        assert _("Keys") != "Keys"
        assert _("") == ""
        use_language("fr")
        assert _("Keys") == "Keys"
    finally:
        use_language("en")
