"""The interface in another language: every string has a translation, and each keeps the fields of the original."""

from __future__ import annotations

import gettext
import string

import pytest
from babel.messages.pofile import read_po

from tests.strings import interface_strings, message_templates, unmarked_in_commands
from unreader.citing.styles import STYLES
from unreader.said import DOMAIN, said
from unreader.tui.annotating.style_chooser import TITLES
from unreader.wording import CATALOGUES, _, use_language

LANGUAGES = [folder.name for folder in sorted(CATALOGUES.iterdir()) if folder.is_dir()]


#: The catalogues of a language, each with the strings that it must have.
STRINGS = {"unreader": interface_strings, DOMAIN: message_templates}
EACH = pytest.mark.parametrize(("language", "domain"), [(code, domain) for code in LANGUAGES for domain in STRINGS])


def translations(language: str, domain: str) -> dict[str, str]:
    with (CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream, locale=language) if message.id}


def fields(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


def test_there_is_chinese() -> None:
    assert "zh" in LANGUAGES


def test_commands_say_nothing_past_the_catalogue() -> None:
    assert unmarked_in_commands() == []


@EACH
def test_every_string_has_a_translation_and_none_is_left_over(language: str, domain: str) -> None:
    known = translations(language, domain)
    assert set(STRINGS[domain]()) == set(known), "python docs/make_catalogues.py brings the catalogue up to date"
    assert [text for text, translated in known.items() if not translated] == []


@EACH
def test_translations_have_the_fields_of_the_original(language: str, domain: str) -> None:
    wrong = [text for text, translated in translations(language, domain).items() if fields(text) != fields(translated)]
    assert wrong == []


@EACH
def test_the_compiled_catalogue_is_that_of_the_text(language: str, domain: str) -> None:
    compiled = gettext.translation(domain, CATALOGUES, [language])
    assert {text: compiled.gettext(text) for text in translations(language, domain)} == translations(language, domain)


def test_names_of_styles_are_those_of_the_styles() -> None:
    assert {name: STYLES[name].title for name in TITLES} == TITLES


def test_the_language_is_chosen_and_another_one_is_english() -> None:
    try:
        use_language("zh")
        assert _("Keys") != "Keys"
        assert _("") == ""
        use_language("fr")
        assert _("Keys") == "Keys"
    finally:
        use_language("en")


def test_what_lower_floors_say_is_put_together_in_the_language() -> None:
    message = "A/RES/1/1 is not in the library at /texts (it has A/RES/78/229)"
    try:
        use_language("zh")
        assert said(message) == "位于 /texts 的文库没有 A/RES/1/1（现有 A/RES/78/229）"
        assert said("nothing that anybody says") == "nothing that anybody says"
        assert (
            said("a.pdf: this PDF is damaged; fetch it again or save it anew")
            == "a.pdf：这份 PDF 已损坏；请重新下载或另存"
        )
    finally:
        use_language("en")
    assert said(message) == message
